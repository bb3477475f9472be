"""What several reviewers judged of the same: as it was when they were first shown each other, and settled."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from reviewer.appraisal import consensus
from reviewer.library import appraisals, blinding, columns
from reviewer.library.handle import Library
from reviewer.model import Appraisal, Certainty, Said, Settlement, Subject

_SAME = " AND ".join(f"{column} IS ?" for column in blinding.PLACE)


def key(subject: Subject) -> dict[str, str | int | None]:
    """Return a subject as the columns that hold it."""
    return {column: getattr(subject, column) for column in blinding.PLACE}


def finished(library: Library, subject: Subject) -> dict[str, str]:
    """Return every finished judgement of a subject as it is stored (JSON), by reviewer, hidden or not."""
    table, same, values = (
        ("appraisals", "document IS ? AND claim IS ? AND instrument IS ? AND done = 1",
         [subject.document, subject.claim, subject.instrument])
        if subject.instrument
        else ("certainties", "claim IS ? AND population IS ? AND graded = 1",
              [subject.claim, subject.population])
    )  # fmt: skip
    rows = library.db.execute(
        f"SELECT reviewer, {columns.image(library.db, table, 't')} FROM {table} t WHERE {same} ORDER BY id",
        values,
    )
    return dict(rows.fetchall())


def shown(library: Library, subject: Subject) -> set[str]:
    """Return the reviewers who have been shown what the others among them judged of a subject."""
    rows = library.db.execute(
        f"SELECT reviewer FROM first_judgements WHERE {_SAME}", list(key(subject).values())
    )
    return {row[0] for row in rows}


def first_of_all(library: Library, subject: Subject, reviewer: str) -> tuple[str, int] | None:
    """Return what a reviewer had judged when first shown that of others, also if that was undone since.

    The second part is 1 if it was made without knowing theirs.
    """
    same = " AND ".join(
        f"coalesce(json_extract(after, '$.{column}'), '') IS coalesce(?, '')" for column in blinding.PLACE
    )
    row = library.db.execute(
        "SELECT json_extract(after, '$.judged'), json_extract(after, '$.independent') FROM op_rows "
        f"WHERE tbl = 'first_judgements' AND before IS NULL AND after IS NOT NULL AND {same} "
        "AND json_extract(after, '$.reviewer') = ? ORDER BY id LIMIT 1",
        [*key(subject).values(), reviewer],
    ).fetchone()
    return (str(row[0]), int(row[1])) if row else None


def first_certainties(library: Library) -> list[tuple[Certainty, bool]]:
    """Return the ratings as they were when first shown to another rater, and whether made without theirs."""
    return [
        (appraisals.certainty_from(values), independent)
        for values, independent in _first(library, "instrument = ''")
    ]


def first_appraisals(library: Library, instrument: str) -> list[tuple[Appraisal, bool]]:
    """Return the appraisals with an instrument, as `first_certainties` does."""
    return [
        (appraisals.appraisal_from(values), independent)
        for values, independent in _first(library, "instrument = ?", [instrument])
        if instrument
    ]


def _first(library: Library, where: str, values: Iterable[str] = ()) -> list[tuple[dict[str, Any], bool]]:
    rows = library.db.execute(
        f"SELECT judged, independent FROM first_judgements t WHERE {where} "
        f"AND {blinding.visible(library, 'first_judgements', 't')} ORDER BY id",
        list(values),
    )
    return [(json.loads(judged), bool(independent)) for judged, independent in rows]


def apart(library: Library) -> dict[Subject, tuple[str, ...]]:
    """Return the reviewers who finished judging a subject before they were shown what others judge of it."""
    found: dict[Subject, list[str]] = {}
    for *place, reviewer in library.db.execute(
        f"SELECT {', '.join(blinding.PLACE)}, reviewer FROM first_judgements t WHERE independent = 1 "
        f"AND {blinding.visible(library, 'first_judgements', 't')} ORDER BY id"
    ):
        found.setdefault(Subject(*place), []).append(reviewer)
    return {subject: tuple(who) for subject, who in found.items()}


def settlements(library: Library, subject: Subject | None = None) -> list[Settlement]:
    """Return what was settled of a subject, or of all, as far as one may see it."""
    where, values = (_SAME, list(key(subject).values())) if subject else ("1", [])
    rows = library.db.execute(
        f"SELECT id, {', '.join(blinding.PLACE)}, item, value, reason, reviewer, basis FROM settlements t "
        f"WHERE {where} AND {blinding.visible(library, 'settlements', 't')} ORDER BY id",
        values,
    )
    return [_settlement(row) for row in rows]


def _settlement(row: tuple[Any, ...]) -> Settlement:
    id, document, claim, population, instrument, item, value, reason, reviewer, basis = row
    said = {who: Said(**each) for who, each in json.loads(basis).items()}
    subject = Subject(document, claim, population, instrument)
    return Settlement(id, subject, item, value, reason, reviewer, said)


def of_claim(library: Library, claim: int) -> list[tuple[str, int]]:
    """Return (table, id) of what is kept here on a claim, for an action that removes it."""
    return [
        (table, row[0])
        for table in ("first_judgements", "settlements")
        for row in library.db.execute(f"SELECT id FROM {table} WHERE claim = ? ORDER BY id", (claim,))
    ]


def basis_json(basis: Iterable[tuple[str, Said]]) -> str:
    """Return what each had said as kept in its column."""
    plain = {who: {"value": said.value, "reason": said.reason} for who, said in basis}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def in_force(library: Library) -> list[Certainty]:
    """Return one rating for each body, as far as one may see: what several say together, or that of one.

    One's own stands before that of another who has finished while both are not compared yet. Where raters
    differ and nothing is settled it is not graded, and says so in `shared`.
    """
    settled: dict[Subject, list[Settlement]] = {}
    for each in settlements(library):
        settled.setdefault(each.subject, []).append(each)
    rated: dict[Subject, list[Certainty]] = {}
    for rating in appraisals.certainties(library):
        rated.setdefault(rating.subject, []).append(rating)
    return [_in_force(library, ratings, settled.get(body, [])) for body, ratings in rated.items()]


def _in_force(library: Library, ratings: list[Certainty], settled: list[Settlement]) -> Certainty:
    done = [each for each in ratings if each.graded]
    if len(done) > 1:
        names = appraisals.reviewers(library)
        who = consensus.listed(sorted(names.get(each.reviewer, each.reviewer) for each in done))
        return consensus.rating_together(done, consensus.matters_of_ratings(done, settled), who)
    own = (each for each in ratings if each.reviewer == library.reviewer.id)
    return next(own, done[0] if done else ratings[0])
