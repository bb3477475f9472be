"""The manifest of a report: each thing it states with fingerprints, and a count of what it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Any

from reviewer import __version__
from reviewer.appraisal import grade
from reviewer.language import recorded
from reviewer.model import Appraisal, Certainty, Claim, Document, QuoteLink, Subject, Traced
from reviewer.reports import manifest
from reviewer.reports.blocks import Options
from reviewer.reports.findings import OCEBM
from reviewer.reports.index import Index
from reviewer.reports.manifest import Count, InstrumentUsed, Manifest, Omission, Piece, TextUsed
from reviewer.reports.raters import standing_of, subject_in_words
from reviewer.text import sha256

PRINTED: Mapping[str, frozenset[str]] = {
    "question": frozenset({"title"}),
    "claim": frozenset("summary voices map matrix words claims why profile experience".split()),
    "quote": frozenset({"words", "claims"}),
    "certainty": frozenset("summary profile claims map matrix".split()),
    "appraisal": frozenset({"checklists", "lights"}),
    "records": frozenset({"flow"}),
}
"""The sections that print all of a kind; a kind without a row is printed by every section.

Claims by voice print the first quotes of each voice alone, so they are not among those of quotes.
"""


def manifests(index: Index, sections: Collection[str]) -> tuple[Manifest, Manifest]:
    """Return what the pages of a report carry, which print these sections, and what its tables do.

    The same snapshot and options always give the same.
    """
    stated = tuple(_pieces(index))
    printed = tuple(each for each in stated if _places(index, each) & set(sections))
    whole = _manifest(index, stated, tuple(_omissions(index, stated, stated)))
    if printed == stated:
        return whole, whole
    return _manifest(index, printed, tuple(_omissions(index, stated, printed))), whole


def _manifest(index: Index, pieces: tuple[Piece, ...], omissions: tuple[Omission, ...]) -> Manifest:
    snapshot = index.snapshot
    texts = tuple(TextUsed(each.id, index.fingerprint(each)) for each in index.sources)
    used = {(each.instrument, each.version) for each in snapshot.appraisals}
    instruments = tuple(
        InstrumentUsed(id, version, sha256(snapshot.instruments[id, version]))
        for id, version in sorted(used & set(snapshot.instruments))
    )
    last = snapshot.last_op
    held = [(each.key, each.hash) for each in pieces], texts, instruments
    return Manifest(
        app=__version__,
        library=manifest.library_id(snapshot.key),
        name=snapshot.name,
        op=last.id if last else 0,
        time=last.time if last else "",
        state=manifest.keyed(snapshot.key, held, 64),
        options=_chosen(index.options),
        instruments=instruments,
        texts=texts,
        counts=_counts(pieces, omissions),
        omissions=omissions,
        pieces=pieces,
        key=snapshot.key,
    )


def _chosen(options: Options) -> dict[str, Any]:
    """Return the options as a manifest states them; one in English says no language, as it always did."""
    return {name: value for name, value in asdict(options).items() if (name, value) != ("language", "en")}


def _counts(pieces: tuple[Piece, ...], omissions: tuple[Omission, ...]) -> dict[str, Count]:
    """Return, for each kind, how many were selected: those exported and those listed as left out."""
    exported = Counter(each.kind for each in pieces)
    omitted: Counter[str] = Counter()
    for each in omissions:
        omitted[each.kind] += each.count
    return {
        kind: Count(exported[kind] + omitted[kind], exported[kind], omitted[kind]) for kind in manifest.PARTS
    }


def _pieces(index: Index) -> Iterator[Piece]:
    snapshot = index.snapshot
    asked = snapshot.question
    groups = [(each.name, each.short) for each in snapshot.populations]
    rest = asked.population, asked.setting, asked.intervention, asked.comparison, groups
    yield _piece(
        index,
        "question",
        "question",
        recorded("The review’s question"),
        ((asked.title, asked.subtitle), rest, (asked.summary, asked.abbreviations)),
    )
    yield from (_document(index, each) for each in index.sources)
    yield from (_claim(index, each) for each in index.claims)
    yield from (_quote(index, each) for each in index.quotes)
    yield from (_certainty(index, each) for each in index.certainties)
    yield from (_appraisal(index, each) for each in snapshot.appraisals if each.document in index.letters)
    if snapshot.traced:
        yield _piece(index, "records", "records", recorded("The flow of records"), ((_flow(index)),))


def _piece(index: Index, kind: str, name: str, label: str, values: tuple[object, ...], of: str = "") -> Piece:
    return manifest.piece(index.snapshot.key, kind, name, label, values, of)


def _document(index: Index, document: Document) -> Piece:
    study = index.snapshot.studies.get(document.id)
    name = document.source.replace("\\", "/").rsplit("/", 1)[-1]
    values = (document.record, name), study
    return _piece(
        index,
        "document",
        f"document:{document.id}",
        recorded("Source {letter}", letter=index.letters[document.id]),
        values,
    )


def _claim(index: Index, claim: Claim) -> Piece:
    tags = [index.tag_path(tag) for tag in claim.tags]
    values = (claim.number, (claim.statement, claim.label), claim.pico, claim.direction, tags, claim.note)
    return _piece(
        index, "claim", f"claim:{claim.id}", recorded("Claim {digits}", digits=claim.number), values
    )


def _quote(index: Index, quote: QuoteLink) -> Piece:
    known = index.population.get(quote.population) if quote.population is not None else None
    span, document = quote.span, index.document.get(quote.span.document)
    text = index.fingerprint(document) if document else quote.text_sha256
    values = (
        quote.claim,
        index.exact(quote),
        (span.document, span.start, span.end, text, index.intact(quote)),
        quote.stance,
        (quote.voice, quote.second_hand, quote.background),
        index.speaker(quote),
        known.name if known else "",
        (quote.pico, quote.direction),
        quote.note,
    )
    of = f"claim:{quote.claim}"
    label = recorded(
        "Quote {source} {place} of claim {digits}",
        source=index.letters.get(span.document, "?"),
        place=f"{span.start}–{span.end}",
        digits=index.claim[quote.claim].number,
    )
    return _piece(index, "quote", f"quote:{quote.id}", label, values, of)


SUBJECTS = (
    recorded("Claim {digits}, {where}"),
    recorded("Source {letter}, {instrument}"),
    recorded("Source {letter}, {instrument}, claim {digits}"),
)
"""How a manifest names what was judged, in the form in which its reader retells it."""


def key_of(subject: Subject) -> str:
    """Return the key of the piece that is the judgement of a subject."""
    if subject.document is None:
        return f"certainty:{subject.claim}:{subject.population or 0}"
    return f"appraisal:{subject.document}:{subject.claim or 0}:{subject.instrument}"


def _certainty(index: Index, certainty: Certainty) -> Piece:
    judged = certainty.judgements
    standing = standing_of(index, certainty)
    values = (
        (
            certainty.graded,
            grade.rate(certainty).level,
            certainty.shared,
            certainty.rule_set,
            certainty.start,
            certainty.start_reason,
        ),
        {name: (each.levels, each.borderline) for name, each in judged.items()},
        {name: (each.reason, each.override) for name, each in judged.items()},
        (
            certainty.importance,
            certainty.participants,
            certainty.outcome,
            certainty.relative,
            certainty.observed,
            certainty.effect,
            certainty.side,
        ),
        (index.name(certainty.reviewer), standing.words, standing.differences),
    )
    key = key_of(certainty.subject)
    label = recorded("Certainty of {subject}", subject=subject_in_words(index, certainty.subject))
    return _piece(index, "certainty", key, label, values, f"claim:{certainty.claim}")


def _appraisal(index: Index, appraisal: Appraisal) -> Piece:
    standing = standing_of(index, appraisal)
    answers = appraisal.answers
    words = {
        name: (each.reason, each.quotes, [(w.start, w.end) for w in each.words])
        for name, each in answers.items()
    }
    values = (
        (appraisal.judgement, appraisal.done, appraisal.shared, appraisal.basis),
        {name: each.value for name, each in answers.items()},
        words,
        (appraisal.instrument, appraisal.version),
        (appraisal.note, appraisal.despite),
        (index.name(appraisal.reviewer), standing.words, standing.differences),
    )
    key = key_of(appraisal.subject)
    label = recorded("Appraisal of {subject}", subject=subject_in_words(index, appraisal.subject))
    return _piece(index, "appraisal", key, label, values)


def _flow(index: Index) -> list[tuple[object, ...]]:
    """Return how many records came how far by which way, without saying which."""
    counts = Counter(map(_way, index.snapshot.traced))
    rows: list[tuple[object, ...]] = [(*way, number) for way, number in sorted(counts.items())]
    return rows + sorted(
        (each.origin.channel, each.origin.name, each.again, each.unread) for each in index.snapshot.turned
    )


def _way(record: Traced) -> tuple[str, str, str, str]:
    return record.origin.channel, record.origin.name, record.fate, record.reason


_EVERYWHERE = frozenset().union(*PRINTED.values())


def _places(index: Index, piece: Piece) -> frozenset[str]:
    """Return the sections that print a piece."""
    if piece.kind == "appraisal" and piece.key.rpartition(":")[2].startswith(OCEBM):
        return frozenset({"levels"})
    if piece.key in index.of_readers:
        return PRINTED["quote"] | {"experience"}
    return PRINTED.get(piece.kind, _EVERYWHERE | {"levels", "references", "studies"})


def _omissions(index: Index, stated: tuple[Piece, ...], pieces: tuple[Piece, ...]) -> Iterator[Omission]:
    """Yield what the report leaves out, by kind and reason; with the pieces they are all there is."""
    found: dict[tuple[str, str], list[str]] = {}
    printed = {each.key for each in pieces}
    unprinted = (
        (each.kind, recorded("the sections that print them were not chosen"), each.key.partition(":")[2])
        for each in stated
        if each.key not in printed
    )
    for kind, why, key in (*_left_out(index), *unprinted):
        found.setdefault((kind, why), []).append(key)
    for (kind, why), keys in found.items():
        yield Omission(kind, why, len(keys), tuple(_runs(keys)))


def _left_out(index: Index) -> Iterator[tuple[str, str, str]]:
    for quote in index.snapshot.quotes:
        if quote.claim not in index.claim:
            yield "quote", recorded("their claim is not there"), str(quote.id)
        elif not index.wanted(quote):
            yield "quote", recorded("words of readers were not wanted"), str(quote.id)
    for each in index.groundless:
        yield "certainty", recorded("they rest on no words of a study"), _own(each.subject)
    for one in index.snapshot.appraisals:
        if one.document not in index.letters:
            yield "appraisal", recorded("their document is not there"), _own(one.subject)
    used = {document.id for document in index.sources}
    for document in index.snapshot.documents:
        if document.id not in used:
            yield "document", recorded("nothing in them is quoted, appraised or described"), str(document.id)


def _own(subject: Subject) -> str:
    return key_of(subject).partition(":")[2]


def _runs(keys: list[str]) -> Iterator[str]:
    """Yield keys, those that are numbers in a row as "3-9"."""
    numbers = sorted(int(key) for key in keys if key.isdecimal())
    yield from (key for key in keys if not key.isdecimal())
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        first, *rest = [number for _, number in run]
        yield f"{first}-{rest[-1]}" if rest else str(first)
