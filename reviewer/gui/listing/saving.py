"""Keeping the filter of a table as a view, under a name that is asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewer.actions import views as actions
from reviewer.gui import dialogs
from reviewer.gui.session import Session
from reviewer.language import say
from reviewer.library import views


def save_view(session: Session, parent: QWidget, query: str) -> None:
    """Keep a filter under a name; where a view had this name, say which filter it stood for."""
    name = dialogs.ask_text(parent.window(), say("Save a view"), say("Name of the view"))
    if name is None:
        return
    name = " ".join(name.split())
    before = next((view.query for view in session.read(views.views) if view.name == name), None)
    if session.perform(actions.save_view, name, query) is not None and before not in (None, query.strip()):
        session.tell(
            say("There was a view “{name}”: it stood for {before}.", name=name, before=before),
            say("Undo brings that back."),
        )
