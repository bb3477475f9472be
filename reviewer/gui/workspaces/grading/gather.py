"""Reads what stands beside the sheet: quotes by voice, flags, checklists in short, which forms fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewer.actions.appraisals import form_used
from reviewer.appraisal import flags as remarks
from reviewer.appraisal.decisions import option
from reviewer.appraisal.designs import classify, kind_of
from reviewer.appraisal.instrument import Form, Instrument
from reviewer.appraisal.offer import for_voice, offered, why_not
from reviewer.appraisal.score import said
from reviewer.gui.session import Session
from reviewer.gui.workspaces.grading.bodies import (
    Body,
    Entry,
    Shelf,
    place_of,
    segment_at,
    source_of,
)
from reviewer.gui.workspaces.grading.checklist import given
from reviewer.gui.workspaces.grading.evidence import Card, Group, Tally
from reviewer.gui.workspaces.grading.fitting import Fitting
from reviewer.language import later, say
from reviewer.library import appraisals, documents
from reviewer.model import Appraisal, Document, QuoteLink, Segment, Study, Voice
from reviewer.text import one_line

BESIDE_QUOTES = ("causal", "surrogate", "no finding")
"""Kinds of remark that say something of single words only."""


class Sources:
    """The documents of a claim, each read once: text, segments, study, flags."""

    def __init__(self, session: Session, shelf: Shelf, entry: Entry) -> None:
        self._session = session
        self._studies: Mapping[int, Study] = shelf.studies
        self._populations = shelf.populations
        self.entry = entry
        self.ids = tuple(dict.fromkeys(quote.span.document for quote in entry.quotes))
        self.documents: dict[int, Document] = {id: session.read(documents.document, id) for id in self.ids}
        self.segments: dict[int, list[Segment]] = {
            id: session.read(documents.segments, id) for id in self.ids
        }
        self.flags = {id: self._flags(id) for id in self.ids}
        self._appraisals: dict[int, list[Appraisal]] = {}

    def _flags(self, id: int) -> list[remarks.Flag]:
        links = [quote for quote in self.entry.quotes if quote.span.document == id]
        return remarks.flags(self.documents[id], self.segments[id], self.study(id), links)

    def appraisals(self, id: int) -> list[Appraisal]:
        """Return the appraisals of a document that one may see; read once, like everything here."""
        if id not in self._appraisals:
            self._appraisals[id] = self._session.read(appraisals.appraisals, id)
        return self._appraisals[id]

    def appraisal(self, id: int, instrument: Instrument, claim: int | None) -> Appraisal | None:
        """Return one's own appraisal of a document with an instrument, else another reviewer's."""
        same = (instrument.id, claim)
        found = [each for each in self.appraisals(id) if (each.instrument, each.claim) == same]
        own = [each for each in found if each.reviewer == self._session.reviewer.id]
        return next(iter(own or found), None)

    def study(self, id: int) -> Study | None:
        """Return what is confirmed about the study in a document."""
        return self._studies.get(id)

    def design(self, id: int) -> str:
        """Return the design of the study in a document: confirmed, else as its text names it."""
        study = self.study(id)
        if study is not None and study.design:
            return study.design
        return remarks.propose_design(self.documents[id], self.segments[id]).design

    def proposal(self, id: int) -> tuple[str, str]:
        """Return (kind of study, why), as in ("case series", "the text says “case series”")."""
        found = remarks.propose_design(self.documents[id], self.segments[id])
        study = self.study(id)
        design = classify(study.design if study and study.design else found.design)
        kind = kind_of(design)
        if found.words is not None and found.design == design:
            return kind, say("the text says “{said}”", said=" ".join(found.words.exact.split()))
        return kind, (
            say("the design is recorded as {design}", design=say(study.design))
            if study and study.design
            else ""
        )

    def name(self, id: int, form: Instrument) -> str:
        """Return what a form appraises in a document: its study, or the page itself."""
        study, document = self.study(id), self.documents[id]
        label = document.record.title
        if Voice.STUDY in form.voices and study is not None and study.label:
            label = study.label
        return ", ".join(part for part in (label, source_of(document)) if part)

    # ------------------------------------------------------------------ cards

    def card(self, quote: QuoteLink, body: Body | None) -> Card:
        """Return a quote as the dock shows it."""
        document = quote.span.document
        segment = segment_at(self.segments[document], quote.span.start)
        place = f"{place_of(self.documents[document], segment)} · {quote.span.start}–{quote.span.end}"
        found = remarks.touching(self.flags[document], quote.span)
        return Card(
            quote=quote.id,
            voice=quote.voice.value,
            text=one_line(quote.span.exact, 1_000),
            stance=quote.stance,
            place=place,
            aside=self._aside(quote, body),
            flags=tuple(
                remarks.in_words(flag, quote.span)
                for flag in found
                if flag.kind == "causal" or quote.voice is Voice.STUDY
            ),
        )

    def _aside(self, quote: QuoteLink, body: Body | None) -> str:
        """Return what keeps a quote apart from the body: background, or another population."""
        if quote.background:
            return say("background, not a result")
        own = self._populations.get(quote.population) if quote.population is not None else None
        if quote.voice is Voice.STUDY:
            same = body is not None and quote.population == body.key
            return "" if same or own is None else own.short or own.name
        if quote.pico.population:
            return quote.pico.population
        return (own.short or own.name) if own else ""


def groups(sources: Sources, body: Body | None) -> list[Group]:
    """Return the quotes of a claim by what they do: counted, of another population, context, experience."""
    quotes = sources.entry.quotes

    def cards(chosen: Iterable[QuoteLink]) -> tuple[Card, ...]:
        return tuple(sources.card(quote, body) for quote in chosen)

    own = {quote.id for quote in body.quotes} if body else set()
    studies = [quote for quote in quotes if quote.voice is Voice.STUDY]
    others = [q for q in studies if q.id not in own and q.counts]
    context = [q for q in studies if q.id not in own and not q.counts]
    found = [
        Group("study", say("Study"), say("counts towards certainty"),
              cards(q for q in studies if q.id in own), say("No words of a study that report a result.")),
    ]  # fmt: skip
    if others:
        found.append(Group("study", say("Study"), say("other population, not pooled"), cards(others)))
    if context:
        found.append(Group("study", say("Study"), say("background, not counted"), cards(context)))
    said = [quote for quote in quotes if quote.voice is Voice.COMMENTARY]
    lived = [quote for quote in quotes if quote.voice is Voice.READER]
    rest = [quote for quote in quotes if quote.voice is Voice.NONE]
    found.append(
        Group(
            "commentary",
            say("Commentary"),
            say("context, not counted"),
            cards(said),
            say("No commentary on this claim."),
        )
    )
    found.append(
        Group(
            "reader",
            say("Reader"),
            say("experience, never counted"),
            cards(lived),
            say("No reader speaks of this claim."),
            True,
        )
    )
    if rest:
        found.append(Group("boilerplate", say("Set aside"), say("nobody’s words, not counted"), cards(rest)))
    return found


def source_flags(sources: Sources, body: Body | None) -> list[tuple[str, tuple[str, ...]]]:
    """Return (source, remarks) for the remarks on whole documents that stand beside no quote."""
    shown = [quote.span for quote in sources.entry.quotes]
    found = []
    for id in sources.ids:
        whole = [flag for flag in sources.flags[id] if flag.kind not in BESIDE_QUOTES]
        rest = [flag for flag in whole if not any(remarks.touching([flag], span) for span in shown)]
        if rest and (body is None or any(quote.span.document == id for quote in body.quotes)):
            found.append((source_of(sources.documents[id]), tuple(remarks.in_words(flag) for flag in rest)))
    return found


# ---------------------------------------------------------------------- forms


@dataclass(frozen=True, slots=True)
class Offer:
    """An instrument for this claim: the documents it fits, or why it fits none."""

    instrument: Instrument
    documents: tuple[int, ...]
    why_not: str = ""
    with_reason: tuple[int, ...] = ()
    """Documents whose design it does not fit, for which it may be used by who says why."""

    @property
    def open(self) -> tuple[int, ...]:
        """Return every document it may be used for, those it fits first."""
        return (*self.documents, *self.with_reason)


def offers(sources: Sources, forms: Iterable[Instrument]) -> list[Offer]:
    """Return every form with the documents of the claim that it fits by voice and design."""
    found = []
    for form in forms:
        if form.form is Form.GRADE:
            continue
        fits: dict[int, None] = {}
        barred: dict[int, None] = {}
        reasons: dict[str, None] = {}
        for quote in sources.entry.quotes:
            design = sources.design(quote.span.document) if quote.voice is Voice.STUDY else ""
            if offered(form, quote.voice, design):
                fits[quote.span.document] = None
                continue
            reasons[why_not(form, quote.voice, design)] = None
            if for_voice(form, quote.voice):
                barred[quote.span.document] = None
        why = "" if fits else " ".join(reasons) or say("This claim has no quotes yet.")
        found.append(Offer(form, tuple(fits), why, tuple(id for id in barred if id not in fits)))
    return found


def fitting(sources: Sources, form: Instrument, id: int, appraisal: Appraisal | None) -> Fitting:
    """Return how a form stands to the design of a document, recorded or proposed."""
    if Voice.STUDY not in form.voices:
        return Fitting()
    study = sources.study(id)
    design = study.design if study else ""
    found = remarks.propose_design(sources.documents[id], sources.segments[id])
    barred = why_not(form, Voice.STUDY, design)
    waits = not design and bool(found.design) and offered(form, Voice.STUDY, found.design)
    return Fitting(
        design=design,
        proposed=found.design,
        said=one_line(found.words.exact, 160) if found.words else "",
        conflicts=tuple(each.words for each in found.conflicts),
        why_not=say("Confirm the design, then answer.") if barred and waits else barred,
        despite=appraisal.despite if appraisal else "",
        confirmable=waits,
        shown=True,
    )


def kept_forms(session: Session, sources: Sources, known: Iterable[str]) -> list[Instrument]:
    """Return the instruments in use for these documents whose file is gone, as the library kept them."""
    used = {each.instrument: each for id in sources.ids for each in sources.appraisals(id)}
    lost = [each for instrument, each in used.items() if instrument not in set(known)]
    return [session.read(form_used, each.instrument, each)[0] for each in lost]


def tallies(sources: Sources, found: Sequence[Offer]) -> list[Tally]:
    """Return the checklists filled in for the documents of a claim, in short."""
    shown = []
    for offer in found:
        if offer.instrument.form is not Form.CHECKLIST:
            continue
        claim = sources.entry.claim.id if offer.instrument.per_result else None
        for document in offer.open:
            appraisal = sources.appraisal(document, offer.instrument, claim)
            if appraisal is not None:
                shown.append(_tally(offer, sources, document, appraisal))
    return shown


_MARKS = {"good": "yes", "bad": "no", "worst": "no", "open": "unclear", "middling": "unclear"}
"""Signs of answers to the marks that the list beside the sheet draws."""


_BASES = {
    "abstract": later("from the abstract"),
    "full text": later("from the full text"),
    "abstract and the full text": later("from the abstract and the full text"),
    "full text and the abstract": later("from the full text and the abstract"),
}
"""What was read of a study for an appraisal, in words."""


def _tally(offer: Offer, sources: Sources, document: int, appraisal: Appraisal) -> Tally:
    form = offer.instrument
    answers = dict(appraisal.answers)
    judged = any(item.rules for item in form.items)
    lines = []
    for number, item in enumerate(form.items, start=1):
        if item.rules or not judged:
            found = option(item, answers)
            word = say(found.label) if found else say("Not judged") if judged else say("Open")
            key = _MARKS.get(found.sign, found.key) if found else ""
            lines.append((item.id if judged else str(number), say(item.label), key, word))
    basis = say(_BASES[appraisal.basis]) if appraisal.basis in _BASES else appraisal.basis
    if len(offer.open) > 1:
        basis = f"{source_of(sources.documents[document])}, {basis}"
    return Tally(form.short, basis, said(form, given(answers)), tuple(lines))
