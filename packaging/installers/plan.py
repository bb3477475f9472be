"""What every installer agrees on: the version, the day, the names of files, and where things are built."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
APP_ID = "org.reviewer.Reviewer"
_EARLIEST = 315_532_800
"""1 January 1980: the first time that a ZIP file can hold."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`epoch`: seconds since 1970, "now" in every file, so that a commit gives the same bytes."""

    version: str
    epoch: int
    build: Path
    out: Path

    @property
    def bundle(self) -> Path:
        """The folder that PyInstaller makes, with the licences of what lies in it."""
        return self.build / "bundle" / "reviewer"

    @property
    def host_files(self) -> Path:
        """Where the build notes which libraries it took from this machine."""
        return self.build / "host-files.txt"


def plan(out: Path = ROOT / "dist") -> Plan:
    """Return the plan of this checkout."""
    return Plan(version(), epoch(), ROOT / "build" / "installers", out)


@cache
def version() -> str:
    """Return the version, which stands in the package alone."""
    text = (ROOT / "reviewer" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    assert found, "reviewer/__init__.py has no version"
    return found[1]


@cache
def epoch() -> int:
    """Return SOURCE_DATE_EPOCH, else the time of the commit, else 1980 for sources without history."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return max(int(given), _EARLIEST)
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return int(asked.stdout) if asked.returncode == 0 and asked.stdout.strip() else _EARLIEST


def machine() -> str:
    """Return the kind of processor, as archives are named after it."""
    return {"AMD64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())


def steady(extra: dict[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which a build gives the same bytes each time."""
    return {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(epoch()),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        **(extra or {}),
    }


def run(command: list[str], folder: Path = ROOT) -> str:
    """Run a program in a steady environment and return what it printed; raises SystemExit with its words."""
    done = subprocess.run(command, cwd=folder, env=steady(), capture_output=True, text=True, check=False)
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise SystemExit(f"{Path(command[0]).name} failed:\n{last}")
    return done.stdout


def python(*words: str) -> str:
    """Run a module of this environment; raises as `run`."""
    return run([sys.executable, "-m", *words])
