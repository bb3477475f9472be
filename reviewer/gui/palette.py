"""The palette: one field for claims, words in texts, tags, documents and every command.

A prefix narrows it: > commands, = claims, # tags, @ documents, " words in text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.appraisal import grade
from reviewer.gui import theme
from reviewer.gui.bars import key_names
from reviewer.gui.session import Session
from reviewer.gui.tables import ROOT, ROW_ROLE, Index
from reviewer.library import appraisals, claims, documents, search
from reviewer.library.search import Hit
from reviewer.model import Claim, Tag

WIDTH = 640
TOP = 70
ROW, HEAD = 32, 26
MOST = 6
"""Entries of one group while several groups are shown; a prefix shows them all."""
BEFORE = 30
"""Characters shown at most before the words found in a text."""
WAIT = 90
"""Milliseconds of rest in typing before the search runs."""
PREFIXES = {">": "commands", "=": "claims", "#": "tags", "@": "documents", '"': "words in text"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette; a heading when `run` is None.

    `sign` is ("icon", name), ("number", claim number, hue), ("voice", voice) or ("tag", hue).
    """

    title: str
    run: Callable[[], None] | None = None
    sign: tuple[str, ...] = ("",)
    detail: str = ""
    level: int = 0
    keys: tuple[str, ...] = ()
    reading: bool = False


class Finder:
    """Finds the entries for what was typed, group by group."""

    def __init__(self, session: Session, actions: Callable[[], Iterable[QAction]]) -> None:
        self.session = session
        self._actions = actions

    def find(self, typed: str) -> list[Entry]:
        """Return headings and entries for what was typed; a prefix keeps one group."""
        prefix, words = (typed[0], typed[1:]) if typed[:1] in PREFIXES else ("", typed)
        words = words.strip()
        groups: dict[str, Callable[[str], list[Entry]]] = {
            "=": self._claims,
            "@": self._documents,
            '"': self._words,
            "#": self._tags,
            ">": self._commands,
        }
        names = {"=": "Claims", "@": "Documents", '"': "Words in documents", "#": "Tags", ">": "Commands"}
        found = []
        for sign, make in groups.items():
            if prefix in ("", sign) and (words or prefix or sign in "@>"):
                entries = make(words) if sign == ">" or self.session.library is not None else []
                found += [Entry(names[sign]), *(entries if prefix else entries[:MOST])] if entries else []
        return found

    def _claims(self, words: str) -> list[Entry]:
        hues = self._hues()
        levels = self._levels()
        wanted = words.casefold().split()
        return [
            Entry(
                claim.short,
                partial(self._open_claim, claim),
                ("number", str(claim.number), hues.get(claim.tags[0], "") if claim.tags else ""),
                level=levels.get(claim.id, 0),
            )
            for claim in self.session.read(claims.claims)
            if all(word in f"{claim.number} {claim.label} {claim.statement}".casefold() for word in wanted)
        ]

    def _hues(self) -> dict[int, str]:
        tags: dict[int, Tag] = {tag.id: tag for tag in self.session.read(claims.tags)}
        return {id: tag.colour or (tags[tag.parent].colour if tag.parent else "") for id, tag in tags.items()}

    def _levels(self) -> dict[int, int]:
        rated = self.session.read(appraisals.certainties)
        return {certainty.claim: grade.rate(certainty).level for certainty in rated if certainty.graded}

    def _open_claim(self, claim: Claim) -> None:
        quotes = self.session.read(claims.quotes, claim=claim.id)
        if quotes:
            first = quotes[0]
            self.session.go("read", document=first.span.document, claim=claim.id, quote=first.id)
        else:
            self.session.go("read", claim=claim.id)

    def _documents(self, words: str) -> list[Entry]:
        query = " ".join(f'title:"{word}"' for word in words.split())
        ids = self.session.read(documents.rows, query)[:200]
        return [
            Entry(
                row.title or PurePath(row.source).name,
                partial(self.session.go, "read", document=row.id),
                ("icon", "file"),
                row.detail,
            )
            for row in self.session.read(documents.page, ids)
        ]

    def _words(self, words: str) -> list[Entry]:
        hits = self.session.read(search.search, f"{words} kind:text", 60)
        held = {hit.document for hit in hits if hit.document is not None}
        places = {
            row.id: row.detail.partition(" · ")[0] for row in self.session.read(documents.page, [*held])
        }
        return [
            Entry(
                around(hit.snippet, words),
                partial(self._open_hit, hit),
                ("voice", str(hit.voice)),
                places.get(hit.document or 0, ""),
                reading=True,
            )
            for hit in hits
        ]

    def _open_hit(self, hit: Hit) -> None:
        self.session.go("read", document=hit.document, span=(hit.start, hit.end))

    def _tags(self, words: str) -> list[Entry]:
        tags = {tag.id: tag for tag in self.session.read(claims.tags)}
        hues = self._hues()
        found = []
        for tag in tags.values():
            name = f"{tags[tag.parent].name} › {tag.name}" if tag.parent else tag.name
            if all(word in name.casefold() for word in words.casefold().split()):
                show = partial(self.session.seek, f'tag:"{tag.name}"')
                found.append(Entry(name, show, ("tag", hues[tag.id]), "its documents"))
        return found

    def _commands(self, words: str) -> list[Entry]:
        scored = []
        for order, action in enumerate(self._actions()):
            name = action.text().replace("&", "").rstrip("…")
            score = fuzzy(words, name)
            if score is not None and action.isEnabled() and action.isVisible():
                icon = str(action.property("icon_name") or "right")
                keys = key_names(action.shortcut()) if not action.shortcut().isEmpty() else ()
                scored.append((score, order, Entry(name, action.trigger, ("icon", icon), keys=keys)))
        entries = [entry for _, _, entry in sorted(scored, key=lambda item: item[:2])]
        if words and self.session.library is not None:
            entries.insert(
                min(len(entries), MOST - 1),
                Entry(
                    f"Find “{words}” in the library", partial(self.session.seek, words), ("icon", "library")
                ),
            )
        return entries


