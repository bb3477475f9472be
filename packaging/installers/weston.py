"""A Wayland desktop on a virtual screen: its keys are those of the screen, its socket lies in a root."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from desk import HIGH, WIDE, Desk, waited

SOCKET = "wayland-reviewer"


@contextmanager
def wayland(made: Path, desk: Desk) -> Iterator[Mapping[str, str]]:
    """Start weston on the screen; gives the variables by which the user of a root finds it.

    The screen shows one window, weston's, without a frame, and in it what the desktop shows.
    """
    if not shutil.which("weston"):
        raise SystemExit("This check needs weston.")
    folder = made / "srv" / "desktop"
    folder.mkdir()
    of_the_user = (next((made / "home").iterdir())).stat()
    os.chown(folder, of_the_user.st_uid, of_the_user.st_gid)
    folder.chmod(0o700)
    command = ["weston", "--backend=x11-backend.so", "--shell=kiosk-shell.so", "--no-config"]
    size = ["--idle-time=0", f"--socket={SOCKET}", f"--width={WIDE}", f"--height={HIGH}", "--fullscreen"]
    names = {**os.environ, "DISPLAY": desk.display, "XDG_RUNTIME_DIR": str(folder)}
    nowhere = subprocess.DEVNULL
    server = subprocess.Popen([*command, *size], env=names, stdout=nowhere, stderr=nowhere)
    socket = folder / SOCKET
    try:
        waited(socket.exists, "weston did not start", 30)
        os.chown(socket, of_the_user.st_uid, of_the_user.st_gid)
        desk.rest(1)
        yield {
            "XDG_RUNTIME_DIR": f"/{folder.relative_to(made)}",
            "XDG_SESSION_TYPE": "wayland",
            "WAYLAND_DISPLAY": SOCKET,
        }
    finally:
        server.terminate()
        server.wait()
