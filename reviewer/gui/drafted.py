"""What the fields belong to in which words were left: named, so that a person finds them again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reviewer.language import listed, say
from reviewer.library import Library, audit

DRAFTED = {
    "claims": ("claims", "{}", say("a claim")),
    "quotes": ("quotes", say("a quote of {}"), say("a quote")),
    "tags": ("tags", say("the tag “{}”"), say("a tag")),
    "studies": ("documents", say("the study of “{}”"), say("a study")),
    "record_edits": ("documents", say("the record of “{}”"), say("a record")),
    "segments": ("segments", say("the name of a speaker in “{}”"), say("the name of a speaker")),
    "certainties": ("claims", say("the rating of {}"), say("a rating")),
    "appraisals": ("documents", say("a checklist of “{}”"), say("a checklist")),
    "properties": ("", "", say("the question of the review")),
    "decisions": ("documents", say("the note on “{}”"), say("a note on a decision")),
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
        said[FEW:] = [say("{count} other places", count=len(said) - FEW)]
    return listed(said)


def _called(library: Library, table: str, row: int | str) -> str:
    parent, named, nameless = DRAFTED[table]
    id = re.match(r"\d+", str(row))
    name = audit.name_of(library, parent, int(id.group())) if id is not None else ""
    if not name:
        return nameless
    return named.format(name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…")
