"""Why a figure of the Synthesis workspace has nothing to show, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.gui.fields import words
from reviewer.gui.workspaces.synthesising.bar import FINDINGS, FLOW, MATRIX
from reviewer.language import say
from reviewer.synthesis.holdings import Holdings


def missing(held: Holdings | None, tab: int, shown: bool, gap: str) -> tuple[str, str] | None:
    """Return what is missing and what to do; None when the figure has something to show.

    `held` is None without a library; `shown` tells whether the matrix has a row, `gap` names what
    it is narrowed to.
    """
    if held is None:
        return say("No library is open."), say("Open one with Ctrl+O.")
    if tab == FLOW:
        return None
    if not held.claims:
        return say("No claims yet."), say("In Read, select words and press Q.")
    if not held.quotes:
        return say("No quotes are tied to the claims yet."), say("In Read, select words and press L.")
    if tab == FINDINGS and not held.certainties:
        return say("Nothing is rated yet."), say("Rate a claim that rests on a study: G opens it in Grade.")
    if tab == MATRIX and not shown:
        said = say("No claim matches under “{gap}”.", gap=gap) if gap else say("No claim matches.")
        return said, say("Escape in the filter takes its words away.")
    return None


class Nothing(QWidget):
    """Two lines in the middle of the empty place."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.said, self.hint = words("", "section", "2"), words("", "body", "3")
        column.addStretch(1)
        for label in (self.said, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(2)

    def say(self, said: str, hint: str) -> None:
        """Say what is missing and what to do."""
        self.said.setText(said)
        self.hint.setText(hint)
