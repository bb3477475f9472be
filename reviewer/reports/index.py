"""A snapshot made easy to ask: who said it, where it stands, which body of evidence it belongs to.

Everything here is worked out from the snapshot and the options alone, so that the same library always
gives the same report.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from reviewer.appraisal import effects, grade
from reviewer.appraisal.reported import reported
from reviewer.language import amount, later, numbered, say, spoken
from reviewer.model import (
    Certainty,
    Claim,
    Document,
    Kind,
    QuoteLink,
    Segment,
    Snapshot,
    Span,
    Stance,
    Voice,
)
from reviewer.reports.blocks import Column, Letters, Options
from reviewer.separation import quoted
from reviewer.synthesis.holdings import Holdings, of_snapshot
from reviewer.text import sha256

MASKED = later("[health detail left out]")
VOICES = (Voice.STUDY, Voice.COMMENTARY, Voice.READER)
STANCES = tuple(Stance)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def shown(text: str) -> str:
    """Return text as a person reads it: single line breaks as spaces, blank lines as one line break."""
    text = re.sub(r"[ \t]*(?:\r\n?|[\n\u2028\u2029])[ \t]*", "\n", text)
    text = re.sub(r"\n{2,}", "\u2029", text).replace("\n", " ").replace("\u2029", "\n")
    return _CONTROL.sub(
        "\ufffd", re.sub(r"[ \t]{2,}|\t", " ", text.replace("\n", "\r")).replace("\r", "\n")
    ).strip()


def shortened(text: str, limit: int) -> str:
    """Return text of at most `limit` code points, cut at a word, with […] where words are left out."""
    if len(text) <= limit:
        return text
    head, _, _ = text[:limit].rpartition(" ")
    return f"{head or text[:limit]} […]"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 quote", "21 quotes"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def letter(position: int) -> str:
    """Return A for 0, Z for 25, AA for 26."""
    letters = ""
    position += 1
    while position:
        position, digit = divmod(position - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def titled(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return columns with their titles in the language of the report."""
    wider = _WIDER.get(spoken().code, {})
    return tuple(
        replace(each, title=say(each.title), share=each.share * wider.get(each.title, 1)) for each in columns
    )


_WIDER = {"de": {"Claim": 1.25, "Certainty (GRADE)": 1.2, "Certainty": 1.25}}
"""How much wider columns are where their words are longer than in English."""


def number_of(part: int, whole: int) -> str:
    """Return how many of how many: "3 of 21"."""
    return say("{part} of {whole}", part=amount(part), whole=amount(whole))


def _anchored(source: str, page: int, span: Span) -> str:
    place = f"{span.start}–{span.end}"
    if not page:
        return f"{source} {place}"
    return say("{source} p. {page}, {place}", source=source, page=page, place=place)


