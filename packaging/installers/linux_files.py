"""How a Linux desktop knows a program: menu entry, icons, file type, description, manual page."""

from __future__ import annotations

import gzip
import shutil
from datetime import UTC, datetime
from pathlib import Path

import icons
from plan import APP_ID, HERE, Plan

ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def write(plan: Plan, share: Path) -> None:
    """Write below `share` (usr/share of a package) what a desktop reads."""
    linux = HERE / "linux"
    day = datetime.fromtimestamp(plan.epoch, UTC).date().isoformat()
    _copy(linux / f"{APP_ID}.desktop", share / "applications" / f"{APP_ID}.desktop")
    _copy(linux / f"{APP_ID}.mime.xml", share / "mime" / "packages" / f"{APP_ID}.xml")
    description = (linux / f"{APP_ID}.metainfo.xml").read_text(encoding="utf-8")
    described = description.replace("@VERSION@", plan.version).replace("@DATE@", day)
    _written(share / "metainfo" / f"{APP_ID}.metainfo.xml", described.encode())
    _copy(icons.SOURCE, share / "icons" / "hicolor" / "scalable" / "apps" / f"{APP_ID}.svg")
    for size in ICON_SIZES:
        icons.draw(share / "icons" / "hicolor" / f"{size}x{size}" / "apps" / f"{APP_ID}.png", size)
    _written(share / "man" / "man1" / "reviewer.1.gz", gzip.compress(manual(plan, day).encode(), mtime=0))


def manual(plan: Plan, day: str) -> str:
    """Return the manual page, made from the table of commands so that it cannot be behind it."""
    from reviewer.cli import COMMANDS, parser

    rows = "".join(f".TP\n.B {_roff(each.name)}\n{_roff(each.help)}.\n" for each in COMMANDS)
    about = _roff(parser().description or "")
    return (
        f'.TH REVIEWER 1 {day} "Reviewer {plan.version}" "User commands"\n'
        ".SH NAME\nreviewer \\- separate voices, tie claims to words, grade the evidence, report\n"
        ".SH SYNOPSIS\n.B reviewer\n[\\fILIBRARY\\fR]\n.br\n.B reviewer\n"
        "[\\-\\-library \\fILIB\\fR] [\\-\\-reviewer \\fINAME\\fR] [\\-\\-home \\fIFOLDER\\fR] "
        "\\fICOMMAND\\fR [\\fIARGUMENTS\\fR]\n"
        f".SH DESCRIPTION\n{about}\nEach command explains itself with \\-\\-help and prints one JSON value "
        "with \\-\\-json.\n"
        f".SH COMMANDS\n{rows}"
        ".SH EXIT STATUS\n0 done; 1 something the user can act on; 2 wrong usage; 70 a bug.\n"
        ".SH FILES\nA library is one file that ends in .reviewlib. Settings and logs lie in\n"
        ".IR ~/.local/share/Reviewer ,\nor in the folder that REVIEWER_HOME names.\n"
    )


def _roff(words: str) -> str:
    """Return words that a manual page prints as they are."""
    quoted = words.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{quoted}" if quoted.startswith((".", "'")) else quoted


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _written(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
