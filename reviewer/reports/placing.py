"""Files that stand whole or not at all: written beside their place, flushed to disk, then put there."""

from __future__ import annotations

import contextlib
import errno
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
    if not os.path.isdir(path.parent):  # unlike Path's own, these never raise
        return ReviewError(
            f"The folder {path.parent} does not exist.", "Nothing was written. Choose a folder that is there."
        )
    if os.path.isdir(path):
        return ReviewError(f"{path} is a folder.", "Nothing was written. Give the name of a file.")
    hint = _HINTS.get(error.errno or 0, _HINT)
    return ReviewError(
        f"{path.name[:80]} could not be written: {error.strerror or error}.",
        f"What was there before is unchanged. {hint}",
    )


_HINT = "Close the file if another program has it open, make room on the disk, or choose another folder."
_HINTS = {
    errno.ENOSPC: "Make room on the disk, or choose another one.",
    errno.EDQUOT: "Make room on the disk, or choose another one.",
    errno.EACCES: "Close the file if another program has it open, or choose a folder where you may write.",
    errno.EPERM: "Close the file if another program has it open, or choose a folder where you may write.",
    errno.EROFS: "Choose a folder where you may write.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
}
