"""What lies on the desk: one document with its parts, quotes and claims; `laying` reads it from the library.

Plain data without Qt, so that the docks only draw it. Positions are code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reviewer import text as texts
from reviewer.appraisal import flags, grade
from reviewer.appraisal.flags import Flag
from reviewer.gui import theme
from reviewer.gui.page import blocks
from reviewer.language import say, say_count
from reviewer.library import documents
from reviewer.library.codebook import Tally, tally
from reviewer.model import (
    Certainty,
    Claim,
    Document,
    Kind,
    Population,
    QuoteLink,
    Segment,
    Shared,
    Study,
    Tag,
    Voice,
)
from reviewer.separation import BLANK
from reviewer.separation.boundaries import is_sure, nothing_certain

_INSTEAD = {
    Voice.COMMENTARY: say("not gradable: opinion"),
    Voice.READER: say("shown as experience"),
    Voice.NONE: say("not gradable: set aside"),
}
_WHY_NOT = (
    (Voice.STUDY, say("context")),
    (Voice.COMMENTARY, say("opinion")),
    (Voice.READER, say("experience")),
)
NOT_GRADED = say("not graded yet")


@dataclass(frozen=True, slots=True)
class Body:
    """A line of certainty: a claim in one population, its level or None, how many people, and what is said
    where there is no level."""

    name: str
    level: int | None
    participants: int | None
    instead: str = NOT_GRADED


class Parts:
    """The text of a document and its segments, with what follows from both, worked out when first asked for.
    `words` counts the words of each segment, by its start."""

    def __init__(self, document: Document, segments: Sequence[Segment], words: Mapping[int, int]) -> None:
        self.document = document
        self.segments = tuple(segments)
        self.words = words
        self._remarks: tuple[Study | None, list[Flag]] | None = None

    def remarks(self, study: Study | None) -> list[Flag]:
        """Return what is remarkable about the text when this is known of its study."""
        if self._remarks is None or self._remarks[0] != study:
            self._remarks = study, flags.flags_of_text(self.document, self.segments, study)
        return self._remarks[1]

    @cached_property
    def worded(self) -> list[Segment]:
        """Return the parts that hold words, without the gaps between them."""
        return [segment for segment in self.segments if segment.rule != BLANK]

    @cached_property
    def starts(self) -> list[int]:
        """Return where the worded parts begin."""
        return [segment.start for segment in self.worded]

    @cached_property
    def uncertain(self) -> bool:
        """True when not one boundary is sure."""
        return nothing_certain(self.segments)

    @cached_property
    def unconfirmed(self) -> list[int]:
        """Return the parts whose voice and start are sure, but confirmed by nobody."""
        return [s.id for s in self.worded if is_sure(s) and s.confirmed_by is None]

    @cached_property
    def paragraphs(self) -> list[int]:
        """Return where the paragraphs of somebody's words begin, as the gutter counts them."""
        plan = blocks.plan(self.document.text, self.segments, blocks.Showing())
        return [block.start for block in plan.blocks if block.number]


