"""The keys panel: every key that does something, by pane, the pane one stands in first.

It is made from the actions themselves, so it cannot differ from what the keys do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QPen, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reviewer.gui import dialogs, theme
from reviewer.gui.bars import Keys, key_names, keys_in_words
from reviewer.gui.commands import usual_keys
from reviewer.gui.fields import Elided
from reviewer.gui.menus import MENUS
from reviewer.language import say

Section = tuple[str, str, list[QAction]]
Sections = Callable[[], list[Section]]
Line = tuple[str, tuple[str, ...], str]
"""What is done, the keys for it as caps, and the same in words."""
SEVERAL = 3
"""Lines that differ only in a number stand as one from so many on."""
COLUMN = (236, 380)
"""Width of a column, px: the least, and the most that the longest of its lines makes of it."""
NOTHING = say("No key has this name, and nothing that a key does is called so.")
ROW = 25
HEAD = 34


class Pane(Protocol):
    """What the keys of a workspace are read from."""

    title: str
    icon: str
    actions_by_id: dict[str, QAction]


def sections(panes: Iterable[Pane], own: Iterable[QAction]) -> list[Section]:
    """Return (title, icon, actions) of every pane, and last what the window itself can do, by menu."""
    order = (
        "Go",
        "Edit",
        "View",
        "File",
        "Document",
        "Claim",
        "Evidence",
        "Report",
        "Help",
    )
    menus = {menu: at for at, menu in enumerate(order)}
    everywhere = sorted(own, key=lambda action: menus.get(_menu(action), len(menus)))
    found = [(pane.title, pane.icon, list(pane.actions_by_id.values())) for pane in panes]
    return [*found, (say("Everywhere"), "keyboard", everywhere)]


def _menu(action: QAction) -> str:
    """Return the menu of the menu bar that an action stands in, or in a menu of which it stands."""
    return str(action.property("menu")).partition(" › ")[0]


def with_present_keys(line: Keys, actions: Sequence[QAction]) -> Keys:
    """Return a key line, written with the usual keys, with those that the actions have at present.

    Of two actions with the same usual key the enabled one counts; what has no key any more is left out.
    """
    present: dict[tuple[str, ...], tuple[str, ...]] = {}
    for action in sorted(actions, key=lambda action: action.isEnabled()):
        for at, usual in enumerate(usual_keys(action)):
            now = action.shortcuts()
            present[key_names(usual)] = key_names(now[min(at, len(now) - 1)]) if now else ()
    found = []
    for caps, words in line:
        each = [present.get((cap,), (cap,)) for cap in caps]
        shown = present[caps] if caps in present else tuple(cap for part in each for cap in part)
        if shown:
            found.append((shown, words))
    return found


def while_typing(line: Keys) -> Keys:
    """Return a key line without the keys that are letters where one types."""
    return [(caps, words) for caps, words in line if not all(len(cap) == 1 or cap == "Space" for cap in caps)]


@dataclass(frozen=True, slots=True)
class Column:
    """A pane with its keys, line by line."""

    title: str
    icon: str
    lines: tuple[Line, ...]


def columns(sections: list[tuple[str, str, list[QAction]]], words: str = "") -> list[Column]:
    """Return the panes and their keys that match `words` (in what is done, or a key's name)."""
    found = []
    for title, icon, actions in sections:
        lines = tuple(
            (name, key_names(action.shortcut()), keys_in_words(action.shortcut(), " + "))
            for action in actions
            if not action.shortcut().isEmpty()
            for name in [_plain(action)]
            if words.casefold()
            in f"{name} {' '.join(map(theme.cap_of, key_names(action.shortcut())))}".casefold()
        )
        if lines:
            found.append(Column(title, icon, tuple(_numbered_as_one(lines))))
    return found


def by_menu(sections: list[Section]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return each menu with what stands in it: what it does, its key in words, and in which places ("" where
    it is in all). What stands in a menu of a menu has that one's name before it."""
    menus: dict[str, dict[tuple[str, str], list[str]]] = {name: {} for name in MENUS}
    for place, _icon, actions in sections:
        for menu, found in menus.items():
            inside = [action for action in actions if _menu(action) == menu]
            lines = [(_in_menu(action), *_both(action.shortcut())) for action in inside]
            for words, _caps, keys in _numbered_as_one(lines):
                found.setdefault((words, keys), []).append(place)
    everywhere = say("Everywhere")
    return [
        (
            say(menu),
            [(*line, "" if everywhere in places else ", ".join(places)) for line, places in found.items()],
        )
        for menu, found in menus.items()
    ]


def _in_menu(action: QAction) -> str:
    """Return what an action is called in its menu, whatever it would do at the moment."""
    inner = str(action.property("menu")).partition(" › ")[2]
    words = str(action.property("words")).replace("&", "")
    return f"{say(inner)} › {words}" if inner else words


def _both(key: QKeySequence) -> tuple[tuple[str, ...], str]:
    return (key_names(key), keys_in_words(key)) if not key.isEmpty() else (("",), "")


def _numbered_as_one(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines, with those that differ only in a number that is their key (Reason 1, 2, 3 …) as one."""
    for stem, run in groupby(enumerate(lines), key=_numbered):
        same = [line for _, line in run]
        first, last = same[0][1][-1], same[-1][1][-1]
        if stem is None or len(same) < SEVERAL:
            yield from same
        else:
            yield (
                say("{what} {first} to {last}", what=stem[0], first=first, last=last),
                (f"{first}–{last}",),
                f"{first}–{last}",
            )


def _numbered(numbered: tuple[int, Line]) -> tuple[str, int] | None:
    """Return what is alike of a line and the next where the number that it ends with is its only key."""
    at, (words, caps, _said) = numbered
    stem, _, number = words.rpartition(" ")
    return (stem, int(number) - at) if number.isdecimal() and caps == (number,) else None


def _plain(action: QAction) -> str:
    """Return what an action does, without what it would do it to at the moment."""
    fixed = {"edit.undo": say("Undo"), "edit.redo": say("Redo")}
    return fixed.get(action.objectName(), action.text().replace("&", "").rstrip("…"))


class Chart(QWidget):
    """Paints the columns beside each other, below each other where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[Column] = []
        self.setAccessibleName(say("Keys"))
        theme.notifier.themeChanged.connect(self.update)

    def show_columns(self, columns: list[Column]) -> None:
        """Show these panes."""
        self.columns = columns
        spoken = [
            f"{column.title}: " + "; ".join(f"{what}, {keys}" for what, _caps, keys in column.lines)
            for column in columns
        ]
        self.setAccessibleDescription(". ".join(spoken) or NOTHING)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(round(max((box.bottom() for box, _ in self._boxes()), default=40)) + 12)
        self.update()

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _boxes(self) -> list[tuple[QRectF, Column]]:
        """Place each column under the shortest of the columns above it."""
        across = max(1, (self.width() - 8) // self._wide())
        wide = max(self._wide(), (self.width() - 12) // across)
        bottoms = [8.0] * across
        boxes = []
        for column in self.columns:
            at = bottoms.index(min(bottoms))
            height = HEAD + ROW * len(column.lines)
            boxes.append((QRectF(20 + at * wide, bottoms[at], wide - 28, height), column))
            bottoms[at] += height + 16
        return boxes

    def _wide(self) -> int:
        """Return the width at which no line is cut, within reason."""
        metrics = QFontMetricsF(theme.font("small"))
        lines = [line for column in self.columns for line in column.lines]
        longest = max(
            (metrics.horizontalAdvance(words) + _caps(keys) for words, keys, _said in lines), default=0
        )
        return round(min(max(COLUMN[0], longest + 8 + 28), COLUMN[1]))

    def sizeHint(self) -> QSize:
        return QSize(900, 300)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        if not self.columns:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text3"))
            painter.drawText(QPointF(20, 28), NOTHING)
        for box, column in self._boxes():
            self._paint_head(painter, box, column)
            for number, (words, keys, _said) in enumerate(column.lines):
                line = QRectF(box.left(), box.top() + HEAD + number * ROW, box.width(), ROW)
                self._paint_line(painter, line, words, keys)

    def _paint_head(self, painter: QPainter, box: QRectF, column: Column) -> None:
        theme.draw_icon(painter, QRectF(box.left(), box.top() + 4, 16, 16), column.icon, "accent")
        painter.setFont(theme.font("bodyStrong"))
        painter.setPen(theme.colour("text1"))
        room = QRectF(box.left() + 24, box.top(), box.width() - 24, 24)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, column.title)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(box.left(), box.top() + 27, box.right(), box.top() + 27)

    def _paint_line(self, painter: QPainter, line: QRectF, words: str, keys: tuple[str, ...]) -> None:
        width = _caps(keys)
        left = line.right() - width + 3
        for key in keys:
            left += theme.draw_key(painter, left, line.center().y(), key) + 3
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text1"))
        room = line.adjusted(0, 0, -width - 6, 0)
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)


def _caps(keys: Sequence[str]) -> float:
    """Return how wide the caps of a key are beside each other."""
    return sum(theme.key_width(key) + 3 for key in keys)


class KeysPanel(QWidget):
    """The dock at the bottom: a field to find a key, Print, and the chart."""

    def __init__(self, sections: Sections, change: Callable[[], None]) -> None:
        super().__init__()
        self._sections = sections
        self.header = QWidget()
        row = QHBoxLayout(self.header)
        row.setContentsMargins(0, 0, 0, 0)
        words = Elided("small", "text2")
        words.setText(
            say(
                "The pane you are in stands first. Each key can be changed, single letters can be switched"
                " off."
            )
        )
        self.field = QLineEdit(placeholderText=say("Find a key"), clearButtonEnabled=True)
        self.field.setFixedWidth(180)
        self.field.setAccessibleName(say("Find a key"))
        self.field.textChanged.connect(lambda _words: self.refresh())
        self.print_button = QPushButton(theme.icon("print"), say("Print"))
        self.print_button.setProperty("icon_name", "print")
        self.print_button.clicked.connect(self.print)
        row.addWidget(words, 1)
        row.addWidget(self.field)
        self.change_button = QPushButton(theme.icon("keyboard"), say("Change…"))
        self.change_button.setProperty("icon_name", "keyboard")
        self.change_button.clicked.connect(lambda: change())
        row.addWidget(self.change_button)
        row.addWidget(self.print_button)
        self.chart = Chart()
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(self.chart)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        self.setMinimumHeight(120)

    def sizeHint(self) -> QSize:
        return QSize(900, 330)

    def refresh(self) -> None:
        """Read the keys again from the actions."""
        self.chart.show_columns(columns(self._sections(), self.field.text()))

    def print(self) -> None:
        """Print the keys shown."""
        dialogs.print_document(self, sheet(self.chart.columns))


BESIDE, BELOW = 2, 50
"""How many columns of lines stand beside each other on a printed page, and how many lines in each."""


def sheet(columns: Sequence[Column]) -> QTextDocument:
    """Lay the keys out for paper: every pane with its keys, in two columns, as few pages as they need."""
    lines = [line for column in columns for line in _as_rows(column)]
    parts = [lines[at : at + BELOW] for at in range(0, len(lines), BELOW)]
    pages = [parts[at : at + BESIDE] for at in range(0, len(parts), BESIDE)]
    page = QTextDocument()
    page.setDefaultFont(theme.font("meta"))
    page.setDefaultStyleSheet("td { font-size: 8.5pt; color: black; } td.title { font-weight: 600; }")
    page.setHtml("".join(_as_html(each, first=each is pages[0]) for each in pages))
    return page


def _as_rows(column: Column) -> list[str]:
    keys = [
        f"<tr><td>{escape(words)}</td><td align='right'>{escape(keys)}</td></tr>"
        for words, _caps, keys in column.lines
    ]
    return [
        "<tr><td></td></tr>",
        f"<tr><td class='title' colspan='2'>{escape(column.title)}</td></tr>",
        *keys,
    ]


def _as_html(parts: Sequence[Sequence[str]], *, first: bool) -> str:
    start = "" if first else " style='page-break-before: always'"
    between = "<td width='8%'></td>"
    filled = [*parts, *[[]] * (BESIDE - len(parts))]
    cells = [f"<td width='46%'><table width='100%'>{''.join(part)}</table></td>" for part in filled]
    return f"<table width='100%'{start}><tr>{between.join(cells)}</tr></table>"
