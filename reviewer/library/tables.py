"""Tables that were imported: what a person chose for their columns, and whether they may be read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.library import claims, columns, rows, schema
from reviewer.library.handle import Library

_KEY = "columns:"
_MACHINE = {"segments": "confirmed_by <> ''", "separations": "0"}
"""What tells a person's rows in tables that the machine fills; else a state other than "proposed" does."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file in the library: where it came from, and the imports that its documents came with."""

    source: int
    path: str
    format: str
    sha256: str
    imports: tuple[int, ...]
    alone: bool
    """Whether these imports brought nothing else."""


def choices(library: Library) -> dict[str, dict[str, str]]:
    """Return the fields that were chosen for columns, by the key of their header and their name."""
    found = library.db.execute(
        "SELECT key, value FROM properties WHERE substr(key, 1, ?) = ?", (len(_KEY), _KEY)
    )
    return {key.removeprefix(_KEY): json.loads(value) for key, value in found}


def keep_choices(library: Library, new: Mapping[str, Mapping[str, str]]) -> None:
    """Lay choices over those that were made before; inside an op."""
    old = choices(library)
    for header, said in new.items():
        value = json.dumps({**old.get(header, {}), **said}, ensure_ascii=False, sort_keys=True)
        row = claims.property_row(library, _KEY + header)
        if row is None:
            rows.add(library, "properties", key=_KEY + header, value=value)
        else:
            rows.change(library, "properties", row, value=value)


def table(library: Library, source: int) -> Table | None:
    """Return a file whose documents are shown, or None."""
    db = library.db
    batches = [
        int(row[0])
        for row in db.execute("SELECT DISTINCT batch FROM shown_documents WHERE source = ?", (source,))
    ]
    said = db.execute("SELECT path, format, sha256 FROM sources WHERE id = ?", (source,)).fetchone()
    if said is None or not batches:
        return None
    marks = ", ".join("?" for _ in batches)
    (others,) = db.execute(
        f"SELECT EXISTS (SELECT 1 FROM documents WHERE batch IN ({marks}) AND source <> ?)",
        (*batches, source),
    ).fetchone()
    path, format, sha256 = said
    return Table(source, path, format, sha256, tuple(batches), not others)


def document_ids(library: Library, source: int) -> list[int]:
    """Return the documents of a file that are shown."""
    found = library.db.execute("SELECT id FROM shown_documents WHERE source = ?", (source,))
    return [int(row[0]) for row in found]


def worked_on(library: Library, source: int) -> int:
    """Return how many documents of a file somebody did something with: quoted, graded, decided, corrected."""
    found: set[int] = set()
    for name in schema.JOURNALLED:
        named = columns.names(library.db, name)
        where = _MACHINE.get(name, "state <> 'proposed'" if "state" in named else "1")
        for owner in _owners(name, named):
            found |= {
                int(row[0])
                for row in library.db.execute(
                    f"SELECT DISTINCT {owner} FROM {name} WHERE {where} AND {owner} IN "
                    "(SELECT id FROM shown_documents WHERE source = ?)",
                    (source,),
                )
            }
    return len(found)


def _owners(name: str, columns: list[str]) -> list[str]:
    """Return the columns of a table that name documents."""
    own = ["id"] if name == "studies" else []
    return own + [column for column in ("document", "kept", "study", "same_as") if column in columns]
