"""Which neighbouring parts are one whole: nobody is asked about a boundary inside one."""

from __future__ import annotations

from dataclasses import replace

from reviewer.model import Document, Kind, Quoted, Role, Segment, Voice
from reviewer.separation import separate
from reviewer.separation.boundaries import BY_HAND
from reviewer.separation.wholes import goes_on, to_check, wholes
from reviewer.settings import seed

ABOVE = Segment(0, 10, Kind.ABSTRACT, Voice.STUDY, role=Role.METHODS, rule="“we did” speaks of methods")
BELOW = Segment(11, 20, Kind.ABSTRACT, Voice.STUDY, role=Role.RESULTS, rule="“was seen” speaks of results")


def of_seed(name: str) -> list[Segment]:
    return separate(Document(seed(name).read_text(encoding="utf-8")))


def test_the_blog_is_a_title_and_eight_more_wholes() -> None:
    found = wholes(of_seed("002_6655412ea27c3016.txt"))

    assert [(len(whole), whole[0].voice.value) for whole in found] == [
        (1, "none"), (4, "study"), (1, "commentary"), (2, "none"), (1, "reader"), (1, "reader"),
        (3, "reader"), (1, "none"), (1, "none"),
    ]  # fmt: skip
    assert to_check(of_seed("002_6655412ea27c3016.txt")) == 2


def test_labelled_parts_of_an_abstract_have_boundaries() -> None:
    found = wholes(of_seed("000_9a9b5616f882b154.txt"))

    assert [whole[0].role for whole in found if whole[0].kind is Kind.ABSTRACT] == [
        "objective", "design", "setting", "participants", "intervention", "outcomes", "results",
        "conclusions",
    ]  # fmt: skip


def test_passages_go_on_only_in_one_study() -> None:
    quoted = replace(BELOW, quotes=Quoted())

    assert goes_on(ABOVE, BELOW)
    assert not goes_on(ABOVE, quoted)
    assert goes_on(replace(ABOVE, quotes=Quoted(3, 10)), replace(BELOW, quotes=Quoted(3, 60)))
    assert not goes_on(replace(ABOVE, quotes=Quoted(3, 10)), replace(BELOW, quotes=Quoted(4, 60)))
    assert not goes_on(ABOVE, replace(BELOW, rule="section label “Results”"))


def test_a_passage_that_was_moved_goes_on_where_it_shares_a_paragraph() -> None:
    assert goes_on(ABOVE, replace(BELOW, rule=BY_HAND))
    assert not goes_on(ABOVE, replace(BELOW, start=12, rule=BY_HAND))


def test_lines_beside_a_comment_and_what_it_quotes_belong_to_it() -> None:
    name = Segment(0, 5, Kind.BOILERPLATE, comment=1)
    words = Segment(6, 10, Kind.COMMENT, Voice.READER, comment=1, confidence=0.6)
    quote = Segment(11, 15, Kind.QUOTE, Voice.READER, comment=1, quotes=Quoted(None, 0))
    other = replace(name, start=16, end=20, comment=2)

    assert wholes([name, words, quote, other]) == [[name, words, quote], [other]]
    assert to_check([name, words, quote, other]) == 1


def test_what_is_surely_set_aside_is_one_whole_and_a_doubt_is_not() -> None:
    one, other = Segment(0, 5, Kind.BOILERPLATE), Segment(6, 9, Kind.BOILERPLATE)

    assert wholes([one, other]) == [[one, other]]
    assert len(wholes([one, replace(other, confidence=0.6)])) == 2
    assert len(wholes([replace(one, rule=BY_HAND), other])) == 2
