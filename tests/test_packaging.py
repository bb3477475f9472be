"""How Reviewer reaches a machine: the developer commands, the wheel, the licences beside the fonts."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from reviewer import __version__
from tests.source_tree import ROOT

BUILD = """
import sys
from hatchling.builders.wheel import WheelBuilder
print(*WheelBuilder(sys.argv[1]).build(directory=sys.argv[2]))
"""

OWN = ("dev", "system_libraries", "terminal")
"""Modules that run before anything is installed."""


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return packaging/dev.py as a module that looks at a checkout of its own."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "packaging" / "dev.py")
    assert spec is not None and spec.loader is not None
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "dev", module)
    spec.loader.exec_module(module)
    pins = tmp_path / "requirements.lock"
    pins.write_text("thing==1.0\n", encoding="utf-8")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    for name, value in {
        "PINS": pins,
        "VENV": tmp_path / ".venv",
        "STAMP": tmp_path / ".venv" / "reviewer-stamp",
        "RUN_LOCK": tmp_path / ".venv.lock",
        "PYTHON": python,
    }.items():
        monkeypatch.setattr(module, name, value)
    return module


@pytest.fixture
def system(dev: ModuleType) -> ModuleType:
    """Return the module about what the system must have."""
    return sys.modules["system_libraries"]


@pytest.mark.parametrize("name", OWN)
def test_dev_uses_the_standard_library_only(name: str) -> None:
    source = (ROOT / "packaging" / f"{name}.py").read_text("utf-8")
    names = re.findall(r"^(?:import|from) (\w+)", source, re.MULTILINE)

    assert set(names) <= set(sys.stdlib_module_names) | set(OWN)


def test_dev_explains_itself_and_knows_its_commands(
    dev: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [dev.main(words) for words in ([], ["nonsense"], ["--help"])]

    assert codes == [2, 2, 0]
    said = capsys.readouterr().out
    assert all(f"python3 packaging/dev.py {name}" in said for name in dev.COMMANDS)


def test_an_environment_without_its_stamp_is_unfinished(dev: ModuleType) -> None:
    assert not dev.is_ready()

    dev.STAMP.write_text(dev.stamp(), encoding="utf-8")
    assert dev.is_ready()


def test_other_pins_ask_for_another_environment(dev: ModuleType) -> None:
    dev.STAMP.write_text(dev.stamp(), encoding="utf-8")
    dev.PINS.write_text("thing==1.1\n", encoding="utf-8")

    assert not dev.is_ready()


def test_an_environment_whose_python_is_gone_is_made_again(dev: ModuleType) -> None:
    dev.STAMP.write_text(dev.stamp(), encoding="utf-8")
    dev.PYTHON.unlink()

    assert not dev.is_ready()


def test_a_ready_environment_is_used_as_it_is(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    dev.STAMP.write_text(dev.stamp(), encoding="utf-8")
    monkeypatch.setattr(dev, "wanted_packages", lambda command: [])
    monkeypatch.setattr(dev, "make_environment", lambda: pytest.fail("it was made again"))

    with dev.environment("test"):
        held = dev.RUN_LOCK.exists()

    assert held


def test_an_interrupted_environment_is_made_again_once(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done: list[str] = []
    monkeypatch.setattr(dev, "wanted_packages", lambda command: [])
    monkeypatch.setattr(
        dev, "quietly", lambda command, failure: (dev.PYTHON.parent.mkdir(parents=True), dev.PYTHON.touch())
    )
    monkeypatch.setattr(dev, "install_pins", lambda: done.append("pins"))
    monkeypatch.setattr(dev, "put_checkout_on_path", lambda: done.append("path"))

    with dev.environment("test"), dev.environment("check"):
        assert dev.is_ready()

    assert done == ["pins", "path"]
    assert "unfinished" in capsys.readouterr().out


def test_missing_libraries_are_found_by_trying(system: ModuleType) -> None:
    def load(file: str) -> object:
        if file.startswith(("libEGL", "libGL")):
            raise OSError(file)
        return object()

    missing = system.missing_libraries(system.QT_LIBRARIES, load)

    assert [library.file for library in missing] == ["libEGL.so.1", "libGL.so.1"]
    assert system.package_names(missing, "apt") == ["libegl1", "libgl1"]
    assert system.package_names(missing, "zypper") == ["libglvnd"]
    assert system.package_names(missing, "") == ["libEGL.so.1", "libGL.so.1"]


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt", "sudo apt-get install -y --no-install-recommends libegl1"),
        ("dnf", "sudo dnf install -y libegl1"),
        ("pacman", "sudo pacman -S --needed --noconfirm libegl1"),
    ],
)
def test_without_the_right_to_install_the_exact_command_is_named(
    system: ModuleType, monkeypatch: pytest.MonkeyPatch, manager: str, command: str
) -> None:
    monkeypatch.setattr(system, "package_manager", lambda: manager)
    monkeypatch.setattr(system, "is_root", lambda: False)
    monkeypatch.setattr(system, "root_prefix", lambda: None)

    with pytest.raises(system.SetupError, match=re.escape(command)):
        system.install_system_packages(["libegl1"])


def test_certificates_that_an_installation_drops_come_back(
    system: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = (
        f"-----BEGIN CERTIFICATE-----\n{word}\n-----END CERTIFICATE-----\n" for word in ("ours", "theirs")
    )
    bundle = tmp_path / "bundle.crt"
    bundle.write_text(ours, encoding="utf-8")
    monkeypatch.setattr(system, "BUNDLE", bundle)
    monkeypatch.setattr(system.shutil, "which", lambda name: None)

    with system.kept_certificates([]):
        bundle.write_text(theirs, encoding="utf-8")

    assert bundle.read_text(encoding="utf-8") == theirs + ours


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("… Failed to establish a new connection: [Errno -2]", "could not be reached"),
        ("SSLError(… CERTIFICATE_VERIFY_FAILED …)", "PIP_CERT"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM …", "not the one that was pinned"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: something new", "ERROR: something new"),
    ],
)
def test_a_failed_installation_is_explained(dev: ModuleType, output: str, words: str) -> None:
    assert words in dev.explain_pip(output)


@pytest.mark.parametrize(
    ("variables", "system", "shown"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_display_is_recognised(
    dev: ModuleType, variables: dict[str, str], system: str, shown: bool
) -> None:
    assert dev.has_display(variables, system) is shown


@pytest.mark.parametrize("made", [False, True])
def test_the_example_is_made_once_and_then_opened(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: bool
) -> None:
    library, asked = tmp_path / "Example review.reviewlib", []
    if made:
        library.touch()

    def reviewer(*words: str) -> int:
        asked.append(words)
        library.touch()
        return 0

    monkeypatch.setattr(dev, "example_folder", lambda: tmp_path)
    monkeypatch.setattr(dev, "reviewer", reviewer)

    assert dev.open_example() == 0
    assert asked == [*([] if made else [("demo", "--out", str(tmp_path))]), (str(library),)]


def test_a_failed_example_opens_nothing(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "example_folder", lambda: tmp_path)
    monkeypatch.setattr(dev, "reviewer", lambda *words: 70)

    assert dev.open_example() == 70


def test_without_a_display_the_reports_are_named(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def reviewer(*words: str) -> int:
        Path(words[-1]).mkdir()
        Path(words[-1], "report.pdf").touch()
        return 0

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dev, "reviewer", reviewer)

    assert dev.write_example() == 0
    assert f"{tmp_path / 'reviewer-demo'}:\n  report.pdf" in capsys.readouterr().out


def test_an_old_python_or_an_old_linux_is_named(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)

    with pytest.raises(dev.SetupError, match=r"this is Python 3\.10"):
        dev.continue_with_newer_python((3, 10))
    with pytest.raises(dev.SetupError, match=r"glibc 2\.31"):
        dev.refuse_old_glibc(("glibc", "2.31"))
    assert dev.refuse_old_glibc(("glibc", "2.36")) is None


def test_the_integration_command_is_the_one_of_the_readme() -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in run.splitlines() if line and not line.startswith("#")]

    assert commands == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec python3 packaging/dev.py test"]
    assert "python3 packaging/dev.py test" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK) or os.name == "nt"


def test_the_wheel_carries_resources_and_seeds(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(ROOT), str(tmp_path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr

    with zipfile.ZipFile(next(tmp_path.glob(f"reviewer-{__version__}-*.whl"))) as wheel:
        held = set(wheel.namelist())
        entry = wheel.read(f"reviewer-{__version__}.dist-info/entry_points.txt").decode()
        seeds = {
            path.name: wheel.read(f"reviewer/_data/seeds/{path.name}") for path in (ROOT / "seeds").iterdir()
        }

    resources = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
    missing = [p for p in resources if f"reviewer/_data/{p.relative_to(ROOT).as_posix()}" not in held]
    assert missing == []
    assert seeds == {path.name: path.read_bytes() for path in (ROOT / "seeds").iterdir()}
    assert "reviewer = reviewer.__main__:main" in entry


def test_every_font_has_its_licence_beside_it() -> None:
    fonts = ROOT / "resources" / "fonts"
    first_lines = [path.read_text("utf-8").splitlines()[0] for path in fonts.glob("LICENCE-*.txt")]
    licensed = " ".join(line.replace(" ", "") for line in first_lines)

    files = [path for path in fonts.iterdir() if path.suffix != ".txt"]
    assert files
    assert [path.name for path in files if path.stem.split("-")[0] not in licensed] == []


def test_packaging_is_no_package() -> None:
    """An __init__.py here would hide the package of the same name that pip and pytest use."""
    assert not (ROOT / "packaging" / "__init__.py").exists()
