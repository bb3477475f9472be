"""The codebook: a tree with colours, moved, merged, and taken back."""

from __future__ import annotations

import pytest

from reviewer.actions import claims as on_claims
from reviewer.actions import codebook as actions
from reviewer.actions import history
from reviewer.errors import ReviewError
from reviewer.library import Library, claims
from reviewer.library.codebook import counts, lines
from reviewer.model import Tag, Voice


def tree(lib: Library) -> list[str]:
    book = claims.tags(lib)
    return [" > ".join(each.name for each in lines(book)[tag.id]) for tag in book]


def named(lib: Library, name: str) -> Tag:
    return next(tag for tag in claims.tags(lib) if tag.name == name)


@pytest.fixture
def book(seeds: Library) -> Library:
    for path in ("Mechanism > B cells", "Mechanism > NK cells", "Safety > Heart", "Practice"):
        actions.add_path(seeds, actions.path_of(path))
    return seeds


def test_tags_are_a_tree_with_colours_in_order(seeds: Library) -> None:
    first = actions.add_tag(seeds, "Efficacy").created
    actions.add_tag(seeds, "Safety")
    child = actions.add_tag(seeds, " Relapse   rate ", first, use_when="a rate is given").created
    book = claims.tags(seeds)
    assert [(t.name, t.colour, t.use_when) for t in book] == [
        ("Efficacy", "moss", ""),
        ("Relapse rate", "", "a rate is given"),
        ("Safety", "brick", ""),
    ]
    with pytest.raises(ReviewError, match="already a tag"):
        actions.add_tag(seeds, "efficacy")
    with pytest.raises(ReviewError, match="needs a name"):
        actions.add_tag(seeds, " ")
    claim = on_claims.add_claim(seeds, "s", tags=[child]).created
    assert claims.claim(seeds, claim).tags == (child,)
    actions.remove_tag(seeds, first)
    assert [t.name for t in claims.tags(seeds)] == ["Safety"] and claims.claim(seeds, claim).tags == ()
    history.undo(seeds)
    assert claims.claim(seeds, claim).tags == (child,) and claims.tags(seeds) == book


def test_a_path_makes_what_is_missing_in_one_step(book: Library) -> None:
    assert tree(book) == [
        "Mechanism", "Mechanism > B cells", "Mechanism > NK cells", "Safety", "Safety > Heart", "Practice",
    ]  # fmt: skip
    made = actions.add_path(book, ["mechanism", "B cells"])
    assert made.created == named(book, "B cells").id and not made.rows
    history.undo(book)
    history.undo(book)
    assert tree(book) == ["Mechanism", "Mechanism > B cells", "Mechanism > NK cells"]


def test_every_tag_has_a_name_of_its_own_for_other_programs(book: Library) -> None:
    before = named(book, "Practice")
    actions.edit_tag(book, before.id, name="Habits")
    again = actions.add_tag(book, "Practice").created
    guids = [tag.guid for tag in claims.tags(book)]
    assert len(set(guids)) == len(guids) == 7
    assert named(book, "Habits").guid == before.guid and again != before.id


def test_a_group_is_recoloured_and_its_tags_follow(book: Library) -> None:
    actions.edit_tag(book, named(book, "Safety").id, colour="indigo")
    assert named(book, "Safety").colour == "indigo"
    with pytest.raises(ReviewError, match="colour of its group, “Safety”"):
        actions.edit_tag(book, named(book, "Heart").id, colour="moss")
    with pytest.raises(ReviewError, match="no colour “puce”"):
        actions.edit_tag(book, named(book, "Safety").id, colour="puce")
    with pytest.raises(ReviewError, match="no field position"):
        actions.edit_tag(book, named(book, "Safety").id, position="3")


def test_tags_move_and_nest(book: Library) -> None:
    practice, safety = named(book, "Practice"), named(book, "Safety")
    actions.move_tag(book, practice.id, None, 0)
    assert tree(book)[0] == "Practice"
    actions.move_tag(book, safety.id, practice.id)
    assert tree(book)[:3] == ["Practice", "Practice > Safety", "Practice > Safety > Heart"]
    assert named(book, "Safety").colour == ""
    with pytest.raises(ReviewError, match="under itself"):
        actions.move_tag(book, practice.id, named(book, "Heart").id)
    actions.move_tag(book, safety.id, None, 1)
    assert named(book, "Safety").colour == "brick" and tree(book)[1:3] == ["Safety", "Safety > Heart"]


def test_a_tag_does_not_come_beside_one_of_its_name(book: Library) -> None:
    actions.add_path(book, ["Safety", "B cells"])
    with pytest.raises(ReviewError, match="already a tag “B cells”"):
        actions.move_tag(book, named(book, "B cells").id, named(book, "Safety").id)


def test_tags_are_shifted_by_the_keyboard(book: Library) -> None:
    def shift(name: str, direction: str) -> bool:
        return bool(actions.shift_tag(book, named(book, name).id, direction).rows)

    assert shift("Practice", "up") and tree(book)[3] == "Practice"
    assert shift("Practice", "in") and tree(book)[3] == "Mechanism > Practice"
    assert shift("Practice", "out") and tree(book)[3:5] == ["Practice", "Safety"]
    assert shift("B cells", "down") and tree(book)[1] == "Mechanism > NK cells"
    assert not shift("Mechanism", "up") and not shift("Mechanism", "in") and not shift("Mechanism", "out")
    assert not shift("Safety", "down")


def test_merging_moves_claims_and_what_is_below(book: Library) -> None:
    actions.add_path(book, ["Safety", "B cells"])
    mechanism, safety = named(book, "Mechanism"), named(book, "Safety")
    ours, theirs = (t for t in claims.tags(book) if t.name == "B cells")
    actions.edit_tag(book, ours.id, definition="Their count")
    actions.edit_tag(book, theirs.id, definition="Their harm")
    both = on_claims.add_claim(book, "one", tags=[ours.id, theirs.id]).created
    one = on_claims.add_claim(book, "two", tags=[theirs.id, safety.id]).created
    before = (claims.tags(book), claims.claims(book))

    actions.merge_tags(book, safety.id, mechanism.id)

    assert tree(book) == [
        "Mechanism", "Mechanism > B cells", "Mechanism > NK cells", "Mechanism > Heart", "Practice",
    ]  # fmt: skip
    assert claims.claim(book, both).tags == (ours.id,)
    assert claims.claim(book, one).tags == (ours.id, mechanism.id)
    assert named(book, "B cells").definition == "Their count\n\nTheir harm"
    history.undo(book)
    assert (claims.tags(book), claims.claims(book)) == before


def test_a_tag_is_not_merged_into_what_is_below_it(book: Library) -> None:
    with pytest.raises(ReviewError, match="merged into itself or a tag below"):
        actions.merge_tags(book, named(book, "Safety").id, named(book, "Heart").id)
    actions.merge_tags(book, named(book, "Heart").id, named(book, "Safety").id)
    assert "Safety > Heart" not in tree(book)


def test_quotes_are_counted_by_voice_up_the_tree(review: Library) -> None:
    used = counts(review)
    book = claims.tags(review)
    everything = {c.id: c for c in claims.claims(review)}
    for group in (tag for tag in book if tag.parent is None):
        own = {group.id, *(tag.id for tag in book if tag.parent == group.id)}
        links = [q for q in claims.quotes(review) if own & set(everything[q.claim].tags)]
        assert sum(used[group.id].values()) == len(links)
        assert used[group.id][Voice.STUDY] == sum(q.voice is Voice.STUDY for q in links)
