"""The menus of the reader: text size, what else there is, and what a right click offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from reviewer import settings
from reviewer.gui.session import Session
from reviewer.language import say

SIZES = (12.0, 24.0)
"""Smallest and largest reading text, px."""
MEASURES = (45, 95)
"""Narrowest and widest column, characters."""

MORE = ("read.previous", "read.next", "", "read.find", "", "separate", "read.again", "", "read.versions")
SEPARATING = (
    "separate.split", "separate.merge", "", "separate.study", "separate.commentary", "separate.reader",
    "separate.boilerplate", "", "read.copy", "", "read.again",
)  # fmt: skip
ON_WORDS = (
    "claim.new",
    "claim.link",
    "claim.tag",
    "",
    "read.copy",
    "",
    "read.sentence",
    "read.find",
    "separate",
)
ON_QUOTE = (
    "quote.supports", "quote.contradicts", "quote.qualifies", "quote.mentions", "", "claim.tag",
    "claim.statement", "claim.grade", "", "read.copy", "", "quote.move", "claim.split", "claim.merge",
    "", "quote.remove", "claim.remove",
)  # fmt: skip
"""Commands by id; an empty one is a line."""


def on_page(w: Any) -> Sequence[str]:
    """Return what a right click on the page of the workspace `w` offers."""
    if w.separating.on:
        return SEPARATING
    return ON_WORDS if w.page.selected_span() is not None or w.link is None else ON_QUOTE


def show_actions(parent: QWidget, actions: Mapping[str, QAction], ids: Sequence[str], place: QPoint) -> None:
    """Show a menu of commands at a place of the screen."""
    menu = QMenu(parent)
    for id in ids:
        if id:
            menu.addAction(actions[id])
        else:
            menu.addSeparator()
    menu.exec(place)


def show_sizes(parent: QWidget, session: Session, place: QPoint) -> None:
    """Show the menu of text sizes and column widths."""
    menu = QMenu(parent)
    menu.addAction(say("Larger text"), lambda: resize(session, 1))
    menu.addAction(say("Smaller text"), lambda: resize(session, -1))
    menu.addAction(say("Usual text size"), lambda: resize(session, 0))
    menu.addSeparator()
    menu.addAction(say("Wider column"), lambda: widen(session, 5))
    menu.addAction(say("Narrower column"), lambda: widen(session, -5))
    menu.exec(place)


def resize(session: Session, step: float) -> None:
    """Make the reading text larger or smaller by `step` px; 0 gives the usual size."""
    wanted = session.settings.reader_size + step if step else settings.Settings().reader_size
    session.settings.reader_size = min(max(wanted, SIZES[0]), SIZES[1])
    session.save_settings()


def widen(session: Session, step: int) -> None:
    """Make the column wider or narrower by `step` characters."""
    session.settings.measure = min(max(session.settings.measure + step, MEASURES[0]), MEASURES[1])
    session.save_settings()
