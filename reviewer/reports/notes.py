"""What stands behind the report: who confirmed what, and the rules that always hold."""

from __future__ import annotations

from collections import Counter

from reviewer.appraisal import grade, outcomes
from reviewer.appraisal.wording import inside
from reviewer.language import amount, later, numbered, say, say_count
from reviewer.model import Segment, Tie
from reviewer.records.citing import visited
from reviewer.records.retractions import retracted
from reviewer.reports import flow, raters
from reviewer.reports.blocks import Block, Check, Column, Heading, Item, Listing, Row, Table, Text
from reviewer.reports.findings import population_name
from reviewer.reports.index import Index, number_of, titled

_WHO = (Column(later("What"), 250), Column(later("By whom"), 180), Column(later("How many"), 256))

_STANDING = (
    later(
        "Only the words of a study enter a certainty rating. Commentary is context. Reader comments are "
        "experience: shown as the page shows them, never graded, never counted as a study."
    ),
    later(
        "A study that another page quotes is the same study, second-hand, and is counted once. Populations"
        " are never pooled without a decision, which stands with its reason in the note of the claim."
    ),
    later(
        "GRADE certainty. High: very confident that the true effect is close to the estimate. Moderate:"
        " probably close, possibly substantially different. Low: it may be substantially different. Very low:"
        " it is likely to be substantially different."
    ),
    later(
        "OCEBM 2011 levels rank the likely best study for one question; commentary and experience have no "
        "level."
    ),
    later("What an abstract does not say is unclear, not no. Intervals for counts are exact 95% intervals."),
)
_ANCHORS = later(
    "Anchors are Unicode code points of the imported text, counted from 0, the end not included. A "
    "fingerprint is the start of the SHA-256 of that text. Line breaks inside quotes are printed as spaces."
)
_ROLES = later(
    "Readers appear without the names the page shows. Names inside quoted words are not removed. Signed "
    "pages and their authors are named as sources."
)
_AS_SHOWN = later(
    "Readers are named as the page shows them. They may be private people: think before you pass this "
    "report on."
)


def confirmed(index: Index) -> list[Block]:
    """Return who confirmed boundaries and tied quotes, and what nobody confirmed."""
    rows = [*_boundaries(index), *_work(index)]
    if not rows:
        return []
    heading = Heading(say("What was confirmed by whom"))
    return [
        heading,
        Table(heading.text, titled(_WHO), tuple(Row(tuple((Text(cell),) for cell in row)) for row in rows)),
    ]


def _worded(index: Index) -> list[tuple[int, Segment]]:
    return [
        (document.id, segment)
        for document in index.sources
        for segment in index.snapshot.segments.get(document.id, ())
        if segment.rule != "blank"
    ]


def _boundaries(index: Index) -> list[tuple[str, str, str]]:
    worded = _worded(index)
    by = Counter(segment.confirmed_by for _, segment in worded if segment.confirmed_by)
    rows = [
        (say("Boundaries between voices confirmed"), index.name(person), number_of(number, len(worded)))
        for person, number in sorted(by.items(), key=lambda pair: index.name(pair[0]))
    ]
    open_ = [document for document, segment in worded if not segment.confirmed_by]
    if open_:
        where = index.lettered(open_)
        rows.append(
            (
                say("Separated by the program, not confirmed"),
                say("nobody"),
                say(
                    "{part} of {whole}, in {sources}",
                    part=amount(len(open_)),
                    whole=amount(len(worded)),
                    sources=where,
                ),
            )
        )
    return rows


def _work(index: Index) -> list[tuple[str, str, str]]:
    quotes = Counter(quote.reviewer for quote in index.quotes)
    return _by_person(index, say("Quotes tied to claims"), quotes, len(index.quotes))


def _by_person(index: Index, what: str, by: Counter[str], total: int) -> list[tuple[str, str, str]]:
    people = sorted(by.items(), key=lambda pair: index.name(pair[0]))
    return [(what, index.name(person), number_of(number, total)) for person, number in people]


