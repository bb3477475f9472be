"""The summary of findings and the evidence profile as tables in the window."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QKeyEvent,
    QPainter,
    QPalette,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reviewer.actions.reports import FindingsTable
from reviewer.gui import theme
from reviewer.gui.fields import words
from reviewer.gui.tables import ROOT, Index
from reviewer.gui.workspaces.synthesising.cells import ground
from reviewer.reports.blocks import CertaintySign, Letters, Run, Text, plain

Place = tuple[int, int | None]
RUN_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""The role under which the delegate finds the run of a cell."""
ACROSS, DOWN = 8, 6
"""Room inside a cell, px."""
SIGN = 17
"""Height of the line that holds the circles of a certainty, px."""


class Findings(QAbstractTableModel):
    """The rows as the report prints them; the row that names a population spans the table."""

    def __init__(self) -> None:
        super().__init__()
        self.table = FindingsTable()

    def show(self, table: FindingsTable) -> None:
        """Show another table."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def place(self, row: int) -> Place | None:
        """Return claim and population of a row, None for one that names a population."""
        return self.table.rows[row][1] if 0 <= row < len(self.table.rows) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.table.heads)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.place(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.table.heads[section]
        # The number of the claim has a column so narrow that no title fits, as in print.
        return self.table.heads[section] if role == Qt.ItemDataRole.DisplayRole and section else None

    def run(self, row: int, column: int) -> Run:
        """Return the run of a cell; the row of a population has one cell."""
        cells = self.table.rows[row][0]
        return cells[column] if column < len(cells) else ()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        run = self.run(index.row(), index.column())
        if role == RUN_ROLE:
            return run
        text = " ".join(plain(run).split())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            named = self.place(index.row()) is not None
            return f"{self.table.heads[index.column()]}: {text}" if named else text
        return None


class Cells(QStyledItemDelegate):
    """Draws a cell as the report prints it: circles over the word of a certainty, letters raised."""

    def __init__(self, rows: Findings) -> None:
        super().__init__()
        self.rows = rows

    def _set(self, index: Index, width: float) -> tuple[QTextDocument, int]:
        """Return the words of a cell laid out, and the level of its circles (0 for none)."""
        run: Run = index.data(RUN_ROLE)
        strong = self.rows.place(index.row()) is None or index.column() == 0
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(theme.font("bodyStrong" if strong else "body"))
        document.setHtml("".join(_html(part) for part in run))
        document.setTextWidth(max(20.0, width - 2 * ACROSS))
        return document, next((part.level for part in run if isinstance(part, CertaintySign)), 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = 2000.0
        if isinstance(view, QTableView) and view.columnSpan(index.row(), index.column()) == 1:
            width = view.columnWidth(index.column())
        document, level = self._set(index, width)
        return QSize(int(width), int(document.size().height()) + 2 * DOWN + (SIGN if level else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, box = option.widget, QRectF(option.rect)
        assert isinstance(view, QTableView)
        front = self.rows.place(index.row()) is not None and view.currentIndex().row() == index.row()
        group = self.rows.place(index.row()) is None
        painter.save()
        ground(painter, box, view, index, group)
        document, level = self._set(index, box.width())
        inside = box.adjusted(ACROSS, DOWN, -ACROSS, 0)
        if level:
            theme.draw_certainty(painter, QRectF(inside.left(), inside.top(), 54, 14), level)
            inside.setTop(inside.top() + SIGN)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, theme.colour("text1"))
        painter.translate(inside.topLeft())
        document.documentLayout().draw(painter, context)
        painter.restore()
        if front and index.column() == 0 and view.hasFocus():
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.colour("accent"))


def _html(part: object) -> str:
    match part:
        case Text():
            return escape(part.text)
        case Letters():
            return f"<sup> {escape(' '.join(part.letters))}</sup>"
        case _:
            return ""


class FindingsView(QTableView):
    """The table itself; Enter or a double click opens a rating, moving chooses its claim."""

    opened = Signal()
    moved = Signal()
    resized = Signal()

    def __init__(self, model: Findings) -> None:
        super().__init__()
        self.setModel(model)
        self._cells = Cells(model)
        self.setItemDelegate(self._cells)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap))
        header.setFixedHeight(46)
        header.setMinimumSectionSize(16)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.moved.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Pass over rows that name a population: on to the next outcome, or back where there is none."""
        found = super().moveCursor(action, modifiers)
        up = found.row() < self.currentIndex().row()
        last = self.model().rowCount() - 1
        ways = (range(found.row(), -1, -1), range(found.row(), last + 1))
        for rows in ways if up else reversed(ways):
            for row in rows:
                at = found.siblingAtRow(row)
                if at.flags() & Qt.ItemFlag.ItemIsSelectable:
                    return at
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


LEAST = 1.25
"""Pixels for each part of the width in print; with less words would break, so the table scrolls."""


class FindingsPane(QWidget):
    """A table of findings over its lettered reasons and notes; `graded` with the row that was opened."""

    graded = Signal(int, object)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows = Findings()
        self.view = FindingsView(self.rows)
        self.below = words("", "small", "2", wrap=True)
        self.below.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.below.setContentsMargins(14, 10, 14, 12)
        self.below.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._notes = QScrollArea()
        self._notes.setWidgetResizable(True)
        self._notes.setFrameShape(QScrollArea.Shape.NoFrame)
        self._notes.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.below.setProperty("pane", "page")
        self._notes.setWidget(self.below)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 3)
        column.addWidget(self._notes, 1)
        self.view.resized.connect(self._timer.start)
        theme.notifier.themeChanged.connect(self._timer.start)
        self.view.opened.connect(self._open)
        self.view.moved.connect(self._tell)

    def focus(self) -> None:
        """Take the keyboard."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_table(self, table: FindingsTable, name: str) -> None:
        """Show a table of findings and stay at the row in front."""
        kept = self.rows.place(self.view.currentIndex().row())
        self.rows.show(table)
        self.view.setAccessibleName(name)
        self.view.clearSpans()
        for row in range(len(table.rows)):
            if self.rows.place(row) is None and len(table.heads) > 1:
                self.view.setSpan(row, 0, 1, len(table.heads))
        self.below.setText("\n".join(table.below))
        places = [self.rows.place(row) for row in range(len(table.rows))]
        if kept in places and kept is not None:
            self.view.setCurrentIndex(self.rows.index(places.index(kept), 0))
        self._timer.start()

    def go(self, claim: int | None) -> None:
        """Put the first row of a claim in front, unless one of its rows is."""
        now = self.rows.place(self.view.currentIndex().row())
        if now is not None and now[0] == claim:
            return
        for row in range(self.rows.rowCount()):
            place = self.rows.place(row)
            if place is not None and place[0] == claim:
                self.view.setCurrentIndex(self.rows.index(row, 0))
                return

    def place(self) -> Place | None:
        """Return claim and population of the row in front."""
        return self.rows.place(self.view.currentIndex().row())

    def _fit(self) -> None:
        """Share the width as the printed table does, and give each row the lines it needs."""
        shares = self.rows.table.shares
        if not shares:
            return
        room = self.view.viewport().width()
        scale = max(room / sum(shares), LEAST)
        for column, share in enumerate(shares):
            self.view.setColumnWidth(column, int(share * scale))
        self.view.resizeRowsToContents()

    def _open(self) -> None:
        place = self.place()
        if place is not None:
            self.graded.emit(*place)

    def _tell(self) -> None:
        place = self.place()
        if place is not None:
            self.chosen.emit(place[0])
