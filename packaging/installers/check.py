"""Install what was built where nothing is, use it as a person would, remove it, and see what is left.

    python3 packaging/dev.py installed deb [RELEASE ...]   in a bare Debian or Ubuntu root (as root)
    python3 packaging/dev.py installed tarball             in a bare Debian root, in a folder of odd letters
    python3 packaging/dev.py installed wheel               in a new virtual environment

The first two need debootstrap, Xvfb and xdotool on this machine. A RELEASE is a name that debootstrap knows,
or NAME=ADDRESS for an Ubuntu that it does not know yet, with the address of a mirror that has it. A root
shares nothing with this machine but /proc, /dev and the abstract socket of the display.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from plan import ROOT, plan

Run = Callable[..., "subprocess.Popen[str]"]
KINDS_OF_REPORT = (".pdf", ".docx", ".html", ".md", ".csv")
USER = "tester"
_LEFT_BY_THE_SYSTEM = ("var/lib/dpkg", "var/lib/apt", "var/cache", "var/log", "tmp", "proc", "dev", "run")
"""Where the package manager and the system write on their own account."""


def journey(run: Run, folder: Path, display: str) -> None:
    """Do the seed review from the command line, then export it from the window; raises SystemExit.

    `run` starts the installed program as the user; `folder` is the user's own, seen from here.
    """
    done(run("--version"))
    done(run("demo", "--out", "review"))
    library = "review/Example review.reviewlib"
    for suffix in KINDS_OF_REPORT:
        done(run("--library", library, "report", "-o", f"review/by command{suffix}"))
        opened(folder / "review" / f"by command{suffix}")
    exported = folder / "review" / "Example review report.pdf"
    window = run(library, display=display)

    def asked_again() -> bool:
        press(display, "Example review", "ctrl+6")
        press(display, "Example review", "ctrl+e")
        return exported.exists()

    waited(asked_again, "the window exported no report")
    press(display, "Example review", "ctrl+q")
    if window.wait(30):
        raise SystemExit(f"The window ended with {window.returncode}.")
    opened(exported)


def opened(path: Path) -> None:
    """Look into an export; raises SystemExit when it is not what its name says."""
    data = path.read_bytes()
    whole: Mapping[str, Callable[[], bool]] = {
        ".pdf": lambda: data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF"),
        ".docx": lambda: zipfile.ZipFile(path).testzip() is None,
        ".html": lambda: data.rstrip().endswith(b"</html>"),
        ".md": lambda: data.startswith(b"#"),
        ".csv": lambda: len(data.splitlines()) > 10,
    }
    if not whole[path.suffix]():
        raise SystemExit(f"{path.name} is not whole.")


def done(process: subprocess.Popen[str]) -> str:
    """Wait for a command and return what it printed; raises SystemExit when it failed."""
    said, wrong = process.communicate(timeout=180)
    if process.returncode:
        raise SystemExit(f"{process.args!r} failed:\n{wrong[-2000:]}")
    return said


def press(display: str, title: str, keys: str) -> None:
    """Press keys in the window of that title, which is waited for."""
    named = {**os.environ, "DISPLAY": display}
    found: list[str] = []

    def there() -> bool:
        asked = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", title],
            env=named,
            capture_output=True,
            text=True,
            check=False,
        )
        found[:] = asked.stdout.split()
        return bool(found)

    waited(there, f"no window called {title} came up")
    time.sleep(2)
    subprocess.run(["xdotool", "windowfocus", "--sync", found[-1], "key", keys], env=named, check=True)


def waited(true: Callable[[], bool], otherwise: str, seconds: float = 60) -> None:
    """Wait until something is so; raises SystemExit with `otherwise` when it does not come."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise SystemExit(f"After {seconds:.0f} s {otherwise}.")
        time.sleep(0.3)


