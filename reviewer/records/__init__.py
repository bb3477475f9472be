"""Records: the bibliographic side of a document. Pure.

`describe` reads a record from a plain text whose parts are known, `merge` joins it with what a source states
in fields of its own; `vancouver` writes it as a reference.
An empty field means that the source does not say; nothing is ever inferred, authors least of all.
"""

from __future__ import annotations

from reviewer.records.citations import parse_citation
from reviewer.records.dates import parse_date, print_date
from reviewer.records.description import describe
from reviewer.records.ids import normalise_doi, normalise_pmcid, normalise_pmid
from reviewer.records.merging import merge
from reviewer.records.references import vancouver

__all__ = [
    "describe",
    "merge",
    "normalise_doi",
    "normalise_pmcid",
    "normalise_pmid",
    "parse_citation",
    "parse_date",
    "print_date",
    "vancouver",
]
