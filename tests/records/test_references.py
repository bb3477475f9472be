"""References in plain text: articles and posts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.model import Name, PartialDate, Record
from reviewer.records import vancouver
from reviewer.records.references import elide

ARTICLE = Record(
    type="article-journal",
    title="Low-dose salicin for knee pain",
    authors=(Name("Smith", "John Adam"), Name("van der Berg", "A."), Name("Núñez", "José-Luis")),
    container="J Test Med",
    issued=PartialDate(2014, 6),
    volume="12",
    issue="3",
    pages="101-109",
    doi="10.1000/jtm.2014.3",
)
POST = Record(type="post-weblog", title="Salicin again", authors=(Name(literal="JoBlogs"),))


def test_an_article() -> None:
    assert vancouver(ARTICLE) == (
        "Smith JA, van der Berg A, Núñez JL. Low-dose salicin for knee pain. J Test Med."
        " 2014 Jun;12(3):101-9. doi: 10.1000/jtm.2014.3."
    )


def test_the_seventh_author_becomes_et_al() -> None:
    six = tuple(Name(f"Author{letter}", letter) for letter in "ABCDEF")

    assert vancouver(replace(ARTICLE, authors=six)).startswith("AuthorA A, AuthorB B,")
    assert "et al" not in vancouver(replace(ARTICLE, authors=six))
    assert "AuthorF F, et al. Low" in vancouver(replace(ARTICLE, authors=(*six, Name("Seventh", "G"))))


def test_missing_authors_are_flagged_and_never_made_up() -> None:
    record = replace(ARTICLE, authors=())

    assert vancouver(record).startswith("[authors not in source] Low-dose")
    assert vancouver(record, authors_missing=False).startswith("Low-dose")


def test_missing_dates_and_titles_are_said_to_be_missing() -> None:
    assert vancouver(Record(), authors_missing=False) == "[title not in source]. [date unknown]."


def test_a_title_that_asks_keeps_its_mark() -> None:
    assert ". Does it help? J Test" in vancouver(replace(ARTICLE, title="Does it help?"))


def test_a_post_with_and_without_a_blog() -> None:
    dated = replace(POST, issued=PartialDate(2019, 5, 3), url="https://example.org/a")
    on_blog = replace(dated, container="Knee Notes")

    assert vancouver(POST) == "JoBlogs. Salicin again [Internet]. [date unknown]."
    assert (
        vancouver(dated)
        == "JoBlogs. Salicin again [Internet]. 2019 May 3. Available from: https://example.org/a"
    )
    assert vancouver(on_blog) == (
        "JoBlogs. Salicin again. 2019 May 3. In: Knee Notes [Internet]. Available from: https://example.org/a"
    )


@pytest.mark.parametrize(
    ("pages", "elided"),
    [
        ("473-479", "473-9"),
        ("473-9", "473-9"),
        ("101–109", "101-9"),
        ("199-201", "199-201"),
        ("99-101", "99-101"),
        ("S10-S15", "S10-5"),
        ("e123", "e123"),
        ("12-12", "12"),
        ("1, 7-9", "1,7-9"),
        ("A1-B2", "A1-B2"),
    ],
)
def test_pages_drop_the_digits_that_repeat(pages: str, elided: str) -> None:
    assert elide(pages) == elided
