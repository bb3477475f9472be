"""The states of the window that are kept as pictures: one row in STATES adds one.

A row makes a widget ready to be drawn; the test draws it in both schemes. A workspace adds a module with
its own rows beside its tests and names it in PLACES.
"""

from __future__ import annotations

from tests.gui import around_states
from tests.gui.grade import grade_states
from tests.gui.read import read_states
from tests.gui.report import report_states, workspace_states
from tests.gui.screen import screen_states
from tests.gui.states import Series, State
from tests.gui.synthesis import synthesis_states

PLACES: dict[str, dict[str, State]] = {
    "screen": screen_states.STATES,
    "synthesis": synthesis_states.STATES,
    "grade": grade_states.STATES,
    "report": report_states.STATES,
}
"""The rows of each place, by the name its pictures begin with."""

SERIES: dict[str, dict[str, Series]] = {
    "read": read_states.SERIES,
    "around": around_states.SERIES,
    "report": workspace_states.SERIES,
}
"""The rows of places of which one window shows several states, one after the other."""
