"""Write the matrix as a table for programs: one row for each claim, stances in words, UTF-8 with a mark."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from reviewer.readers.table_columns import harmless
from reviewer.synthesis.arranging import Row
from reviewer.synthesis.matrix import Cell, Line, Matrix


def table(matrix: Matrix, rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    """Yield the head and one row of words for each claim, in the order given."""
    names = [f"{column.source}: {column.label}" for column in matrix.columns]
    certain = [f"Certainty: {each.short or each.name}" for each in matrix.populations]
    yield ("Claim", "Statement", "Tag", *names, *certain, "Gaps")
    for line in (row for row in rows if isinstance(row, Line)):
        cells = [words(line.cell(number)) for number in range(len(matrix.columns))]
        grades = [grade.words for grade in line.grades]
        claim = line.claim
        gaps = "; ".join(sorted(line.gaps))
        yield (str(claim.number), claim.statement, line.tag_path, *cells, *grades, gaps)


def words(cell: Cell) -> str:
    """Return a cell in words: "supports 3", "suggested 1", or "" where nothing is said."""
    said = [f"{stance.value} {count}" for stance, count in cell.stances]
    return "; ".join([*said, *([f"suggested {len(cell.proposed)}"] if cell.proposed else [])])


def to_matrix_csv(matrix: Matrix, rows: Sequence[Row]) -> bytes:
    """Return the bytes of the CSV file, by the rules of `to_csv`."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in table(matrix, rows))
    return made.getvalue().encode("utf-8-sig", "replace")
