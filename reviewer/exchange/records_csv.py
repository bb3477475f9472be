"""Records for spreadsheets: CSV in UTF-8 with a byte-order mark, one record to a row.

A cell that a spreadsheet would take for a formula begins with an apostrophe, which our reader takes off.
Authors stand between semicolons, family name first.
"""

from __future__ import annotations

import csv
import io

from reviewer.exchange.parts import abstract_of, date_with, family_first, keywords_of
from reviewer.model import Document, Name, Snapshot
from reviewer.readers.table_columns import OWN_COLUMNS, harmless


def records_csv(snapshot: Snapshot) -> bytes:
    """Return the records of a library as CSV, the same bytes every time."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(OWN_COLUMNS)
    for document in snapshot.documents:
        writer.writerow([harmless(words) for words in row(document, abstract_of(snapshot, document))])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def row(document: Document, abstract: str = "") -> list[str]:
    """Return the cells of one record in the order of `OWN_COLUMNS`, as they are."""
    record = document.record
    return [
        str(document.id),
        record.type,
        record.title,
        "; ".join(map(_name, record.authors)),
        date_with(record.issued, "-")[:4],
        date_with(record.issued, "-"),
        record.container,
        record.container_short,
        record.volume,
        record.issue,
        record.pages,
        record.doi,
        record.pmid,
        record.pmcid,
        record.issn,
        record.isbn,
        record.url,
        record.language,
        record.publisher,
        record.place,
        record.edition,
        record.collection,
        record.number,
        "; ".join(map(_name, record.editors)),
        "; ".join(keywords_of(record)),
        record.original_title,
        record.database,
        "\n".join(record.notes),
        abstract,
        date_with(record.epub, "-"),
        "; ".join(words.replace(";", ",") for words in record.publication_types),
    ]


def _name(name: Name) -> str:
    words = family_first(name).replace(";", ",")
    return f"{words}," if not name.family and "," in words else words
