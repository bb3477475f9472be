"""PubMed XML: articles and books as PubMed's downloads, yearly files and answers to programs hold them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected, of_record
from reviewer.readers.pubmed_parts import (
    PARTS,
    abstract_of,
    article_ids,
    date_of,
    dated,
    keep_text,
    location_id,
    pages_of,
    people_of,
    publication_type,
    title_of,
)
from reviewer.readers.xml_stream import begins_with, records
from reviewer.readers.xml_text import Draft, keep_whole, sentence, words
from reviewer.records import normalise_issn, normalise_pmid

FORMAT = "pubmed-xml"
SUFFIXES = (".xml",)

NAMES = "PubmedArticle|PubmedBookArticle|MedlineCitation|BookDocument"
_ROOTS = rf"(?:{NAMES}|PubmedArticleSet|PubmedBookArticleSet|MedlineCitationSet|DeleteCitation)"
_INSIDE = re.compile(rb"<(?:PubmedArticle|PubmedBookArticle|MedlineCitation)[\s>]")


def sniff(source: Input) -> int:
    """Return 2 for what begins as PubMed's files do, 1 for other mark-up that holds its records."""
    if begins_with(source.head, _ROOTS):
        return 2
    return int(begins_with(source.head, r"[\w.-]+") and _INSIDE.search(source.head) is not None)


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the articles and books of a file; one that cannot be parsed is a Rejected."""
    for found in records(source, NAMES):
        if isinstance(found, Rejected):
            yield found
            continue
        draft = Draft("article-journal")
        _WHOLE.get(found.element.tag, keep_whole)(draft, found.element)
        _conclude(draft)
        item = of_record(draft.record(), "\n".join(draft.abstract), found.number, found.line, FORMAT)
        if isinstance(item, Rejected):
            item = Rejected(item.number, item.line, item.reason, found.raw)
        yield item


Handler = Callable[[Draft, Any], None]
Table = dict[str, Any]
"""Names of elements to the fields they fill, to Tables of their children, or to Handlers that read them."""


def _run(table: Table, draft: Draft, element: Any) -> None:
    """Read each child of an element: into the field a table names, or by its function; keep the others."""
    fields = draft.fields
    for child in element:
        handler: Any = table.get(child.tag)
        kind = handler.__class__
        if kind is str:
            if not fields.get(handler):
                fields[handler] = words(child)
        elif kind is dict:
            _run(handler, draft, child)
        elif handler is None:
            keep_whole(draft, child)
        else:
            handler(draft, child)


def _conclude(draft: Draft) -> None:
    """Settle what only the whole record tells: dates, titles and names that stand in for missing ones."""
    fields = draft.fields
    draft.first("issued", fields.get("epub"))
    if draft.fields["type"] == "article-journal":
        draft.first("container", fields.get("container_short"))
        draft.first("number", fields.pop("pii", "") if not fields.get("pages") else "")
    fields.pop("pii", "")
    if fields.get("title", "").strip("[]. ").lower() in ("", "not available"):
        fields["title"] = fields.get("original_title", "") or fields.get("title", "")
    linking = fields.pop("linking", "")
    draft.first("issn", linking)
    other = fields.pop("other_abstract", "")
    if other and not draft.abstract:
        draft.abstract.append(other)


def _article(draft: Draft, element: Any) -> None:
    _run(_ARTICLE, draft, element)


def _citation(draft: Draft, element: Any) -> None:
    for name, value in element.attrib.items():
        draft.keep(name, value)
    _run(_CITATION, draft, element)


def _pmid(draft: Draft, element: Any) -> None:
    draft.first("pmid", normalise_pmid(element.text or ""))


def _inside(draft: Draft, element: Any) -> None:
    model = element.get("PubModel")
    if model:
        draft.keep("PubModel", model)
    _run(_INSIDE_ARTICLE, draft, element)


def _issn(draft: Draft, element: Any) -> None:
    issn = normalise_issn(element.text or "")
    if draft.fields.get("issn"):
        draft.keep(f"ISSN ({element.get('IssnType', 'other')})", issn)
    draft.first("issn", issn)


def _linking(draft: Draft, element: Any) -> None:
    draft.first("linking", normalise_issn(element.text or ""))
    keep_text(draft, element)


def _abbreviated(draft: Draft, element: Any) -> None:
    draft.first("container_short", words(element))
    keep_text(draft, element)


def _published(draft: Draft, element: Any) -> None:
    dated(draft, "issued", element)


def _dated(draft: Draft, element: Any) -> None:
    dated(draft, "epub", element)


def _book(draft: Draft, element: Any) -> None:
    """Read a book; what belongs to the book around a chapter goes to the fields of its container."""
    _run(_BOOK_DOCUMENT, draft, element)
    fields = draft.fields
    title, authors = fields.pop("book_title", ""), fields.pop("book_authors", [])
    doi = fields.pop("book_doi", "")
    if fields.get("title"):
        fields["type"] = "chapter"
        draft.first("container", title)
        draft.keep("Book/ELocationID", doi)
    else:
        fields["type"], fields["title"] = "book", title
        draft.first("doi", doi)
    draft.first("authors", authors)
    draft.first("issued", fields.pop("begun", None))
    draft.first("issued", fields.pop("contributed", None))


def _whole_book(draft: Draft, element: Any) -> None:
    _run(_BOOK_ARTICLE, draft, element)


def _in_book(draft: Draft, element: Any) -> None:
    own = draft.fields.pop("authors", None)
    doi = draft.fields.pop("doi", "")
    _run(_BOOK, draft, element)
    if authors := draft.fields.pop("authors", None):
        draft.fields["book_authors"] = authors
    if book_doi := draft.fields.pop("doi", ""):
        draft.fields["book_doi"] = book_doi
    if own:
        draft.fields["authors"] = own
    if doi:
        draft.fields["doi"] = doi
    draft.fields.pop("pii", "")


def _contributed(draft: Draft, element: Any) -> None:
    draft.first("contributed", date_of(element))
    keep_text(draft, element)


def _begun(draft: Draft, element: Any) -> None:
    draft.first("begun", date_of(element))
    keep_text(draft, element)


def _titled(name: str) -> Handler:
    def read(draft: Draft, element: Any) -> None:
        draft.first(name, sentence(words(element)))

    return read


_ISSUE: Table = {"Volume": "volume", "Issue": "issue", "PubDate": _published}
_JOURNAL: Table = {
    "ISSN": _issn,
    "JournalIssue": _ISSUE,
    "Title": _titled("container"),
    "ISOAbbreviation": "container_short",
}
_JOURNAL_INFO: Table = {
    "Country": "place",
    "MedlineTA": _abbreviated,
    "ISSNLinking": _linking,
    "NlmUniqueID": keep_text,
}
_INSIDE_ARTICLE: Table = PARTS | {
    "Journal": _JOURNAL,
    "ArticleTitle": title_of,
    "VernacularTitle": _titled("original_title"),
    "Pagination": pages_of,
    "ELocationID": location_id,
    "Abstract": abstract_of,
    "AuthorList": people_of,
    "ArticleDate": _dated,
}
_CITATION: Table = PARTS | {
    "PMID": _pmid,
    "Article": _inside,
    "MedlineJournalInfo": _JOURNAL_INFO,
}
_DATA: Table = PARTS | {"ArticleIdList": article_ids}
_ARTICLE: Table = {"MedlineCitation": _citation, "PubmedData": _DATA}
_PUBLISHER: Table = {"PublisherName": "publisher", "PublisherLocation": "place"}
_BOOK: Table = {
    "Publisher": _PUBLISHER,
    "BookTitle": _titled("book_title"),
    "PubDate": _published,
    "BeginningDate": _begun,
    "AuthorList": people_of,
    "Volume": "volume",
    "Edition": "edition",
    "CollectionTitle": _titled("collection"),
    "Isbn": PARTS["Isbn"],
    "ELocationID": location_id,
    "ReportNumber": "number",
}
_BOOK_DOCUMENT: Table = PARTS | {
    "PMID": _pmid,
    "ArticleIdList": article_ids,
    "Book": _in_book,
    "ArticleTitle": title_of,
    "VernacularTitle": _titled("original_title"),
    "Pagination": pages_of,
    "AuthorList": people_of,
    "PublicationType": publication_type,
    "Abstract": abstract_of,
    "ContributionDate": _contributed,
}
_BOOK_ARTICLE: Table = {"BookDocument": _book, "PubmedBookData": _DATA}
_WHOLE: dict[str, Handler] = {
    "PubmedArticle": _article,
    "PubmedBookArticle": _whole_book,
    "MedlineCitation": _citation,
    "BookDocument": _book,
}
