"""Names as BibTeX and biblatex write them: three orders, particles in small letters, groups in braces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.model import Name
from reviewer.records.latex import unlatex
from reviewer.records.names import parse_name

OTHERS = "others"
"""The word that stands for authors a source does not name."""

_TOKEN = re.compile(r"\\.|[{}]|,|\s+(?:and\s+)+|\s+|[^\\{},\s]+", re.DOTALL | re.IGNORECASE)
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)\s*", re.DOTALL)
_LETTERS = re.compile(r"\{?\\(i|j|o|l|ss|oe|ae|aa|dh|dj|th|ng|O|L|OE|AE|AA|DH|DJ|TH|NG)(?![A-Za-z])")
"""Commands that are a letter by themselves, and no accent upon one."""
_EXTENDED = re.compile(r"(?:family|given|prefix|suffix|useprefix|[a-z]+-i)\s*=", re.IGNORECASE)
_WIDE = re.compile(r",\s{2,}")
_BRACED = re.compile(r"\{([^{}]*)\}")
_SUFFIX = re.compile(r"(?:jr|sr|jnr|snr|ii|iii|iv|2nd|3rd)\.?,?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,4}")


def parse_bibtex_names(raw: str) -> tuple[tuple[Name, ...], bool]:
    """Return the names of a field, and whether it closes with "and others"."""
    whole = _BRACED.fullmatch(raw.strip()) if " and " in raw else None
    if whole and all("," in name for name in whole[1].split(" and ")):  # as Web of Science has editors
        raw = whole[1]
    parts = _split_names(raw)
    others = bool(parts) and parts[-1].casefold() in (OTHERS, "et al", "et al.")
    names = (_name(part) for part in (parts[:-1] if others else parts))
    return tuple(name for name in names if name.family or name.literal), others


def _split_names(raw: str) -> list[str]:
    """Return the names that "and" parts outside of braces; semicolons or commas where there is none."""
    parts: list[list[str]] = [[]]
    depth = 0
    for match in _TOKEN.finditer(f" {raw} "):
        token = match[0]
        depth += {"{": 1, "}": -1}.get(token, 0)
        if depth <= 0 and token[0].isspace() and token.strip():
            parts.append([])
        else:
            parts[-1].append(token)
    names = [name for name in ("".join(part).strip() for part in parts) if name]
    if len(names) == 1 and "{" not in raw and ";" in raw and "&" not in raw:
        return [name.strip() for name in raw.split(";") if name.strip()]
    if raw.count(",") < 3:
        return names
    return [one for name in names for one in _split_commas(name)]


def _split_commas(words: str) -> list[str]:
    """Return the names of "Smith, J., Doe, A. B., Poe, E.": pairs of a family name and initials.

    SciELO has full names, and two spaces between them.
    """
    if words.count(",") < 3 or "{" in words:
        return [words]
    wide = _WIDE.split(words)
    if len(wide) > 1 and all(name.count(",") == 1 for name in wide):
        return wide
    parts = [part.strip() for part in words.rstrip(", ").split(",")]
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) < 4 or len(parts) % 2 or not all(_INITIALS.fullmatch(given) for _, given in pairs):
        return [words]
    return [f"{family}, {given}" for family, given in pairs]


def _name(raw: str) -> Name:
    if _EXTENDED.match(raw):
        return _extended(raw)
    parts = _parts(raw)
    if len(parts) == 1:
        return _given_first(parts[0])
    if len(parts) > 3:
        return Name(literal=unlatex(raw))
    family, given = parts[0], parts[-1]
    suffix = parts[1] if len(parts) == 3 else []
    if suffix and given and _SUFFIX.fullmatch(unlatex(" ".join(given))):  # "King, Martin Luther, Jr"
        given, suffix = suffix, given
    at = next((i for i, word in enumerate(family[:-1]) if not _is_small(word)), len(family) - 1)
    found = Name(
        _plain(family[at:]), _plain(given), suffix=_plain(suffix).strip(","), particle=_plain(family[:at])
    )
    return found if found.family or not found.given else Name(literal=found.given)


def _parts(raw: str) -> list[list[str]]:
    """Return the words of a name between its commas; what is in braces is part of one word."""
    parts: list[list[str]] = [[]]
    word = ""
    depth = 0
    for match in _TOKEN.finditer(raw):
        token = match[0]
        depth += {"{": 1, "}": -1}.get(token, 0)
        if depth > 0 or not (token == "," or token[0].isspace()):
            word += token
            continue
        if word:
            parts[-1].append(word)
            word = ""
        if token == ",":
            parts.append([])
    if word:
        parts[-1].append(word)
    return [part for part in (_unjoined(part) for part in parts) if part] or [[]]


def _unjoined(words: list[str]) -> list[str]:
    """Return words parted at the ties ("~") that stand outside of braces."""
    if not any("~" in word for word in words):
        return words
    ties = re.compile(r"(?<!\\)~")
    return [part for w in words for part in ([w] if "{" in w else ties.split(w)) if part]


def _given_first(words: Sequence[str]) -> Name:
    if len(words) < 2:
        word = words[0] if words else ""
        plain = unlatex(word)
        return Name(literal=plain) if _is_group(word) else Name(family=plain)
    suffix = ""
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        words, suffix = words[:-1], words[-1].strip(",")
    if all("{" not in word for word in words) and _family_before_initials(words):
        return parse_name(" ".join(words))
    first = next((i for i, word in enumerate(words[:-1]) if _is_small(word)), len(words) - 1)
    last = next((i for i in range(len(words) - 2, first - 1, -1) if _is_small(words[i])), first - 1) + 1
    found = Name(
        _plain(words[last:]), _plain(words[:first]), suffix=suffix, particle=_plain(words[first:last])
    )
    group = parse_name(f"{found.given} {found.family}").literal if not found.particle else ""
    return Name(literal=group) if group else found


def _family_before_initials(words: Sequence[str]) -> bool:
    """Whether this is "Smith JA" or "Kim S H", which BibTeX would take for families called JA and H."""
    return len(words[0]) > 2 and all(re.fullmatch(r"[A-Z]{1,3}", word) for word in words[1:])


def _is_small(word: str) -> bool:
    """Whether the first letter of a word outside of braces, or of a letter's command, is a small one."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    if command := _LETTERS.match(word):
        return command[1].islower()
    letter = next((c for c in _COMMAND.sub("", word) if c.isalpha()), "")
    return letter.islower()


def _is_group(word: str) -> bool:
    """Whether a lone word is one pair of braces around words, as groups are written."""
    return word.startswith("{") and word.endswith("}") and not word.startswith("{\\")


def _plain(words: Sequence[str]) -> str:
    return unlatex(" ".join(words))


def _extended(raw: str) -> Name:
    """Return a name of biblatex's own form: "family=Beethoven, given=Ludwig, prefix=van, useprefix=true"."""
    fields: dict[str, str] = {}
    for words in _parts(raw):
        key, _, value = " ".join(words).partition("=")
        fields[key.strip().casefold()] = unlatex(value).strip('"')
    prefix = fields.get("prefix", "")
    kept = fields.get("useprefix", "").casefold() == "true"
    return Name(
        fields.get("family", ""),
        fields.get("given", ""),
        suffix=fields.get("suffix", ""),
        particle=prefix if kept else "",
        dropping="" if kept else prefix,
    )
