"""What became of what a report says: a file against its own manifest, and a manifest against the library."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from reviewer.language import later, listed, retold, say
from reviewer.reports.manifest import PARTS, SHORT, Manifest, Omission, Piece

MOST_COMPARED = 2_000
"""Lines of a stretch up to which it is searched for what was moved; a longer one is told as gone and new."""
_SHOWN, _AROUND = 160, 60


SAID: Mapping[str, str] = {
    "title": later("title"),
    "question": later("question"),
    "summary": later("summary"),
    "description": later("description"),
    "study": later("study"),
    "number": later("claim number"),
    "statement": later("statement"),
    "direction": later("direction"),
    "tags": later("tags"),
    "note": later("note"),
    "claim": later("claim"),
    "words": later("words"),
    "place": later("place"),
    "stance": later("stance"),
    "voice": later("voice"),
    "speaker": later("speaker"),
    "population": later("population"),
    "certainty": later("certainty"),
    "domains": later("domains"),
    "reasons": later("reasons"),
    "findings": later("findings"),
    "raters": later("raters"),
    "judgement": later("judgement"),
    "answers": later("answers"),
    "instrument": later("instrument"),
    "flow": later("flow"),
}
"""What the parts of a piece are called."""


class State(StrEnum):
    """What became of a thing that a report states."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    ADDED = "added"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one thing. `kind` is one of PARTS, "text", "instrument" or "line"; `key` names the piece
    in the library; `detail` says what differs; `since` who did that and when, where it is known."""

    state: State
    kind: str
    label: str
    detail: str = ""
    key: str = ""
    since: str = ""


def pieces(then: Manifest, now: Manifest) -> tuple[Finding, ...]:
    """Compare what a report states with what one made now would, piece by piece, in their order."""
    before, after = _by_key(then.pieces), _by_key(now.pieces)
    found = [_piece(each, after.get(key), now.omissions) for key, each in before.items()]
    found += [
        Finding(State.ADDED, each.kind, retold(each.label), key=key)
        for key, each in after.items()
        if key not in before
    ]
    return (*found, *texts(then, now), *_instruments(then, now))


def _by_key(given: Iterable[Piece]) -> dict[str, Piece]:
    return {each.key: each for each in given}


def _piece(then: Piece, now: Piece | None, omissions: Sequence[Omission]) -> Finding:
    if now is None:
        return Finding(State.MISSING, then.kind, retold(then.label), _why_missing(then, omissions), then.key)
    if now.hash == then.hash:
        return Finding(State.UNCHANGED, then.kind, retold(now.label), key=then.key)
    names = [
        say(SAID[name]) for name, a, b in zip(PARTS[then.kind], then.parts, now.parts, strict=True) if a != b
    ]
    return Finding(State.CHANGED, then.kind, retold(now.label), ", ".join(names), then.key)


def _why_missing(piece: Piece, omissions: Sequence[Omission]) -> str:
    own = piece.key.partition(":")[2]
    for each in omissions:
        if each.kind == piece.kind and any(_covers(run, own) for run in each.keys):
            return say("left out now: {why}", why=retold(each.why))
    return ""


def _covers(run: str, key: str) -> bool:
    first, dash, last = run.partition("-")
    if dash and first.isdecimal() and last.isdecimal() and key.isdecimal():
        return int(first) <= int(key) <= int(last)
    return run == key


def texts(then: Manifest, now: Manifest) -> Iterator[Finding]:
    """Yield what became of the texts that a report uses."""
    after = {each.document: each.sha256 for each in now.texts}
    for each in then.texts:
        label = _text(each.document)
        key = f"document:{each.document}"
        if each.document not in after:
            yield Finding(State.MISSING, "text", label, key=key)
        elif after[each.document] != each.sha256:
            yield Finding(State.CHANGED, "text", label, say("another text has its number"), key)
        else:
            yield Finding(State.UNCHANGED, "text", label, key=key)
    before = {each.document for each in then.texts}
    for each in now.texts:
        if each.document not in before:
            yield Finding(State.ADDED, "text", _text(each.document), key=f"document:{each.document}")


def _text(document: int) -> str:
    return say("Text of document {number}", number=document)


def _instruments(then: Manifest, now: Manifest) -> Iterator[Finding]:
    before, after = _versions(then), _versions(now)
    for id in dict.fromkeys((*before, *after)):
        old, new = before.get(id, {}), after.get(id, {})
        label = say("Instrument {id}", id=id)
        if old == new:
            yield Finding(State.UNCHANGED, "instrument", label)
        elif not old or not new:
            yield Finding(State.MISSING if old else State.ADDED, "instrument", label)
        else:
            detail = (
                say("its definition")
                if set(old) == set(new)
                else say("version {then}, now {now}", then=listed(sorted(old)), now=listed(sorted(new)))
            )
            yield Finding(State.CHANGED, "instrument", label, detail)


def _versions(manifest: Manifest) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for each in manifest.instruments:
        found.setdefault(each.id, {})[each.version] = each.sha256
    return found


def totals(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many are unchanged, changed, added and missing."""
    counts = Counter(each.state for each in findings)
    return {state.value: counts[state] for state in State}


