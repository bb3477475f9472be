"""Rows of tables to records: each cell by the field of its column, ways of writing told from many rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from reviewer.language import recorded
from reviewer.model import Name, PartialDate, Record
from reviewer.readers.parsed import Header, Parsed, Rejected, of_record
from reviewer.readers.table_authors import Style, names_of, style_of
from reviewer.readers.table_cells import (
    date_in_parts,
    date_of,
    day_first,
    filled,
    items_of,
    list_separator,
    number_of,
    pairs_of,
    quoted_items,
    urls_of,
)
from reviewer.readers.table_choices import NO_CHOICES, Choices, headings, key_of
from reviewer.readers.table_columns import OWN_COLUMNS, as_meant, mapping, plain_name
from reviewer.readers.table_hints import cited_parts, from_citation, from_hints, from_openurl
from reviewer.readers.table_types import type_of
from reviewer.readers.unsaid import date_said, id_said
from reviewer.records.csl_types import CSL_TYPES
from reviewer.records.dates import parse_date
from reviewer.records.ids import (
    normalise_doi,
    normalise_isbn,
    normalise_issn,
    normalise_pmcid,
    normalise_pmid,
)
from reviewer.records.indexing import parse_term
from reviewer.records.markup import plain
from reviewer.records.pages import normalise_pages, page_range

SAMPLE = 300
"""Rows from which a table's ways of writing are told."""
SAMPLE_CHARACTERS = 4_000_000
SHOWN_VALUES, SHOWN_CHARACTERS = 3, 200
"""Values of a column that show what it holds, and characters of each."""
MOST_RAW = 2_000
"""Characters of a row that is set aside that are shown."""
NO_WORDS = recorded("It has no title and no abstract.")
_NAMES = ("authors", "author_each", "authors_full", "first_author", "editors")
_LISTS = ("keywords", "mesh")
_NUMBERS = re.compile(r"\d{4}-?\d{3}[\dXx]\b|97[89][\d-]{10,14}")
_DATES = ("date", "epub", "year")
_CSL = frozenset("article-journal article-newspaper paper-conference post-weblog entry-encyclopedia".split())
_GAPS = tuple("container volume issue pages doi pmid pmcid issn isbn publisher number".split())


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells, its number among the records and the line it begins on, both from 1, and
    why it cannot be read, if so."""

    cells: list[str]
    number: int
    line: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of a table before its rows are taken apart."""

    names: list[str]
    columns: dict[int, str]
    styles: dict[int, Style] = field(default_factory=dict)
    separators: dict[int, str] = field(default_factory=dict)
    days_first: bool | None = None
    joined: bool = False
    csl: bool = False
    own: bool = False


@dataclass(slots=True)
class _Cells:
    """The filled cells of a row by field, the preferred column first, and which of them are used up."""

    found: dict[str, list[tuple[int, str]]]
    used: set[int] = field(default_factory=set)

    def first(self, name: str) -> str:
        """Return the value of a field; what other columns say of it is used up only where it is the same."""
        cells = self.found.get(name)
        if not cells:
            return ""
        words = cells[0][1]
        self.used.update([at for at, other in cells if other == words])
        return words

    def all(self, name: str) -> list[tuple[int, str]]:
        """Return the cells of all columns of a field."""
        cells = self.found.get(name, [])
        self.used.update(at for at, _ in cells)
        return cells

    def keep(self, name: str) -> None:
        """Let the cells of a field be kept as they came, beside what was taken from them."""
        self.used.difference_update(at for at, _ in self.found.get(name, ()))


def records_of(
    rows: Iterable[Row], header: Sequence[str], format: str, choices: Choices = NO_CHOICES
) -> Iterator[Parsed | Rejected]:
    """Yield the records of the rows of a table below its header."""
    rest = iter(rows)
    sample: list[Row] = []
    size = 0
    for row in islice(rest, SAMPLE):
        sample.append(row)
        size += sum(map(len, row.cells))
        if size > SAMPLE_CHARACTERS:
            break
    table = table_of(header, sample, mapping(header, choices))
    for row in chain(sample, rest):
        if row.problem:
            yield Rejected(row.number, row.line, row.problem, raw_of(row.cells))
            continue
        record, abstract = record_of(table, row.cells)
        if record.title or record.original_title or abstract:
            yield of_record(record, abstract, row.number, row.line, format, raw_of(row.cells))
        else:
            yield Rejected(row.number, row.line, NO_WORDS, raw_of(row.cells))


