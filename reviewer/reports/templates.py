"""How pages are laid out: the shipped Typst template, and copies of it that a person changes.

A copy is a folder of Typst files below the settings. What it lacks is taken from the shipped one, so that a
copy may hold only the file that was changed. Typst reads nothing outside of it, and it may load no packages:
those come from the network.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from reviewer.errors import ReviewError
from reviewer.settings import home, resource

MAIN = "report.typ"
PARTS = ("signs.typ", "figures.typ", "lights.typ", "flow.typ", "blocks.typ")
LONGEST_NAME = 60
_PACKAGE = re.compile(rb"(?:import|include)\s*\(?\s*\"@")
_PLACE = re.compile(r"(\w[\w .-]*\.typ):(\d+)")


def folder(name: str = "") -> Path:
    """Return the folder of a copy, or the one that holds all copies; it need not be there."""
    return home() / "report templates" / name if name else home() / "report templates"


def names() -> list[str]:
    """Return the names of the copies on this machine."""
    kept = folder()
    return sorted(each.name for each in kept.iterdir() if each.is_dir()) if kept.is_dir() else []


def copy(name: str) -> Path:
    """Copy the shipped template to change it; returns its folder. Raises ReviewError for a name that is no
    name or taken, and where the files cannot be written."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or re.search(r'[\\/:*?"<>|\x00-\x1f]|^\.', name):
        raise ReviewError(
            f"“{name}” cannot be the name of a template.",
            f"Give up to {LONGEST_NAME} letters and digits; it becomes the name of a folder.",
        )
    target = folder(name)
    if target.exists():
        raise ReviewError(f"There is a template “{name}” already.", f"It lies in {target}.")
    try:
        target.mkdir(parents=True)
        for file in (MAIN, *PARTS):
            shutil.copyfile(resource(f"templates/{file}"), target / file)
    except OSError as error:
        raise ReviewError(
            f"The template could not be copied: {error.strerror or error}.", f"Look at {folder()}."
        ) from error
    return target


def files(name: str = "") -> dict[str, bytes]:
    """Return what Typst is given, by file name, "main.typ" the template; raises ReviewError where there is no
    copy of this name or it loads a package."""
    held = {file: resource(f"templates/{file}").read_bytes() for file in (MAIN, *PARTS)}
    if name:
        if name not in names():
            raise ReviewError(
                f"There is no report template “{name}” on this machine.",
                "Choose the shipped one, or copy that template here.",
            )
        try:
            held |= {each.name: each.read_bytes() for each in sorted(folder(name).glob("*.typ"))}
        except OSError as error:
            raise ReviewError(f"The template “{name}” cannot be read: {error}.", _BACK) from error
    for file, data in held.items():
        if _PACKAGE.search(data):
            raise ReviewError(
                f"The template “{name}” loads a package in {file}.",
                "Packages come from the network, which Reviewer does not use. Copy their files here.",
            )
    held["main.typ"] = held.pop(MAIN)
    return held


_BACK = "Choose the shipped template; the library is unchanged."


def refused(error: Any, kind: str, name: str) -> ReviewError:
    """Return what Typst says of a template as an error with file, line and hint."""
    if not name:
        return ReviewError(
            f"The {kind} could not be made: {error.message}.",
            "The library is unchanged. The tables (CSV) can be exported meanwhile.",
        )
    found = _PLACE.search(str(getattr(error, "diagnostic", "")))
    file = "" if found is None else found[1].strip().replace("main.typ", MAIN)
    where = f" in {file}, line {found[2]}" if found else ""
    hints = " ".join(f"{hint.rstrip('.')}." for hint in getattr(error, "hints", ()))
    mend = f"Mend it in {folder(name)}, or choose the shipped template; the library is unchanged."
    return ReviewError(
        f"The template “{name}” has an error{where}: {error.message}.", f"{hints} {mend}".strip()
    )
