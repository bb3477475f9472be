"""Separating a text again: what a person settled stands, the rest takes the fresh result. Pure.

A part that a person confirmed or set by hand keeps its place, kind, voice, role, name and the comment it
belongs to. Between such parts the fresh segments are cut to fit. Comments are matched by where they
stand, then counted anew in the order of the text. What would differ is listed for people, so that it can
be looked at before anything is changed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer import text as texts
from reviewer.language import later, recorded, say
from reviewer.model import Kind, Quoted, Role, Segment, Voice
from reviewer.separation.boundaries import BLANK, renumbered, stands
from reviewer.separation.wholes import goes_on

CUT_CONFIDENCE = 0.5
"""The most that can be said for a part of which a person's boundary left only a piece."""
CUT_RULE = "; " + recorded("cut where a person set a boundary")
_WORDED = re.compile(r"[^\W_]")
_FIRST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch that would change: its first words, what it is now, what it would be, and why."""

    start: int
    end: int
    words: str
    now: Segment
    then: Segment
    why: str

    @property
    def told(self) -> tuple[str, str]:
        """Say what the words are now and what they would be; of equal parts, where they would be cut."""
        now, then = said(self.now), said(self.then)
        if now != then:
            return now, then
        if self.then.start == self.start != self.now.start:
            return say("{part}, one part", part=now), say("{part}, a part of its own", part=then)
        return say("{part}, a part of its own", part=now), say("{part}, one with the part above", part=then)


@dataclass(frozen=True, slots=True)
class Again:
    """The merged segments, what would differ, and how many parts only have a new reason or confidence."""

    segments: list[Segment]
    differences: list[Difference]
    reasons: int = 0


def merge(text: str, kept: Sequence[Segment], fresh: Sequence[Segment]) -> Again:
    """Return `kept`, with everything in it that no person settled replaced by `fresh`.

    Both cover the text exactly once; so does the result. Kept ids stay where a part begins as before.
    """
    standing = [segment for segment in kept if stands(segment)]
    loose = [segment for segment in kept if segment.rule != BLANK and not stands(segment)]
    pieces = list(_cut(text, _worded(fresh), _free(standing, len(text))))
    numbers = _Numbers(standing, loose, _worded(fresh))
    pieces = [_carried(numbers.given(piece), loose) for piece in pieces]
    pieces = _answering_what_is_there([*standing, *pieces], pieces)
    ids = {segment.start: segment.id for segment in kept if not stands(segment)}
    merged = sorted([*standing, *pieces], key=lambda segment: segment.start)
    covered = [
        segment if stands(segment) else replace(segment, id=ids.get(segment.start, 0))
        for segment in _covered(len(text), merged)
    ]
    differences = _differences(text, loose, pieces, len(text))
    reasons = _new_reasons(loose, pieces, differences)
    final = renumbered(covered)
    counted = {segment.start: segment for segment in final}
    differences = [replace(each, then=counted.get(each.then.start, each.then)) for each in differences]
    return Again(final, differences, reasons)


def voice_of(segments: Iterable[Segment], start: int, end: int) -> tuple[Voice, bool]:
    """Return the voice of a stretch, none when it straddles two, and whether it is a study at second hand."""
    crossed = [s for s in segments if s.rule != BLANK and s.start < end and s.end > start]
    voices = {segment.voice for segment in crossed}
    voice = voices.pop() if len(voices) == 1 else Voice.NONE
    return voice, voice is Voice.STUDY and all(segment.second_hand for segment in crossed)


def said(segment: Segment) -> str:
    """Return what a part is in words, as in "Reader, comment 3 (Ann)"."""
    if segment.voice is Voice.NONE:
        names = [say(_KIND_WORDS.get(segment.kind, "Boilerplate"))]
    elif segment.voice is Voice.STUDY:
        names = [say("Study abstract") if segment.kind is Kind.ABSTRACT else say("Study")]
        names += [say(ROLE_WORDS[segment.role])] if segment.role is not None else []
    else:
        names = [say("Commentary") if segment.voice is Voice.COMMENTARY else say("Reader")]
    if segment.kind is Kind.QUOTE:
        names.append(say("quoted"))
    elif segment.second_hand:
        names.append(say("second-hand"))
    if segment.comment is not None and segment.voice is not Voice.COMMENTARY:
        names.append(say("comment {comment}", comment=segment.comment))
    shown = segment.attribution.name if segment.attribution else ""
    return f"{', '.join(names)} ({shown})" if shown else ", ".join(names)


_KIND_WORDS = {
    Kind.TITLE: later("Title"),
    Kind.CITATION: later("Citation"),
    Kind.INDEXING: later("Index terms"),
    Kind.BYLINE: later("Byline"),
    Kind.BOILERPLATE: later("Boilerplate"),
}
ROLE_WORDS = {
    Role.BACKGROUND: later("background"),
    Role.OBJECTIVE: later("objective"),
    Role.METHODS: later("methods"),
    Role.DESIGN: later("design"),
    Role.SETTING: later("setting"),
    Role.PARTICIPANTS: later("participants"),
    Role.INTERVENTION: later("intervention"),
    Role.OUTCOMES: later("outcomes"),
    Role.RESULTS: later("results"),
    Role.CONCLUSIONS: later("conclusions"),
    Role.OTHER: later("other"),
}

# ------------------------------------------------------------------ pieces


def _worded(segments: Iterable[Segment]) -> list[Segment]:
    return [segment for segment in segments if segment.rule != BLANK]


def _free(standing: Sequence[Segment], length: int) -> list[tuple[int, int]]:
    """Return the stretches between the parts that stand."""
    edges = [0, *(edge for segment in standing for edge in (segment.start, segment.end)), length]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _cut(text: str, fresh: Sequence[Segment], free: Iterable[tuple[int, int]]) -> Iterator[Segment]:
    """Yield the fresh segments as far as they lie in free stretches."""
    starts = [segment.start for segment in fresh]
    for low, high in free:
        for segment in fresh[max(0, bisect_right(starts, low) - 1) :]:
            if segment.start >= high:
                break
            if segment.start >= low and segment.end <= high:
                yield segment
            elif segment.end > low:
                yield from _piece(text, segment, low, high)


def _piece(text: str, segment: Segment, low: int, high: int) -> Iterator[Segment]:
    start, end = texts.trim(text, max(low, segment.start), min(high, segment.end))
    if not _WORDED.search(text, start, end):
        return
    rule = segment.rule.removesuffix(CUT_RULE) + CUT_RULE
    yield replace(
        segment, start=start, end=end, rule=rule, confidence=min(segment.confidence, CUT_CONFIDENCE)
    )


def _carried(piece: Segment, loose: Sequence[Segment]) -> Segment:
    """Return a second-hand part with the study that its words were tied to before."""
    if not piece.second_hand or piece.quotes != Quoted():
        return piece
    before = [s for s in loose if s.second_hand and s.quotes != Quoted() and _shared(s, piece)]
    if not before:
        return piece
    return replace(piece, quotes=max(before, key=lambda segment: _shared(segment, piece)).quotes)


def _shared(one: Segment, other: Segment) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _covered(length: int, worded: Sequence[Segment]) -> list[Segment]:
    """Return the parts with the gaps between them filled; within one comment a gap belongs to it."""
    found: list[Segment] = []
    position = 0
    for segment in worded:
        if segment.start > position:
            same = bool(found) and found[-1].comment == segment.comment
            comment = segment.comment if same else None
            found.append(Segment(position, segment.start, Kind.BOILERPLATE, comment=comment, rule=BLANK))
        found.append(segment)
        position = segment.end
    if position < length:
        found.append(Segment(position, length, Kind.BOILERPLATE, rule=BLANK))
    return found


# ------------------------------------------------------------------ comments


class _Numbers:
    """Tells which kept comment a fresh one is: the one whose settled parts it shares words with, else the
    one it shares most with, each at most once; others are new."""

    def __init__(
        self, standing: Sequence[Segment], loose: Sequence[Segment], fresh: Sequence[Segment]
    ) -> None:
        self._settled: dict[int, list[Segment]] = defaultdict(list)
        self._most: dict[int, int] = {}
        self._first_new = max((s.comment or 0 for s in (*standing, *loose)), default=0)
        for number, segment, _ in _overlaps(fresh, standing):
            self._settled[number].append(segment)
        taken = {segment.comment for segments in self._settled.values() for segment in segments}
        shares = Counter[tuple[int, int]]()
        for number, segment, shared in _overlaps(fresh, loose):
            shares[number, segment.comment or 0] += shared
        for (number, kept), _ in shares.most_common():
            if number not in self._settled and number not in self._most and kept not in taken:
                self._most[number] = kept
                taken.add(kept)

    def given(self, piece: Segment) -> Segment:
        """Return a fresh piece with its numbers in the counting of the kept segments."""
        comment = self._of(piece.comment, lambda s: (-_apart(s, piece), s.start))
        reply = self._of(piece.in_reply_to, lambda s: (s.end - s.start, -s.start))
        return replace(piece, comment=comment, in_reply_to=reply if reply != comment else None)

    def _of(self, number: int | None, best: Callable[[Segment], tuple[int, int]]) -> int | None:
        if number is None:
            return None
        settled = self._settled.get(number)
        return max(settled, key=best).comment if settled else self._most.get(number, self._first_new + number)


def _answering_what_is_there(merged: Iterable[Segment], pieces: Iterable[Segment]) -> list[Segment]:
    there = {segment.comment for segment in merged if segment.kind in (Kind.COMMENT, Kind.QUOTE)}
    return [p if p.in_reply_to in there else replace(p, in_reply_to=None) for p in pieces]


def _overlaps(fresh: Sequence[Segment], kept: Sequence[Segment]) -> Iterator[tuple[int, Segment, int]]:
    """Yield (fresh comment, kept segment of a comment, shared code points); both lists are in order."""
    ends = [segment.end for segment in kept]
    for new in fresh:
        if new.comment is None:
            continue
        for old in kept[bisect_right(ends, new.start) :]:
            if old.start >= new.end:
                break
            if old.comment is not None:
                yield new.comment, old, _shared(old, new)


def _apart(one: Segment, other: Segment) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


# ------------------------------------------------------------------ differences


def _meaning(segment: Segment) -> tuple[object, ...]:
    """Return what a reader would notice of a part."""
    shown = segment.attribution
    names = (shown.name, shown.date) if shown else ("", "")
    comment = segment.comment if segment.kind is not Kind.BOILERPLATE else None
    reply = segment.in_reply_to if segment.kind is Kind.COMMENT else None
    kind = (segment.kind, segment.voice, segment.role, segment.second_hand)
    return (*kind, *names, comment, reply)


def _reason(segment: Segment) -> tuple[object, ...]:
    return segment.start, segment.end, segment.rule, segment.confidence


def _new_reasons(old: Sequence[Segment], new: Sequence[Segment], told: Sequence[Difference]) -> int:
    """Return how many parts stay what they are, with another reason or confidence."""
    before = {_reason(segment) for segment in old}
    changed = [piece for piece in new if _reason(piece) not in before]
    return sum(not any(d.start < piece.end and piece.start < d.end for d in told) for piece in changed)


def _differences(text: str, old: Sequence[Segment], new: Sequence[Segment], length: int) -> list[Difference]:
    before, after = _covered(length, old), _covered(length, new)
    found: list[Difference] = []
    for start, end, now, then in _side_by_side(before, after):
        start, end = texts.trim(text, start, end)
        blank = BLANK in (now.rule, then.rule) and not _WORDED.search(text, start, end)
        if start >= end or blank or _meaning(now) == _meaning(then):
            continue
        if found and (found[-1].now, found[-1].then) == (now, then):
            found[-1] = replace(found[-1], end=end)
            continue
        if found and found[-1].then == then and _are_passages(found[-1].now, now):
            found[-1] = replace(found[-1], end=end, now=replace(found[-1].now, role=None))
            continue
        found.append(_difference(text, start, end, now, then))
    return sorted([*found, *_cuts(text, before, after, found)], key=lambda each: each.start)


def _are_passages(above: Segment, below: Segment) -> bool:
    """Tell whether two parts are passages of one abstract, which is one thing to whoever is told of it."""
    return above.kind is Kind.ABSTRACT and goes_on(above, below)


def _side_by_side(
    before: Sequence[Segment], after: Sequence[Segment]
) -> Iterator[tuple[int, int, Segment, Segment]]:
    """Yield the stretches that have one segment on either side."""
    i = j = 0
    while i < len(before) and j < len(after):
        now, then = before[i], after[j]
        yield max(now.start, then.start), min(now.end, then.end), now, then
        i, j = i + (now.end <= then.end), j + (then.end <= now.end)


def _cuts(
    text: str, before: Sequence[Segment], after: Sequence[Segment], told: Sequence[Difference]
) -> Iterator[Difference]:
    """Yield the boundaries that come or go between parts of the same meaning."""
    old, new = ({s.start for s in side if s.rule != BLANK} for side in (before, after))
    for start, end, now, then in _side_by_side(before, after):
        both = now.rule != BLANK and then.rule != BLANK
        if both and (start in old) != (start in new) and not any(d.start <= start < d.end for d in told):
            if not _only_blank_before(text, start, now, then):
                yield _difference(text, start, end, now, then)


def _only_blank_before(text: str, start: int, now: Segment, then: Segment) -> bool:
    """Tell whether a part begins with other white space only, which no reader would notice."""
    first = max(now.start, then.start)
    return start == first and not _WORDED.search(text, min(now.start, then.start), first)


def _difference(text: str, start: int, end: int, now: Segment, then: Segment) -> Difference:
    words = text[start:end].split()
    shown = " ".join(words[:_FIRST_WORDS]) + ("…" if len(words) > _FIRST_WORDS else "")
    why = then.rule if then.rule != BLANK else recorded("no words of anybody stand here")
    return Difference(start, end, shown, now, then, why)
