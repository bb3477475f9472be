"""How one block looks by itself: its length, shape and words, as the names of features.

A feature is a short string. Which of them speak for what was learned from labelled pages and lies in
`resources/separation`; nothing here decides. Shapes ("masks") write a line with its words replaced by
their kind, so that "Anna Keller, 3 May 2019" and "Jo Li, 12 June 2020" look alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from reviewer.model import Box
from reviewer.separation import cues, names
from reviewer.separation.blocks import Block

READ = 1200
"""Code points at the start of a block that are looked at."""
READ_END = 240
"""Code points at the end of a longer block that are looked at too."""
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
    content: set[str] = field(default_factory=set)
    marked: bool = False
    """Whether it is a line that pages print as a heading or tool, such as “Reply”."""
    labelled: bool = False
    """Whether it begins with the label of a part of an abstract."""


def bucket(number: float) -> int:
    """Return the step that a count falls on: fine for small counts, coarse for large ones."""
    for index, step in enumerate(_STEPS):
        if number < step:
            return index
    return len(_STEPS)


def look_at(text: str, block: Block) -> Look:
    """Return how a block looks."""
    words = text[block.start : min(block.end, block.start + READ)]
    tokens = _TOKEN.findall(words)
    if block.length > READ:
        tokens += _TOKEN.findall(text[max(block.start + READ, block.end - READ_END) : block.end])
    lower = [token.casefold() for token in tokens]
    short = len(tokens) <= SHORT
    mask = _mask(tokens[:SHORT], lower)
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
    look.content = {word for word in lower if len(word) > 3 and word not in PLAIN}
    _add_shape(look, tokens, lower, words, block, numbered)
    _add_words(look, lower, plain, mask)
    if block.box is not None:
        _add_place(look, block.box, block.length)
    return look


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
    count = len(tokens)
    size = bucket(block.length / 6 if block.length > READ else look.words)
    alphabetic = [token for token in tokens if token[0].isalpha()]
    capitals = sum([token[0].isupper() for token in alphabetic])
    digits = sum(map(str.isdigit, tokens)) if numbered else 0
    stops = sum(map(PLAIN.__contains__, lower))
    marks = count - len(alphabetic) - digits
    last = tokens[-1] if tokens else ""
    ending = (
        last if not last[:1].isalnum() else ("A" if last[:1].isupper() else "a" if last.isalpha() else "0")
    )
    share = lambda part: int(6 * part / max(1, count))  # noqa: E731
    capital = int(6 * capitals / max(1, len(alphabetic)))
    look.own += [
        "bias",
        f"n{size}",
        f"cap{capital}",
        f"dig{share(digits)}",
        f"stop{share(stops)}",
        f"pun{share(marks)}",
        f"n{size}cap{capital}",
        f"n{size}stop{share(stops)}",
        f"end{ending}",
        f"n{size}end{ending}",
        f"blank{min(block.blank_before, 3)}",
        f"blank{min(block.blank_before, 2)}n{size}",
        f"bul{int(block.bullet)}",
        f"ind{min(block.indent, 12) // 2}",
        f"lines{min(block.lines, 4)}",
    ]
    first = tokens[0] if tokens else ""
    line = words.rstrip(" :.…").casefold() if count <= SHORT else ""
    mark = cues.MARK_OF_LINE.get(line)
    label = _label(lower)
    if mark:
        look.own.append(f"mark={mark}")
        look.brief.append(f"mark={mark}")
        look.marked = True
    if label:
        look.own += ["label", f"label{label}"]
        look.brief.append("label")
        look.labelled = True
    look.own.append(f"start{_kind(first, first.casefold()) if first else ''}")
    flags = [
        name
        for name, present in (
            ("date", look.dated),
            ("time", numbered and _TIME.search(words) is not None),
            ("year", numbered and _YEAR.search(words) is not None),
            ("http", "http" in words or "www." in words),
            ("at", "@" in words),
            ("doi", "10." in words and "/" in words),
            ("many", numbered and _MANY.search(words) is not None),
            ("bar", "|" in words or "·" in words or "•" in words),
            ("quest", "?" in words),
            ("excl", "!" in words),
            ("quote", words[:1] in '"“„«‘>'),
            ("paren", words.count("(") > 1),
            ("pct", "%" in words),
            ("eq", " = " in words or "=" in words[:400] and "<" in words),
            ("semi", words.count(";") > 1),
            ("comma", words.count(",") * 4 > count),
            (
                "cite",
                numbered
                and block.length <= 2 * cues.LONGEST_LINE
                and cues.CITATION.search(words) is not None,
            ),
        )
        if present
    ]
    look.own += flags
    look.brief += [f"n{size}", f"end{ending}"]
    look.brief += [flag for flag in flags if flag in ("date", "cite", "doi", "quote", "http")]
    if block.bullet:
        look.brief.append("bul")


def _label(lower: list[str]) -> str:
    """Return how a line carries the label of a part of an abstract: alone, with a colon, or not at all ("")."""
    for index, token in enumerate(lower[:7]):
        if token in ":]：" and index:
            opened = 1 if lower[0] == "[" else 0
            return "colon" if " ".join(lower[opened:index]) in cues.ROLE_OF_LABEL else ""
    return "alone" if len(lower) <= 5 and " ".join(lower) in cues.ROLE_OF_LABEL else ""


def _add_words(look: Look, lower: list[str], plain: str, mask: str) -> None:
    own = look.own
    if look.mask:
        own += [f"m={mask}", f"t={plain}"]
        look.brief += [f"m={mask}", f"t={plain}"]
    letters = [token for token in lower if token[0].isalpha()]
    head = lower[:4]
    own.append(f"m5={' '.join(mask.split()[:5])}")
    own += [f"h{i}={word}" for i, word in enumerate(head)]
    if len(head) > 1:
        own += [f"hh={head[0]} {head[1]}", f"hhh={' '.join(head[:3])}"]
    if head:
        look.brief.append(f"h={head[0]}")
    own += [f"l={word}" for word in lower[-2:]]
    seen = set(letters[:160])
    size = "s" if look.words <= SHORT else "w"
    own += [f"{size}:{word}" for word in seen]
    if look.words > SHORT:
        own += [
            f"{a}_{b}"
            for a, b in {*zip(letters[:90], letters[1:91], strict=False)}
            if a in _PAIRED or b in _PAIRED
        ]


_PAIRED = frozenset(
    "we our i my you your this these the study authors was were is has been it he she they".split()
)


def _add_place(look: Look, box: Box, length: int) -> None:
    """Add what the mark-up says: tags, names of the elements around, share of links."""
    around = box.inside[: -AROUND - 1 : -1]
    linked = int(4 * box.linked / max(1, length))
    found = {f"link{linked}": None}
    for depth, element in enumerate(around):
        if depth < 4:
            found[f"tag{depth}={element.tag}"] = None
        if element.tag in _TELLING:
            found[f"any:{element.tag}"] = None
        found |= _called(element.names, depth < 2)
    for _, _, element in box.inline[:6]:
        found |= _within(element.tag, element.names)
    look.own += found
    look.brief += [f"tag={around[0].tag if around else ''}", f"link{linked}"]
    if around:
        look.brief += _parent(around[0].names)


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
    found: dict[str, None] = {}
    for name in names[:NAMES]:
        words = _TAG_WORD.findall(name)
        found[f"{level}={''.join(words)}"] = None
        found |= {f"{level}:{word}": None for word in words}
        found |= {f"any:{word}": None for word in words}
    return found


@lru_cache(8192)
def _within(tag: str, names: tuple[str, ...]) -> dict[str, None]:
    words = [word for name in names[:NAMES] for word in _TAG_WORD.findall(name)]
    return {f"in={tag}": None, **{f"in:{word}": None for word in words}}


@lru_cache(8192)
def _parent(names: tuple[str, ...]) -> list[str]:
    return [f"c={word}" for name in names[:3] for word in _TAG_WORD.findall(name)]
