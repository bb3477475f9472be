"""The rows of Screen: one's own decision, the record, its voices, and what may be seen of the others'."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from reviewer.gui import theme
from reviewer.gui.listing.rows import draw_ground, draw_record, draw_voices, name, percentages
from reviewer.gui.tables import PAGE, ROW_ROLE, Index, PagedTable
from reviewer.language import inside, later, say
from reviewer.library import Library, decisions, documents
from reviewer.library.documents import DocumentRow
from reviewer.model.screening import Decision, Screened, Stage, Verdict

YOU, RECORD, VOICES, OTHERS = range(4)
SIGN = 18
"""Width and height of the box that shows a decision, px."""
SIGNS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.INCLUDE: ("supports", "check"),
    Verdict.EXCLUDE: ("contradicts", "cross"),
    Verdict.MAYBE: ("qualifies", ""),
}
"""The colour of each decision and its icon; a maybe has a question mark."""
WORDS = {
    Verdict.INCLUDE: say("Include", context="decision"),
    Verdict.EXCLUDE: say("Exclude", context="decision"),
    Verdict.MAYBE: say("Maybe", context="decision"),
}
"""What each decision is called, where there is little room."""
_INSIDE = (later("include"), later("exclude"), later("maybe"))
"""The same inside a sentence, by the values that the library holds."""


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """A document and how it stands at the stage that is screened."""

    document: DocumentRow
    screened: Screened

    @property
    def id(self) -> int:
        return self.document.id


def read(library: Library, ids: list[int], stage: Stage) -> list[ScreenRow]:
    """Return the rows of these documents, in the order given."""
    standing = decisions.screened(library, stage, ids)
    return [ScreenRow(row, standing[row.id]) for row in documents.page(library, ids)]


class ScreenTable(PagedTable[ScreenRow]):
    """Documents with the decisions on them."""

    def __init__(self, fetch: Callable[[list[int]], Sequence[ScreenRow]]) -> None:
        super().__init__(fetch)
        self.headings = (say("You"), say("Record"), say("Voices"), say("Others"))
        self.reasons: Mapping[int, str] = {}
        self.names: Mapping[str, str] = {}

    def show_people(self, others: Sequence[str]) -> None:
        """Name the last column after the one other reviewer, where there is only one."""
        self.headings = (*self.headings[:OTHERS], others[0] if len(others) == 1 else say("Others"))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, OTHERS, OTHERS)

    def stand_anew(self, look: Callable[[list[int]], Mapping[int, Screened]]) -> None:
        """Read again how the documents stand that are in sight, and forget the other pages."""
        while len(self._pages) > 2:
            self._pages.popitem(last=False)
        for number, page in self._pages.items():
            standing = look(list(page))
            for id, row in page.items():
                page[id] = replace(row, screened=standing[id])
            last = min((number + 1) * PAGE, self.rowCount()) - 1
            self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, OTHERS))

    def own_words(self, found: Screened) -> str:
        """Return one's own decision in a word or two: for an exclusion its reason."""
        if found.own is None:
            return say("Undecided")
        if found.own.verdict is Verdict.EXCLUDE:
            return self.reasons.get(found.own.reason or 0, WORDS[Verdict.EXCLUDE])
        return WORDS[found.own.verdict]

    def others_words(self, found: Screened) -> str:
        """Return what may be seen of the others' decisions, in words."""
        if found.settled is not None:
            who = self.names.get(found.settled.reviewer, "")
            return say("Settled by {who}: {decision}", who=who, decision=say(found.settled.verdict.value))
        if found.differ:
            return say("Conflict: {decisions}", decisions=", ".join(map(self._said, found.decisions)))
        said = [self._said(each) for each in found.others]
        if found.hidden:
            who = ", ".join(self.names.get(who, who) for who in found.hidden)
            said.append(say("{who} has decided, hidden until you decide", who=who))
        return ", ".join(said) or say("Nobody else has decided")

    def _said(self, each: Decision) -> str:
        return f"{self.names.get(each.reviewer, each.reviewer)} {say(each.verdict.value)}"

    def cell(self, row: ScreenRow, column: int) -> str:
        return (
            self.own_words(row.screened), name(row.document), percentages(row.document.voices),
            self.others_words(row.screened),
        )[column]  # fmt: skip

    def spoken(self, row: ScreenRow, column: int) -> str:
        if column == YOU and row.screened.own is not None and row.screened.own.reason is not None:
            return say("You: exclude, {reason}", reason=self.own_words(row.screened))
        if column == YOU:
            return say("You: {decision}", decision=inside(self.own_words(row.screened)))
        if column == RECORD:
            return f"{name(row.document)}, {row.document.detail}"
        said = self.cell(row, column)
        return say("Words: {voices}", voices=said) if column == VOICES else said

    def tip(self, row: ScreenRow, column: int) -> str:
        if column == YOU and row.screened.own is not None and row.screened.own.note:
            return f"{self.own_words(row.screened)}\n{row.screened.own.note}"
        return f"{name(row.document)}\n{row.document.detail}" if column == RECORD else self.cell(row, column)


