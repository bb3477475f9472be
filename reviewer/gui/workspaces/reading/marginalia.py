"""What the page shows of the claims: a mark for every quote, and a note beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reviewer.actions.anchors import holds
from reviewer.gui.page import Mark, Note
from reviewer.gui.workspaces.reading.desk import Desk
from reviewer.model import QuoteLink


def marks(desk: Desk) -> list[Mark]:
    """Return the marks of the document on the desk; a quote that lost its place marks no other words."""
    hues, numbers = desk.hues, {claim.id: str(claim.number) for claim in desk.claims.values()}
    return [
        Mark(
            link.id, link.claim, link.span.start, link.span.end, hues[link.claim], numbers[link.claim]
        )
        for link in desk.quotes
        if holds(desk.document, link)
    ]  # fmt: skip


class Notes(Mapping[int, Note]):
    """The margin notes of a document by quote, each made when it comes into sight."""

    def __init__(self, desk: Desk, reviewer: str, suggested: Iterable[Note] = ()) -> None:
        """`reviewer` is whose certainty the notes show; `suggested` are those of suggestions."""
        self._desk, self._reviewer = desk, reviewer
        self._links = {link.id: link for link in desk.quotes}
        self._made: dict[int, Note] = {note.quote: note for note in suggested}

    def __getitem__(self, quote: int) -> Note:
        if quote not in self._made:
            self._made[quote] = self._make(self._links[quote])
        return self._made[quote]

    def __contains__(self, quote: object) -> bool:
        return quote in self._links or quote in self._made

    def __iter__(self) -> Iterator[int]:
        return iter({**self._links, **self._made})

    def __len__(self) -> int:
        return len(self._links.keys() | self._made.keys())

    def _make(self, link: QuoteLink) -> Note:
        claim = self._desk.claims[link.claim]
        detail, level = self._desk.standing(link, self._reviewer)
        hue = self._desk.hues[claim.id]
        return Note(link.id, str(claim.number), claim.short, link.stance, detail, level, hue)
