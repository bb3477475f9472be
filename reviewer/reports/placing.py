"""Files that stand whole or not at all: written beside their place, flushed to disk, then put there."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from reviewer.errors import ReviewError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside `path`, flush it to disk, then put it in place; raises ReviewError."""
    with aside(path, data) as put:
        put()


@contextlib.contextmanager
def aside(path: Path, data: bytes) -> Iterator[Callable[[], None]]:
    """Write a file beside `path` and flush it to disk; what is yielded puts it in place.

    Both raise ReviewError when that cannot be done; an older file then stays as it was. Nothing is left
    behind of a file that was not put in place.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")

    def put() -> None:
        try:
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        except OSError as error:
            raise _explained(target, error) from error

    try:
        _write(target, temporary, data)
        yield put
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write(target: Path, temporary: Path, data: bytes) -> None:
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _explained(target, error) from error


def _explained(path: Path, error: OSError) -> ReviewError:
    if not path.parent.is_dir():
        return ReviewError(
            f"The folder {path.parent} does not exist.", "Nothing was written. Choose a folder that is there."
        )
    if path.is_dir():
        return ReviewError(f"{path} is a folder.", "Nothing was written. Give the name of a file.")
    return ReviewError(
        f"{path.name} could not be written: {error.strerror or error}.",
        "What was there before is unchanged. Close the file if another program has it open, "
        "make room on the disk, or choose another folder.",
    )