def header_shown(header: Sequence[str], rows: Iterable[Sequence[str]], choices: Choices) -> Header:
    """Return the columns of a table as they are read, each with the first values that it holds."""
    columns = mapping(header, choices)
    samples: list[list[str]] = [[] for _ in header]
    for cells in islice(rows, SAMPLE):
        for values, cell in zip(samples, cells, strict=False):
            if len(values) < SHOWN_VALUES and (words := filled(cell)):
                values.append(" ".join(words[:SHOWN_CHARACTERS].split()))
    return Header(
        key_of(header),
        tuple(headings(header)),
        tuple(columns.get(at, "") for at in range(len(header))),
        tuple(map(tuple, samples)),
    )


def raw_of(cells: Sequence[str]) -> str:
    """Return the cells of a row that is set aside as one line, as far as it is shown."""
    return "\t".join(cell[:MOST_RAW] for cell in cells[:200])[:MOST_RAW]


def table_of(header: Sequence[str], sample: Sequence[Row], columns: dict[int, str]) -> Table:
    """Return how a table writes its names, lists and dates, told from its first rows."""
    names = {plain_name(name) for name in header}
    own = list(header) in (OWN_COLUMNS, OWN_COLUMNS[:-2])  # the last two came later
    joined = {"item title", "item doi"} <= names  # Springer Link puts names together without a sign
    cells = {at: _column(sample, at) for at, name in columns.items() if name in _NAMES + _LISTS + _DATES}
    dates = [words for at in cells if columns[at] in _DATES for words in cells[at]]
    days_first = day_first(dates)
    if days_first is None and "plink" in names:  # EBSCO writes the month first
        days_first = False
    return Table(
        [" ".join(name.split()) or f"column {at}" for at, name in enumerate(header, 1)],
        columns,
        {
            at: Style(own=True) if own else style_of(cells[at], joined=joined)
            for at in cells
            if columns[at] in _NAMES
        },
        {at: ";" if own else list_separator(cells[at]) for at in cells if columns[at] in _LISTS},
        days_first,
        joined,
        own
        or any(
            words in _CSL for at, name in columns.items() if name == "type" for words in _column(sample, at)
        ),
        own,
    )


def _column(sample: Sequence[Row], at: int) -> list[str]:
    return [words for row in sample if at < len(row.cells) and (words := filled(row.cells[at]))]


def record_of(table: Table, row: Sequence[str]) -> tuple[Record, str]:
    """Return the record and the abstract that a row of a table holds."""
    if table.own:
        row = [as_meant(cell) for cell in row]
    found: dict[str, list[tuple[int, str]]] = {}
    for at, name in table.columns.items():
        if at < len(row) and (words := filled(row[at])):
            found.setdefault(name, []).append((at, words))
    cells = _Cells(found)
    abstract = plain(_joined_lines(cells.first("abstract")), lines=True)
    record = _cited(cells, _numbered(cells, _described(table, cells)))
    record = replace(record, issued=_issued(table, cells, record))
    return replace(record, extra=_rest(table, row, cells.used)), abstract


