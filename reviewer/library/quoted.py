"""Pages that quote studies, the studies they may quote, and what was settled about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reviewer.library.handle import Library
from reviewer.model import QuotedStudy, Tie

MOST = 40
"""Passages that are looked at for one phrase; a phrase of more is too common to tell a study by."""


def pages(library: Library) -> list[int]:
    """Return the documents that hold words of a study at second hand."""
    rows = library.db.execute(
        "SELECT DISTINCT g.document FROM segments g WHERE g.quoted = 1 AND g.voice = 'study' "
        "AND g.document IN (SELECT id FROM shown_documents) ORDER BY g.document"
    )
    return [row[0] for row in rows]


def quoted_studies(library: Library, document: int | None = None) -> list[QuotedStudy]:
    """Return what was proposed, confirmed and rejected, of one page or of all, in the order of the texts."""
    where, values = ("document = ?", [document]) if document is not None else ("1", [])
    rows = library.db.execute(
        "SELECT id, document, start, study, state, likeness, reason, reviewer FROM quoted_studies "
        f"WHERE {where} AND EXISTS (SELECT 1 FROM shown_documents d WHERE d.id = document) "
        "AND EXISTS (SELECT 1 FROM shown_documents d WHERE d.id = study) ORDER BY document, start, id",
        values,
    )
    return [
        QuotedStudy(id, page, start, study, Tie(state), likeness / 1000, reason, reviewer)
        for id, page, start, study, state, likeness, reason, reviewer in rows
    ]


def sharing(library: Library, phrases: Iterable[str], besides: int) -> list[int]:
    """Return the documents in whose study words any of these phrases stand, those with most of them first."""
    found = Counter[int]()
    for phrase in phrases:
        rows = library.db.execute(
            "SELECT DISTINCT document FROM (SELECT g.document FROM passages p "
            "CROSS JOIN segments g ON g.id = p.rowid / 4 WHERE passages MATCH ? AND p.rowid % 4 = 0 "
            "AND g.voice = 'study' AND g.document <> ? LIMIT ?) "
            "WHERE document IN (SELECT id FROM shown_documents)",
            (f'words : "{phrase}"', besides, MOST),
        )
        found.update(row[0] for row in rows)
    return [document for document, _ in sorted(found.items(), key=lambda item: (-item[1], item[0]))]


def titled(library: Library, words: str) -> list[int]:
    """Return the documents whose title holds these words one after the other."""
    rows = library.db.execute(
        "SELECT d.id FROM passages p CROSS JOIN shown_documents d ON d.id = p.rowid / 4 "
        "WHERE passages MATCH ? AND p.rowid % 4 = 3 ORDER BY d.id LIMIT ?",
        (f'words : "{words}"', MOST),
    )
    return [row[0] for row in rows]


def identified(library: Library, *, doi: str = "", pmid: str = "") -> list[int]:
    """Return the documents whose record carries one of these identifiers, in their canonical form."""
    found: dict[int, None] = {}
    for name, value in (("doi", doi), ("pmid", pmid)):
        if value:
            rows = library.db.execute(
                f"SELECT id FROM documents WHERE json_extract(record, '$.{name}') = ? "
                "AND id IN (SELECT id FROM shown_documents) ORDER BY id",
                (value,),
            )
            found.update(dict.fromkeys(row[0] for row in rows))
    return list(found)
