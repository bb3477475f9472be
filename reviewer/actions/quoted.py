"""Tie the words of a study on somebody else's page to the record of that study, so that it counts once.

The machine proposes, at import and after a separation: by an identifier or a title next to the words, or
by the words themselves. A person confirms, chooses another, or says that it is not this study; what was
rejected is not proposed again. Until then a proposal already keeps the study from being counted twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.errors import Declined
from reviewer.language import recorded, say
from reviewer.library import Library, documents, journal, rows
from reviewer.library import quoted as library_quoted
from reviewer.model import Changes, Document, QuotedStudy, Segment, Tie, Voice
from reviewer.records import parse_citation
from reviewer.separation import quoted
from reviewer.separation.quoted import Match, Piece, Quotation

CANDIDATES = 5
"""Documents that are compared word by word, those with most phrases in common."""
TITLE_WORDS = 5
"""Words a title must have to tell a study by itself."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may report the study quoted: how alike the words are, and what led to it."""

    study: int
    title: str
    match: Match
    reason: str
    first_hand: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quoted study beside its record, word by word."""

    tie: QuotedStudy
    study: Document
    pieces: tuple[Piece, ...]
    place: tuple[int, int] | None = None
    """Where in the record the words stand that are quoted."""


@dataclass(frozen=True, slots=True)
class QuotedHere:
    """Words of a study on somebody else's page, with the study they are tied to, if any."""

    start: int
    end: int
    comparison: Comparison | None = None


class _Page:
    """A page with its quotations, and what is settled about them."""

    def __init__(self, library: Library, id: int) -> None:
        self.library = library
        self.document = documents.document(library, id)
        self.quotations = quoted.quotations(documents.segments(library, id))
        self.ties = library_quoted.quoted_studies(library, id)

    def quotation(self, position: int) -> Quotation:
        """Return the quotation around a position; raises Declined when no study is quoted there."""
        for each in self.quotations:
            if each.start <= position < each.end:
                return each
        raise Declined(say("No study is quoted here."), say("Say first that these words are a study's."))

    def ties_of(self, quotation: Quotation) -> list[QuotedStudy]:
        return [tie for tie in self.ties if quotation.start <= tie.start < quotation.end]

    def words(self, quotation: Quotation) -> list[quoted.Token]:
        return quoted.tokens(self.document.text, quotation.segments)

    def beside(self, quotation: Quotation) -> list[str]:
        """Return the lines next to a quotation that may name its study."""
        text = self.document.text
        return [" ".join(text[each.start : each.end].split()) for each in quotation.beside]


# ------------------------------------------------------------------ proposing, inside an op


def propose(library: Library, fresh: Sequence[int]) -> None:
    """Tie quotations to studies as far as the machine can tell; `fresh` are new or newly separated.

    Of pages that are not fresh only quotations without a study are looked at, for fresh studies only.
    """
    among, studies = set(fresh), documents.studies(library)
    for id in library_quoted.pages(library):
        page = _Page(library, id)
        if id in studies and studies[id].same_as is not None and len(page.quotations) == 1:
            continue  # a person has said which study it is
        for quotation in page.quotations:
            if id in among or not _is_tied(quotation):
                _propose(page, quotation, None if id in among else among)


def _is_tied(quotation: Quotation) -> bool:
    return any(s.quotes is not None and s.quotes.document is not None for s in quotation.segments)


def _propose(page: _Page, quotation: Quotation, among: set[int] | None) -> None:
    ties = page.ties_of(quotation)
    settled = next((tie for tie in ties if tie.state is Tie.CONFIRMED), None)
    if settled is not None:
        _tie_segments(page, quotation, settled.study)
        return
    rejected = {tie.study for tie in ties if tie.state is Tie.REJECTED}
    found = [
        each
        for each in candidates(page, quotation)
        if each.study not in rejected and (among is None or each.study in among) and _is_telling(each)
    ]
    best = next((each for each in found if each.first_hand), next(iter(found), None))
    if best is None:
        return
    _forget_proposals(page, quotation, besides=best.study)
    _tie_segments(page, quotation, best.study, best.match)
    if not any(tie.study == best.study for tie in ties):
        _add(page, quotation, best, Tie.PROPOSED)


