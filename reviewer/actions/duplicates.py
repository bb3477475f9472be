"""Records of one work: find them, set all but one aside, tell two apart, take a link back.

Nothing is deleted and nothing moves: quotes, claims and appraisals stay on the words they rest on. A record
that is set aside is left out of lists and counts, and what hangs on it counts for the record that is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from reviewer.errors import Declined, ReviewError
from reviewer.language import recorded, say
from reviewer.library import Library, decisions, documents, duplicates, journal, rows
from reviewer.memory import collecting_later
from reviewer.model import Changes, Progress, no_progress
from reviewer.records.duplicates import Found, Group, entry_of, find

BY_HAND = "chosen by hand"
AT_ONCE = 500
"""Groups that are joined between two calls of `progress`."""


def find_duplicates(library: Library, progress: Progress = no_progress) -> Found:
    """Return groups of records of one work among those not set aside, and pairs that only look like it."""
    entries = []
    with collecting_later():
        for id, record in duplicates.compared(library):
            entries.append(entry_of(id, record))
            if len(entries) % 1_000 == 0:
                progress(len(entries), None, "records read")
        return find(
            entries,
            duplicates.told_apart(library),
            lambda done, total: progress(done, total, "records compared"),
        )


def accept(
    library: Library,
    groups: Sequence[Group],
    kept: Mapping[int, int] | None = None,
    progress: Progress = no_progress,
) -> Changes:
    """Set aside all records of each group but the one that is kept; one op, whatever the number of groups.

    `kept` names by the first record of a group the one that stands for it, where a person chose that.
    """
    count = len(groups)
    label = (
        recorded("Join records of one work")
        if count == 1
        else recorded("Join the records of {count} works", count=f"{count:,}")
    )
    chosen = kept or {}
    with journal.op(library, label) as pending:
        plain, others = _sorted_out(library, groups)
        for begin in range(0, len(plain), AT_ONCE):
            progress(begin, count, "works joined")
            _join_plain(library, plain[begin : begin + AT_ONCE], chosen)
        for done, group in enumerate(others, len(plain)):
            progress(done, count, "works joined")
            _join(library, group.ids, group.score, group.reason, chosen.get(group.ids[0]))
        decisions.carry(library, {id for group in plain for id in group.ids})
    return pending.changes


def _sorted_out(library: Library, groups: Sequence[Group]) -> tuple[list[Group], list[Group]]:
    """Return the groups of which nothing was settled before, to be joined at once, and the others."""
    known = duplicates.spoken_of(library) | set(documents.own_studies(library))
    plain: list[Group] = []
    others: list[Group] = []
    for group in groups:
        (plain if known.isdisjoint(group.ids) else others).append(group)
        known.update(group.ids)
    return plain, others


def _join_plain(library: Library, groups: Sequence[Group], chosen: Mapping[int, int]) -> None:
    """Set records aside of which nothing was settled before."""
    best = duplicates.worth_keeping(library, [id for group in groups for id in group.ids])
    rank = {id: place for place, id in enumerate(best)}
    duplicates.set_all_aside(
        library,
        (
            (id, first, group.score, group.reason)
            for group in groups
            for first in [chosen.get(group.ids[0]) or min(group.ids, key=lambda id: rank[id])]
            for id in group.ids
            if id != first
        ),
    )


def accept_certain(
    library: Library,
    found: Found,
    kept: Mapping[int, int] | None = None,
    progress: Progress = no_progress,
) -> Changes:
    """Set aside what needs no second look, in one op."""
    return accept(library, [group for group in found.groups if group.certain], kept, progress)


def join(library: Library, ids: Sequence[int], kept: int | None = None, apart: Sequence[int] = ()) -> Changes:
    """Say that records are of one work; `kept` names the one that stands for it.

    `apart` are records that were proposed with them: each is said to be of another work than these, and
    than the others of them.
    """
    if len(set(ids)) < 2:
        raise ReviewError(say("One record alone cannot be joined."), say("Name two records or more."))
    if set(ids) & set(apart):
        raise ReviewError(
            say("A record cannot be joined and told apart at once."), say("Name it in one place only.")
        )
    if kept is not None and kept in apart:
        raise ReviewError(
            say("The record that is kept is said to be of another work."), say("Keep one of the joined.")
        )
    for id in (*ids, *apart):
        documents.document(library, id)
    label = recorded("Join records of one work")
    if apart:
        label = recorded("Join records of one work and tell others apart")
    with journal.op(library, label) as pending:
        _join(library, ids, 1.0, BY_HAND, kept)
        _tell_apart(library, [*ids, *apart], set(ids))
    return pending.changes


def _join(library: Library, ids: Sequence[int], score: float, reason: str, kept: int | None = None) -> None:
    """Set aside all but one of the records; those that stand for others bring these along."""
    standing = list(dict.fromkeys(duplicates.standing_for(library, id) for id in ids))
    first = kept if kept is not None else duplicates.worth_keeping(library, standing)[0]
    for other in (kept, *standing) if kept is not None else standing:
        if other is None or other == first:
            continue
        _forget(library, other, first)
        duplicates.add(library, other, first, duplicates.CONFIRMED, score, reason)
        duplicates.move(library, other, first)
        _carry_study(library, other, first)
        decisions.give_back(library, first)
        decisions.carry(library, [other])


def _forget(library: Library, one: int, other: int) -> None:
    """Drop what was said before about a pair, and a link that would be a second one of the same record."""
    for link in duplicates.links(library, one):
        pair = {link.document, link.kept} == {one, other}
        if pair or link.state == duplicates.CONFIRMED and link.document == one:
            rows.drop(library, "duplicates", link.id)
    for link in duplicates.links(library, other):
        if link.state == duplicates.CONFIRMED and link.document == other:
            rows.drop(library, "duplicates", link.id)


def _carry_study(library: Library, other: int, first: int) -> None:
    """Let what a person said of a study hold for the record that is kept, if nothing was said of that."""
    said = documents.own_studies(library)
    if other in said and first not in said:
        study = said[other]
        rows.add(
            library, "studies", id=first, label=study.label, design=study.design,
            participants=study.participants, setting=study.setting,
        )  # fmt: skip


def reject(library: Library, ids: Sequence[int]) -> Changes:
    """Say that no two of these records are of one work; they are not proposed again."""
    with journal.op(library, recorded("Say that records are of different works")) as pending:
        for id in set(ids):
            documents.document(library, id)
        _tell_apart(library, ids, set())
    return pending.changes


def _tell_apart(library: Library, ids: Sequence[int], joined: set[int]) -> None:
    """Say of each pair of records that they are two works, but for pairs of which both are joined."""
    known = duplicates.told_apart(library)
    for one, other in combinations(sorted(set(ids)), 2):
        if (one, other) not in known and not {one, other} <= joined:
            duplicates.add(library, one, other, duplicates.REJECTED, 0.0, BY_HAND)


def unlink(library: Library, document: int) -> Changes:
    """Bring a record back that was set aside, or all that are set aside under one."""
    with journal.op(library, recorded("Bring back a record that was set aside")) as pending:
        found = [link for link in duplicates.links(library, document) if link.state == duplicates.CONFIRMED]
        own = [link for link in found if link.document == document] or found
        if not own:
            raise Declined(
                say(
                    "Document {document} is not set aside, and nothing is set aside under it.",
                    document=document,
                ),
                say("`reviewer list --filter is:duplicate` names what is."),
            )
        for link in own:
            rows.drop(library, "duplicates", link.id)
            decisions.give_back(library, link.document)
    return pending.changes
