"""A person at a desk: a screen, real keys, and a look at what the screen shows.

Keys go to the server of the screen, not to a window, and reach what has the keyboard there, as they would
from a keyboard. Nothing is asked of the program: that it is done with something is seen on the screen, which
rests then, or by asking the program's own command line.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WIDE, HIGH = 1440, 900
CARET, LARGE = 40, 150
"""Rows of pixels: where no more differ between two looks, only a caret blinks; where more do, a window
came."""


@dataclass(frozen=True, slots=True)
class Desk:
    """`display` is the name of the screen, `memory` the file in which its server keeps the pixels."""

    display: str
    memory: Path

    def press(self, *keys: str) -> None:
        """Press keys one after the other, such as "ctrl+i" and "Return", and let each have its effect.

        Each is held for a moment, as by a finger: on Wayland a popup that opens after its key was let go of
        is closed at once.
        """
        for key in keys:
            _told(self.display, "keydown", key)
            time.sleep(0.2)
            _told(self.display, "keyup", key)
            self.rest(0.25)

    def type(self, words: str) -> None:
        """Type words of ASCII, which every layout of a test screen has."""
        _told(self.display, "type", "--delay", "25", words)
        self.rest()

    def click(self, x: int, y: int) -> None:
        """Click at a place of the screen."""
        _told(self.display, "mousemove", str(x), str(y), "click", "1")
        self.rest(0.25)

    def rest(self, still: float = 0.6, most: float = 60) -> None:
        """Wait until the screen has not changed for a while; goes on after `most` seconds all the same."""
        end, last, since = time.monotonic() + most, self.rows(), time.monotonic()
        while time.monotonic() < end and time.monotonic() - since < still:
            time.sleep(0.1)
            now = self.rows()
            if _differ(last, now) > CARET:
                since = time.monotonic()
            last = now

    def opens(self, open: Callable[[], object], what: str) -> None:
        """Do something and wait until much of the screen is another; raises SystemExit when it stays."""
        before = self.rows()
        open()
        waited(lambda: changed(before, self.rows()), f"{what} did not come up")
        self.rest(1)

    def rows(self) -> list[bytes]:
        """Return the rows of pixels that the screen shows now."""
        data = self.memory.read_bytes()
        pixels = data[len(data) - WIDE * HIGH * 4 :]  # a header and a colour table stand before them
        return [pixels[at : at + WIDE * 4] for at in range(0, len(pixels), WIDE * 4)]

    def picture(self, path: Path) -> None:
        """Keep what the screen shows."""
        from PySide6.QtGui import QImage

        path.parent.mkdir(parents=True, exist_ok=True)
        pixels = b"".join(self.rows())
        if not QImage(pixels, WIDE, HIGH, WIDE * 4, QImage.Format.Format_RGB32).save(str(path)):
            raise SystemExit(f"{path} cannot be written.")


def _differ(one: list[bytes], other: list[bytes]) -> int:
    return sum(before != now for before, now in zip(one, other, strict=True))


def changed(before: list[bytes], now: list[bytes]) -> bool:
    """Tell whether so much of the screen is another that a window came or went."""
    return _differ(before, now) > LARGE


def waited(true: Callable[[], bool], otherwise: str, seconds: float = 120) -> None:
    """Wait until something is so; raises SystemExit with `otherwise` when it does not come."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise SystemExit(f"After {seconds:.0f} s {otherwise}.")
        time.sleep(0.3)


@contextmanager
def screen() -> Iterator[Desk]:
    """Start a virtual screen with a window manager, and give the desk before it."""
    with tempfile.TemporaryDirectory(prefix="reviewer-screen-") as place:
        reading, writing = os.pipe()
        size = f"{WIDE}x{HIGH}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
        server = subprocess.Popen([*command, "-fbdir", place], pass_fds=(writing,), stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        manager = _manager(f":{number}")
        try:
            yield Desk(f":{number}", Path(place) / "Xvfb_screen0")
        finally:
            for process in (manager, server):
                process.terminate()
                process.wait()


def _manager(display: str) -> subprocess.Popen[bytes]:
    """Start what gives the keyboard to a window that opens, as every desktop does."""
    if not shutil.which("openbox"):
        raise SystemExit("The check needs openbox, a window manager.")
    command, nowhere = ["openbox", "--sm-disable"], subprocess.DEVNULL
    return subprocess.Popen(command, env=_named(display), stdout=nowhere, stderr=nowhere)


def _told(display: str, *words: str) -> None:
    subprocess.run(["xdotool", *words], env=_named(display), check=True, stdout=subprocess.DEVNULL)


def _named(display: str) -> dict[str, str]:
    return {**os.environ, "DISPLAY": display}
