"""Leave details of health out of reports: proposed by rules, each confirmed by a person, and taken back."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.errors import ReviewError
from reviewer.language import recorded, say
from reviewer.library import Library, claims, documents, journal, masks, rows
from reviewer.model import Changes, Voice
from reviewer.suggestions.health import health_details


@dataclass(frozen=True, slots=True)
class Proposed:
    """A stretch of a reader's quoted words that may be left out: where, why, and whether it is."""

    document: int
    start: int
    end: int
    words: str
    around: str
    why: str
    masked: bool


def proposals(library: Library) -> list[Proposed]:
    """Return what the rules find in the quoted words of readers, and what a person marked, in order."""
    kept = {(each.document, each.start, each.end) for each in masks.masks(library)}
    texts: dict[int, str] = {}
    found: dict[tuple[int, int, int], str] = dict.fromkeys(kept, "marked by a person")
    spans = {quote.span for quote in claims.quotes(library) if quote.voice is Voice.READER}
    for span in spans:
        for detail in health_details(span.exact):
            found[span.document, span.start + detail.start, span.start + detail.end] = detail.why
    told = []
    for (document, start, end), why in sorted(found.items()):
        text = texts.setdefault(document, documents.document(library, document).text)
        around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 40]}"
        masked = (document, start, end) in kept
        told.append(Proposed(document, start, end, text[start:end], around, why, masked))
    return told


def mask_detail(library: Library, document: int, start: int, end: int) -> Changes:
    """Leave a stretch of a reader's words out of every report; the text stays. Raises ReviewError where it is
    no stretch of readers' words."""
    text = documents.document(library, document).text
    parts = [each for each in documents.segments(library, document) if each.start < end and each.end > start]
    if not 0 <= start < end <= len(text) or any(each.voice is not Voice.READER for each in parts):
        raise ReviewError(
            say("Only words of readers can be left out of reports."),
            say("Give a stretch of a comment, in code points."),
        )
    with journal.op(library, recorded("Leave a detail of health out of reports")) as pending:
        if _kept(library, document, start, end) is None:
            key = masks.key_of(document, start, end)
            rows.add(library, "properties", key=key, value=library.reviewer.id)
    return pending.changes


def unmask_detail(library: Library, document: int, start: int, end: int) -> Changes:
    """Print a stretch again that was left out; raises ReviewError where none was."""
    kept = _kept(library, document, start, end)
    if kept is None:
        raise ReviewError(say("These words are not left out."), say("`reviewer mask` lists what is."))
    with journal.op(library, recorded("Print a detail of health again")) as pending:
        rows.drop(library, "properties", kept.id)
    return pending.changes


def _kept(library: Library, document: int, start: int, end: int) -> masks.Mask | None:
    place = (document, start, end)
    return next((m for m in masks.masks(library) if (m.document, m.start, m.end) == place), None)
