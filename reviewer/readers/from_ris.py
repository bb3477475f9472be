"""RIS files, in the dialects of the databases and reference managers that write them.

A record goes from TY to ER. Either may be missing, tags may have other spacing, values may go on below,
and lines may stand between records; what follows ER before the next record still belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected
from reviewer.readers.ris_fields import TAGS, record_of
from reviewer.readers.tagged import Fields, head_text, parsed

FORMAT = "ris"
SUFFIXES = (".ris", ".ris.txt")

_START = re.compile(
    r"^[ \t]*(?:TY|ty)(?:[ \xa0]{1,3}-[ \xa0]?|[ \xa0]{2}-)[^\n]*\n\s*"
    r"(?:[A-Za-z][A-Za-z0-9][ \xa0]{1,3}-(?:[ \xa0]|$)|[A-Za-z][A-Za-z0-9][ \xa0]{2}-)",
    re.MULTILINE,
)
_MARKS = ("TY ", "TY\xa0", "ty  -")
_LINE = re.compile(r"^(TI|T1|AU|A1|AB|N2|JO|JF|T2|PY|Y1|DO|UR|KW)  - \S", re.MULTILINE)
_TAG = re.compile(r"\s{0,3}([A-Za-z][A-Za-z0-9])([ \xa0]{0,4})-([ \t\xa0]|$)?")
_BARE_END = re.compile(r"\s{0,3}ER\s*")
_STARTERS = frozenset("T1 TI CT AU A1 ID".split())
_NO_RECORD = frozenset("EF FN VR".split())
_PREFIX = 6
_SEEN: dict[str, str] = {}
"""Tags by the first characters of their lines, as far as met: the ordinary line costs one look-up."""

Block = tuple[int, Fields, list[str]]


def sniff(source: Input) -> int:
    """Say how much the start of a file says for RIS: 2 with a type line, 1 with enough of its tags."""
    head = head_text(source)
    if any(mark in head for mark in _MARKS) and _START.search(head):
        return 2
    if "PMID-" in head or "  - " not in head:
        return 0
    return 1 if len(set(_LINE.findall(head))) >= 3 else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the records of a RIS file; one without title and abstract is rejected with its lines."""
    yield from parsed(blocks(source.lines()), record_of, FORMAT)


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """Yield each record as the line it begins on, its fields by tag, and its raw lines."""
    start, fields, raw = 0, Fields(), list[str]()
    values: list[str] = []
    below: list[str] = []
    closed = blank = False
    for number, line in enumerate(lines, 1):
        tag = _SEEN.get(line[:_PREFIX])
        if tag is not None:
            value = line[_PREFIX:].strip()
        else:
            tag, value = _tagged(line)
            if not tag:
                blank = not line or line.isspace()
                if values and not closed:
                    below.append(line)
                continue
        if below:
            values[-1] = "\n".join((values[-1], *below))
            raw += below
            below = []
        if tag == "ER":
            closed = bool(fields)
            raw.append(line)
            continue
        if fields and (tag == "TY" or ((closed or blank) and _begins(tag, fields, closed))):
            if fields.keys() - _NO_RECORD:
                yield start, fields, raw
            fields, raw, closed = {}, [], False
        blank = False
        if not fields:
            start, raw = number, []
        raw.append(line)
        if tag in fields:
            values = fields[tag]
            values.append(value)
        else:
            fields[tag] = values = [value]
    if below:
        values[-1] = "\n".join((values[-1], *below))
    if fields.keys() - _NO_RECORD:
        yield start, fields, raw + below


def _begins(tag: str, fields: Fields, closed: bool) -> bool:
    """Whether a tag after the end of a record, or after a blank line, opens another that has no type line."""
    if closed:
        return tag in _STARTERS or "TY" not in fields
    return "TY" not in fields and tag == next(iter(fields))


def _tagged(line: str) -> tuple[str, str]:
    """Return the tag and the value of a line whose start was not met before; no tag when it has none."""
    match = _TAG.match(line)
    if match is None:
        return ("ER" if _BARE_END.fullmatch(line) else ""), ""
    tag, spaces, known = match[1].upper(), len(match[2]), match[1].upper() in TAGS
    if spaces == 0 or (not known and (spaces != 2 or match[1] != tag or match[3] is None)):
        return "", ""
    if spaces != 2 and (match[1] != tag or match[3] is None):
        return "", ""
    prefix = line[:_PREFIX]
    if prefix in (f"{match[1]}  - ", f"{match[1]}  -"):
        _SEEN[prefix] = tag
    return tag, line[match.end() :].strip()
