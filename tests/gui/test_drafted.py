"""Where words were left is said by name, so that they are found again."""

from __future__ import annotations

from reviewer.gui import drafted
from reviewer.gui.session import Session

PLACES = {
    "claim 5": [("claims", 5)],
    "the tag “Efficacy” and the question of the review": [("properties", 0), ("tags", 1), ("tags", 1)],
    "a quote of claim 1": [("quotes", 1)],
    "the rating of claim 2": [("certainties", "2 1 a")],
    "the note on “Research: Mitoxantrone and Progression”": [("decisions", "2/abstract")],
    "a checklist of “Efficacy and safety of mitoxantrone in patients…”": [("appraisals", "1 nos 0 a")],
    "the name of a speaker in “Efficacy and safety of mitoxantrone in patients…”": [("segments", 1)],
    "a claim and a tag": [("claims", 900), ("tags", 900)],
    "claim 1, claim 2, claim 3, claim 4, claim 5, claim 6 and 3 other places": [
        ("claims", id) for id in range(1, 10)
    ],
}


def test_places_are_named(session: Session) -> None:
    assert [session.read(drafted.places, found) for found in PLACES.values()] == list(PLACES)
