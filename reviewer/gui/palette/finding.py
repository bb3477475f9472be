"""What the palette finds for what was typed, group by group.

`look` asks the library and needs no window, so that it can run on another thread; `Finder` makes lines of
what it found and adds the commands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from PySide6.QtGui import QAction

from reviewer.actions import claims as on_claims
from reviewer.appraisal import grade
from reviewer.gui.bars import key_names
from reviewer.gui.session import Session
from reviewer.language import amount, say, say_count
from reviewer.library import Library, claims, documents, search, together
from reviewer.library.asked import Asked, told
from reviewer.library.documents import DocumentRow
from reviewer.library.search import Hit
from reviewer.model import Claim, Tag

MOST = 6
"""Entries of one group while several groups are shown; a prefix shows them all."""
EVERY = 200
"""Entries of a group that a prefix shows."""
HITS = 60
BEFORE = 30
"""Characters shown at most before the words found in a text."""
PREFIXES = {
    ">": say("commands"),
    "=": say("claims"),
    "#": say("tags"),
    "@": say("documents"),
    '"': say("words in text"),
}
NOTHING = {
    "": say("No claim, document, tag, command or word in a text matches."),
    "=": say("No claim matches."),
    "@": say("No document matches."),
    '"': say("No text holds these words."),
    "#": say("No tag matches."),
    ">": say("No command matches."),
}
"""What is said when a prefix, or none, leaves nothing."""
GROUPS = {
    "=": say("Claims"),
    "@": say("Documents"),
    '"': say("Words in documents"),
    "#": say("Tags"),
    ">": say("Commands"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette; a heading when `run` is None.

    `sign` is ("icon", name), ("number", claim number, hue), ("voice", voice) or ("tag", hue).
    """

    title: str
    run: Callable[[], None] | None = None
    sign: tuple[str, ...] = ("",)
    detail: str = ""
    level: int = 0
    keys: tuple[str, ...] = ()
    reading: bool = False
    offer: bool = False
    """Nothing that was found: it offers to look elsewhere."""


