"""What every test gets: no display, a home of its own, and examples that are the same in every run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt. The offscreen platform has a screen of 800 × 800 px unless it is told of another
# one, and popups keep within it. A colon ends what it is told: on Windows the path has no drive.
SCREEN = Path(__file__).parent / "screen.json"
if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    where = SCREEN if os.name == "posix" else os.path.relpath(SCREEN)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={where}"
os.environ["QT_ENABLE_HIGHDPI_SCALING"] = "0"
os.environ["LC_ALL"] = "C.UTF-8"

# The run that guards main draws the same examples every time and asks nothing of the machine's speed,
# so a failure belongs to a change. `--hypothesis-profile=search` draws new ones, to look for faults.
UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", UNTIMED)
settings.register_profile("reviewer", UNTIMED, derandomize=True)
settings.load_profile("reviewer")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Start the application in the style that looks the same everywhere."""
    return ["test", "-style", "Fusion"]


def _move_home(to: Path, patch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        patch.setenv(name, str(to))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        patch.setenv(f"XDG_{name}_HOME", str(to / name.lower()))
    patch.setenv("REVIEWER_HOME", str(to / "reviewer"))


@pytest.fixture(scope="session", autouse=True)
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give what is made once for many tests a home that is nobody's: it is made before `own_home`."""
    home = tmp_path_factory.mktemp("shared-home")
    with pytest.MonkeyPatch.context() as patch:
        _move_home(home, patch)
        yield home


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home, so that none meets the settings of a person or of another test."""
    home = tmp_path_factory.mktemp("home")
    _move_home(home, monkeypatch)
    return home
