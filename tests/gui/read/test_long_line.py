"""Two megabytes in one line without a space: shown, quoted and named without a halt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer import library
from reviewer.actions import importing
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces.read import ReadWorkspace
from reviewer.library import claims

LINE = "ACGT" * 500_000


def test_a_line_of_two_megabytes_is_quoted_whole_and_named_short(
    qtbot: QtBot, show: Callable[[Session], Window], bare_session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "genome.txt"
    file.write_text(LINE, encoding="utf-8")
    lib = library.create(tmp_path / "line.reviewlib")
    importing.import_files(lib, [file])
    lib.close()
    assert bare_session.open_library(tmp_path / "line.reviewlib")
    window = show(bare_session)
    bare_session.go("read", document=1)
    assert window.front is not None
    workspace = window.front.workspace
    assert isinstance(workspace, ReadWorkspace)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_S, Qt.Key.Key_Q):
        qtbot.keyClick(workspace.page, key)
    (claim,) = bare_session.read(claims.claims)
    (link,) = bare_session.read(claims.quotes)

    assert link.span.exact == LINE
    assert claim.statement.startswith("ACGT") and len(claim.statement) == 500
