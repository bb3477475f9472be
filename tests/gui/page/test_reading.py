"""The page under real mouse and key events: exact words across every kind of character."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.gui.page import Mark, Page
from reviewer.gui.page.blocks import Showing, plan
from reviewer.gui.page.layout import PageLayout, Sizes, display, last_grapheme
from reviewer.model import Document, Kind, Segment, Voice
from tests.gui.page.at_the_page import Reader

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def test_words_after_the_emoji_are_selected_exactly(blog: Document, reader: Reader) -> None:
    words = "In my experience it only helps MSers"
    assert blog.text.index(words) == 2826

    reader.drag(2826, 2826 + len(words) - 2)

    assert reader.selected() == words
    span = reader.page.selected_span()
    assert (span.document, span.start, span.end) == (7, 2826, 2826 + len(words))


def test_a_selection_over_the_emoji_has_the_emoji_in_it(blog: Document, reader: Reader) -> None:
    start = blog.text.index("bad choice")

    reader.drag(start, 2555, ALT)

    assert reader.selected() == "bad choice \U0001f600"


def test_a_no_break_space_stays_what_it_is(show: Callable[[str], Document], reader: Reader) -> None:
    show("Dose of 12\u00a0mg/m\u00b2 given once.")

    reader.drag(8, 17)

    assert reader.selected() == "12\u00a0mg/m\u00b2"


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    (
        (f"A family {FAMILY} came back twice.", 15, 19, "came"),
        ("Cafe\u0301 au lait spots were counted.", 6, 8, "au"),
        ("Cafe\u0301 au lait spots were counted.", 0, 3, "Cafe\u0301"),
        ("\U0001d49c\U0001d4b7 means a group, then words follow.", 3, 6, "means"),
    ),
)
def test_positions_hold_behind_characters_of_many_units(
    show: Callable[[str], Document], reader: Reader, text: str, start: int, end: int, words: str
) -> None:
    show(text)

    reader.drag(start, end)

    assert reader.selected() == words


def test_a_click_on_the_right_half_of_a_combined_letter_stays_there(
    show: Callable[[str], Document], page: Page, reader: Reader
) -> None:
    show("ab\u0301cd and more")

    reader.click(page.scene.caret_box(3).center().toPoint() - QPoint(2, 0))

    assert page.caret() == 3


def test_words_written_from_right_to_left_are_selected_exactly(
    show: Callable[[str], Document], reader: Reader
) -> None:
    text = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd \u05d8\u05d5\u05d1"
    show(text)

    reader.drag(5, 8)

    assert reader.selected() == text[5:9]
    boxes = reader.page.scene.pieces(0, 5, 9)
    assert boxes[0].left() > reader.page.scene.text_left + 300


def test_dragging_backwards_selects_the_same_words(blog: Document, reader: Reader) -> None:
    reader.drag(2860, 2830)

    assert reader.selected() == blog.text[2829:2862]


def test_alt_selects_characters(blog: Document, reader: Reader) -> None:
    reader.drag(2830, 2840, ALT)

    assert reader.selected() == blog.text[2830:2840]


def test_two_three_and_four_clicks_take_word_sentence_and_paragraph(blog: Document, reader: Reader) -> None:
    start = blog.text.index("Those without Gd-enhancing")
    point = reader.point(start + 8)

    for times, words in (
        (2, "without"),
        (3, "Those without Gd-enhancing lesions or relapses don't seem to respond."),
        (4, blog.text[2826:2992]),
    ):
        reader.clicks(QPoint(5, 5), 1)
        reader.clicks(point, times)
        assert reader.selected() == words


def test_a_sentence_is_taken_and_grown_and_shrunk(blog: Document, page: Page, reader: Reader) -> None:
    first = "Mitoxantrone is one of the few drugs approved for the treatment of progressive multiple"
    first += " sclerosis (MS)."
    second = " However, the prolonged use"
    page.set_caret(blog.text.index("few drugs"))

    page.grow_sentence()
    assert " ".join(reader.selected().split()) == first
    page.grow_sentence()
    assert " ".join(reader.selected().split()).startswith(first + second)
    page.shrink_sentence()
    assert " ".join(reader.selected().split()) == first
    page.shrink_sentence()
    assert " ".join(reader.selected().split()) == first


def test_growing_goes_on_in_the_next_paragraph_but_not_into_another_voice(
    blog: Document, page: Page, reader: Reader
) -> None:
    last = blog.text.index("In particular, these results")
    page.select(last, last + 2)

    for _ in range(4):
        page.grow_sentence()

    assert page.selected_span().end == 1422


def test_shift_and_arrows_select_whole_words_and_with_alt_characters(
    blog: Document, page: Page, reader: Reader
) -> None:
    page.set_caret(2826)
    reader.key(Qt.Key.Key_Right, SHIFT, times=2)
    assert reader.selected() == "In my"

    page.set_caret(2826)
    reader.key(Qt.Key.Key_Right, SHIFT | ALT, times=4)
    assert reader.selected() == "In m"


def test_arrows_step_over_an_emoji_as_one_character(show: Callable[[str], Document], reader: Reader) -> None:
    show("ab \U0001f600 cd")

    reader.key(Qt.Key.Key_Right, times=4)
    assert reader.page.caret() == 4
    reader.key(Qt.Key.Key_Left)
    assert reader.page.caret() == 3


def test_the_caret_goes_down_the_document_and_up_again(blog: Document, page: Page, reader: Reader) -> None:
    down = [page.caret()]
    for _ in range(200):
        reader.key(Qt.Key.Key_Down)
        if page.caret() == down[-1]:
            break
        down.append(page.caret())
    assert down == sorted(down)
    assert page.scene.plan.block_of(page.caret()) == len(page.scene.plan.blocks) - 1

    up = [page.caret()]
    for _ in range(200):
        reader.key(Qt.Key.Key_Up)
        if page.caret() == up[-1]:
            break
        up.append(page.caret())
    assert page.scene.plan.block_of(page.caret()) == 0
    assert len(up) == len(down)


def test_home_end_and_pages(blog: Document, page: Page, reader: Reader) -> None:
    page.set_caret(60)
    reader.key(Qt.Key.Key_Home)
    assert page.caret() == 41
    reader.key(Qt.Key.Key_End)
    assert blog.text[page.caret()].isspace()
    reader.key(Qt.Key.Key_End, CTRL)
    assert page.caret() == len(blog.text)
    assert page.verticalScrollBar().value() > 0
    reader.key(Qt.Key.Key_Home, CTRL)
    assert page.caret() == 0
    assert page.verticalScrollBar().value() == 0
    reader.key(Qt.Key.Key_PageDown)
    assert page.caret() > 900


def test_copying_gives_the_canonical_words(blog: Document, page: Page, reader: Reader) -> None:
    page.select(1400, 1440)

    reader.key(Qt.Key.Key_C, CTRL)

    assert QGuiApplication.clipboard().text() == blog.text[1400:1440]
    assert "\u00a0" in blog.text[1400:1440]


def test_a_letter_is_left_to_the_commands_of_the_workspace(blog: Document, page: Page) -> None:
    class Host(QWidget):
        keys: list[int] = []

        def keyPressEvent(self, event: QKeyEvent) -> None:
            self.keys.append(event.key())

    host = Host()
    page.setParent(host)

    QTest.keyClick(page, Qt.Key.Key_Q)
    QTest.keyClick(page, Qt.Key.Key_Down)

    page.setParent(None)
    assert host.keys == [Qt.Key.Key_Q]


def test_signals_tell_of_caret_and_selection_once(blog: Document, page: Page, reader: Reader) -> None:
    carets: list[int] = []
    selections: list[bool] = []
    page.caret_moved.connect(carets.append)
    page.selection_changed.connect(lambda: selections.append(page.selected_span() is not None))

    page.select(2826, 2842)
    page.clear_selection()

    assert carets == [2842, 2842]
    assert selections == [True, False]


def test_each_segment_is_announced_when_the_caret_enters_it(blog: Document, page: Page) -> None:
    heard = []
    for position in (10, 60, 1430, 2300, 2700, 2830, 3000):
        page.set_caret(position)
        heard.append(page.spoken)

    assert heard == [
        "Title",
        "Study, quoted, no citation",
        "Commentary, MouseDoctor",
        "Reader, comment 1",
        "Reader, comment 3",
        "Reader, comment 3",
        "Byline",
    ]
    assert page.accessibleDescription() == "Byline"
    assert page.accessibleName() == "Reading page"


def test_find_marks_every_hit_and_walks_round(blog: Document, page: Page) -> None:
    assert page.find("multiple   SCLEROSIS") == 1
    assert page.find("mitoxantrone") == blog.text.lower().count("mitoxantrone")
    page.set_caret(0)
    page.next_hit(1)
    first = page.caret()
    page.next_hit(-1)
    assert page.caret() > first
    page.next_hit(1)
    assert page.caret() == first == blog.text.lower().index("mitoxantrone")
    page.clear_find()
    assert page.scene.hits == []


def test_find_minds_case_and_whole_words_when_asked(show: Callable[[str], Document], page: Page) -> None:
    show("Cells, cells and B-cells; a cellular cell.")

    assert page.find("cell") == 5
    assert page.find("Cell", case=True) == 1
    assert page.find("cell", whole=True) == 1
    assert page.find("cells", whole=True) == 3


def test_a_selection_says_which_voices_it_holds(blog: Document, page: Page) -> None:
    start = blog.text.index("damage of heart muscle")
    page.select(start, start + 10)
    assert [segment.voice for segment in page.crossed()] == [Voice.COMMENTARY]

    page.select(start, blog.text.index("relapses in 5 months"))
    assert [segment.voice for segment in page.crossed()][::2] == [Voice.COMMENTARY, Voice.READER]

    page.clear_selection()
    assert page.crossed() == []


def test_find_crosses_a_line_break(blog: Document, page: Page) -> None:
    assert page.find("multiple sclerosis (MS)") == 1
    start, end = page.scene.hits[0]
    assert "\n" in blog.text[start:end]


def test_nothing_breaks_without_a_document(page: Page, reader: Reader) -> None:
    reader.key(Qt.Key.Key_Down)
    reader.clicks(QPoint(300, 300), 3)
    page.grow_sentence()
    page.scroll_to(10)
    page.show_document(Document(""), [])
    reader.drag_points(QPoint(200, 40), QPoint(400, 60))

    assert page.selected_span() is None
    assert page.caret() == 0


texts = st.text(
    st.sampled_from("ab cd.\n\u00a0\u0301\u05d0\u05d1\u0627\U0001f600\u200d\U0001f468\u4e2d,;-\t\u2028"),
    min_size=1,
    max_size=80,
)


@given(texts)
def test_display_keeps_every_position(text: str) -> None:
    assert len(display(text)) == len(text)
    assert display(text).count("\u00a0") == text.count("\u00a0")
    assert "\n" not in display(text)


@given(texts, st.data())
def test_a_place_on_the_page_leads_back_to_its_position(
    qapp: QApplication, text: str, data: st.DataObject
) -> None:
    segments = [Segment(0, len(text), Kind.BODY, Voice.STUDY)]
    shown = plan(text, segments, Showing())
    if not shown.blocks:
        return
    layout = PageLayout(text, shown, Sizes(14.5, 200), lambda index: ())
    index = data.draw(st.integers(0, len(shown.blocks) - 1))
    block = shown.blocks[index]
    for at in range(len(shown.blocks)):
        layout.lay_out(at)
    position = data.draw(st.integers(block.start, block.end))

    box = layout.caret(position)
    back = layout.position_at(box.left(), box.center().y())

    assert block.start <= back <= block.end
    units = layout.laid(index).units
    one_way = not layout.laid(index).both_ways
    if one_way and layout.laid(index).layout.isValidCursorPosition(units.to_utf16(position - block.start)):
        assert layout.caret(back).left() == pytest.approx(box.left(), abs=1.0)


@given(texts, st.integers(0, 79))
def test_the_last_grapheme_begins_before_the_end(text: str, end: int) -> None:
    end = min(end, len(text) - 1) + 1

    start = last_grapheme(text, end)

    assert 0 <= start < end
    assert len(text[start:end].encode("utf-16-le")) >= 2


def test_a_mark_does_not_shift_the_words_behind_it(blog: Document, page: Page, reader: Reader) -> None:
    start = blog.text.index("choice")
    page.set_marks([Mark(1, 4, start, 2555, "moss", "4")], [])
    words = "In my experience it only helps MSers"

    reader.drag(2826, 2826 + len(words) - 1)

    assert reader.selected() == words
