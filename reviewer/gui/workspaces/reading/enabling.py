"""Which commands of Read can be used now: by the mode, the document, the claim and the quote."""

from __future__ import annotations

from typing import Any

from reviewer.gui.workspaces.reading.separate import ALL_CONFIRMED
from reviewer.gui.workspaces.reading.suggestion_words import GROUPS
from reviewer.language import say
from reviewer.separation.boundaries import NOTHING_CERTAIN

IN_BOTH_MODES = (
    "read.previous", "read.next", "read.find", "read.again", "read.again.older", "read.check",
    "read.quoted", "read.versions",
)  # fmt: skip
OF_A_CLAIM = (
    "claim.statement",
    "claim.grade",
    "claim.remove",
    "claim.merge",
    "claim.split",
    "claim.note",
    "claim.general",
)
OF_A_QUOTE = ("claim.pico", "claim.population")
"""Commands that need a claim, or a quote here; those named "quote." need a quote as well …"""
OF_NO_QUOTE = ("quote.find", "quote.place")
"""… except these."""


def enable(w: Any) -> None:
    """Switch on what can be done in the workspace `w`; the keys of the two modes never meet."""
    on, actions = w.separating.on, w.actions_by_id
    for id, action in actions.items():
        separates = id.startswith("separate.")
        action.setEnabled(w.desk is not None and (separates == on or id == "separate" and not on))
    for id in IN_BOTH_MODES:
        actions[id].setEnabled(w.desk is not None)
    held = w.page.selected_span() is not None or (w.link is not None and not on)
    actions["read.copy"].setEnabled(w.desk is not None and held)
    certain = w.desk is not None and not w.desk.parts.uncertain
    sure = w.header.sure_button
    sure.setEnabled(certain and bool(w.desk.parts.unconfirmed))
    sure.setToolTip("" if sure.isEnabled() else ALL_CONFIRMED if certain else say(NOTHING_CERTAIN))
    actions["separate.sure"].setEnabled(on and certain)
    if not on and w.desk is not None:
        _enable_reading(w)
    for name, kinds in GROUPS.items():
        actions[f"suggestion.kind.{name}"].setChecked(not w.suggesting.off & {kind.value for kind in kinds})


def _enable_reading(w: Any) -> None:
    for id, action in w.actions_by_id.items():
        if id in OF_A_CLAIM:
            action.setEnabled(w.session.claim is not None)
        elif id in OF_A_QUOTE or id.startswith("quote.") and id not in OF_NO_QUOTE:
            action.setEnabled(w.link is not None)
    for id in ("suggestion.next", "suggestion.previous"):
        w.actions_by_id[id].setEnabled(bool(w.suggesting.shown))
    for id in ("suggestion.accept", "suggestion.claim", "suggestion.reject"):
        w.actions_by_id[id].setEnabled(w.suggesting.current is not None)
    w.actions_by_id["quote.place"].setEnabled(not w.carrying.panel.isHidden())