def _described(table: Table, cells: _Cells) -> Record:
    """Return the words of a record: title, names, journal, lists, notes."""
    short = plain(cells.first("journal_short"))
    journal = cells.first("journal") or cells.first("conference") or short
    if short.upper() == journal:  # the same name in capitals, as Web of Science has it
        journal = short
    parts = pairs_of(journal) or cited_parts(journal)
    if "date" in parts:  # where it stands is taken from a citation, which is kept
        cells.keep("journal")
    kinds = [words for _, words in cells.all("type")]
    # In a table that has its types from CSL an article is a preprint.
    sure = kinds[:1] == ["article"] if table.csl else False
    sure = sure or (table.own and kinds[:1] != [] and kinds[0] in CSL_TYPES)
    kind = kinds[0] if sure else type_of(kinds, journal)
    cells.keep("type" if kinds != [kind] else "")
    series = table.joined and kind == "book"
    title = _title(cells.first("title"))
    alone = kind == "book" and journal.casefold().rstrip(".") == title.casefold()  # a book is in no other
    if alone:
        cells.keep("journal")
    notes = [
        plain(_plain_list(words), lines=True) if "<" in words or "&" in words else _plain_list(words)
        for _, words in cells.all("notes")
    ]
    if any(words.startswith("RAYYAN-") for words in notes):  # decisions of screening, no notes on the record
        notes = []
        cells.keep("notes")
    return Record(
        type=kind,
        title=title,
        original_title=_title(cells.first("original_title")),
        authors=_authors(table, cells),
        editors=_people(table, cells, "editors"),
        container="" if series or alone else plain(parts.get("name", "") if parts else journal),
        container_short="" if short == journal else short,
        collection=plain(cells.first("collection") or (journal if series else "")),
        issued=parse_date(parts.get("date", "")),
        volume=number_of(parts.get("volume", "")),
        issue=parts.get("issue", ""),
        pages=normalise_pages(parts.get("pages", "")),
        keywords=_keywords(table, cells),
        index_terms=tuple(parse_term(item) for item in _items(table, cells, "mesh")),
        language=_plain_list(cells.first("language")),
        publisher=plain(_plain_list(cells.first("publisher"))),
        place=plain(_plain_list(cells.first("place"))),
        edition=number_of(cells.first("edition")),
        database=cells.first("database"),
        notes=tuple(notes),
        epub=date_of(cells.first("epub"), table.days_first),
        publication_types=tuple(items_of(cells.first("kinds"), ";")),
    )


def _plain_list(words: str) -> str:
    """Return a list that a program printed as people write it."""
    items = quoted_items(words)
    return words if items is None else "; ".join(items)


def _title(words: str) -> str:
    title = plain(words)
    return title[:-1].rstrip() if title.endswith(".") and not title.endswith("..") else title


def _joined_lines(words: str) -> str:
    """Return an abstract with the lines of a paragraph that was broken to a width put together again."""
    if "\n" not in words:
        return words
    lines: list[str] = []
    for line in words.split("\n"):
        broken = bool(lines and lines[-1].strip()) and lines[-1].rstrip()[-1] not in ".!?:;)"
        if broken and line[:1].islower():
            lines[-1] = f"{lines[-1].rstrip()} {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _authors(table: Table, cells: _Cells) -> tuple[Name, ...]:
    """Return the authors: with full names where a column gives as many, else as they are, else the first."""
    short, full = _people(table, cells, "authors"), _people(table, cells, "authors_full")
    names = full if len(full) >= len(short) else short
    each = (
        name
        for at, words in cells.all("author_each")
        for name in names_of(words, table.styles.get(at, Style()))
    )
    names = names or tuple(each) or _people(table, cells, "first_author")
    groups = [item for _, words in cells.all("group_authors") for item in items_of(words, ";")]
    return (*names, *(Name(literal=group) for group in groups if Name(literal=group) not in names))


def _people(table: Table, cells: _Cells, name: str) -> tuple[Name, ...]:
    words = cells.first(name)
    at = next((at for at, cell in cells.found.get(name, ()) if cell == words), None)
    return names_of(words, table.styles.get(at, Style())) if at is not None else ()


def _items(table: Table, cells: _Cells, name: str) -> list[str]:
    return [item for at, words in cells.all(name) for item in items_of(words, table.separators.get(at, ";"))]


def _keywords(table: Table, cells: _Cells) -> tuple[str, ...]:
    items = _items(table, cells, "keywords")
    return tuple(dict.fromkeys(plain(item) if "&" in item or "<" in item else item for item in items))


def _numbered(cells: _Cells, record: Record) -> Record:
    """Return the record with its numbers, identifiers and addresses."""
    article = number_of(cells.first("article_number"))
    pages = normalise_pages(_counted(cells, "pages"))
    pages = pages or page_range(_counted(cells, "first_page"), _counted(cells, "last_page"))
    url = _url(cells)
    doi = normalise_doi(cells.first("doi"))
    found = replace(
        record,
        volume=_counted(cells, "volume") or record.volume,
        issue=_counted(cells, "issue") or record.issue,
        number=number_of(cells.first("number")) or article,
        pages=pages or record.pages or article,
        url=url,
        doi=doi or (normalise_doi(url) if "doi.org/" in url else ""),
        pmid=normalise_pmid(number_of(_first_of(cells, "pmid"))),
        pmcid=_pmcid(_first_of(cells, "pmcid")),
        issn=_issn(cells),
        isbn=normalise_isbn(number_of(_first_of(cells, "isbn").removeprefix("ISBN-"))),
    )
    ids = (found.pmid, found.pmcid, found.issn, found.isbn, found.doi)
    for name in ("pmid", "pmcid", "issn", "eissn", "isbn", "doi"):
        if not all(id_said(_padded(number_of(words)), *ids) for _, words in cells.found.get(name, ())):
            cells.keep(name)
    if any(words not in found.pages for _, words in cells.found.get("last_page", ())):
        cells.keep("last_page")
    return found


