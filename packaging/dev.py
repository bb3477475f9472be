"""Developer commands: one sets everything up and runs Reviewer, one sets everything up and tests it.

    python3 packaging/dev.py run          the window on the example review; without a display, its reports
    python3 packaging/dev.py test [...]   format, lint, types and tests; the rest goes to pytest
    python3 packaging/dev.py check        format, lint and types only
    python3 packaging/dev.py bench        the benchmarks of tests/bench
    python3 packaging/dev.py screenshots  the pictures of README and help, from the running app
    python3 packaging/dev.py pictures     keep what the window draws now as the pictures tests compare with
    python3 packaging/dev.py words        gather what the program says into the catalogues of translations
    python3 packaging/dev.py installers   what people install, in dist/ (see packaging/installers/build.py)
    python3 packaging/dev.py installed    use that where nothing is, and remove it (installers/check.py)
    python3 packaging/dev.py kill [200]   kill the program at random moments and look what is left
    python3 packaging/dev.py reviewer ... a command of Reviewer itself, such as `reviewer list`
    python3 packaging/dev.py lock         pin the newest allowed versions again

This file uses nothing but the standard library, because it runs before anything is installed. What it
makes lies in `.venv`. A stamp is written there last, so an environment without a stamp is one that was
interrupted and is made again; a stamp that fits makes a start quick. Every run holds `.venv.lock`:
shared while it uses the environment, alone while it makes one.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from system_libraries import (
    DISPLAY_LIBRARIES,
    QT_LIBRARIES,
    has_display,
    install_system_packages,
    missing_libraries,
    package_manager,
    package_names,
    refuse_old_glibc,
)
from terminal import SetupError, inherited_locks, quietly, say, say_once, start

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "reviewer-stamp"
RUN_LOCK = ROOT / ".venv.lock"
PINS = ROOT / "packaging" / "requirements.lock"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST_PYTHON = (3, 11)

LOCK_HEADER = """\
# Exact versions and hashes for every platform, without addresses.
# Made by `python3 packaging/dev.py lock` from pyproject.toml; do not edit.
"""


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
    return script("screenshots.py", *rest)


def words(rest: Sequence[str]) -> int:
    """Gather what the program says into resources/languages and compile it; `check` only looks."""
    return script("words.py", *rest)


def installers(rest: Sequence[str]) -> int:
    """Make what people install; `rest` names kinds, such as deb."""
    return script("installers/build.py", *rest)


def installed(rest: Sequence[str]) -> int:
    """Install what was made where nothing is, use it there and remove it; `rest` names a kind."""
    return script("installers/check.py", *rest)


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
    "words": words,
    "installers": installers,
    "installed": installed,
    "reviewer": any_command,
    "lock": lock,
}


def reviewer(*arguments: str) -> int:
    """Run Reviewer with the words of its own command line."""
    return call([str(PYTHON), "-m", "reviewer", *arguments], cwd=None)


def tool(module: str, *arguments: str) -> int:
    """Run a developer tool of the environment on the checkout, without a display."""
    return call([str(PYTHON), "-m", module, *arguments], {"QT_QPA_PLATFORM": "offscreen"})


def script(name: str, *arguments: str) -> int:
    """Run a script of `packaging/`, without a display."""
    return call([str(PYTHON), str(ROOT / "packaging" / name), *arguments], {"QT_QPA_PLATFORM": "offscreen"})


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
