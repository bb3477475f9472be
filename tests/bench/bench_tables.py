"""How long the tidy tables of a review take, and each file that holds them.

    python3 packaging/dev.py bench

Made: the tables from an index of the library. Written: CSV files in a zip, a workbook, JSON, each with what
makes a file checkable later. References: 500 of them in each citation style, for the first time.
Times are processor time of this program, so that other work on the machine does not count.
Yardsticks: the same cells by `csv` into a zip, by openpyxl in its mode for large files, and by `json`, each
bare; for references our own writer of plain Vancouver lines.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import openpyxl  # noqa: E402

from reviewer import library  # noqa: E402
from reviewer.model import Reviewer, Snapshot  # noqa: E402
from reviewer.records import vancouver  # noqa: E402
from reviewer.records.citing import STYLES, cited  # noqa: E402
from reviewer.reports import WRITERS, Options, Report, build  # noqa: E402
from reviewer.reports.index import Index  # noqa: E402
from reviewer.reports.tables import tables  # noqa: E402
from tests.bench import made_reports  # noqa: E402

REFERENCES = 500


def made(parts: int) -> Snapshot:
    """Return a snapshot of a made review, of a part of its whole size."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.reviewlib"
        with closing(library.create(path, Reviewer("r1", "Ann"))) as lib:
            made_reports.write(lib, parts=parts)
            return made_reports.at(lib)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds of a piece of work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def bare_zip(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for table in report.tables:
            out = io.StringIO(newline="")
            csv.writer(out).writerows(table.rows)
            archive.writestr(table.name, out.getvalue())


def bare_workbook(report: Report) -> None:
    book = openpyxl.Workbook(write_only=True)
    for table in report.tables:
        sheet = book.create_sheet(table.name)
        for row in table.rows:
            sheet.append(row)
    book.save(io.BytesIO())


def bare_json(report: Report) -> None:
    json.dumps([[dict(enumerate(row)) for row in table.rows] for table in report.tables])


BARE: dict[str, Callable[[Report], None]] = {".zip": bare_zip, ".xlsx": bare_workbook, ".json": bare_json}


def measure(snapshot: Snapshot) -> None:
    """Print how long everything takes for one review."""
    report = build(snapshot)
    rows = sum(len(table.rows) for table in report.tables)
    print(f"{len(snapshot.documents):,} documents, {len(snapshot.quotes):,} quotes: {rows:,} rows")
    index = Index(snapshot, Options())
    print(f"  tables made      {seconds(lambda: tables(index)):6.2f} s")
    for suffix, bare in BARE.items():
        taken, yard = seconds(lambda: WRITERS[suffix].render(report)), seconds(lambda: bare(report))  # noqa: B023
        print(f"  {suffix:<16} {taken:6.2f} s, {taken / yard:5.2f} of the yardstick ({yard:.2f} s)")


def measure_references(snapshot: Snapshot) -> None:
    """Print how long references take in each style."""
    records = [document.record for document in snapshot.documents[:REFERENCES]]
    cited.cache_clear()
    yard = seconds(lambda: [vancouver(record) for record in records])
    for style in STYLES:
        taken = seconds(lambda: [cited(record, style) for record in records])  # noqa: B023
        again = seconds(lambda: [cited(record, style) for record in records])  # noqa: B023
        print(f"  {style:<16} {taken:6.2f} s, {taken / yard:5.0f} of the yardstick; again {again:.3f} s")


if __name__ == "__main__":
    for size in (8, 1):
        whole = made(size)
        measure(whole)
    print(f"{REFERENCES} references")
    measure_references(whole)
