"""What a tidy table is: columns that say what they hold, and rows of plain values.

A tidy table has one row for each thing and one column for each fact about it. Rows of different tables are
joined by their ids, which are those of the library and the same in every export of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Value = str | int | bool | None
T = TypeVar("T")


class Type(StrEnum):
    """What a column holds. A moment is written as ISO 8601 with its zone."""

    TEXT = "string"
    NUMBER = "integer"
    YES_NO = "boolean"
    MOMENT = "datetime"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, what it holds and what that means.

    `values`: all that may stand there. `unit` is what is counted. `refers` is the "table.column" in which
    the same id is found. Without `needed` a cell may be empty: the library does not say.
    """

    name: str
    type: Type
    meaning: str
    values: tuple[str, ...] = ()
    unit: str = ""
    refers: str = ""
    needed: bool = False

    @property
    def free(self) -> bool:
        """Tell whether words of somebody stand here, which a spreadsheet could take for a formula."""
        return self.type is Type.TEXT and not self.values


@dataclass(frozen=True, slots=True)
class DataTable:
    """A tidy table; `key` names the columns that tell its rows apart."""

    name: str
    meaning: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A field, and how its value is read from the thing a row is about."""

    field: Field
    value: Callable[[T], Value]


def text(
    name: str,
    value: Callable[[T], str | None],
    meaning: str,
    *,
    values: Iterable[str] = (),
    refers: str = "",
    needed: bool = False,
) -> Column[T]:
    """Return a column of words."""
    return Column(Field(name, Type.TEXT, meaning, tuple(values), "", refers, needed), value)


def number(
    name: str,
    value: Callable[[T], int | None],
    meaning: str,
    *,
    unit: str = "",
    refers: str = "",
    needed: bool = False,
) -> Column[T]:
    """Return a column of whole numbers: ids, positions, counts."""
    return Column(Field(name, Type.NUMBER, meaning, (), unit, refers, needed), value)


def yes_no(name: str, value: Callable[[T], bool | None], meaning: str, *, needed: bool = True) -> Column[T]:
    """Return a column of true and false."""
    return Column(Field(name, Type.YES_NO, meaning, (), "", "", needed), value)


def moment(name: str, value: Callable[[T], str | None], meaning: str) -> Column[T]:
    """Return a column of moments; what is empty is not known."""
    return Column(Field(name, Type.MOMENT, meaning), lambda each: value(each) or None)


def table(name: str, meaning: str, key: str, columns: Iterable[Column[T]], things: Iterable[T]) -> DataTable:
    """Return the table of `things`, a row for each; `key` names the columns that tell them apart."""
    given = tuple(columns)
    rows = tuple(tuple(column.value(each) for column in given) for each in things)
    return DataTable(name, meaning, tuple(column.field for column in given), tuple(key.split()), rows)


def dictionary(tables: Iterable[DataTable]) -> DataTable:
    """Return the data dictionary: a row for each column of each table, its own among them."""
    own = DataTable(DICTIONARY, _MEANING, tuple(each.field for each in _COLUMNS), ("table", "column"), ())
    rows = [(each, field) for each in (*tables, own) for field in each.fields]
    return table(DICTIONARY, _MEANING, "table column", _COLUMNS, rows)


GUARD = (
    "One apostrophe stands before cells that a spreadsheet would run as a formula. To have the value again, "
    "take one apostrophe off each cell of such a column that matches "
    r"^'+(\s*[=+\-@＝＋－＠]|[\t\r\n])."
)
"""How a program reads the CSV files."""
DICTIONARY = "data-dictionary"
_MEANING = "What each column of each table holds. One row for each column."
_Described = tuple[DataTable, Field]
_COLUMNS: tuple[Column[_Described], ...] = (
    text("table", lambda each: each[0].name, "Name of the table.", needed=True),
    text("column", lambda each: each[1].name, "Name of the column.", needed=True),
    text("type", lambda each: each[1].type.value, "What the cells hold.", values=list(Type), needed=True),
    text("meaning", lambda each: each[1].meaning, "What the values mean.", needed=True),
    text("values", lambda each: "; ".join(each[1].values), "All values that occur, where they are few."),
    text("unit", lambda each: each[1].unit, "What is counted."),
    text("refers_to", lambda each: each[1].refers, "Table and column in which the same id is found."),
    yes_no("key", lambda each: each[1].name in each[0].key, "Whether the column tells the rows apart."),
    yes_no("needed", lambda each: each[1].needed, "Whether every row has a value."),
    yes_no(
        "guarded",
        lambda each: each[1].free,
        f"Whether cells of the CSV file may begin with an apostrophe that the value has not. {GUARD}",
    ),
)
