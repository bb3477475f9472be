"""Verify a report: what became of the file and of what it states, as a list that leads to its claims."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.actions import verifying
from reviewer.actions.verifying import Verified
from reviewer.gui import dialogs
from reviewer.gui.commands import Command
from reviewer.gui.fields import set_tone, words
from reviewer.gui.ledger import Column, Ledger, Line
from reviewer.gui.session import Session
from reviewer.language import amount, say
from reviewer.library import claims
from reviewer.model import Changes
from reviewer.reports import WRITERS
from reviewer.reports.proof.comparing import Finding, State

COLUMNS = (
    Column(say("State"), 124),
    Column(say("Where"), 100),
    Column(say("What"), 220),
    Column(say("What differs"), 190),
    Column(say("By whom, when"), 240),
)
KINDS = say("Reports ({suffixes})", suffixes=" ".join(f"*{suffix}" for suffix in WRITERS))
STATES = {
    State.UNCHANGED: say("unchanged"),
    State.CHANGED: say("changed"),
    State.ADDED: say("added"),
    State.MISSING: say("missing"),
}
SIGNS = {
    State.UNCHANGED: ("check", "ok"),
    State.CHANGED: ("warn", "warning"),
    State.ADDED: ("plus", "text2"),
    State.MISSING: ("minus", "warning"),
}
FILE, LIBRARY = say("in the file"), say("in the library")


class Verifying:
    """Asks for a report and shows what became of it, for one window."""

    def __init__(self, window: QWidget, session: Session, show: Any) -> None:
        self.window, self.session, self._show = window, session, show

    def commands(self) -> Sequence[Command]:
        """Return the row of the File menu."""
        return (Command("report.verify", say("Verify a report…"), self.ask, "File", (), "check"),)

    def ask(self) -> None:
        """Ask for the file of a report, and verify it."""
        opened = self.session.library
        if opened is None:
            return
        path = dialogs.open_report(self.window, KINDS, str(opened.path.parent))
        if path is not None:
            self.verify(path)

    def verify(self, path: Path, into: VerifiedDialog | None = None) -> None:
        """Verify a report off the window's thread, and show what came of it."""

        def done(found: Verified) -> None:
            self._show(0, None, "")
            if into is not None and into.isVisible():
                into.show_verified(found)
            else:
                VerifiedDialog(self, found, self.window).show()

        self.session.watch(
            verifying.verify,
            path,
            done=done,
            failed=lambda _error: self._show(0, None, ""),
            progress=self._show,
        )

    def go(self, key: str) -> bool:
        """Go to what a finding is about; False where that is not there any more."""
        kind, *rest = key.split(":")
        ids = [int(part) if part.isdecimal() else 0 for part in rest[:2]]
        if kind == "question":
            self.session.go("report")
        elif kind == "claim" and ids[0] in {each.id for each in self.session.read(claims.claims)}:
            self.session.go("read", claim=ids[0])
        elif kind == "quote":
            return self._go_to_quote(ids[0])
        elif kind == "certainty":
            self.session.go("grade", claim=ids[0], population=ids[1] or None)
        elif kind == "appraisal":
            chosen = {"claim": ids[1]} if ids[1] else {}
            self.session.go("grade", document=ids[0], **chosen)
        elif kind == "document":
            self.session.go("read", document=ids[0])
        elif kind == "records":
            self.session.go("screen")
        else:
            return False
        return True

    def _go_to_quote(self, id: int) -> bool:
        found = next((each for each in self.session.read(claims.quotes) if each.id == id), None)
        if found is None:
            return False
        self.session.go("read", document=found.span.document, claim=found.claim, quote=id)
        return True


def _told(finding: Finding) -> tuple[str, ...]:
    """Return all that a finding says, a line for each thing."""
    detail = finding.detail[:1].upper() + finding.detail[1:]
    return finding.label, detail, finding.since


def line(finding: Finding, against: str) -> Line:
    """Return the line of a finding."""
    cells = (STATES[finding.state], against, finding.label, finding.detail, finding.since)
    tip = "\n".join(filter(None, _told(finding)))
    return Line(cells, tip, SIGNS[finding.state])


