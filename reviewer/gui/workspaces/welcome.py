"""The first page of an empty library: ways in, the sample review, and where the library lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from reviewer import settings
from reviewer.gui import theme
from reviewer.gui.bringing import BringingPage
from reviewer.gui.session import Session
from reviewer.gui.workspaces.workspace import Workspace
from reviewer.language import quoted, say
from reviewer.model import Changes


@dataclass(frozen=True, slots=True)
class Way:
    """A way in: the command of the window it runs, and how it is offered."""

    command: str
    icon: str
    title: str
    words: str
    keys: tuple[str, ...]


WAYS = (
    Way(
        "add.documents",
        "file",
        say("Add documents…"),
        say("Records, PDF, saved web pages, text: the content says what it is"),
        ("Ctrl", "I"),
    ),
    Way("add.folder", "folder", say("Add a folder…"), say("Every document inside"), ("Ctrl", "Shift", "I")),
    Way(
        "library.open",
        "library",
        say("Open a library…"),
        say("A file that ends in .reviewlib"),
        ("Ctrl", "O"),
    ),
    Way(
        "add.text",
        "paste",
        say("Paste text"),
        say("An abstract, a page, a thread of comments"),
        ("Ctrl", "V"),
    ),
)
LINKS = (("library.sample", say("Open the sample review")), ("library.restore", say("Restore a backup…")))


class WayButton(QAbstractButton):
    """A way in: icon, title, what it takes, keys. The one with the focus has the accent frame."""

    HEIGHT = 61

    def __init__(self, way: Way) -> None:
        super().__init__()
        self.way = way
        self.setText(way.title)
        self.setAccessibleName(way.title)
        self.setAccessibleDescription(f"{way.words}. {' '.join(way.keys)}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(self.HEIGHT)
        self.setMinimumWidth(380)
        theme.notifier.themeChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("panel"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        else:
            painter.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), theme.colour("hair"))
        theme.draw_icon(painter, QRectF(14, 14, 18, 18), self.way.icon, "accent")
        left = box.right() - 14.0
        for key in reversed(self.way.keys):
            left -= theme.key_width(key)
            theme.draw_key(painter, left, 24, key)
            left -= 3
        for words, type_, ink, top in (
            (self.way.title, "bodyStrong", "text1", 13),
            (self.way.words, "small", "text2", 32),
        ):
            painter.setFont(theme.font(type_))
            painter.setPen(theme.colour(ink))
            room = QRectF(52, top, left - 52 - 8, 18)
            told = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, told)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Drawing(QWidget):
    """A page and its margin: who speaks where, each voice with its band, glyph and word."""

    PARTS = (
        (
            "study",
            say("Study"),
            say("counts towards certainty"),
            say("mitoxantrone persistently suppresses B cells\nin vivo"),
            8,
        ),
        (
            "commentary",
            say("Commentary"),
            say("context"),
            say("it is not clear how mitoxantrone influences\nprogression"),
            6,
        ),
        ("boilerplate", say("Boilerplate"), say("set aside"), say("About the author"), 2),
        (
            "reader",
            say("Reader"),
            say("experience, never counted"),
            say("it only helps MSers with active disease"),
            6,
        ),
    )
    BANDS = ((5, 97), (117, 199), (219, 291), (314, 405))
    WIDTHS = (1.0, 0.76, 0.91, 0.68, 0.83, 0.98, 0.75, 0.5)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(540, 430)
        self.setAccessibleName(say("A page is separated into study, commentary, boilerplate and reader"))
        theme.notifier.themeChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("panel"))
        painter.drawRect(QRectF(0.5, 0.5, 150, 424))
        top = 22.0
        for (voice, *words, lines), band in zip(self.PARTS, self.BANDS, strict=True):
            middle = self._draw_lines(painter, top, lines, voice == "boilerplate")
            self._draw_thread(painter, middle, (band[0] + band[1]) / 2)
            theme.draw_voice_band(painter, QRectF(210, band[0], 8, band[1] - band[0]), voice)
            self._draw_words(painter, band, voice, *words)
            top += lines * 16 + 16

    def _draw_lines(self, painter: QPainter, top: float, lines: int, faint: bool) -> float:
        """Draw a part of the page and its bracket; returns the middle of the bracket."""
        painter.setPen(Qt.PenStyle.NoPen)
        ink = theme.colour("control")
        ink.setAlphaF(0.25 if faint else 0.5)
        painter.setBrush(ink)
        for number in range(lines):
            last = number == lines - 1
            width = 112 * (0.5 if last and lines > 1 else self.WIDTHS[number % len(self.WIDTHS)])
            painter.drawRect(QRectF(18, top + number * 16, width, 4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("control"), 1))
        bottom = top + lines * 16 - 8
        painter.drawPolyline(
            [QPointF(140, top - 4), QPointF(146, top - 4), QPointF(146, bottom), QPointF(140, bottom)]
        )
        return (top - 4 + bottom) / 2

    def _draw_thread(self, painter: QPainter, start: float, end: float) -> None:
        path = QPainterPath(QPointF(151, start))
        path.cubicTo(QPointF(182, start), QPointF(178, end), QPointF(208, end))
        painter.drawPath(path)

    def _draw_words(
        self, painter: QPainter, band: tuple[int, int], voice: str, name: str, role: str, quote: str
    ) -> None:
        top = (band[0] + band[1]) / 2 - (32 if "\n" in quote else 22)
        theme.draw_voice_glyph(painter, QRectF(231, top + 3, 12, 12), voice)
        painter.setFont(theme.font("bodyStrong"))
        painter.setPen(theme.colour(voice))
        painter.drawText(QRectF(249, top, 120, 18), Qt.AlignmentFlag.AlignVCenter, name)
        width = painter.fontMetrics().horizontalAdvance(name)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text3"))
        painter.drawText(QRectF(249 + width + 7, top, 200, 18), Qt.AlignmentFlag.AlignVCenter, role)
        painter.setFont(theme.font("read", 15))
        painter.setPen(theme.colour("text1"))
        for number, line in enumerate(quoted(quote).split("\n")):
            painter.drawText(
                QRectF(232, top + 19 + number * 20, 320, 20), Qt.AlignmentFlag.AlignVCenter, line
            )


class Welcome(Workspace):
    """Shown in place of the Library's table while the library holds nothing."""

    id = "welcome"
    title = say("Library")
    icon = "library"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setProperty("pane", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.ways = [WayButton(way) for way in WAYS]
        for button in self.ways:
            button.clicked.connect(lambda _checked=False, way=button.way: self.wanted.emit(way.command))
            button.installEventFilter(self)
        self.drawing = Drawing()
        self.place = QLabel()
        self.place.setProperty("type", "small")
        self.place.setProperty("tone", "2")
        self.place.setWordWrap(True)
        self.bringing = BringingPage()
        self.bringing.stopped.connect(self._stop)
        self._pages = QStackedLayout(self)
        ways = QWidget()
        for each in (ways, self.bringing):
            self._pages.addWidget(each)
        self._column = QVBoxLayout(ways)
        self._column.setSpacing(0)
        self._column.addStretch(2)
        middle = QHBoxLayout()
        middle.setSpacing(96)
        middle.addLayout(self._left(), 1)
        middle.addWidget(self.drawing, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(middle)
        self._column.addStretch(3)
        self._column.addWidget(_line())
        self._column.addLayout(self._foot())
        session.brought.connect(self._show_bringing)
        self.refresh(None)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        heading = QLabel(say("Start with what you have."))
        heading.setProperty("type", "display")
        words = QLabel(
            say(
                "Drop files anywhere in this window. Reviewer keeps each text\n"
                "exactly as it came and separates who is speaking."
            )
        )
        words.setProperty("tone", "2")
        words.setFont(theme.font("section", weight=400))
        words.setStyleSheet("font-size: 15px;")
        column.addWidget(heading)
        column.addSpacing(8)
        column.addWidget(words)
        column.addSpacing(20)
        for button in self.ways:
            column.addWidget(button)
        column.addSpacing(16)
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 0, 0)
        row.setSpacing(26)
        for command, text in LINKS:
            row.addWidget(self._link(command, text))
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _link(self, command: str, text: str) -> QPushButton:
        link = QPushButton(text)
        link.setProperty("link", True)
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(lambda: self.wanted.emit(command))
        return link

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 10, 0, 22)
        row.setSpacing(12)
        lock = _Icon("lock")
        row.addWidget(lock)
        row.addWidget(self.place, 1)
        row.addWidget(self._link("library.new", say("Keep it somewhere else…")))
        return row

    def key_line(self) -> Sequence[tuple[tuple[str, ...], str]]:
        if self.session.bringing is not None:
            return ((("Space",), say("stop")),)
        return ((("↑", "↓"), say("choose")), (("Enter",), say("start")))

    def status(self) -> str:
        bringing = self.session.bringing is not None
        return say("Bringing a library up to date") if bringing else say("No documents")

    def activate(self) -> None:
        """Put the focus on the first way in, or on the one thing that can be done meanwhile."""
        if self.session.bringing is not None:
            self.bringing.begin()
        else:
            self.ways[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes | None) -> None:
        """Say where the library lies, or where it will lie."""
        library = self.session.library
        path = library.path if library is not None else settings.default_library()
        parts = [*path.parent.parts[-2:], path.name]
        self.place.setText(
            say(
                "Your library is one file on this computer: {place}. Nothing is sent anywhere."
                if library is not None
                else "Your library will be one file on this computer: {place}. Nothing is sent anywhere.",
                place=" › ".join(parts),
            )
        )
        self.place.setToolTip(str(path))
        self._show_bringing()

    def _show_bringing(self) -> None:
        """Show how far the library is that is brought up to date; the ways in again when that has ended."""
        bringing, shown = self.session.bringing, self._pages.currentIndex()
        if bringing is not None:
            self.bringing.show_state(bringing)
        self._pages.setCurrentIndex(int(bringing is not None))
        if self._pages.currentIndex() != shown:
            self.key_line_changed.emit()
            self.status_changed.emit(self.status())
            self.activate()

    def _stop(self) -> None:
        if self.session.bringing is not None:
            self.session.bringing.stop()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self.ways:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                at = (self.ways.index(watched) + step) % len(self.ways)
                self.ways[at].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the drawing out where there is no room for it."""
        super().resizeEvent(event)
        wide = self.width() >= 1160
        side = max(40, (self.width() - 1195) // 2) if wide else max(40, (self.width() - 640) // 2)
        self._column.setContentsMargins(side, 12, side, 0)
        self.drawing.setVisible(wide and self.height() >= 560)


class _Icon(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(QSize(16, 16))
        theme.notifier.themeChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme.draw_icon(QPainter(self), QRectF(self.rect()), self._name, "text1")


def _line() -> QWidget:
    line = QLabel()
    line.setFixedHeight(1)
    line.setStyleSheet("")
    line.setProperty("rule", "line")
    return line
