"""Remarks on outcomes and on wording: surrogate outcomes, and conclusions that say more than was found.

What counts as spin follows Boutron and others (JAMA 2010;303:2058-64), in our own words and narrowed to what
words alone can show: near-significance spoken of as an effect, praise and advice in conclusions, and
significance without a test. A surrogate is a measure that patients do not feel (Core GRADE: indirectness
of the outcome). Each remark carries the words that raised it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.appraisal.passages import of_study
from reviewer.language import recorded
from reviewer.model import Document, Role, Segment, Span
from reviewer.text import quote

SURROGATE, SPIN = "surrogate", "spin"


@dataclass(frozen=True, slots=True)
class Flag:
    """A remark: its kind, a message for the user, and the words it is about, in reading order."""

    kind: str
    message: str
    spans: tuple[Span, ...] = ()


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)


_CELLS = (
    r"(?:memory |naive |regulatory |effector )?(?:B|T|NK|natural killer|dendritic|plasma|stem)[\s-]cells?\b"
)
_SURROGATE = _words(
    r"biomarkers?\b|surrogate (?:outcomes?|end[\s-]?points?|markers?)\b"
    r"|(?:serum|plasma|blood|urin\w+|salivary|CSF|cerebrospinal fluid)(?: [\w-]+){0,3}? "
    r"(?:levels?|concentrations?|tit(?:er|re)s?)\b|antibody (?:levels?|tit(?:er|re)s?)\b|seroconversion\b"
    rf"|CD\d+\w*(?:\([^()\s]{{1,6}}\))?(?:CD\d+\w*(?:\([^()\s]{{1,6}}\))?)*\s+{_CELLS}|{_CELLS}"
    r"|lymphocytes?\b|neutrophils?\b|monocytes?\b|cytokines?\b|interleukin[\s-]\d+|C-reactive protein\b"
    r"|HbA1c\b|glyc(?:at|osylat)ed ha?emoglobin\b|(?:LDL|HDL|total)[\s-]cholesterol\b|blood pressure\b"
    r"|bone (?:mineral )?density\b|viral load\b|CD4 counts?\b|progression-free survival\b"
    r"|tumou?r (?:response|shrinkage)\b|(?:gadolinium[\s-]enhancing|T2|new) lesions?\b"
    r"|lesion (?:counts?|volumes?|loads?)\b|ejection fraction\b|intraocular pressure\b|FEV1\b"
)
_FOUND = (Role.RESULTS, Role.CONCLUSIONS, Role.OTHER, None)
_CLOSING = (Role.CONCLUSIONS, None)

_NEARLY = _words(
    r"trend(?:s|ed|ing)? (?:to|towards?|for|in favou?r)\b"
    r"|(?:approach\w*|nearly|almost|marginally|borderline|close to) (?:statistical(?:ly)? )?significan\w+"
)
_PRAISE = _words(
    r"promising\b|encouraging\b|safe and effective\b|effective and safe\b|highly effective\b|excellent\b"
    r"|remarkabl[ey]\b|dramatic(?:ally)?\b|breakthrough\b"
)
_ADVICE = _words(
    r"should be (?:used|given|considered|recommended|offered|preferred)\b|we recommend\b"
    r"|(?:is|are) recommended\b|(?:treatment|drug|therapy) of choice\b|first[\s-]line\b"
)
_SIGNIFICANT = re.compile(
    r"(?<!not )(?<!no )(?<!clinically )(?<!nor )\bsignificant(?:ly)?\b(?! others?\b)", re.IGNORECASE
)
_TESTED = re.compile(
    r"\bp\s*(?:-?\s*values?)?\s*[<=>≤≥]|confidence intervals?|\bCIs?\b|\b9[059]\s*%"
    r"|standard (?:error|deviation)",
    re.IGNORECASE,
)


def surrogate(document: Document, segments: Sequence[Segment]) -> Iterator[Flag]:
    """Yield the remark that results are measures patients do not feel, with each of them."""
    spans = _found(document, of_study(segments, *_FOUND), _SURROGATE)
    if spans:
        yield Flag(SURROGATE, recorded("Surrogate outcome, which patients do not feel"), spans)


def spin(document: Document, segments: Sequence[Segment], uncontrolled: bool) -> Iterator[Flag]:
    """Yield remarks on wording that is stronger than what was found; advice only of uncontrolled designs."""
    told, closing = of_study(segments, *_FOUND), of_study(segments, *_CLOSING)
    whole = [document.text[each.start : each.end] for each in of_study(segments)]
    rules = [
        (recorded("Near-significance spoken of as an effect"), told, _NEARLY),
        (recorded("Praise in the conclusions"), closing, _PRAISE),
    ]
    if uncontrolled:
        rules.append((recorded("Advice from a study without a control group"), closing, _ADVICE))
    if not any(_TESTED.search(text) for text in whole):
        rules.append((recorded("Significance claimed, no test or interval given"), told, _SIGNIFICANT))
    for message, where, pattern in rules:
        spans = _found(document, where, pattern)
        if spans:
            yield Flag(SPIN, message, spans)


def _found(document: Document, where: Iterable[Segment], pattern: re.Pattern[str]) -> tuple[Span, ...]:
    return tuple(
        quote(document, match.start(), match.end())
        for segment in where
        for match in pattern.finditer(document.text, segment.start, segment.end)
    )
