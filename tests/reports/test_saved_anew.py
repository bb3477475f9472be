"""Reports that other programs opened and saved again: the same when they say the same, each change told.

`tests/files/reports` holds what LibreOffice 7.4 made of the three reports of `stamped`.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.errors import ReviewError
from reviewer.model import Snapshot
from reviewer.reports import WRITERS, Options, Report, build
from reviewer.reports.manifest import sealed
from reviewer.reports.proof import comparing_rows, comparing_sheets, in_workbook
from reviewer.reports.proof.carried import Carried, carried
from reviewer.reports.proof.comparing import State
from tests.reports import sample

FILES = Path(__file__).parents[1] / "files" / "reports"
STATEMENTS = (
    "=1+1", "'quoted", "_x0041_ and _x005F_", " spaces  within ", "two\nlines\r\nand\ttab", "42",
    "2026-03-12", "TRUE", "1e5", "–€😀 עברית", "x\x01y", "&lt;<b>", "w" * 33_000, "#N/A", "{=A1}",
)  # fmt: skip
"""Statements as they stand in libraries, which programs might take for something else."""
KEPT_BY: dict[str, Callable[[str], bool]] = {
    ".xlsx": lambda _words: True,
    ".docx": lambda words: "_x" not in words,  # LibreOffice writes such words otherwise
    ".csv": lambda words: words[0] not in "_2w1",  # it takes them for days and numbers, or cuts them
    "openpyxl": lambda words: "_x" not in words,
}
"""Which statements a program leaves as they are."""
SAVED_AS = {".xlsx": ("", "xlsx"), ".docx": ("", "docx"), ".csv": ("--infilter=CSV:44,34,76,1", "xlsx")}
"""How LibreOffice is told to read each kind, and what it is saved as: a table becomes a workbook."""


def stamped(by: str = ".xlsx") -> Snapshot:
    moments = {
        1: ("2026-03-12T14:02:11.250+00:00", "2026-03-12T15:02:11+02:00"),
        2: ("2026-03-12T00:00:00+00:00", "2026-03-12T23:59:59.999+00:00"),
    }
    return replace(sample.small(*filter(KEPT_BY[by], STATEMENTS)), written=moments)


def report(by: str) -> Report:
    return build(stamped(by), Options(contents=("claims", "references")))


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return {suffix: WRITERS[suffix].render(report(suffix))[0] for suffix in SAVED_AS}


@pytest.fixture(scope="module")
def book() -> bytes:
    return WRITERS[".xlsx"].render(report("openpyxl"))[0]


def is_whole(found: Carried) -> bool:
    if found.rows is not None:
        return not list(comparing_rows.rows(found.rows, stamped().key))
    return sealed(found.manifest, found.lines).seal == found.manifest.seal


@pytest.mark.parametrize("suffix", list(SAVED_AS))
def test_what_libreoffice_saved_anew_says_the_same(suffix: str) -> None:
    name = f"saved-by-libreoffice{suffix}" if suffix != ".csv" else "saved-by-libreoffice.csv.xlsx"
    found = carried((FILES / name).read_bytes(), name)

    assert is_whole(found)
    assert found.manifest.name == "Small"


@pytest.mark.slow
@pytest.mark.parametrize("suffix", list(SAVED_AS))
def test_libreoffice_keeps_what_a_report_is_checked_by(
    suffix: str, written: dict[str, bytes], tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    assert office, "This check needs LibreOffice: the command `soffice`."
    file = tmp_path / f"report{suffix}"
    file.write_bytes(written[suffix])
    given, kind = SAVED_AS[suffix]
    command = [office, f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless"]
    command += [*filter(None, [given]), "--convert-to", kind, "--outdir", str(tmp_path / "saved"), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    [made] = (tmp_path / "saved").iterdir()

    found = carried(made.read_bytes(), made.name)
    assert made.read_bytes() != written[suffix] and is_whole(found)


# ---------------------------------------------------------------------- changes in a workbook


Edit = Callable[[Any], None]


def edited(data: bytes, edit: Edit) -> Carried:
    """Return a workbook as another program saved it after somebody changed it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return carried(out.getvalue(), "report.xlsx")


def told(data: bytes, edit: Edit) -> list[tuple[State, str, str]]:
    first, now = carried(data, "report.xlsx"), edited(data, edit)
    assert now.manifest == first.manifest
    pictures = now.lines[len(now.sheets) :]
    found = comparing_sheets.rows(now.manifest.seal.lines, now.sheets, pictures, first.lines)
    return [(each.state, each.label, each.detail) for each in found]


def put(sheet: str, cell: str, value: object) -> Edit:
    def edit(book: Any) -> None:
        book[sheet][cell] = value

    return edit


