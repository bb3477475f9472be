"""Links to claims that are there already: sentences that share telling words with a claim and its quotes.

A word tells the more the fewer claims have it. Words are compared without their endings, and pairs of words
as well, so that “side-effect problems” meets “severe side effects”.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from reviewer.language import recorded
from reviewer.model import Claim, Role, Stance, Suggestion, SuggestionKind, Voice
from reviewer.suggestions.material import Material, Sentence

LEAST = 0.3
"""Likeness from which a clause is proposed for a claim."""
FEWEST = 3
"""Terms that a clause must share: two words that stand apart, and one more or the pair of them."""
SHORTEST = 24
"""Characters of the shortest clause."""
COMMON = 100
"""Ways to say claims above which a term they share is not looked up: it tells nothing."""
NEAR = 40
"""Characters from a quote within which the same claim is not proposed again."""
TELLING = (Role.RESULTS, Role.CONCLUSIONS, Role.OTHER, None)
"""Roles in which a study says what it found."""
PAIR = 1.5
"""How much more a pair of words tells than each of them."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_ENDS = " ,;:–—-\n"
_ENDING = re.compile(r"(?<=\w{4})(?:ations?|ingly|ments?|ings?|edly|ies|ed|ly|es|s)$")
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
    """One way to say a claim, its statement or words quoted for it, as terms with their squared weights."""

    claim: Claim
    terms: Mapping[str, float]
    length: float


@dataclass(frozen=True, slots=True)
class Known:
    """All ways to say claims, and by term the numbers of those that have it."""

    profiles: list[Profile]
    by_term: defaultdict[str, list[int]]

    def add(self, profile: Profile) -> None:
        for term in profile.terms:
            self.by_term[term].append(len(self.profiles))
        self.profiles.append(profile)

    def forget_common(self) -> None:
        for term in [term for term, found in self.by_term.items() if len(found) > COMMON]:
            del self.by_term[term]


def links(material: Material) -> Iterator[Suggestion | None]:
    """Yield the clauses that resemble a claim which has no quote there yet, at most two of a sentence.

    None is yielded now and then while nothing was found, so that whoever asks can rest.
    """
    known = Known([], defaultdict(list))
    for profile in profiles_of(material):
        yield None
        if profile is not None:
            known.add(profile)
    known.forget_common()
    yield from links_with(material, known)


def known_from(material: Material) -> Known:
    """Return the ways to say claims at once, for whoever looks through many documents with the same ones."""
    known = Known([], defaultdict(list))
    for profile in profiles_of(material):
        if profile is not None:
            known.add(profile)
    known.forget_common()
    return known


def links_with(material: Material, known: Known) -> Iterator[Suggestion | None]:
    """Yield the clauses that resemble claims as `links` does, with known ways to say them."""
    for sentence in material.sentences() if known.profiles else ():
        yield None
        if sentence.segment.voice is not Voice.STUDY or sentence.segment.role in TELLING:
            found = [each for each in _candidates(material, sentence, known) if _is_new(material, each)]
            yield from sorted(found, key=lambda each: -each.score)[:2]


def _candidates(material: Material, sentence: Sentence, known: Known) -> Iterator[Suggestion]:
    """Yield for each claim the clause of a sentence that resembles it most."""
    text = material.document.text
    best: dict[int, Suggestion] = {}
    for start, end in clauses(text, sentence):
        for profile, score in _alike(set(terms(text[start:end])), known):
            claim = profile.claim.id
            if claim not in best or score > best[claim].score:
                known_by = _listed(_matched(text[start:end], profile))
                matched = recorded("matched {terms}", terms=known_by)
                best[claim] = Suggestion(
                    SuggestionKind.STATEMENT, material.words(start, end), Stance.SUPPORTS.value, matched,
                    claim, score=score,
                )  # fmt: skip
    yield from best.values()


def _alike(said: Collection[str], known: Known) -> Iterator[tuple[Profile, float]]:
    """Yield the ways to say a claim that some terms resemble, with the share of each that they have."""
    met = Counter(chain.from_iterable(known.by_term.get(term, ()) for term in said))
    for number, count in met.items():
        if count >= FEWEST:
            profile = known.profiles[number]
            weights = sum(weight for term, weight in profile.terms.items() if term in said)
            score = math.sqrt(weights) / profile.length
            if score >= LEAST:
                yield profile, min(1.0, score)


def _is_new(material: Material, found: Suggestion) -> bool:
    """Whether none of the words is quoted, and the claim is not quoted next to them."""
    start, end = found.span.start, found.span.end
    return not any(
        link.claim == found.claim or link.span.start < end and start < link.span.end
        for link in material.quotes_in(start - NEAR, end + NEAR)
    )


def profiles_of(material: Material) -> Iterator[Profile | None]:
    """Yield the ways to say each claim, with weights of their terms: rare among the claims weighs more."""
    ways = [(claim, words) for claim in material.claims for words in (claim.statement, claim.label) if words]
    by_id = {claim.id: claim for claim in material.claims}
    ways += [(by_id[link.claim], link.span.exact) for link in material.quotes if link.claim in by_id]
    said: list[tuple[Claim, frozenset[str]]] = []
    of_claim: defaultdict[int, set[str]] = defaultdict(set)
    for claim, words in ways:
        said.append((claim, frozenset(terms(words))))
        of_claim[claim.id] |= said[-1][1]
        yield None
    having = Counter[str]()
    for found in of_claim.values():
        having.update(found)
        yield None
    for claim, own in said:
        weights = {term: weight(term, having[term], len(by_id)) for term in own}
        length = math.sqrt(sum(weights.values()))
        if len(weights) >= FEWEST:
            yield Profile(claim, weights, length)


def weight(term: str, having: int, claims: int) -> float:
    """Return how much a term tells that `having` of so many claims have, squared."""
    rare = math.log(1 + claims / having)
    return (rare * (PAIR if " " in term else 1.0)) ** 2


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


@lru_cache(maxsize=65_536)
def stemmed(word: str) -> str:
    """Return a word without the commonest endings of English."""
    return _ENDING.sub("", word)


def clauses(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
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
