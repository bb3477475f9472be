"""Make claims, tie them to exact words, put tags on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reviewer import text
from reviewer.actions import codebook
from reviewer.errors import Declined, ReviewError
from reviewer.language import recorded, say
from reviewer.library import Library, appraisals, claims, documents, journal, rows, together
from reviewer.library.rows import Value
from reviewer.model import Changes, Claim, Direction, QuoteLink, Span, Stance
from reviewer.separation import boundaries


@dataclass(frozen=True, slots=True)
class NewQuote:
    """Words to be tied to a claim, and the population they are about, if that is known."""

    span: Span
    population: int | None = None


# ------------------------------------------------------------------ claims


def add_claim(
    library: Library,
    statement: str,
    *,
    quote: Span | None = None,
    stance: Stance = Stance.SUPPORTS,
    population: int | None = None,
    quotes: Sequence[NewQuote] = (),
    tags: Sequence[int] = (),
    new_tag: tuple[Sequence[str], int | None] | None = None,
    **fields: Any,
) -> Changes:
    """Make a claim, with its first quotes if any are given; `created` is the claim's id.

    `quotes` are for a selection that was split where voices change; `new_tag` is a path that the codebook
    gets with the claim, and the tag it begins under. Further fields: label, population_words, intervention,
    comparator, outcome, direction, note.
    """
    if not statement.strip():
        raise ReviewError(
            say("A claim needs a statement."), say("Say in your own words what the evidence shows.")
        )
    number = claims.next_number(library)
    with journal.op(library, recorded("New claim {number}", number=number)) as pending:
        claim = place_claim(library, number, statement, **fields)
        made = [codebook.place_path(library, *new_tag)] if new_tag is not None else []
        for tag in dict.fromkeys([*tags, *made]):
            rows.add(library, "claim_tags", claim=claim, tag=tag)
        first = [NewQuote(quote, population)] if quote is not None else []
        for each in (*first, *quotes):
            place_quote(library, claim, each.span, stance, each.population, {})
        pending.created = claim
    return pending.changes


def place_claim(library: Library, number: int, statement: str, **fields: Any) -> int:
    """Write a claim inside an op and return its id."""
    return rows.add(library, "claims", number=number, statement=statement.strip(), **_claim_values(fields))


def edit_claim(library: Library, claim: int, *, merge: bool = False, **fields: Any) -> Changes:
    """Change fields of a claim: statement, label, population_words, intervention, … note."""
    old = claims.claim(library, claim)
    if "statement" in fields and not fields["statement"].strip():
        raise ReviewError(
            say("A claim needs a statement."), say("Remove the claim if it is no longer needed.")
        )
    key = f"claim:{claim}:{','.join(sorted(fields))}" if merge else ""
    with journal.op(library, recorded("Edit claim {number}", number=old.number), merge=key) as pending:
        rows.change(library, "claims", claim, **_claim_values(fields))
    return pending.changes


def remove_claim(library: Library, claim: int) -> Changes:
    """Remove a claim with its quotes, tags, ratings and appraisals of its result; undo brings all back."""
    old = claims.claim(library, claim)
    with journal.op(library, recorded("Remove claim {number}", number=old.number)) as pending:
        for link in claims.quotes(library, claim=claim):
            rows.drop(library, "quotes", link.id)
        for rating in appraisals.certainties(library, claim, hidden=True):
            rows.drop(library, "certainties", rating.id)
        for appraisal in appraisals.appraisals(library, claim=claim, hidden=True):
            rows.drop(library, "appraisals", appraisal.id)
        for table, id in together.of_claim(library, claim):
            rows.drop(library, table, id)
        for id, _, _ in claims.tag_links(library, claim=claim):
            rows.drop(library, "claim_tags", id)
        rows.drop(library, "claims", claim)
    return pending.changes


def _claim_values(fields: dict[str, Any]) -> dict[str, Value]:
    return {
        "population" if key == "population_words" else key: _plain(value) for key, value in fields.items()
    }


def _plain(value: str | None) -> str:
    if isinstance(value, (Direction, Stance)):
        return value.value
    return value or ""


# ------------------------------------------------------------------ quotes


def link_quote(
    library: Library,
    claim: int,
    span: Span,
    stance: Stance = Stance.SUPPORTS,
    *,
    population: int | None = None,
    **fields: Any,
) -> Changes:
    """Tie exact words to a claim; `created` is the quote's id.

    Raises Declined when the words cross a voice boundary, ReviewError when they do not stand there.
    """
    old = claims.claim(library, claim)
    with journal.op(library, recorded("Link a quote to claim {number}", number=old.number)) as pending:
        pending.created = place_quote(library, claim, span, stance, population, fields)
    return pending.changes


def link_quotes(
    library: Library, claim: int, quotes: Sequence[NewQuote], stance: Stance = Stance.SUPPORTS
) -> Changes:
    """Tie several stretches of words to a claim as one step; `created` is the first quote's id.

    Raises as `link_quote` does, and then ties none of them.
    """
    old = claims.claim(library, claim)
    one, many = recorded("Link a quote to claim {number}"), recorded("Link {count} quotes to claim {number}")
    label = (one if len(quotes) == 1 else many).format(count=len(quotes), number=old.number)
    with journal.op(library, label) as pending:
        made = [place_quote(library, claim, each.span, stance, each.population, {}) for each in quotes]
        pending.created = next(iter(made), 0)
    return pending.changes


def place_quote(
    library: Library, claim: int, span: Span, stance: Stance, population: int | None, fields: dict[str, Any]
) -> int:
    """Tie words to a claim inside an op and return the quote's id; raises as `link_quote` does."""
    said: dict[str, Value] = {"claim": claim, "stance": Stance(stance).value, "group_id": population}
    return rows.add(
        library,
        "quotes",
        **anchor_values(library, span),
        **said,
        reviewer=library.reviewer.id,
        **_quote_values(fields),
    )


