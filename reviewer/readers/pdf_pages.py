"""The pages of a PDF file as lines with their places, through PDFium.

All is taken by the numbers that PDFium gives the characters of a page; the text it gives as a whole leaves
control characters out, so the two are never mixed. PDFium must be used by one thread at a time.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from reviewer.errors import ReviewError
from reviewer.language import recorded

HYPHEN = "\x02"
"""The character that PDFium puts for a hyphen at the end of a line, and in its place no line break."""
MOST_LINES = 20_000
"""Lines of a page beyond which it is a drawing."""
FARTHEST = 1e6
"""Points from the corner of a page beyond which, as for what is no number, a place is nonsense."""
MOST_NOTES = 5_000
FEW_LETTERS = 400
"""Letters of a page, such as of a head and a stamp, up to which it is looked whether a picture fills it."""
MOST_PICTURES = 2_000
UPRIGHT = 12
"""Degrees that a line may lean and still stand."""
_KINDS = {1: "note", 3: "note", 9: "highlight", 10: "underline", 11: "underline", 12: "strike"}
_PASSWORD, _SECURITY = 4, 5
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
SHOWN = dict.fromkeys(range(32)) | {0x7F: None, 0xFFFE: HYPHEN, 0xFFFF: None, 0xFEFF: None} | _LIGATURES
SHOWN |= {9: " ", 2: HYPHEN, 0xAD: "\xad"}
"""What PDFium's characters are shown as: ligatures in their letters, controls as nothing."""


@dataclass(slots=True)
class Line:
    """A line of a page in points from the lower left corner; `size` is the height of its letters.

    It ends with HYPHEN where a word goes on in the next line. `alone` is set for running heads and numbers.
    """

    text: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    turned: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A mark on a page: its words as they stand there, and how many letters stand before them."""

    kind: str
    words: str
    before: int
    note: str
    author: str
    date: str


@dataclass(slots=True)
class Page:
    """A page by its number from 1."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    pictured: bool = False
    """Whether pictures take most of a page that has few letters, as on one that was scanned."""


class Sight:
    """How a page is seen: some files keep a page lying and say by how much to turn it.

    `turn` is in degrees clockwise; `frame` are the left, lower, right and upper edge as the file has them.
    """

    def __init__(self, page: Any) -> None:
        self.turn = int(page.get_rotation()) % 360
        self.frame: tuple[float, float, float, float] = page.get_bbox()

    def box(self, box: Any) -> tuple[float, float, float, float]:
        """Return the left, lower, right and upper edge of a box of PDFium, from the lower left corner as the
        page is seen; a page that stands keeps its own corner."""
        left, lower, right, upper = self.frame
        if self.turn == 90:
            return box.bottom - lower, right - box.right, box.top - lower, right - box.left
        if self.turn == 180:
            return right - box.right, upper - box.top, right - box.left, upper - box.bottom
        if self.turn == 270:
            return upper - box.top, box.left - left, upper - box.bottom, box.right - left
        return box.left, box.bottom, box.right, box.top

    def is_upright(self, angle: float) -> bool:
        """Return whether letters at an angle (clockwise, in radians) stand upright as the page is seen."""
        apart = (math.degrees(angle) + self.turn) % 360
        return min(apart, 360 - apart) < UPRIGHT