def standing(index: Index) -> list[Block]:
    """Return the notes every report carries, and what this one leaves out."""
    options = index.options
    notes = [say(each) for each in (*_STANDING, *([_ANCHORS] if options.anchors else []))]
    if options.experience:
        notes.append(say(_AS_SHOWN if options.people == "as shown" else _ROLES))
    aside = len(set(index.snapshot.set_aside) - {document.id for document in index.sources})
    unused = len(index.snapshot.documents) - len(index.sources) - aside
    if unused:
        notes.append(
            say_count(
                unused,
                "{n} document of the library without quotes or appraisals is not listed.",
                "{n} documents of the library without quotes or appraisals are not listed.",
            )
        )
    if aside:
        notes.append(
            say_count(
                aside,
                "{n} record of works that other records stand for is set aside.",
                "{n} records of works that other records stand for are set aside.",
            )
        )
    if index.masked:
        notes.append(
            say_count(
                index.masked,
                "Details of health are left out of {n} quote of readers, each confirmed by a person. "
                "Positions are those of the whole words.",
                "Details of health are left out of {n} quotes of readers, each confirmed by a person. "
                "Positions are those of the whole words.",
            )
        )
    if index.left_out:
        notes.append(
            say_count(
                index.left_out,
                "{n} quote from reader comments left out on request.",
                "{n} quotes from reader comments left out on request.",
            )
        )
    return [Heading(say("Notes")), Listing(tuple(Item("", (Text(note),)) for note in notes))]


def checks(index: Index) -> tuple[Check, ...]:
    """Return what to look at before the export. Warnings never stop it."""
    return (
        _quotes_match(index),
        *_rationale(index),
        *_remarkable(index),
        *raters.checks(index),
        *_claims(index),
        *_unconfirmed(index),
        *_proposed_ties(index),
        *flow.checks(index),
        *_omissions(index),
        *_references(index),
    )


def _references(index: Index) -> list[Check]:
    """Return which sources were retracted, and what references cannot say because the source does not."""
    found = []
    gone = [document for document in index.sources if retracted(document.record)]
    if gone:
        letters = index.lettered(document.id for document in gone)
        found.append(
            Check(
                False,
                say(
                    "Retracted: source {letters}." if len(gone) == 1 else "Retracted: sources {letters}.",
                    letters=letters,
                ),
            )
        )
    lacking = {
        later("authors of {letters}"): [
            d for d in index.sources if not (d.record.authors or d.record.editors)
        ],
        later("title of {letters}"): [d for d in index.sources if not d.record.title],
        later("date of {letters}"): [d for d in index.sources if d.record.issued is None],
        later("address of {letters}"): [
            d for d in index.sources if d.record.type in _PAGES and not d.record.url
        ],
        later("date of the visit of {letters}"): [
            d for d in index.sources if d.record.type in _PAGES and d.record.url and not visited(d.record)
        ],
    }
    parts = [
        say(what, letters=index.lettered(document.id for document in documents))
        for what, documents in lacking.items()
        if documents
    ]
    if parts:
        first = next(documents[0].id for documents in lacking.values() if documents)
        said = say("Not in the source, so not in the references: {facts}.", facts="; ".join(parts))
        found.append(Check(False, said, "record", first))
    return found


_PAGES = ("post", "post-weblog", "webpage")
"""Types whose references need an address on the web."""


def _proposed_ties(index: Index) -> list[Check]:
    sources = {document.id for document in index.sources}
    ties = [tie for tie in index.snapshot.quoted_studies if tie.state is Tie.PROPOSED]
    pages = {tie.document for tie in ties if tie.document in sources}
    if not pages:
        return []
    letters = index.lettered(pages)
    told = say(
        (
            "The study quoted in {letters} is counted under the record that the program proposes; nobody has "
            "confirmed it."
            if len(pages) == 1
            else (
                "The studies quoted in {letters} are counted under the record that the program proposes;"
                " nobody has confirmed it."
            )
        ),
        letters=letters,
    )
    first = next(page for page in index.letters if page in pages)
    return [Check(False, told, "document", first)]


