"""Answers to suggestions: the thing is done and the answer kept in one op, and one undo takes both back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer import library as lib
from reviewer.actions import claims as claim_actions
from reviewer.actions import documents as document_actions
from reviewer.actions import suggestions as actions
from reviewer.errors import Declined, ReviewError
from reviewer.library import Library, claims, documents, journal
from reviewer.library import suggestions as stored
from reviewer.model import Lost, Span, Stance, State, Suggestion
from reviewer.model import SuggestionKind as K
from reviewer.suggestions import key

STUDY, BLOG = 1, 2


def proposed(library: Library, document: int, kind: K, words: str = "") -> Suggestion:
    return next(
        each
        for each in actions.suggestions_of(library, document)
        if each.kind is kind and words in each.span.exact
    )


def is_gone(library: Library, each: Suggestion) -> bool:
    return key(each) not in map(key, actions.suggestions_of(library, each.document))


def test_an_accepted_link_is_a_quote_of_the_claim_and_one_undo_takes_it_back(review: Library) -> None:
    link = proposed(review, BLOG, K.STATEMENT, "side-effect")
    before = claims.quotes(review)
    assert link.claim is not None and claims.claim(review, link.claim).number == 4

    changes = actions.accept(review, link)
    made = [each for each in claims.quotes(review) if each not in before]

    assert [(q.claim, q.stance, q.span) for q in made] == [(link.claim, Stance.SUPPORTS, link.span)]
    assert changes.touches("quotes") and changes.touches("suggestions")
    assert is_gone(review, link)
    assert [a.state for a in actions.answered(review, BLOG)] == [State.ACCEPTED]
    journal.undo(review)
    assert claims.quotes(review) == before and not is_gone(review, link)


def test_an_accepted_statement_becomes_a_claim_with_its_words(seeds: Library) -> None:
    statement = proposed(seeds, STUDY, K.CONCLUSION)
    made = actions.accept(seeds, statement).created

    assert claims.claim(seeds, made).statement == " ".join(statement.span.exact.split())
    assert [each.span for each in claims.quotes(seeds, claim=made)] == [statement.span]


def test_design_and_participants_are_set_for_the_study(seeds: Library) -> None:
    actions.accept(seeds, proposed(seeds, STUDY, K.DESIGN))
    actions.accept(seeds, proposed(seeds, STUDY, K.PARTICIPANTS))
    study = documents.studies(seeds)[STUDY]

    assert (study.design, study.participants) == ("case series", 20)
    assert not [s for s in actions.suggestions_of(seeds, STUDY) if s.kind in (K.DESIGN, K.PARTICIPANTS)]


def test_a_rejected_suggestion_stays_away_until_it_is_reopened(seeds: Library) -> None:
    each = proposed(seeds, STUDY, K.DESIGN)
    actions.reject(seeds, each)
    [kept] = actions.answered(seeds, STUDY)

    assert is_gone(seeds, each) and (kept.state, kept.value) == (State.REJECTED, each.value)
    assert documents.studies(seeds).get(STUDY) is None
    actions.reopen(seeds, kept.id)
    assert not is_gone(seeds, each)
    journal.undo(seeds)
    assert is_gone(seeds, each)


def test_remarks_and_numbers_go_to_the_note_of_the_quote(review: Library) -> None:
    actions.accept(review, proposed(review, STUDY, K.CAUSAL, "reduces"))
    actions.accept(review, proposed(review, STUDY, K.NUMBER, "75%"))
    notes = "\n".join(each.note for each in claims.quotes(review, document=STUDY))

    assert "Causal wording without a control group: “reduces”." in notes and "75%" in notes


def test_a_harm_of_the_index_terms_becomes_a_claim_to_look_for(review: Library) -> None:
    made = actions.accept(review, proposed(review, STUDY, K.HARM, "Leukopenia")).created

    assert claims.claim(review, made).statement.startswith("Named in index terms only: Leukopenia")
    assert [each.stance for each in claims.quotes(review, claim=made)] == [Stance.MENTIONS]


@pytest.fixture
def pico(seeds: Library) -> Suggestion:
    text = documents.document(seeds, STUDY).text
    start = text.index("Twenty patients")
    return Suggestion(
        K.POPULATION, Span(STUDY, start, start + 15, text[start : start + 15]), "Adults with NMO"
    )


def test_a_pico_field_needs_a_claim_and_fills_it_then_its_quotes(seeds: Library, pico: Suggestion) -> None:
    with pytest.raises(Declined):
        actions.accept(seeds, pico)
    claim = claim_actions.add_claim(seeds, "It helps.", quote=pico.span).created
    actions.accept(seeds, pico, claim=claim)
    actions.accept(seeds, replace(pico, value="20 adults"), claim=claim)

    assert claims.claim(seeds, claim).pico.population == "Adults with NMO"
    assert [each.pico.population for each in claims.quotes(seeds, claim=claim)] == ["20 adults"]


def test_a_direction_is_set(seeds: Library, pico: Suggestion) -> None:
    claim = claim_actions.add_claim(seeds, "It helps.").created
    actions.accept(seeds, replace(pico, kind=K.DIRECTION, value="falls"), claim=claim)

    assert claims.claim(seeds, claim).direction == "falls"


def test_a_drift_qualifies_the_claim_of_the_words_it_restates(seeds: Library, pico: Suggestion) -> None:
    text = documents.document(seeds, BLOG).text
    start = text.index("In my mind")
    there = Span(BLOG, start, start + 10, text[start : start + 10])
    drift = Suggestion(K.DRIFT, there, other=pico.span, lost=(Lost.HEDGE, Lost.NUMBER))
    made = actions.accept(seeds, drift).created
    first, second = claims.quotes(seeds, claim=made)

    assert (first.span, first.stance) == (pico.span, Stance.SUPPORTS)
    assert (second.span, second.stance, second.note) == (
        there, Stance.QUALIFIES, "Left out here: hedge, number.",
    )  # fmt: skip


# ------------------------------------------------------------------ marks


@pytest.fixture
def mark(seeds: Library) -> Suggestion:
    """Keep a mark of Kim's, and one whose words were not found."""
    text = documents.document(seeds, STUDY).text
    start = text.index("Twenty patients")
    here = Span(STUDY, start, start + 15, text[start : start + 15])
    one = Suggestion(K.MARK, here, note="How many?", author="Kim", date="2020-01-31", origin="pdf")
    lost = Suggestion(K.MARK, Span(STUDY, 0, 0, "no such words"), author="Kim")
    with journal.op(seeds, "Add 2 marks"):
        first, _ = stored.add_marks(seeds, [one, lost, one])
    return stored.one(seeds, first)


