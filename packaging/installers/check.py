"""Install what was built where nothing is, use it as a person would, remove it, and see what is left.

    python3 packaging/dev.py installed deb [RELEASE ...]   in a bare Debian or Ubuntu root (as root)
    python3 packaging/dev.py installed german              the package, by somebody whose desktop is German
    python3 packaging/dev.py installed wayland             the package, on a desktop without X11
    python3 packaging/dev.py installed tarball             in a bare Debian root, in a folder of odd letters
    python3 packaging/dev.py installed wheel               in a new virtual environment
    python3 packaging/dev.py installed start               how much later its window stands than a checkout's
    python3 packaging/dev.py installed recipes             what can be tried of the recipes for other systems

All need Xvfb, openbox and xdotool on this machine, roots debootstrap, "wayland" weston, "recipes" Wine, NSIS,
mingw-w64 (the installer for Windows, with a stand-in for the program) and lipo (libraries for macOS); without
a name all are run but this last. A RELEASE is a name that debootstrap knows, or NAME=ADDRESS for an Ubuntu
that it does not know yet, with the address of a mirror that has it. A root shares nothing with this machine
but /proc, /dev and the socket of the display. What the screen showed on the way lies in build/screens
afterwards.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import journey
import starting
import under_wine
import universal
from desk import Desk, screen
from plan import ROOT, plan
from roots import USER, as_user, files, host, root, within
from weston import wayland

OWN = ("Documents", ".local/share/Reviewer", "review", *journey.SEEDS)
"""What may lie in a home afterwards: libraries with their reports, settings and logs; what was imported."""
CACHES = (".cache",)
"""Where libraries of the system keep what they would work out again, such as a list of fonts."""


@dataclass(frozen=True, slots=True)
class Form:
    """Where a program is used: the language of the desktop, what the palette is asked there for verifying,
    whether it is one without X11, whether all that a package recommends is installed, as `apt install` does
    by itself, and what is done in the root before."""

    name: str = ""
    language: str = "C.UTF-8"
    verify: str = "verify"
    wayland: bool = False
    recommended: bool = False
    before: tuple[tuple[str, ...], ...] = ()


SPARING = ("apt-get", "install", "-qq", "-y", "--no-install-recommends")
PLAIN = Form()
WAYLAND = Form("wayland", wayland=True, recommended=True)
GERMAN = Form(
    "german",
    language="de_DE.UTF-8",
    verify="berpr",
    before=((*SPARING, "locales"), ("localedef", "-i", "de_DE", "-f", "UTF-8", "de_DE.UTF-8")),
)

DESKTOP = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libopengl0",
    "libx11-xcb1",
    "xkb-data",
)
"""What every Linux with a graphical desktop has, and a bare root has not."""


def deb(releases: Sequence[str], form: Form = PLAIN) -> None:
    """Install the package with what it depends on, use it, purge it; raises SystemExit when files stay."""
    package = _built("reviewer_*.deb", "deb")
    if form is PLAIN:
        linted(package)
    for release in releases or ("bookworm",):
        where = f"{release.partition('=')[0]} {form.name}".strip()
        with root(release) as made, screen() as desk:
            for command in form.before:
                within(made, *command)
            shutil.copy(package, made / "tmp")
            before = files(made)
            how = SPARING[:-1] if form.recommended else SPARING
            within(made, *how, f"/tmp/{package.name}")
            _used(made, "/usr/bin/reviewer", desk, form, f"deb {where}")
            within(made, "apt-get", "purge", "-qq", "-y", "--autoremove", "reviewer")
            _nothing_left(made, before)
        print(f"{package.name}: installed, used and purged in a bare {where}.", flush=True)


def _used(made: Path, program: str, desk: Desk, form: Form, name: str) -> None:
    """Do the review by command and by keys in a root; its documents are those that came with the program."""
    home = made / "home" / USER
    for seed in journey.SEEDS:
        came = next((made / program.lstrip("/")).resolve().parent.rglob(seed))
        shutil.copy(came, home)
    with wayland(made, desk) if form.wayland else nullcontext({"DISPLAY": desk.display}) as names:
        start = as_user(made, program, names, form.language)
        platform = "wayland" if form.wayland else "xcb"
        installed = journey.Installed(start, home, desk, _pictures(name), form.verify, platform)
        journey.by_command(installed)
        journey.by_keys(installed)
    _tidy(home)


def _tidy(home: Path) -> None:
    """Raise SystemExit when a file lies in a home where nobody would look for it."""
    found = [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()]
    odd = sorted(name for name in found if not name.startswith((*OWN, *CACHES)))
    if odd:
        raise SystemExit(f"These lie in the home of the user: {', '.join(odd)}")


def _nothing_left(made: Path, before: set[str]) -> None:
    """Raise SystemExit when the purge left a file of ours, or took one of the user's."""
    own = f"home/{USER}/"
    left = {path for path in files(made) - before if not path.startswith(own)}
    # What other packages leave behind when they are purged is theirs.
    ours = sorted(path for path in left if "reviewer" in path.lower())
    if ours:
        raise SystemExit(f"After the purge these are left: {', '.join(ours)}")
    if not (made / own / journey.LIBRARY).exists():
        raise SystemExit("The purge took the user's library.")