def anchor_values(library: Library, span: Span) -> dict[str, Value]:
    """Return the columns that tie a quote to its place: words, surroundings, positions, fingerprint.

    Raises Declined when the words cross a voice boundary or are nobody's, ReviewError when they do not
    stand there.
    """
    document = documents.document(library, span.document)
    if text.quote(document, span.start, span.end).exact != span.exact:
        raise ReviewError(
            say("The words to quote do not stand at this place."), say("Select them again in the document.")
        )
    parts = documents.segments_within(library, document.id, span.start, span.end)
    touched = boundaries.crossed(parts, span.start, span.end)
    voices = {(s.voice, s.comment) for s in touched}
    if len(voices) > 1:
        raise Declined(
            say("These words cross a voice boundary; a quote has one voice."),
            say("Split the selection into two quotes."),
        )
    if not touched:
        raise Declined(say("Nobody's words are selected."), say("Select words of the text."))
    prefix, suffix = text.context(document.text, span.start, span.end)
    anchor: dict[str, Value] = {
        "document": document.id,
        "start": span.start,
        "end": span.end,
        "exact": span.exact,
    }
    return anchor | {"prefix": prefix, "suffix": suffix, "text_sha256": document.sha256}


def edit_quote(library: Library, quote: int, *, merge: bool = False, **fields: Any) -> Changes:
    """Change fields of a quote link.

    Fields: stance, direction, background (the words report no result), population (id of a Population or
    None), population_words, intervention, comparator, outcome, note, claim (moves the quote there).
    """
    old = claims.quote(library, quote)
    number = claims.claim(library, old.claim).number
    key = f"quote:{quote}:{','.join(sorted(fields))}" if merge else ""
    values = _quote_values(fields)
    with journal.op(library, _quote_label(old, fields, number), merge=key) as pending:
        rows.change(library, "quotes", quote, **values)
    return pending.changes


