"""Direction and language of words, as far as their letters tell it."""

from __future__ import annotations

import pytest

from reviewer.reports import scripts
from reviewer.reports.scripts import language, right_to_left
from reviewer.reports.word import parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("relapses fell", ""), ("", ""), ("naïve Łódź", ""), ("рецидив", ""), ("تحسنت", ""),
        ("Η θεραπεία", "el"), ("β-blockers and α-synuclein", ""), ("β = 3", ""), ("β", ""),
        ("患者的复发率降低", "zh"), ("再発が低下した", "ja"), ("약을 먹은 뒤로", "ko"), ("התרופה", "he"),
        ("mitoxantrone עזר לי מאוד מאוד", "he"), ("the word 药 in a sentence", ""), ("1,000 😀", ""),
        ("ผู้ป่วยดีขึ้น", "th"), ("रोगी ठीक हुए", ""), ("நோயாளிகள்", "ta"),
    ],
)  # fmt: skip
def test_letters_tell_a_language_where_it_is_the_only_one_that_uses_them(text: str, expected: str) -> None:
    assert language(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("“تحسنت”", True), ("123 התרופה", True), ("EDSS تحسنت", False), ("plain", False), ("“”", False)],
)
def test_the_first_letter_with_a_direction_decides(text: str, expected: bool) -> None:
    assert right_to_left(text) is expected


def test_word_has_a_name_for_every_language() -> None:
    assert {name for name, _ in scripts._TELLING} == set(parts.LANGUAGES)
