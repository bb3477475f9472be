"""The popup of the palette: field, lines, what was understood, and a line of prefixes below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QAction, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from reviewer.gui import theme
from reviewer.gui.lookup import Lookup
from reviewer.gui.palette.finding import PREFIXES, Entry, Finder, Looked, look, results, split
from reviewer.gui.palette.lines import HEAD, ROW, Entries, Lines
from reviewer.gui.session import Session
from reviewer.gui.tables import ROW_ROLE, Index
from reviewer.language import say, say_count

WIDTH = 640
TOP = 70
WAIT = 90
"""Milliseconds of rest in typing before the search runs."""
AT_ONCE = 0.03
"""Seconds that the window waits for an answer, so that a quick one replaces the lines without a flicker."""
AT_MOST = 3.0
"""Seconds that Enter waits for an answer that is not there yet."""


class Palette(QFrame):
    """The popup: field, list, and a line of prefixes below."""

    def __init__(self, session: Session, actions: Callable[[], Iterable[QAction]]) -> None:
        super().__init__(None, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.session = session
        self.finder = Finder(session, actions)
        self.lookup = Lookup(self)
        session.changed.connect(self._library_changed)
        self.setObjectName("palette")
        self.setFixedWidth(WIDTH)
        self._glass = QLabel()
        self.field = QLineEdit(placeholderText=say("Search the library, run a command"))
        self.field.setProperty("bare", True)
        self.field.setFont(theme.font("section", weight=400))
        self.field.setAccessibleName(say("Search the library, run a command"))
        self.count = QLabel()
        self.count.setProperty("tone", "3")
        self.count.setProperty("type", "small")
        self.understood = QLabel(wordWrap=True)
        self.understood.setProperty("tone", "2")
        self.understood.setProperty("type", "small")
        self.understood.setContentsMargins(14, 6, 14, 6)
        self.understood.setAccessibleName(say("What was understood"))
        self.understood.hide()
        self.model = Entries()
        self.list = QListView()
        self.list.setModel(self.model)
        self.lines = Lines(self.list)
        self.list.setItemDelegate(self.lines)
        self.list.setAccessibleName(say("Results"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setStyleSheet("QListView, QListView::item { background: transparent; border: none; }")
        self._wait = QTimer(self, singleShot=True, interval=WAIT)
        self._arrange()
        self._wait.timeout.connect(self.search)
        self.field.textChanged.connect(lambda _typed: self._wait.start())
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._run)
        self.list.entered.connect(self._point)

    def _dress(self) -> None:
        """Draw the sign before the field in the colours in force."""
        self._glass.setPixmap(theme.pixmap("search", "text2", ratio=self.devicePixelRatioF()))

    def _arrange(self) -> None:
        theme.notifier.themeChanged.connect(self._dress)
        self._dress()
        top = QHBoxLayout()
        top.setContentsMargins(14, 8, 14, 8)
        top.addWidget(self._glass)
        top.addWidget(self.field, 1)
        top.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list)
        column.addWidget(self.understood)
        column.addWidget(_Prefixes())

    def open_over(self, window: QWidget, typed: str = "") -> None:
        """Show the palette 70 px below the top of a window, with `typed` in its field."""
        self.field.setText(typed)
        self._show("", None)
        self.search()
        place = window.mapToGlobal(QPoint((window.width() - WIDTH) // 2, TOP - 26))
        self.move(place)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def search(self) -> None:
        """Look for what the field holds; what was found before stays until the answer comes."""
        self._wait.stop()
        typed = self.field.text()
        if self.session.library is None or not self.finder.asks(typed):
            self.lookup.forget()
            self._show(typed, None)
            return
        opened = self.session.library
        found = partial(self._show, typed)
        self.lookup.ask(opened.path, partial(look, typed=typed), found, reviewer=opened.reviewer)
        self.lookup.wait(AT_ONCE)

    def settle(self, seconds: float = AT_MOST) -> bool:
        """Show what belongs to the words in the field; False when the library has not answered in time."""
        if self._wait.isActive():
            self.search()
        return self.lookup.wait(seconds)

    def end(self) -> None:
        """Close the popup and its own handle on the library."""
        self.close()
        self.lookup.close()

    def _library_changed(self, changes: object) -> None:
        if changes is None:  # it may be another library, or none
            self.lookup.close()

    def _show(self, typed: str, looked: Looked | None) -> None:
        """Show the lines for what was typed and select the first entry."""
        entries = self.finder.lines(typed, looked)
        words = split(typed)[1].lower()
        asked = looked.question.words if looked is not None else ()
        self.lines.words = [words, *(asked or words.split())]
        self.model.show(entries)
        found = results(entries)
        self.count.setText(say_count(found, "{n} result", "{n} results"))
        doubt = self.finder.doubt(typed, entries, looked)
        self.understood.setText(doubt)
        self.understood.setVisible(bool(doubt))
        self.list.setFixedHeight(min(430, sum(ROW if e.run is not None else HEAD for e in entries) + 6))
        self.list.setVisible(bool(entries))
        self.adjustSize()
        self.move_selection(1, from_row=-1)

    def move_selection(self, step: int, from_row: int | None = None) -> None:
        """Select the next or previous entry, past headings, round the ends."""
        count = self.model.rowCount()
        row = self.list.currentIndex().row() if from_row is None else from_row
        for _ in range(count):
            row = (row + step) % count
            if self.model.entries[row].run is not None:
                self.list.setCurrentIndex(self.model.index(row))
                return

    def _point(self, index: Index) -> None:
        if self.model.entries[index.row()].run is not None:
            self.list.setCurrentIndex(index)

    def _run(self, index: Index) -> None:
        entry: Entry | None = index.data(ROW_ROLE)
        if entry is not None and entry.run is not None:
            self.close()
            entry.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.move_selection(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.settle()
                self._run(self.list.currentIndex())
                return True
            if key == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("raised"))
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(QPen(theme.colour("line"), 1))
        top = self.list.y() - 1 if self.list.isVisible() else self.height()
        painter.drawLine(0, top, self.width(), top)


class _Prefixes(QWidget):
    """The last line: what each prefix narrows to, and the keys that move."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(32)
        named = ", ".join(f"{sign} {words}" for sign, words in PREFIXES.items())
        self.setAccessibleName(say("Prefixes: {list}", list=named))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, 0, self.width(), 0)
        middle, left = self.height() / 2, 14.0
        metrics = QFontMetricsF(theme.font("small"))
        for sign, words in PREFIXES.items():
            left += theme.draw_key(painter, left, middle, sign) + 6
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(left, 0, 200, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
            left += metrics.horizontalAdvance(words) + 16
        left = self.width() - 12.0
        for key in ("Esc", "Enter", "↓", "↑"):
            left -= theme.key_width(key)
            theme.draw_key(painter, left, middle, key)
            left -= 4
