"""Refer files, which EndNote (.enw), BibIX and libraries write: a percent sign, one character, a value.

A record begins with its type (%0) or after a blank line. The type may be missing or stand further down,
and a blank line may stand within an abstract.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected
from reviewer.readers.refer_fields import record_of
from reviewer.readers.tagged import Fields, head_text, parsed

FORMAT = "refer"
SUFFIXES = (".enw", ".refer", ".ref", ".end")

_TAG = re.compile(r"\s{0,8}%([0-9A-Z@!~?+&$>\[\]=()*#^<\\|{}'\"])(?:[ \t]|$)")
_FIRST = re.compile(r"\s*%[0-9A-Z@~+][ \t]+\S[^\n]*(?:\n[^\n]*){0,12}?\n[ \t]*%[A-Z0-9@][ \t]+\S")
_TYPED = re.compile(r"^[ \t]*%0[ \t]+[A-Z][A-Za-z -]{2,30}$", re.MULTILINE)
_TELLING = re.compile(r"^[ \t]*%([TAJDBI0])[ \t]+\S", re.MULTILINE)
_NAMED = frozenset("TAQEJ")
_ENDS = frozenset(("%ER", "%%", "ER  -", "ER  - "))

Block = tuple[int, Fields, list[str]]


def sniff(source: Input) -> int:
    """Say how much the start of a file says for Refer: 2 if it begins with its lines, 1 if it has some."""
    head = head_text(source)
    if "%" not in head:
        return 0
    if _FIRST.match(head) and len(set(_TELLING.findall(head[:8_000])) & set("TA0")) >= 2:
        return 2
    return int(_TYPED.search(head) is not None and source.name.lower().endswith(SUFFIXES))


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the records of a file; one without title and abstract is rejected with its lines."""
    yield from parsed(blocks(source.lines()), record_of, FORMAT)


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """Yield each record as the line it begins on, its values by tag, and its raw lines."""
    start, fields, raw = 0, Fields(), list[str]()
    below: list[str] = []
    value: list[str] = []
    blank = False
    for number, line in enumerate(lines, 1):
        match = _TAG.match(line)
        if match is None:
            blank = not line or line.isspace() or line in _ENDS
            if fields and line not in _ENDS:
                below.append(line)
            continue
        tag = match[1]
        if below:
            value[-1] = "\n".join((value[-1], *below)).rstrip()
            raw += below
            below = []
        if fields and _begins(tag, fields, blank):
            yield start, fields, raw
            fields, raw = {}, []
        blank = False
        if not fields:
            start = number
        raw.append(line)
        value = fields.setdefault(tag, [])
        value.append(line[match.end() :].strip())
    if fields:
        value[-1] = "\n".join((value[-1], *below)).rstrip()
        yield start, fields, raw + below


def _begins(tag: str, fields: Fields, blank: bool) -> bool:
    """Whether a tag opens another record than the one that has `fields` so far."""
    if tag == "0":
        return blank or "T" in fields or ("0" in fields and len(fields) > 1)
    if not blank:
        return False
    if "0" not in fields and tag in _NAMED:
        return tag in fields or "T" in fields
    return tag in fields and tag in ("T", next(iter(fields)))
