"""Correct whose words are whose, separate again, and say what is known of a study."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reviewer import readers
from reviewer.actions import quoted
from reviewer.errors import ReviewError
from reviewer.language import later, recorded, say
from reviewer.library import Library, claims, documents, imports, journal, rows, separations
from reviewer.model import Changes, Kind, Progress, Record, Segment, Voice, no_progress
from reviewer.separation import ENGINE, again, boundaries, separate, stated
from reviewer.separation.wholes import wholes

# ------------------------------------------------------------------ corrections


def move_boundary(
    library: Library, document: int, segment: int, start: int, within: Sequence[int] = ()
) -> Changes:
    """Let a segment begin at `start`; the words before it go to the part above. Neighbours `within`, such
    as the other passages of an abstract, are taken in when they are passed."""

    def correction(text: str, old: list[Segment]) -> list[Segment]:
        return boundaries.move(text, old, _index(old, segment), start, _places(old, within))

    return _correct(library, document, "Move a boundary", correction)


def split_segment(library: Library, document: int, position: int) -> Changes:
    """Cut the segment around `position` in two."""
    return _correct(
        library, document, "Split a part", lambda text, old: boundaries.split(text, old, position)
    )


def merge_segment(library: Library, document: int, segment: int) -> Changes:
    """Join a segment with the part above it."""
    label = recorded("Merge two parts")
    return _correct(library, document, label, lambda text, old: boundaries.merge(old, _index(old, segment)))


def join(library: Library, document: int, segments: Sequence[int]) -> Changes:
    """Join neighbouring segments, such as all parts of a comment, with the part above them in one step."""
    label = recorded("Merge two parts")
    return _correct(library, document, label, lambda text, old: boundaries.join(old, _places(old, segments)))


def set_kinds(library: Library, document: int, segments: Sequence[int], kind: Kind) -> Changes:
    """Say what several segments are, such as all passages of an abstract, in one step."""
    label = recorded("Say these words are {kind}", kind=kind.value)
    return _correct(
        library, document, label, lambda text, old: boundaries.set_kinds(old, _places(old, segments), kind)
    )


def attribute(library: Library, document: int, segments: Sequence[int], name: str) -> Changes:
    """Say who speaks in several segments, as the page shows the name, in one step."""
    label = recorded("Attribute words to {name}", name=name) if name else recorded("Take a name away")

    def correction(_text: str, old: list[Segment]) -> list[Segment]:
        for index in _places(old, segments):
            old = boundaries.set_attribution(old, index, name)
        return old

    return _correct(library, document, label, correction)


def set_kind(
    library: Library, document: int, segment: int, kind: Kind, voice: Voice | None = None
) -> Changes:
    """Say what a segment is; `voice` only for a quote: that of whoever is quoted."""
    label = recorded("Say these words are {kind}", kind=kind.value)
    return _correct(
        library,
        document,
        label,
        lambda text, old: boundaries.set_kind(old, _index(old, segment), kind, voice),
    )


def set_attribution(library: Library, document: int, segment: int, name: str, date: str = "") -> Changes:
    """Say who speaks in a segment, as the page shows the name."""
    label = recorded("Attribute words to {name}", name=name) if name else recorded("Take a name away")
    return _correct(
        library,
        document,
        label,
        lambda text, old: boundaries.set_attribution(old, _index(old, segment), name, date),
    )


def sign(library: Library, document: int, line: int, kind: Kind, names: Sequence[tuple[int, str]]) -> Changes:
    """Say what a line with a name on it is, and who speaks in other segments because of it, in one step.

    `names` are (segment id, name as the page shows it); an empty name takes one away.
    """

    def correction(_text: str, old: list[Segment]) -> list[Segment]:
        new = boundaries.set_kind(old, _index(old, line), kind)
        for segment, name in names:
            new = boundaries.set_attribution(new, _index(new, segment), name)
        return new

    return _correct(library, document, f"Say that a line is {kind.value}", correction)


def confirm(library: Library, document: int, segments: Sequence[int]) -> Changes:
    """Confirm the voice and boundaries of segments; a confirmed part is never changed by the machine."""
    wanted, parts = set(segments), documents.segments(library, document)
    count = sum(any(part.id in wanted for part in whole) for whole in wholes(parts))
    label = (
        recorded("Confirm a boundary") if count == 1 else recorded("Confirm {count} boundaries", count=count)
    )
    person = library.reviewer.id
    with journal.op(library, label) as pending:
        for old in parts:
            if old.id in wanted and old.confirmed_by is None:
                rows.change(library, "segments", old.id, confirmed_by=person)
    return pending.changes


def _index(segments: Sequence[Segment], id: int) -> int:
    index = next((i for i, segment in enumerate(segments) if segment.id == id), None)
    if index is None:
        raise ReviewError(
            say("This part is no longer there."), say("Open the document again to see its present parts.")
        )
    return index


def _places(segments: Sequence[Segment], ids: Sequence[int]) -> list[int]:
    return sorted(_index(segments, id) for id in ids)


def _correct(
    library: Library,
    document: int,
    label: str,
    correction: Callable[[str, list[Segment]], list[Segment]],
) -> Changes:
    with journal.op(library, label) as pending:
        text = documents.document(library, document).text
        old = documents.segments(library, document)
        _write_segments(library, document, text, old, correction(text, old))
    return pending.changes


def _write_segments(
    library: Library, document: int, text: str, old: Sequence[Segment], new: Sequence[Segment]
) -> None:
    before = {segment.id: segment for segment in old}
    for gone in before.keys() - {segment.id for segment in new}:
        rows.drop(library, "segments", gone)
    for segment in new:
        if segment == before.get(segment.id):
            continue
        values = documents.segment_values(_signed(library, segment, before.get(segment.id)), text)
        if segment.id:
            rows.change(library, "segments", segment.id, **values)
        else:
            rows.add(library, "segments", document=document, **values)


def _signed(library: Library, segment: Segment, before: Segment | None) -> Segment:
    """Return a part set by hand with the name of who set it; a new number alone is nobody's decision."""
    if segment.rule != boundaries.BY_HAND:
        return segment
    if before is not None and segment.confirmed_by is not None:
        numbered = replace(before, comment=segment.comment, in_reply_to=segment.in_reply_to)
        if segment == numbered:
            return segment
    return replace(segment, confirmed_by=library.reviewer.id)


