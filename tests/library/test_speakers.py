"""Who speaks in each quote, and heads of documents without their texts."""

from __future__ import annotations

from reviewer.actions.claims import add_claim
from reviewer.library import Library, claims, speakers
from reviewer.model import PartialDate, Span
from tests.library.conftest import PAGE, STUDY


def test_a_quote_is_spoken_in_its_comment_or_outside_of_any(lib: Library) -> None:
    made = add_claim(lib, "It helped", quote=Span(2, 27, 42, PAGE[27:42]))
    add_claim(lib, "They improved", quote=Span(1, 0, 6, STUDY[:6]))

    found = speakers.speakers(lib)

    own = claims.quotes(lib, claim=made.created)[0]
    assert found[own.id] == (1, "") and sorted(found.values(), key=str) == [(1, ""), (None, "")]


def test_heads_hold_title_journal_year_and_type(lib: Library) -> None:
    found = speakers.heads(lib, (1, 2, 99))

    assert sorted(found) == [1, 2]
    assert (found[1].title, found[1].container, found[1].issued) == ("A study", "Journal", PartialDate(2011))
    assert (found[2].type, found[2].issued) == ("post-weblog", None)
