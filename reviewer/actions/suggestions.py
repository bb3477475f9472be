"""Answer what is proposed: accepting does the thing and keeps the answer in one op; rejecting keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from reviewer import suggestions
from reviewer.actions.claims import place_claim, place_quote
from reviewer.errors import Declined, ReviewError
from reviewer.language import quoted, recorded, retold, say
from reviewer.library import Library, claims, documents, journal, rows
from reviewer.library import suggestions as stored
from reviewer.model import (
    Changes,
    Claim,
    Direction,
    QuoteLink,
    Span,
    Stance,
    State,
    Suggestion,
    SuggestionKind,
    Voice,
)
from reviewer.suggestions import Material

# ------------------------------------------------------------------ what is proposed


def suggestions_of(library: Library, document: int) -> list[Suggestion]:
    """Return what is proposed for a document and not answered: the machine's proposals and open marks."""
    kept = stored.kept(library, document)
    return laid_out(suggestions.suggest(material_of(library, document)), kept)


def laid_out(found: Iterable[Suggestion], kept: Iterable[Suggestion]) -> list[Suggestion]:
    """Return proposals without those answered, and the open marks among them, as the text has them."""
    kept = list(kept)
    left = suggestions.sparing(suggestions.without(found, kept)) + [
        each for each in kept if each.state is State.OPEN
    ]
    return sorted(left, key=lambda each: (not each.anchored, each.span.start, each.span.end, each.kind.value))


def material_of(library: Library, document: int) -> Material:
    """Return what the rules read of a document; raises ReviewError when it is not there."""
    return Material(
        documents.document(library, document),
        documents.segments(library, document),
        claims.claims(library),
        claims.quotes(library),
        documents.studies(library).get(document),
    )


def answered(library: Library, document: int | None = None) -> list[Suggestion]:
    """Return what was accepted and rejected, of one document or of all."""
    return [each for each in stored.kept(library, document) if each.state is not State.OPEN]


def named(library: Library, key: str) -> Suggestion:
    """Return the open suggestion with a key of `suggestions.key`; raises ReviewError when there is none."""
    document = key.partition("-")[0]
    if document.isdecimal():
        for each in suggestions_of(library, int(document)):
            if suggestions.key(each) == key:
                return each
    raise ReviewError(
        say("There is no open suggestion {key}.", key=key),
        say("`reviewer suggest DOC` lists those of a document with their keys."),
    )


# ------------------------------------------------------------------ answers


def reject(library: Library, suggestion: Suggestion) -> Changes:
    """Keep that a suggestion was rejected: it is not proposed again."""
    with journal.op(library, recorded("Reject a suggestion: {short}", short=_short(suggestion))) as pending:
        _answer(library, suggestion, State.REJECTED)
    return pending.changes


def reopen(library: Library, id: int) -> Changes:
    """Forget an answer, so that the suggestion is proposed again; what accepting it made stays."""
    old = stored.one(library, id)
    with journal.op(library, recorded("Reopen a suggestion: {short}", short=_short(old))) as pending:
        if old.kind is SuggestionKind.MARK:
            stored.put(library, replace(old, state=State.OPEN, reviewer=""))
        else:
            rows.drop(library, "suggestions", id)
    return pending.changes


def accept(
    library: Library, suggestion: Suggestion, *, claim: int | None = None, words: Span | None = None
) -> Changes:
    """Do what a suggestion proposes and keep that it was accepted, as one op; `created` is the new row.

    `claim` is the claim to tie it to in place of the one proposed; `words` are the words to quote in place
    of those proposed. Raises Declined when it says nothing of a claim and none is given, or when its words
    were not found; ReviewError when the claim or the words are not there.
    """
    chosen = suggestion.claim if claim is None else claim
    target = claims.claim(library, chosen) if chosen is not None else None
    case = _Case(library, suggestion, words or suggestion.span, target)
    verb = _ACCEPTING[suggestion.kind]
    with journal.op(library, recorded("Accept a suggestion: {short}", short=_short(suggestion))) as pending:
        pending.created = verb(case)
        _answer(library, suggestion, State.ACCEPTED)
    return pending.changes


def _answer(library: Library, suggestion: Suggestion, state: State) -> None:
    stored.put(library, replace(suggestion, state=state, reviewer=library.reviewer.id))


def _short(suggestion: Suggestion) -> str:
    words = " ".join((suggestion.value if suggestion.claim is None else "").split())
    words = words or " ".join(suggestion.span.exact.split()) or suggestion.note
    return f"{suggestion.kind.value} “{words[:60]}{'…' if len(words) > 60 else ''}”"


# ------------------------------------------------------------------ what accepting does


@dataclass(frozen=True, slots=True)
class _Case:
    """A suggestion about to be accepted, the words it is about and the claim it is for."""

    library: Library
    suggestion: Suggestion
    span: Span
    claim: Claim | None

    @property
    def stance(self) -> Stance:
        said = self.suggestion.value
        return Stance(said) if said in list(Stance) else Stance.SUPPORTS

    def links(self) -> list[QuoteLink]:
        """Return the quotes of the document that a remark about the words belongs to."""
        own = claims.quotes(self.library, document=self.span.document)
        return [
            link
            for link in own
            if link.span.start < self.span.end
            and self.span.start < link.span.end
            and (self.claim is None or link.claim == self.claim.id)
        ]


def _quote(case: _Case) -> int:
    """Link the words to the claim, or make a claim of them."""
    return _linked(case, case.span, case.stance, "")


