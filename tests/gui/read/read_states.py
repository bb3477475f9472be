"""The states of Read around the page that are kept as pictures."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from reviewer.actions import claims as actions
from reviewer.actions import codebook as on_tags
from reviewer.gui.session import Session
from reviewer.gui.workspaces.read import ReadWorkspace
from reviewer.library import claims, journal, rows
from reviewer.model import Span
from tests.gui.states import State, Studio

LONG = (
    "In people with secondary progressive multiple sclerosis who were given mitoxantrone for as long as two "
    "years, circulating B cells fall and stay low, while neutrophils, CD8(low) T cells and natural killer "
    "cells become more frequent, and nobody can say from these reports whether this is why relapses stop."
)


def read(studio: Studio, session: Session) -> ReadWorkspace:
    """Return the workspace on the blog post."""
    workspace = ReadWorkspace(session)
    studio.qtbot.addWidget(workspace)
    for dock in workspace.docks():
        studio.qtbot.addWidget(dock.widget)
    session.select("document", 2)
    workspace.resize(760, 420)
    workspace.show()
    studio.qtbot.waitUntil(lambda: not workspace.suggesting.looking)
    return workspace


def centre(studio: Studio) -> QWidget:
    return read(studio, studio.example())


def nothing_open(studio: Studio) -> QWidget:
    session = studio.seeds()
    session.close()
    workspace = ReadWorkspace(session)
    studio.qtbot.addWidget(workspace)
    workspace.show()
    return workspace


def find_bar(studio: Studio) -> QWidget:
    workspace = read(studio, studio.example())
    workspace.find()
    workspace.find_bar.field.setText("patients")
    studio.qtbot.wait(300)  # the button that clears the field fades in
    workspace.setFocus()
    return workspace


def crossing(studio: Studio) -> QWidget:
    workspace = read(studio, studio.seeds())
    start = workspace.page.document.text.index("heart muscle")
    workspace.page.select(start, start + 240)
    workspace.claiming.new_claim()
    return workspace


def no_claims(studio: Studio) -> QWidget:
    return _claim_dock(read(studio, studio.seeds()))


def a_claim(studio: Studio) -> QWidget:
    workspace = read(studio, studio.example())
    link = next(link for link in workspace.session.read(claims.quotes, document=2) if link.span.start == 776)
    workspace.session.select("quote", link.id)
    return _claim_dock(workspace)


def long_statement(studio: Studio) -> QWidget:
    session = studio.seeds()
    workspace = read(studio, session)
    exact = workspace.page.document.text[776:828]
    made = session.perform(actions.add_claim, LONG, quote=Span(2, 776, 828, exact))
    assert made is not None
    session.select("claim", made.created)
    return _claim_dock(workspace)


def anchor_lost(studio: Studio) -> QWidget:
    """The words no longer stand where they stood."""
    session = studio.example()
    workspace = read(studio, session)
    link = next(link for link in session.read(claims.quotes, document=2) if link.span.start == 776)
    assert session.library is not None
    with journal.op(session.library, "Lose an anchor"):
        rows.change(session.library, "quotes", link.id, start=780, end=832)
    session.changed.emit(None)
    session.select("quote", link.id)
    return _claim_dock(workspace)


def outline(studio: Studio) -> QWidget:
    workspace = read(studio, studio.example())
    workspace.left.show()
    return workspace.left


def codebook(studio: Studio) -> QWidget:
    workspace = read(studio, studio.example())
    book = workspace.codebook
    book.resize(240, 400)
    book.show()
    book.select(next(iter(workspace.desk.tags)) if workspace.desk is not None else None)
    studio.qtbot.waitUntil(lambda: book.form.height() == book.form.sizeHint().height() == 64)
    return book


def codebook_at_work(studio: Studio) -> QWidget:
    """A tag deep in the tree, with all that is said of it, while another is dragged over it."""
    session = studio.example()
    workspace = read(studio, session)
    book = workspace.codebook
    book.show()
    made = session.perform(on_tags.add_path, ["Mechanism", "B cells", "Memory, naïve and late B cells"])
    assert made is not None and workspace.desk is not None
    texts = {
        "definition": "Cells that were counted.",
        "use_when": "Counted in blood, by flow cytometry.",
        "avoid_when": "Only guessed at.",
    }
    session.perform(on_tags.edit_tag, made.created, **texts)
    book.select(made.created)
    book.resize(240, 400)
    inner, tree = book.tree.currentIndex(), book.tree
    above = tree.visualRect(inner.parent().siblingAtRow(1))
    tree._show_aim(tree.aim(inner, QPoint(40, above.bottom() - 2)))
    return book


def _claim_dock(workspace: ReadWorkspace) -> QWidget:
    dock = workspace.claim_dock
    dock.person.hide()  # the time of the last change
    dock.changes.hide()
    return workspace.right


_MADE = {
    "centre": (centre, (760, 420)),
    "nothing-open": (nothing_open, (420, 160)),
    "find-bar": (find_bar, (760, 300)),
    "crossing": (crossing, (760, 300)),
    "no-claims": (no_claims, (320, 200)),
    "claim": (a_claim, (340, 760)),
    "long-statement": (long_statement, (340, 520)),
    "anchor-lost": (anchor_lost, (340, 420)),
    "outline": (outline, (240, 300)),
    "codebook": (codebook, (240, 400)),
    "codebook-at-work": (codebook_at_work, (240, 400)),
}
_TWICE = ("find-bar", "no-claims", "anchor-lost")
STATES = {name: State(make, size, (1, 2) if name in _TWICE else (1,)) for name, (make, size) in _MADE.items()}
