"""A page with one of the seeds on it, as a reader meets it: shown, focused, in the light scheme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.gui import theme
from reviewer.gui.page import Page
from reviewer.model import Document, Kind, Segment, Voice
from tests.gui.page.at_the_page import ABSTRACT, BLOG, Reader, document, segments_of


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Page:
    """An empty page, shown, 880 by 737 as in the picture."""
    theme.apply(qapp, "light")
    made = Page()
    qtbot.addWidget(made)
    made.resize(880, 737)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def reader(page: Page) -> Reader:
    """A reader of `page`."""
    return Reader(page)


@pytest.fixture
def blog(page: Page) -> Document:
    """The second seed on the page."""
    shown = document(BLOG)
    page.show_document(shown, segments_of(shown))
    return shown


@pytest.fixture
def abstract(page: Page) -> Document:
    """The first seed on the page."""
    shown = document(ABSTRACT)
    page.show_document(shown, segments_of(shown))
    return shown


@pytest.fixture
def show(page: Page) -> Callable[[str], Document]:
    """Show any text as the body of one study."""

    def put(text: str) -> Document:
        made = Document(text, id=1)
        page.show_document(made, [Segment(0, len(text), Kind.BODY, Voice.STUDY, id=1)])
        return made

    return put
