"""The commands of Screen, as rows: keys, menus, words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from reviewer.gui.commands import Command
from reviewer.gui.workspaces.screening.header import STAGES
from reviewer.gui.workspaces.screening.panel import MOST_KEYS
from reviewer.language import later, say
from reviewer.model.screening import Retrieval, Stage, Verdict

MENU = "Screening"
REASONS = f"Screening › {later('Reason for exclusion')}"
FULL_TEXT = {
    Retrieval.SOUGHT: say("Full text sought"),
    Retrieval.NOT_RETRIEVED: say("Full text not retrieved"),
    Retrieval.RETRIEVED: say("Full text retrieved"),
}
EXCLUDING = tuple(f"screen.reason-{number}" for number in range(1, MOST_KEYS + 1))
NOT_AFTER_ALL = "screen.not-after-all"
"""Commands that mean something only once an exclusion was begun."""

OF_THE_TABLE = ("screen.read", "screen.page", "screen.page-back", "screen.undecide")
"""Commands whose keys mean something else to the buttons and fields beside the table."""

FILTER_KEYS = ((("Enter",), say("to the table")), (("Esc",), say("clear")))
KEYS = (
    (("I",), say("include")),
    (("E", "1–6"), say("exclude, reason")),
    (("U",), say("maybe")),
    (("J", "K"), say("record")),
    (("/",), say("filter")),
    (("Ctrl", "Z"), say("take back")),
)
EXCLUDING_KEYS = ((("1–6",), say("the reason")), (("Esc",), say("nothing after all")))
SETTLING_KEYS = (
    (("I",), say("settle: include")),
    (("E", "1–6"), say("exclude, reason")),
    (("U",), say("maybe")),
    (("N",), say("why")),
    (("J", "K"), say("conflict")),
    (("C",), say("all records")),
)


def _key(id: str, text: str, run: Callable[[], None], *keys: str, icon: str = "", **more: Any) -> Command:
    return Command(id, text, run, more.pop("menu", MENU), keys, icon, "pane", **more)


def commands(w: Any) -> Sequence[Command]:
    """Return the rows of Screen; `w` is the workspace."""
    return (
        _key(
            "screen.include", say("Include"), partial(w.deciding.decide, Verdict.INCLUDE), "I", icon="check",
        ),
        _key(
            "screen.exclude", say("Exclude…"), partial(w.deciding.decide, Verdict.EXCLUDE), "E", icon="cross",
        ),
        _key("screen.maybe", say("Maybe"), partial(w.deciding.decide, Verdict.MAYBE), "U"),
        *(
            _key(
                id, say("Reason {number}", number=number), partial(w.deciding.exclude_for, number),
                str(number), menu=REASONS,
                mode="excluding",
            )
            for number, id in enumerate(EXCLUDING, start=1)
        ),
        _key(
            NOT_AFTER_ALL, say("Exclude nothing after all"), w.deciding.disarm, "Esc", menu=REASONS,
            mode="excluding",
        ),
        _key("screen.undecide", say("Take the decision away"), w.deciding.undecide, "Del"),
        _key("screen.note", say("Note"), w.deciding.write_note, "N", icon="note"),
        _key("screen.next", say("Next record"), partial(w.step, 1), "J", icon="down", separator=True),
        _key("screen.previous", say("Previous record"), partial(w.step, -1), "K", icon="up"),
        _key("screen.page", say("Page the preview"), w.page_preview, "Space"),
        _key("screen.page-back", say("Page the preview back"), partial(w.page_preview, -1), "Shift+Space"),
        _key("screen.read", say("Open in Read"), w.open_in_read, "Return", icon="read"),
        _key("screen.conflicts", say("Conflicts"), w.show_conflicts, "C", icon="people", separator=True),
        _key("screen.reopen", say("Open the settled decision again"), w.deciding.reopen, "Shift+C"),
        _key("screen.keywords", say("Mark keywords"), w.toggle_keywords, "H", checkable=True, menu="View"),
        _key(
            "screen.filter", say("Filter the records"),
            w.focus_filter, "/", "Ctrl+F", icon="filter", menu="Edit",
            separator=True,
        ),
        *(
            Command(
                f"screen.stage-{stage}", STAGES[stage],
                partial(w.show_stage, stage), MENU, checkable=True, separator=stage is Stage.ABSTRACT,
            )
            for stage in Stage
        ),
        *(
            Command(
                f"screen.full-text-{state.replace(' ', '-')}", FULL_TEXT[state],
                partial(w.deciding.retrieve, state), MENU, separator=state is Retrieval.SOUGHT,
            )
            for state in Retrieval
        ),
        Command(
            "screen.add-reason", say("New reason to exclude…"), w.deciding.add_reason, MENU, separator=True,
        ),
        Command("screen.agreement", say("Agreement of reviewers"), w.tell_agreement, MENU),
        Command("screen.save-view", say("Save the filter as a view…"), w.save_view, "View"),
    )  # fmt: skip
