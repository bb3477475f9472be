"""How a bibliographic record is kept in a column: JSON with sorted keys, empty fields left out."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from reviewer.model import IndexTerm, Name, PartialDate, Record, Relation

_DATES = ("issued", "epub")
_TEXTS = ("keywords", "publication_types", "substances", "notes")
_NAMES = ("authors", "editors")


def to_json(record: Record) -> str:
    """Return the record as JSON text; equal records give equal text."""
    return json.dumps(_kept(asdict(record)), ensure_ascii=False, sort_keys=True)


def _kept(value: Any) -> Any:
    """Return a value without its empty fields; `given` and the like are empty in most names."""
    if isinstance(value, dict):
        return {key: _kept(each) for key, each in value.items() if each not in ("", None, (), [])}
    if isinstance(value, tuple):
        return [_kept(each) for each in value]
    return value


def from_json(text: str) -> Record:
    """Return the record that `to_json` wrote."""
    data: dict[str, Any] = json.loads(text)
    for key in _DATES:
        if key in data:
            data[key] = PartialDate(**data[key])
    for key in _TEXTS:
        if key in data:
            data[key] = tuple(data[key])
    for key in _NAMES:
        data[key] = tuple(Name(**name) for name in data.get(key, ()))
    data["related"] = tuple(Relation(**relation) for relation in data.get("related", ()))
    data["index_terms"] = tuple(IndexTerm(**term) for term in data.get("index_terms", ()))
    data["extra"] = tuple((tag, value) for tag, value in data.get("extra", ()))
    return Record(**data)
