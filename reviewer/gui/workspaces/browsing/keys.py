"""The commands of the Library and of deciding about duplicates, as rows: keys, menus, words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reviewer.gui.commands import Command
from reviewer.language import later, say

DUPLICATES = f"Document › {later('Duplicates')}"
"""A menu inside a menu of the menu bar."""
LEAVE = "duplicates.leave"
DECIDING = (
    "duplicates.same", "duplicates.apart", "duplicates.later", "duplicates.right", "duplicates.left",
    "duplicates.tick-right", "duplicates.tick-left", "duplicates.certain", LEAVE,
)  # fmt: skip
"""Commands that mean something only while duplicates are decided."""
LENT = ("library.next", "library.previous", "library.filter", "library.duplicates", *DECIDING)
"""Commands that the list of groups in the dock answers to as well."""

FILTER_KEYS = ((("Enter",), say("to the table")), (("Esc",), say("clear")))
TABLE_KEYS = (
    (("Enter",), say("read")),
    (("J", "K"), say("document")),
    (("/",), say("filter")),
    (("D",), say("duplicates")),
    (("Ctrl", "I"), say("add documents")),
    (("Ctrl", "V"), say("paste as document")),
)
SEARCH_KEYS = ((("Esc",), say("stop and go back to the table")),)
DECIDING_KEYS = (
    (("1",), say("same work")),
    (("2",), say("different works")),
    (("3",), say("later")),
    (("←", "→"), say("keep")),
    (("J", "K"), say("group")),
    (("Esc",), say("to the table")),
)


def _key(id: str, text: str, run: Callable[[], None], *keys: str, icon: str = "", **more: Any) -> Command:
    menu = more.pop("menu", "Document")
    return Command(id, text, run, menu, keys, icon, "pane", mode=menu if menu == DUPLICATES else "", **more)


def table_commands(w: Any) -> Sequence[Command]:
    """Return the rows that act on the table; `w` is the workspace."""
    return (
        _key("library.read", say("Open in Read"), w.open_in_read, "Return", icon="read", hint=say("read")),
        _key("library.next", say("Next document"), lambda: w.step(1), "J", icon="down", hint=say("document")),
        _key("library.previous", say("Previous document"), lambda: w.step(-1), "K", icon="up"),
        _key(
            "library.filter", say("Filter the table"),
            w.focus_filter, "/", "Ctrl+F", icon="filter", menu="Edit",
            hint=say("filter"), separator=True,
        ),
        Command("library.save-view", say("Save the filter as a view…"), w.save_view, "View"),
        Command("library.all", say("Show all documents"), lambda: w.seek(""), "View"),
    )  # fmt: skip


def deciding_commands(w: Any) -> Sequence[Command]:
    """Return the rows about duplicates; `w` is the workspace."""
    at, menu = w.deciding, DUPLICATES
    return (
        _key(
            "library.duplicates", say("Find duplicates"),
            w.find_duplicates, "D", icon="duplicate", separator=True
        ),
        _key("duplicates.same", say("Same work"), at.same, "1", icon="link", menu=menu),
        _key("duplicates.apart", say("Different works"), at.apart, "2", icon="split", menu=menu),
        _key("duplicates.later", say("Later"), at.later, "3", menu=menu),
        _key(
            "duplicates.right", say("Keep the record at the right"), lambda: at.step_kept(1),
            "Right", menu=menu,
        ),
        _key(
            "duplicates.left", say("Keep the record at the left"), lambda: at.step_kept(-1),
            "Left", menu=menu,
        ),
        _key("duplicates.tick-right", say("Next tick"), lambda: at.step_tick(1), "Shift+Right", menu=menu),
        _key("duplicates.tick-left", say("Previous tick"), lambda: at.step_tick(-1), "Shift+Left", menu=menu),
        _key(
            "duplicates.certain", say("Accept all certain"), at.accept_certain, "Shift+Return", icon="check",
            menu=menu,
        ),
        Command("duplicates.back", say("Take back the record set aside"), w.take_back, menu),
        _key(LEAVE, say("Back to the table"), at.leave, "Esc", menu=menu),
    )  # fmt: skip
