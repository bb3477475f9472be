"""Why a stretch was taken for what it is, in words a reviewer understands.

The features that spoke most for the label, against what else the block might have been, are turned into
a phrase each. They are what decided, not a story told afterwards; features that no phrase describes well
(a mean of lengths, a mark) are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from reviewer.language import recorded
from reviewer.separation.chain import LINE, Group
from reviewer.separation.labelling import MOST, Labelled
from reviewer.separation.looks import PLAIN

BARE = recorded("by its shape and its place on the page")
"""The reason where no phrase helps."""
PHRASES = 3
"""Reasons that a rule gives at most."""
LEAST = 0.12
"""Weight below which a feature is no reason."""
READ = 3
"""Blocks of a segment that are asked for reasons: its first and its longest."""
LONG, BRIEF = 10, 5
"""Steps of length from which a paragraph is long and below which a line is short."""
SHOWN = 40
"""Code points of a line that a reason repeats."""

_PLACES = {
    "top": recorded("above the long paragraphs of the page"),
    "mid": recorded("among the long paragraphs of the page"),
    "tai": recorded("below the long paragraphs of the page"),
}
_MAIN = {
    "M<": recorded("above the main text of the page"),
    "M=": recorded("in the main text of the page"),
    "M>": recorded("below the main text of the page"),
}
_FLAGS = {
    "date": recorded("carries a date"),
    "cite": recorded("journal, year, volume and pages, or an identifier"),
    "doi": recorded("carries a DOI"),
    "http": recorded("carries a web address"),
    "semi": recorded("parts separated by semicolons"),
    "eq": recorded("carries statistics"),
    "pct": recorded("carries percentages"),
    "quest": recorded("asks a question"),
    "excl": recorded("an exclamation"),
    "quote": recorded("opens with a quotation mark"),
    "comma": recorded("a list with commas"),
    "bul1": recorded("an item of a list"),
}
_NEAR = {
    "thr<": recorded("below a heading of comments"),
    "abs<": recorded("below the heading “Abstract”"),
    "sid<": recorded("below a heading of side matter"),
    "cit<": recorded("below a citation"),
    "cit>": recorded("above a citation"),
    "abs>": recorded("above the heading “Abstract”"),
    "too>": recorded("above a tool word such as “Reply”"),
    "dat<": recorded("below a line with a date"),
}
_WORDED = re.compile(r"(?:w:|s:|h0=)(.+)")
_CALLED = re.compile(r"(?:near|far):(.+)")


def why(page: Labelled, blocks: Sequence[int], label: str) -> str:
    """Return the rule for a segment made of these blocks, all of one label."""
    if blocks[0] >= MOST:
        return recorded(
            "the text is longer than {most} lines and paragraphs; what follows was not looked at",
            most=f"{MOST:,}",
        )
    known = [index for index in blocks if index < len(page.features)]
    if not known:
        return BARE
    chosen = sorted({known[0], *sorted(known, key=lambda index: -page.looks[index].words)[: READ - 1]})
    told: dict[str, float] = {}
    for index in chosen:
        for phrase, weight in _phrases(page, index, label):
            told[phrase] = max(told.get(phrase, 0.0), weight)
    best = sorted(told, key=lambda phrase: (-told[phrase], phrase))[:PHRASES]
    return _sentence(best) or BARE


def _phrases(page: Labelled, index: int, label: str) -> list[tuple[str, float]]:
    """Return what speaks for the label of one block, with weights."""
    model, seen = page.model, page.features[index]
    column = model.labels.index(label)
    others = page.chances[index].copy()
    others[column] = -1.0
    rival = len(others) - 1 - others[::-1].index(max(others))
    kind, words = seen.worded
    worded = model.gains(words - PLAIN, column, rival, LEAST, kind)
    gains = [(f"{kind}:{word}", gain) for word, gain in worded if word[0].isalpha()]
    features = [*seen.own, *seen.neighbouring(LINE)]
    for group in seen.grouped:
        features += _telling(group)
    gains += model.gains(features, column, rival, LEAST)
    return [(phrase, gain) for feature, gain in gains if (phrase := _phrase(feature))]


@lru_cache(8192)
def _telling(group: Group) -> tuple[str, ...]:
    """Return the features of a group that a phrase describes; groups come back, so these are kept."""
    return tuple([feature for feature in group if _phrase(feature)])


@lru_cache(16384)
def _phrase(feature: str) -> str:
    """Return a feature in words, or "" for one that words do not help."""
    if feature in _FLAGS:
        return _FLAGS[feature]
    near = _NEAR.get(feature[:4])
    if near and feature[4:5].isdigit():
        return near
    worded = _WORDED.fullmatch(feature)
    if worded:
        return _quoted(worded[1])
    called = _CALLED.fullmatch(feature)
    if called and len(called[1]) > 2:
        return recorded("the page's mark-up says “{name}”", name=called[1][:SHOWN])
    return _shaped(feature)


def _quoted(words: str) -> str:
    """Return words in quotation marks; words that every text is full of tell a reviewer nothing."""
    return "" if words in PLAIN or len(words) < 3 else f"“{words}”"


def _shaped(feature: str) -> str:
    """Return a feature of shape, place or repetition in words, or ""."""
    if feature.startswith("t=") and len(feature) > 3:
        return recorded("the line “{line}”", line=feature[2 : 2 + SHOWN])
    if feature.startswith("-1t=") and len(feature) > 5:
        return recorded("below “{line}”", line=feature[4 : 4 + SHOWN])
    if feature.startswith("1t=") and len(feature) > 4:
        return recorded("above “{line}”", line=feature[3 : 3 + SHOWN])
    if feature[:3] in _PLACES and "n" not in feature[3:]:
        return _PLACES[feature[:3]]
    if feature.startswith(("rt", "rm", "rc")) and int(feature[2:] or 0) > 3:
        return recorded("lines of this shape repeat on the page")
    if feature.startswith(("ov3n", "ov4n", "M<ov3", "M<ov4")):
        return recorded("most of its words come back in the text")
    if feature[:2] in _MAIN and "n" not in feature and "ov" not in feature:
        return _MAIN[feature[:2]]
    if feature in ("i0", "i1", "i2"):
        return recorded("at the top of the page")
    if feature[:1] == "n" and feature[1:].isdigit():
        return (
            recorded("a long paragraph")
            if int(feature[1:]) >= LONG
            else recorded("a short line")
            if int(feature[1:]) < BRIEF
            else ""
        )
    if feature in ("link3", "link4"):
        return recorded("made of links")
    if feature.startswith(("Aamid", "Afirst", "Alast")) and feature[1:5] == "amid":
        return recorded("among lines that name writers and dates")
    return ""


def _sentence(phrases: Sequence[str]) -> str:
    """Return the phrases as one rule: quoted words together, the rest after commas."""
    words = [phrase for phrase in phrases if phrase.startswith("“")]
    others = [phrase for phrase in phrases if not phrase.startswith("“")]
    said = [recorded("words such as {terms}", terms=", ".join(words))] if words else []
    return "; ".join(said + others)


SIGNS: Mapping[str, tuple[str, ...]] = {
    "holds": tuple(_FLAGS.values()),
    "near": tuple(_NEAR.values()),
    "place": (*_PLACES.values(), *_MAIN.values(), "at the top of the page"),
    "looks": (
        "a long paragraph",
        "a short line",
        "made of links",
        "lines of this shape repeat on the page",
        "among lines that name writers and dates",
        "most of its words come back in the text",
    ),
}
"""The phrases that are the same on every page, by what they look at. The others repeat words of the page."""
