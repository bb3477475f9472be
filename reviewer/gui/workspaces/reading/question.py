"""The one question about a boundary, with numbered answers, worked out from the parts on either side.

Pure: an answer is a list of steps, each one action on one part. The answer that says what is already so
has no steps; giving it confirms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from reviewer.gui.workspaces.reading.desk import Desk, begin, label_of, long_label
from reviewer.language import day, retold, say, say_count
from reviewer.library.separations import Settled
from reviewer.model import Kind, Segment, Voice
from reviewer.separation.boundaries import BY_HAND, SURE, is_sure
from reviewer.separation.wholes import wholes

LIKELY = 0.5
"""Confidence from which a boundary is called likely; below it a guess."""


@dataclass(frozen=True, slots=True)
class Step:
    """One action on the part `segment`: "kind", "merge", or "sign", which also gives `names` to others."""

    verb: str
    segment: int
    kind: Kind = Kind.BOILERPLATE
    names: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A numbered answer: its words, what it does in a sentence, and the steps."""

    words: str
    effect: str
    steps: tuple[Step, ...] = ()
    names: tuple[str, ...] = ()
    """Names in `effect` that stand out."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about the boundary above a part. `lead` stands above the answers."""

    title: str
    why: str
    lead: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A boundary: the parts above and below it, and its number in the list. Nothing stands above the
    first part, whose voice is asked about only where it is not sure.

    `parts` is the whole that begins below, `upper` the one that ends above. Inside a whole no other voice
    begins: such a boundary has the number 0, is not listed, and has one part on either side.
    """

    number: int
    above: Segment | None
    below: Segment
    parts: tuple[Segment, ...]
    upper: tuple[Segment, ...] = ()

    @property
    def listed(self) -> bool:
        return self.number > 0

    @property
    def sure(self) -> bool:
        return all(map(is_sure, self.parts))

    @property
    def room(self) -> tuple[Segment, ...]:
        """Return the parts among which the boundary can move: of a comment only the nearest, because what
        it quotes is a part of its own."""
        upper, lower = self.upper, self.parts
        if upper and upper[-1].comment is not None:
            upper = upper[-1:]
        return (*upper, *(lower if self.below.comment is None else lower[:1]))

    @property
    def main(self) -> Segment:
        """Return the part that says whose words begin below."""
        return main_of(self.parts)

    @property
    def doubt(self) -> Segment:
        """Return the part whose cue is to be told: the first that is not sure, else the main one."""
        return next((part for part in self.parts if not is_sure(part)), self.main)


def main_of(parts: Sequence[Segment]) -> Segment:
    """Return the part of a whole that says whose words it is: a comment's own, not its name or quote."""
    own = [part for part in parts if part.voice is not Voice.NONE]
    return next((part for part in own if part.kind is not Kind.QUOTE), (own or parts)[0])


VOICE_KINDS: tuple[tuple[str, Kind], ...] = (
    (say("Study"), Kind.ABSTRACT),
    (say("Commentary"), Kind.COMMENTARY),
    (say("Reader"), Kind.COMMENT),
    (say("Boilerplate"), Kind.BOILERPLATE),
)
GLYPHS = {Kind.ABSTRACT: "■", Kind.COMMENTARY: "◆", Kind.COMMENT: "●", Kind.BOILERPLATE: "□"}
OTHER_KINDS: tuple[tuple[str, Kind], ...] = (
    (say("Title"), Kind.TITLE),
    (say("Citation"), Kind.CITATION),
    (say("Index terms"), Kind.INDEXING),
    (say("Byline"), Kind.BYLINE),
    (say("Study, full text"), Kind.BODY),
)


GIVES = {
    Kind.ABSTRACT: say("Gives the words to ■ Study."),
    Kind.COMMENTARY: say("Gives the words to ◆ Commentary."),
    Kind.COMMENT: say("Gives the words to ● Reader."),
    Kind.BOILERPLATE: say("Sets the words aside."),
}
"""What an answer does that gives the words to a voice; its glyph and word stand together, to be inked."""


def edges(desk: Desk) -> list[Edge]:
    """Return the boundaries of a document in order; the gaps between the parts are none."""
    return list(_edges(wholes(desk.segments)))


def _edges(found: Sequence[Sequence[Segment]]) -> Iterator[Edge]:
    first_is_asked = len(found) == 1 or any(part.confidence < SURE for part in (found[0] if found else ()))
    number, upper = 0, ()
    for whole in map(tuple, found):
        if upper or first_is_asked:
            number += 1
            yield Edge(number, upper[-1] if upper else None, whole[0], whole, upper)
        for above, below in pairwise(whole):
            yield Edge(0, above, below, (below,), (above,))
        upper = whole


def said(desk: Desk, edge: Edge, count: int) -> str:
    """Return how the words below a boundary begin, without the name line above a comment."""
    start = next((part.start for part in edge.parts if part.voice is not Voice.NONE), edge.below.start)
    return begin(desk.text[start : edge.parts[-1].end], count)


