"""Discussions in the layouts that pages use: who wrote which comment, and what it answers."""

from __future__ import annotations

import pytest

from reviewer.model import Kind, Quoted, Voice
from reviewer.separation import cues
from tests.separation.pages import comments, voices, worded

ARTICLE = """Does the new drug help?

By Anna Keller

I read the trial last week. In my opinion the authors found very little, and you should wait.

"""
FIRST = "My neurologist stopped it after the second course because of my heart."
SECOND = "Mine went on with it. No problem so far!"


def test_a_line_above_each_comment_names_its_writer() -> None:
    page = f"{ARTICLE}2 Comments\n\nJo says:\n{FIRST}\n\nMia Lang says:\n{SECOND}\n"

    assert comments(page) == [("Jo", "", FIRST), ("Mia Lang", "", SECOND)]


def test_said_with_dots_and_a_date_line_below_the_name() -> None:
    page = (
        f"{ARTICLE}Comments\n\nJo said...\nMay 3, 2019 at 4:05 PM\n{FIRST}\nReply\n\n"
        f"Mia said...\nMay 4, 2019 at 9:11 AM\n{SECOND}\nReply\n"
    )

    assert comments(page) == [
        ("Jo", "May 3, 2019 at 4:05 PM", FIRST),
        ("Mia", "May 4, 2019 at 9:11 AM", SECOND),
    ]


def test_on_a_date_somebody_wrote() -> None:
    page = f"{ARTICLE}On May 3, 2019, Jo wrote:\n{FIRST}\n\nOn May 4, 2019, Mia wrote:\n{SECOND}\n"

    assert comments(page) == [("Jo", "May 3, 2019", FIRST), ("Mia", "May 4, 2019", SECOND)]


def test_names_and_dates_on_one_line() -> None:
    page = f"{ARTICLE}2 Responses\n\nJo, 3 May 2019\n\n{FIRST}\n\nMia, 2 days ago\n\n{SECOND}\n"

    assert comments(page) == [("Jo", "3 May 2019", FIRST), ("Mia", "2 days ago", SECOND)]


def test_a_name_line_right_above_a_date_line() -> None:
    page = (
        f"{ARTICLE}2 thoughts on “Does the new drug help?”\n\nJo\nMay 3, 2019 at 4:05 pm\n\n{FIRST}\n\n"
        f"Mia\nMay 4, 2019 at 9:11 am\n\n{SECOND}\n"
    )

    assert [(name, words) for name, _, words in comments(page)] == [("Jo", FIRST), ("Mia", SECOND)]


def test_a_line_below_each_comment_names_its_writer() -> None:
    page = (
        f"{ARTICLE}Comments\n\n{FIRST}\n\nPosted by: Jo at May 3, 2019 4:05 PM\n\n"
        f"{SECOND}\n\nPosted by: Mia at May 4, 2019 9:11 AM\n"
    )

    assert comments(page) == [
        ("Jo", "May 3, 2019 4:05 PM", FIRST),
        ("Mia", "May 4, 2019 9:11 AM", SECOND),
    ]


def test_a_german_discussion() -> None:
    page = (
        "Hilft das neue Mittel?\n\nVon Anna Keller\n\nMeiner Meinung nach hilft es wenig.\n\n2 Kommentare\n\n"
        f"Jo sagt am 3. Mai 2019 um 14:02 Uhr:\n{FIRST}\nAntworten\n\n"
        f"Mia Groß sagt am 4. Mai 2019 um 9:30 Uhr:\n{SECOND}\nAntworten\n"
    )

    assert comments(page) == [
        ("Jo", "3. Mai 2019 um 14:02 Uhr", FIRST),
        ("Mia Groß", "4. Mai 2019 um 9:30 Uhr", SECOND),
    ]


def test_list_items_are_comments_without_a_name() -> None:
    first = f"{FIRST}\n    And then?\n\n    A second thought."
    page = f"{ARTICLE}Leave a Reply to Gavin Jones\n\n  • {first}\n\n  • {SECOND}\n"

    assert comments(page) == [("", "", f"{FIRST} And then? A second thought."), ("", "", SECOND)]


def test_a_list_inside_a_comment_does_not_cut_it() -> None:
    page = f"{ARTICLE}Comments\n\nJo says:\nTwo things:\n- the heart\n- the price\n\nMia says:\n{SECOND}\n"

    assert [words for _, _, words in comments(page)] == ["Two things: - the heart - the price", SECOND]


def test_a_comment_of_many_paragraphs_stays_one() -> None:
    page = f"{ARTICLE}Comments\n\nJo says:\n{FIRST}\n\nI was 34.\n\nBest regards, Jo\n\nMia says:\n{SECOND}\n"

    assert len(comments(page)) == 2
    assert comments(page)[0][2].endswith("Best regards, Jo")