def sort(book: Any) -> None:
    """Turn the first three claims round, as sorting does."""
    sheet = book["claims"]
    for first, last in zip(sheet[2], sheet[4], strict=True):
        first.value, last.value = last.value, first.value


def rename(book: Any) -> None:
    book["claims"].title = "Our claims"


def test_a_workbook_saved_by_another_program_says_the_same(book: bytes) -> None:
    assert is_whole(edited(book, lambda _book: None))
    assert told(book, lambda _book: None) == []


@pytest.mark.parametrize(
    "edit, state, label, detail",
    [
        (put("claims", "C2", "=2+2"), State.CHANGED, "Sheet claims, row 2, statement: =2+2", "was: =1+1"),
        (put("claims", "C7", "43"), State.CHANGED, "Sheet claims, row 7, statement: 43", "was: 2026"),
        (put("claims", "A1", "id"), State.CHANGED, "Sheet claims, row 1, A: id", "was: claim_id"),
        (put("claims", "C8", None), State.CHANGED, "Sheet claims, row 8, statement: empty", "was: TRUE"),
        (lambda made: made["claims"].delete_rows(3), State.MISSING, "2; 2; 'quoted", "Sheet claims, row 2"),
        (lambda made: made["claims"].append([9, 9, "N."]), State.ADDED, "Sheet claims, row 16", "9; 9; N."),
        (rename, State.CHANGED, "Sheet Our claims", "was: Sheet claims"),
        (lambda made: made.create_sheet("notes", 0), State.ADDED, "Sheet notes", ""),
    ],
)  # fmt: skip
def test_each_change_is_told_by_its_sheet_row_and_column(
    edit: Edit, state: State, label: str, detail: str, book: bytes
) -> None:
    [(said, where, was)] = told(book, edit)

    assert said is state and where.startswith(label) and detail in was


def test_moments_are_told_as_people_write_them(book: bytes) -> None:
    column = next(cell.column_letter for cell in opened(book)["quotes"][1] if cell.value == "made")
    [(state, label, detail)] = told(book, put("quotes", f"{column}2", 46093.5))

    assert state is State.CHANGED and label == "Sheet quotes, row 2, made: 2026-03-12 12:00:00"
    assert detail == "was: 2026-03-12 14:02:11.250"


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_rows_that_were_sorted_are_told_as_moved(book: bytes) -> None:
    found = told(book, sort)

    assert 1 <= len(found) <= 3
    assert {(state, detail) for state, _, detail in found} == {
        (State.CHANGED, "it was moved, and says the same")
    }


def test_without_its_sheet_a_workbook_cannot_be_checked(book: bytes) -> None:
    with pytest.raises(ReviewError, match="hidden sheet “manifest” was taken out"):
        edited(book, lambda made: made.remove(made[in_workbook.SHEET]))


def test_the_sheet_is_hidden_last_and_says_what_it_is_for(book: bytes) -> None:
    made = opened(book)

    assert made.sheetnames[-1] == in_workbook.SHEET and made[in_workbook.SHEET].sheet_state == "hidden"
    rows = [str(row[0].value) for row in made[in_workbook.SHEET]]
    assert rows[0].startswith("What this workbook can be checked by")
    assert all(len(row) <= 32_767 and "_" not in row for row in rows[1:])


@given(st.text(st.sampled_from("=+-'\" _x0041_\n\t&<>é😀"), min_size=1, max_size=12))
@settings(max_examples=8)
def test_any_name_comes_back_from_the_sheet(name: str) -> None:
    whole = build(replace(sample.small("One."), name=name))
    few = replace(whole, tables=whole.tables[:2])
    found = carried(WRITERS[".xlsx"].render(few)[0], "report.xlsx")

    assert found.manifest.name == whole.manifest.name and is_whole(found)


def test_a_table_of_quotes_saved_as_a_workbook_is_checked_row_by_row(written: dict[str, bytes]) -> None:
    rows = list(csv.reader(io.StringIO(written[".csv"].decode("utf-8-sig"), newline="")))
    made = openpyxl.Workbook()
    for row in rows[:2] + rows[3:]:
        made.active.append([each.replace("\x01", "\ufffd") for each in row])
    made.active.cell(3, rows[0].index("statement") + 1).value = "Something else"
    out = io.BytesIO()
    made.save(out)
    found = carried(out.getvalue(), "quotes.xlsx")

    assert found.rows is not None and found.kind == "CSV"
    differing = [(each.state, each.label) for each in comparing_rows.rows(found.rows, stamped().key)]
    assert (State.CHANGED, "Row 3") in differing and (State.MISSING, "Row 2") in differing
