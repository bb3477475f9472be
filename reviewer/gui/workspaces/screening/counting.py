"""What is counted while one screens: the views, how far one has come, and how far reviewers agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reviewer.actions import agreement
from reviewer.gui.listing import counting
from reviewer.language import amount, say, say_count
from reviewer.library import Library, blinding, decisions
from reviewer.model.screening import Stage, Tally

Views = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come, the names of the others who screen, and their agreement in words."""

    tally: Tally
    others: tuple[str, ...]
    looks: bool
    agreement: str
    undefined: str = ""
    """Why agreement is not defined, where it is not."""


def views(stage: Stage, others: Sequence[str]) -> Views:
    """Return the views of a stage: what each is called, and the query it stands for."""
    waiting = say("Waiting for {name}", name=others[0]) if len(others) == 1 else say("Waiting for others")
    if stage is Stage.FULL_TEXT:
        return (
            (say("To read in full"), "decision:passed"),
            (say("To screen"), "fulltext:next"),
            (say("Conflicts"), "fulltext:conflict"),
            (waiting, "fulltext:waiting"),
            (say("Included"), "fulltext:include"),
            (say("Excluded"), "fulltext:exclude"),
            (say("Not retrieved"), "fulltext:missing"),
        )
    return (
        (say("All records"), ""),
        (say("To screen"), "decision:none"),
        (say("Conflicts"), "decision:conflict"),
        (waiting, "decision:waiting"),
        (say("Included, full text next"), "fulltext:next"),
        (say("Excluded"), "decision:exclude"),
        (say("Duplicates set aside"), "is:duplicate"),
    )


CONFLICTS = {Stage.ABSTRACT: "decision:conflict", Stage.FULL_TEXT: "fulltext:conflict"}
"""The query of the view in which conflicts are settled."""


def progress(library: Library, stage: Stage) -> Progress:
    """Return how far a stage has come for the reviewer of the library."""
    people = decisions.screeners(library, stage)
    me = library.reviewer.id
    others = tuple(name for id, name in people if id != me)
    said, why = _agreement(library, stage) if others else ("", "")
    return Progress(decisions.tally(library, stage), others, blinding.looks(library, me), said, why)


def _agreement(library: Library, stage: Stage) -> tuple[str, str]:
    found = agreement.screening_in_short(library, stage)
    if found is None:
        return "", ""
    statistic, pairs = found
    sign = "κ" if statistic.id == "kappa" else "α"
    if statistic.value is None:
        said = say_count(
            pairs,
            "Agreement {sign} not defined, {n} pair",
            "Agreement {sign} not defined, {n} pairs",
            sign=sign,
        )
        return said, statistic.reason
    value = amount(statistic.value, 2).replace("-", "−")
    said = say_count(
        pairs,
        "Agreement {sign} {value}, {n} pair",
        "Agreement {sign} {value}, {n} pairs",
        sign=sign,
        value=value,
    )
    return said, ""


def count_at(stage: Callable[[], Stage]) -> counting.Count:
    """Return how a workspace at a stage counts."""

    def count(library: Library, typed: str, wanted: Sequence[str] | None) -> counting.Counted:
        found = counting.count(library, typed, wanted)
        more = progress(library, stage()) if wanted is not None else None
        return counting.Counted(found.views, found.facets, more)

    return count
