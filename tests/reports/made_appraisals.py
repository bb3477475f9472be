"""Libraries of many appraised studies, made of nothing but what the figures across studies need."""

from __future__ import annotations

import random
from dataclasses import replace

from reviewer.appraisal.instruments import instruments, to_json
from reviewer.model import Answer, Appraisal, Snapshot
from tests.reports import sample


def made(form: str, count: int, seed: int = 1) -> Snapshot:
    """Return `count` studies, each appraised with a form by answers drawn at random."""
    dice, base, used = random.Random(seed), sample.small("Rates fall."), instruments()[form]
    first, numbers = base.documents[0], range(1, count + 1)
    appraisals = []
    for number in numbers:
        answers = {item.id: Answer(dice.choice(item.answers).key) for item in used.items}
        overall = dice.choice(used.overall).key if used.overall else ""
        claim = 1 if used.per_result else None
        appraisals.append(
            Appraisal(number, number, claim, form, used.version, sample.PERSON, answers, judgement=overall)
        )
    return replace(
        base,
        documents=tuple(
            replace(first, id=n, record=replace(first.record, title=f"Study {n}")) for n in numbers
        ),
        segments=dict.fromkeys(numbers, base.segments[1]),
        quotes=tuple(
            replace(base.quotes[0], id=n, span=replace(base.quotes[0].span, document=n)) for n in numbers
        ),
        appraisals=tuple(appraisals),
        instruments={(used.id, used.version): to_json(used)},
        reviewers={sample.PERSON: "Kim Example"},
    )
