"""CSL-JSON: the shapes that programs write, what is odd in files, and what none does to the reader."""

from __future__ import annotations

import json
import random
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import readers
from reviewer.model import Name, PartialDate, Record
from reviewer.readers import Input, Parsed, Rejected, from_csl_json

SPECIMEN = Path(__file__).parents[1] / "files" / "readers" / "csl-json.json"


def read(text: str | bytes) -> list[Parsed | Rejected]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(from_csl_json.read(Input.of_bytes(data, "some.json")))


def record(**keys: Any) -> Record:
    item = {"type": "article-journal", "title": "A", **{k.replace("_", "-"): v for k, v in keys.items()}}
    (parsed,) = read(json.dumps([item]))
    assert isinstance(parsed, Parsed) and parsed.record is not None
    return parsed.record


def titles(text: str) -> list[str]:
    return [item.record.title if isinstance(item, Parsed) and item.record else "-" for item in read(text)]


def test_the_specimen_gives_its_records_and_sets_the_broken_ones_aside() -> None:
    first, book, no_json, empty, thesis = read(SPECIMEN.read_bytes())
    assert isinstance(first, Parsed) and isinstance(book, Parsed) and isinstance(thesis, Parsed)

    assert first.record == Record(
        type="article-journal",
        title="CO₂ and α-waves in sleep",
        authors=(
            Name("Berg", "Jan P.", suffix="Jr", particle="van der"),
            Name("Beethoven", "Ludwig", dropping="van"),
            Name(literal="Memory Study Group"),
        ),
        container="Journal of Quiet Rooms",
        container_short="J. Quiet Rooms",
        issued=PartialDate(2010, 12, 13),
        volume="12",
        issue="3",
        pages="101-109",
        doi="10.1000/quiet.2010.7",
        pmid="20301234",
        pmcid="PMC4567",
        issn="1234-567X",
        url="https://example.org/quiet",
        language="en-GB",
        keywords=("sleep", "noise", "doors"),
        notes=("PMID: 20301234\nPMCID: PMC4567",),
        extra=(
            ("id", "vandenberg2010"), ("citation-key", "berg"), ("accessed", '{"date-parts": [[2020, 1]]}')
        ),
    )  # fmt: skip
    assert first.text.split("\n\n")[1].splitlines() == [
        "Background: Rooms are loud.", "Methods: We closed the door.",
    ]  # fmt: skip
    assert book.record is not None and thesis.record is not None
    assert (book.record.isbn, book.record.place, book.record.edition) == ("9783161484100", "Roomton", "2")
    assert isinstance(no_json, Rejected) and (no_json.number, no_json.line) == (3, 23)
    assert no_json.reason.startswith("This is no JSON: ")
    assert isinstance(empty, Rejected) and empty.reason == "It has no title and no abstract."
    assert thesis.record.publication_types == ("PhD thesis",)


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2010]]}, PartialDate(2010)),
        ({"date-parts": [["2010", "5"], ["2011"]]}, PartialDate(2010, 5)),
        ({"date-parts": [[2010, 2, 31]]}, PartialDate(2010, 2)),
        ({"date-parts": [2010, 5]}, PartialDate(2010, 5)),
        ({"date-parts": [[-50]]}, PartialDate(-50)),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": [[2010]], "season": 2}, PartialDate(2010)),
        ({"raw": "2010-05-06"}, PartialDate(2010, 5, 6)),
        ({"literal": "May 2010"}, PartialDate(2010, 5)),
        ([{"year": 2010, "month": 5}], PartialDate(2010, 5)),
        ("2010-05", PartialDate(2010, 5)),
        (2010, PartialDate(2010)),
        ({}, None),
    ],
)
def test_dates_are_read_in_every_shape(issued: object, date: PartialDate | None) -> None:
    assert record(issued=issued).issued == date


