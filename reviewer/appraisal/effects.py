"""Effects: what a relative effect means for 1,000 people, worked out from an assumed risk.

GRADE guidelines 12 and the Cochrane Handbook (chapter 15): with the assumed risk p of those who do not get
the intervention, a risk ratio gives p·RR, an odds ratio OR·p/(1 − p + OR·p), and a hazard ratio
1 − (1 − p)^HR at the time that p is about. The difference to p is the absolute effect; the limits of the
relative effect give its limits. A mean difference is absolute as it stands.

Ratios are worked out as fractions, so that only the last step rounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from reviewer.errors import ReviewError
from reviewer.language import amount, later, localised, say
from reviewer.model import Effect

PER = 1000
"""People that absolute effects are given for."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of effect: its name, the value that means no effect, and the risk it makes of another.

    `risk` is None for a measure that is absolute as it stands.
    """

    key: str
    name: str
    none: int
    risk: Callable[[Fraction, Fraction], Fraction] | None = None


def _by_risk_ratio(ratio: Fraction, risk: Fraction) -> Fraction:
    return ratio * risk


def _by_odds_ratio(ratio: Fraction, risk: Fraction) -> Fraction:
    return ratio * risk / (1 - risk + ratio * risk)


def _by_hazard_ratio(ratio: Fraction, risk: Fraction) -> Fraction:
    if risk in (0, 1) or ratio == 1:
        return risk
    return 1 - Fraction(float(1 - risk) ** float(ratio))


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        each.key: each
        for each in (
            Measure("RR", later("risk ratio"), 1, _by_risk_ratio),
            Measure("OR", later("odds ratio"), 1, _by_odds_ratio),
            Measure("HR", later("hazard ratio"), 1, _by_hazard_ratio),
            Measure("MD", later("mean difference"), 0),
            Measure("SMD", later("standardised mean difference"), 0),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Absolute:
    """Risks with the comparator and with the intervention, and their difference, as fractions of 1.

    `low` and `high` are the limits of the difference, None without an interval. `capped` says that a limit
    was held at 1,000 of 1,000, which no risk exceeds.
    """

    comparator: Fraction
    intervention: Fraction
    low: Fraction | None = None
    high: Fraction | None = None
    capped: bool = False

    @property
    def difference(self) -> Fraction:
        return self.intervention - self.comparator


# ------------------------------------------------------------------ reading what was typed

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[,\u00a0\u202f ]\d{3})+")
_RISK = re.compile(r"(?P<events>[^/%]+?)\s*(?:/|per|of|in)\s*(?P<people>[\d,\u00a0\u202f ]+)", re.IGNORECASE)
_LONGEST = 24


def number(text: str, what: str = "This") -> Fraction:
    """Return the number that `text` writes; a comma may stand for the point. Raises ReviewError."""
    plain = text.strip().replace("−", "-").replace("–", "-")
    if _THOUSANDS.fullmatch(plain.lstrip("+-")):
        raise ReviewError(
            say("{what}: “{words}” could be read in two ways.", what=what, words=text.strip()),
            say("Write thousands without a comma, and a decimal with a point."),
        )
    plain = plain.replace(",", ".", 1)
    if not _NUMBER.fullmatch(plain) or len(plain) > _LONGEST:
        raise ReviewError(
            say("{what}: “{words}” is not a number.", what=what, words=text.strip()),
            say("Write for example 0.75 or −3.2."),
        )
    return Fraction(Decimal(plain))


def risk_of(text: str) -> Fraction:
    """Return an assumed risk from "0.2", "20%", "200/1000" or "200 per 1,000"; raises ReviewError."""
    plain = text.strip()
    if plain.endswith("%"):
        found = number(plain[:-1], say("Assumed risk")) / 100
    elif match := _RISK.fullmatch(plain):
        people = int(re.sub(r"\D", "", match["people"]) or 0)
        if not people:
            raise ReviewError(say("Assumed risk: there are no people to count among."), say(_RISK_HINT))
        found = number(
            re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}\b)", "", match["events"]), say("Assumed risk")
        )
        found /= people
    else:
        found = number(plain, say("Assumed risk"))
    if not 0 <= found <= 1:
        raise ReviewError(
            say("Assumed risk: {plain} does not lie between 0 and 1.", plain=plain), say(_RISK_HINT)
        )
    return found


_RISK_HINT = later("Write it as 0.2, as 20%, or as 200 per 1000.")


def checked(effect: Effect) -> Effect:
    """Return the effect with tidy spaces; raises ReviewError when its numbers cannot be or contradict.

    An effect that is not complete passes: what is missing is simply not worked out.
    """
    tidy = Effect(**{each.name: " ".join(getattr(effect, each.name).split()) for each in fields(Effect)})
    if not tidy.measure:
        if tidy.estimate or tidy.low or tidy.high:
            raise ReviewError(
                say("These numbers have no measure."),
                say("Choose one: {measures}.", measures=", ".join(MEASURES)),
            )
        if tidy.risk:
            risk_of(tidy.risk)
        return tidy
    measure = MEASURES.get(tidy.measure)
    if measure is None:
        raise ReviewError(
            say("“{measure}” is no measure of effect.", measure=tidy.measure),
            say("Known: {measures}.", measures=", ".join(MEASURES)),
        )
    _check_interval(tidy, measure)
    _check_target(tidy, measure)
    _check_risk(tidy, measure)
    return tidy


def _check_interval(effect: Effect, measure: Measure) -> None:
    given = {name: getattr(effect, name) for name in ("estimate", "low", "high") if getattr(effect, name)}
    values = {name: number(text, say(_PLACES[name])) for name, text in given.items()}
    for name, value in values.items():
        if measure.risk and value <= 0:
            raise ReviewError(
                say(
                    "{place}: {given} cannot be; {measure}s lie above 0.",
                    place=say(_PLACES[name]),
                    given=given[name],
                    measure=say(measure.name),
                ),
                say("For a difference choose MD."),
            )
    ordered = [name for name in ("low", "estimate", "high") if name in values]
    for before, after in zip(ordered, ordered[1:], strict=False):
        if values[before] > values[after]:
            told = say(
                "The interval {low} to {high} does not hold {estimate}.",
                low=effect.low or "…",
                high=effect.high or "…",
                estimate=effect.estimate,
            )
            if "estimate" not in values:
                told = say("The interval {low} to {high} runs backwards.", low=effect.low, high=effect.high)
            raise ReviewError(told, say("Look the numbers up again: lower limit, estimate, upper limit."))


def _check_target(effect: Effect, measure: Measure) -> None:
    if effect.target and number(effect.target, say("Target")) <= 0 and measure.risk:
        raise ReviewError(
            say(
                "Target: {target} cannot be; {measure}s lie above 0.",
                target=effect.target,
                measure=say(measure.name),
            ),
            say("Give it as a {measure}, or leave it empty for any effect.", measure=say(measure.name)),
        )


_PLACES = {"estimate": later("Estimate"), "low": later("Lower limit"), "high": later("Upper limit")}


def _check_risk(effect: Effect, measure: Measure) -> None:
    if not effect.risk:
        return
    risk = risk_of(effect.risk)
    if measure.risk is None:
        raise ReviewError(
            say("A {measure} needs no assumed risk: it is absolute as it stands.", measure=say(measure.name)),
            say("Take the risk away, or choose RR, OR or HR."),
        )
    if effect.estimate and (result := measure.risk(number(effect.estimate), risk)) > 1:
        raise ReviewError(
            say(
                "{measure} {estimate} and an assumed risk of {risk} per {per} would give {result} of {per}.",
                measure=effect.measure,
                estimate=effect.estimate,
                risk=whole(PER * risk),
                per=amount(PER),
                result=whole(PER * result),
            ),
            say("Assume a lower risk, or use an odds ratio."),
        )


# ------------------------------------------------------------------ working it out


def absolute(effect: Effect) -> Absolute | None:
    """Return what an effect means at its assumed risk; None while a part of it is missing or cannot be."""
    try:
        effect = checked(effect)
    except ReviewError:
        return None
    measure = MEASURES.get(effect.measure)
    if measure is None or measure.risk is None or not (effect.estimate and effect.risk):
        return None
    risk = risk_of(effect.risk)
    with_it = measure.risk(number(effect.estimate), risk)
    if not (effect.low and effect.high):
        return Absolute(risk, with_it)
    low, high = (measure.risk(number(limit), risk) for limit in (effect.low, effect.high))
    return Absolute(risk, with_it, min(low, Fraction(1)) - risk, min(high, Fraction(1)) - risk, high > 1)


def risk_ratio(effect: Effect) -> Fraction | None:
    """Return the effect as a risk ratio: as it stands, or from an odds or hazard ratio and its risk."""
    if effect.measure == "RR" and effect.estimate:
        return number(effect.estimate)
    found = absolute(effect)
    return found.intervention / found.comparator if found and found.comparator else None


def holds_no_effect(effect: Effect) -> bool | None:
    """Tell whether the interval includes no effect; None without a measure and an interval."""
    measure = MEASURES.get(effect.measure)
    return _holds(effect, Fraction(measure.none)) if measure else None


def crosses_target(effect: Effect) -> bool | None:
    """Tell whether the interval includes the target, which is no effect unless one is given.

    None without a measure and an interval.
    """
    if effect.measure not in MEASURES or not effect.target:
        return holds_no_effect(effect)
    return _holds(effect, number(effect.target))


def _holds(effect: Effect, value: Fraction) -> bool | None:
    if not (effect.low and effect.high):
        return None
    return number(effect.low) <= value <= number(effect.high)


def about_target(effect: Effect) -> str:
    """Return how the interval lies to its target, as a sentence, or ""."""
    crossed = crosses_target(effect)
    if crossed is None:
        return ""
    shown = interval(effect)
    if not effect.target:
        return say(
            (
                "No effect lies within the interval {interval}."
                if crossed
                else "No effect lies outside the interval {interval}."
            ),
            interval=shown,
        )
    return say(
        (
            "The target {target} lies within the interval {interval}."
            if crossed
            else "The target {target} lies outside the interval {interval}."
        ),
        target=_signed(effect.target),
        interval=shown,
    )


# ------------------------------------------------------------------ in words


def relative(effect: Effect) -> str:
    """Return a ratio as a table prints it, "RR 0.75 (0.60 to 0.94)"; "" for what is no ratio."""
    measure = MEASURES.get(effect.measure)
    if measure is None or measure.risk is None or not effect.estimate:
        return ""
    return f"{effect.measure} {localised(effect.estimate)}{_bracketed(effect)}"


def interval(effect: Effect) -> str:
    """Return the interval of an effect, "0.60 to 0.94", or "" while it is not complete."""
    if not (effect.low and effect.high):
        return ""
    return say("{low} to {high}", low=_signed(effect.low), high=_signed(effect.high))


def _bracketed(effect: Effect) -> str:
    return f" ({interval(effect)})" if interval(effect) else ""


def _signed(text: str) -> str:
    """Return a number as typed, with a real minus."""
    return localised(text.replace("-", "−"))


def comparator(effect: Effect) -> str:
    """Return the risk with the comparator, "200 per 1,000", or ""."""
    found = absolute(effect)
    return say("{count} per {per}", count=whole(PER * found.comparator), per=amount(PER)) if found else ""


def intervention(effect: Effect) -> str:
    """Return the risk with the intervention, "150 per 1,000", or ""."""
    found = absolute(effect)
    return say("{count} per {per}", count=whole(PER * found.intervention), per=amount(PER)) if found else ""


def difference(effect: Effect) -> str:
    """Return the absolute effect, "50 fewer per 1,000 (80 fewer to 12 fewer)", a mean difference, or ""."""
    found = absolute(effect)
    if found is None:
        return _mean_difference(effect)
    said = say("{difference} per {per}", difference=_moved(found.difference), per=amount(PER))
    if found.low is None or found.high is None:
        return said
    return say(
        "{difference} ({low} to {high})", difference=said, low=_moved(found.low), high=_moved(found.high)
    )


def _moved(part: Fraction) -> str:
    if not part:
        return "0"
    return say("{count} fewer" if part < 0 else "{count} more", count=whole(abs(PER * part)))


def _mean_difference(effect: Effect) -> str:
    measure = MEASURES.get(effect.measure)
    if measure is None or measure.risk is not None or not effect.estimate:
        return ""
    unit = f" {effect.unit}" if effect.unit else ""
    return f"{effect.measure} {_signed(effect.estimate)}{unit}{_bracketed(effect)}"


def whole(value: Fraction) -> str:
    """Return a number without a fraction, halves away from zero: "1,234". What rounds to 0 or to 1,000
    without being it says so: "less than 1", "more than 999"."""
    rounded = int(abs(value) + Fraction(1, 2)) * (-1 if value < 0 else 1)
    if rounded == 0 and value:
        return say("less than 1")
    if rounded == PER and value < PER:
        return say("more than {count}", count=PER - 1)
    return amount(rounded)


ROUNDED = later("Numbers per 1,000 are rounded to whole numbers after they were worked out.")
CAPPED = later("A limit above 1,000 per 1,000 is held there.")
DERIVED = later(
    "The risk with the intervention is worked out from the risk assumed with the comparator and the "
    "relative effect, its interval from that of the relative effect."
)
