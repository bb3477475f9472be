"""One application for both kinds of Mac: libraries that come for one processor each are joined to one file.

    .venv/bin/python packaging/installers/universal.py      on any system: join and look, from the index

Most packages bring libraries that hold the code of both processors. For the others `pip` installs those of
the machine at hand; here the same version is fetched for the other processor, by the hashes of the lock, and
each library is joined with its twin by `lipo`, in place. What the twin has beyond that is left: rapidfuzz has
a module there that tells kinds of Intel processors apart, and does without it.

Wheels are not merged as wholes (`delocate-merge`): the module just named would come along for one processor,
and PyInstaller rightly refuses to put such a file into an application for two.
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import papers
from plan import ROOT, machine

BOTH = frozenset({"arm64", "x86_64"})
_CODES = {0x0100_000C: "arm64", 0x0100_0007: "x86_64"}
"""Kinds of processors as Mach-O files number them."""
_FAT, _THIN = b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"
SYSTEMS = ("10_9", "10_12", "10_13", "10_15", *(f"{version}_0" for version in range(11, 15)))
"""Versions of macOS for which a wheel may have been made: all that the oldest Mac in question runs."""


def processors(path: Path) -> frozenset[str]:
    """Return for which processors a file holds code; for none when it is no library and no program."""
    if path.is_symlink() or not path.is_file():
        return frozenset()
    with path.open("rb") as file:
        head = file.read(8)
        if head[:4] == _THIN:
            return frozenset({_CODES.get(struct.unpack("<I", head[4:])[0], "another")})
        if head[:4] != _FAT:
            return frozenset()
        (count,) = struct.unpack(">I", head[4:])
        if count > 8:  # classes of Java begin with the same bytes, and then with their version
            return frozenset()
        parts = [file.read(20) for _ in range(count)]
    return frozenset(_CODES.get(struct.unpack(">I", part[:4])[0], "another") for part in parts)


def one_sided(folder: Path) -> list[Path]:
    """Return the libraries and programs below `folder` that lack one of both processors."""
    held = ((path, processors(path)) for path in sorted(folder.rglob("*")))
    return [path for path, found in held if found and found != BOTH]


def join(folder: Path, other: Path) -> list[Path]:
    """Join each one-sided library below `folder` with its twin below `other`; returns those joined.

    Raises SystemExit when a twin is missing, or holds the same processor.
    """
    joined = one_sided(folder)
    for path in joined:
        twin = other / path.relative_to(folder)
        if processors(path) | processors(twin) != BOTH:
            raise SystemExit(f"{path.relative_to(folder)} does not come for both processors.")
        whole = path.with_name(f"{path.name}.whole")
        lipo("-create", str(path), str(twin), "-output", str(whole))
        whole.chmod(path.stat().st_mode)
        whole.replace(path)
    return joined


def lipo(*words: str) -> None:
    """Run what joins libraries: Apple's, or LLVM's under one of its names; raises SystemExit."""
    names = ("lipo", "llvm-lipo", *(f"llvm-lipo-{version}" for version in range(30, 10, -1)))
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        raise SystemExit("Libraries are joined by lipo, which Xcode and LLVM have.")
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"lipo failed:\n{done.stderr}")


def complete(site: Path) -> list[Path]:
    """Give the libraries of this environment their other half; returns those that were joined.

    Raises SystemExit when this Python itself is for one processor only: then no application can be for two.
    """
    if processors(Path(sys.executable).resolve()) != BOTH:
        raise SystemExit("This Python is for one kind of Mac only. The one of python.org is for both.")
    wanted = one_sided_packages(site)
    if not wanted:
        return []
    with tempfile.TemporaryDirectory(prefix="reviewer-other-") as place:
        other = "x86_64" if machine() == "aarch64" else "arm64"
        fetch(wanted, other, Path(place))
        return [path for name in wanted for path in join_package(site, Path(place), name)]


def one_sided_packages(site: Path) -> list[str]:
    """Return the packages that Reviewer runs on with a library that lacks one of both processors."""
    lacking = set(one_sided(site))
    return [
        distribution.metadata["Name"]
        for distribution in papers.shipped()
        if lacking & {site / file for file in distribution.files or ()}
    ]


def join_package(site: Path, other: Path, name: str) -> list[Path]:
    """Join the libraries of one installed package with those of its twin."""
    found = next(each for each in papers.shipped() if each.metadata["Name"] == name)
    tops = {file.parts[0] for file in found.files or () if file.parts[0] != ".."}
    return [path for top in sorted(tops) for path in join(site / top, other / top)]


def fetch(names: Iterable[str], processor: str, folder: Path) -> None:
    """Unpack the wheels of pinned packages for macOS on a processor into `folder`; raises SystemExit."""
    text = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="reviewer-wheels-") as place:
        pins = Path(place) / "pins.txt"
        pins.write_text("".join(pinned(text, name) for name in names), encoding="utf-8")
        tags = [f"macosx_{system}_{kind}" for system in SYSTEMS for kind in (processor, "universal2")]
        platforms = [word for tag in tags for word in ("--platform", tag)]
        rules = "--no-deps --only-binary :all: --require-hashes --python-version 3.11".split()
        command = [sys.executable, "-m", "pip", "download", "-q", *rules, *platforms, "-d", place]
        done = subprocess.run([*command, "-r", str(pins)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"The wheels for {processor} cannot be had:\n{done.stderr[-2000:]}")
        for wheel in sorted(Path(place).glob("*.whl")):
            with zipfile.ZipFile(wheel) as packed:
                packed.extractall(folder)


def pinned(lock: str, name: str) -> str:
    """Return the lines of the lock that pin a package."""
    wanted = re.escape(re.sub(r"[-_.]+", "-", name).lower())
    found = re.search(rf"^{wanted}==.*?(?=^\S|\Z)", lock, re.MULTILINE | re.DOTALL)
    if found is None:
        raise SystemExit(f"{name} is not in the lock.")
    return found[0]


# A look at the recipe, on any system


def main() -> int:
    """Join what macOS would carry, from the wheels of both processors, and say what is in it."""
    names = [*(each.metadata["Name"] for each in papers.shipped()), "pyinstaller"]
    with tempfile.TemporaryDirectory(prefix="reviewer-macos-") as place:
        one, other = Path(place) / "arm64", Path(place) / "x86_64"
        fetch(names, "arm64", one)
        fetch(names, "x86_64", other)
        joined = join(one, other)
        both = [path for path in one.rglob("*") if processors(path) == BOTH]
        for path in joined:
            print(f"joined {path.relative_to(one)}")
        print(f"{len(both)} libraries and programs, each for both processors; {len(joined)} were joined.")
        return 1 if one_sided(one) else 0


if __name__ == "__main__":
    sys.exit(main())
