"""A whole review as REFI-QDA project (.qdpx): texts, codebook, codings and notes for QDA programs.

A claim is no code. It travels as one of the group "Claims", its statement the description; each of its
quotes is a selection coded with the claim, the stance and the tags of the claim. Voices are codes of a group
of their own. What a selection cannot carry (PICO, direction) stands in notes, in lines that people can read.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence

from reviewer.exchange import csl_json, segments_json
from reviewer.exchange.codebook_qdc import ORIGIN, elements
from reviewer.exchange.coded import PICO, name_of, several, zulu
from reviewer.exchange.codes import Code, of_tags
from reviewer.exchange.web_annotations import as_uuid, claim_name
from reviewer.exchange.xml_tree import HEAD, element, words
from reviewer.model import Claim, Document, Pico, QuoteLink, Snapshot, Stance, Voice

SPACE = "urn:QDA-XML:project:1.0"
FOLDER = "Sources"
RECORD, PARTS = "Record (CSL-JSON)", "Parts (segments-json)"
"""Names of the notes that hold the record of a document and whose words its parts are."""
VOICES = (Voice.STUDY, Voice.COMMENTARY, Voice.READER)


def guid(kind: str, *parts: object) -> str:
    """Return an identifier in capitals, the same every time."""
    return str(name_of(kind, *parts)).upper()


CLAIMS, STANCES, VOICE_CODES = guid("group", "claims"), guid("group", "stances"), guid("group", "voices")
STANCE_OF = {guid("stance", stance.value): stance for stance in Stance}
VOICE_OF = {guid("voice", voice.value): voice for voice in VOICES}
VARIABLES = (("Design", "Text"), ("Participants", "Integer"), ("Setting", "Text"))


def qda_project(snapshot: Snapshot) -> bytes:
    """Return a library as a .qdpx file, the same bytes every time."""
    writer = _Writer(snapshot)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "project.qde", writer.project())
        for document in snapshot.documents:
            _put(archive, f"{FOLDER}/{source_guid(document)}.txt", document.text)
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    archive.writestr(info, text.encode("utf-8", "replace"))


def omitted(snapshot: Snapshot) -> list[str]:
    """Return what of a library a project has no place for, with counts."""
    question = any(getattr(snapshot.question, name) for name in snapshot.question.__dataclass_fields__)
    used = {link.population for link in snapshot.quotes}
    files = {document.source_sha256 for document in snapshot.documents} - {""}
    found = several(
        (len(snapshot.certainties), "certainty rating", "certainty ratings"),
        (len(snapshot.appraisals), "appraisal", "appraisals"),
        (len(snapshot.settlements), "settled difference", "settled differences"),
        (sum(p.id not in used for p in snapshot.populations), "unused population", "unused populations"),
        (len(snapshot.quoted_studies), "tie of a page to a study it quotes", "ties of pages to studies"),
        (len(snapshot.set_aside), "record set aside as a duplicate", "records set aside as duplicates"),
        (int(question), "question of the review", ""),
        (len(files), "file that a text was read from", "files that texts were read from"),
    )
    return [*found, "the history"]


def source_guid(document: Document) -> str:
    """Return the identifier of a document in a project."""
    return guid("source", document.sha256, document.id)


def lines(fields: Sequence[tuple[str, str]]) -> str:
    """Return fields as lines of a note, further lines of a value indented; fields without a value are left
    out."""
    return "\n".join(f"{key}: " + value.replace("\n", "\n  ") for key, value in fields if value)


class _Writer:
    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.claims = {claim.id: claim for claim in snapshot.claims}
        self.tags = {tag.id: code.guid for tag, code in zip(snapshot.tags, self._flat(), strict=True)}
        self.populations = {each.id: each for each in snapshot.populations}
        self.notes: list[str] = []
        self.number = 0

    def _flat(self) -> list[Code]:
        return [code for group in of_tags(self.snapshot.tags) for code in group.walk()]

    def project(self) -> str:
        """Return project.qde."""
        snapshot = self.snapshot
        people = [
            element("User", {"guid": as_uuid(id).upper(), "name": name})
            for id, name in snapshot.reviewers.items()
        ]
        book = element("CodeBook", {}, elements(of_tags(snapshot.tags), *self._own_codes()))
        variables = [
            element("Variable", {"guid": guid("variable", name), "name": name, "typeOfVariable": kind})
            for name, kind in VARIABLES
        ]
        sources = [self._source(document) for document in snapshot.documents]
        inside = (
            element("Users", {}, *people) if people else "",
            book,
            element("Variables", {}, *variables),
            element("Sources", {}, *sources) if sources else "",
            element("Notes", {}, *self.notes) if self.notes else "",
        )
        return (
            HEAD
            + element("Project", {"xmlns": SPACE, "name": snapshot.name, "origin": ORIGIN}, *inside)
            + "\n"
        )

    def _note(self, name: str, text: str, *parts: object) -> str:
        """Write a note and return the reference to it; "" for no text."""
        if not text:
            return ""
        own = guid("note", name, *parts)
        self.notes.append(element("Note", {"guid": own, "name": name}, words("PlainTextContent", text)))
        return element("NoteRef", {"targetGUID": own})

    # ------------------------------------------------------------------ codes

    def _own_codes(self) -> Iterator[str]:
        if self.snapshot.claims:
            yield _group(CLAIMS, "Claims", [self._claim(claim) for claim in self.snapshot.claims])
        yield _group(STANCES, "Stances", [_plain(own, s.value) for own, s in STANCE_OF.items()])
        yield _group(VOICE_CODES, "Voices", [_plain(own, v.value) for own, v in VOICE_OF.items()])

    def _claim(self, claim: Claim) -> str:
        own = claim_name(claim).upper()
        direction = claim.direction.value if claim.direction else ""
        fields = [("number", str(claim.number)), ("label", claim.label), ("direction", direction)]
        fields += [*_pico(claim.pico), ("note", claim.note)]
        fields += [("tag", self.tags[tag]) for tag in claim.tags if tag in self.tags]
        note = self._note(f"Claim {claim.number}", lines(fields), own)
        name = f"{claim.number} {' '.join(claim.short.split())[:120]}"
        attributes = {"guid": own, "name": name, "isCodable": "true"}
        return element("Code", attributes, words("Description", claim.statement), note)

    # ------------------------------------------------------------------ sources

    def _source(self, document: Document) -> str:
        own, snapshot = source_guid(document), self.snapshot
        segments = snapshot.segments.get(document.id, ())
        parts = segments_json.document(document, segments)["segments"]
        selections = [
            self._selection(document, link) for link in snapshot.quotes if link.span.document == document.id
        ]
        for segment in segments:
            if segment.voice in VOICES:
                selections.append(self._voice(own, segment.start, segment.end, segment.voice))
        said = json.dumps([csl_json.item(document)], ensure_ascii=False)
        notes = [self._note(RECORD, said, own), self._note(PARTS, json.dumps(parts, ensure_ascii=False), own)]
        title = document.record.title or document.source or f"Document {document.id}"
        attributes = {"guid": own, "name": title, "plainTextPath": f"internal://{own}.txt"}
        return element("TextSource", attributes, *selections, *notes, *self._facts(document.id))

    def _voice(self, source: str, start: int, end: int, voice: Voice) -> str:
        own = guid("part", source, start, end)
        attributes = {"guid": own, "name": voice.value, "startPosition": start, "endPosition": end}
        return element("PlainTextSelection", attributes, _coding(own, guid("voice", voice.value), {}))

    def _selection(self, document: Document, link: QuoteLink) -> str:
        self.number += 1
        claim, span = self.claims[link.claim], link.span
        own = guid("selection", document.sha256, span.start, span.end, claim_name(claim), self.number)
        user = as_uuid(link.reviewer).upper() if link.reviewer in self.snapshot.reviewers else None
        made = {
            "creatingUser": user,
            "creationDateTime": zulu(self.snapshot.written.get(link.id, ("",))[0]) or None,
        }
        population = self.populations.get(link.population or 0)
        fields = [("direction", link.direction.value if link.direction else "")]
        fields += [("background", "yes" if link.background else ""), *_pico(link.pico)]
        if population is not None:
            fields += [("evidence for", population.name), ("in short", population.short)]
        codes = [claim_name(claim).upper(), guid("stance", link.stance.value)]
        codes += [self.tags[tag] for tag in claim.tags if tag in self.tags]
        return element(
            "PlainTextSelection",
            {
                "guid": own, "name": " ".join(span.exact.split())[:80], "startPosition": span.start,
                "endPosition": span.end, **made,
            },
            words("Description", link.note),
            *(_coding(own, code, made) for code in codes),
            self._note("Quote", lines(fields), own),
        )  # fmt: skip

    def _facts(self, document: int) -> Iterator[str]:
        study = self.snapshot.studies.get(document)
        if study is None:
            return
        said = {"Design": study.design, "Participants": study.participants, "Setting": study.setting}
        for name, kind in VARIABLES:
            if said[name] not in ("", None):
                ref = element("VariableRef", {"targetGUID": guid("variable", name)})
                yield element("VariableValue", {}, ref, words(f"{kind}Value", str(said[name])))


def _group(own: str, name: str, codes: Sequence[str]) -> str:
    return element("Code", {"guid": own, "name": name, "isCodable": "false"}, *codes)


def _plain(own: str, name: str) -> str:
    return element("Code", {"guid": own, "name": name.capitalize(), "isCodable": "true"})


def _coding(selection: str, code: str, made: dict[str, str | None]) -> str:
    attributes = {"guid": guid("coding", selection, code), **made}
    return element("Coding", attributes, element("CodeRef", {"targetGUID": code}))


def _pico(pico: Pico) -> list[tuple[str, str]]:
    return [(key, getattr(pico, key)) for key in PICO]
