"""Outputs kept in `golden/`. `REVIEWER_KEEP=1 pytest …` keeps what the code gives now: read the diff."""

from __future__ import annotations

import os
from pathlib import Path


def as_kept(name: str, now: str) -> str:
    """Return the kept text of this name, to be compared with `now`."""
    path = Path(__file__).parent / "golden" / name
    if os.environ.get("REVIEWER_KEEP"):
        path.write_text(now, encoding="utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def resource_as_kept(name: str, now: str) -> str:
    """Return the kept text of this name in `resources/`, likewise."""
    path = Path(__file__).parent.parent / "resources" / name
    if os.environ.get("REVIEWER_KEEP"):
        path.write_text(now, encoding="utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
