"""Records for reference managers: a CSL-JSON array (1.0.2) with the fields `product.md` names.

A field that the source does not give is left out; nothing is made up. Besides the fields of CSL-JSON
itself (PMID and PMCID among them) no other is written, so that strict readers accept the file.
"""

from __future__ import annotations

import json
from typing import Any

from reviewer.exchange.parts import abstract_of, keywords_of
from reviewer.model import Document, Name, PartialDate, Snapshot
from reviewer.records.csl_types import CSL_TYPES


def csl_json(snapshot: Snapshot) -> bytes:
    """Return the records of a library as a CSL-JSON array in UTF-8, the same bytes every time."""
    items = [item(document, abstract_of(snapshot, document)) for document in snapshot.documents]
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def item(document: Document, abstract: str = "") -> dict[str, Any]:
    """Return one record as a CSL item. `id` is the id of the document, as in every other export."""
    record = document.record
    fields: dict[str, Any] = {
        "id": document.id,
        "type": record.type if record.type in CSL_TYPES else "document",
        "title": record.title,
        "author": [_name(name) for name in record.authors],
        "editor": [_name(name) for name in record.editors],
        "issued": _date(record.issued),
        "available-date": _date(record.epub),
        "original-title": record.original_title,
        "genre": "; ".join(record.publication_types),
        "container-title": record.container,
        "container-title-short": record.container_short,
        "collection-title": record.collection,
        "edition": record.edition,
        "number": record.number,
        "volume": record.volume,
        "issue": record.issue,
        "page": record.pages,
        "DOI": record.doi,
        "PMID": record.pmid,
        "PMCID": record.pmcid,
        "ISSN": record.issn,
        "ISBN": record.isbn,
        "abstract": abstract,
        "keyword": ", ".join(keywords_of(record)),
        "URL": record.url,
        "language": record.language,
        "publisher": record.publisher,
        "publisher-place": record.place,
        "source": record.database,
        "note": "\n".join(record.notes),
    }
    return {key: value for key, value in fields.items() if value or key == "id"}


def _name(name: Name) -> dict[str, str]:
    if name.literal and not name.family:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "dropping-particle": name.dropping,
        "suffix": name.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def _date(date: PartialDate | None) -> dict[str, list[list[int]]] | None:
    if date is None:
        return None
    parts = [date.year]
    if date.month is not None:
        parts += [date.month] if date.day is None else [date.month, date.day]
    return {"date-parts": [parts]}
