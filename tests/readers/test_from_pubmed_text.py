"""What PubMed saves as text: its formats, and what only looks like them."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import readers
from reviewer.model import Name, PartialDate, Record, Relation
from reviewer.readers import Input, Parsed, Rejected, from_pubmed_text, read_bytes

SPECIMEN = Path(__file__).parents[1] / "files" / "readers" / "pubmed-text.txt"
SEEDS = Path(__file__).parents[2] / "seeds"
SUMMARY = """1: Kim SH, Lee W, van der Berg JP Jr; Quiet Night Study Group. What is behind
the door? Quiet rooms and well-being. J Quiet Rooms. 2011 Apr;68(4):473-9. doi:
10.1000/quiet.2011.7. Epub 2010 Dec 13. PMID: 20300001; PMCID: PMC123456.

2: [No authors listed]. [The door]. Noise (1985). 2003 Winter;4(1-2):e12. French. PubMed PMID:
20300002.

3: Wall W. Walls. 2023 Feb 3. In: House Books [Internet]. Small Town (ST): House of Books; 2023
Jan–. PMID: 20300003.
"""
LISTED = """1. What is behind the door?
Quiet rooms and well-being.
Kim SH, Lee W.
J Quiet Rooms. 2011 Apr;68(4):473-9.
PMID: 20300001 [PubMed - indexed for MEDLINE]
Related articles

2. The wall.
Noise. 2012 Jan 3;4:12.
PMID: 20300002 [PubMed]
"""


def read(text: str | bytes) -> list[Parsed | Rejected]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(from_pubmed_text.read(Input.of_bytes(data, "some.txt")))


def found(text: str | bytes) -> list[Record]:
    return [item.record for item in read(text) if isinstance(item, Parsed) and item.record]


def told(text: str) -> int:
    return from_pubmed_text.sniff(Input.of_bytes(text.encode(), "some.txt"))


def test_the_abstract_format_gives_every_field() -> None:
    first, second, third = found(SPECIMEN.read_bytes())

    assert first == Record(
        type="article-journal",
        title="What is behind the door? Quiet rooms and the well-being of people",
        authors=(
            Name("van der Berg", "JP", suffix="Jr"),
            Name("Center", "A"),
            Name("de la Cruz-Kim", "MJ"),
            Name(literal="Quiet Night Study Group"),
        ),
        container="J Quiet Rooms (1985)",
        issued=PartialDate(2011, 4),
        epub=PartialDate(2011, 3, 1),
        volume="10",
        issue="4 Suppl 1",
        pages="335-9",
        doi="10.1000/quiet.2011.7",
        pmid="20301234",
        pmcid="PMC1234567",
        related=(
            Relation("comment in", "Noise. 2011 Dec;10(9):1. doi: 10.1000/noise.99.", "", "10.1000/noise.99"),
            Relation("comment in", "Noise. 2012;1(1):2."),
        ),
        extra=(
            ("Collaborators", "Wall W, Roof R."),
            ("Author information", "(1)House of Rooms, Small Town. jan@example.org (2)House of Doors."),
            ("Copyright", "Copyright © 2011 House of Rooms."),
            ("Conflict of interest statement", "None."),
        ),
    )
    assert (second.title, second.language, second.issued, second.pages, second.pmid) == (
        "[The door]", "Korean", PartialDate(2012, 2, 6), "e42", "20300002",
    )  # fmt: skip
    assert (third.type, third.title, third.container, third.publisher, third.place) == (
        "chapter", "Walls", "House Books", "House of Books", "Small Town (ST)",
    )  # fmt: skip


def test_an_abstract_keeps_its_parts_and_a_paragraph_that_begins_with_a_number() -> None:
    first = read(SPECIMEN.read_bytes())[0]
    assert isinstance(first, Parsed)

    assert first.text.split("\n\n")[1].splitlines()[1:] == [
        "METHODS: We closed the door (n = 20).",
        "RESULTS: It was quiet (p < 0.05).",
        "2. This paragraph begins with a number.",
    ]


def test_the_summary_format_gives_its_fields() -> None:
    first, second, third = found(SUMMARY)

    assert first == Record(
        type="article-journal",
        title="What is behind the door? Quiet rooms and well-being",
        authors=(
            Name("Kim", "SH"),
            Name("Lee", "W"),
            Name("van der Berg", "JP", suffix="Jr"),
            Name(literal="Quiet Night Study Group"),
        ),
        container="J Quiet Rooms",
        issued=PartialDate(2011, 4),
        epub=PartialDate(2010, 12, 13),
        volume="68",
        issue="4",
        pages="473-9",
        doi="10.1000/quiet.2011.7",
        pmid="20300001",
        pmcid="PMC123456",
    )
    assert (second.title, second.authors, second.container, second.issue, second.pages, second.pmid) == (
        "[The door]", (), "Noise (1985)", "1-2", "e12", "20300002",
    )  # fmt: skip
    assert (third.type, third.title, third.container, third.issued) == (
        "chapter", "Walls", "House Books", PartialDate(2023, 2, 3),
    )  # fmt: skip


def test_the_former_summary_format_gives_its_fields() -> None:
    first, second = found(LISTED)

    assert (first.title, first.container, first.pages, first.pmid, first.authors) == (
        "What is behind the door? Quiet rooms and well-being", "J Quiet Rooms", "473-9", "20300001",
        (Name("Kim", "SH"), Name("Lee", "W")),
    )  # fmt: skip
    assert (second.title, second.container, second.issued) == ("The wall", "Noise", PartialDate(2012, 1, 3))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_saved_file_is_told_in_any_encoding(end: str, encoding: str) -> None:
    for text in (SPECIMEN.read_text(encoding="utf-8"), SUMMARY, LISTED):
        items = list(readers.read_bytes(text.replace("\n", end).encode(encoding), "some.txt"))
        assert {item.format for item in items if isinstance(item, Parsed)} == {"pubmed-text"}


def test_a_single_record_is_told_only_if_nothing_stands_around_it() -> None:
    first = SPECIMEN.read_text(encoding="utf-8").partition("\n\n\n")[0]

    assert told(first) == told(f"\n{first}\n\n") == 2
    assert told(f"{first}\n\nI do not believe a word of it.\n") == 0
    assert told(f"A page that I found\n\n{first}") == 0


@pytest.mark.parametrize(
    "text",
    [
        "1. Wash the door.\n\n2. Close it.\n",
        "1. Kim S. Doors. Noise. 2012;1:2.\n2. Lee W. Walls. Noise. 2013;1:2. PMID: 20300001\n",
        "1. In 2011 we saw. 2012 was better.\n\n2. A list. 2013; and so on.\n",
        "Noise. 2012 Jan 3;4:12.\n\nThe wall.\n\nPMID: 20300002\n",
    ],
)
def test_what_only_looks_like_it_stays_a_text(text: str) -> None:
    assert told(text) == 0


def test_the_seeds_stay_texts() -> None:
    for path in SEEDS.glob("*.txt"):
        assert from_pubmed_text.sniff(Input.of_path(path)) == 0


def test_a_saved_file_is_text_where_only_words_are_asked_for() -> None:
    (parsed,) = readers.read(SPECIMEN, words_only=True)

    assert isinstance(parsed, Parsed) and (parsed.format, parsed.record) == ("text", None)


def test_files_put_behind_one_another_lose_no_record() -> None:
    text = SPECIMEN.read_text(encoding="utf-8") + "\n\n" + SUMMARY

    assert [each.pmid for each in found(text)] == [
        "20301234", "20300002", "20300003", "20300001", "20300002", "20300003",
    ]  # fmt: skip


LINES = ["1. J A. 2011;1:2.", "2. B", "", "Title", "Kim S.", "PMID: 12345", "3: C D. E. J A. 2012;3:4.", "é"]


@given(st.lists(st.sampled_from(LINES)))
def test_any_order_of_lines_gives_records_or_reasons(lines: list[str]) -> None:
    for number, item in enumerate(read("\n".join(lines)), 1):
        assert item.number == number and (item.text if isinstance(item, Parsed) else item.reason)


def test_a_damaged_specimen_gives_records_or_reasons() -> None:
    data, chance = SPECIMEN.read_bytes() + SUMMARY.encode(), random.Random(5)
    for _ in range(300):
        mutant = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        assert all(isinstance(item, Parsed | Rejected) for item in read(bytes(mutant)))


def test_memory_stays_small_however_long_the_file() -> None:
    source = Input.of_bytes((SPECIMEN.read_bytes() + b"\n\n") * 2_000, "long.txt")
    tracemalloc.start()
    count = sum(1 for _ in from_pubmed_text.read(source))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 6_000 and peak < 12_000_000 and source.position == source.size


COPIED = """1.
Effect of quiet rooms in MS.
van der Meer JWM, Smith JA Jr.
Lancet Quiet. 2019 Aug;18(8):732-740. doi: 10.1000/quiet.19.
PMID: 31234567 [PubMed - indexed for MEDLINE]
Related citations

