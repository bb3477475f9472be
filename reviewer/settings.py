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
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from reviewer.errors import ReviewError

APPLICATION = "Reviewer"
_forced_home: Path | None = None


def _setting(default: Any, help_text: str) -> Any:
    if isinstance(default, (list, dict)):
        return field(default_factory=lambda: type(default)(default), metadata={"help": help_text})
    return field(default=default, metadata={"help": help_text})


@dataclass
class Settings:
    """What the user prefers, on this machine. Nothing of a library lives here."""

    reviewer_id: str = _setting("", "Stable id of the person at this machine")
    reviewer_name: str = _setting("", "Name that every action is recorded under")
    language: str = _setting("system", "Language of the window, from the next start on")
    theme: str = _setting("system", "Light, dark, or as the system is")
    last_library: str = _setting("", "Library to open at the next start")
    recent: list[str] = _setting([], "Libraries opened lately, newest first")
    reader_size: float = _setting(14.5, "Size of the reading text, 12 to 24 px")
    measure: int = _setting(80, "Width of the reading text, 45 to 95 characters")
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
    defaults = Settings()
    known = {
        f.name: stored[f.name]
        for f in fields(Settings)
        if f.name in stored and _same_shape(stored[f.name], getattr(defaults, f.name))
    }
    return Settings(**known)


def _same_shape(value: Any, default: Any) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    number = (int, float)
    return isinstance(value, type(default)) or (isinstance(value, number) and isinstance(default, number))


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".damaged.json"))
    except OSError:
        return  # an unreadable folder: the defaults still work, and saving will say what is wrong


def save(settings: Settings) -> None:
    """Write what was changed since the settings were read; raises ReviewError when that cannot be done.

    Another window or program may have changed other settings meanwhile: these stay as it left them.
    """
    folder, own, stored = home(), asdict(settings), _stored()
    theirs = asdict(_settings_from(stored))
    kept = {name for name, value in own.items() if name in stored and settings.known.get(name, ...) == value}
    whole = {name: theirs[name] if name in kept else own[name] for name in own}
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
