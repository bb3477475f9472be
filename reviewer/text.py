"""Everything about characters: canonical text, exact words, positions, sentences, words.

A position is a Unicode code point index. Qt counts UTF-16 units; `Utf16Map` is the one place where the
two meet, because a single emoji shifts every later position by one.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from reviewer.errors import ReviewError
from reviewer.language import recorded
from reviewer.model import Document, Span

CONTEXT = 32
"""Code points kept on either side of a quote, so that it can be found again in another version."""
LONGEST_WORD = 200
"""Letters after which a run without a space is taken for no word, such as a page of Chinese or a sequence."""

_UNSAFE = re.compile("[\x00\ud800-\udfff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_WORD = re.compile(r"\w(?:[\w'’-]*\w)?", re.UNICODE)
_RUN = re.compile(r"\w[\w'’-]*")
"""A word with what may stand after it: there are as many, and they are found in half the time."""
_ASCII = bytes(range(128))
_PARTED = bytes(
    code if code in b"'-" else ord("a") if code > 127 or chr(code).isalnum() or code == ord("_") else 32
    for code in range(256)
)
"""UTF-8 with one letter for all that may begin a word, and spaces for all that is in none; what lies beyond
ASCII is seen to before."""
_MOST_SIGNS = 50
_SENTENCE_END = re.compile(
    r"[.!?…。！？]+[\"'”’»)\]]*(?=\s|$)|\n[^\S\n]*\n|[。！？]+"
    r"|(?<=[a-zß-ÿ\d)\]%])(?<!\be\.g)(?<!\bi\.e)[.!?](?=[A-ZÄÖÜÉÈÀ](?:[a-zß-ÿ]+[\s,’'-]|\s))"
)
"""Where a sentence may end; the last form is a full stop with no space after it, as in “goals.We”."""
_ABBREVIATION = re.compile(
    r"\b(?:e\.? ?g|i\.? ?e|vs|viz|cf|approx|ca|Figs?|Tab|Eqs?|Dr|Prof|Mr|Mrs|Ms|St|resp|vol|pp|Refs?|bzw"
    r"|z|z\. ?B|d\. ?h|u\. ?a|p\. ?ex|evtl|ggf|sog|inkl|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_CLOSING = re.compile(
    r"(?:\b(?:al|etc|Inc|Ltd|Corp|Co|spp?|subsp|var|max|min|U\.S\.A|U\.S|U\.K|Ph\.D|M\.D|a\.m|p\.m)|(?<!\w)[A-Z])\.$"
)
"""Abbreviations that may close a sentence: what follows decides."""
_NUMBER_SIGN = re.compile(r"\b(?:[Nn]os?|Nr|[Pp]|art)\.$")
_FOLLOWING = re.compile(r"\s*[\"'“‘„«(\[]*\w")
_GENE = re.compile(r"[a-z]{1,4}-?(?:[A-Z]|\d)")
"""A word that begins small even where a sentence begins: p53, mRNA, miR-21."""
_NAMED_LETTER = re.compile(
    r"\b(?:vitamins?|hepatitis|types?|groups?|grades?|stages?|class|arms?|factor|influenza|phase|protein|plan"
    r"|parts?|models?|schedule|level|category|cohort|Child-Pugh|option|site|school|and|or) [A-Z]\.$",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"\s*[\"'“‘(\[]*(?:The|This|These|Those|There|Then|They|Their|Thus|We|Our|It|Its|In|An?|At|All|Although|After"
    r"|Among|As|Both|But|By|Because|Compared|Conclusions?|Data|Despite|During|Each|Finally|Findings|For|Four|From"
    r"|Further|Furthermore|He|However|If|Methods?|Moreover|Most|Neither|No|Of|On|One|Our|Objectives?|Patients"
    r"|Participants|Results?|She|Since|Some|Studies|Such|Three|To|Two|Using|When|While|With|Within|Wir|Die|Der"
    r"|Das|Les?|La|Nous|Los|Las|El|Se)\b"
)


def clean(raw: str) -> str:
    """Return the canonical form of imported text: LF newlines, no byte-order mark, storable characters.

    NUL and lone surrogates become U+FFFD because neither SQLite nor UTF-8 can carry them. Nothing else
    changes: no-break spaces, bidi marks and odd separators stay where they are.
    """
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _UNSAFE.sub("\ufffd", text)


def named(path: str) -> str:
    """Return the name of a file as it can be shown and stored: bytes of it that are no UTF-8 as "\\udcff"."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def one_line(words: str, most: int) -> str:
    """Return words on one line, of at most `most` code points; what is cut ends at a word, with an ellipsis.

    For showing only: a document may hold two megabytes without a space, and a label cannot.
    """
    flat = " ".join(words[: 4 * most].split())
    if len(flat) <= most and len(words) <= 4 * most:
        return flat
    cut = flat[: most - 1]
    head = cut.rpartition(" ")[0]
    return f"{head if len(head) > most // 2 else cut}…"


