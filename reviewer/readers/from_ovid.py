"""Records that Ovid saves as text (MEDLINE, Embase, PsycINFO): field names on lines of their own, or tags.

A record begins with its number in angle brackets; where there is none, with the tag that the first began
with. Below each name the value stands indented; the tagged
form has two letters and a hyphen, as RIS, but tags of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reviewer.readers.input import Input
from reviewer.readers.ovid_fields import LABELS, record_of
from reviewer.readers.parsed import Parsed, Rejected
from reviewer.readers.tagged import Fields, head_text, parsed

FORMAT = "ovid"
SUFFIXES = (".ovd", ".cgi")

_RECORD = re.compile(r"[ \t]*<\s?(\d{1,6})\s?\.?\s*>[ \t]*$")
_NAMED = re.compile(r"(?:^|\n)[ \t]*<\s?\d{1,6}\s?\.?\s*>[ \t]*\n\s*([A-Z][A-Za-z()/ -]{1,60})\n[ \t]+\S")
_TAGGED = re.compile(r"(?:^|\n)[ \t]*<\s?\d{1,6}\s?\.?\s*>[ \t]*\n\s*[A-Z][A-Z0-9]  ?- ?\S")
_OVID = re.compile(r"(?:^|\n)VN {1,2}- ?Ovid Technologies")
_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: |$)")
_NAME = re.compile(r"[A-Z][A-Za-z0-9()/&, -]{1,60}")

Block = tuple[int, Fields, list[str]]


def sniff(source: Input) -> int:
    """Return 2 for a file that holds a numbered record of Ovid, else 0."""
    head = head_text(source)
    if "Ovid Technologies" in head and _OVID.search(head):
        return 2
    if "<" not in head:
        return 0
    if _TAGGED.search(head):
        return 2
    return 2 if any(name.strip().lower() in LABELS for name in _NAMED.findall(head)) else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the records of a file; one without title and abstract is rejected with its lines."""
    yield from parsed(blocks(source.lines()), record_of, FORMAT)


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """Yield each record as the line it begins on, its values by tag or name, and its raw lines."""
    start, raw = 0, list[str]()
    found: list[tuple[str, list[str]]] = []
    tagged = blank = False
    for number, line in enumerate(lines, 1):
        if _RECORD.match(line):
            if found:
                yield start, _fields(found), raw
            start, found, raw, tagged = number, [], [line], False
            continue
        if not line or line.isspace():
            blank = True
            continue
        tag = _TAG.match(line)
        if tag and tagged and blank and _begins(tag[1], found):
            yield start, _fields(found), raw
            start, found, raw = number, [], []
        raw.append(line)
        blank = False
        if tag and (tagged or not found):
            start, tagged = start or number, True
            found.append((tag[1], [line[tag.end() :].strip()]))
        elif not tagged and start and not line[0].isspace() and _NAME.fullmatch(line.strip()):
            name = line.strip().rstrip(":")
            found.append((LABELS.get(name.lower(), name), []))
        elif found:
            found[-1][1].append(line.strip())
    if found:
        yield start, _fields(found), raw


def _begins(tag: str, found: list[tuple[str, list[str]]]) -> bool:
    """Whether a tag below a blank line opens another record than the one that has these fields."""
    return tag == found[0][0] or (tag in ("UI", "VN") and any(tag == name for name, _ in found))


def _fields(found: list[tuple[str, list[str]]]) -> Fields:
    fields = Fields()
    for tag, lines in found:
        fields.setdefault(tag, []).append("\n".join(lines))
    return fields