def _quote_values(fields: dict[str, Any]) -> dict[str, Value]:
    columns = {"population": "group_id", "population_words": "population"}
    values: dict[str, Value] = {}
    for key, value in fields.items():
        if key == "stance":
            values[key] = Stance(str(value)).value
        elif key == "direction":
            values[key] = Direction(str(value)).value if value else ""
        elif key == "background":
            values[key] = int(bool(value))
        else:
            values[columns.get(key, key)] = value
    return values


_TAKEN = {
    Stance.SUPPORTS: recorded("A quote supports claim {number}"),
    Stance.CONTRADICTS: recorded("A quote contradicts claim {number}"),
    Stance.QUALIFIES: recorded("A quote qualifies claim {number}"),
    Stance.MENTIONS: recorded("A quote mentions claim {number}"),
}


def _quote_label(old: QuoteLink, fields: dict[str, Any], number: int) -> str:
    if set(fields) == {"stance"}:
        return _TAKEN[Stance(str(fields["stance"]))].format(number=number)
    if set(fields) == {"claim"}:
        return recorded("Move a quote from claim {number}", number=number)
    return recorded("Edit a quote of claim {number}", number=number)


def remove_quote(library: Library, quote: int) -> Changes:
    """Untie a quote from its claim."""
    old = claims.quote(library, quote)
    number = claims.claim(library, old.claim).number
    with journal.op(library, recorded("Remove a quote of claim {number}", number=number)) as pending:
        rows.drop(library, "quotes", quote)
    return pending.changes


# ------------------------------------------------------------------ tags on claims


def tag_claim(library: Library, claim: int, tag: int) -> Changes:
    """Put a tag on a claim; a tag that is there already changes nothing."""
    old, name = claims.claim(library, claim), _named(library, tag)
    with journal.op(
        library, recorded("Tag “{name}” on claim {number}", name=name, number=old.number)
    ) as pending:
        if tag not in old.tags:
            rows.add(library, "claim_tags", claim=claim, tag=tag)
    return pending.changes


def untag_claim(library: Library, claim: int, tag: int) -> Changes:
    """Take a tag off a claim."""
    old, name = claims.claim(library, claim), _named(library, tag)
    with journal.op(
        library, recorded("Take tag “{name}” off claim {number}", name=name, number=old.number)
    ) as pending:
        for link, _, _ in claims.tag_links(library, claim=claim, tag=tag):
            rows.drop(library, "claim_tags", link)
    return pending.changes


def _named(library: Library, tag: int) -> str:
    found = next((entry.name for entry in claims.tags(library) if entry.id == tag), None)
    if found is None:
        raise ReviewError(say("This tag is no longer there."), say("Undo brings it back."))
    return found


# ------------------------------------------------------------------ populations


def add_population(library: Library, name: str, short: str = "") -> Changes:
    """Add a population that evidence may be about; `short` fits a table column."""
    name = " ".join(name.split())
    if not name:
        raise ReviewError(say("A population needs a name."), say("Say whom the evidence is about."))
    if any(p.name.casefold() == name.casefold() for p in claims.populations(library)):
        raise ReviewError(
            say("There is already a population “{name}”.", name=name), say("Use it, or choose another name.")
        )
    with journal.op(library, recorded("New population “{name}”", name=name)) as pending:
        pending.created = rows.add(library, "populations", name=name, short=short)
    return pending.changes


def edit_population(library: Library, population: int, **fields: Any) -> Changes:
    """Change the name or the short form of a population."""
    with journal.op(library, recorded("Edit a population")) as pending:
        rows.change(library, "populations", population, **fields)
    return pending.changes


def numbered(library: Library, number: int) -> Claim:
    """Return the claim that carries `number`; raises ReviewError when there is none."""
    found = next((claim for claim in claims.claims(library) if claim.number == number), None)
    if found is None:
        raise ReviewError(
            say("There is no claim {number}.", number=number),
            say("`reviewer claim list` names those there are."),
        )
    return found
