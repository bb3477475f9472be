"""Reads what stands beside the matrix: the quotes of a claim as cards, flags, differences, drift."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewer.actions import synthesis
from reviewer.appraisal import counts, flags
from reviewer.gui.session import Session
from reviewer.gui.workspaces.synthesising.populations import name_of
from reviewer.language import inside, retold, say
from reviewer.library import documents
from reviewer.model import Claim, Document, Population, QuoteLink, Record, Segment, Span, Study, Voice
from reviewer.synthesis.certainty import Grade, ratings_of
from reviewer.synthesis.differing import Difference, Told, differences, disagreement
from reviewer.synthesis.drift import Chain
from reviewer.synthesis.holdings import Holdings, Proposed, Speaker
from reviewer.synthesis.matrix import KINDS, Column, Line, Matrix
from reviewer.text import one_line

LONGEST = 1_000
OF_THE_SOURCE = (flags.HARMS, flags.DESIGN, flags.CITATION)
"""Kinds of remark about a source as a whole; all others stand beside the words they are about."""


@dataclass(frozen=True, slots=True)
class Card:
    """One quote as the docks show it, or (`key`) a proposal; `place` is population and source."""

    claim: int
    span: Span
    voice: str
    text: str
    stance: str
    place: str
    quote: int = 0
    key: str = ""
    flags: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rated:
    """The certainty of a claim in one population: its short name, and what was observed."""

    key: int | None
    name: str
    grade: Grade
    observed: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that is shown of one claim."""

    claim: Claim
    tag: str
    hue: str
    rated: tuple[Rated, ...]
    disagreement: str
    cards: tuple[Card, ...]
    differences: tuple[Difference, ...]
    chains: tuple[Chain, ...]
    about: tuple[tuple[str, tuple[str, ...]], ...]
    """(source, what is remarkable about it)"""


