"""What the comparison of pictures still sees, kept at half their size as they are, and what it lets pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication

from reviewer.gui import theme
from tests import pictures
from tests.pictures import Sheet

Draw = Callable[[QPainter], None]
WORDS = (
    "Mitoxantrone is one of the few drugs approved for the",
    "treatment of progressive multiple sclerosis. However,",
    "the prolonged use of this potent agent is limited by",
)


def page(
    moved: int = 0,
    across: float = 0.0,
    icon: bool = True,
    line: bool = True,
    tint: str = "page",
    ink: str = "text1",
    word: str = "However,",
) -> Draw:
    """Return what draws lines of text, an icon and an underlined quote, as the window does."""

    def draw(painter: QPainter) -> None:
        painter.fillRect(0, 0, 400, 200, theme.colour("page"))
        painter.fillRect(240, 100, 140, 80, theme.colour(tint))
        painter.setFont(theme.font("read"))
        painter.setPen(theme.colour(ink))
        for number, words in enumerate(WORDS):
            y = 30 + 22 * number + (moved if number == 2 else 0)
            painter.drawText(QPointF(16 + across, y), words.replace("However,", word))
        if line:
            painter.setPen(QPen(QColor(theme.tag_colour("violet")), 2))
            painter.drawLine(16, 80, 160, 80)
        if icon:
            theme.draw_icon(painter, QRectF(16, 110, 16, 16), "warn", "warning")

    return draw


def taken(draw: Draw, scale: int) -> QImage:
    image = QImage(QSize(400, 200) * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    return image


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, qapp: QApplication) -> str:
    theme.apply(qapp, request.param)
    return str(request.param)


def told(draw: Draw, scale: int, folder: Path, patch: pytest.MonkeyPatch) -> list[str]:
    """Return what is said of a picture when the page as it should be was kept beside others."""
    patch.setattr(pictures, "FOLDER", folder)
    names = ("other", "page", "third")
    patch.setenv("REVIEWER_KEEP", "1")
    first = Sheet("sheet", names, {name: taken(page(), scale) for name in names})
    assert first.differences(folder) == []
    patch.delenv("REVIEWER_KEEP")
    now = {name: taken(draw if name == "page" else page(), scale) for name in names}
    return Sheet("sheet", names, now).differences(folder)


@pytest.mark.usefixtures("scheme")
@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(page(moved=2), id="a line of text 2 px lower"),
        pytest.param(page(icon=False), id="an icon that is missing"),
        pytest.param(page(line=False), id="an underline that is missing"),
        pytest.param(page(tint="selected"), id="a ground of another colour"),
        pytest.param(page(tint="panel"), id="a ground that is a shade darker"),
        pytest.param(page(ink="text3"), id="text that is fainter"),
        pytest.param(page(word="Howeve…"), id="a word that is cut"),
    ],
)
def test_what_a_person_would_see_is_told(
    change: Draw, scale: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (said,) = told(change, scale, tmp_path, monkeypatch)

    assert said.startswith("page of sheet differs by")
    assert {path.name for path in tmp_path.glob("*.png")} == {"sheet-page.png", "sheet-page-kept.png"}


@pytest.mark.usefixtures("scheme")
@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize(
    "change",
    [pytest.param(page(), id="nothing"), pytest.param(page(across=0.2), id="edges smoothed otherwise")],
)
def test_what_nobody_would_see_is_let_pass(
    change: Draw, scale: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(change, scale, tmp_path, monkeypatch) == []


def test_nothing_kept_and_another_number_of_pictures_are_told(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "FOLDER", tmp_path)
    sheet = Sheet("sheet", ("one",), {"one": taken(page(), 1)})
    assert sheet.differences(tmp_path) == ["sheet.webp is not kept yet"]

    monkeypatch.setenv("REVIEWER_KEEP", "1")
    assert sheet.differences(tmp_path) == []
    monkeypatch.delenv("REVIEWER_KEEP")
    more = Sheet("sheet", ("one", "two"), {"one": taken(page(), 1), "two": taken(page(), 1)})
    assert more.differences(tmp_path) == ["sheet.webp is not of 2 pictures of 200 × 100 px"]


def test_what_is_as_good_is_not_kept_anew(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "FOLDER", tmp_path)
    monkeypatch.setenv("REVIEWER_KEEP", "1")
    for across in (0.0, 0.1):
        Sheet("sheet", ("one",), {"one": taken(page(across=across), 1)}).differences(tmp_path)
        if not across:
            before = (tmp_path / "sheet.webp").read_bytes()

    assert (tmp_path / "sheet.webp").read_bytes() == before
