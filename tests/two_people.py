"""Two people in one library: Ann has judged with words that stand nowhere else, Ben has not begun."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from reviewer import library
from reviewer.actions import appraisals as actions
from reviewer.actions import decisions as screening
from reviewer.actions import example
from reviewer.appraisal import grade
from reviewer.library import Library, appraisals, decisions
from reviewer.model import Answer, Judgement
from reviewer.model.screening import Retrieval, Stage, Verdict

ANN, BEN, CAT = (library.reviewer_named(name) for name in ("Ann", "Ben", "Cat"))
SECRET = "quixotic-zanzibar"
"""Stands in every text of Ann's judgements."""
PARTICIPANTS = 717171
TOLD = (SECRET, "717171", "717,171", "Very low", "⊕", "imprecision", "risk of bias", "risk_of_bias")
"""What would tell of Ann's judgements, in the outputs of commands; her certainty is very low throughout."""


def judged_by_ann(path: Path) -> Path:
    """Make the example review at `path`, every judgement of it Ann's, each text of them with SECRET."""
    with closing(library.create(path, ANN)) as lib:
        example.load_example(lib)
        for rating in appraisals.certainties(lib):
            body = rating.claim, rating.population
            actions.rate_certainty(
                lib, *body, start_reason=SECRET, outcome=SECRET, relative=SECRET, observed=SECRET,
                participants=PARTICIPANTS, importance=9,
            )  # fmt: skip
            for domain, judgement in rating.judgements.items():
                actions.judge(lib, *body, domain, Judgement(judgement.levels, f"{SECRET} {domain}"))
        for each in appraisals.appraisals(lib):
            answers = {item: Answer(a.value, f"{SECRET} {item}") for item, a in each.answers.items()}
            actions.appraise(
                lib, each.document, each.instrument, claim=each.claim, answers=answers, note=SECRET
            )
        decided_by_ann(lib)
    return path


def decided_by_ann(lib: Library) -> None:
    """Let Ann decide about both documents at both stages, and say what she could not get."""
    why = decisions.reasons(lib)[3].id
    for stage in Stage:
        screening.decide(lib, [1], Verdict.MAYBE, stage=stage, note=SECRET)
        screening.decide(lib, [2], Verdict.EXCLUDE, stage=stage, reason=why, note=SECRET)
    screening.retrieve(lib, [1], Retrieval.NOT_RETRIEVED, SECRET)


def opened_by(path: Path, folder: Path, person: library.Reviewer = BEN) -> Library:
    """Open a copy of a library as somebody."""
    return library.open(Path(shutil.copy(path, folder / f"of {person.name}.reviewlib")), person)


def rate(lib: Library, claim: int, population: int | None, *, why: str = "Because.", **levels: int) -> int:
    """Rate a body and mark it as graded; levels by domain, 0 where none is named; returns the rating's id."""
    actions.rate_certainty(lib, claim, population, start="case-series", start_reason=why)
    for domain in grade.DOMAINS_DOWN:
        actions.judge(lib, claim, population, domain, Judgement(levels.get(domain, 0), why))
    own = appraisals.certainty_of(lib, claim, population, lib.reviewer.id)
    assert own is not None
    actions.mark_graded(lib, own.id)
    return own.id
