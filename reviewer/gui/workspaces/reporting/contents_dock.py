"""What the report holds: a list of sections with a box, a grip, a heading of one's own and a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.lists import ROW, draw_ground, draw_right, draw_words
from reviewer.gui.lists import Index as ModelIndex
from reviewer.gui.session import Session
from reviewer.gui.title_bar import icon_button
from reviewer.gui.workspaces.reporting.choices import Choices
from reviewer.gui.workspaces.reporting.profile_field import ProfileField
from reviewer.gui.workspaces.reporting.template_field import TemplateField
from reviewer.language import say
from reviewer.reports.build import SECTIONS

GRIP, BOX, WORDS = 10.0, 30.0, 54.0
"""Where in a row the grip, the box and the heading begin."""
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """A section as the list shows it; `pages` is "" where it stands on none."""

    id: str
    title: str
    chosen: bool
    pages: str
    holds: bool

    @property
    def spoken(self) -> str:
        """Return the row in words."""
        if not self.chosen:
            return say("{title}, left out", title=self.title)
        first, several, last = self.pages.partition("–")
        if several:
            where = say("page {first} to {last}", first=first, last=last)
        else:
            where = say("page {page}", page=first) if first else say("not laid out yet")
        said = f"{self.title}, {where}"
        return said if self.holds else say("{section}, says that there is nothing", section=said)


class _Lines(QAbstractListModel):
    renamed = Signal(str, str)
    ticked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines; the order and the number of rows never change their identity by place."""
        if len(lines) == len(self.lines):
            self.lines = tuple(lines)
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
        else:
            self.beginResetModel()
            self.lines = tuple(lines)
            self.endResetModel()

    def rowCount(self, parent: ModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == ROW:
            return line
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if line.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            section = SECTIONS[line.id]
            return say(section.holds) + (
                "" if line.holds or not section.nothing else f"\n{say(section.nothing)}"
            )
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return line.title
        return line.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def setData(self, index: ModelIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.CheckStateRole:
            self.ticked.emit(self.lines[index.row()].id, Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role == Qt.ItemDataRole.EditRole:
            self.renamed.emit(self.lines[index.row()].id, str(value))
        return True

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable


class _Drawn(QStyledItemDelegate):
    """Draws a row: grip, box, heading, page."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(120, 29)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        line: Line = index.data(ROW)
        painter.save()
        box = draw_ground(painter, option)
        theme.draw_icon(painter, QRectF(GRIP, box.top(), 12, box.height()), "drag", "text3")
        ticked = QStyleOptionButton()
        ticked.rect = QRectF(BOX, box.center().y() - 7, 14, 14).toRect()
        ticked.state = QStyle.StateFlag.State_Enabled | (
            QStyle.StateFlag.State_On if line.chosen else QStyle.StateFlag.State_Off
        )
        view = option.widget
        style = view.style() if view is not None else QApplication.style()
        sign = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        style.drawPrimitive(sign, option_of(ticked), painter, view)
        ink = "text1" if line.chosen else "text3"
        right = QRectF(box.left(), box.top(), box.width() - 12, box.height())
        edge = draw_right(painter, right, line.pages if line.chosen and line.pages else "–", "small", "text3")
        kind = "bodyStrong" if option.state & QStyle.StateFlag.State_Selected else "body"
        draw_words(painter, QRectF(WORDS, box.top(), edge - WORDS - 8, box.height()), line.title, kind, ink)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        editor = _TitleField(parent)
        editor.setAccessibleName(
            say("Heading of the section “{title}”", title=say(SECTIONS[index.data(ROW).id].title))
        )
        editor.setPlaceholderText(SECTIONS[index.data(ROW).id].title)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        left = round(WORDS) - 6
        editor.setGeometry(left, option.rect.top(), option.rect.right() - left - 4, option.rect.height())


class _TitleField(QLineEdit):
    """Where a section gets a heading. Enter stays with it: the list would go to the section's source."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        event.accept()


def option_of(ticked: QStyleOptionButton) -> QStyleOptionViewItem:
    """Return the box of a row as the style draws the boxes of lists."""
    drawn = QStyleOptionViewItem()
    drawn.rect, drawn.state = ticked.rect, ticked.state
    return drawn


class ContentsList(QListView):
    """The sections in their order.

    Space ticks, F2 or a double click gives a heading, Alt with an arrow or the grip moves, Enter goes there.
    """

    chosen = Signal(str)
    """The section that the keyboard or a click came to."""
    opened = Signal(str)
    refused = Signal()

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._choices, self._lines = choices, _Lines()
        self._pages: Mapping[str, str] = {}
        self._empty: frozenset[str] = frozenset()
        self._dragged: str | None = None
        self._pressed: QPointF | None = None
        self._aim: int | None = None
        self.setModel(self._lines)
        self.setItemDelegate(_Drawn(self))
        self.setAccessibleName(say("Contents of the report"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        triggers = QListView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self._lines.renamed.connect(choices.name)
        self._lines.ticked.connect(self._tick)
        choices.changed.connect(self.refresh)
        self.selectionModel().currentChanged.connect(self._came)
        self.refresh()
        self.setCurrentIndex(self._lines.index(0))

    def sizeHint(self) -> QSize:
        return QSize(220, 29 * len(self._lines.lines) + 2)

    # -------------------------------------------------------------- state

    def set_pages(self, pages: Mapping[str, str], empty: frozenset[str]) -> None:
        """Say on which pages each section stands, and which have nothing to show."""
        self._pages, self._empty = pages, empty
        self.refresh()

    def pages_of(self, id: str) -> str:
        """Return the pages of a section as the list shows them."""
        return self._pages.get(id, "")

    def refresh(self) -> None:
        """Show what is chosen now, and stay with the section that was current."""
        at = self.current()
        held, pages = self._choices, self._pages
        self._lines.show(
            [
                Line(id, held.title_of(id), held.holds(id), pages.get(id, ""), id not in self._empty)
                for id in held.order
            ]
        )
        self.go_to(at)

    def current(self) -> str:
        """Return the id of the current section, "" at first."""
        index = self.currentIndex()
        return index.data(ROW).id if index.isValid() else ""

    def go_to(self, id: str) -> None:
        """Make a section the current one."""
        if id in self._choices.order and self.current() != id:
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(self._lines.index(self._choices.order.index(id)))
            self.selectionModel().blockSignals(False)
            self.viewport().update()

    def _came(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(ROW).id)

    # -------------------------------------------------------------- changing

    def _tick(self, id: str, wanted: bool) -> None:
        if not self._choices.include(id, wanted):
            self.refused.emit()

    def shift(self, step: int) -> None:
        """Move the current section up (-1) or down (1)."""
        if id := self.current():
            self._choices.move(id, self._choices.order.index(id) + step)
            self.scrollTo(self.currentIndex())

    def rename(self) -> None:
        """Let the current section be given a heading."""
        if self.currentIndex().isValid():
            self.edit(self.currentIndex())

    def tick(self) -> None:
        """Take the current section into the report, or leave it out."""
        if id := self.current():
            self._tick(id, not self._choices.holds(id))

    # -------------------------------------------------------------- keys and mouse

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _STEPS:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _STEPS:
            self.shift(_STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space:
            self.tick()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current():
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        x = event.position().x()
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            if BOX - 6 <= x < WORDS - 2:
                self.setCurrentIndex(index)
                self.tick()
                return
            self._pressed, self._dragged = event.position(), index.data(ROW).id
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            away = (event.position() - self._pressed).manhattanLength()
            if self._aim is not None or away >= QApplication.startDragDistance():
                self._aim = self._aim_at(event.position().y())
                self.viewport().update()
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        aim, id = self._aim, self._dragged
        self._pressed = self._dragged = self._aim = None
        self.viewport().update()
        if aim is not None and id is not None:
            self._choices.move(id, aim - (self._choices.order.index(id) < aim))
            self.go_to(id)
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= WORDS - 2:
            super().mouseDoubleClickEvent(event)

    def _aim_at(self, y: float) -> int:
        """Return before which row a section comes that is let go at this height."""
        boxes = [self.visualRect(self._lines.index(row)) for row in range(len(self._lines.lines))]
        return sum(box.center().y() < y for box in boxes)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._aim is None:
            return
        last = len(self._lines.lines) - 1
        box = self.visualRect(self._lines.index(min(self._aim, last)))
        y = box.bottom() + 1 if self._aim > last else box.top()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawEllipse(QRectF(GRIP - 3, y - 3, 6, 6))
        painter.drawLine(QPointF(GRIP + 3, y), QPointF(box.right(), y))


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ContentsDock(QWidget):
    """The list of sections; its header has a button that takes sections in."""

    def __init__(self, session: Session, choices: Choices) -> None:
        super().__init__()
        self._choices = choices
        self.sections = ContentsList(choices)
        self.header = icon_button("plus", say("Take sections into the report"))
        self.header.clicked.connect(self._offer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sections, 1)
        self.profiles = ProfileField(session, choices)
        column.addWidget(self.profiles)
        self.templates = TemplateField(session, choices)
        column.addWidget(self.templates)

    def menu(self) -> QMenu:
        """Return the sections that are left out, to be taken in, and the usual contents."""
        menu = QMenu(self)
        for id in (id for id in self._choices.order if not self._choices.holds(id)):
            act = menu.addAction(self._choices.title_of(id))
            act.triggered.connect(lambda _on=False, id=id: self._choices.include(id, True))
        menu.addSeparator()
        usual = menu.addAction(say("The usual contents"))
        usual.triggered.connect(lambda: self._choices.put(contents=(), titles=()))
        usual.setEnabled(bool(self._choices.options.contents or self._choices.options.titles))
        return menu

    def _offer(self) -> None:
        self.menu().exec(self.header.mapToGlobal(self.header.rect().bottomLeft()))
