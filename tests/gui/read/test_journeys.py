"""The example review made in the real window: once by keys alone, once by mouse alone, from import to end.

Words that a person thinks up (statements, PICO, notes) are typed in both; everything else is counted. The
codebook stands ready, as in a review under way.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from reviewer import text as texts
from reviewer.actions import codebook
from reviewer.gui import dialogs, jobs
from reviewer.gui.segments import Segments
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces.reading.quote_form import QuoteForm
from reviewer.library import claims, documents
from reviewer.model import Direction, Document, Span, Stance
from reviewer.settings import seed
from tests.gui.read.hands import CTRL, SHIFT, Hands, Key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
EXAMPLE = json.loads(seed("example-review.json").read_text(encoding="utf-8"))
OF_CLAIM = ("statement", "label", "note", "direction", "outcome", "intervention")
FIELDS = ("population_words", "intervention", "comparator", "outcome")
STANCE_KEYS = {"supports": "", "contradicts": "-", "qualifies": "=", "mentions": "."}
DIRECTION_KEYS = {"rises": Key.Key_Up, "falls": Key.Key_Down, "no change": Key.Key_Right, "unclear": "?"}


@pytest.fixture
def hands(
    show: Callable[[Session], Window],
    bare_session: Session,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Hands:
    """Someone before an empty library with a codebook, whose file dialog answers with the seeds."""
    assert bare_session.create_library(tmp_path / "journey.reviewlib")
    for group in EXAMPLE["tags"]:
        made = codebook.add_tag(
            bare_session.library, group["name"], None, group["colour"], group["definition"]
        )
        for child in group["children"]:
            codebook.add_tag(bare_session.library, child, made.created)
    seeds = [seed(name) for name in EXAMPLE["documents"].values()]
    monkeypatch.setattr(dialogs, "open_documents", lambda *_: seeds)
    window = show(bare_session)
    window.resize(1440, 900)
    return Hands(window)


def imported(hands: Hands, qtbot: QtBot) -> None:
    session = hands.window.session
    qtbot.waitUntil(lambda: not jobs.busy() and len(session.read(documents.rows)) == 2, timeout=20_000)


def document_of(hands: Hands, letter: str) -> Document:
    wanted = seed(EXAMPLE["documents"][letter]).name
    held = hands.window.session.read(documents.documents)
    return next(d for d in held if d.source.endswith(wanted))


def span_of(hands: Hands, quote: dict[str, Any]) -> Span:
    return texts.quote(document_of(hands, quote["document"]), quote["start"], quote["end"])


def in_order() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return (claim, quote) in the order of reading: claims by number, one document after the other."""
    return [(claim, quote) for claim in EXAMPLE["claims"] for quote in claim["quotes"]]


def made(session: Session) -> list[dict[str, Any]]:
    """Return what the library holds in the shape of the example's file."""
    book = {tag.id: tag for tag in session.read(claims.tags)}
    groups = {p.id: p.name for p in session.read(claims.populations)}
    letters = {document_of_letter(session, letter): letter for letter in EXAMPLE["documents"]}

    def path(tag: int) -> str:
        above = book[tag].parent
        return f"{book[above].name}/{book[tag].name}" if above else book[tag].name

    return [
        {
            "statement": claim.statement,
            "label": claim.label,
            "tags": [path(tag) for tag in claim.tags],
            "note": claim.note,
            "direction": claim.direction.value if claim.direction else "",
            "outcome": claim.pico.outcome,
            "intervention": claim.pico.intervention,
            "quotes": sorted(
                (
                    (
                        letters[q.span.document], q.span.start, q.span.end, q.span.exact, q.stance.value,
                        groups.get(q.population, ""), q.direction.value if q.direction else "", q.background,
                        q.note, q.pico.population, q.pico.intervention, q.pico.comparator, q.pico.outcome,
                    )
                    for q in session.read(claims.quotes, claim=claim.id)
                ),
            ),
        }
        for claim in session.read(claims.claims)
    ]  # fmt: skip


