"""Large files of records are read in a process beside: the same documents, in order, by the same rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reviewer import library, readers
from reviewer.actions import importing, preparing
from reviewer.errors import Cancelled, ReviewError
from reviewer.library import Library, documents, imports
from reviewer.readers import Input, apart
from tests.bench import made_records

COUNT = 700


@pytest.fixture
def lib(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setattr(preparing, "LARGE", 1)
    with closing(library.create(tmp_path / "a.reviewlib")) as found:
        yield found


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A file of records, one without words among them."""
    path = made_records.ris(tmp_path / "many.ris", COUNT)
    path.write_text("TY  - JOUR\nVL  - 3\nER  - \n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def prepared(path: Path, there: tuple[int, ...] = ()) -> list[preparing.Batch]:
    return list(preparing.batches(Input.of_path(path), there, lambda: None))


def test_a_process_beside_prepares_the_same(
    lib: Library, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = prepared(records, (2, 600))
    monkeypatch.setenv(readers.IN_PROCESS, "1")
    assert beside == prepared(records, (2, 600))
    assert [len(batch.new) for batch in beside] == [500, 198]
    assert [batch.known for batch in beside] == [[2], [600]]
    assert [item.number for item in beside[0].rejected] == [1]


def test_an_import_counts_all_and_says_how_far_it_is(lib: Library, records: Path) -> None:
    told: list[int] = []
    result = importing.import_files(lib, [records], lambda done, *_: told.append(done))
    assert result.counts() == {"records": COUNT + 1, "added": COUNT, "duplicates": 0, "rejected": 1}
    assert told == sorted(told) and told[-1] > 0.9 * records.stat().st_size
    assert imports.log(lib)[0].whole and library.check(lib) == []


def test_a_stopped_import_leaves_no_process_and_goes_on(lib: Library, tmp_path: Path) -> None:
    records = made_records.ris(tmp_path / "more.ris", 1_100)
    apart.close()

    def stop(done: int, *_rest: object) -> None:
        if documents.count(lib):
            raise Cancelled

    assert importing.import_files(lib, [records], stop).stopped
    there = documents.count(lib)
    assert 0 < there < 1_100 and apart._idle == []
    rest = importing.import_files(lib, [records]).counts()
    assert rest == {"records": 1_100, "added": 1_100 - there, "duplicates": there, "rejected": 0}


def test_a_file_that_vanished_is_refused_beside_too(lib: Library, records: Path) -> None:
    source = Input.of_path(records)
    records.unlink()
    with pytest.raises(ReviewError, match=r"^many\.ris cannot be read: "):
        list(preparing.batches(source, (), lambda: None))