# ------------------------------------------------------------------ separating again


@dataclass(frozen=True)
class VoiceChange:
    """A quote link whose words would speak with another voice."""

    quote: int
    claim: int
    start: int
    end: int
    exact: str
    now: str
    then: str


@dataclass(frozen=True)
class Preview:
    """What separating a document again would change: parts, quotes, and how many only get a new reason."""

    document: int
    title: str
    engine: str
    differences: list[again.Difference]
    quotes: list[VoiceChange]
    reasons: int

    @property
    def is_empty(self) -> bool:
        return not (self.differences or self.quotes or self.reasons)


def preview_separation(library: Library, document: int) -> list[again.Difference]:
    """Return what separating a document again would change; nothing is written."""
    return preview(library, [document])[0].differences


def preview(library: Library, ids: Sequence[int], progress: Progress = no_progress) -> list[Preview]:
    """Return for each document what separating it again would change; nothing is written."""
    found = []
    for id, fresh in _fresh(library, ids, progress):
        document = documents.document(library, id)
        old = documents.segments(library, id)
        merged = again.merge(document.text, old, fresh)
        changed = list(_changed_voices(library, id, old, merged.segments))
        title = document.record.title or document.source
        made_by = separations.engine(library, id)
        found.append(Preview(id, title, made_by, merged.differences, changed, merged.reasons))
    return found


