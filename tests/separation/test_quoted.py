"""Which words a page quotes from a study, how alike they are, and which of them were changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.model import Document, Kind, Quoted, Segment, Voice
from reviewer.separation import quoted, separate
from reviewer.settings import seed

ABSTRACT = (
    "Mitoxantrone was given to twenty patients with highly relapsing neuromyelitis optica. The relapse rate "
    "fell by three quarters within a year, and half of them stayed free of relapses. Cardiac function was "
    "watched and did not change. We conclude that larger trials are needed before wider use."
)


def words(text: str) -> list[quoted.Token]:
    return quoted.tokens(text, [Segment(0, len(text), Kind.ABSTRACT, Voice.STUDY, rule="x")])


def test_the_blog_post_quotes_one_study_at_second_hand() -> None:
    text = seed("002_6655412ea27c3016.txt").read_text(encoding="utf-8")
    found = quoted.quotations(separate(Document(text)))

    assert [(q.start, q.end, [s.kind for s in q.beside]) for q in found] == [(41, 1422, [Kind.TITLE])]


def test_words_repeated_from_the_same_page_are_no_quotation_of_their_own() -> None:
    inner = Segment(0, 9, Kind.QUOTE, Voice.STUDY, quotes=Quoted(None, 40), rule="x")

    assert quoted.quotations([inner]) == []


def test_the_same_words_are_wholly_alike() -> None:
    match = quoted.compare(words(ABSTRACT), words(ABSTRACT.upper()))

    assert match.likeness == 1.0 and match.places == ((0, 0),)


def test_a_part_of_an_abstract_is_measured_against_that_part() -> None:
    part = ABSTRACT[ABSTRACT.index("The relapse") : ABSTRACT.index("We conclude")]
    match = quoted.compare(words(part), words(ABSTRACT))

    assert match.likeness == 1.0
    assert match.place(0, len(part)) == ABSTRACT.index("The relapse")


def test_changed_words_show_as_changed() -> None:
    page = ABSTRACT.replace("three quarters", "two thirds").replace("and did not change", "")
    a, b = words(page), words(ABSTRACT)
    match = quoted.compare(a, b)
    pieces = [(p.how, p.words) for p in quoted.changes(page, a, ABSTRACT, b, match) if p.how != "same"]

    assert quoted.ALIKE <= match.likeness < 1
    assert pieces == [
        ("left out", "three quarters"),
        ("added", "two thirds"),
        ("left out", "and did not change"),
    ]


def test_another_study_is_not_alike() -> None:
    other = seed("000_9a9b5616f882b154.txt").read_text(encoding="utf-8")
    blog = seed("002_6655412ea27c3016.txt").read_text(encoding="utf-8")

    assert quoted.compare(words(blog[41:1422]), words(other)).likeness < 0.2


def test_a_quotation_is_found_in_a_long_text() -> None:
    filling = " ".join(f"filling{n} words about something else" for n in range(2000))
    match = quoted.compare(words(ABSTRACT), words(f"{filling} {ABSTRACT} {filling}"))

    assert match.likeness == 1.0
    assert match.place(0, 9) == len(filling) + 1


@given(st.text("ab c", max_size=60), st.text("ab c", max_size=400))
def test_likeness_is_a_share(one: str, other: str) -> None:
    match = quoted.compare(words(one), words(other))

    assert 0 <= match.likeness <= 1
    quoted.changes(one, words(one), other, words(other), match)
    assert all(0 <= here < max(1, len(one)) and 0 <= there < len(other) for here, there in match.places)


def test_a_chain_of_pages_leads_to_the_study_and_a_ring_ends() -> None:
    def page(document: int | None, start: int | None) -> list[Segment]:
        return [Segment(0, 9, Kind.ABSTRACT, Voice.STUDY, quotes=Quoted(document, start))]

    pages = {1: page(2, 0), 2: page(3, 4), 4: page(5, 0), 5: page(4, 0)}
    assert quoted.origin(pages, 1, 3) == 3
    assert quoted.origin(pages, 3, 3) is None
    assert quoted.origin({1: page(None, None)}, 1, 3) is None
    assert quoted.origin(pages, 4, 0) in (None, 5)
