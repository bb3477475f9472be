"""Tables of what was decided in screening: by each reviewer, and what holds where they differed."""

from __future__ import annotations

from typing import Any

from reviewer.model.screening import Decision, SettledDecision, Stage, Verdict
from reviewer.reports.index import Index
from reviewer.reports.tidy import Column, DataTable, number, table, text, yes_no


def decisions(index: Index) -> DataTable:
    """Return the decisions of each reviewer in screening, as far as one may see them."""
    columns: tuple[Column[Decision], ...] = (
        number("decision_id", lambda each: each.id, "Id of the decision.", needed=True),
        *_decided(index),
        text("reviewer_id", lambda each: each.reviewer, "By whom.", refers="reviewers.reviewer_id"),
        yes_no("independent", lambda each: each.independent, "Made without knowing that of another."),
        number(
            "carried_from",
            lambda each: each.carried if each.carried in index.document else None,
            "The record it was made on, which is set aside under this one since.",
            refers="documents.document_id",
        ),
    )
    meaning = "What each reviewer decided in screening. One row for each document, stage and reviewer."
    return table("decisions", meaning, "decision_id", columns, index.snapshot.screening.decisions)


def settled_decisions(index: Index) -> DataTable:
    """Return the third decisions, where reviewers decided differently."""
    columns: tuple[Column[SettledDecision], ...] = (
        number("settled_id", lambda each: each.id, "Id.", needed=True),
        *_decided(index),
        text("reviewer_id", lambda each: each.reviewer, "By whom.", refers="reviewers.reviewer_id"),
    )
    meaning = "What holds in screening where reviewers decided differently."
    return table("settled-decisions", meaning, "settled_id", columns, index.snapshot.screening.settled)


def _decided(index: Index) -> tuple[Column[Any], ...]:
    def reason(each: Decision | SettledDecision) -> str:
        return index.snapshot.screening.reasons.get(each.reason or 0, "")

    return (
        number(
            "document_id",
            lambda each: each.document if each.document in index.document else None,
            "The document.",
            refers="documents.document_id",
        ),
        text("stage", lambda each: each.stage.value, "From what.", values=Stage, needed=True),
        text("decision", lambda each: each.verdict.value, "What.", values=Verdict, needed=True),
        text("reason", reason, "Why it was excluded."),
        text("note", lambda each: each.note, "Note."),
    )
