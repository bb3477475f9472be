"""Who may see whose judgements: nobody sees those of another on what they have not judged themselves.

Two people who judge the same are shown to each other once both are done. What each had judged by then is
kept in `first_judgements`, whatever they change afterwards; a row there also says that its reviewer sees the
others who have one. Whoever looks without judging is an onlooker, and is recorded as one.

Everything that reads judgements, or the record of how they came to be, asks here, so that no list, search,
report or history can tell what is hidden.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reviewer.model import Hidden, Subject

if TYPE_CHECKING:
    from reviewer.library.handle import Library

JUDGED = ("certainties", "appraisals", "first_judgements", "decisions", "first_decisions")
"""Tables whose rows are one reviewer's judgements; each has a column `reviewer`."""

SCREENED = {
    "decisions": "{}.stage",
    "first_decisions": "{}.stage",
    "settled_decisions": "{}.stage",
    "retrievals": "'abstract'",
}
"""Tables about decisions on documents, and how a row says at which stage. A decision is done once it is made,
so one sees those of others on a document as soon as one has decided oneself, at the same stage."""

CONCEALED_TABLES = tuple(dict.fromkeys((*JUDGED, "settlements", *SCREENED)))
"""Tables of which the history tells nobody what they may not see."""

CONCEALED = "A judgement, hidden until you have judged the same"
"""What the history says of an action that may not be told yet."""

PLACE = ("document", "claim", "population", "instrument")

_OWN = {
    "certainties": ("NULL", "{}.claim", "{}.population", "''"),
    "appraisals": ("{}.document", "{}.claim", "NULL", "{}.instrument"),
    "first_judgements": tuple(f"{{}}.{column}" for column in PLACE),
    "settlements": tuple(f"{{}}.{column}" for column in PLACE),
}
"""Where a row of a table says what it judges, in the order of PLACE."""

_DONE = {"certainties": "graded", "appraisals": "done"}


