"""How one block looks by itself: its length, shape and words, as the names of features.

A feature is a short string. Which of them speak for what was learned from labelled pages and lies in
`resources/separation`; nothing here decides. Shapes ("masks") write a line with its words replaced by
their kind, so that "Anna Keller, 3 May 2019" and "Jo Li, 12 June 2020" look alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from reviewer.model import Box
from reviewer.separation import cues, names
from reviewer.separation.blocks import Block
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
_NUMERIC = re.compile(
    r"\d[./-]\d{1,2}[./-]\d|[a-z]{3}[-/]\d|\d{1,2}(?:y|mo|w|d|h)\b|\d\.?\s?(?:jan|feb|m[aä]r|a[pv]r|ma[iy]|ju[nil]|aug|sep|o[ck]t|nov|de[cz])|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s?\d",
    re.IGNORECASE,
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
    own: list[str] = field(default_factory=list)
    brief: list[str] = field(default_factory=list)
    markup: tuple[str, ...] = ()
    content: set[str] = field(default_factory=set)
    cited: bool = False
    """Whether it holds a citation by its shape."""
    personal: int = 0
    """How often somebody speaks as "I" or to "you" in it, while nobody speaks as "we"."""
    marked: bool = False
    """Whether it is a line that pages print as a heading or tool, such as “Reply”."""
    labelled: bool = False
    """Whether it begins with the label of a part of an abstract."""


def bucket(number: float) -> int:
    """Return the step that a count falls on: fine for small counts, coarse for large ones."""
    return bisect_right(_STEPS, number)


def look_at(text: str, block: Block) -> Look:
    """Return how a block looks."""
    words = text[block.start : min(block.end, block.start + READ)]
    tokens = _TOKEN.findall(words)
    if block.length > READ:
        tokens += _TOKEN.findall(text[max(block.start + READ, block.end - READ_END) : block.end])
    lower = [token.casefold() for token in tokens]
    short = len(tokens) <= SHORT
    mask = _mask(tokens[: SHORT if short else OPENING], lower)
    plain = " ".join("0" if token.isdigit() else token for token in lower) if short else ""
    brief_line = block.length <= cues.LONGEST_LINE
    numbered = any(map(str.isdigit, tokens))
    hinted = (
        brief_line and numbered and (not _DATE_WORDS.isdisjoint(lower) or _NUMERIC.search(words) is not None)
    )
    dated = hinted and names.DATE.search(words) is not None
    unspaced = len(_CJK.findall(words)) // 2
    if unspaced > SHORT:
        mask, plain, short = "", "", False
    look = Look(len(tokens) + unspaced, mask if short else "", plain, dated)
    look.content = _content(lower)
    look.personal = 0 if not _WE.isdisjoint(lower) else sum(map(_PERSONAL.__contains__, lower))
    _add_shape(look, tokens, lower, words, block, numbered)
    _add_words(look, lower, plain, mask)
    if block.box is not None:
        _add_place(look, block.box, block.length)
    return look


_PERSONAL = frozenset("i i'm i've my me you your ich mir mein je j'ai mon yo mi".split())
_WE = frozenset("we our wir unser unsere nous notre nosotros nuestro nuestros".split())


def content_of(words: str) -> set[str]:
    """Return the words of a line that say what it is about."""
    return _content([token.casefold() for token in _TOKEN.findall(words)])


def _content(lower: list[str]) -> set[str]:
    return {word for word in lower if len(word) > 3 and word not in PLAIN}


def _mask(tokens: list[str], lower: list[str]) -> str:
    """Return the shape of the first tokens; runs of words of one kind count once."""
    shape: list[str] = []
    for token, plain in zip(tokens, lower, strict=False):
        kind = _kind(token, plain)
        if not shape or shape[-1] != kind or not kind.isalpha() or kind not in ("X", "x", "U"):
            shape.append(kind)
    return " ".join(shape)


def _kind(token: str, plain: str) -> str:
    first = token[0]
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


def _add_shape(
    look: Look, tokens: list[str], lower: list[str], words: str, block: Block, numbered: bool
) -> None:
    """Add length, letters, marks, layout and what the line carries."""
    count = len(tokens)
    size = bucket(block.length / 6 if block.length > READ else look.words)
    letters = [token for token in tokens if token[0].isalpha()]
    capitals = 6 * sum([token[0].isupper() for token in letters]) // max(1, len(letters))
    digits = sum(map(str.isdigit, tokens)) if numbered else 0
    plain = 6 * sum(map(PLAIN.__contains__, lower)) // max(1, count)
    marks = 6 * (count - len(letters) - digits) // max(1, count)
    first, last = (tokens[0], tokens[-1]) if tokens else ("", "")
    ending = "" if not last else _ending(last)
    blank = block.blank_before
    look.own += [
        "bias",
        f"n{size}",
        f"cap{capitals}",
        f"dig{6 * digits // max(1, count)}",
        f"stop{plain}",
        f"pun{marks}",
        f"end{ending}",
        f"n{size}cap{capitals}",
        f"n{size}end{ending}",
        f"blank{min(blank, 3)}",
        f"blank{min(blank, 2)}n{size}",
        f"bul{int(block.bullet)}",
        f"ind{min(block.indent, 12) // 2}",
        f"lines{min(block.lines, 4)}",
        f"start{_kind(first, lower[0]) if first else ''}",
    ]
    look.brief += [f"n{size}", f"end{ending}"]
    _add_marks(look, lower, words)
    _add_flags(look, words, block, count, numbered)


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


def _add_flags(look: Look, words: str, block: Block, count: int, numbered: bool) -> None:
    """Add what the line carries: dates, addresses, identifiers, statistics."""
    flags = []
    if numbered:
        if _TIME.search(words):
            flags.append("time")
        if _YEAR.search(words):
            flags.append("year")
        if _MANY.search(words):
            flags.append("many")
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
    seen = []
    if look.dated:
        seen.append("date")
    if numbered and block.length <= 2 * cues.LONGEST_LINE and cues.CITATION.search(words):
        seen.append("cite")
        look.cited = True
    if "10." in words and "/" in words:
        seen.append("doi")
    if words[:1] in _QUOTES:
        seen.append("quote")
    if "http" in words or "www." in words:
        seen.append("http")
    look.own += flags
    look.own += seen
    look.brief += seen
    if block.bullet:
        look.brief.append("bul")


_CLOSING = frozenset(":]：")
_QUOTES = frozenset('"“„«‘>')


def _label(lower: list[str]) -> str:
    """Return how a line carries the label of a part of an abstract: alone, with a colon, or not ("")."""
    for index in range(1, min(7, len(lower))):
        if lower[index] in _CLOSING:
            opened = 1 if lower[0] == "[" else 0
            return "colon" if roles_of(" ".join(lower[opened:index])) else ""
    return "alone" if len(lower) <= 5 and roles_of(" ".join(lower)) else ""


def _add_words(look: Look, lower: list[str], plain: str, mask: str) -> None:
    """Add the words: all of a short line, those that a longer one begins with and holds."""
    own = look.own
    if look.mask:
        own += [f"m={mask}", f"t={plain}"]
        look.brief += [f"m={mask}", f"t={plain}"]
    own.append(f"m5={' '.join(mask.split()[:5])}")
    if lower:
        own.append(f"h0={lower[0]}")
        own.append(f"l={lower[-1]}")
        look.brief.append(f"h={lower[0]}")
    size = "s" if look.words <= SHORT else "w"
    own += [f"{size}:{word}" for word in {token for token in lower[:WORDS] if token[0].isalpha()}]


WORDS = 100
"""Tokens of a block whose words count."""


def _add_place(look: Look, box: Box, length: int) -> None:
    """Add what the mark-up says: tags, names of the elements around, share of links."""
    around = box.inside[: -AROUND - 1 : -1]
    linked = f"link{int(4 * box.linked / max(1, length))}"
    look.markup = _told(tuple([(element.tag, element.names) for element in around]))
    look.own.append(linked)
    look.brief += [f"tag={around[0].tag if around else ''}", linked]
    if around:
        look.brief += _parent(around[0].names)


@lru_cache(8192)
def _told(around: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, ...]:
    """Return the features of the elements around a block, the innermost first; pages repeat them."""
    found: dict[str, None] = {}
    for depth, (tag, called) in enumerate(around):
        if depth < 4:
            found[f"tag{depth}={tag}"] = None
        if tag in _TELLING:
            found[f"far:{tag}"] = None
        found |= _called(called, depth < 2)
    return tuple(found)


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