def _changed_voices(
    library: Library, document: int, old: Sequence[Segment], new: Sequence[Segment]
) -> Iterator[VoiceChange]:
    numbers = {claim.id: claim.number for claim in claims.claims(library)}
    for link in claims.quotes(library, document=document):
        now, then = (again.voice_of(side, link.span.start, link.span.end) for side in (old, new))
        if now != then:
            told = [_told(voice, second) for voice, second in (now, then)]
            span = link.span
            yield VoiceChange(link.id, numbers[link.claim], span.start, span.end, span.exact, *told)


def _told(voice: Voice, second_hand: bool) -> str:
    return say("study, second-hand") if second_hand else say(_VOICES[voice])


_VOICES = {
    Voice.STUDY: later("study"),
    Voice.COMMENTARY: later("commentary"),
    Voice.READER: later("reader"),
    Voice.NONE: later("none"),
}


def separate_again(library: Library, ids: Sequence[int], progress: Progress = no_progress) -> Changes:
    """Separate documents with the present engine; what a person confirmed or set by hand stands.

    One undo takes it back. Quotes keep their words; their voice follows the parts they lie in.
    """
    fresh = list(_fresh(library, ids, progress))
    with journal.op(library, recorded("Separate again")) as pending:
        for id, segments in fresh:
            text = documents.document(library, id).text
            old = documents.segments(library, id)
            _write_segments(library, id, text, old, again.merge(text, old, segments).segments)
            if not rows.change(library, "separations", id, engine=ENGINE):
                rows.add(library, "separations", id=id, engine=ENGINE)
        quoted.propose(library, list(ids))
    return pending.changes


def _fresh(library: Library, ids: Sequence[int], progress: Progress) -> Iterator[tuple[int, list[Segment]]]:
    """Yield what the present engine makes of documents, with the structure that their files give again."""
    places = separations.places(library, ids)
    files: dict[str, dict[int, readers.Parsed]] = {}
    for done, id in enumerate(ids):
        document = documents.document(library, id)
        progress(done, len(ids), document.record.title)
        fields = stated.stretches(documents.segments(library, id))
        if fields:  # a file of records may hold 100,000 others
            yield id, _rounded(stated.segments(document.text, fields))
            continue
        place = places[id]
        if place.sha256 not in files:
            files = {place.sha256: _read_again(library, place)}  # documents of one file follow each other
        parsed = files[place.sha256].get(place.number)
        if parsed is not None and parsed.text == document.text:
            document = replace(document, boxes=parsed.boxes, record=parsed.record or Record())
        yield id, _rounded(separate(document))


def _rounded(segments: Sequence[Segment]) -> list[Segment]:
    """Return segments with a confidence as the library keeps it."""
    return [replace(segment, confidence=round(segment.confidence, 3)) for segment in segments]


def _read_again(library: Library, place: separations.Place) -> dict[int, readers.Parsed]:
    """Return the texts of a file by number; none when no reader takes it any more."""
    try:
        items = list(readers.read_bytes(imports.source_bytes(library, place.sha256), place.name))
    except ReviewError:
        return {}
    return {item.number: item for item in items if isinstance(item, readers.Parsed)}


# ------------------------------------------------------------------ studies


def set_study(
    library: Library,
    document: int,
    *,
    label: str | None = None,
    design: str | None = None,
    participants: int | None | str = "",
    setting: str | None = None,
    same_as: int | None | str = "",
    merge: bool = False,
) -> Changes:
    """Record what is known of the study that a document reports or quotes; fields left out stay."""
    title = documents.document(library, document).record.title or f"document {document}"
    given = {"label": label, "design": design, "setting": setting}
    values: dict[str, str | int | None] = {key: value for key, value in given.items() if value is not None}
    if participants != "":
        values["participants"] = participants
    if same_as != "":
        values["same_as"] = same_as
    field_name = f"study:{document}:{','.join(values)}" if merge else ""
    with journal.op(
        library, recorded("Describe the study in “{title}”", title=title[:60]), merge=field_name
    ) as pending:
        if not rows.change(library, "studies", document, **values):
            rows.add(library, "studies", id=document, **values)
    return pending.changes