def _linked(case: _Case, span: Span, stance: Stance, note: str) -> int:
    library = case.library
    if span.start >= span.end:
        raise Declined(
            say("The words of this mark were not found in the document."),
            say("Select the words it is about, then accept it; or reject it."),
        )
    claim = case.claim.id if case.claim else _claim(library, span.exact)
    fields = {"note": note} if note else {}
    place_quote(library, claim, span, stance, _usual_population(library, span), dict(fields))
    return claim


def _claim(library: Library, statement: str) -> int:
    return place_claim(library, claims.next_number(library), " ".join(statement.split()))


def _usual_population(library: Library, span: Span) -> int | None:
    """Return the population of the study quotes of the document, when they agree: one study has one."""
    segments = documents.segments(library, span.document)
    spoken = next((part.voice for part in segments if part.start <= span.start < part.end), Voice.NONE)
    links = claims.quotes(library, document=span.document) if spoken is Voice.STUDY else []
    known = {link.population for link in links if link.voice is Voice.STUDY and link.population}
    return known.pop() if len(known) == 1 else None


def _mark(case: _Case) -> int:
    mark = case.suggestion
    by = ", ".join(part for part in (mark.author, mark.date) if part)
    note = f"{mark.note} ({by})" if mark.note and by else mark.note
    return _linked(case, case.span, case.stance, note)


def _elsewhere(case: _Case) -> int:
    """Link a restatement to the claim of the words it restates, which are quoted too where they were not."""
    other, lost = case.suggestion.other, case.suggestion.lost
    if case.claim is None and other is not None:
        claim = _claim(case.library, other.exact)
        place_quote(case.library, claim, other, Stance.SUPPORTS, _usual_population(case.library, other), {})
        case = replace(case, claim=claims.claim(case.library, claim))
    note = f"Left out here: {', '.join(lost)}." if lost else ""
    return _linked(case, case.span, Stance.QUALIFIES if lost else case.stance, note)


def _design(case: _Case) -> int:
    return _study(case, design=case.suggestion.value)


def _participants(case: _Case) -> int:
    if not case.suggestion.value.isdecimal():
        raise ReviewError(
            say("“{value}” is not a number of participants.", value=case.suggestion.value),
            say("Set it by hand."),
        )
    return _study(case, participants=int(case.suggestion.value))


def _study(case: _Case, **values: str | int) -> int:
    document = case.span.document
    if not rows.change(case.library, "studies", document, **values):
        rows.add(case.library, "studies", id=document, **values)
    return document


def _field(case: _Case) -> int:
    """Set a field of the claim; where the claim has it already, of its quotes in this document."""
    name, value = case.suggestion.kind.value, case.suggestion.value
    if case.claim is None:
        raise Declined(
            say("This {kind} belongs to no claim yet.", kind=name),
            say("Select the claim it is about, then accept it."),
        )
    if name == "direction":
        value, there = Direction(value).value, case.claim.direction
    else:
        there = getattr(case.claim.pico, name)
    own = claims.quotes(case.library, claim=case.claim.id, document=case.span.document)
    if there and there != value and own:
        for link in own:
            rows.change(case.library, "quotes", link.id, **{name: value})
    else:
        rows.change(case.library, "claims", case.claim.id, **{name: value})
    return case.claim.id


def _number(case: _Case) -> int:
    """Note a number on the quote it stands in; without one, quote the number's sentence."""
    if case.links():
        return _noted(case, case.suggestion.value)
    return _linked(case, _sentence(case), Stance.SUPPORTS, case.suggestion.value)


def _sentence(case: _Case) -> Span:
    document = documents.document(case.library, case.span.document)
    for sentence in material_of(case.library, document.id).sentences():
        if sentence.start <= case.span.start and case.span.end <= sentence.end:
            return Span(
                document.id, sentence.start, sentence.end, document.text[sentence.start : sentence.end]
            )
    return case.span


def _remark(case: _Case) -> int:
    """Note a remark on the quotes that hold the words; where there is none, keeping the answer is all."""
    words = " ".join(case.span.exact.split())
    return _noted(case, f"{retold(case.suggestion.reason)}: {quoted(words)}.") if case.links() else 0


def _noted(case: _Case, words: str) -> int:
    links = case.links()
    for link in links:
        if words not in link.note:
            note = f"{link.note}\n{words}".strip()
            rows.change(case.library, "quotes", link.id, note=note)
    return links[0].claim


def _harm(case: _Case) -> int:
    """Make a claim of a harm that only the index terms name, so that somebody looks for it."""
    said = " ".join(case.span.exact.split())
    claim = (
        case.claim.id
        if case.claim
        else _claim(case.library, say("Named in index terms only: {words}", words=said))
    )
    place_quote(
        case.library, claim, case.span, Stance.MENTIONS, None, {"note": retold(case.suggestion.reason)}
    )
    return claim


_ACCEPTING: Mapping[SuggestionKind, Callable[[_Case], int]] = {
    SuggestionKind.STATEMENT: _quote,
    SuggestionKind.CONCLUSION: _quote,
    SuggestionKind.DESIGN: _design,
    SuggestionKind.PARTICIPANTS: _participants,
    SuggestionKind.POPULATION: _field,
    SuggestionKind.INTERVENTION: _field,
    SuggestionKind.COMPARATOR: _field,
    SuggestionKind.OUTCOME: _field,
    SuggestionKind.DIRECTION: _field,
    SuggestionKind.NUMBER: _number,
    SuggestionKind.CAUSAL: _remark,
    SuggestionKind.HARM: _harm,
    SuggestionKind.RESTATED: _elsewhere,
    SuggestionKind.DRIFT: _elsewhere,
    SuggestionKind.MARK: _mark,
}
"""What accepting does, by kind; each returns the row it made or changed."""
