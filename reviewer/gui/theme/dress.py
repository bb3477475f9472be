"""Dresses the application: Fusion, palette, fonts and the style sheet, following the desktop if asked to."""

from __future__ import annotations

import string

from PySide6.QtCore import QDir, QFile, QSize, Qt, QTemporaryDir
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QStyle

from reviewer.gui.theme.icons import pixmap
from reviewer.gui.theme.look import Look, colour, font, load_fonts, notifier, tokens
from reviewer.settings import resource


def apply(app: QApplication, mode: str = "system", system_font: bool = False) -> None:
    """Dress the application; `mode` is "system", "light" or "dark". Emits `themeChanged`.

    With "system" the window follows the desktop from now on, also into high contrast.
    """
    load_fonts()
    if Look.system_palette is None:
        Look.system_palette = app.palette()
    Look.mode, Look.system_font = mode, system_font
    _follow(app)
    Look.scheme = _scheme(app, mode)
    Look.contrast = Look.system_palette if _wants_contrast() else None
    _put_on(app, style_sheet())
    notifier.themeChanged.emit()


def _put_on(app: QApplication, sheet: str) -> None:
    """Give palette, font and style sheet to all widgets; Qt goes through each of them for each of these."""
    if not app.styleSheet() and app.style().name().lower() != "fusion":  # below a style sheet it has no name
        app.setStyle("Fusion")
    palette, body = _palette() if Look.contrast is None else Look.contrast, font("body")
    if (app.palette(), app.font(), app.styleSheet()) == (palette, body, sheet):
        return
    app.setPalette(palette)
    app.setFont(body)
    app.setStyleSheet(sheet)  # also the same one: fonts that it sizes are made of the font before


def _scheme(app: QApplication, mode: str) -> str:
    if mode in ("light", "dark"):
        return mode
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def _wants_contrast() -> bool:
    return Look.hints is not None and Look.hints.contrastPreference() == Qt.ContrastPreference.HighContrast


def _follow(app: QApplication) -> None:
    if Look.hints is not None:
        return
    # Both are kept: PySide invalidates the accessibility hints with the last reference to the style hints.
    Look.style_hints = app.styleHints()
    Look.hints = Look.style_hints.accessibility()
    Look.style_hints.colorSchemeChanged.connect(lambda: _again(app))
    Look.hints.contrastPreferenceChanged.connect(lambda: _again(app))


def _again(app: QApplication) -> None:
    if (_scheme(app, Look.mode), _wants_contrast()) != (Look.scheme, Look.contrast is not None):
        apply(app, Look.mode, Look.system_font)


def reduced_motion() -> bool:
    """Return whether durations have to be 0, as the desktop asks by switching its animations off."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return True
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return not app.isEffectEnabled(Qt.UIEffect.UI_General) or app.style().styleHint(hint) == 0


def duration(token: str = "normal") -> int:
    """Return a duration of the `motion` tokens in milliseconds, 0 with reduced motion."""
    return 0 if reduced_motion() else int(tokens()["motion"][token])


_ROLES = {
    "Window": "window",
    "WindowText": "text1",
    "Base": "field",
    "AlternateBase": "panel",
    "Text": "text1",
    "Button": "raised",
    "ButtonText": "text1",
    "BrightText": "onAccent",
    "ToolTipBase": "raised",
    "ToolTipText": "text1",
    "PlaceholderText": "text3",
    "Highlight": "textSelection",
    "HighlightedText": "text1",
    "Link": "accent",
    "LinkVisited": "accent",
    "Accent": "accent",
    "Light": "raised",
    "Midlight": "hair",
    "Mid": "line",
    "Dark": "control",
    "Shadow": "control",
}


def _palette() -> QPalette:
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(QPalette.ColorRole[role], colour(token))
    for role in ("WindowText", "Text", "ButtonText"):
        made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[role], colour("disabled"))
    return made


def style_sheet() -> str:
    """Return the style sheet of the scheme in force: resources/style.qss with its tokens filled in."""
    values = {token: colour(token).name() for token in tokens()["light"]["color"]}
    values |= {f"size_{token}": str(pixels) for token, pixels in tokens()["size"].items()}
    for token, kind in tokens()["type"].items():
        values[f"font_{token}"] = f"font-size: {kind['size']}px; font-weight: {kind['weight']};"
    values |= _save_pictures()
    template = string.Template(resource("style.qss").read_text(encoding="utf-8"))
    return template.substitute(values)


_PICTURES = {
    "down": "text2",
    "up": "text2",
    "right": "text2",
    "cross": "text2",
    "check": "onAccent",
    "minus": "onAccent",
}


def _save_pictures() -> dict[str, str]:
    """Write the few icons that a style sheet can only name as files; returns their addresses."""
    if Look.pictures is None:
        Look.pictures = QTemporaryDir()
    folder, kind = Look.pictures.path(), "contrast" if Look.contrast is not None else Look.scheme
    for name, token in _PICTURES.items():
        for suffix, ratio in (("", 1.0), ("@2x", 2.0)):
            path = f"{folder}/{name}-{kind}{suffix}.png"
            if Look.contrast is not None or not QFile.exists(path):
                pixmap(name, token, QSize(12, 12), ratio).save(path)
    QDir.setSearchPaths("theme", [folder])
    return {f"picture_{name}": f"url(theme:{name}-{kind}.png)" for name in _PICTURES}
