"""The review of the two seed documents, as a person does it in an installed Reviewer.

In the window everything is done by keys alone, from the first start to a report that was verified. What came
of a step is asked of the program's own command line, from outside, while the window stands.
"""

from __future__ import annotations

import json
import subprocess
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk import HIGH, WIDE, Desk, waited

Start = Callable[..., "subprocess.Popen[str]"]
"""Starts the installed program with some words, as the user, in the user's home; `window` opens it there."""

KINDS_OF_REPORT = (".pdf", ".docx", ".html", ".md", ".csv", ".json", ".xlsx", ".zip")
SEEDS = ("002_6655412ea27c3016.txt", "000_9a9b5616f882b154.txt")
LIBRARY = "Documents/Reviewer/My library.reviewlib"


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed, the words it rests on and how they begin, the outcome, and why the certainty starts
    where it does."""

    statement: str
    words: str
    begins: str
    outcome: str
    start: str


CLAIMS = (
    Claim(
        "Circulating B cells fall with mitoxantrone.",
        "persistently suppresses B cells in vivo",
        "persistently supp",
        "B cells",
        "A study without a control group.",
    ),
    Claim(
        "Relapses become rarer with mitoxantrone.",
        "Treatment with mitoxantrone in patients with highly relapsing NMO significantly reduces relapse",
        "Treatment with mit",
        "Annualized relapse rate",
        "A case series.",
    ),
)
REASON = "One arm, no comparison."


@dataclass(frozen=True, slots=True)
class Installed:
    """An installed program: what starts it, the user’s home as seen from here, the screen, where pictures go,
    what the palette is asked for verifying, and the platform of Qt on which the window is to stand."""

    start: Start
    home: Path
    desk: Desk
    pictures: Path
    verify: str = "verify"
    platform: str = "xcb"

    def command(self, *words: str) -> str:
        return done(self.start(*words))

    def asked(self, *words: str) -> Any:
        """Return what a command of the program says of the library in the window."""
        return json.loads(self.command("--library", LIBRARY, *words, "--json"))

    def does(self, keys: str, command: str) -> None:
        """Press keys that are to give the program a command; again when it did not hear them.

        A window stands before it is furnished, and on a busy machine a dialog comes late. What the program
        began to do stands in the file that would become a report of a crash. Raises SystemExit.
        """
        for _ in range(6):
            before = self.diary().count(command)
            self.desk.press(keys)
            end = time.monotonic() + 10
            while time.monotonic() < end:
                if self.diary().count(command) > before:
                    self.desk.rest()
                    return
                time.sleep(0.2)
        raise SystemExit(f"{keys} did not lead to {command}.")

    def diary(self) -> list[str]:
        """Return the names of what the program began to do, oldest first."""
        written = sorted((self.home / ".local/share/Reviewer/logs").glob("running-*.txt"))
        lines = written[-1].read_text(encoding="utf-8").splitlines() if written else []
        return [line[9:] for line in lines if line[2:3] == line[5:6] == ":"]

    def back(self) -> None:
        """Click into the key line after a dialog on Wayland: weston gives the keyboard to nobody then."""
        if self.platform == "wayland":
            self.desk.click(WIDE - 300, HIGH - 12)

    def seen(self, name: str) -> None:
        self.desk.picture(self.pictures / f"{name}.png")


# By the command line


def by_command(installed: Installed) -> None:
    """Make the example review and every kind of report; raises SystemExit at the first that is not whole."""
    installed.command("--version")
    installed.command("demo", "--out", "review")
    library = "review/Example review.reviewlib"
    for suffix in KINDS_OF_REPORT:
        name = f"review/by command{suffix}"
        installed.command("--library", library, "report", "-o", name)
        opened(installed.home / name)
        installed.command("--library", library, "verify", name)


def opened(path: Path) -> None:
    """Look into an export; raises SystemExit when it is not what its name says."""
    data = path.read_bytes()
    whole: Mapping[str, Callable[[], bool]] = {
        ".pdf": lambda: data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF"),
        ".docx": lambda: zipfile.ZipFile(path).testzip() is None,
        ".xlsx": lambda: zipfile.ZipFile(path).testzip() is None,
        ".zip": lambda: zipfile.ZipFile(path).testzip() is None,
        ".html": lambda: data.rstrip().endswith(b"</html>"),
        ".md": lambda: data.startswith(b"#"),
        ".csv": lambda: len(data.splitlines()) > 10,
        ".json": lambda: bool(json.loads(data)),
    }
    if not whole[path.suffix]():
        raise SystemExit(f"{path.name} is not whole.")


def done(process: subprocess.Popen[str]) -> str:
    """Wait for a command and return what it printed; raises SystemExit when it failed."""
    said, wrong = process.communicate(timeout=180)
    if process.returncode:
        raise SystemExit(f"{process.args!r} failed:\n{wrong[-2000:]}")
    return said


# In the window


def by_keys(installed: Installed) -> None:
    """Import both seeds, confirm their voices, claim, grade, export and verify, by keys in the window.

    The seeds lie in the user's home. Raises SystemExit at the first step that had no effect.
    """
    running: list[subprocess.Popen[str]] = []
    installed.desk.opens(lambda: running.append(installed.start(window=True)), "the window")
    (window,) = running
    waited(lambda: bool(installed.diary()), "the window did not start")
    if installed.diary()[0] != f"started on {installed.platform}":
        raise SystemExit(f"It {installed.diary()[0]}, not on {installed.platform}.")
    installed.seen("1 first start")
    bring_in(installed)
    for number, claim in enumerate(CLAIMS, 1):
        open_document(installed, number)
        confirm(installed, number)
        make_claim(installed, number, claim)
        grade(installed, number, claim)
    export(installed)
    verify(installed)
    installed.desk.press("Escape")
    installed.back()
    installed.desk.press("ctrl+q")
    if window.wait(60):
        raise SystemExit(f"The window ended with {window.returncode}.")


def bring_in(installed: Installed) -> None:
    """Add both documents in the file dialog, which begins in the user's home."""
    installed.desk.opens(lambda: installed.does("ctrl+i", "add.documents"), "the dialog for files")
    installed.desk.type(" ".join(f'"{name}"' for name in SEEDS))
    installed.desk.press("Return")
    library = installed.home / LIBRARY
    waited(library.exists, "no library was made")
    waited(lambda: len(installed.asked("list")) == len(SEEDS), "the documents had not come in")
    installed.desk.rest(1.5)
    installed.seen("2 imported")
    installed.back()


