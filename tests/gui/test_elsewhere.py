"""Two programs on one library: each sees what the other does, and neither overwrites the other unasked."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer import cli, library
from reviewer.actions import appraisals as judging
from reviewer.actions import claims, records
from reviewer.actions import documents as source
from reviewer.errors import Conflict, LibraryBusy, ReviewError
from reviewer.gui import dialogs, fault_box
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.library import Library, appraisals, documents, journal
from reviewer.library import claims as stored
from tests.gui import typed_fields

ROOT = Path(__file__).resolve().parents[2]


def other_program(library: Path, *words: str) -> None:
    """Run a command on the library in a process of its own, as somebody else."""
    command = [sys.executable, "-m", "reviewer", "--library", str(library), "--reviewer", "Ben", *words]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)


def other_handle(library: Path, *words: str) -> None:
    """Run a command on the library with a handle of its own, as somebody else: no process needs to start."""
    assert cli.main(["--library", str(library), "--reviewer", "Ben", *words]) == 0


@pytest.mark.parametrize("answer", [0, 1])
def test_both_values_are_shown_and_a_person_chooses(
    answer: int, qtbot: QtBot, window: Window, session: Session, review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = session.read(stored.claims)[0]
    seen = ("claims", claim.id, {"statement": claim.statement})
    other_program(review, "claim", "edit", str(claim.number), "--statement", "Ben’s words.")
    asked: list[str] = []
    monkeypatch.setattr(
        dialogs, "ask", lambda _parent, text, detail, _answers: asked.append(text + detail) or answer
    )

    assert session.edit(seen, claims.edit_claim, claim.id, statement="My words.") is None
    qtbot.waitUntil(lambda: bool(asked))
    assert (
        "Ben wrote in this field" in asked[0] and "“Ben’s words.”" in asked[0] and "“My words.”" in asked[0]
    )
    now = session.read(stored.claim, claim.id).statement
    assert now == ("My words." if answer else "Ben’s words.")
    assert session.read(journal.ops_of, "claims", claim.id)[1 - (not answer)].reviewer == "Ben"


def test_what_another_program_removed_is_said(
    qtbot: QtBot, window: Window, session: Session, review: Path
) -> None:
    claim = session.read(stored.claims)[-1]
    other_handle(review, "claim", "remove", str(claim.number))
    assert session.perform(claims.edit_claim, claim.id, note="too late") is None
    assert window.front is not None and window.front.strip.text
    qtbot.waitUntil(
        lambda: window.actions_by_id["edit.undo"].text() == f"Undo Remove claim {claim.number}", timeout=4000
    )


def test_a_file_that_another_program_holds_is_said_and_read_once_it_is_free(
    qtbot: QtBot, window: Window, session: Session, review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    fault_box.install_hooks(window.elsewhere.take)
    monkeypatch.setattr(dialogs, "show_error", lambda *_given: pytest.fail("a box was opened"))
    assert session.library is not None
    session.library.wait_at_most(20)
    line = window.status_line
    with closing(sqlite3.connect(review, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        window.place_actions["grade"].trigger()
        assert line.held.text() == "review is in use by another program" and line.again.isVisible()
        QTest.mouseClick(line.again, Qt.MouseButton.LeftButton)
        assert line.again.isVisible()
        other.execute("ROLLBACK")
    QTest.mouseClick(line.again, Qt.MouseButton.LeftButton)
    assert not line.again.isVisible() and not line.held.isVisible()
    assert window.front is not None and window.front.workspace.id == "grade"
    assert window.front.workspace.status().startswith("7 graded")

    window.elsewhere.take(LibraryBusy("In use.", "Wait."))
    qtbot.waitUntil(lambda: not line.held.isVisible(), timeout=3000)  # by itself
    window.elsewhere.take(ReviewError("It is damaged.", "Restore a backup."))
    assert window.front.strip.text == "It is damaged. Restore a backup."
    session.close()
    assert not window.elsewhere.take(ReviewError("No."))


def test_the_first_read_does_not_wait_for_a_file_that_is_held(
    window: Window, session: Session, review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    fault_box.install_hooks(window.elsewhere.take)
    assert session.library is not None
    usual = session.library.patience
    with closing(sqlite3.connect(review, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        begun = time.monotonic()
        window.place_actions["grade"].trigger()
        waited = time.monotonic() - begun
        assert window.status_line.held.text() == "review is in use by another program"
        other.execute("ROLLBACK")

    assert waited * 1000 < usual / 2, f"{waited:.1f} s in the thread of the window"
    window.elsewhere.read_again()
    assert session.library.patience == usual and not window.status_line.held.isVisible()
    assert window.front is not None and window.front.workspace.id == "grade"


def test_undo_and_redo_of_what_another_did_on_top_are_said(
    window: Window, session: Session, review: Path
) -> None:
    first, second = session.read(stored.claims)[:2]
    session.perform(claims.edit_claim, first.id, note="Mine.")
    with closing(library.open(review, library.reviewer_named("Ben"))) as other:
        claims.edit_claim(other, second.id, note="Ben’s.")
    assert window.front is not None
    window.actions_by_id["edit.undo"].trigger()
    whose = f"“Edit claim {second.number}” by Ben"
    assert window.front.strip.text == f"{whose} is taken back. Redo brings it back."
    assert session.read(stored.claim, first.id).note == "Mine."
    window.actions_by_id["edit.redo"].trigger()
    assert window.front.strip.text == f"{whose} stands again. Undo takes it back."

    session.undo()
    session.tell("Nothing else.")
    session.undo()  # one's own
    assert window.front.strip.text == "Nothing else." and not session.read(stored.claim, first.id).note


def test_words_typed_into_a_claim_that_another_removes_are_kept_for_its_return(
    qtbot: QtBot, window: Window, session: Session, review: Path
) -> None:
    claim = session.read(stored.claims)[0]
    document = session.read(stored.quotes, claim=claim.id)[0].span.document
    session.go("read", document=document, claim=claim.id)
    assert window.front is not None
    field = window.front.workspace.claim_dock.head.statement
    field.setFocus()
    QTest.keyClicks(field, "Mine. ")
    with closing(library.open(review, library.reviewer_named("Ben"))) as other:
        claims.remove_claim(other, claim.id)
    qtbot.waitUntil(lambda: bool(window.front and window.front.strip.text))
    said = window.front.strip.text
    assert said.startswith(f"Claim {claim.number} is no longer there: Ben did “Remove claim {claim.number}”.")
    assert "Undo in the history brings it back. What you typed is kept" in said

    session.look_elsewhere()
    session.undo()
    session.go("read", document=document, claim=claim.id)
    qtbot.waitUntil(lambda: field.draft.offer is not None)
    assert field.draft.offer is not None and field.draft.offer.words.startswith("Mine. ")


def test_the_words_that_did_not_stand_are_offered_again(
    qtbot: QtBot, window: Window, session: Session, review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = session.read(stored.claims)[0]
    document = session.read(stored.quotes, claim=claim.id)[0].span.document
    session.go("read", document=document, claim=claim.id)
    assert window.front is not None
    field = window.front.workspace.claim_dock.head.statement
    other_handle(review, "claim", "edit", str(claim.number), "--statement", "Ben’s words.")
    monkeypatch.setattr(dialogs, "ask", lambda *_args: 0)

    field.setPlainText("My words.")
    field.flush()
    qtbot.waitUntil(lambda: field.draft.offer is not None)
    assert session.read(stored.claim, claim.id).statement == "Ben’s words." == field.toPlainText()
    assert field.draft.offer is not None and field.draft.offer.words == "My words."
    field.draft.keep()
    assert session.read(stored.claim, claim.id).statement == "My words." and field.draft.offer is None


def test_a_record_changed_elsewhere_is_not_overwritten(
    qtbot: QtBot, window: Window, session: Session, review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.go("library", document=1)
    assert window.front is not None
    field = window.front.workspace.facts.rows["container"].field
    asked: list[str] = []
    answers = iter([0, 1])
    monkeypatch.setattr(dialogs, "ask", lambda _parent, text, *_more: asked.append(text) or next(answers))

    def container() -> str:
        return session.read(documents.document, 1).record.container

    for number, kept in enumerate(["Ben’s journal", "My journal 1"]):
        other_handle(review, "record", "1", "--set", "container=Ben’s journal")
        field.setPlainText(f"My journal {number}")
        field.flush()
        qtbot.waitUntil(lambda number=number: len(asked) == number + 1)
        assert "Ben wrote in this field" in asked[number]
        qtbot.waitUntil(lambda kept=kept: container() == field.toPlainText() == kept)
        session.perform(records.set_field, 1, "container", "As before")
    assert field.draft.offer is not None and field.draft.offer.words == "My journal 0"


def test_one_reason_of_a_rating_changed_elsewhere_is_not_overwritten(session: Session, review: Path) -> None:
    rating = session.read(appraisals.certainties)[0]
    before = rating.judgements["imprecision"].reason
    heard: list[Conflict] = []
    session.conflicted.connect(lambda conflict, _mine: heard.append(conflict))

    def write(domain: str, reason: str, seen: str) -> object:
        judgement = replace(rating.judgements[domain], reason=reason)
        row = ("certainties", rating.id, {f"judgements/{domain}/reason": seen})
        return session.edit(row, judging.judge, rating.claim, rating.population, domain, judgement)

    session.rename_reviewer(session.read(appraisals.reviewers)[rating.reviewer])
    assert write("imprecision", "First.", before) is not None
    assert write("risk_of_bias", "Another.", rating.judgements["risk_of_bias"].reason) is not None
    assert not heard
    assert write("imprecision", "Second.", before) is None
    assert heard[0].theirs == "First." and heard[0].yours == "Second."


def change_participants(own: Library, _row: int) -> object:
    return source.set_study(own, 1, participants=21)


def change_speaker(own: Library, row: int) -> object:
    return source.attribute(own, 2, [row], "Ben’s name")


def change_rating(own: Library, _row: int) -> object:
    rating = appraisals.certainties(own)[0]
    return judging.rate_certainty(own, rating.claim, rating.population, participants=22)


@pytest.mark.parametrize(
    ("place", "name", "change", "theirs"),
    [
        ("source", "Number of participants", change_participants, "21"),
        ("separate", "Who speaks below", change_speaker, "Ben’s name"),
        ("grade", "Participants", change_rating, "22"),
    ],
)
def test_numbers_and_names_changed_elsewhere_are_not_overwritten(
    qtbot: QtBot,
    window: Window,
    session: Session,
    review: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    name: str,
    change: Callable[[Library, int], object],
    theirs: str,
) -> None:
    answers = iter([0, 1])
    monkeypatch.setattr(dialogs, "ask", lambda *_args: next(answers))
    typed_fields.go(window, session, place)
    field = typed_fields.field(window, name)
    assert field.draft.place is not None
    row = field.draft.place.row
    with closing(library.open(review, session.reviewer)) as own:
        change(own, row)

    mine = typed_fields.words(name)
    field.selectAll()
    qtbot.keyClicks(field, mine)
    field.flush()
    qtbot.waitUntil(lambda: field.draft.offer is not None)
    assert field.draft.stored == theirs and field.draft.offer is not None and field.draft.offer.words == mine
    field.draft.keep()
    assert field.draft.stored == mine and field.draft.offer is None
    with closing(library.open(review, session.reviewer)) as own:
        change(own, row)
    field.selectAll()
    qtbot.keyClicks(field, mine[:2])
    field.flush()
    qtbot.waitUntil(lambda: field.draft.stored == mine[:2])
    assert field.draft.offer is None
