"""Which characters can be drawn: read from the font files themselves."""

from __future__ import annotations

import struct
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reviewer.reports import glyphs
from reviewer.settings import resource

KNOWN = glyphs.drawable(resource("fonts"))


def font(*subtables: bytes) -> bytes:
    """A font file that holds nothing but a character map."""
    records, body = b"", b""
    for subtable in subtables:
        records += struct.pack(">HHL", 3, 1, 4 + 8 * len(subtables) + len(body))
        body += subtable
    cmap = struct.pack(">HH", 0, len(subtables)) + records + body
    return (
        struct.pack(">LHHHH", 0x10000, 1, 0, 0, 0) + struct.pack(">4sLLL", b"cmap", 0, 28, len(cmap)) + cmap
    )


def test_both_kinds_of_character_map_are_read(tmp_path: Path) -> None:
    # A to C by delta, x and z (but not y) through the glyph array, and the end mark.
    segments = struct.pack(">HHHHHHH", 4, 0, 0, 6, 0, 0, 0) + struct.pack(">HHH", 67, 122, 0xFFFF)
    segments += struct.pack(">HHHH", 0, 65, 120, 0xFFFF) + struct.pack(">HHH", 10, 0, 1)
    segments += struct.pack(">HHH", 0, 4, 0) + struct.pack(">HHH", 5, 0, 6)
    groups = struct.pack(">HHLLL", 12, 0, 0, 0, 1) + struct.pack(">LLL", 0x1F600, 0x1F602, 1)
    (tmp_path / "made.ttf").write_bytes(font(segments, groups))
    (tmp_path / "LICENCE.txt").write_text("not a font")

    assert glyphs.drawable(tmp_path) == {65, 66, 67, 120, 122, 0x1F600, 0x1F601, 0x1F602}


def test_the_scripts_we_promise_can_be_drawn() -> None:
    promised = (
        "aÅßłńЖα≤µ⊕◯±−×√ 한국어 漢字 カナ שלום مرحبا 😀 ❤️ é \u2068x\u2069 ผู้ป่วย रोगी রোগী நோயாளி ರೋಗಿ ለታካሚ လူနာ"
    )
    assert glyphs.missing(promised, KNOWN) == set()


def test_pictographs_without_a_shape_get_their_name() -> None:
    assert glyphs.name_pictographs("a 🧠 b 😀", KNOWN) == "a [brain] b 😀"


def test_pictographs_that_belong_together_get_one_name() -> None:
    assert glyphs.name_pictographs("👍🏽, 👩‍⚕️ ☑️", KNOWN) == (
        "[thumbs up sign, skin tone 3 of 5], [woman, staff of aesculapius] ☑️"
    )
    assert glyphs.name_pictographs("🇩🇪🇰🇷", KNOWN) == "[flag DE][flag KR]"


@given(st.text())
def test_nothing_but_pictographs_is_ever_changed(text: str) -> None:
    drawn = glyphs.name_pictographs(text, KNOWN)

    assert drawn == text or "[" in drawn
    assert glyphs.missing(drawn, KNOWN) <= glyphs.missing(text, KNOWN)
