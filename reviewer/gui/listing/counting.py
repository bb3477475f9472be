"""How many documents each view and each value of a facet has; in a large library counted off this thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from reviewer.gui.listing import query
from reviewer.gui.listing.facets import Counts
from reviewer.gui.lookup import Lookup
from reviewer.gui.session import Session
from reviewer.library import Library, documents, views
from reviewer.model import Changes

AT_ONCE = 2_000
"""Documents up to which the counts are there before the table is drawn, not after."""


@dataclass(frozen=True, slots=True)
class OfViews:
    """How many documents each view of ours has, and (name, query, documents) of the saved ones."""

    ours: list[int]
    saved: list[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted: the views (None where they were not asked for), the values of each facet, and what
    a workspace counts besides."""

    views: OfViews | None
    facets: Counts
    more: Any = None


def count_views(library: Library, wanted: Sequence[str]) -> OfViews:
    """Count what is in each of our views, named by their queries, and in each that was saved."""
    return OfViews(
        [documents.matching(library, query) for query in wanted],
        [(one.name, one.query, documents.matching(library, one.query)) for one in views.views(library)],
    )


def count_facets(library: Library, typed: str) -> Counts:
    """Count each facet; where only one value can be chosen, the others stay in sight to change to."""
    counts = documents.facets(library, typed)
    for field in ("design", "format", "year"):
        if query.values(typed, field):
            counts |= documents.facets(library, query.without_field(typed, field), (field,))
    return counts


def count(library: Library, typed: str, wanted: Sequence[str] | None) -> Counted:
    """Count the facets of what matches a query, and the views if any are wanted."""
    return Counted(count_views(library, wanted) if wanted is not None else None, count_facets(library, typed))


Count = Callable[[Library, str, Sequence[str] | None], Counted]


class Counting(QObject):
    """Counts for a workspace: at once, or on a thread of its own with the latest question only."""

    def __init__(self, session: Session, how: Count, parent: QObject) -> None:
        super().__init__(parent)
        self.session, self.count = session, how
        self.lookup = Lookup(self)
        session.changed.connect(self._library_changed)

    def ask(
        self, typed: str, wanted: Sequence[str] | None, then: Callable[[Counted], None], *, apart: bool
    ) -> None:
        """Tell `then` the counts for what is typed; `apart` they come later, to the last to ask."""
        opened = self.session.library
        if opened is None:
            return
        if apart:
            self.lookup.ask(
                opened.path, lambda own: self.count(own, typed, wanted), then, reviewer=opened.reviewer
            )
        else:
            self.lookup.forget()
            then(self.session.read(self.count, typed, wanted))

    def _library_changed(self, changes: Changes | None) -> None:
        if changes is None:  # it may be another library, or none
            self.lookup.close()
