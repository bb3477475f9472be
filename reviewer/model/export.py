"""A report that left the house, as the library remembers it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Export:
    """One file that was written: when, by whom, its name without folders, format and size, its SHA-256.

    `manifest` is the SHA-256 of the manifest it carries, by which `library.exports` finds it again.
    """

    id: int
    made: str
    reviewer: str
    name: str
    format: str
    bytes: int
    sha256: str
    manifest: str