def open_document(installed: Installed, number: int) -> None:
    """Open a document from the table of the Library: the post is below the study and selected at first."""
    installed.does("ctrl+1", "go.library")
    if number > 1:
        installed.desk.press("Up")
    installed.does("Return", "library.read")


def confirm(installed: Installed, number: int) -> None:
    """Correct the boundaries: confirm those that are sure, then each of the others, then leave."""

    def confirmed() -> bool:
        return any(row["id"] == document and row["confirmed"] for row in installed.asked("list"))

    document = installed.asked("list")[number - 1]["id"]
    installed.does("b", "separate")
    installed.does("shift+Return", "separate.sure")
    for _ in range(6):
        if confirmed():
            break
        installed.desk.press("Return")
    waited(confirmed, f"the voices of {SEEDS[number - 1]} were not confirmed", 10)
    installed.seen(f"3 confirmed {number}")
    installed.desk.press("Escape", "Escape")


def make_claim(installed: Installed, number: int, claim: Claim) -> None:
    """Find and select words, make a claim of them, which they support, and say the outcome."""
    desk = installed.desk
    installed.does("ctrl+f", "read.find")
    desk.type(claim.begins)
    desk.press("Return", "Escape", *["shift+Right"] * len(claim.words.split()))
    installed.does("q", "claim.new")
    desk.type(claim.statement)
    desk.press("Return")
    installed.does("shift+p", "claim.pico")
    desk.press("Tab", "Tab", "Tab")
    desk.type(claim.outcome)
    desk.press("Escape")

    def tied() -> bool:
        quotes = installed.asked("show", str(installed.asked("list")[number - 1]["id"]))["quotes"]
        said = [(" ".join(each["span"]["exact"].split()), each["pico"]["outcome"]) for each in quotes]
        return said == [(claim.words, claim.outcome)]

    waited(tied, f"the words of claim {number} were not tied to it", 15)
    installed.seen(f"4 claim {number}")


def grade(installed: Installed, number: int, claim: Claim) -> None:
    """Rate the claim in front: serious risk of bias with its reason, the rest not serious, and mark it."""
    desk = installed.desk
    installed.does("g", "claim.grade")
    installed.does("1", "grade.choose.1")
    installed.does("r", "grade.rationale")
    desk.type(REASON)
    desk.press("Escape")
    for _ in range(4):
        installed.does("Down", "grade.down")
        installed.does("0", "grade.choose.0")
    installed.does("ctrl+Return", "grade.mark")
    desk.type(claim.start)  # the keyboard went to what is missing
    desk.press("Escape")
    installed.does("ctrl+Return", "grade.mark")

    def graded() -> bool:
        return any(row["number"] == number and row["graded"] for row in installed.asked("grade", "list"))

    waited(graded, f"claim {number} was not marked as graded", 15)
    installed.seen(f"5 graded {number}")


def export(installed: Installed) -> None:
    """Export the report as it stands: a PDF beside the library."""
    installed.does("ctrl+6", "go.report")
    installed.does("ctrl+e", "report.export")
    waited(lambda: len(installed.asked("exports")) == 1, "the window exported no report", 240)
    installed.desk.rest(1)
    installed.seen("6 exported")
    opened(report(installed))


def report(installed: Installed) -> Path:
    """Return the report beside the library, whose name is in the language of the window."""
    return next((installed.home / LIBRARY).parent.glob("*.pdf"))


def verify(installed: Installed) -> None:
    """Verify the report in the window, through the palette, and once more by the command line."""
    desk = installed.desk
    installed.does("ctrl+k", "go.search")
    desk.type(installed.verify)
    desk.opens(lambda: desk.press("Return"), "the dialog for a report")
    desk.type(f'"{report(installed).name}"')
    desk.opens(lambda: desk.press("Return"), "what was verified")
    desk.rest(2)
    installed.seen("7 verified")
    if not installed.asked("verify", str(report(installed).relative_to(installed.home)))["unchanged"]:
        raise SystemExit("The report is said to have changed.")
