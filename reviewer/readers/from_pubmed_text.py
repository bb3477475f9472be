"""Records that PubMed saves or mails as text: its Summary and Abstract formats, of today and of former years.

Records are numbered ("1. " or "1: "), paragraphs parted by blank lines. Only what is clearly such a file is
taken: a page that somebody copied, with whatever stands around it, is a text of its own. A list of results
that was copied from the page of PubMed has each number on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reviewer.readers.input import HEAD, Input
from reviewer.readers.parsed import Parsed, Rejected, of_record
from reviewer.readers.pubmed_text_fields import Paragraph, is_known, listed_to, record_of
from reviewer.readers.tagged import head_text

FORMAT = "pubmed-text"
SUFFIXES = (".txt",)

_HEAD = re.compile(r"(\d{1,6})([.:])\s+\S")
_CITED = re.compile(r"\d{1,6}[.:]\s+\S.{1,2000}?[.;]\s(?:1[6-9]|20)\d\d(?:[ ;:.–/-]|$)")
_PMID = re.compile(r"^PMID: ?\d{1,8}\b", re.MULTILINE)
_SUMMED = re.compile(r"\bPMID:\s?\d{1,8}\b")

_COPIED = re.compile(
    r"\s*\d{1,6}\.?[ \t]*\n(?:\s*(?:Cite|Share)[ \t]*\n)*\s*\S[^\n]+\n(?:[^\n]*\n){1,8}?\s*PMID: ?\d"
)
_ALONE = re.compile(r"\s*(\d{1,6})\.?\s*")
_BUTTONS = frozenset(("Cite", "Share"))

MOST = 40
"""Lines of a paragraph that are looked at for its citation or its id."""

Block = tuple[int, list[Paragraph]]
Line = tuple[int, str]
"""The number of a line in its file, and the line."""


def sniff(source: Input) -> int:
    """Return 2 for what is clearly a file that PubMed saved, else 0; never 1, as any text may be numbered."""
    head = head_text(source)
    if "PMID" not in head or not (_HEAD.match(head.lstrip()) or _COPIED.match(head)):
        return 0
    paragraphs = list(_paragraphs(_lines(head, enumerate(head.split("\n"), 1))))
    if source.size > HEAD:
        del paragraphs[-1:]  # it may be cut
    records = list(_records(paragraphs))
    told = [_told(paragraphs) for _, paragraphs in records]
    if len(told) > 1:
        return 2 if told[0] and told[1] and sum(told) * 5 >= len(told[:-1]) * 4 else 0
    return 2 if told and told[0] and all(map(is_known, _behind_the_id(records[0][1]))) else 0


def _told(paragraphs: list[Paragraph]) -> bool:
    """Whether a record is one of PubMed: a citation above and an id below, or both in one paragraph."""
    first = " ".join(paragraphs[0][1])
    if _SUMMED.search(first):
        return first.split(maxsplit=1)[0].endswith(":") or listed_to(paragraphs[0][1]) > 1
    return _CITED.match(first) is not None and any(_PMID.search("\n".join(lines)) for _, lines in paragraphs)


def _behind_the_id(paragraphs: list[Paragraph]) -> list[Paragraph]:
    ids = [at for at, (_, lines) in enumerate(paragraphs) if _PMID.search("\n".join(lines))]
    return paragraphs[ids[0] + 1 :] if ids else []


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the records of a file; one without a title is rejected with its lines."""
    lines = _lines(head_text(source), enumerate(source.lines(), 1))
    for number, (line, paragraphs) in enumerate(_records(_paragraphs(lines)), 1):
        record, abstract = record_of(paragraphs)
        parsed = of_record(record, abstract, number, line, FORMAT)
        if isinstance(parsed, Rejected):
            raw = "\n\n".join("\n".join(lines) for _, lines in paragraphs)
            parsed = Rejected(number, line, parsed.reason, raw)
        yield parsed


def _lines(head: str, lines: Iterable[Line]) -> Iterable[Line]:
    """Return the lines of a file; of a list that was copied, set as those of a saved one are."""
    return _copied(lines) if _COPIED.match(head) else lines


def _copied(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines with each number before its title, and a record without gaps down to its id."""
    order, inside = "", False
    for number, line in lines:
        words = line.strip()
        if alone := _ALONE.fullmatch(line):
            order, inside = alone[1], False
            yield number, ""
        elif order:
            if words and words not in _BUTTONS:
                yield number, f"{order}. {words}"
                order, inside = "", True
        elif words or not inside:
            yield number, line
            if inside and _PMID.match(words):
                inside = False
                yield number, ""


def _paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """Yield the line each paragraph begins on, and its lines."""
    start, held = 0, list[str]()
    for number, line in lines:
        if line and not line.isspace():
            if not held:
                start = number
            held.append(line)
        elif held:
            yield start, held
            held = []
    if held:
        yield start, held


def _records(paragraphs: Iterable[Paragraph]) -> Iterator[Block]:
    """Yield each record as the line it begins on and its paragraphs; what stands above the first is none."""
    found: list[Paragraph] = []
    last, closed = 0, False
    for start, lines in paragraphs:
        number = _HEAD.match(lines[0])
        words = " ".join(lines[:MOST]) if number else ""
        if number and _begins(int(number[1]), words, last, closed):
            if found:
                yield found[0][0], found
            found, last, closed = [], int(number[1]), False
        elif not found:
            continue
        found.append((start, lines))
        closed = closed or _has_id(lines)
    if found:
        yield found[0][0], found


def _begins(number: int, words: str, last: int, closed: bool) -> bool:
    """Whether a numbered paragraph opens a record; that of number `last` is `closed` when its id was read."""
    cited = _CITED.match(words) is not None
    return cited or number == last + 1 if closed or not last else cited and number == last + 1


def _has_id(lines: list[str]) -> bool:
    return any("PMID" in line and _SUMMED.search(line) for line in lines[-MOST:])
