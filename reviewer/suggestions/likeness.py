"""Links to claims that are there already: sentences that share telling words with a claim and its quotes.

A word tells the more the fewer claims have it. Words are compared without their endings, and pairs of words
as well, so that “side-effect problems” meets “severe side effects”.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviewer.model import Claim, Role, Stance, Suggestion, SuggestionKind, Voice
from reviewer.suggestions.material import Material, Sentence

LEAST = 0.3
"""Likeness from which a clause is proposed for a claim."""
FEWEST = 3
"""Terms that a clause must share: two words that stand apart, and one more or the pair of them."""
SHORTEST = 24
"""Characters of the shortest clause."""
NEAR = 40
"""Characters from a quote within which the same claim is not proposed again."""
TELLING = (Role.RESULTS, Role.CONCLUSIONS, Role.OTHER, None)
"""Roles in which a study says what it found."""
PAIR = 1.5
"""How much more a pair of words tells than each of them."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_ENDS = " ,;:–—-\n"
_CLAUSE = re.compile(r"[,;:]\s|\s[–—-]\s|\b(?:but|whereas|although|while|because|and that)\s")
_STOP = frozenset(
    "a about after all also am an and any are as at be because been before being both but by can could did do"
    " does during each few for from further get had has have having he her here him his how however i if in"
    " into is it its just may me might more most much my no nor not of off on once only or other our out over"
    " own s same she should so some such t than that the their them then there these they this those through"
    " to too under up us use used very was we were what when where which while who whom why will with within"
    " without would you your one two study studies patient patient people treatment treated result results"
    " show showed shown found find suggest suggests group groups".split()
)


@dataclass(frozen=True, slots=True)
class Profile:
    """One way to say a claim, its statement or words quoted for it, as terms with their weights."""

    claim: Claim
    terms: Mapping[str, float]
    length: float


def links(material: Material) -> Iterator[Suggestion]:
    """Yield the clauses that resemble a claim which has no quote there yet, at most two of a sentence."""
    by_term: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in profiles_of(material):
        for term in profile.terms:
            by_term[term].append(profile)
    if by_term:
        for sentence in material.sentences:
            if sentence.segment.voice is not Voice.STUDY or sentence.segment.role in TELLING:
                found = [each for each in _candidates(material, sentence, by_term) if _is_new(material, each)]
                yield from sorted(found, key=lambda each: -each.score)[:2]


def _candidates(
    material: Material, sentence: Sentence, by_term: Mapping[str, Sequence[Profile]]
) -> Iterator[Suggestion]:
    """Yield for each claim the clause of a sentence that resembles it most."""
    text, best = material.document.text, {}
    for start, end in _clauses(text, sentence):
        said = set(terms(text[start:end]))
        for profile in {id(each): each for term in said for each in by_term.get(term, ())}.values():
            score, claim = _likeness(profile, said), profile.claim.id
            if score >= max(LEAST, best[claim].score if claim in best else 0.0):
                matched = f"matched {_listed(_matched(text[start:end], profile))}"
                best[claim] = Suggestion(
                    SuggestionKind.STATEMENT, material.words(start, end), Stance.SUPPORTS.value, matched,
                    claim, score=score,
                )  # fmt: skip
    yield from best.values()


def _is_new(material: Material, found: Suggestion) -> bool:
    """Whether none of the words is quoted, and the claim is not quoted next to them."""
    start, end = found.span.start, found.span.end
    return not any(
        link.span.start < end
        and start < link.span.end
        or link.claim == found.claim
        and -NEAR < link.span.start - end < NEAR
        or link.claim == found.claim
        and -NEAR < start - link.span.end < NEAR
        for link in material.own
    )


def profiles_of(material: Material) -> list[Profile]:
    """Return the ways to say each claim, with weights of their terms: rare among the claims weighs more."""
    ways = [(claim, words) for claim in material.claims for words in (claim.statement, claim.label) if words]
    by_id = {claim.id: claim for claim in material.claims}
    ways += [(by_id[link.claim], link.span.exact) for link in material.quotes if link.claim in by_id]
    said = [(claim, frozenset(terms(words))) for claim, words in ways]
    having = Counter(pair[1] for pair in {(claim.id, term) for claim, found in said for term in found})
    profiles = []
    for claim, found in said:
        weights = {term: weight(term, having[term], len(by_id)) for term in found}
        length = math.sqrt(sum(each * each for each in weights.values()))
        if len(weights) >= FEWEST:
            profiles.append(Profile(claim, weights, length))
    return profiles


def weight(term: str, having: int, claims: int) -> float:
    """Return how much a term tells that `having` of so many claims have."""
    rare = math.log(1 + claims / having)
    return rare * (PAIR if " " in term else 1.0)


def terms(words: str) -> Iterator[str]:
    """Yield the telling words without their endings, and those that stand side by side as pairs."""
    before = ""
    for match in _WORD.finditer(words.casefold()):
        word = match[0]
        if word in _STOP or len(word) < 3:
            before = ""
            continue
        stem = stemmed(word)
        yield stem
        if before:
            yield f"{before} {stem}"
        before = stem


def stemmed(word: str) -> str:
    """Return a word without the commonest endings of English."""
    for ending in (
        "ations",
        "ation",
        "ingly",
        "ments",
        "ment",
        "ings",
        "ing",
        "edly",
        "ies",
        "ed",
        "ly",
        "es",
        "s",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _likeness(profile: Profile, said: Collection[str]) -> float:
    """Return the share of a way to say a claim that a clause has; one word alone is none."""
    met = profile.terms.keys() & said
    if len(met) < FEWEST:
        return 0.0
    return math.sqrt(sum(profile.terms[term] ** 2 for term in met)) / profile.length


def _clauses(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a sentence without the signs between them; short ones stay with the next."""
    start = sentence.start
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if match.start() - start >= SHORTEST:
            yield start, start + len(text[start : match.start()].rstrip(_ENDS))
            start = match.end()
    if start < sentence.end:
        yield start, start + len(text[start : sentence.end].rstrip(_ENDS))


def _matched(words: str, profile: Profile) -> list[str]:
    """Return the words by which a claim was recognised, as they stand, the most telling two."""
    found: dict[str, float] = {}
    places = list(_WORD.finditer(words))
    free = 0
    for one, other in zip(places, places[1:], strict=False):
        pair = f"{stemmed(one[0].casefold())} {stemmed(other[0].casefold())}"
        if one.start() >= free and pair in profile.terms:
            free = other.end()
            found[words[one.start() : free]] = profile.terms[pair]
    covered = " ".join(found).casefold()
    for place in places:
        stem = stemmed(place[0].casefold())
        if stem in profile.terms and place[0].casefold() not in covered:
            found[place[0]] = profile.terms[stem]
    return sorted(found, key=lambda each: -found[each])[:2]


def _listed(words: Iterable[str]) -> str:
    return " and ".join(f"“{' '.join(each.split())}”" for each in words)
