"""Details of health and person in the words of readers, by rules that propose; a person confirms each.

A rule is a pattern with the reason it gives. They find what readers of web pages write of themselves in
English, German, French and Spanish: doses, ages, dates, treatments, diagnoses, scores, families, addresses.
They miss much and find some in vain, which is why nothing is left out on their word alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.suggestions.health_languages import FRENCH, GERMAN, SPANISH

_SELF = r"\bI(?:'m|’m|'ve|’ve)?"
_DRUG = r"\w*(?:mab|mabs|mide|tron|trone|solon|solone|feron|imod|tinib|platin|sone|vir|statin|azole|cillin)"
_CARE = (
    rf"(?:infusions?|injections?|chemo\w*|surgery|operation|transplants?|steroids?|tablets?|pills?|{_DRUG})"
)
RULES: Mapping[str, re.Pattern[str]] = {
    "a dose": re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:mg|µg|μg|mcg|g|ml|IU)(?:/\w+(?:\(\d\))?|\b)"),
    "an age": re.compile(
        rf"{_SELF}(?: am| was)? (?:now |only )?\d{{1,2}}(?: (?:years|yrs)(?: old)?)?\b"
        r"(?! (?:mg|times|weeks|months))"
        r"|\b(?:aged?|age of) \d{1,2}\b|\b\d{1,2}[- ](?:years?|yrs?)[- ]old\b",
        re.I,
    ),
    "a date of illness": re.compile(
        r"\b(?:diagnos\w+|dx|relaps\w+|symptoms?|since)\b[^.!?\n]{0,40}?\b(?:19|20)\d\d\b", re.I
    ),
    "a treatment of one's own": re.compile(
        rf"\bmy (?:\w+ ){{0,3}}{_CARE}\b"
        rf"|{_SELF} (?:\w+ ){{0,4}}?(?:get|got|had|have|take|took|receive\w*|started|stopped)\b"
        rf"[^.!?\n]{{0,50}}?\b{_CARE}\b",
        re.I,
    ),
    "a diagnosis": re.compile(
        rf"{_SELF} (?:have|had|suffer from|was diagnosed with|am diagnosed with|live with) "
        r"(?!been|to |a |no |not |never|the )[^.,;!?\n]{2,50}",
        re.I,
    ),
    "a score": re.compile(
        r"\bmy EDSS\b[^.;\n]{0,15}?\d(?:[.,]\d)?|\bEDSS (?:of |is |was )?\d(?:[.,]\d)?", re.I
    ),
    "somebody of the family": re.compile(
        r"\bmy (?:mother|mum|mom|father|dad|sister|brother|wife|husband|partner|son|daughter|child)\b"
        r"[^.!?\n]{0,60}",
        re.I,
    ),
    "an address": re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.\w+)+|\+?\d[\d ()/-]{7,}\d"),
}


@dataclass(frozen=True, slots=True)
class Detail:
    """A stretch of words (code points, the end not included) and why it may be left out."""

    start: int
    end: int
    why: str


def health_details(words: str) -> tuple[Detail, ...]:
    """Return what may be left out of a reader's words, in order; what overlaps is one stretch."""
    found = sorted(
        (match.start(), match.end(), why)
        for rules in (RULES, GERMAN, FRENCH, SPANISH)
        for why, pattern in rules.items()
        for match in pattern.finditer(words)
        if match.end() > match.start()
    )
    joined: list[Detail] = []
    for start, end, why in found:
        if joined and start < joined[-1].end:
            last = joined.pop()
            known = last.why.split(", ")
            whys = last.why if why in known else f"{last.why}, {why}"
            joined.append(Detail(last.start, max(end, last.end), whys))
        else:
            joined.append(Detail(start, end, why))
    return tuple(joined)
