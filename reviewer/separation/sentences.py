"""The sentences of one abstract, each with the section label it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer import text as texts
from reviewer.separation.labels import HEADING, Label

_CLOSED = re.compile(r"[.!?…:;。][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence from `start`, where its label or heading begins if it opens a section, to `end`."""

    start: int
    begin: int
    end: int
    label: Label | None

    def words(self, text: str) -> str:
        """Return the sentence's own words on one line, without its label."""
        return " ".join(text[self.begin : self.end].split())


def split(text: str, stretches: Sequence[tuple[int, int]], found: Sequence[Label]) -> list[Sentence]:
    """Return the sentences of the stretches of an abstract in order, labels joined to what they open."""
    sentences: list[Sentence] = []
    waiting: Sentence | None = None
    for piece in _pieces(text, stretches, found):
        opened = waiting is not None and joins(text, waiting, piece)
        if waiting is not None and opened:
            piece = replace(piece, start=waiting.start)
        elif waiting is not None:
            sentences.append(waiting)
        waiting = None
        if piece.begin == piece.end:
            waiting = piece
        elif sentences and not opened and _carries_on(text, sentences[-1], piece):
            sentences[-1] = replace(sentences[-1], end=piece.end)
        else:
            sentences.append(piece)
    return sentences if waiting is None else [*sentences, waiting]


def joins(text: str, before: Sentence, after: Sentence) -> bool:
    """Whether two pieces may stand in one passage: nothing between them, and no label that parts them."""
    alike = before.label is after.label or (before.label is None and before.begin == before.end)
    return alike and not text[before.end : after.start].strip()


def _pieces(text: str, stretches: Sequence[tuple[int, int]], found: Sequence[Label]) -> Iterator[Sentence]:
    """Yield sentences; those without words of their own are bare labels and headings."""
    label: Label | None = None
    for number, (start, end) in enumerate(stretches):
        here = [each for each in found if start <= each.start < end]
        stops = [each.start for each in here] + [end]
        if number == 0 and start < stops[0] and HEADING.fullmatch(text, start, stops[0]):
            above = texts.trim(text, start, stops[0])[1]
            yield Sentence(start, above, above, None)
        else:
            yield from _plain(text, start, stops[0], label)
        for label, stop in zip(here, stops[1:], strict=True):
            begin, stop = texts.trim(text, label.after, stop)
            own = list(_plain(text, begin, stop, label))
            if own:
                own[0] = replace(own[0], start=label.start)
            yield from own or [Sentence(label.start, _end_of(text, label), _end_of(text, label), label)]


def _end_of(text: str, label: Label) -> int:
    return texts.trim(text, label.start, label.after)[1]


def _plain(text: str, start: int, end: int, label: Label | None) -> Iterator[Sentence]:
    for begin, stop in texts.sentences(text, start, end):
        yield Sentence(begin, begin, stop, label)


def _carries_on(text: str, before: Sentence, piece: Sentence) -> bool:
    """Whether a line goes on with the sentence of the line above it."""
    return (
        joins(text, before, piece)
        and piece.start == piece.begin
        and text[piece.begin].islower()
        and _CLOSED.search(text[max(before.end - 4, before.begin) : before.end]) is None
    )
