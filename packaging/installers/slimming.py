"""What of PyInstaller's find is carried: named Qt plugins, named libraries of the building machine, the rest.

PyInstaller follows every plugin of Qt to whatever that machine has installed (GTK, Kerberos, printing).
Both lists below say what is wanted, so that the bundle does not depend on what else lies there.
"""

from __future__ import annotations

from pathlib import PurePosixPath

EXCLUDED_MODULES = (
    "PySide6.QtNetwork",
    "_bootlocale",
    "_hashlib",
    "_ssl",
    "IPython",
    "PIL",
    "lxml.isoschematron",
    "lxml.objectify",
    "numpy",
    "pip",
    "pkg_resources",
    "readline",
    "setuptools",
    "tkinter",
    "unittest.mock",
)
"""Modules that a library names but Reviewer does not need. Hashes come from Python's own code, not OpenSSL:
nothing is ever sent or fetched."""

QT_PLUGINS = {
    "iconengines": ("qsvgicon",),
    "imageformats": ("qgif", "qico", "qjpeg", "qsvg", "qwebp", "qicns"),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "platforms": ("qcocoa", "qoffscreen", "qwayland", "qwindows", "qxcb"),
    "platformthemes": ("qxdgdesktopportal",),
    "printsupport": ("cupsprintersupport", "cocoaprintersupport", "windowsprintersupport"),
    "styles": ("qmacstyle", "qmodernwindowsstyle"),
    "wayland-decoration-client": ("adwaita", "bradient"),
    "wayland-graphics-integration-client": ("qt-plugin-wayland-egl",),
    "wayland-shell-integration": ("qt-shell", "xdg-shell"),
    "xcbglintegrations": ("qxcb-egl-integration", "qxcb-glx-integration"),
}
"""Plugins of Qt by folder, without what a system puts before and after the name. Of the folders that are not
named here nothing is carried."""

QT_LANGUAGES = ("de", "es", "fr")
"""Languages in which Qt's own dialogs are carried; English needs no file."""

DROPPED_QT = ("Qt6EglFS", "Qt6EglFs", "Qt6Network", "Qt6WlShell")

HOST_LIBRARIES = (
    "libbz2",
    "libffi",
    "liblzma",
    "libmpdec",
    "libpython3",
    "libsqlite3",
    "libuuid",
    "libxcb-cursor",
    "libxcb-icccm",
    "libxcb-image",
    "libxcb-keysyms",
    "libxcb-randr",
    "libxcb-render",  # and -render-util
    "libxcb-shape",
    "libxcb-shm",
    "libxcb-sync",
    "libxcb-util",
    "libxcb-xfixes",
    "libxcb-xkb",
    "libxkbcommon-x11",
    "libxkbcommon",
    "libz.",
)
"""Libraries of the building machine that go with Python, or that a desktop may not have. All others (of C and
C++, X11, Wayland, OpenGL, GLib, D-Bus, fonts, printing) must be the machine's own, and are."""


def is_wanted(name: str, source: str, platform: str) -> bool:
    """Tell whether a file of the bundle, by its place there and where it came from, is carried."""
    path = PurePosixPath(name.replace("\\", "/"))
    if "PySide6" in path.parts:
        return _of_qt(path)
    if any(each in path.name for each in DROPPED_QT):
        return False
    if platform == "linux" and path.parent == PurePosixPath(".") and ".so" in path.name:
        own = path.name.startswith(("libQt6", "libicu", "libpyside6", "libshiboken6"))
        return own or path.name.startswith(HOST_LIBRARIES)
    return True


def _of_qt(path: PurePosixPath) -> bool:
    if "plugins" in path.parts:
        folder = path.parts[path.parts.index("plugins") + 1]
        stem = path.name.split(".")[0]
        return any(stem in (each, f"lib{each}") for each in QT_PLUGINS.get(folder, ()))
    if "translations" in path.parts:
        return path.stem in {f"qtbase_{language}" for language in QT_LANGUAGES}
    return not any(each in path.name for each in DROPPED_QT)