class VerifiedDialog(QDialog):
    """A window with what became of one report: in sentences, and line by line."""

    def __init__(self, verifying: Verifying, found: Verified, parent: QWidget) -> None:
        super().__init__(parent)
        self.verifying, self.session, self.found = verifying, verifying.session, found
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(920, 480)
        self.head, self.told = words(type="section"), words(wrap=True)
        self.table = Ledger(say("What became of the report"), COLUMNS, lambda _at: self._enable())
        self.whole = words(type="small", wrap=True)
        self.all = QCheckBox(say("Also what is unchanged"))
        self.open_button, self.copy_button = QPushButton(say("Open")), QPushButton(say("Copy the list"))
        self.again_button, self.other_button = (
            QPushButton(say("Verify again")),
            QPushButton(say("Another file…")),
        )
        self.close_button = QPushButton(say("Close"))
        self.rows: list[tuple[Finding, str]] = []
        self._arrange()
        self._connect()
        self.show_verified(found)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(self.head)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addWidget(self.whole)
        column.addWidget(self.all)
        row = QHBoxLayout()
        for button in (self.open_button, self.copy_button, self.again_button, self.other_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def _connect(self) -> None:
        self.table.opened.connect(lambda _at: self.open_chosen())
        self.open_button.clicked.connect(self.open_chosen)
        self.copy_button.clicked.connect(self.copy)
        self.again_button.clicked.connect(self.again)
        self.other_button.clicked.connect(self.another)
        self.close_button.clicked.connect(self.close)
        self.all.toggled.connect(lambda _on: self._show_lines())
        self.session.changed.connect(self.library_changed)

    def show_verified(self, found: Verified) -> None:
        """Show what became of a report."""
        self.found = found
        name = Path(found.path).name
        self.setWindowTitle(say("Verified: {name}", name=name))
        self.head.setText(name)
        self.told.setText("\n".join(found.sentences()))
        set_tone(self.told, "" if found.unchanged else "warning")
        self._show_lines()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_lines(self) -> None:
        every = [(each, FILE) for each in self.found.file] + [(each, LIBRARY) for each in self.found.library]
        differing = [pair for pair in every if pair[0].state is not State.UNCHANGED]
        self.rows = every if self.all.isChecked() or not differing else differing
        self.table.show_lines([line(*pair) for pair in self.rows], 0)
        same = len(every) - len(differing)
        self.all.setEnabled(bool(differing))  # where all is as it was, all of it is shown
        self.all.setText(say("Also what is unchanged ({same})", same=amount(same)))

    def _chosen(self) -> Finding | None:
        return self.rows[self.table.line][0] if 0 <= self.table.line < len(self.rows) else None

    def _enable(self) -> None:
        chosen = self._chosen()
        gone = chosen is not None and chosen.state is State.MISSING and chosen.kind != "text"
        self.open_button.setEnabled(chosen is not None and bool(chosen.key) and not gone)
        self.copy_button.setEnabled(bool(self.rows))
        self.whole.setText("\n".join(filter(None, _told(chosen))) if chosen is not None else "")

    def open_chosen(self) -> None:
        """Go to the claim, quote, rating or document that the chosen line is about."""
        chosen = self._chosen()
        if chosen is None or not self.open_button.isEnabled():
            return
        if self.verifying.go(chosen.key):
            self.verifying.window.activateWindow()
        else:
            self.told.setText(say("{what} is not in the library any more.", what=chosen.label))

    def copy(self) -> None:
        """Put the sentences and the list on the clipboard, a line for each, cells apart by tabs."""
        lines = ["\t".join(line(*pair).cells) for pair in self.rows]
        QGuiApplication.clipboard().setText("\n".join([self.head.text(), *self.found.sentences(), *lines]))

    def again(self) -> None:
        """Verify the same file once more."""
        self.verifying.verify(Path(self.found.path), self)

    def another(self) -> None:
        """Ask for another file."""
        path = dialogs.open_report(self, KINDS, str(Path(self.found.path).parent))
        if path is not None:
            self.verifying.verify(path, self)

    def library_changed(self, changes: Changes | None) -> None:
        """Say that what is shown may no longer be so; close with the library."""
        if self.session.library is None:
            self.close()
        elif changes is None or set(changes.rows) - {"exports"}:
            self.told.setText(say("The library was changed since this was looked at: verify again."))
            set_tone(self.told, "warning")
