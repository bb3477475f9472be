"""Merge claims, split them, move quotes between them. Nothing is lost, and numbers stay what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.errors import Declined, ReviewError
from reviewer.language import recorded, say
from reviewer.library import Library, appraisals, claims, documents, journal, rows, together
from reviewer.library.rows import Value
from reviewer.model import Appraisal, Certainty, Changes, Claim, QuoteLink

PICO = ("population", "intervention", "comparator", "outcome")


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging one claim into another would do, in sentences, before it is done."""

    kept: Claim
    gone: Claim
    sentences: tuple[str, ...]


# ------------------------------------------------------------------ merging


def merging(library: Library, gone: int, kept: int) -> Merging:
    """Say what `merge_claims` would do; raises Declined for a claim and itself."""
    one, other = claims.claim(library, kept), claims.claim(library, gone)
    if kept == gone:
        raise Declined(say("A claim cannot be merged with itself."), say("Choose another claim."))
    return Merging(one, other, tuple(_sentences(library, one, other)))


def _sentences(library: Library, kept: Claim, gone: Claim) -> Iterator[str]:
    links = claims.quotes(library, claim=gone.id)
    yield f"{_counted(len(links), 'quote')} of claim {gone.number} would belong to claim {kept.number}."
    tags = [tag for tag in gone.tags if tag not in kept.tags]
    if tags:
        yield f"It would get {_counted(len(tags), 'tag')}."
    moved, noted = _ratings(library, kept.id, gone.id)
    own = appraisals.certainties(library, kept.id, hidden=True)
    if own:
        yield f"The {_plural(len(own), 'rating')} of claim {kept.number} would stand as {_it(len(own))}."
    if moved:
        yield (
            f"{_counted(len(moved), 'rating')} of claim {gone.number} would go over, open again: "
            "the evidence below would be another."
        )
    if noted:
        yield f"{_counted(len(noted), 'rating')} of claim {gone.number} would be kept in the history alone."
    yield f"Its statement would be kept in the note. The number {gone.number} is not given again."


def _counted(count: int, word: str) -> str:
    return f"{count} {_plural(count, word)}"


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"


def _it(count: int) -> str:
    return "it is" if count == 1 else "they are"


def _ratings(library: Library, kept: int, gone: int) -> tuple[list[Certainty], list[Certainty]]:
    """Return the ratings that can go over, and those in whose place the kept claim has one already."""
    rated = appraisals.certainties(library, kept, hidden=True)
    taken = {(each.population, each.reviewer) for each in rated}
    found = appraisals.certainties(library, gone, hidden=True)
    moved = [each for each in found if (each.population, each.reviewer) not in taken]
    return moved, [each for each in found if each not in moved]


def merge_claims(library: Library, gone: int, kept: int) -> Changes:
    """Merge the claim `gone` into `kept`, as one step; `created` is the claim kept.

    Quotes, tags, and what `kept` leaves empty go over; ratings and appraisals where `kept` has none; what
    else the other claim said is kept as words in the note. A judgement that has no place stays in the
    history alone: a note is read by everybody, also by those who have not judged yet.
    """
    plan = merging(library, gone, kept)
    moved, noted = _ratings(library, kept, gone)
    with journal.op(
        library,
        recorded("Merge claim {gone} into claim {kept}", gone=plan.gone.number, kept=plan.kept.number),
    ) as pending:
        for link in claims.quotes(library, claim=gone):
            rows.change(library, "quotes", link.id, claim=kept, **_inherited(link, plan.gone, plan.kept))
        _move_tags(library, plan.gone, plan.kept)
        for rating in moved:
            rows.change(library, "certainties", rating.id, claim=kept, graded=0)
        for rating in noted:
            rows.drop(library, "certainties", rating.id)
        left = _move_appraisals(library, gone, kept)
        for table, id in together.of_claim(library, gone):
            rows.drop(library, table, id)
        note = _note(library, plan, noted, left)
        rows.change(library, "claims", kept, note=note, **_filled(plan.kept, plan.gone))
        rows.drop(library, "claims", gone)
        pending.created = kept
    return pending.changes


def _inherited(link: QuoteLink, old: Claim, new: Claim) -> dict[str, Value]:
    """Return what a quote left to its old claim and its new claim would say otherwise."""
    values: dict[str, Value] = {}
    for name in PICO:
        said = getattr(old.pico, name)
        if said and not getattr(link.pico, name) and said != getattr(new.pico, name):
            values[name] = said
    if old.direction and link.direction is None and old.direction != new.direction:
        values["direction"] = old.direction.value
    return values


def _filled(kept: Claim, gone: Claim) -> dict[str, Value]:
    """Return the fields that the kept claim leaves empty, as the other fills them."""
    values: dict[str, Value] = {
        name: getattr(gone.pico, name)
        for name in PICO
        if getattr(gone.pico, name) and not getattr(kept.pico, name)
    }
    if gone.direction and kept.direction is None:
        values["direction"] = gone.direction.value
    return values


def _move_tags(library: Library, gone: Claim, kept: Claim) -> None:
    for link, _, tag in claims.tag_links(library, claim=gone.id):
        rows.drop(library, "claim_tags", link)
        if tag not in kept.tags:
            rows.add(library, "claim_tags", claim=kept.id, tag=tag)


