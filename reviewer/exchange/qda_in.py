"""REFI-QDA projects (.qdpx) read: ours as claims and quotes, those of others as texts, tags and marks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reviewer import readers
from reviewer import text as texts
from reviewer.errors import ReviewError
from reviewer.exchange.codebook_qdc import ORIGIN, codes_of
from reviewer.exchange.coded import (
    Claimed,
    Coded,
    Person,
    Quoted,
    Source,
    direction_of,
    iso,
    person_of,
    pico_of,
    several,
)
from reviewer.exchange.codes import guid_of, told_apart
from reviewer.exchange.positions import Counting, Selection, counting
from reviewer.exchange.qda_project import (
    CLAIMS,
    PARTS,
    RECORD,
    STANCE_OF,
    STANCES,
    VARIABLES,
    VOICE_CODES,
    VOICE_OF,
    guid,
)
from reviewer.exchange.selectors import Anchor
from reviewer.exchange.xml_tree import Node, parse
from reviewer.language import say
from reviewer.model import Attribution, Kind, Record, Role, Segment, Stance, Voice
from reviewer.model import Quoted as Repeats
from reviewer.readers import Input, zip_parts

_OWN = (CLAIMS, STANCES, VOICE_CODES)
_NOT_TEXT = ("PictureSource", "AudioSource", "VideoSource")
_UNUSED = {"Case": "case", "Link": "link", "Set": "set", "Graph": "graph"}
MOST_OF_TEXT = 50_000_000


def read_project(source: Input) -> Coded:
    """Return what a project says; raises ReviewError when the file is none or is damaged."""
    with zip_parts.parts(source) as parts:
        names = {name.replace("\\", "/").lower(): name for name in parts.names}
        main = next((name for low, name in names.items() if low.rpartition("/")[2] == "project.qde"), None)
        if main is None:
            raise ReviewError(
                say("{name} holds no project.qde.", name=source.name),
                say("Choose a REFI-QDA project (.qdpx)."),
            )
        top = parse(parts.read(main), source.name)
        if top.name != "Project":
            raise ReviewError(
                say("{name} is no REFI-QDA project.", name=source.name), say("Export the project again.")
            )
        return _Reading(top, parts, names, source.name).run()


class _Reading:
    def __init__(self, top: Node, parts: zip_parts.Parts, names: Mapping[str, str], name: str) -> None:
        self.top, self.parts, self.names = top, parts, names
        self.found = Coded(origin=top.attributes.get("origin") or name)
        self.users = {
            guid_of(node.attributes.get("guid", "")): node.attributes for node in self._all("Users", "User")
        }
        self.notes = {guid_of(node.attributes.get("guid", "")): node for node in self._all("Notes", "Note")}
        self.code_names: dict[str, str] = {}

    def _all(self, holder: str, name: str) -> list[Node]:
        return [node for each in self.top.all(holder) for node in each.all(name)]

    def run(self) -> Coded:
        people = (person_of(user.get("name", ""), own) for own, user in self.users.items())
        self.found.people = {person.id: person.name for person in people if person.id}
        self._codes()
        for node in self.top.all("Sources"):
            for each in node.inside:
                if each.name == "TextSource":
                    self._source(each)
                elif each.name == "PDFSource" and (within := each.first("Representation")) is not None:
                    self._source(replace_name(within, each))
        self._say_what_is_left()
        return self.found

    # ------------------------------------------------------------------ codes and claims

    def _codes(self) -> None:
        for book in self.top.all("CodeBook"):
            for node in book.walk():
                if node.name == "Code":
                    self.code_names[_guid(node)] = node.attributes.get("name", "")
            for holder in book.all("Codes"):
                for group in [node for node in holder.inside if _guid(node) == CLAIMS]:
                    for number, node in enumerate(group.all("Code"), 1):
                        self._claim(node, number)
                holder.inside = [node for node in holder.inside if _guid(node) not in _OWN]
            self.found.codes += told_apart(codes_of(book))

    def _claim(self, node: Node, number: int) -> None:
        said: dict[str, str] = {}
        guids: list[str] = []
        for key, value in _fields("\n".join(self._notes_of(node))):
            if key == "tag":
                guids.append(guid_of(value))
            else:
                said[key] = value
        statement = node.said("Description").strip() or node.attributes.get("name", "").strip()
        if statement:
            self.found.claims[_guid(node)] = Claimed(
                _guid(node), statement, _number(said.get("number", "")) or number, said.get("label", ""),
                pico_of(said), direction_of(said.get("direction")), said.get("note", ""),
                guids=tuple(filter(None, guids)),
            )  # fmt: skip

    def _notes_of(self, node: Node, *but: str) -> list[str]:
        found = [self.notes.get(guid_of(ref.attributes.get("targetGUID", ""))) for ref in node.all("NoteRef")]
        own = [note for note in found if note is not None and note.attributes.get("name") not in but]
        return [words for note in own if (words := self._text_of(note))]

    # ------------------------------------------------------------------ texts

    def _text_of(self, node: Node) -> str:
        """Return the text of a source or a note as its file has it, "" when it is not there."""
        content = node.first("PlainTextContent")
        if content is not None:
            return content.words
        path = node.attributes.get("plainTextPath", "")
        name = path.replace("\\", "/").rpartition("/")[2].lower()
        at = next((self.names[low] for low in self.names if name and low.rpartition("/")[2] == name), None)
        if at is None:
            return ""
        data = self.parts.read(at, MOST_OF_TEXT)
        mark = "\ufeff" if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) else ""
        return mark + readers.decode(data)

    def _source(self, node: Node) -> None:
        name = node.attributes.get("name") or "a text without a name"
        try:
            raw = self._text_of(node)
        except ReviewError as error:
            self.found.faults.append((name, error.message))
            return
        text = texts.clean(raw)
        if not text.strip():
            self.found.faults.append((name, "its text is not in the file as plain text"))
            return
        key = _guid(node) or f"source {len(self.found.sources)}"
        selections = node.all("PlainTextSelection")
        told = [] if self.found.origin == ORIGIN else [_selected(each) for each in selections]
        way = counting(raw, told)
        notes = {n.attributes.get("name"): n for n in map(self._note, node.all("NoteRef")) if n is not None}
        facts = dict(_variables(node))
        self.found.sources[key] = Source(
            key, name, texts.sha256(text), text=text, record=_record(notes.get(RECORD)),
            parts=_parts(notes.get(PARTS), text), design=facts.get("Design", ""),
            participants=int(facts["Participants"]) if facts.get("Participants", "").isdecimal() else None,
            setting=facts.get("Setting", ""),
        )  # fmt: skip
        for each in selections:
            self._selection(key, text, way, each)

    def _note(self, ref: Node) -> Node | None:
        return self.notes.get(guid_of(ref.attributes.get("targetGUID", "")))

    # ------------------------------------------------------------------ selections

    def _selection(self, source: str, text: str, way: Counting, node: Node) -> None:
        place = _selected(node)
        start, end = way.place(place.start), way.place(place.end)
        codes = [
            guid_of(ref.attributes.get("targetGUID", ""))
            for c in node.all("Coding")
            for ref in c.all("CodeRef")
        ]
        told = [code for code in codes if code not in VOICE_OF]
        if codes and not told:
            return  # whose words they are: that comes with the parts
        if not 0 <= start < end:
            self.found.faults.append((f"“{place.words[:80]}”", "its positions lie outside of the text"))
            return
        prefix, suffix = texts.context(text, start, end)
        anchor = Anchor(text[start:end], prefix, suffix, start, end)
        claims = [code for code in told if code in self.found.claims]
        said = dict(_fields("\n".join(self._notes_of(node)))) if claims else {}
        stance = next((STANCE_OF[code] for code in told if code in STANCE_OF), Stance.MENTIONS)
        quoted = Quoted(
            source, anchor, stance=stance, background=said.get("background") == "yes", pico=pico_of(said),
            direction=direction_of(said.get("direction")), note=node.said("Description"),
            person=self._person(node), made=iso(node.attributes.get("creationDateTime", "")),
            population=(said["evidence for"], said.get("in short", "")) if "evidence for" in said else None,
        )  # fmt: skip
        tags = [code for code in told if code not in STANCE_OF and code not in self.found.claims]
        for claim in claims:
            self.found.quotes.append(replace(quoted, claim=claim))
            old = self.found.claims[claim]
            self.found.claims[claim] = replace(old, guids=tuple(dict.fromkeys((*old.guids, *tags))))
        if not claims:
            note = "\n".join(filter(None, (node.said("Description"), *self._notes_of(node))))
            names = tuple(filter(None, (self.code_names.get(code, "") for code in tags)))
            self.found.quotes.append(replace(quoted, note=note, codes=names))

    def _person(self, node: Node) -> Person:
        coding = node.first("Coding")
        said = node.attributes.get("creatingUser") or (
            coding.attributes.get("creatingUser", "") if coding else ""
        )
        user = self.users.get(guid_of(said), {})
        return person_of(user.get("name", ""), guid_of(said)) if user else Person()

    def _say_what_is_left(self) -> None:
        kinds = Counter(node.name for node in self.top.walk())
        not_text = [(kinds[name], f"source that is no text ({name})", f"sources that are no texts ({name})")
                    for name in _NOT_TEXT]  # fmt: skip
        unused = [(kinds[name], word, f"{word}s") for name, word in _UNUSED.items()]
        whole = sum(len(node.all("Coding")) for node in self.top.walk() if node.name.endswith("Source"))
        on_whole = (whole, "coding of a whole document", "codings of whole documents")
        marks = sum(node.name in ("PDFSelection", "TranscriptSelection") for node in self.top.walk())
        own = {guid("variable", name) for name, _kind in VARIABLES}
        others = [node for node in self._all("Variables", "Variable") if _guid(node) not in own]
        rest = (
            (marks, "selection on a page or a recording", "selections on pages or recordings"),
            (len(others), "variable", "variables"),
        )
        self.found.omitted += [f"{each}." for each in several(*not_text, *unused, on_whole, *rest)]


def replace_name(within: Node, around: Node) -> Node:
    """Return the text of a PDF source under the name and identifier of the source itself."""
    attributes = {**within.attributes, "guid": around.attributes.get("guid", "")}
    attributes["name"] = around.attributes.get("name", "")
    return Node(within.name, attributes, within.inside, within.words)


def _guid(node: Node) -> str:
    return guid_of(node.attributes.get("guid", ""))


def _selected(node: Node) -> Selection:
    said = node.attributes
    start, end = (_number(said.get(key, "")) for key in ("startPosition", "endPosition"))
    return Selection(start, end, said.get("name", "") or node.said("Description"))


def _number(raw: str) -> int:
    return int(raw) if raw.strip().isdecimal() and len(raw) < 12 else 0


def _fields(note: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of a note of ours."""
    key, held = "", list[str]()
    for line in note.split("\n"):
        if line.startswith("  ") and key:
            held.append(line[2:])
            continue
        if key:
            yield key, "\n".join(held)
        key, found, value = line.partition(": ")
        key, held = (key, [value]) if found else ("", [])
    if key:
        yield key, "\n".join(held)


