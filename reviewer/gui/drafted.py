"""What the fields belong to in which words were left: named, so that a person finds them again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reviewer.language import say
from reviewer.library import Library, audit

DRAFTED = {
    "claims": ("claims", "{}", "a claim"),
    "quotes": ("quotes", "a quote of {}", "a quote"),
    "tags": ("tags", "the tag “{}”", "a tag"),
    "studies": ("documents", "the study of “{}”", "a study"),
    "record_edits": ("documents", "the record of “{}”", "a record"),
    "segments": ("segments", "the name of a speaker in “{}”", say("the name of a speaker")),
    "certainties": ("claims", "the rating of {}", "a rating"),
    "appraisals": ("documents", "a checklist of “{}”", "a checklist"),
    "properties": ("", "", say("the question of the review")),
    "decisions": ("documents", "the note on “{}”", say("a note on a decision")),
}
"""For each table with drafts: the table of what its fields belong to, whose id their row begins with, how
that is said with its name, and without one where it is no longer there."""
FEW = 6
"""Places that are named; more are counted."""
LONGEST = 48
"""Characters of a name that are said."""


def places(library: Library, found: Iterable[tuple[str, int | str]]) -> str:
    """Return in words where drafts stand, as in "claim 5 and the tag “B cells”"; each place once.

    `found` holds tables and rows as drafts name them; at least one of them is in `DRAFTED`.
    """
    order = list(DRAFTED)
    known = sorted((each for each in found if each[0] in DRAFTED), key=lambda each: order.index(each[0]))
    said = list(dict.fromkeys(_called(library, *each) for each in known))
    if len(said) > FEW + 1:
        said[FEW:] = [say("{part} other places", part=len(said) - FEW)]
    *first, last = said
    return say("{join} and {last}", join=", ".join(first), last=last) if first else last


def _called(library: Library, table: str, row: int | str) -> str:
    parent, named, nameless = DRAFTED[table]
    id = re.match(r"\d+", str(row))
    name = audit.name_of(library, parent, int(id.group())) if id is not None else ""
    if not name:
        return nameless
    return named.format(name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…")