def question(desk: Desk, edge: Edge, settled: Settled | None = None) -> Question:
    """Return what to ask about a boundary; `settled` is who has confirmed what is in doubt, and when."""
    asked = _question(desk, edge)
    return replace(asked, why=_why(edge.doubt, settled))


def repetition(desk: Desk, edge: Edge | None) -> tuple[Segment | None, str]:
    """Return the part of a comment beside a boundary that repeats words of the page, and what it repeats."""
    sides = (edge.below, edge.above) if edge is not None else ()
    comments = [side.comment for side in sides if side is not None and side.comment is not None]
    for comment in comments:
        for segment in desk.worded:
            quotes = segment.quotes
            if segment.comment == comment and quotes and quotes.document is None and quotes.start is not None:
                source = desk.segment_at(quotes.start)
                return segment, _repeats(comment, desk.words(segment), source.comment if source else None)
    return None, ""


def _repeats(comment: int, count: int, source: int | None) -> str:
    if source:
        return say_count(
            count,
            "Comment {comment} repeats {n} word of comment {source}.",
            "Comment {comment} repeats {n} words of comment {source}.",
            comment=comment,
            source=source,
        )
    return say_count(
        count,
        "Comment {comment} repeats {n} word of the text above.",
        "Comment {comment} repeats {n} words of the text above.",
        comment=comment,
    )


def _question(desk: Desk, edge: Edge) -> Question:
    above, below = edge.above, edge.main
    if above is None:
        return _voice(desk, edge)
    if below.kind is Kind.BYLINE:
        return _byline(desk, edge)
    if below.comment is not None and edge.listed:
        return _comment(desk, edge)
    if below.kind is Kind.QUOTE:
        return _quote(desk, below)
    if below.kind is Kind.COMMENT:
        return _same_comment(desk, edge)
    if below.role is not None and above.role is not None and below.voice is above.voice:
        return _role(desk, edge)
    return _voice(desk, edge)


def _why(segment: Segment, settled: Settled | None) -> str:
    """Return the cue and how sure it is, or who has decided and when."""
    told = retold(segment.rule)
    rule = f"{told[0].upper()}{told[1:]}." if told else ""
    if segment.confirmed_by is not None:
        by_hand = segment.rule == BY_HAND
        return f"{'' if by_hand else rule} {who_and_when(by_hand, settled)}".strip()
    return f"{rule} {how_sure(segment.confidence)}".strip()


def how_sure(confidence: float) -> str:
    """Return a confidence in plain words."""
    share = f"{round(100 * confidence)}\u00a0%"
    if confidence >= SURE:
        return say("The machine is sure of it ({share}).", share=share)
    if confidence >= LIKELY:
        return say("That makes it likely, not sure ({share}).", share=share)
    return say("That is no more than a guess ({share}).", share=share)


def who_and_when(by_hand: bool, settled: Settled | None) -> str:
    """Return who set a boundary by hand or confirmed it: "Confirmed by Ann, 3 May 2026, 14:02"."""
    if settled is None:
        return say("Set by hand.") if by_hand else say("Confirmed by hand.")
    who = settled.reviewer
    if not settled.time:
        told = say("Set by {reviewer}.") if by_hand else say("Confirmed by {reviewer}.")
        return told.format(reviewer=who)
    when = datetime.fromisoformat(settled.time).astimezone()
    told = say("Set by {reviewer}, {day}, {time}.")
    if not by_hand:
        told = say("Confirmed by {reviewer}, {day}, {time}.")
    return told.format(reviewer=who, day=day(when.isoformat()), time=f"{when:%H:%M}")


def _byline(desk: Desk, edge: Edge) -> Question:
    line, above = edge.below, edge.above
    shown = begin(desk.text[line.start : line.end], 6)
    name = line.attribution.name if line.attribution else shown.removeprefix("By ").strip()
    authored = [s for s in desk.worded if s.voice is Voice.COMMENTARY]
    unnamed = tuple((s.id, "") for s in authored if _is_named(s, name))
    named = tuple((s.id, name) for s in authored if not _is_named(s, name))
    steps = (Step("sign", line.id, Kind.BYLINE, named),) if named else ()
    answers = [Answer(say("Byline of the post"), _signs(desk, above, name), steps, (name,))]
    title = say("Does “{words}” sign the post?", words=shown)
    if above is not None and above.comment is not None:
        title = say("Does “{words}” sign the post, or comment {comment}?", words=shown, comment=above.comment)
        answers.append(_signature(desk, line, above.comment, name, unnamed))
    neither = (Step("sign", line.id, names=unnamed),)
    answers.append(Answer(say("Neither"), say("Sets the line aside; nobody is named by it."), neither))
    return Question(title, "", say("The line is"), tuple(answers))


