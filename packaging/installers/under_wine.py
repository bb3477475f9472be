"""The recipe of the installer for Windows, tried under Wine: put in, opened by file type, renewed, taken out.

It is the recipe that is tried, not Reviewer on Windows: the program inside is a stand-in of a few lines,
which writes down what it was given to open. All else is what the installer would carry.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import windows_files
from desk import screen, waited
from plan import ROOT, plan

KEYS = (
    r"HKCU\Software\Classes\.reviewlib",
    r"HKCU\Software\Classes\Reviewer.Library",
    r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Reviewer",
)
STAND_IN = r"""
#include <windows.h>
#include <shellapi.h>
#include <stdio.h>
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR line, int show)
{
    int count;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count);
    FILE *file = _wfopen(L"C:\\given.txt", L"w, ccs=UTF-8");
    if (file && count > 1) fwprintf(file, L"%ls", words[1]);
    if (file) fclose(file);
    return 0;
}
"""
LIBRARY = "Übersicht 試 zwei.reviewlib"


@dataclass(frozen=True, slots=True)
class Windows:
    """A Windows of its own: where its disk lies, and what a program of it is started with."""

    disk: Path
    names: Mapping[str, str]

    @property
    def home(self) -> Path:
        return next(path for path in (self.disk / "users").iterdir() if path.name != "Public")

    @property
    def folder(self) -> Path:
        return self.home / "AppData" / "Local" / "Programs" / "Reviewer"

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a program to its end and return how it went.

        What it says goes through a file: helpers that Wine leaves running would keep a pipe open.
        """
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            done = subprocess.run(
                ["wine", *words],
                env=dict(self.names),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
                timeout=120,
            )
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, stdout=said.read())

    def there(self, key: str) -> bool:
        return self.run("reg", "query", key).returncode == 0

    def traces(self) -> list[str]:
        """Return what an installed Reviewer leaves outside its folder."""
        menu = self.home / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu"
        return [*filter(self.there, KEYS), *(str(path.name) for path in menu.rglob("Reviewer*"))]


def windows() -> None:
    """Install silently, open a library, install a newer version over it, uninstall; raises SystemExit."""
    for program in ("wine", "makensis", "x86_64-w64-mingw32-gcc"):
        if shutil.which(program) is None:
            raise SystemExit(f"This check needs {program}.")
    with tempfile.TemporaryDirectory(prefix="reviewer-wine-") as place, fresh(Path(place)) as machine:
        first = _installer(Path(place), plan().version, "only in the first")
        second = _installer(Path(place), "9.9.9", "only in the second")
        _installed(machine, first, "only in the first")
        _opens_by_type(machine)
        _installed(machine, second, "only in the second")
        if (machine.folder / "_internal" / "only in the first").exists():
            raise SystemExit("A newer version left files of the one before.")
        _removed(machine)
    print("The installer for Windows: installed, opened by file type, renewed and removed under Wine.")


@contextmanager
def fresh(place: Path) -> Iterator[Windows]:
    """Give a Windows that nothing was installed in, on a screen of its own."""
    with screen() as desk:
        names = {
            **{name: value for name, value in os.environ.items() if not name.startswith("WINE")},
            "HOME": str(place),
            "WINEPREFIX": str(place / "prefix"),
            "WINEDLLOVERRIDES": "mscoree,mshtml=",  # what Wine would offer to fetch
            "WINEDEBUG": "-all",
            "DISPLAY": desk.display,
            "LC_ALL": "C.UTF-8",
        }
        machine = Windows(place / "prefix" / "drive_c", names)
        begun = machine.run("wineboot", "--init")
        if begun.returncode:
            raise SystemExit(f"Wine does not start:\n{begun.stdout[-1000:]}")
        try:
            yield machine
        finally:
            subprocess.run(["wineserver", "-k"], env=names, check=False)
            subprocess.run(["wineserver", "-w"], env=names, check=False)


