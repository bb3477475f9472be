"""From labelled blocks to stretches with kind, voice, role, name and reason.

The labels say what each block is by itself. Here neighbours become one stretch, an abstract gets its
roles, a page its author, comments their names and quotations. Study voice is given to the abstract of a
page and, on a study's own page, to its body; on a page that has a voice of its own it is second-hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.language import recorded
from reviewer.model import VOICE_OF_KIND, Attribution, Document, Kind, Quoted, Segment, Voice
from reviewer.separation import cues, labelling, names, reasons, roles, threads
from reviewer.separation.chain import Model
from reviewer.separation.cues import Mark
from reviewer.separation.labelling import Labelled
from reviewer.separation.parts import Part
from reviewer.separation.repeats import Earlier, discussion
from reviewer.separation.threads import Comment

DOUBTFUL = 0.7
"""Confidence of a byline that stands right below a comment: it may sign the comment."""
NAMED = 0.85
"""Confidence of a line that is a byline by its shape, as “By Anna Keller” is."""
LEAST = 0.01
"""The least confidence: a part that a person may yet confirm is never impossible."""
VOICED = 12
"""Words of commentary from which a page has a voice of its own."""

_KIND_OF_LABEL = {
    "title": Kind.TITLE,
    "citation": Kind.CITATION,
    "abstract": Kind.ABSTRACT,
    "indexing": Kind.INDEXING,
    "commentary": Kind.COMMENTARY,
}
_UNSIGNED = (Kind.BOILERPLATE, Kind.COMMENTARY, Kind.CITATION, Kind.TITLE)
"""Kinds a line that names the page's author may be mistaken for."""
_SPOKEN = ("begins", "goes on")
_FURNITURE = ("boilerplate", "signs", "around")


@dataclass(frozen=True, slots=True)
class _Scene:
    """One document while its labelled blocks become stretches."""

    text: str
    page: Labelled
    kinds: Sequence[Kind]
    comments: Sequence[Comment]
    author: Attribution | None
    second_hand: bool

    def words(self, index: int) -> str:
        return self.page.blocks[index].words(self.text)

    def sure(self, blocks: Sequence[int], kind: Kind) -> float:
        """Return how sure the kind of a stretch is: the mean chance of its blocks by length, calibrated."""
        weights = [self.page.blocks[index].length for index in blocks]
        chances = self.page.chances_of(blocks, *_labels_of(kind))
        mean = sum(w * c for w, c in zip(weights, chances, strict=True)) / sum(weights)
        return max(LEAST, self.page.model.calibrated(mean))


def _labels_of(kind: Kind) -> tuple[str, ...]:
    if kind is Kind.COMMENT:
        return _SPOKEN
    if kind in (Kind.BOILERPLATE, Kind.BYLINE):
        return _FURNITURE
    return ("commentary", "abstract") if kind is Kind.BODY else (kind.value,)


def label(document: Document, model: Model | None = None) -> list[Part]:
    """Return the labelled stretches of a document, in order."""
    page = labelling.label(document, model)
    text = document.text
    signing = page.chances_of(range(len(page.blocks)), "signs")
    comments = threads.gather(text, page.blocks, page.looks, page.labels, signing)
    owned = {index for comment in comments for index in comment.blocks}
    kinds = _kinds(text, page, owned)
    scene = _Scene(text, page, kinds, comments, _author(text, page, kinds), _second_hand(page, kinds))
    found = [part for run in _runs(scene, owned) for part in _stretch(scene, run)]
    above = Earlier(text)
    for part in found:
        if part.segment.voice is not Voice.NONE:
            above.add(part.segment)
    found += discussion(
        text, page.blocks, comments, above, lambda comment, beside: _judged(scene, comment, beside)
    )
    return sorted(found, key=lambda part: part.segment.start)


# ------------------------------------------------------------------ what each block is


def _kinds(text: str, page: Labelled, owned: set[int]) -> list[Kind]:
    """Return the kind of each block: that of its label, with bylines and a study's body told apart."""
    kinds = []
    for index, (block, name) in enumerate(zip(page.blocks, page.labels, strict=True)):
        kind = _KIND_OF_LABEL.get(name, Kind.BOILERPLATE)
        if index in owned and name in _SPOKEN:
            kind = Kind.COMMENT
        elif kind in _UNSIGNED and index not in owned and cues.BYLINE.fullmatch(block.words(text)[:200]):
            kind = Kind.BYLINE
        kinds.append(kind)
    return _with_body(page, kinds)


def _with_body(page: Labelled, kinds: list[Kind]) -> list[Kind]:
    """Return the kinds with the main text of a study's own page as its body.

    Only a heading such as “Introduction” below words of the abstract makes one, on a page that nobody else
    speaks on; a structured abstract may begin with such a heading, so one above its words is none.
    """
    begun = _body_begins(page, kinds)
    others = {Kind.COMMENT, Kind.BYLINE} & set(kinds) or Kind.COMMENTARY in kinds[: begun or 0]
    if begun is None or others:
        return kinds
    return [
        Kind.BODY if index >= begun and (kind in (Kind.COMMENTARY, Kind.ABSTRACT) or index == begun) else kind
        for index, kind in enumerate(kinds)
    ]


def _body_begins(page: Labelled, kinds: Sequence[Kind]) -> int | None:
    """Return the block that opens the body: a heading below words of the abstract, with more text below."""
    said = 0
    for index, (look, kind) in enumerate(zip(page.looks, kinds, strict=True)):
        heading = cues.MARK_OF_LINE.get(look.text) is Mark.BODY
        if heading and said >= VOICED and {Kind.COMMENTARY, Kind.ABSTRACT} & set(kinds[index + 1 :]):
            return index
        said += look.words if kind is Kind.ABSTRACT else 0
    return None


