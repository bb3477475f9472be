"""Journals: whether two names are of one journal, written out or abbreviated."""

from __future__ import annotations

import re
from functools import lru_cache

from reviewer.records.duplicates.closeness import ratio
from reviewer.records.duplicates.folding import folded

SAME, NEAR, OTHER, MISSING = "same", "near", "other", "missing"

_AFTER = re.compile(
    r"\s*[\[(][^\])]*[\])]?|\s*[:=;].*$|\s+-\s+.*$|\s*\.\s*(?:conference|congress|proceedings|abstracts?)\b.*$",
    re.IGNORECASE,
)
_CONFERENCE = re.compile(
    r"\b(?:conference|congress|meeting|symposium|annual session|proceedings|kongress|congreso)\b",
    re.IGNORECASE,
)
_EMPTY = frozenset("the of and for fur in on a de der des du la le et und do da journal j".split())
_PNAS = "proceedings of the national academy of sciences of the united states of america"
_KNOWN = {
    "jama": "journal of the american medical association",
    "jama journal of the american medical association": "journal of the american medical association",
    "bmj": "british medical journal",
    "bmj british medical journal": "british medical journal",
    "nejm": "new england journal of medicine",
    "pnas": _PNAS,
    "proceedings of the national academy of sciences": _PNAS,
    "proc natl acad sci u s a": _PNAS,
    "proc natl acad sci usa": _PNAS,
    "proc natl acad sci": _PNAS,
    "cmaj": "canadian medical association journal",
    "mja": "medical journal of australia",
    "fasebj": "faseb journal",
    "jnci": "journal of the national cancer institute",
    "jacc": "journal of the american college of cardiology",
    "ajr": "american journal of roentgenology",
    "mmwr": "morbidity and mortality weekly report",
}  # fmt: skip


@lru_cache(maxsize=16384)
def plain_journal(name: str) -> str:
    """Return the name of a journal without place, subtitle and signs, in full where it goes by letters."""
    words = folded(_AFTER.sub("", " ".join(name.split()))) or folded(name)
    words = words.removeprefix("the ")
    return _KNOWN.get(words, words)


_NO_CONFERENCE = re.compile(
    r"\bproceedings\b.*\b(?:academy|society|institution)\b|\bclinic proceedings", re.I
)


def is_conference(name: str) -> bool:
    """Whether the name of a journal or book speaks of a meeting."""
    return bool(_CONFERENCE.search(name)) and not _NO_CONFERENCE.search(name)


def compare(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    """Return whether two journals are the same, near, other, or one is missing; names are plain."""
    if not ours or not theirs:
        return MISSING
    found = {_pair(*sorted((one, other))) for one in ours for other in theirs}
    return SAME if SAME in found else NEAR if NEAR in found else OTHER


@lru_cache(maxsize=32768)
def _pair(one: str, other: str) -> str:
    if one == other:
        return SAME
    ours, theirs = _words(one), _words(other)
    if ours == theirs or one.replace(" ", "") == other.replace(" ", ""):
        return SAME
    if _shortens(ours, theirs) or _shortens(theirs, ours) or _is_initials(one, other):
        return SAME
    if ratio(one, other, 88) and abs(len(ours) - len(theirs)) == 0:
        return NEAR
    short, long = sorted((ours, theirs), key=len)
    return (
        NEAR
        if len(short) >= 2 and (long[: len(short)] == short or _shortens(short, long[: len(short)]))
        else OTHER
    )


def _words(name: str) -> tuple[str, ...]:
    found = tuple(word for word in name.split() if word not in _EMPTY)
    return found or tuple(name.split())


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of one name are those of the other, cut: "arch neurol" and "archives neurology"."""
    if len(short) == len(long):
        return all(_cuts(a, b) or _cuts(b, a) for a, b in zip(short, long, strict=True))
    return False


def _cuts(short: str, long: str) -> bool:
    if long.startswith(short):
        return True
    if len(short) < 3 or short[0] != long[0]:
        return False
    letters = iter(long)  # "natl" keeps the order of the letters of "national"
    return len(short) <= 6 and len(long) > len(short) + 1 and all(letter in letters for letter in short)


def _is_initials(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    words = long.split()
    if " " in short or not 3 <= len(short) <= 8 or len(words) < 3:
        return False
    return short in (
        "".join(w[0] for w in words),
        "".join(w[0] for w in words if w not in ("of", "the", "and", "for", "in")),
    )