def _counted(cells: _Cells, name: str) -> str:
    """Return a volume, an issue or a page; 0 stands for none where a program must print a number."""
    words = number_of(cells.first(name))
    if words == "0":
        cells.keep(name)
    return words if words != "0" else ""


def _url(cells: _Cells) -> str:
    """Return the first address; a cell that holds more than it is kept as it came."""
    for at, words in cells.found.get("url", ()):
        links = urls_of(words)
        if links:
            cells.used.update([at] if links[0] == words else [])
            return links[0]
    return ""


def _first_of(cells: _Cells, name: str) -> str:
    """Return an identifier without the name of its database: "PUBMED 21314913" is 21314913."""
    words = cells.first(name)
    if name == "pmid":
        words = words.rpartition("/")[2] if "/" in words.rstrip("/") else words
        words = words.removeprefix("PUBMED ").removeprefix("MEDLINE:")
    elif len(_NUMBERS.findall(words)) > 1:
        cells.keep(name)  # the others are kept as they came
    return words


def _pmcid(words: str) -> str:
    number = number_of(words.rstrip("/").rpartition("/")[2])
    return normalise_pmcid(f"PMC{number}" if number.isdigit() else number)


def _issn(cells: _Cells) -> str:
    both = _first_of(cells, "issn").removeprefix("ISSN-")  # ERIC
    issn = normalise_issn(_padded(number_of(both)))
    if both and not issn and normalise_isbn(both):  # RefWorks has one column for both, EndNote too
        cells.found.setdefault("isbn", []).append(cells.found["issn"][0])
    issn = issn or normalise_issn(_padded(number_of(cells.first("eissn"))))
    other = cells.found.get("isbn", ())
    return issn or next((normalise_issn(words) for _, words in other if not normalise_isbn(words)), "")


def _padded(words: str) -> str:
    """Return an ISSN with the zeros at its beginning that a spreadsheet dropped."""
    return words.zfill(8) if words.isdigit() and 5 <= len(words) < 8 else words


def _issued(table: Table, cells: _Cells, record: Record) -> PartialDate | None:
    """Return the date of a record: the fullest that its columns give of the year they agree on."""
    year, date = cells.first("year"), cells.first("date")
    exact = date_of(date, table.days_first)
    if exact is not None and year and not number_of(year).startswith(str(exact.year)):
        cells.keep("year")
    if exact is None:
        exact = date_in_parts(year, cells.first("month"), cells.first("day"), date)
    for name in ("year", "date", "month", "day"):
        words = number_of(cells.first(name)) if name in cells.found else ""
        if words and not date_said(words, exact):
            cells.keep(name)
    if exact is None or (exact.month is None and record.issued and record.issued.year == exact.year):
        return record.issued
    return exact


def _cited(cells: _Cells, record: Record) -> Record:
    """Return the record with what its citation, its notes and its links say where it has nothing itself."""
    for name, reading in (("citation", from_citation), ("hints", from_hints), ("openurl", from_openurl)):
        for _, words in cells.all(name):
            said = reading(words)
            empty = {gap: getattr(said, gap) for gap in _GAPS if not getattr(record, gap)}
            kind = record.type if record.type != "document" or not said.container else "article-journal"
            issued, epub = record.issued or said.issued, record.epub or said.epub
            record = replace(record, **empty, type=kind, issued=issued, epub=epub)
        cells.keep(name)
    return record


def _rest(table: Table, row: Sequence[str], used: set[int]) -> tuple[tuple[str, str], ...]:
    """Return the filled cells that went into no field, each with the name of its column, as they came."""
    names = table.names
    return tuple(
        (names[at] if at < len(names) else f"column {at + 1}", cell.strip())
        for at, cell in enumerate(row)
        if at not in used and cell and filled(cell)
    )
