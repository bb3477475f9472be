"""Who a line says wrote the words beside it, in the ways that pages say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model import Attribution, Box, Element
from reviewer.separation import names

LINES = {
    "Anna Groß sagt:": ("Anna Groß", ""),
    "Anna Groß sagt am 3. Mai 2019 um 14:02 Uhr:": ("Anna Groß", "3. Mai 2019 um 14:02 Uhr"),
    "Am 3. Mai 2019 schrieb Anna Groß:": ("Anna Groß", "3. Mai 2019"),
    "Anna Groß a écrit le 3 mai 2019 :": ("Anna Groß", "3 mai 2019"),
    "Posted by Anna Groß on May 3, 2019 at 4:05 pm": ("Anna Groß", "May 3, 2019 at 4:05 pm"),
    "Posted by: Anna | May 3, 2019 4:05 PM": ("Anna", "May 3, 2019 4:05 PM"),
    "Anna GroßMay 3, 2019": ("Anna Groß", "May 3, 2019"),
    "Anna • 3 years ago": ("Anna", "3 years ago"),
    "Anna | Feb 24, 2006 02:35am | #4": ("Anna", "Feb 24, 2006 02:35am"),
    "anna_k May 3, 2019, 4:32pm 1": ("anna_k", "May 3, 2019, 4:32pm"),
    "[–]anna_k 5 points 3 hours ago": ("anna_k", "3 hours ago"),
    "12. Anna Groß": ("Anna Groß", ""),
    "Comment number 12. Anna Groß": ("Anna Groß", ""),
    "Anna (not verified)": ("Anna", ""),
    "par Anna le 7 mai 2020 - 12:38.": ("Anna", "7 mai 2020 - 12:38"),
    "Anna 21. Juni 2018 um 7:32 Uhr - Antworten": ("Anna", "21. Juni 2018 um 7:32 Uhr"),
    "Post by Anna » Mon May 14, 2012 6:25 pm": ("Anna", "Mon May 14, 2012 6:25 pm"),
    "Anna Jun 20th at 2:41 am": ("Anna", "Jun 20th at 2:41 am"),
    "אנה כהן 2019-05-03": ("אנה כהן", "2019-05-03"),
    "May 3, 2019 at 4:05 pm": ("", "May 3, 2019 at 4:05 pm"),
    "1,357": ("", ""),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_gives_name_and_date_as_written(line: str) -> None:
    assert names.signed(line) == Attribution(*LINES[line])


def test_mark_up_that_calls_a_stretch_the_writer_wins() -> None:
    text = "Anna Groß, Member since 2009"
    box = Box(0, len(text), (), ((0, 9, Element(1, "span", ("comment-author", "fn"))),))

    assert names.marked(text, box) == "Anna Groß"
    assert names.marked(text, None) == ""
    assert names.marked(text, Box(0, len(text), (), ((0, 9, Element(1, "b", ("loud",))),))) == ""


@given(st.text(max_size=200))
def test_any_line_gives_words_that_stand_in_it(line: str) -> None:
    said = names.signed(line)

    assert said.name in " ".join(line.split())
    assert said.date in line
