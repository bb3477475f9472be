"""Population, intervention, comparator and outcome of a study, as its own words have them.

Each is proposed for the first claim that rests on the study and does not say it yet, so that one answer
follows the other. What an abstract does not say is not proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.language import later
from reviewer.model import Claim, Role, Suggestion, SuggestionKind
from reviewer.suggestions.material import REACH, Material

LONGEST = 160
"""Characters of the longest stretch that is proposed: more is a sentence, not a name."""
PEOPLE = (
    "patients|outpatients|inpatients|participants|adults|children|adolescents|women|men|people|persons"
    "|individuals|infants|neonates|newborns|subjects|volunteers|girls|boys|survivors|veterans|smokers|pregnancies"
    "|physicians|clinicians|practitioners|nurses|psychiatrists|surgeons|residents|trainees|students|soldiers|caregivers"
    "|respondents|mice|rats"
)
_NUMBER = (
    r"(?:\d[\d,  ]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:-\w+)?)"
)
_NOT_THEM = (
    "the|these|those|of|in|and|or|all|for|was|were|is|are|assessed|among|that|which|included|including|who|by|on|from|at|to"
    "|with|studied|enrolled|recruited|as|than|between|we|our|a|an|two|groups?"
)
_UNTIL = (
    r"(?=\s*(?:[.;:]|\(|,|$)|\s+(?:by|were|was|are|is|will|received|underwent|participated|completed|had)\b)"
)
_POPULATION = re.compile(
    rf"(?:\b{_NUMBER}\s+)?(?:\b(?!(?:{_NOT_THEM})\b)[\w-]+\s+){{0,4}}"
    rf"\b(?:{PEOPLE})\b(?:\s+(?:with|without|who\s+(?:had|have|underwent|received)|aged?(?=\s+\d)|aged|undergoing|receiving|admitted|diagnosed|suffering|at\s+risk)"
    rf"\s+.{{3,120}}?)?{_UNTIL}",
    re.I | re.S,
)
_SAID = re.compile(
    r"\b(?:with|without|who|aged?(?=\s+\d)|aged|undergoing|receiving|admitted|diagnosed|suffering|at\s+risk)\b",
    re.I,
)
_GIVEN = re.compile(
    r"\b(?:randomi[sz]ed|randomly\s+(?:assigned|allocated)|assigned|allocated)\b[^.;]{0,60}?\bto\s+(?!date\b|one\s+of\b)"
    r"(?:receive\s+|treatment\s+with\s+|be\s+given\s+|groups?\s+(?:receiving|of)\s+|either\s+)*"
    r"(?P<one>[^.;]{3,90}?)\s*(?:\(n\s*=\s*\d+\)\s*)?,?\s+(?:or|versus|vs\.?|and)\s+(?:to\s+)?(?:receive\s+)?"
    r"(?P<other>[^.;,()]{3,80}?)(?=\s*[.;,(]|\s+(?:for|in|at|over|once|twice|daily|during|within|on|who|were|was)\b)",
    re.I,
)
_COUNTED = re.compile(_NUMBER, re.I)
_EFFECT = re.compile(
    r"\b(?:effects?|impact|influence|efficacy|effectiveness|safety|benefits?|tolerability)\s+"
    r"(?:and\s+(?:safety|tolerability|efficacy|effectiveness|cost-effectiveness)\s+)?of\s+"
    r"(?P<one>[^.;,()]{3,80}?)(?:\s+(?:versus|vs\.?|compared\s+(?:with|to)|or)\s+(?P<other>[^.;,()]{3,60}?))?"
    r"(?=\s*[.;,(]|\s+(?:in|on|for|among|during|as|at|to|versus|vs|compared|when|after|before|and\s+to|who|with)\b)",
    re.I,
)
_TREATED = re.compile(
    r"(?<!\bwho )\b(?:were\s+treated\s+with|was\s+treated\s+with|received|were\s+given|underwent)\s+"
    r"(?P<one>[^.;,()]{3,80}?)(?=\s*[.;,(]|\s+(?:for|in|at|over|once|twice|during|within|and|or|who|on|until|after|before)\b)",
    re.I,
)
_AGAINST = re.compile(
    r"\b(?:versus|vs\.?|compared\s+(?:with|to)|or|and)\s+(?P<one>(?:a\s+|an\s+)?(?:matching\s+|matched\s+|oral\s+)?(?:placebo"
    r"|sham(?:\s+[\w-]+)?|(?:enhanced\s+)?usual\s+care|standard\s+(?:of\s+)?(?:care|treatment|therapy)|no\s+treatment|no\s+intervention"
    r"|wait(?:ing)?[\s-]list(?:\s+control)?|routine\s+care|best\s+supportive\s+care|healthy\s+controls|an?\s+control\s+group))",
    re.I,
)
_CONTROLS = re.compile(
    r"\b(?P<one>(?:(?:healthy|matched|unexposed|historic(?:al)?|concurrent)\s+)*(?:controls"
    r"|control\s+(?:groups?|arm|periods?|physicians|practices|participants|subjects|patients|hospitals|clinics|region)))\b",
    re.I,
)
_USUAL = re.compile(
    r"\b(?:placebo|sham|usual\s+care|standard\s+(?:of\s+)?(?:care|treatment|therapy)|no\s+(?:treatment|intervention)"
    r"|control)\b",
    re.I,
)
_ACTED_ON = re.compile(
    r"\b(?:assess|evaluat|examin|investigat|stud[iy]|determin|test|measur|explor|compar)\w*\s+(?:\w+\s+){0,3}?"
    r"(?:effects?|impact|influence)\s+of\s+[^.;]{3,160}?\s+on\s+(?!how\b|what\b|whether\b)(?P<one>[^.;,()]{3,90}?)"
    r"(?=\s*[.;,(]|\s+(?:in|among|of\s+patients|during|by|at|for|when|after|before|within)\b|$)",
    re.I,
)
_MEASURED = re.compile(
    r"(?:\b(?:primary|main|co-primary|principal)\s+(?:efficacy\s+|safety\s+|clinical\s+)?(?:outcomes?|end\s?-?points?)"
    r"|(?<!secondary )\boutcome(?=\s+measures?\s+(?:was|were|is|are|included)))"
    r"(?:\s+(?:measures?|variables?))?(?:\s+of\s+interest)?(?:\s+(?:was|were|is|are|included)\s+|\s*:\s*)"
    r"(?P<one>.{3,150}?)"
    r"(?=\s*[.;(]|,\s+(?:and\s+)?(?:secondary|assessed|measured|defined|with|which)\b"
    r"|\s+(?:assessed|measured|as\s+measured|defined\s+as|secondary)\b|$)",
    re.I | re.S,
)
_LABEL = re.compile(r"[^\W\d_][\w /&-]{2,40}:\s*")
_BREAKS = (".", ";", " or ", " versus ", " vs ")
_ASSIGNS = re.compile(r"\b(?:assigned|allocated|randomi[sz]ed)\b", re.I)
_LEADS = re.compile(
    r"^(?:[A-Z][\w ,/-]{2,40}:\s*|the\s+interventions?\s+(?:involved|consisted\s+of|included|was|were)\s+"
    r"|the\s+|to\s+|an?\s+|either\s+)+",
    re.I,
)
_TAILS = re.compile(
    r"(?:[\s,;:–-]|\b(?:who|that|which|and|or|with|were|was|in|of|a|the|designed|aimed|developed|based|used|provided)\b)+\Z",
    re.I,
)
_VAGUE = frozenset(
    "date age ages identify determine assess evaluate examine"
    " the these those this that treatment treatments intervention interventions group groups control one two"
    " study drug therapy them it patients participants both three four this trial".split()
)


_WHO: tuple[tuple[float, tuple[Role | None, ...]], ...] = (
    (0.8, (Role.PARTICIPANTS,)),
    (0.7, (Role.METHODS, Role.DESIGN, Role.SETTING)),
    (0.6, (None, Role.OTHER)),
    (0.6, (Role.OBJECTIVE,)),
)
"""Where people are named, and how sure one may be that they are those studied."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Words of a study for a field of PICO; `why` says by what they were told."""

    start: int
    end: int
    why: str
    score: float


