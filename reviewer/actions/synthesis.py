"""Lay claims against sources: read what the matrix and the map are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reviewer.actions import suggestions as answering
from reviewer.library import Library, claims, documents, duplicates, speakers, together
from reviewer.library import suggestions as stored
from reviewer.model import (
    Document,
    Progress,
    QuoteLink,
    Segment,
    Stance,
    Suggestion,
    SuggestionKind,
    no_progress,
)
from reviewer.suggestions import Material, key, suggest
from reviewer.synthesis.differing import Told
from reviewer.synthesis.drift import Chain, chains
from reviewer.synthesis.holdings import Holdings, Proposed, speaker_at
from reviewer.text import sentences

QUOTING = frozenset(
    (
        SuggestionKind.STATEMENT,
        SuggestionKind.CONCLUSION,
        SuggestionKind.RESTATED,
        SuggestionKind.DRIFT,
        SuggestionKind.MARK,
    )
)
"""Kinds of suggestions that would tie words to a claim."""


def holdings(library: Library, proposed: Iterable[Proposed] = ()) -> Holdings:
    """Return what the synthesis of a library is made of; `proposed` is what `proposals` found before."""
    tied = claims.quotes(library)
    shown = tuple(proposed)
    aside = duplicates.set_aside(library)
    ids = {quote.span.document for quote in tied} | {each.span.document for each in shown}
    return Holdings(
        claims=tuple(claims.claims(library)),
        quotes=tuple(tied),
        tags=tuple(claims.tags(library)),
        populations=tuple(claims.populations(library)),
        certainties=tuple(together.in_force(library)),
        studies=documents.studies(library),
        records=speakers.heads(library, ids | {aside[id] for id in ids if id in aside}),
        speakers=speakers.speakers(library),
        set_aside=aside,
        proposed=shown,
        reviewer=library.reviewer.id,
    )


def proposals(library: Library, progress: Progress = no_progress) -> tuple[Proposed, ...]:
    """Return what the machine proposes as quotes of claims, in the documents that claims rest on.

    Nothing is written. It takes some milliseconds for each document, so a window asks on another thread.
    """
    found: list[Proposed] = []
    every, tied = claims.claims(library), claims.quotes(library)
    studies = documents.studies(library)
    ids = sorted({quote.span.document for quote in tied})
    for number, id in enumerate(ids):
        progress(number, len(ids), "Looking for words that belong to claims")
        material = Material(
            documents.document(library, id), documents.segments(library, id), every, tied, studies.get(id)
        )
        open_now = answering.laid_out(suggest(material), stored.kept(library, id))
        found += [_proposed(each, material.segments) for each in open_now if _ties(each)]
    return tuple(found)


def _ties(suggestion: Suggestion) -> bool:
    return suggestion.kind in QUOTING and suggestion.claim is not None and suggestion.anchored


def _proposed(suggestion: Suggestion, segments: Sequence[Segment]) -> Proposed:
    at = next(each for each in segments if each.start <= suggestion.span.start < each.end)
    stance = suggestion.value if suggestion.value in set(Stance) else Stance.SUPPORTS
    return Proposed(
        key(suggestion),
        suggestion.claim or 0,
        suggestion.span,
        Stance(stance),
        at.voice,
        at.second_hand,
        speaker_at(list(segments), suggestion.span.start)[0],
        suggestion.reason,
    )


def told_by(library: Library, claim: int, sources: dict[int, str]) -> tuple[Told, ...]:
    """Return the quotes of a claim with what is known of each; `sources` names the source of each quote."""
    known = {each.id: each for each in claims.populations(library)}
    studies = documents.studies(library)
    return tuple(
        Told(
            quote,
            sources.get(quote.id, ""),
            known.get(quote.population) if quote.population is not None else None,
            studies.get(quote.span.document) or studies.get(quote.study),
        )
        for quote in claims.quotes(library, claim=claim)
    )


def drift(library: Library, claim: int) -> tuple[Chain, ...]:
    """Return what a claim loses from study to commentator to reader."""
    tied = claims.quotes(library, claim=claim)
    texts: dict[int, tuple[Document, list[Segment]]] = {}
    for quote in tied:
        id = quote.span.document
        if id not in texts:
            texts[id] = documents.document(library, id), documents.segments(library, id)
    said = {quote.id: sentence_of(quote, *texts[quote.span.document]) for quote in tied}
    return chains(tied, said)


def sentence_of(quote: QuoteLink, document: Document, segments: Sequence[Segment]) -> str:
    """Return the sentence, or sentences, that the words of a quote stand in, within their part."""
    start, end = quote.span.start, quote.span.end
    part = next((each for each in segments if each.start <= start < each.end), None)
    if part is None:
        return quote.span.exact
    inside = [
        (first, last)
        for first, last in sentences(document.text, part.start, max(part.end, end))
        if first < end and last > start
    ]
    if not inside:
        return quote.span.exact
    return " ".join(document.text[inside[0][0] : inside[-1][1]].split())
