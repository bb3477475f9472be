"""What several reviewers say together of the same, thing by thing: alike, different, or settled.

Pure: from finished judgements and what was settled between them to one judgement, or to the list of what
stands open. Nothing is ever chosen silently: what differs and is not settled has no value here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from reviewer import language
from reviewer.appraisal import effects, rating
from reviewer.appraisal.instrument import Instrument, Option
from reviewer.appraisal.instruments import instruments
from reviewer.appraisal.outcomes import SIDES
from reviewer.language import later, say
from reviewer.model import Answer, Appraisal, Certainty, Effect, Judgement, Said, Settlement, Shared

COUNTED = "*"
"""Stands behind the levels of a domain that count although another is rated down, for a reason given."""
OVERALL = "overall"
FACTS = ("importance", "side", "participants", "outcome", "relative", "observed", "effect")
LABELS = {
    "rule_set": later("Rule set"),
    "start": later("Starts at"),
    "importance": later("Importance"),
    "side": later("Benefit or harm"),
    "participants": later("Participants"),
    "outcome": later("Outcome"),
    "relative": later("Relative effect"),
    "observed": later("Observed"),
    "effect": later("Effect in numbers"),
    OVERALL: later("Overall judgement"),
}


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that is judged: what each reviewer says of it, and what was settled.

    What one leaves empty and another fills in is no difference: it is as filled in.
    """

    item: str
    label: str
    said: tuple[tuple[str, Said], ...]
    settlement: Settlement | None = None

    @property
    def differs(self) -> bool:
        return len({said.value for _, said in self.said if said.value}) > 1

    @property
    def changed(self) -> tuple[str, ...]:
        """Return who says something else now than when it was settled, or did not say anything then."""
        if self.settlement is None:
            return ()
        basis = self.settlement.basis
        here = {who: _plain(said) for who, said in self.said}
        return tuple(
            who
            for who in sorted({*here, *basis})
            if here.get(who) != (_plain(basis[who]) if who in basis else None)
        )

    @property
    def open(self) -> bool:
        """Tell whether it is to be settled."""
        return self.differs and self.settlement is None

    @property
    def holds(self) -> Said | None:
        """Return what holds: as settled, as all say, or None while it is open."""
        if self.settlement is not None:
            return Said(self.settlement.value, self.settlement.reason)
        if self.open:
            return None
        given = [said for _, said in self.said if said.value] or [said for _, said in self.said]
        return Said(given[0].value, joined(said.reason for said in given))


def _plain(said: Said) -> tuple[str, str]:
    return said.value, " ".join(said.reason.split())


def joined(words: Iterable[str]) -> str:
    """Return different reasons in one line, each once."""
    line = ""
    for text in dict.fromkeys(" ".join(each.split()) for each in words):
        between = "" if not line or not text else " " if line[-1] in ".?!" else "; "
        line += between + text
    return line


def matters(
    items: Mapping[str, str], said: Mapping[str, Mapping[str, Said]], settled: Iterable[Settlement]
) -> tuple[Matter, ...]:
    """Put side by side what reviewers say; `items` are labels by item, `said` is by reviewer and item."""
    kept = {each.item: each for each in settled}
    return tuple(
        Matter(
            item,
            label,
            tuple((who, answers.get(item, Said(""))) for who, answers in sorted(said.items())),
            kept.get(item),
        )
        for item, label in items.items()
    )


def shared(found: Sequence[Matter], reviewers: int) -> Shared:
    """Return how a judgement stands that so many reviewers have finished."""
    if reviewers < 2:
        return Shared.ALONE
    if any(each.open for each in found):
        return Shared.DIFFERS
    if any(each.changed for each in found):
        return Shared.STALE
    return Shared.SETTLED if any(each.settlement for each in found) else Shared.AGREED


# ------------------------------------------------------------------ certainty


def items_of_rating(scheme: Instrument | None = None) -> dict[str, str]:
    """Return everything a rating says, as item and label, in the order of the sheet."""
    scheme = scheme or instruments()["grade"]
    domains = {domain: scheme.item(domain).label for domain in rating.DOMAINS}
    return {"rule_set": LABELS["rule_set"], "start": LABELS["start"], **domains} | {
        fact: LABELS[fact] for fact in FACTS
    }


