"""The rows of a workbook against its seal: each change by its sheet, row and column."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reviewer.language import say
from reviewer.reports.manifest import SHORT
from reviewer.reports.proof.comparing import Finding, State, changed, cut, short, steps
from reviewer.reports.proof.in_workbook import Line

Cells = Sequence[str]


def rows(
    seal: str, sheets: Sequence[Line], pictures: Sequence[str], known: Iterable[str]
) -> tuple[Finding, ...]:
    """Compare the rows of a workbook with its seal.

    `known` are lines as a workbook made now has them, by which a cell that was changed can be told as it was.
    Rows that stand elsewhere and say the same, as sorting leaves them, are told as moved.
    """
    before = [seal[at : at + SHORT] for at in range(0, len(seal), SHORT)]
    after = [short(line) for line in (*(each.words for each in sheets), *pictures)]
    words = {short(line): line for line in known}
    told = _Told(sheets, pictures)
    differing = list(steps(before, after))
    gone = Counter(mark for _, a, b, _, _ in differing for mark in before[a:b])
    moved = _moved(gone, [at for _, _, _, c, d in differing for at in range(c, d)], after)
    left = Counter(after[at] for at in moved)
    found: list[Finding] = []
    for _, a, b, c, d in differing:
        old = [words.get(mark, "") for mark in _without(before[a:b], left)]
        new = [at for at in range(c, d) if at not in moved]
        found += [told.moved(at) for at in range(c, d) if at in moved]
        if len(old) == len(new):
            for was, at in zip(old, new, strict=True):
                found += told.changed(was, at)
        else:
            found += [told.gone(was, c) for was in old]
            found += [told.added(at) for at in new]
    return tuple(found)


def _moved(gone: Counter[str], new: Iterable[int], after: Sequence[str]) -> set[int]:
    """Return which new rows say what one that is gone from its place said."""
    left = Counter(gone)
    found = set()
    for at in new:
        if left[after[at]] > 0:
            left[after[at]] -= 1
            found.add(at)
    return found


def _without(marks: Iterable[str], moved: Counter[str]) -> Iterator[str]:
    """Yield the marks of rows but for those that were moved, which are counted down."""
    for mark in marks:
        if moved[mark] > 0:
            moved[mark] -= 1
        else:
            yield mark


class _Told:
    """Says what became of the rows of a workbook, in words of its sheets and columns."""

    def __init__(self, sheets: Sequence[Line], pictures: Sequence[str]) -> None:
        self._lines, self._pictures = sheets, pictures
        self._heads = {each.sheet: each.cells for each in reversed(sheets) if each.row}

    def changed(self, was: str, at: int) -> Iterator[Finding]:
        """Yield each cell of a row that is not as it was; the row alone where nobody knows how it was."""
        old, line = _cells(was), self._line(at)
        if line is None or not line.row or old is None:
            detail = say("was: {words}", words=cut(_said(was))) if was else ""
            yield Finding(State.CHANGED, "line", self._place(at), detail)
            return
        for column in range(max(len(old), len(line.cells))):
            before, now = _at(old, column), _at(line.cells, column)
            if before != now:
                found = changed(before, now)
                label = say(
                    "{place}, {column}: {words}",
                    place=self._place(at),
                    column=self._column(line, column),
                    words=found.label or say("empty"),
                )
                yield Finding(State.CHANGED, "line", label, found.detail or say("it was empty"))

    def moved(self, at: int) -> Finding:
        """Return that a row stands elsewhere."""
        return Finding(State.CHANGED, "line", self._place(at), say("it was moved, and says the same"))

    def gone(self, was: str, at: int) -> Finding:
        """Return that a row, as far as it is known, is not there any more; it stood before another."""
        detail = say("it stood behind: {place}", place=self._place(at - 1)) if at else ""
        return Finding(State.MISSING, "line", cut(_said(was)) or say("A row is gone"), detail)

    def added(self, at: int) -> Finding:
        """Return that a row is new."""
        line = self._line(at)
        detail = cut("; ".join(filter(None, line.cells))) if line else ""
        return Finding(State.ADDED, "line", self._place(at), detail)

    def _line(self, at: int) -> Line | None:
        return self._lines[at] if at < len(self._lines) else None

    def _place(self, at: int) -> str:
        line = self._line(at)
        if line is None:
            return say("A picture")
        if not line.row:
            return say("Sheet {sheet}", sheet=line.sheet)
        return say("Sheet {sheet}, row {row}", sheet=line.sheet, row=line.row)

    def _column(self, line: Line, column: int) -> str:
        """Return what a column is called at its head; in the head itself by its letters."""
        heads = self._heads.get(line.sheet, ())
        return _at(heads, column) if line.cells is not heads and _at(heads, column) else _letters(column)


def _cells(line: str) -> Cells | None:
    """Return the cells of a row from its line; None for the name of a sheet, and for what is not known."""
    found = json.loads(line) if line.startswith("[[") else None
    return found[0] if found else None


def _said(line: str) -> str:
    """Return a line as a person reads it."""
    cells = _cells(line)
    if cells is not None:
        return "; ".join(filter(None, cells))
    return say("Sheet {sheet}", sheet=json.loads(line)[0]) if line.startswith('["') else line


def _at(cells: Cells, column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _letters(column: int) -> str:
    """Return what a spreadsheet calls a column that is counted from 0: 27 is "AB"."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
