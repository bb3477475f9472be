"""What happens at the desk besides reading: drafts, suggestions, questions over the page, original pages."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewer.actions import claims as actions
from reviewer.actions.importing import import_files, import_text
from reviewer.errors import ReviewError
from reviewer.gui.drafts import Draft
from reviewer.gui.page.sheets import Sheets
from reviewer.library import claims, documents
from reviewer.model import Span
from tests.gui.read.read_states import crossing, read
from tests.gui.states import State, Studio
from tests.readers.pdf_files import article

UNCLEAR = "The house stood at the end of the road. It had a red door.\n\nNobody says by whom this was said."
TYPED = "Both give a direction, neither gives a size. Ask the library for the full"
FOUND = "The rate of relapses fell by half"


def drafted(studio: Studio) -> QWidget:
    """Words that were typed into the statement when the program was killed."""
    session = studio.example()
    workspace = read(studio, session)
    link = next(link for link in session.read(claims.quotes, document=2) if link.span.start == 776)
    place = session.places("claims", link.claim)("statement")
    assert place is not None
    place.drafts._kept[place].append(Draft(TYPED, "2020-03-01T12:00:00+00:00", "Mitoxantrone"))
    session.select("quote", link.id)
    return workspace.right


def suggested(studio: Studio) -> QWidget:
    """All suggestions by kind, the first of them the current one."""
    workspace = read(studio, studio.seeds())
    workspace.suggesting.next()
    return workspace.suggestions


def unclear(studio: Studio) -> QWidget:
    """A page of which nothing is certain."""
    session = studio.seeds()
    workspace = read(studio, session)
    made = session.perform(import_text, "unclear", UNCLEAR)
    assert made is not None
    session.select("document", made.files[0].added[0])
    studio.qtbot.waitUntil(lambda: not workspace.suggesting.looking)
    return workspace


def checked(studio: Studio) -> QWidget:
    """The last boundary to check was answered, and others wait."""
    workspace = read(studio, studio.seeds())
    workspace.resize(628, 160)
    workspace.checked.say(12)
    return workspace


def pages_failed(studio: Studio) -> QWidget:
    """The original pages of a file that is damaged."""
    sheets = Sheets()
    studio.qtbot.addWidget(sheets)
    sheets._fail(ReviewError("paper.pdf is damaged or incomplete and cannot be opened."))
    return sheets


def pages_beside(studio: Studio) -> QWidget:
    """The original pages beside the text, with the same highlight."""
    session = studio.seeds()
    file = studio.folder / "paper.pdf"
    file.write_bytes(article())
    assert session.library is not None
    (paper,) = import_files(session.library, [file]).files[0].added
    workspace = read(studio, session)
    session.changed.emit(None)
    start = session.read(documents.document, paper).text.index(FOUND)
    span = Span(paper, start, start + len(FOUND), FOUND)
    made = session.perform(actions.add_claim, "Relapses fall.", quote=span)
    assert made is not None
    session.select("document", paper)
    session.select("claim", made.created)
    workspace.resize(1000, 420)
    workspace.originals.set_mode("beside")
    sheets = workspace.originals.sheets
    studio.qtbot.waitUntil(lambda: bool(sheets.rectangles(span.start, span.end)), timeout=20_000)
    studio.qtbot.waitUntil(lambda: not workspace.suggesting.looking)
    return workspace


_MADE = {
    "draft": (drafted, (340, 230), (1, 2)),
    "suggestions": (suggested, (320, 300), (1, 2)),
    "nothing-certain": (unclear, (640, 200), (1,)),
    "all-checked": (checked, (628, 160), (1,)),
    "crossing-narrow": (crossing, (628, 200), (1, 2)),
    "pages-failed": (pages_failed, (420, 120), (1,)),
    "pages-beside": (pages_beside, (1000, 420), (1,)),
}
STATES = {name: State(make, size, scales) for name, (make, size, scales) in _MADE.items()}
