"""What Ovid saves as text: both of its forms, oddities of real files, and what no file does to the reader."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import readers
from reviewer.model import IndexTerm, Name, PartialDate, Record
from reviewer.readers import Input, Parsed, Rejected, from_ovid
from reviewer.readers.ovid_fields import source_of

SPECIMEN = Path(__file__).parents[1] / "files" / "readers" / "ovid.ovd"


def read(text: str | bytes) -> list[Parsed | Rejected]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(from_ovid.read(Input.of_bytes(data, "some.ovd")))


def record(lines: str) -> Record:
    (parsed,) = read(f"<1>\nTitle\n  A\n{lines}\n")
    assert isinstance(parsed, Parsed) and parsed.record is not None
    return parsed.record


def test_the_named_form_gives_every_field() -> None:
    first, *_ = read(SPECIMEN.read_bytes())
    assert isinstance(first, Parsed)

    assert first.record == Record(
        type="article-journal",
        title="Quiet rooms and the sleep of people",
        authors=(Name("van der Berg", "Jan P"), Name("Kim", "Su-Hyun")),
        container="Journal of Quiet Rooms",
        issued=PartialDate(2011, 4),
        volume="68",
        issue="4",
        pages="473-9",
        doi="10.1000/quiet.2011.7",
        pmid="20301234",
        issn="1234-567X",
        language="English",
        keywords=("sleep", "door", "noise"),
        publication_types=("Journal Article",),
        index_terms=(IndexTerm("Sleep", "physiology", True), IndexTerm("Humans")),
        extra=(
            ("IN", "(1)House of Rooms, Small Town."),
            ("SO", "Journal of Quiet Rooms. 68(4):473-9, 2011 Apr."),
            ("Hall Number", "12"),
        ),
    )
    assert first.text.split("\n\n")[1] == "BACKGROUND: Rooms are loud.\nMETHODS: We closed the door."


def test_embase_and_the_tagged_form_give_their_fields_and_the_empty_record_is_set_aside() -> None:
    _, second, empty, last = read(SPECIMEN.read_bytes())
    assert isinstance(second, Parsed) and isinstance(last, Parsed)
    embase, biosis = second.record, last.record
    assert embase and biosis

    assert (embase.authors, embase.container, embase.volume, embase.pages, embase.issued, embase.pmid) == (
        (Name("Wall", "W.J."), Name("Roof", "R.")), "Noise", "12", "101-109", PartialDate(2012, 2, 1), "",
    )  # fmt: skip
    assert empty == Rejected(3, 48, "It has no title and no abstract.", "<3>\nStatus\n  In process")
    assert (biosis.authors, biosis.container, biosis.pages, biosis.issued, biosis.issn) == (
        (Name("Door", "Dora B."), Name("Floor", "F. K.")), "Houses & Rooms", "327-334",
        PartialDate(2004, 11, 15), "0378-1127",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        ("Authors\n  Kim SH.  Lee T.", "authors", (Name("Kim", "SH"), Name("Lee", "T"))),
        ("Authors\n  Kim SH; Lee T", "authors", (Name("Kim", "SH"), Name("Lee", "T"))),
        ("Author\n  Kim S.-H., Lee T.", "authors", (Name("Kim", "S.-H."), Name("Lee", "T."))),
        ("Corporate Author\n  House of Rooms.", "authors", (Name(literal="House of Rooms"),)),
        ("PMID\n  12345 [http://example.org]", "pmid", "12345"),
        ("Database\n  PsycINFO\nUnique Identifier\n  12345", "pmid", ""),
        ("Publication Type\n  Book; Authored Book", "type", "book"),
        ("Book Title\n  A book\nPublication Type\n  Book Chapter", "container", "A book"),
        ("Year of Publication\n  2011", "issued", PartialDate(2011)),
        ("Status\n  Publish Ahead of Print, 18 August 2014", "issued", PartialDate(2014, 8, 18)),
    ],
)
def test_what_a_database_says_in_its_own_way_is_found(lines: str, field: str, value: object) -> None:
    assert getattr(record(lines), field) == value


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Arch Noise. 68(4):473-9, 2011 Apr.", ("Arch Noise", "68", "4", "473-9", PartialDate(2011, 4))),
        ("Noise. Vol.68(4), pp. 473-479.", ("Noise", "68", "4", "473-479", None)),
        ("Noise. 9 (no pagination), 2012. Article Number: 12.", ("Noise", "9", "", "12", PartialDate(2012))),
        ("Noise. ", ("Noise", "", "", "", None)),
        ("", ("", "", "", "", None)),
    ],
)  # fmt: skip
def test_a_source_line_gives_its_parts(words: str, found: tuple[object, ...]) -> None:
    assert source_of(words) == found


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_line_ends_and_encodings_do_not_matter(end: str, encoding: str) -> None:
    text = end.join(["<1>", "Title", "  Größe", "Author", "  Müller, Jörg", ""])
    (parsed,) = readers.read_bytes(text.encode(encoding), "a.txt")
    assert isinstance(parsed, Parsed) and parsed.record is not None

    assert (parsed.record.title, parsed.format) == ("Größe", "ovid")


def test_a_file_is_told_by_its_content() -> None:
    for text in ("<1>\nTitle\n  A\n", "Saved\n\n<12. >\nVN  - Ovid Technologies\nTI  - A\n"):
        assert from_ovid.sniff(Input.of_bytes(text.encode(), "a.txt")) == 2
    for text in ("<1>\nand so on\n", "TY  - JOUR\nTI  - A\n", "<p>\nTitle\n", "Title\n  A\n"):
        assert from_ovid.sniff(Input.of_bytes(text.encode(), "a.txt")) == 0


LINES = ["<1>", "Title", "  A", "", "Source", "  J. 1(2):3, 2011", "TI  - B", "AU  - C", "More", "é"]


@given(st.lists(st.sampled_from(LINES)))
def test_any_order_of_lines_gives_records_or_reasons(lines: list[str]) -> None:
    for number, item in enumerate(read("\n".join(lines)), 1):
        assert item.number == number and (item.text if isinstance(item, Parsed) else item.reason)


def test_memory_stays_small_however_long_the_file() -> None:
    source = Input.of_bytes(SPECIMEN.read_bytes() * 1_500, "long.ovd")
    tracemalloc.start()
    count = sum(1 for _ in from_ovid.read(source))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 6_000 and peak < 12_000_000 and source.position == source.size


def test_records_without_numbers_begin_with_the_tag_of_the_first() -> None:
    one = "VN  - Ovid Technologies\nUI  - {}\nAU  - Smith AB\nTI  - {}\n\nAB  - Words.\n"
    two = "\n\n".join((one.format("30123456", "Quiet."), one.format("30123457", "Loud.")))
    first, second = readers.read_bytes(two.encode(), "ovid.txt")
    assert isinstance(first, Parsed) and first.record and isinstance(second, Parsed) and second.record
    assert (first.record.title, first.record.pmid) == ("Quiet", "30123456")
    assert (second.record.title, second.record.pmid, second.line) == ("Loud", "30123457", 9)
    assert [name.shown for name in second.record.authors] == ["AB Smith"]
