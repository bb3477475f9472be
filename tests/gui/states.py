"""What a state to be kept as a picture is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.gui.session import Session


@dataclass(frozen=True, slots=True)
class Studio:
    """Where pictures are taken: `seeds` opens a copy of a library with the seeds alone, `example` one with
    the example review."""

    qtbot: QtBot
    seeds: Callable[[], Session]
    example: Callable[[], Session]
    folder: Path
    patch: pytest.MonkeyPatch


@dataclass(frozen=True, slots=True)
class State:
    """One state: what makes the widget that shows it, its size in px, and with how many pixels for each of
    these it is drawn: one, or one and two for the screens where everything has twice the size."""

    make: Callable[[Studio], QWidget]
    size: tuple[int, int]
    scales: tuple[int, ...] = (1,)

    def pictures(self, name: str) -> dict[str, int]:
        """Return the names of its pictures, without the scheme, each with its scale."""
        return {name if scale == self.scales[0] else f"{name}-twice": scale for scale in self.scales}


View = Callable[[], QWidget]
"""Brings one of the states of a series about, and returns the widget that shows it."""


@dataclass(frozen=True, slots=True)
class Series:
    """Several states of one window: what makes it and says how each is brought about, and their names.

    Those in `twice` are drawn also with two pixels for each of these, where everything has twice the size.
    """

    make: Callable[[Studio], Mapping[str, View]]
    names: tuple[str, ...]
    twice: tuple[str, ...] = ()

    def pictures(self) -> tuple[str, ...]:
        """Return the names of its pictures, without the scheme."""
        return (*self.names, *(f"{name}-twice" for name in self.twice))