@dataclass(frozen=True)
class Desk:
    """One document and everything in the library that concerns it. `quotes` are those of the document,
    `links` those of every document, both in the order of the texts."""

    parts: Parts
    links: tuple[QuoteLink, ...]
    claims: Mapping[int, Claim]
    tags: Mapping[int, Tag]
    populations: Mapping[int, Population]
    studies: Mapping[int, Study]
    certainties: tuple[Certainty, ...]

    @property
    def document(self) -> Document:
        return self.parts.document

    @property
    def segments(self) -> tuple[Segment, ...]:
        return self.parts.segments

    @property
    def text(self) -> str:
        return self.parts.document.text

    @property
    def worded(self) -> list[Segment]:
        """Return the parts that hold words, without the gaps between them."""
        return self.parts.worded

    @cached_property
    def quotes(self) -> list[QuoteLink]:
        """Return the quotes of this document in the order of its text."""
        return [link for link in self.links if link.span.document == self.document.id]

    @cached_property
    def hues(self) -> dict[int, str]:
        """Return the colour of each claim."""
        return {claim.id: self.hue(claim) for claim in self.claims.values()}

    @cached_property
    def _by_id(self) -> dict[int, QuoteLink]:
        return {link.id: link for link in self.quotes}

    @cached_property
    def _by_claim(self) -> dict[int, list[QuoteLink]]:
        found: dict[int, list[QuoteLink]] = {}
        for link in self.links:
            found.setdefault(link.claim, []).append(link)
        return found

    @cached_property
    def remarks(self) -> list[Flag]:
        """Return what is remarkable about the document and its quotes."""
        found = self.parts.remarks(self.studies.get(self.document.id))
        return [*found, *flags.flags_of_quotes(self.document, self.quotes)]

    def quotes_of(self, claim: int) -> list[QuoteLink]:
        """Return every quote of a claim, those of this document first."""
        here = self.document.id
        return sorted(self._by_claim.get(claim, ()), key=lambda link: link.span.document != here)

    def quote(self, id: int | None) -> QuoteLink | None:
        """Return a quote of this document, or None."""
        return self._by_id.get(id) if id is not None else None

    def segment_at(self, position: int) -> Segment | None:
        """Return the worded part a position lies in, or None."""
        at = bisect_right(self.parts.starts, position) - 1
        found = self.worded[at] if at >= 0 else None
        return found if found is not None and position < found.end else None

    def paragraph(self, position: int) -> int:
        """Return the number of the paragraph a position lies in, 0 before the first."""
        return bisect_right(self.parts.paragraphs, position)

    def words(self, segment: Segment) -> int:
        """Return the number of words of a part."""
        return texts.words(self.text[segment.start : segment.end])

    def counted(self, segment: Segment) -> int:
        """Return the number of words of a part that count: those it repeats from the page count once."""
        return 0 if segment.repeats else self.parts.words[segment.start]

    # ------------------------------------------------------------------ claims and tags

    def hue(self, claim: Claim) -> str:
        """Return the colour of a claim: that of its first tag's group, or "" without a tag."""
        tag = next((self.tags[id] for id in claim.tags if id in self.tags), None)
        return self.hue_of(tag) if tag is not None else ""

    def hue_of(self, tag: Tag) -> str:
        """Return the colour of a tag; a child inherits."""
        return self.line_of(tag)[0].colour

    def line_of(self, tag: Tag) -> list[Tag]:
        """Return a tag with those above it, the group first."""
        line = [tag]
        while (parent := line[0].parent) is not None and parent in self.tags and len(line) <= len(self.tags):
            line.insert(0, self.tags[parent])
        return line

    def path_of(self, tag: Tag) -> str:
        """Return a tag as its path, as in "Mechanism › B cells"."""
        return " › ".join(each.name for each in self.line_of(tag))

    def loss(self, tag: int) -> str:
        """Return in words what goes with a tag beside itself, "" for nothing."""
        gone = {id for id, other in self.tags.items() if self.tags[tag] in self.line_of(other)}
        on = sum(not gone.isdisjoint(claim.tags) for claim in self.claims.values())
        below = len(gone) - 1
        name = self.tags[tag].name
        claims = say_count(on, "{n} claim", "{n} claims")
        if not below:
            return say("Removed “{tag}”, taken off {claims}.", tag=name, claims=claims) if on else ""
        tags = say_count(below, "{n} tag", "{n} tags")
        if not on:
            return say("Removed “{tag}” and {tags} below it.", tag=name, tags=tags)
        return say(
            "Removed “{tag}” and {tags} below it, taken off {claims}.", tag=name, tags=tags, claims=claims
        )

    def groups(self) -> list[Tag]:
        """Return the tags of the top level, those the keys 1 to 9 stand for."""
        return [tag for tag in self.tags.values() if tag.parent is None]

    def tally(self) -> Tally:
        """Return how many quotes here belong to claims with a tag or one below it, by tag and voice."""
        return self._tally

    @cached_property
    def _tally(self) -> Tally:
        return tally(tuple(self.tags.values()), self.claims, self.quotes)

    @cached_property
    def whole_tally(self) -> Tally:
        """Return how many quotes of the whole library belong to claims with a tag or one below it."""
        return tally(tuple(self.tags.values()), self.claims, self.links)

    def counts(self) -> dict[int, int]:
        """Return how many quotes here belong to claims with a tag or one below it, by tag."""
        return {tag: sum(voices.values()) for tag, voices in self.tally().items()}

    # ------------------------------------------------------------------ certainty

    def certainty(self, claim: int, population: int | None, reviewer: str) -> Certainty | None:
        """Return the rating to show: what several say together, one's own, else one of another that is
        finished."""
        found = [c for c in self.certainties if (c.claim, c.population) == (claim, population)]
        own = next((c for c in found if c.reviewer == reviewer or c.shared), None)
        return own or next((c for c in found if c.graded), None)

    def level(self, claim: int, population: int | None, reviewer: str) -> int | None:
        """Return the certainty 1 to 4 of a body of evidence, None when it is not marked as graded."""
        rating = self.certainty(claim, population, reviewer)
        return grade.rate(rating).level if rating is not None and rating.graded else None

    def bodies(self, claim: int, reviewer: str) -> list[Body]:
        """Return one line of certainty for each population of a claim."""
        counting = [link for link in self.quotes_of(claim) if link.counts]
        keys = sorted({link.population for link in counting}, key=lambda key: (key is None, -(key or 0)))
        return [self._body(claim, key, counting, reviewer) for key in keys]

    def _body(self, claim: int, key: int | None, counting: Sequence[QuoteLink], reviewer: str) -> Body:
        population = self.populations.get(key or 0)
        name = (population.short or population.name) if population else say("Population not stated")
        rating = self.certainty(claim, key, reviewer)
        stated = rating.participants if rating is not None else None
        own = [link for link in counting if link.population == key]
        people = stated if stated is not None else grade.body(own, self.studies).participants
        return Body(name, self.level(claim, key, reviewer), people, _instead(rating))

    def not_gradable(self, claim: int) -> str:
        """Return why a claim cannot be graded: "opinion, experience", or "context"."""
        links = self.quotes_of(claim)
        return ", ".join(word for voice, word in _WHY_NOT if any(link.voice is voice for link in links))

    def standing(self, link: QuoteLink, reviewer: str) -> tuple[str, int | None]:
        """Return what the margin says under a quote, and its certainty where it has one."""
        if link.counts:
            level = self.level(link.claim, link.population, reviewer)
            if level:
                return theme.CERTAINTY_WORDS[level], level
            return _instead(self.certainty(link.claim, link.population, reviewer)), None
        if link.voice is Voice.STUDY:
            graded = any(other.counts for other in self._by_claim[link.claim])
            return (say("background, not graded") if graded else say("not gradable: context")), None
        return _INSTEAD[link.voice], None


