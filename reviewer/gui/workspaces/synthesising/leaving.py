"""What leaves the Synthesis workspace: the figure or table in front as a file, rows as words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from reviewer.actions import figures, flow, reports
from reviewer.actions.figures import View
from reviewer.gui import dialogs
from reviewer.gui.workspaces.synthesising.bar import FINDINGS, FLOW, MAP, MATRIX
from reviewer.gui.workspaces.synthesising.table import Evidence
from reviewer.language import later, say
from reviewer.reports.blocks import Options, plain
from reviewer.reports.to_matrix_csv import table
from reviewer.synthesis.holdings import Proposed

KINDS = {
    say("SVG, a drawing for any size (*.svg)"): ".svg",
    say("PDF, a page of its own (*.pdf)"): ".pdf",
    say("PNG, a picture (*.png)"): ".png",
}
TABLE = {say("CSV, a table for spreadsheets (*.csv)"): ".csv"}
FILES = {MATRIX: {**KINDS, **TABLE}, MAP: KINDS, FLOW: KINDS, FINDINGS: TABLE}
NAMES = {MATRIX: later("matrix"), MAP: later("evidence map"), FLOW: later("PRISMA flow")}
TABLES = {"summary": later("summary of findings"), "profile": later("evidence profile")}
EXPORTS = {
    "matrix": later("Export the matrix"),
    "evidence map": later("Export the evidence map"),
    "PRISMA flow": later("Export the PRISMA flow"),
    "summary of findings": later("Export the summary of findings"),
    "evidence profile": later("Export the evidence profile"),
}
"""What is asked above the file dialog."""


def named(tab: int, kind: str) -> str:
    """Return what the figure of a tab is called, or which of its tables that of the findings shows."""
    return NAMES.get(tab) or TABLES[kind]


def ask(parent: QWidget, library: Path, tab: int, kind: str) -> Path | None:
    """Ask where the figure of a tab should be written; None when the person changed their mind."""
    name = named(tab, kind)
    suggestion = str(library.with_name(f"{library.stem} {say(name)}"))
    asked = dialogs.save_as_one_of(parent, say(EXPORTS[name]), suggestion, FILES[tab])
    if asked is None:
        return None
    path, suffix = asked
    return path if path.suffix else path.with_name(path.name + suffix)


def writer(
    tab: int, view: View, kind: str, proposed: tuple[Proposed, ...]
) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """Return the action that writes the figure of a tab, and what it takes after the path."""
    options = Options(experience=view.experience)
    verbs: dict[int, tuple[Callable[..., Any], tuple[Any, ...]]] = {
        MATRIX: (figures.export_matrix, (view, options, proposed if view.suggestions else ())),
        MAP: (figures.export_map, (options,)),
        FLOW: (flow.export_flow, (options,)),
        FINDINGS: (reports.export_findings, (kind,)),
    }
    return verbs[tab]


def matrix_lines(rows: Evidence) -> list[str]:
    """Return the rows of the matrix as words between tabs, its heads first."""
    made = table(rows.matrix, rows.rows)
    return ["\t".join(" ".join(cell.split()) for cell in row) for row in made]


def findings_lines(shown: reports.FindingsTable) -> list[str]:
    """Return the rows of a table of findings as words between tabs, its heads first."""
    rows = [[" ".join(plain(cell).split()) for cell in cells] for cells, _ in shown.rows]
    return ["\t".join(cells) for cells in (shown.heads, *rows)]
