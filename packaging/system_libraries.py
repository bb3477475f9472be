"""What the system must have before Qt can be used: which libraries, from which packages, and how they come.

Like `dev.py` this uses nothing but the standard library.
"""

from __future__ import annotations

import ctypes
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from terminal import SetupError, quietly, say

BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")  # where Debian keeps them
OLDEST_GLIBC = (2, 34)  # what the Qt wheels are built for


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


def has_display(variables: Mapping[str, str], system: str = sys.platform) -> bool:
    """Tell whether a window can be shown: always on Windows and macOS, elsewhere with X11 or Wayland."""
    return system in ("win32", "darwin") or bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


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
