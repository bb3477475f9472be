"""Records of one work: find them, set all but one aside, tell two apart, take a link back.

Nothing is deleted and nothing moves: quotes, claims and appraisals stay on the words they rest on. A record
that is set aside is left out of lists and counts, and what hangs on it counts for the record that is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from reviewer.errors import Declined, ReviewError
from reviewer.library import Library, documents, duplicates, journal, rows
from reviewer.model import Changes, Progress, no_progress
from reviewer.records.duplicates import Found, Group, entry_of, find

BY_HAND = "chosen by hand"


def find_duplicates(library: Library, progress: Progress = no_progress) -> Found:
    """Return groups of records of one work among those not set aside, and pairs that only look like it."""
    entries = []
    for id, record in duplicates.compared(library):
        entries.append(entry_of(id, record))
        if len(entries) % 5_000 == 0:
            progress(len(entries), None, "records read")
    return find(
        entries, duplicates.told_apart(library), lambda done, total: progress(done, total, "records compared")
    )


def accept(library: Library, groups: Sequence[Group], kept: Mapping[int, int] | None = None) -> Changes:
    """Set aside all records of each group but the one that is kept; one op, whatever the number of groups.

    `kept` names by the first record of a group the one that stands for it, where a person chose that.
    """
    count = len(groups)
    label = "Join records of one work" if count == 1 else f"Join the records of {count:,} works"
    chosen = kept or {}
    with journal.op(library, label) as pending:
        for group in groups:
            _join(library, group.ids, group.score, group.reason, chosen.get(group.ids[0]))
    return pending.changes


def accept_certain(library: Library, found: Found, kept: Mapping[int, int] | None = None) -> Changes:
    """Set aside what needs no second look, in one op."""
    return accept(library, [group for group in found.groups if group.certain], kept)


def join(library: Library, ids: Sequence[int], kept: int | None = None) -> Changes:
    """Say that records are of one work; `kept` names the one that stands for it."""
    if len(set(ids)) < 2:
        raise ReviewError("One record alone cannot be joined.", "Name two records or more.")
    for id in ids:
        documents.document(library, id)
    with journal.op(library, "Join records of one work") as pending:
        _join(library, ids, 1.0, BY_HAND, kept)
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
    with journal.op(library, "Say that records are of different works") as pending:
        known = duplicates.told_apart(library)
        for one, other in combinations(sorted(set(ids)), 2):
            documents.document(library, one), documents.document(library, other)
            if (one, other) not in known:
                duplicates.add(library, one, other, duplicates.REJECTED, 0.0, BY_HAND)
    return pending.changes


def unlink(library: Library, document: int) -> Changes:
    """Bring a record back that was set aside, or all that are set aside under one."""
    with journal.op(library, "Bring back a record that was set aside") as pending:
        found = [link for link in duplicates.links(library, document) if link.state == duplicates.CONFIRMED]
        own = [link for link in found if link.document == document] or found
        if not own:
            raise Declined(
                f"Document {document} is not set aside, and nothing is set aside under it.",
                "`reviewer list --filter is:duplicate` names what is.",
            )
        for link in own:
            rows.drop(library, "duplicates", link.id)
    return pending.changes
