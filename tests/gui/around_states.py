"""The states of what stands around Read that are kept as pictures: palette, keys, history, backups, the list
of what was brought in, duplicates, another version's quotes, a quoted study, the first run, an import.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from reviewer.actions.brought import Brought, Missing, told
from reviewer.actions.importing import import_files, import_text
from reviewer.gui import backups, exchanging
from reviewer.gui.import_panel import Progress, Told
from reviewer.gui.key_changes import KeyChanges
from reviewer.gui.listing import record_form
from reviewer.gui.listing.record_form import ValueField
from reviewer.gui.workspaces import history
from reviewer.gui.workspaces.library import LibraryWorkspace
from reviewer.gui.workspaces.welcome import Welcome
from reviewer.library import copies
from tests.actions.test_anchors import NAME, changed
from tests.gui.read.read_states import select, views
from tests.gui.rooms import Room, leave_open, room
from tests.gui.states import Series, Shown, Studio
from tests.gui.test_duplicates import RECORDS, WORK

DAY = "2026-03-01T12:00:00+00:00"
NOON = "2026-03-01 14:02"


def searched(typed: str) -> Callable[[Room], QWidget]:
    """What the palette finds for some words, or how it says that it finds nothing or was not understood."""

    def view(shown: Room) -> QWidget:
        palette = shown.window.palette_popup
        palette.open_over(shown.window)
        palette.field.setText(typed)
        palette.search()
        palette.settle()
        return palette

    return view


def keys(shown: Room) -> None:
    """The keys of the pane one stands in, and of the others, below the workspace."""
    select(shown)
    shown.window.keyboard.toggle()
    shown.wait(60)


def key_taken(shown: Room) -> QWidget:
    """A key is to be given that another command has."""
    keyboard, stored = shown.window.keyboard, shown.session.settings
    dialog = KeyChanges(keyboard.sections, stored.keys, keyboard.keep, stored.single_keys, shown.window)
    shown.keep(dialog).show()
    dialog.choose("claim.next")
    dialog.edit.setKeySequence("Q")
    shown.wait(500)  # the button that clears the field fades in
    return dialog


def past(typed: str) -> Callable[[Room], None]:
    """The newest actions, or why none is left."""

    def view(shown: Room) -> None:
        found = shown.dock("history").widget()
        assert isinstance(found, history.History)
        found.filter.setText(typed)
        found.list.setCurrentIndex(found.model.index(2 if not typed else -1, 0))
        shown.wait(300)  # the button that clears the field fades in or out

    return view


def kept(shown: Room) -> QWidget:
    """This library beside its backups, one of which is damaged."""
    dialog = backups.BackupsDialog(shown.window.everywhere.backups, shown.window)
    shown.keep(dialog)
    shown.studio.qtbot.waitUntil(lambda: bool(dialog.rows))
    now = copies.Kept(Path("review.reviewlib"), DAY, 724_000, dict.fromkeys(backups.COUNTS, 12))
    older = copies.Kept(Path("older"), DAY, 716_000, dict.fromkeys(backups.COUNTS, 11), 3, "Tag claim 5")
    broken = copies.Kept(Path("broken"), DAY, 20_000, {}, problem="The file is damaged.")
    dialog.show_rows([now, older, broken])
    dialog.words.setText("A backup becomes a new library beside this one; nothing is overwritten.")
    dialog.show()
    return dialog


def brought(shown: Room) -> QWidget:
    """What became of a file of another program."""
    result = Brought("theirs.qdpx", "project", {"tags": 2, "claims": 3}, {"tags": 5})
    result.missing.append(Missing("“The rate fell by half”", "no document holds these words"))
    listing = exchanging._Listing(shown.window, "theirs.qdpx", told(result))
    shown.keep(listing).show()
    return listing


def refused(shown: Room) -> None:
    """What happened, what is kept and what can be done, above the page."""
    select(shown)
    why = (
        "The disk is full, so the claim was not saved.",
        "Your words are kept as a draft. Make room, then save.",
    )
    shown.session.message.emit("error", *why)


def held(shown: Room) -> None:
    """Another program holds the library for itself."""
    select(shown)
    shown.window.status_line.show_held("review is in use by another program")


def dropping(shown: Room) -> None:
    """Files are held above the window."""
    shown.window.drop_frame.show_for([Path("a.pdf"), Path("b.pdf"), Path("c.html")])


def free_again(make: Callable[[Room], object]) -> Callable[[Room], QWidget | None]:
    """Return a view in which the library is free again."""

    def view(shown: Room) -> QWidget | None:
        shown.window.status_line.show_held("")
        over = make(shown)
        return over if isinstance(over, QWidget) else None

    return view


def everywhere(studio: Studio) -> Shown:
    """The example review in Read, and what one opens there."""
    studio.patch.setattr(backups, "_time", lambda _kept: NOON)
    shown = room(studio, studio.example())
    makes: dict[str, Callable[[Room], object]] = {
        "palette": searched("b cells"),
        "palette-at-first": searched(""),
        "palette-nothing": searched("zzzz"),
        "palette-understood": searched('voice:reader stance:x "relapse NEAR'),
        "keys": keys,
        "key-taken": key_taken,
        "history": past(""),
        "history-nothing": past("person:Zoe"),
        "backups": kept,
        "brought": brought,
        "error": refused,
        "held": held,
        "dropping": dropping,
    }
    return views(shown, {name: free_again(make) for name, make in makes.items()})


# ---------------------------------------------------------------------- libraries of their own


def duplicates(studio: Studio) -> Shown:
    """Records that may be of one work, side by side."""
    session = studio.seeds()
    path = studio.folder / "records.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(WORK))
        writer.writeheader()
        writer.writerows(RECORDS)
    session.perform(import_files, [path])
    shown = room(studio, session, "library", document=1)

    def view(shown: Room) -> None:
        assert shown.window.front is not None
        table = shown.window.front.workspace
        assert isinstance(table, LibraryWorkspace)
        if not table.deciding.lists.groups.rows:
            table.find_duplicates()
        studio.qtbot.waitUntil(lambda: bool(table.deciding.lists.groups.rows), timeout=20_000)
        shown.settle()
        shown.wait(100)  # the docks take their sizes one after the other

    return views(shown, {"duplicates": view})


def versions(studio: Studio) -> Shown:
    """A later version of the page came in: the offer, then where each quote stands again."""
    session = studio.example()
    shown = room(studio, session)
    path = studio.folder / NAME
    path.write_text(changed(shown.read.page.document.text), encoding="utf-8")
    assert session.library is not None
    import_files(session.library, [path])
    session.changed.emit(None)

    def offered(shown: Room) -> None:
        session.select("document", 2)
        shown.settle()
        session.select("document", 3)
        shown.settle()

    def listed(shown: Room) -> None:
        offered(shown)
        shown.read.actions_by_id["read.versions"].trigger()

    return views(shown, {"version-offered": offered, "versions": listed})


def quoted(studio: Studio) -> Shown:
    """The study that a page quotes is in the library, with other numbers."""
    studio.patch.setattr(record_form, "_when", lambda _time: NOON)
    session = studio.seeds()
    shown = room(studio, session)
    abstract = shown.read.page.document.text[41:1422].replace("19 secondary", "21 secondary")
    words = f"Mult Scler. 2019 May;25(6):801-10.\n\nMitoxantrone and B cells.\n\nAbstract\n\n{abstract}\n"
    session.perform(import_text, "record.txt", words)

    def source(shown: Room) -> None:
        session.go("read", document=2)
        shown.dock("source")
        shown.wait(100)  # it fills itself once it is seen

    def record(shown: Room) -> None:
        session.go("library", document=1)
        corrected(shown)

    return views(shown, {"source": source, "record": record})


def corrected(shown: Room) -> None:
    """The record of a document: what came from its file, what a person changed, and what is no value."""
    dock = shown.dock("record")
    for area in dock.findChildren(QScrollArea):
        # Below the window's edge the form is some pixels longer after other tests: its bar is not pictured.
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    shown.wait(60)
    for name, typed in (("Journal", "Archives of Neurology"), ("Date", "last year")):
        field = next(each for each in dock.findChildren(ValueField) if each.accessibleName() == name)
        field.setFocus()
        field.selectAll()
        shown.studio.qtbot.keyClicks(field, typed)
        shown.studio.qtbot.keyClick(field, Qt.Key.Key_Return)
    shown.wait(60)


def importing(studio: Studio) -> Shown:
    """Documents come in while one separates: what is done, what is read, what could not be, and the question
    when it is to be stopped."""
    shown = room(studio, studio.seeds())
    leave_open(shown)
    folder = studio.folder / "blog posts"
    folder.mkdir()
    named = ("pubmed-mitoxantrone.nbib", "embase-mitoxantrone.ris", str(folder), "scan.pdf")
    scan = "scan.pdf holds no text: its 3 pages are pictures, as a scanner makes."
    unread = tuple((line, "No title and no abstract.") for line in (40_118, 51_902, 60_377))
    known = (
        Told(named[0], 1.0, 8_204 - 1_912, 1_912),
        Told(named[1], 0.75, 3_161 - 787, 787, unread),
        Told(str(folder / "a.html"), 1.0, 24, 0),
        Told(named[3], 1.0, 0, 0, ((1, scan),)),
    )

    def running(shown: Room) -> None:
        window = shown.window
        state = Progress(named, {file.path: file for file in known}, running=True)
        window.importing.panel.show_state(
            state, "11,389 records read, less than a minute left. You can keep working."
        )
        window.import_dock.show()
        window.importing.progress.emit("Importing", 910, 1_000)
        shown.read.toggle_separating()
        shown.wait(60)

    return views(shown, {"importing": running})


def first_run(studio: Studio) -> Shown:
    """No library yet: four ways in, the first focused, and files held above them."""
    shown = room(studio, studio.nothing(), "welcome")
    studio.patch.setattr(Welcome, "refresh", lambda self, changes: None)

    def ways(shown: Room) -> None:
        assert shown.window.front is not None
        page = shown.window.front.workspace
        assert isinstance(page, Welcome)
        page.place.setText(
            "Your library will be one file on this computer: Documents › My library.reviewlib."
        )
        page.ways[0].setFocus()

    return views(shown, {"first-run": ways, "first-run-dropping": dropping})


SERIES = {
    "everywhere": Series(
        everywhere,
        (
            "palette", "palette-at-first", "palette-nothing", "palette-understood", "keys", "key-taken",
            "history", "history-nothing", "backups", "brought", "error", "held", "dropping",
        ),
    ),
    "duplicates": Series(duplicates, ("duplicates",)),
    "versions": Series(versions, ("version-offered", "versions")),
    "quoted": Series(quoted, ("source", "record")),
    "importing": Series(importing, ("importing",)),
    "first-run": Series(first_run, ("first-run", "first-run-dropping")),
}  # fmt: skip
