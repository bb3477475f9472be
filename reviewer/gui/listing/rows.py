"""The rows of the Library: what a cell says, and how it is drawn."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.gui import theme
from reviewer.gui.tables import ROW_ROLE, Index, PagedTable
from reviewer.language import say, say_count
from reviewer.library.documents import DocumentRow
from reviewer.model import Voice

RECORD, VOICES, CLAIMS = range(3)
SHOWN_AS = {
    Voice.STUDY: say("Study"),
    Voice.COMMENTARY: say("Commentary"),
    Voice.READER: say("Reader"),
    Voice.NONE: say("Boilerplate"),
}


def shares(voices: tuple[tuple[Voice, int], ...]) -> list[tuple[Voice, float]]:
    """Return the share of words of each voice, 0 to 1, in the usual order of voices."""
    total = sum(words for _, words in voices) or 1
    sums = [(voice, sum(words for spoken, words in voices if spoken is voice)) for voice in SHOWN_AS]
    return [(voice, words / total) for voice, words in sums if words]


def percentages(voices: tuple[tuple[Voice, int], ...]) -> str:
    """Return the shares in words, as in "Study 42 %, Reader 58 %"."""
    return ", ".join(f"{SHOWN_AS[voice]} {share:.0%}".replace("%", " %") for voice, share in shares(voices))


def name(row: DocumentRow) -> str:
    """Return the title of a document, or the name of its file where the source gives none."""
    return row.title or PurePath(row.source).name


def check_words(row: DocumentRow) -> str:
    """Return what is to check of a document's boundaries; empty when a person has confirmed them."""
    if row.confirmed:
        return ""
    if not row.certain:
        return say("nothing is certain")
    if not row.to_check:
        return say("boundaries not confirmed")
    return say_count(row.to_check, "{n} boundary to check", "{n} boundaries to check")


class DocumentTable(PagedTable[DocumentRow]):
    """Documents with their voices and the number of claims that rest on them."""

    headings = (say("Record"), say("Voices"), say("Claims"))

    def cell(self, row: DocumentRow, column: int) -> str:
        return (name(row), percentages(row.voices), str(row.claims))[column]

    def spoken(self, row: DocumentRow, column: int) -> str:
        if column == RECORD:
            state = f", {check_words(row)}" if check_words(row) else ""
            return f"{name(row)}, {row.detail}{state}"
        if column == VOICES:
            return say("Words: {voices}", voices=percentages(row.voices))
        return say_count(row.claims, "{n} claim", "{n} claims")

    def tip(self, row: DocumentRow, column: int) -> str:
        return (
            f"{name(row)}\n{row.detail}",
            percentages(row.voices),
            say("Claims that rest on this document"),
        )[column]


class RowDelegate(QStyledItemDelegate):
    """Draws a document in two lines, its voice ribbon, and its number of claims."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.size("rowTwoLine"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: DocumentRow | None = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        selected = draw_ground(painter, option, first=index.column() == RECORD)
        if row is not None:
            if index.column() == RECORD:
                draw_record(painter, box.adjusted(14, 3, -10, -3), row, selected)
                if check_words(row):
                    _draw_check(painter, box.adjusted(14, 3, -10, -3), row)
            elif index.column() == VOICES:
                draw_voices(painter, box, row)
            else:
                painter.setFont(theme.font("body"))
                painter.setPen(theme.colour("text1" if row.claims else "text3"))
                right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(box.adjusted(0, 0, -14, 0), right, str(row.claims) if row.claims else "–")
        painter.restore()


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, *, first: bool) -> bool:
    """Draw what lies behind a cell, the accent bar in the `first` one; tells whether it is selected."""
    box = QRectF(option.rect)
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected:
        active = bool(option.state & QStyle.StateFlag.State_Active)
        painter.fillRect(box, theme.colour("selected" if active else "selectedInactive"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, theme.colour("hover"))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("hair"))
    if selected and first:
        painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
    return selected


def draw_record(
    painter: QPainter, room: QRectF, row: DocumentRow, selected: bool, ink: str = "text1"
) -> None:
    """Draw title and place of a document below each other."""
    lines = ((name(row), "bodyStrong" if selected else "body", ink), (row.detail, "small", "text2"))
    for number, (words, type_, shade) in enumerate(lines):
        painter.setFont(theme.font(type_))
        painter.setPen(theme.colour(shade))
        line = QRectF(room.left(), room.top() + number * 17, room.width(), 17)
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(line.width()))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, cut)


def draw_voices(painter: QPainter, box: QRectF, row: DocumentRow) -> None:
    """Draw the voice ribbon of a document in the middle of a cell."""
    height = theme.size("voiceRibbon")
    ribbon = QRectF(box.left() + 8, box.center().y() - height / 2, box.width() - 20, height)
    theme.draw_voice_ribbon(painter, ribbon, [(str(voice), words) for voice, words in row.voices])


def _draw_check(painter: QPainter, room: QRectF, row: DocumentRow) -> None:
    """Say after the second line what is to check of the boundaries."""
    painter.setFont(theme.font("small"))
    left = room.left() + painter.fontMetrics().horizontalAdvance(row.detail) + 12
    if left + 170 < room.right():
        theme.draw_icon(painter, QRectF(left, room.top() + 19, 12, 12), "warn", "warning")
        painter.setPen(theme.colour("warning"))
        line = QRectF(left + 18, room.top() + 17, 160, 17)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, check_words(row))