def _signs(desk: Desk, above: Segment | None, name: str) -> str:
    told = say("Sets the author of ◆ Commentary to {name}.", name=name)
    if not any(segment.voice is Voice.COMMENTARY for segment in desk.worded):
        told = say("Names {name} as the author of the page.", name=name)
    if above is None or above.comment is None:
        return told
    said = next((s.attribution.name for s in desk.worded if s.comment == above.comment and s.attribution), "")
    if said:
        stays = say("Comment {comment} stays with {name}.", comment=above.comment, name=said)
    else:
        stays = say("Comment {comment} stays unnamed.", comment=above.comment)
    return f"{told} {stays}"


def _signature(
    desk: Desk, line: Segment, comment: int, name: str, unnamed: tuple[tuple[int, str], ...]
) -> Answer:
    own = tuple((s.id, name) for s in desk.worded if s.comment == comment and s.kind is Kind.COMMENT)
    told = say("Sets the writer of ● Reader, comment {comment} to {name}.", comment=comment, name=name)
    if unnamed:
        told = f"{told} {say('◆ Commentary stays unnamed.')}"
    steps = (Step("sign", line.id, names=(*unnamed, *own)),)
    return Answer(say("Signature of comment {comment}", comment=comment), told, steps, (name,))


def _is_named(segment: Segment, name: str) -> bool:
    return segment.attribution is not None and segment.attribution.name == name


def _quote(desk: Desk, below: Segment) -> Question:
    repeated = (
        desk.segment_at(below.quotes.start) if below.quotes and below.quotes.start is not None else None
    )
    told = say_count(
        desk.words(below),
        "Repeats {n} word; they are inset and counted once.",
        "Repeats {n} words; they are inset and counted once.",
    )
    if repeated is not None and repeated.comment:
        theirs = say("Words quoted from comment {comment}", comment=repeated.comment)
        title = say("Are these words quoted from comment {comment}?", comment=repeated.comment)
    else:
        theirs = say("Words quoted from somebody else")
        title = say("Are these words quoted from somebody else?")
    mine = say("The reader’s own words") if below.comment is not None else say("The writer’s own words")
    own = Kind.COMMENT if below.comment is not None else Kind.COMMENTARY
    answers = (
        Answer(theirs, told),
        Answer(mine, say("Counts the words as the writer’s own."), (Step("kind", below.id, own),)),
    )
    return Question(title, "", say("The words are"), answers)


def _same_comment(desk: Desk, edge: Edge) -> Question:
    number, words = edge.below.comment, begin(desk.text[edge.below.start : edge.below.end])
    answers = (
        Answer(
            say("Here the writer of comment {number} goes on", number=number), say("Confirms the boundary.")
        ),
        Answer(say("There is no boundary here"), say("Joins both parts."), (Step("merge", edge.below.id),)),
    )
    title = say("Does the writer of comment {number} speak from “{words}” on?", number=number, words=words)
    return Question(title, "", say("From here"), answers)


def _comment(desk: Desk, edge: Edge) -> Question:
    below, words = edge.below, said(desk, edge, 5)
    answers = [
        Answer(say("Comment {comment}, a new one", comment=below.comment), say("Confirms the boundary."))
    ]
    if edge.above is not None and edge.above.comment is not None:
        told = say("Goes on with comment {comment}", comment=edge.above.comment)
        answers.append(Answer(told, say("Joins both parts."), (Step("merge", below.id),)))
    answers.append(
        Answer(
            say("The author of the page"),
            say("Gives the words to ◆ Commentary."),
            (Step("kind", below.id, Kind.COMMENTARY),),
        )
    )
    answers.append(
        Answer(say("Nobody: it frames the page"), say("Sets the words aside."), (Step("kind", below.id),))
    )
    return Question(
        say("Does a comment begin with “{words}”?", words=words), "", say("The words are"), tuple(answers)
    )


def _role(desk: Desk, edge: Edge) -> Question:
    name, before = label_of(edge.below), label_of(edge.above or edge.below)
    answers = (
        Answer(say("“{name}” begins here", name=name), say("Confirms the boundary.")),
        Answer(
            say("It goes on with “{before}”", before=before),
            say("Joins both parts."),
            (Step("merge", edge.below.id),),
        ),
    )
    return Question(say("Does the part “{name}” begin here?", name=name), "", say("In the abstract"), answers)


def _voice(desk: Desk, edge: Edge) -> Question:
    below, words = edge.main, said(desk, edge, 5)
    now = long_label(below)
    answers = [Answer(now, say("Confirms voice and boundary."))]
    for name, kind in VOICE_KINDS:
        if kind is not below.kind and not (below.kind is Kind.BODY and kind is Kind.ABSTRACT):
            answers.append(Answer(name, GIVES[kind], (Step("kind", below.id, kind),)))
    return Question(
        say("Whose words begin with “{words}”?", words=words), "", say("They are"), tuple(answers)
    )