def runs(numbers: Iterable[int]) -> list[str]:
    """Return numbers in order with those that follow each other as one: 3, 4, 5 and 9 are "3–5" and "9"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1] = [found[-1][0], number]
        else:
            found.append([number])
    return ["–".join(map(str, run)) for run in found]


def sha256(text: str) -> str:
    """Return the hexadecimal SHA-256 of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def quote(document: Document, start: int, end: int) -> Span:
    """Return the span of `document` from `start` to `end` with its exact words.

    Raises ReviewError when the positions are empty or lie outside the text.
    """
    if not 0 <= start < end <= len(document.text):
        raise ReviewError(
            recorded(
                "Characters {start} to {end} are not a stretch of this text of {count} characters.",
                start=start,
                end=end,
                count=len(document.text),
            ),
            recorded(
                "Give a start that is smaller than the end, both counted in Unicode code points from 0."
            ),
        )
    return Span(document.id, start, end, document.text[start:end])


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return up to CONTEXT code points before `start` and after `end`."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def refind(
    text: str, exact: str, prefix: str = "", suffix: str = "", near: int = 0
) -> tuple[int, int] | None:
    """Return where `exact` stands in `text` now, or None.

    Among several places the one whose surroundings resemble `prefix` and `suffix` most wins, then the
    one nearest to `near`.
    """
    places = [match.start() for match in re.finditer(re.escape(exact), text)] if exact else []
    if not places:
        return None

    def fit(place: int) -> tuple[float, int]:
        before, after = context(text, place, place + len(exact))
        return (-_alike(before, prefix) - _alike(after, suffix), abs(place - near))

    best = min(places, key=fit)
    return best, best + len(exact)


def _alike(now: str, kept: str) -> float:
    """Return how alike surroundings are to those that were kept; nothing kept says nothing."""
    return difflib.SequenceMatcher(None, now, kept, autojunk=False).ratio() if kept else 0.0


class Utf16Map:
    """Converts positions of one text between code points and UTF-16 units, both ways."""

    def __init__(self, text: str) -> None:
        self._points = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [point + index for index, point in enumerate(self._points)]

    def to_utf16(self, position: int) -> int:
        """Return the UTF-16 position of a code point position."""
        return position + bisect_left(self._points, position)

    def from_utf16(self, units: int) -> int:
        """Return the code point position; a position inside a surrogate pair means its character."""
        before = bisect_left(self._units, units)
        return units - before


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences of `text[start:end]` as half-open stretches without surrounding space."""
    stop = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, stop):
        if not _ends_here(text, max(begin, match.start() - 16), match.end(), stop):
            continue
        _append_trimmed(found, text, begin, match.end())
        begin = match.end()
    _append_trimmed(found, text, begin, stop)
    return found


def _ends_here(text: str, begin: int, end: int, stop: int) -> bool:
    """Whether the mark that ends at `end` closes a sentence, judged by what stands around it."""
    before = text[begin:end]
    follows = _FOLLOWING.match(text, end, stop)
    if before.endswith("\n"):
        return True
    if _ABBREVIATION.search(before):
        return False
    if follows is None:
        return True
    if _NUMBER_SIGN.search(before):
        return not follows[0][-1].isdigit()
    if follows[0][-1].islower():
        return _GENE.match(text, follows.end() - 1) is not None
    if _CLOSING.search(before):
        return _OPENER.match(text, end, stop) is not None or _NAMED_LETTER.search(before) is not None
    return True


def _append_trimmed(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    start, end = trim(text, start, end)
    if start < end:
        found.append((start, end))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without the white space at its ends; empty at `start` when nothing is left."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def words(text: str) -> int:
    """Return the number of words; a run without spaces in a script that has none counts as one."""
    data = text.encode()
    if len(data) > len(text):
        beyond = data.translate(None, _ASCII).decode()
        signs = [sign for sign in set(beyond) if not sign.isalnum()]
        if len(signs) > _MOST_SIGNS:
            return len(_RUN.findall(text))
        for sign in signs:
            data = data.replace(sign.encode(), b"'" if sign == "’" else b" ")
    parted = b" " + data.translate(_PARTED)
    if b" -" in parted or b" '" in parted:  # a hyphen that begins no word may be no part of one
        return len(_RUN.findall(text))
    return parted.count(b" a")


def word_stretches(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the words of `text[start:end]` as half-open stretches."""
    return [match.span() for match in _WORD.finditer(text, start, len(text) if end is None else end)]


def snap_to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to whole words and drop the white space at its ends.

    A run of more than LONGEST_WORD letters is no word: there the end stays, between two characters.
    """
    start, end = trim(text, start, end)
    if start >= end:
        return start, end
    first, last = max(0, start - LONGEST_WORD), min(len(text), end + LONGEST_WORD)
    return _edge(text, start, -1, first), _edge(text, end, 1, last)


def _edge(text: str, position: int, way: int, furthest: int) -> int:
    """Return the nearest edge of a word from a position on, or of a character if there is none so near."""
    found = position
    while found not in (0, len(text)) and _joined(text, found):
        if found == furthest:
            return _character_edge(text, position, way)
        found += way
    return found


def _character_edge(text: str, position: int, way: int) -> int:
    while 0 < position < len(text) and _in_character(text[position - 1], text[position]):
        position += way
    return position


def _in_character(before: str, after: str) -> bool:
    return bool(unicodedata.combining(after)) or after in "\u200d\ufe0f" or before == "\u200d"


def _joined(text: str, position: int) -> bool:
    """Whether cutting at `position` would cut a word or a grapheme."""
    before, after = text[position - 1], text[position]
    if before.isspace() or after.isspace():
        return False
    return _in_character(before, after) or _in_word(before) and _in_word(after)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or bool(unicodedata.combining(character))


def nearest(positions: list[int], position: int, step: int) -> int | None:
    """Return the next (`step` 1) or previous (`step` -1) of sorted `positions`, or None."""
    index = bisect_right(positions, position) if step > 0 else bisect_left(positions, position) - 1
    return positions[index] if 0 <= index < len(positions) else None
