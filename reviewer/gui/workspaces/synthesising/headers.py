"""The frozen edges of the matrix: claims at the left, documents over voices at the top, counts below."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from reviewer.gui import theme
from reviewer.gui.lists import draw_words
from reviewer.gui.workspaces.synthesising.populations import name_of
from reviewer.gui.workspaces.synthesising.table import Evidence, Grades, Rows
from reviewer.language import amount, say
from reviewer.synthesis.arranging import Title
from reviewer.synthesis.matrix import Line

ROW, TITLE = 39, 26
UPPER, LOWER = 46, 32
FOOT = 28
INK = {"none": "boilerplate"}


class ClaimHeader(QHeaderView):
    """The claims, as the vertical header: it never scrolls sideways. Titles of groups stand in it too."""

    def __init__(self, table: QTableView, rows: Rows) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self.rows = rows
        self.setDefaultSectionSize(ROW)
        self.setMinimumSectionSize(TITLE)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setAccessibleName(say("Claims"))
        self.wide = 300

    def sizeHint(self) -> QSize:
        return QSize(self.wide, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        below = self.length() - self.offset()
        if below < self.viewport().height():
            painter = QPainter(self.viewport())
            box = QRect(0, below, self.viewport().width(), self.viewport().height() - below)
            painter.fillRect(box, theme.colour("page"))
            painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        row = self.rows.rows[logicalIndex]
        box = QRectF(rect)
        painter.save()
        if isinstance(row, Title):
            self._paint_title(painter, box, row)
        else:
            table = self.parentWidget()
            current = isinstance(table, QTableView) and table.currentIndex().row() == logicalIndex
            self._paint_claim(painter, box, row, current)
        painter.restore()

    def _paint_title(self, painter: QPainter, box: QRectF, title: Title) -> None:
        painter.fillRect(box, theme.colour("panel"))
        _edges(painter, box, right=False)
        left = box.left() + 14
        if title.hue:
            painter.fillRect(QRectF(left, box.top() + 6, 4, box.height() - 12), theme.tag_colour(title.hue))
            left += 10
        if title.level:
            left = (
                theme.draw_certainty(painter, QRectF(left, box.top(), 60, box.height()), title.level).right()
                + 8
            )
        draw_words(
            painter,
            QRectF(left, box.top(), box.right() - left, box.height()),
            title.text,
            "bodyStrong",
            "text1",
        )

    def _paint_claim(self, painter: QPainter, box: QRectF, line: Line, current: bool) -> None:
        painter.fillRect(box, theme.colour("selected" if current else "page"))
        _edges(painter, box)
        if current:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height() - 1), theme.colour("accent"))
        painter.setFont(theme.font("bodyStrong"))
        painter.setPen(theme.tag_colour(line.hue) if line.hue else theme.colour("text2"))
        number = str(line.claim.number)
        painter.drawText(box.adjusted(14, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, number)
        left = max(38.0, 14 + painter.fontMetrics().horizontalAdvance(number) + 10)
        draw_label(painter, box.adjusted(left, 0, -6, 0), line.claim.short, current)


def draw_label(painter: QPainter, box: QRectF, text: str, strong: bool) -> None:
    """Write the short form of a claim in one line, or smaller in two where it is too long for one."""
    painter.setPen(theme.colour("text1"))
    painter.setFont(theme.font("bodyStrong" if strong else "body"))
    if painter.fontMetrics().horizontalAdvance(text) <= box.width():
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        return
    painter.setFont(theme.font("small", weight=600 if strong else 400))
    metrics, words = painter.fontMetrics(), text.split()
    first = ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= box.width():
        first = f"{first} {words.pop(0)}".strip()
    lines = [line for line in (first, " ".join(words)) if line]
    top = box.center().y() - 7.5 * len(lines)
    for number, line in enumerate(lines):
        cut = metrics.elidedText(line, Qt.TextElideMode.ElideRight, round(box.width()))
        place = QRectF(box.left(), top + 15 * number, box.width(), 15)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, cut)


class SourceHeader(QHeaderView):
    """Two floors: documents (or voices) above, what is below them under it."""

    def __init__(self, table: QTableView, rows: Evidence) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.rows = rows
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(40)
        self.setFixedHeight(UPPER + LOWER)
        self.setSectionsClickable(True)
        self.setAccessibleName(say("Documents and voices"))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.colour("header"))
        self._paint_head(painter, rect, logicalIndex)
        self._paint_column(painter, QRectF(rect).adjusted(0, UPPER, 0, 0), logicalIndex)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, number: int) -> None:
        """Draw this column's slice of its head; the words of a head stay in sight while it is scrolled."""
        head = self.rows.head(number)
        last = head.first + head.count - 1
        start = self.sectionViewportPosition(head.first)
        end = self.sectionViewportPosition(last) + self.sectionSize(last)
        left = max(start, 0)
        inside = QRectF(left + 8, 4, max(0, end - left - 12), 20)
        ink = INK.get(head.voice.value, head.voice.value) if head.voice is not None else "text1"
        draw_words(painter, inside, head.title, "bodyStrong", ink)
        draw_words(painter, inside.translated(0, 18), head.detail, "small", "text2")
        painter.fillRect(QRectF(rect.left(), UPPER - 1, rect.width(), 1), theme.colour("line"))
        if number == last:
            painter.fillRect(QRectF(rect.right(), 0, 1, UPPER), theme.colour("line"))

    def _paint_column(self, painter: QPainter, box: QRectF, number: int) -> None:
        column = self.rows.column(number)
        current = self.parentWidget()
        chosen = isinstance(current, QTableView) and current.currentIndex().column() == number
        inside = box.adjusted(8, 0, -4, -1)
        if self.rows.view.by == "voice":
            draw_words(
                painter,
                inside,
                _told(column.source, column.comment),
                "small",
                "text1",
                600 if chosen else None,
            )
        else:
            theme.draw_voice_glyph(
                painter, QRectF(inside.left(), inside.top(), 11, inside.height()), column.voice.value
            )
            ink = INK.get(column.voice.value, column.voice.value)
            draw_words(painter, inside.adjusted(16, 0, 0, 0), column.label, "small", ink, 600)
        painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), theme.colour("hair"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("line"))