@pytest.mark.parametrize(
    ("keys", "field", "value"),
    [
        ({"title": ["A list"]}, "title", "A list"),
        ({"author": {"family": "Kim", "given": "S"}}, "authors", (Name("Kim", "S"),)),
        ({"author": [{"name": "Group"}, "Kim, S", {}]}, "authors", (Name(literal="Group"), Name("Kim", "S"))),
        ({"type": "journal-article"}, "type", "article-journal"),
        ({"type": "nonsense"}, "type", "document"),
        ({"type": "nonsense"}, "extra", (("type", "nonsense"),)),
        ({"container-title-short": "J"}, "container_short", "J"),
        ({"ISSN": ["0003-9942", "1538-3687"]}, "issn", "0003-9942"),
        ({"PMID": 123}, "pmid", "123"),
        ({"PMCID": "123"}, "pmcid", "PMC123"),
        ({"note": "DOI: 10.1000/x"}, "doi", "10.1000/x"),
        ({"URL": "https://doi.org/10.1000/y"}, "doi", "10.1000/y"),
        ({"page-first": "7"}, "pages", "7"),
        ({"volume": 3.0, "issue": 4}, "volume", "3"),
        ({"keyword": ["a", "b, c"]}, "keywords", ("a", "b, c")),
        ({"collection-title": "S"}, "collection", "S"),
    ],
)
def test_what_a_key_says_is_found(keys: dict[str, Any], field: str, value: object) -> None:
    assert getattr(record(**keys), field) == value


ITEM = '{"type": "book", "title": "%s", "DOI": "10.1000/x"}'


@pytest.mark.parametrize(
    "text",
    [
        f"[{ITEM % 'A'}, {ITEM % 'B'}]",
        f'{{"items": [{ITEM % "A"}, {ITEM % "B"}], "more": {{"title": "no"}}}}',
        f"{ITEM % 'A'}\n{ITEM % 'B'}\n",
        f"\ufeff[{ITEM % 'A'}\n{ITEM % 'B'},]",
        f"[{ITEM % 'A'}, {ITEM % 'B'}",
        f'{{\n "smith \\"90\\"": {ITEM % "A"},\n "b:2": {ITEM % "B"}\n}}\n',
    ],
)
def test_items_are_found_in_every_wrapping(text: str) -> None:
    assert from_csl_json.sniff(Input.of_bytes(text.encode(), "a.json")) == 2
    assert titles(text) == ["A", "B"]


def test_a_lost_quote_spoils_one_item_only() -> None:
    text = '[\n{"type": "book",\n"title": "A},\n' + ITEM % "B" + ",\n" + ITEM % r"C \" }" + "\n]"

    assert titles(text)[-1] == 'C " }' and "-" in titles(text)


def test_an_item_across_the_ends_of_blocks_is_whole() -> None:
    long = 'Ü\\\\\\"' * 100_000
    assert len(titles(f"[{ITEM % 'A'}, {ITEM % long}, {ITEM % 'B'}]")) == 3


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "package", "version": "1.0", "type": "module", "title": "x"}',
        '[{"type": "Feature", "title": "a"}]',
        '{"documents": [{"id": 1, "source": "a", "text": "b"}]}',
        "words [1]",
        "[]",
    ],
)
def test_other_json_is_no_bibliography(text: str) -> None:
    assert from_csl_json.sniff(Input.of_bytes(text.encode(), "a.json")) == 0


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    "type title author editor issued ISSN DOI keyword abstract page volume note URL PMID genre".split()
)


@given(st.lists(st.dictionaries(KEYS, JSON, max_size=6), max_size=3))
def test_any_value_for_any_key_gives_records_or_reasons(items: list[dict[str, Any]]) -> None:
    found = read(json.dumps(items))

    assert len(found) == len(items)
    assert all(isinstance(item, Parsed) or item.reason for item in found)


def test_a_damaged_specimen_gives_records_or_reasons() -> None:
    data = SPECIMEN.read_bytes()
    for seed in range(200):
        chance = random.Random(seed)
        damaged = bytearray(data)
        for _ in range(chance.randrange(1, 20)):
            damaged[chance.randrange(len(damaged))] = chance.choice(b'{}[]"\\,:\n\xff')
        assert all(isinstance(item, Parsed) or item.reason for item in read(bytes(damaged)))


@pytest.mark.parametrize("unit", ["{", "[", '{"a":', '"', "\\", "[{", "{}", '{"a":[', "\n{", "}"])
def test_time_grows_with_the_size_only(unit: str) -> None:
    start = time.process_time()
    read("[" + unit * (60_000 // len(unit)))

    assert time.process_time() - start < 5


def test_memory_stays_small_however_long_the_list() -> None:
    data = b"[" + b",".join([(ITEM % ("A" * 100)).encode()] * 4_000) + b"]"
    source = Input.of_bytes(data, "long.json")
    tracemalloc.start()
    count = sum(1 for _ in from_csl_json.read(source))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 4_000 and source.position == len(data)
    assert peak < 3_500_000


def test_it_is_read_by_the_readers_whatever_it_is_called() -> None:
    assert len(list(readers.read_bytes(SPECIMEN.read_bytes(), "export.txt"))) == 5
