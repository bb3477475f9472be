"""Lines of pages to text: paragraphs on one line each, words whole again, heads and numbers by themselves.

PDFium gives the lines in reading order; which of them make a paragraph is told by their places.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.readers.parsed import Mark
from reviewer.readers.pdf_pages import HYPHEN, Line, Page

NEAR = 6
"""Lines before and after a line by which the edge of its column is told."""
LONGEST_WORD = 80
_NUMBER = re.compile(
    r"(?:page |p\. ?|seite )?(?:[-–—] ?)?(?:\d{1,5}|[ivxlc]{1,7})(?: ?[-–—])?(?: ?(?:of|/|von) ?\d+)?", re.I
)
_DIGITS = re.compile(r"\d+")
_ITEM = re.compile(r"(?:[•▪◦●■‣∙·*–—-]|\[\d{1,3}\]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s")
_REFERENCE = re.compile(r"\[\d{1,3}\]\s")
_SENTENCE_END = (".", "?", "!", ":", ";", ".”", ".)", '."')
_LEADER = re.compile(r"(?:\.\s?){4,}\s*[\divxlc]*$")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SUSPENDED = frozenset("and or und oder et ou y o e to bis".split())
_FIRST_PARTS = frozenset(
    "self non well long short high low cross follow evidence double single placebo case meta quasi semi"
    " patient population hospital community health open one two three four five six first second".split()
)
"""Words after which a hyphen at the end of a line is most likely meant."""


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of all pages, where each begins, and what readers marked."""

    text: str
    pages: tuple[int, ...]
    marks: tuple[Mark, ...]


def compose(pages: Sequence[Page]) -> Composed:
    """Return the text of pages; a page without words begins where the next one does."""
    for page in pages:
        _set_line_numbers_apart(page)
    _find_running(pages)
    known = _vocabulary(pages)
    texts: list[str] = []
    starts: list[int] = []
    marks: list[Mark] = []
    end = 0
    for page in pages:
        words = _page_text(page, known)
        gap = "\n\n" if words and texts else ""
        starts.append(end + len(gap))
        if words:
            texts.append(gap + words)
            end += len(gap) + len(words)
        marks += _marks(page, words, starts[-1])
    return Composed("".join(texts), tuple(min(start, end) for start in starts), tuple(marks))


# ------------------------------------------------------------------ heads and numbers


def _set_line_numbers_apart(page: Page) -> None:
    """Take the numbers that a manuscript has before its lines into one line above them."""
    begins = [re.match(r"(\d{1,4})(?:\s+(?=\S)|$)", line.text) for line in page.lines]
    found = [(index, int(match[1])) for index, match in enumerate(begins) if match]
    steps = Counter(b[1] - a[1] for a, b in zip(found, found[1:], strict=False))
    step = 1 if steps[1] >= steps[5] else 5
    if len(found) < 8 or steps[step] < 0.8 * (len(found) - 1) or step * len(found) < 0.6 * len(page.lines):
        return
    numbers = []
    for index, number in found:
        line = page.lines[index]
        rest = line.text[len(str(number)) :].lstrip()
        line.left = min((other.left for other in page.lines if other is not line), default=line.left)
        line.text = rest
        numbers.append(str(number))
    above = Line(" ".join(numbers), alone=True)
    page.lines = [above, *(line for line in page.lines if line.text)]


def _find_running(pages: Sequence[Page]) -> None:
    """Mark heads and feet that stand on several pages, and page numbers."""
    outer = [(page, line) for page in pages for line in _outermost(page)]
    counts = Counter(key for _, key in {(page.number, _key(line)) for page, line in outer})
    enough = 3 if len(pages) > 3 else 2
    for _, line in outer:
        line.alone = counts[_key(line)] >= enough or _NUMBER.fullmatch(line.text) is not None


