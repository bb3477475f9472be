"""Web of Science as plain text: its fields, oddities of real files, and what no file does to the reader."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import readers
from reviewer.model import Name, PartialDate, Record
from reviewer.readers import Input, Parsed, Rejected, from_wos

SPECIMEN = Path(__file__).parents[1] / "files" / "readers" / "wos.ciw"


def read(text: str | bytes) -> list[Parsed | Rejected]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(from_wos.read(Input.of_bytes(data, "some.ciw")))


def record(lines: str, kind: str = "J") -> Record:
    (parsed,) = read(f"FN Web\nVR 1.0\nPT {kind}\n{lines}\nER\n\nEF\n")
    assert isinstance(parsed, Parsed) and parsed.record is not None
    return parsed.record


def test_the_specimen_gives_every_field_of_an_article() -> None:
    first, *_ = read(SPECIMEN.read_bytes())
    assert isinstance(first, Parsed)

    assert first.record == Record(
        type="article-journal",
        title="CO₂ in quiet rooms of small houses",
        authors=(
            Name("van der Berg", "Jan P."),
            Name("Kim", "Su-Hyun"),
            Name(literal="Quiet Night Study Grp"),
        ),
        container="JOURNAL OF QUIET ROOMS",
        container_short="J. Quiet Rooms",
        issued=PartialDate(2006, 6, 14),
        epub=PartialDate(2006, 5),
        volume="18",
        issue="23",
        pages="5323-5331",
        doi="10.1000/quiet.2006.7",
        pmid="20301234",
        issn="1234-567X",
        language="English",
        publisher="HOUSE PUBL",
        place="SMALL TOWN",
        keywords=("sleep", "door noise", "QUIET"),
        publication_types=("Article", "Proceedings Paper"),
        extra=(
            ("CT", "4th Workshop on Rooms"),
            (
                "C1",
                "[van der Berg, Jan P.] House Rooms, Small Town.\n[Kim, Su-Hyun] House Doors, Small Town.",
            ),
            ("CR", "BERG JP, 2001, NOISE, V1, P2\nKIM SH, 2003, NOISE, V4, P5"),
            ("TC", "7"),
            ("EI", "8765-4321"),
            ("J9", "J QUIET ROOMS"),
            ("UT", "WOS:000238592600006"),
        ),
    )
    assert "was quiet in the room for as long as nobody spoke." in first.text


def test_the_specimen_gives_a_chapter_and_sets_the_empty_record_aside() -> None:
    _, chapter, empty, last = read(SPECIMEN.read_bytes())
    assert isinstance(chapter, Parsed) and isinstance(last, Parsed)
    part, article = chapter.record, last.record
    assert part and article

    assert (part.type, part.container, part.collection, part.isbn, part.pages, part.editors) == (
        "chapter", "BOOK OF ROOMS", "Rooms and Doors", "9783161484100", "1-20", (Name("Roof", "R"),),
    )  # fmt: skip
    assert empty == Rejected(3, 57, "It has no title and no abstract.", "PT J\nPY 1999\nER")
    assert (article.authors, article.pmid, article.issued, article.pages) == (
        (Name("Door", "Dora"), Name("Floor", "Fiona")), "20300002", PartialDate(2006, 5), "e42",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        ("TI A\nPY 2006\nPD FEB 2006", "issued", PartialDate(2006, 2)),
        ("TI A\nPY 2006\nPD WIN", "issued", PartialDate(2006)),
        ("TI A\nEA JAN 2020", "issued", PartialDate(2020, 1)),
        ("TI A\nPS 2457-71", "pages", "2457-71"),
        ("TI A\nBP 7", "pages", "7"),
        ("TI A\nD2 10.1000/book", "doi", "10.1000/book"),
        ("TI A\nAU Kim, S\n   Lee, T", "authors", (Name("Kim", "S"), Name("Lee", "T"))),
        ("TI A\nEI 1234-5678", "issn", "1234-5678"),
    ],
)
def test_what_a_record_says_in_its_own_way_is_found(lines: str, field: str, value: object) -> None:
    assert getattr(record(lines), field) == value


@pytest.mark.parametrize(
    ("kind", "document", "type_"),
    [
        ("J", "Article", "article-journal"),
        ("J", "Proceedings Paper", "paper-conference"),
        ("J", "Book Review", "article-journal"),
        ("J", "Meeting Abstract", "article-journal"),
        ("C", "Proceedings Paper", "paper-conference"),
        ("S", "Proceedings Paper", "paper-conference"),
        ("B", "Book", "book"),
        ("B", "Editorial Material; Book Chapter", "chapter"),
        ("P", "", "patent"),
    ],
)
def test_the_type_is_one_of_csl(kind: str, document: str, type_: str) -> None:
    assert record(f"TI A\nDT {document}", kind).type == type_


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_line_ends_and_encodings_do_not_matter(end: str, encoding: str) -> None:
    text = end.join(["FN Web", "VR 1.0", "PT J", "TI Größe", "AU Müller, J", "ER", "", "EF"])
    (parsed,) = readers.read_bytes(text.encode(encoding), "a.txt")
    assert isinstance(parsed, Parsed) and parsed.record is not None

    assert (parsed.record.title, parsed.format) == ("Größe", "wos")


def test_records_are_parted_without_an_end_and_across_files() -> None:
    found = read("PT J\nTI A\nPT J\nTI B\nER\nEF\nFN Web\nVR 1.0\nPT J\nTI C\nER\n\nTI D\nER")

    assert [each.record.title for each in found if isinstance(each, Parsed) and each.record] == list("ABCD")


def test_a_file_is_told_by_its_content() -> None:
    for text in ("FN ISI\nVR 1.0\nPT J\n", "PT J\nAU A\n   B\nTI C\n", "\n\nPT J\nTI C\n"):
        assert from_wos.sniff(Input.of_bytes(text.encode(), "a.txt")) == 2
    for text in ("PT J\nand so on\n", "TY  - JOUR\nTI  - A\n", "FN is a name\n", "PT\tAU\tTI\nJ\tA\tB\n"):
        assert from_wos.sniff(Input.of_bytes(text.encode(), "a.ciw")) == 0


@given(st.lists(st.sampled_from(["PT J", "TI A", "   more", "", "ER", "EF", "FN x", "AU B", "XX", "é"])))
def test_any_order_of_lines_gives_records_or_reasons(lines: list[str]) -> None:
    for number, item in enumerate(read("\n".join(lines)), 1):
        assert item.number == number and (item.text if isinstance(item, Parsed) else item.reason)


def test_memory_stays_small_however_long_the_file() -> None:
    source = Input.of_bytes(SPECIMEN.read_bytes() * 2_000, "long.ciw")
    tracemalloc.start()
    count = sum(1 for _ in from_wos.read(source))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 8_000 and peak < 12_000_000 and source.position == source.size


def test_a_journal_in_capitals_takes_its_own_name_where_that_is_given() -> None:
    found = record("TI A title\nSO BIOCHEMISTRY\nJ9 BIOCHEMISTRY-US\nJI Biochemistry\n")
    assert (found.container, found.container_short) == ("Biochemistry", "")
    found = record("TI A title\nSO FEMS YEAST RESEARCH\nJI FEMS Yeast Res.\n")
    assert (found.container, found.container_short) == ("FEMS YEAST RESEARCH", "FEMS Yeast Res.")