def _instead(rating: Certainty | None) -> str:
    """Return why there is no level: nobody has graded it, or raters differ and nothing is settled."""
    return say("not settled") if rating is not None and rating.shared is Shared.DIFFERS else NOT_GRADED


def label_of(segment: Segment) -> str:
    """Return what a part is called: its voice, the role in an abstract, or the kind without a voice."""
    if segment.voice is Voice.STUDY and segment.role is not None and segment.kind is Kind.ABSTRACT:
        return theme.ROLE_WORDS[segment.role]
    if segment.voice is not Voice.NONE and segment.comment is not None and segment.kind is Kind.QUOTE:
        return theme.KIND_WORDS[Kind.QUOTE]
    return theme.word_of(segment)


def long_label(segment: Segment) -> str:
    """Return what a part is, in full: "Study abstract, second-hand", "Reader, comment 3"."""
    if segment.voice is Voice.READER:
        return say("Reader, comment {comment}", comment=segment.comment) if segment.comment else say("Reader")
    if segment.voice is Voice.STUDY:
        return STUDY_PARTS[segment.kind is Kind.ABSTRACT, segment.second_hand]
    return label_of(segment)


STUDY_PARTS = {
    (False, False): say("Study"),
    (False, True): say("Study, second-hand"),
    (True, False): say("Study abstract"),
    (True, True): say("Study abstract, second-hand"),
}
"""What words of a study are called, by whether they are its abstract and whether somebody quotes them."""
_STUDY_PARTS_INSIDE = {
    (False, False): say("study"),
    (False, True): say("study, second-hand"),
    (True, False): say("study abstract"),
    (True, True): say("study abstract, second-hand"),
}
_KINDS_INSIDE = {
    Kind.TITLE: say("title"),
    Kind.CITATION: say("citation"),
    Kind.INDEXING: say("index terms"),
    Kind.BYLINE: say("byline"),
    Kind.QUOTE: say("quote"),
    Kind.BOILERPLATE: say("boilerplate"),
}


def label_inside(segment: Segment) -> str:
    """Return the same as it stands inside a line: "reader, comment 3"."""
    if segment.voice is Voice.READER and segment.comment:
        return say("reader, comment {comment}", comment=segment.comment)
    if segment.voice is Voice.STUDY:
        return _STUDY_PARTS_INSIDE[segment.kind is Kind.ABSTRACT, segment.second_hand]
    if segment.voice is not Voice.NONE:
        return theme.VOICES_INSIDE[segment.voice]
    return _KINDS_INSIDE.get(segment.kind, _KINDS_INSIDE[Kind.BOILERPLATE])


def begin(words: str, count: int = 5) -> str:
    """Return the first words of a stretch, with an ellipsis when there are more."""
    found = words.split()
    return " ".join(found[:count]) + ("…" if len(found) > count else "")


def short_source(document: Document) -> str:
    """Return a document in a few words, as in "Arch Neurol 2011" or "Blog"."""
    record = document.record
    year = str(record.issued.year) if record.issued else ""
    if record.container:
        return f"{record.container} {year}".strip()
    if record.type == "post-weblog":
        return say("Blog {year}", year=year) if year else say("Blog")
    return begin(record.title, 4) or say("Text")


def source_line(document: Document) -> str:
    """Return the line under the title, as in "Blog post by MouseDoctor, no date in the text"."""
    record = document.record
    when = str(record.issued.year) if record.issued else say("no date in the text")
    if record.container:
        place = [
            record.container,
            record.volume and say("vol. {volume}", volume=record.volume),
            record.pages and say("p. {pages}", pages=record.pages),
        ]
        return ", ".join([*(part for part in place if part), when])
    kind = say(documents.KINDS.get(record.type, "Text"))
    names = [name.shown for name in record.authors]
    if not names:
        return f"{kind}, {when}"
    if len(names) > 2:
        by = say("{kind} by {names} and others", kind=kind, names=", ".join(names[:2]))
    else:
        by = say("{kind} by {names}", kind=kind, names=", ".join(names))
    return f"{by}, {when}"
