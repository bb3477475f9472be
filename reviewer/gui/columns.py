"""The page on which a person sees and says what the columns of a table hold.

Nothing here knows of the library: headers come in, and the fields that were chosen go out by `chosen`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.ledger import dress
from reviewer.gui.tables import ROOT, Index
from reviewer.language import say, say_count
from reviewer.readers import Header
from reviewer.readers.table_choices import FIELDS, NONE
from reviewer.readers.table_columns import WORDED

NAME, FIELD, VALUES = range(3)
HEADINGS = (say("Column"), say("Holds"), say("First values"))
_ROLE = Qt.ItemDataRole
BETWEEN = "  ·  "


class Columns(QAbstractTableModel):
    """A row for each column of a table; those of a second sheet follow those of the first."""

    edited = Signal()

    def __init__(self, headers: Sequence[Header]) -> None:
        super().__init__()
        self.headers = headers
        self.fields = [list(header.fields) for header in headers]
        self.places = [(n, at) for n, header in enumerate(headers) for at in range(len(header.names))]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return HEADINGS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if index.column() == FIELD else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        column = index.column()
        table, at = self.places[index.row()]
        header, field = self.headers[table], self.fields[table][at]
        if role == _ROLE.EditRole:
            return field
        if role == _ROLE.DecorationRole and column == NAME:
            return theme.icon("check", "ok") if field else theme.icon("minus", "text3")
        if role == _ROLE.ForegroundRole and column != NAME and not (column == FIELD and field):
            return theme.colour("text2")
        if role == _ROLE.FontRole and column == FIELD and field != header.fields[at]:
            return theme.font("body", weight=600)
        values = header.samples[at]
        name = header.names[at] if len(self.headers) == 1 else f"{table + 1}: {header.names[at]}"
        told = (name, say(FIELDS.get(field, NONE)), BETWEEN.join(values) or "–")
        if role == _ROLE.DisplayRole:
            return told[column]
        if role == _ROLE.AccessibleTextRole:
            return f"{HEADINGS[column]}: {told[column]}"
        if role == _ROLE.ToolTipRole:
            return "\n".join(values) if column == VALUES else told[column]
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role != _ROLE.EditRole or index.column() != FIELD:
            return False
        table, at = self.places[index.row()]
        self.fields[table][at] = str(value or "")
        self.dataChanged.emit(index.siblingAtColumn(NAME), index.siblingAtColumn(VALUES))
        self.edited.emit()
        return True

    @property
    def changed(self) -> int:
        """How many columns would hold something else than now."""
        pairs = zip(self.headers, self.fields, strict=True)
        return sum(old != new for header, row in pairs for old, new in zip(header.fields, row, strict=True))

    @property
    def readable(self) -> bool:
        """Whether a column holds titles or abstracts, without which there is nothing to read."""
        return any(WORDED & set(row) for row in self.fields)


class _Choice(QStyledItemDelegate):
    """Offers the fields in a list that opens with the editor: Enter, F2, a letter, or a click."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QComboBox(parent)
        box.setAccessibleName(say("What {column} holds", column=index.siblingAtColumn(NAME).data()))
        box.setMaxVisibleItems(16)
        box.addItem(say(NONE), "")
        for field, name in FIELDS.items():
            box.addItem(say(name), field)
        box.activated.connect(lambda _at: self._take(box))
        return box

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(index.data(_ROLE.EditRole))))
        editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)


class _View(QTableView):
    """A table whose arrow keys go from row to row, and whose Enter opens what a column holds."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex().siblingAtColumn(FIELD)
        opens = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)
        if opens and index.isValid() and self.state() != QTableView.State.EditingState:
            self.setCurrentIndex(index)
            self.edit(index)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.isValid():
            self.model().setData(index, "")
        else:
            super().keyPressEvent(event)


class ColumnsPage(QDialog):
    """Shows the columns of a table with the field each fills and three of its values, to be changed.

    `again` says that the table is in the library, so that its documents will be made anew.
    """

    chosen = Signal(list)
    """The fields of the columns, a list for each header."""

    def __init__(self, parent: QWidget | None, name: str, headers: Sequence[Header], *, again: bool) -> None:
        super().__init__(parent)
        self.again = again
        self.setWindowTitle(say("Columns of {name}", name=name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 520)
        self.model, self.table = Columns(headers), _View()
        self.words = QLabel(
            say(
                "What a column holds goes into the record; what is kept as it came stays beside it under its"
                " own name. The choice holds for every table with this header."
            )
        )
        self.words.setWordWrap(True)
        self.words.setProperty("tone", "2")
        self.state_words = QLabel()
        self.state_words.setProperty("tone", "2")
        self.read_button = QPushButton(say("Read again") if again else say("Add to the library"))
        self.read_button.setDefault(True)
        self.close_button = QPushButton(say("Close"))
        self._dress_table()
        self._arrange()
        self.read_button.clicked.connect(self._give)
        self.close_button.clicked.connect(self.reject)
        self.model.edited.connect(self._refresh)
        self._refresh()

    def _dress_table(self) -> None:
        view = self.table
        view.setModel(self.model)
        view.setAccessibleName(say("Columns of the table and what they hold"))
        view.setItemDelegateForColumn(FIELD, _Choice(view))
        dress(view)
        view.clicked.connect(lambda index: view.edit(index) if index.column() == FIELD else None)
        view.setColumnWidth(NAME, 220)
        view.setColumnWidth(FIELD, 190)
        if self.model.rowCount():
            view.setCurrentIndex(self.model.index(0, FIELD))

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(self.state_words, 1)
        row.addWidget(self.read_button)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def _refresh(self) -> None:
        model = self.model
        if not model.readable:
            told = say("No column holds titles or abstracts yet.")
        elif self.again and not model.changed:
            told = say("The table was read so.")
        else:
            told = say_count(model.changed, "{n} column changed.", "{n} columns changed.")
        self.state_words.setText(told)
        self.read_button.setEnabled(model.readable and bool(model.changed or not self.again))

    def _give(self) -> None:
        self.chosen.emit([list(fields) for fields in self.model.fields])
        self.accept()
