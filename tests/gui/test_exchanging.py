"""Files of other programs from the File menu: written, and brought in with what found no place listed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.actions.brought import Brought, Missing
from reviewer.actions.example import load_example
from reviewer.exchange import FORMATS, KINDS
from reviewer.gui import dialogs, keys
from reviewer.gui.exchanging import Exchanging, summary
from reviewer.gui.session import Session
from reviewer.library import claims
from reviewer.settings import Settings


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session(Settings(reviewer_name="Reviewer A"))
    assert made.create_library(tmp_path / "review.reviewlib")
    yield made
    made.close()


@pytest.fixture
def exchanging(session: Session, qtbot: QtBot) -> Exchanging:
    window = QWidget()
    qtbot.addWidget(window)

    def run(action: object, *args: object, done: object) -> None:
        session.run(action, *args, done=done)

    return Exchanging(window, session, run, lambda: True)


def told(session: Session) -> list[str]:
    heard: list[str] = []
    session.message.connect(lambda _level, text, hint: heard.append(f"{text} {hint}"))
    return heard


def test_every_format_has_a_name_for_people() -> None:
    assert set(KINDS) == set(FORMATS)
    assert len({name for name, _ in KINDS.values()}) == len(KINDS)


def test_the_library_is_written_in_the_format_chosen(
    exchanging: Exchanging, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_example(session.library)
    heard = told(session)
    asked: list[str] = []

    def answer(_parent: QWidget, title: str, suggestion: str, wanted: str, suffix: str) -> Path:
        asked.extend((title, Path(suggestion).name, wanted))
        return tmp_path / f"out{suffix}"

    monkeypatch.setattr(dialogs, "save_as", answer)
    row = next(each for each in exchanging.commands() if each.id == "exchange.export.web-annotations")
    assert row.text == "Export quotes, Web Annotations…" and row.menu.startswith("File › ")
    row.run()

    qtbot.waitUntil(lambda: bool(heard))
    assert asked == ["Export quotes", "review quotes.jsonld", "Quotes, Web Annotations (*.jsonld)"]
    assert "Written to out.jsonld." in heard[0] and "8 certainty ratings" in heard[0]
    assert json.loads((tmp_path / "out.jsonld").read_text(encoding="utf-8"))["type"] == "AnnotationPage"


def test_what_came_of_a_file_is_said_in_sentences() -> None:
    result = Brought("x", "annotations", {"tags": 1, "claims": 1_200, "marks": 2}, {"quotes": 1})
    result.missing.append(Missing("“x”", "why"))
    assert summary(result, "x.jsonld") == (
        "Brought in from x.jsonld: 1 tag, 1,200 claims, 2 marks.",
        "Marks wait in Read as suggestions. There already: 1 quote. 1 thing found no place.",
    )
    assert summary(Brought("x", "codebook", {}, {"tags": 3}), "x.qdc") == (
        "Nothing new in x.qdc.", "There already: 3 tags.",
    )  # fmt: skip


def test_a_codebook_is_brought_in_and_what_is_not_taken_listed(
    exchanging: Exchanging, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text("tag,count\nMechanism > B cells,3\n", encoding="utf-8")
    heard = told(session)
    monkeypatch.setattr(dialogs, "open_incoming", lambda parent, wanted: path)
    exchanging.bring()

    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].startswith("Brought in from theirs.csv: 2 tags.")
    assert [tag.name for tag in session.read(claims.tags)] == ["Mechanism", "B cells"]
    assert exchanging.listing is not None and exchanging.listing.isVisible()
    assert "Columns that say nothing of a tag: count." in exchanging.listing.lines.toPlainText()
    exchanging.listing.close()


def test_nothing_happens_when_the_question_is_left_unanswered(
    exchanging: Exchanging, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "save_as", lambda *given: None)
    monkeypatch.setattr(dialogs, "open_incoming", lambda parent, wanted: None)
    exchanging.export("qdpx")
    exchanging.bring()

    assert session.read(claims.tags) == []


def test_the_list_of_keys_takes_rows_of_a_menu_in_a_menu(exchanging: Exchanging) -> None:
    made = [QAction(row.text) for row in exchanging.commands()]
    for action, row in zip(made, exchanging.commands(), strict=True):
        action.setProperty("menu", row.menu)
    title, _icon, shown = keys.sections([], made)[-1]
    assert title == "Everywhere" and len(shown) == len(made)
