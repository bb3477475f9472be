"""Two records side by side: how each field compares, and whether they are of one work.

Each field agrees, nearly agrees, differs or is missing, and is worth points for or against; the sum is a
score. What can only be two works (another page, another part, a correction) is never outweighed by points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from reviewer.records.duplicates import journals, people, places
from reviewer.records.duplicates.closeness import ratio
from reviewer.records.duplicates.entries import Entry
from reviewer.records.duplicates.places import MISSING, NEAR, OTHER, SAME
from reviewer.records.duplicates.titles import ALIKE, PART, SHORT, Title

POINTS: dict[str, dict[str, float]] = {
    "title": {SAME: 4.0, NEAR: 3.0, PART: 2.0, ALIKE: 0.0, OTHER: -5.0},
    "authors": {SAME: 2.5, NEAR: 1.0, OTHER: -4.0},
    "year": {SAME: 0.8, NEAR: 0.2, OTHER: -2.5},
    "journal": {SAME: 1.2, NEAR: 0.4, OTHER: -2.5},
    "volume": {SAME: 0.9, OTHER: -1.8},
    "issue": {SAME: 0.4, OTHER: -0.5},
    "pages": {SAME: 2.5, NEAR: 1.0, OTHER: -3.5},
    "doi": {SAME: 5.0, NEAR: -3.0, OTHER: -3.5},
    "pmid": {SAME: 7.0, OTHER: -5.0},
    "pmcid": {SAME: 6.0, OTHER: -5.0},
}
START = -4.0
"""Points before anything is compared: most pairs are two works."""
CERTAIN = 0.95
LIKELY = 0.5
LONG = 8
"""Words of a title that hardly two works share."""


@dataclass(frozen=True, slots=True)
class Levels:
    """How the fields of two records compare."""

    title: str
    authors: str
    year: str
    journal: str
    volume: str
    issue: str
    pages: str
    doi: str
    pmid: str
    pmcid: str

    @property
    def same_id(self) -> bool:
        """Whether an identifier is the same."""
        return SAME in (self.pmid, self.pmcid, self.doi)

    @property
    def same_pubmed(self) -> bool:
        """Whether PubMed or PubMed Central have one number for both."""
        return SAME in (self.pmid, self.pmcid)

    @property
    def same_place(self) -> bool:
        """Whether both stand on the same pages of one volume, or of one journal and year."""
        if self.pages != SAME:
            return False
        return self.volume == SAME or self.journal == SAME and self.year == SAME and self.volume == MISSING

    @property
    def title_agrees(self) -> bool:
        """Whether the titles are one, spelling apart."""
        return self.title in (SAME, NEAR)


def is_hopeless(one: Entry, other: Entry, title: str) -> bool:
    """Whether titles differ and nothing else could outweigh it: no identifier and no page in common."""
    if title not in (ALIKE, OTHER):
        return False
    if one.pmid and one.pmid == other.pmid or one.pmcid and one.pmcid == other.pmcid:
        return False
    if one.doi and other.doi and one.doi.base == other.doi.base:
        return False
    if one.pages and other.pages and one.pages.bare == other.pages.bare:
        return False
    return title == OTHER or not (one.titles[0].part or other.titles[0].part)


def levels(one: Entry, other: Entry, shared: frozenset[str], title: str) -> Levels:
    """Return how two records compare; `shared` are DOIs that several works carry, which say nothing.

    `title` is how the titles compare, which is found first and mostly ends the matter.
    """
    volume, issue = _numbers(one, other)
    doi = places.compare_dois(one.doi, other.doi)
    if doi == SAME and one.doi is not None and one.doi.base in shared:
        doi = MISSING
    return Levels(
        title=title,
        authors=people.compare(one.people, other.people),
        year=_years(one.years, other.years),
        journal=_journals(one, other),
        volume=volume,
        issue=issue,
        pages=places.compare_pages(one.pages, other.pages),
        doi=doi,
        pmid=places.compare_numbers(one.pmid, other.pmid),
        pmcid=places.compare_numbers(one.pmcid, other.pmcid),
    )


def _years(ours: tuple[int, ...], theirs: tuple[int, ...]) -> str:
    if not ours or not theirs:
        return MISSING
    apart = min(abs(a - b) for a in ours for b in theirs)
    return SAME if apart == 0 else NEAR if apart == 1 else OTHER


def _journals(one: Entry, other: Entry) -> str:
    found = journals.compare(one.journals, other.journals)
    if found == OTHER and one.issn and one.issn == other.issn:
        return NEAR if one.is_of_a_meeting != other.is_of_a_meeting else SAME
    return found


def _numbers(one: Entry, other: Entry) -> tuple[str, str]:
    """Return how volumes and issues compare; a source may have put the volume where the issue belongs."""
    volume = places.compare_numbers(one.volume, other.volume)
    issue = places.compare_numbers(one.issue, other.issue)
    if _is_in_the_issue(one, other) or _is_in_the_issue(other, one):
        return SAME, MISSING
    crossed = one.volume in (other.issue, str(max(other.years, default=0))) or other.volume in (
        one.issue,
        str(max(one.years, default=0)),
    )
    return MISSING if volume == OTHER and crossed else volume, issue


def _is_in_the_issue(one: Entry, other: Entry) -> bool:
    """Whether a record has the volume of the other, two digits or more, as its issue and no volume itself."""
    return not one.volume and len(one.issue) > 1 and one.issue == other.volume != other.issue


def score(found: Levels, one: Entry, other: Entry) -> float:
    """Return how likely two records are of one work by their points, from 0 to 1."""
    points = START + sum(worth.get(getattr(found, name), 0.0) for name, worth in POINTS.items())
    words = min(len(one.titles[0].tokens), len(other.titles[0].tokens)) if one.titles and other.titles else 0
    if found.title in (SAME, NEAR):
        points += 0.8 if words >= LONG else -1.5 if words <= SHORT else 0.0
    if found.title == OTHER and (found.same_pubmed or _is_translated(found)):
        points += 4.0
    return 1 / (1 + math.exp(-points))


def _is_translated(found: Levels) -> bool:
    """Whether all but the title says that this is one work: a title in two languages."""
    return found.same_place and found.authors == SAME and found.journal in (SAME, NEAR) and found.year == SAME


def is_enough(found: Levels, one: Entry, other: Entry) -> bool:
    """Whether titles that differ may be those of one work, by what else agrees."""
    if found.title == OTHER:
        if found.same_pubmed:
            return found.authors != OTHER or found.pages == SAME
        if one.is_of_a_meeting or other.is_of_a_meeting:  # many abstracts share a page and a DOI
            return False
        if found.doi == SAME:
            return (
                found.authors == SAME
                and found.pages != OTHER
                or found.authors != OTHER
                and found.pages == SAME
            )
        return _is_translated(found)
    if found.title == ALIKE:
        return _is_enough_for_alike(found, one, other)
    if found.title in (SAME, NEAR, PART) and _is_yearly(one) and not found.same_id and not found.same_place:
        return found.year == SAME and OTHER not in (found.volume, found.issue, found.journal)
    if found.title == PART:
        if one.titles[0].is_mark or other.titles[0].is_mark:
            return found.same_place and found.authors != OTHER
        parts = one.titles[0].part != other.titles[0].part and found.issue == OTHER
        if found.pages == OTHER or found.volume == OTHER and found.pages != SAME or parts:
            return found.same_id
    if found.title == MISSING:
        return found.same_id or found.same_place
    return True


def _is_enough_for_alike(found: Levels, one: Entry, other: Entry) -> bool:
    """Whether titles that share most of their words may be one; many abstracts stand on one page."""
    if found.same_id and found.authors != OTHER:
        return True
    if not found.same_place or found.authors == OTHER or found.journal == OTHER:
        return False
    if found.authors == MISSING:
        return found.volume == SAME and found.journal == SAME
    if one.is_of_a_meeting or other.is_of_a_meeting:
        return found.authors == SAME and ratio(one.titles[0].joined, other.titles[0].joined, 88) > 0
    return True


def _is_yearly(one: Entry) -> bool:
    """Whether the title is one that a new text gets each year, or in every issue."""
    return one.titles[0].is_mark or not _YEARLY.isdisjoint(one.titles[0].tokens[:4])


_YEARLY = frozenset("annual yearly biennial quarterly monthly weekly".split())


def is_certain(found: Levels, one: Entry, other: Entry, likely: float) -> bool:
    """Whether a pair that may be one work needs no second look."""
    if likely < CERTAIN:
        return False
    if found.same_pubmed:
        return found.title != OTHER or found.authors == SAME and found.pages == SAME
    if found.doi == SAME:
        if found.title in (SAME, NEAR, PART):
            return found.pages != OTHER or found.authors == SAME
        return found.title == ALIKE and found.authors == SAME and found.pages != OTHER
    if found.authors == OTHER or found.title not in (SAME, NEAR, PART, ALIKE) or found.year == OTHER:
        return False
    if found.title == ALIKE:
        return _is_misspelt(found, one, other)
    if found.same_place and found.journal != OTHER:
        if any(title.is_mark for each in (one, other) for title in each.titles) and found.title == PART:
            return found.authors == SAME
        return found.authors == SAME or found.journal == SAME or found.title_agrees and found.volume == SAME
    if OTHER in (found.pages, found.volume):
        return False
    words = min((len(each.titles[0].telling) for each in (one, other) if each.titles), default=0)
    persons = min(len(one.people.persons), len(other.people.persons))
    if found.title == PART:
        return words > SHORT and _is_cut_only(found, one, other, persons)
    if one.is_preprint and other.is_preprint or one.is_cochrane and other.is_cochrane:
        agree = found.authors == found.journal == found.year == SAME
        if agree and found.issue != OTHER and words > 1 and persons > 2:
            return True
    bare = not one.journals and not other.journals
    return _is_certain_without_place(found, words, persons, bare)


def _is_misspelt(found: Levels, one: Entry, other: Entry) -> bool:
    """Whether titles that differ in a word are one: the same people filled the same pages with it."""
    return (
        found.authors == found.year == found.journal == found.volume == SAME
        and _fills_same_pages(one, other)
        and not (one.is_of_a_meeting or other.is_of_a_meeting)
        and one.titles[0].numbers == other.titles[0].numbers
        and ratio(one.titles[0].joined, other.titles[0].joined, 88) > 0
    )


def _fills_same_pages(one: Entry, other: Entry) -> bool:
    """Whether both records name a first and a last page, and these are the same."""
    if one.pages is None or other.pages is None or one.pages.alone or other.pages.alone:
        return False
    return (one.pages.bare, one.pages.bare_last) == (other.pages.bare, other.pages.bare_last)


def _is_certain_without_place(found: Levels, words: int, persons: int, bare: bool) -> bool:
    """Whether titles that agree are enough with what else is known, when no page or volume is shared.

    A record that names no journal may be the preprint of one that does; with two `bare` ones nothing says so.
    """
    in_one_issue = found.journal == found.volume == found.issue == found.year == SAME
    if found.authors != SAME:
        return in_one_issue and words > SHORT and found.authors == MISSING
    if found.same_place or found.pages == SAME and found.journal in (SAME, MISSING) and found.issue != OTHER:
        return True
    if found.journal == SAME:
        if found.issue == found.year == SAME and persons > 1:
            return words > 2 or in_one_issue and words > 1
        return found.issue != OTHER and words >= SHORT
    if found.journal != MISSING or found.year != SAME or found.issue == OTHER:
        return False
    return words > SHORT and persons > 1 and (bare or SAME in (found.volume, found.issue))


def _is_cut_only(found: Levels, one: Entry, other: Entry, persons: int) -> bool:
    """Whether one title lost its end, which told of nothing but the design, and nothing else differs."""
    if found.authors != SAME or found.year != SAME or found.issue == OTHER or found.journal == OTHER:
        return False
    short, long = sorted((one.titles[0], other.titles[0]), key=lambda title: len(title.joined))
    lost = long.telling[len(short.telling) :]
    if long.part or not _TELLING_ENDS.isdisjoint(lost):
        return False
    if _fills_same_pages(one, other) and persons > 1:
        return True
    if found.journal != SAME:
        return False
    if found.volume == SAME:
        return persons > 1 or found.issue == SAME and _tells_design_only(lost)
    server = one.is_preprint and other.is_preprint
    return server and persons > 1 and (_tells_design_only(lost) or _ends_within_a_word(short, long))


def _tells_design_only(lost: tuple[str, ...]) -> bool:
    return all(word in _DESIGN or word[0].isdigit() for word in lost)


def _ends_within_a_word(short: Title, long: Title) -> bool:
    last = len(short.tokens) - 1
    return last < len(long.tokens) and short.tokens[last] != long.tokens[last]


_DESIGN = frozenset(
    "study studies trial trials randomised randomized controlled placebo double single triple blind blinded"
    " masked open label labelled labeled extension prospective retrospective cohort case cases control series"
    " cross sectional longitudinal observational pilot feasibility multicentre multicenter centre center"
    " national registry results population based survey qualitative quantitative mixed methods systematic"
    " review meta analysis follow year years month months analysis report".split()
)
"""Words that say how a study was made and not what about."""
_TELLING_ENDS = frozenset(
    "protocol reply response comment comments commentary correction erratum corrigendum author authors part"
    " supplement appendix update abstract rationale".split()
)
"""Words of a subtitle that make another text of the same title."""