def document_of_letter(session: Session, letter: str) -> int:
    wanted = seed(EXAMPLE["documents"][letter]).name
    return next(d.id for d in session.read(documents.documents) if d.source.endswith(wanted))


def wanted() -> list[dict[str, Any]]:
    """Return the example in the same shape."""
    short = {p["short"]: p["name"] for p in EXAMPLE["populations"]}
    return [
        {name: claim.get(name, "") for name in OF_CLAIM}
        | {
            "tags": claim["tags"],
            "quotes": sorted(
                (
                    q["document"], q["start"], q["end"], q["exact"], q["stance"],
                    short.get(q.get("population"), ""), q.get("direction", ""), q.get("background", False),
                    q.get("note", ""), *(q.get(name, "") for name in FIELDS),
                )
                for q in claim["quotes"]
            ),
        }
        for claim in EXAMPLE["claims"]
    ]  # fmt: skip


# ------------------------------------------------------------------ by keys


class Keyboard:
    """Makes the review with keys."""

    def __init__(self, hands: Hands, qtbot: QtBot) -> None:
        self.hands, self.qtbot = hands, qtbot
        self.session = hands.window.session

    def begin(self) -> None:
        self.hands.tap(Key.Key_I, modifiers=CTRL)
        imported(self.hands, self.qtbot)
        self.hands.tap(Key.Key_3, modifiers=CTRL)
        for _ in EXAMPLE["documents"]:
            self.confirm()
            self.hands.tap(Key.Key_PageDown, modifiers=CTRL)

    def confirm(self) -> None:
        hands = self.hands
        hands.tap(Key.Key_B)
        hands.tap(Key.Key_Return, modifiers=SHIFT)
        for _ in range(20):
            if not any(not edge.sure for edge in hands.read.separating.listed):
                break
            hands.tap(Key.Key_Return)
        assert all(edge.sure for edge in hands.read.separating.listed)
        for _ in range(2):  # out of the strip that says all is checked, then out of the mode
            if hands.read.separating.on:
                hands.tap(Key.Key_Escape)
        assert not hands.read.separating.on

    def go_to(self, document: int) -> None:
        if self.session.document != document:
            self.hands.tap(Key.Key_PageDown, modifiers=CTRL)

    def quote(self, claim: dict[str, Any], quote: dict[str, Any], first: bool) -> None:
        hands = self.hands
        self.go_to(document_of(hands, quote["document"]).id)
        hands.find_and_select(span_of(hands, quote))
        if first:
            self.claim(claim, quote)
        else:
            hands.tap("l")
            hands.type(claim["statement"][:40].rpartition(" ")[0])
            if STANCE_KEYS[quote["stance"]]:
                hands.tap(STANCE_KEYS[quote["stance"]])
            hands.tap(Key.Key_Return)
        self.say(quote)

    def claim(self, claim: dict[str, Any], quote: dict[str, Any]) -> None:
        hands = self.hands
        hands.tap("q")
        hands.type(claim["statement"])
        hands.tap(Key.Key_Return)
        if STANCE_KEYS[quote["stance"]]:
            hands.tap(STANCE_KEYS[quote["stance"]])
        for tag in claim["tags"]:
            hands.tap("t")
            hands.type(tag.replace("/", " "))
            hands.tap(Key.Key_Return)
        hands.tap("e", modifiers=SHIFT)
        self.fill([claim.get("label", ""), "", claim.get("intervention", ""), "", claim.get("outcome", "")])
        if claim.get("direction"):
            hands.tap(Key.Key_Tab)
            for _ in range(list(DIRECTION_KEYS).index(claim["direction"])):
                hands.tap(Key.Key_Right)
            row = hands.read.claim_dock.general.direction
            assert row.buttons[claim["direction"]].hasFocus()
            if row.value != claim["direction"]:
                hands.tap(Key.Key_Space)
        hands.tap(Key.Key_Escape)
        if claim.get("note"):
            hands.tap("m")
            hands.type(claim["note"])
            hands.tap(Key.Key_Escape)

    def fill(self, values: list[str]) -> None:
        while values and not values[-1]:
            values = values[:-1]
        for number, value in enumerate(values):
            if number:
                self.hands.tap(Key.Key_Tab)
            self.hands.type(value)

    def say(self, quote: dict[str, Any]) -> None:
        hands = self.hands
        if quote.get("direction"):
            hands.tap("d", DIRECTION_KEYS[quote["direction"]])
        if quote.get("background"):
            hands.tap("x")
        if quote.get("population"):
            name = next(p["name"] for p in EXAMPLE["populations"] if p["short"] == quote["population"])
            known = {p.id: p.name for p in self.session.read(claims.populations)}
            link = self.session.read(claims.quote, self.session.quote)
            if known.get(link.population) != name:
                hands.tap("p")
                hands.type(name)
                hands.tap(Key.Key_Return)
        hands.tap("p", modifiers=SHIFT)
        self.fill([*(quote.get(name, "") for name in FIELDS), quote.get("note", "")])
        hands.tap(Key.Key_Escape)


