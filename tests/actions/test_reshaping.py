"""Claims merged, split and quotes moved between them: nothing is lost, numbers stay, undo puts all back."""

from __future__ import annotations

import pytest

from reviewer import library
from reviewer.actions import appraisals as grading
from reviewer.actions import claims as actions
from reviewer.actions import history, reshaping
from reviewer.errors import Declined, ReviewError
from reviewer.library import Library, appraisals, claims
from reviewer.model import Claim, Direction


def numbered(lib: Library, number: int) -> Claim:
    return actions.numbered(lib, number)


def test_merging_says_before_what_happens_to_ratings(review: Library) -> None:
    plan = reshaping.merging(review, numbered(review, 6).id, numbered(review, 5).id)
    told = " ".join(plan.sentences)

    assert "quotes of claim 6 would belong to claim 5" in told
    assert "The ratings of claim 5 would stand as they are" in told
    assert "1 rating of claim 6 would be kept in the history alone" in told
    assert "number 6 is not given again" in told


def test_merging_keeps_every_quote_tag_and_word(review: Library) -> None:
    before = library.snapshot(review)
    kept, gone = numbered(review, 5), numbered(review, 6)
    links = {q.id: q for q in before.quotes}
    rating = appraisals.certainties(review, kept.id)
    done = reshaping.merge_claims(review, gone.id, kept.id)
    after = claims.claim(review, kept.id)

    assert done.label == "Merge claim 6 into claim 5" and done.created == kept.id
    assert {q.id for q in claims.quotes(review)} == set(links)
    assert all(
        (q.span, q.stance, q.note) == (links[q.id].span, links[q.id].stance, links[q.id].note)
        for q in claims.quotes(review)
    )
    assert set(after.tags) == {*kept.tags, *gone.tags}
    assert (after.statement, after.number, after.direction) == (kept.statement, 5, Direction.FALLS)
    assert appraisals.certainties(review, kept.id) == rating
    assert after.note.startswith(kept.note) and gone.statement in after.note
    assert "Direction: rises" in after.note and "Outcome: NK cells" in after.note
    assert "Rating in MS by Reviewer A: in the history." in after.note and "Very low" not in after.note
    assert library.check(review) == []
    history.undo(review)
    assert library.snapshot(review).claims == before.claims
    assert library.snapshot(review).certainties == before.certainties


def test_a_rating_goes_over_where_there_is_none_and_is_open_again(review: Library) -> None:
    kept, gone = numbered(review, 1), numbered(review, 6)
    assert {r.population for r in appraisals.certainties(review, kept.id)} == {1}
    reshaping.merge_claims(review, gone.id, kept.id)
    rated = {r.population: r for r in appraisals.certainties(review, kept.id)}

    assert set(rated) == {1, 2} and rated[1].graded and not rated[2].graded
    assert rated[2].judgements


def test_quotes_say_themselves_what_they_left_to_their_claim(seeds: Library) -> None:
    one = actions.add_claim(seeds, "One", outcome="relapses", direction="falls").created
    two = actions.add_claim(seeds, "Two", outcome="deaths", intervention="x").created
    span = reshaping_span(seeds)
    link = actions.link_quote(seeds, one, span).created
    reshaping.move_quotes(seeds, [link], two)
    moved = claims.quote(seeds, link)

    assert (moved.claim, moved.pico.outcome, moved.direction) == (two, "relapses", Direction.FALLS)
    assert moved.pico.intervention == ""
    with pytest.raises(Declined, match="already"):
        reshaping.move_quotes(seeds, [link], two)


def reshaping_span(lib: Library) -> object:
    from reviewer.actions import anchors

    return anchors.words_at(lib, 2, 776, 828)


def test_splitting_takes_chosen_quotes_tags_and_fields_along(review: Library) -> None:
    old = numbered(review, 6)
    links = claims.quotes(review, claim=old.id)
    made = reshaping.split_claim(review, old.id, [links[0].id], "NK cells mature.").created
    new = claims.claim(review, made)

    assert (new.statement, new.number, new.tags, new.pico) == ("NK cells mature.", 12, old.tags, old.pico)
    assert [q.id for q in claims.quotes(review, claim=made)] == [links[0].id]
    assert [q.id for q in claims.quotes(review, claim=old.id)] == [q.id for q in links[1:]]
    history.undo(review)
    assert claims.quotes(review, claim=old.id) == links


def test_a_split_needs_a_quote_to_take_and_one_to_leave(review: Library) -> None:
    old = numbered(review, 6)
    links = [q.id for q in claims.quotes(review, claim=old.id)]
    with pytest.raises(Declined, match="must be left"):
        reshaping.split_claim(review, old.id, links)
    with pytest.raises(ReviewError, match="No quote was chosen"):
        reshaping.split_claim(review, old.id, [])
    with pytest.raises(ReviewError, match="is not one of claim 6"):
        reshaping.split_claim(review, old.id, [claims.quotes(review, claim=numbered(review, 5).id)[0].id])


def test_numbers_are_neither_changed_nor_given_twice(review: Library) -> None:
    numbers = [claim.number for claim in claims.claims(review)]
    reshaping.merge_claims(review, numbered(review, 11).id, numbered(review, 10).id)
    actions.remove_claim(review, numbered(review, 4).id)
    assert [claim.number for claim in claims.claims(review)] == [n for n in numbers if n not in (4, 11)]
    actions.add_claim(review, "Another.")
    assert [claim.number for claim in claims.claims(review)][-1] == 12
    history.undo(review)
    actions.add_claim(review, "Another one.")
    assert [claim.number for claim in claims.claims(review)][-1] == 12


def test_a_claim_is_not_merged_with_itself(review: Library) -> None:
    with pytest.raises(Declined, match="with itself"):
        reshaping.merge_claims(review, 1, 1)


def test_appraisals_of_a_result_go_over_or_into_the_note(review: Library) -> None:
    held = [a for a in appraisals.appraisals(review) if a.claim is not None]
    assert held
    first = held[0]
    other = next(c for c in claims.claims(review) if c.id != first.claim)
    reshaping.merge_claims(review, first.claim, other.id)
    moved = [a for a in appraisals.appraisals(review) if a.id == first.id]
    assert (moved and moved[0].claim == other.id) or first.instrument in claims.claim(review, other.id).note
    assert grading.body(review, other.id, 1) or grading.body(review, other.id, 2)
