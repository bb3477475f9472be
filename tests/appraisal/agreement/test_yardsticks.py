"""Held against statsmodels and krippendorff: kept answers in every run, 1,000 live ones by name.

The two libraries need 380 MB, so the run compares with what they gave for the first made tables
(tests/golden/agreement.json). The long form asks them again:
`pip install statsmodels krippendorff`, then `pytest -m slow tests/appraisal/agreement`;
`REVIEWER_KEEP=1` keeps new answers.
"""

from __future__ import annotations

import json
import math
import os
import warnings
from collections.abc import Iterable
from pathlib import Path

import pytest

from reviewer.appraisal import agreement
from tests.appraisal.agreement.sets import made_table, made_units

KEPT = Path(__file__).parents[2] / "golden" / "agreement.json"
TABLES, KEPT_TABLES = 1_000, 150

Answers = dict[str, float | None]


def test_kept_answers_agree() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))

    assert len(kept) == KEPT_TABLES
    assert differing_from(kept) == []


@pytest.mark.slow
def test_a_thousand_live_answers_agree() -> None:
    answers = [theirs(number) for number in range(TABLES)]
    if os.environ.get("REVIEWER_KEEP"):
        lines = ",\n".join(json.dumps(each) for each in answers[:KEPT_TABLES])
        KEPT.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")

    assert differing_from(answers) == []
    defined = [name for answer in answers for name, each in answer.items() if each is not None]
    errors = sum(name.endswith("error") for name in defined)
    assert (len(defined) - errors, errors) == (6_029, 1_299)


def differing_from(answers: Iterable[Answers]) -> list[str]:
    """Return where our answers differ from others', and where only one of the two has any."""
    found = []
    for number, expected in enumerate(answers):
        own = ours(number)
        assert own.keys() == expected.keys()
        found += [
            f"{number} {name}: {own[name]} instead of {value}"
            for name, value in expected.items()
            if not alike(own[name], value)
        ]
    return found


def alike(one: float | None, other: float | None) -> bool:
    return one is other if one is None or other is None else math.isclose(one, other, abs_tol=1e-9)


def ours(number: int) -> Answers:
    """Return what we make of the table and the units of a number."""
    first = made_table(number)
    linear, quadratic = (agreement.weighted_kappa(first, weights) for weights in ("linear", "quadratic"))
    size, units = made_units(number)
    names = [str(each) for each in range(size)]
    tallies = agreement.tallies_of([[None if x is None else str(x) for x in unit] for unit in units], names)
    found: Answers = {
        "kappa": agreement.kappa(first).value,
        "linear": linear.value,
        "linear error": linear.error,
        "quadratic": quadratic.value,
        "quadratic error": quadratic.error,
        "fleiss": agreement.fleiss(tallies).value,
    }
    return found | {metric: agreement.alpha(tallies, metric).value for metric in agreement.METRICS}


def theirs(number: int) -> Answers:
    """Return what statsmodels and krippendorff make of them; None where they give no number."""
    import krippendorff
    import numpy
    from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa

    first = numpy.array(made_table(number).counts)
    size, units = made_units(number)
    counted = [[unit.count(place) for place in range(size)] for unit in units]
    paired = numpy.array([row for row in counted if sum(row) >= 2])
    equal = len({sum(row) for row in paired.tolist()}) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = {each: cohens_kappa(first, wt=each) for each in (None, "linear", "quadratic")}
        found: Answers = {"kappa": finite(results[None].kappa)}
        for name in ("linear", "quadratic"):
            found[name], error = finite(results[name].kappa), finite(results[name].std_kappa)
            found[f"{name} error"] = error if error is not None and error > 1e-7 else None
        found["fleiss"] = finite(fleiss_kappa(paired)) if equal else None
        for metric in agreement.METRICS:
            found[metric] = alpha_of(krippendorff, paired, metric)
    return found


def alpha_of(library: object, paired: object, metric: str) -> float | None:
    """Return krippendorff's alpha; it refuses what has no pair, or one value only."""
    if not len(paired):
        return None
    try:
        return finite(library.alpha(value_counts=paired, level_of_measurement=metric))
    except (ValueError, AssertionError):
        return None


def finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
