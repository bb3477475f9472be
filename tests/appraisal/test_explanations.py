"""Lettered reasons: in reading order, one letter for one reason, worded as a table of findings needs."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.appraisal.explanations import explanations, letter
from reviewer.appraisal.grade import DOMAINS
from reviewer.model import Certainty, Judgement

BIAS = "No comparison group, patients chosen for at least 2 relapses in the year before."
SIZE = "20 participants"


def seed(number: int, bias: str = BIAS, size: str = SIZE, observed: str = "") -> Certainty:
    judgements = {"risk_of_bias": Judgement(-1, bias), "imprecision": Judgement(-1, size)}
    return Certainty(number, number, 1, "r", judgements=judgements, observed=observed)


def test_the_reasons_of_the_seeds_as_the_report_prints_them():
    letters, reasons = explanations(
        [
            seed(1),
            seed(2),
            seed(
                4,
                observed="{0/20}; also nausea {note: The abstract does not mention them}",
            ),
            seed(5, "Single arm, open label", "19 participants, sizes not reported."),
        ]
    )
    assert letters == {
        1: {"risk_of_bias": "a", "imprecision": "b"},
        2: {"risk_of_bias": "a", "imprecision": "b"},
        4: {"observed": "c", "risk_of_bias": "a", "imprecision": "b"},
        5: {"risk_of_bias": "d", "imprecision": "e"},
    }
    assert reasons == [
        (
            "a",
            "Downgraded one level for risk of bias: no comparison group, patients chosen for at least 2 "
            "relapses in the year before.",
        ),
        ("b", "Downgraded one level for imprecision: 20 participants."),
        ("c", "The abstract does not mention them."),
        ("d", "Downgraded one level for risk of bias: single arm, open label."),
        ("e", "Downgraded one level for imprecision: 19 participants, sizes not reported."),
    ]


def test_levels_ups_and_overrides_are_named():
    up = Certainty(1, 1, 1, "r", judgements={"large_effect": Judgement(2, "RR 6.1")})
    assert explanations([up])[1] == [("a", "Upgraded two levels for a very large effect: RR 6.1.")]
    judgements = {
        "risk_of_bias": Judgement(-2, "Open label."),
        "large_effect": Judgement(1, "RR 2.4.", "It would hide more."),
    }
    forced = Certainty(1, 1, 1, "r", start="randomised", judgements=judgements)
    assert [text for _, text in explanations([forced])[1]] == [
        "Downgraded two levels for risk of bias: open label.",
        "Upgraded one level for a large effect: RR 2.4. Counted although rated down: it would hide more.",
    ]


def test_a_change_without_a_reason_says_so():
    bare = Certainty(1, 1, 1, "r", judgements={"inconsistency": Judgement(-1)})
    assert explanations([bare])[1] == [("a", "Downgraded one level for inconsistency: no reason given.")]


def test_what_did_not_move_is_explained_on_request():
    judgements = {
        "risk_of_bias": Judgement(-1, "Uncontrolled."),
        "inconsistency": Judgement(0, "Only one study."),
        "large_effect": Judgement(1, "75% fall."),
    }
    rating = Certainty(1, 1, 1, "r", judgements=judgements)
    assert [text for _, text in explanations([rating])[1]] == [
        "Downgraded one level for risk of bias: uncontrolled.",
        "Not upgraded for a large effect: 75% fall.",
    ]
    assert [text for _, text in explanations([rating], everything=True)[1]] == [
        "Downgraded one level for risk of bias: uncontrolled.",
        "Not downgraded for inconsistency: only one study.",
        "Not upgraded for a large effect: 75% fall.",
    ]


def test_letters_go_on_from_one_table_to_the_next():
    first = Certainty(1, 1, 1, "r", judgements={"imprecision": Judgement(-1, "20 people.")})
    second = Certainty(
        2, 2, 1, "r", judgements={"inconsistency": Judgement(0, "One study.", borderline=True)}
    )
    own, reasons = explanations([first])
    both, more = explanations([first, second], known={text: mark for mark, text in reasons})
    assert own == {1: {"imprecision": "a"}}
    assert both == {1: {"imprecision": "a"}, 2: {"inconsistency": "b"}} and more[: len(reasons)] == reasons


def test_letters_go_on_after_z():
    assert [letter(number) for number in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "ab", "ba"]


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(DOMAINS), st.builds(Judgement, st.integers(-2, 2), st.text(max_size=4))
        )
    )
)
def test_letters_run_in_the_order_met_and_each_has_its_text(many: list[dict[str, Judgement]]):
    ratings = [Certainty(number, 1, 1, "r", judgements=each) for number, each in enumerate(many)]
    letters, reasons = explanations(ratings)
    met = list(dict.fromkeys(mark for rating in ratings for mark in letters[rating.id].values()))
    assert met == [mark for mark, _ in reasons] == [letter(number) for number in range(len(reasons))]
    assert len({text for _, text in reasons}) == len(reasons)
    assert not any(text.endswith("..") for _, text in reasons)
