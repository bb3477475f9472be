"""Quotes of another version, and quotes that lost their place: shown with a score, taken by a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.actions import importing
from reviewer.library import claims, documents, journal, rows
from reviewer.model import QuoteLink
from tests.actions.test_anchors import NAME, changed
from tests.gui.read.at_the_desk import CTRL, Key, Person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
NEW = 3


@pytest.fixture
def versions(reader: Person, tmp_path: Path) -> Person:
    """Someone before a later version of the blog post, just imported."""
    path = tmp_path / NAME
    path.write_text(changed(reader.text), encoding="utf-8")
    importing.import_files(reader.session.library, [path])
    reader.session.changed.emit(None)
    reader.session.select("document", NEW)
    return reader


def lying_in(person: Person, document: int) -> list[QuoteLink]:
    return person.session.read(claims.quotes, document=document)


def test_it_is_offered_beside_either_version_and_nothing_moves(versions: Person) -> None:
    bar = versions.workspace.carrying.bar
    assert not bar.isHidden() and "holds 14 quotes" in bar.words.text()
    versions.session.select("document", 2)
    assert not bar.isHidden() and "A newer version" in bar.words.text()
    versions.session.select("document", 1)
    assert bar.isHidden()
    assert lying_in(versions, NEW) == [] and len(lying_in(versions, 2)) == 14


def test_what_was_declined_is_not_offered_again_but_can_be_asked_for(versions: Person) -> None:
    carrying = versions.workspace.carrying
    versions.click(carrying.bar.later)
    versions.session.select("document", 1)
    versions.session.select("document", NEW)
    assert carrying.bar.isHidden()
    versions.workspace.actions_by_id["read.versions"].trigger()
    assert not carrying.panel.isHidden()


def test_by_keys_all_exact_ones_then_one_by_one_then_by_hand(versions: Person) -> None:
    panel = versions.workspace.carrying.panel
    versions.workspace.actions_by_id["read.versions"].trigger()
    assert versions.focus() is panel.list and versions.page.selected_span().exact == panel.current.exact
    versions.key(Key.Key_Return, CTRL)
    assert len(lying_in(versions, NEW)) == 12

    assert panel.current.exact.startswith("mitoxantrone strongly") and "Take the exact" in panel.every.text()
    versions.key(Key.Key_Return)
    assert len(lying_in(versions, NEW)) == 13

    assert panel.current.span is None and not panel.one.isEnabled()
    versions.key(Key.Key_U)
    assert versions.messages[-1].startswith("Select the words in the text first.")
    text = versions.session.read(documents.document, NEW).text
    start = text.index("It seems that the progression")
    versions.page.select(start, start + 29)
    versions.page.setFocus()
    versions.key(Key.Key_U)
    assert lying_in(versions, 2) == [] and len(lying_in(versions, NEW)) == 14
    assert panel.isHidden() and versions.focus() is versions.page
    for _ in range(3):
        versions.session.undo()
    assert len(lying_in(versions, 2)) == 14


def test_its_buttons_stand_on_two_lines_where_one_is_too_short(versions: Person) -> None:
    versions.workspace.actions_by_id["read.versions"].trigger()
    panel = versions.workspace.carrying.panel
    buttons = (panel.leave, panel.hand, panel.one, panel.every)

    assert panel.minimumSizeHint().width() < 400
    for wide, lines in ((1000, 1), (600, 2)):
        panel.resize(wide, panel.heightForWidth(wide))
        panel.layout().activate()
        assert len({button.y() for button in buttons}) == lines
        assert all(button.width() >= button.minimumSizeHint().width() for button in buttons)
        assert max(button.geometry().right() for button in buttons) == wide - 13


def test_a_click_only_shows_the_place(versions: Person) -> None:
    versions.click(versions.workspace.carrying.bar.find)
    panel = versions.workspace.carrying.panel
    row = panel.model.index(3, 0)
    versions.click(panel.list.viewport(), panel.list.visualRect(row).center())
    assert lying_in(versions, NEW) == []
    assert versions.page.selected_span() == panel.current.span == panel.model.rows[3].proposal.span
    versions.click(panel.one)
    assert len(lying_in(versions, NEW)) == 1
    versions.key(Key.Key_Escape)
    assert panel.isHidden()


def test_a_lost_anchor_is_told_keeps_everything_and_is_found_again(reader: Person) -> None:
    link = next(q for q in reader.quotes() if q.span.start == 776)
    with journal.op(reader.session.library, "Damage"):
        rows.change(reader.session.library, "quotes", link.id, start=900, end=952)
    reader.session.changed.emit(None)
    reader.session.select("quote", link.id)
    form, carrying = reader.workspace.claim_dock.quote, reader.workspace.carrying
    assert form.lost.isVisible() and form.find_again.isVisible() and not form.match.isVisible()
    assert link.span.exact in form.exact.text()
    assert link.id not in {mark.quote for mark in reader.page.scene.marks.marks}

    reader.click(form.find_again)
    assert "1 quote of this document lost its place" in carrying.panel.head.text()
    reader.key(Key.Key_Return)
    assert reader.quote() == link
    assert not form.lost.isVisible() and form.match.isVisible()
