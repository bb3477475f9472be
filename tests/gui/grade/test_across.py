"""Judgements across studies saved from the window: of the checklist in front, or told that there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.gui import dialogs
from tests.gui.grade.conftest import Desk


@pytest.mark.parametrize(
    ("command", "suffix", "begins"), [("lights", ".svg", b"<svg"), ("bars", ".pdf", b"%PDF")]
)
def test_the_checklist_in_front_is_saved_as_a_figure(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, suffix: str, begins: bytes
) -> None:
    desk.workspace.actions_by_id[f"grade.{command}"].trigger()
    assert desk.messages[-1].startswith("No checklist is in front.")
    monkeypatch.setattr(dialogs, "save_as_one_of", lambda *_asked: (tmp_path / "figure", suffix))
    desk.workspace.show_form("jbi-case-series")
    desk.workspace.actions_by_id[f"grade.{command}"].trigger()
    assert (tmp_path / f"figure{suffix}").read_bytes().startswith(begins)
    assert desk.messages[-1].startswith("Written to ")
