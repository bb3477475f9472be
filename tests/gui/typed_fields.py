"""Type into a field of each place of the window and be killed: a worker of tests/gui/test_drafts.py.

    python -m tests.gui.typed_fields LIBRARY

Saving is held back, as while one types on. When the words have stood in their fields for as long as a kill
may take of them, the worker says "typed" and waits for the kill.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer import settings
from reviewer.gui import drafting, theme
from reviewer.gui.fields import LineField
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.words_field import WordsField
from reviewer.gui.workspaces.grading.writing import Writing
from reviewer.library import claims

Field = LineField | WordsField | Writing
FIELDS = {
    "library": ("Title", "DOI"),
    "read": ("Statement of the claim", "Note on the claim", "Note on the quote", "Population of the quote"),
    "source": ("Number of participants", "Setting of the study"),
    "codebook": ("Definition of the tag",),
    "separate": ("Who speaks below",),
    "grade": ("Imprecision: rationale", "Participants", "Outcome"),
    "report": ("Title",),
}
"""Fields of each place, by their accessible names; a kill may come while any of them is written in."""
MAY_BE_LOST = 1.0
"""Seconds of typing that a kill may take."""


def words(name: str) -> str:
    """Return what is typed into a field; a number where nothing else can be."""
    return "314" if "articipants" in name else f"words for {name}"


def go(window: Window, session: Session, place: str) -> None:
    """Come to a place of FIELDS."""
    claim = session.read(claims.claims)[0].id
    quote = session.read(claims.quotes, claim=claim)[0]
    if place == "separate":
        session.go("read", document=2)
        if not front(window).separating.on:
            front(window).toggle_separating()
    elif place in ("grade", "report", "library"):
        session.go(place, document=1, claim=claim)
    else:
        session.go("read", document=quote.span.document, claim=claim, quote=quote.id)
        workspace = front(window)
        workspace.codebook.select(session.read(claims.tags)[0].id)
        window.front.docks["source" if place == "source" else "claim"].raise_()
        seen = field(window, FIELDS["source" if place == "source" else "read"][0]).draft
        while seen.place is None:  # a pane behind another waits until it is seen
            QTest.qWait(20)


def front(window: Window) -> QWidget:
    """Return the workspace in front."""
    assert window.front is not None
    return window.front.workspace


def field(window: Window, name: str) -> Field:
    """Return the field of that accessible name in the place in front."""
    assert window.front is not None
    kinds: tuple[type[Field], ...] = (LineField, WordsField, Writing)
    found = [each for kind in kinds for each in window.front.findChildren(kind)]
    return next(each for each in found if each.accessibleName() == name)


def main(path: str) -> None:
    """Type into each field, say so, and wait."""
    app = QApplication([])
    theme.apply(app, "light")
    session = Session(settings.Settings(reviewer_id="a", reviewer_name="Reviewer A"))
    assert session.open_library(Path(path))
    drafting.REST = 60_000
    drafting.Drafting.flush = lambda _self: None  # type: ignore[method-assign]
    window = Window(session)
    window.show()
    for place, names in FIELDS.items():
        go(window, session, place)
        for name in names:
            QTest.keyClicks(field(window, name), words(name))
    QTest.qWait(round(MAY_BE_LOST * 1000))
    print("typed", flush=True)
    time.sleep(60)


if __name__ == "__main__":
    main(sys.argv[1])
