"""Dates as far as a source gives them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model import PartialDate
from reviewer.records import date_of_words, parse_date, print_date


@pytest.mark.parametrize(
    ("raw", "date"),
    [
        ("2011 Apr", (2011, 4, None)),
        ("2010 Dec 13", (2010, 12, 13)),
        ("2011", (2011, None, None)),
        ("2011 Spring", (2011, None, None)),
        ("2011 Apr-Jun", (2011, 4, None)),
        ("March 3, 2019 at 4:05 pm", (2019, 3, 3)),
        ("3rd of March 2019", (2019, 3, 3)),
        ("2019-03-03T10:00", (2019, 3, 3)),
        ("2019-03", (2019, 3, None)),
        ("3. März 2019 um 14:02 Uhr", (2019, 3, 3)),
        ("mardi 5 février 2019", (2019, 2, 5)),
        ("3 de enero de 2019", (2019, 1, 3)),
        ("03.04.2019", (2019, 4, 3)),
        ("3/4/2019", (2019, None, None)),
        ("13/4/2019", (2019, 4, 13)),
        ("4/13/2019", (2019, 4, 13)),
        ("2019 Feb 31", (2019, 2, None)),
        ("31.13.2019", (2019, None, None)),
    ],
)
def test_dates_of_many_forms(raw: str, date: tuple[int, int | None, int | None]) -> None:
    assert parse_date(raw) == PartialDate(*date)


@pytest.mark.parametrize("raw", ["", "6 months ago", "May", "12:30", "no date"])
def test_without_a_year_there_is_no_date(raw: str) -> None:
    assert parse_date(raw) is None


@given(st.dates(datetime.date(1500, 1, 1), datetime.date(2100, 12, 31)))
def test_what_is_printed_is_read_again(day: datetime.date) -> None:
    date = PartialDate(day.year, day.month, day.day)

    assert parse_date(print_date(date)) == date


@given(st.text(max_size=60))
def test_any_words_give_a_possible_date_or_none(raw: str) -> None:
    date = parse_date(raw)

    assert date is None or parse_date(print_date(date)) is not None or date.year < 1500


YEARS = st.integers(1_490, 2_110).map(str) | st.sampled_from(["", "201", "20101", "2010-11", "２０１０"])
MONTHS = st.sampled_from(["", "1", "01", "12", "13", "00", "Jan", "dec", "Sept", "Winter", "May-Jun", "١٢"])
DAYS = st.integers(0, 40).map(str) | st.sampled_from(["", "07", "3rd", "x", "٣"])


@given(YEARS, MONTHS, DAYS)
def test_three_words_give_the_date_that_they_give_in_one(year: str, month: str, day: str) -> None:
    if month.isdecimal():
        words = "-".join(filter(None, (year.zfill(4), month, day if day.isdecimal() else "")))
    else:
        words = " ".join(filter(None, (year, month, day if month else "")))
    assert date_of_words(year, month, day) == parse_date(words)