def test_words_that_nothing_parts_are_one_doubtful_comment() -> None:
    page = f"{ARTICLE}Comments\n\n{FIRST}\n\n{SECOND}\n"
    found = [segment for segment in worded(page) if segment.kind is Kind.COMMENT]

    assert {segment.comment for segment in found} == {1}
    assert all(segment.confidence <= 0.4 for segment in found)


@pytest.mark.parametrize("head", ["0 Comments", "No comments", "Keine Kommentare"])
def test_an_empty_discussion_has_no_comments(head: str) -> None:
    assert comments(f"{ARTICLE}{head}\n\nRecent Posts\n\nWhy I stopped\n") == []


def test_a_name_inside_furniture_names_nobody() -> None:
    page = f"{ARTICLE}Leave a Reply to Gavin Jones Cancel reply\n\n  • {FIRST}\n"

    assert {segment.attribution.name for segment in worded(page) if segment.attribution} == {"Anna Keller"}


def test_a_quotation_of_an_earlier_comment_is_found_though_it_differs() -> None:
    page = f"{ARTICLE}Comments\n\nJo says:\n{FIRST}\n\nMia says:\n“{FIRST[:-1]}!!” Sorry to hear this, Jo.\n"
    quote = next(segment for segment in worded(page) if segment.kind is Kind.QUOTE)

    assert page[quote.start : quote.end] == f"“{FIRST[:-1]}!!”"
    assert quote.quotes == Quoted(None, page.index(FIRST))
    assert (quote.comment, quote.in_reply_to, quote.voice) == (2, 1, Voice.READER)
    assert quote.attribution is not None
    assert quote.attribution.name == "Jo"


def test_lines_with_an_angle_bracket_quote() -> None:
    page = f"{ARTICLE}Comments\n\nJo says:\n{FIRST}\n\nMia says:\n> {FIRST}\n\nSorry to hear this.\n"

    assert [kind for kind, _ in voices(page)][-4:] == [
        Kind.COMMENT,
        Kind.BOILERPLATE,
        Kind.QUOTE,
        Kind.COMMENT,
    ]


def test_a_quotation_of_the_article_has_the_voice_of_its_author() -> None:
    said = "In my opinion the authors found very little, and you should wait."
    page = f'{ARTICLE}Comments\n\nJo says:\n"{said}" Why so strict?\n'
    quote = next(segment for segment in worded(page) if segment.kind is Kind.QUOTE)

    assert quote.voice is Voice.COMMENTARY
    assert quote.in_reply_to is None


def test_quotation_marks_around_new_words_quote_nothing() -> None:
    page = f'{ARTICLE}Comments\n\nJo says:\n"They told me it was all in my head" is what I heard.\n'

    assert Kind.QUOTE not in [kind for kind, _ in voices(page)]


def test_a_comment_that_addresses_a_name_answers_it() -> None:
    page = f"{ARTICLE}Comments\n\nJo says:\n{FIRST}\n\nMia says:\n@Jo that is awful.\n"
    last = worded(page)[-1]

    assert (last.comment, last.in_reply_to) == (2, 1)


def test_side_matter_after_the_discussion_is_no_comment() -> None:
    page = (
        f"{ARTICLE}Comments\n\nJo says:\n{FIRST}\n\nRecent Posts\n\nWhy I stopped\n\nArchives\n\nMay 2019\n"
    )

    assert [words for _, _, words in comments(page)] == [FIRST]


SPECIMENS = {
    "on date, name wrote": ("Am 3. Mai 2019 schrieb Anna Groß:", "Anna Groß", "3. Mai 2019"),
    "name says": ("Anna Groß a écrit le 3 mai 2019 :", "Anna Groß", "3 mai 2019"),
    "posted by name": (
        "Posted by Anna Groß on May 3, 2019 at 4:05 pm",
        "Anna Groß",
        "May 3, 2019 at 4:05 pm",
    ),
    "name and date": ("Anna GroßMay 3, 2019", "Anna Groß", "May 3, 2019"),
}


@pytest.mark.parametrize("form", cues.ATTRIBUTIONS)
def test_each_form_of_attribution_gives_name_and_date(form: str) -> None:
    line, name, date = SPECIMENS[form]
    match = cues.ATTRIBUTIONS[form].fullmatch(line)

    assert match is not None
    assert (match.groupdict().get("name") or match["after"], match["date"]) == (name, date)


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
    assert comments(f"A page\n\n{line}\n\nSome words follow here.\n") == []