def _variables(node: Node) -> Iterator[tuple[str, str]]:
    names = {guid("variable", name): name for name, _kind in VARIABLES}
    for value in node.all("VariableValue"):
        ref = value.first("VariableRef")
        name = names.get(guid_of(ref.attributes.get("targetGUID", "")), "") if ref is not None else ""
        if name:
            yield name, value.said("TextValue") or value.said("IntegerValue").strip()


def _record(note: Node | None) -> Record | None:
    if note is None:
        return None
    try:
        items = list(readers.read_bytes(note.said("PlainTextContent").encode("utf-8"), "record.json"))
    except ReviewError:
        return None
    return next((item.record for item in items if isinstance(item, readers.Parsed)), None)


# ------------------------------------------------------------------ parts


def _parts(note: Node | None, text: str) -> tuple[Segment, ...]:
    """Return whose words the parts of a text are, when a note of ours says so and they cover it once."""
    if note is None:
        return ()
    try:
        found = tuple(_part(each) for each in json.loads(note.said("PlainTextContent")))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return ()
    return found if _covers(found, len(text)) else ()


def _part(said: dict[str, Any]) -> Segment:
    attribution, quotes = said["attribution"], said["quotes"]
    return Segment(
        _whole(said["start"]), _whole(said["end"]), Kind(said["kind"]), Voice(said["voice"]),
        Role(said["role"]) if said["role"] else None,
        Attribution(str(attribution["name"]), str(attribution["date"])) if attribution else None,
        _maybe(said["comment"]), _maybe(said["in_reply_to"]), Repeats() if quotes else None,
        min(1.0, max(0.0, float(said["confidence"]))), str(said["rule"]),
        str(said["confirmed_by"]) if said["confirmed_by"] else None,
    )  # fmt: skip


def _whole(value: object) -> int:
    if type(value) is int and 0 <= value < 1 << 31:
        return value
    raise ValueError("no position")


def _maybe(value: object) -> int | None:
    return None if value is None else _whole(value)


def _covers(parts: Sequence[Segment], length: int) -> bool:
    ends = [0, *(part.end for part in parts)]
    return (
        all(p.start == e and p.start < p.end for p, e in zip(parts, ends, strict=False))
        and ends[-1] == length
    )
