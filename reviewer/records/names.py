"""Names of authors as reference files write them: in parts, with particles, suffixes, or as a group."""

from __future__ import annotations

import re
from functools import lru_cache

from reviewer.model import Name

LONGEST = 300
"""Code points from which "a name" is something else, and is kept as it is shown."""
PARTICLES = frozenset(
    "af al am auf aus d' da dal dalla das de degli dei del dela della delle delli dello dem den der des di do"
    " dos du el la las le les lo los of op 's 't ten ter ten' te v van vande vanden vander vom von voor y zu"
    " zum zur".split()
)
"""Words in small letters that stand before a family name and belong to it."""
_CAPITAL_PARTICLES = frozenset("De Del Della Den Der Di Dos Du La Van Vanden Von Ten Ter".split())
"""Particles that some people write with a capital letter, and that are hardly ever a given name."""
_SUFFIX = re.compile(
    r"(?:jr|jnr|junior|sr|snr|senior|esq|ii|iii|iv|vi{0,3}|2nd|3rd|4th|md|m\.d|ph\.?d|phd)\.?", re.IGNORECASE
)
_DEGREES = frozenset(
    "MD PhD DPhil MSc MPH MPhil MBA MBBS MBChB BSc BA BS RN DrPH ScD PharmD EdD PsyD DO DDS DVM FRCP"
    " FACP FRCPC".split()
)
_GENERATION = re.compile(r"(?:jr|jnr|sr|snr|ii|iii|iv|vi{0,3}|2nd|3rd|4th)\.?", re.IGNORECASE)
_BEHALF = re.compile(r"(?:on behalf of|for the|and the)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\((?:orcid\b[^()]*|eds?\.?|hrsg\.?)\)", re.IGNORECASE)
_BORN = re.compile(r"(.+?) ((?:jr|jnr|sr|snr|iii|2nd|3rd)\.?)", re.IGNORECASE)
_GROUP_WORDS = frozenset(
    "group groups team committee consortium collaboration collaborators collaborative society association"
    " organisation organization institute institut university universität network investigators department"
    " ministry agency council federation foundation center centers centre centres panel board initiative"
    " study trial alliance academy college commission office bureau programme program inc ltd gmbh"
    " corp corporation".split()
)
_EMAIL = re.compile(r"\s?\([^()\s]{1,100}@[^()\s]{1,100}\)")
_SIGNS = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,4}"
_HAN = re.compile(f"{_SIGNS} {_SIGNS}")
"""A name in Chinese, Japanese or Korean writing, the family first."""
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[-‐ ]?){1,5}")
GROUP = re.compile(rf"\b(?:{'|'.join(sorted(_GROUP_WORDS))}|task force|on behalf of)\b", re.IGNORECASE)
"""Words that only groups have in their names."""

_BETWEEN = re.compile(r"\s*(?:[,;&·•|]|\b(?:and|und|et|y)\b)\s*")
_MARKS = re.compile(r"[\d*†‡§¶#✉\u00aa\u00b2\u00b3\u00b9\u00ba\u2070-\u209f]+")
"""Signs that lead from a name to a place of work."""
_NO_NAME = frozenset(
    "a after among an and are as at between by can does for from how in into is not of on or over than the to"
    " under versus vs what when why with without".split()
)


@lru_cache(maxsize=16_384)  # the same people write again and again
def parse_name(raw: str) -> Name:
    """Return a name written family first ("van der Berg, Jan P., Jr", "Smith JA") or given first.

    What looks like a group, or cannot be told apart, is kept as a literal; empty words, and "et al.", give an
    empty name.
    """
    family, comma, given = raw.partition(", ")
    if comma and family.isalpha() and given.replace(" ", "").replace(".", "").isalpha():
        if family.lower() not in _GROUP_WORDS and not _SUFFIX.fullmatch(given) and given == given.strip():
            return Name(family, " ".join(given.split()))
    words = " ".join(raw.replace("\u00a0", " ").split()).strip(" ;")
    if not words or len(words) > LONGEST:
        return Name(literal=words)
    if "@" in words:
        words = _EMAIL.sub("", words)
    elif words in ("et al", "et al."):
        return Name()
    if "," in words:
        return _with_comma(words)
    parts = words.split(" ")
    if len(parts) == 1 or "&" in parts or GROUP.search(words):
        return Name(literal=words)
    if len(parts) == 2 and words > "\u3000" and _HAN.fullmatch(words):
        return Name(parts[0], parts[1])
    return _family_first(parts) or _given_first(parts)


def parse_family_first(raw: str) -> Name:
    """Return a name whose source always writes family and initials without a comma ("de la Cruz JA Jr")."""
    words = " ".join(raw.split()).strip(" ;")
    if "," in words or words.startswith("et al") or GROUP.search(words):
        return parse_name(words)
    return _family_first(words.split(" ")) or Name(literal=words)