def around(snippet: str, words: str) -> str:
    """Cut what stands before the words found, so that they are seen where the line is cut."""
    low = snippet.lower()
    starts = [low.find(word) for word in (words.lower(), *words.lower().split()) if word in low]
    at = snippet.rfind(" ", 0, max(0, starts[0] - BEFORE)) if starts and starts[0] > BEFORE else -1
    return f"…{snippet[at + 1 :]}" if at > 0 else snippet


def fuzzy(typed: str, name: str) -> int | None:
    """Return how far `name` is from what was typed (0 is best), None when its letters are not in order."""
    wanted, text = typed.casefold(), name.casefold()
    if wanted in text:
        at = text.index(wanted)
        return 0 if at == 0 else 1 if text[at - 1] == " " else 2
    position = 0
    for letter in wanted.replace(" ", ""):
        position = text.find(letter, position) + 1
        if position == 0:
            return None
    return 3


class _Entries(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.entries[index.row()]
        return super().flags(index) if entry.run is not None else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == ROW_ROLE:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            number = f"Claim {entry.sign[1]}, " if entry.sign[0] == "number" else ""
            level = theme.CERTAINTY_WORDS.get(entry.level, "")
            return ", ".join(part for part in (number + entry.title, entry.detail, level) if part)
        return entry.title if role == Qt.ItemDataRole.DisplayRole else None


class _Lines(QStyledItemDelegate):
    """Draws an entry: sign, title with the typed words underlined, detail or certainty, keys."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.words: list[str] = []

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ROW_ROLE)
        return QSize(10, ROW if entry.run is not None else HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        if entry.run is None:
            painter.setFont(theme.font("label"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(box.adjusted(14, 2, 0, 0), Qt.AlignmentFlag.AlignVCenter, entry.title)
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            if selected:
                painter.fillRect(box, theme.colour("selected"))
                painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
            self._draw_sign(painter, QRectF(box.left() + 12, box.top(), 24, box.height()), entry)
            right = self._draw_right(painter, box.adjusted(0, 0, -12, 0), entry, selected)
            self._draw_title(painter, QRectF(box.left() + 42, box.top(), right - box.left() - 54, ROW), entry)
        painter.restore()

    def _draw_sign(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        kind, *rest = entry.sign
        if kind == "number":
            painter.setFont(theme.font("bodyStrong"))
            painter.setPen(theme.tag_colour(rest[1]))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, rest[0])
        elif kind == "voice":
            theme.draw_voice_glyph(painter, box, rest[0])
        elif kind == "tag":
            chip = QRectF(box.center().x() - 5, box.center().y() - 5, 10, 10)
            painter.fillRect(chip, theme.tag_colour(rest[0]))
        elif kind == "icon":
            theme.draw_icon(painter, box, rest[0], "text2")

    def _draw_right(self, painter: QPainter, box: QRectF, entry: Entry, selected: bool) -> float:
        """Draw what stands at the right; returns where it begins."""
        left = box.right()
        keys = entry.keys or (("Enter",) if selected else ())
        for key in reversed(keys):
            left -= theme.key_width(key)
            theme.draw_key(painter, left, box.center().y(), key)
            left -= 4
        words = theme.CERTAINTY_WORDS.get(entry.level, entry.detail)
        if words:
            font = theme.font("small")
            painter.setFont(font)
            painter.setPen(theme.colour("text3"))
            words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, 210)
            width = QFontMetricsF(font).horizontalAdvance(words)
            left -= width + 6
            painter.drawText(QRectF(left, box.top(), width + 2, ROW), Qt.AlignmentFlag.AlignVCenter, words)
        if entry.level:
            left -= 58
            theme.draw_certainty(painter, QRectF(left, box.center().y() - 6, 54, 12), entry.level, "text2")
        return left

    def _draw_title(self, painter: QPainter, room: QRectF, entry: Entry) -> None:
        font = theme.font("quote" if entry.reading else "body")
        metrics = QFontMetricsF(font)
        words = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(theme.colour("text1"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QPen(theme.colour("accent"), 2))
        base = room.center().y() + metrics.ascent() / 2 + 3
        for start, end in _matches(words, self.words):
            left = room.left() + metrics.horizontalAdvance(words[:start])
            painter.drawLine(left, base, left + metrics.horizontalAdvance(words[start:end]), base)


def _matches(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the words stand together; where they do not, the first place of each."""
    low = text.lower()
    found = [(low.index(word), low.index(word) + len(word)) for word in words if word and word in low]
    return found[:1] if words and words[0] in low else found


class Palette(QFrame):
    """The popup: field, list, and a line of prefixes below."""

    def __init__(self, session: Session, actions: Callable[[], Iterable[QAction]]) -> None:
        super().__init__(None, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.finder = Finder(session, actions)
        self.setObjectName("palette")
        self.setFixedWidth(WIDTH)
        self.field = QLineEdit(placeholderText="Search the library, run a command")
        self.field.setProperty("bare", True)
        self.field.setFont(theme.font("section", weight=400))
        self.field.setAccessibleName("Search the library, run a command")
        self.count = QLabel()
        self.count.setProperty("tone", "3")
        self.count.setProperty("type", "small")
        self.model = _Entries()
        self.list = QListView()
        self.list.setModel(self.model)
        self.lines = _Lines(self.list)
        self.list.setItemDelegate(self.lines)
        self.list.setAccessibleName("Results")
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

    def _arrange(self) -> None:
        glass = QLabel()
        glass.setPixmap(theme.pixmap("search", "text2", ratio=self.devicePixelRatioF()))
        top = QHBoxLayout()
        top.setContentsMargins(14, 8, 14, 8)
        top.addWidget(glass)
        top.addWidget(self.field, 1)
        top.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list)
        column.addWidget(_Prefixes())

    def open_over(self, window: QWidget, typed: str = "") -> None:
        """Show the palette 70 px below the top of a window, with `typed` in its field."""
        self.field.setText(typed)
        self.search()
        place = window.mapToGlobal(QPoint((window.width() - WIDTH) // 2, TOP - 26))
        self.move(place)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def search(self) -> None:
        """Look for what the field holds and select the first entry."""
        self._wait.stop()
        typed = self.field.text()
        entries = self.finder.find(typed)
        bare = typed[1:] if typed[:1] in PREFIXES else typed
        self.lines.words = [bare.strip().lower(), *bare.lower().split()]
        self.model.show(entries)
        results = sum(entry.run is not None for entry in entries)
        self.count.setText(f"{results} result{'' if results == 1 else 's'}")
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
                if self._wait.isActive():
                    self.search()
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
        self.setAccessibleName(
            "Prefixes: " + ", ".join(f"{sign} {words}" for sign, words in PREFIXES.items())
        )

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