def _installer(place: Path, version: str, odd: str) -> Path:
    """Make an installer from the recipe, with the data that it carries and a stand-in for the program."""
    made = replace(plan(place / version), version=version, build=place / version / "build")
    made.out.mkdir(parents=True)
    inner = made.bundle / "_internal"
    for name in ("resources", "seeds"):
        shutil.copytree(ROOT / name, inner / name)
    (inner / odd).write_text(version)
    (made.bundle / "licences").mkdir()
    shutil.copy(ROOT / "LICENSE", made.bundle / "licences" / "Reviewer.txt")
    (made.bundle / "parts.cdx.json").write_text("{}")
    source = place / "stand_in.c"
    source.write_text(STAND_IN)
    command = ["x86_64-w64-mingw32-gcc", "-municode", "-mwindows", "-s", str(source)]
    subprocess.run([*command, "-o", str(made.bundle / "reviewer.exe")], check=True)
    return windows_files.installer(made)


def _installed(machine: Windows, installer: Path, odd: str) -> None:
    """Install silently and look whether everything is where it belongs."""
    if machine.run(str(installer), "/S").returncode:
        raise SystemExit("The installer failed.")
    source = installer.parent / "build" / "bundle" / "reviewer"
    wanted = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    found = {path.relative_to(machine.folder) for path in machine.folder.rglob("*") if path.is_file()}
    missing, more = wanted - found, found - wanted - {Path("uninstall.exe")}
    if missing or more or not (machine.folder / "_internal" / odd).exists():
        raise SystemExit(f"Missing: {sorted(map(str, missing))[:5]}; more: {sorted(map(str, more))[:5]}.")
    traces = machine.traces()
    if sorted(traces) != sorted([*KEYS, "Reviewer.lnk"]):
        raise SystemExit(f"Of menu entry, file type and uninstaller there are only {traces}.")
    told = machine.run("reg", "query", KEYS[-1], "/v", "DisplayVersion").stdout
    if _plan_version(installer) not in told:
        raise SystemExit(f"The list of programs tells another version: {told}")


def _plan_version(installer: Path) -> str:
    return installer.name.split("-")[1]


def _opens_by_type(machine: Windows) -> None:
    """Open a library of odd letters by the command of its file type, and see what the program was given.

    The command is read as Windows reads it for a double click; Wine itself knows no file types of one user.
    """
    told = machine.run("reg", "query", rf"{KEYS[1]}\shell\open\command", "/ve").stdout
    kept = machine.run("reg", "query", KEYS[0], "/ve").stdout
    command = re.search(r'REG_SZ\s+"([^"]+)" "%1"', told)
    if command is None or "Reviewer.Library" not in kept:
        raise SystemExit(f"The file type leads nowhere: {kept}{told}")
    library = machine.disk / "My reviews" / LIBRARY
    library.parent.mkdir()
    library.write_bytes(b"a library")
    given, wanted = machine.disk / "given.txt", rf"C:\My reviews\{LIBRARY}"
    machine.run(command[1], wanted)
    if not given.exists() or given.read_text("utf-8-sig") != wanted:
        raise SystemExit("The program was not given the library.")


def _removed(machine: Windows) -> None:
    """Uninstall silently: nothing stays but the user's libraries, also one that lies among the program."""
    among = machine.folder / "mine.reviewlib"
    among.write_bytes(b"a library")
    machine.run(str(machine.folder / "uninstall.exe"), "/S")
    waited(lambda: not (machine.folder / "uninstall.exe").exists(), "it was not removed", 60)
    waited(lambda: not machine.traces(), f"these stay: {machine.traces()}", 30)
    left = list(machine.folder.rglob("*"))
    if left != [among]:
        raise SystemExit(f"These stay: {[str(path.relative_to(machine.folder)) for path in left]}.")
    if not (machine.disk / "My reviews" / LIBRARY).exists():
        raise SystemExit("The user's library was removed.")
