"""Bytes to text: which encoding a file is in, and whether it is text at all.

Windows-1252 is read as browsers read it: its five unassigned bytes become the control characters of the
same number, so that every byte is kept and nothing fails.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from reviewer.errors import ReviewError
from reviewer.language import later, recorded

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", later("a PDF file")),
    (b"PK\x03\x04", later("a ZIP archive or an office document")),
    (b"PK\x05\x06", later("an empty ZIP archive")),
    (b"\x89PNG\r\n", later("a PNG picture")),
    (b"\xff\xd8\xff", later("a JPEG picture")),
    (b"GIF8", later("a GIF picture")),
    (b"II*\x00", later("a TIFF picture")),
    (b"MM\x00*", later("a TIFF picture")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", later("an old office document")),
    (b"SQLite format 3\x00", later("a database, perhaps a Reviewer library")),
    (b"\x1f\x8b", later("a gzip archive")),
    (b"BZh", later("a bzip2 archive")),
    (b"7z\xbc\xaf\x27\x1c", later("a 7z archive")),
    (b"\xfd7zXZ\x00", later("an xz archive")),
    (b"Rar!\x1a\x07", later("a RAR archive")),
    (b"\x7fELF", later("a program")),
    (b"MZ\x90\x00", later("a program")),
    (b"OggS", later("a sound or film")),
    (b"ID3", later("a sound recording")),
    (b"{\\rtf", later("a rich text (RTF) file")),
)
"""How files that are no plain text begin, and what to call them."""

MARKUP: tuple[tuple[bytes, str], ...] = ((b"<?xml", later("an XML file")),)
"""The same for text that is markup, compared in lower case after white space."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_HIGH = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
_SAMPLE = 65_536
PIECE = 1 << 16
MOST_CONTROLS = 0.01
"""Share of control bytes above which a file is no text; single stray ones are put up with."""


def binary_kind(data: bytes) -> str:
    """Return what kind of file the bytes are if they are no plain text, such as "a PDF file", or ""."""
    start = data.lstrip()[:64].lower()
    kind = next((name for magic, name in MAGIC if data.startswith(magic)), "")
    kind = kind or next((name for magic, name in MARKUP if start.startswith(magic)), "")
    if kind or encoding_by_shape(data):
        return kind
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "a binary file" if controls > MOST_CONTROLS * len(sample) else ""


def refuse_binary(data: bytes, name: str = "This file") -> None:
    """Raise ReviewError, naming the file and what it is, when the bytes are no plain text."""
    kind = binary_kind(data)
    if kind:
        hint = recorded("Copy its text into a plain text file (.txt), and import that.")
        if kind.endswith("archive"):
            hint = recorded("Unpack it, and add the folder with what was in it.")
        raise ReviewError(recorded("{name} is {kind}, not plain text.", name=name, kind=kind), hint)


def decode(data: bytes) -> str:
    """Return the text of the bytes; raises ReviewError when they are no text.

    Tried in this order: byte-order marks, UTF-16 told by its zero bytes, UTF-8, Windows-1252. UTF-8 with a
    few damaged places stays UTF-8; the damage becomes U+FFFD.
    """
    refuse_binary(data)
    encoding = encoding_by_shape(data)
    if encoding:
        return data.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        mended = data.decode("utf-8", "replace")
    damaged = mended.count("\ufffd")
    foreign = sum(not character.isascii() for character in mended) - damaged
    return mended if damaged * 20 < foreign else data.decode("latin-1").translate(_HIGH)


def encoding_of(data: bytes, declared: str = "") -> str:
    """Return the name of the codec that the bytes of a file are in, for `pieces`.

    `declared` is what the file says of itself. Marks and UTF-16's zero bytes come first, then UTF-8, since
    other encodings hardly ever look like it by chance; a declaration decides what is left, else Windows-1252.
    """
    shaped = encoding_by_shape(data)
    if shaped:
        return shaped
    if declared.startswith("iso2022") and b"\x1b" in data:  # it is ASCII to the eye
        return declared
    if is_utf8(data):
        return "utf-8"
    damaged, foreign = _damage(data)
    return "utf-8" if damaged * 20 < foreign else declared.replace("utf-8", "") or "cp1252"


def is_utf8(data: bytes) -> bool:
    """Return whether the bytes are UTF-8 without any damage."""
    try:
        for _ in pieces(data, "utf-8", "strict"):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _damage(data: bytes) -> tuple[int, int]:
    """Return how many places of the bytes are no UTF-8, and how many characters of it are not ASCII."""
    damaged = foreign = 0
    for piece in pieces(data, "utf-8"):
        wrong = piece.count("\ufffd")
        damaged += wrong
        foreign += len(piece) - len(piece.encode("ascii", "ignore")) - wrong
    # A file may hold U+FFFD in all honesty.
    return max(0, damaged - data.count(b"\xef\xbf\xbd")), foreign


def pieces(data: bytes, encoding: str, errors: str = "replace") -> Iterator[str]:
    """Yield the text of the bytes piece by piece, without a byte-order mark; damage becomes U+FFFD.

    Raises UnicodeDecodeError when `errors` is "strict" and there is damage.
    """
    decoder = codecs.getincrementaldecoder(encoding)(_UNNAMED if encoding == "cp1252" else errors)
    for start in range(0, len(data), PIECE):
        piece = decoder.decode(data[start : start + PIECE], start + PIECE >= len(data))
        yield piece.removeprefix("\ufeff") if start == 0 else piece


def _keep_unnamed(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that Windows-1252 does not name as the control character of its number."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


_UNNAMED = "reviewer.unnamed"
codecs.register_error(_UNNAMED, _keep_unnamed)


def encoding_by_shape(data: bytes) -> str:
    """Return the encoding that a byte-order mark or a pattern of zero bytes gives away, or ""."""
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "")
    if marked:
        return marked
    sample = data[:_SAMPLE]
    if b"\x00" not in sample or len(sample) < 4:
        return ""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if min(even, odd) > 0.05 or max(even, odd) < 0.3:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"
