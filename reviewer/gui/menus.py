"""The menu bar: which menus there are, and how actions find their place in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from reviewer.language import later, say

MENUS = (
    later("File"),
    later("Edit"),
    later("View"),
    later("Go"),
    later("Document"),
    later("Claim"),
    later("Evidence"),
    later("Screening"),
    later("Report"),
    later("Help"),
)


class Menus:
    """The menus of a window by name; those without an action are not shown."""

    def __init__(self, bar: QMenuBar) -> None:
        titles = with_letters([say(name) for name in MENUS])
        self.by_name = {name: bar.addMenu(title) for name, title in zip(MENUS, titles, strict=True)}

    def __getitem__(self, name: str) -> QMenu:
        return self.by_name[name]

    def fill(self, actions: Iterable[QAction]) -> None:
        """Put each action into the menu that its command names, in the place of all that were there."""
        for menu in self.by_name.values():
            menu.clear()
        for action in actions:
            menu = self._menu(str(action.property("menu")))
            if action.property("separator") and not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(action)

    def show_filled(self) -> None:
        """Hide the menus that hold nothing."""
        for menu in self.by_name.values():
            menu.menuAction().setVisible(not menu.isEmpty())

    def _menu(self, name: str) -> QMenu:
        """Return the menu of a name such as "Document" or "Document › Separate voices"."""
        outer, _, inner = name.partition(" › ")
        menu = self.by_name[outer]
        if not inner:
            return menu
        known = next((action.menu() for action in menu.actions() if action.text() == say(inner)), None)
        return known if isinstance(known, QMenu) else menu.addMenu(say(inner))


def with_letters(names: Sequence[str]) -> list[str]:
    """Mark in each name the letter that Alt opens it by: its first that none before it has."""
    taken: set[str] = set()
    marked = []
    for name in names:
        at = next((n for n, letter in enumerate(name) if letter.isalpha() and letter.lower() not in taken), 0)
        taken.add(name[at].lower())
        marked.append(f"{name[:at]}&{name[at:]}")
    return marked
