"""Index terms: the lists of publication types, MeSH headings, substances and keywords below an abstract."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from reviewer.model import IndexTerm

HEADINGS: dict[str, str] = {
    "publication types": "publication_types",
    "publication type": "publication_types",
    "mesh terms": "index_terms",
    "mesh headings": "index_terms",
    "mesh": "index_terms",
    "medical subject headings": "index_terms",
    "substances": "substances",
    "substance": "substances",
    "supplementary concepts": "substances",
    "keywords": "keywords",
    "key words": "keywords",
    "index terms": "keywords",
    "schlüsselwörter": "keywords",
    "schlagwörter": "keywords",
    "mots-clés": "keywords",
    "mots clés": "keywords",
    "palabras clave": "keywords",
}
"""The heading of a list and the field of a record that it fills."""

_BULLET = re.compile(r"\s*(?:[•◦▪▸‣·●○■]|[*–-](?=\s))?\s*")


@dataclass(slots=True)
class Lists:
    """The lists found so far, by field."""

    items: dict[str, list[str]] = field(default_factory=dict)
    last: str = ""

    def read(self, words: str) -> None:
        """Read one list; without a heading it holds substances below index terms, else keywords."""
        heading, items = _split(words)
        name = HEADINGS.get(heading.casefold())
        if name is None:
            name = "substances" if self.last in ("index_terms", "substances") else "keywords"
            items = ([heading] if heading else []) + items
        self.items.setdefault(name, []).extend(item for item in items if item)
        self.last = name

    def get(self, name: str) -> tuple[str, ...]:
        """Return the items of one field, in the order of the source, each once."""
        return tuple(dict.fromkeys(self.items.get(name, ())))


def _split(words: str) -> tuple[str, list[str]]:
    """Return the heading of a list, or "", and its items; several on one line stand between semicolons."""
    lines = [_BULLET.sub("", line, count=1).strip() for line in words.splitlines()]
    lines = [line for line in lines if line]
    first = lines[0] if lines else ""
    bare, _, rest = first.partition(":")
    if bare.strip().casefold() in HEADINGS:
        return bare.strip(), [item for line in (rest, *lines[1:]) for item in _items(line, bare)]
    return "", lines


def _items(line: str, heading: str) -> Iterable[str]:
    """Yield the items of a line; keywords may stand between commas, MeSH headings hold commas themselves."""
    separators = r"[;•]|,\s" if HEADINGS[heading.strip().casefold()] == "keywords" else r"[;•]"
    return (item.strip(" .") if ";" in line else item.strip() for item in re.split(separators, line))


def parse_term(item: str) -> IndexTerm:
    """Return the descriptor, qualifier and major mark (an asterisk anywhere) of one MeSH heading."""
    plain = item.replace("*", "")
    descriptor, _, qualifier = plain.partition("/")
    return IndexTerm(descriptor.strip(), qualifier.strip(), major="*" in item)
