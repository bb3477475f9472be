"""Keep a filter of the library under a name, and let go of it."""

from __future__ import annotations

from reviewer.errors import ReviewError
from reviewer.language import recorded, say
from reviewer.library import Library, journal, rows, views
from reviewer.library.views import View
from reviewer.model import Changes

LONGEST_NAME = 60


def save_view(library: Library, name: str, query: str) -> Changes:
    """Keep a query under a name; a view of this name gets the new query. Raises ReviewError."""
    name, query = _named(name), query.strip()
    if not query:
        raise ReviewError(say("There is no filter to keep."), say("Filter the library first."))
    known = next((view for view in views.views(library) if view.name == name), None)
    label = (
        recorded("Save the view “{name}”", name=name)
        if known is None
        else recorded("Give the view “{name}” another filter", name=name)
    )
    with journal.op(library, label) as pending:
        if known is None:
            rows.add(library, "properties", key=views.key_of(name), value=query)
        else:
            rows.change(library, "properties", known.id, value=query)
    return pending.changes


def rename_view(library: Library, name: str, new: str) -> Changes:
    """Give a view another name. Raises ReviewError when there is none, or another view has the new name."""
    known, new = _view(library, name), _named(new)
    if new != name and any(view.name == new for view in views.views(library)):
        raise ReviewError(
            say("There is a view “{new}” already.", new=new), say("Choose another name, or remove that one.")
        )
    with journal.op(library, recorded("Rename the view “{name}” to “{new}”", name=name, new=new)) as pending:
        rows.change(library, "properties", known.id, key=views.key_of(new))
    return pending.changes


def remove_view(library: Library, name: str) -> Changes:
    """Let go of a view; the documents stay. Raises ReviewError when there is none of this name."""
    known = _view(library, name)
    with journal.op(library, recorded("Remove the view “{name}”", name=name)) as pending:
        rows.drop(library, "properties", known.id)
    return pending.changes


def _named(name: str) -> str:
    """Return a name with single spaces. Raises ReviewError where it is empty or long."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise ReviewError(
            say("A view needs a name of up to {LONGEST_NAME} characters.", LONGEST_NAME=LONGEST_NAME),
            say("Give it a short name."),
        )
    return name


def _view(library: Library, name: str) -> View:
    known = next((view for view in views.views(library) if view.name == name), None)
    if known is None:
        raise ReviewError(
            say("There is no view “{name}”.", name=name), say("`reviewer views` names those there are.")
        )
    return known
