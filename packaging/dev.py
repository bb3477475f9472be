"""Developer commands: one sets everything up and runs Reviewer, one sets everything up and tests it.

    python3 packaging/dev.py run          the window on the example review; without a display, its reports
    python3 packaging/dev.py test [...]   format, lint, types and tests; the rest goes to pytest
    python3 packaging/dev.py check        format, lint and types only
    python3 packaging/dev.py bench        the benchmarks of tests/bench
    python3 packaging/dev.py screenshots  the pictures of README and help, from the running app
    python3 packaging/dev.py pictures     keep what the window draws now as the pictures tests compare with
    python3 packaging/dev.py kill [200]   kill the program at random moments and look what is left
    python3 packaging/dev.py reviewer ... a command of Reviewer itself, such as `reviewer list`
    python3 packaging/dev.py lock         pin the newest allowed versions again

This file uses nothing but the standard library, because it runs before anything is installed. What it
makes lies in `.venv`. A stamp is written there last, so an environment without a stamp is one that was
interrupted and is made again; a stamp that fits makes a start quick. Every run holds `.venv.lock`:
shared while it uses the environment, alone while it makes one.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import importlib.util
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "reviewer-stamp"
RUN_LOCK = ROOT / ".venv.lock"
PINS = ROOT / "packaging" / "requirements.lock"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")  # where Debian keeps them
OLDEST_PYTHON = (3, 11)
OLDEST_GLIBC = (2, 34)  # what the Qt wheels are built for

LOCK_HEADER = """\
# Exact versions and hashes for every platform, without addresses.
# Made by `python3 packaging/dev.py lock` from pyproject.toml; do not edit.
"""


class Library(NamedTuple):
    """A shared library that Qt opens, and the package it comes in for each package manager."""

    file: str
    apt: str
    dnf: str
    zypper: str
    pacman: str


def libraries(table: str) -> tuple[Library, ...]:
    """Return one Library for each line of five words."""
    return tuple(Library(*line.split()) for line in table.strip().splitlines())


# The apt column was proved on a bare Debian 12; the others are those distributions' names for the same.
QT_LIBRARIES = libraries("""
libglib-2.0.so.0         libglib2.0-0         glib2                libglib-2_0-0        glib2
libEGL.so.1              libegl1              libglvnd-egl         libglvnd             libglvnd
libGL.so.1               libgl1               libglvnd-glx         libglvnd             libglvnd
libdbus-1.so.3           libdbus-1-3          dbus-libs            libdbus-1-3          dbus
libfontconfig.so.1       libfontconfig1       fontconfig           libfontconfig1       fontconfig
libfreetype.so.6         libfreetype6         freetype             libfreetype6         freetype2
libxkbcommon.so.0        libxkbcommon0        libxkbcommon         libxkbcommon0        libxkbcommon
libX11.so.6              libx11-6             libX11               libX11-6             libx11
""")
DISPLAY_LIBRARIES = libraries("""
libxcb-cursor.so.0       libxcb-cursor0       xcb-util-cursor      libxcb-cursor0       xcb-util-cursor
libxcb-icccm.so.4        libxcb-icccm4        xcb-util-wm          libxcb-icccm4        xcb-util-wm
libxcb-keysyms.so.1      libxcb-keysyms1      xcb-util-keysyms     libxcb-keysyms1      xcb-util-keysyms
libxcb-image.so.0        libxcb-image0        xcb-util-image       libxcb-image0        xcb-util-image
libxcb-render-util.so.0  libxcb-render-util0  xcb-util-renderutil  libxcb-render-util0  xcb-util-renderutil
libxcb-shape.so.0        libxcb-shape0        libxcb               libxcb-shape0        libxcb
libxcb-xkb.so.1          libxcb-xkb1          libxcb               libxcb-xkb1          libxcb
libxcb-randr.so.0        libxcb-randr0        libxcb               libxcb-randr0        libxcb
libxcb-sync.so.1         libxcb-sync1         libxcb               libxcb-sync1         libxcb
libxcb-xfixes.so.0       libxcb-xfixes0       libxcb               libxcb-xfixes0       libxcb
libX11-xcb.so.1          libx11-xcb1          libX11-xcb           libX11-xcb1          libx11
libxkbcommon-x11.so.0    libxkbcommon-x11-0   libxkbcommon-x11     libxkbcommon-x11-0   libxkbcommon-x11
libwayland-client.so.0   libwayland-client0   libwayland-client    libwayland-client0   wayland
libwayland-cursor.so.0   libwayland-cursor0   libwayland-cursor    libwayland-cursor0   wayland
""")

INSTALL_COMMANDS: Mapping[str, tuple[str, ...]] = {
    "apt": ("apt-get", "install", "-y", "--no-install-recommends"),
    "dnf": ("dnf", "install", "-y"),
    "zypper": ("zypper", "--non-interactive", "install"),
    "pacman": ("pacman", "-S", "--needed", "--noconfirm"),
}


class SetupError(Exception):
    """What is missing and what to do about it, in words for the person at the terminal."""


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code, 1 when the set-up failed, 2 when the command is unknown."""
    name, rest = (arguments[0] if arguments else ""), list(arguments[1:])
    if name not in COMMANDS:
        print(__doc__)
        return 0 if name in ("-h", "--help", "help") else 2
    try:
        continue_with_newer_python(sys.version_info[:2])
        with environment(name):
            return COMMANDS[name](rest)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\n{error.filename or ROOT} cannot be used: {error.strerror or error}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130


