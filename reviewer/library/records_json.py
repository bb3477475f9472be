"""How a bibliographic record is kept in a column: JSON with sorted keys, empty fields left out."""

from __future__ import annotations

import json
from dataclasses import fields
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any

from reviewer.model import IndexTerm, Name, PartialDate, Record, Relation

_DATES = ("issued", "epub")
_OBJECTS = ("authors", "editors", "index_terms", "related")
_NAMES_OF = {
    kind: tuple(sorted(field.name for field in fields(kind)))
    for kind in (Record, Name, PartialDate, IndexTerm, Relation)
}
_HEADS = {kind: tuple(f'"{name}": ' for name in names) for kind, names in _NAMES_OF.items()}
_READ = {kind: attrgetter(*names) for kind, names in _NAMES_OF.items()}
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
_TEXTS = ("keywords", "publication_types", "substances", "notes")
_NAMES = ("authors", "editors")


def to_json(record: Record) -> str:
    """Return the record as JSON text; equal records give equal text."""
    return _written(record)


def _written(one: Any) -> str:
    """Return a dataclass as JSON text, empty fields left out, as `_ENCODER` would write `_kept`.

    To make the fields into dictionaries first, and to sort each, would take three times as long.
    """
    kind = type(one)
    if kind is str:
        return encode_basestring(one)
    if kind is tuple:
        return f"[{', '.join(map(_written, one))}]"
    if kind is bool:
        return "true" if one else "false"
    if kind is int:
        return str(one)
    if kind not in _READ:
        return _ENCODER.encode(one)
    found = [
        head + (encode_basestring(value) if value.__class__ is str else _written(value))
        for head, value in zip(_HEADS[kind], _READ[kind](one), strict=True)
        if value or not (value is None or value == "" or value == ())
    ]
    return f"{{{', '.join(found)}}}"


def _kept(one: Any) -> dict[str, Any]:
    """Return the fields of a dataclass that are not empty."""
    found = {}
    for name in _NAMES_OF[type(one)]:
        value = getattr(one, name)
        if not value and (value is None or value == "" or value == ()):
            continue
        if name in _OBJECTS:
            value = [_kept(each) for each in value]
        elif name in _DATES:
            value = _kept(value)
        found[name] = value
    return found


def laid_over(filed: str, changes: str) -> str:
    """Return the JSON of a record with the fields of `changes` in place of its own; null takes one away."""
    record: dict[str, Any] = json.loads(filed)
    for name, value in json.loads(changes).items():
        record.pop(name, None)
        if value is not None:
            record[name] = value
    return _ENCODER.encode(record)


def field_json(record: Record, field: str) -> str:
    """Return one field of a record as JSON text, null where it is empty."""
    return _ENCODER.encode(_kept(record).get(field))


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