class Index:
    """Look-ups over one snapshot, as a report states it, under one set of options."""

    def __init__(self, snapshot: Snapshot, options: Options) -> None:
        self.given = snapshot
        """The snapshot with the judgements of each reviewer, not what they say together."""
        self.snapshot = snapshot = reported(snapshot)
        self.options = options
        self.claims = sorted(snapshot.claims, key=lambda claim: (claim.number, claim.id))
        self.claim = {claim.id: claim for claim in self.claims}
        self.document = {document.id: document for document in snapshot.documents}
        self.population = {population.id: population for population in snapshot.populations}
        self.tag = {tag.id: tag for tag in snapshot.tags}
        self._starts = {
            document: [segment.start for segment in segments]
            for document, segments in snapshot.segments.items()
        }

    @cached_property
    def held(self) -> Holdings:
        """What the matrix and the map are made from."""
        return of_snapshot(self.snapshot)

    def wanted(self, quote: QuoteLink) -> bool:
        """Tell whether a quote is printed: experience only when asked for."""
        return self.options.experience or quote.voice is not Voice.READER

    @cached_property
    def quotes(self) -> tuple[QuoteLink, ...]:
        """The quotes of the report by claim, then by document and position."""
        kept = (quote for quote in self.snapshot.quotes if self.wanted(quote) and quote.claim in self.claim)
        return tuple(sorted(kept, key=self._place))

    def _place(self, quote: QuoteLink) -> tuple[int, int, int, int, int, int]:
        claim, order = self.claim[quote.claim], self._order
        place = order.get(quote.span.document, len(order))
        return claim.number, claim.id, place, quote.span.start, quote.span.end, quote.id

    @cached_property
    def _order(self) -> dict[int, int]:
        return {document.id: place for place, document in enumerate(self.snapshot.documents)}

    @cached_property
    def of_readers(self) -> frozenset[str]:
        """The keys of the quotes that are words of readers, as a manifest has them."""
        return frozenset(f"quote:{quote.id}" for quote in self.quotes if quote.voice is Voice.READER)

    @cached_property
    def left_out(self) -> int:
        """How many quotes the options leave out."""
        return sum(not self.wanted(quote) for quote in self.snapshot.quotes)

    @cached_property
    def sources(self) -> tuple[Document, ...]:
        """The documents of the report in the order of first use: quoted, then appraised or described."""
        ids = [quote.span.document for quote in self.quotes]
        ids += [appraisal.document for appraisal in self.snapshot.appraisals] + list(self.snapshot.studies)
        return tuple(self.document[each] for each in dict.fromkeys(ids) if each in self.document)

    @cached_property
    def letters(self) -> dict[int, str]:
        """The letter of each source, by document id."""
        return {document.id: letter(place) for place, document in enumerate(self.sources)}

    def lettered(self, documents: Iterable[int]) -> str:
        """Return the letters of sources as a sentence lists them, runs by their ends: "A, C–F and AB"."""
        places = {document.id: place for place, document in enumerate(self.sources)}
        return numbered((places[each] for each in documents), letter)

    def anchor(self, quote: QuoteLink) -> str:
        """Return where the words stand: "A 1046–1099", with the page where the source has pages ("A p. 4,
        1046–1099"), or the letter alone when anchors are not wanted."""
        source = self.letters.get(quote.span.document, "?")
        if not self.options.anchors:
            return source
        document = self.document.get(quote.span.document)
        page = document.page_of(quote.span.start) if document is not None else 0
        return _anchored(source, page, quote.span)

    @cached_property
    def _rows(self) -> dict[tuple[int, int, int], int]:
        rows: dict[tuple[int, int, int], int] = {}
        for quote in self.quotes:
            rows.setdefault((quote.span.document, quote.span.start, quote.span.end), quote.id)
        return rows

    def row(self, quote: QuoteLink) -> str:
        """Return the anchor of the table row that prints the quote's words; the same words share one."""
        return f"words-{self._rows[quote.span.document, quote.span.start, quote.span.end]}"

    def segment(self, quote: QuoteLink) -> Segment | None:
        """Return the segment in which the quote starts."""
        segments = self.snapshot.segments.get(quote.span.document, ())
        place = bisect_right(self._starts.get(quote.span.document, []), quote.span.start) - 1
        return segments[place] if place >= 0 else None

    def intact(self, quote: QuoteLink) -> bool:
        """Tell whether the document still reads what was quoted, in the text it was quoted from."""
        document, span = self.document.get(quote.span.document), quote.span
        if document is None or document.text[span.start : span.end] != span.exact:
            return False
        return quote.text_sha256 in ("", self.fingerprint(document))

    def exact(self, quote: QuoteLink) -> str:
        """Return the words of a quote as a report may print them: of a reader's, what a person marked as a
        detail of health is left out, and so said. Positions are always those of the whole words."""
        span, words = quote.span, quote.span.exact
        if quote.voice is not Voice.READER or not self.options.masked:
            return words
        for start, end in reversed(self._masks.get(span.document, [])):
            first, last = max(start, span.start) - span.start, min(end, span.end) - span.start
            if first < last:
                words = words[:first] + say(MASKED) + words[last:]
        return words

    @cached_property
    def _masks(self) -> dict[int, list[tuple[int, int]]]:
        """The stretches that are left out of each document, in order; those that overlap are one."""
        found: dict[int, list[tuple[int, int]]] = {}
        for document, start, end in sorted(self.snapshot.recorded.masks):
            kept = found.setdefault(document, [])
            if kept and start <= kept[-1][1]:
                start, end = kept[-1][0], max(end, kept.pop()[1])
            kept.append((start, end))
        return found

    @cached_property
    def masked(self) -> int:
        """How many quotes of the report have words left out as details of health."""
        return sum(self.exact(quote) != quote.span.exact for quote in self.quotes)

    def fingerprint(self, document: Document) -> str:
        """Return the SHA-256 of the document's text."""
        if document.id not in self._fingerprints:
            self._fingerprints[document.id] = document.sha256 or sha256(document.text)
        return self._fingerprints[document.id]

    @cached_property
    def _fingerprints(self) -> dict[int, str]:
        return {}

    def quotes_of(self, claim: Claim) -> tuple[QuoteLink, ...]:
        """Return the printed quotes of a claim."""
        return self._by_claim.get(claim.id, ())

    @cached_property
    def _by_claim(self) -> dict[int, tuple[QuoteLink, ...]]:
        found: dict[int, list[QuoteLink]] = {}
        for quote in self.quotes:
            found.setdefault(quote.claim, []).append(quote)
        return {claim: tuple(quotes) for claim, quotes in found.items()}

    @cached_property
    def all_quotes(self) -> dict[int, list[QuoteLink]]:
        """Every quote of the library by claim, printed or not."""
        found: dict[int, list[QuoteLink]] = {}
        for quote in self.snapshot.quotes:
            found.setdefault(quote.claim, []).append(quote)
        return found

    def speaker(self, quote: QuoteLink) -> str:
        """Return who says it as far as the options allow: a comment number, a name, or nothing."""
        segment = self.segment(quote)
        if segment is None:
            return ""
        name = segment.attribution.name if segment.attribution else ""
        if quote.voice is not Voice.READER:
            return name
        comment = say("comment {number}", number=segment.comment) if segment.comment is not None else ""
        named = name if self.options.people == "as shown" else ""
        return ", ".join(part for part in (comment, named) if part)

    def body(self, certainty: Certainty) -> grade.Body:
        """Return the studies a certainty rests on, each once: its claim, in its population."""
        quotes = [
            quote
            for quote in self._by_claim.get(certainty.claim, ())
            if quote.counts and quote.population == certainty.population
        ]
        return grade.body(quotes, self.snapshot.studies)

    def study_of(self, document: int) -> int:
        """Return the document under which a study is counted: its report at first hand, if it is here."""
        study = self.snapshot.studies.get(document)
        return study.same_as if study and study.same_as is not None else document

    def studies_in(self, document: int) -> dict[int, bool]:
        """Return the studies that speak in a document, as they are counted, and whether at first hand."""
        found: dict[int, bool] = {}
        for segment in self.snapshot.segments.get(document, ()):
            if segment.voice is Voice.STUDY:
                origin = quoted.origin(self.snapshot.segments, document, segment.start)
                study = self.study_of(document if origin is None else origin)
                found[study] = found.get(study, False) or not segment.second_hand
        return found

    @cached_property
    def certainties(self) -> tuple[Certainty, ...]:
        """The ratings that rest on a study, in table order: population, then claim number, then rater."""
        return tuple(each for each in self._all_certainties if self.body(each).documents)

    @cached_property
    def groundless(self) -> tuple[Certainty, ...]:
        """The ratings whose quotes are no longer a study's words; they are not printed as certainty."""
        return tuple(each for each in self._all_certainties if not self.body(each).documents)

    @cached_property
    def _all_certainties(self) -> tuple[Certainty, ...]:
        order = {population.id: place for place, population in enumerate(self.snapshot.populations)}
        known = (each for each in self.snapshot.certainties if each.claim in self.claim)

        def place(certainty: Certainty) -> tuple[int, int, str, int]:
            population = (
                len(order) if certainty.population is None else order.get(certainty.population, len(order))
            )
            return population, self.claim[certainty.claim].number, self.name(certainty.reviewer), certainty.id

        return tuple(sorted(known, key=place))

    def name(self, reviewer: str) -> str:
        """Return the name of a reviewer, or the id when the library knows no name."""
        return self.snapshot.reviewers.get(reviewer) or reviewer or say("not recorded")

    def tag_path(self, tag_id: int) -> str:
        """Return a tag with those above it: "Safety › Adverse effects"."""
        names: list[str] = []
        seen: set[int] = set()
        tag = self.tag.get(tag_id)
        while tag and tag.id not in seen:
            seen.add(tag.id)
            names.insert(0, tag.name)
            tag = self.tag.get(tag.parent) if tag.parent is not None else None
        return " › ".join(names)

    @cached_property
    def explained(self) -> tuple[dict[int, dict[str, str]], list[tuple[str, str]]]:
        """The letters of each finished rating by column or domain, and what the letters say."""
        finished = [certainty for certainty in self.certainties if certainty.graded]
        return grade.explanations(finished, observed_last=self.absolute)

    @cached_property
    def reasons(self) -> dict[str, str]:
        """What each letter of the summary stands for."""
        return dict(self.explained[1])

    @cached_property
    def absolute(self) -> bool:
        """Whether a body has an absolute effect, so that the summary has columns for them."""
        return any(effects.difference(certainty.effect) for certainty in self.certainties)

    @cached_property
    def explained_fully(self) -> tuple[dict[int, dict[str, str]], list[tuple[str, str]]]:
        """As `explained`, with every reason that was given; the letters go on where those end."""
        known = {text: mark for mark, text in self.explained[1]}
        finished = [certainty for certainty in self.certainties if certainty.graded]
        return grade.explanations(finished, everything=True, known=known)

    def letters_at(self, certainty: Certainty, domain: str) -> tuple[Letters, ...]:
        """Return the letters of one domain in a table that explains every reason; empty without one."""
        marks = self.explained_fully[0].get(certainty.id, {}).get(domain, "").split()
        return (Letters(tuple(marks)),) if marks else ()

    def letters_of(self, certainty: Certainty, *, observed: bool) -> tuple[str, ...]:
        """Return the letters that stand in the observed column, or those at the certainty."""
        marks = [
            mark
            for place, given in self.explained[0].get(certainty.id, {}).items()
            if (place == grade.OBSERVED) is observed
            for mark in given.split()
        ]
        return tuple(dict.fromkeys(marks))

    def comments(self) -> set[tuple[int, int]]:
        """Return the reader comments on the pages of this report, as document and comment number."""
        return {
            (document.id, segment.comment)
            for document in self.sources
            for segment in self.snapshot.segments.get(document.id, ())
            if segment.voice is Voice.READER
            and segment.comment is not None
            and segment.kind is not Kind.BYLINE
        }
