"""The encoding a web page declares, by the names that browsers know."""

from __future__ import annotations

from collections.abc import Mapping

HEAD = 32_768
"""Bytes in which a declaration is looked for; browsers look at 1,024 and begin again when one comes later."""

CODECS: Mapping[str, str] = {
    label: codec
    for codec, labels in {
        "utf-8": "utf-8 utf8 utf-16 utf-16le utf-16be unicode ucs-2 iso-10646-ucs-2",
        "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 iso88591 latin1 latin-1 l1"
        " ascii us-ascii ansi_x3.4-1968 iso-ir-100 cp819 ibm819 x-user-defined",
        "cp1250": "windows-1250 cp1250 x-cp1250",
        "cp1251": "windows-1251 cp1251 x-cp1251",
        "cp1253": "windows-1253 cp1253 x-cp1253",
        "cp1254": "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso_8859-9 latin5 l5",
        "cp1255": "windows-1255 cp1255 x-cp1255",
        "cp1256": "windows-1256 cp1256 x-cp1256",
        "cp1257": "windows-1257 cp1257 x-cp1257",
        "cp1258": "windows-1258 cp1258 x-cp1258",
        "iso8859-2": "iso-8859-2 iso8859-2 iso_8859-2 latin2 l2",
        "iso8859-3": "iso-8859-3 iso8859-3 iso_8859-3 latin3 l3",
        "iso8859-4": "iso-8859-4 iso8859-4 iso_8859-4 latin4 l4",
        "iso8859-5": "iso-8859-5 iso8859-5 iso_8859-5 cyrillic",
        "iso8859-6": "iso-8859-6 iso8859-6 iso_8859-6 arabic",
        "iso8859-7": "iso-8859-7 iso8859-7 iso_8859-7 greek",
        "iso8859-8": "iso-8859-8 iso8859-8 iso_8859-8 iso-8859-8-i logical visual hebrew",
        "iso8859-10": "iso-8859-10 iso8859-10 latin6 l6",
        "iso8859-13": "iso-8859-13 iso8859-13",
        "iso8859-14": "iso-8859-14 iso8859-14",
        "iso8859-15": "iso-8859-15 iso8859-15 iso_8859-15 latin9 l9",
        "iso8859-16": "iso-8859-16",
        "cp874": "windows-874 iso-8859-11 iso8859-11 tis-620 dos-874",
        "cp866": "ibm866 866 cp866 csibm866",
        "koi8-r": "koi8-r koi8 koi koi8_r cskoi8r",
        "koi8-u": "koi8-u koi8-ru",
        "mac-roman": "macintosh mac x-mac-roman",
        "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
        "gb18030": "gb18030 gb2312 gbk x-gbk gb_2312-80 gb_2312 chinese csgb2312",
        "big5hkscs": "big5 big5-hkscs x-x-big5 cn-big5 csbig5",
        "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis",
        "euc_jp": "euc-jp x-euc-jp cseucpkdfmtjapanese",
        "iso2022_jp": "iso-2022-jp csiso2022jp",
        "cp949": "euc-kr euckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949",
    }.items()
    for label in labels.split()
}
"""The labels of the encoding standard of the web, and what reads them here."""


class Declared:
    """A target for an HTML parser that finds the first encoding which a page declares."""

    def __init__(self) -> None:
        self.codec = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the begin of an element."""
        if tag == "meta" and not self.codec:
            label = attributes.get("charset", "")
            if not label and attributes.get("http-equiv", "").strip().lower() == "content-type":
                label = attributes.get("content", "").lower().partition("charset")[2].lstrip(" =")
            self.codec = codec(label)

    def end(self, tag: str) -> None:
        """Take the end of an element."""

    def close(self) -> str:
        """Return the codec, or "" where the page declares none that is known."""
        return self.codec


def codec(label: str) -> str:
    """Return the codec for the label of an encoding, or ""."""
    return CODECS.get(label.partition(";")[0].strip(" \t\r\n\f\"'").lower(), "")
