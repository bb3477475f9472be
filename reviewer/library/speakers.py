"""Who speaks in each quote, and the heads of documents without their texts: what the matrix is made of."""

from __future__ import annotations

import json
from collections.abc import Iterable

from reviewer.library.handle import Library
from reviewer.model import PartialDate, Record


def speakers(library: Library) -> dict[int, tuple[int | None, str]]:
    """Return for each quote link the number of the comment it stands in, or None, and the name with it."""
    rows = library.db.execute(
        "SELECT q.id, g.comment, g.name FROM quotes q JOIN segments g ON g.document = q.document "
        "AND g.start = (SELECT max(f.start) FROM segments f "
        "WHERE f.document = q.document AND f.start <= q.start)"
    )
    return {id: (comment, name) for id, comment, name in rows}


def heads(library: Library, ids: Iterable[int]) -> dict[int, Record]:
    """Return of these documents title, journal, year and type; the rest of the record stays empty."""
    rows = library.db.execute(
        "SELECT id, title, container, year, coalesce(json_extract(record, '$.type'), 'document') "
        "FROM shown_documents WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(ids))),),
    )
    return {
        id: Record(type=type, title=title, container=container, issued=PartialDate(year) if year else None)
        for id, title, container, year, type in rows
    }
