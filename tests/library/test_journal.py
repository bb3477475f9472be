"""Undo, redo, refusal of stray writes, and what changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer import library
from reviewer.errors import Declined
from reviewer.library import Library, claims, documents, journal, rows, schema


def dump(lib: Library) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: lib.db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in schema.JOURNALLED
    }


def new_claim(lib: Library, statement: str) -> int:
    with journal.op(lib, f"New claim {statement}") as pending:
        pending.created = rows.add(lib, "claims", number=claims.next_number(lib), statement=statement)
    return pending.changes.created


def test_a_write_outside_an_op_is_refused(lib: Library) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="outside an op"):
        rows.add(lib, "claims", number=1, statement="x")
    assert claims.claims(lib) == []


def test_every_journalled_table_refuses_a_stray_write(lib: Library) -> None:
    new_claim(lib, "x")
    for table in schema.JOURNALLED:
        for row in lib.db.execute(f"SELECT id FROM {table}").fetchall():
            with pytest.raises(sqlite3.IntegrityError):
                lib.db.execute(f"DELETE FROM {table} WHERE id = ?", row)


def test_an_exception_leaves_nothing(lib: Library) -> None:
    before = dump(lib)
    with pytest.raises(RuntimeError), journal.op(lib, "half"):
        rows.add(lib, "claims", number=1, statement="x")
        raise RuntimeError
    assert dump(lib) == before
    assert [op.label for op in journal.history(lib)] == ["Add 1 document", "Add 1 document"]
    new_claim(lib, "after it")
    assert len(claims.claims(lib)) == 1


def test_an_op_without_change_leaves_no_trace(lib: Library) -> None:
    claim = new_claim(lib, "x")
    with journal.op(lib, "the same again") as pending:
        rows.change(lib, "claims", claim, statement="x")
    assert pending.changes.rows == {}
    assert journal.history(lib)[0].label == "New claim x"


def test_changes_name_tables_and_rows(lib: Library) -> None:
    with journal.op(lib, "two") as pending:
        claim = rows.add(lib, "claims", number=1, statement="x")
        tag = rows.add(lib, "tags", name="t")
        rows.add(lib, "claim_tags", claim=claim, tag=tag)
    assert pending.changes.rows == {"claims": {claim}, "tags": {tag}, "claim_tags": {1}}
    assert pending.changes.touches("tags", "quotes") and not pending.changes.touches("quotes")


def test_undo_survives_a_restart(lib: Library, path: Path) -> None:
    before = dump(lib)
    new_claim(lib, "x")
    lib.close()
    again = library.open(path)
    assert journal.undo(again).label == "Undo: New claim x"
    assert dump(again) == before
    again.close()
    third = library.open(path)
    journal.redo(third)
    assert [claim.statement for claim in claims.claims(third)] == ["x"]
    third.close()


def test_undoing_an_import_hides_its_documents_and_redo_brings_them_back(lib: Library) -> None:
    changes = journal.undo(lib)
    assert documents.count(lib) == 1 and changes.rows["documents"] == {2}
    assert journal.redo(lib).rows["documents"] == {2} and documents.count(lib) == 2


def test_a_new_action_ends_redo(lib: Library) -> None:
    new_claim(lib, "x")
    journal.undo(lib)
    new_claim(lib, "y")
    assert journal.redoable(lib) is None
    with pytest.raises(Declined, match="nothing to redo"):
        journal.redo(lib)


def test_undo_declines_when_the_row_changed_since(lib: Library) -> None:
    claim = new_claim(lib, "x")
    with journal.op(lib, "edit") as pending:
        rows.change(lib, "claims", claim, statement="y")
    lib.db.execute("UPDATE ops SET state = 'superseded' WHERE id = ?", (pending.changes.op,))
    with pytest.raises(Declined, match="changed since"):
        journal.undo(lib)
    assert claims.claim(lib, claim).statement == "y"


def test_typing_in_one_field_is_one_op(lib: Library) -> None:
    claim = new_claim(lib, "x")
    for words in ("n", "no", "not"):
        with journal.op(lib, "Edit note", merge="note") as pending:
            rows.change(lib, "claims", claim, note=words)
    assert pending.changes.touches("claims")
    assert [op.label for op in journal.history(lib)][:2] == ["Edit note", "New claim x"]
    journal.undo(lib)
    assert claims.claim(lib, claim).note == ""


def test_typing_after_a_pause_is_another_op(lib: Library) -> None:
    claim = new_claim(lib, "x")
    for words in ("n", "no"):
        with journal.op(lib, "Edit note", merge="note"):
            rows.change(lib, "claims", claim, note=words)
        lib.db.execute("UPDATE ops SET time = '2020-01-01T00:00:00.000+00:00'")
    journal.undo(lib)
    assert claims.claim(lib, claim).note == "n"


def test_the_history_of_one_row(lib: Library) -> None:
    first, second = new_claim(lib, "x"), new_claim(lib, "y")
    assert [op.label for op in journal.ops_of(lib, "claims", first)] == ["New claim x"]
    assert [op.label for op in journal.ops_of(lib, "claims", second)] == ["New claim y"]


ACTION = st.tuples(st.sampled_from(["add", "edit", "drop", "tag", "undo", "redo"]), st.integers(0, 5))


def act(lib: Library, name: str, number: int) -> None:
    known = [claim.id for claim in claims.claims(lib)]
    target = known[number % len(known)] if known else None
    if name == "add" or (target is None and name not in ("undo", "redo")):
        new_claim(lib, f"claim {number} 😀\u202e")
    elif name == "edit" and target:
        with journal.op(lib, "edit"):
            rows.change(lib, "claims", target, note=f"note {number}", direction="falls")
    elif name == "tag" and target:
        with journal.op(lib, "tag"):
            tag = rows.add(lib, "tags", name=f"tag {number}")
            rows.add(lib, "claim_tags", claim=target, tag=tag)
    elif name == "drop" and target:
        with journal.op(lib, "drop"):
            for link, _, _ in claims.tag_links(lib, claim=target):
                rows.drop(lib, "claim_tags", link)
            rows.drop(lib, "claims", target)
    elif name == "undo" and journal.undoable(lib):
        journal.undo(lib)
    elif name == "redo" and journal.redoable(lib):
        journal.redo(lib)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=st.lists(ACTION, max_size=20))
def test_random_histories_undo_to_the_start_and_redo_to_the_end(
    actions: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lib = library.create(tmp_path_factory.mktemp("history") / "a.reviewlib")
    lib.db.execute("PRAGMA synchronous = OFF")
    start = dump(lib)
    for name, number in actions:
        act(lib, name, number)
    end, steps = dump(lib), 0
    while journal.undoable(lib):
        journal.undo(lib)
        steps += 1
    assert dump(lib) == start
    for _ in range(steps):
        journal.redo(lib)
    assert dump(lib) == end
    assert library.check(lib) == []
    lib.close()
