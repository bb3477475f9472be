"""When Python looks for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 20_000
"""New objects after which Python looks among them for garbage; 700 of its own accord."""


def collect_rarely() -> None:
    """Let Python look for garbage less often: a record alone is 700 objects, and hardly any form a cycle."""
    gc.set_threshold(OBJECTS, 20, 20)


@contextmanager
def collecting_later() -> Iterator[None]:
    """Let Python look for garbage afterwards: for work that makes many small objects but no cycles."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
