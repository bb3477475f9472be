"""A manifest in a PDF: private data of the document (ISO 32000-1, 14.5), appended as an incremental update.

PDF/A-2 lets no file of another kind be attached; private data it allows. What stands before the update is the
file as Typst made it, byte for byte, so that its fingerprint can be checked.
"""

from __future__ import annotations

import re
import zlib
from datetime import datetime

from reviewer.errors import ReviewError
from reviewer.reports.manifest import Manifest, sealed_bytes
from reviewer.reports.manifest_reading import MOST_BYTES

_TAIL = re.compile(rb"trailer\s*<<(?P<entries>.*?)>>\s*startxref\s+(?P<table>\d+)\s+%%EOF\s*\Z", re.DOTALL)
_MARK = b"<</Type/ReviewerManifest/Filter/FlateDecode/Length "
_STREAM = re.compile(re.escape(_MARK) + rb"(\d{1,9})>>stream\n")
_MOST_BEHIND = 100_000
"""Bytes that may stand behind a manifest: the catalog, and the end."""


def put(pdf: bytes, manifest: Manifest) -> bytes:
    """Return a PDF that Typst made with a manifest that seals it; raises ValueError for another's PDF."""
    tail = _TAIL.search(pdf, max(0, len(pdf) - 2000))
    if tail is None:
        raise ValueError("the PDF does not end as Typst ends it")
    entries = dict(re.findall(rb"/(Size|Root)\s+(\d+)", tail["entries"]))
    root, size = int(entries[b"Root"]), int(entries[b"Size"])
    before = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    packed = zlib.compress(sealed_bytes(manifest, before).to_bytes(), 9)
    stream = b"%d 0 obj\n%s%d>>stream\n%s\nendstream\nendobj\n" % (size, _MARK, len(packed), packed)
    catalog = _catalog(pdf, root, size, manifest.time)
    at, then = len(before), len(before) + len(stream)
    table = b"xref\n%d 1\n%010d 00000 n\r\n%d 1\n%010d 00000 n\r\n" % (root, then, size, at)
    rest = re.sub(rb"/Size\s+\d+", b"/Size %d" % (size + 1), tail["entries"])
    trailer = b"trailer\n<<%s/Prev %s>>\n" % (rest, tail["table"])
    end = b"startxref\n%d\n%%%%EOF\n" % (then + len(catalog))
    return before + stream + catalog + table + trailer + end


def _catalog(pdf: bytes, root: int, stream: int, time: str) -> bytes:
    """Return the document's catalog again, now with its private data."""
    began = pdf.rindex(b"\n%d 0 obj\n<<" % root) + 1
    held = pdf[began : pdf.index(b"endobj\n", began)]
    moment = datetime.fromisoformat(time) if time else datetime(1980, 1, 1)
    private = b"/PieceInfo<</Reviewer<</LastModified(D:%sZ)/Private %d 0 R>>>>" % (
        moment.strftime("%Y%m%d%H%M%S").encode(),
        stream,
    )
    return held.replace(b"<<", b"<<" + private, 1) + b"endobj\n"


def find(data: bytes) -> tuple[bytes, bytes, bool]:
    """Return the manifest of a PDF, the bytes before it, and whether something was appended since.

    Raises ReviewError when there is none.
    """
    places = list(_STREAM.finditer(data))
    if not places:
        raise ReviewError(_why_not(data), "Verify the PDF as Reviewer wrote it.")
    place = places[-1]
    packed = data[place.end() : place.end() + int(place[1])]
    unpacker = zlib.decompressobj()
    try:
        manifest = unpacker.decompress(packed, MOST_BYTES + 1)
    except zlib.error as error:
        raise ReviewError(
            "The manifest in this PDF is damaged.", "Get the file again as it was exported."
        ) from error
    start = data.rfind(b"\n", 0, data.rfind(b" 0 obj", 0, place.start())) + 1
    rest = data[place.end() + int(place[1]) :]
    whole = rest.rstrip().endswith(b"%%EOF") and rest.count(b"%%EOF") == 1 and len(rest) < _MOST_BEHIND
    return manifest, data[:start], not whole


def _why_not(data: bytes) -> str:
    if b"/Encrypt" in data[-4000:] or b"/Encrypt" in data[:4000]:
        return "This PDF is locked with a password, so what it carries cannot be read."
    if b"%%EOF" not in data[-2000:]:
        return "This PDF is cut off: its end is missing."
    return "This PDF carries no manifest: Reviewer did not make it, or another program saved it anew."
