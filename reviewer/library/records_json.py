"""How a bibliographic record is kept in a column: JSON with sorted keys, empty fields left out."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from reviewer.model import IndexTerm, Name, PartialDate, Record

_DATES = ("issued", "epub")
_TEXTS = ("keywords", "publication_types", "substances")


def to_json(record: Record) -> str:
    """Return the record as JSON text; equal records give equal text."""
    kept = {key: value for key, value in asdict(record).items() if value not in ("", None, (), [])}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Record:
    """Return the record that `to_json` wrote."""
    data: dict[str, Any] = json.loads(text)
    for key in _DATES:
        if key in data:
            data[key] = PartialDate(**data[key])
    for key in _TEXTS:
        if key in data:
            data[key] = tuple(data[key])
    data["authors"] = tuple(Name(**name) for name in data.get("authors", ()))
    data["index_terms"] = tuple(IndexTerm(**term) for term in data.get("index_terms", ()))
    data["extra"] = tuple((tag, value) for tag, value in data.get("extra", ()))
    return Record(**data)
