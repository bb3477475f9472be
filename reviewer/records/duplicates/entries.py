"""A record in the form in which it is compared, made once for each record."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.model import Record
from reviewer.records.duplicates import places, titles
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


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a record for comparing it. `record` is kept to say in words what differs.

    `mark` is the kind of text that its title names (or, when `mark_is_stated` is False, its publication
    types): "erratum", "comment", "abstract", "protocol", "retraction" or nothing.
    """

    id: int
    record: Record
    titles: tuple[Title, ...]
    mark: str
    mark_is_stated: bool
    people: People
    years: tuple[int, ...]
    journals: tuple[str, ...]
    volume: str
    issue: str
    pages: Pages | None
    doi: Doi | None
    is_preprint: bool
    is_of_a_meeting: bool
    is_cochrane: bool
    trials: frozenset[str]

    @property
    def title(self) -> Title | None:
        """The first of its titles."""
        return self.titles[0] if self.titles else None


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
        id=id, record=record, titles=names, mark=stated or typed, mark_is_stated=bool(stated),
        people=people_of(record.authors),
        years=tuple(sorted({date.year for date in (record.issued, record.epub) if date})),
        journals=journals, volume=places.number_of(record.volume), issue=places.number_of(record.issue),
        pages=places.pages_of(record.pages, record.number if record.type != "report" else ""), doi=doi,
        is_preprint=_is_preprint(record, doi), is_of_a_meeting=_is_of_a_meeting(record, stated),
        is_cochrane=any(name.startswith(_COCHRANE) for name in journals)
        or bool(doi and ".cd0" in doi.base or record.pages[:4].upper() == "CD00"),
        trials=_trials(f"{record.title} {record.number}"),
    )  # fmt: skip


def _trials(words: str) -> frozenset[str]:
    return frozenset(re.sub(r"\W", "", each.casefold()) for each in _TRIAL.findall(words))


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
