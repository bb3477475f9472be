"""Ben reads everything a command can tell in Ann's library, and finds nothing of what she judged."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from reviewer import cli, library
from reviewer.exchange import FORMATS
from reviewer.library import appraisals, decisions, documents
from reviewer.library.screening import VALUES
from reviewer.model.screening import Outcome, Stage
from reviewer.reports import WRITERS
from reviewer.reports.build import SECTIONS
from reviewer.reports.tidy import DICTIONARY
from tests.two_people import ANN, BEN, SECRET, TOLD, judged_by_ann

OUT = "OUT"
READING: dict[str, list[list[str]]] = {
    "list": [[], *(["--filter", f"{key}:{value}"] for key in ("decision", "fulltext") for value in VALUES)],
    "screen": [
        ["list"], ["next"], ["conflicts"], ["conflicts", "--all"], ["progress"], ["full-text"],
        *([name, "--stage", "full-text"] for name in ("list", "next", "conflicts", "progress")),
        ["settle", "1", "--as", "include"], ["full-text", "1", "--state", "retrieved"],
    ],
    "show": [["1"], ["2"]],
    "search": [[SECRET], ["mitoxantrone"], ["voice:study relapse"]],
    "segment": [],
    "quoted": [["list", "2"]],
    "study": [["1"], ["2"]],
    "record": [["1"]],
    "columns": [],
    "dedupe": [[]],
    "duplicate": [["list"]],
    "claim": [["list"], ["merge", "2", "1", "--dry-run"]],
    "quote": [["list"], ["list", "1"]],
    "population": [["list"]],
    "anchors": [["versions"], ["lost"]],
    "tag": [["list"]],
    "suggest": [["1"], ["2"], ["1", "--answered"]],
    "appraise": [["list"], ["list", "1"], *(["show", str(id)] for id in range(1, 11))],
    "grade": [
        ["list"], ["list", "1"], ["summary"], ["profile"], ["summary", "-o", f"{OUT}-summary.csv"],
        ["profile", "-o", f"{OUT}-profile.csv"], ["size", "1", "--population", "NMO", "--risk", "20%"],
    ],
    "lights": [["jbi-case-series"], ["rob-2"]],
    "agreement": [
        ["certainty"], ["jbi-case-series"], ["certainty", "--between", "Ann", "--between", "Ben"],
        ["screening"], ["screening-full-text"],
    ],
    "differences": [[], ["--claim", "1"]],
    "report": [
        *(["-o", f"{OUT}{suffix}"] for suffix in WRITERS),
        ["-o", f"{OUT}-whole.md", "--contents", ",".join(SECTIONS), "--since", "1"],
    ],
    "profiles": [[]],
    "mask": [[]],
    "verify": [[f"{OUT}{suffix}", "--all"] for suffix in WRITERS],
    "exports": [[], ["1", "--all"]],
    "cite": [[], ["1", "--style", "apa"]],
    "export": [["--format", name, "-o", f"{OUT}.{name}"] for name in FORMATS],
    "matrix": [[], ["-o", f"{OUT}.csv"], ["-o", f"{OUT}.svg"], ["--drift", "1"]],
    "map": [[], ["-o", f"{OUT}.svg"]],
    "flow": [[], ["sources"]],
    "question": [[]],
    "imports": [[], ["--unread"]],
    "history": [
        [], ["--changes", "--limit", "1000"], ["--claim", "1", "--changes"], ["--document", "1", "--changes"],
        ["--person", "Ann", "--changes"], [SECRET], ["imprecision"], ["717171"],
    ],
    "check": [[]],
    "backups": [["--now"], []],
    "views": [[]],
}  # fmt: skip
"""How each command is asked for what it can tell; without an argument it tells nothing of a library."""
SCALES = {("map", "Very low"), ("report", "Very low")}
"""Words that head the columns of the evidence map, whatever stands in them."""
NOT_OF_A_LIBRARY = {"templates", "import", "separate", "bring", "demo"}
WRITING = {"settle", "undo", "redo", "go-back", "look", "backup", "restore"}


@pytest.fixture(scope="module")
def of_ann(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return judged_by_ann(tmp_path_factory.mktemp("ann") / "review.reviewlib")


def of_zip(path: Path) -> Iterator[object]:
    with zipfile.ZipFile(path) as held:
        for name in held.namelist():
            if name.endswith(".csv") and DICTIONARY not in name:
                yield from list(csv.reader(io.StringIO(held.read(name).decode("utf-8-sig"), newline="")))[1:]


def of_workbook(path: Path) -> Iterator[object]:
    book = openpyxl.load_workbook(path)
    for name in book.sheetnames:
        if name != DICTIONARY:
            yield from book[name].iter_rows(min_row=2, values_only=True)


def of_json(path: Path) -> Iterator[object]:
    whole = json.loads(path.read_text(encoding="utf-8"))
    whole["tables"].pop(DICTIONARY)
    yield from (list(row.values()) for rows in whole.pop("tables").values() for row in rows)
    yield whole


ROWS_OF: dict[str, Callable[[Path], Iterator[object]]] = {
    ".zip": of_zip,
    ".xlsx": of_workbook,
    ".json": of_json,
}
"""The tables of a report without the names of their columns, among which are all domains of GRADE."""


def told(out: str, place: Path) -> str:
    """Return what was printed, and the words of whatever was written, which is removed."""
    words = [out]
    for path in sorted(place.glob("OUT*")):
        if path.suffix == ".pdf":
            words += [page.extract_text() for page in PdfReader(path).pages]
        elif path.suffix in ROWS_OF:
            words += [*map(str, ROWS_OF[path.suffix](path))]
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as held:
                words += [held.read(name).decode("utf-8", "replace") for name in held.namelist()]
        else:
            words.append(path.read_text(encoding="utf-8-sig"))
        path.unlink()
    text = " ".join("\n".join(words).split())
    return text.replace(f"“{SECRET}”", "")


def test_no_filter_finds_what_ann_decided(of_ann: Path) -> None:
    with closing(library.open(of_ann, BEN)) as lib:
        for value in ("include", "exclude", "maybe", "conflict", "settled", "passed", "waiting", "decided"):
            for key in ("decision", "fulltext"):
                assert documents.rows(lib, f"{key}:{value}") == [], f"{key}:{value}"
        assert documents.rows(lib, "fulltext:missing fulltext:next") == []
        assert len(documents.rows(lib, "decision:none")) == 2
        assert decisions.retrievals(lib) == {}
        assert {each.outcome for each in decisions.screened(lib, Stage.ABSTRACT).values()} == {
            Outcome.UNDECIDED
        }


def test_each_command_is_asked() -> None:
    assert set(READING) | NOT_OF_A_LIBRARY | WRITING == {command.name for command in cli.COMMANDS}


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("name", sorted(READING))
def test_no_command_tells_what_ann_judged(
    name: str, as_json: bool, of_ann: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in READING[name]:
        asked = [word.replace(OUT, str(tmp_path / OUT)) for word in words]
        more = ["--json"] if as_json else []
        cli.main(["--library", str(of_ann), "--reviewer", "Ben", name, *asked, *more])
        caught = capsys.readouterr()
        found = told(caught.out + caught.err, tmp_path)
        for word in TOLD:
            if word not in asked and (name, word) not in SCALES:
                assert word.casefold() not in found.casefold(), f"{name} {words} tells “{word}”"


def test_undoing_and_going_back_tell_nothing_and_leave_what_ann_judged(
    of_ann: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.reviewlib"
    copy.write_bytes(of_ann.read_bytes())

    def run(person: str, *words: str) -> str:
        cli.main(["--library", str(copy), "--reviewer", person, *words])
        caught = capsys.readouterr()
        return str(caught.out + caught.err)

    def judged() -> list[Any]:
        with closing(library.open(copy, ANN)) as lib:
            return [*appraisals.certainties(lib), *appraisals.appraisals(lib)]

    before = judged()
    assert "Very low" in run("Ann", "grade", "list")
    out = "".join(run("Ben", "undo") for _ in range(3)) + run("Ben", "redo") + run("Ben", "go-back", "0")
    last = run("Ben", "history", "--limit", "1").split()[0]
    out += run("Ben", "undo", last)
    for word in TOLD:
        assert word.casefold() not in out.casefold()
    assert judged() == before != []
