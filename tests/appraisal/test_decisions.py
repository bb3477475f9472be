"""Decision tables against oracles written apart from them, over every set of answers and every path.

The counts are those of the evidence specification; the plain functions below say the rules a second time.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.appraisal.decisions import Outcome, decide
from reviewer.appraisal.instrument import Instrument
from reviewer.appraisal.instruments import instruments
from reviewer.appraisal.score import missing, score
from reviewer.model import Answer

FORMS = instruments()
ROB, ROBINS = FORMS["rob-2"], FORMS["robins-i"]
YES, NO = ("y", "py"), ("n", "pn")
Given = Mapping[str, str]


def decided(form: Instrument, answers: Given) -> Outcome:
    return decide(form, {item: Answer(value) for item, value in answers.items()})


def proposed(form: Instrument, answers: Given, name: str) -> str | None:
    found = decided(form, answers).proposals.get(name)
    return found.value if found else None


def options(form: Instrument, item: str) -> tuple[str, ...]:
    return tuple(option.key for option in form.item(item).answers)


def every(items: tuple[str, ...], effect: str) -> Iterator[dict[str, str]]:
    for values in product(*(options(ROB, item) for item in items)):
        yield {"effect": effect, **dict(zip(items, values, strict=True))}


def paths(items: tuple[str, ...], name: str, answers: Given) -> Iterator[str]:
    """Answer item after item, those that are asked, until `name` is decided; give each end."""
    outcome = decided(ROB, answers)
    if name in outcome.proposals:
        yield outcome.proposals[name].value
        return
    item = next(each for each in items if each not in answers and outcome.asked[each])
    for value in options(ROB, item):
        yield from paths(items, name, {**answers, item: value})


# ------------------------------------------------------------------ RoB 2, said a second time


def d1(a: Given) -> str:
    if a["1.2"] in NO or (a["1.2"] == "ni" and a["1.3"] in YES):
        return "high"
    return "some" if a["1.2"] == "ni" or a["1.1"] in NO or a["1.3"] in YES else "low"


def d2_deviations(a: Given) -> str:
    if a["2.1"] in NO and a["2.2"] in NO:
        return "low"
    if a["2.3"] not in YES:
        return "low" if a["2.3"] in NO else "some"
    return "some" if a["2.4"] in NO or a["2.5"] in YES else "high"


def d2_analysis(a: Given) -> str:
    return "low" if a["2.6"] in YES else "some" if a["2.7"] in NO else "high"


def d2_adhering(a: Given) -> str:
    unblinded = a["2.1"] not in NO or a["2.2"] not in NO
    unbalanced = unblinded and a["2.3A"] in (*NO, "ni")
    if not unbalanced and a["2.4A"] in (*NO, "na") and a["2.5A"] in (*NO, "na"):
        return "low"
    return "some" if a["2.6A"] in YES else "high"


def d3(a: Given) -> str:
    if a["3.1"] in YES or a["3.2"] in YES or a["3.3"] in NO:
        return "low"
    return "some" if a["3.4"] in NO else "high"


def d4(a: Given) -> str:
    if a["4.1"] in YES or a["4.2"] in YES:
        return "high"
    if a["4.3"] in NO or a["4.4"] in NO:
        return "low" if a["4.2"] in NO else "some"
    return "some" if a["4.5"] in NO else "high"


def d5(a: Given) -> str:
    if a["5.2"] in YES or a["5.3"] in YES:
        return "high"
    return "low" if a["5.2"] in NO and a["5.3"] in NO and a["5.1"] in YES else "some"


TABLES = {
    "D1": (d1, ("1.1", "1.2", "1.3")),
    "part-1": (d2_deviations, ("2.1", "2.2", "2.3", "2.4", "2.5")),
    "part-2": (d2_analysis, ("2.6", "2.7")),
    "D3": (d3, ("3.1", "3.2", "3.3", "3.4")),
    "D4": (d4, ("4.1", "4.2", "4.3", "4.4", "4.5")),
    "D5": (d5, ("5.1", "5.2", "5.3")),
}
ADHERING = ("2.1", "2.2", "2.3A", "2.4A", "2.5A", "2.6A")


@pytest.mark.parametrize("name", TABLES)
def test_rob_2_agrees_with_its_rules_over_all_answers(name: str):
    oracle: Callable[[Given], str] = TABLES[name][0]
    for answers in every(TABLES[name][1], "assignment"):
        assert proposed(ROB, answers, name) == oracle(answers), answers


@given(st.fixed_dictionaries({item: st.sampled_from(options(ROB, item)) for item in ADHERING}))
def test_rob_2_adhering_agrees_with_its_rules(answers: dict[str, str]):
    whole = {"effect": "adhering", **answers}
    assert proposed(ROB, whole, "adhering") == proposed(ROB, whole, "D2") == d2_adhering(answers)


@pytest.mark.parametrize(
    ("name", "counts"),
    [("D1", {"low": 18, "some": 47, "high": 60}), ("D5", {"low": 8, "some": 37, "high": 80})],
)
def test_answer_sets_are_counted_as_the_specification_counts_them(name: str, counts: dict[str, int]):
    found = Counter(proposed(ROB, answers, name) for answers in every(TABLES[name][1], "assignment"))
    assert found == counts


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("part-1", {"low": 46, "some": 357, "high": 378}),
        ("part-2", {"low": 2, "some": 6, "high": 9}),
        ("D3", {"low": 20, "some": 36, "high": 54}),
        ("D4", {"low": 48, "some": 186, "high": 251}),
    ],
)
def test_paths_are_counted_as_the_specification_counts_them(name: str, counts: dict[str, int]):
    assert Counter(paths(TABLES[name][1], name, {"effect": "assignment"})) == counts


def test_adhering_reaches_every_judgement():
    ends = Counter(paths(ADHERING, "D2", {"effect": "adhering", "2.1": "n", "2.2": "n"}))
    # Of the 36 pairs of 2.4A and 2.5A, 9 are no or not applicable twice; the others ask 2.6A: 2 yes, 3 not.
    assert ends == {"low": 9, "some": 54, "high": 81}


PART_1 = {
    "low": {"2.1": "n", "2.2": "n"},
    "some": {"2.1": "y", "2.2": "n", "2.3": "ni"},
    "high": {"2.1": "y", "2.2": "y", "2.3": "y", "2.4": "y", "2.5": "n"},
}
PART_2 = {"low": {"2.6": "y"}, "some": {"2.6": "n", "2.7": "n"}, "high": {"2.6": "n", "2.7": "y"}}


@pytest.mark.parametrize(("one", "two"), list(product(PART_1, PART_2)))
def test_the_second_domain_is_the_worse_of_its_parts(one: str, two: str):
    answers = {"effect": "assignment", **PART_1[one], **PART_2[two]}
    assert proposed(ROB, answers, "D2") == max(one, two, key=("low", "some", "high").index)


def test_rob_2_overall_is_its_worst_domain_and_several_concerns_never_make_it_high():
    for judged in product(("low", "some", "high"), repeat=5):
        overall = decided(ROB, dict(zip(("D1", "D2", "D3", "D4", "D5"), judged, strict=True))).overall
        assert overall and overall.value == max(judged, key=("low", "some", "high").index)
        assert ("a person decides" in overall.say) == (overall.value == "some")


# ------------------------------------------------------------------ ROBINS-I

SCALE = ("low", "moderate", "no-information", "serious", "critical")
SEVEN = tuple(f"D{n}" for n in range(1, 8))


@given(st.tuples(*[st.sampled_from(SCALE)] * 7))
def test_robins_i_overall_is_the_worst_and_lack_of_information_hides_nothing_serious(judged: tuple[str, ...]):
    overall = decided(ROBINS, dict(zip(SEVEN, judged, strict=True))).overall
    assert overall and overall.value == max(judged, key=SCALE.index)


@pytest.mark.parametrize(
    ("domain", "answers", "judgement"),
    [
        ("D1", "1.1=pn", "low"),
        ("D1", "1.1=y 1.2=n 1.4=y 1.5=py 1.6=n", "moderate"),
        ("D1", "1.1=y 1.2=n 1.4=y 1.5=py 1.6=y", ""),
        ("D1", "1.1=y 1.2=y 1.3=y 1.7=y 1.8=y", "moderate"),
        ("D2", "2.1=n 2.4=y", "low"),
        ("D3", "3.1=y 3.2=y 3.3=ni", ""),
        ("D3", "3.1=y 3.2=y 3.3=n", "low"),
        ("D4", "effect=assignment 4.1=n", "low"),
        ("D4", "effect=adhering 4.3=y 4.4=y 4.5=py", "low"),
        ("D5", "5.1=n 5.2=n 5.3=n 5.4=y 5.5=y", "low"),
        ("D6", "6.1=y 6.2=n 6.3=y 6.4=n", "low"),
        ("D7", "7.1=n 7.2=n 7.3=n", "moderate"),
    ],
)
def test_robins_i_proposes_only_where_answers_are_favourable(domain: str, answers: str, judgement: str):
    assert proposed(ROBINS, dict(each.split("=") for each in answers.split()), domain) == judgement


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ("1.1=n", "1.1"),
        ("1.1=y 1.2=n 1.4=y", "1.1 1.2 1.4 1.5 1.6"),
        ("1.1=y 1.2=y 1.3=n 1.4=n", "1.1 1.2 1.3 1.4 1.6"),
        ("1.1=y 1.2=y 1.3=y 1.7=y", "1.1 1.2 1.3 1.7 1.8"),
    ],
)
def test_robins_i_asks_for_time_only_where_follow_up_is_split(answers: str, asked: str):
    outcome = decided(ROBINS, dict(each.split("=") for each in answers.split()))
    assert {item for item, put in outcome.asked.items() if put and item[:2] == "1."} == set(asked.split())


# ------------------------------------------------------------------ AMSTAR 2, QUADAS-2, NOS

CRITICAL = ("2", "4", "7", "9", "11", "13", "15")


@given(st.sets(st.sampled_from([str(n) for n in range(1, 17)])))
def test_amstar_2_turns_on_the_number_of_weaknesses_and_where_they_are(weak: set[str]):
    answers = {str(n): Answer("no" if str(n) in weak else "yes") for n in range(1, 17)}
    critical = len(weak & set(CRITICAL))
    expected = "low" if critical == 1 else "critically-low" if critical else ""
    expected = expected or ("moderate" if len(weak) > 1 else "high")
    assert score(FORMS["amstar-2"], answers).judgement == expected


def test_amstar_2_has_sixteen_items_seven_critical_and_partial_yes_is_no_weakness():
    form = FORMS["amstar-2"]
    assert [item.id for item in form.items] == [str(n) for n in range(1, 17)]
    assert tuple(item.id for item in form.items if item.section == "critical") == CRITICAL
    partial = {item.id for item in form.items if "partial" in options(form, item.id)}
    assert partial == {"2", "4", "7", "8", "9"}
    mild = {item.id: Answer("partial" if item.id in partial else "yes") for item in form.items}
    assert score(form, mild).judgement == "high"


def test_two_critical_weaknesses_settle_amstar_2_before_the_rest_is_answered():
    form = FORMS["amstar-2"]
    assert score(form, {"2": Answer("no")}).judgement == ""
    assert score(form, {"2": Answer("no"), "4": Answer("no")}).judgement == "critically-low"


@pytest.mark.parametrize(
    ("answers", "risk"),
    [("yes yes yes", "low"), ("yes unclear yes", "unclear"), ("unclear no yes", "")],
)
def test_a_no_in_quadas_2_is_left_to_a_person(answers: str, risk: str):
    given = dict(zip(("1.1", "1.2", "1.3"), answers.split(), strict=True))
    assert proposed(FORMS["quadas-2"], given, "R1") == risk


@pytest.mark.parametrize(
    ("change", "overall"),
    [
        ({}, "low"),
        ({"A2": "unclear"}, "low-concern"),
        ({"R4": "high"}, "risk"),
        ({"R1": "unclear", "A1": "high"}, "risk-concern"),
    ],
)
def test_quadas_2_has_four_domains_of_bias_and_three_of_applicability(change: dict[str, str], overall: str):
    form = FORMS["quadas-2"]
    judged = [item.id for item in form.items if item.id[0] in "RA"]
    assert sorted(judged) == ["A1", "A2", "A3", "R1", "R2", "R3", "R4"]
    found = decided(form, {**dict.fromkeys(judged, "low"), **change}).overall
    assert found and found.value == overall


@pytest.mark.parametrize(("form", "third"), [("nos-cohort", "outcome"), ("nos-case-control", "exposure")])
def test_newcastle_ottawa_gives_nine_stars_by_section_and_the_usual_conversion(form: str, third: str):
    scale = FORMS[form]
    most = {section: high for section, (_, high) in decide(scale, {}).points.items()}
    assert most == {"selection": 4, "comparability": 2, third: 3}
    for stars in product(range(5), range(3), range(4)):
        worked = score(scale, starred(scale, dict(zip(most, stars, strict=True))))
        assert worked.judgement == converted(*stars), stars
        assert f"Selection {stars[0]} of 4, Comparability {stars[1]} of 2" in worked.text


def starred(scale: Instrument, wanted: dict[str, int]) -> dict[str, Answer]:
    left, answers = dict(wanted), {}
    for item in scale.items:
        points = 1 if left[item.section] else 0
        left[item.section] -= points
        answers[item.id] = Answer(next(each.key for each in item.answers if each.points == points))
    return answers


def converted(selection: int, comparability: int, third: int) -> str:
    if selection <= 1 or comparability == 0 or third <= 1:
        return "poor"
    return "good" if selection >= 3 else "fair"


# ------------------------------------------------------------------ answers that stay, paths, reasons


def test_an_answer_to_what_is_no_longer_asked_does_not_count():
    answers = {"effect": "assignment", "2.1": "n", "2.2": "n", "2.3": "y", "2.4": "y", "2.5": "n", "2.6": "y"}
    assert proposed(ROB, answers, "D2") == "low"
    assert decided(ROB, answers).asked["2.3"] is False
    assert decided(ROB, {"2.1": "y"}).asked["2.3"] is None


def test_the_path_to_a_judgement_is_told():
    found = decided(ROB, {"1.1": "ni", "1.2": "py", "1.3": "n"}).proposals["D1"]
    assert found.value == "low" and dict(found.path) == {"1.2": "y", "1.1": "ni", "1.3": "n"}
    assert decided(ROB, {"1.2": "n"}).proposals["D1"].path == (("1.2", "n"),)


QUESTIONS = [item.id for item in ROB.items if not item.rules]


@given(st.sets(st.sampled_from(QUESTIONS)), st.data())
def test_more_answers_never_change_what_was_proposed(some: set[str], data: st.DataObject):
    whole = {item: data.draw(st.sampled_from(options(ROB, item)), label=item) for item in QUESTIONS}
    before = decided(ROB, {item: whole[item] for item in some}).proposals
    after = decided(ROB, whole).proposals
    assert all(after[name].value == proposal.value for name, proposal in before.items())


def test_a_person_who_judges_otherwise_says_why_and_the_rest_follows_the_person():
    answers = {"1.1": Answer("y"), "1.2": Answer("y"), "1.3": Answer("n"), "D1": Answer("high")}
    assert "D1 Randomisation: say why it is not Low, as proposed." in missing(ROB, answers)
    assert score(ROB, answers).judgement == "high"
    said = {**answers, "D1": Answer("high", "Allocation was broken.")}
    assert not [each for each in missing(ROB, said) if each.startswith("D1")]
    assert missing(ROB, said, "low")[-1] == "Overall: say why it is not High, as proposed."
    assert missing(ROB, said, "")[-1] == "Overall: not judged (proposed: High)."
    assert not [each for each in missing(ROB, said, "low", "Because.") if each.startswith("Overall")]
