"""What the table of documents shows: found at once, or in a large library on a thread of its own."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from reviewer.gui.listing import counting
from reviewer.gui.lookup import Lookup
from reviewer.gui.session import Session
from reviewer.gui.tables import PAGE, Identified
from reviewer.library import Library, documents
from reviewer.model import Changes


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is typed, the order, and the document that is to be in sight."""

    typed: str
    order: str
    selected: int | None


@dataclass(frozen=True, slots=True)
class Listed:
    """The ids that match, how many documents there are, and the rows that are seen first."""

    ids: Sequence[int]
    total: int
    first: Sequence[Identified]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table comes from: the ids that match, in order, and the rows of some ids."""

    find: Callable[[Library, Wanted], Iterable[int]]
    read: Callable[[Library, list[int]], Sequence[Identified]]


def found(library: Library, wanted: Wanted) -> list[int]:
    """Return the documents that match, in the order that is asked for."""
    return documents.rows(library, wanted.typed, wanted.order, wanted.order == "year")


DOCUMENTS = Source(found, documents.page)


def listed(library: Library, wanted: Wanted, source: Source) -> Listed:
    """Find the documents that match, and read the rows round the one that is to be in sight."""
    ids = array("q", source.find(library, wanted))
    at = ids.index(wanted.selected) if wanted.selected in ids else 0
    begin = at - at % PAGE
    first = source.read(library, list(ids[begin : begin + PAGE])) if ids else []
    return Listed(ids, documents.count(library), first)


class Listing(QObject):
    """Finds what the table shows; the latest question only."""

    def __init__(self, session: Session, source: Source, parent: QObject) -> None:
        super().__init__(parent)
        self.session, self.source = session, source
        self.lookup = Lookup(self)
        session.changed.connect(self._library_changed)

    def ask(self, wanted: Wanted, then: Callable[[Listed], None]) -> None:
        """Tell `then` what matches; where that takes long, later."""
        opened = self.session.library
        if opened is None:
            then(Listed((), 0, ()))
        elif self.session.read(documents.newest) > counting.AT_ONCE:
            look = partial(listed, wanted=wanted, source=self.source)
            self.lookup.ask(opened.path, look, then, reviewer=opened.reviewer)
        else:
            self.lookup.forget()
            then(self.session.read(listed, wanted, self.source))

    def _library_changed(self, _changes: Changes | None) -> None:
        if self.session.library is None:  # another one is opened by the question about it
            self.lookup.close()
