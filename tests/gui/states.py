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
    the example review, `nothing` none."""

    qtbot: QtBot
    seeds: Callable[[], Session]
    example: Callable[[], Session]
    nothing: Callable[[], Session]
    folder: Path
    patch: pytest.MonkeyPatch


@dataclass(frozen=True, slots=True)
class State:
    """One state of a part of the window: what makes the widget that shows it, its size in px, and with how
    many pixels for each of these it is drawn: one, or one and two for screens with twice as many."""

    make: Callable[[Studio], QWidget]
    size: tuple[int, int]
    scales: tuple[int, ...] = (1,)

    def pictures(self, name: str) -> dict[str, int]:
        """Return the names of its pictures, without the scheme, each with its scale."""
        return {name if scale == self.scales[0] else f"{name}-twice": scale for scale in self.scales}


View = Callable[[], QWidget | None]
"""Brings one of the states of a window about, and returns what stands over the window then."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A window and what brings each of its states about, by name."""

    window: QWidget
    views: Mapping[str, View]


@dataclass(frozen=True, slots=True)
class Series:
    """Several states of one window, each of which is taken at every size of SIZES in both schemes."""

    make: Callable[[Studio], Shown]
    names: tuple[str, ...]


SIZES: dict[tuple[int, int], dict[str, int]] = {
    (1440, 900): {"wide": 1},
    (960, 600): {"narrow": 1, "twice": 2},
}
"""The sizes of the window in px, and how many pixels stand for each of these in the pictures taken of it:
the smallest window at twice the size is how a screen at 200 % shows it that is no larger than others."""
