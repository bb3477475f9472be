"""References in the citation styles of `resources/citation-styles`, by CSL through citeproc-py.

citeproc-py 0.11 renders most of CSL 1.0.2. What it gets wrong in these styles is mended here or in the style
itself, and held by tests: where the title stands for missing names it comes twice; a full stop follows a
question mark; its HTML leaves mark-up of titles as it came; a delimiter between the parts of a date is
forgotten; of pages 1-100 it drops a digit that does not repeat. A record that it cannot render is cited as
`vancouver` does it. Nothing is ever made up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from threading import Lock
from types import SimpleNamespace
from typing import Any

from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.model import Name, PartialDate, Record
from reviewer.records.csl_types import CSL_TYPES
from reviewer.records.dates import parse_date, print_date
from reviewer.records.pages import whole_pages
from reviewer.records.references import DATE_MISSING, TITLE_MISSING, elide, vancouver
from reviewer.settings import resource

DEFAULT = "vancouver"


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style. `suffix_stop`: "Jr." keeps its full stop. `says_undated`: it names an unknown date.
    `epub`: it prints the date ahead of print. `elides`: page ranges lack the digits that repeat. `editors`
    follow the names of editors without authors."""

    name: str
    says_undated: bool = False
    epub: bool = False
    suffix_stop: bool = False
    elides: bool = True
    editors: Mapping[str, tuple[str, str]] = field(default_factory=dict)


_EDITORS = {"en": (", editor", ", editors"), "de": (", Hrsg.", ", Hrsg.")}

STYLES: Mapping[str, Style] = {
    "vancouver": Style("Vancouver (ICMJE)", says_undated=True, epub=True, editors=_EDITORS),
    "nlm": Style("NLM, Citing Medicine", says_undated=True, editors=_EDITORS),
    "ama": Style("AMA, 11th edition", elides=False, editors={**_EDITORS, "en": (", ed", ", eds")}),
    "apa": Style(
        "APA, 7th edition",
        suffix_stop=True,
        elides=False,
        editors={"en": (" (Ed.)", " (Eds.)"), "de": (" (Hrsg.)", " (Hrsg.)")},
    ),
}
"""To add a style: its .csl file under this name in `resources/citation-styles`, and a row here."""

LOCALES: Mapping[str, str] = {"en": "en-US", "de": "de-DE"}
_MISSING = {
    "en": (TITLE_MISSING, DATE_MISSING),
    "de": ("[Titel nicht in der Quelle]", "[Datum unbekannt]"),
}
"""What stands for a title and for a date that the source does not give."""


@dataclass(frozen=True, slots=True)
class Words:
    """A part of a reference; the names of works are in italics in some styles."""

    text: str
    italic: bool = False


# Private characters that mark places while citeproc-py is at work; those of the source are taken out before.
_OPEN, _SHUT, _LESS, _NOBODY, _TITLE, _ENDED = "\ue000\ue001\ue002\ue003\ue004\ue005"
_PRIVATE = re.compile("[\x00-\x1f\x7f-\x9f\ue000-\uf8ff]")
_STOPPED = re.compile(rf"([.?!][”’\"']?{_SHUT}?)\.+(?=\s|$|{_SHUT})")
_APA_NAMELESS = re.compile(
    rf"{_NOBODY}\.? (?P<date>\(.*?\)\.) (?P<title>{_OPEN}?{_TITLE}.*?{_ENDED}{_SHUT}?)(?P<rest>.*)", re.DOTALL
)
_EDITED = re.compile(rf"(?P<names>.*?)(?P<rest>\.? (?:\(.*?\)\. )?{_OPEN}?{_TITLE}.*)", re.DOTALL)
_NAMELESS = re.compile(
    rf"{_NOBODY}\.? (?P<date>\(.*?\)\.) (?P<title>{_OPEN}?{_TITLE}.*?{_ENDED}{_SHUT}?)(?P<rest>.*)", re.DOTALL
)
_NAMELESS = re.compile(rf"{_NOBODY}[.,]?\s*")
_ORDINAL = {"en": re.compile(r"(?!)(.)"), "de": re.compile(r"\b(\d+)(?:st|nd|rd|th)(?= Aufl)")}
"""Numbers that citeproc-py writes as English does before a word of another language."""
_RENDERING = Lock()
"""citeproc-py keeps what it is rendering in the style itself."""


