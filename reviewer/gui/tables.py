"""Table models over pages of the library: all ids at once, rows a page at a time.

A model holds the ids of its rows in an array (8 bytes each) and a cache of pages, filled when a view asks
for a row. Sorting and filtering are queries that give new ids; no proxy model ever sees the rows. 100,000
documents are shown in a tenth of a second that way (design notes, "Big record lists").
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

PAGE = 200
"""Rows fetched at once."""
PAGES_KEPT = 20

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
"""The parent of every row of a table."""
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which a view's delegate finds the whole row object."""


class Identified(Protocol):
    """What a row must have: the id it was asked for by."""

    @property
    def id(self) -> int: ...


Row = TypeVar("Row", bound=Identified)


class PagedTable(QAbstractTableModel, Generic[Row]):
    """A read-only table over ids; subclasses say what a cell shows and how it is spoken."""

    headings: Sequence[str] = ()

    def __init__(self, fetch: Callable[[list[int]], Iterable[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids = array("q")
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()

    def set_ids(self, ids: Iterable[int], read: Sequence[Row] = ()) -> None:
        """Show these rows in this order, forgetting every page; `read` are the rows of one that is known."""
        self.beginResetModel()
        self._ids = ids if isinstance(ids, array) else array("q", ids)
        self._pages.clear()
        place = self.row_of(read[0].id) if read else None
        if place is not None:
            self._pages[place // PAGE] = {row.id: row for row in read}
        self.endResetModel()

    def forget(self, ids: Iterable[int]) -> None:
        """Read these rows again when they are next shown; their order stays."""
        for id in ids:
            row = self.row_of(id)
            if row is not None:
                self._pages.pop(row // PAGE, None)
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.headings) - 1))

    def ids(self) -> Sequence[int]:
        """Return the ids in the order shown."""
        return self._ids

    def id_at(self, row: int) -> int:
        """Return the id shown at `row`."""
        return self._ids[row]

    def row_of(self, id: int) -> int | None:
        """Return where an id is shown, or None."""
        with suppress(ValueError):
            return self._ids.index(id)
        return None

    def row_at(self, row: int) -> Row | None:
        """Return the row object at `row`; None when it has gone since the ids were read."""
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            wanted = self._ids[number * PAGE : (number + 1) * PAGE]
            page = {found.id: found for found in self._fetch(list(wanted))}
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(self._ids[row])

    def cell(self, row: Row, column: int) -> str:
        """Return the text of a cell."""
        raise NotImplementedError

    def spoken(self, row: Row, column: int) -> str:
        """Return what a screen reader says of a cell."""
        return self.cell(row, column)

    def tip(self, row: Row, column: int) -> str:
        """Return the tool tip of a cell."""
        return ""

    # Qt's names from here on

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        wanted = {
            int(Qt.ItemDataRole.DisplayRole): self.cell,
            int(Qt.ItemDataRole.AccessibleTextRole): self.spoken,
            int(Qt.ItemDataRole.ToolTipRole): self.tip,
        }.get(int(role))
        if not index.isValid() or (wanted is None and role != ROW_ROLE):
            return None
        row = self.row_at(index.row())
        if row is None or wanted is None:
            return row
        return wanted(row, index.column())
