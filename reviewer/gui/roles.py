"""What a widget of our own is to assistive technologies: to Qt each is only a piece of the window.

@told_as(QAccessible.Role.Link)
class Elsewhere(QWidget): ...
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

Kind = TypeVar("Kind", bound=type[QWidget])

_roles: dict[type[QWidget], QAccessible.Role] = {}
_offered: list[QAccessibleInterface] = []
"""Interfaces that Qt holds: it deletes them with their widgets, and until then Python must not."""


def told_as(role: QAccessible.Role) -> Callable[[Kind], Kind]:
    """Tell widgets of a class and of those made from it as what they are; its name is `accessibleName`."""

    def tell(kind: Kind) -> Kind:
        if not _roles:
            QAccessible.installFactory(_made_for)
        _roles[kind] = role
        return kind

    return tell


def _made_for(_key: str, asked: QObject) -> QAccessibleInterface | None:
    """Return the interface of a widget whose class has a role here; Qt asks about every widget."""
    role = next((_roles[kind] for kind in type(asked).__mro__ if kind in _roles), None)
    if role is None:
        return None
    _offered[:] = [each for each in _offered if isValid(each)]
    _offered.append(QAccessibleWidget(cast(QWidget, asked), role))
    return _offered[-1]
