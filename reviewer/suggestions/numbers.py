"""Numbers in what a study reports: how many, shares, intervals, p."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.language import later, recorded
from reviewer.model import Role, Suggestion, SuggestionKind
from reviewer.suggestions.material import Material

_N = r"\d+(?:[.,·]\d+)*"
_DASH = r"(?:\s*(?:-|–|—|−|to|,|;)\s*)"
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        later("An interval"),
        re.compile(
            rf"(?:\b9\d(?:\.\d+)?\s?%\s*)?\b(?:(?:confidence|credible)\s+intervals?(?:\s*[\[(]?\b(?:CI|CrI))?|CI|CrI)\b[\s:,=()\[\]]*"
            rf"[-−]?{_N}\s?%?{_DASH}[-−]?{_N}\s?%?",
            re.I,
        ),
    ),
    (later("A p value"), re.compile(r"\bp\s*(?:-?\s?values?\s*)?(?:[<>=≤≥]|&lt;)\s*0?[.·,]\d+", re.I)),
    (later("A count"), re.compile(rf"\bn\s*=\s*{_N}", re.I)),
    (
        later("A share"),
        re.compile(
            rf"\b(?!(?:19|20)\d\d\s*\(){_N}(?:\s*/\s*{_N})?\s*(?:\(\s*)?(?:{_N})?\s?%(?:\s*\(\d+\s*/\s*\d+\))?"
            r"|\b\d+\s+(?:of|out of|in)\s+(?:the\s+)?\d+\b(?!\s*(?:years?|months?|weeks?|days?|hours?)\b)"
        ),
    ),
)
"""What kinds of numbers are told apart, and how they are written; the first that fits a place counts."""


def numbers(material: Material) -> Iterator[Suggestion]:
    """Yield the numbers of a study's results, with the claim of the quote they stand in."""
    text = material.document.text
    for sentence in material.said_by_study(Role.RESULTS, Role.CONCLUSIONS):
        taken: list[tuple[int, int]] = []
        for name, form in FORMS:
            for match in form.finditer(text, sentence.start, sentence.end):
                start, end = match.span()
                if any(start < stop and begin < end for begin, stop in taken):
                    continue
                taken.append((start, end))
                link = material.quoted(start, end)
                claim = link.claim if link else None
                if link is not None and match[0] in link.note:
                    continue
                span = material.words(start, end)
                reason = recorded("{what} in a result", what=name)
                yield Suggestion(
                    SuggestionKind.NUMBER, span, " ".join(match[0].split()), reason, claim,
                    score=0.6,
                )  # fmt: skip
