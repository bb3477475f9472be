"""The states of what stands around Read that are kept as pictures: palette, keys, history, backups, the link
popup, the list of what was brought in, duplicates, another version's quotes, a quoted study.

One window shows many of them, one after the other, in either scheme: making and dressing a window is what a
picture costs. The clock stands still in them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reviewer.actions.brought import Brought, Missing, told
from reviewer.actions.importing import import_files, import_text
from reviewer.gui import backups, exchanging, jobs
from reviewer.gui.listing import record_form
from reviewer.gui.listing.record_form import ValueField
from reviewer.gui.window import Window
from reviewer.gui.workspaces import history
from reviewer.gui.workspaces.library import LibraryWorkspace
from reviewer.gui.workspaces.read import ReadWorkspace
from reviewer.library import copies
from tests.actions.test_anchors import NAME, changed
from tests.gui import window_states
from tests.gui.states import Series, Studio, View
from tests.gui.test_duplicates import RECORDS, WORK

LOW = (960, 600)
DAY = "2026-03-01T12:00:00+00:00"


def around_read(studio: Studio) -> dict[str, View]:
    """The example review in Read, and what one opens there."""
    studio.patch.setattr(history, "clock", lambda _time: "14:02")
    studio.patch.setattr(backups, "_time", lambda _kept: "2026-03-01 14:02")
    window, workspace = window_states.read(studio, studio.example(), (1440, 900))
    return {
        "palette": partial(searched, studio, window, "b cells"),
        "palette-nothing": partial(searched, studio, window, "zzzz"),
        "palette-understood": partial(searched, studio, window, 'voice:reader stance:x "relapse NEAR'),
        "keys": partial(keys, studio, window),
        "history": partial(past, studio, window, ""),
        "history-nothing": partial(past, studio, window, "person:Zoe"),
        "link": partial(link, studio, workspace),
        "backups": partial(kept, studio, window),
        "brought": partial(brought, studio, window),
    }


def searched(studio: Studio, window: Window, typed: str) -> QWidget:
    """What the palette finds for some words, or how it says that it finds nothing or was not understood."""
    palette = window.palette_popup
    palette.field.setText("")
    palette.open_over(window)
    palette.field.setText(typed)
    palette.search()
    palette.settle()
    return palette


def keys(studio: Studio, window: Window) -> QWidget:
    """The keys of the pane one stands in, and of the others."""
    window.palette_popup.hide()
    panel = window.keyboard.panel
    panel.refresh()
    window.keyboard.dock.setFloating(True)
    window.keyboard.dock.resize(1100, 320)
    window.keyboard.dock.show()
    studio.qtbot.wait(20)
    return window.keyboard.dock


def past(studio: Studio, window: Window, typed: str) -> QWidget:
    """The newest actions, or why none is left."""
    window.keyboard.dock.hide()
    assert window.front is not None
    dock = window.front.docks["history"]
    dock.setFloating(True)
    dock.resize(330, 420)
    dock.show()
    found = dock.widget()
    assert isinstance(found, history.History)
    found.filter.setText(typed)
    found.list.setCurrentIndex(found.model.index(2 if not typed else -1, 0))
    studio.qtbot.wait(300)  # the button that clears the field fades in or out
    return dock


def link(studio: Studio, workspace: ReadWorkspace) -> QWidget:
    """The claims to which words could belong, the likeliest first."""
    start = workspace.page.document.text.index("seen only in patients")
    workspace.page.select(start, start + 21)
    workspace.claiming.link_selection()
    studio.qtbot.wait(20)
    return workspace.claiming.chooser


def kept(studio: Studio, window: Window) -> QWidget:
    """This library beside its backups, one of which is damaged."""
    dialog = backups.BackupsDialog(window.everywhere.backups, window)
    studio.qtbot.waitUntil(lambda: bool(dialog.rows))
    now = copies.Kept(Path("review.reviewlib"), DAY, 724_000, dict.fromkeys(backups.COUNTS, 12))
    older = copies.Kept(Path("older"), DAY, 716_000, dict.fromkeys(backups.COUNTS, 11), 3, "Tag claim 5")
    broken = copies.Kept(Path("broken"), DAY, 20_000, {}, problem="The file is damaged.")
    dialog.show_rows([now, older, broken])
    dialog.words.setText("A backup becomes a new library beside this one; nothing is overwritten.")
    dialog.resize(760, 260)
    dialog.show()
    return dialog


def brought(studio: Studio, window: Window) -> QWidget:
    """What became of a file of another program."""
    result = Brought("theirs.qdpx", "project", {"tags": 2, "claims": 3}, {"tags": 5})
    result.missing.append(Missing("“The rate fell by half”", "no document holds these words"))
    listing = exchanging._Listing(window, "theirs.qdpx", told(result))
    studio.qtbot.addWidget(listing)
    listing.resize(560, 240)
    listing.show()
    return listing


def duplicates(studio: Studio) -> dict[str, View]:
    """Records that may be of one work, side by side."""
    session = studio.seeds()
    path = studio.folder / "records.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(WORK))
        writer.writeheader()
        writer.writerows(RECORDS)
    session.perform(import_files, [path])
    window = Window(session)
    studio.qtbot.addWidget(window, before_close_func=lambda _window: session.close())
    window.resize(*LOW)
    window.show()
    window.show_place("library")
    assert window.front is not None
    table = window.front.workspace
    assert isinstance(table, LibraryWorkspace)
    table.find_duplicates()
    studio.qtbot.waitUntil(lambda: bool(table.deciding.lists.groups.rows) and not jobs.busy(), timeout=20_000)
    studio.qtbot.wait(100)  # the docks take their sizes one after the other
    window.status_line.saved.setText("Saved 14:02")
    return {"duplicates": lambda: window}


def versions(studio: Studio) -> dict[str, View]:
    """A later version of the page came in: the offer, then where each quote stands again."""
    session = studio.example()
    window, workspace = window_states.read(studio, session, LOW)
    path = studio.folder / NAME
    path.write_text(changed(workspace.page.document.text), encoding="utf-8")
    assert session.library is not None
    import_files(session.library, [path])
    session.changed.emit(None)
    session.select("document", 3)
    studio.qtbot.waitUntil(lambda: not workspace.suggesting.looking)
    studio.qtbot.wait(60)

    def shown(panel: Callable[[], object]) -> QWidget:
        panel()
        studio.qtbot.wait(40)
        window.status_line.saved.setText("Saved 14:02")
        return window

    carrying = workspace.carrying
    return {
        "version-offered": partial(shown, carrying.panel.leave.click),
        "versions": partial(shown, workspace.actions_by_id["read.versions"].trigger),
    }


def quoted(studio: Studio) -> dict[str, View]:
    """The study that a page quotes is in the library, with other numbers."""
    studio.patch.setattr(record_form, "_when", lambda _time: "2026-03-01 14:02")
    session = studio.seeds()
    window, workspace = window_states.read(studio, session, (1440, 900))
    abstract = workspace.page.document.text[41:1422].replace("19 secondary", "21 secondary")
    words = f"Mult Scler. 2019 May;25(6):801-10.\n\nMitoxantrone and B cells.\n\nAbstract\n\n{abstract}\n"
    session.perform(import_text, "record.txt", words)
    assert window.front is not None
    window.front.docks["source"].raise_()
    studio.qtbot.wait(100)  # it fills itself once it is seen
    return {"source": lambda: workspace.source_dock, "record": partial(corrected, studio, window)}


def corrected(studio: Studio, window: Window) -> QWidget:
    """The record of a document: what came from its file, what a person changed, and what is no value."""
    window.session.go("library", document=1)
    assert window.front is not None
    dock = window.front.docks["record"]
    dock.raise_()
    studio.qtbot.wait(60)
    for name, typed in (("Journal", "Archives of Neurology"), ("Date", "last year")):
        field = next(each for each in dock.findChildren(ValueField) if each.accessibleName() == name)
        field.setFocus()
        field.selectAll()
        studio.qtbot.keyClicks(field, typed)
        studio.qtbot.keyClick(field, Qt.Key.Key_Return)
    studio.qtbot.wait(60)
    found = dock.widget()
    assert found is not None
    return found


SERIES = {
    "read": Series(
        around_read,
        (
            "palette", "palette-nothing", "palette-understood", "keys", "history", "history-nothing", "link",
            "backups", "brought",
        ),
        twice=("palette", "link", "history"),
    ),
    "duplicates": Series(duplicates, ("duplicates",)),
    "versions": Series(versions, ("version-offered", "versions")),
    "quoted": Series(quoted, ("source", "record")),
}  # fmt: skip
