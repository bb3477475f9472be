"""How one block looks by itself: its length, shape and words, as the names of features.

A feature is a short string. Which of them speak for what was learned from labelled pages and lies in
`resources/separation`; nothing here decides. Shapes ("masks") write a line with its words replaced by
their kind, so that "Anna Keller, 3 May 2019" and "Jo Li, 12 June 2020" look alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from reviewer.model import Box
from reviewer.separation import cues, names
from reviewer.separation.blocks import Block
from reviewer.separation.chain import Group
from reviewer.separation.labels import roles_of

READ = 700
"""Code points at the start of a block that are looked at."""
READ_END = 120
"""Code points at the end of a longer block that are looked at too."""
OPENING = 6
"""Tokens of a longer block whose shape counts."""
SHORT = 14
"""Tokens up to which a line is short: its whole shape and words count."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*|\d+|[^\w\s]", re.UNICODE)
_STEPS = (1, 2, 3, 4, 6, 9, 13, 20, 30, 45, 70, 110, 180, 300)
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_MANY = re.compile(r"\d{5,}")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TAG_WORD = re.compile(r"[a-z]{2,}")

_KEPT = frozenset(
    "says said wrote writes posted by on at am pm reply replies comment comments ago from to re the a of in"
    " permalink edit report share like likes vote votes points point children score joined location messages"
    " posts member author guest anonymous reputation quote originally sagt schreibt schrieb von um uhr vor am"
    " antworten kommentar kommentare dit écrit le à par répondre dice escribió el hace responder posted"
    " doi pmid abstract keywords published copyright et al et vol no pp submitted filed under tags tagged"
    " edited view profile follow name email website min hours hour days day weeks week months month years"
    " year minutes yr mo".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr"
    " jun jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember okt dez janvier"
    " février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo"
    " junio julio agosto septiembre octubre noviembre diciembre".split()
)
_DATE_WORDS = _MONTHS | frozenset("ago vor her hace il y mo yr yrs w d h".split())
_NUMERIC = cues.Anycase(
    r"\d[./-]\d{1,2}[./-]\d|[a-z]{3}[-/]\d|\d{1,2}(?:y|mo|w|d|h)\b|\d\.?\s?(?:jan|feb|m[aä]r|a[pv]r|ma[iy]|ju[nil]|aug|sep|o[ck]t|nov|de[cz])|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s?\d"
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun montag dienstag"
    " mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes"
    " martes miércoles jueves viernes sábado domingo".split()
)
PLAIN = frozenset(
    "the a an of to and in is that it for was on with as be are this by have not at but from or they you"
    " we i he she his her their our my der die das und ist nicht ein eine zu den von mit für auf le la les"
    " et de des est un une que en el los las y por con".split()
)


@dataclass(slots=True)
class Look:
    """One block by itself. `own` are its features, `brief` the few that its neighbours see too."""

    words: int
    mask: str
    text: str
    dated: bool
    step: int = 0
    """The step that its number of words falls on."""
    own: list[str] = field(default_factory=list)
    grouped: list[Group] = field(default_factory=list)
    """Features too, in groups that come back on every page."""
    worded: frozenset[str] = frozenset()
    """Its words, which are features too: of a short line or of a longer one."""
    brief: list[str] = field(default_factory=list)
    content: set[str] = field(default_factory=set)
    cited: bool = False
    """Whether it holds a citation by its shape."""
    personal: int = 0
    """How often somebody speaks as "I" or to "you" in it, while nobody speaks as "we"."""
    marked: bool = False
    """Whether it is a line that pages print as a heading or tool, such as “Reply”."""
    labelled: bool = False
    """Whether it begins with the label of a part of an abstract."""
    anchor: str = ""
    """What kind of line between comments it is by its literal words and where its date stands; set with what
    stands around."""
    place: str = ""
    """What mark-up calls its place: its innermost elements; empty without mark-up."""


def bucket(number: float) -> int:
    """Return the step that a count falls on: fine for small counts, coarse for large ones."""
    return bisect_right(_STEPS, number)


_FIRST_STEPS = tuple(map(bucket, range(_STEPS[-1])))


