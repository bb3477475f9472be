"""The report as one table for programs: a row for each quote link, exact to the character."""

from __future__ import annotations

from reviewer.appraisal import grade
from reviewer.model import Claim, QuoteLink, Shared
from reviewer.reports.blocks import Sheet
from reviewer.reports.findings import DIRECTIONS
from reviewer.reports.index import Index
from reviewer.reports.raters import standing_of

UNIT = "code points"

COLUMNS = (
    "claim",
    "statement",
    "tags",
    "stance",
    "voice",
    "second_hand",
    "background",
    "exact",
    "start",
    "end",
    "unit",
    "text_unchanged",
    "document_id",
    "document",
    "source",
    "text_sha256",
    "speaker",
    "population",
    "pico_population",
    "intervention",
    "comparator",
    "outcome",
    "direction",
    "certainty",
    "certainty_by",
    "reviewer",
    "quote_note",
    "claim_note",
    "quote_id",
    "claim_id",
)


def sheet(index: Index) -> Sheet:
    """Return one row for each quote of the report, in the order of the report; cells as stored."""
    return Sheet(COLUMNS, tuple(_row(index, quote) for quote in index.quotes))


def _row(index: Index, quote: QuoteLink) -> tuple[str, ...]:
    claim = index.claim[quote.claim]
    return (
        str(claim.number),
        claim.statement,
        "; ".join(index.tag_path(tag) for tag in claim.tags),
        quote.stance.value,
        quote.voice.value,
        _yes(quote.second_hand),
        _yes(quote.background),
        index.exact(quote),
        str(quote.span.start),
        str(quote.span.end),
        UNIT,
        _yes(index.intact(quote)),
        *_document(index, quote),
        index.speaker(quote),
        *_question(index, claim, quote),
        *_certainty(index, quote),
        index.name(quote.reviewer),
        quote.note,
        claim.note,
        str(quote.id),
        str(claim.id),
    )


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"


def _document(index: Index, quote: QuoteLink) -> tuple[str, str, str, str]:
    document = index.document.get(quote.span.document)
    if document is None:
        return str(quote.span.document), "", "", quote.text_sha256
    # The name alone: the folders of a reviewer's disk are nobody else's business.
    name = document.source.replace("\\", "/").rsplit("/", 1)[-1]
    return str(document.id), document.record.title, name, index.fingerprint(document)


def _question(index: Index, claim: Claim, quote: QuoteLink) -> tuple[str, ...]:
    """What the source says of itself; what it leaves empty is as in the claim."""
    population = index.population.get(quote.population) if quote.population is not None else None
    direction = quote.direction or claim.direction
    return (
        population.name if population else "",
        quote.pico.population or claim.pico.population,
        quote.pico.intervention or claim.pico.intervention,
        quote.pico.comparator or claim.pico.comparator,
        quote.pico.outcome or claim.pico.outcome,
        DIRECTIONS[direction] if direction else "",
    )


def _certainty(index: Index, quote: QuoteLink) -> tuple[str, str]:
    """The finished ratings of the quote's body; background and the words of others never count."""
    if not quote.counts:
        return "not counted", ""
    body = (quote.claim, quote.population)
    rated = [each for each in index.certainties if (each.claim, each.population) == body]
    differing = [each for each in rated if each.shared is Shared.DIFFERS]
    if differing:
        return standing_of(index, differing[0]).words, differing[0].reviewer
    done = [each for each in rated if each.graded]
    if not done:
        return "not graded", ""
    return (
        "; ".join(grade.LABELS[grade.rate(each).level] for each in done),
        "; ".join(index.name(each.reviewer) for each in done),
    )
