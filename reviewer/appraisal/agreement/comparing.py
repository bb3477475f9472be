"""What reviewers said of the same items, put side by side: the table and every statistic that fits.

Agreement is that of independent judgements, before anything was settled together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from reviewer.appraisal import grade
from reviewer.appraisal.agreement.alpha import alpha
from reviewer.appraisal.agreement.many import ac1, fleiss, mean_agreement, scott
from reviewer.appraisal.agreement.spans import exact_f1, overlap_f1
from reviewer.appraisal.agreement.statistic import Statistic
from reviewer.appraisal.agreement.table import Table, table_of, tallies_of
from reviewer.appraisal.agreement.two import (
    kappa,
    negative,
    observed,
    pabak,
    positive,
    specific,
    weighted_kappa,
)
from reviewer.appraisal.consensus import value_in_words
from reviewer.appraisal.instrument import Form, Instrument
from reviewer.appraisal.instruments import instruments
from reviewer.appraisal.wording import LABELS
from reviewer.language import say
from reviewer.model import Appraisal, Certainty, QuoteLink

Given = tuple[str | None, ...]
"""What each reviewer said of one item, in the order of the reviewers; None where one said nothing."""

LEVEL_KEYS = {"down": tuple("-3 -2 -1 0".split()), "up": tuple("0 1 2".split())}
CERTAINTY = ("1", "2", "3", "4")
LEVELS = ("1", "2", "3", "4", "5")
SCALES = (
    ("low", "some", "high"),
    ("low", "moderate", "serious", "critical"),
    ("high", "moderate", "low", "critically-low"),
    ("good", "fair", "poor"),
)
"""Judgements that stand in an order; what a form offers beside them, such as “no information”, has none."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Agreement on one question. `table` is there for two reviewers only; `items` two or more judged.

    `words` are what people read for categories, where these are keys.
    """

    id: str
    label: str
    reviewers: tuple[str, ...]
    categories: tuple[str, ...]
    ordered: bool
    items: int
    table: Table | None
    statistics: tuple[Statistic, ...]
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def named(self) -> tuple[str, ...]:
        """Return the categories in words, in their order."""
        return tuple(self.words.get(key, key) for key in self.categories)

    def statistic(self, id: str) -> Statistic | None:
        """Return the statistic of this id, or None where it does not belong to the comparison."""
        return next((each for each in self.statistics if each.id == id), None)


def compare(
    reviewers: Sequence[str],
    judged: Sequence[Given],
    categories: Sequence[str],
    *,
    ordered: bool = False,
    id: str = "",
    label: str = "",
    words: Mapping[str, str] | None = None,
) -> Comparison:
    """Compare what reviewers said, one Given for each item; two get Cohen's kappa, more get Fleiss'.

    Judgements that are none of the categories stand behind them; they have no order.
    """
    strange = {each for given in judged for each in given if each is not None} - set(categories)
    known = (*categories, *sorted(strange))
    ordered = ordered and not strange
    items = [given for given in judged if sum(each is not None for each in given) >= 2]
    table = None
    if len(reviewers) == 2:
        table = table_of(((str(one), str(other)) for one, other in items), known)
        found = _of_two(table, ordered, words or {})
    else:
        tallies = tallies_of(items, known)
        found = [mean_agreement(tallies), fleiss(tallies), ac1(tallies)]
    metrics = ("nominal", "ordinal", "interval") if ordered else ("nominal",)
    found += [alpha(tallies_of(items, known), metric) for metric in metrics]
    people, statistics = tuple(reviewers), tuple(found)
    return Comparison(id, label, people, known, ordered, len(items), table, statistics, words or {})


def _of_two(table: Table, ordered: bool, words: Mapping[str, str]) -> list[Statistic]:
    tallies = table.tallies()
    weighted = [weighted_kappa(table, weights) for weights in ("linear", "quadratic")] if ordered else []
    if len(table.categories) == 2:
        first, second = (words.get(each, each) for each in table.categories)
        by_category = [positive(table, first), negative(table, second)]
    else:
        by_category = [specific(table, each, word=words.get(each, each)) for each in table.categories]
    return [
        observed(table),
        kappa(table),
        *weighted,
        pabak(table),
        ac1(tallies),
        scott(tallies),
        *by_category,
    ]


def of_appraisals(
    appraisals: Sequence[Appraisal], form: Instrument, reviewers: Sequence[str], *, ordered: bool = False
) -> list[Comparison]:
    """Compare the appraisals with one instrument: each item of the form, then the overall judgement.

    An item of the comparison is one document, or one result of it. `ordered` says that the answers of the
    form stand in an order; answers that move levels, judgements of risk of bias and levels of evidence have
    theirs anyway.
    """
    mine = [each for each in appraisals if each.instrument == form.id and each.reviewer in reviewers]
    places = sorted({(each.document, each.claim or 0) for each in mine})
    by_place = {(each.document, each.claim or 0, each.reviewer): each for each in mine}
    found = []
    for item in form.items:
        answers = {
            key: each.answers[item.id].value for key, each in by_place.items() if item.id in each.answers
        }
        keys, by_levels = _categories(form, item.id)
        judged = _side_by_side(places, reviewers, answers)
        words = {option.key: option.label for option in form.item(item.id).answers}
        found.append(
            compare(
                reviewers,
                judged,
                keys,
                ordered=ordered or by_levels,
                id=item.id,
                label=item.label,
                words=words,
            )
        )
    overall = _side_by_side(places, reviewers, {key: each.judgement for key, each in by_place.items()})
    if form.overall or any(any(given) for given in overall):
        keys, scaled = _scale(tuple(option.key for option in form.overall))
        if form.form is Form.LEVELS:
            keys, scaled = LEVELS, True
        found.append(
            compare(
                reviewers,
                overall,
                keys,
                ordered=ordered or scaled,
                id="overall",
                label=say("Overall judgement"),
                words={option.key: option.label for option in form.overall},
            )
        )
    return found


def of_quotes(
    quotes: Sequence[QuoteLink], reviewers: Sequence[str], groups: Mapping[str, Collection[int]]
) -> list[Comparison]:
    """Compare which words two reviewers tied to claims: over all claims, then for each group of claims.

    `groups` are claim ids by label. An item is a document in which one of the two has a quote.
    """
    found = [_of_marks(quotes, reviewers, "quotes", say("Words tied to claims"))]
    for label, claims in groups.items():
        own = [quote for quote in quotes if quote.claim in claims]
        found.append(_of_marks(own, reviewers, f"quotes-{label}", label))
    return found


def _of_marks(quotes: Sequence[QuoteLink], reviewers: Sequence[str], id: str, label: str) -> Comparison:
    marks: dict[int, tuple[list[tuple[int, int]], ...]] = {}
    for quote in quotes:
        if quote.reviewer in reviewers:
            here = marks.setdefault(quote.span.document, tuple([] for _ in reviewers))
            here[list(reviewers).index(quote.reviewer)].append((quote.span.start, quote.span.end))
    pairs = [(first, second) for first, second in marks.values()]
    statistics = (exact_f1(pairs), overlap_f1(pairs))
    return Comparison(id, label, tuple(reviewers), (), False, len(pairs), None, statistics)


def _scale(keys: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Return the keys in their order where they are a scale, without what lies beside it, and whether so."""
    for scale in SCALES:
        if keys[: len(scale)] == scale and len(keys) - len(scale) <= 1:
            return scale, True
    return keys, False


