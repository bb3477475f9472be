"""The fields of a record as a person reads them: what each is called, and its value in words."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.model import Name, PartialDate, Record

LABELS = {
    "title": "Title",
    "authors": "Authors",
    "container": "Journal",
    "issued": "Date",
    "volume": "Volume",
    "issue": "Issue",
    "pages": "Pages",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "issn": "ISSN",
    "isbn": "ISBN",
    "url": "Web address",
    "language": "Language",
    "publisher": "Publisher",
    "keywords": "Keywords",
    "type": "Type",
}
"""Fields that are shown side by side and can be changed, in the order in which they are shown."""


def shown(record: Record, field: str) -> str:
    """Return the value of a field in words, as it can be typed again; nothing where the source is silent."""
    value = getattr(record, field)
    if field == "authors":
        return shown_names(value)
    if field == "issued":
        return shown_date(value)
    return "; ".join(value) if field == "keywords" else str(value)


def shown_names(names: Iterable[Name]) -> str:
    """Return names as "Family, Given; Family, Given", groups as they are called."""
    return "; ".join(_shown_name(name) for name in names)


def _shown_name(name: Name) -> str:
    family = " ".join(part for part in (name.particle, name.family) if part)
    given = " ".join(part for part in (name.given, name.dropping) if part)
    return ", ".join(part for part in (family or name.literal, given, name.suffix) if part)


def shown_date(date: PartialDate | None) -> str:
    """Return a date as far as it is known: "2011", "2011-04", "2011-04-18"."""
    if date is None:
        return ""
    parts = [f"{date.year:04}", *(f"{part:02}" for part in (date.month, date.day) if part is not None)]
    return "-".join(parts)