# ------------------------------------------------------------------ the file's own words


def short(line: str) -> str:
    """Return the fingerprint of a line, as a seal has it."""
    return hashlib.sha256(line.encode("utf-8", "backslashreplace")).hexdigest()[:SHORT]


def lines(seal: str, now: Sequence[str], known: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Compare the lines of a file with its seal. `known` are lines as a report made now has them, by which a
    line that was changed or taken out can be told as it was."""
    before = [seal[at : at + SHORT] for at in range(0, len(seal), SHORT)]
    after = [short(line) for line in now]
    words = {short(line): line for line in known}
    found: list[Finding] = []
    for tag, a, b, c, d in steps(before, after):
        old = [words.get(each, "") for each in before[a:b]]
        place = now[c - 1] if c else ""
        if tag == "replace" and b - a == d - c:
            found += [changed(was, line) for was, line in zip(old, now[c:d], strict=True)]
        else:
            found += [_gone(was, place) for was in old]
            found += [Finding(State.ADDED, "line", cut(line)) for line in now[c:d]]
    return tuple(found)


def steps(before: list[str], after: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the stretches that differ; what is alike at both ends is set aside first, as it is nearly all."""
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    most = min(len(before), len(after)) - first
    while last < most and before[-1 - last] == after[-1 - last]:
        last += 1
    a, b = before[first : len(before) - last], after[first : len(after) - last]
    if not a and not b:
        return
    if len(a) + len(b) > MOST_COMPARED:
        yield "replace", first, first + len(a), first, first + len(b)
        return
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield tag, first + i, first + j, first + k, first + m


def changed(was: str, line: str) -> Finding:
    """Return a line that was changed; of long ones the words around the first that differ."""
    same = next((at for at, (a, b) in enumerate(zip(was, line, strict=False)) if a != b), 0)
    first = max(0, same - _AROUND) if was else 0
    detail = say("was: {words}", words=cut(was, first)) if was else ""
    return Finding(State.CHANGED, "line", cut(line, first), detail)


def _gone(was: str, place: str) -> Finding:
    behind = say("it stood behind: {place}", place=cut(place)) if place else say("it stood at the beginning")
    return Finding(State.MISSING, "line", cut(was) or say("A line is gone"), behind)


def cut(line: str, first: int = 0) -> str:
    """Return a line as it is shown: of a long one no more than a person takes in, from `first` on."""
    if len(line) <= _SHOWN:
        return line
    before = "[…] " if first else ""
    return f"{before}{line[first : first + _SHOWN]}{' […]' if first + _SHOWN < len(line) else ''}"
