"""What a report carries so that it can be checked later: which library, texts and words, and how many.

A manifest is plain data. Its bytes are canonical JSON: keys in order, no spaces, no fractions, so the same
report always carries the same bytes. Fingerprints of what the library holds are keyed with the secret of the
library: nobody can try from a file whether a guess fits what the report left out or masked. Reading one back
(`manifest_reading`) trusts nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any

FORMAT = "reviewer-manifest"
VERSION = 1
SHORT = 8
"""Hexadecimal digits of a fingerprint of one part or one line: enough to point to it, beside one of all."""
LONG = 32

_HALF = re.compile("[\ud800-\udfff]")
"""Halves of surrogate pairs, which no file can hold."""

PARTS: Mapping[str, tuple[str, ...]] = {
    "question": ("title", "question", "summary"),
    "document": ("description", "study"),
    "claim": ("number", "statement", "question", "direction", "tags", "note"),
    "quote": ("claim", "words", "place", "stance", "voice", "speaker", "population", "question", "note"),
    "certainty": ("certainty", "domains", "reasons", "findings", "raters"),
    "appraisal": ("judgement", "answers", "reasons", "instrument", "note", "raters"),
    "records": ("flow",),
}
"""The kinds of pieces, and what each has a fingerprint of, in their order."""

PLURALS: Mapping[str, str] = {
    "question": "question",
    "document": "documents",
    "claim": "claims",
    "quote": "quotes",
    "certainty": "certainties",
    "appraisal": "appraisals",
    "records": "records",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing the report states. `key` names it in its library ("quote:5"), `label` to a person, without
    its words; `of` is the claim it belongs to. `parts` are fingerprints in the order of PARTS."""

    kind: str
    key: str
    label: str
    of: str
    hash: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextUsed:
    """A document of the report, and the SHA-256 of its text, which is not keyed: anybody may check a text."""

    document: int
    sha256: str


@dataclass(frozen=True, slots=True)
class InstrumentUsed:
    """An instrument of the report, and the SHA-256 of its definition."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a kind the library holds, how many the report has, how many are listed as left out."""

    selected: int
    exported: int
    omitted: int


@dataclass(frozen=True, slots=True)
class Omission:
    """Pieces of one kind that the report leaves out, and why.

    `keys` are what follows the kind in their keys; "3-9" stands for all numbers from 3 to 9.
    """

    kind: str
    why: str
    count: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """What the words of the file itself were, line by line (`over` "lines") or all its bytes ("bytes").

    `sha256` is of everything, `lines` are SHORT digits for each line, one after another.
    """

    over: str = ""
    sha256: str = ""
    lines: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a report carries. `state` is the fingerprint of all pieces, texts and instruments together; `mark`
    is that of the whole manifest, and proves that the library's secret was at hand. `key` is that secret:
    it is never written."""

    app: str = ""
    library: str = ""
    name: str = ""
    op: int = 0
    time: str = ""
    state: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    instruments: tuple[InstrumentUsed, ...] = ()
    texts: tuple[TextUsed, ...] = ()
    counts: Mapping[str, Count] = field(default_factory=dict)
    omissions: tuple[Omission, ...] = ()
    pieces: tuple[Piece, ...] = ()
    seal: Seal = Seal()
    mark: str = ""
    key: str = field(default="", repr=False, compare=False)

    def to_bytes(self) -> bytes:
        """Return the canonical JSON of the manifest, in ASCII, with its mark."""
        return canonical(self.plain())

    def plain(self) -> dict[str, Any]:
        """Return the manifest as JSON holds it, with its mark."""
        plain = self._unmarked()
        return plain | {"mark": keyed(self.key, plain) if self.key else self.mark}

    def is_of(self, key: str) -> bool:
        """Tell whether this manifest was made, as it is, by whoever had this secret."""
        return hmac.compare_digest(self.mark, keyed(key, self._unmarked()))

    def _unmarked(self) -> dict[str, Any]:
        plain: dict[str, Any] = {"format": FORMAT, "version": VERSION}
        for each in fields(self):
            if each.name not in ("key", "mark"):
                plain[each.name] = _as_json(getattr(self, each.name))
        return plain


def canonical(value: Any) -> bytes:
    """Return a value as JSON in ASCII, keys in order; the same value gives the same bytes everywhere.

    Signs that markup gives a meaning to are written as escapes, so that the bytes may stand in a page or in a
    comment as they are.
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").encode("ascii")


def keyed(key: str, value: Any, digits: int = LONG) -> str:
    """Return the fingerprint of a value made with the secret of a library."""
    return _digest(key.encode(), canonical(_as_json(value)), digits)


def library_id(key: str) -> str:
    """Return by what a library is known outside: it tells nothing of its secret."""
    return hashlib.sha256(b"reviewer library " + key.encode()).hexdigest()[:LONG]


def piece(key: str, kind: str, name: str, label: str, values: Iterable[Any], of: str = "") -> Piece:
    """Return a piece with the fingerprints of its values, which are in the order of PARTS."""
    secret, head = key.encode(), f"{name}\n".encode()
    said = [_said(value) for value in values]
    parts = tuple(
        _digest(secret, head + f"{part}\n".encode() + words, SHORT)
        for part, words in zip(PARTS[kind], said, strict=True)
    )
    whole = _digest(secret, head + b"\n".join(said), LONG)
    return Piece(kind, name, _HALF.sub("\ufffd", label), of, whole, parts)


def _said(value: Any) -> bytes:
    """Return a value as JSON for a fingerprint; the same value always gives the same."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=_fields).encode("ascii")


def _fields(value: Any) -> Any:
    """Return what JSON has no word for, a dataclass or a mapping, as an object."""
    if isinstance(value, Mapping):
        return dict(value)
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _digest(secret: bytes, words: bytes, digits: int) -> str:
    return hmac.digest(secret, words, "sha256").hex()[:digits]


def sealed(manifest: Manifest, lines: Iterable[str]) -> Manifest:
    """Return the manifest with a seal over the lines of the file that will carry it."""
    whole, short = hashlib.sha256(), []
    for line in lines:
        data = line.encode("utf-8", "backslashreplace")
        whole.update(data + b"\n")
        short.append(hashlib.sha256(data).hexdigest()[:SHORT])
    return replace(manifest, seal=Seal("lines", whole.hexdigest(), "".join(short), len(short)))


def sealed_bytes(manifest: Manifest, data: bytes) -> Manifest:
    """Return the manifest with a seal over the bytes that stand before it in the file that will carry it."""
    return replace(manifest, seal=Seal("bytes", hashlib.sha256(data).hexdigest(), "", len(data)))


def _as_json(value: Any) -> Any:
    """Return dataclasses as objects and sequences as lists; refuses fractions, which machines print apart."""
    if is_dataclass(value) and not isinstance(value, type):
        return _as_json(asdict(value))
    if isinstance(value, Mapping):
        return {str(name): _as_json(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_as_json(each) for each in value]
    if isinstance(value, float):
        raise TypeError("a manifest holds no fractions")
    return _HALF.sub("\ufffd", str(value)) if isinstance(value, str) else value
