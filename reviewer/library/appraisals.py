"""Appraisals of documents and certainty ratings of bodies of evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from reviewer.library import blinding
from reviewer.library.handle import Library
from reviewer.model import Answer, Appraisal, Certainty, Effect, Judgement, Span

_CERTAINTY = (
    "id, claim, population, reviewer, rule_set, start, start_reason, judgements, importance, participants, "
    "outcome, relative, observed, graded, effect, side"
)

_APPRAISAL = (
    "id, document, claim, instrument, version, reviewer, answers, basis, judgement, note, despite, done"
)


def certainties(library: Library, claim: int | None = None, *, hidden: bool = False) -> list[Certainty]:
    """Return the certainty ratings of a claim, or all, by claim and population.

    Those that the reviewer of the library may not see yet are left out; with `hidden` they are not, for
    actions that must carry along what nobody is shown.
    """
    where, values = ("claim = ?", (claim,)) if claim is not None else ("1", ())
    seen = "1" if hidden else blinding.visible(library, "certainties", "t")
    rows = library.db.execute(
        f"SELECT {_CERTAINTY} FROM certainties t WHERE {where} AND {seen} ORDER BY claim, population, id",
        values,
    )
    return [_certainty(row) for row in rows]


def certainty_of(library: Library, claim: int, population: int | None, reviewer: str) -> Certainty | None:
    """Return one reviewer's rating of one body of evidence, or None."""
    return next(
        (c for c in certainties(library, claim) if c.population == population and c.reviewer == reviewer),
        None,
    )


def _certainty(row: tuple[Any, ...]) -> Certainty:
    judgements = {domain: Judgement(**value) for domain, value in json.loads(row[7]).items()}
    id, claim, population, reviewer, rule_set, start, start_reason = row[:7]
    importance, participants, outcome, relative, observed, graded, effect, side = row[8:]
    return Certainty(
        id, claim, population, reviewer, rule_set, start, start_reason, judgements, importance, participants,
        outcome, relative, observed, bool(graded), Effect(**json.loads(effect)), side,
    )  # fmt: skip


def effect_json(effect: Effect) -> str:
    """Return an effect as kept in its column: what is filled in."""
    return json.dumps({key: value for key, value in asdict(effect).items() if value}, ensure_ascii=False)


def certainty_from(values: Mapping[str, Any]) -> Certainty:
    """Return a rating from its columns by name; one that is missing was added to the table later."""
    return _certainty(tuple(values.get(name, "") for name in _CERTAINTY.split(", ")))


def appraisal_from(values: Mapping[str, Any]) -> Appraisal:
    """Return an appraisal from its columns by name, as `certainty_from` does."""
    return _appraisal(tuple(values.get(name, "") for name in _APPRAISAL.split(", ")))


def judgements_json(judgements: Mapping[str, Judgement]) -> str:
    """Return the judgements as kept in their column."""
    plain = {domain: asdict(judgement) for domain, judgement in judgements.items()}
    for fields in plain.values():
        if not fields["borderline"]:
            del fields["borderline"]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def appraisals(
    library: Library, document: int | None = None, claim: int | None = None, *, hidden: bool = False
) -> list[Appraisal]:
    """Return the appraisals of a document, of one result of it, or all; `hidden` as for `certainties`."""
    where, values = ["1" if hidden else blinding.visible(library, "appraisals", "t")], []
    for column, value in (("document", document), ("claim", claim)):
        if value is not None:
            where.append(f"{column} = ?")
            values.append(value)
    rows = library.db.execute(
        f"SELECT {_APPRAISAL} FROM appraisals t WHERE {' AND '.join(where)} "
        "ORDER BY document, instrument, claim, id",
        values,
    )
    return [_appraisal(row) for row in rows]


def appraisal_of(
    library: Library, document: int, instrument: str, claim: int | None, reviewer: str
) -> Appraisal | None:
    """Return one reviewer's appraisal with one instrument, or None."""
    found = (
        a
        for a in appraisals(library, document)
        if (a.instrument, a.claim, a.reviewer) == (instrument, claim, reviewer)
    )
    return next(found, None)


def _appraisal(row: tuple[Any, ...]) -> Appraisal:
    answers = {item: _answer(value) for item, value in json.loads(row[6]).items()}
    id, document, claim, instrument, version, reviewer, _, basis, judgement, note, despite, done = row
    return Appraisal(
        id, document, claim, instrument, version, reviewer, answers, basis, judgement, note, despite,
        bool(done),
    )  # fmt: skip


def _answer(value: Mapping[str, Any]) -> Answer:
    words = tuple(Span(**span) for span in value.get("words", ()))
    return Answer(value["value"], value.get("reason", ""), tuple(value.get("quotes", ())), words)


def answers_json(answers: Mapping[str, Answer]) -> str:
    """Return the answers as kept in their column."""
    plain = {item: asdict(answer) for item, answer in answers.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def keep_instrument(library: Library, id: str, version: str, definition: str) -> None:
    """Copy the definition of an instrument into the library when it is first used; it is never replaced."""
    library.db.execute(
        "INSERT INTO instruments(id, version, definition) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (id, version, definition),
    )


def instrument(library: Library, id: str, version: str) -> str | None:
    """Return the kept definition (JSON text), or None."""
    row = library.db.execute(
        "SELECT definition FROM instruments WHERE id = ? AND version = ?", (id, version)
    ).fetchone()
    return str(row[0]) if row else None


def instruments(library: Library) -> dict[tuple[str, str], str]:
    """Return the kept definitions by id and version."""
    found = library.db.execute("SELECT id, version, definition FROM instruments ORDER BY rowid")
    return {(id, version): definition for id, version, definition in found}


def reviewers(library: Library) -> dict[str, str]:
    """Return the names of the people who have worked in this library, by reviewer id."""
    return dict(library.db.execute("SELECT id, name FROM reviewers ORDER BY id").fetchall())
