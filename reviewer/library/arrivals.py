"""What a file of another program names: documents by fingerprint or address, people by their identifier."""

from __future__ import annotations

from reviewer.library.handle import Library
from reviewer.model import Reviewer


def document_of(library: Library, text: str = "", file: str = "", address: str = "") -> int | None:
    """Return the document with this text, else the only one of this file, else the only one at this address;
    None when there is none or when several could be meant."""
    return _by_text(library, text) or _by_file(library, file) or _by_address(library, address)


def _by_text(library: Library, sha256: str) -> int | None:
    row = library.db.execute(
        "SELECT min(id) FROM shown_documents WHERE text IN (SELECT id FROM texts WHERE sha256 = ?)", (sha256,)
    ).fetchone()
    return row[0] if row[0] is None else int(row[0])


def _by_file(library: Library, sha256: str) -> int | None:
    return _only(
        library, "source IN (SELECT id FROM sources WHERE sha256 = ?)", (sha256,) if sha256 else None
    )


def _by_address(library: Library, address: str) -> int | None:
    doi = address.partition("doi.org/")[2].lower()
    if doi:
        return _only(library, "json_extract(record, '$.doi') = ?", (doi,))
    return _only(library, "json_extract(record, '$.url') = ?", (address,) if address else None)


def _only(library: Library, where: str, values: tuple[str] | None) -> int | None:
    if values is None:
        return None
    found = library.db.execute(f"SELECT id FROM shown_documents WHERE {where} LIMIT 2", values).fetchall()
    return int(found[0][0]) if len(found) == 1 else None


def know_reviewer(library: Library, person: Reviewer) -> None:
    """Keep who a person is, inside an op; a name that is known already stays."""
    library.db.execute(
        "INSERT INTO reviewers(id, name) VALUES (?, ?) ON CONFLICT(id) DO NOTHING", (person.id, person.name)
    )


def document_titled(library: Library, title: str) -> int | None:
    """Return the only document with this title, in any case; None when there is none or there are several."""
    return _only(library, "title = ? COLLATE NOCASE", (" ".join(title.split()),) if title.strip() else None)
