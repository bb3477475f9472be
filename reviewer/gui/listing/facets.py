"""Views and facets at the left of the Library: counts of what matches, and boxes that narrow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reviewer import readers
from reviewer.gui import theme
from reviewer.gui.fields import Elided
from reviewer.gui.listing import query
from reviewer.language import amount, later, say, say_count

Counts = Mapping[str, Sequence[tuple[str, int]]]
VOICES = {"study": say("Study"), "commentary": say("Commentary"), "reader": say("Reader")}
FORMATS = {reader.format: reader.name for reader in readers.READERS}
NAMES: Mapping[str, Mapping[str, str]] = {"voice": VOICES, "format": FORMATS}
GROUPS = {"voice": later("Voice in document"), "design": later("Design"), "format": later("Source")}
"""Fields that are counted as boxes, and the title above them."""
Views = Sequence[tuple[str, str]]
"""What a view is called, and the query it stands for."""


class ViewRow(QAbstractButton):
    """A view: its name and how many documents it holds; the one in force has the accent bar."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setText(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.count = 0
        self.wanted = ""
        self.setFixedHeight(26)
        theme.notifier.themeChanged.connect(self.update)

    def set_count(self, count: int) -> None:
        """Show how many documents the view holds."""
        self.count = count
        self.setAccessibleName(f"{self.text()}, {count}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.isChecked():
            painter.fillRect(box, theme.colour("selected"))
            painter.fillRect(QRectF(0, 0, 3, box.height()), theme.colour("accent"))
        elif self.underMouse():
            painter.fillRect(box, theme.colour("hover"))
        painter.setFont(theme.font("bodyStrong" if self.isChecked() else "body"))
        painter.setPen(theme.colour("text1"))
        _draw_words(painter, box.adjusted(12, 0, -36, 0), self.text())
        _draw_count(painter, box, self.count)
        _draw_focus(self, painter)


class FacetRow(QAbstractButton):
    """A value of a facet: box, glyph, word, bar and count."""

    def __init__(self, field: str, value: str, word: str) -> None:
        super().__init__()
        self.field, self.value = field, value
        self.count, self.share = 0, 0.0
        self.setText(word)
        self.setToolTip(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(24)
        theme.notifier.themeChanged.connect(self.update)

    def set_count(self, count: int, most: int) -> None:
        """Show how many documents have this value; the bar is full where it is `most`."""
        self.count, self.share = count, count / most if most else 0.0
        self.setAccessibleName(f"{self.text()}, {count}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(box, theme.colour("hover"))
        self._draw_box(painter, QRectF(12.5, box.center().y() - 6.5, 13, 13))
        left = 36.0
        voice = self.value if self.field == "voice" else ""
        if voice:
            theme.draw_voice_glyph(painter, QRectF(34, 0, 12, box.height()), voice)
            left = 52.0
        painter.setFont(theme.font("bodyStrong" if voice else "body"))
        painter.setPen(theme.colour(voice or "text1"))
        wide = painter.fontMetrics().horizontalAdvance(self.text()) if voice else 0
        barred = box.width() > 200 and left + wide <= box.width() - 84  # a voice is never cut for its bar
        _draw_words(painter, box.adjusted(left, 0, -84 if barred else -30, 0), self.text())
        if barred:
            self._draw_bar(painter, box)
        _draw_count(painter, box, self.count)
        _draw_focus(self, painter)

    def _draw_bar(self, painter: QPainter, box: QRectF) -> None:
        bar = max(2.0, 28 * self.share) if self.count else 0.0
        painter.fillRect(QRectF(box.right() - 48 - bar, box.center().y() - 2, bar, 5), theme.colour("line"))

    def _draw_box(self, painter: QPainter, box: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setPen(QPen(theme.colour("accent" if on else "control"), 1))
        painter.setBrush(theme.colour("accent" if on else "field"))
        painter.drawRoundedRect(box, 2, 2)
        painter.restore()
        if on:
            theme.draw_icon(painter, box, "check", "onAccent")


def _draw_words(painter: QPainter, room: QRectF, words: str) -> None:
    cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)


def _draw_count(painter: QPainter, box: QRectF, count: int) -> None:
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("text2"))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box.adjusted(0, 0, -12, 0), right, amount(count))


def _draw_focus(widget: QWidget, painter: QPainter) -> None:
    if widget.hasFocus():
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1))


