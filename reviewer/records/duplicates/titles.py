"""Titles: what stands around their words in databases, and how two of them compare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from zlib import crc32

from reviewer.records.duplicates.closeness import near, ratio
from reviewer.records.duplicates.folding import STOP, fold, numbers, part

_NOTE = (
    r"review|reviews|\d+ refs?(?:erences)?|see comments?|comments?|provisional abstract|structured abstract"
    r"|brief record|corrected|proceedings|article in \w+|in \w+|(?:published )?erratum appears in[^\])]*"
    r"|[^\])]*\bappears in\b[^\])]*|reprint(?:ed)?(?: from[^\])]*)?|updated?|full text|systematic review"
    r"|meta-?analysis|clinical trial|case reports?|russian|german|french|spanish|chinese|japanese|italian"
    r"|polish|portuguese|author'?s transl|transl"
)
_NOTES = re.compile(rf"\s*[\[(](?:{_NOTE})[\])]\.?\s*$", re.IGNORECASE)
_KINDS = (
    r"(?:meeting |conference )?abstract(?: only)?|poster|erratum|corrigendum|correction|letter|editorial"
    r"|(?:author )?reply|comment(?:ary)?|retraction|retracted(?: article)?|protocol"
)
_KIND_NOTE = re.compile(rf"\s*[\[(](?P<kind>(?:{_KINDS})[^\])]{{0,80}})[\])]\.?\s*$", re.IGNORECASE)
_PLACE_NOTE = re.compile(
    r"\s*[\[(](?:vol|volume|pp?|pg)\.?\s?\d[^()\[\]]{0,80}[\])]\.?\s*$"
    r"|\s*[\[(][^()\[\]]{3,80}\((?:19|20)\d\d\)[^\[\]]{1,60}[\])]\.?\s*$",
    re.IGNORECASE,
)
"""Where another text stands that this one corrects or answers, as Web of Science and Embase note it."""
_LEADS = (
    r"(?:author'?s?|publisher)?\s?(?:erratum|errata|corrigend(?:um|a)|corrections?|addendum)"
    r"(?: (?:to|for|in))?(?: the)?(?: article)?",
    r"author correction",
    r"expression of concern",
    r"retraction(?: note)?(?: (?:to|of))?",
    r"retracted(?: article)?|withdrawn",
    r"(?:in )?reply(?: (?:to|on))?|response(?: to)?|authors?'? (?:reply|response)|re",
    r"comments? (?:on|to|about)|(?:invited )?commentary(?: on)?",
    r"letter(?: (?:to the editor|re))?|editorial",
    r"protocol(?: for)?",
)
_LEAD = re.compile(
    rf"^\W*(?P<kind>{'|'.join(_LEADS)})(?P<sign>\s*[:.–—-]\s*|\s+(?=[\"“'‘(])|\s+)(?=\S)", re.IGNORECASE
)
_LEAD_ALONE = re.compile(rf"^\W*(?P<kind>{'|'.join(_LEADS)})\W*$", re.IGNORECASE)
"""A title of which no more than the mark is left: "Correction to." for "Correction to: X"."""
_NUMBERED = re.compile(
    r"^(?:(?i:abstract|poster|oral)\s*)?(?:no\.? ?)?(?:[A-Z]{1,3}[\s-]?)?\d[\d.-]*[a-z]?\s*[:.]\s+(?=[A-Z])"
)
"""The number of an abstract in front of its title: "P-123: ", "Abstract 2045: "."""
_MARKS = (
    ("erratum", r"errat|corrig|correction|addend|expression"),
    ("retraction", r"retraction"),
    ("comment", r"^re$|repl|respon|comment|letter|editorial"),
    ("abstract", r"abstract|poster"),
    ("protocol", r"protocol"),
)
_TWO_WORDS = re.compile(r"\w+ \w+")
SHORT = 4
"""Words up to which a title tells little by itself."""


BITS = 255
"""A telling word stands for one bit of this many, so that two titles are compared at a glance."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title without what databases put around it. `mark` says what kind of text it names itself.

    `is_mark` says that there is nothing else in it: "Reply", or "Erratum to." where the rest was lost.
    `tokens` are its words, `telling` those that carry meaning, `joined` the letters and digits alone, so that
    hyphens and spaces do not matter; `bits` stand for the telling words, of which there are `size`.
    """

    tokens: tuple[str, ...]
    telling: tuple[str, ...]
    mark: str
    is_mark: bool
    joined: str
    bits: int
    size: int
    numbers: tuple[str, ...]
    part: str

    @property
    def words(self) -> str:
        """The words in one string."""
        return " ".join(self.tokens)

    @property
    def telling_set(self) -> frozenset[str]:
        """The words that carry meaning, in no order."""
        return frozenset(self.telling)


def _made(words: str, mark: str = "", is_mark: bool = False) -> Title:
    tokens = tuple(map(intern, words.split()))  # 100,000 titles have a few words between them
    telling = tuple(token for token in tokens if token not in STOP) or tokens
    if len(telling) == len(tokens):
        telling = tokens
    bits = 0
    for word in telling:
        bits |= 1 << _bit(word)
    return Title(
        tokens,
        telling,
        mark,
        is_mark,
        "".join(tokens),
        bits,
        len(set(telling)),
        numbers(tokens),
        part(tokens),
    )


@lru_cache(maxsize=16384)
def _bit(word: str) -> int:
    return crc32(word.encode("utf-8", "replace")) % BITS


def share_most(one: Title, other: Title) -> bool:
    """Whether two thirds of the telling words of the shorter title are in the other one."""
    least = 2 * min(one.size, other.size)
    hidden = max(one.size - one.bits.bit_count(), other.size - other.bits.bit_count())
    if 3 * ((one.bits & other.bits).bit_count() + hidden) < least:
        return False
    return 3 * len(one.telling_set & other.telling_set) >= least


def title_of(raw: str) -> Title:
    """Return a title as it is compared, with the kind of text it says it is."""
    words, mark = " ".join(raw.split()), ""
    while True:
        shorter = _NOTES.sub("", words)
        if _PLACE_NOTE.search(shorter):
            shorter, mark = _PLACE_NOTE.sub("", shorter), mark or "erratum"
        kind = _KIND_NOTE.search(shorter)
        if kind and kind.start():
            mark = mark or marked(kind["kind"])
            shorter = shorter[: kind.start()]
        if shorter == words or not shorter.strip():
            break
        words = shorter
    alone = _LEAD_ALONE.match(words)
    if alone:
        return _made(fold(words), mark or marked(alone["kind"]), is_mark=True)
    lead = _LEAD.match(words)
    if lead and _leads(lead):
        mark = mark or marked(lead["kind"])
        words = words[lead.end() :]
    numbered = _NUMBERED.match(words)
    if numbered:
        words = words[numbered.end() :]
    return _made(fold(words), mark)


def _leads(lead: re.Match[str]) -> bool:
    """Whether first words say what kind of text it is: "Response to: X" does, "Response to rituximab" not."""
    after = lead.string[lead.end() :]
    if lead["sign"].strip() or after[0] in "\"“'‘(":
        return True
    return _TWO_WORDS.search(lead["kind"]) is not None and after[0].isupper() and not after.isupper()


def marked(words: str) -> str:
    """Return the kind of text that a mark of a title or a publication type names, or ""."""
    plain = words.casefold().strip()
    return next((kind for kind, pattern in _MARKS if re.search(pattern, plain)), "")


def alternatives(raw: str, original: str = "") -> tuple[Title, ...]:
    """Return the titles a record goes by: as printed, in brackets, and in the language of the work."""
    whole = " ".join(raw.split())
    found = [title_of(whole.strip("[]").strip() if whole.startswith("[") else whole)]
    inner = re.search(
        r"^(?P<first>[^\[\]]{12,})\[(?P<second>[^\[\]]{12,})\]\.?$", _KIND_NOTE.sub("", _NOTES.sub("", whole))
    )
    if inner:
        found += [title_of(inner["second"]), title_of(inner["first"])]
    if original:
        found.append(title_of(original))
    unique = {title.words: title for title in found if title.tokens}
    return tuple(unique.values())


SAME, NEAR, PART, ALIKE, OTHER, MISSING = "same", "near", "part", "alike", "other", "missing"


def compare(ours: tuple[Title, ...], theirs: tuple[Title, ...]) -> str:
    """Return how alike two titles are: same, near (spelling), part (one is cut), alike, other, missing."""
    if not ours or not theirs:
        return MISSING
    best = OTHER
    for one in ours:
        for other in theirs:
            found = _compare(one, other)
            if _ORDER[found] < _ORDER[best]:
                best = found
    return best


_ORDER = {SAME: 0, NEAR: 1, PART: 2, ALIKE: 3, OTHER: 4, MISSING: 5}


def _compare(one: Title, other: Title) -> str:
    if one.joined == other.joined:
        return SAME
    if one.telling == other.telling:
        return SAME
    if one.is_mark != other.is_mark and one.mark and one.mark == other.mark:
        return PART
    if _cut(one, other) or _cut(other, one):
        return PART
    alike = ratio(one.joined, other.joined, 70)
    if alike < 70:
        return ALIKE if _inside(one, other) else OTHER
    left, right = _unshared(one.telling, other.telling)
    if one.numbers != other.numbers and (left or right):
        digits = [token for token in (*left, *right) if token[0].isdigit()]
        if digits:
            return ALIKE
    if not left and not right:
        return NEAR
    if not left or not right:
        return NEAR if alike >= 95 and len(left) + len(right) <= 1 else (PART if alike >= 85 else ALIKE)
    return ALIKE if alike >= 75 or _inside(one, other) else OTHER


def _cut(short: Title, long: Title) -> bool:
    """Whether one title is the beginning of the other: a subtitle lost, or words cut off."""
    if not 20 <= len(short.joined) < len(long.joined) or len(short.tokens) < 3:
        return False
    if long.joined.startswith(short.joined) or _begins_nearly(short, long):
        return short.part in ("", long.part)
    return False


def _begins_nearly(short: Title, long: Title) -> bool:
    """Whether a title begins with another one but for a slip in it."""
    beginning = long.joined[: len(short.joined)]
    if len(short.joined) > 0.9 * len(long.joined) or ratio(short.joined, beginning, 94) < 94:
        return False
    return short.numbers == numbers(tuple(long.tokens[: len(short.tokens)]))


def _inside(one: Title, other: Title) -> bool:
    short, long = sorted((one.telling_set, other.telling_set), key=len)
    return len(short) >= SHORT and len(short & long) >= 0.8 * len(short)


def _unshared(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the words of either title that the other lacks, also when spelled a little otherwise."""
    left, right = _without(ours, theirs), _without(theirs, ours)
    if not left and not right:
        return [], []
    if "".join(left) == "".join(right):
        return [], []
    for word in list(left):
        twin = next(
            (each for each in right if abs(len(word) - len(each)) <= 2 and same_word(word, each)), None
        )
        if twin is not None:
            left.remove(word)
            right.remove(twin)
    if left and right and ratio("".join(left), "".join(right), 90) >= 90 and not _has_digit(left + right):
        return [], []
    return left, right


def _without(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[str]:
    spare = list(theirs)
    found = []
    for word in ours:
        if word in spare:
            spare.remove(word)
        else:
            found.append(word)
    return found


def _has_digit(words: list[str]) -> bool:
    return any(not word.isalpha() and any(c.isdigit() for c in word) for word in words)


_OPPOSED = frozenset(
    "hyper hypo pre post intra inter extra in de anti pro non un uni bi mono macro micro endo exo sub super"
    " supra infra re dis fe".split()
) | {""}
"""Beginnings that turn a word into another one, so that what follows them may be the same."""


@lru_cache(maxsize=16384)
def same_word(one: str, other: str) -> bool:
    """Whether two words are one word spelled or misspelled in two ways; numbers must be equal."""
    if _has_digit([one, other]):
        return False
    short, long = sorted((one, other), key=len)
    if len(short) < 4:
        return long in (short + "s", short + "es")
    return near(one, other) and not _opposed(one, other)


def _opposed(one: str, other: str) -> bool:
    same = 0
    while same < min(len(one), len(other)) and one[-1 - same] == other[-1 - same]:
        same += 1
    return same >= 3 and {one[: len(one) - same], other[: len(other) - same]} <= _OPPOSED
