"""Make what people install, from this checkout: `python3 packaging/dev.py installers [KIND ...]`.

Without a kind all that this system can make is made. Everything lies in `dist/` afterwards, with SHA256SUMS
and the list of parts; the same commit gives the same bytes.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import archives
import bundle
import debian
import linux_files
import macos_files
import papers
import windows_files
from plan import APP_ID, Plan, machine, plan, python


def deb(made: Plan) -> list[Path]:
    """Make the package for Debian and its relatives."""
    return [debian.make(made, machine())]


def tarball(made: Plan) -> list[Path]:
    """Make the folder that runs in place, for every other Linux."""
    folder = made.build / "tarball"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(made.bundle, folder, symlinks=True)
    linux_files.write(made, folder / "share")
    (folder / "README.txt").write_text(IN_PLACE, encoding="utf-8")
    name = f"reviewer-{made.version}-linux-{machine()}"
    target = made.out / f"{name}.tar.xz"
    archives.tar_xz(target, folder, name, made.epoch)
    return [target]


def wheel(made: Plan) -> list[Path]:
    """Make what `pip` installs: a wheel, and the sources."""
    python("hatchling", "build", "-d", str(made.out), "-t", "wheel", "-t", "sdist")
    names = (f"reviewer-{made.version}-py3-none-any.whl", f"reviewer-{made.version}.tar.gz")
    return [made.out / name for name in names]


IN_PLACE = f"""\
Reviewer runs where this folder lies; nothing is installed.

  ./reviewer            opens the window
  ./reviewer --help     the command line

To see it in the menu of your desktop, copy what lies in share/ to ~/.local/share/ and put the full path of
./reviewer into the line Exec= of applications/{APP_ID}.desktop. To remove Reviewer, remove this folder; your
libraries lie where you put them, settings and logs in ~/.local/share/Reviewer.

There is no AppImage: what starts one is published as a program ready to run, and not through a registry from
which it could be built again.
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """What makes a kind of installer, on which systems it can be made ("" is all), and whether it carries the
    bundle."""

    make: Callable[[Plan], list[Path]]
    system: str = ""
    bundled: bool = True


KINDS: Mapping[str, Kind] = {
    "wheel": Kind(wheel, bundled=False),
    "deb": Kind(deb, "linux"),
    "tarball": Kind(tarball, "linux"),
    "windows": Kind(lambda made: [windows_files.installer(made)], "win32"),
    "portable": Kind(lambda made: [windows_files.portable(made)], "win32"),
    "macos": Kind(lambda made: [macos_files.image(made)], "darwin"),
}


def main(names: list[str]) -> int:
    """Make the kinds that are named, or all; returns the exit code."""
    unknown = set(names) - set(KINDS)
    if unknown:
        print(
            f"There is no kind {', '.join(sorted(unknown))}. There are: {', '.join(KINDS)}.", file=sys.stderr
        )
        return 2
    made = plan()
    wanted = names or [name for name, kind in KINDS.items() if kind.system in ("", sys.platform)]
    elsewhere = [name for name in wanted if KINDS[name].system not in ("", sys.platform)]
    if elsewhere:
        print(f"{', '.join(elsewhere)} cannot be made on this system.", file=sys.stderr)
        return 1
    made.out.mkdir(exist_ok=True)
    if any(KINDS[name].bundled for name in wanted):
        _said("the program", lambda: [bundle.make(made)])
    files = [file for name in wanted for file in _said(name, partial(KINDS[name].make, made))]
    if made.bundle.exists():
        parts = made.out / f"reviewer-{made.version}.cdx.json"
        parts.write_text(papers.parts(made), encoding="utf-8")
        files.append(parts)
    (made.out / "SHA256SUMS").write_text(archives.sums(files), encoding="utf-8")
    for file in files:
        print(f"  {file.stat().st_size / 1e6:6.1f} MB  {file.name}")
    return 0


def _said(name: str, make: Callable[[], list[Path]]) -> list[Path]:
    print(f"Making {name}.", flush=True)
    began = time.monotonic()
    files = make()
    print(f"  {time.monotonic() - began:.0f} s", flush=True)
    return files


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
