"""The one question about a boundary, with numbered answers, worked out from the parts on either side.

Pure: an answer is a list of steps, each one action on one part. The answer that says what is already so
has no steps; giving it confirms.
"""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.gui.workspaces.reading.desk import Desk, begin, label_of, long_label
from reviewer.model import Kind, Segment, Voice


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


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about the boundary above a part. `lead` stands above the answers."""

    title: str
    why: str
    lead: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A boundary: the parts above and below it, and its number in the list."""

    number: int
    above: Segment
    below: Segment


VOICE_KINDS: tuple[tuple[str, Kind], ...] = (
    ("Study", Kind.ABSTRACT),
    ("Commentary", Kind.COMMENTARY),
    ("Reader", Kind.COMMENT),
    ("Boilerplate", Kind.BOILERPLATE),
)
OTHER_KINDS: tuple[tuple[str, Kind], ...] = (
    ("Title", Kind.TITLE),
    ("Citation", Kind.CITATION),
    ("Index terms", Kind.INDEXING),
    ("Byline", Kind.BYLINE),
    ("Study, full text", Kind.BODY),
)


def edges(desk: Desk) -> list[Edge]:
    """Return the boundaries of a document in order; the gaps between the parts are none."""
    worded = desk.worded
    return [
        Edge(n, above, below) for n, (above, below) in enumerate(zip(worded, worded[1:], strict=False), 1)
    ]


def question(desk: Desk, edge: Edge) -> Question:
    """Return what to ask about a boundary."""
    above, below = edge.above, edge.below
    if below.kind is Kind.BYLINE:
        return _byline(desk, edge)
    if below.kind is Kind.QUOTE:
        return _quote(desk, below)
    if below.kind is Kind.COMMENT and below.comment == above.comment:
        return _same_comment(desk, edge)
    if below.kind is Kind.COMMENT:
        return _comment(desk, edge)
    if below.role is not None and above.role is not None and below.voice is above.voice:
        return _role(desk, edge)
    return _voice(desk, below)


def _why(segment: Segment) -> str:
    if segment.confirmed_by is not None and segment.rule == "set by hand":
        return "Set by hand."
    return f"{segment.rule[0].upper()}{segment.rule[1:]}." if segment.rule else ""


def _byline(desk: Desk, edge: Edge) -> Question:
    line, above = edge.below, edge.above
    shown = begin(desk.text[line.start : line.end], 6)
    name = line.attribution.name if line.attribution else shown.removeprefix("By ").strip()
    authored = [s for s in desk.worded if s.voice is Voice.COMMENTARY]
    unnamed = tuple((s.id, "") for s in authored if _is_named(s, name))
    named = tuple((s.id, name) for s in authored if not _is_named(s, name))
    steps = (Step("sign", line.id, Kind.BYLINE, named),) if named else ()
    answers = [Answer("Byline of the post", f"Sets the author of the commentary to {name}.", steps)]
    title = f"Does “{shown}” sign the post?"
    if above.comment is not None:
        title = f"Does “{shown}” sign the post, or comment {above.comment}?"
        answers.append(_signature(desk, line, above.comment, name, unnamed))
    neither = (Step("sign", line.id, names=unnamed),)
    answers.append(Answer("Neither", "Sets the line aside; nobody is named by it.", neither))
    return Question(title, _why(line), "The line is", tuple(answers))


def _signature(
    desk: Desk, line: Segment, comment: int, name: str, unnamed: tuple[tuple[int, str], ...]
) -> Answer:
    own = tuple((s.id, name) for s in desk.worded if s.comment == comment and s.kind is Kind.COMMENT)
    told = f"Sets the reader of comment {comment} to {name}."
    return Answer(f"Signature of comment {comment}", told, (Step("sign", line.id, names=(*unnamed, *own)),))


def _is_named(segment: Segment, name: str) -> bool:
    return segment.attribution is not None and segment.attribution.name == name


def _quote(desk: Desk, below: Segment) -> Question:
    repeated = (
        desk.segment_at(below.quotes.start) if below.quotes and below.quotes.start is not None else None
    )
    who = f"comment {repeated.comment}" if repeated is not None and repeated.comment else "somebody else"
    count = desk.words(below)
    told = f"Repeats {count} {'word' if count == 1 else 'words'}; they are inset and counted once."
    mine = "The reader’s own words" if below.comment is not None else "The writer’s own words"
    own = Kind.COMMENT if below.comment is not None else Kind.COMMENTARY
    answers = (
        Answer(f"Words quoted from {who}", told),
        Answer(mine, "Counts the words as the writer’s own.", (Step("kind", below.id, own),)),
    )
    return Question(f"Are these words quoted from {who}?", _why(below), "The words are", answers)


def _same_comment(desk: Desk, edge: Edge) -> Question:
    number, words = edge.below.comment, begin(desk.text[edge.below.start : edge.below.end])
    answers = (
        Answer(f"Here the writer of comment {number} goes on", "Confirms the boundary."),
        Answer("There is no boundary here", "Joins both parts.", (Step("merge", edge.below.id),)),
    )
    title = f"Does the writer of comment {number} speak from “{words}” on?"
    return Question(title, _why(edge.below), "From here", answers)


def _comment(desk: Desk, edge: Edge) -> Question:
    below, words = edge.below, begin(desk.text[edge.below.start : edge.below.end])
    answers = [Answer(f"Comment {below.comment}, a new one", "Confirms the boundary.")]
    if edge.above.comment is not None:
        told = f"Goes on with comment {edge.above.comment}"
        answers.append(Answer(told, "Joins both parts.", (Step("merge", below.id),)))
    answers.append(
        Answer("The author of the page", "Makes it commentary.", (Step("kind", below.id, Kind.COMMENTARY),))
    )
    answers.append(Answer("Nobody: it frames the page", "Sets the words aside.", (Step("kind", below.id),)))
    return Question(f"Does a comment begin with “{words}”?", _why(below), "The words are", tuple(answers))


def _role(desk: Desk, edge: Edge) -> Question:
    name, before = label_of(edge.below), label_of(edge.above)
    answers = (
        Answer(f"“{name}” begins here", "Confirms the boundary."),
        Answer(f"It goes on with “{before}”", "Joins both parts.", (Step("merge", edge.below.id),)),
    )
    return Question(f"Does the part “{name}” begin here?", _why(edge.below), "In the abstract", answers)


def _voice(desk: Desk, below: Segment) -> Question:
    words = begin(desk.text[below.start : below.end])
    now = long_label(below)
    answers = [Answer(now, "Confirms voice and boundary.")]
    for name, kind in VOICE_KINDS:
        if kind is not below.kind and not (below.kind is Kind.BODY and kind is Kind.ABSTRACT):
            told = (
                "Sets the words aside." if kind is Kind.BOILERPLATE else f"Gives the words to {name.lower()}."
            )
            answers.append(Answer(name, told, (Step("kind", below.id, kind),)))
    return Question(f"Whose words begin with “{words}”?", _why(below), "They are", tuple(answers))
