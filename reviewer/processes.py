"""Other processes of this program: started with a word, spoken to through pipes, heard when they fail."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import IO

LAST = 2_000
"""Bytes of what a process said last that tell why it was lost."""


def command(word: str) -> list[str]:
    """Return the command line that makes a process of ours do what `word` names.

    A frozen program has its own interpreter only.
    """
    start = [] if getattr(sys, "frozen", False) else ["-P", "-m", "reviewer"]
    return [sys.executable, *start, word]


def started(word: str, said: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a process of ours with pipes to and from it; what it says beside them goes to `said`.

    It finds the modules that this one finds, and opens no window of a console. Raises OSError.
    """
    return subprocess.Popen(
        command(word),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def last_words(said: IO[bytes]) -> str:
    """Return the end of what a process said before it was lost."""
    said.seek(max(0, said.seek(0, os.SEEK_END) - LAST))
    return said.read().decode("utf-8", "replace").strip()
