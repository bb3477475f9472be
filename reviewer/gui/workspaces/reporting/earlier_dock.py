"""The reports that were exported before."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reviewer.gui.session import Session


class EarlierDock(QWidget):
    """A list of exports, the latest first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        self._nothing = QLabel("No export of this library has been recorded yet.")
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("tone", "3")
        column.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
