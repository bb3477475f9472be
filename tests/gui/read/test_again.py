"""Separating again is shown before it is done, by keyboard, and one undo takes it back."""

from __future__ import annotations

import pytest

from reviewer.actions import claims as claim_actions
from reviewer.actions import documents as actions
from reviewer.gui import jobs
from reviewer.gui.workspaces.reading.again import AgainPanel, lines, spoken
from reviewer.library import journal, separations
from reviewer.model import Document, Segment, Span, Voice
from reviewer.separation import ENGINE, separate
from tests.engines import study_as_commentary
from tests.gui.read.at_the_desk import CTRL, Key, Person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def other_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the engine take the study for the page author's words."""

    def mistaken(document: Document) -> list[Segment]:
        found = separate(document)
        return study_as_commentary(found) if any(s.second_hand for s in found) else found

    monkeypatch.setattr(actions, "separate", mistaken)


def ask(person: Person) -> AgainPanel:
    """Ask what separating again would change, and wait for the answer."""
    person.workspace.actions_by_id["read.again"].trigger()
    panel = person.workspace.again.panel
    person.qtbot.waitUntil(lambda: not jobs.busy() and (not panel.isHidden() or bool(person.messages)))
    return panel


def wait(person: Person) -> None:
    person.qtbot.waitUntil(lambda: not jobs.busy())


def older(person: Person) -> None:
    """Leave the library as an older engine made it, and open it anew."""
    library = person.session.library
    assert library is not None
    with journal.op(library, "as an older engine left it"):
        library.db.execute("UPDATE separations SET engine = '1'")
    assert person.session.open_library(library.path)
    person.session.select("document", 2)


def test_nothing_to_change_is_said(person: Person) -> None:
    panel = ask(person)

    assert panel.isHidden()
    assert person.messages == ["Separating again would change nothing here."]


@pytest.mark.usefixtures("other_engine")
def test_what_would_change_is_listed_with_its_reason(person: Person) -> None:
    exact = person.text[776:828]
    person.session.perform(claim_actions.add_claim, "B cells fall.", quote=Span(2, 776, 828, exact))
    panel = ask(person)

    assert panel.head.text() == "Separating again would change 1 part and the voice of 1 quote."
    assert [spoken(row) for row in panel.model.rows] == [
        "Mitoxantrone is one of the few drugs approved…: "
        "Study abstract, second-hand would be Commentary; no cue",
        f"{exact}: The quote of claim 1 would be commentary, now study, second-hand.",
    ]
    assert person.focus() is panel.list
    assert person.page.selected_span().start == 41
    person.key(Key.Key_Down)
    assert person.page.selected_span().start == 776
    person.key(Key.Key_Return)
    assert person.focus() is person.page


@pytest.mark.usefixtures("other_engine")
def test_ctrl_enter_applies_it_as_one_step(person: Person) -> None:
    before = person.segments()
    panel = ask(person)
    person.key(Key.Key_Return, CTRL)
    wait(person)

    assert panel.isHidden() and person.focus() is person.page
    assert person.part("Mitoxantrone is one").voice is Voice.COMMENTARY
    assert person.session.read(journal.undoable).label == "Separate again"
    person.session.undo()
    assert person.segments() == before


@pytest.mark.usefixtures("other_engine")
def test_esc_leaves_it_as_it_is(person: Person) -> None:
    before = person.segments()
    panel = ask(person)
    person.key(Key.Key_B)  # a letter belongs to the list, not to the page
    assert not person.workspace.separating.on
    person.key(Key.Key_Escape)

    assert panel.isHidden() and person.focus() is person.page
    assert person.segments() == before


@pytest.mark.usefixtures("other_engine")
def test_it_is_offered_while_separating_too(person: Person) -> None:
    person.page.setFocus()
    person.key(Key.Key_B)
    panel = ask(person)
    person.key(Key.Key_Return, CTRL)
    wait(person)

    assert panel.isHidden() and person.workspace.separating.on
    edge = person.workspace.separating.edge
    assert edge is not None


def test_documents_of_an_older_engine_are_offered_never_changed(person: Person) -> None:
    notice = person.workspace.again.notice
    assert notice.isHidden()
    older(person)

    assert notice.isVisible()
    assert notice.words.text() == (
        "2 documents were separated by an earlier engine. Nothing changes by itself."
    )
    assert person.session.read(separations.made_by_others, ENGINE) == [1, 2]
    person.click(notice.later)
    person.session.changed.emit(None)
    assert notice.isHidden()


@pytest.mark.usefixtures("other_engine")
def test_the_notice_shows_what_would_change_in_all_of_them(person: Person) -> None:
    older(person)
    again = person.workspace.again
    person.click(again.notice.look)
    person.qtbot.waitUntil(lambda: not again.panel.isHidden())
    assert again.notice.isHidden()
    person.click(again.panel.apply)
    wait(person)

    assert person.session.read(separations.made_by_others, ENGINE) == []
    person.session.undo()
    assert person.session.read(separations.made_by_others, ENGINE) == [1, 2]


def test_where_nothing_would_change_only_the_engine_is_noted(person: Person) -> None:
    older(person)
    before = person.segments()
    person.workspace.again.look_at_older()
    person.qtbot.waitUntil(lambda: not jobs.busy() and person.session.read(separations.engine, 1) == ENGINE)

    assert person.segments() == before


def test_several_documents_have_their_titles_over_their_parts() -> None:
    empty = [actions.Preview(id, f"Page {id}", "1", [], [], 2) for id in (1, 2)]

    assert [(line.kind, line.words) for line in lines(empty)] == [
        ("document", "Page 1"),
        ("document", "Page 2"),
    ]


def test_the_strips_fit_beside_the_docks_of_a_small_window(person: Person) -> None:
    workspace = person.workspace
    strips = (workspace.again.notice, workspace.checked, workspace.uncertain, workspace.again.panel)

    assert all(strip.minimumSizeHint().width() <= 640 for strip in strips)


def test_no_strip_cuts_its_words_in_a_small_window(person: Person) -> None:
    workspace = person.workspace
    crossing, desk = workspace.crossing, workspace.desk
    assert desk is not None
    pieces = [Span(2, part.start, part.end, "") for part in desk.worded[1:4]]
    offers = {
        crossing: lambda: crossing.offer(desk, pieces),
        workspace.checked: lambda: workspace.checked.say(12),
        workspace.uncertain: workspace.uncertain.show,
        workspace.again.notice: lambda: workspace.again.notice.show_count(1_234),
        workspace.carrying.bar: lambda: workspace.carrying.bar.show_lost(3),
    }
    tall = []
    for width in (1440, 960):
        person.place.resize(width, 600)
        for strip, offer in offers.items():
            offer()
            person.qtbot.wait(10)
            words = strip.words
            assert words.heightForWidth(words.width()) <= words.height(), (width, words.text())
            tall.append(strip.height())
            strip.hide()

    assert min(tall) == 38 < max(tall)