def _told(source: str, comment: int) -> str:
    return f"{comment}: {source}" if comment else source


class GradeHeader(QHeaderView):
    """Certainty, with a column for each population."""

    def __init__(self, table: QTableView, rows: Grades) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.rows = rows
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(40)
        self.setFixedHeight(UPPER + LOWER)
        self.setAccessibleName(say("Certainty by population"))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.colour("header"))
        whole = QRectF(8 + self.sectionViewportPosition(0), 4, self.length() - 12, 20)
        draw_words(painter, whole, say("Certainty"), "bodyStrong", "text1")
        draw_words(painter, whole.translated(0, 18), say("never pooled"), "small", "text2")
        painter.fillRect(QRectF(rect.left(), UPPER - 1, rect.width(), 1), theme.colour("line"))
        population = self.rows.matrix.populations[logicalIndex]
        box = QRectF(rect).adjusted(8, UPPER, -4, -1)
        draw_words(painter, box, name_of(population), "small", "text1", 600)
        painter.fillRect(QRectF(rect.right(), UPPER, 1, LOWER), theme.colour("hair"))
        painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        painter.restore()


class Corner(QWidget):
    """The field above the claims and left of the documents."""

    def __init__(self) -> None:
        super().__init__()
        theme.notifier.themeChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("header"))
        draw_words(painter, QRectF(14, UPPER, self.width() - 14, LOWER), say("Claim"), "small", "text2", 600)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour("line"))
        painter.end()


class Foot(QWidget):
    """The counts below the columns: quotes, and how many claims are graded in each population."""

    def __init__(self, evidence: QTableView, grades: QTableView, rows: Evidence) -> None:
        super().__init__()
        self.evidence, self.grades, self.rows = evidence, grades, rows
        self.setFixedHeight(FOOT)
        evidence.horizontalScrollBar().valueChanged.connect(self.update)
        theme.notifier.themeChanged.connect(self.update)

    def say(self) -> None:
        """Tell in words what the counts are."""
        matrix = self.rows.matrix
        said = [f"{column.spoken} {column.quotes}" for column in matrix.columns[:50]]
        self.setAccessibleName(say("{count} quotes: {columns}", count=matrix.quotes, columns="; ".join(said)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("header"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        wide = self.evidence.verticalHeader().width()
        draw_words(painter, QRectF(14, 0, wide - 14, FOOT), say("Quotes"), "small", "text2")
        painter.setClipRect(QRect(wide, 0, self.evidence.width() - wide, FOOT))
        header = self.evidence.horizontalHeader()
        for number in _in_sight(header):
            left = wide + header.sectionViewportPosition(number)
            box = QRectF(left + 10, 0, header.sectionSize(number) - 12, FOOT)
            draw_words(painter, box, amount(self.rows.column(number).quotes), "small", "text2")
        painter.setClipping(False)
        header = self.grades.horizontalHeader()
        for number, count in enumerate(self.rows.matrix.grade_counts):
            left = self.grades.x() + header.sectionViewportPosition(number)
            words = say("{count} graded", context="narrow", count=amount(count)) if count else ""
            draw_words(
                painter, QRectF(left + 8, 0, header.sectionSize(number) - 8, FOOT), words, "small", "text2"
            )
        painter.end()


def _in_sight(header: QHeaderView) -> range:
    """Return the numbers of the sections that can be seen."""
    if not header.count():
        return range(0)
    first = max(0, header.visualIndexAt(0))
    last = header.visualIndexAt(header.viewport().width() - 1)
    return range(first, (last if last >= 0 else header.count() - 1) + 1)


def _edges(painter: QPainter, box: QRectF, right: bool = True) -> None:
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("hair"))
    if right:
        painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), theme.colour("line"))
