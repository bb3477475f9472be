"""Characters: canonical text, UTF-16 positions, sentences, words, finding again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import text
from reviewer.errors import ReviewError
from reviewer.model import Document
from reviewer.settings import seed

ANY = st.text(st.characters(codec=None), max_size=200)


@given(ANY)
def test_clean_text_can_be_stored_and_cleaned_again(raw: str) -> None:
    clean = text.clean(raw)
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert "\r" not in clean and "\x00" not in clean
    assert text.clean(clean) == clean or clean.startswith("\ufeff")


def test_clean_keeps_what_is_not_a_newline() -> None:
    assert text.clean("\ufeffa\r\nb\rc\u00a0d\u2028e\x0bf\x00") == "a\nb\nc\u00a0d\u2028e\x0bf\ufffd"


@given(st.text(max_size=100), st.data())
def test_utf16_positions_go_there_and_back(words: str, data: st.DataObject) -> None:
    clean = text.clean(words)
    convert = text.Utf16Map(clean)
    position = data.draw(st.integers(0, len(clean)))
    units = convert.to_utf16(position)
    assert units == len(clean[:position].encode("utf-16-le")) // 2
    assert convert.from_utf16(units) == position


def test_a_position_inside_a_surrogate_pair_means_its_character() -> None:
    assert [text.Utf16Map("a😀b").from_utf16(units) for units in range(5)] == [0, 1, 1, 2, 3]


def test_the_emoji_of_the_blog_seed_shifts_nothing() -> None:
    words = text.clean(seed("002_6655412ea27c3016.txt").read_text(encoding="utf-8"))
    assert len(words) == 3171 and text.Utf16Map(words).to_utf16(len(words)) == 3172
    assert words[2826:].startswith("In my experience it only help")
    assert text.Utf16Map(words).to_utf16(2826) == 2827


def test_quote_gives_the_exact_words_or_says_why_not() -> None:
    document = Document("one two", id=7)
    assert text.quote(document, 4, 7).exact == "two"
    for start, end in ((3, 3), (5, 4), (0, 8), (-1, 2)):
        with pytest.raises(ReviewError, match="not a stretch"):
            text.quote(document, start, end)


def test_sentences_know_abbreviations_and_blank_lines() -> None:
    words = "We saw e.g. Gd lesions (Fig. 2) in 3.5% of J. Smith et al. data. It held!"
    words += "\n\nHeading\n\nAnd “so.” End"
    assert [words[a:b] for a, b in text.sentences(words)] == [
        "We saw e.g. Gd lesions (Fig. 2) in 3.5% of J. Smith et al. data.",
        "It held!",
        "Heading",
        "And “so.”",
        "End",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Means fell to .03 (p = .03, n.s.) in E. coli vs. S. aureus.|We saw it in 2.5 mg.",
        "It helped, as Smith et al. showed (i.e. > 3 weeks).|The others had hepatitis C.|We asked why.",
        "Few reached their goals.¦We asked 20 people.¦A trial (n = 5).¦Then it ended.",
        "See www.Example.com, No. 5 of e.g.Node users, and p. 7.|miR-21 rose?|It fell.",
        "Doses (i.m.) were given by J. Smith of the U.S. Army.|A third stayed at 8 p.m.|No one left.",
        "Wir prüften z. B. Gips bzw. Schienen.|Die Frage „Wie?“ blieb offen.|Ja.",
    ],
)
def test_sentences_of_abstracts_end_where_a_reader_ends_them(words: str) -> None:
    """A bar stands for the space between two sentences, a broken bar for none."""
    plain = words.replace("|", " ").replace("¦", "")
    assert [plain[a:b] for a, b in text.sentences(plain)] == words.replace("¦", "|").split("|")


@given(st.text(st.sampled_from("ab .!?\n\u00a0😀é\u0301e.g"), max_size=120))
def test_sentences_are_ordered_and_hold_every_word(words: str) -> None:
    found = text.sentences(words)
    assert all(a < b for a, b in found) and all(x[1] <= y[0] for x, y in zip(found, found[1:], strict=False))
    outside = words
    for a, b in reversed(found):
        outside = outside[:a] + outside[b:]
    assert not outside.strip()


@given(st.text(st.sampled_from("ab -\n’e\u0301😀\u200d👩"), max_size=60), st.data())
def test_snapping_never_cuts_words_and_never_shrinks_them(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    a, b = text.snap_to_words(words, start, end)
    assert 0 <= a <= b <= len(words)
    if a < b:
        assert not words[a].isspace() and not words[b - 1].isspace()
        assert words[start:end].strip() in words[a:b]
        assert text.snap_to_words(words, a, b) == (a, b)


def test_refind_prefers_the_same_surroundings() -> None:
    words = "The rate fell. Later the rate fell again, and the rate fell for good."
    assert text.refind(words, "rate fell", "Later the ", " again", near=0) == (25, 34)
    assert text.refind(words, "rate fell", near=60) == (50, 59)
    assert text.refind(words, "rose") is None


def test_word_counts() -> None:
    assert text.words("NK-cell’s 5th CD27(+) — 😀 don't") == 4


@given(st.text(st.sampled_from("ab1_ -'’é€–日\u0301\u00a0\n.(😀²")) | st.text(max_size=100))
def test_words_are_counted_as_their_stretches_are_found(words: str) -> None:
    clean = text.clean(words)
    assert text.words(clean) == len(text.word_stretches(clean))


def test_a_text_of_more_signs_than_it_pays_to_look_at_is_counted_too() -> None:
    signs = "".join(chr(code) for code in range(0x2190, 0x2300))
    assert text.words(f"one {signs} – 'two' - three-") == 3


@given(st.text(alphabet="ab c\n\u00a0", max_size=300), st.integers(4, 60))
def test_words_on_one_line_are_no_longer_than_asked(words: str, most: int) -> None:
    line = text.one_line(words, most)
    flat = " ".join(words.split())

    assert len(line) <= most
    assert line == flat or (line.endswith("…") and flat.startswith(line[:-1].rstrip()))


def test_a_line_without_spaces_is_cut_too() -> None:
    assert text.one_line("ACGT" * 500_000, 10) == "ACGTACGTA…"
    assert text.one_line("one two three four", 12) == "one two…"


def test_numbers_that_follow_each_other_are_one_run() -> None:
    assert text.runs([1, 3, 4, 5, 9]) == ["1", "3–5", "9"]
    assert text.runs([]) == []
