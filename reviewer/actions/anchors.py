"""Carry quotes to another version of their document, or back to words they lost; never a silent move.

A place is proposed for each quote, with a score; a person accepts it, all that are exact, or selects the
words. The older document stays, with the quotes that were not carried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviewer import text
from reviewer.actions.claims import anchor_values
from reviewer.errors import Declined, ReviewError
from reviewer.language import recorded, say
from reviewer.library import Library, claims, documents, journal, rows, versions
from reviewer.library import duplicates as known_duplicates
from reviewer.library.rows import Value
from reviewer.library.versions import Version
from reviewer.model import Changes, Document, QuoteLink, Segment, Span, Voice
from reviewer.refinding import Ground, How, Place
from reviewer.separation import boundaries


@dataclass(frozen=True, slots=True)
class Proposal:
    """A quote and the place that is proposed for it in `document`. `voice` is that of the place, NONE
    where it crosses a voice boundary; `number` is that of the claim."""

    link: QuoteLink
    number: int
    document: int
    place: Place
    exact: str
    voice: Voice
    warning: str = ""

    @property
    def sure(self) -> bool:
        """True for exactly the same words among the same surroundings in the same voice."""
        return self.place.how is How.EXACT and not self.warning

    @property
    def span(self) -> Span | None:
        """Return the words proposed, or None for a quote that was not found."""
        if self.place.how is How.LOST:
            return None
        return Span(self.document, self.place.start, self.place.end, self.exact)


def propose(library: Library, old: int, new: int) -> list[Proposal]:
    """Propose a place in the document `new` for each quote of `old`, in the order of the old text.

    With `old` and `new` the same only quotes are listed whose words no longer stand where they say.
    """
    here = documents.document(library, new)
    links = claims.quotes(library, document=old)
    if old == new:
        links = [link for link in links if not holds(here, link)]
    return list(_proposals(library, here, links))


def holds(document: Document, link: QuoteLink) -> bool:
    """Return whether the words of a quote still stand where it says."""
    return document.text[link.span.start : link.span.end] == link.span.exact


def lost(library: Library) -> list[Proposal]:
    """Propose places for all quotes of the library whose words no longer stand where they say."""
    found: list[Proposal] = []
    for document in dict.fromkeys(link.span.document for link in claims.quotes(library)):
        found += propose(library, document, document)
    return found


def _proposals(library: Library, here: Document, links: Sequence[QuoteLink]) -> Iterator[Proposal]:
    ground, numbers = Ground(here.text), {claim.id: claim.number for claim in claims.claims(library)}
    segments = documents.segments(library, here.id)
    for link in links:
        span = link.span
        place = ground.find(span.exact, link.prefix, link.suffix, span.start)
        voice = _voice_at(segments, place)
        exact = here.text[place.start : place.end]
        told = _warning(place, link.voice, voice)
        yield Proposal(link, numbers[link.claim], here.id, place, exact, voice, told)


def _voice_at(segments: Sequence[Segment], place: Place) -> Voice:
    if place.how is How.LOST:
        return Voice.NONE
    touched = boundaries.crossed(list(segments), place.start, place.end)
    voices = {(segment.voice, segment.comment) for segment in touched}
    return touched[0].voice if len(voices) == 1 else Voice.NONE


def _warning(place: Place, before: Voice, now: Voice) -> str:
    if place.how is How.LOST:
        return ""
    if now is Voice.NONE and before is not Voice.NONE:
        return say("These words cross a voice boundary here, or are set aside.")
    if now is not before:
        return say("The voice would be {now}; it was {before}.", now=say(now.value), before=say(before.value))
    if place.how is How.ELSEWHERE and place.places > 1:
        return say("These words stand at {count} places here.", count=place.places)
    return ""


# ------------------------------------------------------------------ carrying


def carry_quotes(library: Library, places: Mapping[int, Span]) -> Changes:
    """Tie quotes, by id, to the words of these spans; all else that was said of them stays. One step.

    Where they come from another document, the two count as one study from then on. Raises Declined when
    words cross a voice boundary, ReviewError when they do not stand there; then nothing is carried.
    """
    if not places:
        raise ReviewError(say("No quote was chosen."), say("Choose those to carry, or all that are exact."))
    links = {id: claims.quote(library, id) for id in places}
    with journal.op(library, _label(library, links, places)) as pending:
        for id, span in places.items():
            rows.change(library, "quotes", id, **anchor_values(library, span))
        came = {(links[id].span.document, span.document) for id, span in places.items()}
        for old, new in sorted(came):
            if old != new and any(links[id].voice is Voice.STUDY for id in places):
                _same_study(library, old, new)
    return pending.changes


def carry_exact(library: Library, old: int, new: int) -> Changes:
    """Carry every quote whose words stand in `new` exactly, among the same words and in the same voice."""
    sure = {each.link.id: each.span for each in propose(library, old, new) if each.sure}
    places = {id: span for id, span in sure.items() if span is not None}
    if not places:
        raise Declined(say("No quote was found exactly."), say("Look at the places proposed one by one."))
    return carry_quotes(library, places)


def _label(library: Library, links: Mapping[int, QuoteLink], places: Mapping[int, Span]) -> str:
    moved = [id for id, span in places.items() if span.document != links[id].span.document]
    if not moved:
        number = claims.claim(library, next(iter(links.values())).claim).number
        return (
            recorded("Find the words of a quote of claim {number} again", number=number)
            if len(places) == 1
            else (recorded("Find the words of {count} quotes again", count=len(places)))
        )
    one, many = (
        recorded("Carry a quote to another version: {title}"),
        recorded("Carry {count} quotes to another version: {title}"),
    )
    title = documents.document(library, places[moved[0]].document).record.title or "another text"
    return (one if len(places) == 1 else many).format(count=len(places), title=title[:60])


def _same_study(library: Library, old: int, new: int) -> None:
    """Let two versions count as one study: what was said of it is said of the newer, and the older is it."""
    known = documents.own_studies(library)
    aside = known_duplicates.set_aside(library)
    if aside.get(old) == new or aside.get(new) == old:
        return  # the records were joined: they count once already
    said = known.get(old)
    if new not in known and said is not None:
        values: dict[str, Value] = {"label": said.label, "design": said.design, "setting": said.setting}
        other = said.same_as if said.same_as != new else None
        rows.add(library, "studies", id=new, participants=said.participants, same_as=other, **values)
    if new in known and known[new].same_as == old:
        return
    first = known[new].same_as if new in known and known[new].same_as is not None else new
    if said is None:
        rows.add(library, "studies", id=old, same_as=first)
    elif said.same_as is None:
        rows.change(library, "studies", old, same_as=first)


def other_versions(library: Library, document: int | None = None) -> list[Version]:
    """Return the pairs of versions a document is part of, or all, those with most quotes first."""
    return versions.in_library(library) if document is None else versions.of_document(library, document)


def words_at(library: Library, document: int, start: int, end: int) -> Span:
    """Return the words of a stretch, to tie a quote to them by hand."""
    return text.quote(documents.document(library, document), start, end)
