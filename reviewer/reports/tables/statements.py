"""Tables of what is claimed: populations, tags, claims and the quotes they rest on."""

from __future__ import annotations

from collections.abc import Callable

from reviewer.model import Claim, Direction, Pico, Population, QuoteLink, Stance, Tag, Voice
from reviewer.reports.index import MASKED, Index
from reviewer.reports.tidy import Column, DataTable, T, moment, number, table, text, yes_no


def populations(index: Index) -> DataTable:
    """Return the populations; they are never pooled."""
    columns: tuple[Column[Population], ...] = (
        number("population_id", lambda each: each.id, "Id of the population.", needed=True),
        text("name", lambda each: each.name, "Its name.", needed=True),
        text("short", lambda each: each.short, "Its short name."),
    )
    meaning = "Whom bodies of evidence are about."
    return table("populations", meaning, "population_id", columns, index.snapshot.populations)


def tags(index: Index) -> DataTable:
    """Return the codebook."""
    columns: tuple[Column[Tag], ...] = (
        number("tag_id", lambda each: each.id, "Id of the tag.", needed=True),
        text("name", lambda each: each.name, "Its name.", needed=True),
        text("path", lambda each: index.tag_path(each.id), "It with those above it.", needed=True),
        number("parent_id", lambda each: each.parent, "The tag above it.", refers="tags.tag_id"),
        text("definition", lambda each: each.definition, "What it means."),
        text("use_when", lambda each: each.use_when, "When to use it."),
        text("avoid_when", lambda each: each.avoid_when, "When not to."),
        text("guid", lambda each: each.guid, "What names it in every program."),
    )
    return table("tags", "The codebook.", "tag_id", columns, index.snapshot.tags)


def claims(index: Index) -> DataTable:
    """Return the claims."""
    columns: tuple[Column[Claim], ...] = (
        number("claim_id", lambda each: each.id, "Id of the claim.", needed=True),
        number("number", lambda each: each.number, "Its number in the report.", needed=True),
        text("statement", lambda each: each.statement, "What is claimed, in the words of the reviewers."),
        text("label", lambda each: each.label, "Its short form."),
        *_pico(lambda each: each.pico, ""),
        _direction(lambda each: each.direction, ""),
        text("note", lambda each: each.note, "Note of the reviewers."),
        number(
            "quotes",
            lambda each: len(index.quotes_of(each)),
            "How many quotes of these tables it has.",
            unit="quotes",
            needed=True,
        ),
    )
    return table("claims", "What is claimed.", "claim_id", columns, index.claims)


def _pico(value: Callable[[T], Pico], remark: str) -> tuple[Column[T], ...]:
    return (
        text("pico_population", lambda each: value(each).population, f"Population, in words.{remark}"),
        text("pico_intervention", lambda each: value(each).intervention, f"Intervention.{remark}"),
        text("pico_comparator", lambda each: value(each).comparator, f"Comparator.{remark}"),
        text("pico_outcome", lambda each: value(each).outcome, f"Outcome.{remark}"),
    )


def _direction(value: Callable[[T], Direction | None], remark: str) -> Column[T]:
    meaning = f"Where the outcome goes.{remark}"
    return text(
        "direction",
        lambda each: found.value if (found := value(each)) else "",
        meaning,
        values=Direction,
    )


def claim_tags(index: Index) -> DataTable:
    """Return which claim has which tags."""
    columns: tuple[Column[tuple[int, int]], ...] = (
        number("claim_id", lambda each: each[0], "The claim.", refers="claims.claim_id", needed=True),
        number("tag_id", lambda each: each[1], "A tag it has.", refers="tags.tag_id", needed=True),
    )
    pairs = [(claim.id, tag) for claim in index.claims for tag in claim.tags if tag in index.tag]
    return table("claim-tags", "The tags of each claim.", "claim_id tag_id", columns, pairs)


def quotes(index: Index) -> DataTable:
    """Return the quote links: which words of which document are tied to which claim, and how."""
    columns = (*_place(index), *_meaning(index), *_work(index))
    meaning = "Words of a document that are tied to a claim. One row for each tie."
    return table("quotes", meaning, "quote_id", columns, index.quotes)


def _place(index: Index) -> tuple[Column[QuoteLink], ...]:
    def page(each: QuoteLink) -> int | None:
        document = index.document.get(each.span.document)
        return (document.page_of(each.span.start) or None) if document else None

    def document(each: QuoteLink) -> int | None:
        return each.span.document if each.span.document in index.document else None

    return (
        number("quote_id", lambda each: each.id, "Id of the tie.", needed=True),
        number("claim_id", lambda each: each.claim, "The claim.", refers="claims.claim_id", needed=True),
        number("document_id", document, "The document.", refers="documents.document_id"),
        number(
            "start",
            lambda each: each.span.start,
            "Where the words begin in the text of the document, counted from 0.",
            unit="code points",
            needed=True,
        ),
        number(
            "end",
            lambda each: each.span.end,
            "Where they end; the character at this position is not among them.",
            unit="code points",
            needed=True,
        ),
        text(
            "exact",
            index.exact,
            f"The words, exactly as they stand there; “{MASKED}” stands for what was left out of a reader's.",
            needed=True,
        ),
        number("page", page, "Page of the file, counted from 1, where it has pages."),
        text("text_sha256", lambda each: each.text_sha256, "SHA-256 of the text they were quoted from."),
        yes_no("text_unchanged", index.intact, "Whether the document still reads so at this place."),
    )


def _meaning(index: Index) -> tuple[Column[QuoteLink], ...]:
    def population(each: QuoteLink) -> int | None:
        return each.population if each.population in index.population else None

    def study(each: QuoteLink) -> int | None:
        found = index.study_of(each.study) if each.voice is Voice.STUDY else None
        return found if found in index.document else None

    said = " What this source says of itself; empty: as in the claim."
    return (
        text("stance", lambda each: each.stance.value, "How they bear on it.", values=Stance, needed=True),
        text("voice", lambda each: each.voice.value, "Whose words they are.", values=Voice, needed=True),
        yes_no("second_hand", lambda each: each.second_hand, "Words of a study on somebody else's page."),
        yes_no("background", lambda each: each.background, "Words of a study that report nothing it found."),
        yes_no("counts", lambda each: each.counts, "Whether they may count towards a certainty."),
        number(
            "study_id",
            study,
            "The document under which the study that speaks here is counted.",
            refers="documents.document_id",
        ),
        number("population_id", population, "Whom they are about.", refers="populations.population_id"),
        *_pico(lambda each: each.pico, said),
        _direction(lambda each: each.direction, said),
    )


def _work(index: Index) -> tuple[Column[QuoteLink], ...]:
    def comment(each: QuoteLink) -> int | None:
        found = index.segment(each)
        return found.comment if found else None

    def at(each: QuoteLink, place: int) -> str:
        return index.snapshot.written.get(each.id, ("", ""))[place]

    return (
        number("comment", comment, "Number of the reader's comment on its page."),
        text("speaker", index.speaker, "Who says it, as the page shows it; readers by name only on request."),
        text("note", lambda each: each.note, "Note of the reviewers."),
        text("reviewer_id", lambda each: each.reviewer, "Who tied them.", refers="reviewers.reviewer_id"),
        moment("made", lambda each: at(each, 0), "When they were tied."),
        moment("changed", lambda each: at(each, 1), "When that was changed last."),
    )
