"""A manifest in data for programs: a key of a JSON file, a file of an archive of tables."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reviewer.errors import ReviewError
from reviewer.readers import zip_parts
from reviewer.readers.input import Input
from reviewer.reports.manifest import Manifest, canonical, sealed

KEY = "manifest"
FILE = "manifest.json"
_CELL = 10_000_000


def put(data: Mapping[str, Any], manifest: Manifest) -> dict[str, Any]:
    """Return data for a JSON file with a manifest that seals it."""
    written = json.loads(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))
    return {**data, KEY: sealed(manifest, _lines(written)).plain()}


def find(data: bytes) -> tuple[bytes, list[str]]:
    """Return the manifest of a JSON file and its lines; raises ReviewError when it is no such file."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
        manifest = found.get(KEY) if isinstance(found, dict) else None
        lines = list(_lines(found)) if manifest else []
        return (canonical(manifest), lines) if manifest else _none()
    except (ValueError, RecursionError) as error:
        raise ReviewError(
            "This JSON file cannot be read: it is cut off or damaged.", "Get the file as it was exported."
        ) from error


def _none() -> tuple[bytes, list[str]]:
    raise ReviewError(
        "This file carries no manifest: Reviewer did not make it, or it was taken out.",
        "Verify the file as Reviewer wrote it.",
    )


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield each value of a file, and each row of its tables, as canonical JSON."""
    for name, value in data.items():
        if name == "tables" and isinstance(value, dict):
            for table, rows in value.items():
                for row in rows if isinstance(rows, list) else [rows]:
                    yield canonical([table, row]).decode("ascii")
        elif name != KEY:
            yield canonical([name, value]).decode("ascii")


def put_file(files: Mapping[str, bytes], manifest: Manifest) -> dict[str, bytes]:
    """Return the files of an archive with one more: a manifest that seals them."""
    lines = (line for name, data in files.items() for line in _of_file(name, data))
    return {**files, FILE: sealed(manifest, lines).to_bytes()}


def find_file(source: Input) -> tuple[bytes, list[str]]:
    """Return the manifest in an archive and the lines of its files; raises ReviewError when there is none."""
    with zip_parts.parts(source) as parts:
        if FILE not in parts:
            _none()
        files: Iterable[str] = (name for name in parts.names if name != FILE and not name.endswith("/"))
        lines = [line for name in files for line in _of_file(name, parts.read(name))]
        return parts.read(FILE), lines


def _of_file(name: str, data: bytes) -> Iterator[str]:
    if not name.endswith(".csv"):
        yield f"[{name} {hashlib.sha256(data).hexdigest()[:16]}]"
        return
    csv.field_size_limit(_CELL)
    try:
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline="")):
            yield canonical([name, [" ".join(cell.split()) for cell in row]]).decode("ascii")
    except csv.Error:
        yield f"[{name} damaged]"
