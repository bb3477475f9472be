"""Reports: `build` makes one from a snapshot, `write` puts it into a file of the kind its suffix names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import ReviewError
from reviewer.language import later, speaking
from reviewer.reports import to_csv, to_html, to_json, to_markdown, to_pdf, to_xlsx, to_zip
from reviewer.reports.blocks import Options, Report
from reviewer.reports.build import build
from reviewer.reports.manifest import Manifest
from reviewer.reports.placing import aside, write_whole
from reviewer.reports.word import to_docx

__all__ = [
    "WRITERS",
    "Options",
    "Report",
    "Writer",
    "aside",
    "build",
    "carried_by",
    "needs_tables",
    "render",
    "write",
    "write_whole",
]


@dataclass(frozen=True, slots=True)
class Writer:
    """A kind of file: its name, what it is good for, and what makes its bytes and warnings.

    `tables` when it is written from the tidy tables of a report. These, and what is `whole`, hold everything,
    whatever sections were chosen.
    """

    name: str
    good_for: str
    render: Callable[[Report], tuple[bytes, tuple[str, ...]]]
    tables: bool = False
    whole: bool = False


WRITERS: Mapping[str, Writer] = {
    ".pdf": Writer("PDF", later("Fixed pages, fonts embedded, anchors as links"), to_pdf.to_pdf),
    ".docx": Writer(
        later("Word document"), later("To be edited, with styles, headings and links"), to_docx.to_docx
    ),
    ".html": Writer(
        later("Web page"), later("One file for any browser, quotes open beside claims"), to_html.to_html
    ),
    ".md": Writer(
        "Markdown", later("Plain words for notes, wikis and repositories"), to_markdown.to_markdown
    ),
    ".csv": Writer(
        later("Quotes (CSV)"),
        later("One row for each quote, for a spreadsheet or a program"),
        to_csv.to_csv,
        whole=True,
    ),
    ".zip": Writer(
        later("Tables (CSV, zipped)"),
        later("Tidy tables with a data dictionary, for programs"),
        to_zip.to_zip,
        True,
    ),
    ".xlsx": Writer(
        later("Workbook"),
        later("The same tables, a sheet for each, for a spreadsheet"),
        to_xlsx.to_xlsx,
        True,
    ),
    ".json": Writer(
        later("Data (JSON)"), later("The same tables in one file with a schema"), to_json.to_json, True
    ),
}


def needs_tables(path: Path) -> bool:
    """Tell whether the format that the suffix of `path` names is written from the tidy tables."""
    writer = WRITERS.get(path.suffix.lower())
    return writer is not None and writer.tables


def render(report: Report, path: Path) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of `report` in the format that the suffix of `path` names, and warnings for the user.

    Raises ReviewError when the suffix is unknown.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ReviewError(
            f"Reviewer writes no reports of the kind “{path.suffix or path.name}”.",
            f"Give a name that ends in {' or '.join(WRITERS)}.",
        )
    with speaking(report.options.language):
        return writer.render(report)


def carried_by(report: Report, suffix: str) -> Manifest:
    """Return what the file of a report in a format carries to be checked by, but for its seal."""
    writer = WRITERS[suffix]
    return report.stated if writer.tables or writer.whole else report.manifest


def write(report: Report, path: Path) -> tuple[str, ...]:
    """Write `report` to `path` in the format its suffix names; return warnings for the user.

    Raises ReviewError as `render` does, and when the file cannot be written; an older file then stays as it
    was.
    """
    data, warnings = render(report, path)
    write_whole(path, data)
    return warnings
