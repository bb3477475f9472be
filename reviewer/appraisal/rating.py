"""From a start and eight judgements to a certainty, step by step.

The domains, their answers, the starts and the rule sets are data (`resources/instruments/grade.toml`);
what is done with them is here. No quote enters the sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from reviewer.appraisal import effects
from reviewer.appraisal.designs import DESIGNS, classify
from reviewer.appraisal.instrument import Instrument, Item, Option, RuleSet, Start
from reviewer.appraisal.instruments import instruments
from reviewer.appraisal.wording import LABELS, SIGNS, inside
from reviewer.errors import ReviewError
from reviewer.language import amount, later, localised, say
from reviewer.model import Certainty, Judgement

DOMAINS_DOWN = ("risk_of_bias", "inconsistency", "indirectness", "imprecision", "publication_bias")
DOMAINS_UP = ("large_effect", "dose_response", "confounding")
DOMAINS = DOMAINS_DOWN + DOMAINS_UP
LOWEST, HIGHEST = 1, 4
BEYOND = {
    "publication_bias": Option(
        "two-levels",
        "",
        later("Some published tables rate down two levels. GRADE knows one; two are kept with a warning."),
        levels=-2,
    )
}
"""What GRADE has no word for and published tables use: it is kept as it was judged, with a warning."""

FLOOR, CEILING, LOCKED = "floor", "ceiling", "locked"


@dataclass(frozen=True, slots=True)
class Step:
    """One domain on the stair: what it moves, the level before and after, and why it moved less.

    `levels` is what was judged; `note` is "floor" or "ceiling" when the scale ends before it, "locked"
    when a rating up does not count because something is rated down.
    """

    domain: str
    levels: int
    before: int
    after: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """A certainty worked out: the level 1 to 4, where it started, one step for each of the eight domains."""

    level: int
    start_level: int
    steps: tuple[Step, ...]
    warnings: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return LABELS[self.level]

    @property
    def signs(self) -> str:
        return SIGNS[self.level]


def rate(certainty: Certainty, scheme: Instrument | None = None) -> Rating:
    """Work out the certainty that the start and the judgements give.

    Levels add up and the sum is kept within 1 to 4. Ratings up count only when nothing is rated down,
    unless the judgement says why it counts all the same. `scheme` is the definition kept in a library;
    without it the one shipped. Whatever is stored, a level between 1 and 4 comes out, with warnings.
    """
    scheme = scheme or instruments()["grade"]
    start = start_level(certainty, scheme)
    down = rated_down(certainty, scheme)
    total, steps = start, []
    for domain in DOMAINS:
        levels = counted_levels(certainty, domain, scheme)
        locked = levels > 0 and down and not judgement(certainty, domain).override.strip()
        moved = total if locked else total + levels
        steps.append(_step(domain, levels, total, moved, locked))
        total = moved
    return Rating(_within(total), start, tuple(steps), tuple(_warnings(certainty, scheme)))


def _step(domain: str, levels: int, total: int, moved: int, locked: bool) -> Step:
    note = LOCKED if locked else ""
    if levels and not locked:
        low, high = min(total, moved), max(total, moved)
        note = FLOOR if low < LOWEST else CEILING if high > HIGHEST else ""
    return Step(domain, levels, _within(total), _within(moved), note)


def _within(level: int) -> int:
    return max(LOWEST, min(HIGHEST, level))


def judgement(certainty: Certainty, domain: str) -> Judgement:
    """Return the judgement of a domain, or the one that moves nothing."""
    return certainty.judgements.get(domain, Judgement())


def rated_down(certainty: Certainty, scheme: Instrument | None = None) -> bool:
    """Tell whether any domain is rated down, so that ratings up are locked."""
    scheme = scheme or instruments()["grade"]
    return any(counted_levels(certainty, domain, scheme) < 0 for domain in DOMAINS_DOWN)


def start_level(certainty: Certainty, scheme: Instrument | None = None) -> int:
    """Return the level, 1 to 4, at which the body starts under its rule set."""
    scheme = scheme or instruments()["grade"]
    place = scheme.rule_sets.index(rule_set(certainty.rule_set, scheme))
    return start(certainty.start, scheme).levels[place]


def start_for(design: str) -> str:
    """Return the start that fits a design, a word or a phrase; "non-randomised" when it is not known."""
    found = DESIGNS.get(classify(design))
    if found is None or (found.controlled and not found.randomised):
        return "non-randomised"
    return "randomised" if found.randomised else "case-series"


def rule_set(key: str, scheme: Instrument | None = None) -> RuleSet:
    """Return the rule set with this key; the first one, classic GRADE, for a key that is not known."""
    sets = (scheme or instruments()["grade"]).rule_sets
    return next((each for each in sets if each.id == key), sets[0])


def start(key: str, scheme: Instrument | None = None) -> Start:
    """Return the start with this key; "non-randomised" for a key that is not known."""
    starts = (scheme or instruments()["grade"]).starts
    by_key = {each.id: each for each in starts}
    return by_key.get(key) or by_key.get("non-randomised") or starts[0]


def allowed(domain: str, rules: str = "classic", scheme: Instrument | None = None) -> tuple[int, ...]:
    """Return the levels that `domain` may move under a rule set, in the order of the form."""
    item = (scheme or instruments()["grade"]).item(domain)
    return tuple(option.levels for option in item.answers if not option.only or rules in option.only)


def offered(domain: str, rules: str = "classic", scheme: Instrument | None = None) -> tuple[Option, ...]:
    """Return the answers of a domain that a form shows: those that are allowed, then what passes with a
    warning."""
    levels = allowed(domain, rules, scheme)
    item = (scheme or instruments()["grade"]).item(domain)
    beyond = [BEYOND[domain]] if domain in BEYOND and BEYOND[domain].levels not in levels else []
    return (*(option for option in item.answers if option.levels in levels), *beyond)


def require_allowed(
    domain: str, levels: int, rules: str = "classic", scheme: Instrument | None = None
) -> None:
    """Raise ReviewError when a domain cannot move that far; publication bias −2 passes with a warning."""
    choices = allowed(domain, rules, scheme)
    if levels in choices or (domain in BEYOND and levels == BEYOND[domain].levels):
        return
    label = (scheme or instruments()["grade"]).item(domain).label
    listed = ", ".join(signed(choice) for choice in choices)
    raise ReviewError(
        say("{domain} cannot be rated {levels}.", domain=say(label), levels=signed(levels)),
        say("Under this rule set it may be {levels}.", levels=listed),
    )


def require_known(rules: object, begins: object, scheme: Instrument | None = None) -> None:
    """Raise ReviewError for a rule set or a start that GRADE does not have; None passes."""
    scheme = scheme or instruments()["grade"]
    for what, given, known in (
        ("rule set", rules, [each.id for each in scheme.rule_sets]),
        ("start", begins, [each.id for each in scheme.starts]),
    ):
        if given is not None and given not in known:
            raise ReviewError(
                say(
                    (
                        "GRADE has no rule set “{given}”."
                        if what == "rule set"
                        else "GRADE has no start “{given}”."
                    ),
                    given=given,
                ),
                say("Known: {names}.", names=", ".join(known)),
            )


def counted_levels(certainty: Certainty, domain: str, scheme: Instrument) -> int:
    """Return the levels a domain moves, kept to what its rule set allows."""
    levels = judgement(certainty, domain).levels
    choices = allowed(domain, certainty.rule_set, scheme)
    lowest = -2 if domain == "publication_bias" else min(choices)
    return max(lowest, min(max(choices), levels))


def signed(levels: int) -> str:
    """Return levels as the form shows them: −1, 0, +2."""
    return f"−{-levels}" if levels < 0 else f"+{levels}" if levels else "0"


def _warnings(certainty: Certainty, scheme: Instrument) -> Iterator[str]:
    yield from _rule_warnings(certainty, scheme)
    for domain in DOMAINS:
        asked, counted = judgement(certainty, domain).levels, counted_levels(certainty, domain, scheme)
        item = scheme.item(domain)
        if asked != counted:
            named = _named(certainty, scheme)
            yield say(
                "{domain}: {asked} is not open under {rules}; counted as {counted}.",
                domain=say(item.label),
                asked=signed(asked),
                rules=named,
                counted=signed(counted),
            )
        if domain in DOMAINS_UP and counted > 0:
            yield from _up_warnings(certainty, item, scheme)
    yield from _size_warnings(certainty, scheme)
    yield from _target_warnings(certainty, scheme)
    if counted_levels(certainty, "publication_bias", scheme) == -2:
        yield say("Publication bias is rated −2; GRADE knows undetected and strongly suspected −1.")
    if "significan" in judgement(certainty, "imprecision").reason.lower():
        yield say("Imprecision: the reason speaks of significance; it is about the interval and the size.")


def _rule_warnings(certainty: Certainty, scheme: Instrument) -> Iterator[str]:
    rules = rule_set(certainty.rule_set, scheme)
    if rules.id != certainty.rule_set:
        yield say(
            "The rule set “{given}” is not known; {rules} was used.",
            given=certainty.rule_set,
            rules=say(rules.label),
        )
    if start(certainty.start, scheme).id != certainty.start:
        yield say("The start “{given}” is not known; non-randomised was used.", given=certainty.start)
    for key in sorted(set(certainty.judgements) - set(DOMAINS)):
        yield say("“{key}” is no domain of GRADE; it does not count.", key=key)
    if rules.id != "robins-i":
        return
    if certainty.start.startswith("case-series"):
        yield say(
            "ROBINS-I does not fit studies without a comparison group; the body starts as a case series."
        )
    if certainty.start == "non-randomised" and counted_levels(certainty, "risk_of_bias", scheme) > -2:
        yield say(
            "With the ROBINS-I start, risk of bias is normally rated down at least two levels "
            "for confounding and selection."
        )


def _up_warnings(certainty: Certainty, item: Item, scheme: Instrument) -> Iterator[str]:
    overridden = judgement(certainty, item.id).override.strip()
    if rated_down(certainty, scheme):
        yield (
            say(
                "{label}: counted although a domain is rated down, for a reason given.", label=say(item.label)
            )
            if overridden
            else say("{label}: upgrade not applied, because a domain is rated down.", label=say(item.label))
        )
    if certainty.start == "randomised":
        yield say("{label}: rating up is meant for non-randomised studies.", label=say(item.label))
    if item.id not in rule_set(certainty.rule_set, scheme).ups:
        yield say(
            "{label}: {rules} names only a large effect as a reason to rate up.",
            label=say(item.label),
            rules=_named(certainty, scheme),
        )


_LARGE = {1: (Fraction(1, 2), Fraction(2)), 2: (Fraction(1, 5), Fraction(5))}
"""Relative risks between which an effect is not large, and not very large."""


def _size_warnings(certainty: Certainty, scheme: Instrument) -> Iterator[str]:
    """Say when an effect called large is not that large in numbers."""
    levels = counted_levels(certainty, "large_effect", scheme)
    ratio = effects.risk_ratio(certainty.effect) if levels > 0 else None
    if ratio is not None and _LARGE[levels][0] <= ratio <= _LARGE[levels][1]:
        low, high = (f"{float(edge):g}" for edge in _LARGE[levels])
        yield say(
            "Large effect: rated {levels}, but a relative risk of {ratio} is neither over {high} nor under"
            " {low}.",
            levels=signed(levels),
            ratio=amount(float(ratio), 2),
            high=localised(high),
            low=localised(low),
        )


def _target_warnings(certainty: Certainty, scheme: Instrument) -> Iterator[str]:
    """Say under Core GRADE when an interval reaches its target and nothing is rated down for it."""
    rated = counted_levels(certainty, "imprecision", scheme)
    if certainty.rule_set == "core" and not rated and effects.crosses_target(certainty.effect):
        told = inside(effects.about_target(certainty.effect))
        yield say("Imprecision: {finding} Core GRADE rates down then.", finding=told)


def _named(certainty: Certainty, scheme: Instrument) -> str:
    return say(rule_set(certainty.rule_set, scheme).label)


def missing(certainty: Certainty, scheme: Instrument | None = None) -> list[str]:
    """Return what stands before "Mark as graded", one sentence for each reason that is not given."""
    scheme = scheme or instruments()["grade"]
    begins = start(certainty.start, scheme)
    found = [] if certainty.start_reason.strip() else [say("Starts at: say why.")]
    for domain in DOMAINS:
        given = judgement(certainty, domain)
        if given.reason.strip():
            continue
        item = scheme.item(domain)
        if given.levels:
            found.append(
                say(
                    "{label}: say why it is rated {levels}.",
                    label=say(item.label),
                    levels=signed(given.levels),
                )
            )
        elif domain in begins.needs:
            found.append(
                say(
                    "{label}: without a comparison group it must be judged with a reason.",
                    label=say(item.label),
                )
            )
    effect = certainty.effect
    if (effect.low or effect.high) and not (effect.low and effect.high and effect.estimate):
        found.append(say("Effect: an interval has an estimate and two limits."))
    return found
