"""What the parts of Screen share: the stage, the table, the panel, and what is selected."""

from __future__ import annotations

from reviewer.gui.listing import listed, query
from reviewer.gui.listing.facets import Facets
from reviewer.gui.listing.filtered import FilteredTable, Setup
from reviewer.gui.session import Session
from reviewer.gui.workspaces.screening.counting import CONFLICTS, count_at, views
from reviewer.gui.workspaces.screening.ordering import ORDERS, Ordering
from reviewer.gui.workspaces.screening.panel import Panel
from reviewer.gui.workspaces.screening.rows import (
    OTHERS,
    RECORD,
    VOICES,
    YOU,
    ScreenDelegate,
    ScreenTable,
    read,
)
from reviewer.language import say
from reviewer.library import decisions
from reviewer.model.screening import Screened, Stage

DEPENDS = ("decision", "fulltext", "reason")
"""Fields of a filter that may find other records after a decision."""
EMPTY = {
    "decision:none": say("Nothing is left to screen."),
    "fulltext:next": say("Nothing is left to read in full."),
    "decision:passed": say(
        "Nothing goes on to the full text yet. Include records from title and abstract first."
    ),
    "decision:conflict": say("No decisions are in conflict, as far as you have decided yourself."),
    "fulltext:conflict": say("No decisions are in conflict, as far as you have decided yourself."),
    "decision:waiting": say("Nobody is waited for."),
    "fulltext:waiting": say("Nobody is waited for."),
    "decision:exclude": say("You have excluded nothing yet."),
    "fulltext:exclude": say("You have excluded nothing yet."),
    "fulltext:missing": say("No full text is marked as not retrieved."),
    "is:duplicate": say("No duplicates are set aside."),
}
"""What is said where a view of ours is empty."""


class Desk:
    """The table with its facets, the panel, and the stage that both are at."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.stage = Stage.ABSTRACT
        self.acting = False
        """Whether something is being decided here, so that the table keeps its order."""
        self.ordering = Ordering(lambda: self.stage)
        self.table = ScreenTable(lambda ids: session.read(read, ids, self.stage))
        self.facets = Facets(views(self.stage, ()))
        self.found = FilteredTable(session, self._setup(), self.facets)
        self.panel = Panel()

    def _setup(self) -> Setup:
        return Setup(
            self.table,
            ScreenDelegate,
            {YOU: 158, VOICES: 92, OTHERS: 84},
            RECORD,
            ORDERS,
            say("Filter by words, in:title, decision:maybe, year:2010-2014"),
            say("There are no records to screen. Press Ctrl+I to add some."),
            listed.Source(self.ordering.find, lambda own, ids: read(own, ids, self.stage)),
            count_at(lambda: self.stage),
            several=True,
            said=EMPTY,
        )

    @property
    def settling(self) -> bool:
        """Return whether the conflicts are in front, so that a decision is the third one."""
        return CONFLICTS[self.stage] in self.found.filter.text().split()

    def chosen(self) -> list[int]:
        """Return the documents that are selected, in the order of the table."""
        rows = sorted({index.row() for index in self.found.view.selectionModel().selectedRows()})
        if not rows and self.found.current() >= 0:
            rows = [self.found.current()]
        return [self.table.id_at(row) for row in rows]

    def depends(self) -> bool:
        return any(query.values(self.found.filter.text(), field) for field in DEPENDS)

    def standing(self, document: int) -> Screened:
        return self.session.read(decisions.screened_one, document, self.stage)