class Gatherer:
    """Reads dossiers; texts and their flags are read once until something changes."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.held = Holdings()
        self._dossiers: dict[int, tuple[Line, Dossier]] = {}
        self._texts: dict[int, tuple[Document, list[Segment], list[flags.Flag]]] = {}

    def take(self, held: Holdings) -> None:
        """Work on these holdings; what was read of texts is forgotten."""
        self.held = held
        self._texts.clear()
        self._dossiers.clear()

    def dossier(self, matrix: Matrix, line: Line) -> Dossier:
        """Return everything about the claim of a line; once read it stays until something changes."""
        kept = self._dossiers.get(line.claim.id)
        if kept is None or kept[0] is not line:
            self._dossiers[line.claim.id] = kept = line, self._read(matrix, line)
        return kept[1]

    def _read(self, matrix: Matrix, line: Line) -> Dossier:
        sources = self._sources(matrix, line)
        return Dossier(
            line.claim,
            line.tag_path,
            line.hue,
            self._rated(matrix, line),
            disagreement(line.quotes),
            self.cards(cell for _, cell in sorted(line.cells.items())),
            differences([self._told(quote, sources[quote.id]) for quote in line.quotes]),
            self.session.read(synthesis.drift, line.claim.id),
            self._about(matrix, line),
        )

    def _told(self, quote: QuoteLink, source: str) -> Told:
        names = {each.id: each for each in self.held.populations}
        population = names.get(quote.population) if quote.population is not None else None
        studies = self.held.studies
        return Told(quote, source, population, studies.get(quote.span.document) or studies.get(quote.study))

    def _sources(self, matrix: Matrix, line: Line) -> dict[int, str]:
        """Return a short name of the source of each quote; documents of one name keep their titles."""
        columns = {number: matrix.columns[number] for number in sorted(line.cells)}
        names = {each.document: self._short(each) for each in columns.values()}
        once = Counter(names.values())
        return {
            quote.id: (
                f"{names[each.document] if once[names[each.document]] == 1 else each.source}, "
                f"{inside(each.label)}"
            )
            for number, each in columns.items()
            for quote in line.cells[number].quotes
        }

    def _short(self, column: Column) -> str:
        study = self.held.studies.get(column.document)
        if study is not None and study.label == column.source:
            return column.source
        record = self.held.records.get(column.document, Record())
        year = f" {record.issued.year}" if record.issued else ""
        return f"{record.container}{year}" if record.container else say(KINDS.get(record.type, column.source))

    def _about(self, matrix: Matrix, line: Line) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return what is remarkable about the sources themselves, as (source, remarks)."""
        found: dict[str, list[str]] = {}
        columns = {matrix.columns[number].document: matrix.columns[number] for number in sorted(line.cells)}
        for quote in {quote.span.document: quote for quote in line.quotes}.values():
            column = columns.get(self.held.work(quote.span.document))
            name = self._short(column) if column is not None else ""
            for flag in self._flags(quote):
                if flag.kind in OF_THE_SOURCE:
                    found.setdefault(name, []).append(retold(flag.message))
        return tuple((name, tuple(said)) for name, said in found.items())

    def _rated(self, matrix: Matrix, line: Line) -> tuple[Rated, ...]:
        ratings = ratings_of(self.held)
        found = []
        for population, grade in zip(matrix.populations, line.grades, strict=True):
            if grade.words:
                key = population.id or None
                rating = ratings.get((line.claim.id, key))
                observed = counts.render(rating.observed) if rating is not None and grade.level else ""
                found.append(Rated(key, name_of(population), grade, observed))
        return tuple(found)

    def cards(self, cells: Iterable[object]) -> tuple[Card, ...]:
        """Return the quotes and proposals of cells as cards, in their order."""
        found: list[Card] = []
        for cell in cells:
            found += [self._card(quote) for quote in getattr(cell, "quotes", ())]
            found += [self._proposal(each) for each in getattr(cell, "proposed", ())]
        return tuple(found)

    def _card(self, quote: QuoteLink) -> Card:
        touching = flags.touching(self._flags(quote), quote.span)
        return Card(
            quote.claim,
            quote.span,
            quote.voice.value,
            one_line(quote.span.exact, LONGEST),
            quote.stance.value,
            self._place(quote),
            quote=quote.id,
            flags=tuple(retold(flag.message) for flag in touching),
            facts=tuple((name, said) for name, said in _facts(quote) if said),
            note=quote.note,
        )

    def _proposal(self, proposed: Proposed) -> Card:
        voice = proposed.voice.value
        text = one_line(proposed.span.exact, LONGEST)
        return Card(
            proposed.claim, proposed.span, voice, text, proposed.stance.value, retold(proposed.reason),
            key=proposed.key,
        )  # fmt: skip

    def _flags(self, quote: QuoteLink) -> list[flags.Flag]:
        id = quote.span.document
        if id not in self._texts:
            document = self.session.read(documents.document, id)
            parts = self.session.read(documents.segments, id)
            links = [each for each in self.held.quotes if each.span.document == id]
            study: Study | None = self.held.studies.get(id)
            self._texts[id] = document, parts, flags.flags(document, parts, study, links)
        return self._texts[id][2]

    def _place(self, quote: QuoteLink) -> str:
        """Return whom words are about and where they stand: "MS, background, second-hand"."""
        record = self.held.records.get(quote.span.document, Record())
        year = f" {record.issued.year}" if record.issued else ""
        source = f"{record.container}{year}" if record.container else say(KINDS.get(record.type, "Text"))
        names = {each.id: each for each in self.held.populations}
        speaker = self.held.speakers.get(quote.id, (None, ""))
        return ", ".join(part for part in _parts(quote, source, names, speaker) if part)


def _parts(quote: QuoteLink, source: str, names: Mapping[int, Population], speaker: Speaker) -> Sequence[str]:
    known = names.get(quote.population) if quote.population is not None else None
    whom = (known.short or known.name) if known else quote.pico.population
    comment, _name = speaker
    if quote.voice is Voice.READER:
        return (
            say("{source} comment {comment}", source=source, comment=comment) if comment else source,
            say("experience"),
            whom,
        )
    if quote.voice is Voice.COMMENTARY:
        return (source, say("context"), whom)
    if quote.voice is Voice.STUDY:
        kept = say("background") if quote.background else ""
        return (whom, kept, say("second-hand") if quote.second_hand else "", source)
    return (source, say("set aside, never counted"))


def _facts(quote: QuoteLink) -> Sequence[tuple[str, str]]:
    pico = quote.pico
    return (
        (say("Population"), pico.population),
        (say("Intervention"), pico.intervention),
        (say("Comparator"), pico.comparator),
        (say("Outcome"), pico.outcome),
        (say("Direction"), say(quote.direction.value) if quote.direction else ""),
        (say("Stands at"), f"{quote.span.start}–{quote.span.end}"),
    )