def test_the_example_review_by_keys_alone(hands: Hands, qtbot: QtBot) -> None:
    keyboard = Keyboard(hands, qtbot)
    keyboard.begin()
    assert all(row.confirmed for row in hands.window.session.read(documents.page, [1, 2]))
    for claim in EXAMPLE["claims"]:
        for number, quote in enumerate(claim["quotes"]):
            keyboard.quote(claim, quote, number == 0)

    assert made(hands.window.session) == wanted()
    assert hands.clicks == 0 and hands.keys <= 760  # 747 when it was written, with 3,835 letters


# ------------------------------------------------------------------ by mouse


class Mouse:
    """Makes the review with the mouse; words are typed where the mouse has put the caret."""

    def __init__(self, hands: Hands, qtbot: QtBot) -> None:
        self.hands, self.qtbot = hands, qtbot
        self.session = hands.window.session

    def begin(self) -> None:
        hands = self.hands
        hands.menu("File", "Add documents")
        imported(hands, self.qtbot)
        bar = next(b for b in hands.window.findChildren(QToolButton) if b.text().startswith("Read"))
        hands.click(bar)
        for _ in EXAMPLE["documents"]:
            self.confirm()
            hands.menu("Document", "Next document")

    def confirm(self) -> None:
        hands = self.hands
        hands.click(hands.read.outline.split_button)
        hands.click(hands.read.header.sure_button)
        for _ in range(20):
            if not any(not edge.sure for edge in hands.read.separating.listed):
                break
            hands.menu("Document", "Separate voices", "Confirm")
        assert all(edge.sure for edge in hands.read.separating.listed)
        if not hands.read.checked.isHidden():
            hands.click(hands.read.checked.stay)
        hands.menu("Document", "Separate voices", "Put back, or leave")
        assert not hands.read.separating.on

    def quote(self, claim: dict[str, Any], quote: dict[str, Any], first: bool) -> None:
        hands = self.hands
        if self.session.document != document_of(hands, quote["document"]).id:
            hands.menu("Document", "Next document")
        hands.drag(span_of(hands, quote))
        if first:
            hands.menu("Claim", "New claim")
            hands.type(claim["statement"])
            self.pick(hands.read.claim_dock.quote.stance, quote["stance"])
        else:
            hands.menu("Claim", "Link selection")
            chooser = hands.read.claiming.chooser
            if quote["stance"] != "supports":
                hands.click(chooser.stances.buttons[quote["stance"]])
            hands.choose_option(claim["label"])
        self.say(quote)
        if first:
            self.claim(claim)

    def pick(self, row: Segments, value: str) -> None:
        if row.value != value and value:
            self.hands.click(row.buttons[value])

    def say(self, quote: dict[str, Any]) -> None:
        form, hands = self.hands.read.claim_dock.quote, self.hands
        self.pick(form.direction, quote.get("direction", ""))
        if quote.get("background"):
            hands.click(form.background, QPoint(8, form.background.height() // 2))
        for name in (*FIELDS, "note"):
            if quote.get(name):
                hands.click(form.fields[name])
                hands.type(quote[name])
        self.populate(form, quote.get("population", ""))

    def populate(self, form: QuoteForm, short: str) -> None:
        name = next((p["name"] for p in EXAMPLE["populations"] if p["short"] == short), "")
        known = {p.id: p.name for p in self.session.read(claims.populations)}
        if not name or known.get(form.link.population) == name:
            return
        if name in known.values():
            self.hands.choose_below(form.population, name)
            return
        words = form.fields["population_words"].text()
        self.hands.click_thrice(form.fields["population_words"])
        self.hands.type(name)
        self.hands.choose_below(form.population, "New population")
        self.hands.click(form.fields["outcome"])
        self.hands.click_thrice(form.fields["population_words"])
        self.hands.type(words)

    def claim(self, claim: dict[str, Any]) -> None:
        hands, dock = self.hands, self.hands.read.claim_dock
        for tag in claim["tags"]:
            hands.click(dock.head.tags.itemAt(dock.head.tags.count() - 1).widget())
            hands.choose_option(tag.replace("/", " › "))
        if dock.general.form.isHidden():
            hands.click(dock.general.opener)
        for name in ("label", "intervention", "outcome"):
            if claim.get(name):
                hands.click(dock.general.fields[name])
                hands.type(claim[name])
        self.pick(dock.general.direction, claim.get("direction", ""))
        if claim.get("note"):
            hands.click(dock.note.viewport())
            hands.type(claim["note"])


def test_the_example_review_by_mouse_alone(hands: Hands, qtbot: QtBot) -> None:
    mouse = Mouse(hands, qtbot)
    mouse.begin()
    assert all(row.confirmed for row in hands.window.session.read(documents.page, [1, 2]))
    for claim in EXAMPLE["claims"]:
        for number, quote in enumerate(claim["quotes"]):
            mouse.quote(claim, quote, number == 0)
    hands.click(hands.read.claim_dock.general.opener)  # leaves the last field, which saves it

    assert made(hands.window.session) == wanted()
    assert hands.keys == 0 and hands.clicks <= 285  # 277 when it was written, with 3,326 letters


# ------------------------------------------------------------------ the table of docs/speed.md


def test_keys_for_a_claim_with_quote_stance_direction_tag_and_population(hands: Hands, qtbot: QtBot) -> None:
    keyboard = Keyboard(hands, qtbot)
    keyboard.begin()
    session = hands.window.session
    keyboard.go_to(document_of(hands, "B").id)

    def claim_of(words: str) -> int:
        hands.read.page.set_caret(hands.read.desk.text.index(words))
        hands.read.page.setFocus()
        before = hands.keys
        hands.tap("s", "q")
        hands.type("Statement")
        hands.tap(Key.Key_Return)
        return before

    first = claim_of("corroborate")
    hands.tap("-", "d", Key.Key_Down, "3", "p")
    hands.type("MS")
    hands.tap(Key.Key_Return)
    assert hands.keys - first == 9

    second = claim_of("sustained")  # another claim of the same study: its population is known
    hands.tap("d", Key.Key_Up, "3")
    assert hands.keys - second == 6
    one, two = (session.read(claims.quotes, claim=c.id)[0] for c in session.read(claims.claims))
    assert [q.stance for q in (one, two)] == [Stance.CONTRADICTS, Stance.SUPPORTS]
    assert [q.direction for q in (one, two)] == [Direction.FALLS, Direction.RISES]
    assert one.population == two.population is not None
    assert all(claim.tags for claim in session.read(claims.claims))
