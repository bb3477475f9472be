"""Choose what the columns of a table hold, before it is imported or afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from reviewer import readers
from reviewer.actions.importing import ImportResult, Watch, fingerprint, import_again
from reviewer.errors import Cancelled, ReviewError
from reviewer.language import recorded, say, say_count
from reviewer.library import Library, imports, journal, rows, tables
from reviewer.model import Changes, Progress, no_progress
from reviewer.readers import Header, Input, Parsed
from reviewer.readers.table_choices import Choices

_WHOLE = ("xlsx",)
"""Formats whose columns are known only when the whole file is."""


def is_table(path: str, format: str) -> bool:
    """Tell whether a file was read as a table, or may have been meant as one where it was not read."""
    name = path.lower()
    return any(
        reader.headers is not None
        and (reader.format == format or (not format and name.endswith(reader.suffixes)))
        for reader in readers.READERS
    )


def headers_of(library: Library | None, path: Path) -> list[Header]:
    """Return the columns of the tables in a file and the fields that they would fill now.

    A file that holds no table has none. Raises ReviewError when it cannot be read.
    """
    given = Input.of_path(path)
    given.columns = tables.choices(library) if library is not None else {}
    return readers.headers(given)


def headers_of_source(library: Library, source: int) -> list[Header]:
    """Return the columns of a table that was imported; raises ReviewError when it is not shown any more."""
    table = _table(library, source)
    if table.format in _WHOLE:
        data = imports.source_bytes(library, table.sha256)
    else:
        data = next(imports.body(library, table.sha256), b"")
    given = Input.of_bytes(data, PurePath(table.path).name)
    given.columns = tables.choices(library)
    return readers.headers(given)


def source_of(library: Library, path: Path) -> int:
    """Return the file in the library that has the bytes of this one; raises ReviewError when it has none."""
    known = imports.known(library, fingerprint(Input.of_path(path)))
    if known is None:
        raise ReviewError(say("{name} is not in the library.", name=path.name), say("Import it."))
    return known.source


def changed(headers: Sequence[Header], fields: Sequence[Sequence[str]]) -> dict[str, dict[str, str]]:
    """Return the choices that make headers be read with other fields, one list of fields for each header."""
    return {
        header.key: said
        for header, wanted in zip(headers, fields, strict=True)
        if (
            said := {
                name: field
                for name, old, field in zip(header.names, header.fields, wanted, strict=True)
                if field != old
            }
        )
    }


def choose_columns(library: Library, chosen: Choices) -> Changes:
    """Keep what columns hold, by header: the next table with the same header is read so."""
    with journal.op(library, recorded("Choose the columns of a table")) as pending:
        tables.keep_choices(library, chosen)
    return pending.changes


def read_again(
    library: Library,
    source: int,
    chosen: Mapping[str, Mapping[str, str]],
    progress: Progress = no_progress,
    watch: Watch | None = None,
) -> ImportResult:
    """Import a table anew with other columns in the place of what it gave before; one undo brings that back.

    When `progress` raises Cancelled, all stays as it was. Raises ReviewError when nothing would be read so,
    when its documents are already worked with, or when they came together with others.
    """
    table = _table(library, source)
    name = PurePath(table.path).name
    _refuse_loss(library, table, name)
    with tempfile.TemporaryDirectory(prefix="reviewer-") as folder:
        copy = Path(folder) / "table"
        with copy.open("wb") as file:
            file.writelines(imports.body(library, table.sha256))
        given = Input.of_path(copy, name)
        known = tables.choices(library)
        given.columns = known | {key: {**known.get(key, {}), **said} for key, said in chosen.items()}
        if not any(isinstance(item, Parsed) for item in readers.read_input(given)):
            raise ReviewError(
                say("With these columns {name} holds nothing to read.", name=name),
                say("Say which column holds the titles."),
            )
        label = recorded("Read {name} with other columns", name=name)
        with journal.op(library, label) as pending:
            pending.note("documents", *tables.document_ids(library, source))
            for batch in table.imports:
                rows.drop(library, "imports", batch)
            tables.keep_choices(library, chosen)
        result = import_again(library, table.path, given, pending.op, label, progress, watch)
    if result.stopped:
        journal.undo(library, pending.op)
        raise Cancelled
    return result


def _table(library: Library, source: int) -> tables.Table:
    found = tables.table(library, source)
    if found is None:
        raise ReviewError(say("This table is not in the library any more."), say("Import the file again."))
    return found


def _refuse_loss(library: Library, table: tables.Table, name: str) -> None:
    if not table.alone:
        raise ReviewError(
            say("{name} came in one import with other files.", name=name),
            say("Undo that import, and add this file by itself."),
        )
    busy = tables.worked_on(library, table.source)
    if busy:
        raise ReviewError(
            say_count(
                busy,
                "{n} of the documents of {name} is already worked with.",
                "{n} of the documents of {name} are already worked with.",
                name=name,
            ),
            say("Reading it again would lay that aside. Correct single records in the Library instead."),
        )
