"""Laying a document on the desk, and renewing only what an op changed.

A document of two megabytes with thousands of quotes is read in a tenth of a second, which is too long after
every key. What does not follow from the rows that changed is carried over from the desk before.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reviewer.errors import ReviewError
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading.desk import Desk, Parts
from reviewer.library import claims, documents, together
from reviewer.model import Changes, QuoteLink

_RENEWED = {
    "claims": "claims", "claim_tags": "claims", "tags": "tags", "populations": "populations",
    "certainties": "certainties", "settlements": "certainties", "onlookers": "certainties",
    "first_judgements": "certainties", "studies": "studies", "quotes": "links",
}  # fmt: skip
"""Tables whose rows are read again on their own, and the field of the desk that shows them."""


def _claims(session: Session) -> Mapping[int, Any]:
    return {claim.id: claim for claim in session.read(claims.claims)}


def _tags(session: Session) -> Mapping[int, Any]:
    return {tag.id: tag for tag in session.read(claims.tags)}


def _populations(session: Session) -> Mapping[int, Any]:
    return {each.id: each for each in session.read(claims.populations)}


def _certainties(session: Session) -> tuple[Any, ...]:
    return tuple(session.read(together.in_force))


def _studies(session: Session) -> Mapping[int, Any]:
    return session.read(documents.studies)


_READ = {
    "claims": _claims, "tags": _tags, "populations": _populations, "studies": _studies,
    "certainties": _certainties,
}  # fmt: skip


class Laying:
    """Keeps the desk in step with the library: reads no more of it than may differ."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._desk: Desk | None = None
        self._ops: list[Changes] = []
        self._all = True

    def outdated(self, changes: Changes | None) -> None:
        """Take note that rows changed; None: everything may differ."""
        if changes is None:
            self._all = True
        else:
            self._ops.append(changes)

    def desk(self, document: int) -> Desk:
        """Return the desk as the library has it now; raises ReviewError when the document is gone."""
        found = None if self._all else self._desk
        for changes in self._ops:
            found = renewed(self.session, found, changes) if found is not None else None
        if found is None:
            found = read_desk(self.session, document)
        elif found.document.id != document:
            found = moved(self.session, found, document)
        self._desk, self._all = found, False
        self._ops.clear()
        return found

    def stored(self, quote: int) -> QuoteLink | None:
        """Return a quote of any document, or None when it is gone."""
        try:
            return self.session.read(claims.quote, quote)
        except ReviewError:
            return None

    def first_quote(self) -> int | None:
        """Return the quote to show of the claim selected: the current one if it fits, else the first here."""
        session = self.session
        if session.document is None or session.claim is None:
            return None
        links = session.read(claims.quotes, claim=session.claim, document=session.document)
        fitting = [link.id for link in links]
        return session.quote if session.quote in fitting else next(iter(fitting), None)


def read_desk(session: Session, document: int) -> Desk:
    """Read everything about one document; raises ReviewError when it is not in the library."""
    parts = _parts(session, document)
    links = tuple(session.read(claims.quotes))
    return Desk(parts, links, **{field: read(session) for field, read in _READ.items()})


def renewed(session: Session, before: Desk, changes: Changes) -> Desk | None:
    """Return a desk with the rows that an op changed read again; None when more than these may differ."""
    touched = {table for table, rows in changes.rows.items() if rows}
    if touched == {"suggestions"}:  # they lie beside the desk
        return before
    touched.discard("suggestions")
    if not touched or not touched <= _RENEWED.keys():
        return None
    fields: dict[str, Any] = {_RENEWED[table]: None for table in touched}
    for field in fields:
        fields[field] = _links(session, before, changes) if field == "links" else _READ[field](session)
    return replace(before, **fields)


def moved(session: Session, before: Desk, document: int) -> Desk:
    """Return the desk with another document on it; what the library says of claims is as before."""
    return replace(before, parts=_parts(session, document))


def _parts(session: Session, document: int) -> Parts:
    return Parts(
        session.read(documents.document, document),
        session.read(documents.segments, document),
        session.read(documents.words_of_parts, document),
    )


def _links(session: Session, before: Desk, changes: Changes) -> tuple[QuoteLink, ...]:
    ids = changes.rows["quotes"]
    kept = [link for link in before.links if link.id not in ids]
    for link in session.read(claims.quotes_named, ids):
        insort(kept, link, key=_place)
    return tuple(kept)


def _place(link: QuoteLink) -> tuple[int, int, int]:
    return link.span.document, link.span.start, link.id
