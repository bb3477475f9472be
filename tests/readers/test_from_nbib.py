"""MEDLINE records: their fields, what is odd in real files, and what no file does to the reader."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import readers
from reviewer.model import IndexTerm, Name, PartialDate, Record, Relation
from reviewer.readers import Input, Parsed, Rejected, from_nbib

SPECIMEN = Path(__file__).parents[1] / "files" / "readers" / "nbib.nbib"
AGED, NOISE = IndexTerm("Aged"), IndexTerm("Noise", "adverse effects", True)
SLEEP = (IndexTerm("Sleep", "drug effects", True), IndexTerm("Sleep", "physiology", True))


def read(text: str | bytes) -> list[Parsed | Rejected]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(from_nbib.read(Input.of_bytes(data, "some.nbib")))


def parsed_of(lines: str) -> Parsed:
    (parsed,) = read(f"PMID- 12345\n{lines}\n")
    assert isinstance(parsed, Parsed)
    return parsed


def record(lines: str) -> Record:
    found = parsed_of(lines).record
    assert found is not None
    return found


def test_the_specimen_gives_every_field_of_an_article() -> None:
    first, *_ = read(SPECIMEN.read_bytes())
    assert isinstance(first, Parsed) and first.record is not None
    *_, last = first.record.extra

    assert first.record == Record(
        type="article-journal",
        title="Quiet rooms & sleep: a well-being trial of doors that close in the evening and in the night",
        authors=(
            Name("van der Berg", "Jan P", suffix="Jr"),
            Name("Center", "Anna"),
            Name(literal="Quiet Night Study Group"),
        ),
        container="Journal of quiet rooms",
        container_short="J Quiet Rooms",
        issued=PartialDate(2011, 4),
        epub=PartialDate(2011, 3, 1),
        volume="10",
        issue="4",
        pages="335-9",
        doi="10.1000/quiet.2011.7",
        pmid="20301234",
        pmcid="PMC1234567",
        issn="1234-5678",
        language="eng; fre",
        place="England",
        original_title="Chambres calmes",
        keywords=("quiet", "door"),
        publication_types=("Journal Article", "Randomized Controlled Trial"),
        index_terms=(AGED, *SLEEP, NOISE),
        substances=("Ear Plugs (foam)", "Doorase", "Quietin"),
        related=(
            Relation(
                "comment in",
                "J Quiet Rooms. 2011 Dec;10(9):1. doi: 10.1000/quiet.2011.99.",
                "20309999",
                "10.1000/quiet.2011.99",
            ),
            Relation("erratum in", "Noise. 2012;1(1):2"),
        ),
        extra=first.record.extra,
    )
    assert last == ("ZZZ", "a tag nobody knows")
    assert ("AD", "van der Berg, Jan P Jr: House of Rooms, Small Town.") in first.record.extra
    assert "door, pre- and postoperatively, which is a matter of well-being." in first.text


def test_the_specimen_gives_a_chapter_and_a_report_and_sets_the_empty_record_aside() -> None:
    _, chapter, empty, report, last = read(SPECIMEN.read_bytes())
    assert isinstance(chapter, Parsed) and isinstance(report, Parsed) and isinstance(last, Parsed)
    book, brief, short = chapter.record, report.record, last.record
    assert book and brief and short

    assert (book.type, book.title, book.container, book.collection, book.isbn, book.edition) == (
        "chapter", "Doors in houses", "A Book of Rooms", "Rooms and Walls", "9783161484100", "2",
    )  # fmt: skip
    assert (book.editors, book.authors) == ((Name("Wall", "Walter"),), (Name("Floor", "Fiona"),))
    assert empty == Rejected(3, 80, "It has no title and no abstract.", "PMID- 3\nOWN - NLM")
    assert (brief.type, brief.publisher, brief.container, brief.url) == (
        "report", "House of Reports", "", "http://example.org/?id=ED500016",
    )  # fmt: skip
    assert "Rooms are counted." in report.text
    assert (short.issued, short.pages, short.authors) == (
        PartialDate(1998, 12),
        "1042",
        (Name("SMITH", "J"),),
    )


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        ("TI  - A\nDP  - 2010 Dec 13", "issued", PartialDate(2010, 12, 13)),
        ("TI  - A\nDP  - 2003 Winter", "issued", PartialDate(2003)),
        ("TI  - A\nDEP - 20190704", "issued", PartialDate(2019, 7, 4)),
        ("TI  - A\nSO  - J. 2010;1(2):3-4. doi: 10.1000/x1.", "doi", "10.1000/x1"),
        ("TI  - A\nAID - http://dx.doi.org/10.1000/x2", "doi", "10.1000/x2"),
        ("TI  - A\nLID - 10.1000/x3 [doi]\nAID - X3 [pii]", "number", "X3"),
        ("TI  - A\nLID - 18", "pages", "18"),
        ("TI  - A\nOID - NLM: PMC123456", "pmcid", "PMC123456"),
        ("TI  - A\nIS  - 1111-1111 (Linking)\nIS  - 2222-2222 (Print)", "issn", "2222-2222"),
        ("TI  - A\nISSN - EISSN-2229-0443", "issn", "2229-0443"),
        ("TI  - A\nIS  - 978-3-16-148410-0 (ISBN)", "isbn", "9783161484100"),
        ("TI  - [Not Available].\nTT  - Le bruit.", "title", "Le bruit"),
        ("BTI - A Book", "type", "book"),
        ("BTI - A Book", "title", "A Book"),
        ("TI  - A\nTA  - bioRxiv\nPT  - Preprint", "type", "article"),
        ("TI  - A\nAU  - de la Cruz JA\nAU  - Kim S", "authors",
         (Name("de la Cruz", "JA"), Name("Kim", "S"))),
        ("TI  - A\nFAU - Plato", "authors", (Name(literal="Plato"),)),
        ("TI  - A\nFAU - Kim, S\nFAU - Lee, T\nAU  - Kim S\nAU  - Lee T", "authors",
         (Name("Kim", "S"), Name("Lee", "T"))),
        ("TI  - A\nIR  - Wall W\nFIR - Wall, W", "authors", ()),
        ("TI  - A\nROF - J. 2010;1:2. PMID: 77", "related",
         (Relation("retraction of", "J. 2010;1:2.", "77"),)),
        ("TI  - A line that\nis broken", "title", "A line that is broken"),
        ("TI  - A\n\n      B", "title", "A B"),
        ("TI- A", "title", "A"),
        ("TI  - DNA - what\n      DNA - is", "title", "DNA - what DNA - is"),
    ],
)  # fmt: skip
def test_what_a_file_says_in_its_own_way_is_found(lines: str, field: str, value: object) -> None:
    assert getattr(record(lines), field) == value


def test_another_abstract_stands_in_for_a_missing_one() -> None:
    assert parsed_of("TI  - A\nOAB - Publisher: Le bruit.\nOABL- fre").text == "A\n\nLe bruit."
    assert parsed_of("TI  - A\nAB  -\nOAB - Publisher: Abstract available from the publisher.").text == "A"


def test_an_address_longer_than_a_line_is_made_whole() -> None:
    long = "https://example.org/" + "x" * 90
    text = f"TI  - A title with \n      an end\nAB  - See {long[:78]}\n      {long[78:]} \n      for more"

    assert f"See {long} for more" in parsed_of(text).text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_line_ends_and_encodings_do_not_matter(end: str, encoding: str) -> None:
    text = end.join(["PMID- 5", "OWN - NLM", "TI  - Größe", "FAU - Müller, Jörg", "", "PMID- 6", "TI  - B"])
    first, second = readers.read_bytes(text.encode(encoding), "a.txt")
    assert isinstance(first, Parsed) and first.record is not None and isinstance(second, Parsed)

    assert (first.record.title, first.record.authors, first.format) == (
        "Größe",
        (Name("Müller", "Jörg"),),
        "nbib",
    )


@pytest.mark.parametrize(
    "text",
    [
        "PMID- 1\nTI  - A\nPMID- 2\nTI  - B\n",
        "OWN - NLM\nPMID- 1\nTI  - A\nOWN - NLM\nPMID- 2\nTI  - B\n",
        "PMC - PMC1\nPMID- 1\nTI  - A\n\nPMC - PMC2\nPMID- 2\nTI  - B\n",
        "OWN - ERIC\nTI  - A\n\nOWN - ERIC\nTI  - B\n",
        "VI  - 1\nTI  - A\n\nVI  - 2\nTI  - B\n",
        "OWN - ERIC\nTI  - A\n\nPMID- 2\nTI  - B\n",
    ],
)
def test_records_are_parted_whatever_they_begin_with(text: str) -> None:
    assert [item.record.title for item in read(text) if isinstance(item, Parsed) and item.record] == [
        "A",
        "B",
    ]


def test_a_file_is_told_by_its_content() -> None:
    for text in (
        "PMID-22664238\nPT  - Editorial\n",
        "\n\nOWN - ERIC\r\nTI  - A\r\n",
        "Saved on Monday\n\nPMID- 1\nOWN - NLM\n",
        "FAU - A, B\nJT  - J\nVI  - 1\nPG  - 2\n",
    ):
        assert from_nbib.sniff(Input.of_bytes(text.encode(), "a.txt")) == 2
    for text in (
        "TY  - JOUR\nTI  - A\nER  - \n",
        "PMID: 123\nTI",
        "A paper (PMID- 12).\n\nDNA - and so on",
        "{}",
    ):
        assert from_nbib.sniff(Input.of_bytes(text.encode(), "a.nbib")) == 0


def test_a_file_of_records_is_text_where_only_words_are_asked_for() -> None:
    (parsed,) = readers.read_input(Input.of_bytes(b"PMID- 1\nTI  - A\n", "a.nbib"), words_only=True)

    assert isinstance(parsed, Parsed) and parsed.text == "PMID- 1\nTI  - A\n"


@given(
    st.lists(
        st.sampled_from(
            [
                "PMID- 1",
                "OWN - NLM",
                "TI  - A",
                "      more",
                "",
                "XX  - y",
                "AU  -B",
                "IS  -",
                "MH  - *a/*b",
                "é-",
            ]
        )
    )
)
def test_any_order_of_lines_gives_records_or_reasons(lines: list[str]) -> None:
    for number, item in enumerate(read("\n".join(lines)), 1):
        assert item.number == number and (item.text if isinstance(item, Parsed) else item.reason)


def test_memory_stays_small_however_long_the_file() -> None:
    source = Input.of_bytes(SPECIMEN.read_bytes() * 1_500, "long.nbib")
    tracemalloc.start()
    count = sum(1 for _ in from_nbib.read(source))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 7_500 and peak < 16_000_000 and source.position == source.size


def test_a_word_for_authors_without_a_name_is_no_author() -> None:
    found = record("TI  - A\nFAU - Ade, A\nAU  - Ade A\nAU  - et al.")

    assert found.authors == (Name("Ade", "A"),)
    assert found.extra == (("AU", "et al."),)