def literal(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def _looks(me: str) -> str:
    return f"EXISTS (SELECT 1 FROM onlookers WHERE reviewer = {me})"


def _open_to(person: str, place: tuple[str, ...]) -> str:
    """Return the condition that a reviewer has been shown what others judge at a place."""
    same = " AND ".join(f"f.{column} IS {value}" for column, value in zip(PLACE, place, strict=True))
    return f"EXISTS (SELECT 1 FROM first_judgements f WHERE f.reviewer = {person} AND {same})"


def _decided(person: str, document: str, stage: str) -> str:
    """Return the condition that a reviewer has decided about a document at a stage."""
    return (
        f"EXISTS (SELECT 1 FROM decisions f WHERE f.reviewer = {person} "
        f"AND f.document = {document} AND f.stage = {stage})"
    )


def visible(library: Library, table: str, alias: str) -> str:
    """Return the SQL condition that a row of judgements may be seen by the reviewer of this library."""
    me = literal(library.reviewer.id)
    if table in SCREENED:
        decided = _decided(me, f"{alias}.document", SCREENED[table].format(alias))
        return f"({alias}.reviewer = {me} OR {_looks(me)} OR {decided})"
    place = tuple(part.format(alias) for part in _OWN[table])
    if table == "settlements":
        return f"({alias}.reviewer = {me} OR {_looks(me)} OR {_open_to(me, place)})"
    both = f"{_open_to(me, place)} AND {_open_to(f'{alias}.reviewer', place)}"
    return f"({alias}.reviewer = {me} OR {_looks(me)} OR ({both}))"


def hidden(library: Library) -> list[Hidden]:
    """Return what others have judged that the reviewer of this library may not see, without its content."""
    found = []
    for table, done in _DONE.items():
        place = ", ".join(part.format("t") for part in _OWN[table])
        found += [
            Hidden(Subject(*row[:4]), row[4], bool(row[5]))
            for row in library.db.execute(
                f"SELECT {place}, t.reviewer, t.{done} FROM {table} t "
                f"WHERE NOT {visible(library, table, 't')} ORDER BY t.id"
            )
        ]
    return found


def judges(library: Library) -> list[str]:
    """Return the ids of all who have judged anything here, whether or not one may see what."""
    rows = library.db.execute(
        "SELECT reviewer FROM certainties UNION SELECT reviewer FROM appraisals ORDER BY reviewer"
    )
    return [row[0] for row in rows]


def looks(library: Library, reviewer: str) -> bool:
    """Tell whether a reviewer sees everything now, as an onlooker."""
    return bool(library.db.execute(f"SELECT {_looks(literal(reviewer))}").fetchone()[0])


def has_looked(library: Library, reviewer: str) -> bool:
    """Tell whether a reviewer ever was an onlooker; undo does not take back what was seen."""
    found = library.db.execute(
        "SELECT 1 FROM op_rows WHERE tbl = 'onlookers' AND json_extract(after, '$.reviewer') = ?", (reviewer,)
    ).fetchone()
    return found is not None


# ------------------------------------------------------------------ the history


def concealed_row(library: Library, alias: str) -> str:
    """Return the SQL condition that a row of op_rows may not be told to the reviewer of this library."""
    me = literal(library.reviewer.id)
    image = f"coalesce({alias}.after, {alias}.before)"
    person = f"json_extract({image}, '$.reviewer')"
    place = (
        *(f"json_extract({image}, '$.{column}')" for column in PLACE[:3]),
        f"coalesce(json_extract({image}, '$.instrument'), '')",
    )
    seen = f"{_open_to(me, place)} AND ({alias}.tbl = 'settlements' OR {_open_to(person, place)})"
    decided = " OR ".join(
        f"{alias}.tbl = '{table}' AND {_decided(me, place[0], _stage(image, stage))}"
        for table, stage in SCREENED.items()
    )
    shown = f"CASE WHEN {alias}.tbl IN ({_named(SCREENED)}) THEN {decided} ELSE {seen} END"
    judged = f"{alias}.tbl IN ({_named(CONCEALED_TABLES)})"
    return f"({judged} AND {person} IS NOT {me} AND NOT {_looks(me)} AND NOT ({shown}))"


def _stage(image: str, stage: str) -> str:
    return stage if stage.startswith("'") else f"json_extract({image}, '$.stage')"


def _named(tables: Iterable[str]) -> str:
    return ", ".join(map(literal, tables))


def concealed_op(library: Library) -> str:
    """Return the SQL condition that an op, of the table `ops`, is another's judgement that is hidden."""
    return _wholly(library, f"{concealed_row(library, 'w')}")


def judgement_of_another(library: Library) -> str:
    """Return the SQL condition that an op is a judgement of somebody else, who alone undoes it."""
    return _wholly(library, f"w.tbl IN ({_named(JUDGED)})")


def _wholly(library: Library, condition: str) -> str:
    return (
        f"(ops.reviewer <> {literal(library.reviewer.id)} "
        "AND EXISTS (SELECT 1 FROM op_rows w WHERE w.op = ops.id) "
        f"AND NOT EXISTS (SELECT 1 FROM op_rows w WHERE w.op = ops.id AND NOT {condition}))"
    )


def told(library: Library) -> str:
    """Return the SQL expression of an op's label as the reviewer of this library may read it."""
    return f"CASE WHEN {concealed_op(library)} THEN {literal(CONCEALED)} ELSE ops.label END"


def last_label(db: sqlite3.Connection) -> tuple[int, str]:
    """Return the number and the label of the newest op of any library file, whoever reads it.

    A list of backups cannot know who may see what in each, so a judgement is told as that alone.
    """
    tables = _named(CONCEALED_TABLES)
    row = db.execute(
        "SELECT id, label, EXISTS (SELECT 1 FROM op_rows w WHERE w.op = ops.id) AND NOT EXISTS "
        f"(SELECT 1 FROM op_rows w WHERE w.op = ops.id AND w.tbl NOT IN ({tables})) "
        "FROM ops ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return 0, ""
    return int(row[0]), "A judgement" if row[2] else str(row[1])