def _built(pattern: str, kind: str) -> Path:
    """Return what was built; raises SystemExit when nothing was."""
    found = next(plan().out.glob(pattern), None)
    if found is None:
        raise SystemExit(f"There is no {pattern} in dist/. Make it first: packaging/dev.py installers {kind}")
    return found


def _pictures(name: str) -> Path:
    folder = ROOT / "build" / "screens" / name
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def linted(package: Path) -> None:
    """Have the checkers of Debian and of desktops look at the package; raises SystemExit at what they find.

    Each looks where it is installed; one that is missing is said, and found in CI.
    """
    with tempfile.TemporaryDirectory(prefix="reviewer-lint-") as place:
        share = Path(place) / "usr" / "share"
        host("dpkg-deb", "-x", str(package), place)
        for command in (
            ["lintian", "--fail-on", "error,warning", "--tag-display-limit", "0", str(package)],
            ["appstreamcli", "validate", "--no-net", *map(str, share.glob("metainfo/*.xml"))],
            ["desktop-file-validate", *map(str, share.glob("applications/*.desktop"))],
        ):
            if shutil.which(command[0]):
                host(*command)
                print(f"{package.name}: {command[0]} finds nothing.", flush=True)
            else:
                print(f"{command[0]} is not installed here and did not look.", flush=True)


def tarball(_rest: Sequence[str]) -> None:
    """Unpack the folder where letters are odd and nothing may be written, and use it there."""
    archive = _built("reviewer-*-linux-*.tar.xz", "tarball")
    with root("bookworm") as made, screen() as desk:
        within(made, *SPARING, *DESKTOP)
        place = made / "opt" / "Ünï köd 試 mit Leerzeichen"
        place.mkdir()
        host("tar", "-xf", str(archive), "-C", str(place), "--strip-components=1")
        before = {path.relative_to(place) for path in place.rglob("*")}
        _used(made, f"/{place.relative_to(made)}/reviewer", desk, PLAIN, "tarball")
        if {path.relative_to(place) for path in place.rglob("*")} != before:
            raise SystemExit("Something was written into the folder of the program.")
    print(f"{archive.name}: used in a bare bookworm with the libraries of a desktop.", flush=True)


def wheel(_rest: Sequence[str]) -> None:
    """Install the wheel with what it depends on into a new environment, and use it there."""
    built = _built("reviewer-*.whl", "wheel")
    with tempfile.TemporaryDirectory(prefix="reviewer-wheel-") as place, screen() as desk:
        home = Path(place) / "home"
        home.mkdir()
        environment = Path(place) / "env"
        venv.create(environment, with_pip=True)
        host(str(environment / "bin" / "pip"), "install", "-q", str(built))
        for seed in journey.SEEDS:
            shutil.copy(next(environment.rglob(seed)), home)

        def start(*words: str, window: bool = False) -> subprocess.Popen[str]:
            names = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
            return subprocess.Popen(
                [str(environment / "bin" / "reviewer"), *words],
                cwd=home,
                env=names | {"DISPLAY": desk.display} if window else names,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )

        installed = journey.Installed(start, home, desk, _pictures("wheel"))
        journey.by_command(installed)
        journey.by_keys(installed)
        _tidy(home)
    print(f"{built.name}: installed in a new environment and used.", flush=True)


def recipes(_rest: Sequence[str]) -> None:
    """Try what needs neither Windows nor macOS of the recipes for them; raises SystemExit."""
    under_wine.windows()
    if universal.main():
        raise SystemExit("Not every library for macOS is for both processors.")


CHECKS: Mapping[str, Callable[[Sequence[str]], None]] = {
    "deb": deb,
    "german": lambda releases: deb(releases, GERMAN),
    "wayland": lambda releases: deb(releases, WAYLAND),
    "tarball": tarball,
    "wheel": wheel,
    "start": lambda _rest: starting.compare(),
    "recipes": recipes,
}


def main(words: Sequence[str]) -> int:
    """Run one check, or all that need nothing of other systems; returns the exit code."""
    if words and words[0] not in CHECKS:
        print(__doc__)
        return 2
    for name in words[:1] or [name for name in CHECKS if name != "recipes"]:
        CHECKS[name](words[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
