"""Someone with mouse and keys in front of the Read workspace."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.gui.panes import Place
from reviewer.gui.session import Session
from reviewer.gui.workspaces.read import ReadWorkspace
from reviewer.library import claims, documents
from reviewer.model import Claim, QuoteLink, Segment

ABSTRACT = "000_9a9b5616f882b154.txt"
BLOG = "002_6655412ea27c3016.txt"
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


class Person:
    """The workspace with its docks, and the words tests use for what a person does and sees."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self.qtbot = session, qtbot
        self.messages: list[str] = []
        session.message.connect(lambda _level, text, hint: self.messages.append(f"{text} {hint}".strip()))
        self.workspace = ReadWorkspace(session)
        self.place = Place(self.workspace)
        qtbot.addWidget(self.place)
        self.place.resize(1440, 800)
        with qtbot.waitActive(self.place):
            self.place.show()
            self.place.activateWindow()
        self.workspace.activate()
        self.page = self.workspace.page

    # ------------------------------------------------------------------ doing

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.focus(), key, modifiers)

    def type(self, text: str) -> None:
        """Type words where the focus is."""
        QTest.keyClicks(self.focus(), text)

    def rest(self) -> None:
        """Wait until typing has rested long enough to be saved."""
        self.qtbot.wait(460)

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click on a widget, in its middle unless a place is given."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, place or widget.rect().center())

    def drag(self, start: int, end: int) -> None:
        """Select words with the mouse, from one position to another."""
        self.page.scroll_to(start)
        view = self.page.viewport()
        first, last = (self.page.scene.caret_box(at).center().toPoint() for at in (start, end))
        QTest.mousePress(view, Qt.MouseButton.LeftButton, NONE, first)
        QTest.mouseMove(view, first + QPoint(4, 0))
        QTest.mouseMove(view, last)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, NONE, last)

    def focus(self) -> QWidget:
        """Return the widget that has the focus."""
        return self.place.focusWidget() or self.page

    # ------------------------------------------------------------------ seeing

    @property
    def text(self) -> str:
        return str(self.session.read(documents.document, 2).text)

    def claims(self) -> list[Claim]:
        """Return the claims as the library holds them."""
        return self.session.read(claims.claims)

    def quotes(self) -> list[QuoteLink]:
        """Return the quotes of the blog post as the library holds them."""
        return self.session.read(claims.quotes, document=2)

    def quote(self) -> QuoteLink:
        """Return the current quote as the library holds it."""
        assert self.session.quote is not None
        return self.session.read(claims.quote, self.session.quote)

    def segments(self) -> list[Segment]:
        """Return the worded parts of the blog post as the library holds them."""
        return [s for s in self.session.read(documents.segments, 2) if s.rule != "blank"]

    def part(self, words: str) -> Segment:
        """Return the part that begins with these words."""
        return next(s for s in self.segments() if self.text.startswith(words, s.start))


def at(person: Person, words: str) -> None:
    """Go to the boundary above the part that begins with these words."""
    person.workspace.separating.go_to(person.part(words).id)
    person.page.setFocus()


def below(person: Person) -> str:
    """Return how the part below the current boundary begins."""
    edge = person.workspace.separating.edge
    assert edge is not None
    return " ".join(person.text[edge.below.start : edge.below.end].split()[:3])
