"""The filter field as data: words and `field:value` parts that the facets switch on and off.

The field is the only place where a filter is kept; facets and views read it and write it.
"""

from __future__ import annotations

import re

from reviewer.library.queries import FIELDS, parts

__all__ = ["field_of", "last_part", "parts", "values", "with_value", "without_field", "without_value"]


def field_of(part: str) -> str:
    """Return the field a part filters, or an empty string for plain words."""
    name, colon, value = part.partition(":")
    return name.casefold() if colon and value and name.casefold() in FIELDS else ""


def values(query: str, field: str) -> list[str]:
    """Return what a query asks of a field."""
    return [part.partition(":")[2].strip('"').casefold() for part in parts(query) if field_of(part) == field]


def with_value(query: str, field: str, value: str, *, alone: bool) -> str:
    """Add a value of a field; `alone` takes the other values of it away."""
    kept = without_field(query, field) if alone else without_value(query, field, value)
    shown = f'"{value}"' if re.search(r"\s", value) else value
    if kept.count('"') % 2:  # a quotation mark left open would take in what is added
        kept += '"'
    return f"{kept} {field}:{shown}".strip()


def without_value(query: str, field: str, value: str) -> str:
    """Take one value of a field away."""
    return " ".join(p for p in parts(query) if field_of(p) != field or value not in values(p, field))


def without_field(query: str, field: str) -> str:
    """Take every value of a field away."""
    return " ".join(part for part in parts(query) if field_of(part) != field)


def last_part(query: str) -> tuple[str, str]:
    """Return what the last part is called and the query without it, for a filter that finds nothing."""
    found = parts(query)
    if not found:
        return "", ""
    return field_of(found[-1]) or found[-1], " ".join(found[:-1])