class YearBrush(QWidget):
    """Documents per year as bars, with two handles that narrow the years: drag them, or use the arrow keys.

    Left and Right move the handle last touched, Tab inside the brush is not taken: Home and End choose one.
    """

    changed = Signal(int, int)
    """First and last year now wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[int, int] = {}
        self._range = (0, 0)
        self._handle = 0
        self.setFixedHeight(66)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier.themeChanged.connect(self.update)

    def set_years(self, counts: Sequence[tuple[str, int]], wanted: tuple[int, int] | None) -> None:
        """Show documents per year; `wanted` is the range in force, None for all."""
        self._counts = {int(year): count for year, count in counts}
        self._range = wanted or self.limits
        first, last = self._range
        self.setAccessibleName(
            say("Years {first} to {last}", first=first, last=last) if self._counts else say("Years")
        )
        self.update()

    @property
    def limits(self) -> tuple[int, int]:
        """Return the first and last year there is."""
        return (min(self._counts), max(self._counts)) if self._counts else (0, 0)

    def _x(self, year: int) -> float:
        first, last = self.limits
        step = (self.width() - 24) / (last - first + 1)
        return 12 + (year - first) * step

    def _year_at(self, x: float) -> int:
        first, last = self.limits
        step = (self.width() - 24) / (last - first + 1)
        return min(last, max(first, first + int((x - 12) // step)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._counts:
            return
        first, last = self.limits
        most = max(self._counts.values())
        step = (self.width() - 24) / (last - first + 1)
        for year in range(first, last + 1):
            height = 36 * self._counts.get(year, 0) / most
            inside = self._range[0] <= year <= self._range[1]
            bar = QRectF(self._x(year), 42 - height, max(1.0, min(step - 1, 24)), height)
            painter.fillRect(bar, theme.colour("control" if inside else "line"))
        painter.fillRect(QRectF(12, 42, self.width() - 24, 1), theme.colour("line"))
        for edge in (self._x(self._range[0]), self._x(self._range[1] + 1) - 1):
            painter.fillRect(QRectF(edge - 1, 4, 3, 40), theme.colour("accent"))
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text3"))
        room = QRectF(12, 46, self.width() - 24, 16)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft, str(first))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight, str(last))
        _draw_focus(self, painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        near = [
            abs(event.position().x() - self._x(self._range[0])),
            abs(event.position().x() - self._x(self._range[1] + 1)),
        ]
        self._handle = near.index(min(near))
        self._move_to(self._year_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move_to(self._year_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._handle = int(event.key() == Qt.Key.Key_End)
        elif step and self._counts:
            first, last = self.limits
            self._move_to(min(last, max(first, self._range[self._handle] + step)))
        else:
            super().keyPressEvent(event)

    def _move_to(self, year: int) -> None:
        if not self._counts:
            return
        first, last = self._range
        moved = (min(year, last), last) if self._handle == 0 else (first, max(year, first))
        if moved != self._range:
            self._range = moved
            self.update()
            self.changed.emit(*moved)


class Facets(QWidget):
    """Views over facets; every click gives a new query."""

    query_changed = Signal(str)
    save_wanted = Signal()
    removed = Signal(str)
    renamed = Signal(str)
    """Name of a saved view that a person lets go of."""

    def __init__(self, views: Views) -> None:
        super().__init__()
        self._query = ""
        self._wanted: list[str] = []
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 8)
        self._column.setSpacing(0)
        self.views: list[ViewRow] = []
        self._ours = QVBoxLayout()
        self._ours.setSpacing(0)
        self._column.addLayout(self._ours)
        self.set_views(views)
        self.saved: list[ViewRow] = []
        self._saved = QVBoxLayout()
        self._saved.setSpacing(0)
        self._column.addLayout(self._saved)
        self._column.addSpacing(8)
        self._column.addWidget(self._narrow_header())
        self._rows: dict[str, list[FacetRow]] = {field: [] for field in GROUPS}
        self._boxes = {field: self._group(title) for field, title in GROUPS.items()}
        self.years = YearBrush()
        self.years.changed.connect(self._narrow_years)
        self._year_words = QLabel()
        self._year_words.setProperty("type", "small")
        self._year_words.setProperty("tone", "3")
        self._group(later("Year"), self._year_words).addWidget(self.years)
        self._column.addStretch(1)

    def _narrow_header(self) -> QWidget:
        header = QWidget()
        header.setProperty("pane", "header")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        header.setFixedHeight(theme.size("paneHeader"))
        row = QHBoxLayout(header)
        row.setContentsMargins(12, 0, 12, 0)
        self.heading = Elided("bodyStrong", "text1")
        self.clear = QPushButton(say("Clear"))
        self.clear.setProperty("link", True)
        self.clear.setAccessibleName(say("Clear the filter"))
        self.clear.clicked.connect(lambda: self.query_changed.emit(""))
        self.save = QPushButton(say("Save…"))
        self.save.setProperty("link", True)
        self.save.setAccessibleName(say("Save the filter as a view"))
        self.save.clicked.connect(self.save_wanted)
        row.addWidget(self.heading, 1)
        row.addWidget(self.save)
        row.addWidget(self.clear)
        return header

    def _group(self, title: str, beside: QWidget | None = None) -> QVBoxLayout:
        holder = QWidget()
        holder.setObjectName(f"facet.{title}")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 8, 0, 4)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 4)
        label = QLabel(say(title))
        label.setProperty("type", "bodyStrong")
        row.addWidget(label, 1)
        if beside is not None:
            row.addWidget(beside)
        column.addLayout(row)
        self._column.addWidget(holder)
        return column

    @property
    def wanted(self) -> list[str]:
        """Return the queries of our views, in their order."""
        return list(self._wanted)

    def set_views(self, views: Views) -> None:
        """Offer these views of ours; their counts come with the next counting."""
        if self._wanted == [wanted for _, wanted in views]:
            for row, (name, _) in zip(self.views, views, strict=True):
                row.setText(name)
            return
        for row in self.views:
            row.hide()
            row.deleteLater()
        self._wanted = [wanted for _, wanted in views]
        self.views = [ViewRow(name) for name, _ in views]
        for row, (_, wanted) in zip(self.views, views, strict=True):
            row.clicked.connect(lambda _checked, wanted=wanted: self.query_changed.emit(wanted))
            self._ours.addWidget(row)

    def show_saved(self, views: Sequence[tuple[str, str, int]]) -> None:
        """Show the views a person keeps: name, query, documents."""
        for row in self.saved:
            row.deleteLater()
        self.saved = []
        for name, wanted, count in views:
            row = ViewRow(name)
            row.setToolTip(wanted)
            row.set_count(count)
            row.wanted = wanted
            row.clicked.connect(lambda _checked, wanted=wanted: self.query_changed.emit(wanted))
            for words, key, told in (
                (say("Rename this view…"), "F2", self.renamed),
                (say("Remove this view"), "Del", self.removed),
            ):
                action = QAction(words, row)
                action.setShortcut(QKeySequence(key))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                action.triggered.connect(lambda _checked, told=told, name=name: told.emit(name))
                row.addAction(action)
            row.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            self._saved.addWidget(row)
            self.saved.append(row)

    def show_counts(self, typed: str, views: Sequence[int], counts: Counts, matches: int) -> None:
        """Show the counts for a query: documents of each view, values of each facet, and all matches."""
        self._query = typed
        for row, count, wanted in zip(self.views, views, self._wanted, strict=True):
            row.set_count(count)
            row.setChecked(typed.strip() == wanted)
        for row in self.saved:
            row.setChecked(typed.strip() == row.wanted)
        known = {*self._wanted, *(row.wanted for row in self.saved)}
        savable = bool(typed.strip()) and typed.strip() not in known
        self.clear.setVisible(bool(typed.strip()))
        self.save.setVisible(savable)
        if not typed.strip():
            self.heading.setText(say("Narrow"))
        elif savable:
            self.heading.setText(say_count(matches, "{n} match", "{n} matches"))
        else:
            self.heading.setText(say_count(matches, "Narrow {n} match", "Narrow {n} matches"))
        self._show_values(
            "voice", [(value, count) for v in VOICES for value, count in counts["voice"] if value == v]
        )
        for field in GROUPS:
            if field != "voice":
                self._show_values(field, counts[field])
        self._show_years(counts["year"])

    def _show_values(self, field: str, counts: Sequence[tuple[str, int]]) -> None:
        names = NAMES.get(field, {})
        rows = self._rows[field]
        if [row.value for row in rows] != [value for value, _ in counts]:
            for row in rows:
                row.deleteLater()
            rows[:] = [FacetRow(field, value, say(names.get(value, value))) for value, _ in counts]
            for row in rows:
                row.clicked.connect(lambda checked, row=row: self._switch(row, checked))
                self._boxes[field].addWidget(row)
        most = max((count for _, count in counts), default=0)
        chosen = query.values(self._query, field)
        for row, (_, count) in zip(rows, counts, strict=True):
            row.set_count(count, most)
            row.setChecked(row.value in chosen)
        self.findChild(QWidget, f"facet.{GROUPS[field]}").setVisible(bool(rows))

    def _show_years(self, counts: Sequence[tuple[str, int]]) -> None:
        chosen = query.values(self._query, "year")
        wanted = None
        if chosen:
            first, _, last = chosen[0].partition("-")
            wanted = (int(first), int(last or first)) if first.isdigit() else None
        if not self.years.hasFocus() or not chosen:
            self.years.set_years(counts, wanted)
        first, last = wanted or self.years.limits
        self._year_words.setText(f"{first}–{last}" if first != last else str(first))
        self.findChild(QWidget, "facet.Year").setVisible(
            bool(counts) and self.years.limits[0] != self.years.limits[1]
        )

    def _switch(self, row: FacetRow, on: bool) -> None:
        alone = row.field != "voice"
        change = query.with_value(self._query, row.field, row.value, alone=alone) if on else None
        self.query_changed.emit(
            change if change is not None else query.without_value(self._query, row.field, row.value)
        )

    def _narrow_years(self, first: int, last: int) -> None:
        if (first, last) == self.years.limits:
            self.query_changed.emit(query.without_field(self._query, "year"))
        else:
            self.query_changed.emit(query.with_value(self._query, "year", f"{first}-{last}", alone=True))

    def sizeHint(self) -> QSize:
        return QSize(theme.size("dockLeft"), 400)
