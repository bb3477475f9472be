"""Reports: `build` makes one from a snapshot, `write` puts it into a file of the kind its suffix names."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import ReviewError
from reviewer.reports import to_csv, to_docx, to_html, to_markdown, to_pdf
from reviewer.reports.blocks import Options, Report
from reviewer.reports.build import build

__all__ = ["WRITERS", "Options", "Report", "Writer", "build", "write", "write_whole"]


@dataclass(frozen=True, slots=True)
class Writer:
    """A kind of file: its name, what it is good for, and what makes its bytes and warnings."""

    name: str
    good_for: str
    render: Callable[[Report], tuple[bytes, tuple[str, ...]]]


WRITERS: Mapping[str, Writer] = {
    ".pdf": Writer("PDF", "Fixed pages, fonts embedded, anchors as links", to_pdf.to_pdf),
    ".docx": Writer("Word document", "To be edited, with styles, headings and links", to_docx.to_docx),
    ".html": Writer("Web page", "One file for any browser, quotes open beside claims", to_html.to_html),
    ".md": Writer("Markdown", "Plain words for notes, wikis and repositories", to_markdown.to_markdown),
    ".csv": Writer("Tables (CSV)", "One row for each quote, for a spreadsheet or a program", to_csv.to_csv),
}


def write(report: Report, path: Path) -> tuple[str, ...]:
    """Write `report` to `path` in the format its suffix names; return warnings for the user.

    Raises ReviewError when the suffix is unknown or the file cannot be written; an older file then
    stays as it was.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ReviewError(
            f"Reviewer writes no reports of the kind “{path.suffix or path.name}”.",
            f"Give a name that ends in {' or '.join(WRITERS)}.",
        )
    data, warnings = writer.render(report)
    write_whole(path, data)
    return warnings


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside `path`, flush it to disk, then put it in place; raises ReviewError."""
    target = path.resolve()
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise _explained(target, error) from error


def _explained(path: Path, error: OSError) -> ReviewError:
    if not path.parent.is_dir():
        return ReviewError(
            f"The folder {path.parent} does not exist.", "Nothing was written. Choose a folder that is there."
        )
    if path.is_dir():
        return ReviewError(f"{path} is a folder.", "Nothing was written. Give the name of a file.")
    return ReviewError(
        f"{path.name} could not be written: {error.strerror or error}.",
        "What was there before is unchanged. Close the file if another program has it open, "
        "make room on the disk, or choose another folder.",
    )