def _quotes_match(index: Index) -> Check:
    broken = [quote for quote in index.quotes if not index.intact(quote)]
    if broken:
        numbers = numbered(index.claim[quote.claim].number for quote in broken)
        return Check(
            False,
            say_count(
                len(broken),
                "{n} quote no longer match the imported text (claims {numbers}).",
                "{n} quotes no longer match the imported text (claims {numbers}).",
                numbers=numbers,
            ),
            "claim",
            broken[0].claim,
        )
    return Check(
        True,
        say_count(
            len(index.quotes),
            "All {n} quote match the imported text.",
            "All {n} quotes match the imported text.",
        ),
    )


def _rationale(index: Index) -> list[Check]:
    drafts = {e.claim: e for e in index.certainties if not (e.graded or e.shared)}
    found = [
        Check(
            False,
            say("Claim {number} is rated but not marked as graded.", number=index.claim[claim].number),
            "rating",
            each.id,
        )
        for claim, each in drafts.items()
    ]
    bare = {
        say(
            "Claim {number}: the rating for {population} is not counted, because no study quote stands"
            " behind it.",
            number=index.claim[each.claim].number,
            population=population_name(index, each.population),
        ): each.claim
        for each in index.groundless
    }
    found += [Check(False, said, "claim", claim) for said, claim in bare.items()]
    if index.certainties and not found and all(each.graded for each in index.certainties):
        found.append(Check(True, say("Every rated claim is marked as graded and rests on study quotes.")))
    return found


def _remarkable(index: Index) -> list[Check]:
    """Return what a reader who knows GRADE would stop at: warnings of the rules, one domain only, too many
    outcomes."""
    found = []
    sides: dict[int | None, list[str]] = {}
    for certainty in index.certainties:
        number = index.claim[certainty.claim].number
        sides.setdefault(certainty.population, []).append(certainty.side)
        at = ("rating", certainty.id)
        found += [
            Check(False, say("Claim {number}. {warning}", number=number, warning=said), *at)
            for said in grade.rate(certainty).warnings
        ]
        if certainty.population is None and len(index.body(certainty).documents) > 1:
            found.append(
                Check(
                    False,
                    say(
                        "Claim {number}: several studies and no population, taken for one body.",
                        number=number,
                    ),
                    *at,
                )
            )
        judged = {domain for domain, given in certainty.judgements.items() if given.reason.strip()}
        if certainty.graded and judged == {"risk_of_bias"}:
            found.append(
                Check(
                    False,
                    say(
                        "Claim {number}: only risk of bias has a reason. Say for the other domains why"
                        " nothing is rated down.",
                        number=number,
                    ),
                    *at,
                )
            )
    for population, own in sides.items():
        name = population_name(index, population)
        first = next(each.id for each in index.certainties if each.population == population)
        found += [Check(False, f"{name}: {inside(said)}", "rating", first) for said in outcomes.remarks(own)]
    return found


def _claims(index: Index) -> list[Check]:
    quoted = {quote.claim for quote in index.snapshot.quotes}
    return [
        Check(False, say("Claim {number} carries no quote.", number=each.number), "claim", each.id)
        for each in index.claims
        if each.id not in quoted
    ]


def _unconfirmed(index: Index) -> list[Check]:
    open_ = dict.fromkeys(document for document, segment in _worded(index) if not segment.confirmed_by)
    if not open_:
        return []
    where = index.lettered(open_)
    said = say("Boundaries in {sources} were set by the program and not confirmed.", sources=where)
    return [Check(False, said, "document", next(iter(open_)))]


def _omissions(index: Index) -> list[Check]:
    if not index.left_out:
        return []
    return [
        Check(
            False,
            say_count(
                index.left_out,
                "{n} quote from reader comments will not be printed.",
                "{n} quotes from reader comments will not be printed.",
            ),
        )
    ]