def parse_given_first(raw: str) -> Name:
    """Return a name whose source always writes the given name first ("Wei LI", "Max Van Kleek")."""
    words = " ".join(raw.replace("\u00a0", " ").split()).strip(" ;")
    parts = words.split(" ")
    if "," in words or len(words) > LONGEST or GROUP.search(words) or len(parts) == 1:
        return parse_name(words)
    at = next((i for i, part in enumerate(parts[1:-1], 1) if part in _CAPITAL_PARTICLES), 0)
    found = _given_first(parts)
    if at and not any(part in PARTICLES for part in parts[1:at]) and not found.suffix:
        return Name(" ".join(parts[at:]), " ".join(parts[:at]))
    return found


def _with_comma(words: str) -> Name:
    parts = [part.strip() for part in words.split(",") if part.strip()]
    degrees: list[str] = []
    while len(parts) > 2 and parts[-1].replace(".", "") in _DEGREES:
        degrees.insert(0, parts.pop())
    if degrees:
        found = _with_comma(", ".join(parts))
        suffix = ", ".join(filter(None, (found.suffix, *degrees)))
        return (
            Name(found.family, found.given, found.literal or "", suffix)
            if found.family
            else Name(literal=words)
        )
    if len(parts) < 2:
        return Name(literal=parts[0] if parts else words)
    if len(parts) > 3 or GROUP.search(parts[0]):
        return Name(literal=words)
    family, given, suffix = (*parts, "")[:3]
    if len(parts) == 2 and _BEHALF.match(given):  # a person and the group that is spoken for
        return Name(literal=words)
    given = _ASIDE.sub("", given).rstrip("*†‡§ ") or given
    if len(parts) == 2 and (born := _BORN.fullmatch(family)):  # "Smith Jr, J"
        family, suffix = born[1], born[2]
    if len(parts) == 3 and _SUFFIX.fullmatch(given):  # "King, Jr., Martin Luther"
        given, suffix = suffix, given
    elif len(parts) == 3 and not _SUFFIX.fullmatch(suffix):
        return Name(literal=words)
    elif len(parts) == 2 and _GENERATION.fullmatch(given):  # "Smith JA, Jr."
        found = parse_name(family)
        return Name(found.family, found.given, found.literal, suffix=given)
    return Name(family, given, suffix=suffix)


def _family_first(parts: list[str]) -> Name | None:
    """Return "Smith JA" or "van den Berg J Jr" in its parts; None when no initials close it."""
    suffix = ""
    if len(parts) > 2 and _GENERATION.fullmatch(parts[-1]) and _INITIALS.fullmatch(parts[-2]):
        *parts, suffix = parts
    at = len(parts)
    while at > 1 and len(parts) - at < 3 and _INITIALS.fullmatch(parts[at - 1]):
        at -= 1
    if at == len(parts) or not any(c.islower() for part in parts[:at] for c in part):
        return Name(" ".join(parts[:1]), " ".join(parts[1:]), suffix=suffix) if _capitals(parts, at) else None
    return Name(" ".join(parts[:at]), " ".join(parts[at:]), suffix=suffix)


def _capitals(parts: list[str], at: int) -> bool:
    """Whether this is a name all in capitals whose initials are shorter than its family name."""
    return at < len(parts) == 2 and len(parts[1]) < len(parts[0]) and len(parts[1]) <= 3


def _given_first(parts: list[str]) -> Name:
    suffix = ""
    if len(parts) > 2 and _GENERATION.fullmatch(parts[-1]):
        *parts, suffix = parts
    at = next((i for i, part in enumerate(parts[1:-1], 1) if part in PARTICLES), len(parts) - 1)
    return Name(" ".join(parts[at:]), " ".join(parts[:at]), suffix=suffix)


def are_names(line: str) -> bool:
    """Return whether a line reads as a list of people: “Anna Example1, Jan van der Berg, MD”.

    A heading in capitals may read so too (“Multiple Sclerosis and Optic Neuritis”): whoever asks needs a
    reason to expect names.
    """
    plain = _MARKS.sub(" ", line)
    parts = [part.split() for part in _BETWEEN.split(plain) if len(part.strip(" .")) > 1]
    people = [words for words in parts if not (len(words) == 1 and words[0].replace(".", "") in _DEGREES)]
    return len(parts) > 1 and bool(people) and all(map(_is_name, people)) and not GROUP.search(plain)


def _is_name(words: list[str]) -> bool:
    known = [word for word in words if word.lower() not in PARTICLES]
    if not 2 <= len(known) <= 4 or len(words) > 6 or any(word.lower() in _NO_NAME for word in words):
        return False
    named = all(word[0].isupper() and word.replace("-", "").isalpha() for word in map(_bare, known) if word)
    return named and any(word[1:].islower() for word in map(_bare, known))


def _bare(word: str) -> str:
    return re.sub(r"[.'’]", "", word)
