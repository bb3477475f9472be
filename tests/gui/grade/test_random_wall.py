"""No sequence of keys, clicks and changes elsewhere lets an opinion into a certainty through the window."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt

from reviewer.actions import claims as claim_actions
from reviewer.actions import documents as document_actions
from reviewer.library import claims, documents
from reviewer.model import Kind
from tests import wall
from tests.gui.grade.conftest import Desk

KINDS = [Kind.ABSTRACT, Kind.COMMENTARY, Kind.COMMENT, Kind.BOILERPLATE]
KEYS = [*"0123", Qt.Key.Key_Up, Qt.Key.Key_Down]


def elsewhere(desk: Desk, dice: random.Random) -> None:
    """Change what the bodies rest on, as Read and Separate do."""
    library, perform = desk.session.library, desk.session.perform
    assert library is not None
    links = claims.quotes(library)
    link, claim = dice.choice(links), dice.choice(claims.claims(library))
    parts = [part for part in documents.segments(library, 2) if part.rule != documents.BLANK]
    match dice.randrange(5):
        case 0:
            perform(document_actions.set_kind, 2, dice.choice(parts).id, dice.choice(KINDS))
        case 1:
            perform(claim_actions.edit_quote, link.id, claim=claim.id)
        case 2:
            perform(claim_actions.edit_quote, link.id, background=dice.random() < 0.5)
        case 3:
            groups = [None, *(population.id for population in claims.populations(library))]
            perform(claim_actions.edit_quote, link.id, population=dice.choice(groups))
        case _:
            desk.session.undo()


@pytest.mark.parametrize("seed", range(2))
def test_no_sequence_in_the_window_lets_an_opinion_into_a_certainty(desk: Desk, seed: int) -> None:
    dice, library = random.Random(seed), desk.session.library
    assert library is not None
    for _ in range(25):
        match dice.randrange(4):
            case 0:
                desk.go(dice.randint(1, 11))
            case 1:
                elsewhere(desk, dice)
            case 2:
                body, before, held = desk.workspace.body, wall.ratings(library), wall.bodies(library)
                desk.key(dice.choice(KEYS))
                if wall.ratings(library) != before:
                    assert body is not None and (body.claim.id, body.key) in held
            case _:
                desk.key(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
        shown = desk.workspace.shelf.entries
        assert {(e.claim.id, body.key) for e in shown for body in e.bodies} == wall.bodies(library)
    assert wall.breaches(library) == []
