"""The session: one library, one selection, and everybody told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from reviewer import library
from reviewer.actions import codebook
from reviewer.errors import Declined, ReviewError
from reviewer.gui.session import Session
from reviewer.library import claims as stored
from reviewer.library import documents, journal
from reviewer.model import Changes, Progress


def heard(signal: Any) -> list[Any]:
    got: list[Any] = []
    signal.connect(lambda *values: got.append(values if len(values) > 1 else values[0]))
    return got


def test_an_action_is_told_with_what_it_changed(session: Session) -> None:
    changes = heard(session.changed)

    made = session.perform(codebook.add_tag, "New tag")

    assert isinstance(made, Changes)
    assert changes == [made]
    assert made.touches("tags")


def test_an_action_that_declines_gives_a_message_and_changes_nothing(session: Session) -> None:
    messages, changes = heard(session.message), heard(session.changed)

    def decline(_library: library.Library) -> Changes:
        raise Declined("It cannot be.", "Do this instead.")

    assert session.perform(decline) is None
    assert messages == [("error", "It cannot be.", "Do this instead.")]
    assert changes == []


def test_undo_and_redo_go_through_the_library(session: Session) -> None:
    before = len(session.read(stored.tags))
    session.perform(codebook.add_tag, "New tag")

    session.undo()
    assert len(session.read(stored.tags)) == before
    session.redo()
    assert len(session.read(stored.tags)) == before + 1


def test_a_large_op_is_taken_back_on_the_worker_thread_and_nothing_is_changed_meanwhile(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LARGE", 1)
    session.perform(codebook.add_tag, "New tag")
    messages: list[str] = []
    working: list[str] = []
    session.message.connect(lambda _level, text, _hint: messages.append(text))
    session.working.connect(working.append)

    for step, there in ((session.undo, False), (session.redo, True)):
        with qtbot.waitSignal(session.changed, timeout=5000) as told:
            step()
            error = session.attempt(lambda own: codebook.add_tag(own, "Another"))
            assert isinstance(error, Declined) and working[-1] == "Going through the history"
        assert told.args[0].touches("tags")
        assert ("New tag" in [tag.name for tag in session.read(stored.tags)]) is there
        qtbot.waitUntil(lambda: messages[-1].endswith("is done."))
    assert messages == [
        "The history is being gone through.", "“Undo: New tag “New tag”” is done.",
        "The history is being gone through.", "“Redo: New tag “New tag”” is done.",
    ]  # fmt: skip
    assert working[-1] == "" and session.attempt(lambda own: codebook.add_tag(own, "Another")) is None


def test_a_large_op_that_cannot_be_taken_back_says_so_and_leaves_the_library_free(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LARGE", 1)
    messages: list[str] = []
    session.message.connect(lambda _level, text, _hint: messages.append(text))

    def decline(_own: library.Library) -> Changes:
        raise Declined("It cannot be.")

    session.retrace(decline, op=1)
    qtbot.waitUntil(lambda: messages == ["It cannot be."])
    assert session.perform(codebook.add_tag, "New tag") is not None


def test_a_claim_selected_anywhere_is_told_once(session: Session) -> None:
    selected = heard(session.selected)

    session.select("claim", 3)
    session.select("claim", 3)

    assert selected == [("claim", 3)]
    assert session.claim == 3


def test_going_somewhere_asks_for_the_place_then_selects_then_shows_the_words(session: Session) -> None:
    order: list[Any] = []
    session.requested.connect(order.append)
    session.selected.connect(lambda kind, id: order.append((kind, id)))
    session.span_requested.connect(lambda *span: order.append(span))

    session.go("read", quote=7, document=2, span=(10, 20))

    assert order == ["read", ("document", 2), ("quote", 7), (2, 10, 20)]


def test_nothing_else_than_the_four_kinds_can_be_selected(session: Session) -> None:
    with pytest.raises(AttributeError):
        session.select("segment", 1)


def test_a_library_that_cannot_be_opened_leaves_the_present_one_open(
    session: Session, tmp_path: Path
) -> None:
    messages = heard(session.message)
    other = tmp_path / "letter.txt"
    other.write_text("no library", encoding="utf-8")

    assert not session.open_library(other)
    assert session.library is not None
    assert "letter.txt" in messages[0][1]


def test_opening_a_library_remembers_it_and_forgets_the_selection(session: Session, tmp_path: Path) -> None:
    session.select("document", 1)

    assert session.create_library(tmp_path / "other.reviewlib")

    assert session.document is None
    assert Path(session.settings.recent[0]).name == "other.reviewlib"
    assert session.settings.last_library == session.settings.recent[0]


def test_reading_without_a_library_says_what_to_do(bare_session: Session) -> None:
    with pytest.raises(ReviewError, match="No library is open"):
        bare_session.read(documents.count)


def test_what_another_program_wrote_is_noticed(session: Session, review: Path) -> None:
    changes = heard(session.changed)
    session.look_elsewhere()
    assert changes == []

    other = library.open(review)
    codebook.add_tag(other, "From elsewhere")
    other.close()
    session.look_elsewhere()

    assert changes == [None]


def test_long_work_has_a_library_of_its_own_and_tells_when_it_has_ended(
    qtbot: QtBot, session: Session
) -> None:
    handles: list[library.Library] = []

    def work(own: library.Library, name: str, progress: Progress) -> Changes:
        handles.append(own)
        progress(0, 1, name)
        return codebook.add_tag(own, name)

    with qtbot.waitSignal(session.changed) as blocker:
        session.run(work, "Made elsewhere")

    assert handles[0] is not session.library
    assert blocker.args[0].touches("tags")
    assert "Made elsewhere" in [tag.name for tag in session.read(stored.tags)]


def test_the_reviewer_renamed_signs_what_comes_after(session: Session) -> None:
    session.rename_reviewer("Ada")

    session.perform(codebook.add_tag, "Signed")

    assert session.library is not None
    assert session.library.reviewer.name == "Ada"