@lru_cache(maxsize=20_000)
def cited(record: Record, style: str = DEFAULT, language: str = "en") -> tuple[Words, ...]:
    """Return a record as a reference of a style in STYLES, in a language of LOCALES.

    What the source does not give is left out, as the style has it ("n.d.", "[date unknown]"). Raises
    ReviewError for a style that is not known.
    """
    if style not in STYLES:
        raise ReviewError(
            say("Reviewer has no citation style “{style}”.", style=style),
            say("It has {known}.", known=", ".join(STYLES)),
        )
    if style == DEFAULT and is_plain(record):
        return (Words(vancouver(record, authors_missing=False)),)
    with _RENDERING:
        try:
            text = _rendered(record, style, language)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            text = ""  # citeproc-py stumbled over this record; one record never stops a report
    return _in_parts(text) if text else (Words(vancouver(record, authors_missing=False)),)


_NAMED = re.compile(r"[^\W_]+([ -][^\W_]+)*")
_GIVEN = re.compile(r"[A-Z]\w*\.?([ -]?[A-Z]\w*\.?)*")
_NUMBER = re.compile(r"[A-Za-z]?\d+")
_PAGES = re.compile(r"(\d+(-\d+)?|[A-Za-z]\d+)?")
_TITLED = re.compile(r"\w[^\n<>.?!\ue000-\uf8ff\x00-\x1f\x7f-\x9f]*[\w)\]]")


def is_plain(record: Record) -> bool:
    """Tell whether a record is an article of a journal that `vancouver` writes as the style does, letter by
    letter, two hundred times as fast: most are, and a report may name thousands."""
    people = (name for name in record.authors if not (name.literal and not name.family))
    return (
        record.type == "article-journal"
        and bool(record.doi or record.pmid or record.pmcid or not record.url)
        and record.issued is not None
        and record.issued.year >= 1000
        and not (
            record.editors or record.container_short or record.collection or record.edition or record.number
        )
        and all(_TITLED.fullmatch(each) and "  " not in each for each in (record.title, record.container))
        and all(
            _TITLED.fullmatch(name.literal) and "  " not in name.literal
            for name in record.authors
            if name.literal
        )
        and all(_NAMED.fullmatch(name.family) and _GIVEN.fullmatch(name.given) for name in people)
        and not any(name.particle or name.dropping or name.suffix for name in record.authors)
        and bool(_NUMBER.fullmatch(record.volume))
        and bool(_NUMBER.fullmatch(record.issue) or not record.issue)
        and bool(_PAGES.fullmatch(record.pages))
        and not any(" " in each or "<" in each for each in (record.doi, record.pmid, record.pmcid))
    )


def _rendered(record: Record, style: str, language: str) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    source = CiteProcJSON([item(record, STYLES[style], language)])
    book = CitationStylesBibliography(_style(style, language), source, _MARKS)
    book.register(Citation([CitationItem("1")]))
    made = [_ORDINAL[language].sub(r"\1.", str(each)) for each in book.bibliography()]
    return _mended(made[0], _role(record, style, language)) if made else ""


def _role(record: Record, style: str, language: str) -> str:
    """Return what follows the names where editors stand for the authors."""
    if record.authors or not _edited(record):
        return ""
    role = STYLES[style].editors[language][len(record.editors) > 1]
    return f".{role}" if role[0] == " " and record.editors[-1].given else role  # the stop of an initial


def _edited(record: Record) -> bool:
    """Tell whether editors may stand for authors: those of a chapter are the editors of its book."""
    return bool(record.editors) and record.type not in ("chapter", "paper-conference", "entry-encyclopedia")


@cache
def _style(style: str, language: str) -> Any:
    from citeproc import CitationStylesStyle
    from citeproc.model import CitationStylesElement

    CitationStylesElement.xpath_search = _searched
    path = resource(f"citation-styles/{style}.csl")
    return CitationStylesStyle(str(path), locale=LOCALES[language], validate=False)


@cache
def _searched(element: Any, expression: str) -> Any:
    """Search a style as citeproc-py does, once for each place: it asked the same for every reference, which
    took half of the time. Styles and locales do not change."""
    return element.xpath(expression, namespaces=element.nsmap)


def _wrapped(text: str) -> str:
    return f"{_OPEN}{text}{_SHUT}"


_MARKS = SimpleNamespace(
    preformat=str,
    Italic=_wrapped,
    Oblique=_wrapped,
    **dict.fromkeys(("Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps"), str),
)
"""A formatter of citeproc-py that leaves marks of ours instead of HTML."""


