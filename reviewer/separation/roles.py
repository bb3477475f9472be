"""The role of each sentence of an abstract: by its section label, else by its words and its place.

A label settles what it opens. Sentences without one are judged together by a chain of the five parts that
abstracts have (background, objective, methods, results, conclusions), whose weights were learned by
`packaging/training/roles.py`; labels elsewhere in the same abstract hold the chain to what they say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.language import recorded
from reviewer.model import Role
from reviewer.separation import judging
from reviewer.separation.labels import Label, Roles, labels
from reviewer.separation.sentences import Sentence, joins, split

LABELLED = 0.98
"""Confidence of a role read from a label: nearly all of the development set's agree with their label."""
FEWEST, SURE = 3, 0.8
"""Fewer sentences without any label get a role only with this confidence."""
_ORDINALS = (
    recorded("first"),
    recorded("second"),
    recorded("third"),
    recorded("fourth"),
    recorded("fifth"),
    recorded("sixth"),
    recorded("seventh"),
    recorded("eighth"),
    recorded("ninth"),
    recorded("tenth"),
    recorded("eleventh"),
    recorded("twelfth"),
)
_NUMBERS = (
    recorded("one"),
    recorded("two"),
    recorded("three"),
    recorded("four"),
    recorded("five"),
    recorded("six"),
    recorded("seven"),
    recorded("eight"),
    recorded("nine"),
    recorded("ten"),
    recorded("eleven"),
    recorded("twelve"),
)
_SPEAKS = {
    Role.BACKGROUND: recorded("the background"),
    Role.OBJECTIVE: recorded("the objective"),
    Role.METHODS: recorded("methods"),
    Role.RESULTS: recorded("results"),
    Role.CONCLUSIONS: recorded("conclusions"),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one role under one label, with how sure that is and why."""

    start: int
    end: int
    role: Role | None
    label: str
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class _Judged:
    sentence: Sentence
    role: Role | None
    confidence: float
    cue: tuple[float, str] = (0.0, "")
    """How strongly words of the sentence speak for the role, and which."""

    @property
    def label(self) -> Label | None:
        return self.sentence.label


def passages(text: str, stretches: Sequence[tuple[int, int]]) -> list[Passage]:
    """Return the passages of one abstract in order; they hold all words of its stretches.

    `stretches` are the trimmed paragraphs or lines of the abstract, in order; a passage runs over several
    only where nothing else stands between them. A bare label belongs to the
    passage it opens, a heading such as “Abstract” to the first one.
    """
    sentences = split(text, stretches, labels(text, stretches))
    if not sentences:
        return []
    judged = _judge(text, sentences)
    runs: list[list[_Judged]] = []
    for each in judged:
        last = runs[-1][-1] if runs else None
        if last and each.role is last.role and joins(text, last.sentence, each.sentence):
            runs[-1].append(each)
        else:
            runs.append([each])
    found, number = [], 0
    for run in runs:
        found.append(_passage(run, number, len(judged)))
        number += len(run)
    return found


def _judge(text: str, sentences: Sequence[Sentence]) -> list[_Judged]:
    """Return each sentence with its role: from its label where that says one, else from the chain."""
    judged = [_by_label(each) for each in sentences]
    open_ones = [index for index, each in enumerate(judged) if each is None]
    if open_ones:
        asked = [index for index, each in enumerate(judged) if each is None or each.role is not Role.OTHER]
        words = [sentences[index].words(text) for index in asked]
        allowed = [_opened(sentences[index]) for index in asked]
        for index, verdict in zip(asked, judging.judge(words, allowed), strict=True):
            if judged[index] is None:
                judged[index] = _Judged(sentences[index], verdict.role, verdict.confidence, verdict.cue)
    found = [each for each in judged if each is not None]
    labelled = any(each.label for each in found)
    if len(found) < FEWEST and not labelled:
        return [each if each.confidence >= SURE else _Judged(each.sentence, None, 0.5) for each in found]
    return found


def _opened(sentence: Sentence) -> Roles:
    return sentence.label.roles if sentence.label else ()


def _by_label(sentence: Sentence) -> _Judged | None:
    label = sentence.label
    if label is None or len(label.roles) != 1:
        return None
    return _Judged(sentence, label.roles[0], LABELLED)


def _passage(run: Sequence[_Judged], number: int, count: int) -> Passage:
    start, end = run[0].sentence.start, run[-1].sentence.end
    role, label = run[0].role, run[0].label
    confidence = round(sum(each.confidence for each in run) / len(run), 2)
    if label and len(label.roles) == 1:
        return Passage(start, end, role, label.words, confidence, _labelled(label))
    if role is None:
        return Passage(start, end, None, "", confidence, _TOO_FEW)
    reasons = [_labelled(label)] if label else []
    cues = sorted((each.cue for each in run if each.cue[1]), reverse=True)
    shown = list(dict.fromkeys(words for _, words in cues))[:2]
    if shown:
        listed = " and ".join(f"“{words}”" for words in shown)
        form = (
            recorded("{terms} speaks of {part}") if len(shown) == 1 else recorded("{terms} speak of {part}")
        )
        reasons.append(recorded(form, terms=listed, part=_SPEAKS[role]))
    else:
        reasons.append(recorded("stands where abstracts have {part}", part=_SPEAKS[role]))
    reasons.append(_place(number, number + len(run), count))
    return Passage(start, end, role, label.words if label else "", confidence, "; ".join(reasons))


def _labelled(label: Label) -> str:
    return recorded("section label “{words}”", words=label.words)


_TOO_FEW = recorded("too few words to tell the parts of an abstract")


def _place(first: int, stop: int, count: int) -> str:
    """Return which sentences these are, in words: “third of nine sentences”."""
    total = _NUMBERS[count - 1] if count <= len(_NUMBERS) else str(count)
    if stop - first == 1:
        form = (
            recorded("{which} of {total} sentence")
            if count == 1
            else recorded("{which} of {total} sentences")
        )
        return recorded(form, which=_ordinal(first), total=total)
    return recorded(
        "{which} to {last} of {total} sentences",
        which=_ordinal(first),
        last=_ordinal(stop - 1),
        total=total,
    )


def _ordinal(index: int) -> str:
    if index < len(_ORDINALS):
        return _ORDINALS[index]
    number = index + 1
    form = _LATE[0] if number % 100 in (11, 12, 13) or number % 10 > 3 else _LATE[number % 10]
    return recorded(form, digits=number)


_LATE = (recorded("{digits}th"), recorded("{digits}st"), recorded("{digits}nd"), recorded("{digits}rd"))
"""Ordinals without a word of their own, by the last digit."""
