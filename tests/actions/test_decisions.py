"""Screening: decisions of one reviewer, blind to those of another, settled, carried, and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer import library
from reviewer.actions import agreement, decisions, duplicates, history, together
from reviewer.errors import Declined, ReviewError
from reviewer.library import Library, documents, journal
from reviewer.library import audit as kept_audit
from reviewer.library import decisions as kept
from reviewer.model.screening import Outcome, Retrieval, Stage, Verdict
from reviewer.records.duplicates import Group
from tests.made_screening import RECORDS, as_person, reason, screenable
from tests.two_people import ANN, BEN, CAT

INCLUDE, EXCLUDE, MAYBE = Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.MAYBE


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return screenable(tmp_path_factory.mktemp("screening") / "review.reviewlib").read_bytes()


@pytest.fixture
def path(made: bytes, tmp_path: Path) -> Path:
    found = tmp_path / "review.reviewlib"
    found.write_bytes(made)
    return found


@pytest.fixture
def ann(path: Path) -> Iterator[Library]:
    with as_person(path, ANN) as lib:
        yield lib


@pytest.fixture
def ben(path: Path) -> Iterator[Library]:
    with as_person(path, BEN) as lib:
        yield lib


@pytest.fixture
def cat(path: Path) -> Iterator[Library]:
    with as_person(path, CAT) as lib:
        yield lib


def outcome(lib: Library, document: int, stage: Stage = Stage.ABSTRACT) -> Outcome:
    return kept.screened_one(lib, document, stage).outcome


def test_a_decision_is_ones_own_and_can_be_changed_and_taken_away(ann: Library) -> None:
    decisions.decide(ann, [1], INCLUDE, note=" Fits. ")
    own = kept.screened_one(ann, 1, Stage.ABSTRACT).own
    assert own is not None and (own.verdict, own.reason, own.note) == (INCLUDE, None, "Fits.")

    decisions.decide(ann, [1], EXCLUDE, reason=reason(ann, 2))
    own = kept.screened_one(ann, 1, Stage.ABSTRACT).own
    assert own is not None and (own.verdict, own.reason, own.note) == (EXCLUDE, reason(ann, 2), "Fits.")
    assert outcome(ann, 1, Stage.FULL_TEXT) is Outcome.UNDECIDED

    decisions.undecide(ann, [1])
    assert outcome(ann, 1) is Outcome.UNDECIDED
    history.undo(ann)
    history.undo(ann)
    assert outcome(ann, 1) is Outcome.INCLUDE
    assert library.check(ann) == []


def test_an_exclusion_needs_exactly_one_reason_and_nothing_else_has_one(ann: Library) -> None:
    with pytest.raises(ReviewError, match="needs one reason") as error:
        decisions.decide(ann, [1], EXCLUDE)
    assert "Wrong population" in error.value.hint
    with pytest.raises(ReviewError, match="Only an exclusion"):
        decisions.decide(ann, [1], INCLUDE, reason=reason(ann))
    with pytest.raises(ReviewError, match="no reason 99"):
        decisions.decide(ann, [1], EXCLUDE, reason=99)
    with pytest.raises(ReviewError, match="no document 77"):
        decisions.decide(ann, [1, 77], INCLUDE)
    assert outcome(ann, 1) is Outcome.UNDECIDED


def test_a_bulk_decision_is_one_step_and_names_the_count(ann: Library) -> None:
    changes = decisions.decide(ann, [1, 2, 3], EXCLUDE, reason=reason(ann))
    assert changes.label == "Exclude 3 documents: Wrong population"
    assert kept.tally(ann, Stage.ABSTRACT).exclude == 3
    history.undo(ann)
    assert kept.tally(ann, Stage.ABSTRACT).decided == 0


def test_history_tells_a_decision_in_words(ann: Library) -> None:
    changes = decisions.decide(ann, [1], EXCLUDE, reason=reason(ann), note="Mice.")
    assert changes.label == "Exclude document 1: Wrong population"
    (altered,) = kept_audit.altered(ann, changes.op)
    assert altered.what.startswith("Decision, Record 1 on")
    assert {"decision: exclude", "reason: Wrong population", "note: Mice."} <= set(altered.sentences())


def test_nobody_sees_what_another_decided_before_deciding(ann: Library, ben: Library) -> None:
    decisions.decide(ann, [1, 2], EXCLUDE, reason=reason(ann), note="quixotic")
    decisions.decide(ann, [3], INCLUDE)
    found = kept.screened(ben, Stage.ABSTRACT)
    assert {each.hidden for each in found.values()} == {(ANN.id,)}
    assert {each.outcome for each in found.values()} == {Outcome.UNDECIDED}
    for query in (
        "decision:include",
        "decision:exclude",
        "decision:conflict",
        "decision:passed",
        "reason:wrong",
    ):
        assert documents.rows(ben, query) == [], query
    assert kept.tally(ben, Stage.ABSTRACT).exclude == 0
    assert kept.hidden(ben, Stage.ABSTRACT) == 3
    assert decisions.conflicts(ben, Stage.ABSTRACT) == []
    assert all("Exclude" not in op.label for op in journal.history(ben))
    assert kept_audit.altered(ben, journal.history(ann)[0].id) == []

    decisions.decide(ben, [1], MAYBE)
    one = kept.screened_one(ben, 1, Stage.ABSTRACT)
    assert one.outcome is Outcome.CONFLICT and one.others[0].note == "quixotic"
    assert outcome(ben, 2) is Outcome.UNDECIDED
    assert documents.rows(ben, "decision:conflict") == [1] == documents.rows(ann, "decision:conflict")


def test_a_maybe_is_a_decision_and_reasons_are_a_conflict_at_full_text_only(
    ann: Library, ben: Library
) -> None:
    for lib, first in ((ann, 1), (ben, 2)):
        decisions.decide(lib, [1], MAYBE)
        decisions.decide(lib, [2], EXCLUDE, reason=reason(lib, first))
        decisions.decide(lib, [1], EXCLUDE, reason=reason(lib, first), stage=Stage.FULL_TEXT)
    assert outcome(ann, 1) is Outcome.MAYBE and outcome(ann, 1).goes_on
    assert outcome(ann, 2) is Outcome.EXCLUDE
    assert kept.screened_one(ann, 2, Stage.ABSTRACT).reason == reason(ann, 1)
    assert outcome(ann, 1, Stage.FULL_TEXT) is Outcome.CONFLICT
    assert documents.rows(ann, "fulltext:conflict") == [1]


def test_a_conflict_is_settled_by_a_third_decision_that_holds_until_it_is_opened(
    ann: Library, ben: Library, cat: Library
) -> None:
    with pytest.raises(Declined, match="nothing to settle"):
        decisions.settle(ann, 1, INCLUDE)
    decisions.decide(ann, [1], INCLUDE)
    decisions.decide(ben, [1], EXCLUDE, reason=reason(ben))
    with pytest.raises(Declined, match="nothing to settle"):
        decisions.settle(cat, 1, INCLUDE)

    together.look(cat)
    decisions.settle(cat, 1, EXCLUDE, reason=reason(cat, 4), note="Both reread it.")
    found = kept.screened_one(ann, 1, Stage.ABSTRACT)
    assert found.outcome is Outcome.EXCLUDE and found.reason == reason(ann, 4)
    assert found.settled is not None and found.settled.basis[BEN.id].reason == "Wrong population"
    assert documents.rows(ann, "decision:conflict") == []
    assert documents.rows(ann, "decision:settled") == [1]
    with pytest.raises(Declined, match="was settled"):
        decisions.decide(ann, [1, 2], MAYBE)
    with pytest.raises(Declined, match="was settled"):
        decisions.undecide(ben, [1])

    decisions.settle(ben, 1, MAYBE)
    decisions.reopen(ben, 1)
    assert outcome(ann, 1) is Outcome.CONFLICT
    with pytest.raises(Declined, match="Nothing is settled"):
        decisions.reopen(ben, 1)


def test_a_decision_of_another_is_theirs_to_take_back(ann: Library, ben: Library) -> None:
    op = decisions.decide(ann, [1], INCLUDE).op
    found = journal.undoable(ben)
    assert found is None or found.id != op
    with pytest.raises(Declined, match="judgement of Ann"):
        history.undo(ben, op)


# ------------------------------------------------------------------ records set aside


def test_what_is_set_aside_is_not_screened(ann: Library) -> None:
    duplicates.join(ann, [1, 2], kept=1)
    with pytest.raises(Declined, match="set aside") as error:
        decisions.decide(ann, [2], INCLUDE)
    assert "document 1" in error.value.hint
    with pytest.raises(Declined):
        decisions.decide(ann, [2, 3], INCLUDE)
    assert kept.tally(ann, Stage.ABSTRACT).records == RECORDS - 1


def test_joining_carries_decisions_and_bringing_back_leaves_no_trace(ann: Library, ben: Library) -> None:
    decisions.decide(ann, [2], INCLUDE, note="From the second.")
    decisions.decide(ben, [1], EXCLUDE, reason=reason(ben))
    duplicates.join(ben, [1, 2], kept=1)

    one = kept.screened_one(ann, 1, Stage.ABSTRACT)
    assert one.own is not None and (one.own.note, one.own.carried) == ("From the second.", 2)
    assert one.outcome is Outcome.CONFLICT
    assert list(kept.screened(ann, Stage.ABSTRACT)) == [1]
    duplicates.join(ben, [1, 3], kept=3)
    assert outcome(ann, 3) is Outcome.CONFLICT
    assert library.check(ann) == []

    duplicates.unlink(ben, 2)
    assert kept.screened_one(ann, 3, Stage.ABSTRACT).own is None
    assert outcome(ann, 2) is Outcome.INCLUDE
    assert library.check(ann) == []
    while journal.undoable(ben) is not None:
        history.undo(ben)
    assert outcome(ann, 2) is Outcome.INCLUDE and library.check(ann) == []


def test_a_decision_on_the_kept_record_stands_and_a_changed_one_stays(ann: Library) -> None:
    decisions.decide(ann, [1], MAYBE)
    decisions.decide(ann, [2], INCLUDE)
    duplicates.join(ann, [1, 2], kept=1)
    assert outcome(ann, 1) is Outcome.MAYBE
    duplicates.join(ann, [3, 1], kept=3)
    decisions.decide(ann, [3], EXCLUDE, reason=reason(ann))
    duplicates.unlink(ann, 3)
    assert [outcome(ann, id) for id in (1, 2, 3)] == [Outcome.MAYBE, Outcome.INCLUDE, Outcome.EXCLUDE]
    assert library.check(ann) == []


def test_accepting_groups_carries_decisions_in_the_same_step(ann: Library) -> None:
    decisions.decide(ann, [2, 4], INCLUDE)
    found = duplicates.find_duplicates(ann)
    assert not found.groups
    groups = [Group((1, 2), 1.0, True, "same", ()), Group((3, 4), 1.0, True, "same", ())]
    duplicates.accept(ann, groups, {1: 1, 3: 3})
    assert [outcome(ann, id) for id in (1, 3)] == [Outcome.INCLUDE, Outcome.INCLUDE]
    history.undo(ann)
    assert [outcome(ann, id) for id in (1, 2)] == [Outcome.UNDECIDED, Outcome.INCLUDE]


# ------------------------------------------------------------------ filters, progress, full texts


def test_the_filter_tells_ones_own_decisions_and_how_they_stand(ann: Library, ben: Library) -> None:
    decisions.decide(ann, [1, 2], INCLUDE)
    decisions.decide(ann, [3], EXCLUDE, reason=reason(ann))
    decisions.decide(ann, [4], MAYBE)
    assert documents.rows(ann, "decision:waiting") == []
    decisions.decide(ben, [1, 2], INCLUDE)
    decisions.decide(ben, [3], MAYBE)

    def rows(query: str) -> list[int]:
        return documents.rows(ann, query, "added")

    assert rows("decision:include") == [1, 2]
    assert rows("decision:none") == rows("decision:undecided") == rows("-decision:decided") == [5, 6, 7, 8]
    assert len(rows("decision:any")) == RECORDS
    assert rows("decision:waiting") == [4]
    assert rows("decision:passed") == [1, 2, 4]
    assert rows('reason:"wrong population"') == [3] == rows("decision:conflict")
    assert rows("fulltext:next") == [1, 2, 4]
    decisions.decide(ann, [1], INCLUDE, stage=Stage.FULL_TEXT)
    assert rows("fulltext:next") == [2, 4]
    tally = kept.tally(ann, Stage.ABSTRACT)
    assert (tally.records, tally.decided, tally.conflicts, tally.waiting, tally.today) == (8, 4, 1, 1, 4)
    assert kept.tally(ann, Stage.FULL_TEXT).records == 3


def test_a_full_text_is_sought_for_what_goes_on(ann: Library, ben: Library) -> None:
    decisions.decide(ann, [1, 2], INCLUDE)
    with pytest.raises(Declined, match="Document 3 does not go on"):
        decisions.retrieve(ann, [1, 3], Retrieval.SOUGHT)
    decisions.retrieve(ann, [1, 2], Retrieval.SOUGHT)
    decisions.retrieve(ann, [2], Retrieval.NOT_RETRIEVED, "The library has no copy.")
    assert kept.retrievals(ann) == {
        1: (Retrieval.SOUGHT, ""), 2: (Retrieval.NOT_RETRIEVED, "The library has no copy.")
    }  # fmt: skip
    assert documents.rows(ann, "fulltext:missing") == [2]
    assert kept.retrievals(ben) == {} and documents.rows(ben, "fulltext:missing") == []
    decisions.retrieve(ann, [1], None)
    assert list(kept.retrievals(ann)) == [2]


# ------------------------------------------------------------------ reasons


def test_reasons_are_a_list_and_one_in_use_keeps_its_words(ann: Library) -> None:
    assert [each.name for each in kept.reasons(ann)][0] == "Wrong population"
    decisions.decide(ann, [1], EXCLUDE, reason=reason(ann))
    new = decisions.add_reason(ann, "  Not in   English ").created
    decisions.move_reason(ann, new, 1)
    decisions.edit_reason(ann, reason(ann, 2), "Not the population")
    assert [each.name for each in kept.reasons(ann)][:2] == ["Not in English", "Not the population"]
    own = kept.screened_one(ann, 1, Stage.ABSTRACT).own
    words = {each.id: each.name for each in kept.reasons(ann, every=True)}
    assert own is not None and own.reason is not None and words[own.reason] == "Wrong population"
    with pytest.raises(ReviewError, match="a reason already"):
        decisions.add_reason(ann, "not in english")
    decisions.remove_reason(ann, new)
    assert decisions.add_reason(ann, "Not in English").created == new
    for each in kept.reasons(ann)[1:]:
        decisions.remove_reason(ann, each.id)
    with pytest.raises(Declined, match="One reason must be left"):
        decisions.remove_reason(ann, reason(ann))


# ------------------------------------------------------------------ agreement


def test_agreement_counts_what_each_decided_before_seeing_the_other(ann: Library, ben: Library) -> None:
    decisions.decide(ann, [1, 2, 3], INCLUDE)
    decisions.decide(ann, [4, 5], EXCLUDE, reason=reason(ann))
    decisions.decide(ben, [1, 2], INCLUDE)
    decisions.decide(ben, [3, 4], EXCLUDE, reason=reason(ben))
    for lib in (ann, ben):
        (found,) = agreement.agreement_on(lib, "screening").comparisons
        observed = found.statistic("observed")
        assert found.items == 4 and observed is not None and observed.value == 0.75
    before = agreement.agreement_on(ann, "screening").comparisons

    decisions.decide(ann, [3], EXCLUDE, reason=reason(ann))  # having seen Ben's
    assert agreement.agreement_on(ann, "screening").comparisons == before
    history.undo(ben)
    decisions.decide(ben, [3], INCLUDE)
    decisions.decide(ben, [4], EXCLUDE, reason=reason(ben))
    assert agreement.agreement_on(ann, "screening").comparisons == before


def test_what_an_onlooker_decides_is_not_made_apart(ann: Library, ben: Library) -> None:
    decisions.decide(ann, [1, 2], INCLUDE)
    together.look(ben)
    decisions.decide(ben, [1, 2], INCLUDE)
    with pytest.raises(ReviewError, match="needs two reviewers"):
        agreement.agreement_on(ann, "screening")


# ------------------------------------------------------------------ any history


def _do(lib: Library, what: str, one: int, other: int, verdict: Verdict) -> None:
    why = reason(lib) if verdict is EXCLUDE else None
    todo: dict[str, Callable[[], object]] = {
        "decide": lambda: decisions.decide(lib, [one], verdict, reason=why),
        "undecide": lambda: decisions.undecide(lib, [one]),
        "join": lambda: duplicates.join(lib, [one, other], kept=one),
        "unlink": lambda: duplicates.unlink(lib, one),
        "settle": lambda: decisions.settle(lib, one, verdict, reason=why),
        "undo": lambda: history.undo(lib),
        "redo": lambda: history.redo(lib),
    }
    todo[what]()


@settings(max_examples=25, deadline=None)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(("ann", "ben")),
            st.sampled_from(("decide", "decide", "undecide", "join", "unlink", "settle", "undo", "redo")),
            st.integers(1, 4),
            st.integers(1, 4),
            st.sampled_from(list(Verdict)),
        ),
        max_size=14,
    )
)
def test_whatever_two_do_the_library_is_whole_and_nobody_sees_too_much(
    made: bytes, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, int, int, Verdict]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "review.reviewlib"
    path.write_bytes(made)
    with as_person(path, ANN) as ann, as_person(path, BEN) as ben:
        for who, *step in steps:
            with suppress(ReviewError):
                _do(ann if who == "ann" else ben, *step)
            for lib in (ann, ben):
                for found in kept.screened(lib, Stage.ABSTRACT).values():
                    own = found.own is not None
                    assert own or not found.others
                    assert own or found.settled is None or found.settled.reviewer == lib.reviewer.id
        assert library.check(ann) == []
        conflicts = {each.document for each in decisions.conflicts(ann, Stage.ABSTRACT)}
        assert set(documents.rows(ann, "decision:conflict")) == conflicts
        passed = {id for id, each in kept.screened(ann, Stage.ABSTRACT).items() if each.outcome.goes_on}
        assert set(documents.rows(ann, "decision:passed")) == passed
