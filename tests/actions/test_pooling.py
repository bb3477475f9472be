"""Pooling populations: a decision with a reason, in one step, that loses nothing and can be taken back."""

from __future__ import annotations

import pytest

from reviewer.actions import appraisals, history, pooling
from reviewer.actions import claims as claim_actions
from reviewer.errors import Declined, ReviewError
from reviewer.library import Library, claims
from reviewer.library import appraisals as kept
from reviewer.model import Voice
from tests import wall


def fifth(lib: Library) -> int:
    """The claim that studies of both diseases speak of."""
    return next(claim.id for claim in claims.claims(lib) if claim.number == 5)


def both(lib: Library) -> list[int]:
    return [population.id for population in claims.populations(lib)]


def test_two_bodies_become_one_with_the_reason_in_the_note(review: Library) -> None:
    claim, before = fifth(review), len(claims.quotes(review))
    joint = pooling.pool_populations(review, claim, both(review), "Same cells, same drug.").created
    body = appraisals.body(review, claim, joint)
    assert [link.span.document for link in body] == [1, 2] and len(claims.quotes(review)) == before
    assert {link.pico.population for link in body} == {
        "Highly relapsing NMO or NMOSD, n = 20", "Secondary progressive MS, n = 19",
    }  # fmt: skip
    note = claims.claim(review, claim).note
    assert "Both give a direction" in note and note.endswith("Reason: Same cells, same drug.")
    assert claims.populations(review)[-1].short == "NMO + MS"
    appraisals.rate_certainty(review, claim, joint, start_reason="Two series.")
    assert wall.breaches(review) == []


def test_one_undo_takes_it_back(review: Library) -> None:
    links, people = claims.quotes(review), claims.populations(review)
    pooling.pool_populations(review, fifth(review), both(review), "Because.")
    history.undo(review)
    assert (claims.quotes(review), claims.populations(review)) == (links, people)
    assert len(kept.certainties(review, fifth(review))) == 2


def test_it_takes_a_reason_and_two_populations_of_studies(review: Library) -> None:
    with pytest.raises(ReviewError, match="needs a reason"):
        pooling.pool_populations(review, fifth(review), both(review), "  ")
    with pytest.raises(Declined, match="nothing to pool"):
        pooling.pool_populations(review, fifth(review), both(review)[:1], "Because.")
    first = claims.claims(review)[0].id
    with pytest.raises(Declined, match="nothing to pool"):
        pooling.pool_populations(review, first, both(review), "Because.")


def test_words_that_do_not_count_do_not_make_a_body_to_pool(review: Library) -> None:
    fourth = next(claim.id for claim in claims.claims(review) if claim.number == 4)
    assert {link.voice for link in claims.quotes(review, claim=fourth)} >= {Voice.STUDY, Voice.READER}
    with pytest.raises(Declined, match="nothing to pool"):
        pooling.pool_populations(review, fourth, both(review), "The blog says so.")


def test_pooling_again_uses_the_population_there_is(review: Library) -> None:
    joint = pooling.pool_populations(review, fifth(review), both(review), "Because.").created
    claim = claims.claims(review)[0].id
    link = next(each for each in claims.quotes(review) if each.claim == fifth(review))
    assert link.population == joint
    claim_actions.edit_quote(review, claims.quotes(review, claim=claim)[0].id, population=both(review)[1])
    assert pooling.pool_populations(review, claim, both(review)[:2], "As before.").created == joint
