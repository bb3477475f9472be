"""Refer and ENW: its dialects, what is odd in real files, and what no file does to the reader."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import readers
from reviewer.model import Name, PartialDate, Record
from reviewer.readers import Input, Parsed, Rejected, from_refer

SPECIMEN = Path(__file__).parents[1] / "files" / "readers" / "refer.enw"


def read(text: str | bytes) -> list[Parsed | Rejected]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(from_refer.read(Input.of_bytes(data, "some.enw")))


def record(lines: str, type_: str = "Journal Article") -> Record:
    (parsed,) = read(f"%0 {type_}\n%T A\n{lines}\n")
    assert isinstance(parsed, Parsed) and parsed.record is not None
    return parsed.record


def test_the_specimen_gives_every_field_of_an_article() -> None:
    first, *_ = read(SPECIMEN.read_bytes())
    assert isinstance(first, Parsed)

    assert first.record == Record(
        type="article-journal",
        title="CO₂ in quiet rooms",
        authors=(
            Name("van der Berg", "Jan P."),
            Name("Kim", "S.-H."),
            Name(literal="House of Rooms Study Group"),
        ),
        container="Journal of Quiet Rooms",
        container_short="J. Quiet Rooms",
        issued=PartialDate(2010, 12, 13),
        volume="12",
        issue="3",
        pages="101-9",
        doi="10.1000/quiet.2010.7",
        pmid="20301234",
        pmcid="PMC1234567",
        issn="1234-567X",
        url="https://example.org/quiet",
        language="eng",
        keywords=("sleep", "noise", "doors"),
        database="PubMed",
        notes=("Read in one night",),
        extra=(
            ("+", "House of Rooms, Small Town"),
            ("2", "PMC1234567"),
            ("!", "CO2 in rooms"),
            ("[", "12/7/2023"),
            ("F", "Berg2010"),
        ),
    )
    assert first.text.split("\n\n")[1].splitlines()[1:] == [
        "METHODS: We closed the door.", "RESULTS: It was quiet (p < 0.05).",
    ]  # fmt: skip


def test_the_specimen_gives_the_other_types_and_sets_the_empty_record_aside() -> None:
    _, chapter, thesis, empty, paper = read(SPECIMEN.read_bytes())
    assert isinstance(chapter, Parsed) and isinstance(thesis, Parsed) and isinstance(paper, Parsed)
    part, work, talk = chapter.record, thesis.record, paper.record
    assert part and work and talk

    assert (part.type, part.container, part.collection, part.isbn, part.pages, part.edition) == (
        "chapter", "A Book of Rooms", "Rooms and Doors", "9783161484100", "1-20", "2nd",
    )  # fmt: skip
    assert (part.editors, part.extra) == ((Name("Roof", "Rita"),), ())
    assert (work.type, work.publisher, work.publication_types, work.pages, work.extra) == (
        "thesis", "University of Doors", ("PhD thesis",), "", (("P", "173 s."),),
    )  # fmt: skip
    assert empty == Rejected(4, 54, "It has no title and no abstract.", "%0 Book\n%D 1999")
    assert (talk.type, talk.container, talk.issued, talk.editors) == (
        "paper-conference", "Proceedings of the 4th Workshop on Rooms", PartialDate(2022, 5),
        (Name("Stair", "Sam"),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        ("%R DOI:10.1000/x1", "doi", "10.1000/x1"),
        ("%U https://doi.org/10.1000/x2", "doi", "10.1000/x2"),
        ("%@ 10.1000/x3", "doi", "10.1000/x3"),
        ("%Z PMID: 12345", "pmid", "12345"),
        ("%J J\n%M 12345", "pmid", "12345"),
        ("%J J\n%M 12345\n%~ Embase", "pmid", ""),
        ("%B Journal of Things", "container", "Journal of Things"),
        ("%P pp. 12–15", "pages", "12-15"),
        ("%D 2013\n%8 August 1", "issued", PartialDate(2013, 8, 1)),
        ("%D 2013\n%8 2016-03-15", "issued", PartialDate(2013)),
        ("%8 2016-03-15", "issued", PartialDate(2016, 3, 15)),
        ("%A Kim, S; Lee, T", "authors", (Name("Kim", "S"), Name("Lee", "T"))),
        ("%Q House of Rooms", "authors", (Name(literal="House of Rooms"),)),
        ("%G Dansk\n%G Norsk", "language", "Dansk; Norsk"),
        ("%K a; b", "keywords", ("a", "b")),
        ("%K", "keywords", ()),
        ("%y lower case is no tag", "title", "A %y lower case is no tag"),
    ],
)
def test_what_a_dialect_hides_is_found(lines: str, field: str, value: object) -> None:
    assert getattr(record(lines), field) == value


@pytest.mark.parametrize(
    ("name", "type_"),
    [("Book", "book"), ("Edited Book", "book"), ("Web Page", "webpage"), ("Electronic Source", "webpage"),
     ("Report", "report"), ("Newspaper Article", "article-newspaper"), ("Patent", "patent"), ("Map", "map"),
     ("Unpublished work", "manuscript"), ("Generic", "document"), ("What", "document"),
     ("Serial\n%0 Audio", "song")],
)  # fmt: skip
def test_the_type_is_one_of_csl(name: str, type_: str) -> None:
    assert record("%D 2010", name).type == type_


def test_a_record_without_a_type_is_what_its_tags_tell() -> None:
    found = read("%T A\n%J J\n\n%A Kim, S\n%T B\n%B C\n\n%T D\n%I House\n")

    assert [each.record.type for each in found if isinstance(each, Parsed) and each.record] == [
        "article-journal", "chapter", "book",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "%0 Book\n%T A\n%0 Book\n%T B\n",
        "%A Kim, S\n%0 Book\n%T A\n\n%A Lee, T\n%0 Book\n%T B",
        "%T A\n%A Kim, S\n\n\n%T B\n%A Lee, T\n",
        "%0 Book\n%T A\n%ER\n\n%0 Book\n%T B\n%ER",
        "   %0 Book\n   %T A\n%X one\n\ntwo\n\n%K c\n\n%0 Book\n%T B",
    ],
)
def test_records_are_parted_whatever_they_begin_with(text: str) -> None:
    found = [item.record for item in read(text) if isinstance(item, Parsed) and item.record]

    assert [each.title for each in found] == ["A", "B"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_line_ends_and_encodings_do_not_matter(end: str, encoding: str) -> None:
    text = end.join(["%0 Journal Article", "%T Größe", "%A Müller, J", ""])
    (parsed,) = readers.read_bytes(text.encode(encoding), "a.txt")
    assert isinstance(parsed, Parsed) and parsed.record is not None

    assert (parsed.record.title, parsed.format) == ("Größe", "refer")


def test_a_file_is_told_by_its_content() -> None:
    for text, name, told in (
        ("%0 Book\n%T A\n", "a.txt", 2),
        ("\n%T A\n%A B\n", "a.txt", 2),
        ("Saved today\n\n%0 Journal Article\n%T A\n", "a.enw", 1),
        ("To cite it:\n\n%0 Journal Article\n%T A\n", "a.txt", 0),
        ("%PDF-1.4\n%T a\n", "a.txt", 0),
        ("%!PS-Adobe\n%A b\n", "a.txt", 0),
        ("% a comment\n\\section{A}\n%D old\n", "a.tex", 0),
    ):
        assert from_refer.sniff(Input.of_bytes(text.encode(), name)) == told, text


@given(
    st.lists(st.sampled_from(["%0 Book", "%T A", "  more", "", "%K x", "%A B", "%", "%ER", "%8 May", "é"]))
)
def test_any_order_of_lines_gives_records_or_reasons(lines: list[str]) -> None:
    for number, item in enumerate(read("\n".join(lines)), 1):
        assert item.number == number and (item.text if isinstance(item, Parsed) else item.reason)


def test_memory_stays_small_however_long_the_file() -> None:
    source = Input.of_bytes((SPECIMEN.read_bytes() + b"\n") * 2_000, "long.enw")
    tracemalloc.start()
    count = sum(1 for _ in from_refer.read(source))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 10_000 and peak < 12_000_000 and source.position == source.size


def test_the_date_of_going_online_of_an_article_is_no_edition() -> None:
    (item,) = readers.read_bytes(b"%0 Journal Article\n%T A title\n%J Quiet\n%7 2009/12/03\n", "a.enw")
    assert isinstance(item, Parsed) and item.record
    assert (item.record.epub, item.record.edition) == (PartialDate(2009, 12, 3), "")
