"""Where what stands in a report is made: from a block, a section or a check to a place of the window."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.gui.session import Session
from reviewer.language import say
from reviewer.model import Snapshot
from reviewer.reports.blocks import Check
from reviewer.reports.preview import Spot

OF_SECTION: Mapping[str, str] = {
    "summary": "grade",
    "profile": "grade",
    "voices": "read",
    "words": "read",
    "claims": "read",
    "confirmed": "read",
    "flow": "screen",
    "map": "synthesis",
    "matrix": "synthesis",
    "references": "library",
    "levels": "grade",
    "lights": "grade",
    "checklists": "grade",
    "differences": "grade",
}
"""The workspace where a section is made; the others are changed in the tab Section."""
TITLES: Mapping[str, str] = {
    "library": say("Library"),
    "screen": say("Screen"),
    "read": say("Read"),
    "grade": say("Grade"),
    "synthesis": say("Synthesis"),
}


def place_of(spot: Spot) -> str:
    """Return the workspace that a block leads to, or "" where it is changed here."""
    if spot.kind:
        return "grade" if spot.kind in ("certainty", "appraisal") else "read"
    return OF_SECTION.get(spot.part, "")


def go_to_spot(session: Session, spot: Spot, held: Snapshot | None) -> bool:
    """Go to what a block is made from; False where that is changed in the report itself."""
    if not spot.kind:
        return go_to_section(session, spot.part)
    return go_to(session, spot.kind, spot.id, held)


def go_to_section(session: Session, part: str) -> bool:
    """Go to the workspace where a section is made; False where it has none."""
    if part in OF_SECTION:
        session.go(OF_SECTION[part])
    return part in OF_SECTION


def go_to_check(session: Session, check: Check, held: Snapshot | None) -> bool:
    """Go to where a warning can be looked at."""
    if check.kind == "screen":
        session.go("screen")
        return True
    return go_to(session, check.kind, check.id, held)


def go_to(session: Session, kind: str, id: int, held: Snapshot | None) -> bool:
    """Go to a thing of the library; False where it is not there any more."""
    quotes = {each.id: each for each in held.quotes} if held else {}
    ratings = {each.id: each for each in held.certainties} if held else {}
    appraisals = {each.id: each for each in held.appraisals} if held else {}
    if kind == "claim":
        session.go("read", claim=id)
    elif kind == "record":
        session.go("library", document=id)
    elif kind == "document":
        session.go("read", document=id)
    elif kind == "quote" and id in quotes:
        session.go("read", document=quotes[id].span.document, claim=quotes[id].claim, quote=id)
    elif kind in ("certainty", "rating") and id in ratings:
        session.go("grade", claim=ratings[id].claim, population=ratings[id].population)
    elif kind == "graded":
        session.go("grade", claim=id)
    elif kind == "appraised":
        session.go("grade", document=id)
    elif kind == "appraisal" and id in appraisals:
        given = appraisals[id]
        chosen = {"claim": given.claim} if given.claim is not None else {}
        session.go("grade", document=given.document, **chosen)
    else:
        return False
    return True
