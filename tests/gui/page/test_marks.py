"""Marks and notes: what is painted, what a click hits, where the notes go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer.gui import theme
from reviewer.gui.page import Mark, Note, Page
from reviewer.gui.page.blocks import Showing, plan
from reviewer.gui.page.marks import MarkIndex, number_room
from reviewer.gui.page.notes import NoteCard, place, spoken, title_rows
from reviewer.model import Document, Kind, Segment, Stance, Voice
from tests.gui.page.at_the_page import Reader, place_of

QUOTE = "mitoxantrone persistently suppresses B cells in vivo"
INNER = "suppresses B cells"


def mark(text: str, words: str, quote: int, hue: str = "violet", suggestion: bool = False) -> Mark:
    """A mark on these words."""
    return Mark(quote, quote, *place_of(text, words), hue, str(quote), suggestion)


def note(quote: int, title: str = "Circulating B cells fall", certainty: int | None = 1) -> Note:
    """A note beside the mark of the same number."""
    return Note(quote, str(quote), title, Stance.SUPPORTS, "", certainty, "violet")


def shot(page: Page) -> QImage:
    """The viewport as it is painted, without the notes."""
    return page.viewport().grab().toImage()


def colours_at(page: Page, start: int, end: int) -> set[str]:
    """The colours in the box of a stretch of one line."""
    image = shot(page)
    box = page.scene.pieces(page.scene.plan.block_of(start), start, end)[0].toRect()
    return {
        image.pixelColor(x, y).name()
        for x in range(box.left() + 1, box.right())
        for y in range(box.top() + 3, box.bottom())
    }


def cards(page: Page) -> dict[int, NoteCard]:
    """The notes in sight by quote."""
    found = page.viewport().findChildren(NoteCard)
    return {card.note.quote: card for card in found if card.isVisibleTo(page.viewport())}


def test_a_mark_is_a_tint_with_an_underline_and_the_current_one_is_strong(blog: Document, page: Page) -> None:
    shown = mark(blog.text, QUOTE, 5)
    page.set_marks([shown], [])
    page.scroll_to(shown.start)

    plain = colours_at(page, shown.start, shown.start + 12)
    page.set_current(5)
    strong = colours_at(page, shown.start, shown.start + 12)

    assert theme.tag_colour("violet", "tint").name() in plain
    assert theme.tag_colour("violet", "ink").name() in plain
    assert theme.tag_colour("violet", "strong").name() in strong


def test_a_suggestion_has_no_tint_and_no_number(blog: Document, page: Page) -> None:
    shown = mark(blog.text, QUOTE, 5, suggestion=True)
    page.set_marks([shown], [])
    page.scroll_to(shown.start)

    seen = colours_at(page, shown.start, shown.start + 12)

    assert theme.tag_colour("violet", "ink").name() in seen
    assert theme.tag_colour("violet", "tint").name() not in seen
    assert number_room(shown) == 0


def test_the_number_gets_room_and_words_after_it_move_by_just_that(blog: Document, page: Page) -> None:
    start, end = place_of(blog.text, "one of the few drugs approved")
    before = page.scene.caret_box(end + 3).left()
    shown = Mark(1, 11, start, end, "slate", "11")

    page.set_marks([shown], [])

    assert page.scene.caret_box(end + 3).left() == pytest.approx(before + number_room(shown), abs=1)
    assert page.scene.pieces(page.scene.plan.block_of(start), start, end)[-1].right() < before
    page.set_marks([], [])
    assert page.scene.caret_box(end + 3).left() == before


def test_a_click_on_a_mark_and_on_its_number_activates_it(blog: Document, page: Page, reader: Reader) -> None:
    shown = mark(blog.text, INNER, 4)
    page.set_marks([shown], [])
    point = reader.point(shown.start + 3)
    number = page.scene.caret_box(shown.end).center().toPoint() + QPoint(4, -2)

    reader.click(point)
    reader.click(number)
    reader.click(reader.point(shown.end + 30))

    assert reader.said == [("mark", 4), ("mark", 4)]


def test_marks_that_overlap_take_turns_the_shortest_first(blog: Document, page: Page, reader: Reader) -> None:
    page.set_marks([mark(blog.text, QUOTE, 1), mark(blog.text, INNER, 2, "teal")], [])
    point = reader.point(place_of(blog.text, INNER)[0] + 3)
    page.mark_activated.connect(page.set_current)

    for _ in range(3):
        reader.click(point)

    assert reader.said == [("mark", 2), ("mark", 1), ("mark", 2)]


def test_a_drag_over_a_mark_selects_and_activates_nothing(blog: Document, page: Page, reader: Reader) -> None:
    shown = mark(blog.text, QUOTE, 1)
    page.set_marks([shown], [])

    reader.drag(shown.start, shown.start + 20)

    assert reader.said == []
    assert reader.selected() == "mitoxantrone persistently"


def test_overlapping_marks_stack_their_underlines(blog: Document, page: Page) -> None:
    index = MarkIndex([mark(blog.text, QUOTE, 1), mark(blog.text, INNER, 2)], page.scene.plan)

    assert index.levels == {2: 1}


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=12), st.integers(0, 400))
def test_every_mark_of_a_block_is_found(
    qapp: QApplication, stretches: list[tuple[int, int]], position: int
) -> None:
    text = ("words and more words. " * 5 + "\n\n") * 4
    shown = plan(text, [Segment(0, len(text), Kind.BODY, Voice.STUDY)], Showing())
    marks = [Mark(n, n, s, min(len(text), s + long), "", "1") for n, (s, long) in enumerate(stretches)]
    index = MarkIndex(marks, shown)

    for number, block in enumerate(shown.blocks):
        inside = {m.quote for m in marks if m.start < block.end and m.end > block.start}
        assert inside <= {m.quote for m in index.in_block(number)}
    assert [m.start for m in index.marks] == sorted(m.start for m in marks)
    assert index.first_from(position) == sum(m.start < position for m in marks)


def test_a_note_stands_at_its_line_and_names_itself(blog: Document, page: Page) -> None:
    shown = mark(blog.text, QUOTE, 5)
    page.set_marks([shown], [note(5)])
    page.scroll_to(shown.start)

    card = cards(page)[5]

    assert abs(card.y() - page.scene.caret_box(shown.start).top()) <= 2
    assert card.x() > page.scene.text_right
    assert card.accessibleName() == "Claim 5, Circulating B cells fall, supports, certainty very low"


def test_a_note_is_activated_by_click_and_by_space(blog: Document, page: Page, reader: Reader) -> None:
    page.set_marks([mark(blog.text, QUOTE, 5)], [note(5)])
    card = cards(page)[5]

    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    QTest.keyClick(card, Qt.Key.Key_Space)

    assert reader.said == [("note", 5), ("note", 5)]
    assert card.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_notes_do_not_touch_and_the_current_one_keeps_its_line(blog: Document, page: Page) -> None:
    words = ("one of the few", "drugs approved", "treatment of", "progressive multiple", "prolonged use")
    marks = [mark(blog.text, each, number) for number, each in enumerate(words, 1)]
    page.set_marks(marks, [note(number) for number in range(1, 6)])
    page.set_current(4)

    boxes = sorted((card.geometry() for card in cards(page).values()), key=lambda box: box.top())

    assert len(boxes) == 5
    assert all(one.bottom() + 6 <= other.top() + 1 for one, other in zip(boxes, boxes[1:], strict=False))
    assert abs(cards(page)[4].y() - page.scene.caret_box(marks[3].start).top()) <= 2


def test_narrow_notes_are_numbers_and_open_under_the_mouse(blog: Document, page: Page) -> None:
    page.set_marks([mark(blog.text, QUOTE, 5)], [note(5)])
    page.set_notes_visible(False)
    card = cards(page)[5]
    narrow = card.width()

    point = QPointF(5, 5)
    QApplication.sendEvent(card, QEnterEvent(point, point, point))
    card.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    card.settle(card.geometry(), 0)
    opened = card.width()
    card.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(card, QEvent(QEvent.Type.Leave))

    assert narrow < 30
    assert opened > 170
    page.set_notes_visible(True)
    assert cards(page)[5].width() == 173


def test_a_narrow_page_shrinks_its_notes_by_itself(blog: Document, page: Page) -> None:
    page.set_marks([mark(blog.text, QUOTE, 5)], [note(5)])

    page.resize(560, 600)

    assert cards(page)[5].width() < 30
    assert page.scene.text_right < page.viewport().width() - 26


def test_a_suggestion_that_waits_for_its_answer_is_open_below_its_words(blog: Document, page: Page) -> None:
    page.resize(560, 600)
    page.set_marks([mark(blog.text, QUOTE, 5, suggestion=True)], [note(5)])
    closed = cards(page)[5].geometry()
    page.set_current(5)
    words = page.scene.pieces(
        page.scene.plan.block_of(place_of(blog.text, QUOTE)[0]), *place_of(blog.text, QUOTE)
    )

    assert closed.width() < 30
    assert cards(page)[5].width() > 170
    assert cards(page)[5].geometry().top() >= words[-1].bottom()
    page.resize(560, round(words[-1].bottom()) + 20)  # no room below: above
    page.set_current(5)
    assert cards(page)[5].geometry().bottom() <= words[0].top()


def test_the_same_marks_are_not_laid_out_again(blog: Document, page: Page) -> None:
    page.set_marks([mark(blog.text, QUOTE, 5)], [note(5)])
    index = page.scene.marks
    page.set_marks([mark(blog.text, QUOTE, 5)], [note(5, "B cells stay low")])

    assert page.scene.marks is index
    assert cards(page)[5].note.title == "B cells stay low"
    page.set_marks([mark(blog.text, INNER, 5)], [note(5)])
    assert page.scene.marks is not index


@pytest.mark.parametrize("words", ["שלום עולם", "שלום", "تحسنوا بعد", "(שתיים)", "English", "الطبيب."])
def test_a_number_stands_after_its_words_in_the_direction_they_are_read(
    show: Callable[[str], Document], page: Page, words: str
) -> None:
    text = (
        "The word שלום עולם stands amid (שתיים) English.\n\nالمرضى تحسنوا بعد العلاج ولم يعودوا إلى الطبيب."
    )
    show(text)
    page.set_marks([mark(text, words, 5)], [])
    start, end = place_of(text, words)
    index = page.scene.plan.block_of(start)
    layout = page.scene.layout
    left, room = layout.number_left(index, end), number_room(mark(text, words, 5))
    letters = [
        box for at in range(start, end) if not text[at].isspace() for box in layout.pieces(index, at, at + 1)
    ]

    if words in ("(שתיים)", "English", "שלום עולם"):  # the text goes on at their right
        assert left >= max(box.left() for box in letters) + 1
    else:
        assert left + room <= min(box.left() for box in letters) + 1
    after = [
        box for at in range(end, len(text)) if text[at].isalpha() for box in layout.pieces(index, at, at + 1)
    ]
    assert not any(box.left() + 1 < left + room and left + 1 < box.right() for box in after[:3])


def test_notes_of_folded_words_are_not_shown(blog: Document, page: Page) -> None:
    page.set_marks([mark(blog.text, QUOTE, 5)], [note(5)])

    page.set_voice_mode("study", "fold")

    assert cards(page) == {}


@given(
    st.lists(st.tuples(st.floats(0, 2000), st.floats(20, 80)), min_size=1, max_size=15),
    st.data(),
)
def test_notes_never_touch_wherever_their_lines_are(
    wanted: list[tuple[float, float]], data: st.DataObject
) -> None:
    wanted.sort()
    pinned = data.draw(st.none() | st.integers(0, len(wanted) - 1))

    tops = place(wanted, pinned)

    for (top, (_, height)), following in zip(zip(tops, wanted, strict=True), tops[1:], strict=False):
        assert top + height + 6 <= following + 1e-6
    if pinned is not None:
        assert tops[pinned] == wanted[pinned][0]


def test_a_long_title_ends_in_an_ellipsis_after_three_rows(qapp: QApplication) -> None:
    theme.apply(qapp, "light")

    rows = title_rows("5", "a rather long statement of what happens to circulating cells " * 3, False, 155.0)

    assert len(rows) == 3
    assert rows[-1].endswith("…")


def test_a_suggestion_is_read_out_as_what_it_is() -> None:
    suggested = Note(
        9, "4", "Suggested for 4, supports", Stance.SUPPORTS, "matched “side-effect”", None, "brick"
    )

    assert spoken(suggested, True) == "Suggested for 4, supports, matched “side-effect”"


def test_the_dark_scheme_paints_the_same_marks_in_its_own_colours(
    blog: Document, page: Page, qapp: QApplication
) -> None:
    shown = mark(blog.text, QUOTE, 5)
    page.set_marks([shown], [note(5)])
    page.scroll_to(shown.start)

    theme.apply(qapp, "dark")
    seen = colours_at(page, shown.start, shown.start + 12)
    corner = shot(page).pixelColor(2, 2)
    theme.apply(qapp, "light")

    assert QColor("#2B2338").name() in seen
    assert corner == QColor("#191816")
