"""The words a person reads, gathered from the code into catalogues, checked and compiled.

    python3 packaging/dev.py words        gather anew, keep every translation there is, compile
    python3 packaging/dev.py words check  say what is missing or wrong, change nothing

`resources/languages/LANGUAGE/PART.po` are gettext files that any translator's tool opens; the `.mo` beside
each is what the program reads. A part is a stretch of the house, so that two people can translate at once;
a sentence that stands in several parts is translated once.
"""

from __future__ import annotations

import ast
import re
import string
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ROOT / "resources" / "languages"
PARTS: Mapping[str, tuple[str, ...]] = {
    "evidence": ("reviewer/appraisal", "reviewer/synthesis", "reviewer/model", "resources/instruments"),
    "reports": ("reviewer/reports",),
    "desk": ("reviewer/gui/workspaces/reading", "reviewer/gui/workspaces/read.py", "reviewer/gui/page"),
    "judging": (
        "reviewer/gui/workspaces/grading", "reviewer/gui/workspaces/grade.py",
        "reviewer/gui/workspaces/synthesising", "reviewer/gui/workspaces/synthesis.py",
        "reviewer/gui/workspaces/reporting", "reviewer/gui/workspaces/report.py",
    ),
    "lists": (
        "reviewer/gui/workspaces/browsing", "reviewer/gui/workspaces/library.py",
        "reviewer/gui/workspaces/screening", "reviewer/gui/workspaces/screen.py",
        "reviewer/gui/workspaces/history.py", "reviewer/gui/workspaces/welcome.py",
        "reviewer/gui/listing", "reviewer/gui/palette",
    ),
    "window": ("reviewer/gui",),
    "program": ("reviewer",),
}  # fmt: skip
"""Each part with where its words stand; a file belongs to the first part that names it."""

WHOLE: tuple[str, ...] = ("desk", "evidence", "judging", "lists", "program", "reports", "window")
"""Parts that are translated as a whole; a new sentence in one of them needs its translation."""

OF_INSTRUMENTS = {
    "label",
    "prompt",
    "guidance",
    "meaning",
    "name",
    "unit",
    "phrase",
    "criterion",
    "say",
    "licence",
    "checked",
}
"""Entries of the files of instruments that are read by people."""

WORD, WORDS = r"[A-Za-z]{2}", {"label": r"[A-Za-z]"}
"""What tells words from signs; an answer may be called by one letter, as Y is for yes."""

OF_LANGUAGE = {"de": "nplurals=2; plural=(n != 1);"}


@dataclass(frozen=True)
class Phrase:
    """What is said at one place: a sentence, or one with its plural, and what tells two meanings apart."""

    english: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What gettext looks a sentence up by."""
        return self.context, self.english


def main(arguments: Sequence[str]) -> int:
    """Gather and compile, or check; returns the exit code."""
    if list(arguments) == ["check"]:
        wrong = list(problems())
        print("\n".join(wrong), end="\n" if wrong else "")
        return 1 if wrong else 0
    for language in OF_LANGUAGE:
        gather(language)
    return 0


def gathered() -> dict[str, dict[Phrase, list[str]]]:
    """Return the phrases of each part with the files in which they stand, in the order they stand there."""
    found: dict[str, dict[Phrase, list[str]]] = {part: {} for part in PARTS}
    files = [*sorted((ROOT / "reviewer").rglob("*.py")), *sorted((ROOT / "resources/instruments").glob("*"))]
    for path in files:
        name = path.relative_to(ROOT).as_posix()
        code = "" if path.suffix == ".toml" else path.read_text("utf-8")
        phrases = [*in_code(code)] if code else [*in_instrument(path)]
        if name.startswith("reviewer/cli/"):
            phrases += in_commands(code)
        for phrase in phrases:
            places = found[part_of(name)].setdefault(phrase, [])
            if name not in places:
                places.append(name)
    return found


def part_of(name: str) -> str:
    """Return the part a file belongs to."""
    return next(
        part for part, places in PARTS.items() if any(name == p or name.startswith(p + "/") for p in places)
    )


def in_code(source: str) -> Iterator[Phrase]:
    """Yield what a module says: the words in say(), say_count(), later(), recorded() and progress()."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "say_count" and len(node.args) > 2:
            for one, many in zip(_literals(node.args[1]), _literals(node.args[2]), strict=True):
                yield Phrase(one, many)
        elif name == "recorded" and node.args:
            yield from (Phrase(words, context="history") for words in _literals(node.args[0]))
        elif name == "_setting" and len(node.args) > 1:  # the help of a setting
            yield from map(Phrase, _literals(node.args[1]))
        elif name == "progress" and len(node.args) > 2:  # what is being done
            yield from map(Phrase, _literals(node.args[2]))
        elif name in ("say", "later") and node.args:
            context = next((k.value for k in node.keywords if k.arg == "context"), ast.Constant(""))
            for words in _literals(node.args[0]):
                yield Phrase(words, context=str(getattr(context, "value", "")))


