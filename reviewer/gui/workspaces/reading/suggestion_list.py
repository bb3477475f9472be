"""The dock of suggestions: those of the document by group, each with its words and reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer import suggestions
from reviewer.gui.fields import words
from reviewer.gui.lists import ROW, List, Rows, draw_ground, draw_right, draw_words
from reviewer.gui.workspaces.reading.signs import icon_button
from reviewer.gui.workspaces.reading.suggestion_words import (
    GROUP_OF,
    GROUPS,
    TITLES,
    measured,
    sure,
    told,
)
from reviewer.language import say, say_count
from reviewer.model import Suggestion
from reviewer.text import one_line

NONE = say("No suggestions. Those of other kinds can be shown with the button above.")


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the name of a group with a count and how often it is right, or one suggestion with what is said
    of it."""

    title: str
    detail: str = ""
    words: str = ""
    suggestion: Suggestion | None = None
    more: str = ""


def lines(shown: Sequence[Suggestion], numbers: Mapping[int, int]) -> Iterator[Line]:
    """Yield the rows of what is shown, by group, each group in the order of the text."""
    for name in GROUPS:
        own = [each for each in shown if GROUP_OF[each.kind] == name]
        if own:
            short, full = measured(name)
            yield Line(TITLES[name], str(len(own)), short, more=full)
        for each in own:
            title, detail = told(each, numbers)
            said = one_line(each.span.exact, 300) or one_line(each.note, 300)
            why = (
                detail
                if each.anchored
                else say("its words were not found")
                if each.span.exact
                else say("on no words")
            )
            yield Line(title, why, said, each, sure(each))


def spoken(line: Line) -> str:
    """Return a row as it is read out."""
    if line.suggestion is None:
        return ", ".join(part for part in (line.title, line.detail, line.more) if part)
    said = f"{line.title}: {line.words}; {line.detail}"
    return f"{said}; {line.more}" if line.more else said


class _Lines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(120, 30 if index.data(ROW).suggestion is None else 46)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        line: Line = index.data(ROW)
        painter.save()
        if line.suggestion is None:
            room = QRectF(option.rect).adjusted(12, 4, -12, 0)
            left = draw_right(painter, room, line.detail, "small", "text3")
            room.setRight(left - 8)
            end = draw_words(painter, room, line.title, "label", "text2") + 8
            rest = QRectF(end, room.top(), max(0.0, room.right() - end), room.height())
            draw_words(painter, rest, line.words, "meta", "text3")
        else:
            box = draw_ground(painter, option).adjusted(12, 0, -12, 0)
            top = QRectF(box.left(), box.top() + 4, box.width(), 20)
            draw_words(painter, top, line.words, "quote", "text1")
            below = QRectF(box.left(), top.bottom() - 1, box.width(), 17)
            end = draw_words(painter, below, line.title, "small", "text2") + 8
            rest = QRectF(end, below.top(), max(0.0, below.right() - end), below.height())
            draw_words(painter, rest, line.detail, "meta", "text3")
        painter.restore()


class SuggestionList(QWidget):
    """The list; a click or Enter makes a suggestion the current one."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count = words("", "label", "2")
        self.kinds = icon_button("filter", say("Kinds of suggestions to show"))
        self.none = words(NONE, "small", "3", wrap=True)
        self.none.setContentsMargins(12, 4, 12, 0)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.model = Rows(spoken)
        self.list = List(self.model, _Lines(), say("Suggestions by kind"))
        self.list.run = self._run
        self._actions: Sequence[QAction] = ()
        self.kinds.clicked.connect(self._show_kinds)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 6, 4)
        head.addWidget(self.count, 1)
        head.addWidget(self.kinds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.none, 1)
        column.addWidget(self.list, 1)

    def _run(self, line: Any) -> None:
        if line.suggestion is not None:
            self.asked.emit(line.suggestion)

    def lend(self, actions: Mapping[str, QAction]) -> None:
        """Show the actions that switch groups of kinds behind the button."""
        self._actions = [actions[f"suggestion.kind.{name}"] for name in GROUPS]

    def _show_kinds(self) -> None:
        menu = QMenu(self)
        menu.addActions(list(self._actions))
        menu.exec(self.kinds.mapToGlobal(QPoint(0, self.kinds.height() + 2)))

    def show_suggestions(
        self, shown: Sequence[Suggestion], current: Suggestion | None, numbers: Mapping[int, int]
    ) -> None:
        """Show these suggestions; the current one is the row selected."""
        rows = list(lines(shown, numbers))
        self.model.show(rows)
        count = len(shown)
        self.count.setText(say_count(count, "{n} suggestion", "{n} suggestions") if count else "")
        self.none.setVisible(not count)
        self.list.setVisible(bool(count))
        here = suggestions.key(current) if current is not None else ""
        keys = [suggestions.key(row.suggestion) if row.suggestion else None for row in rows]
        self.list.go_to(keys.index(here) if here in keys else -1)

    def focus_list(self) -> None:
        """Give the keyboard to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
