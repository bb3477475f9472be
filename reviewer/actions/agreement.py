"""How far reviewers agree: on certainty, with an instrument, or in the words they tied to claims.

Only what each judged before being shown the other counts, and only what the person who asks may see. What is
left out is counted and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewer.appraisal import agreement
from reviewer.appraisal.agreement import Comparison
from reviewer.appraisal.instruments import instruments
from reviewer.appraisal.wording import inside
from reviewer.errors import ReviewError
from reviewer.language import amount, later, localised, say
from reviewer.library import Library, appraisals, blinding, claims, decisions, together
from reviewer.model import Appraisal, Certainty
from reviewer.model.screening import Stage, Verdict

CERTAINTY, QUOTES = "certainty", "quotes"
SCREENING = {"screening": Stage.ABSTRACT, "screening-full-text": Stage.FULL_TEXT}
"""Questions about decisions, and the stage each is about."""
SEEN = later(
    "Quotes are seen by everybody from the start, so this is agreement in the library as it stands, "
    "not of work done apart."
)

_DECISIONS = {
    Stage.ABSTRACT: later("Decisions from title and abstract"),
    Stage.FULL_TEXT: later("Decisions from full text"),
}
_HEADS = {
    (False, False): later("{what} ({count} documents)"),
    (False, True): later("{what} ({count} documents, ordered)"),
    (True, False): later("{what} ({count} judged by two or more)"),
    (True, True): later("{what} ({count} judged by two or more, ordered)"),
}
"""What stands above a comparison: whether there are categories, and whether they have an order."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The comparisons on one question, the names of those compared by id, and what was left out, in words."""

    what: str
    names: dict[str, str]
    comparisons: tuple[Comparison, ...]
    left_out: tuple[str, ...]


def questions(library: Library) -> list[tuple[str, str]]:
    """Return what agreement can be asked on, as (key, name): what anybody has judged here."""
    used = {each.instrument for each in appraisals.appraisals(library, hidden=True)}
    forms = [(each.id, say(each.name)) for each in instruments().values() if each.id in used]
    screened = [
        (key, say(_DECISIONS[stage]))
        for key, stage in SCREENING.items()
        if decisions.screeners(library, stage)
    ]
    return [(CERTAINTY, say("Certainty of claims")), *screened, *forms, (QUOTES, say("Words tied to claims"))]


def agreement_on(
    library: Library, what: str, named: Sequence[str] = (), *, ordered: bool = False
) -> Agreement:
    """Compare reviewers by name, or all who have judged; raises ReviewError for fewer than two."""
    if what == QUOTES:
        return _on_quotes(library, named)
    if what in SCREENING:
        return _on_decisions(library, what, named)
    if what != CERTAINTY and what not in instruments():
        raise ReviewError(
            say("There is no instrument “{what}”.", what=what),
            say("`reviewer appraise instruments` lists them."),
        )
    if what == CERTAINTY:
        rated = together.first_certainties(library)
        made = [rating for rating, independent in rated if independent]
        people = _people(library, {each.reviewer for each in made}, named)
        found = agreement.of_certainties(made, list(people))
        left = _left_out(library, what, [each for each, _ in rated], len(rated) - len(made))
    else:
        given = together.first_appraisals(library, what)
        own = [each for each, independent in given if independent]
        people = _people(library, {each.reviewer for each in own}, named)
        found = agreement.of_appraisals(own, instruments()[what], list(people), ordered=ordered)
        left = _left_out(library, what, [each for each, _ in given], len(given) - len(own))
    return Agreement(what, people, tuple(found), tuple(left))


def _people(library: Library, judged: Iterable[str], named: Sequence[str]) -> dict[str, str]:
    """Return those compared, name by id; raises ReviewError for a name that is none, or fewer than two."""
    names = appraisals.reviewers(library)
    known = {names.get(id, id): id for id in judged}
    if unknown := [name for name in named if name not in known]:
        raise ReviewError(
            say("“{name}” has judged nothing of the kind that can be compared.", name=unknown[0]),
            say("Those who have: {names}.", names=", ".join(sorted(known)) or say("nobody")),
        )
    wanted = sorted(named or known)
    if len(wanted) < 2:
        found = (
            say("one is named")
            if named
            else say("nothing of this kind is judged by two, as far as you may see")
        )
        raise ReviewError(
            say("Agreement needs two reviewers; {found}.", found=found),
            say("Compared is what two have judged and marked as done, before they saw each other."),
        )
    return {known[name]: name for name in dict.fromkeys(wanted)}


def _left_out(
    library: Library, what: str, compared: Sequence[Certainty | Appraisal], dependent: int
) -> list[str]:
    """Return in sentences what was judged and not compared, and why."""
    shown: list[Certainty | Appraisal] = [
        *(appraisals.certainties(library) if what == CERTAINTY else appraisals.appraisals(library))
    ]
    own = [each for each in shown if what == CERTAINTY or getattr(each, "instrument", "") == what]
    pairs = {(each.subject, each.reviewer) for each in compared}
    rest = [each for each in own if (each.subject, each.reviewer) not in pairs]
    open_ = sum(not _done(each) for each in rest)
    instrument = "" if what == CERTAINTY else what
    hidden = sum(each.subject.instrument == instrument for each in blinding.hidden(library))
    counted = (
        (open_, later("Left out: {count} not marked as done.")),
        (len(rest) - open_, later("Left out: {count} judged by one reviewer alone so far.")),
        (hidden, later("Left out: {count} hidden until you have judged the same.")),
        (dependent, later("Left out: {count} made after its reviewer had seen the others.")),
    )
    return [say(why, count=count) for count, why in counted if count]