def steps(count: int) -> Sequence[int]:
    """Return the step that each whole number up to a count falls on."""
    return (*_FIRST_STEPS[: count + 1], *[len(_STEPS)] * (count + 1 - len(_FIRST_STEPS)))


def look_at(text: str, block: Block) -> Look:
    """Return how a block looks."""
    words = text[block.start : min(block.end, block.start + READ)]
    tokens = _TOKEN.findall(words)
    if block.length > READ:
        tokens += _TOKEN.findall(text[max(block.start + READ, block.end - READ_END) : block.end])
    line = " ".join(tokens).casefold()
    lower = line.split(" ") if tokens else []
    counts = _counts(tokens)
    short = len(tokens) <= SHORT
    mask = _mask(tokens[: SHORT if short else OPENING])
    if short and counts.digits:
        line = " ".join(["0" if token.isdigit() else token for token in lower])
    dated = counts.digits > 0 and block.length <= cues.LONGEST_LINE and _is_dated(words, lower)
    unspaced = 0 if words.isascii() else len(_CJK.findall(words)) // 2
    if unspaced > SHORT:
        short = False
    count = len(tokens) + unspaced
    look = Look(count, mask if short else "", line if short else "", dated, bucket(count))
    distinct = frozenset(lower)
    look.content = _content(distinct)
    look.worded = distinct if len(lower) <= WORDS else frozenset(lower[:WORDS])
    look.personal = 0 if counts.ours else counts.personal
    _add_shape(look, tokens, counts, block)
    _add_marks(look, lower, words)
    _add_flags(look, words, block, counts, len(tokens))
    _add_words(look, lower, mask if unspaced <= SHORT else "")
    if block.box is not None:
        _add_place(look, block.box, block.length)
    return look


def _is_dated(words: str, lower: Sequence[str]) -> bool:
    """Whether a short line with a number carries a date; a look at its words saves most a costly search."""
    return (not _DATE_WORDS.isdisjoint(lower) or _NUMERIC.found(words)) and names.DATED.found(words)


_PERSONAL = frozenset("i i'm i've my me you your ich mir mein je j'ai mon yo mi".split())
_WE = frozenset("we our wir unser unsere nous notre nosotros nuestro nuestros".split())


def content_of(words: str) -> set[str]:
    """Return the words of a line that say what it is about."""
    return _content(frozenset([token.casefold() for token in _TOKEN.findall(words)]))


def _content(distinct: frozenset[str]) -> set[str]:
    return {word for word in distinct if len(word) > 3 and word not in PLAIN}


class _Counts(NamedTuple):
    """How many tokens of a block are of a kind; in `PARTS` the same as parts of one number."""

    letters: int
    capitals: int
    digits: int
    plain: int
    personal: int
    ours: int


_PART = 10
"""Bits for one count: more than READ and READ_END together can fill, and six of them are one small number."""
_PARTS = tuple(_PART * place for place in range(len(_Counts._fields)))
_LARGEST = (1 << _PART) - 1


def _counts(tokens: Sequence[str]) -> _Counts:
    total = sum(map(_COUNTED.__getitem__, tokens))
    return tuple.__new__(_Counts, [(total >> part) & _LARGEST for part in _PARTS])


class _Counted(dict[str, int]):
    """What a token adds to each count, as parts of one number; words come back, so it is kept."""

    def __missing__(self, token: str) -> int:
        first, plain = token[0], token.casefold()
        letter = first.isalpha()
        counts = _Counts(
            letter,
            letter and first.isupper(),
            token.isdigit(),
            plain in PLAIN,
            plain in _PERSONAL,
            plain in _WE,
        )
        if len(self) >= MOST_KEPT:
            self.clear()
        self[token] = found = sum(count << part for count, part in zip(counts, _PARTS, strict=True))
        return found


MOST_KEPT = 16_384
"""Tokens for which what they count for is kept."""
_COUNTED = _Counted()


def _mask(tokens: Sequence[str]) -> str:
    """Return the shape of the first tokens; runs of words of one kind count once."""
    shape: list[str] = []
    for kind in map(_kind, tokens):
        if not shape or shape[-1] != kind or kind not in _RUNNING:
            shape.append(kind)
    return " ".join(shape)