def in_commands(source: str) -> Iterator[Phrase]:
    """Yield the help of the commands and arguments that a module declares as rows."""
    for node in ast.walk(ast.parse(source)):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name == "Command" and len(node.args) > 1:
            yield from map(Phrase, _literals(node.args[1]))
        elif isinstance(node, ast.Call) and name == "add":
            for row in node.args:
                if isinstance(row, ast.Tuple) and len(row.elts) > 1:
                    yield from map(Phrase, _literals(row.elts[1]))


def _literals(node: ast.expr) -> Iterator[str]:
    """Yield the words of a literal; of `a if x else b` both, so that a choice may stand inside."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def in_instrument(path: Path) -> Iterator[Phrase]:
    """Yield what an instrument says to people."""

    def walk(value: object, key: str) -> Iterator[Phrase]:
        if isinstance(value, dict):
            for name, inner in value.items():
                yield from walk(inner, name)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner, key)
        elif isinstance(value, str) and key in OF_INSTRUMENTS and re.search(WORDS.get(key, WORD), value):
            yield Phrase(value)

    yield from walk(tomllib.loads(path.read_text("utf-8")), "")


def gather(language: str) -> None:
    """Write the catalogues of a language anew: all that is said now, with every translation there was."""
    folder = LANGUAGES / language
    folder.mkdir(parents=True, exist_ok=True)
    own = {path.stem: translations(path) for path in sorted(folder.glob("*.po"))}
    known = {key: entry for each in reversed(own.values()) for key, entry in each.items()}
    for part, phrases in gathered().items():
        catalogue = polib.POFile(wrapwidth=108)
        catalogue.metadata = {
            "Language": language,
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": OF_LANGUAGE[language],
        }
        # A sentence that stands alone at one place and with its plural at another is one entry for gettext.
        plurals = {phrase.key: phrase for phrase in phrases if phrase.plural}
        done = set()
        for phrase, places in phrases.items():
            phrase = plurals.get(phrase.key, phrase)
            if phrase.key not in done:
                done.add(phrase.key)
                before = own.get(part, {}).get(phrase.key) or known.get(phrase.key)
                catalogue.append(_entry(phrase, places, before))
        path = folder / f"{part}.po"
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))


def translations(path: Path) -> dict[tuple[str, str], polib.POEntry]:
    """Return what is translated in a catalogue."""
    return {
        (entry.msgctxt or "", entry.msgid): entry
        for entry in polib.pofile(str(path), encoding="utf-8")
        if entry.msgstr or any(entry.msgstr_plural.values())
    }


def _entry(phrase: Phrase, places: Sequence[str], before: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=phrase.english, occurrences=[(place, "") for place in places], msgctxt=phrase.context or None
    )
    if phrase.plural:
        entry.msgid_plural = phrase.plural
        entry.msgstr_plural = dict(before.msgstr_plural) if before else {0: "", 1: ""}
        if before and not before.msgid_plural:
            entry.msgstr_plural = {0: "", 1: ""}
    elif before:
        entry.msgstr = before.msgstr
    return entry


def problems() -> Iterator[str]:
    """Yield what is wrong with the catalogues: a missing, superfluous or ill-fitting translation."""
    found = gathered()
    for language in OF_LANGUAGE:
        for part in WHOLE:
            phrases = found[part]
            path = LANGUAGES / language / f"{part}.po"
            if not path.exists():
                yield f"{path.name} of {language} is missing: run `dev.py words`"
                continue
            catalogue = polib.pofile(str(path), encoding="utf-8")
            said = {phrase.key for phrase in phrases}
            kept = {(entry.msgctxt or "", entry.msgid) for entry in catalogue}
            yield from (f"{path.name}: not gathered yet: {words!r}" for _, words in sorted(said - kept))
            yield from (f"{path.name}: nobody says any more: {words!r}" for _, words in sorted(kept - said))
            for entry in catalogue:
                yield from (f"{path.name}: {why}: {entry.msgid!r}" for why in _wrong(entry))
            yield from _twice(path, catalogue)
            if catalogue.to_binary() != path.with_suffix(".mo").read_bytes():
                yield f"{path.name} is not compiled: run `dev.py words`"


def _twice(path: Path, catalogue: polib.POFile) -> Iterator[str]:
    """Yield what another part says otherwise: the program asks one catalogue after the other."""
    for other in sorted(path.parent.glob("*.po")):
        said = translations(other) if other != path else {}
        for entry in catalogue:
            found = said.get((entry.msgctxt or "", entry.msgid))
            if found is not None and found.msgstr != entry.msgstr:
                yield f"{path.name}: said otherwise in {other.name}, give one a context: {entry.msgid!r}"


def _wrong(entry: polib.POEntry) -> Iterator[str]:
    given = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(given) or entry.fuzzy:
        yield "not translated"
        return
    wanted = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
    for words in given:
        if placeholders(words) - wanted or (not entry.msgid_plural and placeholders(words) != wanted):
            yield f"other placeholders in {words!r}"
        if words.strip() != words and entry.msgid.strip() == entry.msgid:
            yield f"white space around {words!r}"


def placeholders(words: str) -> set[str]:
    """Return the names in braces of a sentence; none where its braces are not placeholders."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(words) if name}
    except ValueError:
        return set()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
