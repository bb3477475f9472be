"""Quotes carried to another version of their document: proposed, accepted, undone, never moved silently."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from reviewer import library
from reviewer.actions import anchors, duplicates, history, importing
from reviewer.errors import Declined, ReviewError
from reviewer.library import Library, claims, documents, journal, rows
from reviewer.model import Span, Stance
from reviewer.refinding import How
from reviewer.settings import seed

BLOG = 2
NAME = "002_6655412ea27c3016.txt"


def changed(text: str) -> str:
    """Return the blog post as another version of it might be."""
    text = text.replace("mitoxantrone persistently suppresses", "mitoxantrone strongly suppresses")
    gone = text.index("I also get a Methyprednisolon"), text.index("If the EBV hypothesis")
    return "Updated in June by the author.\n\n" + text[: gone[0]] + text[gone[1] :]


@pytest.fixture
def newer(review: Library, tmp_path: Path) -> int:
    """Return the document of a later version, imported from a file of the same name."""
    path = tmp_path / NAME
    path.write_text(changed(documents.document(review, BLOG).text), encoding="utf-8")
    (made,) = importing.import_files(review, [path]).files[0].added
    return made


def test_an_anchor_holds_words_surroundings_positions_and_the_fingerprint(review: Library) -> None:
    document = documents.document(review, BLOG)
    for link in claims.quotes(review, document=BLOG):
        span = link.span
        assert document.text[span.start : span.end] == span.exact
        assert document.text[span.start - len(link.prefix) : span.start] == link.prefix
        assert document.text[span.end : span.end + len(link.suffix)] == link.suffix
        assert len(link.prefix) == 32 == len(link.suffix) or span.start < 32
        assert link.text_sha256 == document.sha256


def test_versions_are_told_by_title_and_not_when_a_person_said_two_works(review: Library, newer: int) -> None:
    (version,) = anchors.other_versions(review, newer)
    assert (version.old, version.new, version.quotes) == (BLOG, newer, 14)
    assert version.reason == "the same title"
    assert anchors.other_versions(review) == anchors.other_versions(review, BLOG) == [version]
    duplicates.reject(review, [BLOG, newer])
    assert anchors.other_versions(review) == []


def test_each_quote_gets_a_place_and_a_score(review: Library, newer: int) -> None:
    found = anchors.propose(review, BLOG, newer)
    text = documents.document(review, newer).text
    by_how = {how: [each for each in found if each.place.how is how] for how in How}

    assert len(found) == len(claims.quotes(review, document=BLOG)) == 14
    assert [each.link.span.exact[:12] for each in by_how[How.LOST]] == ["I also get a"]
    (close,) = by_how[How.CLOSE]
    assert close.exact == "mitoxantrone strongly suppresses B cells in vivo" and close.place.score > 0.8
    for each in by_how[How.EXACT]:
        assert text[each.place.start : each.place.end] == each.link.span.exact == each.exact


def test_nothing_moves_by_itself_and_the_exact_ones_move_in_one_step(review: Library, newer: int) -> None:
    before = claims.quotes(review)
    found = anchors.propose(review, BLOG, newer)
    assert claims.quotes(review) == before
    sure = {each.link.id for each in found if each.sure}
    done = anchors.carry_exact(review, BLOG, newer)
    after = {link.id: link for link in claims.quotes(review)}

    assert {id for id, link in after.items() if link.span.document == newer} == sure
    assert done.label.startswith(f"Carry {len(sure)} quotes to another version")
    assert [after[link.id].stance for link in before] == [link.stance for link in before]
    assert [after[link.id].pico for link in before] == [link.pico for link in before]
    assert documents.document(review, BLOG).text  # the older one stays
    assert library.check(review) == []
    history.undo(review)
    assert claims.quotes(review) == before and newer not in documents.own_studies(review)


def test_two_versions_count_as_one_study(review: Library, newer: int) -> None:
    anchors.carry_exact(review, BLOG, newer)
    known = documents.studies(review)
    assert known[newer].participants == known[BLOG].participants == 19
    assert known[BLOG].same_as == newer and known[newer].same_as is None


def test_a_place_chosen_by_hand_is_taken_and_a_crossing_is_not(review: Library, newer: int) -> None:
    lost = next(each for each in anchors.propose(review, BLOG, newer) if each.place.how is How.LOST)
    text = documents.document(review, newer).text
    start = text.index("It seems that the progression")
    span = anchors.words_at(review, newer, start, start + 7)
    anchors.carry_quotes(review, {lost.link.id: span})
    assert claims.quote(review, lost.link.id).span == span
    at = text.index("In my mind")
    with pytest.raises(Declined, match="cross a voice boundary"):
        anchors.carry_quotes(review, {lost.link.id: anchors.words_at(review, newer, at - 40, at + 40)})
    with pytest.raises(ReviewError, match="No quote was chosen"):
        anchors.carry_quotes(review, {})
    with pytest.raises(Declined, match="No quote was found exactly"):
        anchors.carry_exact(review, newer, 1)


def test_a_lost_anchor_is_told_kept_and_found_again(review: Library) -> None:
    link = claims.quotes(review, document=BLOG)[5]
    with journal.op(review, "Damage"):
        rows.change(review, "quotes", link.id, start=link.span.start + 40, end=link.span.end + 40)
    (lost,) = anchors.lost(review)
    assert lost.link.span.exact == link.span.exact and lost.place.how is How.EXACT
    assert lost.span == Span(BLOG, link.span.start, link.span.end, link.span.exact)
    done = anchors.carry_quotes(review, {link.id: lost.span})
    assert done.label.startswith("Find the words of a quote of claim")
    assert anchors.lost(review) == [] and claims.quote(review, link.id) == link


def test_voices_that_would_change_are_said_and_never_taken_for_sure(tmp_path: Path) -> None:
    with closing(library.create(tmp_path / "a.reviewlib")) as lib:
        importing.import_files(lib, [seed(NAME)])
        text = documents.document(lib, 1).text
        start = text.index("it only helps MSers")
        from reviewer.actions import claims as actions

        actions.add_claim(lib, "s", quote=anchors.words_at(lib, 1, start, start + 19), stance=Stance.MENTIONS)
        path = tmp_path / NAME
        path.write_text(
            text.replace("In my mind", "They say it only helps MSers. In my mind").replace(
                "In my experience it only helps MSers with", "In my experience some with"
            ),
            encoding="utf-8",
        )
        (new,) = importing.import_files(lib, [path]).files[0].added
        (each,) = anchors.propose(lib, 1, new)
        assert each.exact == "it only helps MSers" and not each.sure
        assert "voice would be commentary; it was reader" in each.warning