def of_rating(certainty: Certainty) -> dict[str, Said]:
    """Return what a rating says, by item."""
    found = {"rule_set": Said(certainty.rule_set), "start": Said(certainty.start, certainty.start_reason)}
    for domain in rating.DOMAINS:
        given = rating.judgement(certainty, domain)
        counted = COUNTED if given.override.strip() else ""
        found[domain] = Said(f"{given.levels}{counted}", joined((given.reason, given.override)))
    for fact in FACTS[:-1]:
        value = getattr(certainty, fact)
        found[fact] = Said("" if value is None else str(value))
    filled = {key: value for key, value in sorted(asdict(certainty.effect).items()) if value}
    found["effect"] = Said(json.dumps(filled, ensure_ascii=False) if filled else "")
    return found


def matters_of_ratings(
    ratings: Sequence[Certainty], settled: Iterable[Settlement], scheme: Instrument | None = None
) -> tuple[Matter, ...]:
    """Put finished ratings of one body side by side."""
    return matters(items_of_rating(scheme), {each.reviewer: of_rating(each) for each in ratings}, settled)


def rating_together(ratings: Sequence[Certainty], found: Sequence[Matter], names: str) -> Certainty:
    """Return the rating that finished ratings of one body make together; `names` says whose it is.

    One alone is itself. Where something is open it has no value there, and the whole is not graded.
    """
    if len(ratings) == 1:
        return ratings[0]
    holds = {each.item: each.holds for each in found}
    domains = {domain: _judgement(said) for domain in rating.DOMAINS if (said := holds.get(domain))}
    start, rules = holds.get("start"), holds.get("rule_set")
    how = shared(found, len(ratings))
    return replace(
        ratings[0],
        reviewer=names,
        rule_set=rules.value if rules else ratings[0].rule_set,
        start=start.value if start else ratings[0].start,
        start_reason=start.reason if start else "",
        judgements=domains,
        graded=how is not Shared.DIFFERS,
        shared=how,
        **_facts(holds),
    )


def _judgement(said: Said) -> Judgement:
    levels, counted, _ = said.value.partition(COUNTED)
    return Judgement(int(levels or 0), said.reason, said.reason if counted else "")


def _facts(holds: Mapping[str, Said | None]) -> dict[str, Any]:
    """Return the facts that hold as fields of a rating; one that is open is left out."""
    values = {fact: said.value if (said := holds.get(fact)) else "" for fact in FACTS}
    return {
        **values,
        "importance": int(values["importance"]) if values["importance"] else None,
        "participants": int(values["participants"]) if values["participants"] else None,
        "effect": Effect(**json.loads(values["effect"] or "{}")),
    }


# ------------------------------------------------------------------ instruments


def items_of_form(form: Instrument) -> dict[str, str]:
    """Return everything an appraisal says, as item and label, in the order of the form."""
    named = {item.id: item.label for item in form.items}
    return named | ({OVERALL: LABELS[OVERALL]} if form.overall or not form.items else {})


def of_appraisal(appraisal: Appraisal) -> dict[str, Said]:
    """Return what an appraisal says, by item."""
    found = {item: Said(answer.value, answer.reason) for item, answer in appraisal.answers.items()}
    return found | {OVERALL: Said(appraisal.judgement, appraisal.note)}


def matters_of_appraisals(
    appraisals: Sequence[Appraisal], settled: Iterable[Settlement], form: Instrument | None
) -> tuple[Matter, ...]:
    """Put finished appraisals of one document, or one result, side by side; `form` None: by their keys."""
    said = {each.reviewer: of_appraisal(each) for each in appraisals}
    items = items_of_form(form) if form else {item: item for answers in said.values() for item in answers}
    if OVERALL not in items and any(answers[OVERALL].value for answers in said.values()):
        items = {**items, OVERALL: LABELS[OVERALL]}
    return matters(items, said, settled)