class Pdf:
    """An open file."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.damaged: list[int] = []
        """Pages that could not be read."""

    def __len__(self) -> int:
        return len(self.document)

    @property
    def facts(self) -> dict[str, str]:
        """What the file says of itself: Title, Author, Subject, Keywords, CreationDate."""
        return {key: value.strip("\x00 \t\r\n") for key, value in self.document.get_metadata_dict().items()}

    def pages(self) -> Iterator[Page]:
        """Yield the pages that can be read."""
        import pypdfium2

        for index in range(len(self)):
            try:
                page = self.document[index]
                try:
                    yield _page(page, index + 1)
                finally:
                    page.close()
            except pypdfium2.PdfiumError:
                self.damaged.append(index + 1)


@contextmanager
def opened(data: bytes, name: str) -> Iterator[Pdf]:
    """Open a file for a block; raises ReviewError when it is locked or damaged."""
    # Imported late: only who reads a PDF file pays for it.
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(name, getattr(error, "err_code", None)) from error
    try:
        yield Pdf(document)
    finally:
        document.close()


def _refusal(name: str, code: int | None) -> ReviewError:
    copy = recorded("Open it in a PDF program, save a copy without a password, and import that.")
    if code == _PASSWORD:
        return ReviewError(recorded("{name} is locked with a password.", name=name), copy)
    if code == _SECURITY:
        return ReviewError(recorded("{name} is locked in a way that cannot be opened here.", name=name), copy)
    return ReviewError(
        recorded("{name} is damaged or incomplete and cannot be opened.", name=name),
        recorded("Download it again, or ask for another copy."),
    )


def _page(page: Any, number: int) -> Page:
    found = Page(number, page.get_width(), page.get_height())
    text = page.get_textpage()
    try:
        codes = _codes(text)
        found.lines = list(_lines(text, codes, Sight(page)))
        found.notes = list(_notes(page, text, codes))
    finally:
        text.close()
    if sum(len(line.text) for line in found.lines) <= FEW_LETTERS:
        found.pictured = _is_pictured(page)
    return found


def _is_pictured(page: Any) -> bool:
    """Return whether pictures take half of a page or more; a scanner may cut one into strips."""
    import pypdfium2
    from pypdfium2 import raw

    covered, whole = 0.0, float(page.get_width() * page.get_height())
    try:
        pictures = islice(page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), MOST_PICTURES)
        for picture in pictures:
            left, lower, right, upper = picture.get_bounds()
            covered += abs(float((right - left) * (upper - lower)))
    except pypdfium2.PdfiumError:
        return False
    return covered >= whole / 2


def _codes(text: Any) -> list[int]:
    from pypdfium2 import raw

    get = raw.FPDFText_GetUnicode
    return [get(text, index) for index in range(raw.FPDFText_CountChars(text))]


def _lines(text: Any, codes: list[int], sight: Sight) -> Iterator[Line]:
    start = count = 0
    for index, code in enumerate([*codes, 10]):
        ends = code in (10, 13)
        if not ends and code not in (2, 0xFFFE):
            continue
        until = index if ends else index + 1
        words = shown(codes[start:until])
        if words.strip() and count < MOST_LINES:
            count += 1
            yield _placed(text, codes, slice(start, until), words, sight)
        start = index + 1


def shown(codes: list[int]) -> str:
    """Return the characters of codes: halves of pairs joined, ligatures and controls resolved."""
    words = "".join(map(chr, codes))
    if any(0xD800 <= code < 0xE000 for code in codes):
        words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return words.translate(SHOWN)


def _placed(text: Any, codes: list[int], where: slice, words: str, sight: Sight) -> Line:
    start, end = where.start, where.stop
    first = next((i for i in range(start, end) if codes[i] > 32), start)
    last = next((i for i in range(end - 1, start - 1, -1) if codes[i] > 32), first)
    from pypdfium2 import raw

    begin, close = sight.box(_box(text, first)), sight.box(_box(text, last))
    middle = sight.box(_box(text, (first + last) // 2)) if last - first > 4 else begin
    size = max(begin[3] - begin[1], middle[3] - middle[1])
    turned = not sight.is_upright(raw.FPDFText_GetCharAngle(text, first))
    stripped = words.strip(" \xa0\t")
    right = max(begin[2], close[2])
    return Line(stripped, _sound(begin[0]), _sound(right), _sound(begin[1]), _sound(size), turned)


def _sound(place: float) -> float:
    return place if abs(place) < FARTHEST else 0.0


def _box(text: Any, index: int) -> Any:
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, box)
    return box


# ------------------------------------------------------------------ marks


def _notes(page: Any, text: Any, codes: list[int]) -> Iterator[Note]:
    from pypdfium2 import raw

    for index in range(min(MOST_NOTES, raw.FPDFPage_GetAnnotCount(page))):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            kind = _KINDS.get(raw.FPDFAnnot_GetSubtype(annotation))
            note = kind and _note(annotation, kind, text, codes)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
        if note and (note.words or note.note):
            yield note


def _note(annotation: Any, kind: str, text: Any, codes: list[int]) -> Note:
    rectangles = _rectangles(annotation) if kind != "note" else []
    words = " ".join(_under(text, *rectangle) for rectangle in rectangles)
    left, top, _, bottom = rectangles[0] if rectangles else _frame(annotation)
    before = _letters_before(text, codes, left, (top + bottom) / 2)
    said, author, date = (_string(annotation, key) for key in (b"Contents", b"T", b"M"))
    return Note(kind, words.strip(), before, said.strip(), author.strip(), _date(date))


def _rectangles(annotation: Any) -> list[tuple[float, float, float, float]]:
    from pypdfium2 import raw

    found = []
    for index in range(min(1_000, raw.FPDFAnnot_CountAttachmentPoints(annotation))):
        quad = raw.FS_QUADPOINTSF()
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, index, quad):
            across, up = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            # A mark reaches into the lines around it; what it means is in its middle.
            margin = 0.25 * (max(up) - min(up))
            found.append((min(across), max(up) - margin, max(across), min(up) + margin))
    return found


def _frame(annotation: Any) -> tuple[float, float, float, float]:
    from pypdfium2 import raw

    frame = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, frame)
    return frame.left, frame.top, frame.right, frame.bottom


def _under(text: Any, left: float, top: float, right: float, bottom: float) -> str:
    from pypdfium2 import raw

    count = raw.FPDFText_GetBoundedText(text, left, top, right, bottom, None, 0)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetBoundedText(text, left, top, right, bottom, buffer, count)
    return shown(list(buffer[:count]))


def _letters_before(text: Any, codes: list[int], left: float, middle: float) -> int:
    """Return how many letters and digits stand before a place of the page, as far as one is near."""
    from pypdfium2 import raw

    at = raw.FPDFText_GetCharIndexAtPos(text, left + 1, middle, 20, 20)
    return sum(chr(code).isalnum() for code in codes[: max(0, at)] if not 0xD800 <= code < 0xE000)


def _string(annotation: Any, key: bytes) -> str:
    from pypdfium2 import raw

    count = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < count < 2_000_000:
        return ""
    buffer = (ctypes.c_ushort * (count // 2))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, count)
    return (
        bytes(buffer).decode("utf-16-le", "replace").rstrip("\x00").replace("\r\n", "\n").replace("\r", "\n")
    )


def _date(raw: str) -> str:
    """Return the date of "D:20190403120000+01'00'" as "2019-04-03", or nothing."""
    digits = raw.removeprefix("D:")[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else ""