def draw_sign(painter: QPainter, box: QRectF, verdict: Verdict | None) -> None:
    """Draw a decision as a box with its sign; an empty frame where there is none."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if verdict is None:
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.setBrush(theme.colour("field"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.restore()
        return
    token, icon = SIGNS[verdict]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(f"{token}Tint"))
    painter.drawRoundedRect(box, 3, 3)
    if icon:
        theme.draw_icon(painter, box.adjusted(2, 2, -2, -2), icon, token)
    else:
        painter.setFont(theme.font("small", weight=600))
        painter.setPen(theme.colour(token))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
    painter.restore()


class ScreenDelegate(QStyledItemDelegate):
    """Draws a row of Screen; what one has excluded steps back."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.size("rowTwoLine"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ScreenRow | None = index.data(ROW_ROLE)
        box, column = QRectF(option.rect), index.column()
        painter.save()
        selected = draw_ground(painter, option, first=column == YOU)
        if row is not None:
            own = row.screened.own
            excluded = own is not None and own.verdict is Verdict.EXCLUDE
            if column == YOU:
                words = index.data(Qt.ItemDataRole.DisplayRole)
                self._draw_own(painter, box, own, words, "text3" if excluded else "text1")
            elif column == RECORD:
                room = box.adjusted(8, 3, -10, -3)
                draw_record(painter, room, row.document, selected, "text2" if excluded else "text1")
            elif column == VOICES:
                draw_voices(painter, box, row.document)
            else:
                self._draw_others(painter, box, row.screened)
        painter.restore()

    def _draw_own(self, painter: QPainter, box: QRectF, own: Decision | None, words: str, ink: str) -> None:
        sign = QRectF(box.left() + 14, box.center().y() - SIGN / 2, SIGN, SIGN)
        draw_sign(painter, sign, own.verdict if own else None)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(ink))
        room = QRectF(sign.right() + 9, box.top(), box.right() - sign.right() - 13, box.height() - 1)
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)

    def _draw_others(self, painter: QPainter, box: QRectF, found: Screened) -> None:
        left, middle = box.left() + 8, box.center().y() - 0.5
        sign = QRectF(left, middle - SIGN / 2, SIGN, SIGN)
        if found.settled is not None:
            draw_sign(painter, sign, found.settled.verdict)
            self._draw_word(painter, box.adjusted(SIGN + 14, 0, 0, 0), say("Settled"), "text2", 400)
        elif found.differ:
            self._draw_word(painter, box.adjusted(8, 0, 0, 0), say("Conflict"), "contradicts", 600)
        elif found.hidden:
            theme.draw_icon(painter, QRectF(left + 2, middle - 7, 14, 14), "lock", "text2")
        elif found.others:
            draw_sign(painter, sign, found.others[0].verdict)
        else:
            draw_sign(painter, sign, None)

    def _draw_word(self, painter: QPainter, room: QRectF, word: str, ink: str, weight: int) -> None:
        painter.setFont(theme.font("small", weight=weight))
        painter.setPen(theme.colour(ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, word)