inherited_locks: list[int] = []
"""Handles that the programs we start keep open: a pip whose dev.py was killed still holds the lock."""


def start(command: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; it takes part in our hold on the environment."""
    kept = () if sys.platform == "win32" else tuple(inherited_locks)
    return subprocess.run(list(command), pass_fds=kept, encoding="utf-8", errors="replace", **options)


def say(text: str) -> None:
    """Print a line now, so that it stands before the output of the programs started next."""
    print(text, flush=True)


@functools.cache
def say_once(text: str) -> None:
    """Print a line the first time it is said."""
    say(text)


# The commands


def run(_rest: Sequence[str]) -> int:
    """Open the window on the example review, or without a display write its reports."""
    return open_example() if has_display(os.environ) else write_example()


def open_example() -> int:
    """Open the window on the example library, made on the first run and never overwritten."""
    folder = example_folder()
    libraries = sorted(folder.glob("*.reviewlib"))
    if not libraries:
        say(f"Making the example review in {folder}.")
        code = reviewer("demo", "--out", str(folder))
        libraries = sorted(folder.glob("*.reviewlib"))
        if code or not libraries:
            return code or 1
    say(f"Opening {libraries[0]}.")
    return reviewer(str(libraries[0]))


def example_folder() -> Path:
    """Return the folder beside the user's own libraries in which the example review is kept."""
    code = "from reviewer import settings; print(settings.default_library().parent / 'Example')"
    asked = start([str(PYTHON), "-X", "utf8", "-c", code], capture_output=True, check=True, cwd=ROOT)
    return Path(asked.stdout.strip())


def write_example() -> int:
    """Do the main job from the command line and say where the reports lie."""
    folder = Path.cwd() / "reviewer-demo"
    say("There is no display, so the example review is done from the command line.")
    code = reviewer("demo", "--out", str(folder))
    if code == 0:
        say(f"\nThe library and the reports lie in {folder}:")
        say("\n".join(f"  {path.name}" for path in sorted(folder.iterdir())))
    return code


def test(rest: Sequence[str]) -> int:
    """Check format, lint and types, then run the tests without a display; `rest` goes to pytest."""
    checked = check(())
    say("Tests")
    tested = tool("pytest", "-n", "2", *rest)
    say("All passed." if checked == tested == 0 else "Not everything passed; the reasons stand above.")
    return checked or tested


def check(_rest: Sequence[str]) -> int:
    """Check format, lint and types; goes on after a failure so that one run shows everything."""
    failed = 0
    for words, command in (
        ("Format", ("ruff", "format", "--check", ".")),
        ("Lint", ("ruff", "check", ".")),
        ("Types", ("mypy",)),
    ):
        say(words)
        failed = tool(*command) or failed
    return failed


def bench(_rest: Sequence[str]) -> int:
    """Run every benchmark of tests/bench, one after the other."""
    codes = [call([str(PYTHON), str(path)]) for path in sorted((ROOT / "tests" / "bench").glob("bench_*.py"))]
    return max(codes, default=0)


def kill(rest: Sequence[str]) -> int:
    """Kill the program `rest[0]` times (200) at random moments of its work and check the library."""
    return call([str(PYTHON), "-m", "tests.kill.campaign", *(rest or ["200"])])


def screenshots(rest: Sequence[str]) -> int:
    """Take the pictures of the README and the help from the running app."""
    return call([str(PYTHON), str(ROOT / "packaging" / "screenshots.py"), *rest])


def pictures(rest: Sequence[str]) -> int:
    """Keep what the window draws now in tests/golden/pictures; look at what differs before you commit."""
    code = call(
        [str(PYTHON), "-m", "pytest", "-q", "tests/gui/test_pictures.py", *rest],
        {"QT_QPA_PLATFORM": "offscreen", "REVIEWER_KEEP": "1"},
    )
    say("`git status tests/golden/pictures` names the pictures that differ.")
    return code


def lock(_rest: Sequence[str]) -> int:
    """Pin the newest versions that pyproject.toml allows, for all platforms, with hashes and no address."""
    # pip itself, which sqlite-utils asks for, comes with the environment.
    options = "--universal --generate-hashes --upgrade --quiet --extra dev --no-emit-package pip"
    silent = "--no-header --no-annotate --no-emit-index-url --no-emit-find-links --python-version 3.11"
    new = PINS.with_suffix(".new")
    try:
        code = tool(
            "uv", "pip", "compile", *options.split(), *silent.split(), "pyproject.toml", "-o", str(new)
        )
        if code == 0:
            PINS.write_text(LOCK_HEADER + new.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
            say(f"Pinned again in {PINS.relative_to(ROOT)}. The next command installs what changed.")
    finally:
        new.unlink(missing_ok=True)
    return code


def any_command(rest: Sequence[str]) -> int:
    """Run Reviewer with the words that follow, in the folder the user stands in."""
    return reviewer(*rest)


COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "kill": kill,
    "screenshots": screenshots,
    "pictures": pictures,
    "reviewer": any_command,
    "lock": lock,
}


def reviewer(*arguments: str) -> int:
    """Run Reviewer with the words of its own command line."""
    return call([str(PYTHON), "-m", "reviewer", *arguments], cwd=None)


def tool(module: str, *arguments: str) -> int:
    """Run a developer tool of the environment on the checkout, without a display."""
    return call([str(PYTHON), "-m", module, *arguments], {"QT_QPA_PLATFORM": "offscreen"})


def call(command: Sequence[str], extra: Mapping[str, str] | None = None, cwd: Path | None = ROOT) -> int:
    """Run a program to its end in the terminal and return its exit code."""
    return start(command, env={**os.environ, **(extra or {})}, cwd=cwd).returncode


# Setting up


def continue_with_newer_python(version: tuple[int, ...]) -> None:
    """Start this command again under a newer Python of this machine when this one is too old."""
    if version >= OLDEST_PYTHON:
        return
    for name in ("python3.13", "python3.12", "python3.11"):
        newer = shutil.which(name)
        if newer:
            os.execv(newer, [newer, *sys.argv])
    raise SetupError(
        f"Reviewer needs Python 3.11 or newer; this is Python {version[0]}.{version[1]}.\n"
        "Install a newer Python, then run the same command with it."
    )


@contextmanager
def environment(command: str) -> Iterator[None]:
    """Make sure that everything is installed, and keep others from replacing it while it is used."""
    with RUN_LOCK.open("a+b") as file:
        inherited_locks.append(file.fileno())
        hold(file.fileno(), shared=True)
        while wanted_packages(command) or not is_ready():
            hold(file.fileno(), shared=False)
            install_system_packages(wanted_packages(command))  # both again: another run may have done it
            if not is_ready():
                make_environment()
            hold(file.fileno(), shared=True)
        yield


def stamp() -> str:
    """Return what the environment was made from: the pins, this Python and this place."""
    parts = (PINS.read_bytes(), sys.version.encode(), os.fsencode(ROOT))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_ready() -> bool:
    """Tell whether the environment is whole and made from the present pins."""
    try:
        return STAMP.read_text(encoding="utf-8") == stamp() and PYTHON.exists()
    except FileNotFoundError:
        return False


def make_environment() -> None:
    """Make the environment anew and install the pinned packages; raises SetupError."""
    if VENV.exists():
        reason = "is out of date" if STAMP.exists() else "is unfinished"
        say(f"The environment in .venv {reason}; it is made again.")
        shutil.rmtree(VENV)
    say("Making a Python environment in .venv.")
    quietly([sys.executable, "-m", "venv", str(VENV)], "The Python environment could not be made.")
    say("Installing the pinned packages. The first time this downloads about 160 MB.")
    install_pins()
    put_checkout_on_path()
    STAMP.write_text(stamp(), encoding="utf-8")
    say("Ready.\n")


def install_pins() -> None:
    """Install exactly what the pins say: nothing unpinned, nothing that runs code while it is installed."""
    rules = "--require-hashes --no-deps --only-binary :all: --retries 3"
    quiet = "--quiet --no-input --disable-pip-version-check --progress-bar off"
    command = [str(PYTHON), "-m", "pip", "install", *rules.split(), *quiet.split(), "-r", str(PINS)]
    # A configured --user install cannot go into an environment.
    done = start(command, capture_output=True, env={**os.environ, "PIP_USER": "0"})
    if done.returncode:
        raise SetupError(explain_pip(done.stderr))


def explain_pip(output: str) -> str:
    """Return in one or two sentences why pip failed, with its own last lines where they are needed."""
    last = "\n".join(line for line in output.strip().splitlines()[-6:])
    if "DO NOT MATCH THE HASHES" in output:
        return f"A downloaded package is not the one that was pinned, so it was not installed.\n{last}"
    if "No space left" in output:
        return "The disk is full. Make about 1 GB of room and run the same command again."
    if "CERTIFICATE_VERIFY_FAILED" in output:
        return (
            "The Python package index could not prove who it is. Where a proxy inspects the traffic, name\n"
            "the file with its certificate in the variable PIP_CERT and run the same command again."
        )
    if any(words in output for words in UNREACHABLE):
        return (
            "The Python package index could not be reached. This one step needs a network.\n"
            "Check the connection (or the proxy settings of pip) and run the same command again."
        )
    return f"The Python packages could not be installed. What pip says:\n{last}"


UNREACHABLE = (
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "NameResolutionError",
    "ConnectTimeout",
    "ReadTimeoutError",
    "Cannot connect to proxy",
    "(from versions: none)",
)


def put_checkout_on_path() -> None:
    """Make `import reviewer` and the command `reviewer` mean this checkout, without building anything."""
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = start([str(PYTHON), "-X", "utf8", "-c", asked], capture_output=True, check=True)
    Path(found.stdout.strip(), "reviewer-checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if os.name == "nt":
        (BIN / "reviewer.cmd").write_text('@"%~dp0python.exe" -m reviewer %*\n', encoding="utf-8")
    else:
        command = BIN / "reviewer"
        command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m reviewer "$@"\n', encoding="utf-8")
        command.chmod(0o755)


def quietly(command: Sequence[str], failure: str) -> None:
    """Run a program without its output; raises SetupError with that output when it fails."""
    done = start(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise SetupError(f"{failure}\n{done.stdout.strip()}")


def hold(handle: int, *, shared: bool) -> None:
    """Hold the lock file, alone or with others; says so when it has to wait."""
    if not try_lock(handle, shared=shared, wait=False):
        say_once("Another run of this command uses the environment; waiting for it.")
        try_lock(handle, shared=shared, wait=True)


if sys.platform == "win32":
    import msvcrt
    import time

    def try_lock(handle: int, *, shared: bool, wait: bool) -> bool:
        """Lock the file; Windows knows no shared lock, so there only making the environment is guarded."""
        if shared:
            with suppress(OSError):  # raised when it was not held
                msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
            return True
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
                time.sleep(0.5)
            else:
                return True

else:
    import fcntl

    def try_lock(handle: int, *, shared: bool, wait: bool) -> bool:
        """Lock the file; returns False when another run holds it and `wait` is False."""
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(handle, kind if wait else kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


# What the system must have


def has_display(variables: Mapping[str, str], system: str = sys.platform) -> bool:
    """Tell whether a window can be shown: always on Windows and macOS, elsewhere with X11 or Wayland."""
    return system in ("win32", "darwin") or bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def wanted_packages(command: str) -> list[str]:
    """Return the system packages that are missing for this command; empty outside Linux."""
    if sys.platform != "linux":
        return []
    refuse_old_glibc(platform.libc_ver())
    display = command in ("run", "reviewer") and has_display(os.environ)
    needed = QT_LIBRARIES + (DISPLAY_LIBRARIES if display else ())
    packages = package_names(missing_libraries(needed), package_manager())
    if not is_ready() and importlib.util.find_spec("ensurepip") is None:
        packages.insert(0, f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    return packages


def refuse_old_glibc(version: tuple[str, str]) -> None:
    """Raise SetupError when this Linux is older than Qt's wheels, before anything is downloaded."""
    name, number = version
    if name == "glibc" and tuple(int(part) for part in number.split(".")[:2]) < OLDEST_GLIBC:
        raise SetupError(
            f"This Linux has glibc {number}; Qt needs 2.34 or newer.\n"
            "Debian 12, Ubuntu 22.04, Fedora 35 and later have it."
        )


def missing_libraries(
    needed: Sequence[Library], load: Callable[[str], object] = ctypes.CDLL
) -> list[Library]:
    """Return the libraries that the system cannot load, found by trying."""
    missing = []
    for library in needed:
        try:
            load(library.file)
        except OSError:
            missing.append(library)
    return missing


def package_manager() -> str:
    """Return apt, dnf, zypper or pacman, whichever is here first; empty for none of them."""
    return next((name for name, command in INSTALL_COMMANDS.items() if shutil.which(command[0])), "")


def package_names(missing: Sequence[Library], manager: str) -> list[str]:
    """Return each package once, by the names of `manager`; without one, the files themselves."""
    return list(dict.fromkeys(getattr(library, manager or "file") for library in missing))


def install_system_packages(packages: Sequence[str]) -> None:
    """Install through apt when we may; otherwise raises SetupError with the command to run."""
    if not packages:
        return  # another run has installed them meanwhile
    manager = package_manager()
    if not manager:
        raise SetupError(
            "These system libraries are missing:\n\n  " + " ".join(packages) + "\n\n"
            "Install the packages that hold them, then run the same command again."
        )
    command = [*INSTALL_COMMANDS[manager], *packages]
    prefix = root_prefix() if manager == "apt" else None
    if prefix is None:
        raise SetupError(
            "Some system packages are missing. Install them, then run the same command again:\n\n  "
            + shlex.join([*([] if is_root() else ["sudo"]), *command])
        )
    say("Installing system packages: " + " ".join(packages))
    with kept_certificates(prefix):
        install_through_apt(prefix, command)


def is_root() -> bool:
    """Tell whether this process may install packages by itself."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def root_prefix() -> list[str] | None:
    """Return the words before a command to run it as root without a question; None when we may not."""
    if is_root():
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


@contextmanager
def kept_certificates(prefix: Sequence[str]) -> Iterator[None]:
    """Give the certificates back that a first installation of ca-certificates takes away.

    Behind an inspecting proxy small systems often carry its certificate only in the bundle itself.
    python3-venv asks for ca-certificates, which writes that bundle anew: pip could not connect any more.
    """
    first = shutil.which("update-ca-certificates") is None
    before = certificates() if first else []
    yield
    lost = [one for one in before if one not in certificates()]
    if lost:
        added = b"".join(one + b"\n" for one in lost)
        subprocess.run([*prefix, "tee", "-a", str(BUNDLE)], input=added, stdout=subprocess.DEVNULL)


def certificates() -> list[bytes]:
    """Return the certificates of the system's bundle, one by one; empty when there is none."""
    bundle = BUNDLE.read_bytes() if BUNDLE.exists() else b""
    return re.findall(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", bundle, re.DOTALL)


def install_through_apt(prefix: Sequence[str], command: Sequence[str]) -> None:
    """Install with the package lists at hand, and with fresh ones when that fails; raises SetupError."""
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    install = [*quiet, *command, "-q", "-o", "DPkg::Lock::Timeout=120"]
    if subprocess.run(install, capture_output=True).returncode == 0:
        return
    subprocess.run([*quiet, "apt-get", "update", "-q"], capture_output=True)
    quietly(
        install,
        "The system packages could not be installed. Check the network, or install them yourself:\n\n  "
        + shlex.join([*([] if is_root() else ["sudo"]), *command])
        + "\n\nWhat apt-get says:",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
