"""What the page shows of the claims: a mark for every quote, and a note beside it."""

from __future__ import annotations

from reviewer.gui.page import Mark, Note
from reviewer.gui.workspaces.reading.desk import Desk


def marks(desk: Desk) -> list[Mark]:
    """Return the marks of the document on the desk."""
    return [
        Mark(
            link.id, link.claim, link.span.start, link.span.end,
            desk.hue(desk.claims[link.claim]), str(desk.claims[link.claim].number),
        )
        for link in desk.quotes
    ]  # fmt: skip


def notes(desk: Desk, reviewer: str) -> list[Note]:
    """Return the margin notes of the document on the desk, with certainty as `reviewer` sees it."""
    found = []
    for link in desk.quotes:
        claim = desk.claims[link.claim]
        detail, level = desk.standing(link, reviewer)
        number = str(claim.number)
        found.append(Note(link.id, number, claim.short, link.stance, detail, level, desk.hue(claim)))
    return found
