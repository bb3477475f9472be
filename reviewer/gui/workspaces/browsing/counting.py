"""How many documents each view and each value of a facet has; in a large library counted off this thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from reviewer.gui.lookup import Lookup
from reviewer.gui.session import Session
from reviewer.gui.workspaces.browsing import query
from reviewer.gui.workspaces.browsing.facets import VIEWS, Counts
from reviewer.library import Library, documents, views
from reviewer.model import Changes

AT_ONCE = 2_000
"""Documents up to which the counts are there before the table is drawn, not after."""


@dataclass(frozen=True, slots=True)
class OfViews:
    """How many documents each view of ours has, and (name, query, documents) of the saved ones."""

    ours: list[int]
    saved: list[tuple[str, str, int]]


def count_views(library: Library) -> OfViews:
    """Count what is in each view."""
    return OfViews(
        [documents.matching(library, wanted) for _, wanted in VIEWS],
        [(one.name, one.query, documents.matching(library, one.query)) for one in views.views(library)],
    )


def count_facets(library: Library, typed: str) -> Counts:
    """Count each facet; where only one value can be chosen, the others stay in sight to change to."""
    counts = documents.facets(library, typed)
    for field in ("design", "format", "year"):
        if query.values(typed, field):
            counts |= documents.facets(library, query.without_field(typed, field), (field,))
    return counts


Counted = tuple[OfViews | None, Counts]
"""What `count` found; no views where they were not asked for."""


def count(library: Library, typed: str, views_too: bool) -> Counted:
    """Count the facets of what matches a query, and the views."""
    return (count_views(library) if views_too else None), count_facets(library, typed)


class Counting(QObject):
    """Counts for a workspace: at once, or on a thread of its own with the latest question only."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.lookup = Lookup(self)
        session.changed.connect(self._library_changed)

    def ask(self, typed: str, views_too: bool, then: Callable[[Counted], None], *, apart: bool) -> None:
        """Tell `then` the counts for what is typed; `apart` they come later, to the last to ask."""
        if self.session.library is None:
            return
        if apart:
            look = partial(count, typed=typed, views_too=views_too)
            self.lookup.ask(self.session.library.path, look, then)
        else:
            self.lookup.forget()
            then(self.session.read(count, typed, views_too))

    def _library_changed(self, changes: Changes | None) -> None:
        if changes is None:  # it may be another library, or none
            self.lookup.close()
