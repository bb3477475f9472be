"""The theme: contrast of every pair, patterns that differ, icons and fonts that are there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from reviewer.gui import theme
from reviewer.gui.theme import signs
from reviewer.gui.theme.look import Look
from reviewer.settings import resource

SCHEMES = ("light", "dark")
GROUNDS = ("window", "panel", "page", "field", "header", "hover", "selected")


def pairs(scheme: str) -> list[tuple[str, str, float]]:
    """The pairs of tokens.json with the ratio that stands there."""
    return [(*key.split("/"), ratio) for key, ratio in theme.tokens()["contrast"][scheme].items()]


def shade(scheme: str, name: str, beside: str) -> QColor:
    """The colour that a name of the contrast table means ("tag.moss", "tag.moss.strong", "text1")."""
    if not name.startswith("tag.") and name not in ("tint",):
        return QColor(theme.tokens()[scheme]["color"][name])
    hue, _, part = (name if name.startswith("tag.") else f"{beside}.tint").removeprefix("tag.").partition(".")
    entry = next(tag for tag in theme.tokens()[scheme]["tags"] if tag["name"] == hue)
    return QColor(entry[part or "ink"])


@pytest.fixture
def light(qapp: QApplication) -> QApplication:
    theme.apply(qapp, "light")
    return qapp


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_ratio_of_the_table_is_true(scheme: str) -> None:
    for ink, ground, stated in pairs(scheme):
        found = theme.contrast_ratio(shade(scheme, ink, ground), shade(scheme, ground, ink))
        assert found == pytest.approx(stated, abs=0.011), (scheme, ink, ground)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_reaches_four_and_a_half_and_borders_three(scheme: str) -> None:
    for ink, ground, _ in pairs(scheme):
        found = theme.contrast_ratio(shade(scheme, ink, ground), shade(scheme, ground, ink))
        least = 3.0 if ink == "control" else 4.5
        if ground.endswith(".strong") or ground == "textSelection":
            least = 7.0
        assert found >= least, (scheme, ink, ground)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    "ink", ("text1", "text2", "text3", "study", "commentary", "reader", "boilerplate", "error")
)
def test_words_are_legible_on_every_ground(scheme: str, ink: str) -> None:
    for ground in GROUNDS:
        assert theme.contrast_ratio(shade(scheme, ink, ground), shade(scheme, ground, ink)) >= 4.5, ground


def test_both_schemes_name_the_same_tokens_and_hues() -> None:
    light, dark = (theme.tokens()[scheme] for scheme in SCHEMES)

    assert light["color"].keys() == dark["color"].keys()
    assert (
        [tag["name"] for tag in light["tags"]] == [tag["name"] for tag in dark["tags"]] == theme.hue_names()
    )


def test_applying_a_scheme_changes_palette_colours_and_tells(light: QApplication) -> None:
    told: list[bool] = []
    theme.notifier.themeChanged.connect(lambda: told.append(theme.is_dark()))

    theme.apply(light, "dark")

    assert told == [True]
    assert light.palette().color(QPalette.ColorRole.Window) == theme.colour("window") == QColor("#2A2825")
    theme.apply(light, "light")
    assert light.palette().color(QPalette.ColorRole.Window) == QColor("#E9E6DF")


def test_another_font_reaches_what_stands_there(light: QApplication, qtbot: QtBot) -> None:
    """Also where the style sheet says the size, and nothing else of the style sheet differs."""
    field, label = QLineEdit(), QLabel("Words")
    label.setProperty("type", "small")
    for widget in (field, label):
        qtbot.addWidget(widget)
        widget.show()
    before = [field.font().family(), label.font().family()]

    theme.apply(light, "light", system_font=True)
    now = [field.font().family(), label.font().family()]
    theme.apply(light, "light")

    assert before == ["Inter", "Inter"] and "Inter" not in now
    assert [field.font().family(), label.font().family()] == before


def test_the_style_sheet_has_no_open_place(light: QApplication) -> None:
    sheet = theme.style_sheet()

    assert "${" not in sheet
    assert "#0d5c68" in sheet


def test_high_contrast_takes_only_colours_of_the_system(
    light: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = QPalette(QColor("#000000"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("#ffff00"))
    monkeypatch.setattr(Look, "contrast", system)
    own = {
        system.color(QPalette.ColorRole(role)).name() for role in range(QPalette.ColorRole.NColorRoles.value)
    }

    shown = {theme.colour(token).name() for token in theme.tokens()["light"]["color"]}

    assert shown <= own
    assert theme.colour("study").name() == theme.tag_colour("moss").name() == "#ffff00"


def test_the_bundled_fonts_are_used_with_even_figures(light: QApplication) -> None:
    figures = QFontMetricsF(theme.font("body"))

    assert QFontInfo(theme.font("body")).family() == "Inter"
    assert QFontInfo(theme.font("read")).family() == "Charis SIL"
    assert figures.horizontalAdvance("1111") == pytest.approx(figures.horizontalAdvance("8888"))
    assert theme.font("docTitle").weight() == QFont.Weight.Bold
    assert theme.line_height("read") == 21.5


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_is_drawn_in_the_colour_asked_for(light: QApplication, path: Path) -> None:
    name = path.stem

    picture = theme.pixmap(name, "accent", ratio=2.0).toImage()

    inked = [
        picture.pixelColor(x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    ]
    assert picture.devicePixelRatio() == 2.0
    assert inked
    if name != "reviewer":
        assert all(pixel == theme.colour("accent") for pixel in inked)


def test_an_icon_follows_the_scheme(light: QApplication) -> None:
    before = theme.icon("read", "accent").pixmap(16).toImage()

    theme.apply(light, "dark")

    assert theme.icon("read", "accent").pixmap(16).toImage() != before
    theme.apply(light, "light")
    assert theme.icon("read", "accent").pixmap(16).toImage() == before


def picture_of(draw: Callable[[QPainter], object], width: int, height: int, ratio: float = 1.0) -> QImage:
    """What `draw(painter)` draws on white."""
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return image


def filled(image: QImage) -> float:
    """The share of the picture that is not white."""
    total = image.width() * image.height()
    light = sum(
        image.pixelColor(x, y).lightnessF() for x in range(image.width()) for y in range(image.height())
    )
    return 1 - light / total


@pytest.mark.parametrize("ratio", (1.0, 1.5, 2.0))
def test_each_voice_has_a_pattern_of_its_own_without_colour(light: QApplication, ratio: float) -> None:
    shares = {
        voice: filled(
            picture_of(lambda p, v=voice: theme.draw_voice_band(p, QRectF(0, 0, 7, 70), v), 7, 70, ratio)
        )
        for voice in theme.VOICES
    }

    assert shares["study"] > 0.5
    assert len({round(share, 2) for share in shares.values()}) == 4
    assert all(share > 0.05 for share in shares.values())


def test_what_has_no_voice_is_drawn_as_set_aside() -> None:
    assert [theme.voice_of(voice) for voice in ("study", "none", "quote")] == [
        "study",
        "boilerplate",
        "boilerplate",
    ]


def test_the_ribbon_shows_every_part_however_small(light: QApplication) -> None:
    parts = [("study", 4000), ("reader", 1), ("boilerplate", 1)]

    image = picture_of(lambda p: theme.draw_voice_ribbon(p, QRectF(0, 0, 60, 6), parts), 60, 6)

    row = [image.pixelColor(x, 1) for x in range(60)]
    assert theme.colour("study") in row
    assert theme.colour("reader") in row
    assert row[59] != QColor("white") or row[58] != QColor("white")


def test_certainty_has_one_more_cross_for_each_level(light: QApplication) -> None:
    shares = [
        filled(picture_of(lambda p, n=level: theme.draw_certainty(p, QRectF(0, 0, 56, 14), n), 56, 14))
        for level in range(5)
    ]

    assert shares == sorted(shares)
    assert len(set(shares)) == 5


@pytest.mark.parametrize("stance", ("supports", "contradicts", "qualifies", "mentions"))
def test_each_stance_has_a_chip(light: QApplication, stance: str) -> None:
    image = picture_of(lambda p: theme.draw_stance(p, QRectF(0, 0, 14, 14), stance), 14, 14)

    assert image.pixelColor(7, 7) != image.pixelColor(3, 3)


def test_keys_name_themselves_to_a_screen_reader(light: QApplication, qtbot: QtBot) -> None:
    caps = theme.KeyCap("Ctrl", "K")
    button = theme.KeyButton("Mark as graded", "Ctrl", "Enter", primary=True)
    qtbot.addWidget(caps)
    qtbot.addWidget(button)

    assert caps.accessibleName() == "Ctrl K"
    assert button.sizeHint().width() > button.fontMetrics().horizontalAdvance("Mark as graded") + 60
    assert button.property("primary") is True


def test_a_ribbon_of_hundreds_of_comments_keeps_true_widths() -> None:
    few = [("study", 200), ("commentary", 100), ("reader", 50)]
    assert signs.legible(few, 40) == few
    many = [("none", 4), *few, *[("none", 2), ("reader", 30)] * 200]

    assert signs.legible(many, 58) == [("none", 4), ("study", 200), ("commentary", 100), ("reader", 6450)]