def _move_appraisals(library: Library, gone: int, kept: int) -> list[Appraisal]:
    """Let appraisals of a result be of the kept claim; return those in whose place it has one already."""
    own = appraisals.appraisals(library, claim=kept, hidden=True)
    taken = {(a.document, a.instrument, a.reviewer) for a in own}
    left = []
    for each in appraisals.appraisals(library, claim=gone, hidden=True):
        if (each.document, each.instrument, each.reviewer) in taken:
            rows.drop(library, "appraisals", each.id)
            left.append(each)
        else:
            rows.change(library, "appraisals", each.id, claim=kept)
    return left


def _note(library: Library, plan: Merging, noted: Sequence[Certainty], left: Sequence[Appraisal]) -> str:
    """Return the note of the kept claim with all of the other claim that has no other place."""
    gone, names = plan.gone, appraisals.reviewers(library)
    shorts = {each.id: each.short or each.name for each in claims.populations(library)}
    lines = [plan.kept.note, f"Claim {gone.number}, merged: {gone.statement}"]
    if gone.label and gone.label != gone.statement:
        lines.append(f"In the margin: {gone.label}")
    lines += [f"{name.capitalize()}: {word}" for name, word in _otherwise(plan)]
    lines.append(gone.note)
    judged = [
        (f"Rating in {shorts.get(each.population or 0, 'population not stated')}", each.reviewer)
        for each in noted
    ]
    judged += [(f"Appraisal with {each.instrument}", each.reviewer) for each in left]
    lines += [f"{what} by {names.get(who, who)}: in the history." for what, who in judged]
    return "\n".join(line for line in lines if line)


def _otherwise(plan: Merging) -> Iterator[tuple[str, str]]:
    """Yield the fields that the two claims fill differently, as the one that goes fills them."""
    for name in PICO:
        said, own = getattr(plan.gone.pico, name), getattr(plan.kept.pico, name)
        if said and own and said != own:
            yield name, said
    if plan.gone.direction and plan.kept.direction and plan.gone.direction != plan.kept.direction:
        yield "direction", plan.gone.direction.value


# ------------------------------------------------------------------ splitting and moving


def split_claim(library: Library, claim: int, quotes: Iterable[int], statement: str = "") -> Changes:
    """Make a claim of some quotes of another, with its tags and fields; `created` is the new claim's id.

    Without a statement it has that of the claim it comes from. Ratings stay where they are. Raises
    Declined when no quote would be left, or none is chosen.
    """
    old, chosen = claims.claim(library, claim), list(dict.fromkeys(quotes))
    own = [link.id for link in claims.quotes(library, claim=claim)]
    strange = [id for id in chosen if id not in own]
    if strange or not chosen:
        told = f"Quote {strange[0]} is not one of claim {old.number}." if strange else "No quote was chosen."
        raise ReviewError(told, say("Choose quotes of this claim."))
    if len(chosen) == len(own):
        raise Declined(
            say("A quote must be left to the claim."),
            say("Edit its statement if all of them say something else."),
        )
    number = claims.next_number(library)
    with journal.op(
        library, recorded("Split claim {number} from claim {old}", number=number, old=old.number)
    ) as pending:
        values: dict[str, Value] = {name: getattr(old.pico, name) for name in PICO}
        values |= {"direction": old.direction.value if old.direction else "", "label": ""}
        said = statement.strip() or old.statement
        pending.created = rows.add(library, "claims", number=number, statement=said, **values)
        for tag in old.tags:
            rows.add(library, "claim_tags", claim=pending.created, tag=tag)
        for id in chosen:
            rows.change(library, "quotes", id, claim=pending.created)
    return pending.changes


_MOVED = {
    (True, True): recorded("Move a quote from claim {old} to claim {number}"),
    (False, True): recorded("Move {count} quotes from claim {old} to claim {number}"),
    (True, False): recorded("Move a quote to claim {number}"),
    (False, False): recorded("Move {count} quotes to claim {number}"),
}


def move_quotes(library: Library, quotes: Iterable[int], claim: int) -> Changes:
    """Move quotes to another claim; what they left to their old claim they say themselves from then on."""
    new, chosen = claims.claim(library, claim), list(dict.fromkeys(quotes))
    links = [link for id in chosen if (link := claims.quote(library, id)).claim != claim]
    if not links:
        raise Declined(say("These words are tied to this claim already."), say("Choose another claim."))
    known = {each.id: each for each in claims.claims(library)}
    whence = known[links[0].claim].number if len({link.claim for link in links}) == 1 else None
    label = _MOVED[len(links) == 1, whence is not None].format(
        count=len(links), old=whence, number=new.number
    )
    with journal.op(library, label) as pending:
        for link in links:
            values = _inherited(link, known[link.claim], new)
            rows.change(library, "quotes", link.id, claim=claim, **values)
    return pending.changes


def sources(library: Library, quotes: Iterable[int]) -> dict[int, str]:
    """Return in which document each quote lies and who speaks there, in words."""
    found: dict[int, str] = {}
    titles: dict[int, str] = {}
    for id in quotes:
        link = claims.quote(library, id)
        here = link.span.document
        if here not in titles:
            titles[here] = documents.document(library, here).record.title or f"Document {here}"
        found[id] = f"{link.voice.value.capitalize()}, {titles[here]}"
    return found
