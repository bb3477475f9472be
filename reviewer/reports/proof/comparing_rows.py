"""A table of quotes against itself, by the marks of its rows, and against what the library says now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reviewer.language import say
from reviewer.readers.table_columns import as_meant, harmless
from reviewer.reports.blocks import Sheet
from reviewer.reports.proof import in_table
from reviewer.reports.proof.comparing import Finding, State
from reviewer.reports.proof.in_table import Rows


def rows(table: Rows, key: str) -> Iterator[Finding]:
    """Yield the rows of a file that are not as they were written, stand twice, or are not there."""
    numbered: Counter[str] = Counter()
    total = ""
    for row in table.rows:
        given = dict(zip(table.columns, row, strict=True))
        number, total = given["row"], given["rows"]
        numbered[number] += 1
        label = _row(number)
        if in_table.mark(key, _marked(table, row)) != given["row_mark"]:
            detail = say("quote {id}", id=given["quote_id"])
            yield Finding(State.CHANGED, "line", label, detail, _key(given["quote_id"]))
        elif numbered[number] > 1:
            yield Finding(
                State.ADDED, "line", label, say("it stands more than once"), _key(given["quote_id"])
            )
    for place in range(1, _whole(total) + 1):
        if str(place) not in numbered:
            yield Finding(State.MISSING, "line", _row(place), say("it was taken out of the file"))


def _row(number: object) -> str:
    return say("Row {number}", number=number)


def _quote(id: str, claim: str) -> str:
    return say("Quote {id} of claim {claim}", id=id, claim=claim)


def _marked(table: Rows, row: Sequence[str]) -> list[str]:
    """Return the cells that a mark is of, in the order in which Reviewer wrote them."""
    cells = dict(zip(table.columns, row, strict=True))
    own = [name for name in table.columns if name not in in_table.COLUMNS]
    return [cells[name] for name in (*own, *in_table.COLUMNS[:2])]


def _whole(number: str) -> int:
    return min(int(number), 1_000_000) if number.isdecimal() and len(number) < 8 else 0


def _key(id: str) -> str:
    return f"quote:{id}" if id.isdecimal() else ""


def quotes(table: Rows, now: Sheet, *, whole: bool) -> Iterator[Finding]:
    """Yield what became of each quote of a file since: which of its cells the library says otherwise now.

    Of a file that is not `whole`, a quote may not be there because its row was taken out.
    """
    after = {row[now.columns.index("quote_id")]: dict(zip(now.columns, row, strict=True)) for row in now.rows}
    before: set[str] = set()
    for row in table.rows:
        given = dict(zip(table.columns, row, strict=True))
        id = given["quote_id"]
        if id in before:
            continue
        before.add(id)
        label = _quote(id, given.get("claim", "?"))
        if id not in after:
            yield Finding(State.MISSING, "quote", label, key=_key(id))
            continue
        names = [name for name, cell in after[id].items() if not _alike(given.get(name), cell)]
        state = State.CHANGED if names else State.UNCHANGED
        yield Finding(state, "quote", label, ", ".join(names).replace("_", " "), _key(id))
    for id, cells in after.items():
        if id not in before:
            detail = "" if whole else say("it is new, or its row was taken out")
            yield Finding(State.ADDED, "quote", _quote(id, cells["claim"]), detail, _key(id))


def _alike(given: str | None, cell: str) -> bool:
    """Tell whether a cell of a file says what the library says; a column that is not there says nothing."""
    if given is None:
        return True
    written, meant, stored, guarded = (
        " ".join(words.split()) for words in (given, as_meant(given), cell, harmless(cell))
    )
    return stored in (written, meant) or written == guarded
