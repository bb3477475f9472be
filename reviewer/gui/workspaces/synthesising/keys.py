"""The commands of Synthesis, as rows: keys, menus, words; and the keys that the line below names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from reviewer.gui.commands import Command
from reviewer.gui.workspaces.synthesising.bar import FINDINGS, FLOW, MAP
from reviewer.language import say

MENU = "Evidence"
KeyLine = Sequence[tuple[tuple[str, ...], str]]


def _key(
    id: str, text: str, run: Callable[[], None], *keys: str, icon: str = "", separator: bool = False
) -> Command:
    """Make a row whose keys act only in Synthesis itself."""
    return Command(f"synthesis.{id}", text, run, MENU, keys, icon, "pane", separator=separator)


def commands(w: Any) -> Sequence[Command]:
    """Return the rows of the workspace `w`."""
    return (
        _key("next", say("Next claim"), partial(w._step, 1), "J"),
        _key("previous", say("Previous claim"), partial(w._step, -1), "K"),
        _key("grade", say("Grade this claim"), w.grade, "G", icon="grade"),
        _key(
            "accept", say("Accept the suggestion"), partial(w.answer, True), "Y", icon="check", separator=True
        ),
        _key("reject", say("Reject the suggestion"), partial(w.answer, False), "N", icon="cross"),
        _key("colour", say("Colour by voice or stance"), w.turn_colour, "V", separator=True),
        _key("experience", say("Show or hide experience"), w.turn_experience, "Shift+E"),
        _key("copy", say("Copy the table"), w.copy_table, "Ctrl+C", icon="file", separator=True),
        Command("synthesis.export", say("Export the figure…"), w.export, MENU, ("Ctrl+E",), "export"),
    )


_OF_FIGURE: dict[int, KeyLine] = {
    MAP: ((("←", "→"), say("mark")), (("Enter",), say("open quote in text")), (("G",), say("grade"))),
    FLOW: ((("Ctrl", "E"), say("export the flow")), (("F6",), say("next pane"))),
    FINDINGS: (
        (("↑", "↓"), say("outcome")),
        (("Enter",), say("open the rating")),
        (("Ctrl", "E"), say("export the table")),
    ),
}


def key_line(tab: int, proposal: bool) -> KeyLine:
    """Return the keys that act on the figure in front; `proposal` says that Y and N answer one."""
    if tab in _OF_FIGURE:
        return _OF_FIGURE[tab]
    return (
        (("←", "↑", "↓", "→"), say("cell")),
        (("Enter",), say("open quote in text")),
        *([(("Y", "N"), say("accept, reject"))] if proposal else []),
        (("V",), say("colour by voice or stance")),
        (("G",), say("grade")),
        *([] if proposal else [(("Shift", "E"), say("show or hide experience"))]),
    )