2
Cite
Share
Doors for X.

Li X.
J Doors. 2020 Jan 3;1(1):1-2.
PMID: 31999999
"""


def test_a_list_copied_from_the_page_gives_its_records() -> None:
    first, second = read_bytes(COPIED.encode(), "pasted.txt")
    assert isinstance(first, Parsed) and first.record and isinstance(second, Parsed) and second.record
    assert first.format == second.format == "pubmed-text"
    assert first.record.title == "Effect of quiet rooms in MS"
    assert first.record.authors == (Name("van der Meer", "JWM"), Name("Smith", "JA", suffix="Jr"))
    assert (first.record.pages, first.record.pmid) == ("732-740", "31234567")
    assert ("text", "Related citations") in first.record.extra
    assert (second.record.title, second.record.authors) == ("Doors for X", (Name("Li", "X"),))
    assert (second.line, second.record.pmid) == (11, "31999999")


def test_authors_that_stand_before_the_title_are_no_title() -> None:
    authors, title = "van der Meer JWM, Smith JA Jr.", "Effect of quiet rooms in MS."
    cited = "Lancet Quiet. 2019 Aug;18(8):732-740.\nPMID: 31234567 [PubMed - in process]\n"
    (first,) = read_bytes(f"1. {authors}\n{title}\n{cited}".encode(), "saved.txt")
    assert isinstance(first, Parsed) and first.record
    assert first.record.title == "Effect of quiet rooms in MS"
    assert [name.family for name in first.record.authors] == ["van der Meer", "Smith"]
