"""Whether two records are one work, and what they are to each other when they are not."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.records.duplicates import titles
from reviewer.records.duplicates.comparing import (
    LIKELY,
    Levels,
    is_certain,
    is_enough,
    is_hopeless,
    levels,
    score,
)
from reviewer.records.duplicates.entries import Entry
from reviewer.records.duplicates.places import MISSING, NEAR, OTHER, SAME
from reviewer.records.duplicates.titles import ALIKE, PART

ANOTHER_PLACE = "published in two places"
ABSTRACT = "conference abstract and paper"
ABSTRACTS = "abstracts of two meetings"
VERSIONS = "versions"
_BY_MARK = {
    "erratum": "correction and article",
    "retraction": "retraction and article",
    "comment": "comment and article",
    "protocol": "protocol and report",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found for a pair: one work (`same`, perhaps `certain`), or `apart` and `relation`."""

    same: bool
    certain: bool
    apart: bool
    score: float
    relation: str
    levels: Levels


NOTHING = {
    title: Verdict(False, False, title == OTHER, 0.0, "", Levels(title, *(MISSING,) * 9))
    for title in (ALIKE, OTHER)
}
"""What is said of pairs that were not looked at any further."""


def decide(one: Entry, other: Entry, shared: frozenset[str] = frozenset()) -> Verdict:
    """Return whether two records are of one work; `shared` are DOIs that several works carry."""
    title = titles.compare(one.titles, other.titles)
    if is_hopeless(one, other, title):
        return NOTHING[title]
    found = levels(one, other, shared, title)
    likely = score(found, one, other)
    relation = relation_of(one, other, found)
    if relation or _is_apart(one, other, found):
        return Verdict(False, False, True, likely, relation, found)
    if not is_enough(found, one, other) or likely < LIKELY:
        return Verdict(False, False, found.title == OTHER, likely, "", found)
    certain = is_certain(found, one, other, likely) and not _is_doubtful(one, other, found)
    return Verdict(True, certain, False, likely, "", found)


def relation_of(one: Entry, other: Entry, found: Levels) -> str:
    """Return what two records of different works are to each other, or ""."""
    if found.same_pubmed or found.title == OTHER or found.authors == OTHER and found.title != SAME:
        return ""
    if found.doi == NEAR:
        return "review versions" if one.is_cochrane else VERSIONS
    if found.title == ALIKE:
        return _relation_of_alike(one, other, found)
    if one.mark != other.mark and not (found.same_place and found.journal != OTHER):
        marks = {one.mark, other.mark} - {"abstract", ""}
        if marks and (one.mark_is_stated or other.mark_is_stated or found.pages == OTHER):
            return _BY_MARK[min(marks)]
    return _relation_of_kinds(one, other, found) or _relation_of_places(one, other, found)


def _relation_of_alike(one: Entry, other: Entry, found: Levels) -> str:
    """Return the relation of two works whose titles share most words."""
    ours, theirs = one.titles[0], other.titles[0]
    if ours.part == theirs.part or found.authors == OTHER:
        return ""
    if ours.part and theirs.part or not found.same_place and not found.same_id:
        return "parts of a series"
    return ""


def _relation_of_kinds(one: Entry, other: Entry, found: Levels) -> str:
    if one.is_preprint != other.is_preprint and found.doi != SAME and not found.same_place:
        return "preprint and version"
    if one.is_cochrane and other.is_cochrane and found.doi != SAME:
        if (
            found.year == OTHER
            or OTHER in (found.issue, found.doi)
            or found.year == NEAR
            and found.issue != SAME
        ):
            return "review versions"
    if "thesis" in (one.type, other.type) and one.type != other.type and found.doi != SAME:
        if one.journals and other.journals or found.pages == OTHER:
            return "thesis and article"
    return ""


def _relation_of_places(one: Entry, other: Entry, found: Levels) -> str:
    """Return the relation of two works of one title by the same people that stand in two places."""
    if found.same_id or found.authors == OTHER or found.title == PART and found.authors != SAME:
        return ""
    if not is_elsewhere(one, other, found):
        unplaced = found.pages == MISSING and found.volume != SAME and found.issue != SAME
        if unplaced and one.is_of_a_meeting != other.is_of_a_meeting and found.journal != SAME:
            return ABSTRACT
        return ""
    if one.is_of_a_meeting and other.is_of_a_meeting:
        return ABSTRACTS
    meeting = one.is_of_a_meeting or other.is_of_a_meeting
    return ABSTRACT if meeting else ANOTHER_PLACE if found.authors == SAME else ""


def is_elsewhere(one: Entry, other: Entry, found: Levels) -> bool:
    """Whether volume, pages or journal say that two records stand in two places."""
    if found.pages == OTHER:
        same_issue = (
            found.journal == SAME and found.volume == SAME and found.issue == SAME and found.year == SAME
        )
        return not (same_issue and one.is_of_a_meeting == other.is_of_a_meeting)
    if found.volume == OTHER and found.year == OTHER:
        return True
    if found.pages == SAME and (found.volume == SAME or found.journal in (SAME, NEAR)):
        return False
    if found.pages == NEAR and OTHER not in (found.volume, found.journal, found.year):
        return False
    if found.journal == OTHER:
        if found.volume == OTHER or found.year == OTHER:
            return True
        return found.pages == MISSING and one.is_of_a_meeting != other.is_of_a_meeting
    if found.volume == OTHER:
        return found.year != SAME or found.issue == OTHER or one.is_of_a_meeting != other.is_of_a_meeting
    if found.year == OTHER:
        return found.pages != SAME and (found.volume != SAME or found.issue == OTHER)
    return False


def _is_apart(one: Entry, other: Entry, found: Levels) -> bool:
    """Whether two records can only be of two works, whatever else agrees."""
    if found.same_pubmed:
        return found.title == OTHER and found.authors == OTHER
    ours, theirs = one.title, other.title
    if ours and theirs and ours.part and theirs.part and ours.part != theirs.part and found.title != SAME:
        return True
    if one.trials and other.trials and not one.trials & other.trials:
        return True
    agrees = found.same_place and found.title in (SAME, NEAR, PART) and found.authors in (SAME, NEAR, MISSING)
    if OTHER in (found.pmid, found.pmcid):
        return not (agrees and found.authors == SAME)
    if found.doi == OTHER:
        in_one_issue = found.title == SAME and found.authors == SAME and found.journal == SAME
        return not agrees and not (in_one_issue and found.volume == SAME and found.pages == MISSING)
    if found.authors == OTHER and not (found.title_agrees and (found.doi == SAME or found.same_place)):
        return True
    return found.doi != SAME and is_elsewhere(one, other, found)


def _is_doubtful(one: Entry, other: Entry, found: Levels) -> bool:
    """Whether a person must look, though all points speak for one work."""
    if OTHER in (found.pmid, found.pmcid):
        return True
    if found.doi == OTHER and not (found.title == SAME and found.authors == SAME and found.volume == SAME):
        return True
    if one.mark != other.mark and not found.same_id and not found.same_place:
        return True
    if one.is_of_a_meeting != other.is_of_a_meeting and not found.same_id and not found.same_place:
        return not found.journal == found.volume == found.issue == found.year == SAME
    return found.authors == OTHER and found.doi != SAME
