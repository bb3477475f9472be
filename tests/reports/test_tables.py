"""The tidy tables: rows join, values are those of the library, and options hold."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer import library
from reviewer.actions import decisions
from reviewer.model import Appraisal, Attribution, PartialDate, Relation, Settlement, Snapshot, Subject, Voice
from reviewer.model.screening import Verdict
from reviewer.reports.blocks import Options
from reviewer.reports.index import Index
from reviewer.reports.tables import TABLES, DataTable, Type, Value, tables
from reviewer.reports.tables.sources import iso
from tests.made_screening import as_person, reason, screenable
from tests.reports import sample
from tests.two_people import ANN, BEN

KINDS: Mapping[Type, type] = {Type.TEXT: str, Type.MOMENT: str, Type.NUMBER: int, Type.YES_NO: bool}


def made(snapshot: Snapshot, options: Options | None = None) -> dict[str, DataTable]:
    return {each.name: each for each in tables(Index(snapshot, options or Options()))}


def column(table: DataTable, name: str) -> list[Value]:
    place = [field.name for field in table.fields].index(name)
    return [row[place] for row in table.rows]


def rows(table: DataTable) -> list[dict[str, Value]]:
    names = [field.name for field in table.fields]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def torn() -> Snapshot:
    """Return the example with rows that point to what is not there, and a reader who gave a name."""
    whole = sample.example()
    strange = replace(whole.quotes[0], id=900, population=77)
    lost = Appraisal(901, 55, 66, "gone-form", "1", "nobody", {})
    settled = Settlement(7, Subject(None, 1, 99), "overall", "2", "Talked over.", sample.PERSON)
    return replace(
        whole,
        quotes=(*whole.quotes, strange),
        appraisals=(*whole.appraisals, lost),
        settlements=(settled,),
        documents=whole.documents[:1],
    )


@pytest.mark.parametrize("snapshot", [sample.example(), sample.empty(), sample.small("One."), torn()])
def test_rows_are_told_apart_join_and_hold_what_their_columns_say(snapshot: Snapshot) -> None:
    found = made(snapshot)

    for table in found.values():
        keys = list(zip(*(column(table, name) for name in table.key), strict=True))
        assert len(set(keys)) == len(keys), table.name
        for field in table.fields:
            values = column(table, field.name)
            there = [value for value in values if value is not None]
            assert all(type(value) is KINDS[field.type] for value in there), f"{table.name}.{field.name}"
            if field.needed:
                assert len(there) == len(values) and "" not in there, f"{table.name}.{field.name}"
            if field.values:
                assert set(there) <= {*field.values, ""}, f"{table.name}.{field.name}"
            if field.refers and field.type is Type.NUMBER:
                target, _, name = field.refers.partition(".")
                assert set(there) <= set(column(found[target], name)), f"{table.name}.{field.name}"


def test_the_dictionary_describes_every_column_of_every_table_and_its_own() -> None:
    found = made(sample.example())
    described = {(each["table"], each["column"]) for each in rows(found["data-dictionary"])}

    assert described == {(table.name, field.name) for table in found.values() for field in table.fields}
    assert len(found) == len(TABLES) + 1
    assert all(str(each["meaning"]).endswith((".", "]).")) for each in rows(found["data-dictionary"]))


def test_each_thing_of_the_library_is_one_row() -> None:
    snapshot = sample.example()
    found = made(snapshot)

    assert len(found["claims"].rows) == len(snapshot.claims)
    assert len(found["quotes"].rows) == len(snapshot.quotes)
    assert len(found["documents"].rows) == len(snapshot.documents)
    assert len(found["certainties"].rows) == len(snapshot.certainties)
    assert len(found["appraisals"].rows) == len(snapshot.appraisals)
    assert len(found["answers"].rows) == sum(len(each.answers) for each in snapshot.appraisals)
    texts = {document.id: document.text for document in snapshot.documents}
    for each in rows(found["quotes"]):
        assert texts[int(str(each["document_id"]))][each["start"] : each["end"]] == each["exact"]


def test_a_certainty_has_each_domain_with_its_reason_and_comes_to_a_level() -> None:
    first = rows(made(sample.example())["certainties"])[0]

    assert (first["level"], first["certainty"], first["start_level"]) == (1, "Very low", 2)
    assert (first["imprecision"], first["imprecision_reason"]) == (-1, "20 participants.")
    assert first["publication_bias"] == 0 and first["participants"] == 20 and first["studies"] == 1


def test_two_raters_are_two_rows_and_a_draft_has_no_level() -> None:
    whole = sample.example()
    other = replace(whole.certainties[0], id=70, reviewer="p2", graded=False)
    found = rows(made(replace(whole, certainties=(*whole.certainties, other)))["certainties"])
    same = [each for each in found if each["claim_id"] == whole.certainties[0].claim]

    assert [(each["reviewer_id"], each["level"]) for each in same[:2]] == [(sample.PERSON, 1), ("p2", None)]


def test_words_of_readers_stay_out_on_request_and_it_is_said_how_many() -> None:
    whole = sample.example()
    readers = sum(each.voice is Voice.READER for each in whole.quotes)
    found = made(whole, Options(experience=False))

    assert Voice.READER not in column(found["quotes"], "voice")
    assert column(found["review"], "quotes_left_out") == [readers] and readers > 0
    assert column(found["review"], "with_experience") == [False]


def test_readers_are_named_only_on_request() -> None:
    whole = sample.example()
    named = {
        id: tuple(
            replace(each, attribution=Attribution("Pat Reader")) if each.voice is Voice.READER else each
            for each in segments
        )
        for id, segments in whole.segments.items()
    }
    snapshot = replace(whole, segments=named)

    assert "Pat Reader" not in repr(made(snapshot))
    assert "Pat Reader" in repr(made(snapshot, Options(people="as shown"))["quotes"])


def test_folders_are_not_passed_on_and_a_retraction_is_said() -> None:
    whole = sample.small("One.")
    record = replace(whole.documents[0].record, related=(Relation("retraction in", "Lancet. 2010"),))
    document = replace(whole.documents[0], source="C:\\Kim\\page.txt", record=record)
    found = rows(made(replace(whole, documents=(document,)))["documents"])[0]

    assert found["source"] == "page.txt" and found["retracted"] is True


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (None, ""),
        (PartialDate(2011), "2011"),
        (PartialDate(2011, 4), "2011-04"),
        (PartialDate(987, 4, 2), "0987-04-02"),
    ],
)
def test_dates_are_as_exact_as_the_source(date: PartialDate | None, written: str) -> None:
    assert iso(date) == written


def test_decisions_are_there_as_far_as_one_may_see_them(tmp_path: Path) -> None:
    path = screenable(tmp_path / "screened.reviewlib")
    with as_person(path, ANN) as lib:
        decisions.decide(lib, [1], Verdict.EXCLUDE, reason=reason(lib), note="=1+1")
        decisions.decide(lib, [2], Verdict.INCLUDE)
    with closing(library.open(path, BEN)) as lib:
        assert made(library.snapshot(lib))["decisions"].rows == ()
        assert column(made(library.snapshot(lib))["review"], "decisions_left_out") == [2]
        decisions.decide(lib, [2], Verdict.INCLUDE)
        seen = rows(made(library.snapshot(lib))["decisions"])
    with closing(library.open(path, ANN)) as lib:
        whole = made(library.snapshot(lib))
        first = rows(whole["decisions"])[0]
        name = library.snapshot(lib).screening.reasons[reason(lib)]

    assert column(whole["review"], "decisions_left_out") == [0]
    assert [(each["document_id"], each["reviewer_id"]) for each in seen] == [(2, ANN.id), (2, BEN.id)]
    assert (first["decision"], first["reason"], first["note"]) == ("exclude", name, "=1+1")
    assert rows(whole["documents"])[0]["fate"] == "excluded"
