"""The states of the Report workspace, and of the verified report over it, kept as pictures at every size.

The pages are those of a review whose times stand still, whatever the clock says.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtWidgets import QProgressBar, QScrollArea, QWidget

from reviewer.actions import reports as actions
from reviewer.actions.verifying import Verified
from reviewer.errors import ReviewError
from reviewer.gui.session import Session
from reviewer.gui.verifying import VerifiedDialog
from reviewer.gui.workspaces import report
from reviewer.gui.workspaces.report import ReportWorkspace
from reviewer.gui.workspaces.reporting import earlier_dock
from reviewer.gui.workspaces.reporting.contents_dock import ContentsDock
from reviewer.model import Export, Snapshot
from reviewer.reports.proof.comparing import Finding, State
from tests.gui.read.read_states import views
from tests.gui.rooms import Room, room
from tests.gui.states import Series, Shown, Studio
from tests.reports import sample

PLACE = Path("Reviews/Example review report.pdf")
MADE = "2026-03-12T14:02:11.250+00:00"
KEPT = [
    Export(3, "2026-03-12T14:02:11+00:00", "Reviewer A", PLACE.name, "pdf", 485_000, "c", "c"),
    Export(2, "2026-03-10T09:30:00+00:00", "Kim Example", "Draft for the panel, second round.docx", "docx",
           689_000, "b", "b"),
    Export(1, "2026-02-27T16:45:00+00:00", "Reviewer A", "quotes.csv", "csv", 23_000, "a", "a"),
]  # fmt: skip


def standing_still(studio: Studio) -> Room:
    """Return the Report workspace of the example review, in which nothing tells today from another day."""
    held: list[Export] = []
    passed = count()
    studio.patch.setattr(actions, "snapshot", lambda _library: sample.example())
    studio.patch.setattr(report, "time", SimpleNamespace(monotonic=lambda: next(passed) * 0.4))
    studio.patch.setattr(earlier_dock, "exports", SimpleNamespace(exports=lambda _library: list(held)))
    studio.patch.setattr(ReportWorkspace, "_place", lambda _self: PLACE)
    shown = room(studio, studio.example(), "report")
    shown.wait(150)  # the pages are laid out a moment after the last change
    shown.settle()
    shown.held = held  # type: ignore[attr-defined]
    return shown


def workspace(shown: Room) -> ReportWorkspace:
    assert shown.window.front is not None
    found = shown.window.front.workspace
    assert isinstance(found, ReportWorkspace)
    return found


def at_first(shown: Room) -> None:
    """The contents, and the first page."""
    shown.held.clear()  # type: ignore[attr-defined]
    shown.session.changed.emit(None)
    shown.wait(150)
    shown.dock("report.export").findChild(QScrollArea).verticalScrollBar().setValue(0)
    shown.dock("report.contents")
    workspace(shown)._pages.go_to(1)


def section(shown: Room) -> None:
    """A section that was chosen has a frame around it, and its options beside it."""
    shown.dock("report.contents")
    dock = shown.dock("report.section")
    shown.window.findChild(ContentsDock).sections.go_to("claims")
    workspace(shown)._chose_section("claims")
    dock.raise_()


def to_look_at(shown: Room) -> None:
    """What to look at before an export, at the end of the pane."""
    bar = shown.dock("report.export").findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())


def earlier(shown: Room) -> None:
    """The reports that were exported before."""
    shown.held[:] = KEPT  # type: ignore[attr-defined]
    shown.session.changed.emit(None)
    shown.wait(150)
    shown.dock("report.earlier")


def exporting(shown: Room) -> None:
    """A report is being written."""
    shown.dock("report.export")
    busy = workspace(shown).findChild(QProgressBar)
    busy.setRange(0, 100)  # as it moves, no two pictures would be alike
    busy.setValue(40)
    busy.show()


def exported(shown: Room) -> None:
    """It was written, and one of its characters has no shape."""
    workspace(shown).findChild(QProgressBar).hide()
    shown.dock("report.export")
    lost = (
        "1 character has no shape in the fonts of the report and prints as a box: 𞤀. The CSV has it as it is."
    )
    shown.session.tell(f"The report lies in {PLACE}.", lost)


def template_error(shown: Room) -> None:
    """A template that a person changed has an error."""
    shown.dock("report.export")
    where = "The template “Ours” has an error in report.typ, line 12: unknown variable: colours."
    mend = "Mend it in its folder, or choose the shipped template; the library is unchanged."
    shown.session.tell_error(ReviewError(where, mend))


UNCHANGED = (
    Finding(State.UNCHANGED, "claim", "Claim 1", key="claim:1"),
    Finding(State.UNCHANGED, "quote", "Quote A 776–943 of claim 1", key="quote:1"),
    Finding(State.UNCHANGED, "text", "Text of document 1", key="document:1"),
)
SINCE = "Kim Example, 14 March 2026: Edit claim 4"
FOUND = (
    Finding(State.CHANGED, "claim", "Claim 4", "statement, note", "claim:4", SINCE),
    Finding(State.CHANGED, "quote", "Quote B 2210–2391 of claim 7", "stance", "quote:9",
            "Reviewer A, 15 March 2026: Set the stance of a quote of claim 7"),
    Finding(State.MISSING, "certainty", "Certainty of Claim 2, MS",
            "hidden from you until you have judged the same", "certainty:2:1"),
    Finding(State.ADDED, "claim", "Claim 12", "", "claim:12", "Reviewer A, 15 March 2026: Add claim 12"),
    *UNCHANGED,
)  # fmt: skip
CELLS = (
    Finding(State.CHANGED, "line",
            "Sheet claims, row 5, statement: Mitoxantrone raises the annualised relapse rate",
            "was: Mitoxantrone lowers the annualised relapse rate"),
    Finding(State.CHANGED, "line", "Sheet quotes, row 9", "it was moved, and says the same"),
    Finding(State.MISSING, "line", "21; 9; 2; supports; reader", "it stood behind: Sheet quotes, row 20"),
)  # fmt: skip


def verified(shown: Room, name: str, file: tuple[Finding, ...], library: tuple[Finding, ...]) -> QWidget:
    """What became of a report: the file against what it carries, and that against the library."""
    shown.dock("report.export")
    found = Verified(
        f"Reviews/{name}", "", "0.1.0", "Example review", 57, MADE, True, True, not file, file, library
    )  # fmt: skip
    dialog = VerifiedDialog(shown.window.everywhere.verifying, found, shown.window)
    shown.keep(dialog).show()
    return dialog


def example(studio: Studio) -> Shown:
    """The example review in Report, and its reports that were verified."""
    shown = standing_still(studio)
    return views(
        shown,
        {
            "at-first": at_first,
            "section": section,
            "to-look-at": to_look_at,
            "earlier": earlier,
            "exporting": exporting,
            "exported": exported,
            "template-error": template_error,
            "verified-same": partial(verified, name="report.docx", file=(), library=UNCHANGED),
            "verified-library": partial(verified, name="report.pdf", file=(), library=FOUND),
            "verified-file": partial(verified, name="tables.xlsx", file=CELLS, library=UNCHANGED),
        },
    )


def empty(studio: Studio) -> Shown:
    """A library that holds nothing yet."""
    session: Session = studio.nothing()
    assert session.create_library(studio.folder / "empty.reviewlib")
    studio.patch.setattr(ReportWorkspace, "_place", lambda _self: PLACE)
    studio.patch.setattr(actions, "snapshot", lambda _library: nothing())
    passed = count()
    studio.patch.setattr(report, "time", SimpleNamespace(monotonic=lambda: next(passed) * 0.4))
    shown = room(studio, session, "report")
    shown.wait(150)

    def view(shown: Room) -> None:
        shown.dock("report.contents")

    return views(shown, {"empty": view})


def nothing() -> Snapshot:
    return replace(sample.empty(), name="Empty")


SERIES = {
    "example": Series(
        example,
        ("at-first", "section", "to-look-at", "earlier", "exporting", "exported", "template-error",
         "verified-same", "verified-library", "verified-file"),
    ),
    "empty": Series(empty, ("empty",)),
}  # fmt: skip
