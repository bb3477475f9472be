"""Sentences of a study that state what it found or concludes, and that nobody has quoted yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.language import later
from reviewer.model import Role, Suggestion, SuggestionKind
from reviewer.suggestions.material import Material, Sentence

_ASKS = re.compile(
    r"\?\W*$|\b(?:remains? (?:unclear|unknown|to be)|further (?:research|studies|trials))\b", re.I
)


_FURNITURE = re.compile(r"\b(?:all rights reserved|database record|copyright|registered readers)\b|©", re.I)


def statements(material: Material) -> Iterator[Suggestion]:
    """Yield the sentences that state a result."""
    reason = later("States a result of the study")
    for sentence in material.said_by_study(Role.RESULTS):
        if found := _suggestion(material, sentence, SuggestionKind.STATEMENT, reason, 0.7):
            yield found


def conclusions(material: Material) -> Iterator[Suggestion]:
    """Yield the sentences that state a conclusion."""
    reason = later("States a conclusion of the study")
    for sentence in material.said_by_study(Role.CONCLUSIONS):
        if found := _suggestion(material, sentence, SuggestionKind.CONCLUSION, reason, 0.8):
            yield found


def _suggestion(
    material: Material, sentence: Sentence, kind: SuggestionKind, reason: str, score: float
) -> Suggestion | None:
    said = material.document.text[sentence.start : sentence.end]
    if _is_heading(said) or _ASKS.search(said) or material.quoted(sentence.start, sentence.end):
        return None
    return Suggestion(kind, material.words(sentence.start, sentence.end), reason=reason, score=score)


def _is_heading(said: str) -> bool:
    """Whether these are the words over a section, such as “RESULTS:” or “Annualized relapse rate”, or those
    that a publisher puts below an abstract."""
    return (
        _FURNITURE.search(said) is not None
        or said.endswith(":")
        or said.isupper()
        or said[-1:].isalnum()
        and said.count(" ") < 4
    )
