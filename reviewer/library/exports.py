"""Reports that left the house, each with the manifest it carries, and the key that proves them."""

from __future__ import annotations

import hashlib
import zlib

from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.library import rows
from reviewer.library.handle import Library
from reviewer.model import Export

_COLUMNS = (
    "SELECT e.id, e.made, r.name, e.name, e.format, e.bytes, e.sha256, e.manifest "
    "FROM exports e JOIN reviewers r ON r.id = e.reviewer"
)


def key(library: Library) -> str:
    """Return the secret of this library, which its copies share: fingerprints in its reports are made with
    it, so that only who holds the library can try whether a guess fits one."""
    return str(library.db.execute("SELECT value FROM library_key").fetchone()[0])


def exports(library: Library) -> list[Export]:
    """Return the exports that stand, the newest first."""
    return [Export(*row) for row in library.db.execute(f"{_COLUMNS} ORDER BY e.id DESC")]


def export(library: Library, id: int) -> Export:
    """Return one export; raises ReviewError when there is none of this number."""
    row = library.db.execute(f"{_COLUMNS} WHERE e.id = ?", (id,)).fetchone()
    if row is None:
        raise ReviewError(
            say("There is no export {id}.", id=id), say("`reviewer exports` lists those there are.")
        )
    return Export(*row)


def manifest(library: Library, sha256: str) -> bytes:
    """Return the manifest of an export; raises ReviewError when it is not there."""
    row = library.db.execute("SELECT data FROM manifests WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise ReviewError(
            say("The manifest of this export is not in the library."), say("Run `reviewer check` on it.")
        )
    return zlib.decompress(row[0])


def add(library: Library, export: Export, manifest: bytes) -> int:
    """Keep an export and its manifest, which many exports may share; only inside an op."""
    library.db.execute(
        "INSERT OR IGNORE INTO manifests(sha256, data) VALUES (?, ?)",
        (hashlib.sha256(manifest).hexdigest(), zlib.compress(manifest, 6)),
    )
    return rows.add(
        library,
        "exports",
        made=export.made,
        reviewer=export.reviewer,
        name=export.name,
        format=export.format,
        bytes=export.bytes,
        sha256=export.sha256,
        manifest=export.manifest,
    )