@dataclass(frozen=True, slots=True)
class FoundTag:
    """A tag with the names above it, its own or inherited hue, and how many quotes it is on."""

    tag: Tag
    path: str
    hue: str
    quotes: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What the library holds for what was typed; `levels` are of graded claims, `places` of hits."""

    question: Asked
    claims: tuple[Claim, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    hits: tuple[Hit, ...] = ()
    tags: tuple[FoundTag, ...] = ()
    levels: dict[int, int] | None = None
    hues: dict[int, str] | None = None
    places: dict[int, str] | None = None
    documents_in_all: int = 0


def split(typed: str) -> tuple[str, str]:
    """Return the prefix, "" for none, and the words after it."""
    prefix, words = (typed[0], typed[1:]) if typed[:1] in PREFIXES else ("", typed)
    if prefix == '"' and words.count('"') % 2:
        return "", typed.strip()  # it opens a phrase
    return prefix, words.strip()


# ------------------------------------------------------------------ in the library


def look(library: Library, typed: str) -> Looked:
    """Return what the library holds for what was typed."""
    prefix, words = split(typed)
    question = search.understand(words)
    wanted = {sign for sign in GROUPS if prefix in ("", sign) and (words or prefix)}
    hits = search.search(library, words, HITS) if words and wanted & {"=", '"'} else []
    tags = _tags(library)
    rated = together.in_force(library) if "=" in wanted else []
    return Looked(
        question,
        tuple(_claims(library, words, hits)) if "=" in wanted else (),
        tuple(_documents(library, question)) if prefix in ("", "@") else (),
        tuple(hit for hit in hits if hit.kind in ("text", "note", "quote")) if '"' in wanted else (),
        tuple(tag for tag in tags if _holds(tag.path, words)) if "#" in wanted else (),
        {certainty.claim: grade.rate(certainty).level for certainty in rated if certainty.graded},
        {tag.tag.id: tag.hue for tag in tags},
        _places(library, hits),
        documents.count(library),
    )


def _holds(text: str, words: str) -> bool:
    return all(word in text.casefold() for word in words.casefold().split())


def _claims(library: Library, words: str, hits: list[Hit]) -> list[Claim]:
    """Return the claims that hold the words anywhere in them, and those that search finds."""
    found = {hit.claim for hit in hits if hit.kind == "claim"}
    return [
        claim
        for claim in claims.claims(library)
        if claim.id in found or _holds(f"{claim.number} {claim.label} {claim.statement}", words)
    ][:EVERY]


def _documents(library: Library, question: Asked) -> list[DocumentRow]:
    """Return the documents whose titles hold the words; what narrows a search narrows them too."""
    parts = [f'title:"{word}"' for word in question.words]
    parts += [
        f'{"" if each.keeps else "-"}{each.name}:"{each.value}"'
        for each in question.narrowings
        if each.name in search.DOCUMENT_FIELDS
    ]
    return documents.page(library, documents.rows(library, " ".join(parts), most=EVERY))


def _tags(library: Library) -> list[FoundTag]:
    tags: dict[int, Tag] = {tag.id: tag for tag in claims.tags(library)}
    tagged = {claim.id: claim.tags for claim in claims.claims(library)}
    counts = Counter(tag for quote in claims.quotes(library) for tag in tagged.get(quote.claim, ()))
    found = []
    for tag in tags.values():
        above = tags.get(tag.parent) if tag.parent else None
        path = f"{above.name} › {tag.name}" if above else tag.name
        found.append(FoundTag(tag, path, tag.colour or (above.colour if above else ""), counts[tag.id]))
    return found


def _places(library: Library, hits: list[Hit]) -> dict[int, str]:
    held = {hit.document for hit in hits if hit.document is not None}
    return {row.id: row.detail.partition(" · ")[0] for row in documents.page(library, [*held])}


# ------------------------------------------------------------------ in the window


def results(entries: Sequence[Entry]) -> int:
    """Count what was found, without headings and the offer to look elsewhere."""
    return sum(entry.run is not None and not entry.offer for entry in entries)


class Finder:
    """Makes the lines of the palette: what was found in the library, and the commands."""

    def __init__(self, session: Session, actions: Callable[[], Iterable[QAction]]) -> None:
        self.session = session
        self._actions = actions

    def find(self, typed: str) -> list[Entry]:
        """Return the lines for what was typed, looked up here and now."""
        return self.lines(typed, self.session.read(look, typed) if self.asks(typed) else None)

    def asks(self, typed: str) -> bool:
        """Say whether the library must be asked: a library is open, and not only commands are wanted."""
        return self.session.library is not None and split(typed)[0] != ">"

    def lines(self, typed: str, looked: Looked | None) -> list[Entry]:
        """Return headings and entries for what was typed; a prefix keeps one group."""
        prefix, words = split(typed)
        groups: dict[str, list[Entry]] = {}
        if looked is not None:
            groups = {
                "=": self._claims(looked),
                "@": self._documents(looked),
                '"': self._words(looked, words),
                "#": self._tags(looked),
            }
        if prefix in ("", ">"):
            groups[">"] = self._commands(words, looked)
        found = []
        for sign, entries in groups.items():
            if entries:
                found += [Entry(GROUPS[sign]), *(entries if prefix else entries[:MOST])]
        return found

    def doubt(self, typed: str, entries: Sequence[Entry], looked: Looked | None) -> str:
        """Return that nothing was found, what could not be followed and what was looked for instead."""
        prefix, words = split(typed)
        said = told(looked.question.doubts, looked.question.said) if looked is not None else ""
        answered = looked is not None or not self.asks(typed)
        nothing = bool(words) and answered and not results(entries)
        if nothing and looked is not None and looked.question.narrowings and not said:
            said = say("Looked for: {said}.", said=looked.question.said)
        return f"{NOTHING.get(prefix, NOTHING['']) if nothing else ''} {said}".strip()

    def _claims(self, looked: Looked) -> list[Entry]:
        hues, levels = looked.hues or {}, looked.levels or {}
        return [
            Entry(
                claim.short,
                partial(self._open_claim, claim),
                ("number", str(claim.number), hues.get(claim.tags[0], "") if claim.tags else ""),
                level=levels.get(claim.id, 0),
            )
            for claim in looked.claims
        ]

    def _open_claim(self, claim: Claim) -> None:
        quotes = self.session.read(claims.quotes, claim=claim.id)
        if quotes:
            first = quotes[0]
            self.session.go("read", document=first.span.document, claim=claim.id, quote=first.id)
        else:
            self.session.go("read", claim=claim.id)

    def _documents(self, looked: Looked) -> list[Entry]:
        return [
            Entry(
                row.title or PurePath(row.source).name,
                partial(self.session.go, "read", document=row.id),
                ("icon", "file"),
                row.detail,
            )
            for row in looked.documents
        ]

    def _words(self, looked: Looked, words: str) -> list[Entry]:
        places = looked.places or {}
        return [
            Entry(
                around(hit.snippet, words),
                partial(self._open_hit, hit),
                ("voice", str(hit.voice)) if hit.voice else ("icon", "note"),
                places.get(hit.document or 0, ""),
                reading=hit.kind != "note",
            )
            for hit in looked.hits
        ]

    def _open_hit(self, hit: Hit) -> None:
        if hit.claim is not None:
            self.session.go("read", document=hit.document, claim=hit.claim)
        else:
            self.session.go("read", document=hit.document, span=(hit.start, hit.end))

    def _tags(self, looked: Looked) -> list[Entry]:
        return [
            Entry(
                found.path,
                partial(self.session.seek, f'tag:"{found.tag.name}"'),
                ("tag", found.hue),
                say_count(found.quotes, "{n} quote", "{n} quotes"),
            )
            for found in looked.tags
        ]

    def _commands(self, words: str, looked: Looked | None) -> list[Entry]:
        scored = []
        for order, action in enumerate(self._actions()):
            name = action.text().replace("&", "").rstrip("…")
            score = fuzzy(words, name)
            if score is not None and action.isEnabled() and action.isVisible():
                icon = str(action.property("icon_name") or "right")
                keys = key_names(action.shortcut()) if not action.shortcut().isEmpty() else ()
                scored.append((score, order, Entry(name, action.trigger, ("icon", icon), keys=keys)))
        entries = [entry for _, _, entry in sorted(scored, key=lambda item: item[:2])]
        if words and looked is not None:
            at = min(len(entries), MOST - 2)
            entries[at:at] = [*self._tagging(looked), self._finding(words, looked)]
        return entries

    def _finding(self, words: str, looked: Looked) -> Entry:
        count = looked.documents_in_all

        keys = next((a.shortcut() for a in self._actions() if a.objectName() == "edit.find"), None)
        caps = key_names(keys) if keys is not None and not keys.isEmpty() else ()
        return Entry(
            say(
                "Find “{words}” in all {count} documents" if count > 1 else "Find “{words}” in the library",
                words=words,
                count=amount(count),
            ),
            partial(self.session.seek, words),
            ("icon", "library"),
            keys=caps,
            offer=True,
        )

    def _tagging(self, looked: Looked) -> list[Entry]:
        """Offer to tag the selected claim, where what was typed is one tag."""
        claim = self.session.read(claims.claim, self.session.claim) if self.session.claim else None
        if claim is None or len(looked.tags) != 1 or looked.tags[0].tag.id in claim.tags:
            return []
        tag = looked.tags[0].tag
        tagging = partial(self.session.perform, on_claims.tag_claim, claim.id, tag.id)
        return [
            Entry(
                say("Tag claim {number} with {tag}", number=claim.number, tag=tag.name),
                lambda: _do(tagging),
                ("icon", "tag"),
                keys=("T",),
            )
        ]


def _do(action: Callable[[], object]) -> None:
    action()


def around(snippet: str, words: str) -> str:
    """Cut what stands before the words found, so that they are seen where the line is cut."""
    low, wanted = snippet.lower(), words.lower()
    tried = (wanted, *sorted(wanted.split(), key=len, reverse=True))  # “b” alone says less than “cells”
    found = (re.search(rf"(?<!\w){re.escape(word)}", low) for word in tried)
    starts = [match.start() for match in found if match]
    at = snippet.rfind(" ", 0, max(0, starts[0] - BEFORE)) if starts and starts[0] > BEFORE else -1
    return f"…{snippet[at + 1 :]}" if at > 0 else snippet


def fuzzy(typed: str, name: str) -> int | None:
    """Return how far `name` is from what was typed (0 is best), None when its letters are not in order."""
    wanted, text = typed.casefold(), name.casefold()
    if wanted in text:
        at = text.index(wanted)
        return 0 if at == 0 else 1 if text[at - 1] == " " else 2
    position = 0
    for letter in wanted.replace(" ", ""):
        position = text.find(letter, position) + 1
        if position == 0:
            return None
    return 3
