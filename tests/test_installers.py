"""What people install: what is carried, the same each time, and every part with its licence.

The whole way, from a bare root to a purge, is `python3 packaging/dev.py installed`.
"""

from __future__ import annotations

import gzip
import importlib
import json
import os
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from reviewer import __main__ as door
from reviewer import __version__
from reviewer.cli import COMMANDS
from tests.source_tree import ROOT

MODULES = (
    "archives",
    "build",
    "bundle",
    "check",
    "debian",
    "desk",
    "elf",
    "icons",
    "journey",
    "linux_files",
    "macos_files",
    "papers",
    "plan",
    "roots",
    "slimming",
    "starting",
    "under_wine",
    "universal",
    "weston",
    "windows_files",
)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    """Give the modules of packaging/installers, which are a folder of scripts, and take them back."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging" / "installers"))
    before = {name: sys.modules.pop(name, None) for name in MODULES}
    yield {name: importlib.import_module(name) for name in MODULES}
    for name, module in before.items():
        sys.modules.pop(name, None)
        if module is not None:
            sys.modules[name] = module


@pytest.fixture
def small(made: dict[str, ModuleType], tmp_path: Path) -> object:
    """Return a plan whose bundle is a program of three files."""
    plan = made["plan"].Plan(__version__, 1_700_000_000, tmp_path / "build", tmp_path / "dist")
    plan.out.mkdir()
    inner = plan.bundle / "_internal"
    inner.mkdir(parents=True)
    program = plan.bundle / "reviewer"
    program.write_bytes(b"#!/bin/sh\n")
    program.chmod(0o755)
    (inner / "Ünï 試.txt").write_text("words", encoding="utf-8")
    (inner / "link").symlink_to("Ünï 試.txt")
    plan.host_files.write_text("", encoding="utf-8")
    return plan


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qtbase_lg.qm", False),
        ("PySide6/Qt/lib/libQt6Core.so.6", True),
        ("PySide6/Qt/lib/libQt6Network.so.6", False),
        ("libQt6Network.so.6", False),
        ("libxcb-cursor.so.0", True),
        ("libsqlite3.so.0", True),
        ("libpython3.11.so.1.0", True),
        ("libgtk-3.so.0", False),
        ("libstdc++.so.6", False),
        ("lxml/etree.cpython-311-x86_64-linux-gnu.so", True),
        ("resources/fonts/Inter-Regular.otf", True),
    ],
)
def test_what_is_carried_is_what_was_named(made: dict[str, ModuleType], name: str, wanted: bool) -> None:
    assert made["slimming"].is_wanted(name, f"/from/{name}", "linux") is wanted


def test_a_commit_has_one_time(made: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert made["plan"].epoch() == 1234567890
    made["plan"].epoch.cache_clear()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    assert made["plan"].epoch() == 315_532_800  # a ZIP file knows nothing before 1980
    made["plan"].epoch.cache_clear()
    assert made["plan"].version() == __version__


@pytest.mark.parametrize("kind", ["tar_xz", "zipped"])
def test_an_archive_depends_on_its_content_alone(
    made: dict[str, ModuleType], tmp_path: Path, kind: str
) -> None:
    archives = []
    for place, names in (("one", ("b", "a", "ü/c")), ("two", ("ü/c", "a", "b"))):
        for number, name in enumerate(names):
            path = tmp_path / place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name, encoding="utf-8")
            os.utime(path, (number * 1e6, number * 1e6))
        (tmp_path / place / "a").chmod(0o700)
        target = tmp_path / f"{place}.archive"
        getattr(made["archives"], kind)(target, tmp_path / place, "reviewer", 1_700_000_000)
        archives.append(target.read_bytes())

    assert archives[0] == archives[1]
    listed = made["archives"].sums([tmp_path / "two.archive", tmp_path / "one.archive"])
    assert re.fullmatch(r"([0-9a-f]{64})  one\.archive\n\1  two\.archive\n", listed)


def test_every_part_brings_its_licence(made: dict[str, ModuleType], small: object, tmp_path: Path) -> None:
    names = {each.metadata["Name"].lower().replace("_", "-") for each in made["papers"].shipped()}
    assert {"pyside6-essentials", "shiboken6", "sqlite-utils", "typst", "lxml"} <= names
    assert not names & {"pytest", "mypy", "pyinstaller", "hypothesis", "numpy", "trafilatura"}

    folder = tmp_path / "licences"
    made["papers"].write_licences(small, folder)  # raises for a package without a licence
    held = {path.name for path in folder.iterdir()}
    assert {"Reviewer.txt", "LGPL-3.0.txt", "GPL-3.0.txt", "NOTICE-Qt.txt"} <= held
    assert any("Python" in path.read_text("utf-8") for path in folder.glob("Python*"))
    assert (folder / "pyinstaller" / "COPYING.txt").exists(), "its starter is carried"


def test_the_list_of_parts_is_whole_and_the_same_each_time(
    made: dict[str, ModuleType], small: object
) -> None:
    (small.bundle / "_internal" / "libicudata.so.73").write_bytes(b"")  # type: ignore[attr-defined]
    said = made["papers"].parts(small)
    assert said == made["papers"].parts(small)

    parts = json.loads(said)
    assert (parts["bomFormat"], parts["specVersion"]) == ("CycloneDX", "1.6")
    assert parts["metadata"]["component"]["version"] == __version__
    listed = {each["name"] for each in parts["components"]}
    assert {each.metadata["Name"] for each in made["papers"].shipped()} <= listed
    assert {"CPython", "SQLite", "ICU", "Inter-Regular", "pyinstaller"} <= listed
    packages = [each for each in parts["components"] if each.get("purl")]
    assert [each["name"] for each in packages if not each.get("licenses")] == []


def test_a_desktop_knows_the_program(made: dict[str, ModuleType], small: object, tmp_path: Path) -> None:
    made["linux_files"].write(small, tmp_path)

    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(tmp_path / "applications" / "org.reviewer.Reviewer.desktop", encoding="utf-8")
    kind = etree.parse(tmp_path / "mime" / "packages" / "org.reviewer.Reviewer.xml").find("{*}mime-type")
    about = etree.parse(tmp_path / "metainfo" / "org.reviewer.Reviewer.metainfo.xml").getroot()
    assert entry["Desktop Entry"]["MimeType"] == f"{kind.get('type')};"
    assert kind.find("{*}glob").get("pattern") == "*.reviewlib"
    assert about.find("releases/release").get("version") == __version__
    assert about.find("releases/release").get("date") == "2023-11-14"
    assert about.findtext("launchable") == "org.reviewer.Reviewer.desktop"
    window = (ROOT / "reviewer" / "gui" / "__init__.py").read_text("utf-8")
    assert f'setDesktopFileName("{made["plan"].APP_ID}")' in window

    for size in made["linux_files"].ICON_SIZES:
        name = f"icons/hicolor/{size}x{size}/apps/org.reviewer.Reviewer.png"
        assert struct.unpack(">II", (tmp_path / name).read_bytes()[16:24]) == (size, size)
    manual = gzip.decompress((tmp_path / "man" / "man1" / "reviewer.1.gz").read_bytes()).decode()
    assert [each.name for each in COMMANDS if f".B {each.name}\n".replace("-", "\\-") not in manual] == []


def test_a_package_is_the_same_each_time(made: dict[str, ModuleType], small: object) -> None:
    first = made["debian"].make(small, "x86_64")
    data = first.read_bytes()
    assert made["debian"].make(small, "x86_64").read_bytes() == data

    asked = ["dpkg-deb", "--field", str(first), "Package", "Version", "Architecture", "Depends"]
    fields = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert f"Version: {__version__}\n" in fields
    assert "xkb-data" in fields, "without it no key reaches the window"
    listed = subprocess.run(["dpkg-deb", "-c", str(first)], capture_output=True, text=True, check=True).stdout
    assert " ./usr/bin/reviewer -> ../lib/reviewer/reviewer" in listed
    assert "-rwxr-xr-x root/root" in listed
    assert "./usr/share/lintian/overrides/reviewer" in listed
    assert not re.search(r"^\S+ (?!root/root)", listed, re.MULTILINE)


def library_with(path: str) -> bytearray:
    """Return the least of an ELF file: one segment, and a dynamic section with its search path."""
    strings = b"\0libc.so.6\0" + path.encode() + b"\0"
    dynamic = [(1, 1), (29, 11), (5, 0x1000 + 176), (0, 0)]
    head = b"\x7fELF\x02\x01\x01".ljust(32, b"\0") + struct.pack("<QQIHHHHHH", 64, 0, 0, 64, 56, 2, 0, 0, 0)
    size = 240 + len(strings)
    load = struct.pack("<IIQQQQQQ", 1, 4, 0, 0x1000, 0x1000, size, size, 4096)
    table = struct.pack("<IIQQQQQQ", 2, 4, 176 + len(strings), 0, 0, 64, 64, 8)
    return bytearray(head + load + table + strings + b"".join(struct.pack("<qQ", *each) for each in dynamic))


@pytest.mark.parametrize(("path", "dropped"), [("/" + "root/python/lib", True), ("$ORIGIN/../lib", False)])
def test_no_library_looks_into_the_machine_it_was_built_on(
    made: dict[str, ModuleType], tmp_path: Path, path: str, dropped: bool
) -> None:
    before = library_with(path)
    (tmp_path / "lib.so").write_bytes(before)
    (tmp_path / "words.txt").write_text("no library")
    assert bool(made["elf"].clean(tmp_path)) == dropped
    after = (tmp_path / "lib.so").read_bytes()
    start = 176 + len(path) + 12
    tags = [struct.unpack_from("<q", after, start + 16 * n)[0] for n in range(4)]
    assert tags == ([1, 5, 0, 0] if dropped else [1, 29, 5, 0])
    assert made["elf"].clean(tmp_path) == []


def test_the_folder_for_a_stick_holds_everything(made: dict[str, ModuleType], small: object) -> None:
    with zipfile.ZipFile(made["windows_files"].portable(small)) as packed:
        names = packed.namelist()
    assert f"reviewer-{__version__}/_internal/Ünï 試.txt" in names


def test_what_cannot_be_made_is_said(
    made: dict[str, ModuleType], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert made["build"].main(["floppy"]) == 2
    assert "There is no kind floppy." in capsys.readouterr().err
    monkeypatch.setattr(sys, "platform", "linux")
    assert made["build"].main(["windows"]) == 1
    assert "cannot be made on this system" in capsys.readouterr().err


def test_a_bundle_that_grew_is_refused(
    made: dict[str, ModuleType], small: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made["bundle"], "MOST_BYTES", 12)
    with pytest.raises(SystemExit, match="are allowed"):
        made["bundle"].weigh(small.bundle)  # type: ignore[attr-defined]


@pytest.mark.parametrize("suffix", [".pdf", ".html", ".md", ".csv"])
def test_the_check_sees_an_export_that_is_cut(
    made: dict[str, ModuleType], tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"report{suffix}"
    path.write_bytes(b"%PDF-1.7 <html> half")
    with pytest.raises(SystemExit, match="is not whole"):
        made["journey"].opened(path)


def test_programs_that_a_bundle_starts_get_the_systems_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/ours")
    door.leave_libraries_to_others()
    assert os.environ["LD_LIBRARY_PATH"] == "/ours"  # from a checkout it is the person's own

    monkeypatch.setattr(sys, "_MEIPASS", "/ours", raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/theirs")
    door.leave_libraries_to_others()
    assert os.environ["LD_LIBRARY_PATH"] == "/theirs"
    door.leave_libraries_to_others()
    assert "LD_LIBRARY_PATH" not in os.environ


def library_for(*kinds: int) -> bytes:
    """Return how a library for these kinds of processors begins."""
    if len(kinds) == 1:
        return b"\xcf\xfa\xed\xfe" + struct.pack("<I", kinds[0]) + bytes(24)
    parts = [struct.pack(">IIIII", kind, 0, 4096, 32, 12) for kind in kinds]
    return b"\xca\xfe\xba\xbe" + struct.pack(">I", len(kinds)) + b"".join(parts)


ARM, INTEL, OLD = 0x0100_000C, 0x0100_0007, 7
JAVA = b"\xca\xfe\xba\xbe" + struct.pack(">HH", 0, 61) + bytes(40)


@pytest.mark.parametrize(
    ("data", "held"),
    [
        (library_for(ARM), {"arm64"}),
        (library_for(INTEL), {"x86_64"}),
        (library_for(ARM, INTEL), {"arm64", "x86_64"}),
        (library_for(INTEL, OLD), {"x86_64", "another"}),
        (JAVA, set()),
        (b"words", set()),
        (b"", set()),
    ],
)
def test_a_library_says_for_which_macs_it_is(
    made: dict[str, ModuleType], tmp_path: Path, data: bytes, held: set[str]
) -> None:
    path = tmp_path / "library"
    path.write_bytes(data)
    assert made["universal"].processors(path) == held


def test_libraries_for_one_kind_of_mac_are_joined(
    made: dict[str, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    universal = made["universal"]
    here, other = tmp_path / "here", tmp_path / "other"
    for folder, kind in ((here, ARM), (other, INTEL)):
        (folder / "deep").mkdir(parents=True)
        (folder / "deep" / "a.so").write_bytes(library_for(kind))
        (folder / "both.dylib").write_bytes(library_for(ARM, INTEL))
        (folder / "words.txt").write_text("words")
    (other / "intel.so").write_bytes(library_for(INTEL))  # left where it is

    def lipo(_create: str, _one: str, _other: str, _output: str, whole: str) -> None:
        Path(whole).write_bytes(library_for(ARM, INTEL))

    monkeypatch.setattr(universal, "lipo", lipo)
    assert universal.join(here, other) == [here / "deep" / "a.so"]
    assert universal.one_sided(here) == []
    assert sorted(path.name for path in here.rglob("*.*")) == ["a.so", "both.dylib", "words.txt"]

    (here / "alone.so").write_bytes(library_for(ARM))
    with pytest.raises(SystemExit, match=r"alone\.so does not come for both"):
        universal.join(here, other)


def test_the_other_half_is_fetched_by_the_hashes_of_the_lock(made: dict[str, ModuleType]) -> None:
    lock = (ROOT / "packaging" / "requirements.lock").read_text("utf-8")
    for distribution in made["papers"].shipped():
        lines = made["universal"].pinned(lock, distribution.metadata["Name"]).splitlines()
        assert lines[0].startswith(distribution.metadata["Name"].lower().replace("_", "-") + "==")
        assert lines[1:] and all(line.startswith("    --hash=sha256:") for line in lines[1:])
    with pytest.raises(SystemExit, match="not in the lock"):
        made["universal"].pinned(lock, "lxm")


class Screen:
    """A desk whose keys are heard from the second time on, and then stand in the file of the program."""

    def __init__(self, logs: Path) -> None:
        self.logs, self.pressed = logs, 0

    def press(self, *_keys: str) -> None:
        self.pressed += 1
        if self.pressed > 1:
            with (self.logs / "running-1.txt").open("a") as file:
                file.write("20:00:00 go.report\n")

    def rest(self) -> None: ...


def test_keys_that_were_not_heard_are_pressed_again(
    made: dict[str, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = made["journey"]
    logs = tmp_path / ".local" / "share" / "Reviewer" / "logs"
    logs.mkdir(parents=True)
    (logs / "running-1.txt").write_text("Reviewer 1: a head\n\n19:59:59 started on xcb\n20:00:00 go.report\n")
    clock = iter(range(0, 1000, 4))
    monkeypatch.setattr(journey.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(journey.time, "sleep", lambda _seconds: None)
    screen = Screen(logs)
    installed = journey.Installed(None, tmp_path, screen, tmp_path)
    installed.does("ctrl+6", "go.report")
    assert screen.pressed == 2
    assert installed.diary() == ["started on xcb", "go.report", "go.report"]
    with pytest.raises(SystemExit, match=r"F1 did not lead to go\.nowhere"):
        installed.does("F1", "go.nowhere")


def test_the_screen_is_read_as_its_server_keeps_it(made: dict[str, ModuleType], tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    desk = made["desk"]
    memory = tmp_path / "Xvfb_screen0"
    memory.write_bytes(b"a header of any length" + bytes((200, 100, 50, 0)) * (desk.WIDE * desk.HIGH))
    seen = desk.Desk(":9", memory)
    assert len(seen.rows()) == desk.HIGH
    seen.picture(tmp_path / "deep" / "screen.png")
    assert QImage(str(tmp_path / "deep" / "screen.png")).pixelColor(7, 7).getRgb()[:3] == (50, 100, 200)