def _is_telling(candidate: Candidate) -> bool:
    return candidate.reason != "" and (candidate.first_hand or candidate.match.likeness >= quoted.ALIKE)


def candidates(page: _Page, quotation: Quotation) -> list[Candidate]:
    """Return the documents that may report a quoted study, the likeliest first.

    Of pages that only quote it too, those imported earlier: one of them stands for all of them.
    """
    words = page.words(quotation)
    told = _named(page, quotation)
    shared = library_quoted.sharing(page.library, quoted.phrases(words), page.document.id)[:CANDIDATES]
    found = [_candidate(page, words, id, told.get(id, "")) for id in dict.fromkeys([*told, *shared])]
    able = [each for each in found if each.first_hand or _stands_before(page, each)]
    return sorted(able, key=lambda c: (c.study not in told, not c.first_hand, -c.match.likeness, c.study))


def _stands_before(page: _Page, candidate: Candidate) -> bool:
    return candidate.study < page.document.id and candidate.match.likeness > 0


def _candidate(page: _Page, words: list[quoted.Token], id: int, reason: str) -> Candidate:
    document = documents.document(page.library, id)
    segments = documents.segments(page.library, id)
    own, first_hand = quoted.own_words(document.text, segments)
    first_hand = first_hand or not own and all(s.voice is Voice.NONE for s in segments)  # a bare record
    match = quoted.compare(words, own)
    if not reason and match.likeness >= quoted.ALIKE and len(words) >= quoted.FEWEST:
        reason = recorded("the words are alike")
    return Candidate(id, document.record.title, match, reason, first_hand)


def _named(page: _Page, quotation: Quotation) -> dict[int, str]:
    """Return the documents that the lines next to a quotation name, with how."""
    found: dict[int, str] = {}
    for line in page.beside(quotation):
        cited = parse_citation(line)
        for name, value in (("doi", cited.doi), ("pmid", cited.pmid)):
            for id in library_quoted.identified(page.library, **{name: value}) if value else ():
                found.setdefault(id, f"{name.upper()} {value} stands next to the words")
        for id in _titled(page.library, line):
            found.setdefault(id, "its title stands next to the words")
    found.pop(page.document.id, None)
    return found


def _titled(library: Library, line: str) -> Iterator[int]:
    plain = _plain(line)
    for words in (_plain(part) for part in line.split(". ")):
        if len(words) >= TITLE_WORDS:
            for id in library_quoted.titled(library, " ".join(words)):
                title = _plain(documents.document(library, id).record.title)
                if len(title) >= TITLE_WORDS and _holds(plain, title):
                    yield id


def _plain(words: str) -> list[str]:
    return [token.word for token in quoted.words_of(words)]


def _holds(words: list[str], part: list[str]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))


# ------------------------------------------------------------------ writing, inside an op


def _tie_segments(page: _Page, quotation: Quotation, study: int, match: Match | None = None) -> None:
    if match is None:
        match = _candidate(page, page.words(quotation), study, "").match
    first = next(iter(_study_starts(page.library, study)), 0)
    for segment in quotation.segments:
        place = match.place(segment.start, segment.end)
        _write(page.library, segment, study, first if place is None else place)


def _study_starts(library: Library, study: int) -> Iterator[int]:
    parts = [s for s in documents.segments(library, study) if s.rule != documents.BLANK]
    own = [part for part in parts if part.voice is Voice.STUDY and not part.second_hand]
    yield from (part.start for part in own or parts)


def _write(library: Library, segment: Segment, study: int | None, start: int | None) -> None:
    rows.change(library, "segments", segment.id, quoted=1, quotes_document=study, quotes_start=start)


def _add(page: _Page, quotation: Quotation, found: Candidate, state: Tie, reviewer: str = "") -> None:
    rows.add(
        page.library,
        "quoted_studies",
        document=page.document.id,
        start=quotation.start,
        study=found.study,
        state=state.value,
        likeness=round(found.match.likeness * 1000),
        reason=found.reason,
        reviewer=reviewer,
    )


def _forget_proposals(page: _Page, quotation: Quotation, besides: int = 0) -> None:
    for tie in page.ties_of(quotation):
        if tie.state is Tie.PROPOSED and tie.study != besides:
            rows.drop(page.library, "quoted_studies", tie.id)


