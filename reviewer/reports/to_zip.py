"""Write the tidy tables of a review as CSV files in one .zip, with what they hold described for programs.

`datapackage.json` follows the Data Package standard (version 2): it names the files, their columns and types,
which ids join them, and the SHA-256 of each. `data-dictionary.csv` says the same to people. Cells are guarded
as in `to_csv`; columns of numbers, moments, true and false, and of a few fixed words hold no formulas.
The files carry a byte-order mark, so that spreadsheets read them as UTF-8, and rows end as RFC 4180 says.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from reviewer.language import say, speaking_to_user
from reviewer.readers.table_columns import harmless
from reviewer.reports.blocks import Report
from reviewer.reports.proof import in_data
from reviewer.reports.tidy import GUARD, DataTable, Field, Type, Value
from reviewer.reports.to_csv import CELL_LIMIT, cut_in_spreadsheet

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


def to_zip(report: Report) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the archive and a warning for each cell that a spreadsheet would cut."""
    files = {file_name(table): _csv(table) for table in report.tables}
    package = json.dumps(_package(report, files), ensure_ascii=False, indent=2) + "\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        whole = in_data.put_file(
            {"datapackage.json": package.encode("utf-8", "replace"), **files}, report.stated
        )
        for name, data in whole.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = (
                zipfile.ZIP_DEFLATED,
                0o644 << 16,
                3,
            )
            archive.writestr(entry, data)
    with speaking_to_user():
        return out.getvalue(), tuple(warning for table in report.tables for warning in _too_long(table))


def file_name(table: DataTable) -> str:
    """Return the name of the file that holds a table."""
    return f"{table.name}.csv"


def _csv(table: DataTable) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in table.fields])
    guarded = [field.free for field in table.fields]
    for row in table.rows:
        cells = map(in_words, row)
        writer.writerow([harmless(cell) if free else cell for cell, free in zip(cells, guarded, strict=True)])
    return out.getvalue().encode("utf-8-sig", "replace")


def in_words(value: Value) -> str:
    """Return a value as a cell of text: nothing for what is not known, true and false in lower case."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _too_long(table: DataTable) -> Iterator[str]:
    for number, row in enumerate(table.rows, start=2):
        for field, value in zip(table.fields, row, strict=True):
            if isinstance(value, str) and len(value) > CELL_LIMIT:
                place = say(
                    "{file}, row {row}, column {column}",
                    file=file_name(table),
                    row=number,
                    column=field.name,
                )
                yield cut_in_spreadsheet(place, len(value))


def _package(report: Report, files: dict[str, bytes]) -> dict[str, Any]:
    stated = {"created": report.made} if report.made else {}
    return {
        "$schema": _PACKAGE,
        "name": "review",
        "title": report.title,
        "description": f"{report.name}. {report.version}. {report.counts}. {GUARD}",
        **stated,
        "resources": [_resource(table, files[file_name(table)]) for table in report.tables],
    }


def _resource(table: DataTable, data: bytes) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": file_name(table),
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": _schema(table),
    }


def _schema(table: DataTable) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": _SCHEMA,
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    tied = [_foreign(table, field) for field in table.fields if field.refers]
    return {**schema, "foreignKeys": tied} if tied else schema


def _field(field: Field) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if field.needed:
        limits["required"] = True
    if field.values:
        limits["enum"] = list(field.values)
    described: dict[str, Any] = {"name": field.name, "type": field.type.value, "description": field.meaning}
    if field.type is Type.YES_NO:
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    if field.unit:
        described["unit"] = field.unit
    return {**described, "constraints": limits} if limits else described


def _foreign(table: DataTable, field: Field) -> dict[str, Any]:
    target, _, column = field.refers.partition(".")
    # The standard wants a table that refers to itself to name none.
    return {
        "fields": [field.name],
        "reference": {"resource": "" if target == table.name else target, "fields": [column]},
    }
