"""The matrix and the evidence map as blocks: what any writer can draw, in words, counts and signs.

Both are made from the same data as the workspace shows (`synthesis`); how they look is the writer's.
"""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.errors import ReviewError
from reviewer.language import amount, later, say, say_count
from reviewer.model import Voice
from reviewer.reports.blocks import (
    Block,
    Heading,
    MapBlock,
    MapCell,
    MapLine,
    MapMark,
    MatrixBlock,
    MatrixCell,
    MatrixColumn,
    MatrixGrade,
    MatrixHead,
    MatrixLine,
    Paragraph,
    Text,
)
from reviewer.reports.index import Index, shortened, shown
from reviewer.synthesis.arranging import Row, Title, arranged
from reviewer.synthesis.certainty import Grade
from reviewer.synthesis.evidence_map import EvidenceMap, Mark, evidence_map
from reviewer.synthesis.matrix import Line, Matrix, matrix

MOST_LINES, MOST_COLUMNS = 400, 60
"""What fits into one figure that can still be read."""
PAGE_COLUMNS = 10
"""Columns of voices and certainties that fit across a page of the report."""


DENSE = 40
"""Marks of a map from which each is told by its number: with their words they would fill pages."""
MOST_MARKS = 90
"""Marks that a cell of the map holds on a page of a report, where they stand close."""


def map_block(found: EvidenceMap) -> MapBlock:
    """Return the evidence map as a block; one with many marks tells each by its number."""
    dense = len(found.marks) > DENSE
    rows = tuple(
        MapLine(
            row.title,
            tuple(
                MapCell(
                    tuple(
                        MapMark(
                            mark.number,
                            _label(mark, dense),
                            mark.quotes,
                            mark.parts,
                            mark.spoken,
                        )
                        for mark in row.cells.get(key, ())
                    )
                )
                for key, _ in found.columns
            ),
        )
        for row in found.rows
    )
    titles = tuple(title for _, title in found.columns)
    levels = tuple(int(key) if key.isdigit() else 0 for key, _ in found.columns)
    numbers = (say("Marks carry the numbers of their claims."),) if dense else ()
    return MapBlock(
        say("Evidence map: certainty by tag"),
        titles,
        levels,
        rows,
        _voices(found),
        " ".join((*numbers, *found.notes)),
        dense,
    )


def _label(mark: Mark, dense: bool) -> str:
    words = "" if dense and mark.claims == 1 else short(mark.label, 60)
    where = "" if dense and mark.key is None else mark.population
    return ", ".join(part for part in (words, where) if part)


def short(words: str, limit: int) -> str:
    """Return words as a figure has room for them."""
    return shortened(shown(words), limit)


def _voices(found: EvidenceMap) -> tuple[Voice, ...]:
    there = {voice for mark in found.marks for voice, _ in mark.parts}
    return tuple(voice for voice in Voice if voice in there)


def matrix_block(made: Matrix, rows: Sequence[Row], colour_by: str = "voice") -> MatrixBlock:
    """Return the lines of a matrix that `arranged` gave as a block; raises ReviewError when it is too large.

    `colour_by` is "voice" or "stance".
    """
    lines = sum(isinstance(row, Line) for row in rows)
    if lines > MOST_LINES or len(made.columns) > MOST_COLUMNS:
        raise ReviewError(
            say(
                "{claims} claims against {columns} columns are too many for one figure.",
                claims=amount(lines),
                columns=amount(len(made.columns)),
            ),
            say(
                "A figure holds up to {claims} claims and {columns} columns. Filter the rows, leave"
                " experience out, or write the table as CSV.",
                claims=MOST_LINES,
                columns=MOST_COLUMNS,
            ),
        )
    return MatrixBlock(
        say("Evidence matrix: claims by document and voice"),
        tuple(
            MatrixHead(
                short(head.title, 90),
                short(head.detail, 90),
                head.count,
                head.voice or Voice.NONE,
                head.voice is not None,
            )
            for head in made.heads
        ),
        tuple(
            MatrixColumn(column.voice, column.label, short(column.source, 60), column.quotes)
            for column in made.columns
        ),
        tuple(each.short or each.name for each in made.populations),
        made.grade_counts,
        tuple(_line(row, len(made.columns)) for row in rows),
        colour_by,
        any(cell.proposed for line in made.lines for cell in line.cells.values()),
    )


def _line(row: Row, columns: int) -> MatrixLine:
    if isinstance(row, Title):
        return MatrixLine(True, 0, row.text, row.hue, (), ())
    cells = tuple(
        MatrixCell(cell.stances, len(cell.proposed), cell.spoken)
        for cell in (row.cell(number) for number in range(columns))
    )
    return MatrixLine(
        False, row.claim.number, short(row.claim.short, 160), row.hue, cells, tuple(map(_grade, row.grades))
    )


def _grade(grade: Grade) -> MatrixGrade:
    return MatrixGrade(grade.level, grade.words)


def fits_a_page(made: Matrix) -> bool:
    """Tell whether a matrix can be read on pages of the report."""
    return 0 < len(made.columns) + len(made.populations) <= PAGE_COLUMNS and len(made.lines) <= MOST_LINES


def map_section(index: Index) -> list[Block]:
    """Return the evidence map; nothing without quotes."""
    found = evidence_map(index.held, experience=index.options.experience, most=MOST_MARKS)
    if not found.rows:
        return []
    aside = say("each mark is a claim; its column is the certainty, its area the quotes")
    return [Heading(say("Evidence map"), aside), map_block(found)]


def matrix_section(index: Index) -> list[Block]:
    """Return the matrix where it can be read on a page, else why it is not drawn; nothing without quotes."""
    made = matrix(index.held, experience=index.options.experience, suggestions=False)
    if not made.columns:
        return []
    heading = Heading(say("Claims against sources"))
    if fits_a_page(made):
        return [heading, matrix_block(made, arranged(made))]
    claims = say_count(len(made.lines), "{n} claim", "{n} claims")
    size = say_count(
        len(made.columns),
        "{claims} against {n} voice of documents",
        "{claims} against {n} voices of documents",
        claims=claims,
    )
    return [
        heading,
        Paragraph(
            (
                Text(
                    say(
                        "Not drawn: {size} are too many for a page. {elsewhere}",
                        size=size,
                        elsewhere=say(_ELSEWHERE),
                    )
                ),
            )
        ),
    ]


_ELSEWHERE = later("Synthesis shows the whole matrix and writes it as a table (CSV).")
