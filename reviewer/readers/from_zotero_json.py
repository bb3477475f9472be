"""Zotero's own JSON: lists of items, `{"items": [...]}` with what Better BibTeX adds, and answers of its API.

Notes, annotations and attached files are items too, which belong to a work. They are no records: each is set
aside and named, and what they say is read as suggestions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reviewer.language import recorded
from reviewer.readers.input import Input
from reviewer.readers.json_items import head_of, objects
from reviewer.readers.json_keys import text_of
from reviewer.readers.parsed import Parsed, Rejected, of_record
from reviewer.readers.zotero_fields import record_of
from reviewer.readers.zotero_types import BESIDE, TYPES

FORMAT = "zotero-json"
SUFFIXES = (".json",)

_TYPE = re.compile(r"\"itemType\"\s*:\s*\"([A-Za-z]{3,30})\"")
_ENVELOPE = ("key", "version", "library", "links", "meta")
"""What the API says of an item beside its data."""


def sniff(source: Input) -> int:
    """Return 2 for JSON with an item type of Zotero, else 0."""
    text = head_of(source).lstrip()
    if text[:1] not in ("[", "{"):
        return 0
    return 2 * any(kind in TYPES or kind in BESIDE for kind in _TYPE.findall(text))


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the works of the file; what is no JSON, no work, or has no title, is rejected with its source."""
    for number, line, raw, found in objects(source):
        if isinstance(found, Rejected):
            yield found
            continue
        item = _flat(found)
        beside = BESIDE.get(text_of(item.get("itemType")))
        if beside is not None:
            yield Rejected(number, line, _reason(beside), raw)
            continue
        parsed = of_record(*record_of(item), number, line, FORMAT)
        yield Rejected(number, line, parsed.reason, raw) if isinstance(parsed, Rejected) else parsed


def _flat(item: dict[str, Any]) -> dict[str, Any]:
    """Return the data of an item of the API, with its key, or an item as it is."""
    data = item.get("data")
    if not isinstance(data, dict):
        return item
    return {**{key: value for key, value in item.items() if key not in ("data", *_ENVELOPE)}, **data}


def _reason(beside: str) -> str:
    if beside == BESIDE["attachment"]:
        return recorded(
            "This is {beside} of a work, not a work. Add the file itself to read it.", beside=beside
        )
    return recorded(
        "This is {beside}, not a work. Document, Marks of Hypothesis or Zotero, reads it as a suggestion.",
        beside=beside,
    )
