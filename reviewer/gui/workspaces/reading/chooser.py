"""A small popup with a search line over a list: choose a claim to link to, or a tag to put on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.actions.codebook import path_of
from reviewer.gui import theme
from reviewer.gui.fields import words
from reviewer.gui.lists import ROW, List, Rows, draw_ground, draw_right, draw_words
from reviewer.gui.segments import Segments
from reviewer.gui.workspaces.reading.desk import Desk
from reviewer.language import say, say_count
from reviewer.model import Claim, Stance, Tag
from reviewer.refinding import likest

STANCES = (
    (Stance.SUPPORTS.value, f"+ {theme.STANCE_WORDS[Stance.SUPPORTS]}", "+"),
    (Stance.CONTRADICTS.value, f"− {theme.STANCE_WORDS[Stance.CONTRADICTS]}", "−"),
    (Stance.QUALIFIES.value, f"± {theme.STANCE_WORDS[Stance.QUALIFIES]}", "="),
    (Stance.MENTIONS.value, f"· {theme.STANCE_WORDS[Stance.MENTIONS]}", "."),
)
STANCE_KEYS = {"+": "supports", "-": "contradicts", "−": "contradicts", "=": "qualifies", ".": "mentions"}
WORDS = 36
"""Height, px, of a line of words and of the space around it, which a popup above them leaves free."""
RECENT = 3
"""Claims looked at last that stand before those that resemble the words."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `run` does it; `sign` stands at the left in the colour of `hue`."""

    text: str
    detail: str
    hue: str
    sign: str
    run: Callable[[], None]
    chosen: bool = False


class _Lines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(80, 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row: Option = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = draw_ground(painter, option).adjusted(12, 0, -12, 0)
        if row.sign:
            painter.setFont(theme.font("small", weight=600))
            painter.setPen(theme.tag_colour(row.hue))
            painter.drawText(
                QRectF(box.left(), box.top(), 22, box.height()), Qt.AlignmentFlag.AlignVCenter, row.sign
            )
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.tag_colour(row.hue))
            painter.drawRoundedRect(QRectF(box.left() + 2, box.center().y() - 4.5, 9, 9), 2, 2)
        edge = draw_right(painter, box, row.detail, "meta", "text3") if row.detail else box.right()
        if row.chosen:
            theme.draw_icon(painter, QRectF(edge - 20, box.top(), 14, box.height()), "check", "ok")
            edge -= 24
        room = QRectF(box.left() + 26, box.top(), edge - box.left() - 34, box.height())
        draw_words(painter, room, row.text, "body", "text1")
        painter.restore()


