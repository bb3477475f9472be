"""Write everything a report rests on as JSON, in the shape of `resources/schema/report-1.schema.json`.

Each tidy table is a list of rows, each row an object with a value for every column: whole numbers, true and
false as such, null for what is not known. Words are exactly as stored and need no guard.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from reviewer.reports.blocks import Report
from reviewer.reports.proof import in_data
from reviewer.reports.tidy import DataTable, Value

SCHEMA = "urn:reviewer:schema:report:1"
"""What the schema calls itself; the number changes when an older reader would misread the file."""


def to_json(report: Report) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the JSON file, in UTF-8; there is nothing it could not hold."""
    data = in_data.put(as_data(report), report.stated)
    return (_object(data, _value) + "\n").encode("utf-8", "replace"), ()


def _object(data: Mapping[str, Any], write: Callable[[str, Any], str]) -> str:
    """Return an object of JSON with a key on each line."""
    return "{\n" + ",\n".join(f"{_compact(key)}: {write(key, value)}" for key, value in data.items()) + "\n}"


def _value(key: str, value: Any) -> str:
    return _object(value, lambda _, rows: _array(rows)) if key == "tables" else _compact(value)


def _array(rows: list[dict[str, Value]]) -> str:
    """Return a table with a row on each line, so that versions of a file can be compared by their lines."""
    return "[\n" + ",\n".join(map(_compact, rows)) + "\n]" if rows else "[]"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def as_data(report: Report) -> dict[str, Any]:
    """Return a report as plain data."""
    return {
        "$schema": SCHEMA,
        "title": report.title,
        "name": report.name,
        "version": report.version,
        "counts": report.counts,
        "made": report.made or None,
        "options": asdict(report.options),
        "checks": [asdict(check) for check in report.noted],
        "tables": {table.name: _rows(table) for table in report.tables},
    }


def _rows(table: DataTable) -> list[dict[str, Value]]:
    names = [field.name for field in table.fields]
    return [dict(zip(names, row, strict=True)) for row in table.rows]
