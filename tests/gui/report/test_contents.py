"""Contents, blocks and warnings of the Report workspace, by mouse and by keyboard in the real window."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from reviewer import settings
from reviewer.actions import claims as claim_actions
from reviewer.gui import dialogs, jobs, theme
from reviewer.gui.lists import ROW
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces.report import ReportWorkspace
from reviewer.gui.workspaces.reporting.contents_dock import BOX, WORDS, ContentsList
from reviewer.library import profiles
from reviewer.reports import Options, templates
from reviewer.reports.build import SECTIONS, USUAL

ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def shared(
    example_file: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Window]:
    """Return one window on the example review for all tests here: making it costs more than they do."""
    theme.apply(qapp, "light")
    own = Session(settings.Settings(reviewer_id="a", reviewer_name="Reviewer A"))
    assert own.open_library(
        Path(shutil.copy(example_file, tmp_path_factory.mktemp("report") / "review.reviewlib"))
    )
    window = Window(own)
    window.show()
    window.activateWindow()
    yield window
    jobs.stop_all()
    while jobs.busy():
        qapp.processEvents()
    window.close()
    own.close()


@pytest.fixture
def desk(shared: Window, qtbot: QtBot) -> Window:
    """Return the window with the usual report in front."""
    shared.show_place("report")
    workspace = report(shared)
    workspace._choices.order = [*SECTIONS]
    workspace._contents.profiles.choose("")
    sections(shared).go_to("title")
    workspace._pages._frame(None)
    workspace._pages.go_to(1)
    qtbot.waitUntil(
        lambda: bool(workspace._preview.pdf) and workspace._drawn and not jobs.busy(), timeout=20_000
    )
    return shared


@pytest.fixture
def session(shared: Window) -> Session:
    return shared.session


def report(desk: Window) -> ReportWorkspace:
    workspace = desk.places["report"].workspace
    assert isinstance(workspace, ReportWorkspace)
    return workspace


def sections(desk: Window) -> ContentsList:
    return report(desk)._contents.sections


def row(desk: Window, id: str) -> QPoint:
    """Return the left middle of a section in the list."""
    held = sections(desk)
    return held.visualRect(held.model().index(report(desk)._choices.order.index(id), 0)).topLeft() + QPoint(
        0, 14
    )


def after(desk: Window, qtbot: QtBot, change: Callable[[], object]) -> list[str]:
    """Return the sections of the pages that are shown after a change."""
    before = report(desk)._preview
    change()
    qtbot.waitUntil(lambda: report(desk)._preview is not before and not jobs.busy(), timeout=20_000)
    return [part.id for part in report(desk)._preview.parts]


def test_a_click_on_its_box_leaves_a_section_out_and_space_takes_it_in(desk: Window, qtbot: QtBot) -> None:
    held = sections(desk)
    place = row(desk, "voices") + QPoint(round(BOX) + 6, 0)
    shown = after(desk, qtbot, lambda: QTest.mouseClick(held.viewport(), LEFT, pos=place))
    assert "voices" not in shown and len(shown) == len(USUAL) - 1
    line = held.currentIndex().data(ROW)
    assert (line.id, line.spoken) == ("voices", "Claims by voice, left out")
    held.setFocus()
    assert after(desk, qtbot, lambda: QTest.keyClick(held, Qt.Key.Key_Space)) == list(USUAL)
    assert report(desk)._choices.options.contents == ()


def test_the_last_section_stays(desk: Window, session: Session) -> None:
    said: list[str] = []
    session.message.connect(lambda _level, text, _hint: said.append(text))
    report(desk)._choices.put(contents=("claims",))
    held = sections(desk)
    held.go_to("claims")
    held.setFocus()
    QTest.keyClick(held, Qt.Key.Key_Space)
    assert said == ["A report holds at least one section."]
    assert report(desk)._choices.options.contents == ("claims",)


def test_alt_and_an_arrow_move_a_section_from_the_list_and_from_the_pages(desk: Window, qtbot: QtBot) -> None:
    held, pages = sections(desk), report(desk)._pages
    held.go_to("summary")
    held.setFocus()
    shown = after(desk, qtbot, lambda: QTest.keyClick(held, Qt.Key.Key_Down, ALT))
    assert shown[:3] == ["title", "voices", "summary"] and held.current() == "summary"
    pages.setFocus()
    shown = after(desk, qtbot, lambda: QTest.keyClick(pages, Qt.Key.Key_Up, ALT))
    assert shown == list(USUAL)


def test_a_section_is_dragged_below_another(desk: Window, qtbot: QtBot) -> None:
    held, view = sections(desk), sections(desk).viewport()
    start, end = row(desk, "references") + QPoint(12, 0), row(desk, "title") + QPoint(12, 10)

    def drag() -> None:
        QTest.mousePress(view, LEFT, pos=start)
        for step in (1, 2, 3):
            QTest.mouseMove(view, start + (end - start) * step / 3)
        QTest.mouseRelease(view, LEFT, pos=end)

    shown = after(desk, qtbot, drag)
    assert shown[:3] == ["title", "references", "summary"]
    assert held.current() == "references"


def test_f2_gives_a_heading_of_ones_own_and_nothing_takes_it_back(desk: Window, qtbot: QtBot) -> None:
    held = sections(desk)
    held.go_to("summary")
    held.setFocus()
    QTest.keyClick(held, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit) and editor.text() == "Summary of findings"
    editor.selectAll()
    QTest.keyClicks(editor, "What we found")
    after(desk, qtbot, lambda: QTest.keyClick(editor, Qt.Key.Key_Return))
    assert report(desk)._preview.parts[1].title == "What we found"
    assert held.currentIndex().data(ROW).title == "What we found"
    report(desk)._choices.name("summary", "  ")
    assert report(desk)._choices.options.titles == ()


def test_tab_goes_from_block_to_block_and_the_list_goes_along(desk: Window) -> None:
    pages = report(desk)._pages
    pages.setFocus()
    QTest.keyClick(pages, Qt.Key.Key_Tab)
    QTest.keyClick(pages, Qt.Key.Key_Tab)
    spot = pages.spot()
    assert spot is not None and (spot.part, spot.kind) == ("summary", "")
    assert sections(desk).current() == "summary" and "Summary of findings" in pages.accessibleDescription()
    QTest.keyClick(pages, Qt.Key.Key_Tab)
    spot = pages.spot()
    assert spot is not None and spot.kind == "certainty"
    QTest.keyClick(pages, Qt.Key.Key_Backtab)
    assert pages.spot() is not None and pages.hasFocus()


def test_enter_opens_a_rating_in_grade_and_a_claim_and_a_quote_in_read(
    desk: Window, session: Session
) -> None:
    workspace = report(desk)
    for kind, place in (("certainty", "grade"), ("claim", "read"), ("quote", "read"), ("document", "read")):
        desk.show_place("report")
        spots = workspace._preview.spots
        number = next(n for n, spot in enumerate(spots) if spot.kind == kind)
        workspace._pages._frame(number)
        workspace._pages.setFocus()
        QTest.keyClick(workspace._pages, Qt.Key.Key_Return)
        assert desk.front is not None and desk.front.workspace.id == place
        if kind in ("claim", "quote", "document"):
            assert getattr(session, kind) == spots[number].id


def test_a_click_on_the_page_frames_what_lies_there(desk: Window) -> None:
    pages = report(desk)._pages
    spot = next(s for s in report(desk)._preview.spots if s.kind == "certainty")
    place = pages._stretches(spot)[0].center().toPoint()
    pages._bring(pages._stretches(spot)[0])
    place -= QPoint(0, pages.verticalScrollBar().value())
    QTest.mouseClick(pages.viewport(), LEFT, pos=place)
    assert pages.spot() == spot


def test_choosing_a_section_in_the_list_brings_its_page(desk: Window) -> None:
    held = sections(desk)
    QTest.mouseClick(held.viewport(), LEFT, pos=row(desk, "notes") + QPoint(round(WORDS) + 8, 0))
    found = report(desk)._preview.pages_of("notes")
    spot = report(desk)._pages.spot()
    assert spot is not None and spot.part == "notes" and found is not None
    assert held.pages_of("notes").split("–") == [str(page) for page in dict.fromkeys(found)]


def test_a_warning_leads_to_what_it_speaks_of(desk: Window, session: Session, qtbot: QtBot) -> None:
    after(desk, qtbot, lambda: session.perform(claim_actions.add_claim, "Nobody said this."))
    said = "Show: Claim 12 carries no quote."
    show = next(b for b in desk.findChildren(QToolButton) if b.accessibleName() == said)
    assert "warning" in report(desk).status()
    QTest.mouseClick(show, LEFT)
    assert desk.front is not None and desk.front.workspace.id == "read"
    assert session.claim == max(c.id for c in session.read(_claims))
    session.undo()


def _claims(lib: object) -> object:
    from reviewer.library import claims

    return claims.claims(lib)  # type: ignore[arg-type]


def test_the_section_tab_changes_what_the_list_shows(desk: Window, qtbot: QtBot) -> None:
    dock = report(desk)._section
    sections(desk).go_to("words")
    report(desk)._show_section("words")
    assert not dock._own["anchors"].isHidden() and dock._own["patterns"].isHidden()
    after(desk, qtbot, lambda: dock._included.click())
    assert not report(desk)._choices.holds("words")
    assert "left out" in sections(desk).currentIndex().data(ROW).spoken


def test_a_profile_is_saved_chosen_renamed_and_removed(
    desk: Window, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = report(desk)
    field = workspace._contents.profiles
    answers = iter(["For the panel", "For the board"])
    monkeypatch.setattr(dialogs, "ask_text", lambda *_: next(answers))
    workspace._choices.put(contents=("title", "summary"), paper="letter")
    workspace.actions_by_id["report.profile_save"].trigger()
    assert field.name() == "For the panel" and field._head.text() == "Profile"
    workspace._choices.include("claims", True)
    assert field._head.text() == "Profile, changed since"
    field.choose("")
    assert workspace._choices.options == Options()
    field.choose("For the panel")
    assert workspace._choices.options.contents == ("title", "summary")
    workspace.actions_by_id["report.profile_rename"].trigger()
    assert field.name() == "For the board"
    assert [each.name for each in session.read(profiles.profiles)] == ["For the board"]
    workspace.actions_by_id["report.profile_remove"].trigger()
    assert session.read(profiles.profiles) == [] and workspace._choices.options.paper == "letter"
    session.undo()
    assert [each.name for each in session.read(profiles.profiles)] == ["For the board"]


def test_an_export_is_listed_among_the_earlier_ones(desk: Window, qtbot: QtBot) -> None:
    rows = report(desk)._earlier._rows
    before = rows.rowCount()
    report(desk).export()
    qtbot.waitUntil(lambda: rows.rowCount() == before + 1, timeout=20_000)
    assert rows.rows[0].name == "review report.pdf"
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=20_000)


def test_a_template_is_copied_changed_and_left_again(
    desk: Window, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, opened = report(desk), []
    monkeypatch.setattr(dialogs, "ask_text", lambda *_: "Mine")
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    after(desk, qtbot, workspace.actions_by_id["report.template_copy"].trigger)
    assert workspace._choices.options.template == "Mine" and len(opened) == 1
    said: list[str] = []
    session.message.connect(lambda _level, text, _hint: said.append(text))
    file = templates.folder("Mine") / "blocks.typ"
    file.write_text("#let x = oops\n" + file.read_text())
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said[0] == "The template “Mine” has an error in blocks.typ, line 1: unknown variable: oops."
    after(desk, qtbot, workspace.actions_by_id["report.template_shipped"].trigger)
    assert workspace._choices.options == Options() and file.exists()


def test_what_was_chosen_is_there_again_when_the_library_is_opened_again(
    desk: Window, session: Session, qtbot: QtBot
) -> None:
    choices = report(desk)._choices
    choices.put(contents=("title", "claims"), paper="letter")
    place = session.library.path if session.library is not None else Path()
    session.close()
    assert choices.options == Options() and session.open_library(place)
    assert choices.options.contents == ("title", "claims") and choices.options.paper == "letter"
    choices.take(Options())
    assert session.settings.reports == {}
