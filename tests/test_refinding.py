"""Words found again in a changed text: where, how surely, and never between the parts of a letter."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reviewer import text as texts
from reviewer.refinding import Ground, How, Place
from reviewer.settings import seed

BLOG = texts.clean(seed("002_6655412ea27c3016.txt").read_text(encoding="utf-8"))
STRANGE = (
    "Die Rate fiel\u00a0um 50\u00a0% bei 👩\u200d🔬 und 👨\u200d👩\u200d👧. Cafe\u0301 au lait, e\u0301tude "
    "n\u00ba 5. المرضى تحسنوا بعد العلاج بشكل واضح. החולים השתפרו לאחר הטיפול. 患者的症状明显改善了很多。 "
    "It went well for all of them, as the long-term follow-up of 41 months showed in the end."
)
INSERTED = st.text(st.sampled_from("ab xyz.\u00a0\n😀e\u0301\u200dעا患"), min_size=1, max_size=30)


def asked(old: str, start: int, end: int, new: str) -> Place:
    prefix, suffix = texts.context(old, start, end)
    return Ground(new).find(old[start:end], prefix, suffix, start)


def stretch(data: st.DataObject, text: str, least: int = 12) -> tuple[int, int]:
    """Draw words of a text as a person would select them."""
    start = data.draw(st.integers(0, len(text) - least))
    return texts.snap_to_words(
        text, start, data.draw(st.integers(start + least, min(len(text), start + 200)))
    )


@pytest.mark.parametrize("old", [BLOG, STRANGE], ids=["seed", "strange"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_words_outside_a_change_are_found_exactly(old: str, data: st.DataObject) -> None:
    start, end = stretch(data, old)
    at = data.draw(st.sampled_from([*range(0, start + 1, 7), *range(end, len(old), 7)]))
    put = data.draw(INSERTED)
    new = old[:at] + put + old[at:]
    place = asked(old, start, end, new)
    moved = len(put) if at <= start else 0

    assert new[place.start : place.end] == old[start:end]
    assert place.score == 1.0 and place.how in (How.EXACT, How.ELSEWHERE)
    if place.places == 1:
        assert (place.start, place.end) == (start + moved, end + moved)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_word_more_or_less_inside_still_gives_the_place(data: st.DataObject) -> None:
    start, end = stretch(data, BLOG, least=60)
    words = texts.word_stretches(BLOG, start, end)
    first, last = data.draw(st.sampled_from(words[2:-2]))
    put = data.draw(st.sampled_from(["", "quite", "Ω", "not quite"]))
    new = BLOG[:first] + put + BLOG[last:]
    grown = len(new) - len(BLOG)
    alike = 1 - (last - first + len(put)) / (2 * (end - start) + grown)
    assume(BLOG[start:end] not in new)  # a comment repeats another: the copy is as good a place
    place = asked(BLOG, start, end, new)

    assert place.how is not How.LOST and place.score > alike - 0.05  # spaces are not compared
    assert abs(place.start - start) <= 12 and abs(place.end - (end + grown)) <= 12


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("\n", " "),
        lambda text: "\n".join(text.split(" ")),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: unicodedata.normalize("NFC", text),
        lambda text: text.replace("a", "a\u00ad"),
        lambda text: text.replace(".", ".\u200f"),
        lambda text: text.upper(),
        lambda text: texts.clean(text.replace("\n", "\r\n").replace(" ", "\r\n", 3)),
    ],
)
@pytest.mark.parametrize("old", [BLOG, STRANGE], ids=["seed", "strange"])
def test_the_same_words_set_otherwise_are_found_word_for_word(old: str, change: object) -> None:
    new = change(old)
    for start in range(0, len(old) - 60, max(60, len(old) // 12)):
        a, b = texts.snap_to_words(old, start, start + 50)
        place = asked(old, a, b, new)
        assert place.how is not How.LOST
        found = "".join(new[place.start : place.end].split()).casefold()
        assert _bare(found) == _bare("".join(old[a:b].split()).casefold())


def _bare(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words)
    return "".join(c for c in plain if c.isalnum())


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_a_place_never_cuts_a_letter_and_lies_in_the_text(data: st.DataObject) -> None:
    letters = st.text(st.sampled_from("ab -\n’e\u0301😀\u200d👩עا患\u00a0"), min_size=1, max_size=80)
    exact, new = data.draw(letters), data.draw(letters)
    place = Ground(new).find(exact, data.draw(letters), data.draw(letters))

    assert 0 <= place.start <= place.end <= len(new) and 0 <= place.score <= 1
    assert (place.how is How.LOST) == (place.start == place.end)
    if place.how is How.CLOSE:
        assert texts.snap_to_words(new, place.start, place.end) == (place.start, place.end)


def test_what_is_gone_is_lost_and_its_surroundings_are_named() -> None:
    start, end = BLOG.index("Moreover, sustained"), BLOG.index("Importantly, this")
    place = asked(BLOG, start, end, BLOG[:start] + BLOG[end:])

    assert (place.how, place.start, place.score) == (How.LOST, start, 0.0)


def test_other_words_in_the_same_place_are_not_taken_for_the_old_ones() -> None:
    old = "We gave it for two years. Nobody had a heart attack at all. The rest stayed as they were."
    new = "We gave it for two years. Every third person vomited daily. The rest stayed as they were."
    start = old.index("Nobody")

    assert asked(old, start, old.index(" The rest"), new).how is How.LOST


def test_a_few_characters_need_their_surroundings() -> None:
    old = "Relapse rate fell by 50% in the first year of treatment."
    start = old.index("50%")
    same = asked(old, start, start + 3, "Intro. " + old)
    other = asked(old, start, start + 3, "Of those asked 50% were women, it says in another paper.")
    changed = asked(old, start, start + 3, old.replace("50%", "75%"))

    assert (same.how, other.how, changed.how) == (How.EXACT, How.ELSEWHERE, How.LOST)


def test_places_that_fit_alike_are_not_sure() -> None:
    old = "The rate fell in all patients of this group."
    place = asked(old, 4, 13, f"{old} {old}")

    assert (place.how, place.places) == (How.ELSEWHERE, 2)


def test_the_score_says_how_much_was_changed() -> None:
    start, end = 776, 828
    scores = [
        asked(BLOG, start, end, BLOG.replace("persistently suppresses", words)).score
        for words in ("persistently suppressed", "strongly suppresses", "does nothing to")
    ]

    assert scores == sorted(scores, reverse=True)
    assert 0.9 < scores[0] < 1 and scores[2] < 0.8
