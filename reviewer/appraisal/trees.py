"""Decision tables as trees, to be drawn: which question comes next, and where each answer leads.

A tree is worked out from the rules of the file, never written down a second time, so what is drawn is
what decides. Answers that lead to the same end share a branch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reviewer.appraisal.decisions import following
from reviewer.appraisal.instrument import Instrument, Item, Rule
from reviewer.model import Answer

LARGEST = 60
"""Ends of a tree beyond which it says no more than the list of answers; none is drawn then."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An end: the key of the judgement, empty where it is left to a person."""

    value: str
    say: str = ""


@dataclass(frozen=True, slots=True)
class Fork:
    """A question, or a part worked out before. Each branch holds the answers that take it."""

    name: str
    branches: tuple[tuple[tuple[str, ...], Tree], ...]


Tree = Leaf | Fork


@dataclass(frozen=True, slots=True)
class Drawn:
    """One table as a tree, with the title that stands over it."""

    title: str
    tree: Tree


def trees(form: Instrument, name: str, answers: Mapping[str, Answer]) -> tuple[Drawn, ...]:
    """Return the trees behind the judgement `name`: one for each part that counts, then its own.

    Answers to questions outside the section of `name`, such as which effect is of interest, are taken as
    given; where one is missing there may be no tree yet.
    """
    item = form.item(name)
    fixed = {id: answer for id, answer in answers.items() if form.item(id).section != item.section}
    section = item.section
    own = _grown(form, item.rules, fixed, section, whole=True)
    parts = set(_names(own)) & {step.id for step in form.steps} if own else set()
    grown = [
        (step.label, _grown(form, step.rules, fixed, section)) for step in form.steps if step.id in parts
    ]
    found = [Drawn(label, tree) for label, tree in grown if isinstance(tree, Fork)]
    if own is None or isinstance(own, Leaf):
        return tuple(found)
    # A tree that only hands on what one part came to says nothing new.
    return tuple(found) if len(found) == 1 else (*found, Drawn(item.label if found else "", own))


def leaves(tree: Tree) -> Iterator[Leaf]:
    """Return the ends of a tree from the top."""
    if isinstance(tree, Leaf):
        yield tree
    else:
        for _, branch in tree.branches:
            yield from leaves(branch)


def _names(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Fork):
        yield tree.name
        for _, branch in tree.branches:
            yield from _names(branch)


class _NoTree(Exception):
    """The tree has more ends than can be read, or turns on what stands elsewhere and is not known yet."""


def _grown(
    form: Instrument,
    rules: tuple[Rule, ...],
    fixed: Mapping[str, Answer],
    section: str,
    *,
    whole: bool = False,
) -> Tree | None:
    """Return the tree of a table; with `whole` a step is one question of it. None where there is none."""
    ends = 0

    def grow(answers: Mapping[str, Answer], steps: Mapping[str, str]) -> Tree:
        nonlocal ends
        proposal, name = following(form, answers, rules, steps if whole else None)
        if proposal is not None or not name:
            ends += 1
            if ends > LARGEST * 4:
                raise _NoTree
            return Leaf(proposal.value, proposal.say) if proposal else Leaf("")
        item = next((each for each in form.items if each.id == name), None)
        if item is not None:
            if item.section != section:
                raise _NoTree
            ways = [(key, grow({**answers, name: Answer(key)}, steps)) for key in _keys(item)]
        else:
            step = next(each for each in form.steps if each.id == name)
            values = dict.fromkeys(rule.then for rule in step.rules)
            ways = [(value, grow(answers, {**steps, name: value})) for value in values]
        return _joined(name, ways)

    try:
        tree = grow(fixed, {})
    except _NoTree:
        return None
    return tree if sum(1 for _ in leaves(tree)) <= LARGEST else None


def _keys(item: Item) -> list[str]:
    """Return the answers that lead apart: of those that count as the same, one."""
    return [each.key for each in item.answers if not each.same]


def _joined(name: str, ways: list[tuple[str, Tree]]) -> Tree:
    """Return a fork whose branches hold every answer with the same end; no fork where all end alike."""
    branches: list[tuple[tuple[str, ...], Tree]] = []
    for key, tree in ways:
        place = next((n for n, (_, other) in enumerate(branches) if other == tree), None)
        if place is None:
            branches.append(((key,), tree))
        else:
            branches[place] = ((*branches[place][0], key), tree)
    return branches[0][1] if len(branches) == 1 else Fork(name, tuple(branches))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a question or an end of a tree stands: `column` from the left, `row` from the top, in ends.

    `above` is the place of the question before it, `of` its name, and `keys` the answers that lead here.
    `lit` is what the answers given lead through, `last` where they lead to for now.
    """

    tree: Tree
    column: int
    row: float
    of: str = ""
    keys: tuple[str, ...] = ()
    above: tuple[int, float] | None = None
    lit: bool = False
    last: bool = False


def laid(drawn: Drawn, known: Mapping[str, str]) -> tuple[Spot, ...]:
    """Lay a tree out, each question before what follows from it. `known` holds what each name stands for,
    as `decisions.values` gives it."""
    return tuple(_laid(drawn.tree, known, Spot(drawn.tree, 0, 0, lit=True))[0])


def _laid(tree: Tree, known: Mapping[str, str], at: Spot) -> tuple[list[Spot], float]:
    """Return the spots of a tree whose first end stands in the row of `at`, and the row after its last."""
    if isinstance(tree, Leaf):
        return [replace(at, tree=tree, last=at.lit)], at.row + 1
    below, row, open_yet = [], at.row, at.lit
    for keys, branch in tree.branches:
        taken = at.lit and known.get(tree.name) in keys
        open_yet = open_yet and not taken
        spots, row = _laid(branch, known, Spot(branch, at.column + 1, row, tree.name, keys, lit=taken))
        below.append(spots)
    middle = (below[0][0].row + below[-1][0].row) / 2
    own = replace(at, tree=tree, row=middle, last=open_yet)
    heads = [[replace(spots[0], above=(own.column, middle)), *spots[1:]] for spots in below]
    return [own, *(spot for spots in heads for spot in spots)], row
