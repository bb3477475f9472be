"""What an op changed is read again, and nothing else; the desk is as if it were read from scratch."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.actions import claims as actions
from reviewer.actions import codebook
from reviewer.actions import documents as parts
from reviewer.gui.workspaces.reading import laying
from reviewer.gui.workspaces.reading.desk import Desk
from reviewer.model import Changes, Span, Stance
from tests.gui.read.at_the_desk import Person

CHANGES: dict[str, Callable[[Person], Changes | None]] = {
    "a quote is added": lambda p: p.session.perform(
        actions.link_quote, p.claims()[0].id, Span(2, 776, 828, p.text[776:828])
    ),
    "a quote is edited": lambda p: p.session.perform(
        actions.edit_quote, p.quotes()[0].id, stance=Stance.QUALIFIES.value
    ),
    "a quote is removed": lambda p: p.session.perform(actions.remove_quote, p.quotes()[3].id),
    "a claim is made": lambda p: p.session.perform(
        actions.add_claim, "It is so.", quote=Span(2, 776, 828, p.text[776:828])
    ),
    "a claim is removed": lambda p: p.session.perform(actions.remove_claim, p.claims()[2].id),
    "a tag is made": lambda p: p.session.perform(codebook.add_tag, "Cost"),
}


def same(one: Desk, other: Desk) -> bool:
    fields = ("document", "segments", "links", "claims", "tags", "populations", "studies", "certainties")
    return all(getattr(one, name) == getattr(other, name) for name in fields)


@pytest.mark.parametrize("name", CHANGES)
def test_a_renewed_desk_is_the_desk_read_from_scratch(reader: Person, name: str) -> None:
    before = laying.read_desk(reader.session, 2)

    changes = CHANGES[name](reader)
    assert changes is not None
    after = laying.renewed(reader.session, before, changes)

    assert after is not None and after.parts is before.parts
    assert same(after, laying.read_desk(reader.session, 2))
    assert same(laying.moved(reader.session, after, 1), laying.read_desk(reader.session, 1))


def test_when_parts_change_everything_is_read_again(reader: Person) -> None:
    before = laying.read_desk(reader.session, 2)
    part = reader.part("In my mind")
    changes = reader.session.perform(parts.split_segment, 2, part.start + 120)

    assert changes is not None and laying.renewed(reader.session, before, changes) is None


def test_nothing_is_put_on_the_page_again_when_only_the_selection_moves(reader: Person) -> None:
    reader.page.setFocus()
    reader.key("j")
    marks = reader.page.scene.marks
    reader.key("j")

    assert reader.page.scene.marks is marks
