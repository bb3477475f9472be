"""Keep what was chosen about a report under a name in its library, and let go of it."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from reviewer.errors import ReviewError
from reviewer.language import recorded, say
from reviewer.library import Library, journal, profiles, rows
from reviewer.library.profiles import Profile
from reviewer.model import Changes
from reviewer.reports import Options

LONGEST_NAME = 60


def save_profile(library: Library, name: str, options: Options) -> Changes:
    """Keep options under a name; a profile of this name gets the new ones. Raises ReviewError."""
    name, held = _named(name), to_json(options)
    known = next((each for each in profiles.profiles(library) if each.name == name), None)
    with journal.op(library, recorded("Save the profile “{name}”", name=name)) as pending:
        if known is None:
            rows.add(library, "properties", key=profiles.key_of(name), value=held)
        else:
            rows.change(library, "properties", known.id, value=held)
    return pending.changes


def rename_profile(library: Library, name: str, new: str) -> Changes:
    """Give a profile another name. Raises ReviewError when there is none, or another has the new name."""
    known, new = profile(library, name), _named(new)
    if new != name and any(each.name == new for each in profiles.profiles(library)):
        raise ReviewError(
            say("There is a profile “{new}” already.", new=new),
            say("Choose another name, or remove that one."),
        )
    with journal.op(
        library, recorded("Rename the profile “{name}” to “{new}”", name=name, new=new)
    ) as pending:
        rows.change(library, "properties", known.id, key=profiles.key_of(new))
    return pending.changes


def remove_profile(library: Library, name: str) -> Changes:
    """Let go of a profile; no report changes. Raises ReviewError when there is none of this name."""
    known = profile(library, name)
    with journal.op(library, recorded("Remove the profile “{name}”", name=name)) as pending:
        rows.drop(library, "properties", known.id)
    return pending.changes


def profile(library: Library, name: str) -> Profile:
    """Return the profile of a name; raises ReviewError when there is none."""
    known = next((each for each in profiles.profiles(library) if each.name == name), None)
    if known is None:
        raise ReviewError(
            say("There is no profile “{name}”.", name=name), say("`reviewer profiles` names those there are.")
        )
    return known


def options_of(library: Library, name: str) -> Options:
    """Return what a profile holds; raises ReviewError when there is none of this name."""
    return from_json(profile(library, name).options)


def to_json(options: Options) -> str:
    """Return options as text that is the same for the same options: only what is not as usual."""
    usual = asdict(Options())
    return json.dumps(
        {name: value for name, value in asdict(options).items() if value != usual[name]},
        ensure_ascii=False,
        sort_keys=True,
    )


def from_json(text: str) -> Options:
    """Return the options in a text. What a later version wrote and this one does not know is passed over;
    of another shape it is as usual."""
    try:
        held = json.loads(text)
    except ValueError:
        held = {}
    usual = Options()
    found: dict[str, Any] = {}
    for field in fields(Options):
        value = _tuples(held.get(field.name)) if isinstance(held, dict) else None
        if value is not None and type(value) is type(getattr(usual, field.name)):
            found[field.name] = value
    return Options(**found)


def _tuples(value: Any) -> Any:
    """Return lists as tuples, with what is inside as text where they are not text."""
    if isinstance(value, list):
        pairs = [tuple(map(str, each)) if isinstance(each, list) else str(each) for each in value]
        return tuple(pairs)
    return value


def _named(name: str) -> str:
    """Return a name with single spaces. Raises ReviewError where it is empty or long."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise ReviewError(
            say("A profile needs a name of up to {LONGEST_NAME} characters.", LONGEST_NAME=LONGEST_NAME),
            say("Give it a short name."),
        )
    return name
