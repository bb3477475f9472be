"""Words in the language of who reads them: the window's own, and each report's.

English is what the code says; a catalogue in `resources/languages/` gives the rest (gettext, one file for
each part of the house; `dev.py words` gathers, checks and compiles them). The rule for whoever writes code:

- A sentence or word a person reads stands whole in `say("… {name} …", name=value)`; nothing is glued.
- What depends on a number is `say_count(number, "{n} quote", "{n} quotes")`.
- A word that stands in a table of a module and is said later is marked there with `later("Study")` and
  said with `say(TITLES[voice])`. The window may say at once: its language is known before it is loaded.
- What is kept of an action, and why something is so (`recorded("Remove claim {number}", number=3)`), is
  English in the library, whoever writes it, and `retold` in the language of whoever reads it. So are
  the errors of readers, which come from processes apart and stay in the log of imports.
- Numbers and days go through `amount` and `day`. Words of documents and people are never translated,
  and what is kept in a library (history, reasons) is kept in English and said where it is shown.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

from reviewer.settings import resource


@dataclass(frozen=True, slots=True)
class Language:
    """How a language writes what is no word: its own name, numbers, days, lists and quotation marks."""

    code: str
    name: str
    decimal: str
    thousands: str
    months: tuple[str, ...]
    date: str
    last: str
    marks: tuple[str, str]


_ENGLISH_MONTHS = "January February March April May June July August September October November December"
_GERMAN_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
LANGUAGES = {
    "en": Language(
        "en", "English", ".", ",", tuple(_ENGLISH_MONTHS.split()), "{day} {month} {year}", " and ", ("“", "”")
    ),
    "de": Language(
        "de", "Deutsch", ",", ".", tuple(_GERMAN_MONTHS.split()), "{day}. {month} {year}", " und ", ("„", "“")
    ),
}
"""The one place to add a language, beside its folder of catalogues."""

_process: list[str] = ["en"]
_here: ContextVar[str] = ContextVar("language", default="")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_WRITTEN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+")


def speak(code: str) -> None:
    """Use a language in this process from now on; one that is not known is English."""
    _process[0] = code if code in LANGUAGES else "en"


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use a language for what is done inside, in this thread: a report has its own."""
    token = _here.set(code if code in LANGUAGES else "en")
    try:
        yield
    finally:
        _here.reset(token)


@contextmanager
def speaking_to_user() -> Iterator[None]:
    """Use the language of the window again for what is said of a report while it is made in its own."""
    token = _here.set("")
    try:
        yield
    finally:
        _here.reset(token)


def spoken() -> Language:
    """Return the language in use."""
    return LANGUAGES[_here.get() or _process[0]]


def system() -> str:
    """Return the code of the language this machine speaks as far as there is one here, else "en"."""
    import locale

    named = next((value for key in _SAID_BY if (value := os.environ.get(key))), "")
    if not named:
        with suppress(ValueError):
            named = locale.getlocale(locale.LC_CTYPE)[0] or ""  # on Windows the language, not a variable
    code = re.split(r"[_.@-]", named.lower())[0]
    return {"german": "de"}.get(code, code if code in LANGUAGES else "en")


