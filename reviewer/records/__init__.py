"""Records: the bibliographic side of a document. Pure.

`describe` reads a record from a plain text whose parts are known, `merge` joins it with what a source states
in fields of its own; `vancouver` writes it as a reference.
An empty field means that the source does not say; nothing is ever inferred, authors least of all.
"""

from __future__ import annotations

from reviewer.records.citations import parse_citation
from reviewer.records.dates import date_of_words, parse_date, print_date
from reviewer.records.description import describe
from reviewer.records.ids import (
    normalise_doi,
    normalise_isbn,
    normalise_issn,
    normalise_pmcid,
    normalise_pmid,
)
from reviewer.records.markup import plain
from reviewer.records.merging import merge
from reviewer.records.names import parse_family_first, parse_name
from reviewer.records.pages import normalise_pages, page_range, whole_pages
from reviewer.records.references import vancouver

__all__ = [
    "date_of_words",
    "describe",
    "merge",
    "normalise_doi",
    "normalise_isbn",
    "normalise_issn",
    "normalise_pages",
    "normalise_pmcid",
    "normalise_pmid",
    "page_range",
    "parse_citation",
    "parse_date",
    "parse_family_first",
    "parse_name",
    "plain",
    "print_date",
    "vancouver",
    "whole_pages",
]