def pico(material: Material) -> Iterator[Suggestion]:
    """Yield each field of PICO that the study states and a claim on it lacks."""
    found = {
        SuggestionKind.POPULATION: population(material),
        SuggestionKind.INTERVENTION: intervention(material),
        SuggestionKind.COMPARATOR: comparator(material),
        SuggestionKind.OUTCOME: outcome(material),
    }
    for kind, words in found.items():
        claim = _lacking(material, kind) if words is not None else None
        if words is not None and claim is not None:
            span = material.words(words.start, words.end)
            value = " ".join(span.exact.split())
            yield Suggestion(kind, span, value, words.why, claim.id, score=words.score)


def _lacking(material: Material, kind: SuggestionKind) -> Claim | None:
    """Return the first claim with words of this study that says nothing of a field, or None."""
    said = {link.claim for link in material.own if getattr(link.pico, kind.value)}
    used = {link.claim for link in material.own if link.counts}
    for claim in sorted(material.claims, key=lambda claim: claim.number):
        if claim.id in used - said and not getattr(claim.pico, kind.value):
            return claim
    return None


def population(material: Material) -> _Found | None:
    """Return who was studied: of the people named, the first that is told more closely than by a number."""
    found: list[_Found] = []
    for score, among in _WHO:
        for match in _matches(material, among, _POPULATION):
            start, end = _trimmed(match, 0)
            words = match.string[start:end]
            if _SAID.search(words):
                found.append(_Found(start, end, later("Says who was studied"), score))
            elif _COUNTED.match(words):
                found.append(_Found(start, end, later("Says how many were studied"), score - 0.2))
    best = max(found, key=lambda each: each.score, default=None)
    return best if best is not None and best.score >= 0.5 else None


