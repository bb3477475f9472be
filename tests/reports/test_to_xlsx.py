"""The workbook: opened by other programs, words stay words, moments are dates, and what is cut is told."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.model import Snapshot
from reviewer.reports import Report, build, to_xlsx
from reviewer.reports.tidy import Type
from tests.reports import sample


def book(report: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx.to_xlsx(report)[0]))


def cell(found: openpyxl.Workbook, sheet: str, column: str, row: int = 2) -> openpyxl.cell.Cell:
    names = [each.value for each in found[sheet][1]]
    return found[sheet].cell(row, names.index(column) + 1)


def only(report: Report, *names: str) -> Report:
    """Return a report with a few of its tables, which is quicker written."""
    return replace(report, tables=tuple(table for table in report.tables if table.name in names))


def stamped() -> Snapshot:
    moments = ("2026-03-12T14:02:11.250+00:00", "2026-03-12T15:02:11+02:00")
    return replace(sample.small("One."), written={1: moments})


def test_each_table_is_a_sheet_with_a_frozen_head_and_filters_and_every_value() -> None:
    report = build(sample.example())
    found = book(report)

    assert found.sheetnames == [*(table.name for table in report.tables), "manifest"]
    for table in report.tables:
        sheet = found[table.name]
        assert sheet.freeze_panes == "A2"
        assert str(sheet.auto_filter.ref).startswith("A1:")
        names, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert names == [field.name for field in table.fields]
        dated = {place for place, field in enumerate(table.fields) if field.type is Type.MOMENT}
        for written, row in zip(rows, table.rows, strict=False):
            known = [None if value == "" else value for value in row]
            assert all(
                a == b or place in dated for place, (a, b) in enumerate(zip(written, known, strict=True))
            )


def test_moments_are_dates_in_utc_and_numbers_are_numbers() -> None:
    found = book(only(build(stamped()), "quotes"))

    assert cell(found, "quotes", "made").value == datetime(2026, 3, 12, 14, 2, 11, 250_000)
    assert cell(found, "quotes", "changed").value == datetime(2026, 3, 12, 13, 2, 11)
    assert cell(found, "quotes", "made").is_date
    assert cell(found, "quotes", "start").data_type == "n"
    assert cell(found, "quotes", "counts").data_type == "b"


@given(st.text(st.sampled_from("=+-@\t' x\"(_x0041_)＝\n"), min_size=1, max_size=8).map(lambda t: t + "1"))
@settings(max_examples=12)
def test_no_words_become_a_formula_and_none_change(words: str) -> None:
    data, _ = to_xlsx.to_xlsx(only(build(sample.small(words)), "claims"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(each).decode() for each in archive.namelist() if "worksheets/sheet" in each]
    found = cell(openpyxl.load_workbook(io.BytesIO(data)), "claims", "statement")

    assert not any("<f>" in each for each in sheets)
    assert found.data_type == "s"
    # Spreadsheets undo this escape of the format, openpyxl does not.
    assert str(found.value).replace("_x005F_", "_") == words


def test_what_looks_like_a_formula_stays_words_when_it_is_edited() -> None:
    found = book(only(build(sample.small("=1+1", "plain")), "claims"))

    assert cell(found, "claims", "statement", 2).quotePrefix
    assert not cell(found, "claims", "statement", 3).quotePrefix


@pytest.mark.parametrize("letter", ["w", "𝐰"])
def test_words_too_long_for_a_cell_stand_whole_in_a_sheet_of_their_own(letter: str) -> None:
    words = letter * 40_000
    report = build(sample.small("One.", words=words))
    data, warnings = to_xlsx.to_xlsx(report)
    found = openpyxl.load_workbook(io.BytesIO(data))
    short = str(cell(found, "quotes", "exact").value)
    _, *rows = found[to_xlsx.LONG_TEXTS].iter_rows(values_only=True)

    assert short.endswith(" […]") and to_xlsx.units(short) <= 32_767
    assert "".join(str(row[-1]) for row in rows) == words
    assert all(row[:3] == ("quotes", 2, "exact") and to_xlsx.units(str(row[-1])) <= 32_767 for row in rows)
    assert len(warnings) == 1 and "40,000 characters" in warnings[0]


def test_characters_that_xml_cannot_carry_are_replaced_and_counted() -> None:
    whole = sample.small("One\x01two\x0bthree\ufffe")
    data, warnings = to_xlsx.to_xlsx(build(whole))
    found = openpyxl.load_workbook(io.BytesIO(data))

    assert cell(found, "claims", "statement").value == "One\ufffdtwo\ufffdthree\ufffd"
    assert len(warnings) == 1 and "Sheet claims, column statement: 3 characters" in warnings[0]


def test_more_rows_than_a_sheet_holds_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_xlsx, "ROW_LIMIT", 3)
    found = book(only(build(sample.small("One.", "Two.", "Three.")), "claims"))

    assert [row[2] for row in found["claims"].iter_rows(min_row=2, values_only=True)] == ["One.", "Two."]
    assert [row[2] for row in found["claims-2"].iter_rows(min_row=2, values_only=True)] == ["Three."]


def test_the_same_report_gives_the_same_bytes_without_a_clock() -> None:
    data, _ = to_xlsx.to_xlsx(build(sample.example()))

    assert to_xlsx.to_xlsx(build(sample.example()))[0] == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2026-03-12T14:02:11Z"}


@pytest.mark.slow
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    import shutil
    import subprocess

    office = shutil.which("soffice")
    if office is None:
        pytest.fail("LibreOffice is not installed; this test is run by name only.")
    (tmp_path / "review.xlsx").write_bytes(to_xlsx.to_xlsx(build(sample.small("=1+1", "plain")))[0])
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        [
            office,
            home,
            "--headless",
            "--convert-to",
            sheet,
            "--outdir",
            str(tmp_path),
            str(tmp_path / "review.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert "=1+1" in (tmp_path / "review-claims.csv").read_text(encoding="utf-8")
