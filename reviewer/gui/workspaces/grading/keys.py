"""The commands of Grade, as rows: keys, menus, words; and the keys that the line below names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from reviewer.gui.commands import Command
from reviewer.gui.workspaces.grading.forms import FormPage
from reviewer.gui.workspaces.grading.items import JudgementRow
from reviewer.gui.workspaces.grading.sheet import GradeSheet
from reviewer.language import say

MENU = "Evidence"
Run = Callable[[], None]


def _key(id: str, text: str, run: Run, *keys: str, icon: str = "", separator: bool = False) -> Command:
    """Make a row whose keys act only in Grade itself."""
    return Command(f"grade.{id}", text, run, MENU, keys, icon, "pane", separator=separator)


def _plain(id: str, text: str, run: Run, icon: str = "") -> Command:
    """Make a row without keys."""
    return Command(f"grade.{id}", text, run, MENU, (), icon)


def commands(w: Any) -> Sequence[Command]:
    """Return the rows of the workspace `w`."""
    return (
        _key("up", say("Previous domain"), partial(w._move, -1), "Up"),
        _key("down", say("Next domain"), partial(w._move, 1), "Down"),
        *(_key(f"choose.{n}", say("Answer {n}", n=n), partial(w._pick, n), str(n)) for n in range(7)),
        _key("rationale", say("Write the rationale"), w.write_rationale, "R", icon="note"),
        _key("quote", say("Open the quote in the text"), w.open_quote, "O", icon="read"),
        _plain("pool", say("Pool the populations of this claim…"), w.pool),
        _key("borderline", say("Explain as borderline"), w.turn_borderline),
        _key("take", say("Judge as proposed"), w.take_proposed, "P", icon="check"),
        _key("attach", say("Attach the quote to the answer"), w.attach_quote, "L", icon="link"),
        _plain("own", say("Instruments of your own…"), w.show_own),
        _plain("lights", say("Judgements across studies…"), w.save_lights, "export"),
        _plain("bars", say("Judgements added up…"), partial(w.save_lights, True), "export"),
        _key("checklist", say("Next checklist"), w.next_form, "Ctrl+Tab"),
        _key(
            "mark",
            say("Mark as graded"),
            w.mark_graded,
            "Ctrl+Return",
            "Ctrl+Enter",
            icon="check",
            separator=True,
        ),
        _key("next", say("Next ungraded claim or study"), w.next_ungraded, "Shift+J"),
        _plain("difference", say("Settle the next difference"), w.next_difference, "people"),
        _plain("agreement", say("Agreement of reviewers"), w.show_agreement, "people"),
        _plain("look", say("See the judgements of others"), lambda: w.between.look(w), "eye"),
    )


def key_line(shown: QWidget | None, agreement: bool) -> Sequence[tuple[tuple[str, ...], str]]:
    """Return the keys that act on what is in front, with what they do."""
    form, tab = isinstance(shown, FormPage), (("Ctrl", "Tab"), say("next checklist"))
    if agreement:
        return (tab,)
    row: list[tuple[tuple[str, ...], str]] = []
    if isinstance(shown, GradeSheet):
        row = [(("↑", "↓"), say("domain")), (("0", "1", "2"), say("judgement")), (("R",), say("rationale"))]
    elif isinstance(shown, FormPage):
        numbers = tuple(str(n) for n in list(shown.choice_names())[:4])
        row = [(("↑", "↓"), say("item")), (numbers, say("answer")), (("R",), say("reason"))]
        row += [(("P",), say("as proposed"))] if isinstance(shown.row, JudgementRow) else []
        row += [(("Shift", "J"), say("next study"))] if len(row) < 4 else []
    done = (("Ctrl", "Enter"), say("mark done") if form else say("mark graded"))
    last = done if row else (("Shift", "J"), say("next ungraded claim"))
    return (*row, (("O",), say("open quote in text")), last, tab)
