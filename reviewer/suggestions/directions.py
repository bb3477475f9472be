"""The direction of an effect, read from the verb of a quote that says none yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.language import recorded
from reviewer.model import Direction, Suggestion, SuggestionKind
from reviewer.suggestions.material import Material

_SAME = re.compile(
    r"\b(?:no\s+(?:statistically\s+)?(?:significant\s+)?(?:differences?|effects?|changes?|increases?|decreases?|reductions?"
    r"|improvements?|associations?|benefits?|evidence\s+of)|(?:did|does|do|was|were|is|are)\s+not\s+(?:\w+\s+){0,2}?(?:benefit"
    r"|differ\w*|different|chang\w+|reduc\w+|increas\w+|decreas\w+|improv\w+|affect\w*|associated|lower\w*|significant\w*)"
    r"|unchanged|unaffected|remained\s+(?:stable|constant)|(?:similar|the\s+same)\s+(?:between|across|to|in)"
    r"|comparable\s+(?:between|across)|non-?significant\w*)",
    re.I,
)
_MODIFIES = "".join(
    rf"(?<!\b{word} )" for word in "their its the of and with for in reported combining".split()
)
"""“Their increased risk” says whose risk is meant, not that it rose."""
_FALLS = re.compile(
    r"\b(?:reduc(?:es?|tions?)|decreas(?:es?|ing)|lower(?:s|ing)?(?!-)|fell(?!\s+(?:into|under|within))|falls?(?!\s+(?:into|under|within))"
    r"|declin(?:es?|ed|ing)|dropped|suppress(?:es|ed|ing)?|diminish(?:es|ed)?|fewer|less\s+(?:often|frequent\w*|likely)"
    r"|shorten(?:s|ed)?|inhibit(?:s|ed)?|deplet(?:es?|ed|ion)|smaller|shorter|prevent(?:s|ed)?"
    rf"|{_MODIFIES}(?:reduced|decreased|lowered))\b",
    re.I,
)
_RISES = re.compile(
    r"\b(?:increas(?:es?)|ris(?:es?|ing)|rose|rais(?:es?|ed)|higher|elevation|enhanc(?:es?|ed|ing)"
    r"|enrich(?:ed|ment)|more\s+(?:often|frequent\w*|likely)|greater|longer|prolong(?:s|ed)?|grew|doubled|tripled"
    rf"|{_MODIFIES}(?:increased|elevated))\b",
    re.I,
)
_OPEN = re.compile(
    r"\b(?:unclear|uncertain|inconclusive|(?:inconsistent|conflicting|mixed)\s+(?:results|evidence|findings|effects))\b",
    re.I,
)
_WANTED = re.compile(
    r"\b(?:need(?:s|ed)?\s+to|to|should|must|can|could|may|might|would)\s+(?:\w+ly\s+)?(?:be\s+)?[a-z]+"
    r"|\b(?:fewer|more|less|greater|higher|lower|longer)\s+than\b|\bwith\s+(?:higher|lower|greater|longer|more|fewer)\b",
    re.I,
)
"""What is wished for, possible or compared with a number says no direction of what was found."""
_TURNS = re.compile(
    r"\b(?:but|however|whereas|although|though|while|except(?:ion|ing)?|despite|in\s+contrast|only\s+(?:modestly|slightly))\b"
    r"|\b(?:if|should|critical|important|need(?:s|ed)?)\b",
    re.I,
)
"""A sentence that turns says more than one thing, one that advises nothing of what was found."""
FORMS = (
    (Direction.UNCLEAR, _OPEN),
    (Direction.NO_CHANGE, _SAME),
    (Direction.FALLS, _FALLS),
    (Direction.RISES, _RISES),
)
"""What words say of a direction; “no change” before what it takes back."""


def directions(material: Material) -> Iterator[Suggestion | None]:
    """Yield the direction of each quote of which neither it nor its claim says one, and None between."""
    stated = {claim.id for claim in material.claims if claim.direction}
    proposed: set[int] = set()
    for link in material.own:
        yield None
        if link.direction or link.claim in stated or link.claim in proposed or link.background:
            continue
        told = direction_of(link.span.exact)
        if told is None:
            continue
        direction, said = told
        proposed.add(link.claim)
        yield Suggestion(
            SuggestionKind.DIRECTION,
            link.span,
            direction.value,
            recorded("The quote says “{said}”", said=said),
            link.claim,
            score=0.7,
        )


def direction_of(words: str) -> tuple[Direction, str] | None:
    """Return the direction that words state and the word that states it; None where they state none, or
    more than one."""
    plain = _SAME.sub(" ", words)  # “no reduction” states no reduction
    if _TURNS.search(words) or (_FALLS.search(plain) and _RISES.search(plain)):
        return None
    left = _WANTED.sub(" ", words)
    found: list[tuple[Direction, str]] = []
    for direction, form in FORMS:
        if match := form.search(left):
            found.append((direction, " ".join(match[0].split())))
            left = form.sub(" ", left)
    return found[0] if len(found) == 1 else None
