"""Find the words of a quote again in another text, exactly, elsewhere, or nearly, each with a score; and
find the claims that share most with some words.

Pure: it proposes a place and says how alike the words and their surroundings are; nothing is moved here.
Words are compared without case, accents, width, soft hyphens and direction marks, so that the same words
set otherwise are found; only words that are the same character by character score 1. Positions are code
points.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property, lru_cache
from math import log2

from reviewer import text as texts
from reviewer.model import Claim, QuoteLink

ALIKE = 0.6
"""From this share of alike characters on, words count as close."""
SET_OTHERWISE = 0.99
"""The score of the same words in another case, with other spaces, dashes or accents."""
SHORT, SHORT_ALIKE = 12, 0.8
"""Quotes of fewer characters say little: they must be more alike, and their surroundings too."""
SAME_AROUND = 0.75
"""From this likeness on, the surroundings on a side count as the same."""
CLEARLY = 0.25
"""By how much the surroundings of one place must be liker than those of the next (of 2)."""
TELLING = 12
"""Characters right before or after a quote that tell where it begins or ends."""
FREQUENT = 400
"""Words that stand in a text more often than this do not tell places apart …"""
AT_LEAST, MOST_PLACES = 4, 20_000
"""… but so many of them, the rarest, are looked up all the same, as far as these places."""
STEM, LEAST = 6, 3
"""Letters by which words of claims are compared, and the fewest a word must have to say something."""
WINDOWS = 4
"""Places that are compared word by word."""

_IN_WORDS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f"
    "\u0670\u0900-\u0903\u093a-\u094f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""Marks that belong to the letter before them, and signs without width."""
_NO_SPACES = "\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Scripts without spaces between words: each letter is compared by itself."""
_TOKEN = re.compile(rf"[{_NO_SPACES}][{_IN_WORDS}]*|(?:(?![{_NO_SPACES}])[\w{_IN_WORDS}])+|\S")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f]")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_QUOTES = {**dict.fromkeys(map(ord, "“”„«»″"), '"'), **dict.fromkeys(map(ord, "‘’‚′"), "'")}