def _done(each: Certainty | Appraisal) -> bool:
    return each.graded if isinstance(each, Certainty) else each.done


def _on_decisions(library: Library, what: str, named: Sequence[str]) -> Agreement:
    """Compare decisions as they were before each saw the other's; a maybe is a category of its own."""
    stage = SCREENING[what]
    given = decisions.given_apart(library, stage)
    apart = [(document, who, verdict) for document, who, verdict, independent in given if independent]
    people = _people(library, {who for _, who, _ in apart}, named)
    said: dict[int, dict[str, str]] = {}
    for document, who, verdict in apart:
        said.setdefault(document, {})[who] = verdict
    judged = [tuple(each.get(person) for person in people) for each in said.values()]
    found = agreement.compare(
        list(people), judged, [verdict.value for verdict in Verdict], id=what,
        label=say(_DECISIONS[stage]),
    )  # fmt: skip
    counted = (
        (
            sum(sum(each is not None for each in given) == 1 for given in judged),
            later("Left out: {count} decided by one reviewer alone."),
        ),
        (
            decisions.hidden(library, stage),
            later("Left out: {count} hidden until you have decided the same."),
        ),
        (len(given) - len(apart), later("Left out: {count} made after its reviewer had seen the others.")),
    )
    left = tuple(say(why, count=amount(count)) for count, why in counted if count)
    return Agreement(what, people, (found,), left)


def screening_in_short(library: Library, stage: Stage) -> tuple[agreement.Statistic, int] | None:
    """Return one statistic on decisions at a stage and how many records two or more decided on.

    Cohen's kappa for two reviewers, Krippendorff's alpha for more; None while no record has two decisions.
    """
    known = tuple(verdict.value for verdict in Verdict)
    people = [id for id, _ in decisions.screeners(library, stage)]
    if len(people) == 2:
        pairs = decisions.side_by_side(library, stage, people[0], people[1])
        counts = tuple(tuple(pairs.get((mine, theirs), 0) for theirs in known) for mine in known)
        table = agreement.Table(known, counts)
        return (agreement.kappa(table), table.total) if table.total else None
    said: dict[int, dict[str, str]] = {}
    for document, who, verdict, independent in decisions.given_apart(library, stage):
        if independent:
            said.setdefault(document, {})[who] = verdict
    shared = [each for each in said.values() if len(each) > 1]
    judged = [tuple(each.get(person) for person in people) for each in shared]
    return (agreement.alpha(agreement.tallies_of(judged, known), "nominal"), len(shared)) if shared else None


def _on_quotes(library: Library, named: Sequence[str]) -> Agreement:
    links = claims.quotes(library)
    people = _people(library, {link.reviewer for link in links}, named)
    if len(people) > 2:
        raise ReviewError(
            say(
                "{count} reviewers have tied quotes; words are compared of two at a time.", count=len(people)
            ),
            say("Name two: --between NAME --between NAME."),
        )
    tagged: dict[str, set[int]] = {}
    names = {tag.id: tag.name for tag in claims.tags(library)}
    for claim in claims.claims(library):
        for tag in claim.tags:
            tagged.setdefault(f"Tag {names[tag]}", set()).add(claim.id)
    found = agreement.of_quotes(links, list(people), tagged)
    return Agreement(QUOTES, people, tuple(found), (say(SEEN),))


# ------------------------------------------------------------------ in words


def lines(found: Agreement) -> list[str]:
    """Return an agreement as it is printed and shown: what is left out, then each comparison."""
    told = [*found.left_out, ""] if found.left_out else []
    for each in found.comparisons:
        told += _comparison(each, found.names)
    return told


def _comparison(each: Comparison, names: dict[str, str]) -> list[str]:
    told = [say(_HEADS[bool(each.categories), each.ordered], what=say(each.label), count=each.items)]
    if each.table is not None and each.items:
        one, other = (names[id] for id in each.reviewers)
        told.append(
            "  "
            + say(
                "{one} down, {other} across: {categories}",
                one=one,
                other=other,
                categories=", ".join(map(say, each.named)),
            )
        )
        told += ["  " + " ".join(f"{count:>4}" for count in row) for row in each.table.counts]
    return [*told, *(f"  {said(statistic)}" for statistic in each.statistics), ""]


def said(statistic: agreement.Statistic) -> str:
    """Return a statistic in a line: its value with its interval, or why there is none."""
    if statistic.value is None:
        return say(
            "{statistic}: not defined. {reason}", statistic=say(statistic.name), reason=say(statistic.reason)
        )
    if statistic.low is None or statistic.high is None:
        return say(
            "{statistic}: {value} (no interval: {reason})",
            statistic=say(statistic.name),
            value=_figure(statistic.value, 3),
            reason=inside(say(statistic.reason)),
        )
    return say(
        "{statistic}: {value} (95% CI {low} to {high}, {method})",
        statistic=say(statistic.name),
        value=_figure(statistic.value, 3),
        low=_figure(statistic.low, 2),
        high=_figure(statistic.high, 2),
        method=say(statistic.method),
    )


def _figure(value: float, places: int) -> str:
    """Return a number with a real minus."""
    return localised(f"{value:.{places}f}".replace("-", "−"))
