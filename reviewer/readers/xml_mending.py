"""XML that is not quite XML: other encodings, characters XML forbids, bare ampersands, entities of HTML.

Programs write such files, and people can read them; so a record that does not parse is mended where there is
no doubt about what was meant, and tried once more.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.entities import html5

from reviewer.readers.decoding import encoding_by_shape

_DECLARATION = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:#(\d{1,8}|[xX][0-9A-Fa-f]{1,8});|([A-Za-z][A-Za-z0-9]{1,40});)?")
_BARE_SIGN = re.compile(r"<(?![A-Za-z_/!?:])")
_KNOWN = ("amp", "lt", "gt", "quot", "apos")
_PREFIX = re.compile(rb"[<\s]([A-Za-z_][\w.-]{0,40}):[A-Za-z_][\w.-]*(?=[\s=>/])")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)


def declared_encoding(head: bytes) -> str:
    """Return the codec that an XML declaration names, or "" when it names none that is known."""
    match = _DECLARATION.search(head[:1_000].lstrip())
    try:
        return codecs.lookup(match[1].decode()).name if match else ""
    except LookupError:
        return ""


def in_utf8(blocks: Iterator[bytes], head: bytes, declared: str) -> Iterator[bytes]:
    """Yield blocks in UTF-8 where they are in an encoding in which tags are not what they are in ASCII.

    All others pass as they are: their tags can be found, and each record is decoded by itself.
    """
    shaped = encoding_by_shape(head)
    wide = shaped if shaped not in ("", "utf-8") else declared if declared.startswith("iso2022") else ""
    if not wide:
        first = next(blocks, b"").removeprefix(codecs.BOM_UTF8)
        yield from filter(None, [first])
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(wide)("replace")
    for number, block in enumerate(blocks):
        text = decoder.decode(block)
        yield (text.removeprefix("\ufeff") if number == 0 else text).encode("utf-8", "replace")


def mended(piece: bytes, declared: str) -> bytes:
    """Return a piece of XML in UTF-8 with well-known faults put right; others stay."""
    try:
        text = piece.decode("utf-8")
    except UnicodeDecodeError:
        text = piece.decode(_single(declared), "replace")
    text = _NEVER.sub("", text)
    parts = _CDATA.split(text) if "<![CDATA[" in text else [text]
    return "".join(part if part.startswith("<![CDATA[") else _escaped(part) for part in parts).encode()


def _single(declared: str) -> str:
    return declared if declared and not declared.startswith(("utf", "iso8859-1")) else "cp1252"


def _escaped(text: str) -> str:
    return _BARE_SIGN.sub("&lt;", _REFERENCE.sub(_reference, text))


def _reference(match: re.Match[str]) -> str:
    number, name = match[1], match[2]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        forbidden = code > 0x10FFFF or 0xD800 <= code < 0xE000 or _NEVER.match(chr(code))
        return "" if forbidden else match.group()
    if name is None:
        return "&amp;"
    if name in _KNOWN:
        return match.group()
    # Entities of the file's own are left: the parser refuses them.
    return html5.get(f"{name};", match.group())


def undefined(piece: bytes) -> str:
    """Return the name of the first entity that neither XML nor HTML knows, or ""."""
    for match in _REFERENCE.finditer(piece.decode("utf-8", "replace")):
        name = match[2]
        if name and f"{name};" not in html5:
            return name
    return ""


def prefixes(piece: bytes) -> bytes:
    """Return declarations of all prefixes that a piece uses, for a file that declares none."""
    names = sorted(set(_PREFIX.findall(piece)) - {b"xml", b"xmlns"})
    return b"".join(b' xmlns:%s="urn:%s"' % (name, name) for name in names)
