"""Segments for other programs: `segments-json`, the shape that `separate --json` prints too.

Positions are Unicode code points in `text`, half-open. `quotes.segment` is the index, in the segment list
of the document named by `quotes.document`, of the segment that is repeated; both are null for a source
that is not in the library.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from reviewer.model import Attribution, Document, Quoted, Segment, Snapshot

Segments = Mapping[int, Sequence[Segment]]


def segments_json(snapshot: Snapshot) -> bytes:
    """Return all documents of a library with their segments as UTF-8 JSON, the same bytes every time."""
    documents = [
        document(each, snapshot.segments.get(each.id, ()), snapshot.segments) for each in snapshot.documents
    ]
    return (json.dumps({"documents": documents}, ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8", "replace"
    )


def document(
    document: Document, segments: Sequence[Segment], others: Segments | None = None
) -> dict[str, Any]:
    """Return one document with its segments as plain data.

    `others` holds the segments of the documents it may quote; without it only quotes inside this document
    get the index of their segment.
    """
    known = {**(others or {}), document.id: segments}
    return {
        "id": document.id,
        "source": document.source,
        "text": document.text,
        "segments": [_segment(segment, document.id, known) for segment in segments],
    }


def _segment(segment: Segment, document: int, known: Segments) -> dict[str, Any]:
    return {
        "start": segment.start,
        "end": segment.end,
        "kind": segment.kind.value,
        "voice": segment.voice.value,
        "role": segment.role.value if segment.role else None,
        "attribution": _attribution(segment.attribution),
        "comment": segment.comment,
        "in_reply_to": segment.in_reply_to,
        "quotes": _quotes(segment.quotes, document, known),
        "confidence": segment.confidence,
        "rule": segment.rule,
        "confirmed_by": segment.confirmed_by,
    }


def _attribution(attribution: Attribution | None) -> dict[str, str] | None:
    return {"name": attribution.name, "date": attribution.date} if attribution else None


def _quotes(quoted: Quoted | None, document: int, known: Segments) -> dict[str, int | None] | None:
    if quoted is None:
        return None
    if quoted.document is None and quoted.start is None:
        return {"document": None, "segment": None}
    source = document if quoted.document is None else quoted.document
    return {"document": source, "segment": _index(known.get(source, ()), quoted.start)}


def _index(segments: Sequence[Segment], start: int | None) -> int | None:
    """Return the index of the segment that contains position `start`, or None."""
    if start is None:
        return None
    place = bisect_right([segment.start for segment in segments], start) - 1
    return place if place >= 0 and start < segments[place].end else None
