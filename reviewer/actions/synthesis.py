"""Lay claims against sources: read what the matrix and the map are made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
from reviewer.suggestions import Material, key
from reviewer.suggestions.likeness import known_from, links_with
from reviewer.suggestions.restating import restated
from reviewer.synthesis.drift import Chain, chains, may_drift
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
MOST = 300
"""Documents that are looked through for proposals."""


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


@dataclass(frozen=True, slots=True)
class Proposals:
    """What the machine proposes as quotes, and in how many of the documents that claims rest on it looked."""

    found: tuple[Proposed, ...] = ()
    looked: int = 0
    documents: int = 0


def proposals(library: Library, progress: Progress = no_progress) -> Proposals:
    """Return what the machine proposes as quotes of claims, in the documents that claims rest on.

    Nothing is written. It takes some milliseconds for each document, so that a window asks on another thread,
    and it looks through MOST of them, those with the most quotes first.
    """
    found: list[Proposed] = []
    every, tied = claims.claims(library), claims.quotes(library)
    kept = defaultdict[int, list[Suggestion]](list)
    for answer in stored.kept(library):
        kept[answer.document].append(answer)
    counts = Counter(quote.span.document for quote in tied)
    chosen = [id for id, _ in counts.most_common(MOST)]
    known = None
    for number, id in enumerate(sorted(chosen)):
        progress(number, len(chosen), "Looking for words that belong to claims")
        document, parts = documents.document(library, id), documents.segments(library, id)
        material = Material(document, parts, every, tied)
        known = known or known_from(material)
        made = [*links_with(material, known), *restated(material)]
        open_now = answering.laid_out([each for each in made if each is not None], kept[id])
        found += [_proposed(each, parts) for each in open_now if _ties(each, material)]
    return Proposals(tuple(found), len(chosen), len(counts))


def _ties(suggestion: Suggestion, material: Material) -> bool:
    """Tell whether accepting would tie words to a claim that are not tied to it yet."""
    if suggestion.kind not in QUOTING or suggestion.claim is None or not suggestion.anchored:
        return False
    span = suggestion.span
    return all(link.claim != suggestion.claim for link in material.quotes_in(span.start, span.end))


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


def drift(library: Library, claim: int) -> tuple[Chain, ...]:
    """Return what a claim loses from study to commentator to reader."""
    tied = claims.quotes(library, claim=claim)
    if not may_drift(tied):
        return ()
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
