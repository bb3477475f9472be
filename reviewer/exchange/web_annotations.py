"""Quotes as W3C Web Annotations in JSON-LD: one page of annotations, each a quote with its claim and tags.

The words stand in the target, by quote and by position. The claim is a body that the words are linked to,
with an identifier of its own so that all its quotes share it; its tags are bodies for tagging, a note a
comment. What the standard has no word for (stance, direction, PICO) stands under a small context of our own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from reviewer.exchange.coded import PICO, name_of, several, zulu
from reviewer.exchange.selectors import selectors
from reviewer.model import Claim, Document, Pico, Population, QuoteLink, Snapshot, Tag

ANNO = "http://www.w3.org/ns/anno.jsonld"
TERMS = (
    "number", "claimNote", "stance", "direction", "background", *PICO, "evidenceFor", "short", "colour",
    "guid", "sourceFile",
)  # fmt: skip
"""Words of our own context; `path` is one more, a list in order."""
OWN: Mapping[str, Any] = {
    "reviewer": "urn:reviewer:terms:1.0:",
    **{term: f"reviewer:{term}" for term in TERMS},
    "path": {"@id": "reviewer:path", "@container": "@list"},
}


def web_annotations(snapshot: Snapshot) -> bytes:
    """Return the quotes of a library as an AnnotationPage in UTF-8, the same bytes every time."""
    writer = _Writer(snapshot)
    items = [writer.annotation(link) for link in snapshot.quotes]
    collection = name_of("collection", *(item["id"] for item in items))
    page = {
        "@context": [ANNO, OWN],
        "id": f"urn:uuid:{name_of('page', collection)}",
        "type": "AnnotationPage",
        "partOf": {
            "id": f"urn:uuid:{collection}",
            "type": "AnnotationCollection",
            "label": snapshot.name,
            "total": len(items),
        },
        "startIndex": 0,
        "items": items,
    }
    return (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def omitted(snapshot: Snapshot) -> list[str]:
    """Return what of a library annotations have no place for, with counts."""
    quoted = {link.claim for link in snapshot.quotes}
    used = {tag for claim in snapshot.claims if claim.id in quoted for tag in claim.tags}
    defined = sum(bool(tag.definition or tag.use_when or tag.avoid_when) for tag in snapshot.tags)
    return several(
        (sum(claim.id not in quoted for claim in snapshot.claims), "claim without a quote",
         "claims without a quote"),
        (sum(tag.id not in used for tag in snapshot.tags), "tag that no quoted claim has",
         "tags that no quoted claim has"),
        (defined, "definition of a tag", "definitions of tags"),
        (len(snapshot.certainties), "certainty rating", "certainty ratings"),
        (len(snapshot.appraisals), "appraisal", "appraisals"),
    )  # fmt: skip


class _Writer:
    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.documents = {document.id: document for document in snapshot.documents}
        self.claims = {claim.id: claim for claim in snapshot.claims}
        self.tags = {tag.id: tag for tag in snapshot.tags}
        self.populations = {each.id: each for each in snapshot.populations}
        self.named: Counter[tuple[object, ...]] = Counter()

    def annotation(self, link: QuoteLink) -> dict[str, Any]:
        document, claim = self.documents[link.span.document], self.claims[link.claim]
        span, about = link.span, claim_name(claim)
        made, changed = (zulu(time) for time in self.snapshot.written.get(link.id, ("", "")))
        bodies = [_claim_body(claim, about), *(self._tag_body(id) for id in claim.tags if id in self.tags)]
        motives = ["linking"] + ["tagging"] * (len(bodies) > 1) + ["commenting"] * bool(link.note)
        if link.note:
            bodies.append(_textual(link.note, "commenting"))
        own = {
            "stance": link.stance.value,
            "background": True if link.background else None,
            "direction": link.direction.value if link.direction else "",
            **_pico(link.pico),
            "evidenceFor": _population(self.populations.get(link.population or 0)),
        }
        return _kept({
            "id": self._name(document.sha256, span.start, span.end, about),
            "type": "Annotation",
            "motivation": motives if len(motives) > 1 else motives[0],
            "creator": self._creator(link.reviewer),
            "created": made,
            "modified": changed,
            **own,
            "body": bodies,
            "target": {
                "type": "SpecificResource",
                "source": _source(document),
                "selector": selectors(span.exact, link.prefix, link.suffix, span.start, span.end),
            },
        })  # fmt: skip

    def _name(self, *parts: object) -> str:
        """Return the identifier of a quote; of several on the same words for one claim each has its own."""
        self.named[parts] += 1
        return f"urn:uuid:{name_of('quote', *parts, self.named[parts])}"

    def _creator(self, reviewer: str) -> dict[str, Any] | None:
        name = self.snapshot.reviewers.get(reviewer)
        if name is None:
            return None
        return {"id": f"urn:uuid:{as_uuid(reviewer)}", "type": "Person", "name": name}

    def _tag_body(self, id: int) -> dict[str, Any]:
        line = [self.tags[id]]
        while line[0].parent in self.tags:
            line.insert(0, self.tags[line[0].parent or 0])
        tag: Tag = line[-1]
        return _kept({
            **_textual(tag.name, "tagging"),
            "path": [each.name for each in line],
            "colour": line[0].colour,
            "guid": tag.guid,
        })  # fmt: skip


def claim_name(claim: Claim) -> str:
    """Return the identifier of a claim, by its number and its words."""
    return str(name_of("claim", claim.number, claim.statement))


def as_uuid(reviewer: str) -> str:
    """Return the id of a reviewer as a UUID, made from it where it is none."""
    plain = reviewer.replace("-", "").lower()
    if len(plain) == 32 and all(digit in "0123456789abcdef" for digit in plain):
        return f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"
    return str(name_of("reviewer", reviewer))


def _claim_body(claim: Claim, name: str) -> dict[str, Any]:
    return _kept({
        "id": f"urn:uuid:{name}",
        **_textual(claim.statement, "linking"),
        "number": claim.number,
        "label": claim.label,
        "direction": claim.direction.value if claim.direction else "",
        **_pico(claim.pico),
        "claimNote": claim.note,
    })  # fmt: skip


def _textual(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _pico(pico: Pico) -> dict[str, str]:
    return {key: getattr(pico, key) for key in PICO}


def _population(population: Population | None) -> dict[str, str] | None:
    return _kept({"label": population.name, "short": population.short}) if population else None


def _source(document: Document) -> dict[str, Any]:
    record = document.record
    address = record.url or (f"https://doi.org/{record.doi}" if record.doi else "")
    return _kept({
        "id": f"urn:sha256:{document.sha256}",
        "type": "Text",
        "format": "text/plain",
        "label": record.title,
        "via": _iri(address),
        "sourceFile": f"urn:sha256:{document.source_sha256}" if document.source_sha256 else "",
    })  # fmt: skip


_NOT_IN_IRI = ' <>"{}|\\^`'


def _iri(address: str) -> str:
    """Return an address with nothing in it that an IRI may not have, "" for what is none."""
    if not address.startswith(("http://", "https://", "urn:")):
        return ""
    return "".join(
        _percent(sign) if sign in _NOT_IN_IRI or not sign.isprintable() else sign for sign in address
    )


def _percent(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))


def _kept(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that say something."""
    return {key: value for key, value in fields.items() if value not in ("", None, [])}
