"""What every test gets: no display, a home of its own, and examples that are the same in every run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
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


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home, so that none meets the settings of a person or of another test."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("REVIEWER_HOME", str(home / "reviewer"))
    return home
