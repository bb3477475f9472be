"""What may be graded: bodies of evidence, read from the library as plain data.

A body is the study quotes of one claim in one population. Populations are never pooled, and words of a
commentary or of a reader never make or enlarge a body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reviewer.appraisal import grade, outcomes
from reviewer.appraisal.bodies import instead_in_words
from reviewer.gui.session import Session
from reviewer.language import say
from reviewer.library import appraisals, claims, documents, together
from reviewer.model import (
    Certainty,
    Claim,
    Document,
    Population,
    QuoteLink,
    Role,
    Segment,
    Study,
    Subject,
    Tag,
)


@dataclass(frozen=True, slots=True)
class Body:
    """The study quotes of one claim in one population, with whatever ratings one may see. `force` is what a
    report would state: where several are done, what they say together."""

    claim: Claim
    population: Population | None
    quotes: tuple[QuoteLink, ...]
    studies: tuple[Study, ...]
    own: Certainty | None
    others: tuple[Certainty, ...]
    force: Certainty | None = None

    @property
    def key(self) -> int | None:
        """Return the id of the population, as certainty ratings name it."""
        return self.population.id if self.population else None

    @property
    def participants(self) -> int | None:
        """Return how many people the studies had, as rated or as stated; None when one does not say."""
        if self.own is not None and self.own.participants is not None:
            return self.own.participants
        stated = [study.participants for study in self.studies]
        return sum(stated) if stated and None not in stated else None

    @property
    def shown(self) -> Certainty | None:
        """Return the rating a list shows: what several say together, one's own, or another reviewer's."""
        if self.force is not None and self.force.shared:
            return self.force
        return self.own or next((other for other in self.others if other.graded), None)

    @property
    def graded(self) -> bool:
        rating = self.own or self.shown
        return rating is not None and rating.graded

    @property
    def name(self) -> str:
        """Return the population in short, or that it is not stated."""
        return _named(self.population)


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim of the list: its colour, its bodies, and why it has none. `kept` are ratings, by population,
    that no study quote stands behind any more: pooled since, or moved."""

    claim: Claim
    hue: str
    tag_path: str
    bodies: tuple[Body, ...]
    quotes: tuple[QuoteLink, ...]
    reason: str = ""
    kept: tuple[tuple[str, Certainty], ...] = ()

    def kept_in_words(self, names: Mapping[str, str]) -> list[str]:
        """Return what is rated and not counted, as in "Kept, not counted: NMO Very low (Ann)"; or nothing."""
        said = [
            f"{name} {say(grade.LABELS[grade.rate(each).level])} ({names.get(each.reviewer, each.reviewer)})"
            for name, each in self.kept
        ]
        return [say("Kept, not counted: {ratings}", ratings=", ".join(said))] if said else []

    @property
    def gradable(self) -> bool:
        return bool(self.bodies)

    @property
    def graded(self) -> bool:
        return self.gradable and all(body.graded for body in self.bodies)

    @property
    def detail(self) -> str:
        """Return population and number of people, or why the claim cannot be graded."""
        if not self.bodies:
            return self.reason
        if len(self.bodies) == 1:
            body = self.bodies[0]
            return f"{body.name}, n = {body.participants}" if body.participants is not None else body.name
        return ", ".join(
            f"{body.name} {body.participants}" if body.participants is not None else body.name
            for body in self.bodies
        )


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything the workspace shows, read in one go."""

    entries: tuple[Entry, ...] = ()
    populations: Mapping[int, Population] = field(default_factory=dict)
    studies: Mapping[int, Study] = field(default_factory=dict)

    def entry(self, claim: int | None) -> Entry | None:
        """Return the entry of a claim, or None."""
        return next((entry for entry in self.entries if entry.claim.id == claim), None)

    def overall(self, population: int | None) -> str:
        """Return the certainty over the critical outcomes of a population, in words, and what the outcomes
        lack, each on its line."""
        shown = [
            (entry.claim.number, body.shown)
            for entry in self.entries
            for body in entry.bodies
            if body.key == population and body.shown is not None
        ]
        rated = [
            (number, grade.rate(own).level if own.graded else None, own.importance) for number, own in shown
        ]
        remarks = outcomes.remarks([own.side for _, own in shown])
        return "\n".join([grade.overall_words(rated), *remarks])

    @property
    def counts(self) -> str:
        """Return the header of the list, as in "7 graded, 4 not gradable"."""
        graded = sum(entry.graded for entry in self.entries)
        open_ = sum(entry.gradable and not entry.graded for entry in self.entries)
        closed = sum(not entry.gradable for entry in self.entries)
        parts = [say("{count} graded", count=graded)]
        parts += [say("{count} to grade", count=open_)] if open_ else []
        parts += [say("{count} not gradable", count=closed)] if closed else []
        return ", ".join(parts)


def _named(population: Population | None) -> str:
    return (population.short or population.name) if population else say("Population not stated")


def read_shelf(session: Session) -> Shelf:
    """Read every claim with its bodies; an empty shelf when no library is open."""
    if session.library is None:
        return Shelf()
    studies = session.read(documents.studies)
    populations = {each.id: each for each in session.read(claims.populations)}
    tags = {tag.id: tag for tag in session.read(claims.tags)}
    quotes = session.read(claims.quotes)
    ratings = session.read(appraisals.certainties)
    force = {each.subject: each for each in session.read(together.in_force)}
    entries = []
    for claim in session.read(claims.claims):
        own = tuple(quote for quote in quotes if quote.claim == claim.id)
        counted = [quote for quote in own if quote.counts]
        rated = [rating for rating in ratings if rating.claim == claim.id]
        made = _bodies(claim, counted, rated, studies, populations, session.reviewer.id)
        bodies = tuple(replace(body, force=force.get(Subject(None, claim.id, body.key))) for body in made)
        hue, path = tag_of(claim, tags)
        kept = [each for each in rated if each.population not in {body.key for body in bodies}]
        where = [(_named(populations.get(each.population or 0)), each) for each in kept]
        entries.append(
            Entry(claim, hue, path, bodies, own, instead_in_words(grade.gradable(own)[1]), tuple(where))
        )
    return Shelf(tuple(entries), populations, studies)


def segment_at(segments: Sequence[Segment], position: int) -> Segment | None:
    """Return the segment that holds a position, or None."""
    return next((segment for segment in segments if segment.start <= position < segment.end), None)


def _bodies(
    claim: Claim,
    counted: Sequence[QuoteLink],
    ratings: Sequence[Certainty],
    studies: Mapping[int, Study],
    populations: Mapping[int, Population],
    reviewer: str,
) -> Iterator[Body]:
    for key in dict.fromkeys(quote.population for quote in counted):
        own_quotes = tuple(quote for quote in counted if quote.population == key)
        rated = [rating for rating in ratings if rating.population == key]
        yield Body(
            claim=claim,
            population=populations.get(key) if key is not None else None,
            quotes=own_quotes,
            studies=distinct_studies(own_quotes, studies),
            own=next((rating for rating in rated if rating.reviewer == reviewer), None),
            others=tuple(rating for rating in rated if rating.reviewer != reviewer),
        )


def distinct_studies(quotes: Sequence[QuoteLink], studies: Mapping[int, Study]) -> tuple[Study, ...]:
    """Return the studies behind quotes, each once: a study quoted by a blog is the same study."""
    found: dict[int, Study] = {}
    for quote in quotes:
        document = quote.study
        study = studies.get(document) or studies.get(quote.span.document, Study(document))
        first = study.same_as if study.same_as is not None else document
        found.setdefault(first, studies.get(first, study))
    return tuple(found.values())


def tag_of(claim: Claim, tags: Mapping[int, Tag]) -> tuple[str, str]:
    """Return the hue of a claim's first tag and its path, as in ("moss", "Efficacy › Relapse rate")."""
    tag = next((tags[id] for id in claim.tags if id in tags), None)
    names: list[str] = []
    hue = ""
    while tag is not None and len(names) < 20:
        names.append(tag.name)
        hue = hue or tag.colour
        tag = tags.get(tag.parent) if tag.parent is not None else None
    return hue, " › ".join(reversed(names))


def source_of(document: Document) -> str:
    """Return a document in a few words, as in "Arch Neurol 2011"."""
    record = document.record
    year = str(record.issued.year) if record.issued else ""
    if record.container:
        return f"{record.container} {year}".strip()
    kind = {"post-weblog": say("Blog"), "webpage": say("Web page")}.get(record.type, "")
    return kind or record.title or say("Text")


def place_of(document: Document, segment: Segment | None) -> str:
    """Return where words stand: source, then part or speaker, as in "Blog comment 1"."""
    source = source_of(document)
    if segment is None:
        return source
    if segment.comment is not None:
        return say("{source} comment {comment}", source=source, comment=segment.comment)
    if segment.second_hand:
        return say("{source}, quoted abstract", source=source)
    if segment.role is not None and segment.role is not Role.OTHER:
        return f"{source} · {say(segment.role.value.capitalize())}"
    name = segment.attribution.name if segment.attribution else ""
    return f"{source} · {name}" if name else source
