"""The wall: only study voice is graded. And the worked results of the example."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer import library, text
from reviewer.actions import appraisals as actions
from reviewer.actions import claims as claim_actions
from reviewer.actions import documents as document_actions
from reviewer.actions import history, importing
from reviewer.appraisal import counts, effects, grade, score
from reviewer.appraisal.instruments import instruments, own_folder
from reviewer.errors import Declined, ReviewError
from reviewer.library import Library, appraisals, claims, documents, journal
from reviewer.model import Answer, Effect, Judgement, Kind, Reviewer, Voice

STUDY, BLOG = 1, 2


def claim_on(lib: Library, words: str, document: int = BLOG, **fields: Any) -> int:
    held = documents.document(lib, document)
    start = held.text.index(words)
    span = text.quote(held, start, start + len(words))
    return claim_actions.add_claim(lib, words, quote=span, **fields).created


@pytest.mark.parametrize(
    "words", ["it is not clear how", "In my experience", "Subscribe to Blog", "By MouseDoctor"]
)
def test_what_is_no_study_cannot_be_rated(seeds: Library, words: str) -> None:
    claim = claim_on(seeds, words)
    with pytest.raises(Declined, match="rests on no study"):
        actions.rate_certainty(seeds, claim, None, outcome="x")
    with pytest.raises(Declined, match="rests on no study"):
        actions.judge(seeds, claim, None, "imprecision", Judgement(-1, "few"))
    assert appraisals.certainties(seeds) == []


def test_background_words_of_a_study_cannot_be_rated(seeds: Library) -> None:
    claim = claim_on(seeds, "one of the few drugs approved")
    claim_actions.edit_quote(seeds, claims.quotes(seeds)[0].id, background=True)
    with pytest.raises(Declined, match="rests on no study"):
        actions.rate_certainty(seeds, claim, None)


def test_a_rating_is_finished_only_with_reasons(seeds: Library) -> None:
    claim = claim_on(seeds, "suppresses B cells")
    rating = actions.rate_certainty(seeds, claim, None, start_reason="Single arm.").created
    actions.judge(seeds, claim, None, "risk_of_bias", Judgement(-1, ""))
    with pytest.raises(ReviewError, match="cannot be marked as graded"):
        actions.mark_graded(seeds, rating)
    for domain in grade.DOMAINS_DOWN:
        actions.judge(
            seeds, claim, None, domain, Judgement(-1 if domain == "risk_of_bias" else 0, "Because.")
        )
    actions.mark_graded(seeds, rating)
    assert appraisals.certainties(seeds)[0].graded
    actions.judge(seeds, claim, None, "risk_of_bias", Judgement(-1, ""))
    assert not appraisals.certainties(seeds)[0].graded


def test_a_rating_whose_study_words_are_gone_cannot_be_finished(seeds: Library) -> None:
    claim = claim_on(seeds, "suppresses B cells")
    rating = actions.rate_certainty(seeds, claim, None, start_reason="Single arm.").created
    for domain in grade.DOMAINS_DOWN:
        actions.judge(seeds, claim, None, domain, Judgement(0, "Because."))
    for segment in documents.segments(seeds, BLOG):
        if segment.voice is Voice.STUDY:
            document_actions.set_kind(seeds, BLOG, segment.id, Kind.COMMENTARY)
    with pytest.raises(ReviewError):
        actions.mark_graded(seeds, rating)
    with pytest.raises(Declined):
        actions.judge(seeds, claim, None, "imprecision", Judgement(-1, "few"))


def test_instruments_are_offered_by_voice_and_design(seeds: Library) -> None:
    pasted = importing.import_text(seeds, "Opinion", "I think that this drug is overrated. In my view it is.")
    opinion = pasted.files[0].added[0]
    for segment in documents.segments(seeds, opinion):
        if segment.rule != documents.BLANK:
            document_actions.set_kind(seeds, opinion, segment.id, Kind.COMMENTARY)
    with pytest.raises(Declined, match="not for this document"):
        actions.appraise(seeds, opinion, "jbi-case-series", answers={"1": Answer("yes")})
    actions.appraise(seeds, opinion, "jbi-text-opinion", answers={"1": Answer("yes")})
    with pytest.raises(ReviewError, match="no instrument"):
        actions.appraise(seeds, opinion, "nonsense")


def test_answers_must_be_those_of_the_form(seeds: Library) -> None:
    document_actions.set_study(seeds, STUDY, design="case series")
    with pytest.raises(ReviewError, match="no item"):
        actions.answer(seeds, STUDY, "jbi-case-series", "77", Answer("yes"))
    with pytest.raises(ReviewError, match="no answer"):
        actions.answer(seeds, STUDY, "jbi-case-series", "1", Answer("perhaps"))
    actions.answer(seeds, STUDY, "jbi-case-series", "1", Answer("yes", "stated"))
    actions.answer(seeds, STUDY, "jbi-case-series", "2", Answer("unclear"))
    only = appraisals.appraisals(seeds, STUDY)[0]
    assert set(only.answers) == {"1", "2"} and appraisals.instrument(seeds, only.instrument, only.version)
    history.undo(seeds)
    assert set(appraisals.appraisals(seeds, STUDY)[0].answers) == {"1"}


def test_importance_is_one_to_nine(seeds: Library) -> None:
    claim = claim_on(seeds, "suppresses B cells")
    with pytest.raises(ReviewError, match="1 to 9"):
        actions.rate_certainty(seeds, claim, None, importance=10)
    with pytest.raises(ReviewError, match="no domain"):
        actions.judge(seeds, claim, None, "luck", Judgement(-1, "x"))


# ------------------------------------------------------------------ the example review


def test_the_example_has_what_was_asked_for(review: Library) -> None:
    data = library.snapshot(review)
    assert len(data.claims) == 11 and len(data.quotes) == 21 and library.check(review) == []
    voices = [quote.voice for quote in data.quotes]
    assert (voices.count(Voice.STUDY), voices.count(Voice.COMMENTARY), voices.count(Voice.READER)) == (
        13,
        3,
        5,
    )


def test_the_case_series_is_rated_as_worked_out(review: Library) -> None:
    first = appraisals.certainties(review)[0]
    rating = grade.rate(first)
    assert first.start == "case-series" and rating.start_level == 2
    assert first.judgements["risk_of_bias"].levels == -1 and first.judgements["imprecision"].levels == -1
    assert (rating.level, grade.LABELS[rating.level]) == (1, "Very low")
    assert all(grade.rate(c).level == 1 and c.graded for c in appraisals.certainties(review))


def test_the_intervals_are_exact(review: Library) -> None:
    low, high = counts.exact_interval(0, 20) or (1, 0)
    assert (low, round(100 * high, 1)) == (0, 16.8)
    low, high = counts.exact_interval(10, 20) or (1, 0)
    assert (round(100 * low, 1), round(100 * high, 1)) == (27.2, 72.8)
    shown = [counts.render(c.observed) for c in appraisals.certainties(review)]
    assert any("10 of 20, 50% (27.2 to 72.8)*" in words for words in shown)
    assert any("0 of 20 (0 to 16.8%)*" in words for words in shown)


def test_the_checklists_are_those_of_the_case_series(review: Library) -> None:
    series = next(a for a in appraisals.appraisals(review, STUDY) if a.instrument == "jbi-case-series")
    result = score.score(instruments()["jbi-case-series"], series.answers)
    assert result.text.startswith("3 yes, 7 unclear")
    levels = {
        a.claim: a.judgement for a in appraisals.appraisals(review, STUDY) if a.instrument == "ocebm-2011"
    }
    numbers = {claim.id: claim.number for claim in claims.claims(review)}
    assert {numbers[claim or 0]: level for claim, level in levels.items()} == {1: "4", 2: "4", 4: "4", 5: "5"}


def test_the_history_says_what_was_appraised(review: Library) -> None:
    (first, second) = ("Efficacy and safety of mitoxantrone in…", "Research: Mitoxantrone and Progression")
    level = "with OCEBM levels of evidence"
    labels = [op.label for op in journal.history(review)]
    assert f"Appraise “{first}” with JBI checklist for case series" in labels
    assert f"Appraise claim 8 in “{second}” {level}" in labels
    assert len([label for label in labels if level in label]) == len(
        {label for label in labels if level in label}
    )
    own = next(each for each in appraisals.appraisals(review) if each.claim is not None)
    review.reviewer = Reviewer(own.reviewer, "Reviewer A")
    actions.remove_appraisal(review, own.id)
    number = claims.claim(review, own.claim or 0).number
    newest = journal.history(review)[0].label
    assert newest.startswith(f"Remove the appraisal of claim {number} in “") and newest.endswith(level)


def test_two_diseases_are_never_one_body(review: Library) -> None:
    fifth = next(claim for claim in claims.claims(review) if claim.number == 5)
    bodies = {c.population for c in appraisals.certainties(review, fifth.id)}
    assert len(bodies) == 2
    for population in bodies:
        assert len({q.span.document for q in actions.body(review, fifth.id, population)}) == 1


ACTION = st.tuples(
    st.sampled_from(["kind", "rate", "judge", "background", "population", "undo"]), st.integers(0, 40)
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(ACTION, min_size=1, max_size=10))
def test_no_sequence_of_actions_rates_what_is_no_study(review: Library, steps: list[tuple[str, int]]) -> None:
    review.db.execute("PRAGMA synchronous = OFF")
    everyone = claims.claims(review)
    groups = [None, *(p.id for p in claims.populations(review))]
    for name, number in steps:
        claim, group = everyone[number % len(everyone)].id, groups[number % len(groups)]
        allowed = bool(actions.body(review, claim, group))
        before = appraisals.certainties(review)
        try:
            if name == "kind":
                parts = [s for s in documents.segments(review, BLOG) if s.rule != documents.BLANK]
                kind = [Kind.ABSTRACT, Kind.COMMENT, Kind.COMMENTARY, Kind.BOILERPLATE][number % 4]
                document_actions.set_kind(review, BLOG, parts[number % len(parts)].id, kind)
            elif name == "background":
                links = claims.quotes(review)
                claim_actions.edit_quote(review, links[number % len(links)].id, background=bool(number % 2))
            elif name == "population":
                links = claims.quotes(review)
                claim_actions.edit_quote(review, links[number % len(links)].id, population=group)
            elif name == "rate":
                actions.rate_certainty(review, claim, group, outcome=f"o{number}")
                assert allowed
            elif name == "judge":
                actions.judge(review, claim, group, "imprecision", Judgement(-1, f"r{number}"))
                assert allowed
            else:
                history.undo(review)
        except Declined:
            assert name not in ("rate", "judge") or not allowed
            assert appraisals.certainties(review) == before or name == "undo"


# ------------------------------------------------------------------ instruments: result, words, definition


def trial(lib: Library) -> int:
    """Say that the study of the seeds is a trial, and return a claim that rests on it."""
    document_actions.set_study(lib, STUDY, design="randomised trial")
    return claim_on(lib, "50% of patients became relapse free", STUDY)


def test_words_show_an_answer_until_they_are_attached_again(seeds: Library) -> None:
    claim, held = trial(seeds), documents.document(seeds, STUDY)
    one, two = text.quote(held, 900, 910), text.quote(held, 700, 710)
    for span in (one, two):
        actions.attach_words(seeds, STUDY, "rob-2", "1.1", span, claim=claim)
    (own,) = appraisals.appraisals(seeds, STUDY)
    assert own.answers["1.1"] == Answer("", words=(two, one)) and own.claim == claim
    actions.attach_words(seeds, STUDY, "rob-2", "1.1", one, claim=claim)
    assert appraisals.appraisals(seeds, STUDY)[0].answers["1.1"].words == (two,)
    history.undo(seeds)
    assert appraisals.appraisals(seeds, STUDY)[0].answers["1.1"].words == (two, one)


def test_an_answer_rests_on_words_of_the_voice_it_is_about(seeds: Library) -> None:
    claim = trial(seeds)
    blog, title = documents.document(seeds, BLOG), documents.document(seeds, STUDY)
    with pytest.raises(ReviewError, match="do not stand in the document"):
        actions.attach_words(seeds, STUDY, "rob-2", "1.1", text.quote(blog, 900, 910), claim=claim)
    with pytest.raises(Declined, match="rests on the words it is about"):
        actions.attach_words(seeds, STUDY, "rob-2", "1.1", text.quote(title, 0, 20), claim=claim)
    comment = blog.text.index("In my experience")
    with pytest.raises(Declined, match="rests on the words it is about"):
        actions.attach_words(seeds, BLOG, "aacods", "authority", text.quote(blog, comment, comment + 16))


def test_an_appraisal_keeps_the_definition_it_began_with(seeds: Library) -> None:
    folder = own_folder()
    folder.mkdir(parents=True)
    written = (
        'id = "own"\nname = "Own"\nshort = "Own"\nversion = "1"\nform = "checklist"\nrule = "tally"\n'
        'voices = ["study"]\ncitation = "None."\nlicence = "Ours."\nchecked = "All."\n'
        '[[answers]]\nkey = "yes"\nlabel = "Yes"\n[[items]]\nid = "1"\nlabel = "One"\nprompt = "One?"\n'
    )
    (folder / "own.toml").write_text(written, encoding="utf-8")
    actions.appraise(seeds, STUDY, "own", answers={"1": Answer("yes")})
    (folder / "own.toml").write_text(written.replace('label = "One"', 'label = "First"'), encoding="utf-8")
    seeds.reviewer = library.reviewer_named("Bea")
    actions.appraise(seeds, STUDY, "own", answers={"1": Answer("yes")})
    (folder / "own.toml").unlink()

    first, second = appraisals.appraisals(seeds, STUDY, hidden=True)
    assert (first.version, second.version) == ("1", "1, changed 2")
    labels = [actions.form_used(seeds, "own", each)[0].items[0].label for each in (first, second)]
    assert labels == ["One", "First"]
    actions.appraise(seeds, STUDY, "own", note="Still answered without the file.")
    with pytest.raises(ReviewError, match="no instrument “own”"):
        actions.appraise(seeds, BLOG, "own", note="Not begun.")


# ------------------------------------------------------------------ what is refused, and effects


def test_an_appraisal_that_lacks_something_since_is_open_again(review: Library) -> None:
    own = next(each for each in appraisals.appraisals(review) if each.instrument == "jbi-case-series")
    assert own.done and all(each.done for each in appraisals.appraisals(review)), "the example is whole"
    actions.answer(review, STUDY, own.instrument, "2", Answer("no", "No criteria."))
    assert next(each for each in appraisals.appraisals(review) if each.id == own.id).done, (
        "nothing is missing"
    )
    actions.answer(review, STUDY, own.instrument, "2", Answer("", ""))
    assert not next(each for each in appraisals.appraisals(review) if each.id == own.id).done
    history.undo(review)
    assert next(each for each in appraisals.appraisals(review) if each.id == own.id).done


def test_the_effect_is_kept_with_the_body_and_can_be_taken_back(seeds: Library) -> None:
    claim = claim_on(seeds, "suppresses B cells")
    actions.set_effect(seeds, claim, None, measure="RR", estimate="0.75")
    actions.set_effect(seeds, claim, None, low="0.60", high="0.94")
    actions.set_effect(seeds, claim, None, risk="200 per 1,000", source="Control group of the trial")
    (rating,) = appraisals.certainties(seeds)
    assert rating.effect == Effect(
        "RR", "0.75", "0.60", "0.94", "200 per 1,000", "Control group of the trial"
    )
    assert effects.difference(rating.effect) == "50 fewer per 1,000 (80 fewer to 12 fewer)"
    history.undo(seeds)
    assert appraisals.certainties(seeds)[0].effect == Effect("RR", "0.75", "0.60", "0.94")
    history.redo(seeds)
    assert appraisals.certainties(seeds) == [rating]


def test_an_effect_that_cannot_be_is_refused_and_changes_nothing(seeds: Library) -> None:
    claim = claim_on(seeds, "suppresses B cells")
    actions.set_effect(seeds, claim, None, measure="RR", estimate="0.75")
    before = appraisals.certainties(seeds)
    with pytest.raises(ReviewError, match="does not hold 0.75"):
        actions.set_effect(seeds, claim, None, low="0.8", high="0.9")
    with pytest.raises(ReviewError, match="does not lie between 0 and 1"):
        actions.set_effect(seeds, claim, None, risk="1.5")
    assert appraisals.certainties(seeds) == before
    with pytest.raises(Declined, match="rests on no study"):
        actions.set_effect(seeds, claim_on(seeds, "it is not clear how"), None, measure="RR", estimate="2")


def test_half_an_interval_keeps_a_rating_open(seeds: Library) -> None:
    claim = claim_on(seeds, "suppresses B cells")
    rating = actions.rate_certainty(seeds, claim, None, start_reason="Single arm.").created
    actions.set_effect(seeds, claim, None, measure="RR", estimate="0.75", low="0.6")
    with pytest.raises(ReviewError, match="cannot be marked as graded") as refused:
        actions.mark_graded(seeds, rating)
    assert refused.value.hint == "Effect: an interval has an estimate and two limits."
    actions.set_effect(seeds, claim, None, high="0.9")
    actions.mark_graded(seeds, rating)
    actions.set_effect(seeds, claim, None, high="")
    assert not appraisals.certainties(seeds)[0].graded


def test_studies_without_a_population_are_not_pooled_unseen(seeds: Library) -> None:
    claim = claim_on(seeds, "suppresses B cells")
    held = documents.document(seeds, STUDY)
    start = held.text.index("memory B cells.")
    claim_actions.link_quote(seeds, claim, text.quote(held, start, start + 14))
    rating = actions.rate_certainty(seeds, claim, None, start_reason="Series.").created
    with pytest.raises(ReviewError) as refused:
        actions.mark_graded(seeds, rating)
    assert refused.value.hint.startswith("Population: 2 studies and no population.")
    group = claim_actions.add_population(seeds, "NMO").created
    link = next(link for link in claims.quotes(seeds) if link.span.document == STUDY)
    claim_actions.edit_quote(seeds, link.id, population=group)
    actions.mark_graded(seeds, rating)
    assert appraisals.certainties(seeds)[0].graded


TOO_FAR = [("imprecision", -3), ("publication_bias", -3), ("dose_response", 2), ("inconsistency", 1)]


@pytest.mark.parametrize(("domain", "levels"), TOO_FAR)
def test_a_level_the_rule_set_does_not_have_is_refused(seeds: Library, domain: str, levels: int) -> None:
    claim = claim_on(seeds, "suppresses B cells")
    with pytest.raises(ReviewError, match="cannot be rated"):
        actions.judge(seeds, claim, None, domain, Judgement(levels, "Because."))
    assert appraisals.certainties(seeds) == []


def test_three_levels_stay_with_their_reason_when_the_rule_set_changes(seeds: Library) -> None:
    claim = claim_on(seeds, "suppresses B cells")
    actions.rate_certainty(seeds, claim, None, rule_set="core")
    actions.judge(seeds, claim, None, "imprecision", Judgement(-3, "Two events."))
    actions.rate_certainty(seeds, claim, None, rule_set="classic")
    actions.judge(seeds, claim, None, "imprecision", Judgement(-3, "Two events in all."))
    (rating,) = appraisals.certainties(seeds)
    assert any("−3 is not open under classic GRADE" in warning for warning in grade.rate(rating).warnings)
    with pytest.raises(ReviewError, match="no rule set “mine”"):
        actions.rate_certainty(seeds, claim, None, rule_set="mine")
    with pytest.raises(ReviewError, match="no start “cohort”"):
        actions.rate_certainty(seeds, claim, None, start="cohort")
    with pytest.raises(ReviewError, match="participants"):
        actions.rate_certainty(seeds, claim, None, participants=-1)
