"""Two programs on one library: each sees what the other does, and neither overwrites the other unasked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.actions import claims
from reviewer.gui import dialogs
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.library import claims as stored
from reviewer.library import journal

ROOT = Path(__file__).resolve().parents[2]


def other_program(library: Path, *words: str) -> None:
    """Run a command on the library in a process of its own, as somebody else."""
    command = [sys.executable, "-m", "reviewer", "--library", str(library), "--reviewer", "Ben", *words]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)


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
    other_program(review, "claim", "remove", str(claim.number))
    assert session.perform(claims.edit_claim, claim.id, note="too late") is None
    assert window.front is not None and window.front.strip.text
    qtbot.waitUntil(
        lambda: window.actions_by_id["edit.undo"].text() == f"Undo Remove claim {claim.number}", timeout=4000
    )
