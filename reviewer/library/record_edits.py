"""What a person changed in the record of a document, by whom and when, and what its file says."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.library import documents, records_json, rows
from reviewer.library.handle import Library
from reviewer.model import Record


@dataclass(frozen=True, slots=True)
class Edit:
    """A field that was changed: its row, who did it, and when."""

    id: int
    field: str
    reviewer: str
    time: str


def edits(library: Library, document: int) -> dict[str, Edit]:
    """Return what is changed in the record of a document, by field."""
    found = library.db.execute(
        "SELECT e.id, e.field, coalesce(r.name, e.reviewer), coalesce((SELECT o.time FROM op_rows w "
        "JOIN ops o ON o.id = w.op WHERE w.tbl = 'record_edits' AND w.row = e.id AND o.undoes IS NULL "
        "AND o.state = 'done' ORDER BY o.id DESC LIMIT 1), '') "
        "FROM record_edits e LEFT JOIN reviewers r ON r.id = e.reviewer WHERE e.document = ? ORDER BY e.id",
        (document,),
    )
    return {row[1]: Edit(*row) for row in found}


def filed(library: Library, document: int) -> Record:
    """Return the record as the file gave it; raises ReviewError when there is no such document."""
    row = library.db.execute("SELECT record FROM filed_records WHERE id = ?", (document,)).fetchone()
    return records_json.from_json(row[0]) if row else documents.document(library, document).record


# ------------------------------------------------------------------ writing, inside an op


def put(library: Library, document: int, field: str, record: Record) -> None:
    """Let a field of a document be that of `record`; the file's own value takes the change away."""
    value = records_json.field_json(record, field)
    known = edits(library, document).get(field)
    if value == records_json.field_json(filed(library, document), field):
        if known is not None:
            rows.drop(library, "record_edits", known.id)
    elif known is not None:
        rows.change(library, "record_edits", known.id, value=value, reviewer=library.reviewer.id)
    else:
        rows.add(
            library, "record_edits", document=document, field=field, value=value,
            reviewer=library.reviewer.id,
        )  # fmt: skip
