"""Bare roots of Debian and Ubuntu, in which a program is used by somebody who has nothing but it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from journey import Start
from plan import ROOT

USER = "tester"
_LEFT_BY_THE_SYSTEM = ("var/lib/dpkg", "var/lib/apt", "var/cache", "var/log", "tmp", "proc", "dev", "run")
"""Where the package manager and the system write on their own account."""


@contextmanager
def root(release: str) -> Iterator[Path]:
    """Give a bare root of a release, thrown away afterwards; what it is copied from is made once and kept.

    In it is a user without any file of her own, and lists of packages of today.
    """
    store = _stored(release)
    with tempfile.TemporaryDirectory(prefix=f"reviewer-{store.name}-") as place:
        made = Path(place) / "root"
        host("cp", "-a", str(store), str(made))
        with suppress(OSError):
            for rule in Path("/etc/apt/apt.conf.d").glob("*proxy*"):
                shutil.copy(rule, made / "etc" / "apt" / "apt.conf.d")
        shared = [made / "proc", made / "dev"]
        try:
            for folder in shared:
                host("mount", "--bind", f"/{folder.name}", str(folder))
            within(made, "useradd", "-m", "--skel", "/nowhere", USER)
            within(made, "apt-get", "update", "-qq")
            yield made
        finally:
            for folder in reversed(shared):
                subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


def _stored(release: str) -> Path:
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
        host(*command)
        unfinished.replace(store)
    return store


def host(*command: str) -> None:
    """Run a program on this machine; raises SystemExit with its last words when it fails."""
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        raise SystemExit(f"{command[0]} failed:\n{(made.stdout + made.stderr)[-2000:]}")


def within(made: Path, *command: str) -> None:
    """Run a program in a root, as its administrator; raises as `host`."""
    names = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "DEBIAN_FRONTEND": "noninteractive",
        "LC_ALL": "C.UTF-8",
    }
    host("/usr/sbin/chroot", str(made), "env", "-i", *(f"{k}={v}" for k, v in names.items()), *command)


def as_user(made: Path, program: str, on_a_desktop: Mapping[str, str], language: str) -> Start:
    """Return what starts `program` in a root as the user, in the user's home, with nothing of ours.

    `on_a_desktop` are the variables that a desktop gives to what opens a window there.
    """

    def start(*words: str, window: bool = False) -> subprocess.Popen[str]:
        names = {"HOME": f"/home/{USER}", "PATH": "/usr/bin:/bin", "LANG": language}
        names |= on_a_desktop if window else {}
        given = [f"{name}={value}" for name, value in names.items()]
        user = ["setpriv", "--reuid", USER, "--regid", USER, "--init-groups", "env", "-i", "-C"]
        command = ["/usr/sbin/chroot", str(made), *user, f"/home/{USER}", *given, program, *words]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return start


def files(made: Path) -> set[str]:
    """Return every path of a root but those that the system writes on its own account."""
    found = set()
    for folder, folders, names in os.walk(made):
        here = Path(folder).relative_to(made)
        folders[:] = [name for name in folders if str(here / name) not in _LEFT_BY_THE_SYSTEM]
        found |= {str(here / name) for name in (*folders, *names)}
    return found
