"""Study designs: the words used for them, whether they have a comparison group, and how texts name them.

A design is taken from what a text says of itself, never from index terms: indexers add "Comparative
Study" to reports that compare nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reviewer.language import later


@dataclass(frozen=True, slots=True)
class Design:
    """A design by its word. `controlled`: it has a comparison group, now or in the past. `kind` is the wider
    design it is one of, for tables that know only that."""

    name: str
    controlled: bool
    randomised: bool = False
    kind: str = ""


_ALL = (
    Design(later("systematic review of randomised trials"), True, True),
    Design(later("systematic review"), True),
    Design(later("randomised trial"), True, True),
    Design(later("cluster-randomised trial"), True, True, "randomised trial"),
    Design(later("randomised crossover trial"), True, True, "randomised trial"),
    Design(later("n-of-1 trial"), True, True),
    Design(later("non-randomised controlled study"), True),
    Design(later("historically controlled study"), True),
    Design(later("case-control study"), True),
    Design(later("inception cohort"), True),
    Design(later("cohort study"), True),
    Design(later("cross-sectional study"), True),
    Design(later("diagnostic accuracy study"), True),
    Design(later("single-arm study"), False),
    Design(later("case series"), False),
    Design(later("case report"), False),
)
DESIGNS: Mapping[str, Design] = MappingProxyType({design.name: design for design in _ALL})
"""Every design by its word, the word that a study's `design` field holds."""

_GAP = r"[\s,\-‐‑–]+"
_RANDOM = r"(?<!non-)(?<!non)(?<!not )randomi[sz]ed"


def _cue(words: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + words.replace("_", _GAP) + r")\b", re.IGNORECASE)


CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "systematic review of randomised trials",
        _cue(rf"(?:systematic_review|meta_analysis)_of_{_RANDOM}(?:_(?:controlled|clinical))*_trials"),
    ),
    ("systematic review", _cue(r"systematic_review|meta_analys[ie]s")),
    (
        "cluster-randomised trial",
        _cue(r"cluster_randomi[sz]ed(?:_\w+){0,3}?_(?:trial|study)|stepped_wedge(?:_\w+){0,4}?_trial"),
    ),
    (
        "randomised crossover trial",
        _cue(
            rf"{_RANDOM}(?:_\w+){{0,5}}?_cross(?:_)?over(?:_(?:trial|study))?"
            rf"|cross(?:_)?over(?:_\w+){{0,2}}?_{_RANDOM}(?:_\w+){{0,2}}?_(?:trial|study)"
        ),
    ),
    ("n-of-1 trial", _cue(r"n_of_1_(?:trial|study)s?")),
    (
        "non-randomised controlled study",
        _cue(r"(?:non(?:_)?randomi[sz]ed|not_randomi[sz]ed|quasi_experimental)(?:_\w+){0,3}_(?:trial|study)"),
    ),
    ("diagnostic accuracy study", _cue(r"(?:diagnostic|test)_(?:test_)?accuracy_study")),
    ("case-control study", _cue(r"(?:nested_)?case_control(?:_study)?")),
    (
        "historically controlled study",
        _cue(r"(?:historical(?:ly)?|historic)_control(?:s|led)?(?:_(?:trial|study))?"),
    ),
    (
        "non-randomised controlled study",
        _cue(r"controlled_before_(?:and_)?after(?:_(?:study|trial|design|evaluation))?"),
    ),
    (
        "single-arm study",
        _cue(
            r"(?:single|one)_(?:arm|group)(?:_\w+){0,3}?_(?:study|trial)|uncontrolled(?:_\w+){0,3}?_(?:study|trial)"
        ),
    ),
    (
        "randomised trial",
        _cue(rf"{_RANDOM}(?:_[\w]+){{0,5}}?_(?:trial|study)|{_RANDOM}_to|randomly_(?:assigned|allocated)"),
    ),
    ("case series", _cue(r"case_series|series_of_(?:\w+_)?(?:cases|patients)|consecutive_cases")),
    ("case report", _cue(r"case_reports?|we_report_(?:a|the)_case")),
    ("inception cohort", _cue(r"inception_cohort(?:_study)?")),
    (
        "cohort study",
        _cue(
            r"cohort_study|(?:retrospective|prospective|matched|population_based)_cohort|(?:follow_up|longitudinal)_study"
        ),
    ),
    ("cross-sectional study", _cue(r"cross_sectional(?:_(?:study|survey))?")),
    (
        "single-arm study",
        _cue(
            r"open_label(?:_extension)?_(?:study|trial)|before_(?:and_)?after_(?:\w+_)?(?:study|evaluation|design|survey|trial)"
            r"|(?:pre_?post|pretest_(?:and_)?post_?test|pre_experimental)(?:_(?!control|rand)\w+){0,3}?_(?:study|design|survey|trial)"
        ),
    ),
)
"""How texts name a design, the surest first. Only the first that fits is proposed."""


def classify(words: str) -> str:
    """Return the design that a phrase names ("Retrospective case series" → "case series"), or ""."""
    plain = words.strip().lower()
    if plain in DESIGNS:
        return plain
    return next((name for name, cue in CUES if cue.search(words)), "")


def kind_of(design: str) -> str:
    """Return the wider design that one is a kind of, itself where it is none ("cluster-randomised trial" →
    "randomised trial")."""
    found = DESIGNS.get(design)
    return (found.kind if found else "") or design


def uncontrolled(design: str) -> bool:
    """Tell whether `design`, a word or a phrase, is one without a comparison group."""
    found = DESIGNS.get(classify(design))
    return found is not None and not found.controlled
