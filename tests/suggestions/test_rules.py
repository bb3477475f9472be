"""What each rule proposes, what it leaves alone, and how answers are laid over it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import suggestions
from reviewer.model import (
    Claim,
    Direction,
    Document,
    Kind,
    Lost,
    Pico,
    Role,
    Segment,
    Span,
    State,
    Study,
    Suggestion,
    Voice,
)
from reviewer.model import SuggestionKind as K
from reviewer.suggestions import Material, likeness, pico_fields
from reviewer.suggestions.directions import direction_of
from reviewer.suggestions.restating import lost_between
from tests.suggestions.papers import COMPARED, TRIAL, material, page

SPECIMENS: dict[str, tuple[K, str, str]] = {
    "statements": (K.STATEMENT, "Two women had heartburn.", ""),
    "conclusions": (K.CONCLUSION, "Ginger reduces morning sickness.", ""),
    "studies": (K.PARTICIPANTS, "48 women", "48"),
    "numbers": (K.NUMBER, "95% CI 49 to 78", "95% CI 49 to 78"),
    "causal": (K.CAUSAL, "reduces", ""),
    "harms": (K.HARM, "Leukopenia / chemically induced", ""),
    "links": (K.STATEMENT, "Ginger reduces morning sickness.", "supports"),
    "pico": (K.POPULATION, "120 women with morning sickness", "120 women with morning sickness"),
    "directions": (K.DIRECTION, "Nausea scores fell by 30%", "falls"),
    "restated": (K.DRIFT, "Great news: ginger capsules lower nausea scores.", "supports"),
    "drifts": (K.DRIFT, "ginger capsules lower nausea scores", "supports"),
}
OWN_WORDS = (3, "Nausea scores fell by 30%")
STUDY_SAYS = (3, "Ginger capsules may lower nausea scores in women with morning sickness.")
BLOG_SAYS = (3, "ginger capsules lower nausea scores")
CLAIM = Claim(3, 1, "Morning sickness is reduced by ginger")
INDEX = "\nLeukopenia / chemically induced\n"


def found(given: Material, rule: str) -> list[Suggestion]:
    return [each for each in suggestions.RULES[rule](given) if each is not None]


def with_index(sections: dict[Role, str]) -> Material:
    plain = material(sections, (CLAIM,))
    text = plain.document.text
    index = Segment(len(text), len(text) + len(INDEX), Kind.INDEXING)
    return replace(plain, document=Document(text + INDEX, id=7), segments=[*plain.segments, index])


def specimen(rule: str) -> Material:
    """Return a paper in which a rule finds something."""
    pages = {
        "pico": page((CLAIM,), OWN_WORDS),
        "directions": page((CLAIM,), OWN_WORDS),
        "restated": page((CLAIM,), STUDY_SAYS),
        "drifts": page((CLAIM,), STUDY_SAYS, BLOG_SAYS),
    }
    return pages.get(rule) or with_index(TRIAL)


@pytest.mark.parametrize("rule", suggestions.RULES)
def test_every_rule_finds_its_specimen(rule: str) -> None:
    kind, words, value = SPECIMENS[rule]
    each = next(s for s in found(specimen(rule), rule) if (s.kind, s.span.exact) == (kind, words))

    assert (each.value, bool(each.reason), 0 < each.score <= 1) == (value, True, True)


def test_the_numbers_of_a_result_are_told_apart() -> None:
    told = {each.span.exact: each.reason for each in found(material(TRIAL), "numbers")}

    assert told == {
        "31 of 48": "A share in a result", "65%": "A share in a result",
        "95% CI 49 to 78": "An interval in a result", "p < 0.001": "A p value in a result",
    }  # fmt: skip


def test_what_is_quoted_or_set_is_not_proposed_again() -> None:
    quoted = material(
        TRIAL, (CLAIM,), (3, "Two women had heartburn."), (3, "Ginger reduces morning sickness.")
    )
    said = {
        each.span.exact for each in suggestions.suggest(quoted) if each.kind in (K.STATEMENT, K.CONCLUSION)
    }
    known = replace(quoted, study=Study(7, design="case series", participants=48))

    assert said == {"Nausea fell in 31 of 48 women (65%, 95% CI 49 to 78; p < 0.001)."}
    assert not found(known, "studies")


def test_open_questions_and_headings_are_no_statements() -> None:
    given = material({Role.CONCLUSIONS: "CONCLUSION:\n\nIs it safe? Its safety remains unclear. It is safe."})

    assert [each.span.exact for each in found(given, "conclusions")] == ["It is safe."]


def test_only_the_study_states_results() -> None:
    text = "Ginger cured me."
    voices = [Voice.COMMENTARY, Voice.READER]
    parts = [Segment(0, len(text), Kind.COMMENT, voice, Role.RESULTS) for voice in voices]
    given = Material(Document(text, id=1), parts)

    assert suggestions.suggest(given) == []


def test_a_link_says_by_which_words_the_claim_was_recognised() -> None:
    claim = Claim(4, 4, "Serious adverse effects limit prolonged use", "Severe side effects")
    text = "It may be of help to many, so this is a way without the side-effect problems of the drug."
    given = Material(
        Document(text, id=1), [Segment(0, len(text), Kind.COMMENTARY, Voice.COMMENTARY)], [claim]
    )

    [each] = found(given, "links")

    assert each.span.exact == "so this is a way without the side-effect problems of the drug."
    assert (each.claim, each.reason) == (4, "matched “side-effect”")


@given(st.text(max_size=60))
def test_likeness_takes_any_words(words: str) -> None:
    assert all(term.strip() for term in likeness.terms(words))


def test_each_field_of_pico_is_found_in_its_words() -> None:
    values = {each.kind: each.value for each in found(page((CLAIM,), OWN_WORDS), "pico")}

    assert values == {
        K.POPULATION: "120 women with morning sickness",
        K.INTERVENTION: "ginger capsules",
        K.COMPARATOR: "placebo",
        K.OUTCOME: "nausea score at 14 days",
    }


@pytest.mark.parametrize(
    "words, kind, value",
    [
        (
            "They were randomly assigned to receive usual care or a ginger drink.",
            "intervention",
            "ginger drink",
        ),
        ("They were randomly assigned to receive usual care or a ginger drink.", "comparator", "usual care"),
        ("Change was compared between 40 women and historic controls.", "comparator", "historic controls"),
        ("Outcome measures were nausea and sleep.", "outcome", "nausea and sleep"),
        ("A total of 12 women who underwent surgery were seen.", "intervention", None),
    ],
)
def test_fields_in_the_words_of_methods(words: str, kind: str, value: str | None) -> None:
    given = material({Role.METHODS: words})
    told = getattr(pico_fields, kind)(given)

    assert (given.document.text[told.start : told.end] if told else None) == value


@pytest.mark.parametrize(
    "words, fields",
    [
        ("To assess the effect of ginger tea on morning sickness.", ("ginger tea", "morning sickness")),
        ("To assess the impact of ginger on how women sleep.", ("ginger", None)),
        ("We assessed the impact of quiet, timely reminders on sleep.", (None, "sleep")),
    ],
)
def test_what_the_aim_names(words: str, fields: tuple[str | None, str | None]) -> None:
    given = material({Role.OBJECTIVE: words})
    told = (pico_fields.intervention(given), pico_fields.outcome(given))

    assert tuple(given.document.text[t.start : t.end] if t else None for t in told) == fields


@pytest.mark.parametrize(
    "words, numbers",
    [
        ("8% (95% confidence interval [CI], 7.6%-9.1%).", {"8%", "95% confidence interval [CI], 7.6%-9.1%"}),
        ("From 2000-2003 (75% vs 58%) it fell.", {"75%", "58%"}),
        ("There were 6 slips, 13 in 60 women.", {"13 in 60"}),
        ("Seen in 12 in 24 hours.", set()),
    ],
)  # fmt: skip
def test_numbers_as_results_print_them(words: str, numbers: set[str]) -> None:
    assert {each.value for each in found(material({Role.RESULTS: words}), "numbers")} == numbers


def test_a_field_is_proposed_for_one_claim_after_the_other() -> None:
    other = Claim(4, 2, "Heartburn is no more frequent")
    given = page((CLAIM, other), OWN_WORDS, (4, "Heartburn did not differ between groups."))
    said = replace(given, claims=[replace(CLAIM, pico=Pico(population="women")), other])

    assert {each.claim for each in found(given, "pico")} == {3}
    assert {each.claim for each in found(said, "pico") if each.kind is K.POPULATION} == {4}
    assert found(page((CLAIM,)), "pico") == []


@pytest.mark.parametrize(
    "words, population",
    [
        ("We enrolled 48 adults with asthma, who kept a diary.", "48 adults with asthma"),
        ("PARTICIPANTS: Twelve children aged 3 to 5 years were seen.", "Twelve children aged 3 to 5 years"),
        ("Outcomes were assessed among patients with gout.", "patients with gout"),
        ("Men who had angina received aspirin.", "Men who had angina"),
        ("The participants kept diaries.", None),
        ("We searched four databases.", None),
    ],
)
def test_who_was_studied(words: str, population: str | None) -> None:
    given = material({Role.PARTICIPANTS: words})
    told = pico_fields.population(given)

    assert (given.document.text[told.start : told.end] if told else None) == population


@pytest.mark.parametrize(
    "words, direction",
    [
        ("relapses fell by half", Direction.FALLS),
        ("B cells were enriched", Direction.RISES),
        ("pain did not differ between groups", Direction.NO_CHANGE),
        ("there was no reduction in pain", Direction.NO_CHANGE),
        ("it is unclear", Direction.UNCLEAR),
        ("A rose while B fell", None),
        ("there is a need to increase adherence", None),
        ("fewer than half answered", None),
        ("ginger was given", None),
        ("Unacceptable slips were no fewer, but waiting fell", None),
        ("Pain fell, except in men", None),
        ("one in six fell into the severe group", None),
        ("a lower-dose drip was used", None),
        ("their increased risk is known", None),
        ("if it helps, relapses decrease", None),
        ("Rates were the same in both groups", Direction.NO_CHANGE),
        ("There were no differences in pain", Direction.NO_CHANGE),
        ("Combining increased awareness with a label reduced slips by half", Direction.FALLS),
    ],
)
def test_the_direction_that_words_state(words: str, direction: Direction | None) -> None:
    told = direction_of(words)

    assert (told[0] if told else None) == direction


@pytest.mark.parametrize(
    "study, other, lost",
    [
        ("Ginger may help.", "Ginger helps.", (Lost.HEDGE,)),
        ("Ginger may help.", "Ginger might help.", ()),
        ("It helped adults with asthma.", "It helps everybody.", (Lost.POPULATION,)),
        ("It helped adults with asthma.", "It helps in asthma.", ()),
        ("It helped mice.", "It helps.", (Lost.POPULATION,)),
        ("Pain fell by 30%.", "Pain fell.", (Lost.NUMBER,)),
        ("Pain fell by 30%.", "Pain fell by a third.", ()),
        ("Women were more likely to sleep.", "Women sleep better.", ()),
        ("The results indicate a lack of sleep.", "Sleep is lacking.", ()),
        ("Sleep was associated with mood.", "Sleep improves mood.", (Lost.HEDGE,)),
        ("Sleep was associated with mood.", "Mood and sleep go together.", ()),
        ("It may help adults with asthma by 5%.", "It helps.", (Lost.HEDGE, Lost.POPULATION, Lost.NUMBER)),
    ],
)
def test_what_a_restatement_lost(study: str, other: str, lost: tuple[Lost, ...]) -> None:
    assert lost_between(study, other) == lost


def test_a_restatement_names_the_place_and_the_claim_it_restates() -> None:
    [each] = found(page((CLAIM,), STUDY_SAYS), "restated")

    assert each.other is not None and each.other.exact == COMPARED[Role.CONCLUSIONS]
    assert (each.claim, each.lost) == (3, (Lost.HEDGE, Lost.POPULATION))
    assert each.reason == "The commentator leaves out how sure the study is and in whom it was found"
    assert found(page((CLAIM,), STUDY_SAYS, BLOG_SAYS), "restated") == []


# ------------------------------------------------------------------ answers


def answer(of: Suggestion, by: int = 0, state: State = State.REJECTED) -> Suggestion:
    """Return an answer to a suggestion that stood `by` characters further on."""
    span = of.span
    return replace(
        of, span=Span(span.document, span.start + by, span.end + by, span.exact), state=state, id=9
    )


def test_an_answered_suggestion_is_not_made_again_also_after_small_shifts() -> None:
    made = suggestions.suggest(material(TRIAL))
    [each] = [s for s in made if s.kind is K.CONCLUSION]

    assert suggestions.without([each], [answer(each, 5)]) == []
    assert suggestions.without([each], [answer(each, 0, State.ACCEPTED)]) == []
    assert suggestions.without([each], [answer(each, 40)]) == [each]
    assert suggestions.without([each], [replace(answer(each), claim=3)]) == [each]
    assert suggestions.without([each], [answer(each, 0, State.OPEN)]) == [each]


def test_the_design_of_a_study_is_asked_once_wherever_it_stands() -> None:
    [design] = [s for s in suggestions.suggest(material(TRIAL)) if s.kind is K.DESIGN]

    assert suggestions.without([design], [answer(design, 300)]) == []
    assert suggestions.without([replace(design, value="case series")], [answer(design)])


def test_words_that_would_be_quoted_twice_are_proposed_once() -> None:
    claimed = suggestions.suggest(material(TRIAL, (CLAIM,)))
    over = [s for s in claimed if s.span.exact.startswith("Ginger reduces")]

    assert [(s.kind, s.claim) for s in over] == [(K.STATEMENT, 3)]


def test_keys_are_the_same_whenever_a_suggestion_is_found() -> None:
    once, again = (suggestions.suggest(material(TRIAL)) for _ in range(2))
    keys = [suggestions.key(each) for each in once]

    assert keys == [suggestions.key(each) for each in again]
    assert len(set(keys)) == len(keys) and all(key.startswith("7-") for key in keys)


@pytest.mark.parametrize("label", ["RESULTS: ", "Results ", "Main results: ", "Findings — ", ""])
def test_the_name_of_a_section_is_no_part_of_its_first_sentence(label: str) -> None:
    given = material({Role.RESULTS: f"{label}Two women of the group had heartburn."})

    assert [each.span.exact for each in found(given, "statements")] == [
        "Two women of the group had heartburn."
    ]


@pytest.mark.parametrize("words", ["Results of both groups were the same.", "Patients who fell were older."])
def test_a_sentence_that_begins_like_a_section_is_whole(words: str) -> None:
    assert [each.span.exact for each in found(material({Role.RESULTS: words}), "statements")] == [words]


def test_for_one_claim_the_likest_places_are_proposed_and_answers_make_room() -> None:
    first = Suggestion(K.STATEMENT, Span(1, 0, 9, "nine here"), "supports", claim=3)
    every = [
        replace(first, span=Span(1, at, at + 9, "nine here"), score=at / 1000) for at in range(0, 800, 100)
    ]
    shown = suggestions.sparing(every)

    assert [each.span.start for each in shown] == [300, 400, 500, 600, 700]
    left = suggestions.sparing(suggestions.without(every, [answer(shown[-1])]))
    assert [each.span.start for each in left] == [200, 300, 400, 500, 600]
    assert len(suggestions.sparing(replace(each, claim=None) for each in every)) == 8
