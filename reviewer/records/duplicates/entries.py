"""A record in the form in which it is compared, made once for each record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from reviewer.model import Record
from reviewer.records.duplicates import places, titles
from reviewer.records.duplicates.folding import fold, folded
from reviewer.records.duplicates.journals import is_conference, plain_journal
from reviewer.records.duplicates.people import People, people_of
from reviewer.records.duplicates.places import Doi, Pages
from reviewer.records.duplicates.titles import Title

_SERVERS = re.compile(
    r"\b(?:medrxiv|biorxiv|arxiv|ssrn|research square|preprints?(?:\.org)?|psyarxiv|osf preprints"
    r"|chemrxiv|techrxiv|authorea|engrxiv|socarxiv)\b",
    re.IGNORECASE,
)
_OF_A_MEETING = re.compile(
    r"\b(?:conference|meeting|congress)\b.{0,12}\b(?:abstract|review|paper)s?\b|^congress", re.IGNORECASE
)
_TRIAL = re.compile(
    r"\b(?:nct\s?0\d{7}|isrctn\s?\d{8}|chictr[\w-]{6,20}|eudract[\s-]*\d{4}-\d{6}-\d\d)\b", re.IGNORECASE
)
_SUPPLEMENT = re.compile(r"supp", re.IGNORECASE)
_COCHRANE = "cochrane database"


class Printed(NamedTuple):
    """Volume, issue and DOI in the words of the source."""

    volume: str
    issue: str
    doi: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a record for comparing it: 100,000 are held at once, so that each must be small.

    `mark` is the kind of text that its title names (or, when `mark_is_stated` is False, its publication
    types): "erratum", "comment", "abstract", "protocol", "retraction" or nothing. `printed` are volume, issue
    and DOI as the source has them, to say in words what differs; `named` and `container` stand for the
    whole title and the journal where it only matters whether they are the same.
    """

    id: int
    type: str
    titles: tuple[Title, ...]
    named: int
    mark: str
    mark_is_stated: bool
    people: People
    years: tuple[int, ...]
    journals: tuple[str, ...]
    container: str
    volume: str
    issue: str
    pages: Pages | None
    doi: Doi | None
    pmid: str
    pmcid: str
    issn: str
    printed: Printed
    is_preprint: bool
    is_of_a_meeting: bool
    is_cochrane: bool
    trials: frozenset[str]

    @property
    def title(self) -> Title | None:
        """The first of its titles."""
        return self.titles[0] if self.titles else None


_NONE: frozenset[str] = frozenset()


def entry_of(id: int, record: Record) -> Entry:
    """Return a record as it is compared; raises nothing, whatever its fields hold."""
    names = titles.alternatives(record.title or record.original_title, record.original_title)
    stated = next((title.mark for title in names if title.mark), "")
    typed = next(filter(None, (_typed(each) for each in record.publication_types)), "")
    doi = places.doi_of(record.doi)
    journals = tuple(
        dict.fromkeys(
            name for raw in (record.container, record.container_short) if (name := plain_journal(raw))
        )
    )
    return Entry(
        id=id, type=intern(record.type), titles=names, named=hash(fold(record.title)), mark=stated or typed,
        mark_is_stated=bool(stated), people=people_of(record.authors), years=_years(record),
        journals=_shared(journals), container=intern(folded(record.container)),
        volume=intern(places.number_of(record.volume)), issue=intern(places.number_of(record.issue)),
        pages=places.pages_of(record.pages, record.number if record.type != "report" else ""), doi=doi,
        pmid=record.pmid, pmcid=record.pmcid, issn=intern(record.issn),
        printed=Printed(intern(record.volume), intern(record.issue), _one(record.doi, doi)),
        is_preprint=_is_preprint(record, doi), is_of_a_meeting=_is_of_a_meeting(record, stated),
        is_cochrane=any(name.startswith(_COCHRANE) for name in journals)
        or bool(doi and ".cd0" in doi.base or record.pages[:4].upper() == "CD00"),
        trials=_trials(f"{record.title} {record.number}"),
    )  # fmt: skip


def _years(record: Record) -> tuple[int, ...]:
    return _numbers(tuple(sorted({date.year for date in (record.issued, record.epub) if date})))


@lru_cache(maxsize=1024)
def _numbers(years: tuple[int, ...]) -> tuple[int, ...]:
    """Return years that are the same object for all records that have them."""
    return years


@lru_cache(maxsize=8192)
def _shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names of a journal that are the same object for all records that have them."""
    return names


def _one(raw: str, doi: Doi | None) -> str:
    """Return a DOI as it is printed, as the same object where that is its base."""
    return doi.base if doi is not None and doi.base == raw else raw


def _trials(words: str) -> frozenset[str]:
    found = _TRIAL.findall(words)
    return frozenset(re.sub(r"\W", "", each.casefold()) for each in found) if found else _NONE


def _typed(publication_type: str) -> str:
    plain = publication_type.casefold()
    if plain in ("published erratum", "erratum", "correction", "corrigendum"):
        return "erratum"
    return "retraction" if plain in ("retraction of publication", "retraction notice") else ""


def _is_preprint(record: Record, doi: Doi | None) -> bool:
    if places.is_preprint(doi):
        return True
    if any(each.casefold() == "preprint" for each in record.publication_types):
        return True
    if record.volume or record.pages:
        return False
    # A plain text with an abstract has the type "article" too, and says nothing of authors.
    return bool(_SERVERS.search(record.container)) or record.type == "article" and bool(record.authors)


def _is_of_a_meeting(record: Record, mark: str) -> bool:
    if mark == "abstract" or record.type == "paper-conference" or is_conference(record.container):
        return True
    if any(_OF_A_MEETING.search(each) for each in record.publication_types):
        return True
    alone = bool(record.pages) and "-" not in record.pages
    return alone and bool(_SUPPLEMENT.search(f"{record.volume} {record.issue}") or record.pages[:1] in "SsPA")