def _outermost(page: Page) -> list[Line]:
    ordered = sorted((line for line in page.lines if not line.alone), key=lambda line: line.bottom)
    return ordered[:3] + ordered[3:][-3:]


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.casefold()), round(line.bottom / 8)


# ------------------------------------------------------------------ paragraphs


def _page_text(page: Page, known: Counter[str]) -> str:
    lines = page.lines
    if not lines:
        return ""
    pitch = _pitch(lines)
    edges = [_edges(lines, index) for index in range(len(lines))]
    found = [_unbroken(lines[0].text, "", known)[0]] if len(lines) == 1 else [lines[0].text]
    first = True  # whether the line before is the first of its paragraph
    for index in range(1, len(lines)):
        before, line = lines[index - 1], lines[index]
        following = lines[index + 1] if index + 1 < len(lines) else None
        if _joins(before, line, following, edges[index - 1], pitch, first):
            head, glue = _unbroken(found[-1], line.text, known)
            found[-1] = head + glue + line.text
            first = False
        else:
            found[-1] = _unbroken(found[-1], "", known)[0]
            found.append(("\n" if _close(before, line, pitch) else "\n\n") + line.text)
            first = True
    found[-1] = _unbroken(found[-1], "", known)[0]
    return "".join(found)


def _pitch(lines: Sequence[Line]) -> float:
    """Return how far the lines of the page are apart as a rule."""
    steps = [a.bottom - b.bottom for a, b in zip(lines, lines[1:], strict=False)]
    usual = [step for step, line in zip(steps, lines, strict=False) if 0 < step < 3.2 * max(1.0, line.size)]
    return statistics.median(usual) if usual else 14.0


def _edges(lines: Sequence[Line], index: int) -> tuple[float, float]:
    """Return where the column of a line begins and ends, by the lines around it."""
    line = lines[index]
    near = [
        other
        for other in lines[max(0, index - NEAR) : index + NEAR + 1]
        if not other.alone and other.left < line.right and other.right > line.left and _alike(other, line)
    ]
    return min([line.left, *(o.left for o in near)]), max([line.right, *(o.right for o in near)])


