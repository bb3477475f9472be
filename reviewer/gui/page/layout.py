"""Where every word of a document stands on the page: pure geometry, lazily worked out.

Heights of blocks nobody has looked at are estimated from their length, so that two megabytes open at
once; a block is laid out when it comes near the viewport. All y are in pixels from the top of the
document, all x from the left edge of the text column. The one meeting place of code points and Qt's
UTF-16 units is `text.Utf16Map`, one for each block that is laid out.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from reviewer.gui import theme
from reviewer.gui.page.blocks import Block, Plan
from reviewer.gui.page.heights import Heights
from reviewer.text import Utf16Map

BOTTOM = 40.0
"""Space below the last block."""
INSET = 13.0
"""How far the words a reader repeats stand in from the left."""
FOLD_HEIGHT = 21.0
FINE = 2.0
"""Layouts are made twice as large and drawn at half the size: Qt rounds font sizes to whole pixels."""
_KEPT = 400
_AVERAGE = 0.475
"""Width of an average letter of Charis SIL in em, with spaces; 80 letters make the 550 px of the design."""

_BREAKS = str.maketrans(dict.fromkeys("\n\t\r\x0b\x0c\x85\u2028\u2029", " "))
_RUNS = re.compile(r"[ \t\n]{2,}")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_way = unicodedata.bidirectional
_AHEAD = 40
"""Characters in which the next letter with a direction is looked for."""
_JOINERS = re.compile("[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


@dataclass(slots=True)
class Laid:
    """A block that has been laid out: its lines, their pitch and what converts its positions."""

    layout: QTextLayout
    units: Utf16Map
    lines: int
    pitch: float
    left: float
    spaced: dict[int, float]
    both_ways: bool


@dataclass(frozen=True, slots=True)
class Sizes:
    """The reading size in px and the width of the text column; line heights scale with the size."""

    pixels: float = 14.5
    width: float = 550.0

    def pitch(self, style: str) -> float:
        """Return the line height of a block style."""
        if style == "fold":
            return FOLD_HEIGHT
        token = {"title": "docTitle", "quote": "quote"}.get(style, "read")
        return round(theme.line_height(token) * self.scale * 2) / 2

    def font(self, style: str) -> QFont:
        """Return the font of a block style, FINE times as large as it is shown."""
        token = {"title": "docTitle", "quote": "quote", "fold": "small"}.get(style, "read")
        if style == "fold":
            return theme.font(token)
        return theme.font(token, round(float(theme.tokens()["type"][token]["size"]) * self.scale * FINE))

    @property
    def scale(self) -> float:
        return self.pixels / float(theme.tokens()["type"]["read"]["size"])


def measure_width(letters: int, pixels: float) -> float:
    """Return the width of a text column of so many letters at a reading size."""
    return round(letters * pixels * _AVERAGE)


def display(words: str) -> str:
    """Return the words as they are drawn: line breaks as spaces, each run of spaces one space wide.

    The length does not change: what is superfluous becomes zero width, so positions stay valid.
    """
    flat = _RUNS.sub(lambda match: " " + "\u200b" * (match.end() - match.start() - 1), words)
    return flat.translate(_BREAKS)


class PageLayout:
    """The geometry of one document at one size."""

    def __init__(
        self,
        text: str,
        plan: Plan,
        sizes: Sizes,
        spacing: Callable[[int], Sequence[tuple[int, float]]],
    ) -> None:
        """`spacing` gives, for a block index, (end, px): room kept after the character before `end`."""
        self.text = text
        self.plan = plan
        self.sizes = sizes
        self._spacing = spacing
        self._laid: OrderedDict[int, Laid] = OrderedDict()
        self._fonts = {style: sizes.font(style) for style in ("read", "quote", "title", "aside", "fold")}
        self._pitches = {style: sizes.pitch(style) for style in self._fonts}
        self._exact = bytearray(len(plan.blocks))
        self.heights = Heights([self._estimate(block) for block in plan.blocks])

    def _estimate(self, block: Block) -> float:
        if block.style == "fold":
            return block.gap + FOLD_HEIGHT
        letters = self.sizes.width / (self.sizes.pixels * _AVERAGE)
        return block.gap + self._pitches[block.style] * math.ceil((block.end - block.start) / letters + 0.3)

    @property
    def height(self) -> float:
        """Return the height of the document, as far as known."""
        return self.heights.total + BOTTOM

    def top(self, index: int) -> float:
        """Return the y at which a block begins, with the gap above it."""
        return self.heights.top(index)

    def text_top(self, index: int) -> float:
        """Return the y of the first line of a block."""
        return self.heights.top(index) + self.plan.blocks[index].gap

    def bottom(self, index: int) -> float:
        """Return the y at which a block ends."""
        return self.heights.top(index) + self.heights[index]

    def lay_out(self, index: int) -> float:
        """Work out a block exactly; returns by how much its height differs from the estimate."""
        if self._exact[index]:
            return 0.0
        laid = self.laid(index)
        self._exact[index] = 1
        return self.heights.set(index, self.plan.blocks[index].gap + max(1, laid.lines) * laid.pitch)

    def known(self) -> list[int]:
        """Return the indexes of the blocks that were laid out."""
        return [index for index, exact in enumerate(self._exact) if exact or index in self._laid]

    def forget(self, indexes: Sequence[int]) -> None:
        """Lay these blocks out anew when they are next needed, because their marks changed."""
        for index in indexes:
            self._laid.pop(index, None)
            self._exact[index] = 0

    def laid(self, index: int) -> Laid:
        """Return a block laid out; keeps the last few hundred."""
        found = self._laid.get(index)
        if found is None:
            found = self._laid[index] = self._make(index)
            if len(self._laid) > _KEPT:
                self._laid.popitem(last=False)
        else:
            self._laid.move_to_end(index)
        return found

    def _make(self, index: int) -> Laid:
        block = self.plan.blocks[index]
        words = "" if block.style == "fold" else self.text[block.start : block.end]
        units = Utf16Map(words)
        layout = QTextLayout(display(words), self._fonts[block.style])
        layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if begins_at_right(words):
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.setTextOption(option)
        spaced, formats = self._formats(index, block, words, units)
        if formats:
            layout.setFormats(formats)
        left = INSET if block.style == "quote" else 0.0
        pitch = self._pitches[block.style]
        lines = _break_lines(layout, self.sizes.width - left, pitch, left)
        return Laid(layout, units, lines, pitch, left, spaced, bool(_RIGHT_TO_LEFT.search(words)))

    def _formats(
        self, index: int, block: Block, words: str, units: Utf16Map
    ) -> tuple[dict[int, float], list[QTextLayout.FormatRange]]:
        """Return the room after characters by position, and the formats of a block."""
        formats = []
        spaced: dict[int, float] = {}
        if block.bold:
            heavy = QTextCharFormat()
            heavy.setFontWeight(QFont.Weight.Bold)
            formats.append(_range(0, units.to_utf16(block.bold - block.start), heavy))
        for end, room in self._spacing(index):
            if not words or not block.start < end <= block.end:
                continue
            carrier, stop = room_for(words, end - block.start)
            spaced[end] = spaced.get(end, 0.0) + room
            wide = QTextCharFormat()
            wide.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            wide.setFontLetterSpacing(spaced[end] * FINE)
            first, after = units.to_utf16(carrier), units.to_utf16(stop)
            if first < after:
                formats.append(_range(first, after - first, wide))
        return spaced, formats

    # --- positions to places ---------------------------------------------------------------------

    def pieces(self, index: int, start: int, end: int) -> list[QRectF]:
        """Return the boxes that the stretch `start` to `end` fills in a block, one or more a line.

        The room kept for a number after `end` is left out. Boxes are a line high.
        """
        block, laid = self.plan.blocks[index], self.laid(index)
        first = laid.units.to_utf16(max(start, block.start) - block.start)
        last = laid.units.to_utf16(min(end, block.end) - block.start)
        boxes: list[QRectF] = []
        if first < last:
            for number in range(laid.lines):
                boxes.extend(self._line_boxes(index, laid, number, first, last))
        room = laid.spaced.get(end, 0.0)
        if boxes and room and not laid.both_ways:
            boxes[-1].setRight(boxes[-1].right() - room)
        return boxes

    def number_left(self, index: int, end: int) -> float:
        """Return the x where the room kept after the character before `end` begins; in a text written from
        right to left it lies at the left of that character."""
        block, laid = self.plan.blocks[index], self.laid(index)
        words, room = self.text[block.start : block.end], laid.spaced.get(end, 0.0)
        first, stop = room_for(words, end - block.start)
        leftwards = block.start + first >= end
        if leftwards:
            first, stop = last_grapheme(words, end - block.start), end - block.start
        boxes = self.pieces(index, block.start + first, block.start + stop)
        if not boxes:
            return 0.0
        if leftwards:
            return boxes[-1].left() - room
        return boxes[-1].right() - (room if laid.both_ways else 0.0)

    def _line_boxes(self, index: int, laid: Laid, number: int, first: int, last: int) -> Iterator[QRectF]:
        line = laid.layout.lineAt(number)
        begin, stop = line.textStart(), line.textStart() + line.textLength()
        low, high = max(first, begin), min(last, stop)
        if low >= high:
            return
        top = self.text_top(index) + number * laid.pitch
        if laid.both_ways:
            for run in line.glyphRuns(low, high - low):
                box = run.boundingRect()
                yield QRectF(box.left() / FINE, top, box.width() / FINE, laid.pitch)
            return
        left, right = cursor_x(line, low), cursor_x(line, high)
        widest = laid.left + line.naturalTextWidth() / FINE
        yield QRectF(left, top, max(1.0, min(right, widest) - left), laid.pitch)

    def caret(self, position: int) -> QRectF:
        """Return the box of the caret before `position`, a line high and without width."""
        index = self.plan.block_of(position)
        block, laid = self.plan.blocks[index], self.laid(index)
        units = laid.units.to_utf16(max(0, min(position, block.end) - block.start))
        line = laid.layout.lineForTextPosition(units)
        if not line.isValid():
            return QRectF(0, self.text_top(index), 0, laid.pitch)
        x = cursor_x(line, units)
        if position in laid.spaced and not laid.both_ways:
            x -= laid.spaced[position]
        return QRectF(x, self.text_top(index) + line.lineNumber() * laid.pitch, 0, laid.pitch)

    def position_at(self, x: float, y: float) -> int:
        """Return the position nearest to a point."""
        index = self.heights.index_at(y)
        block, laid = self.plan.blocks[index], self.laid(index)
        if not laid.lines or block.style == "fold":
            return block.start
        number = int((y - self.text_top(index)) // laid.pitch)
        line = laid.layout.lineAt(max(0, min(number, laid.lines - 1)))
        units = int(line.xToCursor(x * FINE)) if laid.both_ways else _cursor_at(laid, line, x)
        return min(block.end, block.start + laid.units.from_utf16(units))

    def line_stretch(self, position: int) -> tuple[int, int]:
        """Return where the displayed line around `position` begins and ends."""
        index = self.plan.block_of(position)
        block, laid = self.plan.blocks[index], self.laid(index)
        units = laid.units.to_utf16(max(0, min(position, block.end) - block.start))
        line = laid.layout.lineForTextPosition(units)
        if not line.isValid():
            return block.start, block.end
        start, stop = line.textStart(), line.textStart() + line.textLength()
        ends = block.start + laid.units.from_utf16(stop)
        if ends < block.end and self.text[ends - 1].isspace():
            ends -= 1
        return block.start + laid.units.from_utf16(start), ends

    def line_ends(self, index: int) -> list[int]:
        """Return the positions at which the lines of a block end, but for the last."""
        block, laid = self.plan.blocks[index], self.laid(index)
        starts = [laid.layout.lineAt(number).textStart() for number in range(1, laid.lines)]
        return [block.start + laid.units.from_utf16(start) for start in starts]

    def step(self, position: int, way: int, by_words: bool) -> int:
        """Return the position one character (grapheme) or word further, across blocks; `way` is 1 or -1."""
        index = self.plan.block_of(position)
        block, laid = self.plan.blocks[index], self.laid(index)
        if (way > 0 and position >= block.end) or (way < 0 and position <= block.start):
            return self._neighbour(index, way, position)
        mode = QTextLayout.CursorMode.SkipWords if by_words else QTextLayout.CursorMode.SkipCharacters
        units = laid.units.to_utf16(position - block.start)
        move = laid.layout.nextCursorPosition if way > 0 else laid.layout.previousCursorPosition
        found = block.start + laid.units.from_utf16(move(units, mode))
        return self._neighbour(index, way, position) if found == position else found

    def _neighbour(self, index: int, way: int, position: int) -> int:
        blocks = self.plan.blocks
        other = index + way
        while 0 <= other < len(blocks) and blocks[other].style == "fold":
            other += way
        if not 0 <= other < len(blocks):
            return position
        found = blocks[other]
        if blocks[index].end == found.start and way > 0:  # pieces of one long paragraph touch
            return min(found.start + 1, found.end)
        return found.start if way > 0 else found.end

    def draw(self, index: int, painter: QPainter, left: float, top: float) -> None:
        """Draw the words of a block with the painter's pen, its first line beginning at this point."""
        painter.save()
        painter.translate(left, top)
        painter.scale(1 / FINE, 1 / FINE)
        self.laid(index).layout.draw(painter, QPointF(0, 0))
        painter.restore()


