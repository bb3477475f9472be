"""Proposals: the design and the size of a study, read from its own words for a person to confirm.

Index terms never decide a design; where they say otherwise, the conflict is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.appraisal.designs import CUES, DESIGNS, uncontrolled
from reviewer.appraisal.passages import Indexed, indexed, of_study
from reviewer.model import Document, Kind, Role, Segment, Span
from reviewer.text import quote, sentences


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a text says of its study. `words` and `participants_words` are where it says so; `conflicts`
    are the index terms that say otherwise. An empty or None part: the text does not say."""

    design: str = ""
    words: Span | None = None
    participants: int | None = None
    participants_words: Span | None = None
    comparator: str = ""
    conflicts: tuple[Indexed, ...] = ()


_DESIGN_ORDER: tuple[tuple[Role | None, ...], ...] = (
    (Role.DESIGN,),
    (Role.METHODS,),
    (None, Role.OTHER),
    (Role.PARTICIPANTS, Role.SETTING, Role.INTERVENTION),
    (Role.OBJECTIVE, Role.RESULTS),
)
_PEOPLE_ORDER: tuple[tuple[Role | None, ...], ...] = (
    (Role.PARTICIPANTS,),
    (Role.METHODS, Role.DESIGN, Role.SETTING),
    (None, Role.OTHER),
    (Role.INTERVENTION, Role.RESULTS, Role.OBJECTIVE),
)
"""Where to look, the surest first. What background and conclusions mention may be other studies."""


def propose_design(document: Document, segments: Sequence[Segment]) -> Proposal:
    """Read design, participants and comparator from the study's words; never from index terms."""
    design, words = _design(document, segments)
    people, people_words = _participants(document, segments)
    return Proposal(
        design=design,
        words=words,
        participants=people,
        participants_words=people_words,
        comparator="none" if design and uncontrolled(design) else "",
        conflicts=_conflicts(design, words.exact if words else "", indexed(document, segments)),
    )


_BEFORE = re.compile(
    r"(?:\b(?:retrospective|prospective|observational|open[- ]label|(?:multi|single)[- ]?cent(?:er|re)"
    r"|double[- ]blind(?:ed)?|pilot|exploratory|phase [I1-4]+[ab]?|small|large|international)\b"
    r"[\s,]+(?:and\s+)?)+$",
    re.IGNORECASE,
)


def _design(document: Document, segments: Sequence[Segment]) -> tuple[str, Span | None]:
    groups = [of_study(segments, *roles) for roles in _DESIGN_ORDER]
    if not any(segment.second_hand for segment in segments):
        groups.append([segment for segment in segments if segment.kind is Kind.TITLE])
    for group in groups:
        for name, cue in CUES:
            for segment in group:
                match = cue.search(document.text, segment.start, segment.end)
                if match:
                    return name, _whole_phrase(document, segment, match)
    return "", None


def _whole_phrase(document: Document, segment: Segment, match: re.Match[str]) -> Span:
    """Return the words of a design with what qualifies them; in a design section, to the end of it."""
    before = _BEFORE.search(document.text[segment.start : match.start()])
    start = segment.start + before.start() if before else match.start()
    end = match.end()
    if segment.role is Role.DESIGN:
        ends = [stop for _, stop in sentences(document.text, segment.start, segment.end) if stop >= end]
        end = max(end, start + len(document.text[start : ends[0]].rstrip(" ."))) if ends else end
    return quote(document, start, end)