def test_marks_are_kept_once_and_shown_until_answered(seeds: Library, mark: Suggestion) -> None:
    assert len(stored.kept(seeds, STUDY)) == 2
    actions.reject(seeds, mark)

    assert is_gone(seeds, mark) and stored.one(seeds, mark.id).state is State.REJECTED
    actions.reopen(seeds, mark.id)
    assert stored.one(seeds, mark.id) == mark


def test_an_accepted_mark_keeps_its_note_and_author(seeds: Library, mark: Suggestion) -> None:
    made = actions.accept(seeds, mark).created

    assert [each.note for each in claims.quotes(seeds, claim=made)] == ["How many? (Kim, 2020-01-31)"]


def test_a_mark_without_a_place_needs_words(seeds: Library, mark: Suggestion) -> None:
    lost = next(s for s in actions.suggestions_of(seeds, STUDY) if not s.anchored)
    with pytest.raises(Declined):
        actions.accept(seeds, lost)
    made = actions.accept(seeds, lost, words=mark.span).created

    assert [each.span for each in claims.quotes(seeds, claim=made)] == [mark.span]


def test_nothing_is_kept_of_what_could_not_be_done(seeds: Library) -> None:
    each = replace(proposed(seeds, STUDY, K.CONCLUSION), claim=99)
    with pytest.raises(ReviewError):
        actions.accept(seeds, each)
    with pytest.raises(ReviewError):
        actions.named(seeds, "1-nothing")

    assert actions.answered(seeds) == [] and lib.check(seeds) == []


def test_the_machine_finds_what_it_found_before_another_answer(seeds: Library) -> None:
    document_actions.set_study(seeds, STUDY, design="case series")
    kinds = {each.kind for each in actions.suggestions_of(seeds, STUDY)}

    assert K.PARTICIPANTS in kinds and K.DESIGN not in kinds
