"""Where things lie, and what the user prefers.

`resource()` is the only code that knows whether we run from a checkout, a wheel or a bundle. A setting
is one field of `Settings`; its default and its help stand on the same line.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import Field, asdict, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from reviewer.errors import ReviewError

APPLICATION = "Reviewer"
_forced_home: Path | None = None


def _setting(default: Any, help_text: str, within: tuple[float, float] | None = None) -> Any:
    about = {"help": help_text, "within": within}
    if isinstance(default, (list, dict)):
        return field(default_factory=lambda: type(default)(default), metadata=about)
    return field(default=default, metadata=about)


@dataclass
class Settings:
    """What the user prefers, on this machine. Nothing of a library lives here."""

    reviewer_id: str = _setting("", "Stable id of the person at this machine")
    reviewer_name: str = _setting("", "Name that every action is recorded under")
    language: str = _setting("system", "Language of the window, from the next start on")
    theme: str = _setting("system", "Light, dark, or as the system is")
    last_library: str = _setting("", "Library to open at the next start")
    recent: list[str] = _setting([], "Libraries opened lately, newest first")
    reader_size: float = _setting(14.5, "Size of the reading text, 12 to 24 px", within=(12, 24))
    measure: int = _setting(80, "Width of the reading text, 45 to 95 characters", within=(45, 95))
    system_font: bool = _setting(False, "Use the system's interface font instead of Inter")
    single_keys: bool = _setting(True, "Single letters act when no text field has focus")
    keys: dict[str, list[str]] = _setting({}, "Keys that were changed, by the command they belong to")
    suggestions_off: list[str] = _setting(["number"], "Kinds of suggestions that are not shown")
    backup_hourly: bool = _setting(True, "Back up every hour while you work, when something changed")
    backup_folder: str = _setting("", "Folder for backups; empty is one beside these settings")
    reports: dict[str, str] = _setting({}, "What was chosen last about the report of each library")
    layouts: dict[str, str] = _setting({}, "State of the panes, one entry for each workspace")

    def __post_init__(self) -> None:
        self.known: dict[str, Any] = {}
        """Values as they were read or written last; what differs was changed by this program."""


@cache
def _data_root() -> Path:
    here = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [Path(bundle)] if bundle else [here / "_data", here.parent]
    return next((root for root in candidates if (root / "resources").is_dir()), candidates[-1])


def resource(name: str) -> Path:
    """Return the path of a file or folder in `resources/`; raises ReviewError when it is missing."""
    return _existing(_data_root() / "resources" / name)


def seed(name: str = "") -> Path:
    """Return the path of a file in `seeds/`, or of the folder; raises ReviewError when it is missing."""
    return _existing(_data_root() / "seeds" / name)


def licences() -> Path | None:
    """Return the folder with the licence of every part that is carried; None where nothing is carried."""
    folder = Path(sys.executable).parent / "licences"
    return folder if hasattr(sys, "_MEIPASS") and folder.is_dir() else None


def _existing(path: Path) -> Path:
    if not path.exists():
        raise ReviewError(
            f"The file {path.name} that belongs to Reviewer is missing.",
            "Install Reviewer again; your library is not touched by that.",
        )
    return path


def set_home(path: Path | None) -> None:
    """Use `path` for settings, logs and the default library in this process (`--home`)."""
    global _forced_home
    _forced_home = path


def home() -> Path:
    """Return the folder for settings and logs: --home, REVIEWER_HOME, or the system's own place."""
    if _forced_home is not None:
        return _forced_home
    if os.environ.get("REVIEWER_HOME"):
        return Path(os.environ["REVIEWER_HOME"])
    import platformdirs

    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def default_library() -> Path:
    """Return where a library lies that nobody named: `My library.reviewlib`."""
    if _forced_home is not None or os.environ.get("REVIEWER_HOME"):
        return home() / "My library.reviewlib"
    import platformdirs

    return Path(platformdirs.user_documents_dir()) / APPLICATION / "My library.reviewlib"


def load() -> Settings:
    """Read the settings; a missing or damaged file gives the defaults, the damaged one is kept aside."""
    settings = _settings_from(_stored())
    settings.known = asdict(settings)
    if not settings.reviewer_id:
        settings.reviewer_id = uuid.uuid4().hex
    return settings


def _stored() -> dict[str, Any]:
    """Return what the file holds; a damaged one is put aside."""
    path = home() / "settings.json"
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        _set_aside(path)
        return {}
    return stored if isinstance(stored, dict) else {}


def _settings_from(stored: dict[str, Any]) -> Settings:
    known = {f.name: stored[f.name] for f in fields(Settings) if _fits(f, stored.get(f.name))}
    return Settings(**known)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


_SHAPES: dict[str, Callable[[Any], bool]] = {
    "str": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "float": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "list[str]": _is_list,
    "dict[str, str]": lambda value: isinstance(value, dict) and _is_list(list(value.values())),
    "dict[str, list[str]]": lambda value: isinstance(value, dict) and all(map(_is_list, value.values())),
}


def _fits(setting: Field[Any], value: Any) -> bool:
    """Say whether a stored value can be used: damage, or a newer version, may have left anything there."""
    within = setting.metadata["within"]
    if not _SHAPES[str(setting.type)](value):
        return False
    return within is None or within[0] <= value <= within[1]


def limits(name: str) -> tuple[float, float]:
    """Return the smallest and the largest value of a setting that is a number; raises KeyError for others."""
    found = {f.name: f.metadata["within"] for f in fields(Settings) if f.metadata["within"]}
    smallest, largest = found[name]
    return smallest, largest


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".damaged.json"))
    except OSError:
        return  # an unreadable folder: the defaults still work, and saving will say what is wrong


def save(settings: Settings) -> None:
    """Write what was changed since the settings were read; raises ReviewError when that cannot be done.

    Another window or program may have changed other settings meanwhile: these stay as it left them. So does
    what only a newer version knows: a setting of a name unknown here, or a value of another shape.
    """
    folder, own, stored = home(), asdict(settings), _stored()
    changed = {name: value for name, value in own.items() if settings.known.get(name, ...) != value}
    whole = own | stored | changed
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(whole, file, ensure_ascii=False, indent=1, sort_keys=True)
        os.replace(name, folder / "settings.json")
        settings.known = own
    except OSError as error:
        raise ReviewError(
            f"Your preferences could not be saved in {folder}: {error.strerror or error}.",
            "They hold until you close the window. Check that the folder can be written.",
        ) from error
