"""JATS: articles as PubMed Central and publishers hand them out, a record in front and the text behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from reviewer.model import Kind, Name, PartialDate, Relation
from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected, of_record
from reviewer.readers.xml_stream import Found, begins_with, records
from reviewer.readers.xml_text import Draft, keep_whole, local, sentence, words
from reviewer.records import (
    normalise_doi,
    normalise_issn,
    normalise_pages,
    normalise_pmcid,
    normalise_pmid,
    page_range,
    parse_date,
    parse_name,
)
from reviewer.records.composing import Stated

FORMAT = "jats"
SUFFIXES = (".nxml", ".xml", ".jats")

_TELLING = re.compile(rb"<(?:[\w.-]+:)?(?:article-meta|journal-meta|front)[\s>]")


def sniff(source: Input) -> int:
    """Return 2 for XML of articles that begin with facts about themselves."""
    if not begins_with(source.head, r"[\w.-]+") or b"<article" not in source.head.replace(
        b":article", b"<article"
    ):
        return 0
    return 2 if _TELLING.search(source.head) else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the articles of a file, each with its full text where it is there."""
    for found in records(source, "article"):
        yield found if isinstance(found, Rejected) else _article(found)


def _article(found: Found) -> Parsed | Rejected:
    draft = Draft("article-journal")
    kind = found.element.get("article-type", "")
    draft.fields["type"] = "article" if kind == "preprint" else "article-journal"
    draft.keep("article-type", kind)
    draft.first("language", found.element.get("{http://www.w3.org/XML/1998/namespace}lang", ""))
    body: list[str] = []
    for child in found.element:
        name = local(child)
        if name == "front":
            _run(_FRONT, draft, child)
        elif name == "body":
            body += _paragraphs(child)
        elif name == "back":
            _references(draft, child)
        else:
            draft.keep(name, " ".join(" ".join(child.itertext()).split()))
    _conclude(draft)
    item = of_record(draft.record(), "\n".join(draft.abstract), found.number, found.line, FORMAT)
    if isinstance(item, Rejected):
        return replace(item, raw=found.raw)
    return _with_body(item, "\n\n".join(body))


def _with_body(item: Parsed, body: str) -> Parsed:
    """Return an article with the words of its body behind those of its record."""
    if not body:
        return item
    start = len(item.text) + 2
    stated = (*item.stated, Stated(start, start + len(body), Kind.BODY))
    return replace(item, text=f"{item.text}\n\n{body}", stated=stated)


Handler = Callable[[Draft, Any], None]


def _run(table: dict[str, Handler | str], draft: Draft, element: Any) -> None:
    """Read each child of an element: into the field a table names, or by its function; keep the others."""
    for child in element:
        handler = table.get(local(child))
        if isinstance(handler, str):
            draft.first(handler, words(child))
        elif handler is None:
            keep_whole(draft, child)
        else:
            handler(draft, child)


def _conclude(draft: Draft) -> None:
    fields = draft.fields
    dates = fields.pop("dates", {})
    for kind in ("ppub", "print", "epub", "electronic", "pub", "collection", ""):
        draft.first("issued", dates.get(kind))
    draft.first("issued", next(iter(dates.values()), None))
    draft.first("epub", dates.get("epub") or dates.get("electronic"))
    first, last = fields.pop("fpage", ""), fields.pop("lpage", "")
    draft.first("pages", page_range(first, last) or normalise_pages(fields.pop("page_range", "")))
    draft.first("pages", fields.pop("elocation", ""))
    fields.pop("page_range", None)
    fields.pop("elocation", None)
    draft.first("container", fields.get("container_short"))


def _part(table: str) -> Handler:
    """Return a function that reads the children of an element by a table of this module."""

    def read(draft: Draft, element: Any) -> None:
        _run(_TABLES[table], draft, element)

    return read


def _journal_id(draft: Draft, element: Any) -> None:
    kind = element.get("journal-id-type", "")
    if kind in ("nlm-ta", "iso-abbrev"):
        draft.first("container_short", words(element))
    draft.keep(f"journal-id ({kind})", words(element))


def _issn(draft: Draft, element: Any) -> None:
    issn = normalise_issn(words(element))
    if draft.fields.get("issn"):
        draft.keep(f"issn ({element.get('pub-type') or element.get('publication-format') or 'other'})", issn)
    draft.first("issn", issn)


def _article_id(draft: Draft, element: Any) -> None:
    kind, text = element.get("pub-id-type", ""), words(element)
    if kind == "doi":
        draft.first("doi", normalise_doi(text))
    elif kind == "pmid":
        draft.first("pmid", normalise_pmid(text))
    elif kind in ("pmc", "pmcid"):
        draft.first("pmcid", normalise_pmcid(text if text[:1].isalpha() else f"PMC{text}"))
    else:
        draft.keep(f"article-id ({kind})" if kind else "article-id", text)


def _unmarked(element: Any) -> str:
    """Return the words of a title or a name without the marks of its footnotes."""
    for mark in [part for part in element.iter() if local(part) in ("xref", "fn")]:
        mark.text = None
        for child in list(mark):
            mark.remove(child)
    return words(element)


def _titles(draft: Draft, element: Any) -> None:
    title = subtitle = ""
    for child in element:
        name = local(child)
        if name == "article-title":
            title = sentence(_unmarked(child))
        elif name == "subtitle":
            subtitle = sentence(_unmarked(child))
        elif name in ("trans-title-group", "trans-title"):
            draft.first("original_title", sentence(_unmarked(child)))
        else:
            draft.keep(name, _unmarked(child))
    draft.first("title", f"{title.rstrip(' :')}: {subtitle}" if title and subtitle else title or subtitle)


