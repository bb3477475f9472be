"""The filter of the history as words: what it narrows to, what it can be made into, why nothing matches."""

from __future__ import annotations

from reviewer.gui.session import Session
from reviewer.language import say
from reviewer.library import audit
from reviewer.library.audit import Filter
from reviewer.library.queries import parts

NAMES = {
    "person": say("what one person did"),
    "claim": say("what was done to a claim, by its number"),
    "document": say("what was done to a document"),
}
MOST = 12
"""Completions that are offered at once."""
_NOBODY = -1
"""An id that nothing has."""


def _asked(typed: str) -> tuple[dict[str, str], list[str]]:
    """Return the values of the names in a filter, the last of each, and its other words."""
    given: dict[str, str] = {}
    words = []
    for part in _parts(typed):
        name, sign, value = part.partition(":")
        if sign and value and name.casefold() in NAMES:
            given[name.casefold()] = value.strip('"')
        else:
            words.append(part.strip('"'))
    return given, words


def _parts(typed: str) -> list[str]:
    """Return the parts of a filter; a quotation mark that is still open reaches to the end."""
    return parts(typed + '"' if typed.count('"') % 2 else typed)


def wanted(typed: str, session: Session) -> Filter:
    """Read a filter: person:NAME, claim:NUMBER, document:ID, and words of labels or of what was changed.

    A name with a space in it stands in quotation marks; a part of a name is enough where one person has it.
    """
    given, words = _asked(typed)
    claim = document = None
    if "claim" in given:
        numbers = {str(number): id for id, number, _ in session.read(audit.claims_ever)}
        claim = numbers.get(given["claim"].removeprefix("#"), _NOBODY)
    if "document" in given:
        document = int(given["document"]) if given["document"].isdecimal() else _NOBODY
    person = _person(given["person"], session) if "person" in given else ""
    return Filter(person, claim, document, " ".join(words))


def _person(name: str, session: Session) -> str:
    """Return the person meant by a name or a part of it; the name itself where nobody is."""
    people = session.read(audit.people)
    same = [each for each in people if each.casefold() == name.casefold()]
    like = [each for each in people if name.casefold() in each.casefold()]
    return next(iter([*same, *like]), name)


def why_nothing(typed: str, session: Session) -> str:
    """Return why a filter leaves nothing: who or what is not there, or that no action matches."""
    given, words = _asked(typed)
    if not given and not words:
        return say("Nothing has been done yet.")
    said = []
    if "person" in given and _person(given["person"], session) not in session.read(audit.people):
        names = ", ".join(session.read(audit.people))
        said.append(
            say(
                "Nobody called “{name}” has done anything here. People: {names}.",
                name=given["person"],
                names=names,
            )
        )
    if "claim" in given:
        known = [str(number) for _, number, _ in session.read(audit.claims_ever)]
        if given["claim"].removeprefix("#") not in known:
            said.append(say("There never was a claim “{number}” here.", number=given["claim"]))
    if "document" in given and not _is_document(given["document"], session):
        said.append(say("There is no document “{number}” here.", number=given["document"]))
    return " ".join(said) or say("No action matches.")


def _is_document(id: str, session: Session) -> bool:
    return any(str(each) == id for each, _title in session.read(audit.documents_like, id, 1))


def completions(typed: str, session: Session) -> list[tuple[str, str]]:
    """Return what the last part of a filter can become: the names, then the values that the library has."""
    found = _parts(typed)
    last = found[-1] if found and not typed[-1].isspace() else ""
    name, sign, value = last.partition(":")
    if session.library is None or not last:
        return []
    if not sign:
        return [(f"{each}:", told) for each, told in NAMES.items() if each.startswith(last.casefold())]
    if name.casefold() not in NAMES:
        return []
    rows = _VALUES[name.casefold()](session, value.strip('"'))
    shown = [(f"{name.casefold()}:{_quoted(each)}", told) for each, told in rows]
    return [row for row in shown if row[0] != last][:MOST]


def _quoted(value: str) -> str:
    return f'"{value}"' if any(sign.isspace() for sign in value) else value


def _people(session: Session, typed: str) -> list[tuple[str, str]]:
    return [(name, "") for name in session.read(audit.people) if typed.casefold() in name.casefold()]


def _claims(session: Session, typed: str) -> list[tuple[str, str]]:
    rows = [(str(number), statement) for _, number, statement in session.read(audit.claims_ever)]
    if typed.isdecimal():
        return [row for row in rows if row[0].startswith(typed)]
    return [row for row in rows if typed.casefold() in row[1].casefold()]


def _documents(session: Session, typed: str) -> list[tuple[str, str]]:
    return [(str(id), title) for id, title in session.read(audit.documents_like, typed, MOST)]


_VALUES = {"person": _people, "claim": _claims, "document": _documents}
