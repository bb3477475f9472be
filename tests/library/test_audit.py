"""The history filtered, paged and in words, and one older op taken back by itself."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from reviewer import library, text
from reviewer.actions import claims as made
from reviewer.actions import codebook as made_tags
from reviewer.actions import documents as parts
from reviewer.actions import history, importing
from reviewer.errors import Conflict, Declined, LibraryBusy
from reviewer.library import Library, audit, claims, columns, documents, images, journal, rows, schema
from reviewer.library.audit import Filter


@pytest.fixture
def worked(lib: Library) -> Library:
    """Return a library with two claims, a quote, a tag and an edited note."""
    first = made.add_claim(lib, "B cells fall after a dose.", note="ångström").created
    made.add_claim(lib, "Relapses are rare.")
    document = documents.document(lib, 1)
    made.link_quote(lib, first, text.quote(document, 0, 5))
    made.tag_claim(lib, first, made_tags.add_tag(lib, "Safety").created)
    lib.reviewer = library.reviewer_named("Ada")
    made.edit_claim(lib, 2, statement="Relapses are rare, 100% sure_ly.")
    return lib


def labels(lib: Library, **wanted: object) -> list[str]:
    return [op.label for op in audit.entries(lib, Filter(**wanted))]  # type: ignore[arg-type]


def test_the_history_is_filtered_by_person_claim_document_and_words(worked: Library) -> None:
    assert labels(worked, person="ada") == ["Edit claim 2"]
    assert labels(worked, claim=2) == ["Edit claim 2", "New claim 2"]
    assert labels(worked, claim=1)[-1] == "New claim 1" and len(labels(worked, claim=1)) == 3
    assert labels(worked, document=1) == ["Link a quote to claim 1", "Add 1 document"]
    assert labels(worked, words="quote CLAIM") == ["Link a quote to claim 1"]
    assert labels(worked, words="Ångström") == ["New claim 1"]
    assert labels(worked, words="100% sure_ly") == ["Edit claim 2"]
    assert labels(worked, words="statement") == []
    assert audit.people(worked) == ["Ada", "Reviewer A"]


def test_claims_that_were_deleted_can_still_be_asked_for(worked: Library) -> None:
    second = next(id for id, number, _ in audit.claims_ever(worked) if number == 2)
    made.remove_claim(worked, second)

    assert [(n, said) for _, n, said in audit.claims_ever(worked)] == [
        (1, "B cells fall after a dose."),
        (2, "Relapses are rare, 100% sure_ly."),
    ]
    assert labels(worked, claim=second)[0] == "Remove claim 2"


def test_an_import_names_its_files(lib: Library, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("ملف 🧪.txt", "b.txt")]
    for path in paths:
        path.write_text(f"A note called {path.stem}, long enough to be read.", encoding="utf-8")
    importing.import_files(lib, paths)
    op = audit.entries(lib)[0]

    (said,) = audit.altered(lib, op.id)
    assert said.what == "Import" and said.sentences() == ["file: ملف 🧪.txt", "file: b.txt"]


def test_documents_are_found_by_id_and_by_words(lib: Library) -> None:
    (first,) = audit.documents_like(lib, "1", 1)
    assert first[0] == 1
    assert audit.documents_like(lib, first[1][:5], 9) and not audit.documents_like(lib, "%", 9)


def test_pages_follow_each_other_without_a_gap(worked: Library) -> None:
    whole = audit.entries(worked)
    paged: list[int] = []
    while page := audit.entries(worked, before=paged[-1] if paged else None, limit=3):
        paged += [op.id for op in page]
    assert paged == [op.id for op in whole] and len(whole) == 8


def test_an_op_says_in_words_what_it_changed(worked: Library) -> None:
    told = {op.label: audit.altered(worked, op.id) for op in audit.entries(worked)}
    [edit] = told["Edit claim 2"]
    assert edit.what == "Claim 2" and not edit.made and not edit.gone
    assert edit.fields == (("statement", "Relapses are rare.", "Relapses are rare, 100% sure_ly."),)
    [quote] = told["Link a quote to claim 1"]
    assert quote.what.startswith("Quote “") and "claim 1" in quote.what and quote.made
    assert ("stance", "", "supports") in quote.fields


def test_answers_kept_together_are_told_one_by_one(worked: Library) -> None:
    with journal.op(worked, "appraise") as pending:
        row = rows.add(
            worked, "appraisals", document=1, instrument="x", version="1",
            reviewer=worked.reviewer.id, answers='{"q1": "yes", "q2": "no"}',
        )  # fmt: skip
    with journal.op(worked, "answer") as pending:
        rows.change(worked, "appraisals", row, answers='{"q1": "no", "q2": "no"}')
    [told] = audit.altered(worked, pending.changes.op)
    assert told.fields == (("answers: q1", "yes", "no"),)

    with journal.op(worked, "say why") as pending:
        given = '{"quotes": [], "reason": "Not stated.", "value": "unclear", "words": []}'
        rows.change(worked, "appraisals", row, answers=f'{{"q1": "no", "q2": {given}}}')
    [told] = audit.altered(worked, pending.changes.op)
    assert told.fields == (("answers: q2", "no", "unclear, Not stated."),)


def test_every_journalled_table_and_column_has_words(lib: Library) -> None:
    for table in schema.JOURNALLED:
        for column in columns.names(lib.db, table):
            assert "_" not in audit.FIELDS.get(column, column.replace("_", " "))
    assert set(audit.TABLES) <= set(schema.JOURNALLED)


# ------------------------------------------------------------------ one older op by itself


def test_an_older_op_is_taken_back_by_itself(worked: Library) -> None:
    before = {tag.name for tag in claims.tags(worked)}
    other = made_tags.add_tag(worked, "Alone")
    made.add_claim(worked, "Later.")
    changes = history.undo(worked, other.op)
    assert changes.label == f"Take back: {other.label}"
    assert {tag.name for tag in claims.tags(worked)} == before
    assert journal.history(worked)[0].label == changes.label
    history.undo(worked)
    assert "Alone" in {tag.name for tag in claims.tags(worked)}
    assert library.check(worked) == []


def test_it_declines_where_something_later_touched_the_same(worked: Library) -> None:
    first = next(op for op in audit.entries(worked) if op.label == "New claim 2")
    with pytest.raises(Declined, match="“Edit claim 2” came after it and touched the same"):
        history.undo(worked, first.id)
    base = next(op for op in audit.entries(worked) if op.label == "New claim 1")
    with pytest.raises(Declined, match="came after it and touched the same"):
        history.undo(worked, base.id)
    assert library.check(worked) == []


def test_it_declines_even_when_the_value_is_the_same_again(worked: Library) -> None:
    ops = [made.edit_claim(worked, 2, note=note).op for note in ("a", "b", "a")]
    with pytest.raises(Declined, match="touched the same"):
        history.undo(worked, ops[0])
    assert [journal.undo(worked).label for _ in ops] == ["Undo: Edit claim 2"] * 3


def test_an_import_that_is_quoted_stays(worked: Library) -> None:
    oldest = audit.entries(worked)[-1]
    with pytest.raises(Declined, match="Link a quote to claim 1"):
        history.undo(worked, oldest.id)
    unquoted = audit.entries(worked)[-2]
    history.undo(worked, unquoted.id)
    assert documents.count(worked) == 1
    history.undo(worked)
    assert documents.count(worked) == 2


def test_what_no_longer_fits_does_not_come_back(worked: Library) -> None:
    removed = made_tags.remove_tag(worked, 1)
    made_tags.add_tag(worked, "Safety")
    with pytest.raises(Declined, match="no longer fits"):
        history.undo(worked, removed.op)
    gone = made.remove_quote(worked, 1)
    history.undo(worked, audit.entries(worked)[-1].id)
    with pytest.raises(Declined, match="no longer fits"):
        history.undo(worked, gone.op)
    assert library.check(worked) == []


def test_a_tag_does_not_come_to_lie_below_itself(worked: Library) -> None:
    group = made_tags.add_tag(worked, "Group").created
    inner = made_tags.add_tag(worked, "Inner", group).created
    out = made_tags.move_tag(worked, inner, None)
    made_tags.move_tag(worked, group, inner)
    with pytest.raises(Declined, match="no longer fits|touched the same"):
        history.undo(worked, out.op)
    assert {tag.id: tag.parent for tag in claims.tags(worked)}[group] == inner


def test_an_op_that_was_taken_back_is_not_taken_back_again(worked: Library) -> None:
    last = journal.undo(worked)
    with pytest.raises(Declined, match="There is no action"):
        history.undo(worked, last.op)


def test_an_op_of_an_older_schema_can_still_be_taken_back(worked: Library) -> None:
    worked.db.execute("UPDATE op_rows SET after = json_remove(after, '$.note') WHERE tbl = 'claims'")
    journal.undo(worked)
    assert claims.claim(worked, 2).statement == "Relapses are rare."
    assert library.check(worked) == []


# ------------------------------------------------------------------ two at once


def test_an_edit_that_saw_something_else_is_refused_with_both_values(worked: Library, path: Path) -> None:
    with closing(library.open(path, library.reviewer_named("Ben"))) as other:
        made.edit_claim(other, 1, note="Ben’s")
    with (
        pytest.raises(Conflict, match="Ben wrote in this field") as caught,
        journal.seeing(worked, "claims", 1, note="ångström"),
    ):
        made.edit_claim(worked, 1, note="Ada’s")
    assert (caught.value.theirs, caught.value.yours) == ("Ben’s", "Ada’s")
    assert claims.claim(worked, 1).note == "Ben’s"
    with journal.seeing(worked, "claims", 1, note="Ben’s"):
        made.edit_claim(worked, 1, note="Ada’s")
    with journal.seeing(worked, "claims", 1, note="long ago"):
        made.edit_claim(worked, 1, label="another field")
        made.edit_claim(worked, 1, note="Ada’s")
    assert claims.claim(worked, 1).note == "Ada’s" and worked.expected is None


def test_what_was_removed_meanwhile_is_said(worked: Library, path: Path) -> None:
    with closing(library.open(path, library.reviewer_named("Ben"))) as other:
        made.remove_claim(other, 2)
    with (
        pytest.raises(Declined, match="Claim 2 is no longer there: Ben did “Remove claim 2”"),
        journal.op(worked, "x"),
    ):
        rows.change(worked, "claims", 2, note="lost?")


def test_a_busy_library_says_who_wrote_last(worked: Library, path: Path) -> None:
    with closing(library.open(path)) as other:
        other.db.execute("BEGIN IMMEDIATE")
        worked.db.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(LibraryBusy) as caught:
            made.add_claim(worked, "Never mind.")
        assert "The last to write was Ada: “Edit claim 2”" in caught.value.hint
        other.db.execute("ROLLBACK")
    made.add_claim(worked, "Now.")


# ------------------------------------------------------------------ check


def test_check_sees_a_row_that_the_history_does_not_know(worked: Library) -> None:
    worked.db.execute("DROP TRIGGER journal_claims_UPDATE")
    worked.db.execute("UPDATE claims SET note = 'by another program' WHERE id = 2")
    assert library.check(worked) == ["Row 2 of claims is not as the history left it."]


def test_check_sees_an_image_that_cannot_be_read(worked: Library) -> None:
    worked.db.execute("UPDATE op_rows SET before = '{' WHERE id = (SELECT max(id) FROM op_rows)")
    assert any("cannot be read" in problem for problem in library.check(worked))


def test_parts_of_a_separation_have_images_that_compare(worked: Library) -> None:
    segment = documents.segments(worked, 1)[0]
    parts.confirm(worked, 1, [segment.id])
    assert list(images.strays(worked.db)) == []
