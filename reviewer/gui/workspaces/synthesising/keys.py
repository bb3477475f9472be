"""The commands of Synthesis, as rows: keys, menus, words; and the keys that the line below names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from reviewer.gui.commands import Command
from reviewer.gui.workspaces.synthesising.bar import FINDINGS, FLOW, MAP

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
        _key("next", "Next claim", partial(w._step, 1), "J"),
        _key("previous", "Previous claim", partial(w._step, -1), "K"),
        _key("grade", "Grade this claim", w.grade, "G", icon="grade"),
        _key("accept", "Accept the suggestion", partial(w.answer, True), "Y", icon="check", separator=True),
        _key("reject", "Reject the suggestion", partial(w.answer, False), "N", icon="cross"),
        _key("colour", "Colour by voice or stance", w.turn_colour, "V", separator=True),
        _key("experience", "Show or hide experience", w.turn_experience, "Shift+E"),
        _key("copy", "Copy the table", w.copy_table, "Ctrl+C", icon="file", separator=True),
        Command("synthesis.export", "Export the figure…", w.export, MENU, ("Ctrl+E",), "export"),
    )


_OF_FIGURE: dict[int, KeyLine] = {
    MAP: ((("←", "→"), "mark"), (("Enter",), "open quote in text"), (("G",), "grade")),
    FLOW: ((("Ctrl", "E"), "export the flow"), (("F6",), "next pane")),
    FINDINGS: (
        (("↑", "↓"), "outcome"),
        (("Enter",), "open the rating"),
        (("Ctrl", "E"), "export the table"),
    ),
}


def key_line(tab: int, proposal: bool) -> KeyLine:
    """Return the keys that act on the figure in front; `proposal` says that Y and N answer one."""
    if tab in _OF_FIGURE:
        return _OF_FIGURE[tab]
    return (
        (("←", "↑", "↓", "→"), "cell"),
        (("Enter",), "open quote in text"),
        *([(("Y", "N"), "accept, reject")] if proposal else []),
        (("V",), "colour by voice or stance"),
        (("G",), "grade"),
        *([] if proposal else [(("Shift", "E"), "show or hide experience")]),
    )
