"""RIS: its dialects, what is odd in real files, and what no file does to the reader."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import readers
from reviewer.model import Name, PartialDate, Record
from reviewer.readers import Input, Parsed, Rejected, from_ris, read_bytes

SPECIMEN = Path(__file__).parents[1] / "files" / "readers" / "ris.ris"


def read(text: str | bytes) -> list[Parsed | Rejected]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(from_ris.read(Input.of_bytes(data, "some.ris")))


def record(lines: str, type_: str = "JOUR") -> Record:
    (parsed,) = read(f"TY  - {type_}\n{lines}\nER  - \n")
    assert isinstance(parsed, Parsed) and parsed.record is not None
    return parsed.record


def test_the_specimen_gives_its_records_and_sets_the_empty_one_aside() -> None:
    first, second, empty, last = read(SPECIMEN.read_bytes())
    assert isinstance(first, Parsed) and isinstance(second, Parsed) and isinstance(last, Parsed)

    assert first.record == Record(
        type="article-journal",
        title="CO₂ and α-waves in sleep",
        authors=(
            Name("van der Berg", "Jan P.", suffix="Jr"),
            Name("Kim", "S.-H."),
            Name(literal="Memory Study Group"),
        ),
        container="Journal of Quiet Rooms",
        container_short="J. Quiet Rooms",
        issued=PartialDate(2010, 12, 13),
        volume="12",
        issue="3",
        pages="101-9",
        doi="10.1000/quiet.2010.7",
        pmid="20301234",
        issn="1234-567X",
        url="https://example.org/quiet",
        language="en",
        keywords=("sleep", "noise", "doors"),
        notes=("Accession number: 1; PMID: 20301234",),
        extra=(("AN", "20308"), ("ZZ", "a tag nobody knows")),
    )  # fmt: skip
    assert first.text.split("\n\n")[1].splitlines()[1] == "METHODS: We closed the door."
    assert second.record is not None and last.record is not None
    assert (second.record.type, second.record.container, second.record.isbn, second.record.pages) == (
        "chapter", "A book of rooms", "9783161484100", "1-20",
    )  # fmt: skip
    assert second.record.editors == (Name("Wall", "W."),) and second.record.issued == PartialDate(2001)
    assert empty == Rejected(3, 43, "It has no title and no abstract.", "TY  - JOUR\nPY  - 1999\nER  - ")
    assert (last.record.issued, last.record.container) == (PartialDate(2003, 4), "J Open")


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        ("TI  - A\nL3  - http://dx.doi.org/10.1000/x1", "doi", "10.1000/x1"),
        ("TI  - A\nN1  - doi: 10.1000/x2.", "doi", "10.1000/x2"),
        ("TI  - A\nM3  - 10.1000/x3", "doi", "10.1000/x3"),
        ("TI  - A\nUR  - https://www.ncbi.nlm.nih.gov/pubmed/12345", "pmid", "12345"),
        ("TI  - A\nDB  - MEDLINE\nAN  - 777", "pmid", "777"),
        ("TI  - A\nC2  - PMC123456", "pmcid", "PMC123456"),
        ("T1  - A\nJF  - Whole Name\nJO  - Whole", "container", "Whole Name"),
        ("TI  - A\nSP  - 12-18", "pages", "12-18"),
        ("TI  - A\nSP  - e45", "pages", "e45"),
        ("TI  - A\nC7  - 1204", "pages", "1204"),
        ("TI  - A\nM1  - 4", "issue", "4"),
        ("TI  - A\nVL  - Vol. 7", "volume", "7"),
        ("TI  - A\nPY  - Dec 2010", "issued", PartialDate(2010, 12)),
        ("TI  - A\nY1  - 2010/3/4", "issued", PartialDate(2010, 3, 4)),
        ("TI  - A\nPY  - 2011\nDA  - 2011 Apr", "issued", PartialDate(2011, 4)),
        ("TI  - A long\n      title goes on", "title", "A long title goes on"),
        ("ti  - a\nTI  - b", "title", "a"),
    ],
)  # fmt: skip
def test_what_a_dialect_hides_is_found(lines: str, field: str, value: object) -> None:
    assert getattr(record(lines), field) == value


@pytest.mark.parametrize(
    ("tag", "type_"),
    [("JOUR", "article-journal"), ("BOOK", "book"), ("THES", "thesis"), ("CPAPER", "paper-conference"),
     ("RPRT", "report"), ("ELEC", "webpage"), ("DATA", "dataset"), ("WHAT", "document"), ("PAT", "patent")],
)  # fmt: skip
def test_the_type_is_one_of_csl(tag: str, type_: str) -> None:
    assert record("TI  - A", tag).type == type_


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_line_ends_and_encodings_do_not_matter(end: str, encoding: str) -> None:
    text = end.join(["TY  - JOUR", "TI  - Größe", "AU  - Müller, J", "ER  - ", ""])
    (parsed,) = readers.read_bytes(text.encode(encoding), "a.txt")
    assert isinstance(parsed, Parsed) and parsed.record is not None

    assert (parsed.record.title, parsed.format) == ("Größe", "ris")


def test_a_missing_end_and_a_missing_type_lose_no_record() -> None:
    found = read("TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nER  -\n\nTI  - Three\nAU  - A, B\nER  - ")

    assert [each.record.title for each in found if isinstance(each, Parsed) and each.record] == [
        "One", "Two", "Three",
    ]  # fmt: skip


def test_a_link_of_nothing_but_white_space_is_none() -> None:
    assert from_ris.record_of({"TY": ["JOUR"], "TI": ["A"], "UR": ["\n \x0b"]})[0].url == ""


def test_prose_is_no_ris() -> None:
    for text in ("A - b\nC - d\n", "Methods  - we did\n", "PMID- 1\nTI  - A\nAU  - B\nAB  - C\n"):
        assert from_ris.sniff(Input.of_bytes(text.encode(), "a.txt")) == 0


@given(
    st.lists(
        st.sampled_from(["TY  - JOUR", "ER  - ", "TI  - A", "  more", "", "XX  - y", "AU  -B", "ER", "é"])
    )
)
def test_any_order_of_lines_gives_records_or_reasons(lines: list[str]) -> None:
    for number, item in enumerate(read("\n".join(lines)), 1):
        assert item.number == number and (item.text if isinstance(item, Parsed) else item.reason)


def test_memory_stays_small_however_long_the_file() -> None:
    one = SPECIMEN.read_bytes().replace(b"J Open", b"J Open\nER  - \n")
    source = Input.of_bytes(one * 3_000, "long.ris")
    tracemalloc.start()
    count = sum(1 for _ in from_ris.read(source))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 12_000 and peak < 12_000_000 and source.position == source.size


@pytest.mark.parametrize("end", ["ER   -", "ER -", "ER  -", "ER", "ER  - "])
def test_a_record_ends_at_its_end_tag_however_that_is_spaced(end: str) -> None:
    found = read(f"TY  - JOUR\nTI  - One\n{end}\nTY  - JOUR\nTI  - Two\n{end}\n")

    assert [item.record.title for item in found if isinstance(item, Parsed) and item.record] == ["One", "Two"]


def test_what_lost_against_another_tag_is_kept_and_what_has_a_field_is_not_kept_twice() -> None:
    found = record(
        "TI  - One\nJF  - Journal of Rooms\nT2  - Rooms and Doors\nDA  - 2003///Spring\nN2  - Words."
    )

    assert found.container == "Journal of Rooms"
    assert found.issued == PartialDate(2003)
    assert found.extra == (("T2", "Rooms and Doors"), ("DA", "2003///Spring"))


def test_web_of_science_calls_the_publisher_otherwise_and_may_run_it_into_the_line_before() -> None:
    plain = record("TI  - One\nPU  - ELSEVIER\nPI  - OXFORD")
    glued = record("TI  - One\nAD  - Univ Foot, SpainC3  - Univ FootPU  - ELSEVIER\nPI  - OXFORD")

    assert (plain.publisher, plain.place) == ("ELSEVIER", "OXFORD")
    assert glued.publisher == "ELSEVIER"
    assert plain.extra == () and record("TI  - One\nPB  - X\nPU  - Y").extra == (("PU", "Y"),)


def test_what_ebsco_says_of_rights_is_no_abstract() -> None:
    rights = "Copyright of Foot is the property of Foot Ltd and its content may not be copied."
    (item,) = read(f"TY  - JOUR\nTI  - One\nAB  - Feet were warm.\nAB  - {rights}\nER  - \n")
    assert isinstance(item, Parsed) and item.record

    assert item.text == "One\n\nFeet were warm."
    assert item.record.notes == (rights,)


def test_kinds_of_works_that_endnote_names() -> None:
    kinds = {
        "INTV": "interview",
        "POD": "song",
        "CTLG": "book",
        "ANCIENT": "classic",
        "PRESS": "article-newspaper",
    }

    assert {kind: record("TI  - One", kind).type for kind in kinds} == kinds


def test_a_day_written_without_signs_among_words() -> None:
    assert record("TI  - One\nPY  - Start date: 20170812").issued == PartialDate(2017, 8, 12)


def test_a_word_for_authors_without_a_name_is_kept_but_is_no_author() -> None:
    found = record("TI  - One\nAU  - Ade, A\nAU  - et al")

    assert (found.authors, found.extra) == ((Name("Ade", "A"),), (("AU", "et al"),))


def test_of_several_addresses_in_one_line_the_first_counts_and_all_are_kept() -> None:
    found = record("TI  - One\nUR  - http://a.example;http://b.example")

    assert found.url == "http://a.example"
    assert found.extra == (("UR", "http://a.example;http://b.example"),)
    assert record("TI  - One\nUR  - http://a.example").extra == ()


def test_cochrane_and_scopus_name_the_id_of_pubmed_in_tags_of_their_own() -> None:
    cochrane = (
        "Record #1 of 1\nTY  - JOUR\nAN  - CN-01234567\nTI  - Tablets for sleep\nJO  - Quiet\n"
        "M3  - Journal: Article\nPM  - PUBMED 19249634\nXR  - EMBASE 354321111\n"
        "PT  - Journal Article; Randomized Controlled Trial\nER  - \n"
    )
    scopus = "TY  - JOUR\nTI  - Tablets for sleep\nC2  - 31234567\nDB  - Scopus\nER  - \n"
    (first,) = read_bytes(cochrane.encode(), "citation-export.ris")
    (second,) = read_bytes(scopus.encode(), "scopus.ris")
    assert isinstance(first, Parsed) and first.record and isinstance(second, Parsed) and second.record
    assert first.record.pmid == "19249634"
    assert first.record.publication_types == (
        "Journal Article",
        "Randomized Controlled Trial",
        "Journal: Article",
    )
    assert ("XR", "EMBASE 354321111") in first.record.extra
    assert second.record.pmid == "31234567"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Smith J, Jones K, van Dam P", (Name("Smith", "J"), Name("Jones", "K"), Name("van Dam", "P"))),
        ("Smith, J. and Jones, K.", (Name("Smith", "J."), Name("Jones", "K."))),
        ("Müller H. and Jones K.", (Name("Müller", "H."), Name("Jones", "K."))),
        ("Smith, J., MD, PhD", (Name("Smith", "J.", suffix="MD, PhD"),)),
        ("van der Berg, J. P.", (Name("van der Berg", "J. P."),)),
        ("Ministry of Food, Drugs and Health", (Name(literal="Ministry of Food, Drugs and Health"),)),
    ],
)  # fmt: skip
def test_people_of_one_line_are_told_apart(line: str, expected: tuple[Name, ...]) -> None:
    (item,) = read_bytes(f"TY  - JOUR\nTI  - A title\nAU  - {line}\nER  - \n".encode(), "a.ris")
    assert isinstance(item, Parsed) and item.record
    assert item.record.authors == expected


def test_a_volume_with_its_issue_and_a_page_with_an_open_end_are_taken_apart() -> None:
    (item,) = read_bytes(b"TY  - JOUR\nTI  - A title\nVL  - 12(3)\nSP  - 123-\nER  - \n", "a.ris")
    assert isinstance(item, Parsed) and item.record
    assert (item.record.volume, item.record.issue, item.record.pages) == ("12", "3", "123")


def test_the_whole_name_of_a_journal_goes_before_its_short_one_and_a_trial_is_no_page() -> None:
    tags = b"TI  - A title\nT2  - Quiet Care Medicine\nJF  - Quiet Care Med\nC7  - NCT01234567\n"
    (item,) = read_bytes(b"TY  - JOUR\n" + tags + b"ER  - \n", "a.ris")
    assert isinstance(item, Parsed) and item.record
    assert (item.record.container, item.record.container_short) == ("Quiet Care Medicine", "Quiet Care Med")
    assert (item.record.pages, item.record.number) == ("", "")
    assert ("C7", "NCT01234567") in item.record.extra


@pytest.mark.parametrize(
    ("old", "new"),
    [("  - ", "  -"), ("  - ", "\u00a0\u00a0-\u00a0"), ("  - ", " - "), ("TY  - JOUR\nTI", "ty  - jour\nti")],
    ids=["no space", "hard spaces", "one space", "small letters"],
)
def test_tags_with_other_spaces_or_small_letters_are_tags(old: str, new: str) -> None:
    text = "TY  - JOUR\nTI  - A quiet room\nAU  - Smith, J.\nER  - \n\n" * 2
    found = list(read_bytes(text.replace(old, new).encode(), "a.txt"))
    assert [item.format for item in found if isinstance(item, Parsed)] == ["ris", "ris"]
    assert all(isinstance(i, Parsed) and i.record and i.record.title == "A quiet room" for i in found)
    assert all(
        isinstance(i, Parsed) and i.record and i.record.authors == (Name("Smith", "J."),) for i in found
    )
