"""What a sentence of an abstract does, by its words: the features its role is judged from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reviewer.separation import phrases

_CUES = phrases.patterns()
_TOKEN = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*|[%=<>±;:?()]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PAST = re.compile(r"\b(?:was|were|did|had|wurden?|war|waren|était|étaient|fueron|fue)\b")
_PRESENT = re.compile(r"\b(?:is|are|has|have|does|do|ist|sind|hat|haben|est|sont|es|son)\b")
_PASSIVE = re.compile(r"\b(?:was|were)\b(?: \w+ly| also| then| not)? \w+(?:ed|en|wn|de|ne|nt|pt|ft)\b")
_ACTIVE_PAST = re.compile(r"(?<!was )(?<!were )(?<!be )(?<!been )\b\w{3,}ed\b")
_FINITE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|did|do|does|may|can|could|should|will|would|might|must|\w{3,}ed|\w{2,}[^s\W]s"
    r"|showed|found|led|rose|fell|made|met|took|gave|seem|suggest|appear|indicate|remain|provide|need|show|wurden?|sind|ist"
    r"|war|waren|wird|werden|gilt|sollten?|est|sont|était|étaient|avons|ont|es|son|fue|fueron|hubo)\b"
)


def _share(index: int, count: int, parts: int) -> int:
    return min(parts - 1, index * parts // max(1, count))


def _bucket(number: int, *limits: int) -> int:
    return sum(number >= limit for limit in limits)


def cues(words: str) -> list[tuple[str, str]]:
    """Return the ways of speaking in a sentence: name and the words that show it."""
    small = words.casefold()
    return [(name, match.group()) for name, pattern in _CUES if (match := pattern.search(small))]


def _of_words(words: str) -> list[str]:
    tokens = [_NUMBER.sub("0", token) for token in _TOKEN.findall(words.casefold())]
    names = [f"w {token}" for token in tokens]
    names += [f"b {one} {two}" for one, two in zip(tokens, tokens[1:], strict=False)]
    names += [f"t {' '.join(tokens[at : at + 3])}" for at in range(len(tokens) - 2)]
    names += [f"1 {token}" for token in tokens[:1]]
    names += [f"2 {' '.join(tokens[:2])}", f"3 {' '.join(tokens[:3])}", f"z {' '.join(tokens[-1:])}"]
    return names


def _of_form(words: str) -> list[str]:
    small = words.casefold()
    numbers = len(_NUMBER.findall(words))
    past, present = len(_PAST.findall(small)), len(_PRESENT.findall(small))
    names = [
        f"numbers {_bucket(numbers, 1, 2, 4, 8)}",
        f"length {_bucket(len(words), 40, 80, 120, 180, 260, 400)}",
        f"tense {min(past, 2)}{min(present, 2)}",
        f"percents {_bucket(words.count('%'), 1, 2, 4)}",
        f"brackets {_bucket(words.count('('), 1, 2, 4)}",
    ]
    names += ["passive"] if _PASSIVE.search(small) else []
    names += ["past"] if _ACTIVE_PAST.search(small) else []
    names += [] if _FINITE.search(small) else ["no verb"]
    names += ["begins with number"] if words[:1].isdigit() else []
    return names


def _of_place(index: int, count: int) -> list[str]:
    left = count - 1 - index
    return [
        f"from start {min(index, 5)}",
        f"from end {min(left, 4)}",
        f"tenth {_share(index, count, 10)}",
        f"fifth {_share(index, count, 5)}",
        f"count {_bucket(count, 3, 5, 7, 9, 12, 16)} {_share(index, count, 5)}",
    ]


def features(
    sentences: Sequence[str], found: Sequence[Sequence[tuple[str, str]]] | None = None
) -> list[list[str]]:
    """Return the names of the features of each sentence of one abstract, in order.

    `found` are the cues of each sentence, if they are known already.
    """
    found = [cues(words) for words in sentences] if found is None else found
    shown = [[name for name, _ in each] for each in found]
    count = len(sentences)
    rows = []
    for index, words in enumerate(sentences):
        row = [*_of_words(_in_english(words, shown[index])), *_of_form(words), *_of_place(index, count)]
        row += [f"cue {name}" for name in shown[index]]
        row += [f"cue {name} {_share(index, count, 4)}" for name in shown[index]]
        row += [f"before {name}" for name in (shown[index - 1] if index else ["nothing"])]
        row += [f"after {name}" for name in (shown[index + 1] if index + 1 < count else ["nothing"])]
        row += _of_whole(shown, index)
        rows.append(row)
    return rows


def _in_english(words: str, shown: Iterable[str]) -> str:
    """Return the words, or for those of another language what its ways of speaking would be in English."""
    small = words.casefold()
    if len(phrases.FOREIGN.findall(small)) <= len(phrases.ENGLISH.findall(small)):
        return words
    numbers = " ".join(token for token in _TOKEN.findall(words) if not token[0].isalpha())
    return " ".join([*(phrases.GLOSSES[name] for name in shown if name in phrases.GLOSSES), numbers])


_TELLING = (
    "to verb",
    "aim noun",
    "aim verb",
    "we aim",
    "p value",
    "conclude",
    "findings suggest",
    "interval",
    "we did",
    "was done",
)


def _of_whole(shown: Sequence[Sequence[str]], index: int) -> list[str]:
    """Return what stands anywhere before and after a sentence in the abstract."""
    earlier = {name for row in shown[:index] for name in row}
    later = {name for row in shown[index + 1 :] for name in row}
    return [
        f"{where} {name}"
        for where, names in (("earlier", earlier), ("later", later))
        for name in _TELLING
        if name in names
    ]
