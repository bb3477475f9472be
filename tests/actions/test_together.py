"""Two people: blind until both are done, then side by side, and settled by a third judgement."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reviewer import library, text
from reviewer.actions import agreement, example, history, reshaping, together
from reviewer.actions import appraisals as actions
from reviewer.actions import claims as claim_actions
from reviewer.appraisal import grade
from reviewer.appraisal.agreement import comparing
from reviewer.appraisal.instruments import instruments
from reviewer.appraisal.reported import reported
from reviewer.errors import Declined, ReviewError
from reviewer.library import Library, appraisals, blinding, claims, documents
from reviewer.library import together as kept
from reviewer.model import Answer, Certainty, Judgement, Shared, Subject
from tests.two_people import ANN, BEN, CAT, rate


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("two") / "review.reviewlib"
    with closing(library.create(path, ANN)) as lib:
        example.load_example(lib)
    return path


@pytest.fixture
def ben(made: Path, tmp_path: Path) -> Iterator[Library]:
    """A library in which Ann has rated everything, opened by Ben."""
    with closing(library.open(Path(shutil.copy(made, tmp_path / "review.reviewlib")), BEN)) as lib:
        yield lib


def seen_by(lib: Library, person: library.Reviewer) -> Library:
    lib.reviewer = person
    return lib


def body(lib: Library, number: int = 1) -> tuple[int, int | None]:
    claim = claim_actions.numbered(lib, number).id
    return claim, next(q.population for q in claims.quotes(lib, claim=claim) if q.counts)


def subject(lib: Library) -> Subject:
    claim, population = body(lib)
    return Subject(None, claim, population)


def both_done(lib: Library, **levels: int) -> Subject:
    """Let Ben rate claim 1; Ann rated risk of bias and imprecision −1 each."""
    rate(seen_by(lib, BEN), *body(lib), why="Ben's reason.", **levels)
    return subject(lib)


def of_claim(lib: Library, where: Subject) -> Certainty:
    """Return what a report states of a body."""
    return next(each for each in reported(library.snapshot(lib)).certainties if each.subject == where)


def test_each_sees_the_other_once_both_are_done(ben: Library) -> None:
    claim, _ = body(ben)
    assert appraisals.certainties(ben) == [] and appraisals.appraisals(ben) == []
    assert {each.done for each in blinding.hidden(ben) if not each.subject.instrument} == {True}
    where = both_done(ben, imprecision=-2)
    assert {each.reviewer for each in appraisals.certainties(ben, claim)} == {ANN.id, BEN.id}
    assert {each.reviewer for each in appraisals.certainties(seen_by(ben, ANN), claim)} == {ANN.id, BEN.id}
    assert appraisals.certainties(seen_by(ben, CAT)) == []
    assert [each.subject for each in appraisals.certainties(seen_by(ben, BEN))].count(where) == 2
    assert len(appraisals.certainties(ben)) == 2


def test_undo_hides_again_and_what_was_judged_first_stays_first(ben: Library) -> None:
    where = both_done(ben, imprecision=-2)
    history.undo(ben)
    assert [each.reviewer for each in appraisals.certainties(ben)] == [BEN.id]
    actions.judge(ben, *body(ben), "imprecision", Judgement(-1, "Now as Ann."))
    own = appraisals.certainty_of(ben, *body(ben), BEN.id)
    assert own is not None
    actions.mark_graded(ben, own.id)
    first = {each.reviewer: each for each, _ in kept.first_certainties(ben)}
    assert first[BEN.id].judgements["imprecision"].levels == -2
    assert not any(m.item == "imprecision" and m.differs for m in together.matters(ben, where))


def test_a_judgement_is_changed_and_taken_back_by_its_reviewer_alone(ben: Library) -> None:
    both_done(ben, imprecision=-2)
    anns = appraisals.certainty_of(ben, *body(ben), ANN.id)
    assert anns is not None
    with pytest.raises(Declined, match="another reviewer's"):
        actions.reopen(ben, anns.id)
    last = history.journal.undoable(seen_by(ben, ANN))
    assert last is not None and "Mark" not in last.label
    marked = next(op for op in history.journal.history(ben) if op.label == "Mark claim 1 as graded")
    assert marked.reviewer == "Ben"
    with pytest.raises(Declined, match="only Ben takes it back"):
        history.undo(ben, marked.id)
    seen_by(ben, BEN)
    assert history.undo(ben, marked.id).label == "Undo: Mark claim 1 as graded"


def test_a_difference_is_settled_and_the_report_uses_that(ben: Library) -> None:
    where = both_done(ben, risk_of_bias=-1, imprecision=-2)
    before = of_claim(ben, where)
    assert (before.shared, before.graded) == (Shared.DIFFERS, False)
    words = reported(library.snapshot(ben)).standings[where].words
    assert words.startswith("not settled: Ann Very low, Ben Very low; different in")
    with pytest.raises(ReviewError, match="with a reason"):
        together.settle(ben, where, "imprecision", "-1", " ")
    with pytest.raises(ReviewError, match="no answer to Imprecision"):
        together.settle(ben, where, "imprecision", "-9", "Why not.")
    with pytest.raises(Declined, match="nothing to settle"):
        together.settle(ben, where, "risk_of_bias", "-1", "They agree.")
    for matter in together.matters(ben, where):
        if matter.open:
            value = "-1" if matter.item == "imprecision" else matter.said[0][1].value
            together.settle(ben, where, matter.item, value, "Talked it over.")
    after = of_claim(ben, where)
    assert (after.shared, after.graded) == (Shared.SETTLED, True)
    assert after.judgements["imprecision"] == Judgement(-1, "Talked it over.")
    assert grade.LABELS[grade.rate(after).level] == "Very low"
    assert reported(library.snapshot(ben)).standings[where].words == "judged by Ann and Ben, settled by Ben"
    history.undo(ben)
    assert of_claim(ben, where).shared is Shared.DIFFERS
    history.redo(ben)
    assert of_claim(ben, where).shared is Shared.SETTLED


def settle_all(lib: Library, where: Subject) -> None:
    for matter in together.matters(lib, where):
        if matter.open:
            together.settle(lib, where, matter.item, matter.said[0][1].value, "Talked it over.")


def test_what_was_settled_is_out_of_date_when_one_changes(ben: Library) -> None:
    where = both_done(ben, risk_of_bias=-1, imprecision=-2)
    settle_all(ben, where)
    actions.judge(seen_by(ben, ANN), *body(ben), "imprecision", Judgement(0, "Looked again."))
    (stale,) = [each for each in together.matters(ben, where) if each.changed]
    assert (stale.item, stale.changed) == ("imprecision", (ANN.id,))
    made = of_claim(ben, where)
    assert made.shared is Shared.STALE and made.judgements["imprecision"].reason == "Talked it over."
    assert "changed since by Ann: imprecision" in reported(library.snapshot(ben)).standings[where].words
    together.settle(ben, where, "imprecision", "0", "So it is.")
    assert of_claim(ben, where).shared is Shared.SETTLED
    (settlement,) = [each for each in kept.settlements(ben, where) if each.item == "imprecision"]
    assert settlement.reviewer == ANN.id
    together.withdraw(ben, settlement.id)
    assert of_claim(ben, where).shared is Shared.DIFFERS


def test_a_third_who_looks_may_settle_but_no_longer_judges_independently(ben: Library) -> None:
    where = both_done(ben, imprecision=-2)
    cat = seen_by(ben, CAT)
    assert together.differences(cat) == []
    together.look(cat)
    assert [each for each, _ in together.differences(cat)] == [where]
    settle_all(cat, where)
    with pytest.raises(Declined, match="already"):
        together.look(cat)
    while history.journal.undoable(cat) != next(
        op for op in history.journal.history(cat) if "See" in op.label
    ):
        history.undo(cat)
    history.undo(cat)
    assert appraisals.certainties(cat) == []
    rate(cat, *body(cat))
    independent = {each.reviewer: mine for each, mine in kept.first_certainties(cat)}
    assert independent == {ANN.id: True, BEN.id: True, CAT.id: False}


def test_appraisals_are_shown_and_settled_item_by_item(ben: Library) -> None:
    name = "jbi-case-series"
    theirs = next(each for each in appraisals.appraisals(ben, hidden=True) if each.instrument == name)
    seen_by(ben, ANN)
    actions.finish_appraisal(ben, theirs.id)
    seen_by(ben, BEN)
    answers = {item: Answer("no" if item == "4" else given.value) for item, given in theirs.answers.items()}
    own = actions.appraise(ben, theirs.document, name, answers=answers, judgement=theirs.judgement).created
    assert together.differences(ben) == []
    actions.finish_appraisal(ben, own)
    ((where, found),) = together.differences(ben)
    assert (where.instrument, [each.item for each in found]) == (name, ["4"])
    made = next(each for each in reported(library.snapshot(ben)).appraisals if each.subject == where)
    assert "4" not in made.answers and made.shared is Shared.DIFFERS
    together.settle(ben, where, "4", "unclear", "The abstract is silent.")
    made = next(each for each in reported(library.snapshot(ben)).appraisals if each.subject == where)
    assert made.answers["4"] == Answer("unclear", "The abstract is silent.")
    assert made.shared is Shared.SETTLED


def test_claims_with_judgements_of_another_can_be_removed_and_merged(ben: Library) -> None:
    where = both_done(ben, imprecision=-2)
    settle_all(ben, where)
    before = ben.db.execute("SELECT count(*) FROM certainties").fetchone()
    claim_actions.remove_claim(ben, body(ben)[0])
    assert library.check(ben) == []
    history.undo(ben)
    assert of_claim(ben, where).shared is Shared.SETTLED
    other = claim_actions.numbered(ben, 2).id
    done = reshaping.merge_claims(ben, other, body(ben)[0])
    note = claims.claim(ben, done.created).note
    assert "in the history" in note and "Very low" not in note
    assert library.check(ben) == []
    history.undo(ben)
    assert ben.db.execute("SELECT count(*) FROM certainties").fetchone() == before


def test_agreement_is_of_what_each_judged_before_seeing_the_other(ben: Library) -> None:
    where = both_done(ben, imprecision=-2)
    actions.judge(ben, *body(ben), "imprecision", Judgement(-1, "Now as Ann."))
    found = agreement.agreement_on(ben, "certainty")
    table = next(each for each in found.comparisons if each.id == "imprecision").table
    assert table is not None and table.agreed == 0 and table.total == 1
    assert not any(m.differs for m in together.matters(ben, where) if m.item == "imprecision")
    assert any(line.endswith("hidden until you have judged the same.") for line in found.left_out)
    actions.rate_certainty(ben, *body(ben, 2), start_reason="Begun.")
    assert "Left out: 1 not marked as done." in agreement.agreement_on(ben, "certainty").left_out
    with pytest.raises(ReviewError, match="needs two reviewers"):
        agreement.agreement_on(seen_by(ben, CAT), "certainty")


def test_agreement_says_why_there_is_no_interval_and_orders_scales(ben: Library) -> None:
    both_done(ben, risk_of_bias=-1)
    told = "\n".join(agreement.lines(agreement.agreement_on(ben, "certainty")))
    assert "(no interval: " in told and "not defined" in told
    scales = {
        form: comparing._scale(tuple(o.key for o in instruments()[form].overall)) for form in instruments()
    }
    assert scales["rob-2"] == (("low", "some", "high"), True)
    assert scales["robins-i"] == (("low", "moderate", "serious", "critical"), True)
    assert not scales["jbi-case-series"][1]


def test_agreement_on_quotes_is_by_exact_and_shared_words(ben: Library) -> None:
    with pytest.raises(ReviewError, match="needs two reviewers"):
        agreement.agreement_on(ben, "quotes")
    link = next(q for q in claims.quotes(ben) if q.claim == body(ben)[0])
    shorter = text.quote(documents.document(ben, link.span.document), link.span.start, link.span.end - 4)
    claim_actions.link_quote(ben, link.claim, shorter)
    found = agreement.agreement_on(ben, "quotes")
    first = found.comparisons[0]
    assert (first.label, first.table) == ("Words tied to claims", None)
    exact, overlap = first.statistics
    assert exact.value == 0 and overlap.value is not None and 0 < overlap.value < 1
    assert any(each.label.startswith("Tag ") for each in found.comparisons)
    assert found.left_out == (agreement.SEEN,)
