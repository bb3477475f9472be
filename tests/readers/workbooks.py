"""Workbooks (XLSX) of our own making, as small as a reader can do with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Cell = str | int | float | tuple[str, str]
"""Words, a number, or an attribute list and the inside of a cell as they go into the file."""

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd;@"/><numFmt numFmtId="165" '
    'formatCode="[$-409]mmm\\ yyyy"/><numFmt numFmtId="166" formatCode="0.00&quot; days&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    '<xf numFmtId="166"/></cellXfs></styleSheet>'
)


def workbook(
    *sheets: Sequence[Sequence[Cell]],
    hidden: Sequence[int] = (),
    from_1904: bool = False,
    shared: bool = True,
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a workbook with these sheets, each a list of rows of cells."""
    strings: list[str] = []
    entries: dict[str, str | bytes] = {"[Content_Types].xml": _TYPES}
    for number, rows in enumerate(sheets, 1):
        entries[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows, strings if shared else None)
    names = "".join(
        f'<sheet name="S{number}" sheetId="{number}" r:id="rId{number}"'
        f"{' state=' + chr(34) + 'hidden' + chr(34) if number in hidden else ''}/>"
        for number in range(1, len(sheets) + 1)
    )
    first_day = '<workbookPr date1904="1"/>' if from_1904 else ""
    entries["xl/workbook.xml"] = f'<workbook xmlns:r="{_RELS}">{first_day}<sheets>{names}</sheets></workbook>'
    targets = [(f"rId{number}", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    targets += [("rId90", "sharedStrings.xml"), ("rId91", "/xl/styles.xml")]
    entries["xl/_rels/workbook.xml.rels"] = (
        "<Relationships>"
        + "".join(f'<Relationship Id="{name}" Type="x" Target="{path}"/>' for name, path in targets)
        + "</Relationships>"
    )
    entries["xl/styles.xml"] = _STYLES
    entries["xl/sharedStrings.xml"] = "<sst>" + "".join(strings) + "</sst>"
    return packed(entries | dict(more or {}))


def packed(entries: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file of these entries, the same bytes every time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _sheet(rows: Sequence[Sequence[Cell]], strings: list[str] | None) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            _cell(f"{_column(at)}{number}", cell, strings) for at, cell in enumerate(row) if cell != ""
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f"<worksheet><sheetData>{''.join(lines)}</sheetData></worksheet>"


def _column(at: int) -> str:
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


def _cell(place: str, cell: Cell, strings: list[str] | None) -> str:
    if isinstance(cell, tuple):
        return f'<c r="{place}" {cell[0]}>{cell[1]}</c>'
    if isinstance(cell, int | float):
        return f'<c r="{place}"><v>{cell}</v></c>'
    if strings is None:
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    strings.append(f'<si><t xml:space="preserve">{escape(cell)}</t></si>')
    return f'<c r="{place}" t="s"><v>{len(strings) - 1}</v></c>'
