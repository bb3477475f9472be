"""Tables of what was read: the review itself, people, documents, studies and the voices in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reviewer.model import Document, Kind, Name, PartialDate, Record, Study, Traced, Voice
from reviewer.model.flow import Channel, Fate
from reviewer.records.retractions import retracted
from reviewer.reports.index import Index
from reviewer.reports.tidy import Column, DataTable, moment, number, table, text, yes_no
from reviewer.separation import BLANK

_NAMES = "In the order of the source, with semicolons between."


def review(index: Index) -> DataTable:
    """Return the one row about the review: what it asks, and which state of the library this is."""
    asked, last, left_out = index.snapshot.question, index.snapshot.last_op, index.left_out
    columns: tuple[Column[None], ...] = (
        text("library", lambda _: index.snapshot.name, "Name of the library.", needed=True),
        number("last_op", lambda _: last.id if last else None, "Number of the last action in the library."),
        moment("last_changed", lambda _: last.time if last else "", "When that was."),
        text("title", lambda _: asked.title, "Title of the review."),
        text("subtitle", lambda _: asked.subtitle, "Its subtitle."),
        text("population", lambda _: asked.population, "Whom the review is about."),
        text("setting", lambda _: asked.setting, "Where."),
        text("intervention", lambda _: asked.intervention, "What is done."),
        text("comparison", lambda _: asked.comparison, "What it is compared with."),
        text("summary", lambda _: asked.summary, "What was found, in the words of the reviewers."),
        text("abbreviations", lambda _: asked.abbreviations, "Abbreviations that the report uses."),
        yes_no("with_experience", lambda _: index.options.experience, "Whether quotes of readers are in."),
        number(
            "quotes_left_out",
            lambda _: left_out,
            "Quotes of the library that these tables leave out, because readers' words were not asked for.",
            unit="quotes",
            needed=True,
        ),
        number(
            "judgements_left_out",
            lambda _: len(index.given.hidden),
            "Ratings and appraisals of others that whoever wrote these tables may not see yet.",
            needed=True,
        ),
        number(
            "decisions_left_out",
            lambda _: index.snapshot.screening.hidden,
            "Decisions of others in screening that whoever wrote these tables may not see yet.",
            needed=True,
        ),
    )
    return table("review", "The review itself: one row.", "library", columns, (None,))


def reviewers(index: Index) -> DataTable:
    """Return the people who worked on the review."""
    columns: tuple[Column[tuple[str, str]], ...] = (
        text("reviewer_id", lambda each: each[0], "Stable id of the person.", needed=True),
        text("name", lambda each: each[1], "Name of the person."),
    )
    return table(
        "reviewers",
        "The people who judged.",
        "reviewer_id",
        columns,
        sorted(index.snapshot.reviewers.items()),
    )


def documents(index: Index) -> DataTable:
    """Return every document of the library: its record, where it was found, how far it came."""
    columns = (*_identity(index), *_bibliography(), *_way(index))
    meaning = "Every document of the library: its bibliographic record, and its way through the review."
    return table("documents", meaning, "document_id", columns, index.snapshot.documents)


def _identity(index: Index) -> tuple[Column[Document], ...]:
    return (
        number("document_id", lambda each: each.id, "Id of the document.", needed=True),
        text("letter", lambda each: index.letters.get(each.id, ""), "Its letter in the report, if cited."),
        text("type", lambda each: each.record.type, "Type of the work, as CSL names it.", needed=True),
        # The name alone: the folders of a reviewer's disk are nobody else's business.
        text("source", lambda each: file_name(each), "Name of the file it was imported from."),
        text("source_sha256", lambda each: each.source_sha256, "SHA-256 of that file."),
        text("format", lambda each: each.format, "Kind of that file.", needed=True),
        text("text_sha256", index.fingerprint, "SHA-256 of the text in UTF-8, to which positions refer."),
        number("length", lambda each: len(each.text), "Length of the text.", unit="code points", needed=True),
        number("pages_in_text", lambda each: len(each.pages) or None, "Pages of the file.", unit="pages"),
    )


def file_name(document: Document) -> str:
    """Return the name of the file a document came from, without its folders."""
    return document.source.replace("\\", "/").rsplit("/", 1)[-1]


def _bibliography() -> tuple[Column[Document], ...]:
    def of(name: str, meaning: str) -> Column[Document]:
        return text(name, lambda each: str(getattr(each.record, name)), meaning)

    return (
        of("title", "Title."),
        text("authors", lambda each: _people(each.record.authors), f"Authors, family name first. {_NAMES}"),
        number("year", lambda each: _year(each.record), "Year of publication."),
        text(
            "issued",
            lambda each: iso(each.record.issued),
            "Date of publication as far as the source gives it: YYYY, YYYY-MM or YYYY-MM-DD.",
        ),
        text("epub", lambda each: iso(each.record.epub), "Date of publication ahead of print, likewise."),
        of("container", "Journal, book or site it appeared in."),
        of("container_short", "Its abbreviation."),
        of("volume", "Volume."),
        of("issue", "Issue."),
        of("pages", "Pages, as the source writes them."),
        of("publisher", "Publisher."),
        of("doi", "DOI."),
        of("pmid", "Number in PubMed."),
        of("pmcid", "Number in PubMed Central."),
        of("issn", "ISSN."),
        of("isbn", "ISBN."),
        of("url", "Address on the web."),
        of("language", "Language, as the source names it."),
        of("database", "Database, as the source names it."),
        text(
            "publication_types",
            lambda each: "; ".join(each.record.publication_types),
            f"Publication types of the source. {_NAMES}",
        ),
        yes_no("retracted", lambda each: retracted(each.record), "Whether the record says it was retracted."),
    )


def _way(index: Index) -> tuple[Column[Document], ...]:
    traced = {each.document: each for each in index.snapshot.traced}

    def of(document: Document) -> Traced | None:
        return traced.get(document.id)

    return (
        number(
            "set_aside_for",
            lambda each: index.snapshot.set_aside.get(each.id),
            "The document that stands for the same work, where this one is set aside as its duplicate.",
            refers="documents.document_id",
        ),
        text(
            "channel",
            lambda each: found.origin.channel.value if (found := of(each)) else "",
            "How it was found.",
            values=Channel,
        ),
        text("found_in", lambda each: found.origin.name if (found := of(each)) else "", "In which database."),
        yes_no(
            "channel_said",
            lambda each: found.origin.said if (found := of(each)) else None,
            "Whether a person said where it was found; else it is what the file tells.",
            needed=False,
        ),
        text(
            "fate",
            lambda each: found.fate.value if (found := of(each)) else "",
            "How far it came in the review, as far as whoever wrote these tables may see.",
            values=Fate,
        ),
        text("reason", lambda each: found.reason if (found := of(each)) else "", "Why it was excluded."),
    )


def _people(names: Iterable[Name]) -> str:
    return "; ".join(
        ", ".join(part for part in (name.surname, name.given, name.suffix) if part) for name in names
    )


def _year(record: Record) -> int | None:
    return record.issued.year if record.issued else None


def iso(date: PartialDate | None) -> str:
    """Return a date as ISO 8601, as far as it is known."""
    if date is None:
        return ""
    parts = [f"{date.year:04d}", *(f"{part:02d}" for part in (date.month, date.day) if part)]
    return "-".join(parts)


def studies(index: Index) -> DataTable:
    """Return what persons confirmed about the studies that documents report."""
    columns: tuple[Column[Study], ...] = (
        number(
            "document_id",
            lambda each: each.document,
            "The document that reports or quotes the study.",
            refers="documents.document_id",
            needed=True,
        ),
        text("label", lambda each: each.label, "Short name of the study."),
        text("design", lambda each: each.design, "Its design."),
        number("participants", lambda each: each.participants, "How many took part.", unit="people"),
        text("setting", lambda each: each.setting, "Where it was done."),
        number(
            "same_as",
            lambda each: each.same_as,
            "The document that reports the same study at first hand; the study counts once.",
            refers="documents.document_id",
        ),
    )
    known = (each for id, each in sorted(index.snapshot.studies.items()) if id in index.document)
    return table("studies", "What was confirmed about studies.", "document_id", columns, known)


_Counted = tuple[tuple[int, Kind, Voice, bool], tuple[int, int, int]]


def segments(index: Index) -> DataTable:
    """Return how many segments of each kind and voice each document has, and how long they are."""
    columns: tuple[Column[_Counted], ...] = (
        number(
            "document_id",
            lambda each: each[0][0],
            "The document.",
            refers="documents.document_id",
            needed=True,
        ),
        text("kind", lambda each: each[0][1].value, "Kind of the segments.", values=Kind, needed=True),
        text("voice", lambda each: each[0][2].value, "Whose words.", values=Voice, needed=True),
        yes_no("second_hand", lambda each: each[0][3], "Words of a study on somebody else's page."),
        number("segments", lambda each: each[1][0], "How many.", unit="segments", needed=True),
        number("length", lambda each: each[1][1], "How long together.", unit="code points", needed=True),
        number(
            "confirmed",
            lambda each: each[1][2],
            "How many of them a person confirmed; the others are as the program separated them.",
            unit="segments",
            needed=True,
        ),
    )
    return table(
        "segments",
        "The parts of each document by kind and voice; without blank stretches between them.",
        "document_id kind voice second_hand",
        columns,
        _counted(index),
    )


def _counted(index: Index) -> Iterable[_Counted]:
    for document in index.snapshot.documents:
        many, long, sure = Counter[tuple[Kind, Voice, bool]](), Counter[object](), Counter[object]()
        for each in index.snapshot.segments.get(document.id, ()):
            if each.rule != BLANK:
                sort = (each.kind, each.voice, each.second_hand)
                many[sort] += 1
                long[sort] += each.end - each.start
                sure[sort] += each.confirmed_by is not None
        for sort in sorted(many):
            yield (document.id, *sort), (many[sort], long[sort], sure[sort])