_SAID_BY = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Variables that name the language of messages, the first that is set counts."""


def later(english: str) -> str:
    """Mark a word that is said later; returns it as it is."""
    return english


def say(english: str, /, *, context: str = "", **parts: object) -> str:
    """Return a sentence in the language in use with its parts put in.

    `context` tells two meanings of one English word apart ("Open" as a verb or a state).
    """
    code = _here.get() or _process[0]
    if code != "en" and english:  # for nothing gettext gives the head of the catalogue
        catalogue = _catalogue(code)
        english = catalogue.pgettext(context, english) if context else catalogue.gettext(english)
    return english.format_map(parts) if parts else english


def say_count(count: int, one: str, many: str, /, **parts: object) -> str:
    """Return a sentence about a number, in the form the language has for it; `{n}` is the number written."""
    code = _here.get() or _process[0]
    words = _catalogue(code).ngettext(one, many, count) if code != "en" else (one if count == 1 else many)
    return words.format_map({"n": amount(count), **parts})


HISTORY = "history"
"""What tells sentences of the history apart from others in the catalogues."""


def recorded(english: str, /, **parts: object) -> str:
    """Return the sentence that the library keeps of an action, in English; without parts the form itself."""
    return english.format_map(parts) if parts else english


def retold(kept: str) -> str:
    """Return what `recorded` made in the language in use, or as it is if nobody translated it.

    Several sentences, or reasons with semicolons between them, are retold one by one.
    """
    code = _here.get() or _process[0]
    return kept if code == "en" else _retold(code, kept)


@lru_cache(maxsize=4096)
def _retold(code: str, kept: str) -> str:
    sentences = _runs(code, _cut(kept, "."), ".", shortest=True)
    return sentences if sentences != kept else _runs(code, _cut(kept, ";"), ";", shortest=False)


_APART = {
    sign: re.compile(rf"((?:“[^”]*”|(?!{before} ).)*{end})(?: |$)", re.DOTALL)
    for sign, before, end in ((".", r"(?<=[.?])", ""), (";", ";", ";?"))
}
_BETWEEN = {".": " ", ";": "; "}
"""Pieces of what is kept, which end where no quotation is open, and what stands between them."""


def _cut(kept: str, sign: str) -> list[str]:
    pieces = [found[1].removesuffix(";") for found in _APART[sign].finditer(kept)][:-1]
    return pieces if _BETWEEN[sign].join(pieces) == kept else [kept]


def _runs(code: str, pieces: list[str], sign: str, shortest: bool) -> str:
    """Return pieces retold: a form may take in several of them."""
    told: list[str] = []
    between = _BETWEEN[sign]
    while pieces:
        lengths = range(1, len(pieces) + 1)
        for length in lengths if shortest else reversed(lengths):
            if (found := _formed(code, between.join(pieces[:length]))) is not None:
                break
        else:
            length, found = 1, pieces[0]
        told.append(found)
        pieces = pieces[length:]
    return between.join(told)


def _formed(code: str, kept: str) -> str | None:
    """Return a sentence retold by the form it was made of, None where there is none."""
    whole, forms = _forms(code)
    if kept in whole:
        return whole[kept]
    for form, english, translated in forms:
        if found := form.fullmatch(kept):
            said = {
                name: words if f"“{{{name}}}”" in english else _piece(code, name, words)
                for name, words in found.groupdict().items()
            }
            return translated.format_map(said)
    return None


LISTED = {"listed": True, "terms": False}
"""Places that hold several words, "a, b and c": whether they are the program's own, to be said as well."""


def _piece(code: str, name: str, words: str) -> str:
    """Return what stood inside a sentence: another sentence, a number, or a word that the window knows."""
    if name in LISTED:
        marks = str.maketrans("“”", "".join(spoken().marks))
        *head, last = re.split(r", | and (?!.* and )", words)
        return listed(
            _piece(code, "", each) if LISTED[name] else each.translate(marks) for each in (*head, last)
        )
    if _WRITTEN.fullmatch(words):
        return localised(words)
    retold = _retold(code, words)
    if retold != words:
        return retold
    known = _catalogue(code).gettext
    return next((known(each) for each in (words, begin(words)) if known(each) != each), words)


def begin(words: str) -> str:
    """Return words as they stand at the beginning of a line: with a capital."""
    return words[:1].upper() + words[1:]


@cache
def _forms(code: str) -> tuple[dict[str, str], list[tuple[re.Pattern[str], str, str]]]:
    """Return the sentences of the library without places, and those with some as patterns, the one with most
    words of its own first."""
    own = [
        (english, translated)
        for context, english, translated in entries(_catalogue(code))
        if context == HISTORY and translated
    ]
    placed = [each for each in own if _PLACEHOLDER.search(each[0])]
    placed.sort(key=lambda form: len(_PLACEHOLDER.sub("", form[0])), reverse=True)
    whole = {english: translated for english, translated in own if not _PLACEHOLDER.search(english)}
    return whole, [(_pattern(english), english, translated) for english, translated in placed]


