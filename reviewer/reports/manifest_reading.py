"""Read a manifest back from bytes that may come from anybody: each value is checked before it is taken."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from reviewer.errors import ReviewError
from reviewer.reports.blocks import Options
from reviewer.reports.manifest import (
    FORMAT,
    PARTS,
    VERSION,
    Count,
    InstrumentUsed,
    Manifest,
    Omission,
    Piece,
    Seal,
    TextUsed,
)

MOST_BYTES = 64_000_000
MOST_ROWS = 1_000_000
MOST_WORDS = 10_000
MOST_NUMBER = 2**53
_HEX = re.compile(r"[0-9a-f]*")
T = TypeVar("T")
Take = Callable[[Any], Any]


class _Wrong(Exception):
    """A value is not what a manifest has there."""


def read(data: bytes) -> Manifest:
    """Return the manifest that bytes hold; raises ReviewError for what is not one, whole and sane."""
    if len(data) > MOST_BYTES:
        raise ReviewError(
            f"Its manifest has more than {MOST_BYTES / 1e6:.0f} MB, so it is not read.",
            "Reviewer writes none as large as that.",
        )
    try:
        found = json.loads(
            data.decode("ascii"),
            object_pairs_hook=_each_once,
            parse_float=_refused,
            parse_constant=_refused,
        )
        return _manifest(found)
    except (_Wrong, ValueError, RecursionError) as error:
        raise ReviewError(
            "Its manifest cannot be read: it is cut off, or was changed by hand.",
            "Get the file as it was exported, or export the report again.",
        ) from error


def options_of(manifest: Manifest) -> Options:
    """Return the options a report was made with; raises ReviewError for those this version does not know."""
    usual = Options()
    unknown = sorted(set(manifest.options) - {each.name for each in fields(Options)})
    if unknown:
        raise ReviewError(
            f"The report was made with options this Reviewer does not know: {', '.join(unknown)}.",
            "Check it with the version that made it, or a newer one.",
        )
    return Options(
        **{name: _like(getattr(usual, name), each, name) for name, each in manifest.options.items()}
    )


_KINDS: Mapping[type, tuple[type, ...]] = {bool: (bool,), int: (int,), str: (str,), tuple: (list,)}


def _like(usual: Any, value: Any, name: str) -> Any:
    """Return a value of an option as `Options` holds it: a list as a tuple; raises ReviewError."""
    kinds = _KINDS.get(type(usual), (dict, list, int, str, type(None)))
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise ReviewError(
            f"The manifest says “{name}” in a way that is not known.", "Export the report again."
        )
    return _frozen(value)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Wrong
    return found


def _refused(_words: str) -> Any:
    raise _Wrong


# ------------------------------------------------------------------ one value


def _words(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_WORDS:
        raise _Wrong
    return value


def _hex(value: Any) -> str:
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise _Wrong
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_NUMBER:
        raise _Wrong
    return value


def _rows(take: Take) -> Take:
    """Return what takes a list of values as a tuple."""

    def rows(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) > MOST_ROWS:
            raise _Wrong
        return tuple(take(each) for each in value)

    return rows


def _kind(value: Any) -> str:
    if value not in PARTS:
        raise _Wrong
    return str(value)


def _made(what: type[T], **takes: Take) -> Take:
    """Return what takes an object with exactly these values as a dataclass."""

    def made(value: Any) -> T:
        if not isinstance(value, dict) or set(value) != set(takes):
            raise _Wrong
        return what(**{name: take(value[name]) for name, take in takes.items()})

    return made


def _options(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or len(value) > 100 or not _plain(value, 0):
        raise _Wrong
    return value


def _plain(value: Any, depth: int) -> bool:
    """Tell whether a value is words, whole numbers, yes or no, or a few lists of these."""
    if isinstance(value, list | dict):
        parts = list(value.values()) if isinstance(value, dict) else value
        return depth < 4 and len(parts) <= 1000 and all(_plain(part, depth + 1) for part in parts)
    return (
        value is None or isinstance(value, bool | int) or (isinstance(value, str) and len(value) < MOST_WORDS)
    )


def _counts(value: Any) -> dict[str, Count]:
    if not isinstance(value, dict):
        raise _Wrong
    return {_kind(kind): _COUNT(count) for kind, count in value.items()}


def _piece(value: Any) -> Piece:
    made: Piece = _PIECE(value)
    if len(made.parts) != len(PARTS[made.kind]) or made.key.partition(":")[0] != made.kind:
        raise _Wrong
    return made


_COUNT = _made(Count, selected=_number, exported=_number, omitted=_number)
_PIECE = _made(Piece, kind=_kind, key=_words, label=_words, of=_words, hash=_hex, parts=_rows(_hex))
_MANIFEST: Mapping[str, Take] = {
    "app": _words,
    "library": _hex,
    "name": _words,
    "op": _number,
    "time": _words,
    "state": _hex,
    "options": _options,
    "instruments": _rows(_made(InstrumentUsed, id=_words, version=_words, sha256=_hex)),
    "texts": _rows(_made(TextUsed, document=_number, sha256=_hex)),
    "counts": _counts,
    "omissions": _rows(_made(Omission, kind=_kind, why=_words, count=_number, keys=_rows(_words))),
    "pieces": _rows(_piece),
    "seal": _made(Seal, over=_words, sha256=_hex, lines=_hex, size=_number),
    "mark": _hex,
}


def _manifest(value: Any) -> Manifest:
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise _Wrong
    version = _number(value.get("version"))
    if version > VERSION:
        raise ReviewError(
            f"The report was written by a newer Reviewer: its manifest has the version {version}.",
            "Check it with that version.",
        )
    takes = dict(_MANIFEST) | {"format": _words, "version": _number}
    given = _made(dict, **takes)(value)
    return Manifest(**{name: each for name, each in given.items() if name in _MANIFEST})
