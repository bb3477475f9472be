"""Records for LaTeX: BibTeX in UTF-8, with the fields of biblatex where BibTeX has none of its own.

A field that the record does not have is left out. Signs that mean something to LaTeX are escaped; braces keep
names that BibTeX would take apart wrongly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from reviewer.exchange.parts import abstract_of, date_with, keywords_of, one_line
from reviewer.model import Document, Name, PartialDate, Record, Snapshot
from reviewer.readers.bibtex_types import TYPES

_KINDS = {csl: kind for kind, csl in reversed(TYPES.items())} | {
    "report": "techreport",
    "thesis": "phdthesis",
    "chapter": "incollection",
}
"""Types of CSL to those of entries; what has none is misc."""
_SERIAL = ("article-journal", "article-magazine", "article-newspaper", "article", "review")
_IN_A_BOOK = ("chapter", "paper-conference", "entry-encyclopedia")
_NUMBERED = ("report", "patent", "standard", "legislation", "legal_case", "software", "dataset", "manuscript")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SIGNS = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
    "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}", "`": r"{\textasciigrave}", "<": r"{\textless}", ">": r"{\textgreater}",
    "-": "-{}", "'": "'{}",
}  # fmt: skip
_SIGN = re.compile(r"-(?=-)|'(?=')|[\\{}$&%#_~^`<>]")


def bibtex(snapshot: Snapshot) -> bytes:
    """Return the records of a library as BibTeX in UTF-8, the same bytes every time."""
    found = (entry(each, abstract_of(snapshot, each)) for each in snapshot.documents)
    return "\n".join(found).encode("utf-8", "replace")


def entry(document: Document, abstract: str = "") -> str:
    """Return one record as an entry; its key is the first family name, the year and the document's id."""
    record = document.record
    lines = [f"  {name} = {{{words}}}," for name, words in _fields(record, abstract) if words]
    if record.issued and record.issued.month:
        lines.append(f"  month = {_MONTHS[record.issued.month - 1]},")
    kind = "article" if record.type == "article-journal" else _KINDS.get(record.type, "misc")
    return "\n".join((f"@{kind}{{{_key(document)},", *lines, "}", ""))


def _key(document: Document) -> str:
    record = document.record
    first = record.authors[0].family or record.authors[0].literal if record.authors else ""
    plain = re.sub(r"[^A-Za-z]", "", unicodedata.normalize("NFKD", first))[:20]
    return f"{plain or 'document'}{record.issued.year if record.issued else ''}-{document.id}"


def escaped(words: str) -> str:
    """Return words in which nothing means anything to LaTeX."""
    return _SIGN.sub(lambda match: _SIGNS[match[0]], one_line(words))


def _fields(record: Record, abstract: str) -> Iterator[tuple[str, str]]:
    held = record.type in _IN_A_BOOK
    yield "author", " and ".join(map(_name, record.authors))
    yield "editor", " and ".join(map(_name, record.editors))
    yield "title", escaped(record.title)
    yield "origtitle", escaped(record.original_title)
    yield ("booktitle" if held else "journal"), escaped(record.container)
    yield "shortjournal", escaped(record.container_short)
    yield "series", escaped(record.collection)
    yield from _dates(record.issued)
    yield "volume", escaped(record.volume)
    yield ("number" if record.type in _SERIAL else "issue"), escaped(record.issue)
    yield ("number" if record.type in _NUMBERED else "eid"), escaped(record.number)
    yield "pages", escaped(record.pages).replace("-", "--") if "--" not in record.pages else ""
    yield "edition", escaped(record.edition)
    yield (
        {"thesis": "school", "report": "institution"}.get(record.type, "publisher"),
        escaped(record.publisher),
    )
    yield "address", escaped(record.place)
    for name, words in (("doi", record.doi), ("url", record.url)):
        yield name, re.sub(r"[\\{}\s]", lambda match: f"%{ord(match[0]):02X}", words)
    for name in ("pmid", "pmcid", "issn", "isbn"):
        yield name, getattr(record, name)
    yield "language", escaped(record.language)
    yield "type", escaped(record.publication_types[0]) if record.publication_types else ""
    yield "document-type", "; ".join(map(escaped, record.publication_types[1:]))
    yield "epub", date_with(record.epub, "-")
    yield "database", escaped(record.database)
    yield "keywords", _list(keywords_of(record))
    yield "note", _paragraphs(record.notes[0]) if record.notes else ""
    yield "annote", _paragraphs("\n".join(record.notes[1:]))
    yield "abstract", _paragraphs(abstract)


def _dates(date: PartialDate | None) -> Iterator[tuple[str, str]]:
    """Yield the year, and the day in the one field that has a place for it."""
    yield "year", f"{date.year:04}" if date else ""
    yield "date", date_with(date, "-") if date and date.day else ""


def _paragraphs(words: str) -> str:
    return "\n\n".join(escaped(line) for line in words.split("\n") if line.strip())


def _list(items: Sequence[str]) -> str:
    """Return items between commas, or between semicolons where one has a comma itself."""
    words = [escaped(item) for item in items]
    if any("," in word or ";" in word for word in words):
        return "; ".join(words) + ";" * (len(words) == 1)
    return ", ".join(words)


def _name(name: Name) -> str:
    """Return a name as BibTeX takes it apart rightly: braces around whatever it would not."""
    if not name.family:
        return f"{{{escaped(name.literal)}}}"
    particle = one_line(f"{name.dropping} {name.particle}")
    family = _whole(name.family, family=True)
    if particle and not all(word[:1].islower() for word in particle.split()):
        particle, family = "", f"{{{escaped(f'{particle} {name.family}')}}}"
    parts = [f"{escaped(particle)} {family}".strip(), *([_whole(name.suffix)] if name.suffix else [])]
    given = _whole(name.given)
    return ", ".join([*parts, given]) if given or name.suffix else parts[0]


def _whole(words: str, *, family: bool = False) -> str:
    """Return a part of a name, in braces where BibTeX would take it apart: a family at small letters too."""
    letters = (next((c for c in word if c.isalpha()), "A") for word in words.split())
    risky = re.search(r"[,;]|\band\b", words, re.IGNORECASE) or (family and any(c.islower() for c in letters))
    return f"{{{escaped(words)}}}" if risky else escaped(words)
