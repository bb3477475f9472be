"""The Report workspace: what it holds, its pages as they will be printed, what to look at before."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from reviewer.actions import reports as actions
from reviewer.actions.profiles import from_json, to_json
from reviewer.errors import ReviewError
from reviewer.gui import dialogs, jobs, printing
from reviewer.gui.commands import Command
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reporting.bar import Bar
from reviewer.gui.workspaces.reporting.choices import Choices
from reviewer.gui.workspaces.reporting.contents_dock import ContentsDock
from reviewer.gui.workspaces.reporting.earlier_dock import EarlierDock
from reviewer.gui.workspaces.reporting.export_dock import ExportDock
from reviewer.gui.workspaces.reporting.pages import Pages
from reviewer.gui.workspaces.reporting.section_dock import SectionDock
from reviewer.gui.workspaces.reporting.sources import go_to_check, go_to_section, go_to_spot
from reviewer.gui.workspaces.reporting.thumbnails import Thumbnails
from reviewer.gui.workspaces.workspace import Dock, Workspace
from reviewer.language import amount, later, say, say_count
from reviewer.model import Changes, Progress, Snapshot
from reviewer.reports import Options
from reviewer.reports.blocks import Check
from reviewer.reports.preview import Picture, Preview, Spot, draw

FINDINGS = {
    "summary": (
        say("summary of findings"),
        say("Save the summary of findings"),
        say("Save the summary of findings as a table…"),
    ),
    "profile": (
        say("evidence profile"),
        say("Save the evidence profile"),
        say("Save the evidence profile as a table…"),
    ),
}
"""Tables that are saved on their own: what they are called, and what is said of saving them."""
REMEMBERED = 20
"""Libraries whose last choice is kept."""
WAIT_MS = 60
"""Pause after the last change before the pages are laid out again."""


class ReportWorkspace(Workspace):
    """Preview and export. All is laid out and drawn on the worker thread; the window never waits for it."""

    id = "report"
    title = say("Report")
    icon = "report"

    def __init__(self, session: Session) -> None:
        self._job: Any = None
        self._drawn = False
        self._again = False
        self._held: Snapshot | None = None
        self._preview = Preview(b"", (), (), ())
        self._warnings = 0
        self._since = 0.0
        self._choices = Choices()
        self._chosen_for = ""
        super().__init__(session)
        self._export = ExportDock(self._choices)
        self._section = SectionDock(session, self._choices)
        self._earlier = EarlierDock(session)
        self._contents = ContentsDock(session, self._choices)
        self._pages, self._thumbnails = Pages(), Thumbnails()
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._draw)
        self._connect()

    def _connect(self) -> None:
        self._come_back()
        self._choices.changed.connect(self._keep_choices)
        self._choices.changed.connect(self._draw_soon)
        self._export.format_changed.connect(self._show_place)
        self._export.export.connect(self.export)
        self._export.save_as.connect(self.save_as)
        self._export.show_asked.connect(self._show_check)
        self._section.opened.connect(self._open_section)
        sections = self._contents.sections
        sections.chosen.connect(self._chose_section)
        sections.opened.connect(self._open_section)
        sections.refused.connect(lambda: self.session.tell(say("A report holds at least one section.")))
        self._pages.came_to.connect(self._came_to)
        self._pages.opened.connect(self._open_spot)
        self._pages.wanted.connect(partial(self._draw_pages, self._pages.add))
        self._thumbnails.wanted.connect(partial(self._draw_pages, self._thumbnails.add))
        fields = {"report.profile": self._contents.profiles, "report.template": self._contents.templates}
        for first, field in fields.items():
            field.acts = [act for id, act in self.actions_by_id.items() if id.startswith(first)]
        self._contents.templates.edited.connect(self._draw_soon)
        for dock in (self._export, self._contents, self._section, self._earlier):
            dock.addActions(list(self.actions_by_id.values()))

    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "report.export",
                say("Export"),
                self.export,
                "Report",
                ("Ctrl+E",),
                "export",
                hint=say("export"),
            ),
            Command("report.print", say("Print the report…"), self.print_pages, "File", ("Ctrl+P",), "print"),
            Command("report.save_as", say("Save the report as…"), self.save_as, "Report", ("Ctrl+Shift+E",)),
            *(
                Command(
                    f"report.{kind}",
                    words,
                    partial(self.save_findings, kind),
                    "Report",
                )
                for kind, (_, _, words) in FINDINGS.items()
            ),
            *self._section_commands(),
            *self._profile_commands(),
            Command(
                "report.larger", say("Larger pages"), lambda: self._bar.step(1), "Report", separator=True
            ),
            Command("report.smaller", say("Smaller pages"), lambda: self._bar.step(-1), "Report"),
            Command("report.fit", say("Fit the width"), lambda: self._bar.fit(), "Report"),
        )

    def _section_commands(self) -> Sequence[Command]:
        def shift(step: int) -> None:
            self._contents.sections.shift(step)

        def rename() -> None:
            self._contents.sections.setFocus()
            self._contents.sections.rename()

        up, down = partial(shift, -1), partial(shift, 1)
        tick = say("Take the section in, or leave it out")
        return (
            Command(
                "report.up", say("Move the section up"), up, "Report", ("Alt+Up",), "", "pane", separator=True
            ),
            Command("report.down", say("Move the section down"), down, "Report", ("Alt+Down",), "", "pane"),
            Command("report.title", say("Give the section a heading"), rename, "Report", ("F2",), "", "pane"),
            Command("report.tick", tick, lambda: self._contents.sections.tick(), "Report"),
        )

    def _profile_commands(self) -> Sequence[Command]:
        held = self._kept_commands
        return (
            *held("profiles", (
                ("report.profile_save", say("Save the profile"), "save"),
                ("report.profile_save_as", say("Save as a profile…"), "save_as"),
                ("report.profile_rename", say("Rename the profile…"), "rename"),
                ("report.profile_remove", say("Remove the profile"), "remove"),
            )),
            *held("templates", (
                ("report.template_copy", say("Copy and change…"), "copy"),
                ("report.template_folder", say("Open its folder"), "open_folder"),
                ("report.template_shipped", say("Back to the shipped template"), "use_shipped"),
            )),
        )  # fmt: skip

    def _kept_commands(self, field: str, rows: Sequence[tuple[str, str, str]]) -> Sequence[Command]:
        """Return the commands of a field below the contents, each the name of one of its methods."""
        menu = "Report › " + later("Template") if field == "templates" else "Report › " + later("Profile")

        def run(name: str) -> None:
            getattr(getattr(self._contents, field), name)()

        return tuple(Command(id, words, partial(run, name), menu) for id, words, name in rows)

    def docks(self) -> Sequence[Dock]:
        return (
            Dock("report.contents", say("Contents"), self._contents, "left", self._contents.header, 264),
            Dock("report.export", say("Export"), self._export, "right"),
            Dock("report.section", say("Section"), self._section, "right"),
            Dock("report.earlier", say("Earlier exports"), self._earlier, "right"),
        )

    def key_line(self) -> Sequence[tuple[tuple[str, ...], str]]:
        return (
            (("PgUp", "PgDn"), say("page")),
            (("Tab",), say("next block")),
            (("Enter",), say("open its source")),
            (("Alt", "↑", "↓"), say("move section")),
            (("Ctrl", "E"), say("export")),
        )

    def status(self) -> str:
        return say_count(self._warnings, "{n} warning", "{n} warnings") if self._warnings else ""

    # -------------------------------------------------------------- centre

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._bar = Bar(self._pages, self.actions_by_id["report.print"])
        column.addWidget(self._bar)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedHeight(3)
        self._busy.setAccessibleName(say("Drawing the pages"))
        column.addWidget(self._busy)
        self._busy.hide()
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._thumbnails)
        row.addWidget(self._pages, 1)
        self._empty = QLabel(say("The report appears when the library holds a document."))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("tone", "3")
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)
        column.addWidget(holder, 1)
        self._thumbnails.chosen.connect(self._pages.go_to)
        self._pages.page_changed.connect(self._thumbnails.set_current)

    def activate(self) -> None:
        self._pages.setFocus()
        if not self._drawn:
            self._draw_soon()

    # -------------------------------------------------------------- preview

    def refresh(self, changes: Changes | None) -> None:
        """Draw again when the workspace is in front; otherwise when it comes there."""
        self._come_back()
        self._held = None
        if self.isVisible():
            self._draw_soon()
        else:
            self._drawn = False
            self._show_place()

    def _come_back(self) -> None:
        """Choose for a library that was opened what was chosen for it last."""
        own = self.session.library
        place = str(own.path) if own is not None else ""
        if place != self._chosen_for:
            self._chosen_for = place
            self._choices.take(from_json(self.session.settings.reports.get(place, "")))

    def _keep_choices(self) -> None:
        """Keep what is chosen with the settings, which are saved when the window closes."""
        kept = self.session.settings.reports
        if self._chosen_for:
            kept.pop(self._chosen_for, None)
            if self._choices.options != Options():
                kept[self._chosen_for] = to_json(self._choices.options)
            for place in list(kept)[:-REMEMBERED]:
                del kept[place]

    def _draw_soon(self) -> None:
        self._drawn = False
        self._since = time.monotonic()
        self._show_place()
        self._timer.start()

    def _show_place(self) -> None:
        self._export.set_place(self._place())

    def _draw(self) -> None:
        if self.session.library is None or not self.isVisible():
            return
        if self._job is not None and self._job.running:
            self._again = True
            return
        self._drawn, self._again = True, False
        self._busy.show()
        arguments = (self._choices.options, tuple(self._pages.in_sight()), self._held)
        self._job = self.session.watch(
            _preview_both, *arguments, done=self._show, failed=self._fail, told=self._show_beginning
        )

    def _show_beginning(self, result: actions.PreviewResult) -> None:
        """Show the first pages of a large report where these are looked at, until all are there."""
        begun = result.preview
        sizes = (*begun.sizes, *self._preview.sizes[len(begun.sizes) :])
        self._show_pages(replace(result, preview=replace(begun, sizes=sizes)))

    def _show(self, result: actions.PreviewResult) -> None:
        self._busy.hide()
        if self._drawn:
            self._held = result.held
        self._show_pages(result)
        if self._again:
            self._timer.start()

    def _show_pages(self, result: actions.PreviewResult) -> None:
        self._preview = result.preview
        self._pages.show_preview(result.preview, result.pictures)
        self._thumbnails.show_preview(result.preview)
        self._stack.setCurrentIndex(0 if result.preview.sizes else 1)
        self._export.set_checks(result.checks)
        self._warnings = sum(not check.fine for check in result.checks)
        self.status_changed.emit(self.status())
        seconds = amount(time.monotonic() - self._since, 1)
        self._bar.say(say("Updated {seconds} s after your last change", seconds=seconds))
        if result.preview.whole:
            self._say_pages()

    def _say_pages(self) -> None:
        pages = {}
        for part in self._preview.parts:
            if found := self._preview.pages_of(part.id):
                pages[part.id] = str(found[0]) if found[0] == found[1] else f"{found[0]}–{found[1]}"
        empty = frozenset(part.id for part in self._preview.parts if not part.holds)
        self._contents.sections.set_pages(pages, empty)
        self._show_section(self._contents.sections.current())

    def _draw_pages(self, add: Any, wanted: Sequence[tuple[int, float]]) -> None:
        pdf = self._preview.pdf
        if pdf:
            jobs.start(partial(_drawn, pdf, wanted), done=partial(self._add_pages, pdf, add))

    def _add_pages(self, pdf: bytes, add: Any, pictures: Sequence[Picture]) -> None:
        if isValid(self._pages) and pdf is self._preview.pdf:  # the window may have been closed meanwhile
            add(pictures)

    def _fail(self, _error: ReviewError) -> None:
        self._busy.hide()

    # -------------------------------------------------------------- going about

    def _chose_section(self, id: str) -> None:
        self._pages.go_to_part(id)
        self._show_section(id)

    def _show_section(self, id: str) -> None:
        if id:
            part = next((part for part in self._preview.parts if part.id == id), None)
            pages = self._contents.sections.pages_of(id)
            self._section.show_section(id, pages, part is None or part.holds)

    def _came_to(self, spot: Spot) -> None:
        if spot.part != self._contents.sections.current():
            self._contents.sections.go_to(spot.part)
            self._show_section(spot.part)

    def _open_section(self, id: str) -> None:
        if not go_to_section(self.session, id):
            self._edit_section(id)

    def _open_spot(self, spot: Spot) -> None:
        if not go_to_spot(self.session, spot, self._held):
            self._edit_section(spot.part)

    def _show_check(self, check: Check) -> None:
        go_to_check(self.session, check, self._held)

    def _edit_section(self, id: str) -> None:
        """Bring the tab Section to the front, with the keyboard in it."""
        self._contents.sections.go_to(id)
        self._show_section(id)
        pane = self._section.parentWidget()
        if pane is not None:
            pane.show()
            pane.raise_()
        self._section.take_focus()

    # -------------------------------------------------------------- export

    def _place(self) -> Path | None:
        if self.session.library is None:
            return None
        path = self.session.library.path
        return path.with_name(say("{library} report", library=path.stem) + self._export.suffix())

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
        if chosen := dialogs.save_as(self, say("Save the report"), str(place), kind, suffix):
            self._write(chosen)

    def print_pages(self) -> None:
        """Ask for a printer, and print the pages as they are shown."""
        shown = self._preview
        if not shown.whole or not shown.sizes or not self._drawn:
            self.session.tell(
                say("The pages are still being laid out."), say("Print when all of them are shown.")
            )
            return
        printer = dialogs.ask_printer(self, len(shown.sizes))
        if printer is None:
            return
        pages = printing.chosen_pages(printer, len(shown.sizes))
        self._busy.show()
        self._job = jobs.start(
            partial(printing.print_pages, printer, shown, pages), done=self._printed, failed=self._unprinted
        )

    def _printed(self, pages: int) -> None:
        if isValid(self):
            self._busy.hide()
            self.session.tell(
                say_count(pages, "{n} page went to the printer.", "{n} pages went to the printer.")
            )

    def _unprinted(self, error: ReviewError) -> None:
        if isValid(self):
            self._busy.hide()
            self.session.tell_error(error)

    def save_findings(self, kind: str) -> None:
        """Ask where a table of FINDINGS should be written, and write it as CSV."""
        if self.session.library is None:
            return
        path = self.session.library.path
        place = str(path.with_name(f"{path.stem} {FINDINGS[kind][0]}.csv"))
        if chosen := dialogs.save_as(self, FINDINGS[kind][1], place, "CSV (*.csv)", ".csv"):
            self._busy.show()
            self._job = self.session.watch(
                actions.export_findings, chosen, kind, done=self._saved, failed=self._fail
            )

    def _write(self, path: Path) -> None:
        self._section.question.save()
        self._busy.show()
        self._job = self.session.run(
            actions.export_report, path, self._choices.options, done=self._written, failed=self._fail
        )

    def _written(self, result: actions.ExportResult) -> None:
        self._busy.hide()
        note = " ".join(result.warnings)
        self.session.tell(say("The report lies in {path}.", path=result.path), note)

    def _saved(self, result: actions.ExportResult) -> None:
        self._busy.hide()
        self.session.tell(say("The table lies in {path}.", path=result.path))


def _drawn(pdf: bytes, wanted: Sequence[tuple[int, float]], progress: Progress) -> list[Picture]:
    """Draw pages, unless the window is closed meanwhile."""
    pictures = []
    for picture in draw(pdf, wanted):
        pictures.append(picture)
        progress(len(pictures), len(wanted), say("Drawing the pages"))
    return pictures


def _preview_both(library: Any, options: Any, wanted: Any, held: Any, job: Any) -> actions.PreviewResult:
    """Lay out the report; the beginning of a large one is told as soon as it is there."""
    told = getattr(job, "tell", None)
    progress: Progress = job
    return actions.preview_report(library, options, wanted, held, told, progress)
