"""Whatever a review holds goes out and comes in again as the same: random claims by two people."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from reviewer import library
from reviewer.actions import claims as on_claims
from reviewer.actions import codebook, history
from reviewer.actions.bringing import bring_in
from reviewer.exchange import FORMATS
from reviewer.exchange.codes import of_tags
from reviewer.library import Library, claims, documents
from reviewer.model import Direction, Reviewer, Segment, Span, Stance
from tests.actions.test_bringing import annotations, picture

PEOPLE = (Reviewer("a" * 32, "Ann"), Reviewer("b" * 32, "Bahar Öz"))
STRANGE = st.sampled_from(
    ["B cells fall.", "é 🧬 > 5 %", "a\nb", "<x> & 'y'", "“so”, and", "Use when: x", "日本", "=1", "قلب 🫀"]
)
NAMES = st.sampled_from(
    ["B cells", "Harms, costs", "Age > 65", "<b>", "“q”", "قلب", "🧬", "b CELLS", "=sum", "a/b", "x" * 90]
)
WORDS = st.just("") | STRANGE


@dataclass(frozen=True)
class Made:
    """One claim to be made: what is said of it, paths of tags, and its quotes as shares of a part."""

    statement: str
    fields: dict[str, Any]
    paths: list[list[str]]
    quotes: list[tuple[int, float, float, Stance, dict[str, Any], int]]


FIELDS = st.fixed_dictionaries(
    {"note": WORDS, "population_words": WORDS, "intervention": WORDS, "comparator": WORDS,
     "outcome": WORDS, "direction": st.sampled_from([None, *Direction])}
)  # fmt: skip
SHARE = st.floats(0, 1)
QUOTES = st.lists(
    st.tuples(
        st.integers(0, 40), SHARE, SHARE, st.sampled_from(Stance), FIELDS, st.integers(0, len(PEOPLE) - 1)
    ),
    min_size=1,
    max_size=4,
)
CLAIMS = st.lists(
    st.builds(Made, STRANGE, FIELDS, st.lists(st.lists(NAMES, min_size=1, max_size=5), max_size=3), QUOTES),
    min_size=1,
    max_size=4,
)


def fill(path: Path, made: list[Made]) -> None:
    """Make claims with quotes, which may overlap, lie in one another or be the same, by two people."""
    with closing(library.open(path, PEOPLE[0])) as ann, closing(library.open(path, PEOPLE[1])) as bahar:
        for each in made:
            claim = on_claims.add_claim(ann, each.statement, **each.fields).created
            for names in each.paths:
                codebook.add_path(ann, names, claim=claim)
            for where, one, other, stance, fields, who in each.quotes:
                span = _span(ann, where, one, other)
                on_claims.link_quote((ann, bahar)[who], claim, span, stance, **fields)


def _span(lib: Library, where: int, one: float, other: float) -> Span:
    worded: list[tuple[int, Segment]] = [
        (id, part)
        for id in documents.rows(lib)
        for part in documents.segments(lib, id)
        if part.rule != "blank" and part.end - part.start > 1
    ]
    document, part = worded[where % len(worded)]
    last = part.end - part.start
    start = min(int(min(one, other) * last), last - 1)
    end = max(int(max(one, other) * last), start + 1)
    text = documents.document(lib, document).text
    return Span(document, part.start + start, part.start + end, text[part.start + start : part.start + end])


Seen = Callable[[Library], object]


def quoted_annotations(lib: Library) -> object:
    return json.loads(json.dumps(annotations(lib)))


def book(lib: Library) -> object:
    return of_tags(claims.tags(lib))


@pytest.mark.parametrize(
    ("format", "fresh", "seen"),
    [
        ("web-annotations", "seeds", quoted_annotations),
        ("qdpx", "", picture),
        ("qdc", "", book),
        ("codebook-csv", "", book),
    ],
)
@settings(max_examples=4, phases=(Phase.explicit, Phase.generate))  # making one smaller takes minutes
@given(made=CLAIMS)
def test_what_goes_out_comes_in_again_and_changes_nothing_where_it_came_from(
    libraries_made: dict[str, Path], format: str, fresh: str, seen: Seen, made: list[Made]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = Path(shutil.copy(libraries_made["seeds"], Path(folder) / "first.reviewlib"))
        fill(first, made)
        path = Path(folder) / f"out.{format}"
        with closing(library.open(first)) as lib:
            assume(seen is not book or claims.tags(lib))
            before = seen(lib)
            path.write_bytes(FORMATS[format](library.snapshot(lib)))
            again = bring_in(lib, path)
            assert not (again.added or again.missing or again.moved or again.omitted), again
            assert seen(lib) == before
        second = Path(folder) / "second.reviewlib"
        if fresh:
            shutil.copy(libraries_made[fresh], second)
        with closing(library.open(second) if fresh else library.create(second)) as lib:
            empty = seen(lib)
            result = bring_in(lib, path)
            assert not (result.missing or result.moved or result.omitted), result
            assert seen(lib) == before and library.check(lib) == []
            history.undo(lib)
            assert seen(lib) == empty
            history.redo(lib)
            assert seen(lib) == before


@pytest.fixture(scope="module")
def libraries_made(made: dict[str, Path]) -> dict[str, Path]:
    """Return the libraries that are copied; `made` is the name of what is drawn here."""
    return made
