"""What tokens.json says: colours of the scheme in force, fonts, sizes. `dress.apply` chooses the scheme."""

from __future__ import annotations

import functools
import json
from typing import Any

from PySide6.QtCore import QObject, QTemporaryDir, Signal
from PySide6.QtGui import (
    QAccessibilityHints,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPalette,
    QStyleHints,
)

from reviewer.settings import resource

VOICES = ("study", "commentary", "reader", "boilerplate")
"""The order in which voices stand everywhere."""


class Notifier(QObject):
    """Says that colours, fonts or icons have to be asked for again."""

    themeChanged = Signal()


notifier = Notifier()


class Look:
    """What is in force now; `dress` is the only writer."""

    scheme = "light"
    mode = "system"
    system_font = False
    contrast: QPalette | None = None
    system_palette: QPalette | None = None
    pictures: QTemporaryDir | None = None
    style_hints: QStyleHints | None = None
    hints: QAccessibilityHints | None = None


@functools.cache
def tokens() -> dict[str, Any]:
    """Return `tokens.json` as it stands."""
    stored: dict[str, Any] = json.loads(resource("tokens.json").read_text(encoding="utf-8"))
    return stored


def size(token: str) -> int:
    """Return a length of the `size` tokens, in device-independent pixels."""
    return int(tokens()["size"][token])


def is_dark() -> bool:
    """Return whether the dark colours are in force."""
    return Look.scheme == "dark"


_ROLE_OF_TOKEN = {
    QPalette.ColorRole.Window: "window panel header hover selectedInactive boilerplateTint qualifiesTint",
    QPalette.ColorRole.Base: "page field raised studyTint commentaryTint readerTint supportsTint "
    "contradictsTint warningTint errorTint accentTint onAccent",
    QPalette.ColorRole.Highlight: "selected textSelection find",
}
"""High contrast takes the system's own colours; every token not named here is its text colour."""


def colour(token: str) -> QColor:
    """Return the colour of a token of tokens.json in the scheme in force."""
    if Look.contrast is not None:
        return _contrast_colour(token, Look.contrast)
    return QColor(tokens()[Look.scheme]["color"][token])


def _contrast_colour(token: str, palette: QPalette) -> QColor:
    for role, names in _ROLE_OF_TOKEN.items():
        if token in names.split():
            return palette.color(role)
    return palette.color(QPalette.ColorRole.WindowText)


def tag_colour(hue: str, part: str = "ink") -> QColor:
    """Return a colour of a tag hue; `part` is "ink", "tint", "strong" or "child" (the ink at 55 %).

    A claim without a tag has the hue "" and is shown in the neutral colours.
    """
    if Look.contrast is not None or not hue:
        token = {"tint": "boilerplateTint", "strong": "selectedInactive"}.get(part, "text3")
        found = colour(token)
    else:
        key = "ink" if part == "child" else part
        found = QColor(_hues()[hue][key])
    if part == "child":
        found.setAlphaF(0.55)
    return found


def paper_colour(hue: str = "", token: str = "text3") -> QColor:
    """Return the ink of a tag hue, or without one the colour of a token, on white paper in any scheme."""
    light = tokens()["light"]
    if not hue:
        return QColor(light["color"][token])
    return QColor(next(entry["ink"] for entry in light["tags"] if entry["name"] == hue))


def _hues() -> dict[str, dict[str, str]]:
    return {entry["name"]: entry for entry in tokens()[Look.scheme]["tags"]}


def hue_names() -> list[str]:
    """Return the tag hues in the order they are given out."""
    return [entry["name"] for entry in tokens()["light"]["tags"]]


def voice_of(voice: str) -> str:
    """Return the name a voice is drawn under: "none" is set aside and looks like boilerplate."""
    return voice if voice in VOICES else "boilerplate"


def contrast_ratio(one: QColor, other: QColor) -> float:
    """Return the WCAG contrast ratio of two opaque colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(shade: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(shade.redF()) + 0.7152 * linear(shade.greenF()) + 0.0722 * linear(shade.blueF())


@functools.cache
def load_fonts() -> bool:
    for path in sorted(resource("fonts").iterdir()):
        if path.name.startswith(("Inter", "Charis")):
            QFontDatabase.addApplicationFont(str(path))
    return True


def font(token: str = "body", pixels: float | None = None, weight: int | None = None) -> QFont:
    """Return the font of a type token ("meta", "body", "read" …), sized in pixels, with its features."""
    return QFont(_font(token, pixels, weight, Look.system_font))


@functools.lru_cache(maxsize=256)
def _font(token: str, pixels: float | None, weight: int | None, system_font: bool) -> QFont:
    load_fonts()
    kind = tokens()["type"][token]
    if kind["family"] == "ui" and system_font:
        made = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    else:
        made = QFont(tokens()["font"][kind["family"]])
    _set_pixels(made, pixels if pixels is not None else kind["size"])
    # Widths that do not depend on the device: a line breaks at the same word on every screen.
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setWeight(QFont.Weight(weight if weight is not None else kind["weight"]))
    for feature in tokens()["font"]["features"][kind["family"]]:
        made.setFeature(QFont.Tag(feature), 1)
    return made


def _set_pixels(made: QFont, pixels: float) -> None:
    """Set a size that may be half a pixel; QFont takes whole pixels but any number of points."""
    if float(pixels).is_integer():
        made.setPixelSize(int(pixels))
        return
    screen = QGuiApplication.primaryScreen()
    dots = screen.logicalDotsPerInchY() if screen is not None else 96.0
    made.setPointSizeF(pixels * 72.0 / dots)


def line_height(token: str = "body") -> float:
    """Return the fixed line height of a type token in pixels."""
    return float(tokens()["type"][token]["line"])
