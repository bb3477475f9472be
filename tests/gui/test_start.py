"""The start: what is not needed to show a window is not imported for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "sqlite_utils",
    "pypdf",
    "typst",
    "citeproc",
    "xlsxwriter",
    "concurrent.futures",
    "PySide6.QtPrintSupport",
    "PySide6.QtPdf",
)

SHOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from reviewer.gui import theme
from reviewer.gui.session import Session
from reviewer.gui.window import Window
session = Session()
theme.apply(app, "light")
window = Window(session)
if len(sys.argv) > 1:
    session.open_library(Path(sys.argv[1]))
window.show()
window.repaint()
print(*[name for name in {heavy!r} if name in sys.modules])
"""


@pytest.mark.parametrize("with_library", [False, True], ids=["first start", "with a library"])
def test_heavy_modules_stay_out_of_the_start(review: Path, with_library: bool) -> None:
    arguments = [str(review)] if with_library else []
    shown = subprocess.run(
        [sys.executable, "-c", SHOW.format(heavy=HEAVY), *arguments],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
        check=True,
    )

    assert shown.stdout.strip() == ""
