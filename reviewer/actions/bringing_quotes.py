"""Put claims, quotes and marks of a file where they belong in this library, inside an op.

Claims and their quotes are those that Reviewer wrote itself. What other programs say of words becomes marks:
suggestions with their author and date that a person answers one by one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reviewer import text as texts
from reviewer.actions import claims as on_claims
from reviewer.actions import codebook, marks
from reviewer.actions.brought import Brought, Missing, Moved
from reviewer.errors import ReviewError
from reviewer.exchange.coded import Claimed, Coded, Person, Quoted
from reviewer.exchange.marked import Work, doi_in
from reviewer.exchange.selectors import Anchor, Found, find
from reviewer.language import recorded
from reviewer.library import Library, arrivals, claims, documents, reviewer_named, rows, suggestions
from reviewer.model import Document, Reviewer, Span, Suggestion, SuggestionKind, Tag

NO_DOCUMENT = "its document is not in the library"
NO_WORDS = "its words do not stand in the document"


@dataclass
class _Work:
    library: Library
    coded: Coded
    result: Brought
    documents: dict[str, Document | None] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    quoted: Counter[tuple[int, int, int, int]] = field(default_factory=Counter)
    """Claim, document, start and end of the quotes that were there and are not met yet."""


def bring_quotes(library: Library, coded: Coded, placed: Mapping[str, int], result: Brought) -> None:
    """Add claims, quotes and marks that are not there; `placed` are documents by the key of their source."""
    work = _Work(library, coded, result)
    for key, source in coded.sources.items():
        id = placed.get(key) or arrivals.document_of(
            library, source.text_sha256, source.file_sha256, source.address
        )
        if id is None:
            id = marks.document_of(library, Work(source.title, doi_in(source.address), source.address))
        work.documents[key] = documents.document(library, id) if id is not None else None
    work.quoted = Counter(
        (link.claim, link.span.document, link.span.start, link.span.end) for link in claims.quotes(library)
    )
    result.missing += [Missing(what, reason) for what, reason in coded.faults]
    _claims(work)
    found = [mark for quoted in coded.quotes if (mark := _place(work, quoted)) is not None]
    made = suggestions.add_marks(library, found)
    for number in range(len(found)):
        result.count("marks", new=number < len(made))


# ------------------------------------------------------------------ claims


def _claims(work: _Work) -> None:
    """Add the claims that are not there, by their numbers; a claim is known by its statement."""
    library = work.library
    there: dict[str, list[int]] = defaultdict(list)
    for claim in reversed(claims.claims(library)):
        there[_folded(claim.statement)].append(claim.id)
    book = claims.tags(library)
    for claimed in sorted(work.coded.claims.values(), key=lambda each: each.number):
        same = there[_folded(claimed.statement)]
        known = same.pop() if same else None
        if known is None:
            work.claims[claimed.key] = _add_claim(library, claimed)
        else:
            work.claims[claimed.key] = known
        work.result.count("claims", new=known is None)
        _put_tags(library, work.claims[claimed.key], _tags(book, claimed))


def _folded(statement: str) -> str:
    return " ".join(statement.split()).casefold()


def _add_claim(library: Library, claimed: Claimed) -> int:
    taken = {claim.number for claim in claims.claims(library)}
    free = claimed.number > 0 and claimed.number not in taken
    pico = claimed.pico
    return rows.add(
        library, "claims", number=claimed.number if free else claims.next_number(library),
        statement=claimed.statement, label=claimed.label, note=claimed.note,
        population=pico.population, intervention=pico.intervention, comparator=pico.comparator,
        outcome=pico.outcome, direction=claimed.direction.value if claimed.direction else "",
    )  # fmt: skip


def _tags(book: Sequence[Tag], claimed: Claimed) -> list[int]:
    by_guid = {tag.guid: tag.id for tag in book if tag.guid}
    found: list[int | None] = []
    for number, guid in enumerate(claimed.guids):
        path = claimed.paths[number] if number < len(claimed.paths) else ()
        found.append(by_guid.get(guid) or tag_at(book, path))
    return [id for id in dict.fromkeys(found) if id is not None]


def tag_at(book: Sequence[Tag], path: Sequence[str]) -> int | None:
    """Return the tag at a path, the group first, or None."""
    at: Tag | None = None
    for name in path:
        at = codebook.child_named(book, name, at.id if at is not None else None)
        if at is None:
            return None
    return at.id if at is not None else None


def _put_tags(library: Library, claim: int, tags: Sequence[int]) -> None:
    carried = {tag for _, _, tag in claims.tag_links(library, claim=claim)}
    for tag in tags:
        if tag not in carried:
            rows.add(library, "claim_tags", claim=claim, tag=tag)


# ------------------------------------------------------------------ quotes


def _place(work: _Work, quoted: Quoted) -> Suggestion | None:
    """Tie a quote to its claim where its words stand, or return the mark that it is."""
    document = work.documents.get(quoted.source)
    what = f"“{' '.join(quoted.anchor.exact.split())[:80]}”" if quoted.anchor.exact else quoted.source
    whole = quoted.anchor == Anchor() and quoted.claim not in work.claims  # a note on a document as a whole
    place = find(document.text, quoted.anchor) if document is not None and not whole else None
    if document is not None and whole:
        place = Found(0, 0, 1.0)
    if document is None or place is None:
        work.result.missing.append(Missing(what, NO_DOCUMENT if document is None else NO_WORDS))
        return None
    if quoted.anchor.exact and (place.score < 1 or place.start != quoted.anchor.start):
        work.result.moved.append(Moved(what, place.score))
    if quoted.claim not in work.claims:
        return _mark(work.coded, quoted, document, place)
    try:
        _tie(work, quoted, document, place)
    except ReviewError as error:
        work.result.missing.append(Missing(what, error.message))
    return None


def _tie(work: _Work, quoted: Quoted, document: Document, place: Found) -> None:
    library, claim = work.library, work.claims[quoted.claim]
    key = (claim, document.id, place.start, place.end)
    known = work.quoted[key] > 0
    work.quoted[key] -= known
    if not known:
        span = texts.quote(document, place.start, place.end)
        fields = {
            "background": quoted.background, "note": quoted.note, "direction": quoted.direction,
            "population_words": quoted.pico.population, "intervention": quoted.pico.intervention,
            "comparator": quoted.pico.comparator, "outcome": quoted.pico.outcome,
        }  # fmt: skip
        group = _population(library, quoted.population)
        id = on_claims.place_quote(library, claim, span, quoted.stance, group, fields)
        rows.change(library, "quotes", id, made=quoted.made, reviewer=_person(library, quoted.person).id)
    work.result.count("quotes", new=not known)


def _population(library: Library, said: tuple[str, str] | None) -> int | None:
    if said is None:
        return None
    name, short = said
    for population in claims.populations(library):
        if population.name.casefold() == name.casefold():
            return population.id
    return rows.add(library, "populations", name=name, short=short)


def _person(library: Library, person: Person) -> Reviewer:
    if not (person.name or person.id):
        return library.reviewer
    named = reviewer_named(person.name or person.id)
    found = Reviewer(person.id or named.id, named.name)
    arrivals.know_reviewer(library, found)
    return found


_CODED = {
    (True, True): recorded("Coded “{codes}” by {author} in {program}."),
    (True, False): recorded("Coded “{codes}” in {program}."),
    (False, True): recorded("Marked by {author} in {program}."),
    (False, False): recorded("Marked in {program}."),
}
"""By whether there are codes, and whether it is known who marked it."""


def _mark(coded: Coded, quoted: Quoted, document: Document, place: Found) -> Suggestion:
    span = Span(document.id, place.start, place.end, document.text[place.start : place.end])
    words = "\n".join(filter(None, (quoted.note, ", ".join(quoted.codes))))
    form = _CODED[bool(quoted.codes), bool(quoted.person.name)]
    codes, author = ", ".join(quoted.codes), quoted.person.name
    reason = recorded(form, codes=codes, author=author, program=coded.origin)
    return Suggestion(
        SuggestionKind.MARK, span, reason=reason, score=place.score,
        author=quoted.person.name, date=quoted.made, note=words, origin=coded.origin,
    )  # fmt: skip
