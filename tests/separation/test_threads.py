"""Discussions in the layouts that pages use: who wrote which comment, and what it answers."""

from __future__ import annotations

import pytest

from reviewer.model import Kind, Quoted, Voice
from tests.separation.pages import FIRST, SECOND, THIRD, comments, page, worded, words_of

LAYOUTS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "name says, date below": (
        "3 Comments\n\nJo says:\nMay 3, 2019 at 4:05 pm\n\n{0}\n\nReply\n\nMia Lang says:\nMay 4, 2019"
        " at 9:11 am\n\n"
        "{1}\n\nReply\n\nSteveB says:\nMay 9, 2019 at 11:40 am\n\n{2}\n\nReply\n",
        [
            ("Jo", "May 3, 2019 at 4:05 pm"),
            ("Mia Lang", "May 4, 2019 at 9:11 am"),
            ("SteveB", "May 9, 2019 at 11:40 am"),
        ],
    ),
    "name, then date": (
        "3 thoughts on “Does salicin help sore knees?”\n\nJo\nMay 3, 2019 at 4:05 pm\n\n{0}\n\nMia Lang\n"
        "May 4, 2019 at 9:11 am\n\n{1}\n\nSteveB\nMay 9, 2019 at 11:40 am\n\n{2}\n",
        [
            ("Jo", "May 3, 2019 at 4:05 pm"),
            ("Mia Lang", "May 4, 2019 at 9:11 am"),
            ("SteveB", "May 9, 2019 at 11:40 am"),
        ],
    ),
    "posted by, below": (
        "Comments\n\n{0}\n\nPosted by: Jo | May 3, 2019 4:05 PM\n\n{1}\n\nPosted by: Mia Lang | May 4,"
        " 2019 9:11 AM\n\n"
        "{2}\n\nPosted by: SteveB | May 9, 2019 11:40 AM\n",
        [
            ("Jo", "May 3, 2019 4:05 PM"),
            ("Mia Lang", "May 4, 2019 9:11 AM"),
            ("SteveB", "May 9, 2019 11:40 AM"),
        ],
    ),
    "one line, relative dates": (
        "3 Comments\n\nJo • 2 years ago\n{0}\n2 • Reply • Share ›\n\nMia Lang • 2 years ago\n{1}\n1 •"
        " Reply • Share ›\n\n"
        "SteveB • 1 year ago\n{2}\n• Reply • Share ›\n",
        [("Jo", "2 years ago"), ("Mia Lang", "2 years ago"), ("SteveB", "1 year ago")],
    ),
    "german, reply before the name": (
        "3 Kommentare\n\nAntworten\nJo sagt:\n3. Mai 2019 um 16:05 Uhr\n\n{0}\n\nAntworten\nMia Groß sagt:\n"
        "4. Mai 2019 um 9:11 Uhr\n\n{1}\n\nAntworten\nSteveB sagt:\n9. Mai 2019 um 11:40 Uhr\n\n{2}\n",
        [
            ("Jo", "3. Mai 2019 um 16:05 Uhr"),
            ("Mia Groß", "4. Mai 2019 um 9:11 Uhr"),
            ("SteveB", "9. Mai 2019 um 11:40 Uhr"),
        ],
    ),
    "name, date and number on one line": (
        "Jo May 3, 2019, 4:05pm 1\n\n{0}\n\nMia_Lang May 4, 2019, 9:11am 2\n\n{1}\n\nSteveB May 9,"
        " 2019, 11:40am 3\n\n{2}\n",
        [
            ("Jo", "May 3, 2019, 4:05pm"),
            ("Mia_Lang", "May 4, 2019, 9:11am"),
            ("SteveB", "May 9, 2019, 11:40am"),
        ],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_comes_apart_with_names_and_dates(layout: str) -> None:
    form, said = LAYOUTS[layout]
    found = comments(page(form.format(FIRST, SECOND, THIRD)))

    assert [words for _, _, words in found] == [FIRST, SECOND, THIRD]
    assert [name for name, _, _ in found] == [name for name, _ in said]
    assert [date for _, date, _ in found] == [date for _, date in said]


def test_list_items_are_comments_without_a_name() -> None:
    found = comments(
        page(f"Leave a Reply to Gavin Jones Cancel reply\n\n  • {FIRST}\n\n  • {SECOND}\n\n  • {THIRD}\n")
    )

    assert found == [("", "", FIRST), ("", "", SECOND), ("", "", THIRD)]


def test_a_comment_of_many_paragraphs_and_a_list_stays_one() -> None:
    long = (
        f"{FIRST}\n\nTwo things worried me most of all:\n- the heart, of course\n- the price of"
        f" each course\n\nBest regards, Jo"
    )
    found = comments(
        page(
            f"2 Comments\n\nJo says:\nMay 3, 2019 at 4:05 pm\n\n{long}\n\nMia says:\nMay 4, 2019 at 9:11"
            f" am\n\n{SECOND}\n"
        )
    )

    assert [name for name, _, _ in found] == ["Jo", "Mia"]
    assert found[0][2].endswith("Best regards, Jo")


@pytest.mark.parametrize("head", ["0 Comments", "No comments yet", "Please sign in to add a comment."])
def test_an_empty_discussion_has_no_comments(head: str) -> None:
    assert comments(page(f"{head}\n")) == []


def test_a_name_inside_furniture_names_nobody() -> None:
    text = page(f"Leave a Reply to Gavin Jones Cancel reply\n\n  • {FIRST}\n\n  • {SECOND}\n")

    assert {segment.attribution.name for segment in worded(text) if segment.attribution} == {"Anna Keller"}


TWO = "2 Comments\n\nJo says:\nMay 3, 2019 at 4:05 pm\n\n{0}\n\nMia says:\nMay 4, 2019 at 9:11 am\n\n{1}\n"


def test_a_quotation_of_an_earlier_comment_is_found_though_it_differs() -> None:
    text = page(
        TWO.format(FIRST, f"“{FIRST[:-1]}!!” I am sorry to hear this, Jo. It was the same with my mother.")
    )
    quote = next(segment for segment in worded(text) if segment.kind is Kind.QUOTE)

    assert text[quote.start : quote.end] == f"“{FIRST[:-1]}!!”"
    assert quote.quotes == Quoted(None, text.index(FIRST))
    assert (quote.comment, quote.in_reply_to, quote.voice) == (2, 1, Voice.READER)
    assert quote.attribution is not None
    assert quote.attribution.name == "Jo"


def test_lines_with_an_angle_bracket_quote() -> None:
    text = page(
        TWO.format(FIRST, f"> {FIRST}\n\nI am sorry to hear this, Jo. It was the same with my mother.")
    )
    second = [
        segment.kind
        for segment in worded(text)
        if segment.comment == 2 and segment.kind is not Kind.BOILERPLATE
    ]

    assert second == [Kind.QUOTE, Kind.COMMENT]


def test_a_quotation_of_the_article_has_the_voice_of_its_author() -> None:
    said = "So for now I will not prescribe it. If you take it already, talk to your doctor before you stop."
    text = page(
        TWO.format(
            FIRST, f'"{said}" Why are you so strict about it? I have read nothing that would worry me.'
        )
    )
    quote = next(segment for segment in worded(text) if segment.kind is Kind.QUOTE)

    assert quote.voice is Voice.COMMENTARY
    assert quote.in_reply_to is None


def test_quotation_marks_around_new_words_quote_nothing() -> None:
    text = page(
        TWO.format(FIRST, '"They told me it was all in my head" is what I heard from every doctor I went to.')
    )

    assert words_of(text, Kind.QUOTE) == []


def test_a_comment_that_addresses_a_name_answers_it() -> None:
    text = page(
        TWO.format(FIRST, "@Jo that is awful, and I am sorry that you had to go through all of this.")
    )
    answers = {
        segment.comment: segment.in_reply_to for segment in worded(text) if segment.kind is Kind.COMMENT
    }

    assert answers == {1: None, 2: 1}


def test_side_matter_after_the_discussion_is_no_comment() -> None:
    assert [words for _, _, words in comments(page(TWO.format(FIRST, SECOND)))] == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "The authors said:",
        "Published 3 May 2019",
        "He wrote:",
        "Updated: May 3, 2019",
        "We saw 20 patients in 2019.",
    ],
)
def test_lines_that_name_nobody(line: str) -> None:
    assert (
        comments(f"{HEADLESS}{line}\n\nThe house stood at the end of the road, and it had a red door.\n")
        == []
    )


HEADLESS = (
    "A page about knees\n\nThe study began in the spring and went on for a year. It had to"
    " stop when the money ran out.\n\n"
)