def _second_hand(page: Labelled, kinds: Sequence[Kind]) -> bool:
    """Whether the page has a voice of its own, so that a study on it is quoted."""
    said = sum(look.words for look, kind in zip(page.looks, kinds, strict=True) if kind is Kind.COMMENTARY)
    return said >= VOICED or Kind.COMMENT in kinds


def _author(text: str, page: Labelled, kinds: Sequence[Kind]) -> Attribution | None:
    """Return who the page says wrote it: the first name and date of its bylines, as written."""
    name = date = ""
    for block, kind in zip(page.blocks, kinds, strict=True):
        if kind is Kind.BYLINE:
            match = cues.BYLINE.fullmatch(block.words(text))
            said = names.signed(block.words(text))
            name, date = name or (match["name"] if match else said.name), date or said.date
    return Attribution(name, date) if name or date else None


# ------------------------------------------------------------------ stretches outside comments


def _runs(scene: _Scene, owned: set[int]) -> Iterator[list[int]]:
    """Yield the blocks outside comments, those that make one stretch together."""
    run: list[int] = []
    for index in range(len(scene.kinds)):
        if index in owned:
            if run:
                yield run
            run = []
            continue
        if run and not _together(scene, run[-1], index):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _together(scene: _Scene, above: int, index: int) -> bool:
    """Whether a block goes on with the stretch of the block above it."""
    kind = scene.kinds[index]
    if scene.kinds[above] is not kind or kind in (Kind.TITLE, Kind.BYLINE) or above < labelling.MOST <= index:
        return False
    apart = scene.page.blocks[index].blank_before > 1
    if kind is Kind.INDEXING:
        return (
            not apart
            and cues.MARK_OF_LINE.get(scene.words(index).casefold()[:60].rstrip(" :")) is not Mark.INDEX
        )
    if kind is Kind.BOILERPLATE:
        heads = (scene.words(above)[:200], scene.words(index)[:200])
        return not apart and not any(map(cues.heads_thread, heads))
    return True


def _stretch(scene: _Scene, run: Sequence[int]) -> Iterator[Part]:
    kind = scene.kinds[run[0]]
    if kind is Kind.ABSTRACT:
        yield from _abstract(scene, run)
        return
    sure = scene.sure(run, kind)
    rule = _rule(scene, run, kind)
    if kind is Kind.BYLINE:
        sure = max(sure, NAMED)
    if kind is Kind.BYLINE and any(
        comment.words[-1] < run[0] <= comment.words[-1] + 2 for comment in scene.comments
    ):
        sure = min(sure, DOUBTFUL)
        rule = recorded("line of its own right below a comment; on blogs of this kind it signs the post")
    first, last = scene.page.blocks[run[0]], scene.page.blocks[run[-1]]
    signed = scene.author if kind in (Kind.COMMENTARY, Kind.BYLINE) or _own_title(scene, run[0]) else None
    voice = VOICE_OF_KIND.get(kind, Voice.NONE)
    yield Part(Segment(first.start, last.end, kind, voice, attribution=signed, confidence=sure, rule=rule))


def _own_title(scene: _Scene, index: int) -> bool:
    """Whether a block is the title of the page, not that of a study it quotes."""
    return scene.kinds[index] is Kind.TITLE and Kind.TITLE not in scene.kinds[:index]


def _rule(scene: _Scene, run: Sequence[int], kind: Kind) -> str:
    if kind is Kind.BYLINE:
        return recorded("line that names the author of the page")
    if kind is Kind.BODY:
        return recorded("main text of a study's own page, below a heading that opens it")
    return reasons.why(scene.page, run, scene.page.labels[run[0]])


def _abstract(scene: _Scene, run: Sequence[int]) -> Iterator[Part]:
    """Yield the passages of an abstract, each with its role."""
    blocks = scene.page.blocks
    sure = scene.sure(run, Kind.ABSTRACT)
    why = reasons.why(scene.page, run, "abstract")
    for passage in roles.passages(scene.text, [(blocks[index].start, blocks[index].end) for index in run]):
        segment = Segment(
            passage.start,
            passage.end,
            Kind.ABSTRACT,
            Voice.STUDY,
            role=passage.role,
            quotes=Quoted() if scene.second_hand else None,
            confidence=sure,
            rule=passage.rule if passage.label else f"{why}; {passage.rule}" if passage.rule else why,
        )
        yield Part(segment)


# ------------------------------------------------------------------ comments


def _judged(scene: _Scene, comment: Comment, beside: bool) -> tuple[float, str]:
    """Return how sure the words of a comment, or the lines beside them, are, and why."""
    if beside:
        lines = [index for index in comment.blocks if index not in comment.words]
        return scene.sure(lines, Kind.BOILERPLATE), recorded(
            "line beside a comment: its writer, its date or a tool of the page"
        )
    sure = scene.sure(comment.words, Kind.COMMENT)
    if comment.signature is not None:
        form = recorded("below the line that names the writer: “{line}”")
        if comment.signature >= comment.words[0]:
            form = recorded("above the line that names the writer: “{line}”")
        line = " ".join(scene.words(comment.signature).split())[: reasons.SHOWN]
        return sure, recorded(form, line=line)
    return sure, reasons.why(scene.page, comment.words, "begins")
