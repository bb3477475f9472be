"""What files of tagged lines have in common: fields by tag, and values that hide in fields of other names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from reviewer.model import Name, Record
from reviewer.readers.decoding import encoding_by_shape
from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected, of_record
from reviewer.records import normalise_doi, normalise_isbn, normalise_issn, parse_name, plain
from reviewer.records.names import GROUP

T = TypeVar("T")
Fields = dict[str, list[str]]
"""The values of each tag in the order of the file; lines of one value stand on lines of their own."""

_DOI_WORD = re.compile(r"\bdoi\b|10\.\d{4,9}/", re.IGNORECASE)
_DOI_TAIL = re.compile(r"(?:[?&#].*|/(?:full|pdf|epdf|abstract|abs|html|meta|fulltext|summary)|\.pdf)+$")
_PMID = re.compile(r"\bPMID\W{0,3}(\d{1,8})\b", re.IGNORECASE)
_PUBMED_PAGE = re.compile(r"pubmed[^\s?]{0,40}?/(?:\?term=)?(\d{1,8})\b|list_uids=(\d{1,8})\b", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC(?:ID)?[:\s]{0,2}(?:PMC)?(\d{3,9})\b", re.IGNORECASE)
_LABEL = re.compile(
    r"[A-Z][A-Z /&-]{2,40}:|(?:Background|Objectives?|Aims?|Methods|Results|Conclusions?)\b[:.]"
)
_ISSN = re.compile(r"\d{4}-\d{3}[\dXx]")
_CLOSED = re.compile(r"[^\W\d_][^\s,;]+(?: [^\s,;]+){0,3} (?:[A-Z]\.?-?){1,4}")
"""A person, family name first, closed by initials."""
_OTHERS = ("et al", "et al.")
_SUSPENDED = frozenset("and or to nor but und oder et ou y versus vs vs.".split())
"""Words before which a hyphen is that of a word left out ("pre- and postoperative")."""
_LONG = 60
"""Characters from which a word may have been cut because no line has room for it."""
INDENT = 6
"""Spaces before a line of MEDLINE that goes on with a value."""
WRAPPED = 50
"""Characters from which a line that goes on below was broken for its width, not because it ends there."""


def parsed(
    blocks: Iterable[tuple[int, T, list[str]]], record_of: Callable[[T], tuple[Record, str]], format: str
) -> Iterator[Parsed | Rejected]:
    """Yield the record of each block (its first line, its fields, its lines); one that has nothing to read is
    rejected with its lines."""
    for number, (line, fields, raw) in enumerate(blocks, 1):
        item = of_record(*record_of(fields), number, line, format)
        if isinstance(item, Rejected):
            item = Rejected(number, line, item.reason, "\n".join(raw).rstrip("\n"))
        yield item


def head_text(source: Input) -> str:
    """Return the first characters of an input, line breaks as newlines."""
    text = source.head.decode(encoding_by_shape(source.head) or "utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def first(fields: Fields, *tags: str) -> str:
    """Return the first value that is not blank of the first tag that has one, white space made single."""
    for tag in tags:
        if values := fields.get(tag):
            for value in values:
                if words := " ".join(value.split()):
                    return words
    return ""


def title_of(raw: str) -> str:
    """Return a title without mark-up and without the full stop that some databases put after it."""
    title = plain(raw)
    return title[:-1].rstrip() if title.endswith(".") and not title.endswith("..") else title


def paragraphs(raw: str) -> str:
    """Return an abstract with its paragraphs on lines of their own, lines broken for their width joined."""
    if "\n" in raw:
        raw = _unwrapped(raw.split("\n"))
    return plain(raw, lines=True)


def _unwrapped(lines: Sequence[str]) -> str:
    text = ""
    last = ""
    for line in map(str.strip, lines):
        if text and line:
            text += "\n" if not last or _ends(last, line) else " "
        text += line
        last = line
    return text


def _ends(line: str, following: str) -> bool:
    """Whether a paragraph ends with `line`: a label follows, or it is too short or too long for a width."""
    closed = line.endswith((".", "!", "?", ":", ".)", "]"))
    if _LABEL.match(following):
        return closed or len(line) < WRAPPED
    return closed and not WRAPPED <= len(line) <= 2 * WRAPPED


def unbroken(lines: Sequence[str], spaced: bool) -> str:
    """Return the words of lines that were broken for their width, white space made single.

    Where lines are `spaced`, they keep the space at which they were broken, so that one without it was
    broken within a word.
    """
    text = lines[0].lstrip()
    for before, line in zip(lines, lines[1:], strict=False):
        text += line.lstrip() if _cuts(before, line, spaced) else f" {line.lstrip()}"
    return " ".join(text.split())


def _cuts(line: str, following: str, spaced: bool) -> bool:
    """Whether a line was broken within a word, so that it goes on without a space."""
    word = following.lstrip()
    if not word or line.endswith((" ", "\t")) or (spaced and len(following) - len(word) not in (0, INDENT)):
        return False
    word = word.split(maxsplit=1)[0]
    if line.endswith(("-", "—", "–")) and line[-2:-1] != " ":
        return spaced or word.lower() not in _SUSPENDED
    return spaced and len(line.rpartition(" ")[2]) + len(word) > _LONG


def names(values: Iterable[str]) -> tuple[Name, ...]:
    """Return the people and groups of fields that hold one each, or several between semicolons or lines."""
    return tuple(chain.from_iterable(map(_people, values)))


@lru_cache(maxsize=16_384)  # the same people write again and again
def _people(value: str) -> list[Name]:
    words = plain(value) if "&" in value or "<" in value else value
    several = re.split(r"[;\n]", words) if ";" in words or "\n" in words else people_in(words)
    return [name for name in map(parse_name, several) if name.family or name.literal]


def people_in(words: str) -> Sequence[str]:
    """Return the people of a line: several where initials close each ("Smith J, Li K"), or "and" parts."""
    if "," in words and " " in words.partition(",")[0]:
        parts = words.split(", ")
        if all(_CLOSED.fullmatch(part) or part in _OTHERS for part in parts):
            return parts
    if " and " in words and not GROUP.search(words):
        parts = words.replace(", and ", " and ").split(" and ")
        if all(_CLOSED.fullmatch(part) or part.count(", ") == 1 for part in parts):
            return parts
    return (words,)


def keywords(values: Sequence[str]) -> tuple[str, ...]:
    """Return keywords of lines that hold one each, or several between semicolons, bullets or lines.

    Where a record has only one such line, commas may stand between them too.
    """
    found: list[str] = []
    for value in values:
        words = plain(value, lines=True) if "&" in value or "<" in value else value
        if ";" in words or "\n" in words or "•" in words or "|" in words:
            found += re.split(r"[;\n•|]", words)
        else:
            found.append(words)
    if len(values) == 1 and "," in values[0] and len(found) <= 2:
        found = [part for words in found for part in re.split(r",\s", words)]
    return tuple(dict.fromkeys(words for each in found if (words := each.strip(" \t;"))))


def serials(values: Iterable[str]) -> tuple[str, str]:
    """Return the first ISSN and the first ISBN of fields that may hold either, several, or other numbers."""
    issn = isbn = ""
    for value in values:
        if _ISSN.fullmatch(value):
            issn = issn or value.upper()
            continue
        found = normalise_isbn(value)
        isbn = isbn or found
        issn = issn or ("" if found else normalise_issn(value))
    return issn, isbn


def hidden_doi(values: Iterable[str]) -> str:
    """Return the first DOI in values that need not hold one: addresses, notes, accession numbers."""
    for value in values:
        if "10." in value and _DOI_WORD.search(value):
            doi = normalise_doi(value)
            if "://" in value or "&" in doi:
                doi = _DOI_TAIL.sub("", doi)
            if doi:
                return normalise_doi(doi)
    return ""


def hidden_pmid(values: Iterable[str]) -> str:
    """Return the first PubMed id in values that say that it is one, or in the address of its page."""
    for value in values:
        if match := _PMID.search(value) or (_PUBMED_PAGE.search(value) if "://" in value else None):
            return str(next(filter(None, match.groups()))).lstrip("0")
    return ""


def hidden_pmcid(values: Iterable[str]) -> str:
    """Return the first PubMed Central id in values, as "PMC" and digits."""
    for value in values:
        if match := _PMCID.search(value):
            return f"PMC{match[1]}"
    return ""


def left_over(fields: Fields, whole: frozenset[str], once: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return what has no field of its own, by tag in the order of the file.

    Tags of `whole` are kept as a whole elsewhere, of those of `once` the first value is.
    """
    return tuple(
        (tag, value)
        for tag, values in fields.items()
        if tag not in whole
        for value in (values[1:] if tag in once else values)
        if value
    )
