"""Which records are closest to those that were included: a small statistic of words, and no more.

Words that tell included records from excluded ones weigh, each by how much more often it occurs in the one
than in the other. A record's closeness is the sum of the weights of those words that it holds. The same
decisions give the same order, on every machine: weights are whole numbers.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

MOST_FOR, MOST_AGAINST = 20, 10
"""Words that speak for a record and against it, at most."""
LEARNED_FROM = 400
"""Included and excluded records that are read, at most: the newest decisions."""
COMMON = 20_000
"""Passages of a library from which a word that stands in them is common: it tells little of any record."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_PLAIN = frozenset(
    "after also among been before between both during each from have into more most other over such than "
    "that their them then there these they this those through under upon very were what when where which "
    "while with within without would".split()
)
"""Words that join others and tell nothing by themselves."""


def words_of(text: str) -> set[str]:
    """Return the different words of a text, in lower case: four letters or more, without plain ones."""
    return {word.casefold() for word in _WORD.findall(text)} - _PLAIN


def telling_words(
    included: Sequence[str], excluded: Sequence[str], common: Collection[str] = ()
) -> dict[str, int]:
    """Return the words that tell included texts from excluded ones, each with its weight in thousandths.

    What speaks for a record is above 0, what speaks against it below. Words that are `common` to most records
    are passed over. Empty while one of the two is missing.
    """
    if not included or not excluded:
        return {}
    fors, against = _counts(included), _counts(excluded)
    told = [
        (_told(fors[word], len(included), against[word], len(excluded)), word)
        for word in {*fors, *against}.difference(common)
    ]
    speaking = sorted((told_by, word) for told_by, word in told if told_by[0] > 0)
    speaking.sort(key=lambda each: (-each[0][0], each[1]))
    chosen = [each for each in speaking if each[0][1] > 0][:MOST_FOR]
    chosen += [each for each in speaking if each[0][1] < 0][:MOST_AGAINST]
    return {word: weight for (_, weight), word in chosen}


def _counts(texts: Sequence[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text in texts:
        found.update(words_of(text))
    return found


def _told(a: int, of_a: int, b: int, of_b: int) -> tuple[int, int]:
    """Return how much a word tells, and its weight: the logarithm of how much more often it is in the one.

    Halves are added so that a word that one side lacks does not weigh without bound.
    """
    share_a, share_b = (a + 0.5) / (of_a + 1), (b + 0.5) / (of_b + 1)
    weight = round(1000 * math.log(share_a / share_b))
    return round(abs(share_a - share_b) * abs(weight)), weight


def closeness(holding: Mapping[str, Iterable[int]], weights: Mapping[str, int]) -> dict[int, int]:
    """Return the sum of weights for each record, given the records that hold each word; none stands for 0."""
    found: dict[int, int] = {}
    for word, weight in weights.items():
        for record in set(holding[word]):
            found[record] = found.get(record, 0) + weight
    return found


def explained(weights: Mapping[str, int], included: int, excluded: int) -> str:
    """Return in a sentence what the order rests on."""
    if not weights and included and excluded:
        return "No word sets what you included apart from what you excluded, so this is as added."
    if not weights:
        return (
            "This order needs one record that you included and one that you excluded. Until then: as added."
        )
    fors = [word for word, weight in weights.items() if weight > 0][:3]
    named = ", ".join(f"“{word}”" for word in fors) or "none yet"
    return (
        f"First what holds most of the words that set the {included:,} you included apart from the "
        f"{excluded:,} you excluded, such as {named}; what speaks for exclusion counts against it."
    )
