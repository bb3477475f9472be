"""The TEMP triggers of a connection: changes are recorded, stray writes refused, words stay searchable."""

from __future__ import annotations

import sqlite3

from reviewer.library import columns, facts, passages, records_json, schema


def _index(db: sqlite3.Connection) -> None:
    """Install the TEMP trigger that keeps new parts searchable, except those of an import.

    Every statement that may fail makes FTS5 write out what it holds in memory, so an import puts its passages
    in by itself, after all else of a batch: that takes half the time.
    """
    db.execute(
        "CREATE TEMP TRIGGER IF NOT EXISTS passages_segment_new AFTER INSERT ON main.segments "
        f"WHEN (SELECT bulk FROM current_op) = 0 BEGIN {passages.PART_IN} END"
    )


def _beside(own: str) -> str:
    return " ".join(
        f"DELETE FROM {table} WHERE id = {own}; INSERT INTO {table} {facts.of_record(table, own)};"
        for table in facts.OF_RECORDS
    )


def _lay_over(db: sqlite3.Connection) -> None:
    """Install the TEMP triggers that lay over documents what is changed in their records, undo included."""
    db.create_function("laid_over", 2, records_json.laid_over, deterministic=True)
    for event, owner in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        own = f"{owner}.document"
        db.execute(
            f"CREATE TEMP TRIGGER IF NOT EXISTS lay_over_{event} AFTER {event} ON main.record_edits BEGIN "
            f"INSERT OR IGNORE INTO filed_records(id, record) "
            f"SELECT id, record FROM documents WHERE id = {own}; "
            "UPDATE documents SET record = laid_over("
            "(SELECT record FROM filed_records f WHERE f.id = documents.id), "
            "(SELECT json_group_object(field, json(value)) FROM record_edits e "
            f"WHERE e.document = documents.id)) WHERE id = {own}; "
            "UPDATE documents SET title = coalesce(json_extract(record, '$.title'), ''), "
            "container = coalesce(json_extract(record, '$.container'), ''), "
            f"year = json_extract(record, '$.issued.year') WHERE id = {own}; "
            f"{_beside(own)} END"
        )


def watch(db: sqlite3.Connection) -> None:
    """Install the TEMP triggers that record every change of a journalled table and refuse stray writes."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS current_op (op INTEGER, bulk INTEGER NOT NULL DEFAULT 0)")
    _index(db)
    _lay_over(db)
    for table in schema.JOURNALLED:
        old, new = columns.image(db, table, "OLD"), columns.image(db, table, "NEW")
        for event, before, after, owner in (
            ("INSERT", "NULL", new, "NEW"),
            ("UPDATE", old, new, "NEW"),
            ("DELETE", old, "NULL", "OLD"),
        ):
            condition = f"{old} <> {new}" if event == "UPDATE" else "1"
            unless = ""
            if table in schema.UNDONE_AS_A_BATCH:  # asked once: an import writes half a million of these rows
                unless = "WHEN (SELECT bulk FROM current_op) IS NOT 1 "
            db.execute(
                f"CREATE TEMP TRIGGER IF NOT EXISTS journal_{table}_{event} "
                f"AFTER {event} ON main.{table} {unless}BEGIN "
                "SELECT RAISE(ABORT, 'a write outside an op') WHERE NOT EXISTS (SELECT 1 FROM current_op); "
                f"INSERT INTO op_rows(op, tbl, row, before, after) "
                f"SELECT op, '{table}', {owner}.id, {before}, {after} FROM current_op WHERE {condition}; END"
            )