def appraisal_together(appraisals: Sequence[Appraisal], found: Sequence[Matter], names: str) -> Appraisal:
    """Return the appraisal that finished ones of the same make together; what is open has no answer."""
    if len(appraisals) == 1:
        return appraisals[0]
    first = appraisals[0]
    holds = {each.item: each.holds for each in found}
    shown = {item: [each.answers[item] for each in appraisals if item in each.answers] for item in holds}
    answers = {
        item: Answer(
            said.value,
            said.reason,
            tuple(dict.fromkeys(quote for answer in shown[item] for quote in answer.quotes)),
            tuple(dict.fromkeys(span for answer in shown[item] for span in answer.words)),
        )
        for item, said in holds.items()
        if said is not None and said.value and item != OVERALL
    }
    overall = holds.get(OVERALL)
    return replace(
        first,
        reviewer=names,
        answers=answers,
        basis=" and the ".join(dict.fromkeys(each.basis for each in appraisals)),
        judgement=overall.value if overall else "",
        note=overall.reason if overall else "",
        shared=shared(found, len(appraisals)),
    )


# ------------------------------------------------------------------ in words


def value_in_words(item: str, value: str, form: Instrument | None = None) -> str:
    """Return what a value means, as the form calls it: "Serious −1", "Non-randomised", "Yes"."""
    if not value:
        return say("nothing")
    form = form or instruments()["grade"]
    if item == "rule_set":
        return next((say(each.label) for each in form.rule_sets if each.id == value), value)
    if item == "start":
        return next((say(each.label).partition(":")[0] for each in form.starts if each.id == value), value)
    if item == "side":
        return say(SIDES[value]) if value in SIDES else value
    if item == "effect":
        return _effect_in_words(Effect(**json.loads(value)))
    if item in rating.DOMAINS:
        levels, counted, _ = value.partition(COUNTED)
        answers = form.item(item).answers
        named = next((say(each.label) for each in answers if str(each.levels) == levels), "")
        words = f"{named} {rating.signed(int(levels))}".strip() if int(levels) else named or "0"
        return (
            say("{judgement}, counted although a domain is rated down", judgement=words) if counted else words
        )
    options = form.overall if item == OVERALL else _answers(form, item)
    return next((say(each.label) for each in options if each.key == value), value)


def _answers(form: Instrument, item: str) -> tuple[Option, ...]:
    return next((each.answers for each in form.items if each.id == item), ())


def _effect_in_words(effect: Effect) -> str:
    interval = f"({effects.interval(effect)})" if effects.interval(effect) else ""
    shown = " ".join(part for part in (effect.measure, effect.estimate, interval, effect.unit) if part)
    risk = say("assumed risk {risk}", risk=effect.risk) if effect.risk else ""
    return ", ".join(part for part in (shown, risk, effect.source) if part)


def values(item: str, instrument: str) -> list[str] | None:
    """Return the values that a thing can be settled at; None where it is words or a number."""
    form = instruments().get(instrument)
    if form is None or item in FACTS:
        return {"importance": [str(number) for number in range(1, 10)], "side": [*SIDES]}.get(item)
    if item == "rule_set":
        return [each.id for each in form.rule_sets]
    if item == "start":
        return [each.id for each in form.starts]
    if instrument == "grade" and item in rating.DOMAINS:
        beyond = [rating.BEYOND[item]] if item in rating.BEYOND else []
        levels = [str(each.levels) for each in (*form.item(item).answers, *beyond)]
        up = [f"{each}{COUNTED}" for each in levels if item in rating.DOMAINS_UP and each != "0"]
        return list(dict.fromkeys([*levels, *up]))
    options = form.overall if item == OVERALL else _answers(form, item)
    return [each.key for each in options] or None


def each_says(matter: Matter, names: Mapping[str, str], form: Instrument | None = None) -> str:
    """Return what each says of one thing: "Ann Serious −1, Ben Not serious"."""
    return ", ".join(
        f"{names.get(who, who)} {value_in_words(matter.item, said.value, form)}" for who, said in matter.said
    )


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: "Ann", "Ann and Ben", "Ann, Ben and Cat"."""
    return language.listed(names)
