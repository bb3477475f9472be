"""The Report workspace: the pages as they will be printed, what to export, and what to look at before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from reviewer.actions import reports as actions
from reviewer.errors import ReviewError
from reviewer.gui import dialogs
from reviewer.gui.commands import Command
from reviewer.gui.papers import ZOOMS, PageView, Thumbnails
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reporting.export_dock import ExportDock
from reviewer.gui.workspaces.reporting.question_dock import QuestionDock
from reviewer.gui.workspaces.workspace import Dock, Workspace
from reviewer.model import Changes

FINDINGS = {"summary": "summary of findings", "profile": "evidence profile"}
"""Tables that are saved on their own, and what they are called."""
WAIT_MS = 300
"""Pause after the last change before the pages are drawn again."""


class ReportWorkspace(Workspace):
    """Preview and export. The pages are drawn on the worker thread; the window never waits for them."""

    id = "report"
    title = "Report"
    icon = "report"

    def __init__(self, session: Session) -> None:
        self._job: Any = None
        self._drawn = False
        self._again = False
        super().__init__(session)
        self._export = ExportDock()
        self._question = QuestionDock(session)
        self._contents = QListWidget()
        self._contents.setAccessibleName("Contents of the report")
        self._contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._contents.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._contents.itemActivated.connect(self._go_to_item)
        self._contents.itemClicked.connect(self._go_to_item)
        self._pages, self._thumbnails = PageView(), Thumbnails()
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._draw)
        self._export.changed.connect(self._draw_soon)
        self._export.export.connect(self.export)
        self._export.save_as.connect(self.save_as)
        for dock in (self._export, self._contents):
            dock.addActions(list(self.actions_by_id.values()))

    def commands(self) -> Sequence[Command]:
        return (
            Command("report.export", "Export", self.export, "Report", ("Ctrl+E",), "export", hint="export"),
            Command("report.save_as", "Save the report as…", self.save_as, "Report", ("Ctrl+Shift+E",)),
            *(
                Command(
                    f"report.{kind}",
                    f"Save the {name} as a table…",
                    partial(self.save_findings, kind),
                    "Report",
                )
                for kind, name in FINDINGS.items()
            ),
            Command("report.larger", "Larger pages", lambda: self._step_zoom(1), "Report", separator=True),
            Command("report.smaller", "Smaller pages", lambda: self._step_zoom(-1), "Report"),
            Command("report.fit", "Fit the width", lambda: self._pages.set_zoom(None), "Report"),
        )

    def docks(self) -> Sequence[Dock]:
        return (
            Dock("report.contents", "Contents", self._contents, "left"),
            Dock("report.export", "Export", self._export, "right"),
            Dock("report.question", "Question", self._question, "right"),
        )

    def key_line(self) -> Sequence[tuple[tuple[str, ...], str]]:
        return ((("PgUp", "PgDn"), "page"), (("Ctrl", "E"), "export"), (("F6",), "next pane"))

    # -------------------------------------------------------------- centre

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedHeight(3)
        self._busy.setAccessibleName("Drawing the pages")
        column.addWidget(self._busy)
        self._busy.hide()
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._thumbnails)
        row.addWidget(self._pages, 1)
        self._empty = QLabel("The report appears when the library holds a document.")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("tone", "3")
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)
        column.addWidget(holder, 1)
        self._thumbnails.chosen.connect(self._pages.go_to)
        self._pages.page_changed.connect(self._page_changed)

    def _bar(self) -> QWidget:
        bar = QWidget()
        bar.setProperty("pane", "panel")
        bar.setFixedHeight(38)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 0)
        self._number = QLabel("")
        row.addWidget(self._number)
        row.addSpacing(16)
        self._zoom = QComboBox()
        self._zoom.setAccessibleName("Size of the pages")
        self._zoom.addItem("Fit width", None)
        for zoom in ZOOMS:
            self._zoom.addItem(f"{round(zoom * 100)} %", zoom)
        self._zoom.currentIndexChanged.connect(lambda _i: self._pages.set_zoom(self._zoom.currentData()))
        row.addWidget(self._zoom)
        row.addStretch(1)
        self._state = QLabel("")
        self._state.setProperty("tone", "3")
        row.addWidget(self._state)
        return bar

    def _step_zoom(self, step: int) -> None:
        wanted = self._zoom.currentIndex() + step if self._zoom.currentIndex() else ZOOMS.index(1.0) + 1
        self._zoom.setCurrentIndex(max(1, min(wanted, len(ZOOMS))))

    def _page_changed(self, page: int) -> None:
        self._number.setText(f"Page {page} of {self._pages.count()}" if self._pages.count() else "")
        self._thumbnails.set_current(page)

    def _go_to_item(self, item: QListWidgetItem) -> None:
        self._pages.go_to(int(item.data(Qt.ItemDataRole.UserRole)))

    def activate(self) -> None:
        self._pages.setFocus()
        if not self._drawn:
            self._draw_soon()

    # -------------------------------------------------------------- preview

    def refresh(self, changes: Changes | None) -> None:
        """Draw again when the workspace is in front; otherwise when it comes there."""
        self._drawn = False
        self._export.set_place(self._place())
        if self.isVisible():
            self._draw_soon()

    def _draw_soon(self) -> None:
        self._drawn = False
        self._export.set_place(self._place())
        self._timer.start()

    def _draw(self) -> None:
        if self.session.library is None or not self.isVisible():
            return
        if self._job is not None and self._job.running:
            self._again = True
            return
        self._drawn, self._again = True, False
        self._busy.show()
        ratio = 96.0 * max(1.5, self.devicePixelRatioF())
        self._job = self.session.watch(
            actions.preview_report, self._export.options(), ratio, done=self._show, failed=self._fail
        )

    def _show(self, result: actions.PreviewResult) -> None:
        self._busy.hide()
        pages = [QImage.fromData(page) for page in result.preview.pages]
        self._pages.set_pages(pages)
        self._thumbnails.set_pages(pages)
        self._export.set_checks(result.checks)
        self._stack.setCurrentIndex(0 if pages else 1)
        self._state.setText(f"Drawn in {result.seconds:.1f} s")
        self._list_contents(result.preview.outline)
        if self._again:
            self._draw_soon()

    def _list_contents(self, outline: Sequence[tuple[str, int, int]]) -> None:
        self._contents.clear()
        for heading, level, page in outline:
            item = QListWidgetItem("    " * (level - 1) + heading)
            item.setData(Qt.ItemDataRole.UserRole, page)
            item.setToolTip(f"Page {page}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{heading}, page {page}")
            self._contents.addItem(item)

    def _fail(self, _error: ReviewError) -> None:
        self._busy.hide()

    # -------------------------------------------------------------- export

    def _place(self) -> Path | None:
        if self.session.library is None:
            return None
        path = self.session.library.path
        return path.with_name(f"{path.stem} report{self._export.suffix()}")

    def export(self) -> None:
        """Write the report beside the library, in place of the last one."""
        if place := self._place():
            self._write(place)

    def save_as(self) -> None:
        """Ask where the report should be written."""
        place, suffix = self._place(), self._export.suffix()
        if place is None:
            return
        kind = f"{suffix.strip('.').upper()} (*{suffix})"
        if chosen := dialogs.save_as(self, "Save the report", str(place), kind, suffix):
            self._write(chosen)

    def save_findings(self, kind: str) -> None:
        """Ask where a table of FINDINGS should be written, and write it as CSV."""
        if self.session.library is None:
            return
        path = self.session.library.path
        place = str(path.with_name(f"{path.stem} {FINDINGS[kind]}.csv"))
        if chosen := dialogs.save_as(self, f"Save the {FINDINGS[kind]}", place, "CSV (*.csv)", ".csv"):
            self._busy.show()
            self._job = self.session.watch(
                actions.export_findings, chosen, kind, done=self._saved, failed=self._fail
            )

    def _write(self, path: Path) -> None:
        self._question.save()
        self._busy.show()
        self._job = self.session.run(
            actions.export_report, path, self._export.options(), done=self._written, failed=self._fail
        )

    def _written(self, result: actions.ExportResult) -> None:
        self._busy.hide()
        note = " ".join(result.warnings)
        self.session.tell(f"The report lies in {result.path}.", note)

    def _saved(self, result: actions.ExportResult) -> None:
        self._busy.hide()
        self.session.tell(f"The table lies in {result.path}.")
