"""What a PDF file says of the work in it: in its fields, in its XMP, and on its first page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from reviewer.model import Name, PartialDate, Record
from reviewer.readers.pdf_pages import Line, Page
from reviewer.records.dates import parse_date
from reviewer.records.ids import normalise_doi, normalise_isbn, normalise_issn
from reviewer.records.names import are_names, parse_name
from reviewer.records.pages import normalise_pages, page_range

_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel|publisher)\b.*|untitled.*|slide \d+|(?:new )?document ?\d*"
    r"|presentation\d*|title|paper|main|manuscript|article|template|layout \d+|print|proof|no job name|a4"
    r"|.*\.(?:docx?|tex|dvi|indd|qx[dp]|pdf|rtf|odt|ps|fm|eps|wpd|pptx?|txt|html?|xml)|.*\d\.\.\d*|.*\.\.\d+"
    r"|(?:pii|doi|isbn|issn|art)\b.*|10\.\d{4,9}/.*|[\W\d_]+|\S*[\d_]\S*|https?://.*|powerpoint .*"
    r"|full page (?:photo|fax print)|us letter",
    re.IGNORECASE,
)
"""Titles that a program wrote, not a person."""
_NO_AUTHOR = re.compile(
    r"(?:admin(?:istrator)?|user|owner|author|unknown|anonymous|default|root|test|pc|windows user"
    r"|ibm|microsoft|adobe|elsevier|springer|wiley|elsevier .*|.*\bpublish\w+|\S*[\d_@]\S*)",
    re.IGNORECASE,
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+")
_DATED = re.compile(
    r"(?:published|publication date|first published|available online|epub)[^.\n]{0,30}?"
    r"((?:\d{1,2}[ .]+)?[A-Z][a-z]{2,8}\.? (?:\d{1,2}, )?\d{4}|\d{4}-\d{2}-\d{2}|\d{4})",
    re.IGNORECASE,
)
_YEARS = (
    re.compile(r"(?:©|\(c\)|copyright(?: ©)?)\s*((?:19|20)\d{2})\b", re.IGNORECASE),
    re.compile(r"\(((?:19|20)\d{2})\)\s*\d{1,4}\s*[:(]"),
    re.compile(r"\b((?:19|20)\d{2})\s*;\s*\d{1,4}"),
)
_ARXIV = re.compile(r"arxiv:\s*\d{4}\.\d{4,5}", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?:original|research|review|invited|regular|full|open access|brief|short|case|special) ?)*"
    r"(?:articles?|papers?|reports?|reviews?|research|communications?|letters?|editorials?|commentary|abstract"
    r"|introduction|contents|journal of .*|proceedings of .*|open access)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_SMALL_WORD = re.compile(r"\b[a-zß-ÿ][^\W\d_]{3,}")
_SEPARATOR = re.compile(r"\s*(?:;|\||\band\b|&|\r|\n)\s*")

WRONG: tuple[type[Exception], ...] = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, ArithmeticError, AssertionError,
    NotImplementedError, RecursionError,
)  # fmt: skip
"""What damaged files make pypdf raise besides its own errors."""


@dataclass
class Xmp:
    """What the XMP of a file says, as plain values."""

    title: str = ""
    authors: Sequence[str] = ()
    date: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    keywords: Sequence[str] = ()


def record_of(info: Mapping[str, str], xmp: Xmp, pages: Sequence[Page]) -> Record:
    """Return the record of a file by its fields, its XMP and its first page."""
    first = pages[0] if pages else Page(1, 0, 0)
    words = "\n".join(line.text for line in first.lines)
    said = xmp.values.get
    journal = said("publicationName", "")
    doi = _doi(info, xmp, words)
    arxiv = _ARXIV.search(words) is not None
    return Record(
        type="article" if arxiv and not journal else "article-journal" if doi or journal else "document",
        title=_title(xmp.title, info.get("Title", ""), first),
        authors=_authors(xmp.authors, info.get("Author", "")),
        container=journal,
        issued=_issued(xmp, words, info.get("CreationDate", "")),
        volume=said("volume", ""),
        issue=said("number", "") or said("issueIdentifier", ""),
        pages=normalise_pages(said("pageRange", ""))
        or page_range(said("startingPage", ""), said("endingPage", "")),
        doi=doi,
        issn=normalise_issn(said("issn", "")),
        isbn=normalise_isbn(said("isbn", "")),
        publisher=said("publisher", ""),
        language=said("language", ""),
        keywords=_keywords(xmp.keywords, info.get("Keywords", "")),
    )


# ------------------------------------------------------------------ title


def is_title(words: str) -> bool:
    """Tell whether words may be the title of a work, not the name of a file or of a program."""
    return len(words) > 3 and any(map(str.isalpha, words)) and _NO_TITLE.fullmatch(words) is None


def _title(xmp: str, info: str, page: Page) -> str:
    printed = largest(page)
    for stated in (" ".join(xmp.split()), " ".join(info.split())):
        if not is_title(stated):
            continue
        # Fields are cut short; and one word alone may be anything, unless it is what the page says.
        if _alike(printed).startswith(_alike(stated)):
            return printed if len(printed) < len(stated) + 300 else stated
        if " " in stated:
            return stated.removesuffix(".") if stated.count(".") == 1 else stated
    return printed


def _alike(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def largest(page: Page) -> str:
    """Return the words in the largest type of the upper part of a page that may be a title, or ""."""
    small = {word for line in page.lines for word in _SMALL_WORD.findall(line.text)}
    runs = sorted(_runs(page), key=lambda run: -round(run[0].size, 1))
    usual = sorted(line.size for line in page.lines)[len(page.lines) // 2] if page.lines else 0
    for run in runs:
        words = _joined(_without_names(run, small))
        if run[0].size < 1.1 * usual:
            break
        if 2 < len(words.split()) < 60 and is_title(words) and _LABEL.fullmatch(words) is None:
            return words
    return ""


def _runs(page: Page) -> Iterator[list[Line]]:
    """Yield lines of the upper part that stand together in one size."""
    run: list[Line] = []
    for line in page.lines:
        if line.turned or line.bottom < 0.35 * page.height:
            continue
        if run and (abs(run[-1].size - line.size) > 0.6 or run[-1].bottom - line.bottom > 2.5 * line.size):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _without_names(run: Sequence[Line], small: Set[str]) -> Sequence[Line]:
    """Return the lines of a title without those of its authors, which some journals print as large.

    Names do not stand on the page in small letters, as the words of a title in capitals mostly do.
    """
    for index, line in enumerate(run):
        if index and are_names(line.text) and small.isdisjoint(_WORD.findall(line.text.casefold())):
            return run[:index]
    return run


def _joined(run: Sequence[Line]) -> str:
    words = " ".join(line.text for line in run).replace("\x02 ", "").replace("\x02", "-")
    return words.strip(" *†‡")


# ------------------------------------------------------------------ the rest


def _doi(info: Mapping[str, str], xmp: Xmp, words: str) -> str:
    stated = [xmp.values.get("doi", ""), info.get("doi", ""), info.get("Subject", ""), info.get("Title", "")]
    for text in (*stated, xmp.values.get("identifier", ""), words):
        match = _DOI.search(text)
        if match:
            return normalise_doi(match.group())
    return ""


def _authors(listed: Sequence[str], stated: str) -> tuple[Name, ...]:
    many = [name for name in listed if name.strip()]
    raw = many if len(many) > 1 else _split(many[0] if many and not _is_wrong(many[0]) else stated)
    if any(_is_wrong(name) for name in raw):
        return ()
    return tuple(parse_name(name) for name in raw if name.strip())


def _is_wrong(name: str) -> bool:
    return _NO_AUTHOR.fullmatch(name.strip()) is not None or (" " not in name.strip() and "," not in name)


def _split(raw: str) -> list[str]:
    """Return the names of a list; commas part names unless they part the two halves of one."""
    names = [name.strip(" ,") for name in _SEPARATOR.split(raw) if name.strip(" ,")]
    if any("," in name and all(" " in part.strip() for part in name.split(",")) for name in names):
        names = [part.strip() for name in names for part in name.split(",") if part.strip()]
    return names


def _issued(xmp: Xmp, words: str, made: str) -> PartialDate | None:
    stated = [xmp.values.get(key, "") for key in ("coverDate", "publicationDate", "coverDisplayDate")]
    dates = [match[1] for match in [_DATED.search(words), *(year.search(words) for year in _YEARS)] if match]
    for text in (*stated, *dates):
        if text and (date := parse_date(text)):
            return date
    match = re.match(r"(?:D:)?((?:19|20)\d{2})", made)
    return PartialDate(int(match[1])) if match else None


def _keywords(listed: Sequence[str], stated: str) -> tuple[str, ...]:
    words = re.split(r"\s*[;\n]\s*" if ";" in stated else r"\s*[,\n]\s*", stated)
    found = [*listed] if len(listed) > 1 else words
    return tuple(dict.fromkeys(word.strip() for word in found if word.strip() and len(word) < 100))


# ------------------------------------------------------------------ XMP


def xmp_of(data: bytes) -> Xmp:
    """Return what the XMP of a file says; nothing where there is none or it is damaged."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        found = PdfReader(io.BytesIO(data)).xmp_metadata
        return _xmp(found) if found is not None else Xmp()
    except PyPdfError:
        return Xmp()
    except WRONG:
        return Xmp()