_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_NUMBER_WORD = "|".join((*sorted(_VALUES, key=len, reverse=True), "hundred", "thousand"))
_STOP = (
    "of|in|on|at|by|to|for|from|with|during|after|before|per|and|or|the|a|an|who|were|was|had|have|than"
    "|years?|months?|weeks?|days?|hours?|mg|times?|doses?|relapses?|cent(?:er|re)s?|hospitals?|groups?|arms?"
)
_PEOPLE = (
    r"patients?(?!\s+(?:encounters?|visits?|charts?|records?|contacts?|days?|years?)\b)|participants?|people|persons?"
    r"|subjects?|individuals?|volunteers?|adults?|children|infants?|women|men|girls|boys|cases?|controls?|females|males"
    r"|students|survivors|respondents|trainees|physicians|psychiatrists|nurses|practitioners|clinicians"
)
_COUNTED = re.compile(
    rf"(?<![\w.,/%−-])(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}}|(?:{_NUMBER_WORD})(?:[-\s]+(?:and\s+)?(?:{_NUMBER_WORD}))*)"
    rf"(?![\w%])(?![.,]\d)(?:\s+(?!(?:{_STOP})\b)[\w()/+-]+){{0,5}}?\s+(?:{_PEOPLE})\b",
    re.IGNORECASE,
)
_ONE_OF_SEVERAL = re.compile(
    r"(?:\beach\s+of\s+|\d[^.;]*,[^.;]*\d[^.;]*,?\s+and\s+|\d+\s+(?:of|in)\s+)\Z", re.I
)
"""What stands before a number that counts a part: “each of 110”, “39 men, 44 women, and 81 others”."""
_N_EQUALS = re.compile(r"\bn\s*=\s*(?P<number>\d{1,7})\b", re.IGNORECASE)


def _participants(document: Document, segments: Sequence[Segment]) -> tuple[int | None, Span | None]:
    for roles in _PEOPLE_ORDER:
        group = of_study(segments, *roles)
        for pattern in (_COUNTED, _N_EQUALS):
            for match in _matches(pattern, document.text, group):
                if _ONE_OF_SEVERAL.search(document.text, max(0, match.start() - 60), match.start()):
                    continue
                return number(match["number"]), quote(document, match.start(), match.end())
    return None, None


def _matches(pattern: re.Pattern[str], text: str, group: Iterable[Segment]) -> Iterator[re.Match[str]]:
    for segment in group:
        yield from pattern.finditer(text, segment.start, segment.end)


def number(words: str) -> int:
    """Return the number that digits or English number words stand for ("Twenty-three" → 23)."""
    digits = words.replace(",", "")
    if digits.isdecimal():
        return int(digits)
    total, part = 0, 0
    for word in re.split(r"[-\s]+", words.lower()):
        if word == "hundred":
            part = max(1, part) * 100
        elif word == "thousand":
            total, part = total + max(1, part) * 1000, 0
        else:
            part += _VALUES.get(word, 0)
    return total + part


_COMPARING = {
    "Comparative Study",
    "Controlled Clinical Trial",
    "Randomized Controlled Trial",
    "Randomized Controlled Trials as Topic",
    "Case-Control Studies",
    "Cohort Studies",
    "Cross-Over Studies",
}
_RANDOM = {"Randomized Controlled Trial", "Random Allocation"}
_TIMES = {"Prospective Studies": "prospective", "Retrospective Studies": "retrospective"}


def _conflicts(design: str, words: str, terms: Sequence[Indexed]) -> tuple[Indexed, ...]:
    """Return the index terms that say something else than the text, in their order."""
    if not design:
        return ()
    by_name = {each.words: each for each in terms}
    found = {name for name in by_name if uncontrolled(design) and name in _COMPARING}
    found |= {name for name in by_name if not DESIGNS[design].randomised and name in _RANDOM}
    found |= _times_in_conflict(words.lower(), set(by_name) & set(_TIMES))
    return tuple(each for each in by_name.values() if each.words in found)


def _times_in_conflict(words: str, named: set[str]) -> set[str]:
    """Return both directions when both are named, else the one that a text with only the other denies."""
    if len(named) == len(_TIMES):
        return named
    said = {word for word in _TIMES.values() if re.search(rf"\b{word}", words)}
    return {name for name in named if said and _TIMES[name] not in said}
