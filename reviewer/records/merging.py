"""One record from two: what a source states in fields of its own, and what was read from its text."""

from __future__ import annotations

from dataclasses import fields, replace

from reviewer.model import Record
from reviewer.records.ids import normalise_doi, normalise_pmcid, normalise_pmid

GENERIC = ("document", "webpage")
"""Types that say no more than that there is something to read."""
CITED = ("container", "issued", "epub", "volume", "issue", "pages")
"""Fields of one citation: half of one and half of another would be a reference to nothing."""

_NOTHING_CITED = {name: getattr(Record(), name) for name in CITED}


def merge(stated: Record | None, found: Record) -> Record:
    """Return the fields that a source states, and for the empty ones what `found` says.

    The fields of a citation come from `stated` when it names a journal article, filled up from `found` if
    nothing there contradicts it; else from `found` when that has a citation. Identifiers are normalised;
    one that is none becomes empty.
    """
    if stated is None:
        return found
    ours = _normalised(stated)
    if ours.type == "article-journal":
        found = replace(found, **_NOTHING_CITED) if _differ(ours, found) else found
    elif found.container:
        ours = replace(ours, **{name: getattr(found, name) for name in CITED})
    empty = Record(type="")
    names = [field.name for field in fields(Record)]
    gaps = {name: getattr(found, name) for name in names if getattr(ours, name) == getattr(empty, name)}
    return replace(ours, **gaps, type=_type(ours.type, found.type))


def _differ(one: Record, other: Record) -> bool:
    """Whether two citations cannot be of the same article."""
    pairs = [(getattr(one, name), getattr(other, name)) for name in ("volume", "issue", "pages")]
    return any(a and b and a != b for a, b in pairs)


def _type(stated: str, found: str) -> str:
    return stated if stated not in GENERIC or found == "document" else found


def _normalised(record: Record) -> Record:
    return replace(
        record,
        doi=normalise_doi(record.doi),
        pmid=normalise_pmid(record.pmid),
        pmcid=normalise_pmcid(record.pmcid),
    )
