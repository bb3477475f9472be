"""Claims on exact words, and the codebook."""

from __future__ import annotations

import pytest

from reviewer import library, text
from reviewer.actions import claims as actions
from reviewer.actions import codebook, history
from reviewer.errors import Declined, ReviewError
from reviewer.library import Library, claims, documents
from reviewer.library.search import search
from reviewer.model import Direction, Span, Stance, Voice

BLOG = 2


def span(lib: Library, words: str, document: int = BLOG) -> Span:
    held = documents.document(lib, document)
    start = held.text.index(words)
    return text.quote(held, start, start + len(words))


def test_a_claim_with_its_first_quote_is_one_op(seeds: Library) -> None:
    words = span(seeds, "it only helps MSers")
    changes = actions.add_claim(seeds, "It helps active disease.", quote=words, stance=Stance.QUALIFIES)
    assert changes.touches("claims", "quotes") and changes.created == claims.claims(seeds)[0].id
    link = claims.quotes(seeds)[0]
    assert (link.span, link.stance, link.voice) == (words, Stance.QUALIFIES, Voice.READER)
    assert link.prefix.endswith("experience ") and link.suffix.startswith(" with active")
    history.undo(seeds)
    assert claims.claims(seeds) == [] and claims.quotes(seeds) == []


@pytest.mark.parametrize(("start", "end"), [(1400, 1460), (2100, 2140), (2540, 2570)])
def test_words_across_a_voice_boundary_are_declined(seeds: Library, start: int, end: int) -> None:
    across = text.quote(documents.document(seeds, BLOG), start, end)
    with pytest.raises(Declined, match="cross a voice boundary"):
        actions.add_claim(seeds, "s", quote=across)
    assert claims.claims(seeds) == []


def test_a_comment_and_what_it_repeats_are_one_voice(seeds: Library) -> None:
    whole = text.quote(documents.document(seeds, BLOG), 2690, 2830)
    actions.add_claim(seeds, "s", quote=whole)
    assert claims.quotes(seeds)[0].voice is Voice.READER


def test_blank_lines_are_nobodys_words(seeds: Library) -> None:
    with pytest.raises(Declined, match="Nobody"):
        actions.add_claim(seeds, "s", quote=text.quote(documents.document(seeds, BLOG), 39, 41))


def test_words_that_do_not_stand_there_are_refused(seeds: Library) -> None:
    claim = actions.add_claim(seeds, "s").created
    with pytest.raises(ReviewError, match="do not stand"):
        actions.link_quote(seeds, claim, Span(BLOG, 41, 52, "Something else"))
    with pytest.raises(ReviewError, match="not a stretch"):
        actions.link_quote(seeds, claim, Span(BLOG, 41, 9999, "Mitox"))
    assert claims.quotes(seeds) == []


def test_fields_of_a_quote_are_edited_and_taken_back(seeds: Library) -> None:
    claim = actions.add_claim(seeds, "s", quote=span(seeds, "suppresses B cells")).created
    other = actions.add_claim(seeds, "t").created
    link = claims.quotes(seeds)[0].id
    group = actions.add_population(seeds, "Secondary progressive MS", "MS").created
    actions.edit_quote(seeds, link, stance="contradicts")
    actions.edit_quote(seeds, link, direction="falls", population=group, population_words="MS, n = 19")
    actions.edit_quote(seeds, link, background=True, note="n")
    actions.edit_quote(seeds, link, claim=other)
    edited = claims.quote(seeds, link)
    assert (edited.stance, edited.direction, edited.population) == (
        Stance.CONTRADICTS,
        Direction.FALLS,
        group,
    )
    assert edited.pico.population == "MS, n = 19" and edited.background and not edited.counts
    assert edited.claim == other != claim
    for _ in range(4):
        history.undo(seeds)
    assert claims.quote(seeds, link).stance is Stance.SUPPORTS


def test_an_empty_statement_is_refused(seeds: Library) -> None:
    with pytest.raises(ReviewError, match="needs a statement"):
        actions.add_claim(seeds, "  ")
    claim = actions.add_claim(seeds, "s").created
    with pytest.raises(ReviewError, match="needs a statement"):
        actions.edit_claim(seeds, claim, statement=" ")


def test_removing_a_claim_takes_all_that_hangs_on_it_and_undo_brings_it_back(review: Library) -> None:
    before = library.snapshot(review)
    first = before.claims[0].id
    actions.remove_claim(review, first)
    after = library.snapshot(review)
    assert not any(q.claim == first for q in after.quotes) and not any(
        c.claim == first for c in after.certainties
    )
    assert library.check(review) == []
    history.undo(review)
    restored = library.snapshot(review)
    assert (restored.claims, restored.quotes, restored.certainties) == (
        before.claims,
        before.quotes,
        before.certainties,
    )


def test_putting_a_tag_twice_changes_nothing(seeds: Library) -> None:
    tag, claim = codebook.add_tag(seeds, "x").created, actions.add_claim(seeds, "s").created
    assert actions.tag_claim(seeds, claim, tag).rows
    assert not actions.tag_claim(seeds, claim, tag).rows
    actions.untag_claim(seeds, claim, tag)
    assert claims.claim(seeds, claim).tags == ()


def test_population_names_are_unique(seeds: Library) -> None:
    actions.add_population(seeds, "MS")
    with pytest.raises(ReviewError, match="already a population"):
        actions.add_population(seeds, "ms")
    with pytest.raises(ReviewError, match="needs a name"):
        actions.add_population(seeds, "")


def test_the_note_of_a_quote_is_found_under_the_claim_it_was_moved_to(seeds: Library) -> None:
    first, second = (actions.add_claim(seeds, words).created for words in ("One.", "Two."))
    quote = actions.link_quote(seeds, first, span(seeds, "it only helps MSers"), note="zebra").created
    actions.edit_quote(seeds, quote, claim=second)
    assert [hit.claim for hit in search(seeds, "zebra")] == [second]
    history.undo(seeds)
    assert [hit.claim for hit in search(seeds, "zebra")] == [first]
