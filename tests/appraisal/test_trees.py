"""Trees drawn of decision tables: whatever is answered, the way through ends where the table does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.appraisal.decisions import decide, values
from reviewer.appraisal.instrument import Instrument
from reviewer.appraisal.instruments import instruments
from reviewer.appraisal.trees import Fork, Leaf, laid, leaves, trees
from reviewer.model import Answer

FORMS = instruments()
ROB = FORMS["rob-2"]
ASSIGNED = {"effect": Answer("assignment")}
JUDGED = [
    pytest.param(form, item.id, id=f"{form.id} {item.id}")
    for form in FORMS.values()
    for item in form.items
    if any(rule.then for rule in item.rules)
]


@pytest.mark.parametrize(("form", "name"), JUDGED)
@settings(max_examples=25)
@given(data=st.data())
def test_the_way_through_the_last_tree_ends_where_the_rules_do(
    form: Instrument, name: str, data: st.DataObject
) -> None:
    questions = [item for item in form.items if not item.rules]
    answers = {
        item.id: Answer(data.draw(st.sampled_from([each.key for each in item.answers]), label=item.id))
        for item in questions
    }
    drawn = trees(form, name, answers)
    (end,) = [spot.tree for spot in laid(drawn[-1], values(form, answers)) if spot.last]
    proposal = decide(form, answers).proposals[name]
    assert isinstance(end, Leaf) and (end.value, end.say) == (proposal.value, proposal.say)


@pytest.mark.parametrize(
    ("name", "ends"), [("D1", [6]), ("D2", [11, 3, 6]), ("D3", [5]), ("D4", [10]), ("D5", [7])]
)
def test_answers_that_lead_to_the_same_end_share_a_branch(name: str, ends: list[int]) -> None:
    assert [sum(1 for _ in leaves(each.tree)) for each in trees(ROB, name, ASSIGNED)] == ends


def test_the_first_question_is_the_one_that_decides_most() -> None:
    tree = trees(ROB, "D1", {})[0].tree
    assert isinstance(tree, Fork) and tree.name == "1.2"
    assert [keys for keys, _ in tree.branches] == [("y",), ("n",), ("ni",)]


def test_parts_have_their_own_trees_and_the_effect_chooses_them() -> None:
    assert [each.title for each in trees(ROB, "D2", ASSIGNED)] == [
        "D2, part 1: deviations", "D2, part 2: analysis", "Deviations from intended interventions",
    ]  # fmt: skip
    assert [each.title for each in trees(ROB, "D2", {"effect": Answer("adhering")})] == ["D2, adhering"]
    assert trees(ROB, "D2", {}) == (), "which effect is of interest is said first"


def test_a_way_that_is_not_at_its_end_stops_at_the_open_question() -> None:
    answers = {"3.1": Answer("pn"), "3.2": Answer("n")}
    spots = laid(trees(ROB, "D3", answers)[0], values(ROB, answers))
    way = [spot for spot in spots if spot.lit]
    assert [spot.tree.name for spot in way if isinstance(spot.tree, Fork)] == ["3.1", "3.2", "3.3"]
    assert [spot.tree.name for spot in way if spot.last and isinstance(spot.tree, Fork)] == ["3.3"]


@pytest.mark.parametrize(("form", "name"), JUDGED)
def test_ends_have_a_row_each_and_questions_stand_between_what_follows(form: Instrument, name: str) -> None:
    for drawn in trees(form, name, ASSIGNED if form.id in ("rob-2", "robins-i") else {}):
        spots = laid(drawn, {})
        ends = [spot for spot in spots if isinstance(spot.tree, Leaf)]
        assert [spot.row for spot in ends] == list(range(len(ends)))
        for spot in spots[1:]:
            assert spot.above is not None and spot.above[0] == spot.column - 1
            assert spot.above in {(other.column, other.row) for other in spots}