_DIGITS = r"\d+"
_QUOTED = r"(?:(?!”; ).)+"
_OPEN = r"(?:“[^”]*”|(?!; )(?:[^“]|“(?![^”]*”)))+"
"""What a place between quotation marks takes in, and another: neither goes on into the next reason."""


def _pattern(english: str) -> re.Pattern[str]:
    made, parts = "", _PLACEHOLDER.split(english)
    for number, part in enumerate(parts):
        if number % 2 == 0:
            made += re.escape(part)
        elif f"(?P<{part}>" in made:
            made += f"(?P={part})"
        else:
            quoted = parts[number - 1].endswith("“") and parts[number + 1].startswith("”")
            made += f"(?P<{part}>{_DIGITS if part == 'digits' else _QUOTED if quoted else _OPEN})"
    return re.compile(made, re.DOTALL)


def entries(catalogue: gettext.NullTranslations) -> Iterator[tuple[str, str, str]]:
    """Yield context, English and translation of every sentence without a plural."""
    # gettext looks sentences up and has no way to list them; where it keeps them is as old as gettext.py.
    part: gettext.NullTranslations | None = catalogue
    while part is not None:
        for key, translated in getattr(part, "_catalog", {}).items():
            if isinstance(key, str):
                context, _, english = key.rpartition("\x04")
                yield context, english, translated
        part = getattr(part, "_fallback", None)


def inside(words: str) -> str:
    """Return the words of a heading as they stand inside a sentence: small in English only; German nouns keep
    their capital."""
    return words.lower() if spoken().code == "en" else words


def amount(value: float, digits: int | None = None) -> str:
    """Return a number with the marks of the language: 1,234 or 1.234; `digits` after the decimal mark."""
    return localised(f"{value:,}" if digits is None else f"{value:,.{digits}f}")


def localised(written: str) -> str:
    """Return text of our own making with its numbers as the language writes them: "0.75 (0.60 to 0.94)"."""
    language = spoken()
    if language.decimal == ".":
        return written
    marks = str.maketrans({",": language.thousands, ".": language.decimal})
    return _WRITTEN.sub(lambda found: found[0].translate(marks), written)


def day(time: str) -> str:
    """Return the day of an ISO time as people write it: "12 March 2026", "12. März 2026"."""
    moment = datetime.fromisoformat(time)
    language = spoken()
    return language.date.format(day=moment.day, month=language.months[moment.month - 1], year=moment.year)


def day_of_year(moment: date) -> str:
    """Return a day without its year: "12 March", "12. März"."""
    language = spoken()
    return language.date.format(day=moment.day, month=language.months[moment.month - 1], year="").rstrip()


def listed(words: Iterable[object]) -> str:
    """Return words as a sentence lists them: "3, 9 and 10"."""
    *head, last = [str(word) for word in words] or [""]
    return f"{', '.join(head)}{spoken().last}{last}" if head else last


_RUN = 4
"""Numbers in a row from which only the first and the last are named."""


def numbered(numbers: Iterable[int], name: Callable[[int], str] = str) -> str:
    """Return numbers in their order, each once, as a sentence lists them: "1, 2, 4–17 and 19".

    `name` says what each is called, so that places can be told by their letters: "A, C–F and AB".
    """
    rows: list[list[int]] = []
    for number in sorted(set(numbers)):
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    said: list[str] = []
    for row in rows:
        said += [f"{name(row[0])}–{name(row[-1])}"] if len(row) >= _RUN else map(name, row)
    return listed(said)


def quoted(words: str) -> str:
    """Return words between the quotation marks of the language."""
    first, last = spoken().marks
    return f"{first}{words}{last}"


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    """Return every catalogue of a language as one; none there means that English stays."""
    return read_catalogues(resource("languages") / code)


def read_catalogues(folder: Path) -> gettext.NullTranslations:
    """Return the compiled catalogues of a folder as one, each asked after the one before it."""
    whole = gettext.NullTranslations()
    for path in sorted(folder.glob("*.mo")):
        with path.open("rb") as file:
            part = gettext.GNUTranslations(file)
        if isinstance(whole, gettext.GNUTranslations):
            whole.add_fallback(part)
        else:
            whole = part
    return whole