def _alike(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= 0.15 * max(one.size, other.size, 1.0)


def _joins(
    before: Line, line: Line, following: Line | None, edges: tuple[float, float], pitch: float, first: bool
) -> bool:
    """Return whether a line goes on with the paragraph of the one before it."""
    if before.alone or line.alone or before.turned != line.turned or not _alike(before, line):
        return False
    step = before.bottom - line.bottom
    full = _is_full(before, line, edges)
    if (
        abs(step) < 0.5 * before.size and 0 <= line.left - before.right < 2 * before.size
    ):  # pieces of one line
        return True
    if step < 0.5 * before.size or line.left > before.right:  # the next column
        goes_on = line.text[0].islower() and not before.text.endswith(_SENTENCE_END)
        return before.text.endswith(HYPHEN) or (full and goes_on)
    if step > 1.3 * pitch and step > 1.5 * before.size:
        return False
    if _LEADER.search(before.text[-200:]):  # of a table of contents
        return False
    if _REFERENCE.match(line.text) or (_ITEM.match(line.text) and before.text.endswith(_SENTENCE_END)):
        return False
    if before.text.endswith(HYPHEN):
        return True
    return full and not _is_indented(before, line, following, edges[0], first)


def _is_full(before: Line, line: Line, edges: tuple[float, float]) -> bool:
    """Return whether the first word of a line would not have fitted on the one before it."""
    letter = (line.right - line.left) / max(1, len(line.text))
    room = edges[1] - before.right
    if room < letter * (len(line.text.split(" ", 1)[0]) + 2):
        return True
    # Ragged lines end earlier; words in the middle of a sentence say that they go on.
    goes_on = line.text[0].islower() and not before.text.endswith(_SENTENCE_END)
    return goes_on and room < 0.4 * (edges[1] - edges[0]) and edges[1] - edges[0] > 30 * letter


def _is_indented(before: Line, line: Line, following: Line | None, left: float, first: bool) -> bool:
    """Return whether a line begins a paragraph by where it begins: set in, or set out under a hanging one."""
    tab = 0.6 * max(line.size, 1.0)
    if line.left > before.left + tab:
        hangs = following is not None and abs(following.left - line.left) < tab / 2
        hangs = hangs or _ITEM.match(before.text) is not None
        return not hangs and before.left < left + tab
    return line.left < before.left - tab and not first


def _close(before: Line, line: Line, pitch: float) -> bool:
    """Return whether two lines stand right below each other, as those of a list or a table do."""
    apart = before.bottom - line.bottom
    return not (before.alone or line.alone) and _alike(before, line) and -1 <= apart <= 1.25 * pitch


# ------------------------------------------------------------------ words


def _vocabulary(pages: Iterable[Page]) -> Counter[str]:
    """Return how often each word stands unbroken, with and without hyphens."""
    return Counter(
        word for page in pages for line in page.lines for word in _WORD.findall(line.text.casefold())
    )


def _unbroken(head: str, tail: str, known: Counter[str]) -> tuple[str, str]:
    """Return what goes before the words that follow, and what goes between."""
    if not head.endswith((HYPHEN, "\xad", "-", "‐")):
        wide = head and tail and _WIDE.match(head[-1]) and _WIDE.match(tail)
        return _visible(head), "" if wide or not tail else " "
    broken, sign = head[:-1], head[-1]
    one, other = re.search(r"[\w-]+$", broken[-LONGEST_WORD:]), re.match(r"\w+", tail)
    if one is None or other is None:
        return _visible(broken) + (
            "-" if sign in "-‐\xad" else _unread(broken, tail)
        ), "" if not tail else " "
    if other[0].casefold() in _SUSPENDED and sign != "\xad":
        return _visible(broken) + "-", " "
    return _visible(broken) + _hyphen(one[0].casefold(), other[0], sign, known), ""


def _unread(broken: str, tail: str) -> str:
    """Return what a sign that PDFium took for a hyphen stands for: one at an end, else nobody knows."""
    return "-" if broken[-1:].isalnum() and not tail else "\ufffd"


def _hyphen(one: str, other: str, sign: str, known: Counter[str]) -> str:
    """Return the hyphen between two halves of a word if it is part of it, else nothing."""
    if not (one[-1].isalpha() and other[0].isalpha() and other[0].islower()):
        return "-"
    with_it, without = known[f"{one}-{other.casefold()}"], known[one + other.casefold()]
    if with_it != without:
        return "-" if with_it > without else ""
    return "-" if one in _FIRST_PARTS or "-" in one else ""


def _visible(words: str) -> str:
    """Return words with the signs resolved that stand in the middle of a line."""
    return words.replace(HYPHEN, "\ufffd") if HYPHEN in words else words


# ------------------------------------------------------------------ marks


def _marks(page: Page, text: str, start: int) -> Iterator[Mark]:
    """Yield where the words of notes stand in the text of their page, nearest to where they stood."""
    places = [index for index, character in enumerate(text) if character.isalnum()] if page.notes else []
    letters = "".join(text[index] for index in places)
    for note in page.notes:
        wanted = "".join(character for character in note.words if character.isalnum())
        at = _nearest(letters, wanted, note.before) if wanted else -1
        if at >= 0:
            first, last = places[at], places[at + len(wanted) - 1] + 1
        else:
            first = last = places[min(note.before, len(places) - 1)] if places else 0
        said = (note.note, note.author, note.date, page.number)
        yield Mark(start + first, start + last, note.kind, text[first:last] or note.words, *said)


def _nearest(letters: str, wanted: str, near: int) -> int:
    below, above = letters.rfind(wanted, 0, near + len(wanted)), letters.find(wanted, near)
    if below < 0 or above < 0:
        return max(below, above)
    return below if near - below < above - near else above
