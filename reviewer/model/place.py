"""Where words stand: a stretch of one document with the exact words in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Start and end in one document, and the exact words between them."""

    document: int
    start: int
    end: int
    exact: str
