"""Walking Grade by Tab: the order of reading, each thing once, on the chosen answer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from reviewer.actions import documents as document_actions
from reviewer.gui.workspaces.grading.choices import Segment
from tests.gui.grade.conftest import Desk


def walk(desk: Desk, start: QWidget, most: int = 90) -> list[QWidget]:
    """Return what Tab goes through from the tabs of the forms to the button that ends the one in front."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    met: list[QWidget] = []
    while len(met) < most and (not met or met[-1] is not desk.workspace.bottom.next):
        desk.key(Qt.Key.Key_Tab)
        met.append(desk.focus())
    return met


@pytest.mark.parametrize("form", ["grade", "jbi-case-series", "ocebm-2011", "rob-2"])
def test_tab_goes_down_the_page_and_ends_at_its_button(desk: Desk, form: str) -> None:
    if form == "rob-2":
        desk.session.perform(document_actions.set_study, 1, design="randomised trial")
    desk.workspace.judging.reopen()
    desk.workspace.show_form(form)
    page = desk.workspace.pages.currentWidget()
    met = walk(desk, desk.workspace.strip.tabs)
    inside = [each for each in met if page.isAncestorOf(each)]
    assert len(inside) == len(set(inside)) > 5
    assert met[-1] is desk.workspace.bottom.next
    first = met.index(inside[0])
    assert met[first : first + len(inside)] == inside, "nothing else lies between"
    tops = [each.mapTo(page, QPoint(0, each.height() // 2)).y() for each in inside]
    lines = [top for top, after in zip(tops, tops[1:], strict=False) if after < top - 60]
    assert not lines, "nobody is led back up"
    chosen = [each for each in inside if isinstance(each, Segment) and each.isChecked()]
    if form in ("grade", "jbi-case-series"):
        assert len(chosen) >= 8, "the keyboard lands on what is chosen"