def _mended(text: str, role: str) -> str:
    text = text.removeprefix("[1]").removeprefix("1.").strip()
    if role and (found := _EDITED.fullmatch(text)):
        text = (
            f"{found['names'].removesuffix('.') if role[0] == ',' else found['names']}{role}{found['rest']}"
        )
    if found := _APA_NAMELESS.fullmatch(text):
        text = f"{found['title']}. {found['date']} {found['rest'].lstrip('. ')}"
    text = re.sub(f"[{_TITLE}{_ENDED}]", "", _NAMELESS.sub("", text))
    return _STOPPED.sub(r"\1", text).strip()


def _in_parts(text: str) -> tuple[Words, ...]:
    parts: list[Words] = []
    depth = 0
    for piece in re.split(f"([{_OPEN}{_SHUT}])", text):
        if piece in (_OPEN, _SHUT):
            depth += 1 if piece == _OPEN else -1
        elif piece:
            parts.append(Words(piece.replace(_LESS, "<"), depth % 2 == 1))
    return tuple(parts)


def item(record: Record, style: Style, language: str) -> dict[str, Any]:
    """Return a record as the CSL item that a style gets: only what it may print, with marks of ours."""
    names = record.authors or (record.editors if _edited(record) else ())
    untitled, undated = _MISSING[language]
    title = _safe(record.title) or untitled
    fields: dict[str, Any] = {
        "id": "1",
        "type": record.type if record.type in CSL_TYPES else "document",
        "title": title if record.authors else f"{_TITLE}{title}{_ENDED}",
        "author": [_name(each, style) for each in names] or [{"literal": _NOBODY}],
        "editor": [_name(each, style) for each in record.editors] if names != record.editors else [],
        "issued": _date(record.issued) or ({"literal": undated} if style.says_undated else None),
        "accessed": _date(visited(record)) if record.url else None,
        "status": f"Epub {print_date(record.epub)}" if record.epub and style.epub else "",
        "genre": _safe("; ".join(record.publication_types)) if record.type in ("thesis", "report") else "",
        "container-title": _safe(record.container),
        "container-title-short": _safe(record.container_short),
        "collection-title": _safe(record.collection),
        "edition": _safe(record.edition),
        "number": _safe(record.number),
        "volume": _safe(record.volume),
        "issue": _safe(record.issue),
        "page": _safe(elide(_whole(record.pages)) if style.elides else _whole(record.pages)),
        "DOI": _safe(record.doi),
        "PMID": _safe(record.pmid),
        "PMCID": _safe(record.pmcid),
        "URL": _safe(record.url),
        "language": record.language[:2].lower(),
        "publisher": _safe(record.publisher),
        "publisher-place": _safe(record.place),
    }
    return {key: value for key, value in fields.items() if value}


def _safe(text: str) -> str:
    """Return text on one line, in which no mark of ours stands and that citeproc-py takes for no mark-up."""
    return _PRIVATE.sub("\ufffd", " ".join(text.split())).replace("<", _LESS)


def _name(name: Name, style: Style) -> dict[str, str]:
    if not name.family:
        return {"literal": _safe(name.literal)}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "dropping-particle": name.dropping,
        "suffix": name.suffix if style.suffix_stop else name.suffix.rstrip("."),
    }
    return {key: _safe(value) for key, value in parts.items() if value}


def _date(date: PartialDate | None) -> dict[str, list[list[int]]] | None:
    if date is None:
        return None
    parts = [
        date.year,
        *([date.month] if date.month else []),
        *([date.day] if date.month and date.day else []),
    ]
    return {"date-parts": [parts]}


_VISITED = ("accessed", "urldate", "Y2", "[")
"""Under which tags CSL, BibTeX, RIS and EndNote keep the date on which a page was visited."""


def visited(record: Record) -> PartialDate | None:
    """Return the date on which somebody visited the page, where the source of the record says so."""
    said = (value for tag, value in record.extra if tag in _VISITED)
    dates = (
        parse_date("-".join(f"{int(n):02d}" for n in re.findall(r"\d+", raw)) if "[[" in raw else raw)
        for raw in said
    )
    return next((date for date in dates if date), None)


def _whole(pages: str) -> str:
    """Return a range of pages with its last page whole."""
    if pages.count("-") != 1:
        return pages
    first, last = whole_pages(pages)
    return (
        f"{pages.split('-')[0].strip()}-{last.upper() if pages.isupper() else last}"
        if last != first
        else pages
    )