_RUNNING = frozenset(("X", "x", "U"))


@lru_cache(16_384)
def _kind(token: str) -> str:
    first, plain = token[0], token.casefold()
    if first.isdigit():
        return "D" if len(token) > 4 else "d" * len(token)
    if not first.isalpha():
        return token
    if plain in _MONTHS and first.isupper():
        return "Month"
    if plain in _DAYS and first.isupper():
        return "Day"
    if plain in _KEPT:
        return plain
    if first.isupper():
        return "U" if len(token) > 1 and token.isupper() else "X"
    return "x"


def _add_shape(look: Look, tokens: list[str], counts: _Counts, block: Block) -> None:
    """Add length, letters, marks and layout."""
    count = max(1, len(tokens))
    size = bucket(block.length / 6) if block.length > READ else look.step
    marks = len(tokens) - counts.letters - counts.digits
    ending = _ending(tokens[-1]) if tokens else ""
    outline = _outline(size, 6 * counts.capitals // max(1, counts.letters), ending)
    blank, indent, lines = min(block.blank_before, 3), min(block.indent, 12) // 2, min(block.lines, 4)
    look.grouped += [
        outline,
        _mixture(6 * counts.digits // count, 6 * counts.plain // count, 6 * marks // count),
        _layout(size, blank, block.bullet, indent, lines),
    ]
    look.own.append(f"start{_kind(tokens[0]) if tokens else ''}")
    look.brief += outline[:2]


# The names of features are kept: there are few of them, and every block of every page has some.


@lru_cache(8_192)
def _outline(size: int, capitals: int, ending: str) -> Group:
    shapes = f"cap{capitals}", f"n{size}cap{capitals}", f"n{size}end{ending}"
    return Group((f"n{size}", f"end{ending}", "bias", *shapes))


@lru_cache(8_192)
def _mixture(digits: int, plain: int, marks: int) -> Group:
    return Group((f"dig{digits}", f"stop{plain}", f"pun{marks}"))


@lru_cache(8_192)
def _layout(size: int, blank: int, bullet: bool, indent: int, lines: int) -> Group:
    above = f"blank{blank}", f"blank{min(blank, 2)}n{size}"
    return Group((*above, f"bul{int(bullet)}", f"ind{indent}", f"lines{lines}"))


def _ending(last: str) -> str:
    if not last[0].isalnum():
        return last
    return "A" if last[0].isupper() else "a" if last.isalpha() else "0"


def _add_marks(look: Look, lower: list[str], words: str) -> None:
    """Add whether the line is one that pages print, or opens a part of an abstract."""
    mark = cues.MARK_OF_LINE.get(words.rstrip(" :.…").casefold()) if len(lower) <= SHORT else None
    if mark:
        look.own.append(f"mark={mark}")
        look.brief.append(f"mark={mark}")
        look.marked = True
    label = _label(lower)
    if label:
        look.own += ["label", f"label{label}"]
        look.brief.append("label")
        look.labelled = True


def _add_flags(look: Look, words: str, block: Block, counts: _Counts, count: int) -> None:
    """Add what the line carries: dates, addresses, identifiers, statistics."""
    flags = []
    numbered = counts.digits > 0
    marks = counts.letters + counts.digits < count
    year = numbered and _YEAR.search(words) is not None
    if numbered:
        if _TIME.search(words):
            flags.append("time")
        if year:
            flags.append("year")
        if _MANY.search(words):
            flags.append("many")
    if marks:
        flags += _marks_of(words, count)
    seen = []
    if look.dated:
        seen.append("date")
    maybe = numbered and (year or _IDENTIFIER.match(words)) and block.length <= 2 * cues.LONGEST_LINE
    if maybe and cues.CITATION.search(words):
        seen.append("cite")
        look.cited = True
    if marks and "10." in words and "/" in words:
        seen.append("doi")
    if marks and words[:1] in _QUOTES:
        seen.append("quote")
    if "http" in words or "www." in words:
        seen.append("http")
    look.own += flags
    look.own += seen
    look.brief += seen
    if block.bullet:
        look.brief.append("bul")


def _marks_of(words: str, count: int) -> list[str]:
    """Return the features of the marks that stand in so many tokens."""
    flags = []
    if "?" in words:
        flags.append("quest")
    if "!" in words:
        flags.append("excl")
    if "@" in words:
        flags.append("at")
    if "|" in words or "·" in words or "•" in words:
        flags.append("bar")
    if "%" in words:
        flags.append("pct")
    if "=" in words and (" = " in words or "<" in words):
        flags.append("eq")
    if words.count("(") > 1:
        flags.append("paren")
    if words.count(";") > 1:
        flags.append("semi")
    if words.count(",") * 4 > count:
        flags.append("comma")
    return flags


_IDENTIFIER = re.compile("doi|pmc?id|http", re.IGNORECASE)
"""How a citation begins that has no year."""
_CLOSING = frozenset(":]：")
_QUOTES = frozenset('"“„«‘>')


def _label(lower: list[str]) -> str:
    """Return how a line carries the label of a part of an abstract: alone, with a colon, or not ("")."""
    if not _CLOSING.isdisjoint(lower[1:7]):
        closed = next(index for index, word in enumerate(lower[1:7], 1) if word in _CLOSING)
        opened = 1 if lower[0] == "[" else 0
        return "colon" if roles_of(" ".join(lower[opened:closed])) else ""
    return "alone" if len(lower) <= 5 and roles_of(" ".join(lower)) else ""


def _add_words(look: Look, lower: list[str], mask: str) -> None:
    """Add the words: all of a short line, those that a longer one begins with and holds."""
    own = look.own
    if look.mask:
        line = [f"m={mask}", f"t={look.text}"]
        own += line
        look.brief += line
    own.append(f"m5={' '.join(mask.split()[:5])}")
    if lower:
        own.append(f"h0={lower[0]}")
        own.append(f"l={lower[-1]}")
        look.brief.append(f"h={lower[0]}")


WORDS = 100
"""Tokens of a block whose words count."""


def _add_place(look: Look, box: Box, length: int) -> None:
    """Add what the mark-up says: tags, names of the elements around, share of links."""
    around = box.inside[: -AROUND - 1 : -1]
    linked = _LINKED[int(4 * box.linked / max(1, length))]
    look.place, told = _told(tuple(map(_CALLED, around)))
    look.grouped.append(told)
    look.own.append(linked)
    look.brief += [f"tag={around[0].tag if around else ''}", linked]
    if around:
        look.brief += _parent(around[0].names)


_CALLED = itemgetter(1, 2)
"""Tag and names of an element."""
_LINKED = tuple(f"link{quarters}" for quarters in range(5))


@lru_cache(8192)
def _told(around: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, Group]:
    """Return the place and the features of a block by tag and names of the elements around it, the innermost
    first; pages repeat them."""
    place = "/".join([f"{tag}.{'.'.join(called[:2])}" for tag, called in around[2::-1]])
    found: dict[str, None] = {}
    for depth, (tag, called) in enumerate(around):
        if depth < 4:
            found[f"tag{depth}={tag}"] = None
        if tag in _TELLING:
            found[f"far:{tag}"] = None
        found |= _called(called, depth < 2)
    return place, Group(found)


AROUND = 9
"""Elements around a block that count, the innermost first."""
NAMES = 6
"""Names of an element that count."""
_TELLING = frozenset(
    ("article", "aside", "nav", "footer", "header", "main", "form", "blockquote", "ul", "ol", "table")
)


@lru_cache(8192)
def _called(names: tuple[str, ...], near: bool) -> dict[str, None]:
    """Return the features of an element's names; pages repeat them on every block, so they are kept."""
    level = "near" if near else "far"
    return {f"{level}:{word}": None for name in names[:NAMES] for word in _TAG_WORD.findall(name)}


@lru_cache(8192)
def _parent(names: tuple[str, ...]) -> list[str]:
    return [f"c={word}" for name in names[:3] for word in _TAG_WORD.findall(name)]
