"""A filter is kept under a name; the one that a name stood for is not lost unsaid."""

from __future__ import annotations

import pytest

from reviewer.gui import dialogs
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.library import views


def test_a_view_of_the_same_name_is_said_and_comes_back(
    window: Window, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "ask_text", lambda *_asked: " Mine ")
    assert window.front is not None
    table, strip = window.front.workspace, window.front.strip
    said = []
    for filter in ("voice:reader", "voice:reader", "year:2011"):
        table.filter.setText(filter)
        table.save_view()
        said.append(strip.text)
    assert said == ["", "", "There was a view “Mine”: it stood for voice:reader. Undo brings that back."]
    assert [view.query for view in session.read(views.views)] == ["year:2011"]
    session.undo()
    assert [view.query for view in session.read(views.views)] == ["voice:reader"]
