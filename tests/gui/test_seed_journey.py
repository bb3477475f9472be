"""From the first window to a report on disk by the keyboard alone: everything is pressed, nothing called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from reviewer import text as texts
from reviewer.gui import jobs
from reviewer.gui.window import Window
from reviewer.library import appraisals, claims, documents
from reviewer.library.handle import Library
from reviewer.model import Stance
from reviewer.settings import default_library, seed
from tests.gui.read.hands import CTRL, SHIFT, Hands, Key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
EXAMPLE = json.loads(seed("example-review.json").read_text(encoding="utf-8"))
BLOG = seed(EXAMPLE["documents"]["B"])
WANTED = (
    ("Circulating B cells fall with mitoxantrone.", "persistently suppresses B cells in vivo", "", "B cells"),
    ("NK cells mature with mitoxantrone.", "NK cell maturation was seen only in", "=", "NK cells"),
    (
        "Progression stops with mitoxantrone.",
        "not clear how mitoxantrone influences progression",
        "-",
        "EDSS",
    ),
)
"""The claims of this review: statement, the words it rests on, the key of the stance, the outcome."""
STANCES = (Stance.SUPPORTS, Stance.QUALIFIES, Stance.CONTRADICTS)
REASON = "One arm, no comparison."
START = "A study without a control group."


def test_the_seed_journey_by_keyboard_alone(first_window: Window, qtbot: QtBot) -> None:
    first_window.resize(1440, 900)
    hands = Hands(first_window)
    bring_the_blog_in(hands, qtbot)
    confirm_whose_words_they_are(hands)
    for statement, words, stance, outcome in WANTED:
        claim(hands, statement, words, stance, outcome)
    grade_the_first(hands, qtbot)
    report = export(hands, qtbot)

    session = first_window.session
    made = session.read(claims.claims)
    assert [each.statement for each in made] == [statement for statement, *_ in WANTED]
    links = [session.read(claims.quotes, claim=each.id)[0] for each in made]
    assert [link.stance for link in links] == list(STANCES)
    assert [link.pico.outcome for link in links] == [outcome for *_, outcome in WANTED]
    assert all(row.confirmed for row in session.read(documents.page, [1]))
    assert graded(session.library, made[0].id)
    assert report.startswith(b"%PDF-") and report.rstrip().endswith(b"%%EOF")
    assert hands.clicks == 0


def bring_the_blog_in(hands: Hands, qtbot: QtBot) -> None:
    """Take the way in that has the focus, and name the file in Qt's own dialog."""
    session = hands.window.session

    def name_it() -> None:
        """Type the name, then press Enter until the dialog is gone: the first closes the completions."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            if field.text() != str(BLOG):
                field.clear()
                QTest.keyClicks(field, str(BLOG))
            QTest.keyClick(QApplication.activePopupWidget() or field, Key.Key_Return)
        if session.library is None:
            QTimer.singleShot(50, name_it)

    QTimer.singleShot(50, name_it)
    hands.tap(Key.Key_I, modifiers=CTRL)
    qtbot.waitUntil(lambda: session.library is not None and not jobs.busy(), timeout=20_000)
    assert [row.title for row in session.read(documents.page, [1])]
    assert session.library is not None and session.library.path == default_library()


def confirm_whose_words_they_are(hands: Hands) -> None:
    """Read, correct the boundaries, confirm those that are sure and then each of the others."""
    hands.tap(Key.Key_3, modifiers=CTRL)
    hands.tap(Key.Key_B)
    hands.tap(Key.Key_Return, modifiers=SHIFT)
    for _ in range(20):
        if all(edge.sure for edge in hands.read.separating.listed):
            break
        hands.tap(Key.Key_Return)
    for _ in range(2):  # out of the strip that says all is checked, then out of the mode
        if hands.read.separating.on:
            hands.tap(Key.Key_Escape)


def claim(hands: Hands, statement: str, words: str, stance: str, outcome: str) -> None:
    """Select words, make a claim of them, say how they stand to it and what they are about."""
    text = hands.read.desk.text
    start = text.index(words)
    hands.find_and_select(texts.quote(hands.read.page.document, start, start + len(words)))
    hands.tap("q")
    hands.type(statement)
    hands.tap(Key.Key_Return)
    if stance:
        hands.tap(stance)
    hands.tap("p", modifiers=SHIFT)
    for _ in range(3):
        hands.tap(Key.Key_Tab)
    hands.type(outcome)
    hands.tap(Key.Key_Escape)


def grade_the_first(hands: Hands, qtbot: QtBot) -> None:
    """Go back to the first claim and rate it: serious risk of bias with its reason, the rest not serious."""
    session = hands.window.session
    for _ in WANTED[1:]:
        hands.tap("k")
    hands.tap("g")
    assert hands.window.front is not None and hands.window.front.workspace.id == "grade"
    qtbot.wait(50)
    hands.tap("1", "r")  # the first domain is the current one
    hands.type(REASON)
    hands.tap(Key.Key_Escape)
    for _ in range(4):
        hands.tap(Key.Key_Down, "0")
    hands.tap(Key.Key_Return, modifiers=CTRL)
    hands.type(START)  # the keyboard went to what is missing
    hands.tap(Key.Key_Escape)
    hands.tap(Key.Key_Return, modifiers=CTRL)
    qtbot.waitUntil(lambda: graded(session.library, 1), timeout=3000)


def graded(library: Library | None, claim: int) -> bool:
    assert library is not None
    return any(rating.graded for rating in appraisals.certainties(library, claim))


def export(hands: Hands, qtbot: QtBot) -> bytes:
    """Go to the report and export it as what stands there: a PDF beside the library."""
    hands.tap(Key.Key_6, modifiers=CTRL)
    hands.tap(Key.Key_E, modifiers=CTRL)
    folder = default_library().parent
    qtbot.waitUntil(lambda: not jobs.busy() and bool(list(folder.glob("*.pdf"))), timeout=60_000)
    (path,) = folder.glob("*.pdf")
    return Path(path).read_bytes()
