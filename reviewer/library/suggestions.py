"""What was answered to suggestions, and the marks that came with files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.library import rows
from reviewer.library.handle import Library
from reviewer.library.rows import Value
from reviewer.model import Span, State, Suggestion, SuggestionKind

_KEPT = (
    "SELECT id, document, start, end, exact, kind, value, claim, reason, score, author, date, note, origin, "
    "state, reviewer FROM suggestions WHERE {where} AND document IN (SELECT id FROM shown_documents) "
    "ORDER BY document, start, id"
)


def kept(library: Library, document: int | None = None) -> list[Suggestion]:
    """Return what is kept of one document or of all: marks, and whatever a person answered."""
    where, values = ("document = ?", (document,)) if document is not None else ("1", ())
    return [_suggestion(row) for row in library.db.execute(_KEPT.format(where=where), values)]


def one(library: Library, id: int) -> Suggestion:
    """Return what is kept under an id; raises ReviewError when there is nothing."""
    row = library.db.execute(_KEPT.format(where="id = ?"), (id,)).fetchone()
    if row is None:
        raise ReviewError(
            say("This suggestion is no longer kept."), say("Undo brings back what was answered.")
        )
    return _suggestion(row)


def _suggestion(row: tuple[Any, ...]) -> Suggestion:
    id, *place, kind, value, claim, reason, score, author, date, note, origin, state, reviewer = row
    return Suggestion(
        SuggestionKind(kind), Span(*place), value, reason, claim, score=score / 1000, author=author,
        date=date, note=note, origin=origin, state=State(state), reviewer=reviewer, id=id,
    )  # fmt: skip


def put(library: Library, suggestion: Suggestion) -> int:
    """Write a suggestion as it is, over its row or as a new one, inside an op; returns the row's id."""
    values = _values(suggestion)
    if suggestion.id:
        rows.change(library, "suggestions", suggestion.id, **values)
        return suggestion.id
    return rows.add(library, "suggestions", **values)


def _values(suggestion: Suggestion) -> dict[str, Value]:
    span = suggestion.span
    return {
        "document": span.document, "start": span.start, "end": span.end, "exact": span.exact,
        "kind": suggestion.kind.value, "value": suggestion.value, "claim": suggestion.claim,
        "reason": suggestion.reason, "score": round(1000 * suggestion.score), "author": suggestion.author,
        "date": suggestion.date, "note": suggestion.note, "origin": suggestion.origin,
        "state": suggestion.state.value, "reviewer": suggestion.reviewer,
    }  # fmt: skip


def add_marks(library: Library, marks: Iterable[Suggestion]) -> list[int]:
    """Keep marks that are not kept yet, whatever was answered to them; returns the new ids. Inside an op."""
    made: list[int] = []
    there: dict[int, set[tuple[Value, ...]]] = {}
    for mark in marks:
        known = there.setdefault(mark.document, set())
        if not known:
            known.update(_likeness(each) for each in kept(library, mark.document))
        if _likeness(mark) not in known:
            known.add(_likeness(mark))
            made.append(put(library, mark))
    return made


def _likeness(mark: Suggestion) -> tuple[Value, ...]:
    """Return what makes two marks the same one: the same words and note of the same person at one place."""
    return mark.kind.value, mark.span.start, mark.span.exact, mark.author, mark.note, mark.value
