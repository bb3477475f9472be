"""A Read workspace on the two seeds or on the example review, with its docks, driven by real events."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.actions import claims
from reviewer.actions.example import load_example
from reviewer.actions.importing import import_files
from reviewer.gui import theme
from reviewer.gui.session import Session
from reviewer.model import Span
from reviewer.settings import Settings, seed
from tests.gui.read.at_the_desk import ABSTRACT, BLOG, Key, Person


@pytest.fixture(scope="package")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a library with only the seeds and one with the example review; tests work on copies."""
    folder = tmp_path_factory.mktemp("libraries")
    session = Session(Settings(reviewer_name="Reviewer A"))
    assert session.create_library(folder / "seeds.reviewlib")
    import_files(session.library, [seed(ABSTRACT), seed(BLOG)])
    assert session.create_library(folder / "example.reviewlib")
    load_example(session.library)
    session.close()
    return folder


Opening = Callable[[str], Person]


@pytest.fixture
def sit_down(libraries: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Opening]:
    """Open a copy of one of the libraries in the workspace, on the blog post."""
    theme.apply(qapp, "light")
    session = Session(Settings(reviewer_name="Reviewer A"))

    def open_copy(name: str) -> Person:
        path = tmp_path / f"{name}.reviewlib"
        shutil.copy(libraries / f"{name}.reviewlib", path)
        assert session.open_library(path)
        person = Person(session, qtbot)
        session.select("document", 2)
        return person

    yield open_copy
    session.close()


@pytest.fixture
def person(sit_down: Opening) -> Person:
    """Someone before the seeds, with nothing claimed yet and nothing confirmed."""
    return sit_down("seeds")


@pytest.fixture
def reader(sit_down: Opening) -> Person:
    """Someone before the example review."""
    return sit_down("example")


@pytest.fixture
def claimed(person: Person) -> Person:
    """Someone with one claim on words of the quoted study, selected."""
    session = person.session
    exact = person.text[776:828]
    made = session.perform(claims.add_claim, "B cells fall.", quote=Span(2, 776, 828, exact))
    assert made is not None
    session.select("claim", made.created)
    return person


@pytest.fixture
def separating(person: Person) -> Person:
    """Someone who is separating voices, before the first boundary to check."""
    person.page.setFocus()
    person.key(Key.Key_B)
    return person
