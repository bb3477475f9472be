"""Whether a record says that the work was retracted, and where that was made known."""

from __future__ import annotations

from reviewer.model import Record

_TYPE = "retracted publication"
_KIND = "retraction in"


def retracted(record: Record) -> bool:
    """Tell whether the record says that its work was retracted."""
    typed = any(each.casefold() == _TYPE for each in record.publication_types)
    return typed or any(each.kind == _KIND for each in record.related)


def retraction_notices(record: Record) -> list[str]:
    """Return where the retraction was made known: citations, or the number of the notice in PubMed."""
    said = (each for each in record.related if each.kind == _KIND)
    named = (each.citation or (f"PMID: {each.pmid}" if each.pmid else "") or each.doi for each in said)
    return list(dict.fromkeys(each for each in named if each))
