"""Agreement of two and more reviewers before consensus: tables, coefficients, intervals.

What is not defined is a Statistic without a value and with the reason in words, never a number that is
none and never an error.
"""

from reviewer.appraisal.agreement.alpha import METRICS, alpha
from reviewer.appraisal.agreement.comparing import (
    Comparison,
    compare,
    of_appraisals,
    of_certainties,
    of_quotes,
)
from reviewer.appraisal.agreement.many import ac1, fleiss, mean_agreement, scott
from reviewer.appraisal.agreement.spans import exact_f1, overlap_f1
from reviewer.appraisal.agreement.statistic import Statistic, band
from reviewer.appraisal.agreement.table import Table, Tallies, Tally, table_of, tallies_of
from reviewer.appraisal.agreement.two import (
    WEIGHTS,
    expected,
    kappa,
    negative,
    observed,
    pabak,
    positive,
    specific,
    weighted_kappa,
)

__all__ = [
    "METRICS",
    "WEIGHTS",
    "Comparison",
    "Statistic",
    "Table",
    "Tallies",
    "Tally",
    "ac1",
    "alpha",
    "band",
    "compare",
    "exact_f1",
    "expected",
    "fleiss",
    "kappa",
    "mean_agreement",
    "negative",
    "observed",
    "of_appraisals",
    "of_certainties",
    "of_quotes",
    "overlap_f1",
    "pabak",
    "positive",
    "scott",
    "specific",
    "table_of",
    "tallies_of",
    "weighted_kappa",
]
