"""What is typed and not saved outlives the program: kept beside the settings, and offered."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reviewer import settings
from reviewer.actions import claims as actions
from reviewer.errors import ReviewError
from reviewer.gui import drafting
from reviewer.gui.drafts import Draft, Drafts, Place
from reviewer.gui.fields import LineField
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.words_field import WordsField
from reviewer.gui.workspaces.grading.writing import Writing
from reviewer.library import claims
from tests.gui.typed_fields import FIELDS, field, go, words

ROOT = Path(__file__).resolve().parents[2]
Field = LineField | WordsField | Writing
MAKERS = {
    "line": lambda: LineField("Note"),
    "words": lambda: WordsField("Note", "", "small"),
    "writing": lambda: Writing("Note"),
}


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "a.reviewlib")


class Form(QWidget):
    """A field of a library that holds `stored`, or declines to."""

    def __init__(self, kind: str, drafts: Drafts) -> None:
        super().__init__()
        self.drafts, self.stored, self.declines = drafts, "stored", False
        self.field: Field = MAKERS[kind]()
        self.other = LineField("Other")
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.other)
        self.field.written.connect(self.write)
        self.refresh()

    def write(self, words: str) -> None:
        if self.declines:
            self.drafts.refused += 1
        else:
            self.stored = words
            self.refresh()

    def refresh(self) -> None:
        self.field.show_words(self.stored, Place(self.drafts, "claims", 5, "note"))

    @property
    def line(self) -> drafting.Offer | None:
        line = self.field.draft.line
        return line if line is not None and line.isVisible() else None


@pytest.fixture(params=MAKERS)
def form(request: pytest.FixtureRequest, drafts: Drafts, qtbot: QtBot) -> Form:
    made = Form(request.param, drafts)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    return made


def again(form: Form, qtbot: QtBot) -> Form:
    """Return the same form after the program was started again."""
    kind = next(kind for kind, make in MAKERS.items() if type(make()) is type(form.field))
    made = Form(kind, Drafts(form.drafts.library))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def files() -> list[Path]:
    return sorted((settings.home() / "drafts").glob("*"))


def left(drafts: Drafts, words: str) -> None:
    """Leave a draft as a program does that was killed."""
    drafts.put(Place(drafts, "claims", 5, "note"), words, "stored")


def test_words_are_on_disk_within_a_second_although_one_types_on(form: Form, qtbot: QtBot) -> None:
    for letter in "a sentence that is written on and on":
        QTest.keyClick(form.field, letter)
        qtbot.wait(30)
    kept = Drafts(form.drafts.library).offered(Place(form.drafts, "claims", 5, "note"), "stored")
    assert form.stored == "stored" and kept is not None and len(kept.words) > 10

    qtbot.waitUntil(lambda: form.stored != "stored")
    assert files() == [] and form.line is None


def test_words_left_behind_are_offered_and_kept(form: Form, qtbot: QtBot) -> None:
    left(form.drafts, "left behind")
    later = again(form, qtbot)
    assert later.line is not None and "“left behind”" in later.line.said.text()
    assert later.stored == "stored"
    later.activateWindow()
    later.field.setFocus()
    qtbot.waitUntil(later.field.hasFocus)
    for button in (later.line.keep, later.line.away):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert button.hasFocus()

    QTest.mouseClick(later.line.keep, Qt.MouseButton.LeftButton)
    assert later.stored == "left behind" and later.line is None and files() == []
    QTest.keyClicks(QApplication.focusWidget(), ", and more")
    later.field.flush()
    assert later.stored == "left behind, and more"


def test_words_left_behind_are_put_away(form: Form, qtbot: QtBot) -> None:
    left(form.drafts, "left behind")
    later = again(form, qtbot)
    assert later.line is not None
    QTest.mouseClick(later.line.away, Qt.MouseButton.LeftButton)
    assert later.stored == "stored" and later.line is None and files() == []


def test_new_words_leave_the_offer_alone(form: Form, qtbot: QtBot) -> None:
    left(form.drafts, "left behind")
    form.refresh()
    QTest.keyClicks(form.field, " more")
    form.field.flush()
    assert "more" in form.stored and form.line is not None and "left behind" in form.line.said.text()
    assert len(files()) == 1


def test_what_the_library_declines_is_offered_once_the_field_is_left(form: Form, qtbot: QtBot) -> None:
    form.declines = True
    QTest.keyClicks(form.field, "mine ")
    form.field.flush()
    form.refresh()
    assert form.line is None and len(files()) == 1  # the words still stand in the field

    form.other.setFocus()
    qtbot.waitUntil(lambda: form.line is not None)
    assert form.line is not None and "mine" in form.line.said.text()
    form.declines = False
    QTest.mouseClick(form.line.keep, Qt.MouseButton.LeftButton)
    assert "mine" in form.stored and files() == []


def test_a_folder_that_cannot_be_written_stops_nobody(form: Form, qtbot: QtBot) -> None:
    settings.home().mkdir(parents=True, exist_ok=True)
    (settings.home() / "drafts").write_text("a file in the way")
    form.declines = True
    QTest.keyClicks(form.field, "mine ")
    form.field.flush()
    form.other.setFocus()
    qtbot.waitUntil(lambda: form.line is not None)


def test_a_full_disk_stops_nobody(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    place = Place(drafts, "claims", 5, "note")
    drafts.put(place, "before", "")
    monkeypatch.setattr(os, "replace", full)
    drafts.put(place, "after", "")
    assert [path.suffix for path in files()] == [".json"]
    found = drafts.offered(place, "")
    assert found is not None and found.words == "after"


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"drafts": []}', '{"drafts": [{"words": 1}]}', "\x00"])
def test_a_damaged_file_is_passed_over(drafts: Drafts, damage: str) -> None:
    left(drafts, "left behind")
    files()[0].write_text(damage)
    assert Drafts(drafts.library).offered(Place(drafts, "claims", 5, "note"), "") is None
    assert len(files()) == 1


@given(st.text(st.characters(codec=None), min_size=1))
def test_any_words_come_back_as_they_were(words: str) -> None:
    path = Path("any.reviewlib")
    first = Drafts(path)
    place = Place(first, "claims", 1, "note")
    first.put(place, words, words)
    found = Drafts(path).offered(place, "something else")
    assert found is None or found.words == words
    first.saved(place)
    assert files() == []


def test_other_places_and_libraries_have_drafts_of_their_own(drafts: Drafts, tmp_path: Path) -> None:
    left(drafts, "left behind")
    assert drafts.offered(Place(drafts, "claims", 6, "note"), "") is None
    other = Drafts(tmp_path / "b.reviewlib")
    assert other.offered(Place(other, "claims", 5, "note"), "") is None


def test_the_line_says_when() -> None:
    time = "2026-05-03T12:00:00+00:00"
    assert drafting.told(Draft("what\nwas said", time, "")).endswith(": “what was said”")
    assert drafting.told(Draft("x" * 900, time, "")).endswith("x…”")


def test_the_line_about_many_words_shows_those_that_the_field_does_not_have() -> None:
    stored = " ".join(["No comparison group."] * 20)
    draft = Draft(f"{stored} What was typed last.", "2026-05-03T12:00:00+00:00", stored)
    said = drafting.told(draft, stored).partition(": ")[2]
    assert said.startswith("“…") and said.endswith("comparison group. What was typed last.”")
    assert len(said) <= drafting.LONGEST + 2


@pytest.fixture
def killed(review: Path) -> Path:
    """A library in whose window somebody was typing, in every place, when the program was killed."""
    environment = {**os.environ, "REVIEWER_HOME": str(settings.home()), "QT_QPA_PLATFORM": "offscreen"}
    run = [sys.executable, "-m", "tests.gui.typed_fields", str(review)]
    with subprocess.Popen(run, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None and worker.stdout.readline() == "typed\n"
        worker.kill()
    return review


def test_a_kill_in_the_middle_of_a_sentence_loses_at_most_a_second(
    killed: Path, bare_session: Session, show: Callable[[Session], Window]
) -> None:
    said: list[str] = []
    bare_session.message.connect(lambda _level, text, _hint: said.append(text))
    assert bare_session.open_library(killed)
    window = show(bare_session)
    assert said == [
        "Words that you typed and that were not saved are kept: in claim 1, a quote of claim 1, the tag "
        "“Efficacy”, the study of “Efficacy and safety of mitoxantrone in patients…”, the record "
        "of “Efficacy and safety of mitoxantrone in patients…”, the name of a speaker in “Research: "
        "Mitoxantrone and Progression” and 2 other places."
    ]
    missing = []
    for place, names in FIELDS.items():
        go(window, bare_session, place)
        for name in names:
            offer = field(window, name).draft.offer
            if offer is None or words(name) not in offer.words:
                missing.append((place, name, offer))
    assert missing == []
    assert len(files()) == sum(map(len, FIELDS.values()))


def test_a_draft_is_told_of_once_and_says_when_its_field_was_changed_since(
    session: Session, review: Path, show: Callable[[Session], Window]
) -> None:
    claim = session.read(claims.claims)[0]
    place = session.places("claims", claim.id)("statement")
    assert place is not None
    place.drafts.put(place, "Left behind", claim.statement)
    session.perform(actions.edit_claim, claim.id, statement="Changed since")
    said: list[str] = []
    session.message.connect(lambda _level, text, _hint: said.append(text))
    for _ in range(2):
        assert session.open_library(review)
    assert said == ["Words that you typed and that were not saved are kept: in claim 1."]

    window = show(session)
    go(window, session, "read")
    found = field(window, "Statement of the claim")
    assert found.toPlainText() == "Changed since" and found.draft.line is not None
    assert found.draft.line.said.text().endswith(f"“Left behind”\n{drafting.CHANGED}")
    found.draft.keep()
    assert session.read(claims.claim, claim.id).statement == "Left behind"


def test_words_typed_as_the_window_is_closed_are_saved(
    session: Session, review: Path, show: Callable[[Session], Window]
) -> None:
    window = show(session)
    go(window, session, "read")
    found = field(window, "Note on the claim")
    found.setFocus()
    QTest.keyClicks(found, "at the last moment ")
    window.close()
    assert session.open_library(review)
    assert session.read(claims.claims)[0].note.startswith("at the last moment")
    assert files() == []


def test_an_error_of_an_action_counts_as_declined(session: Session) -> None:
    assert session.drafts is not None
    before = session.drafts.refused
    session.refuse(ReviewError("No.", "Yes."))
    assert session.drafts.refused == before + 1
