"""The pins: every version exact and hashed, and no address of any machine in the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.source_tree import ROOT

PINS = ROOT / "packaging" / "requirements.lock"
# Written with a gap, so that this file does not find itself.
REGISTRIES = [name.replace(" ", "") for name in ("pyp i.org", "pythonh osted.org", "npm js.", "crates .io")]
OPTIONS = ("--index-url", "--extra-index-url", "--find-links", "--trusted-host")
PRIVATE = re.compile(
    r"file:///?(?!etc\b)\w|(?<![\w.~-])/(?:home|Users|root|opt|srv|mnt|work)/\w+|[A-Z]:\\Users\\", re.ASCII
)
GIT = [found] if (found := shutil.which("git")) else []
MADE = {".git", ".venv", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "build", "dist"}
PIN = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[\w.]+)(?: ; (?P<marker>.+?))?"
    r"(?P<hashes>( --hash=sha256:[0-9a-f]{64})+)"
)


def pins() -> dict[str, re.Match[str] | None]:
    """Return the logical lines of the lock, matched."""
    lines = PINS.read_text(encoding="utf-8").replace(" \\\n   ", "").splitlines()
    return {line: PIN.fullmatch(line) for line in lines if not line.startswith("#")}


def test_every_line_pins_one_version_with_hashes() -> None:
    assert pins()
    assert [line[:60] for line, match in pins().items() if match is None] == []


def test_the_pins_hold_no_address_and_no_option() -> None:
    text = PINS.read_text(encoding="utf-8")

    assert "://" not in text
    assert not [option for option in OPTIONS if option in text]


def test_everything_the_project_asks_for_is_pinned_within_its_bounds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pinned = {match["name"]: match["version"] for match in pins().values() if match}

    assert [line for line in asked if not satisfied(line, pinned)] == []


def satisfied(requirement: str, pinned: dict[str, str]) -> bool:
    """Tell whether the pinned version of a requirement's package meets all its bounds."""
    name = re.match(r"[\w.-]+", requirement)
    bounds = re.findall(r"(>=|<)([\d.]+)", requirement)
    version = pinned.get(name[0].lower().replace("_", "-")) if name else None
    return version is not None and all(
        (numbers(version) >= numbers(bound)) if sign == ">=" else (numbers(version) < numbers(bound))
        for sign, bound in bounds
    )


def numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version for comparison."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


def test_bounds_are_read_as_they_are_meant() -> None:
    assert satisfied("Some_Thing>=6.8,<6.12", {"some-thing": "6.11.3"})
    assert not satisfied("Some_Thing>=6.8,<6.12", {"some-thing": "6.12.0"})
    assert not satisfied("other>=1", {"some-thing": "6.11.3"})


def test_no_file_names_a_registry_or_a_place_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()[:80]}"
        for path in own_files()
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if PRIVATE.search(line) or any(name in line for name in REGISTRIES)
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "is_private"),
    [
        ("see /" + "home/anna/thing", True),
        ("file:" + "/" * 3 + "op" + "t/wheels", True),
        ("C:" + "\\Users\\anna", True),
        ("in /usr/share/fonts", False),
        ("either/or, work/home", False),
        ("resources/home/page", False),
    ],
)
def test_private_places_are_recognised(line: str, is_private: bool) -> None:
    assert bool(PRIVATE.search(line)) is is_private


def own_files() -> list[Path]:
    """Return the files under version control; without git, all that no tool has made."""
    listed = subprocess.run([*GIT, "ls-files", "-z"], cwd=ROOT, capture_output=True) if GIT else None
    if listed is not None and listed.returncode == 0:
        named = [ROOT / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    else:
        named = [path for top in ROOT.iterdir() if top.name not in MADE for path in (top, *top.rglob("*"))]
    seeds = ROOT / "seeds"
    return [p for p in named if p.is_file() and p.suffix != ".pyc" and not p.is_relative_to(seeds)]


def text_of(path: Path) -> str:
    """Return the words of a file, nothing for a binary one."""
    data = path.read_bytes()
    return "" if b"\0" in data else data.decode("utf-8", "replace")
