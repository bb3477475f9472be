"""What Grade says where there is no sheet: no library, no claims, or a claim that no study speaks of."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.gui.workspaces.grading.bodies import Entry
from reviewer.language import say

NOT_GRADABLE = say(
    "No words of a study report a result for this claim. Commentary and experience stand at the right: "
    "they are shown, attributed and reported, never graded."
)


def not_gradable(entry: Entry, names: Mapping[str, str]) -> tuple[str, str, str]:
    """Return the claim, that it is not gradable, and why; `names` are those of reviewers by id."""
    why = " ".join([NOT_GRADABLE, *entry.kept_in_words(names)])
    return entry.claim.statement, say("Not gradable: {reason}", reason=entry.reason), why


def no_claims(opened: bool) -> tuple[str, str, str]:
    """Return no claim, what is missing, and what to do."""
    if opened:
        return "", say("No claims yet."), say("In Read, select words and press Q.")
    return "", say("No library is open."), say("Open one with Ctrl+O.")
