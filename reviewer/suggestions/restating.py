"""What a study said and others say again: the same claim elsewhere in the text, and what it lost on the way.

A clause of a commentator or a reader restates a sentence of a study when most of what it tells stands in
that sentence. Lost is a hedge, the people it was found in, or its numbers, when the study's sentence has them
and the sentence that restates it does not.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.language import later, recorded
from reviewer.model import Lost, QuoteLink, Role, Span, Suggestion, SuggestionKind, Voice
from reviewer.suggestions.likeness import clauses, stemmed, terms
from reviewer.suggestions.material import Material, Sentence
from reviewer.suggestions.numbers import FORMS
from reviewer.suggestions.pico_fields import people_of

LEAST = 0.4
"""Share of what a clause tells that must stand in the study's sentence."""
FEWEST = 4
"""Terms they must share; a pair of words is three: both and the pair."""
MOST = 400
"""Sentences of a study that are compared: of a book only the first."""
_SAYING = (Role.RESULTS, Role.CONCLUSIONS, Role.OTHER, Role.OBJECTIVE, None)
_HEDGE = re.compile(
    r"\b(?:may|might|could|can\s+be|suggests?|suggesting|suggested|appears?|appeared|seems?|seemed|possibl[ey]|potential(?:ly)?"
    r"|(?<!more )(?<!less )(?<!as )(?<!equally )likely|perhaps|probabl[ey]|unclear|uncertain|preliminary"
    r"|further\s+(?:studies|research|trials)|not\s+clear|tended|tendency|hypothes\w+|would)\b",
    re.I,
)
"""Words by which a study says that it is not sure; “more likely” compares, “results indicate” reports."""
_LINKED = re.compile(r"\b(?:associat(?:ed|ions?)|correlat\w+|related\s+to|linked)\b", re.I)
_BRINGS = re.compile(
    r"\b(?:reduc(?:es?|ed)|lower(?:s|ed)|increas(?:es?|ed)|rais(?:es?|ed)|improv(?:es?|ed)|prevent(?:s|ed)?|caus(?:es?|ed)"
    r"|protect(?:s|ed)?|cur(?:es?|ed)|lead(?:s)?\s+to|led\s+to|results?\s+in|because\s+of|due\s+to|induc(?:es?|ed))\b",
    re.I,
)
"""To say of what went together that one brought about the other is to be surer than the study."""
_FIGURE = re.compile(
    r"\b\d+(?:[.,·]\d+)?\s?%|\b(?:half|third|quarter|twice|double|one|two|three|four|five|six|seven|eight|nine|ten|twenty)\b"
    r"|\b\d+\b",
    re.I,
)
_ANIMALS = re.compile(
    r"\b(?:mice|mouse|rats?|in\s+vitro|cell\s+lines?|rabbits?|monkeys?|macaques?|zebrafish|pigs?)\b", re.I
)
WORDS = {
    Lost.HEDGE: recorded("how sure the study is"),
    Lost.POPULATION: recorded("in whom it was found"),
    Lost.NUMBER: recorded("the numbers"),
}


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of the study, its terms, and where it stands."""

    span: Span
    terms: frozenset[str]


def restated(material: Material) -> Iterator[Suggestion | None]:
    """Yield the clauses of others that restate a sentence of the study on the same page, with what is lost.

    None is yielded now and then, so that whoever asks can rest.
    """
    said = list(_said(material))
    having = Counter(term for each in said for term in each.terms)
    for sentence in material.sentences() if said else ():
        yield None
        if sentence.segment.voice not in (Voice.COMMENTARY, Voice.READER):
            continue
        best = max(
            (found for found in _restating(material, sentence, said, having)),
            key=lambda found: found.score,
            default=None,
        )
        if best is not None and material.quoted(best.span.start, best.span.end) is None:
            yield best


def drifts(material: Material) -> Iterator[Suggestion | None]:
    """Yield the quotes of others that lost something which the study's own quote of the same claim has, and
    None between."""
    own: dict[int, list[QuoteLink]] = {}
    for link in material.quotes:
        if link.voice is Voice.STUDY and not link.background:
            own.setdefault(link.claim, []).append(link)
    for link in material.own:
        yield None
        if link.voice not in (Voice.COMMENTARY, Voice.READER):
            continue
        for study in own.get(link.claim, ()):
            lost = lost_between(_around(material, study), _around(material, link))
            if lost and not _noted(link, lost):
                yield Suggestion(
                    SuggestionKind.DRIFT, link.span, link.stance.value, _reason(lost, link.voice), link.claim,
                    study.span, lost, score=0.6,
                )  # fmt: skip
                break


def lost_between(study: str, other: str) -> tuple[Lost, ...]:
    """Return what words of a study have and the words that restate them have not."""
    lost = []
    linked = _LINKED.search(study) and not _LINKED.search(other) and _BRINGS.search(other)
    if (_HEDGE.search(study) or linked) and not _HEDGE.search(other):
        lost.append(Lost.HEDGE)
    people = {
        stem
        for said in people_of(study)
        for stem in map(stemmed, re.findall(r"[^\W\d_]{4,}", said.casefold()))
    }
    there = set(map(stemmed, re.findall(r"[^\W\d_]{4,}", other.casefold())))
    if people and not people & there or _ANIMALS.search(study) and not _ANIMALS.search(other):
        lost.append(Lost.POPULATION)
    if any(form.search(study) for _, form in FORMS) and not _FIGURE.search(other):
        lost.append(Lost.NUMBER)
    return tuple(lost)


def _said(material: Material) -> Iterator[_Said]:
    for count, sentence in enumerate(material.said_by_study(*_SAYING)):
        if count >= MOST:
            return
        span = material.words(sentence.start, sentence.end)
        found = frozenset(terms(span.exact))
        if len(found) >= FEWEST:
            yield _Said(span, found)


def _restating(
    material: Material, sentence: Sentence, said: list[_Said], having: Counter[str]
) -> Iterator[Suggestion]:
    text, whole = material.document.text, material.words(sentence.start, sentence.end)
    for start, end in clauses(text, sentence):
        own = set(terms(text[start:end]))
        for each in said:
            shared = own & each.terms
            if len(shared) < FEWEST:
                continue
            score = _told(shared, having, len(said)) / max(1e-9, _told(own, having, len(said)))
            if score >= LEAST:
                lost = lost_between(each.span.exact, whole.exact)
                kind = SuggestionKind.DRIFT if lost else SuggestionKind.RESTATED
                reason = (
                    _reason(lost, sentence.segment.voice) if lost else later("Says again what the study says")
                )
                yield Suggestion(
                    kind, material.words(start, end), "supports", reason, _claim(material, each.span),
                    each.span, lost, score=min(1.0, score),
                )  # fmt: skip


def _told(some: set[str] | frozenset[str], having: Counter[str], sentences: int) -> float:
    """Return how much terms tell: those of few sentences more, those of none as much as those of one."""
    return sum(math.log(1 + sentences / max(1, having[term])) for term in some)


def _claim(material: Material, span: Span) -> int | None:
    link = material.quoted(span.start, span.end)
    return link.claim if link is not None else None


def _around(material: Material, link: QuoteLink) -> str:
    """Return the sentence around a quote of this document; of another only the quote is at hand."""
    if link.span.document != material.document.id:
        return link.span.exact
    text, start, end = material.document.text, link.span.start, link.span.end
    first = max(
        (text.rfind(sign, 0, start) + len(sign) for sign in (". ", "\n", "? ", "! ") if sign in text[:start]),
        default=0,
    )
    last = min(
        (at for sign in (". ", "\n", "? ", "! ") if (at := text.find(sign, end)) >= 0), default=len(text)
    )
    return text[first:last]


def _noted(link: QuoteLink, lost: tuple[Lost, ...]) -> bool:
    return bool(link.note) and all(each.value in link.note for each in lost)


def _reason(lost: tuple[Lost, ...], voice: Voice) -> str:
    named = [WORDS[each] for each in lost]
    words = " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
    if voice is Voice.COMMENTARY:
        return recorded("The commentator leaves out {listed}", listed=words)
    return recorded("The reader leaves out {listed}", listed=words)
