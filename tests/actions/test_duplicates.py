"""Records of one work in a library: set aside, counted once, told apart, brought back."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer import cli, library, reports, text
from reviewer.actions import claims, documents, duplicates, history
from reviewer.appraisal import grade
from reviewer.errors import Declined, ReviewError
from reviewer.library import Library, imports, journal, rows
from reviewer.library import claims as kept_claims
from reviewer.library import documents as kept
from reviewer.library import duplicates as links
from reviewer.model import Document, Kind, Name, PartialDate, Record, Segment, Span, Stance, Voice

WORK = Record(
    type="article-journal",
    title="Efficacy and safety of mitoxantrone in highly relapsing neuromyelitis optica",
    authors=(Name("Kim", "Su-Hyun"), Name("Park", "Min Su")),
    container="Archives of Neurology",
    issued=PartialDate(2011, 4),
    volume="68",
    issue="4",
    pages="473-479",
    doi="10.1001/archneurol.2010.322",
)
RECORDS = (
    replace(WORK, container="Arch Neurol", pages="473-9"),
    WORK,
    replace(WORK, doi="", authors=(), pages="", volume="", issue=""),
    replace(WORK, title=f"Erratum: {WORK.title}", doi="", pages="900"),
    Record(type="article-journal", title="Metformin for the prevention of falls", doi="10.1/x"),
)
FIRST, SECOND, UNSURE, ERRATUM, OTHER = range(1, 6)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "review.reviewlib"


@pytest.fixture
def lib(path: Path) -> Iterator[Library]:
    with closing(library.create(path)) as opened:
        _fill(opened)
        yield opened


def _fill(lib: Library) -> None:
    data = b"records"
    source_sha256 = text.sha256("records")
    imports.keep_body(lib, source_sha256, io.BytesIO(data))
    with journal.op(lib, "Add 5 documents", bulk=True) as pending:
        batch = rows.add(lib, "imports", label=pending.label)
        source = imports.add_source(lib, batch, source_sha256, len(data), "records.ris", "ris")
        made = []
        for number, record in enumerate(RECORDS, 1):
            words = f"{record.title}\n\nTwenty patients improved, says record {number}."
            whole = [Segment(0, len(words), Kind.ABSTRACT, Voice.STUDY, confidence=1.0, rule="stated")]
            document = Document(words, record, sha256=text.sha256(words), format="ris")
            made.append(imports.prepared(number, document, whole, "2"))
        imports.add_documents(lib, batch, source, made)
        imports.finish_source(lib, source, len(made), 0, 0)
        pending.note("documents", *range(1, len(made) + 1))


def _quote(lib: Library, document: int, claim: int) -> None:
    words = kept.document(lib, document).text
    start = words.index("Twenty")
    claims.link_quote(lib, claim, Span(document, start, start + 6, words[start : start + 6]), Stance.SUPPORTS)


def test_groups_are_found_and_certain_ones_set_aside_in_one_op(lib: Library) -> None:
    found = duplicates.find_duplicates(lib)
    before = len(journal.history(lib))
    duplicates.accept_certain(lib, found)

    assert [(group.ids, group.certain) for group in found.groups] == [
        ((FIRST, SECOND), True),
        ((FIRST, SECOND, UNSURE), False),
    ]
    assert {pair.relation for pair in found.related} == {"correction and article"}
    assert len(journal.history(lib)) == before + 1
    assert links.set_aside(lib) == {SECOND: FIRST}
    assert library.check(lib) == []


def test_what_is_set_aside_is_left_out_of_lists_and_counts_and_found_by_a_filter(lib: Library) -> None:
    duplicates.accept_certain(lib, duplicates.find_duplicates(lib))

    assert kept.rows(lib, order="added") == [FIRST, UNSURE, ERRATUM, OTHER]
    assert kept.count(lib) == 4
    assert kept.rows(lib, "is:duplicate") == [SECOND]
    assert kept.rows(lib, "has:duplicates") == [FIRST]
    assert kept.rows(lib, "mitoxantrone duplicates:all", "added") == [FIRST, SECOND, UNSURE, ERRATUM]
    assert kept.document(lib, SECOND).record == WORK


def test_undo_and_redo_hold_also_after_a_restart(lib: Library, path: Path) -> None:
    duplicates.accept_certain(lib, duplicates.find_duplicates(lib))
    lib.close()
    with closing(library.open(path)) as again:
        history.undo(again)
        assert links.set_aside(again) == {}
        assert kept.count(again) == 5
        history.redo(again)
        assert links.set_aside(again) == {SECOND: FIRST}


def test_the_record_that_a_person_worked_on_is_kept(lib: Library) -> None:
    claim = claims.add_claim(lib, "It helps.").created
    _quote(lib, SECOND, claim)
    duplicates.accept_certain(lib, duplicates.find_duplicates(lib))

    assert links.set_aside(lib) == {FIRST: SECOND}
    assert kept.page(lib, [SECOND])[0].claims == 1


def test_quotes_of_both_records_stay_and_count_as_one_study(lib: Library) -> None:
    claim = claims.add_claim(lib, "It helps.").created
    _quote(lib, FIRST, claim)
    _quote(lib, SECOND, claim)
    _quote(lib, OTHER, claim)
    documents.set_study(lib, SECOND, design="Case series", participants=20)
    duplicates.join(lib, [FIRST, SECOND], kept=FIRST)
    quotes = kept_claims.quotes(lib)

    assert [link.span.document for link in quotes] == [FIRST, SECOND, OTHER]
    assert grade.body(quotes, kept.studies(lib)).documents == (FIRST, OTHER)
    assert kept.own_studies(lib)[FIRST].participants == 20
    assert kept.rows(lib, "claims:yes", "added") == [FIRST, OTHER]
    history.undo(lib)
    assert grade.body(kept_claims.quotes(lib), kept.studies(lib)).documents == (FIRST, SECOND, OTHER)
    assert FIRST not in kept.own_studies(lib)


def test_the_study_of_one_document_is_as_among_all(lib: Library) -> None:
    claim = claims.add_claim(lib, "It helps.").created
    _quote(lib, FIRST, claim)
    steps = (
        lambda: documents.set_study(lib, SECOND, design="Case series", participants=20),
        lambda: duplicates.join(lib, [FIRST, SECOND], kept=FIRST),
        lambda: documents.set_study(lib, OTHER, same_as=FIRST),
        lambda: documents.set_study(lib, FIRST, same_as=UNSURE),
        lambda: duplicates.join(lib, [FIRST, SECOND, UNSURE], kept=UNSURE),
        lambda: documents.set_study(lib, UNSURE, same_as=OTHER),
    )
    for step in steps:
        step()
        every = kept.studies(lib)
        for document in (FIRST, SECOND, OTHER, UNSURE):
            assert kept.study(lib, document) == every.get(document)


def test_records_told_apart_are_not_proposed_again(lib: Library) -> None:
    duplicates.reject(lib, [SECOND, FIRST])

    assert not any({FIRST, SECOND} <= set(group.ids) for group in duplicates.find_duplicates(lib).groups)
    history.undo(lib)
    assert duplicates.find_duplicates(lib).groups[0].ids == (FIRST, SECOND)


def test_a_record_that_stands_for_others_brings_them_along(lib: Library) -> None:
    duplicates.join(lib, [FIRST, SECOND], kept=SECOND)
    duplicates.join(lib, [SECOND, UNSURE], kept=UNSURE)

    assert links.set_aside(lib) == {FIRST: UNSURE, SECOND: UNSURE}
    assert links.others(lib, UNSURE) == [FIRST, SECOND]
    duplicates.unlink(lib, FIRST)
    assert links.set_aside(lib) == {SECOND: UNSURE}
    duplicates.unlink(lib, UNSURE)
    assert links.set_aside(lib) == {}


def test_the_record_set_aside_can_take_the_place_of_the_one_kept(lib: Library) -> None:
    duplicates.join(lib, [FIRST, SECOND], kept=FIRST)
    duplicates.join(lib, [FIRST, SECOND], kept=SECOND)

    assert links.set_aside(lib) == {FIRST: SECOND}


def test_joining_what_was_told_apart_takes_that_back(lib: Library) -> None:
    duplicates.reject(lib, [FIRST, SECOND])
    duplicates.join(lib, [FIRST, SECOND])

    assert links.told_apart(lib) == set()
    assert len(links.set_aside(lib)) == 1


def test_part_of_a_group_is_joined_and_the_rest_told_apart_in_one_op(lib: Library) -> None:
    duplicates.join(lib, [FIRST, SECOND], SECOND, [UNSURE, OTHER])

    assert links.set_aside(lib) == {FIRST: SECOND}
    joined, rest = (FIRST, SECOND), (UNSURE, OTHER)
    pairs = {(min(a, b), max(a, b)) for a in joined for b in rest} | {(min(rest), max(rest))}
    assert links.told_apart(lib) == pairs
    history.undo(lib)
    assert (links.set_aside(lib), links.told_apart(lib)) == ({}, set())
    with pytest.raises(ReviewError, match="at once"):
        duplicates.join(lib, [FIRST, SECOND], apart=[SECOND])
    with pytest.raises(ReviewError, match="another work"):
        duplicates.join(lib, [FIRST, SECOND], OTHER, apart=[OTHER])


def test_groups_joined_at_once_are_joined_as_one_by_one(lib: Library) -> None:
    """What was said of a record before takes the long way; both end alike."""
    told: list[int] = []
    group = next(group for group in duplicates.find_duplicates(lib).groups if group.certain)
    duplicates.accept(lib, [group], {FIRST: SECOND}, lambda done, _total, _what: told.append(done))
    assert links.set_aside(lib) == {FIRST: SECOND}
    assert told
    history.undo(lib)
    documents.set_study(lib, SECOND, design="Case series", participants=20)
    duplicates.accept(lib, [group], {FIRST: FIRST})
    assert links.set_aside(lib) == {SECOND: FIRST}
    assert kept.own_studies(lib)[FIRST].participants == 20


def test_what_cannot_be_done_is_said(lib: Library) -> None:
    with pytest.raises(Declined, match="not set aside"):
        duplicates.unlink(lib, FIRST)
    with pytest.raises(ReviewError, match="One record alone"):
        duplicates.join(lib, [FIRST])
    with pytest.raises(ReviewError, match="no document 99"):
        duplicates.join(lib, [FIRST, 99])


def test_a_report_says_how_many_records_are_set_aside(lib: Library) -> None:
    duplicates.accept_certain(lib, duplicates.find_duplicates(lib))
    report = reports.build(library.snapshot(lib), reports.Options())

    assert "1 record of works that other records stand for is set aside." in repr(report)


def test_the_command_line_prints_groups_and_accepts(
    lib: Library, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(*words: str) -> dict[str, list[dict[str, object]]]:
        assert cli.main(["--library", str(path), *words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    first = asked("dedupe")
    assert first["groups"][0] == {
        "ids": [FIRST, SECOND],
        "score": first["groups"][0]["score"],
        "certain": True,
        "reason": "same DOI; same title; same authors; same year; same journal; same volume; "
        "pages 473-9 and 473-479 are the same range",
        "differs": ["journal"],
    }
    assert first["related"][0]["relation"] == "correction and article"
    assert links.set_aside(lib) == {}
    asked("dedupe", "--accept")
    assert links.set_aside(lib) == {SECOND: FIRST}
    assert [group["ids"] for group in asked("dedupe")["groups"]] == [[FIRST, UNSURE]]
    asked("duplicate", "apart", str(FIRST), str(UNSURE))
    assert asked("dedupe")["groups"] == []
    asked("duplicate", "back", str(SECOND))
    asked("duplicate", "join", str(FIRST), str(SECOND), "--keep", str(SECOND))
    assert cli.main(["--library", str(path), "duplicate", "list"]) == 0
    assert f"{FIRST}  set aside under {SECOND}: chosen by hand" in capsys.readouterr().out
