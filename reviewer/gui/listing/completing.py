"""Completion of the filter field: fields while a name is typed, then the values that the library has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QTableView

from reviewer.gui import theme
from reviewer.gui.listing import query
from reviewer.language import say

Ask = Callable[[str], Sequence[tuple[str, str]]]
"""Gives (part, what it means) for what was typed."""


class Completing(QObject):
    """Offers what the last part of a query can become, below the field; Enter or a click takes it.

    The list is at least `least` pixels wide, also under a narrower field.
    """

    def __init__(self, field: QLineEdit, ask: Ask, *, least: int = 0) -> None:
        super().__init__(field)
        self._field = field
        self._ask = ask
        self._least = least
        self.model = QStandardItemModel(0, 2, self)
        self.popup = QTableView()
        self._completer = QCompleter(self.model, self)
        self._completer.setWidget(field)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._dress()
        field.textEdited.connect(self._offer)
        self._completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]

    def _dress(self) -> None:
        popup = self.popup
        popup.setAccessibleName(say("Completions of the filter"))
        popup.setShowGrid(False)
        popup.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        popup.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        popup.horizontalHeader().hide()
        popup.verticalHeader().hide()
        popup.verticalHeader().setDefaultSectionSize(theme.size("row"))
        self._completer.setPopup(popup)
        popup.installEventFilter(self)
        popup.horizontalHeader().setStretchLastSection(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keys of the list from being taken for commands of the window."""
        if watched is self.popup and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _offer(self, typed: str) -> None:
        found = self._ask(typed) if self._field.cursorPosition() == len(typed) else []
        self.model.removeRows(0, self.model.rowCount())
        for part, told in found:
            means = QStandardItem(told)
            means.setForeground(theme.colour("text2"))
            self.model.appendRow([QStandardItem(part), means])
        if not found:
            self.popup.hide()
            return
        self.popup.resizeColumnToContents(0)
        self.popup.setColumnWidth(0, min(240, self.popup.columnWidth(0) + 12))
        box = self._field.rect()
        box.setWidth(max(self._least, min(560, box.width())))
        self._completer.complete(box)
        self.popup.setCurrentIndex(QModelIndex())  # nothing is taken that nobody chose

    def _take(self, index: QModelIndex) -> None:
        part = index.siblingAtColumn(0).data(Qt.ItemDataRole.DisplayRole)
        kept = query.parts(self._field.text())[:-1]
        more = part.endswith(":")
        self._field.setText(" ".join([*kept, part]) + ("" if more else " "))
        if more:
            self._offer(self._field.text())