# ------------------------------------------------------------------ what a person does


def find_studies(library: Library, document: int, start: int) -> list[Candidate]:
    """Return the documents that may report the study quoted at a position, the likeliest first."""
    page = _Page(library, document)
    return candidates(page, page.quotation(start))


def find_again(library: Library, ids: Iterable[int]) -> Changes:
    """Look once more which studies these documents quote; what a person settled stays."""
    with journal.op(library, recorded("Find the studies that are quoted")) as pending:
        propose(library, list(ids))
    return pending.changes


def confirm_study(library: Library, document: int, start: int) -> Changes:
    """Say that the study proposed for a quotation is the one it quotes."""

    def settle(page: _Page, quotation: Quotation) -> None:
        tie = _present(page, quotation)
        rows.change(
            library, "quoted_studies", tie.id, state=Tie.CONFIRMED.value, reviewer=library.reviewer.id
        )

    return _settle(library, document, start, recorded("Confirm the study that is quoted"), settle)


def reject_study(library: Library, document: int, start: int) -> Changes:
    """Say that a quotation is not from the study it is tied to; it is not proposed again."""

    def settle(page: _Page, quotation: Quotation) -> None:
        tie = _present(page, quotation)
        rows.change(library, "quoted_studies", tie.id, state=Tie.REJECTED.value, reviewer=library.reviewer.id)
        for segment in quotation.segments:
            _write(library, segment, None, None)

    return _settle(library, document, start, recorded("Say that another study is quoted"), settle)


def choose_study(library: Library, document: int, start: int, study: int) -> Changes:
    """Say which document reports the study that is quoted at a position."""
    if study == document:
        raise Declined(say("A page cannot quote itself."), say("Choose the document that reports the study."))

    def settle(page: _Page, quotation: Quotation) -> None:
        for tie in page.ties_of(quotation):
            if tie.state is not Tie.REJECTED or tie.study == study:
                rows.drop(library, "quoted_studies", tie.id)
        found = _candidate(page, page.words(quotation), study, "chosen by hand")
        _tie_segments(page, quotation, study, found.match)
        _add(page, quotation, found, Tie.CONFIRMED, library.reviewer.id)

    return _settle(library, document, start, recorded("Say which study is quoted"), settle)


def _settle(
    library: Library,
    document: int,
    start: int,
    label: str,
    settle: Callable[[_Page, Quotation], None],
) -> Changes:
    with journal.op(library, label) as pending:
        page = _Page(library, document)
        settle(page, page.quotation(start))
    return pending.changes


def _present(page: _Page, quotation: Quotation) -> QuotedStudy:
    """Return the tie that holds now; raises Declined when there is none."""
    tie = next((tie for tie in page.ties_of(quotation) if tie.state is not Tie.REJECTED), None)
    if tie is None:
        raise Declined(say("No study is tied to these words."), say("Choose one by hand."))
    return tie


# ------------------------------------------------------------------ looking


def quoted_here(library: Library, document: int) -> list[QuotedHere]:
    """Return the studies that a page quotes, each beside the record it is tied to."""
    page = _Page(library, document)
    found = []
    for quotation in page.quotations:
        ties = [tie for tie in page.ties_of(quotation) if tie.state is not Tie.REJECTED]
        comparison = _comparison(page, quotation, ties[0]) if ties else None
        found.append(QuotedHere(quotation.start, quotation.end, comparison))
    return found


def comparisons(library: Library, document: int) -> list[Comparison]:
    """Return the quoted studies that are tied to a record, word by word."""
    return [here.comparison for here in quoted_here(library, document) if here.comparison is not None]


def _comparison(page: _Page, quotation: Quotation, tie: QuotedStudy) -> Comparison:
    study = documents.document(page.library, tie.study)
    own, _ = quoted.own_words(study.text, documents.segments(page.library, study.id))
    words = page.words(quotation)
    match = quoted.compare(words, own)
    pieces = quoted.changes(page.document.text, words, study.text, own, match)
    place = (own[match.begin].start, own[match.end - 1].end) if match.end > match.begin else None
    return Comparison(tie, study, tuple(pieces), place)
