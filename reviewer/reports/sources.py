"""The sources themselves: what is recorded of the studies, and which reports were excluded and why."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.language import amount, later, listed, say, say_count
from reviewer.model import QuoteLink, Voice
from reviewer.model.flow import Fate
from reviewer.records import vancouver
from reviewer.reports.blocks import Block, Column, Heading, Row, Run, Table, Text
from reviewer.reports.index import Index, shown, titled
from reviewer.synthesis.differing import Difference, Told, differences, disagreement

_STUDIES = (
    Column(later("Study"), 100, "strong"),
    Column(later("Design"), 78),
    Column(later("Participants"), 74),
    Column(later("Setting"), 88),
    Column(later("Population"), 116),
    Column(later("Intervention and comparison"), 110),
    Column(later("Outcomes"), 160),
)
_EXCLUDED = (Column(later("Report"), 436), Column(later("Reason"), 250))
_WHY = (
    Column(later("Claim"), 44, "strong"),
    Column(later("In what"), 110),
    Column(later("What each source states"), 532),
)
UNSAID = later("not stated")
MOST_EXCLUDED = 1_000
"""Excluded reports that are listed one by one; the rest are added up by reason."""


def characteristics(index: Index) -> list[Block]:
    """Return a row for each study that speaks in the sources: only what was recorded of it."""
    roots: dict[int, list[int]] = {}
    for document in index.sources:
        for study in index.studies_in(document.id):
            roots.setdefault(study, []).append(document.id)
    if not roots:
        return []
    name = say("Characteristics of the studies")
    rows = tuple(Row(_study(index, root, found)) for root, found in roots.items())
    aside = say("only what was recorded; what a source does not say is not stated")
    return [Heading(name, aside), Table(name, titled(_STUDIES), rows)]


def _study(index: Index, root: int, documents: list[int]) -> tuple[Run, ...]:
    known = index.snapshot.studies.get(root)
    quotes = [q for q in index.quotes if q.voice is Voice.STUDY and q.span.document in documents]
    letters = listed(index.letters[each] for each in documents if each in index.letters)
    label = shown(known.label) if known and known.label else _called(index, root)
    design = shown(known.design) if known else ""
    size = known.participants if known else None
    given = _each(_whole(_against(index, q) for q in quotes))
    return (
        (Text(", ".join(part for part in (letters, label) if part)),),
        _words(design),
        _words(amount(size) if size is not None else ""),
        _words(shown(known.setting) if known else ""),
        _words(_each(_population(index, q) for q in quotes)),
        _words(given),
        _words(_each(_of(index, q, "outcome") for q in quotes)),
    )


def _called(index: Index, root: int) -> str:
    """Return a study without a label by its first author and year: "Maier et al. 2001"."""
    document = index.document.get(root)
    if document is None or not document.record.authors:
        return ""
    record = document.record
    first, *others = record.authors
    parts = (
        first.family or first.literal,
        "et al." if others else "",
        record.issued.year if record.issued else "",
    )
    return shown(" ".join(str(part) for part in parts if part))


def _against(index: Index, quote: QuoteLink) -> str:
    given, other = _of(index, quote, "intervention"), _of(index, quote, "comparator")
    if not (given and other):
        return given or other
    other = other[:1].lower() + other[1:] if other.partition(" ")[0] == "None" else other
    return say("{intervention} against {comparator}", intervention=given, comparator=other)


def _words(said: str) -> Run:
    return (Text(said),) if said else (Text(say(UNSAID), "quiet"),)


def _each(said: Iterable[str]) -> str:
    """Return different words once each, as a list."""
    found: dict[str, str] = {}
    for words in said:
        if words:
            found.setdefault(words.casefold(), words)
    return "; ".join(found.values())


def _whole(said: Iterable[str]) -> list[str]:
    """Return words without those that only begin what another tells whole: "mitoxantrone"."""
    every = [words for words in dict.fromkeys(said) if words]
    return [words for words in every if not any(_begins(words, other) for other in every)]


def _begins(words: str, other: str) -> bool:
    own, rest = words.casefold(), other.casefold()
    return len(own) < len(rest) and rest.startswith(own) and not rest[len(own)].isalnum()


def _of(index: Index, quote: QuoteLink, field: str) -> str:
    return shown(getattr(quote.pico, field) or getattr(index.claim[quote.claim].pico, field))


def _population(index: Index, quote: QuoteLink) -> str:
    known = index.population.get(quote.population) if quote.population is not None else None
    return shown(known.name) if known else _of(index, quote, "population")


def excluded(index: Index) -> list[Block]:
    """Return the reports that were read and excluded, each with its reason."""
    out = [each for each in index.snapshot.traced if each.fate is Fate.REPORT_EXCLUDED]
    if not out:
        return []
    rows = []
    for each in out[:MOST_EXCLUDED]:
        document = index.document.get(each.document)
        cited = shown(vancouver(document.record)) if document else ""
        rows.append(
            Row(_cells(cited or say("[title not in source]"), each.reason or say("no reason recorded")))
        )
    more: dict[str, int] = {}
    for each in out[MOST_EXCLUDED:]:
        more[each.reason] = more.get(each.reason, 0) + 1
    rows += [
        Row(_cells(say_count(count, "{n} more report", "{n} more reports"), reason))
        for reason, count in more.items()
    ]
    name = say("Excluded reports")
    return [
        Heading(
            name, say_count(len(out), "{n} report, each with its reason", "{n} reports, each with its reason")
        ),
        Table(name, titled(_EXCLUDED), tuple(rows)),
    ]


def _cells(*words: str) -> tuple[Run, ...]:
    return tuple((Text(shown(each)),) for each in words)


def why_they_differ(index: Index) -> list[Block]:
    """Return for each claim whose sources disagree in what they differ, in their own recorded words."""
    rows: list[Row] = []
    for claim in index.claims:
        quotes = index.quotes_of(claim)
        said = disagreement(quotes)
        if not said:
            continue
        number: Run = (Text(str(claim.number), target=f"claim-{claim.id}"),)
        found = differences([_told(index, quote) for quote in quotes])
        rows.append(Row((number, (), (Text(said),)), leads=bool(found or claim.note)))
        for each in found:
            rows.append(Row(((), (Text(say(each.name)),), (Text(shown(_stated(each))),))))
        if claim.note:
            rows.append(Row(((), (Text(say("Note")),), (Text(shown(claim.note)),))))
    name = say("Why the sources may differ")
    return [Heading(name), Table(name, titled(_WHY), tuple(rows))] if rows else []


def _stated(difference: Difference) -> str:
    """Return what each source states, the same words once: "A and C: Case series; B: Cohort study"."""
    sources: dict[str, list[str]] = {}
    for source, words in difference.stated:
        sources.setdefault(words, []).append(source)
    return "; ".join(f"{listed(letters)}: {words}" for words, letters in sources.items())


def _told(index: Index, quote: QuoteLink) -> Told:
    known = index.population.get(quote.population) if quote.population is not None else None
    studies = index.snapshot.studies
    study = studies.get(quote.span.document) or studies.get(quote.study)
    return Told(quote, index.letters.get(quote.span.document, "?"), known, study)
