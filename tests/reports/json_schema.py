"""The schema of the JSON report, made from the tables themselves; `resources/schema` keeps it."""

from __future__ import annotations

import json
from typing import Any

from reviewer.reports.tidy import DataTable, Field, Type
from reviewer.reports.to_json import SCHEMA

KINDS = {Type.TEXT: "string", Type.NUMBER: "integer", Type.YES_NO: "boolean", Type.MOMENT: "string"}
TEXT = {"type": "string"}


def schema(tables: tuple[DataTable, ...]) -> str:
    """Return the schema as kept."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "Report of Reviewer",
        "description": "Everything a report rests on. Rows of different tables are joined by their ids.",
        "type": "object",
        "required": [
            "$schema",
            "title",
            "name",
            "version",
            "counts",
            "made",
            "options",
            "checks",
            "tables",
            "manifest",
        ],
        "properties": {
            "$schema": {"const": SCHEMA},
            "title": {**TEXT, "description": "Title of the review."},
            "name": {**TEXT, "description": "Its short title."},
            "version": {**TEXT, "description": "Which state of the library this is."},
            "counts": {**TEXT, "description": "How many claims, quotes and sources, in words."},
            "made": {**_or_null({**TEXT, "format": "date-time"}), "description": "Time of the last action."},
            "options": {"type": "object", "description": "What was chosen for this report."},
            "checks": {
                "type": "array",
                "description": "What was looked at before the export; fine is false for a warning.",
                "items": {
                    "type": "object",
                    "required": ["fine", "text"],
                    "properties": {"fine": {"type": "boolean"}, "text": TEXT},
                },
            },
            "tables": {
                "type": "object",
                "required": [table.name for table in tables],
                "properties": {table.name: _table(table) for table in tables},
                "additionalProperties": False,
            },
            "manifest": {
                "type": "object",
                "description": "What the file is checked by, against itself and against its library.",
                "required": [
                    "format",
                    "version",
                    "library",
                    "op",
                    "state",
                    "pieces",
                    "counts",
                    "seal",
                    "mark",
                ],
            },
        },
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _table(table: DataTable) -> dict[str, Any]:
    return {
        "type": "array",
        "description": f"{table.meaning} Rows are told apart by {', '.join(table.key)}.",
        "items": {
            "type": "object",
            "required": [field.name for field in table.fields],
            "properties": {field.name: _field(field) for field in table.fields},
            "additionalProperties": False,
        },
    }


def _field(field: Field) -> dict[str, Any]:
    kind: dict[str, Any] = {"type": KINDS[field.type]}
    if field.type is Type.MOMENT:
        kind["format"] = "date-time"
    if field.values:
        kind["enum"] = [*field.values, *([] if field.needed else [""])]
    told = f"{field.meaning}{f' Counted in {field.unit}.' if field.unit else ''}"
    refers = f" Found in {field.refers}." if field.refers else ""
    never_null = field.needed or field.type is Type.TEXT
    return {**(kind if never_null else _or_null(kind)), "description": told + refers}


def _or_null(kind: dict[str, Any]) -> dict[str, Any]:
    return {**kind, "type": [kind["type"], "null"]}
