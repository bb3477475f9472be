"""What comes up over the window and waits for an answer: boxes, file dialogs, menus, lists below fields.

Each is made by the same call as in the window. Where the window would wait for the answer, what came up is
shown without waiting instead, looked at and closed; it goes with the window that it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QInputDialog,
    QMenu,
    QMessageBox,
    QWidget,
)

from reviewer.errors import ReviewError
from reviewer.gui import dialogs
from reviewer.gui.listing.filtered import FilteredTable
from reviewer.gui.workspaces.grading.frame import TopStrip
from reviewer.gui.workspaces.reading import codebook, menus, suggestion_list
from reviewer.gui.workspaces.reading.codebook import TAG, Codebook
from reviewer.gui.workspaces.reading.quote_form import PopulationButton
from reviewer.gui.workspaces.reading.suggestion_list import SuggestionList
from reviewer.gui.workspaces.reporting import contents_dock, profile_field, template_field
from reviewer.gui.workspaces.reporting.contents_dock import ContentsDock
from reviewer.gui.workspaces.reporting.profile_field import ProfileField
from reviewer.gui.workspaces.reporting.template_field import TemplateField
from reviewer.gui.workspaces.screening.header import StageButton
from tests.gui.access.places import House, Make, workspace

WAITING = (codebook, contents_dock, menus, profile_field, suggestion_list, template_field)
"""Modules that open a menu and wait for what is chosen."""
QUESTION = ("Replace what is there?", "Replacing it cannot be undone.", ("Keep it", "Replace it"))


def shown_by(ask: Callable[[House], object], where: Make | None = None) -> Make:
    """Return what shows the box or menu that `ask` would wait for, in the place that `where` brings about."""

    def make(house: House) -> QWidget:
        if where is not None:
            where(house)
        found: list[Any] = []

        def show(self: Any, place: QPoint | None = None, *_more: object) -> int:
            found.append(self)
            if place is not None:
                self.popup(place)
            return 0

        class Menu(QMenu):  # a method of QMenu itself is found before one that is put in its place
            exec = show

        with pytest.MonkeyPatch.context() as patch:
            for kind in (QMessageBox, QInputDialog):
                patch.setattr(kind, "exec", show)
            for module in WAITING:
                patch.setattr(module, "QMenu", Menu)
            ask(house)
        (shown,) = found
        return house.keep(shown)

    return make


def below(kind: type[QWidget], where: Make) -> Make:
    """Return what opens the menu of a button of that class."""

    def make(house: House) -> QWidget:
        where(house)
        button = next(each for each in house.window.findChildren(kind) if each.isVisible())
        menu = button.menu()  # type: ignore[attr-defined]
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        return house.keep(menu)

    return make


def of(kind: type[QWidget], ask: Callable[[Any], object], where: Make) -> Make:
    """Return what shows the menu that a widget of that class offers."""
    return shown_by(lambda house: ask(house.window.findChildren(kind)[-1]), where)


def menu(title: str, id: str = "read") -> Make:
    """Return what opens a menu of the menu bar as it is in a workspace."""

    def make(house: House) -> QWidget:
        workspace(id)(house)
        bar = house.window.menuBar()
        found = next(each.menu() for each in bar.actions() if each.text().replace("&", "") == title)
        found.popup(house.window.mapToGlobal(QPoint(40, 40)))
        return house.keep(found)

    return make


def forms(house: House) -> QWidget:
    workspace("grade", "evidence")(house)
    (strip,) = house.window.findChildren(TopStrip)
    shown = strip.others.menu()
    shown.popup(strip.others.mapToGlobal(strip.others.rect().bottomLeft()))
    return house.keep(shown)


def completions(house: House) -> QWidget:
    """Type the beginning of a field into the filter of the Library."""
    workspace("library", "preview")(house)
    listed = next(each for each in house.window.findChildren(FilteredTable) if each.isVisible())
    listed.filter.setFocus()
    QTest.keyClicks(listed.filter, "vo")
    house.rest()
    house.until(lambda: listed.completing.popup.isVisible())
    return house.keep(listed.completing.popup)


def choices(house: House) -> QWidget:
    """Open the list of a combo box."""
    workspace("report", "report.export")(house)
    combo = next(each for each in house.window.findChildren(QComboBox) if each.isVisible())
    combo.showPopup()
    house.rest()
    return house.keep(combo.view().window())


def files(mode: QFileDialog.AcceptMode) -> Make:
    """Return what shows Qt's own file dialog, which a desktop without one of its own gets."""

    def make(house: House) -> QWidget:
        filters = f"{dialogs.LIBRARY_FILTER};;{dialogs.ANY_FILTER}"
        dialog = QFileDialog(house.window, "A file", str(house.folder), filters)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(mode)
        return house.keep(dialog)

    return make


READ = workspace("read", "claim")
REPORT = workspace("report", "report.contents")

POPUPS: dict[str, Make] = {
    "box, error": shown_by(
        lambda house: dialogs.show_error(house.window, ReviewError("This cannot be read.", "Try another."))
    ),
    "box, question": shown_by(lambda house: dialogs.ask(house.window, *QUESTION)),
    "box, words": shown_by(lambda house: dialogs.ask_text(house.window, "A view", "Its name", "Studies")),
    "box, about": shown_by(lambda house: dialogs.about(house.window, "1.2")),
    "file to open": files(QFileDialog.AcceptMode.AcceptOpen),
    "file to write": files(QFileDialog.AcceptMode.AcceptSave),
    "menu, file": menu("File", "library"),
    "menu, claim": menu("Claim"),
    "menu, page": shown_by(lambda house: reading(house)._show_context_menu(QPoint(300, 300)), READ),
    "menu, tag": shown_by(
        lambda house: _tag(house.window.findChildren(Codebook)[0]).exec(QPoint(300, 300)), READ
    ),
    "menu, kinds": of(SuggestionList, lambda it: it._show_kinds(), workspace("read", "suggestions")),
    "menu, sizes": shown_by(
        lambda house: menus.show_sizes(house.window, house.session, QPoint(300, 300)), READ
    ),
    "menu, population": below(PopulationButton, READ),
    "menu, stage": below(StageButton, workspace("screen", "preview")),
    "menu, forms": forms,
    "menu, sections": of(ContentsDock, lambda it: it._offer(), REPORT),
    "menu, profile": of(ProfileField, lambda it: it._offer(), REPORT),
    "menu, template": of(TemplateField, lambda it: it._offer(), REPORT),
    "list, choices": choices,
    "list, completions": completions,
}


def reading(house: House) -> Any:
    assert house.window.front is not None
    return house.window.front.workspace


def _tag(tags: Codebook) -> QMenu:
    return tags.menu_of(tags.tree.model().index(0, 0).data(TAG))