class How(StrEnum):
    """How words were found again."""

    EXACT = "exact"
    """The same words with the same surroundings, and no other place fits as well."""
    ELSEWHERE = "elsewhere"
    """The same words, but other surroundings, or several places that fit alike."""
    CLOSE = "close"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand again. `score` is how alike the words are, `around` how alike the
    surroundings, 0..1.

    `places` counts where exactly these words stand. A lost quote has an empty stretch: where its
    surroundings stand, or 0.
    """

    how: How
    start: int
    end: int
    score: float
    around: float = 0.0
    places: int = 0


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str


class Ground:
    """A text to find words in; what many quotes need of it is made once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def tokens(self) -> list[_Token]:
        """Return the words and signs of the text, folded, with their stretches."""
        return list(_tokens(self.text))

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """Return where each word stands, as numbers of tokens."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, token in enumerate(self.tokens):
            found[token.word].append(number)
        return found

    def find(self, exact: str, prefix: str = "", suffix: str = "", near: int = 0) -> Place:
        """Return the best place for the words `exact` that stood between `prefix` and `suffix`.

        `near` decides between places that fit alike.
        """
        same = [match.start() for match in re.finditer(re.escape(exact), self.text)] if exact else []
        if same:
            return self._exactly(same, exact, prefix, suffix, near)
        return self._nearly(exact, prefix, suffix) or self._lost(prefix, suffix)

    # ------------------------------------------------------------------ the same words

    def _exactly(self, same: Sequence[int], exact: str, prefix: str, suffix: str, near: int) -> Place:
        long = len(exact)
        fits = {start: self._sides(start, start + long, prefix, suffix) for start in same}
        order = sorted(same, key=lambda start: (-sum(fits[start]), abs(start - near), start))
        best = fits[order[0]]
        clear = len(order) == 1 or sum(best) - sum(fits[order[1]]) >= CLEARLY
        how = How.EXACT if clear and max(best) >= SAME_AROUND else How.ELSEWHERE
        return Place(how, order[0], order[0] + long, 1.0, sum(best) / 2, len(same))

    def _sides(self, start: int, end: int, prefix: str, suffix: str) -> tuple[float, float]:
        """Return how alike what stands before and after is, 0..1 each; an empty side says nothing: 0.5."""
        before = self.text[max(0, start - len(prefix)) : start]
        after = self.text[end : end + len(suffix)]
        return (_alike(before, prefix) if prefix else 0.5, _alike(after, suffix) if suffix else 0.5)

    # ------------------------------------------------------------------ nearly the same

    def _nearly(self, exact: str, prefix: str, suffix: str) -> Place | None:
        words = [token.word for token in _tokens(exact)]
        if not words:
            return None
        found = [self._judged(place, exact, prefix, suffix) for place in self._windows(words, prefix, suffix)]
        best = max(found, key=_fit, default=None)
        return best if best is not None and _is_close(best, exact) else None

    def _judged(self, place: tuple[int, int], exact: str, prefix: str, suffix: str) -> Place:
        """Return a stretch as a place; its ends may go where the old surroundings end and begin."""
        reach = len(exact) // 2 + TELLING
        tail, head = prefix[-TELLING:], suffix[:TELLING]
        low = max(0, place[0] - reach - len(tail))
        before = self.text.rfind(tail, low, place[0] + reach) if len(tail) == TELLING else -1
        after = (
            self.text.find(head, max(0, place[1] - reach), place[1] + reach) if len(head) == TELLING else -1
        )
        starts = {place[0], before + len(tail)} if before >= 0 else {place[0]}
        ends = {place[1], after} if after >= 0 else {place[1]}
        found = [
            self._close(start, end, exact, prefix, suffix)
            for start in sorted(starts)
            for end in sorted(ends)
            if start < end
        ]
        return max(found, key=_fit)

    def _close(self, start: int, end: int, exact: str, prefix: str, suffix: str) -> Place:
        start, end = texts.snap_to_words(self.text, start, end)
        around = sum(self._sides(start, end, prefix, suffix)) / 2
        return Place(How.CLOSE, start, end, min(SET_OTHERWISE, _score(exact, self.text[start:end])), around)

    def _windows(self, words: Sequence[str], prefix: str, suffix: str) -> Iterator[tuple[int, int]]:
        """Yield the stretches that resemble these words most, around where most of them stand together."""
        before = [token.word for token in _tokens(prefix)]
        whole = [*before, *words, *(token.word for token in _tokens(suffix))]
        slack = len(words) // 2 + 6
        for shift in self._shifts(whole):
            first = max(0, shift + len(before) - slack)
            last = min(len(self.tokens), shift + len(before) + len(words) + slack)
            found = _best_stretch(words, [token.word for token in self.tokens[first:last]])
            if found is not None:
                yield self.tokens[first + found[0]].start, self.tokens[first + found[1] - 1].end

    def _shifts(self, whole: Sequence[str]) -> list[int]:
        """Return by how many tokens the words are shifted where most of them stand in their order."""
        wide = max(4, len(whole) // 4)
        votes: dict[int, float] = defaultdict(float)
        known = [(number, word, self.index[word]) for number, word in enumerate(whole) if word in self.index]
        known.sort(key=lambda each: len(each[2]))
        for rank, (number, word, places) in enumerate(known):
            if len(places) > FREQUENT and rank >= AT_LEAST:
                break
            for at in places[:MOST_PLACES]:
                votes[(at - number) // wide] += len(word) / (1 + log2(len(places)))
        return [bin * wide + wide // 2 for bin in sorted(votes, key=lambda bin: -votes[bin])[:WINDOWS]]

    # ------------------------------------------------------------------ not at all

    def _lost(self, prefix: str, suffix: str) -> Place:
        """Say where the surroundings of lost words stand, so that a person can look there."""
        for words, at_end in ((prefix, True), (suffix, False)):
            at = self.text.find(words) if len(words) >= SHORT else -1
            if at >= 0:
                place = at + len(words) if at_end else at
                return Place(How.LOST, place, place, 0.0)
        return Place(How.LOST, 0, 0, 0.0)


def _fit(place: Place) -> tuple[float, int]:
    return place.score + place.around / 5, -place.start


def _is_close(place: Place, exact: str) -> bool:
    if place.start >= place.end:
        return False
    if len(exact) < SHORT:
        return place.score >= SHORT_ALIKE and place.around >= 0.5
    return place.score >= ALIKE


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        yield _Token(match.start(), match.end(), _folded(match[0]))


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    """Return a word without case, accents, width and what cannot be seen; never empty."""
    plain = _UNSEEN.sub("", word).translate(_DASHES | _QUOTES)
    letters = (c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return "".join(letters).casefold() or word


def _best_stretch(words: Sequence[str], among: Sequence[str]) -> tuple[int, int] | None:
    """Return the stretch of `among` that costs least letters to turn into `words`, or None.

    An alignment of whole words with free ends (Sellers 1980); turning one word into another costs the
    letters that differ.
    """
    costs, begins = [0] * (len(among) + 1), list(range(len(among) + 1))
    for word in words:
        above, starts = costs, begins
        costs, begins = [above[0] + len(word)], [starts[0]]
        for column, other in enumerate(among, start=1):
            swap = above[column - 1] + (0 if word == other else _distance(word, other))
            drop, insert = above[column] + len(word), costs[column - 1] + len(other)
            cheapest = min(swap, drop, insert)
            costs.append(cheapest)
            if swap == cheapest:
                begins.append(starts[column - 1])
            else:
                begins.append(starts[column] if drop == cheapest else begins[column - 1])
    end = min(range(len(costs)), key=lambda column: (costs[column], begins[column] - column))
    return (begins[end], end) if begins[end] < end else None


@lru_cache(maxsize=65_536)
def _distance(one: str, other: str) -> int:
    """Return how many letters differ; words with less than half in common are two words, not one changed."""
    from rapidfuzz.distance import Indel  # 17 ms: only when words are compared

    differ = int(Indel.distance(one, other))
    return differ if 2 * differ <= len(one) + len(other) else len(one) + len(other) + 1


def _score(one: str, other: str) -> float:
    """Return how many of the characters are alike, 0..1, however they are set."""
    from rapidfuzz.distance import Indel

    sides = [" ".join(token.word for token in _tokens(words)) for words in (one, other)]
    return float(Indel.normalized_similarity(*sides))


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


# ------------------------------------------------------------------ claims like these words


def likest(claims: Sequence[Claim], quotes: Iterable[QuoteLink], words: str) -> list[tuple[Claim, float]]:
    """Return the claims with how much they share with some words, 0..1, those that share most first.

    Rare words count more than those that stand in most claims (inverse document frequency); a claim
    speaks with its statement, its short form and the words quoted for it. Equals stay in their order.
    """
    said: dict[int, set[str]] = {claim.id: _stems(f"{claim.statement} {claim.label}") for claim in claims}
    for link in quotes:
        if link.claim in said:
            said[link.claim] |= _stems(link.span.exact)
    wanted = _stems(words)
    held = Counter(stem for stems in said.values() for stem in stems)
    weights = {stem: log2(1 + len(claims) / (1 + held[stem])) for stem in wanted}
    whole = sum(weights.values()) or 1.0
    found = [(claim, sum(weights[stem] for stem in wanted & said[claim.id]) / whole) for claim in claims]
    return sorted(found, key=lambda each: -each[1])


def _stems(words: str) -> set[str]:
    """Return the longer words, folded, without the endings that most languages of Europe bend."""
    return {
        token.word[:STEM] for token in _tokens(words) if len(token.word) >= LEAST and token.word.isalnum()
    }
