"""What the two tables of the matrix show: cells by document and voice, and certainties by population.

Both models have the same rows; titles of groups among them can be neither selected nor reached by keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from reviewer.actions.figures import View
from reviewer.appraisal.bodies import instead_in_words
from reviewer.gui.tables import ROOT, Index
from reviewer.gui.workspaces.synthesising.populations import name_of
from reviewer.language import say, say_count
from reviewer.synthesis.arranging import Row, Title
from reviewer.synthesis.matrix import Cell, Column, Head, Line, Matrix


class Rows(QAbstractTableModel):
    """The rows of a matrix as a person arranged them; subclasses say what a column holds."""

    def __init__(self) -> None:
        super().__init__()
        self.matrix = Matrix()
        self.rows: Sequence[Row] = ()
        self.view = View()
        self._places: dict[int, int] = {}

    def show_rows(self, matrix: Matrix, rows: Sequence[Row], view: View) -> None:
        """Show these rows in place of all that were there."""
        self.beginResetModel()
        self.matrix, self.rows, self.view = matrix, rows, view
        self._places = {row.claim.id: place for place, row in enumerate(rows) if isinstance(row, Line)}
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """Return the claim at a row; None for a title and outside."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, Line) else None

    def row_of(self, claim: int | None) -> int | None:
        """Return the row of a claim, or None."""
        return self._places.get(claim) if claim is not None else None

    def spoken(self, line: Line, column: int) -> str:
        """Return what a screen reader says of a cell."""
        raise NotImplementedError

    # Qt's names from here on

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.line(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.rows[index.row()]
        return row.text if isinstance(row, Title) else self.spoken(row, index.column())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self.heading(section)
        row = self.rows[section]
        return (
            row.text
            if isinstance(row, Title)
            else say("Claim {number}. {statement}", number=row.claim.number, statement=row.claim.statement)
        )

    def heading(self, column: int) -> str:
        """Return the name of a column in words."""
        raise NotImplementedError


class Evidence(Rows):
    """One column for each voice of each document."""

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.matrix.columns)

    def column(self, number: int) -> Column:
        """Return what a column stands for."""
        return self.matrix.columns[number]

    def head(self, column: int) -> Head:
        """Return what stands above a column."""
        return self._heads[column]

    def show_rows(self, matrix: Matrix, rows: Sequence[Row], view: View) -> None:
        self._heads = [head for head in matrix.heads for _ in range(head.count)]
        super().show_rows(matrix, rows, view)

    def cell(self, index: QModelIndex) -> Cell | None:
        """Return the cell at an index; None where there is none."""
        line = self.line(index.row())
        return line.cell(index.column()) if line is not None and index.column() >= 0 else None

    def spoken(self, line: Line, column: int) -> str:
        """Return a cell in words: "Claim 4, NMO case series, study, contradicts, 1 quote"."""
        return say(
            "Claim {number}, {column}, {cell}",
            number=line.claim.number,
            column=self.column(column).spoken,
            cell=line.cell(column).spoken,
        )

    def heading(self, column: int) -> str:
        """Return a column in words, with its quotes."""
        own = self.column(column)
        return say_count(own.quotes, "{column}, {n} quote", "{column}, {n} quotes", column=own.spoken)


class Grades(Rows):
    """One column for each population; they are never pooled."""

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.matrix.populations)

    def spoken(self, line: Line, column: int) -> str:
        """Return a certainty in words: "Claim 4, certainty in MS: not gradable, context"."""
        grade, population = line.grades[column], self.matrix.populations[column]
        instead = instead_in_words(grade.reason)
        said = ", ".join(part for part in (say(grade.words or "nothing is said of it"), instead) if part)
        return say(
            "Claim {number}, certainty in {population}: {said}",
            number=line.claim.number,
            population=name_of(population),
            said=said,
        )

    def heading(self, column: int) -> str:
        """Return the population of a column, in full."""
        return say(
            "Certainty: {population}", population=name_of(self.matrix.populations[column], short=False)
        )