@contextmanager
def screen() -> Iterator[str]:
    """Start a virtual screen and give its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as said:
        number = said.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


# The roots


@contextmanager
def root(release: str) -> Iterator[Path]:
    """Give a bare root of a release, thrown away afterwards; what it is copied from is made once and kept."""
    name, _, mirror = release.partition("=")
    store = ROOT / "build" / "roots" / name
    if not (store / "etc").exists():
        print(f"Making a bare root of {name}.", flush=True)
        unfinished = store.with_name(f"{name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        command = ["debootstrap", "--variant=minbase", name, str(unfinished)]
        if mirror:  # a machine may not know the newest Ubuntu; all are made the same way since this one
            command += [mirror, "gutsy"]
        _host(*command)
        unfinished.replace(store)
    with tempfile.TemporaryDirectory(prefix=f"reviewer-{name}-") as place:
        made = Path(place) / "root"
        _host("cp", "-a", str(store), str(made))
        with suppress(OSError):
            for rule in Path("/etc/apt/apt.conf.d").glob("*proxy*"):
                shutil.copy(rule, made / "etc" / "apt" / "apt.conf.d")
        shared = [made / "proc", made / "dev"]
        try:
            for folder in shared:
                _host("mount", "--bind", f"/{folder.name}", str(folder))
            _in(made, "useradd", "-m", USER)
            yield made
        finally:
            for folder in reversed(shared):
                subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


def _host(*command: str) -> None:
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        raise SystemExit(f"{command[0]} failed:\n{(made.stdout + made.stderr)[-2000:]}")


def _in(made: Path, *command: str) -> None:
    names = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "DEBIAN_FRONTEND": "noninteractive",
        "LC_ALL": "C.UTF-8",
    }
    _host("/usr/sbin/chroot", str(made), "env", "-i", *(f"{k}={v}" for k, v in names.items()), *command)


def as_user(made: Path, program: str) -> Run:
    """Return what starts `program` in a root as the user, in the user's home, with nothing of ours."""

    def run(*words: str, display: str = "") -> subprocess.Popen[str]:
        names = {"HOME": f"/home/{USER}", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
        names |= {"DISPLAY": display} if display else {}
        given = [f"{name}={value}" for name, value in names.items()]
        user = ["setpriv", "--reuid", USER, "--regid", USER, "--init-groups", "env", "-i", "-C"]
        command = ["/usr/sbin/chroot", str(made), *user, f"/home/{USER}", *given, program, *words]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return run


def files(made: Path) -> set[str]:
    """Return every path of a root but those that the system writes on its own account."""
    found = set()
    for folder, folders, names in os.walk(made):
        here = Path(folder).relative_to(made)
        folders[:] = [name for name in folders if str(here / name) not in _LEFT_BY_THE_SYSTEM]
        found |= {str(here / name) for name in (*folders, *names)}
    return found


# The checks


def deb(releases: Sequence[str]) -> None:
    """Install the package with what it depends on, use it, purge it; raises SystemExit when files stay."""
    package = next(plan().out.glob("reviewer_*.deb"), None)
    if package is None:
        raise SystemExit("There is no package in dist/. Make it first: packaging/dev.py installers deb")
    linted(package)
    for release in releases or ("bookworm",):
        with root(release) as made, screen() as display:
            shutil.copy(package, made / "tmp")
            _in(made, "apt-get", "update", "-qq")
            before = files(made)
            install = ("apt-get", "install", "-qq", "-y", "--no-install-recommends")
            _in(made, *install, f"/tmp/{package.name}")
            journey(as_user(made, "/usr/bin/reviewer"), made / "home" / USER, display)
            _in(made, "apt-get", "purge", "-qq", "-y", "--autoremove", "reviewer")
            own = f"home/{USER}/"
            left = {path for path in files(made) - before if not path.startswith(own)}
            # What other packages leave behind when they are purged is theirs.
            ours = sorted(path for path in left if "reviewer" in path.lower())
            if ours:
                raise SystemExit(f"After the purge these are left: {', '.join(ours)}")
            kept = made / own / "review" / "Example review.reviewlib"
            if not kept.exists():
                raise SystemExit("The purge took the user's library.")
        print(f"{package.name}: installed, used and purged in a bare {release}.", flush=True)


def linted(package: Path) -> None:
    """Have the checkers of Debian and of desktops look at the package; raises SystemExit at what they find.

    Each looks where it is installed; one that is missing is said, and found in CI.
    """
    with tempfile.TemporaryDirectory(prefix="reviewer-lint-") as place:
        share = Path(place) / "usr" / "share"
        _host("dpkg-deb", "-x", str(package), place)
        for command in (
            ["lintian", "--fail-on", "error,warning", "--tag-display-limit", "0", str(package)],
            ["appstreamcli", "validate", "--no-net", *map(str, share.glob("metainfo/*.xml"))],
            ["desktop-file-validate", *map(str, share.glob("applications/*.desktop"))],
        ):
            if shutil.which(command[0]):
                _host(*command)
                print(f"{package.name}: {command[0]} finds nothing.", flush=True)
            else:
                print(f"{command[0]} is not installed here and did not look.", flush=True)


def tarball(_rest: Sequence[str]) -> None:
    """Unpack the folder where letters are odd and nothing may be written, and use it there."""
    archive = next(plan().out.glob("reviewer-*-linux-*.tar.xz"), None)
    if archive is None:
        raise SystemExit("There is no archive in dist/. Make it first: packaging/dev.py installers tarball")
    with root("bookworm") as made, screen() as display:
        _in(made, "apt-get", "update", "-qq")
        _in(made, "apt-get", "install", "-qq", "-y", "--no-install-recommends", *DESKTOP)
        place = made / "opt" / "Ünï köd 試 mit Leerzeichen"
        place.mkdir()
        _host("tar", "-xf", str(archive), "-C", str(place), "--strip-components=1")
        before = {path.relative_to(place) for path in place.rglob("*")}
        program = f"/{place.relative_to(made)}/reviewer"
        journey(as_user(made, program), made / "home" / USER, display)
        if {path.relative_to(place) for path in place.rglob("*")} != before:
            raise SystemExit("Something was written into the folder of the program.")
    print(f"{archive.name}: used in a bare bookworm with the libraries of a desktop.", flush=True)


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


def wheel(_rest: Sequence[str]) -> None:
    """Install the wheel with what it depends on into a new environment, and use its command line."""
    built = next(plan().out.glob("reviewer-*.whl"), None)
    if built is None:
        raise SystemExit("There is no wheel in dist/. Make it first: packaging/dev.py installers wheel")
    with tempfile.TemporaryDirectory(prefix="reviewer-wheel-") as place, screen() as display:
        home = Path(place) / "home"
        home.mkdir()
        venv.create(Path(place) / "env", with_pip=True)
        _host(str(Path(place) / "env" / "bin" / "pip"), "install", "-q", str(built))
        program = str(Path(place) / "env" / "bin" / "reviewer")

        def run(*words: str, display: str = "") -> subprocess.Popen[str]:
            names = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "DISPLAY": display}
            return subprocess.Popen(
                [program, *words],
                cwd=home,
                env=names,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )

        journey(run, home, display)
    print(f"{built.name}: installed in a new environment and used.", flush=True)


CHECKS: Mapping[str, Callable[[Sequence[str]], None]] = {"deb": deb, "tarball": tarball, "wheel": wheel}


def main(words: Sequence[str]) -> int:
    """Run one check, or all of them; returns the exit code."""
    if words and words[0] not in CHECKS:
        print(__doc__)
        return 2
    for name in words[:1] or list(CHECKS):
        CHECKS[name](words[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