def intervention(material: Material) -> _Found | None:
    """Return what was given or done."""
    methods, aims = (Role.METHODS, Role.DESIGN, Role.PARTICIPANTS, Role.INTERVENTION), (Role.OBJECTIVE,)
    tries = (
        (_GIVEN, methods, 0.8, later("Says what people were assigned to")),
        (_EFFECT, aims, 0.7, later("The aim names it")),
        (_TREATED, methods, 0.6, later("Says what people received")),
        (_EFFECT, (None, Role.OTHER, Role.METHODS), 0.5, later("Says whose effect was studied")),
    )
    given = _first(material, tries[:1], "one")
    return (
        given or _labelled(material, Role.INTERVENTION, "intervention") or _first(material, tries[1:], "one")
    )


def comparator(material: Material) -> _Found | None:
    """Return what it was compared with."""
    methods = (Role.METHODS, Role.DESIGN, Role.PARTICIPANTS, Role.INTERVENTION)
    tries = (
        (_AGAINST, (*methods, Role.OBJECTIVE, None, Role.OTHER), 0.8, later("Names a control")),
        (_CONTROLS, (*methods, Role.OBJECTIVE), 0.6, later("Names a control")),
        (_GIVEN, methods, 0.7, later("Says what the others were assigned to")),
        (_EFFECT, (Role.OBJECTIVE,), 0.6, later("The aim names it")),
    )
    return _first(material, tries, "other")


def outcome(material: Material) -> _Found | None:
    """Return the outcome that counted first."""
    roles = (Role.OUTCOMES, Role.METHODS, Role.DESIGN, Role.INTERVENTION, None, Role.OTHER)
    stated = _first(material, ((_MEASURED, roles, 0.8, later("Named as the main outcome")),), "one")
    aim = ((_ACTED_ON, (Role.OBJECTIVE, Role.METHODS), 0.6, later("The aim names it")),)
    return stated or _labelled(material, Role.OUTCOMES, "outcome") or _first(material, aim, "one")


# ------------------------------------------------------------------ finding

_Try = tuple[re.Pattern[str], Sequence[Role | None], float, str]


def _first(material: Material, tries: Sequence[_Try], group: str) -> _Found | None:
    for form, roles, score, why in tries:
        for match in _matches(material, roles, form):
            name = _asked(match, group)
            if name is None:
                continue
            start, end = _trimmed(match, name)
            cut = " " not in match.string[start:end] and match.string[end : end + 1] == ","
            if _names(match.string[start:end]) and not cut:  # “non-interruptive, real-time alerts”
                return _Found(start, end, why, score)
    return None


def _asked(match: re.Match[str], group: str) -> str | None:
    """Return the part of a match that holds what is asked for: of two, the usual care is the comparator."""
    told = match.groupdict()
    if "other" not in told:
        return "one"
    if told["other"] is None:
        return None if group == "other" else "one"
    turned = _USUAL.search(told["one"]) and not _USUAL.search(told["other"])
    return {"one": "other", "other": "one"}[group] if turned else group


def _matches(
    material: Material, roles: Sequence[Role | None], form: re.Pattern[str]
) -> Iterator[re.Match[str]]:
    text = material.document.text
    for sentence in material.said_by_study(*roles):
        if sentence.start > REACH:  # a study says of itself at the beginning what it is
            return
        yield from form.finditer(text, sentence.start, sentence.end)


def _labelled(material: Material, role: Role, name: str) -> _Found | None:
    """Return the first clause of a section that has a field's own label, without the label."""
    text = material.document.text
    for sentence in material.said_by_study(role):
        label = _LABEL.match(text, sentence.start, sentence.end)
        if label is None or name not in label[0].casefold():
            continue
        lead = _LEADS.match(text[label.end() : sentence.end])
        start = label.end() + (lead.end() if lead else 0)
        ends = (text.find(sign, start, sentence.end) for sign in _BREAKS)
        end = min((at for at in ends if at > 0), default=sentence.end)
        if _names(text[start:end]) and not _ASSIGNS.search(text[start:end]):
            return _Found(start, end, f"Stands under “{label[0].strip(': ')}”", 0.7)
    return None


def _trimmed(match: re.Match[str], group: str | int) -> tuple[int, int]:
    """Return a group of a match without the words that only lead to it."""
    start, end = match.span(group)
    lead = _LEADS.match(match.string[start:end])
    start += lead.end() if lead else 0
    tail = _TAILS.search(match.string, start, end)
    return start, tail.start() if tail else end


def _names(words: str) -> bool:
    """Say whether words name something: not too many, and not only “the intervention”."""
    told = [word for word in re.findall(r"[^\W\d_]+", words.casefold()) if word not in _VAGUE]
    return bool(told) and 3 <= len(words) <= LONGEST


def people_of(words: str) -> Iterator[str]:
    """Yield the words by which a text tells who was studied, as in “with asthma” of people with asthma."""
    for match in _POPULATION.finditer(words):
        if told := _SAID.search(match[0]):
            yield match[0][told.end() :]
