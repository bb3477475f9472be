"""Change a field of a record, and go back to what the file says. The file's own record is never lost."""

from __future__ import annotations

from reviewer.errors import Declined, ReviewError
from reviewer.language import recorded, say
from reviewer.library import Library, documents, journal, record_edits
from reviewer.model import Changes
from reviewer.records.fields import LABELS, shown, with_words


def set_field(library: Library, document: int, field: str, words: str, *, seen: str | None = None) -> Changes:
    """Let a field of a document's record be what a person wrote; an op, joined with the one before it while
    the same field is being typed. Raises ReviewError when the words are no value of the field,
    and Conflict when the field no longer says what the person had `seen` there."""
    _check(field)
    with journal.op(library, _label(field, document), merge=f"record:{document}:{field}") as pending:
        record = documents.document(library, document).record
        changed = with_words(record, field, words)
        if seen is not None:
            edit = record_edits.edits(library, document).get(field)
            who = edit.reviewer if edit is not None else "Somebody"
            journal.compare(who, field, seen, shown(record, field), shown(changed, field))
        if changed != record:
            record_edits.put(library, document, field, changed)
    return pending.changes


def reset_field(library: Library, document: int, field: str) -> Changes:
    """Let a field be what the file says again. Raises ReviewError when it is that already."""
    _check(field)
    filed = record_edits.filed(library, document)
    if field not in record_edits.edits(library, document):
        raise Declined(
            say(
                "The {name_of} of document {document} is what the file says: “{shown}”.",
                name_of=name_of(field),
                document=document,
                shown=shown(filed, field),
            ),
            say("`reviewer record DOC` shows what was changed."),
        )
    with journal.op(
        library,
        recorded(
            "Go back to the file’s {name_of} of document {document}",
            name_of=name_of(field),
            document=document,
        ),
    ) as pending:
        record_edits.put(library, document, field, filed)
    return pending.changes


def name_of(field: str) -> str:
    """Return what a field is called within a sentence."""
    label = LABELS[field]
    return label if label.isupper() else label.lower()


def _check(field: str) -> None:
    if field not in LABELS:
        raise ReviewError(
            say("A record has no field “{field}”.", field=field),
            say("There are {join}.", join=", ".join(LABELS)),
        )


def _label(field: str, document: int) -> str:
    return recorded("Change the {name_of} of document {document}", name_of=name_of(field), document=document)
