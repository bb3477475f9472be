"""MEDLINE records as PubMed saves them (NBIB), and as ERIC, KoreaMed and PubMed Central write them.

A tag takes four columns and a hyphen, values go on below with six spaces, a blank line parts the records.
Real files also have lines broken without spaces, blank lines within a record and none between two, and
tags in another order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reviewer.readers.input import Input
from reviewer.readers.nbib_fields import KNOWN, Items, record_of
from reviewer.readers.parsed import Parsed, Rejected
from reviewer.readers.tagged import head_text, parsed, unbroken

FORMAT = "nbib"
SUFFIXES = (".nbib", ".medline", ".txt")

_LINE = r"[ \t]{0,3}[A-Z][A-Z0-9]{1,3} {0,3}- ?"
_FIRST = re.compile(
    rf"^[ \t]{{0,3}}(?:PMID {{0,2}}- ?\d{{1,12}}|OWN {{1,2}}- ?\w+)[ \t]*\n{_LINE}", re.MULTILINE
)
_TELLING = re.compile(
    r"^(FAU|FED|VI|IP|PG|JT|AID|LID|MH|PST|OWN|STAT|DEP|EDAT|CRDT|PHST|BTI|IS|JID|DCOM|PMID|PMC) {0,2}- ?\S",
    re.MULTILINE,
)
_RIS = re.compile(r"^[ \t]*TY {1,3}- ", re.MULTILINE)
_TAG = re.compile(r"[ \t]{0,3}([A-Z][A-Z0-9]{1,4})( {0,4})-(?: |$)?")
_STARTERS = frozenset("PMID OWN UI PMC".split())
_ONCE = _STARTERS | {"TI", "STAT"}
"""Tags that a record has once: after a blank line a second one opens the next record."""
_PREFIX = 6
_BELOW = " " * _PREFIX
_SEEN: dict[str, str] = {}
"""Tags by the first characters of their lines, as far as met: the ordinary line costs one look-up."""
Block = tuple[int, Items, list[str]]


def sniff(source: Input) -> int:
    """Say how much the start of a file says for MEDLINE: 2 with a first line of it, or enough of its tags."""
    head = head_text(source)
    if ("PMID" in head or "OWN" in head) and _FIRST.search(head):
        return 0 if _RIS.search(head) else 2
    return 2 if len(set(_TELLING.findall(head))) >= 4 and not _RIS.search(head) else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the records of a file; one without title and abstract is rejected with its lines."""
    yield from parsed(blocks(source.lines()), record_of, FORMAT)


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """Yield each record as the line it begins on, its values with their tags in order, and its raw lines."""
    start, raw = 0, list[str]()
    found: list[tuple[str, list[str]]] = []
    tags: set[str] = set()
    blank = False
    for number, line in enumerate(lines, 1):
        prefix = line[:_PREFIX]
        tag = "" if prefix == _BELOW else _SEEN.get(prefix) or _tag(line)
        if not tag:
            if not line or line.isspace():
                blank = True
            elif found:
                found[-1][1].append(line)
                raw.append(line)
            continue
        if found and _begins(tag, tags, found[0][0], blank):
            yield start, _joined(found), raw
            found, raw, tags = [], [], set()
        if not found:
            start = number
        blank = False
        raw.append(line)
        tags.add(tag)
        found.append((tag, [line]))
    if found:
        yield start, _joined(found), raw


def _begins(tag: str, tags: set[str], first: str, blank: bool) -> bool:
    """Whether a tag opens another record than the one that has `tags`, the first of them `first`."""
    if tag == "PMID":
        return "PMID" in tags or (blank and "TI" in tags)
    if tag not in tags:
        return False
    return (blank and (tag == first or tag in _ONCE)) or (tag == first and tag in _STARTERS)


def _tag(line: str) -> str:
    """Return the tag of a line whose start was not met before, or "" for a line that goes on with a value."""
    match = _TAG.match(line)
    if match is None:
        return ""
    tag, shape = match[1], len(match[1]) + len(match[2])
    usual = shape == 4 and match.start(1) == 0
    if tag not in KNOWN and not (usual and line[5:6] in (" ", "")):
        return ""
    if tag in KNOWN and not usual and not match[2] and line[match.end() - 1] != " ":
        return ""
    if usual and line[5:6] == " ":
        _SEEN[line[:_PREFIX]] = tag
    return tag


def _joined(found: list[tuple[str, list[str]]]) -> Items:
    """Return the values of a record, those of several lines made one."""
    wrapped = [line for _, lines in found if len(lines) > 1 for line in lines[:-1]]
    spaced = 2 * sum(line.endswith(" ") for line in wrapped) > len(wrapped)
    items = []
    for tag, lines in found:
        if len(lines) == 1:
            line = lines[0]
            items.append((tag, line[line.index("-") + 1 :].strip()))
        else:
            lines[0] = lines[0][lines[0].index("-") + 1 :]
            items.append((tag, unbroken(lines, spaced)))
    return items
