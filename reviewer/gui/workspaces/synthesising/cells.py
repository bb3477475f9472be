"""How a cell of the matrix is drawn: band of the voice, tint, signs with counts, dots for suggestions."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from reviewer.gui import theme
from reviewer.gui.lists import draw_words
from reviewer.gui.workspaces.synthesising.table import Evidence, Grades
from reviewer.language import amount, say
from reviewer.model import Stance
from reviewer.synthesis.matrix import Cell, Column

CHIP = 20.0
Place = QModelIndex | QPersistentModelIndex


def ground(painter: QPainter, box: QRectF, table: QTableView, index: Place, title: bool) -> None:
    """Draw what lies behind a cell: the row's colour and the hairlines."""
    current = table.currentIndex().row() == index.row()
    painter.fillRect(box, theme.colour("panel" if title else "selected" if current else "page"))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("hair"))
    if not title:
        painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), theme.colour("hair"))


def frame(painter: QPainter, box: QRectF) -> None:
    """Draw the frame of the cell that the keyboard is in."""
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(1, 1, -2, -2))


def draw_cell(painter: QPainter, box: QRectF, cell: Cell, column: Column, colour: str) -> None:
    """Draw a cell into its box, coloured by "voice" or "stance"."""
    inside = box.adjusted(3, 3, -3, -3)
    voice = theme.voice_of(column.voice.value)
    if cell.quotes:
        _tint(painter, inside, cell, voice, colour)
        _signs(painter, inside.adjusted(18, 0, -2, 0), cell)
    if cell.proposed:
        pen = QPen(theme.colour(voice), 1.2, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(inside.adjusted(0.5, 0.5, -0.5, -0.5))
        if not cell.quotes:
            count = len(cell.proposed)
            told = say("suggested ×{count}", count=count) if count > 1 else say("suggested")
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            words = painter.fontMetrics().elidedText(
                told, Qt.TextElideMode.ElideRight, round(inside.width() - 6)
            )
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, words)


def _tint(painter: QPainter, box: QRectF, cell: Cell, voice: str, colour: str) -> None:
    if colour == "voice":
        painter.fillRect(box, theme.colour(f"{voice}Tint"))
        theme.draw_voice_band(painter, QRectF(box.left(), box.top(), 7, box.height()), voice)
        return
    left = box.left()
    for stance, count in cell.stances:
        width = box.width() * count / len(cell.quotes)
        painter.fillRect(QRectF(left, box.top(), width, box.height()), theme.colour(_tint_of(stance)))
        left += width
    theme.draw_voice_glyph(painter, QRectF(box.left() + 4, box.top(), 11, box.height()), voice)


def _tint_of(stance: Stance) -> str:
    return "boilerplateTint" if stance is Stance.MENTIONS else f"{stance.value}Tint"


def _signs(painter: QPainter, box: QRectF, cell: Cell) -> None:
    """Draw the sign of each stance with its count; without room for the counts the signs alone."""
    painter.setFont(theme.font("small"))
    metrics = painter.fontMetrics()
    counts = [f"×{amount(count)}" if count > 1 else "" for _, count in cell.stances]
    widths = [metrics.horizontalAdvance(count) + 7 if count else 0 for count in counts]
    if sum(widths) + (CHIP + 6) * len(counts) > box.width():
        counts, widths = [""] * len(counts), [0] * len(counts)
    step = min(CHIP + 6, box.width() / len(counts)) if not any(widths) else CHIP + 6
    left = box.left()
    for (stance, _), count, width in zip(cell.stances, counts, widths, strict=True):
        chip = QRectF(left, box.center().y() - CHIP / 2, CHIP, CHIP)
        theme.draw_stance(painter, chip, stance.value)
        if count:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            words = QRectF(chip.right() + 5, box.top(), width, box.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, count)
        left += step + width


class EvidenceCells(QStyledItemDelegate):
    """Draws what a voice of a document says to a claim."""

    def __init__(self, table: QTableView, rows: Evidence) -> None:
        super().__init__(table)
        self.table, self.rows = table, rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        box = QRectF(option.rect)
        line = self.rows.line(index.row())
        painter.save()
        ground(painter, box, self.table, index, line is None)
        if line is not None:
            cell = line.cell(index.column())
            if cell.quotes or cell.proposed:
                draw_cell(painter, box, cell, self.rows.column(index.column()), self.rows.view.colour)
            if self.table.currentIndex() == index:
                frame(painter, box)
        painter.restore()


class GradeCells(QStyledItemDelegate):
    """Draws the certainty of a claim in a population: four circles and always the word."""

    def __init__(self, table: QTableView, rows: Grades) -> None:
        super().__init__(table)
        self.table, self.rows = table, rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        box = QRectF(option.rect)
        line = self.rows.line(index.row())
        painter.save()
        ground(painter, box, self.table, index, line is None)
        if line is not None:
            grade = line.grades[index.column()]
            inside = box.adjusted(8, 3, -2, -3)
            if grade.level:
                half = inside.height() / 2
                theme.draw_certainty(painter, QRectF(inside.left(), inside.top(), 50, half), grade.level)
                words = QRectF(inside.left(), inside.top() + half, inside.width(), half)
                draw_words(painter, words, grade.words, "meta", "text1")
            elif grade.words:
                painter.setFont(theme.font("meta"))
                painter.setPen(theme.colour("text3"))
                flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(inside, flags, grade.words)
            if self.table.currentIndex() == index and self.table.hasFocus():
                frame(painter, box)
        painter.restore()