def of_certainties(certainties: Sequence[Certainty], reviewers: Sequence[str]) -> list[Comparison]:
    """Compare ratings that are marked as graded: the certainty reached, its start, then each domain.

    An item is one body of evidence: one claim in one population.
    """
    mine = [each for each in certainties if each.graded and each.reviewer in reviewers]
    places = sorted({(each.claim, each.population or 0) for each in mine})
    by_place = {(each.claim, each.population or 0, each.reviewer): each for each in mine}

    def said(values: Mapping[tuple[int, int, str], str]) -> list[Given]:
        return _side_by_side(places, reviewers, values)

    levels = {key: str(grade.rate(each).level) for key, each in by_place.items()}
    starts = {key: each.start for key, each in by_place.items()}
    scheme = instruments()["grade"]
    names = {str(level): name for level, name in LABELS.items()}
    begins = {each.id: each.label for each in scheme.starts}
    used = [key for key in begins if key in starts.values()]
    found = [
        compare(
            reviewers,
            said(levels),
            CERTAINTY,
            ordered=True,
            id="certainty",
            label=say("Certainty"),
            words=names,
        ),
        compare(reviewers, said(starts), used, id="start", label=say("Starts at"), words=begins),
    ]
    for domain in grade.DOMAINS:
        moved = {key: str(grade.judgement(each, domain).levels) for key, each in by_place.items()}
        keys = LEVEL_KEYS["down" if domain in grade.DOMAINS_DOWN else "up"]
        item = scheme.item(domain)
        words = {key: value_in_words(domain, key) for key in keys}
        found.append(
            compare(reviewers, said(moved), keys, ordered=True, id=domain, label=item.label, words=words)
        )
    return found


def _side_by_side(
    places: Sequence[tuple[int, int]], reviewers: Sequence[str], said: Mapping[tuple[int, int, str], str]
) -> list[Given]:
    """Return for each place what each reviewer said there; an empty answer is none."""
    return [tuple(said.get((*place, person)) or None for person in reviewers) for place in places]


def _categories(form: Instrument, item: str) -> tuple[tuple[str, ...], bool]:
    """Return the answers of an item, and whether the levels they move put them in an order."""
    options = form.item(item).answers
    levels = [option.levels for option in options]
    if len(set(levels)) == len(levels) > 1:
        options = tuple(sorted(options, key=lambda option: option.levels))
        return tuple(option.key for option in options), True
    return _scale(tuple(option.key for option in options))
