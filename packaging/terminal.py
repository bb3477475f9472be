"""What a developer command says in the terminal, and the programs that it runs there."""

from __future__ import annotations

import functools
import subprocess
import sys
from collections.abc import Sequence
from typing import Any


class SetupError(Exception):
    """What is missing and what to do about it, in words for the person at the terminal."""


inherited_locks: list[int] = []
"""Handles that the programs we start keep open: a pip whose dev.py was killed still holds the lock."""


def start(command: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; it takes part in our hold on the environment."""
    kept = () if sys.platform == "win32" else tuple(inherited_locks)
    return subprocess.run(list(command), pass_fds=kept, encoding="utf-8", errors="replace", **options)


def say(text: str) -> None:
    """Print a line now, so that it stands before the output of the programs started next."""
    print(text, flush=True)


@functools.cache
def say_once(text: str) -> None:
    """Print a line the first time it is said."""
    say(text)


def quietly(command: Sequence[str], failure: str) -> None:
    """Run a program without its output; raises SetupError with that output when it fails."""
    done = start(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise SetupError(f"{failure}\n{done.stdout.strip()}")
