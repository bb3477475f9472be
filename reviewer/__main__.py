"""Start Reviewer: no command opens the window, a command runs on the command line.

Either is imported only when chosen: the window must not pay for the parsers, a script not for Qt.
"""

from __future__ import annotations

import os
import sys

from reviewer import memory


def main(argv: list[str] | None = None) -> int:
    """Run the window, a command, or a process that works for one of them; returns the exit code."""
    words = sys.argv[1:] if argv is None else argv
    memory.collect_rarely()
    leave_libraries_to_others()
    if words == ["read-apart"]:
        from reviewer.readers import worker

        return worker.serve()
    if words == ["find-duplicates-apart"]:
        from reviewer.actions import duplicates_apart

        return duplicates_apart.serve()
    if words == ["lay-out-apart"]:
        from reviewer.reports import typesetting

        return typesetting.serve()
    if wants_window(words):
        from reviewer import gui

        return gui.main(words)
    from reviewer import cli

    return cli.main(words)


def leave_libraries_to_others() -> None:
    """Give programs that we start (a browser, a PDF viewer) the system's libraries, not those of our bundle.

    The bundle's starter names its own folder in LD_LIBRARY_PATH for this process, and keeps what stood there
    before under another name. A process of ours starts through it again and gets its own back.
    """
    if not hasattr(sys, "_MEIPASS"):
        return
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before


def wants_window(words: list[str]) -> bool:
    """Tell whether the words hold no command: nothing, a library file, or options that go before one."""
    rest = list(words)
    while rest and rest[0] in ("--library", "--reviewer", "--home"):
        rest = rest[2:]
    return not rest or (len(rest) == 1 and rest[0].endswith(".reviewlib"))


if __name__ == "__main__":
    sys.exit(main())
