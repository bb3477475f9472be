"""Copy the shipped template of reports, to lay them out in a way of one's own."""

from __future__ import annotations

from pathlib import Path

from reviewer.reports import templates


def copy_template(name: str) -> Path:
    """Copy the shipped template under a name; returns the folder with the copy. Raises ReviewError."""
    return templates.copy(name)
