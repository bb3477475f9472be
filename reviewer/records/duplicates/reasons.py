"""Why two records are taken for one work, in words a reviewer understands, and the fields that differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reviewer.language import recorded
from reviewer.records.duplicates.comparing import Levels
from reviewer.records.duplicates.entries import Entry
from reviewer.records.duplicates.places import MISSING, NEAR, OTHER, SAME
from reviewer.records.duplicates.titles import ALIKE, PART

_TITLE = {
    SAME: recorded("same title"),
    NEAR: recorded("titles differ in spelling"),
    PART: recorded("one title is the beginning of the other"),
    ALIKE: recorded("titles differ in words"),
    OTHER: recorded("titles differ"),
    MISSING: recorded("one has no title"),
}
_AUTHORS = {
    SAME: recorded("same authors"),
    NEAR: recorded("authors partly the same"),
    OTHER: recorded("authors differ"),
    MISSING: recorded("no authors to compare"),
}
_JOURNAL = {
    SAME: recorded("same journal"),
    NEAR: recorded("journals alike"),
    OTHER: recorded("journals differ"),
}
_IN_PRINT = {
    ("volume", OTHER): recorded("volumes differ: {ours} and {theirs}"),
    ("issue", OTHER): recorded("issues differ: {ours} and {theirs}"),
    ("volume", SAME): recorded("same volume"),
}


def reason(found: Levels, one: Entry, other: Entry) -> str:
    """Return how two records agree and differ, field by field, identifiers first."""
    parts = [*_ids(found, one, other), _TITLE[found.title], _AUTHORS[found.authors]]
    parts += [_years(found, one, other), _JOURNAL.get(found.journal, "")]
    parts += [_number("volume", found.volume, one.printed.volume, other.printed.volume)]
    parts += [
        _number("issue", found.issue, one.printed.issue, other.printed.issue),
        _pages(found, one, other),
    ]
    return "; ".join(part for part in parts if part)


def _ids(found: Levels, one: Entry, other: Entry) -> Iterable[str]:
    for name, label in (("pmid", "PMID"), ("pmcid", "PMCID"), ("doi", "DOI")):
        level = getattr(found, name)
        ours, theirs = (getattr(each.printed if name == "doi" else each, name) for each in (one, other))
        if level == SAME:
            yield recorded("same {label}", label=label)
        elif level == NEAR:
            yield recorded(
                "{label}s of two versions: {ours} and {theirs}", label=label, ours=ours, theirs=theirs
            )
        elif level == OTHER:
            yield recorded("{label}s differ: {ours} and {theirs}", label=label, ours=ours, theirs=theirs)


def _years(found: Levels, one: Entry, other: Entry) -> str:
    if found.year == SAME:
        return recorded("same year")
    if found.year == MISSING:
        return ""
    return recorded("years differ: {ours} and {theirs}", ours=one.years[-1], theirs=other.years[-1])


def _number(label: str, level: str, ours: str, theirs: str) -> str:
    form = _IN_PRINT.get((label, level), "")
    return recorded(form, ours=ours, theirs=theirs) if form else ""


def _pages(found: Levels, one: Entry, other: Entry) -> str:
    if one.pages is None or other.pages is None:
        return ""
    ours, theirs = one.pages.printed, other.pages.printed
    if ours == theirs:
        return recorded("same pages")
    if found.pages == SAME:
        whole = not one.pages.alone and not other.pages.alone
        return (
            recorded("pages {ours} and {theirs} are the same range", ours=ours, theirs=theirs)
            if whole
            else recorded("pages {ours} and {theirs} begin alike", ours=ours, theirs=theirs)
        )
    if found.pages == NEAR:
        return recorded("pages nearly the same: {ours} and {theirs}", ours=ours, theirs=theirs)
    return recorded("pages differ: {ours} and {theirs}", ours=ours, theirs=theirs)


def differing(entries: Sequence[Entry]) -> list[str]:
    """Return the fields in which records of one work differ, as far as they have them."""
    fields = {
        "title": [str(e.named) if e.titles else "" for e in entries],
        "authors": [" ".join(p.family + p.initial for p in e.people.persons) for e in entries],
        "year": [str(e.years[0]) if e.years else "" for e in entries],
        "journal": [e.container for e in entries],
        "volume": [e.printed.volume for e in entries],
        "issue": [e.printed.issue for e in entries],
        "pages": [f"{e.pages.first}-{e.pages.last}" if e.pages else "" for e in entries],
        "doi": [e.printed.doi for e in entries],
        "pmid": [e.pmid for e in entries],
        "pmcid": [e.pmcid for e in entries],
        "type": [e.type for e in entries],
    }
    return [name for name, values in fields.items() if len({value for value in values if value}) > 1]
