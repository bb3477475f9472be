"""What a state to be kept as a picture is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class State:
    """One state: what makes the widget that shows it, its size in px, and how many pixels it is drawn with
    for each of these."""

    make: Callable[[Studio], QWidget]
    size: tuple[int, int]
    scale: int = 1
