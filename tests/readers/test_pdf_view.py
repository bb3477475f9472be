"""Pages as they look: their sizes and pixels, and where on them each letter of the text stands."""

from __future__ import annotations

import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import readers
from reviewer.errors import ReviewError
from reviewer.readers import Input, PageDrawn, PageWanted, Parsed, from_pdf
from reviewer.readers.pdf_view import align, letters_of
from tests.readers.pdf_files import article, column, lying, pdf


def source(data: bytes) -> Input:
    return Input.of_bytes(data, "a.pdf")


def wanted(data: bytes, scale: float = 1.0) -> list[PageWanted]:
    parsed = next(from_pdf.read(source(data)))
    assert isinstance(parsed, Parsed)
    ends = [*parsed.pages[1:], len(parsed.text)]
    return [
        PageWanted(number, scale, parsed.text[start:end])
        for number, (start, end) in enumerate(zip(parsed.pages, ends, strict=True), 1)
    ]


def boxes(page: PageDrawn) -> list[tuple[float, ...]]:
    flat = array.array("f", page.boxes)
    return [tuple(flat[at : at + 4]) for at in range(0, len(flat), 4)]


def test_the_sizes_of_all_pages_come_without_drawing() -> None:
    pages = list(readers.draw("pdf", source(article())))

    assert [(page.number, page.width, page.height) for page in pages] == [(1, 595, 842), (2, 595, 842)]
    assert not any(page.pixels for page in pages)


def test_every_letter_of_an_article_has_its_place() -> None:
    for asked, page in zip(
        wanted(article()), readers.draw("pdf", source(article()), wanted(article())), strict=True
    ):
        placed = [box for box, letter in zip(boxes(page), asked.words, strict=True) if not letter.isspace()]
        assert placed
        assert all(
            0 <= left < right <= 595 and 0 <= top < bottom <= 842 for left, top, right, bottom in placed
        )


def test_words_stand_where_they_were_written() -> None:
    data = pdf([[(100.0, 700.0, 10.0, "Twenty patients"), (100.0, 600.0, 10.0, "improved.")]])
    (asked,) = wanted(data)
    (page,) = readers.draw("pdf", source(data), [asked])
    left, top, right, bottom = boxes(page)[asked.words.index("improved")]

    assert 99 < left < 101 and 100 < right < 105
    assert top < 842 - 605 and bottom + 1 > 842 - 600


@pytest.mark.parametrize("corner", [0, 100])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_of_a_page_kept_lying_stand_where_they_are_seen(turn: int, corner: int) -> None:
    data = lying(turn, [(100.0, 500.0, 10.0, "Twenty patients"), (100.0, 400.0, 10.0, "improved.")], corner)
    (asked,) = wanted(data)
    (page,) = readers.draw("pdf", source(data), [asked])
    left, top, right, bottom = boxes(page)[asked.words.index("improved")]
    across, down = (842, 595) if turn % 180 else (595, 842)

    assert (page.width, page.height) == (across, down)
    assert 99 < left < 101 and 100 < right < 105
    assert top < down - 405 and bottom + 3 > down - 400


def test_halves_of_a_word_both_have_their_places() -> None:
    data = pdf([column(60, 700, ["a line that goes on to the very end of what is effect-", "ive and on."])])
    (asked,) = wanted(data)
    (page,) = readers.draw("pdf", source(data), [asked])
    at = asked.words.index("effective")
    found = boxes(page)[at : at + 9]

    assert "effective" in asked.words
    assert found[5][1] < found[6][1]  # the second half stands a line lower
    assert all(box[2] > 0 for box in found)


def test_the_pixels_are_those_of_the_page() -> None:
    data = pdf([[(100.0, 700.0, 20.0, "X")]])
    (page,) = readers.draw("pdf", source(data), [PageWanted(1, 2.0)])

    assert (page.across, page.down) == (1190, 1684)
    assert len(page.pixels) == page.stride * page.down
    ink = [at for at in range(0, len(page.pixels), 4) if page.pixels[at] < 128]
    rows = {at // page.stride for at in ink}
    assert 2 * (842 - 720) < min(rows) < max(rows) <= 2 * (842 - 700) + 2


def test_a_huge_page_is_drawn_smaller() -> None:
    (page,) = readers.draw("pdf", source(article()), [PageWanted(1, 500.0)])

    assert page.across * page.down < 31_000_000


def test_pages_that_are_not_there_are_left_out_and_formats_without_pages_have_none() -> None:
    assert list(readers.draw("pdf", source(article()), [PageWanted(0, 1), PageWanted(9, 1)])) == []
    assert list(readers.draw("text", Input.of_bytes(b"words", "a.txt"))) == []
    assert readers.has_pages("pdf")
    assert not readers.has_pages("html")


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(ReviewError):
        list(readers.draw("pdf", source(b"%PDF-1.7 and no more")))


WORDS = st.text(alphabet="ab\x02-\xad 12\n", max_size=60)


@given(WORDS)
def test_a_text_is_aligned_with_its_own_letters(words: str) -> None:
    letters, _ = letters_of([ord(letter) for letter in words])
    found = align(words, letters)

    assert len(found) == len(words)
    places = [place for place in found if place >= 0]
    assert places == sorted(set(places))
    assert all(words[at] == letters[place] for at, place in enumerate(found) if place >= 0)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_aligned_in_order(words: str, other: str) -> None:
    letters = "".join(other.split())
    places = [place for place in align(words, letters) if place >= 0]

    assert places == sorted(set(places))


def test_numbers_of_lines_that_stand_elsewhere_lose_nothing_else() -> None:
    letters = "1Thestudybegan2inspringandended3inautumn"
    words = "1 2 3\n\nThe study began in spring and ended in autumn"
    found = align(words, letters)

    assert sum(place < 0 and not letter.isspace() for place, letter in zip(found, words, strict=True)) == 2
    assert letters[found[words.index("autumn")]] == "a"


def test_pairs_and_ligatures_are_letters_of_one_character() -> None:
    assert letters_of([0xD83D, 0xDE00, 0xFB03, 32, 0]) == ("😀ffi", [0, 2, 2, 2])