def _xmp(found: Any) -> Xmp:
    title = found.dc_title or {}
    values: dict[str, str] = {}
    for node in _elements(found.rdf_root):
        name, words = node.localName or "", _words(node)
        if words and name in _WANTED:
            values.setdefault(name, words)
    return Xmp(
        next((str(value) for value in title.values() if value), ""),
        [str(name) for name in found.dc_creator or [] if name],
        "",
        values,
        [str(word) for word in found.dc_subject or [] if word],
    )


_WANTED = frozenset(
    "doi publicationName volume number issueIdentifier startingPage endingPage pageRange issn isbn coverDate"
    " publicationDate coverDisplayDate identifier publisher language".split()
)


def _elements(root: Any) -> Iterator[Any]:
    """Yield the properties of an XMP: elements and attributes of its descriptions."""
    for description in root.getElementsByTagName("rdf:Description"):
        for index in range(description.attributes.length):
            yield description.attributes.item(index)
        yield from (node for node in description.childNodes if node.nodeType == node.ELEMENT_NODE)


def _words(node: Any) -> str:
    """Return the words of a property; of a list, those of its first item."""
    if node.nodeType == node.ATTRIBUTE_NODE:
        return str(node.value).strip()
    items = node.getElementsByTagName("rdf:li")
    inner = items[0] if items else node
    return "".join(child.data for child in inner.childNodes if child.nodeType == child.TEXT_NODE).strip()
