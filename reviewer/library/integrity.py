"""Is the library whole, and how much does it hold?"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator

from reviewer import text as texts
from reviewer.errors import ReviewError
from reviewer.library import (
    claims,
    decisions,
    documents,
    exports,
    facts,
    images,
    imports,
    schema,
    suggestions,
)
from reviewer.library.handle import Library
from reviewer.model import Segment

COUNTED = ("documents", "segments", "claims", "quotes", "appraisals", "certainties", "ops")


def check(library: Library) -> list[str]:
    """Return a sentence for everything that is wrong; an empty list means the library is whole."""
    steps = (
        _pages,
        _links,
        _bodies,
        _texts,
        _coverage,
        _ties,
        _records,
        _quotes,
        _suggestions,
        _decisions,
        _exports,
        _journal,
    )
    found: list[str] = []
    for step in steps:
        try:
            found += step(library)
        except sqlite3.DatabaseError as error:
            found.append(f"The file is damaged: {error}.")
        if found and step is _pages:
            break  # what the damaged pages hold cannot be trusted to be read
    return found


def _pages(library: Library) -> Iterator[str]:
    for row in library.db.execute("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"The file is damaged: {row[0]}."


def _links(library: Library) -> Iterator[str]:
    if library.db.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        yield "The file does not carry Reviewer's mark."
    for table, row, parent, _ in library.db.execute("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} points to a row of {parent} that is not there."


def _bodies(library: Library) -> Iterator[str]:
    for (sha256,) in library.db.execute("SELECT sha256 FROM bodies").fetchall():
        digest = hashlib.sha256()
        for piece in imports.body(library, sha256):
            digest.update(piece)
        if digest.hexdigest() != sha256:
            yield f"The stored file with the fingerprint {sha256[:12]} was changed."


def _texts(library: Library) -> Iterator[str]:
    for id, sha256, text in library.db.execute("SELECT id, sha256, text FROM texts"):
        if texts.sha256(text) != sha256:
            yield f"Text {id} no longer matches its fingerprint {sha256[:12]}."


def _coverage(library: Library) -> Iterator[str]:
    for document in documents.documents(library):
        gap = uncovered(documents.segments(library, document.id), len(document.text))
        if gap:
            yield f"Document {document.id}: {gap}"


def uncovered(segments: list[Segment], length: int) -> str:
    """Return what is wrong with how segments cover a text of `length` code points, or an empty string."""
    position = 0
    for segment in segments:
        if segment.start != position:
            how = "twice" if segment.start < position else "by no segment"
            return f"characters {position} to {segment.start} are covered {how}."
        position = segment.end
    return "" if position == length else f"the segments end at {position}, the text at {length}."


def _ties(library: Library) -> Iterator[str]:
    for document, start, study in library.db.execute(
        "SELECT document, start, quotes_document FROM segments WHERE quotes_document IS NOT NULL "
        "AND document IN (SELECT id FROM shown_documents) "
        "AND quotes_document NOT IN (SELECT id FROM shown_documents)"
    ):
        yield f"Document {document}, character {start}: quotes document {study}, which is not there."


def _records(library: Library) -> Iterator[str]:
    for (id,) in library.db.execute(
        "SELECT d.id FROM documents d JOIN filed_records f ON f.id = d.id "
        "WHERE d.record <> laid_over(f.record, "
        "(SELECT json_group_object(field, json(value)) FROM record_edits e WHERE e.document = d.id))"
    ):
        yield f"Document {id}: its record is not that of its file with the changes laid over it."
    for table, made in facts.OF_RECORDS.items():
        for (id,) in library.db.execute(
            f"WITH o AS MATERIALIZED ({made}), a AS (SELECT * FROM {table}) "
            "SELECT id FROM (SELECT * FROM o EXCEPT SELECT * FROM a) UNION "
            "SELECT id FROM (SELECT * FROM a EXCEPT SELECT * FROM o)"
        ):
            yield f"Document {id}: {_FOUND_BY[table]}."


_FOUND_BY = {
    "document_authors": "the names it is found by are not those of its authors",
    "document_facts": "what it is found by is not what its record says",
    "document_keywords": "the terms it is found by are not those of its record",
}


def _quotes(library: Library) -> Iterator[str]:
    kept = {document.id: document for document in documents.documents(library)}
    for link in claims.quotes(library):
        document = kept.get(link.span.document)
        if document is None:
            yield f"Quote {link.id} of claim {link.claim} lies in a document that cannot be read."
        elif (
            document.sha256 != link.text_sha256
            or document.text[link.span.start : link.span.end] != link.span.exact
        ):
            yield f"Quote {link.id} of claim {link.claim} no longer reads what it quoted."


def _suggestions(library: Library) -> Iterator[str]:
    texts_of: dict[int, str] = {}
    for each in suggestions.kept(library):
        if each.document not in texts_of:
            texts_of = {each.document: documents.document(library, each.document).text}
        if each.anchored and texts_of[each.document][each.span.start : each.span.end] != each.span.exact:
            yield f"Suggestion {each.id} no longer reads what it is about."


def _decisions(library: Library) -> Iterator[str]:
    for document, origin in decisions.carried_astray(library):
        yield (
            f"Document {document}: what was decided on document {origin} counts here, "
            "but that is not set aside under it."
        )


def _exports(library: Library) -> Iterator[str]:
    for made in exports.exports(library):
        try:
            whole = hashlib.sha256(exports.manifest(library, made.manifest)).hexdigest() == made.manifest
        except (ReviewError, zlib.error):
            whole = False
        if not whole:
            yield f"Export {made.id}, {made.name}: the manifest it carries is missing or was changed."


def _journal(library: Library) -> Iterator[str]:
    for table, row in images.strays(library.db):
        yield f"Row {row} of {table} is not as the history left it."
    for (op,) in library.db.execute(
        "SELECT id FROM ops WHERE undoes IS NULL AND state = 'done' "
        "AND EXISTS (SELECT 1 FROM op_rows w WHERE w.op = ops.id AND NOT json_valid(coalesce(w.before, 0)) "
        "OR w.op = ops.id AND NOT json_valid(coalesce(w.after, 0)))"
    ):
        yield f"Action {op} of the history cannot be read, so it cannot be taken back."


def tally(library: Library) -> dict[str, int]:
    """Return the number of rows of the tables a person would miss."""
    count = "SELECT count(*) FROM {}"
    return {table: int(library.db.execute(count.format(table)).fetchone()[0]) for table in COUNTED}