def _people(draft: Draft, element: Any) -> None:
    for child in element:
        if local(child) != "contrib":
            keep_whole(draft, child)
            continue
        kind = child.get("contrib-type", "") or "author"
        field = {"author": "authors", "collab": "authors", "editor": "editors"}.get(kind)
        for name in _names(draft, child):
            if field:
                draft.also(field, name)
            else:
                draft.keep(f"contrib ({kind})", name.shown)


def _names(draft: Draft, element: Any) -> Iterator[Name]:
    for child in element:
        name = local(child)
        if name == "name":
            yield _name(child)
        elif name == "string-name":
            yield (
                _name(child) if any(local(part) == "surname" for part in child) else parse_name(words(child))
            )
        elif name == "collab":
            for group in [part for part in child if local(part) == "contrib-group"]:
                draft.keep("collab", words(group))
                child.remove(group)
            yield Name(literal=_unmarked(child).rstrip(" ,"))
        elif name == "name-alternatives":
            yield next(_names(draft, child), Name())
        elif name == "contrib-id":
            draft.keep(f"contrib-id ({child.get('contrib-id-type', '')})", words(child))


def _name(element: Any) -> Name:
    found = {local(child): words(child) for child in element}
    family, given = found.get("surname", ""), found.get("given-names", "")
    if not family:
        return Name(literal=given)
    return Name(family, given, suffix=found.get("suffix", ""))


def _dated(draft: Draft, element: Any) -> None:
    kind = element.get("pub-type") or element.get("publication-format") or element.get("date-type", "")
    if kind in ("pmc-release", "nihms-submitted", "retracted", "corrected"):
        draft.keep(f"pub-date ({kind})", " ".join(" ".join(element.itertext()).split()))
    elif date := date_of(element):
        draft.fields.setdefault("dates", {}).setdefault(kind.replace("epub-ppub", "ppub"), date)


def date_of(element: Any) -> PartialDate | None:
    """Return the date that year, month and day, or one text, give."""
    found = {local(child): words(child) for child in element}
    if "year" not in found:
        return parse_date(found.get("string-date", "") or element.get("iso-8601-date", ""))
    year, month, day = (found.get(name, "") for name in ("year", "month", "day"))
    separator = "-" if month.isdecimal() else " "
    return parse_date(separator.join(filter(None, (year, month, day if month else ""))))


def _abstract(draft: Draft, element: Any) -> None:
    kind = element.get("abstract-type", "")
    paragraphs = list(_labelled(element))
    if kind or local(element) == "trans-abstract" or draft.abstract:
        draft.keep(f"abstract ({kind})" if kind else local(element), "\n".join(paragraphs))
    else:
        draft.abstract += paragraphs


def _labelled(element: Any, label: str = "") -> Iterator[str]:
    """Yield the paragraphs of an abstract, each section's title at the start of its first."""
    for child in element:
        name = local(child)
        if name == "title":
            title = words(child).rstrip(" :.")
            label = title if title.lower() not in ("abstract", "summary") else ""
        elif name == "sec":
            yield from _labelled(child)
        elif name != "label" and (text := words(child)):
            yield f"{label}: {text}" if label else text
            label = ""


def _keywords(draft: Draft, element: Any) -> None:
    for child in element.iter():
        if local(child) == "kwd":
            draft.add("keywords", words(child).rstrip(" .;,"))


def _related(draft: Draft, element: Any) -> None:
    kind = element.get("related-article-type", "").replace("-", " ")
    address = element.get("{http://www.w3.org/1999/xlink}href", "")
    pmid = normalise_pmid(address) if element.get("ext-link-type") in ("pmid", "pubmed") else ""
    draft.add("related", Relation(kind, words(element) or address, pmid, normalise_doi(address)))


def _paragraphs(element: Any) -> Iterator[str]:
    """Yield headings and paragraphs of a body in their order; tables, figures and formulas by their words."""
    for child in element:
        name = local(child)
        if name in ("sec", "boxed-text", "fig", "fig-group", "table-wrap", "caption", "list", "list-item"):
            yield from _paragraphs(child)
        elif name == "table":
            for row in child.iter():
                if local(row) == "tr" and (text := " | ".join(words(cell) for cell in row)):
                    yield text
        elif text := words(child):
            yield text


def _references(draft: Draft, element: Any) -> None:
    for child in element.iter():
        if local(child) in ("mixed-citation", "element-citation", "citation", "nlm-citation"):
            draft.keep("Reference", " ".join(" ".join(child.itertext()).split()))


_TABLES: dict[str, dict[str, Handler | str]] = {
    "journal-meta": {
        "journal-id": _journal_id,
        "journal-title-group": _part("journal-title-group"),
        "journal-title": "container",
        "abbrev-journal-title": "container_short",
        "issn": _issn,
        "publisher": _part("publisher"),
    },
    "journal-title-group": {"journal-title": "container", "abbrev-journal-title": "container_short"},
    "publisher": {"publisher-name": "publisher", "publisher-loc": "place"},
    "article-meta": {
        "article-id": _article_id,
        "title-group": _titles,
        "contrib-group": _people,
        "pub-date": _dated,
        "volume": "volume",
        "issue": "issue",
        "fpage": "fpage",
        "lpage": "lpage",
        "page-range": "page_range",
        "elocation-id": "elocation",
        "abstract": _abstract,
        "trans-abstract": _abstract,
        "kwd-group": _keywords,
        "related-article": _related,
    },
}
_FRONT: dict[str, Handler | str] = {
    "journal-meta": _part("journal-meta"),
    "article-meta": _part("article-meta"),
}
