"""The states of the Report workspace that are kept as pictures."""

from __future__ import annotations

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer.gui import jobs
from reviewer.gui.workspaces.reporting.choices import Choices
from reviewer.gui.workspaces.reporting.contents_dock import ContentsDock
from reviewer.gui.workspaces.reporting.export_dock import ExportDock
from reviewer.gui.workspaces.reporting.pages import Pages
from reviewer.reports import build
from reviewer.reports.preview import draw, preview
from tests.gui.states import State, Studio
from tests.reports import sample


def beside(studio: Studio, widgets: dict[QWidget, int], size: tuple[int, int]) -> QWidget:
    """Return widgets side by side, each with its share of the width."""
    holder = QWidget()
    holder.setProperty("pane", "panel")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    for widget, share in widgets.items():
        row.addWidget(widget, share)
    studio.qtbot.addWidget(holder)
    holder.resize(*size)
    holder.show()
    studio.qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)
    return holder


def contents(studio: Studio) -> QWidget:
    """Return contents, pages with a frame around the summary, and what to look at before an export."""
    QCursor.setPos(5_000, 5_000)  # so that no row is below the pointer
    session, choices, made = studio.example(), Choices(), build(sample.example())
    laid = preview(made)
    dock, pages, export = ContentsDock(session, choices), Pages(), ExportDock(choices)
    choices.include("lights", False)
    choices.name("summary", "What we found")
    numbers = {part.id: str(1 + place // 3) for place, part in enumerate(laid.parts)}
    dock.sections.set_pages(numbers, frozenset(part.id for part in laid.parts if not part.holds))
    export.set_checks(made.checks)
    widget = beside(studio, {dock: 3, pages: 7, export: 4}, SIZE)
    pages.show_preview(laid, ())
    pages.add(list(draw(laid.pdf, pages.in_sight())))
    pages.go_to_part("summary")
    dock.sections.go_to("summary")
    return widget


SIZE = (1200, 760)
STATES = {"contents": State(contents, SIZE)}