class Chooser(QFrame):
    """The popup. Typing searches, arrows move, Enter chooses, Esc goes away.

    Where it asks for a stance too, the keys + - = . choose it; no search needs these signs.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setProperty("popup", True)
        self.setFixedWidth(440)
        self._options: Callable[[str], Sequence[Option]] = lambda _words: ()
        self.field = QLineEdit()
        self.model = Rows(lambda row: f"{row.text}, {row.detail}" if row.detail else row.text)
        self.list = List(self.model, _Lines(), say("Choices"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.run = self._choose
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 6)
        column.setSpacing(6)
        top = QVBoxLayout()
        top.setContentsMargins(10, 0, 10, 0)
        top.addWidget(self.field)
        column.addLayout(top)
        self.hint = words(say("Type a name, then press Enter."), "small", "3")
        self.hint.setContentsMargins(12, 2, 12, 6)
        column.addWidget(self.hint)
        column.addWidget(self.list)
        column.addWidget(self._foot())
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)

    def _foot(self) -> QWidget:
        """Make the row of stances; the keyboard stays with the field."""
        self.stances = Segments(say("Stance of these words"), STANCES)
        self.stances.chosen.connect(self._take_stance)
        self.foot = QWidget()
        row = QVBoxLayout(self.foot)
        row.setContentsMargins(10, 2, 10, 4)
        row.setSpacing(4)
        row.addWidget(words(say("These words, towards the claim"), "label", "2"))
        row.addWidget(self.stances)
        return self.foot

    def _take_stance(self, value: str) -> None:
        self.stances.show_value(value)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def stance(self) -> Stance:
        """Return the stance chosen with the claim."""
        return Stance(self.stances.value or Stance.SUPPORTS)

    def ask(
        self,
        prompt: str,
        options: Callable[[str], Sequence[Option]],
        place: QPoint,
        *,
        stances: bool = False,
    ) -> None:
        """Show the popup at a place of the screen; `options` answers what was typed."""
        self._options = options
        self.stances.show_value(Stance.SUPPORTS.value)
        self.foot.setVisible(stances)
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(prompt)
        self.field.clear()
        self._search("")
        self.adjustSize()
        self.move(self._near(place))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _near(self, place: QPoint) -> QPoint:
        """Return where the popup stands: at a place below words, else above them, and inside the window."""
        parent, screen = self.parentWidget(), self.screen().availableGeometry()
        over = parent.window().frameGeometry() if parent is not None else screen
        room = over.intersected(screen).adjusted(8, 8, -8, -8)
        left = max(room.left(), min(place.x(), room.right() - self.width()))
        above = place.y() - WORDS - self.height()
        if place.y() + self.height() <= room.bottom():
            return QPoint(left, place.y())
        return QPoint(left, above if above >= room.top() else max(room.top(), room.bottom() - self.height()))

    def _search(self, typed: str) -> None:
        rows = self._options(" ".join(typed.split()))
        self.model.show(rows)
        self.list.setFixedHeight(28 * min(10, len(rows)))
        self.list.setVisible(bool(rows))
        self.hint.setText(self._why_empty(typed))
        self.hint.setVisible(not rows)
        self.list.go_to(0 if rows else -1)
        self.adjustSize()

    def _why_empty(self, typed: str) -> str:
        """Say why nothing is offered, and what can be done where typing makes a new one."""
        makes = any(row.sign == "+" for row in self._options("new"))
        return (
            say("Nothing like it.")
            if typed
            else say("None yet. Type a name for the first.")
            if makes
            else say("None yet.")
        )

    def _choose(self, row: Option | None) -> None:
        self.hide()
        if row is not None:
            row.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if not self.foot.isHidden() and event.text() in STANCE_KEYS:
                self.stances.show_value(STANCE_KEYS[event.text()])
                return True
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                last = self.model.rowCount() - 1
                self.list.go_to(min(max(self.list.currentIndex().row() + step, 0), last))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.current_row())
                return True
        return super().eventFilter(watched, event)


def matches(typed: str, *texts: str) -> bool:
    """Return whether every word typed occurs in one of the texts."""
    whole = " ".join(texts).casefold()
    return all(word in whole for word in typed.casefold().split())


_ROUNDING = 1e-6
"""Added before a share is cut to percents: the order in which words are summed must not make 100 % a 99."""


def claim_options(
    desk: Desk,
    recent: Sequence[int],
    run: Callable[[int], None],
    typed: str,
    words: str = "",
    besides: int | None = None,
) -> list[Option]:
    """Return the claims that match: a few used lately, those that share most with `words`, the newest."""
    rest = [claim for claim in reversed(desk.claims.values()) if claim.id != besides]
    late = [id for id in recent if id in desk.claims and id != besides]
    alike = {c.id: share for c, share in likest(rest, desk.links, words) if share >= 0.01} if words else {}
    order = list(dict.fromkeys([*late[:RECENT], *alike, *late, *(claim.id for claim in rest)]))

    def option(claim: Claim) -> Option:
        count = len(desk.quotes_of(claim.id))
        why = (
            say("recent")
            if claim.id in late[:RECENT]
            else say("{share} % alike", share=int(100 * alike.get(claim.id, 0) + _ROUNDING))
        )
        told = [why] if claim.id in (*late[:RECENT], *alike) else []
        detail = " · ".join([*told, say_count(count, "{n} quote", "{n} quotes")])
        return Option(claim.short, detail, desk.hue(claim), str(claim.number), lambda: run(claim.id))

    found = (desk.claims[id] for id in order)
    return [option(c) for c in found if matches(typed, str(c.number), c.label, c.statement)]


def population_options(
    desk: Desk,
    chosen: int | None,
    choose: Callable[[int | None], None],
    make: Callable[[str], None],
    typed: str,
) -> list[Option]:
    """Return the populations that match, and ways to say none or to make a new one of what was typed."""
    rows = [
        Option(each.name, each.short, "", "", partial(choose, each.id), each.id == chosen)
        for each in desk.populations.values()
        if matches(typed, each.name, each.short)
    ]
    known = {name.casefold() for each in desk.populations.values() for name in (each.name, each.short)}
    if typed and typed.casefold() not in known:
        rows.append(
            Option(say("New population “{population}”", population=typed), "", "", "+", lambda: make(typed))
        )
    if not typed:
        rows.append(Option(say("Not stated"), "", "", "", lambda: choose(None), chosen is None))
    return rows


def tag_options(
    desk: Desk,
    on_claim: Iterable[int],
    put: Callable[[int], None],
    make: Callable[[Sequence[str], int | None], None],
    typed: str,
) -> list[Option]:
    """Return the tags that match, and ways to make a new one of what was typed, also as a path."""
    on = set(on_claim)
    path = path_of(typed)
    rows = [
        Option(desk.path_of(tag), "", desk.hue_of(tag), "", partial(put, tag.id), tag.id in on)
        for tag in desk.tags.values()
        if matches(" ".join(path), desk.path_of(tag))
    ]
    if len(path) > 1 and not any(_is_path(desk, tag, path) for tag in desk.tags.values()):
        rows.append(
            Option(say("New tag “{tag}”", tag=" › ".join(path)), "", "", "+", lambda: make(path, None))
        )
    if typed and not any(tag.name.casefold() == typed.casefold() for tag in desk.tags.values()):
        first = next((desk.tags[id] for id in on_claim if id in desk.tags), None)
        if first is not None:
            group = desk.line_of(first)[0]
            text = say("New tag “{tag}” in {group}", tag=typed, group=group.name)
            rows.append(Option(text, "", group.colour, "+", lambda: make([typed], group.id)))
        rows.append(Option(say("New group “{group}”", group=typed), "", "", "+", lambda: make([typed], None)))
    return rows


def _is_path(desk: Desk, tag: Tag, path: Sequence[str]) -> bool:
    return [each.name.casefold() for each in desk.line_of(tag)] == [name.casefold() for name in path]
