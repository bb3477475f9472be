"""The way of records through a review: how each was found, and how far it came."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewer.model.screening import Outcome, Retrieval, Screened


class Channel(StrEnum):
    """How a record was found."""

    DATABASE = "database"
    REGISTER = "register"
    WEBSITE = "website"
    ORGANISATION = "organisation"
    CITATIONS = "citations"
    OTHER = "other"


class Fate(StrEnum):
    """How far a record came; of those that are open no flow can be drawn."""

    SET_ASIDE = "set aside"
    EXCLUDED = "excluded"
    NOT_RETRIEVED = "not retrieved"
    REPORT_EXCLUDED = "report excluded"
    INCLUDED = "included"
    UNDECIDED = "undecided"
    IN_CONFLICT = "in conflict"
    NOT_ASSESSED = "not assessed"
    REPORT_IN_CONFLICT = "report in conflict"


_OF_REPORT = {
    Outcome.INCLUDE: Fate.INCLUDED,
    Outcome.EXCLUDE: Fate.REPORT_EXCLUDED,
    Outcome.CONFLICT: Fate.REPORT_IN_CONFLICT,
    Outcome.MAYBE: Fate.NOT_ASSESSED,
}
_OF_RECORD = {
    Outcome.UNDECIDED: Fate.UNDECIDED,
    Outcome.EXCLUDE: Fate.EXCLUDED,
    Outcome.CONFLICT: Fate.IN_CONFLICT,
}


def fate(abstract: Screened | None, full_text: Screened | None, retrieval: Retrieval | None) -> Fate:
    """Return how far a record came; what was decided on the full text holds over what came before."""
    of_report = full_text.outcome if full_text else Outcome.UNDECIDED
    if of_report in _OF_REPORT:
        return _OF_REPORT[of_report]
    of_record = abstract.outcome if abstract else Outcome.UNDECIDED
    if of_record in _OF_RECORD:
        return _OF_RECORD[of_record]
    return Fate.NOT_RETRIEVED if retrieval is Retrieval.NOT_RETRIEVED else Fate.NOT_ASSESSED


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the records of a file were found: by which channel, and in what ("Embase").

    `said` is True where a person said so; else it is what the file tells.
    """

    channel: Channel
    name: str = ""
    said: bool = False


@dataclass(frozen=True, slots=True)
class Traced:
    """One record of the library: where it was found and how far it came.

    `reason` is that of an exclusion; `study` is the same for reports of one study.
    """

    document: int
    origin: Origin
    fate: Fate
    reason: str = ""
    study: int = 0


@dataclass(frozen=True, slots=True)
class Turned:
    """Records of a file that never became documents: the same once more, and those that could not be read."""

    origin: Origin
    again: int = 0
    unread: int = 0