def _break_lines(layout: QTextLayout, width: float, pitch: float, left: float) -> int:
    """Break a layout into lines of a fixed pitch, the glyphs centred in it; returns their number."""
    layout.beginLayout()
    count = 0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(40.0, width) * FINE)
        line.setPosition(QPointF(left * FINE, count * pitch * FINE + (pitch * FINE - line.height()) / 2))
        count += 1
    layout.endLayout()
    return count


def _range(start: int, length: int, character_format: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, character_format
    return made


def _cursor_at(laid: Laid, line: QTextLine, x: float) -> int:
    """Return the cursor nearest to `x` in a line that runs from left to right.

    QTextLine.xToCursor jumps to the end of the line from the right half of a letter with a combining mark
    (seen in Qt 6.11), so the places themselves are searched.
    """
    start, stop = line.textStart(), line.textStart() + line.textLength()
    if line.lineNumber() < laid.lines - 1:  # its end is where the next line begins
        stop = max(start, laid.layout.previousCursorPosition(stop))

    def far(units: int) -> float:
        return abs(cursor_x(line, units) - x)

    after = start + bisect_left(range(start, stop + 1), x, key=lambda units: cursor_x(line, units))
    found = min(range(max(start, after - 1), min(stop, after) + 1), key=far)
    if laid.layout.isValidCursorPosition(found):
        return found
    sides = (laid.layout.previousCursorPosition(found), laid.layout.nextCursorPosition(found))
    return min(sides, key=lambda units: (far(units), -units))


def cursor_x(line: QTextLine, units: int) -> float:
    """Return the x of a cursor in a line; PySide gives a number or a pair, depending on its version."""
    found: Any = line.cursorToX(units)
    return float(found[0] if isinstance(found, tuple) else found) / FINE


def begins_at_right(words: str) -> bool:
    """Return whether the first letter with a direction is written from right to left."""
    if not _RIGHT_TO_LEFT.search(words):
        return False
    return next((way for way in map(_way, words) if way in ("L", "R", "AL")), "L") != "L"


def runs_leftwards(letter: str) -> bool:
    """Return whether a letter is written from right to left."""
    return _way(letter) in ("R", "AL")


def room_for(words: str, end: int) -> tuple[int, int]:
    """Return the stretch that is made wider for a number after `end`. Qt makes room at the right of a letter:
    of the last one; where words run to the left, of the one that follows; and where such words end inside a
    text that runs to the right, of their first one, behind which the text goes on."""
    last, leftwards = last_grapheme(words, end), begins_at_right(words)
    if not (runs_leftwards(words[last]) or (leftwards and _way(words[last]) not in ("L", "EN"))):
        return last, end
    goes_on = (
        next((way for way in map(_way, words[end : end + _AHEAD]) if way in ("L", "R", "AL")), "L") != "L"
    )
    if leftwards or goes_on:
        return end, min(end + 1, len(words))
    first = at = last
    while at > 0 and _way(words[at - 1]) != "L":
        at -= 1
        first = at if runs_leftwards(words[at]) else first
    return first, first + 1


def last_grapheme(words: str, end: int) -> int:
    """Return where the last character that one sees before `end` begins."""
    start = end - 1
    while start > 0 and (_JOINERS.match(words[start]) or words[start - 1] == "\u200d"):
        start -= 1
    return max(0, start)
