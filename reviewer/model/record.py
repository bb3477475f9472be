"""The bibliographic side of a document as plain data: names, dates, index terms, records."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.model.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family`, `given`) or, with only `literal`, a group or a name as shown.

    `particle` stands before the family name and belongs to it, `dropping` goes when the given name does
    (the two particles of CSL); a source that does not tell them apart has them in `family`.
    """

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""
    particle: str = ""
    dropping: str = ""

    @property
    def surname(self) -> str:
        """Return the family name with the particle that belongs to it, or the name as shown."""
        return f"{self.particle} {self.family}".strip() or self.literal

    @property
    def shown(self) -> str:
        """Return the name in reading order: "Ludwig van Beethoven", "John Smith, Jr."."""
        parts = (self.given, self.dropping, self.surname)
        words = " ".join(part for part in parts if part)
        return f"{words}, {self.suffix}" if self.suffix else words


@quick
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as the source gives it."""

    year: int
    month: int | None = None
    day: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class IndexTerm:
    """A MeSH heading with at most one qualifier; `major` is the asterisk."""

    descriptor: str
    qualifier: str = ""
    major: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Relation:
    """Another record that a record names: a retraction, an erratum, a comment, the full version.

    `kind` is lower case, as PubMed names it: "retraction in", "erratum in", "comment on", "update of".
    """

    kind: str
    citation: str = ""
    pmid: str = ""
    doi: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Record:
    """The bibliographic side of a document. An empty field means: not in the source.

    `type` is a type of CSL ("article-journal", "chapter", "thesis"). `place` is that of the publisher,
    `number` that of a report, standard, patent or article, `original_title` the title in the language of
    the work. `extra` keeps every tag that has no field of its own, as it came, in the order of the source.
    """

    type: str = "document"
    title: str = ""
    authors: tuple[Name, ...] = ()
    container: str = ""
    issued: PartialDate | None = None
    epub: PartialDate | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    issn: str = ""
    isbn: str = ""
    url: str = ""
    language: str = ""
    publisher: str = ""
    keywords: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()
    index_terms: tuple[IndexTerm, ...] = ()
    substances: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    editors: tuple[Name, ...] = ()
    container_short: str = ""
    collection: str = ""
    edition: str = ""
    place: str = ""
    number: str = ""
    original_title: str = ""
    database: str = ""
    notes: tuple[str, ...] = ()
    related: tuple[Relation, ...] = ()
