"""The matrix as two tables side by side: evidence, which scrolls sideways, and certainties, which do not.

They share rows, the row in front and the scrolling up and down; the arrow keys go from one to the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QScrollBar,
    QTableView,
    QWidget,
)

from reviewer.actions.figures import View
from reviewer.gui import theme
from reviewer.gui.focus_ring import OWN_MARK
from reviewer.gui.tables import Index
from reviewer.gui.workspaces.synthesising.cells import EvidenceCells, GradeCells
from reviewer.gui.workspaces.synthesising.headers import (
    LOWER,
    ROW,
    TITLE,
    UPPER,
    ClaimHeader,
    Corner,
    Foot,
    GradeHeader,
    SourceHeader,
)
from reviewer.gui.workspaces.synthesising.populations import name_of
from reviewer.gui.workspaces.synthesising.table import Evidence, Grades, Rows
from reviewer.language import say
from reviewer.model import QuoteLink
from reviewer.synthesis.arranging import Row, Title
from reviewer.synthesis.matrix import Cell, Line, Matrix

GRADE_LEAST, GRADE_MOST = 66, 96
"""Pixels that a column of a population takes."""
LEAST, MOST = 82, 190
"""Pixels that a column of a voice takes."""
CLAIMS, NARROW = 240, 150
"""Pixels that the claims take at least, and in a narrow window."""


class Table(QTableView):
    """One of the two tables: no selection of its own but the current cell."""

    beyond = Signal(int)
    """An arrow key wants to leave at the left (-1) or right (1)."""
    opened = Signal()
    moved = Signal()

    def __init__(self, name: str, rows: Rows) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty(OWN_MARK, True)  # its cell
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(False)
        self.rows = rows
        self.setModel(rows)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.verticalHeader().viewport().update()
        self.horizontalHeader().viewport().update()
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        column = self.currentIndex().column() + way
        if way and event.modifiers() in (_NONE, _PAD) and not 0 <= column < self.rows.columnCount():
            self.beyond.emit(way)
            return
        if event.text().isprintable() and event.text():
            event.ignore()  # no search for letters: single letters are commands here
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()


_NONE, _PAD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier


class Grid(QWidget):
    """Both tables with their frozen edges, scroll bars and counts."""

    moved = Signal()
    """The cell in front is another one."""
    opened = Signal()
    """Enter or a double click in a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.evidence_rows, self.grade_rows = Evidence(), Grades()
        self.evidence = Table(say("Claims against documents and voices"), self.evidence_rows)
        self.grades = Table(say("Certainty by population"), self.grade_rows)
        self._dress()
        self.foot = Foot(self.evidence, self.grades, self.evidence_rows)
        self.across, self.down = QScrollBar(Qt.Orientation.Horizontal), QScrollBar(Qt.Orientation.Vertical)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.evidence, 0, 0)
        grid.addWidget(self.grades, 0, 1)
        grid.addWidget(self.down, 0, 2)
        grid.addWidget(self.across, 1, 0)
        grid.addWidget(self.foot, 2, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        _follow(self.across, self.evidence.horizontalScrollBar())
        _follow(self.down, self.evidence.verticalScrollBar())
        _tie(self.evidence.verticalScrollBar(), self.grades.verticalScrollBar())
        for table in (self.evidence, self.grades):
            table.moved.connect(self._on_moved)
            table.opened.connect(self.opened)
        self.evidence.beyond.connect(lambda way: self._cross(way, self.grades, 0))
        self.grades.beyond.connect(lambda way: self._cross(-way, self.evidence, -1))
        self.evidence.verticalHeader().sectionClicked.connect(self._choose_row)
        self._moving = False

    def _dress(self) -> None:
        evidence, grades = self.evidence, self.grades
        evidence.setVerticalHeader(ClaimHeader(evidence, self.evidence_rows))
        evidence.setHorizontalHeader(SourceHeader(evidence, self.evidence_rows))
        evidence.setItemDelegate(EvidenceCells(evidence, self.evidence_rows))
        grades.setHorizontalHeader(GradeHeader(grades, self.grade_rows))
        grades.setItemDelegate(GradeCells(grades, self.grade_rows))
        grades.verticalHeader().hide()
        grades.verticalHeader().setDefaultSectionSize(ROW)
        grades.verticalHeader().setMinimumSectionSize(TITLE)
        self.corner = Corner()
        self.corner.setParent(evidence)
        for table in (evidence, grades):
            table.horizontalHeader().show()

    # ------------------------------------------------------------------ showing

    def show_matrix(
        self,
        matrix: Matrix,
        rows: Sequence[Row],
        view: View,
        claim: int | None = None,
        quote: int | None = None,
    ) -> None:
        """Show a matrix with `claim` in front, if it is there; the column in front stays where it can.

        Where none was in front, the column that holds `quote` comes there.
        """
        column = self._place()
        self._moving = True
        for own in (self.evidence_rows, self.grade_rows):
            own.show_rows(matrix, rows, view)
        self._set_heights(rows)
        self._set_widths()
        self.foot.say()
        self._moving = False
        wanted = [number for number, each in enumerate(matrix.columns) if each.place == column]
        self.go(claim, wanted[0] if wanted else self.column_of(claim, quote))

    def _place(self) -> object:
        index = self.evidence.currentIndex()
        return self.evidence_rows.column(index.column()).place if index.isValid() else None

    def _set_heights(self, rows: Sequence[Row]) -> None:
        """Make titles lower than lines; only where they are not so already, which counts for thousands."""
        for table in (self.evidence, self.grades):
            header = table.verticalHeader()
            for number, row in enumerate(rows):
                height = TITLE if isinstance(row, Title) else ROW
                if header.sectionSize(number) != height:
                    header.resizeSection(number, height)

    def _set_widths(self) -> None:
        """Give every column its width: claims and what stands alone give way first where there is no room."""
        matrix = self.evidence_rows.matrix
        graded = self._grades_wide()
        self.grades.setFixedWidth(graded)
        self.grades.setVisible(bool(matrix.populations))
        room = self.width() - graded - (self.down.width() if self.down.isVisible() else 0)
        wanted = self._wanted(MOST)
        if sum(wanted) > room - CLAIMS:
            wanted = self._wanted(LEAST)
        claims = max(CLAIMS if self.width() > 800 else NARROW, min(330, room - sum(wanted)))
        header = self.evidence.verticalHeader()
        if isinstance(header, ClaimHeader) and header.wide != claims:
            header.wide = claims
            header.setFixedWidth(claims)
        spare = max(0, room - claims - sum(wanted))
        across = self.evidence.horizontalHeader()
        for number, width in enumerate(_shared(wanted, spare)):
            if across.sectionSize(number) != width:
                across.resizeSection(number, width)
        self._place_corner()

    def _grades_wide(self) -> int:
        """Give each population the width of its name and of its certainty, and return that of all."""
        label = QFontMetrics(theme.font("small", weight=600)).horizontalAdvance
        said = QFontMetrics(theme.font("meta")).horizontalAdvance
        least = max(GRADE_LEAST, *(said(words) + 14 for words in theme.CERTAINTY_WORDS.values()))
        names = [name_of(each) for each in self.grade_rows.matrix.populations]
        for number, name in enumerate(names):
            wide = max(least, min(GRADE_MOST, label(name) + 16))
            self.grades.horizontalHeader().resizeSection(number, wide)
        return self.grades.horizontalHeader().length() if names else 0

    def _wanted(self, alone: int) -> list[int]:
        """Return how wide each column wants to be: its own title, or up to `alone` what stands above it."""
        rows = self.evidence_rows
        label = QFontMetrics(theme.font("small", weight=600)).horizontalAdvance
        title = QFontMetrics(theme.font("bodyStrong")).horizontalAdvance
        found = []
        for number, column in enumerate(rows.matrix.columns):
            head = rows.head(number)
            own = label(column.source) + 16 if rows.view.by == "voice" else label(column.label) + 32
            above = max(title(head.title), label(head.detail)) + 18 if head.count == 1 else 0
            found.append(max(LEAST, min(MOST, own), min(alone, above)))
        return found

    def _place_corner(self) -> None:
        self.corner.setGeometry(0, 0, self.evidence.verticalHeader().width(), UPPER + LOWER)
        self.corner.raise_()
        self.foot.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_widths()

    # ------------------------------------------------------------------ the cell in front

    def claim(self) -> Line | None:
        """Return the line in front, or None."""
        return self.evidence_rows.line(self._front().row())

    def cell(self) -> Cell | None:
        """Return the cell in front; None among the certainties."""
        if self.grades.hasFocus():
            return None
        return self.evidence_rows.cell(self.evidence.currentIndex())

    def quotes(self) -> tuple[QuoteLink, ...]:
        """Return the quotes of the cell in front."""
        cell = self.cell()
        return cell.quotes if cell is not None else ()

    def population(self) -> int | None:
        """Return the place of the population in front, or None outside of the certainties."""
        return self.grades.currentIndex().column() if self.grades.hasFocus() else None

    def _front(self) -> QModelIndex:
        table = self.evidence if self.evidence_rows.columnCount() else self.grades
        return table.currentIndex()

    def go(self, claim: int | None, column: int | None = None) -> None:
        """Put a claim in front, in a column or in the one that is in front already, and bring it in sight."""
        row = self.evidence_rows.row_of(claim)
        if row is None:
            row = next((n for n, each in enumerate(self.evidence_rows.rows) if isinstance(each, Line)), None)
        if row is None:
            return
        wanted = column if column is not None else max(0, self.evidence.currentIndex().column())
        self._set(self.evidence, row, min(wanted, self.evidence_rows.columnCount() - 1))
        self._set(self.grades, row, max(0, self.grades.currentIndex().column()))
        self.moved.emit()

    def column_of(self, claim: int | None, quote: int | None) -> int | None:
        """Return the column in which a claim has a quote, or None."""
        row = self.evidence_rows.row_of(claim)
        line = self.evidence_rows.line(row) if row is not None else None
        held = line.cells.items() if line is not None else ()
        return next((column for column, cell in held if any(q.id == quote for q in cell.quotes)), None)

    def _set(self, table: Table, row: int, column: int) -> None:
        self._moving = True
        index = table.rows.index(row, column)
        if index.isValid() and index != table.currentIndex():
            table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            table.scrollTo(index)
        self._moving = False

    def _on_moved(self) -> None:
        """Let the other table follow to the row."""
        if self._moving:
            return
        mover = self.grades if self.sender() is self.grades else self.evidence
        other = self.evidence if mover is self.grades else self.grades
        row = mover.currentIndex().row()
        if row >= 0 and other.rows.columnCount():
            self._set(other, row, max(0, other.currentIndex().column()))
        self.moved.emit()

    def step(self, way: int) -> None:
        """Go to the next (1) or previous (-1) claim."""
        row = self._front().row() + way
        while 0 <= row < len(self.evidence_rows.rows):
            line = self.evidence_rows.line(row)
            if line is not None:
                self.go(line.claim.id)
                return
            row += way

    def _cross(self, way: int, other: Table, column: int) -> None:
        """Go over to the other table where the arrow key leads out of this one."""
        if way < 0 or not other.rows.columnCount():
            return
        row = self._front().row()
        last = other.rows.columnCount() - 1
        other.setFocus(Qt.FocusReason.OtherFocusReason)
        self._set(other, row, last if column < 0 else column)
        self.update_both()
        self.moved.emit()

    def update_both(self) -> None:
        """Draw both tables again, where the frame of the cell in front went over."""
        for table in (self.evidence, self.grades):
            table.viewport().update()

    def _choose_row(self, row: int) -> None:
        line = self.evidence_rows.line(row)
        if line is not None:
            self.evidence.setFocus(Qt.FocusReason.MouseFocusReason)
            self.go(line.claim.id)

    def focus(self) -> None:
        """Take the keyboard."""
        table = self.evidence if self.evidence_rows.columnCount() else self.grades
        table.setFocus(Qt.FocusReason.OtherFocusReason)

    def place_of_cell(self) -> QPoint:
        """Return where the cell in front stands in the window of the grid, for menus."""
        box = self.evidence.visualRect(self.evidence.currentIndex())
        return self.evidence.viewport().mapTo(self, box.bottomLeft())


def _shared(wanted: list[int], spare: int) -> list[int]:
    """Return the widths with what is to spare shared among them; a great many columns leave it empty."""
    if not spare or not wanted or len(wanted) > 40:
        return wanted
    total = sum(wanted)
    widths = [width + spare * width // total for width in wanted]
    widths[-1] += total + spare - sum(widths)
    return widths


def _follow(bar: QScrollBar, inner: QScrollBar) -> None:
    """Let a scroll bar of ours stand for the hidden one of a table."""

    def take(least: int, most: int) -> None:
        bar.setRange(least, most)
        bar.setPageStep(inner.pageStep())
        bar.setSingleStep(inner.singleStep())
        bar.setVisible(most > least)

    inner.rangeChanged.connect(take)
    inner.valueChanged.connect(bar.setValue)
    bar.valueChanged.connect(inner.setValue)
    bar.hide()


def _tie(one: QScrollBar, other: QScrollBar) -> None:
    for mine, theirs in ((one, other), (other, one)):
        mine.valueChanged.connect(theirs.setValue)
