"""The PDF against the rules of ISO 19005-2 (PDF/A-2), clause by clause, as far as its objects tell them.

Ours look at what Typst writes and at what is put into it afterwards (links, the manifest): each test names
its clause. A validator of others, PDFBox Preflight, looks in a slow test (`-m slow`; packages libpdfbox2-java
and libactivation-java of Debian): it knows part 1 of the standard, so what part 2 allows too is named there.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reviewer.reports import Options, build, to_pdf
from tests.reports import made_appraisals, sample

SCRIPTS = "Rates fell. العلاج ساعدني (EDSS 3.5). התרופה עזרה לי. 药 薬 약 रोगी ผู้ป่วย 👍🏽"
MADE = {
    "example": lambda: build(sample.example()),
    "without tags": lambda: build(sample.example(), Options(tagged=False)),
    "scripts": lambda: build(sample.small(SCRIPTS, words=SCRIPTS)),
    "appraisals": lambda: build(made_appraisals.made("rob-2", 4), Options(patterns=True)),
}
JARS = Path("/usr/share/java")
PREFLIGHT = (
    "preflight pdfbox2 fontbox2 xmpbox commons-logging jaxb-api javax.activation bcprov bcmail bcpkix".split()
)
VALIDATOR = "org.apache.pdfbox.preflight.Validator_A1b"
OF_PART_2 = (
    r"2\.1\.6 : .*Invalid version of the ICCProfile.*",  # part 2 takes version 4 (6.2.4.2)
    r"1\.2\.3 : .*can't convert to Destination COSObject.*",  # an outline's place may be an object of its own
    r"7\.11\.[12] : .*",  # it says that it is of part 2
    r"7\.3 : .*namespace http://www\.aiim\.org/pdfua/ns/id/",  # it is described there; Preflight misses it
)


@pytest.fixture(scope="module", params=list(MADE))
def data(request: pytest.FixtureRequest) -> bytes:
    made, warnings = to_pdf.to_pdf(MADE[request.param]())
    assert not any("not marked" in warning for warning in warnings)
    return made


@pytest.fixture(scope="module")
def opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield opened


def dictionaries(opened: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary of a file that is an object, and those of streams."""
    for each in opened.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each


def test_6_1_the_file_is_built_as_archives_ask(data: bytes, opened: pikepdf.Pdf) -> None:
    assert opened.check_pdf_syntax() == []
    assert re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", data), "6.1.2: high bytes say it is binary"
    assert "/ID" in opened.trailer and "/Encrypt" not in opened.trailer, "6.1.3"
    assert data.rstrip().endswith(b"%%EOF"), "6.1.3: nothing behind the end"
    filters = {str(name) for each in dictionaries(opened) for name in _filters(each)}
    assert filters <= {"/FlateDecode", "/DCTDecode"}, "6.1.7: no LZW, no encryption"
    assert not any({"/F", "/FFilter", "/FDecodeParms"} & set(each) for each in _streams(opened)), "6.1.7.1"
    assert all(len(bytes(each)) <= 32767 for each in _strings(opened)), "6.1.13"
    assert len(opened.objects) < 8_388_607, "6.1.13"


def test_6_2_colours_have_a_profile_and_pages_that_blend_say_in_what(opened: pikepdf.Pdf) -> None:
    (intent,) = opened.Root.OutputIntents
    profile = intent.DestOutputProfile
    head = profile.read_bytes()[:20]
    assert intent.S == "/GTS_PDFA1" and head[8] in (2, 4), "6.2.3: version 2 or 4"
    assert int(profile.N) == {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4}[head[16:20]], "6.2.3"
    for each in dictionaries(opened):
        assert not {"/TR", "/HTP", "/OPI", "/PS", "/Alternates"} & set(each), "6.2.5, 6.2.8, 6.2.9"
        assert each.get("/Interpolate", False) is False, "6.2.8"
        if each.get("/Type") == "/ExtGState":
            assert str(each.get("/BM", "/Normal")) in ("/Normal", "/Compatible"), "6.2.10: no other is used"
    for page in opened.pages:
        group = page.obj.get("/Group")
        assert group is None or "/CS" in group, "6.2.10: a page that blends names its space"


def test_6_2_11_fonts_are_inside_with_the_meaning_of_their_shapes(opened: pikepdf.Pdf) -> None:
    fonts = [each for each in dictionaries(opened) if each.get("/Type") == "/Font"]
    whole = [each for each in fonts if each.Subtype == "/Type0"]
    assert whole and {str(each.Subtype) for each in fonts} <= {
        "/Type0", "/CIDFontType0", "/CIDFontType2", "/Type3",
    }  # fmt: skip
    for font in whole:
        (inner,) = font.DescendantFonts
        assert str(font.Encoding) == "/Identity-H" and "/ToUnicode" in font, "6.2.11.3.3, 6.2.11.7"
        assert {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor), "6.2.11.4"
        assert inner.Subtype != "/CIDFontType2" or "/CIDToGIDMap" in inner, "6.2.11.3.2"
        assert re.match("/[A-Z]{6}[+]", str(inner.BaseFont)), "a subset says that it is one"
        told = font.ToUnicode.read_bytes()
        assert not re.search(rb"<(0000|FEFF|FFFE)>\s*$", told, re.MULTILINE), "6.2.11.7.2"


def test_6_3_to_6_5_nothing_on_a_page_is_hidden_or_runs(opened: pikepdf.Pdf) -> None:
    for each in dictionaries(opened):
        assert not {"/AA", "/OpenAction", "/JS", "/XFA", "/RichMediaContent"} & set(each), "6.4, 6.5.1"
        if each.get("/Type") == "/Action" or "/A" in each:
            action = each.get("/A", each)
            assert not isinstance(action, pikepdf.Dictionary) or str(action.get("/S", "/GoTo")) == "/GoTo"
        if each.get("/Type") == "/Annot":
            flags = int(each.F)
            assert flags & 4 and not flags & (1 | 2 | 32), "6.3.2: printed, neither hidden nor without a view"
            assert each.Subtype == "/Link" or "/AP" in each, "6.3.3"
    assert "/AcroForm" not in opened.Root and "/OCProperties" not in opened.Root, "6.4.1, 6.9"
    names = opened.Root.get("/Names", {})
    assert not {"/EmbeddedFiles", "/JavaScript"} & set(names), "6.8: nothing is attached"


def test_6_6_the_metadata_say_what_it_is_and_what_the_document_says(opened: pikepdf.Pdf) -> None:
    held = opened.Root.Metadata
    told = held.read_bytes().decode()
    assert "/Filter" not in held and held.Type == "/Metadata" and held.Subtype == "/XML", "6.6.2.1"
    assert re.search('<\\?xpacket begin="\ufeff?" id="W5M0MpCehiHzreSzNTczkc9d"\\?>', told)
    assert "<pdfaid:part>2</pdfaid:part>" in told, "6.6.4"
    tagged = "/StructTreeRoot" in opened.Root
    assert f"<pdfaid:conformance>{'A' if tagged else 'U'}</pdfaid:conformance>" in told, "6.6.4"
    if "pdfuaid:part" in told:
        assert "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/<" in told, "6.6.2.3: described"
    with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        assert str(meta["dc:title"]) == str(opened.docinfo["/Title"]), "6.6.3: both say the same"
        written = re.sub(r"\D", "", str(opened.docinfo["/CreationDate"]))[:14]
        assert re.sub(r"\D", "", str(meta["xmp:CreateDate"]))[:14] == written, "6.6.3"


def test_6_7_what_is_tagged_is_so_whole(opened: pikepdf.Pdf) -> None:
    if "/StructTreeRoot" not in opened.Root:
        assert "/MarkInfo" not in opened.Root or not opened.Root.MarkInfo.get("/Marked", False)
        return
    assert opened.Root.MarkInfo.Marked is True and str(opened.Root.Lang), "6.7.2, 6.7.4"
    roles = set(opened.Root.StructTreeRoot.get("/RoleMap", {}))
    used = {str(each.S) for each in dictionaries(opened) if each.get("/Type") == "/StructElem"}
    assert used - roles <= STANDARD, "6.7.3.4: types of the standard, or said to be like one"
    assert all("/StructParents" in page.obj for page in opened.pages), "6.7.3"
    for each in dictionaries(opened):
        if each.get("/Type") == "/StructElem" and each.S == "/Figure":
            assert str(each.get("/Alt", "")).strip(), "6.7.5: a figure says what it shows"


STANDARD = set(
    "/Document /Part /Sect /Div /P /H /H1 /H2 /H3 /L /LI /Lbl /LBody /Table /TR /TH /TD /THead /TBody /TFoot "
    "/Span /Quote /Note /Reference /Link /Annot /Figure /Caption /TOC /TOCI /BlockQuote /NonStruct".split()
)


@pytest.mark.slow
def test_another_validator_finds_only_what_part_2_newly_allows(data: bytes, tmp_path: Path) -> None:
    java, jars = shutil.which("java"), [JARS / f"{name}.jar" for name in PREFLIGHT]
    lacking = [jar.name for jar in jars if not jar.exists()]
    assert java and not lacking, (
        "This check needs Debian’s default-jre-headless, libpdfbox2-java and what that recommends: "
        f"libjaxb-api-java, libactivation-java, libbcprov-java, libbcmail-java, libbcpkix-java. {lacking}"
    )
    path = tmp_path / "report.pdf"

    def found(pdf: bytes) -> set[str]:
        path.write_bytes(pdf)
        command = [
            java,
            "-cp",
            ":".join(map(str, jars)),
            "org.apache.pdfbox.preflight.Validator_A1b",
            str(path),
        ]
        told = subprocess.run(command, capture_output=True, text=True, timeout=120).stdout
        assert "PDF/A-1b" in told
        lines = {line.partition(" on page")[0] for line in told.splitlines() if re.match(r"\d\.\d", line)}
        return {line for line in lines if not any(re.fullmatch(known, line) for known in OF_PART_2)}

    assert found(data) == set()
    assert found(data.replace(b"/OutputIntents", b"/OutputNothing")) != set(), "it does see a fault"


def _streams(opened: pikepdf.Pdf) -> Iterator[Any]:
    return (each for each in opened.objects if isinstance(each, pikepdf.Stream))


def _filters(each: Any) -> list[Any]:
    held = each.get("/Filter", pikepdf.Array())
    return [held] if isinstance(held, pikepdf.Name) else list(held)


def _strings(value: Any) -> Iterator[Any]:
    """Yield the strings of a file, not going into objects that others refer to."""
    waiting = list(value.objects)
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.String):
            yield each
        elif isinstance(each, pikepdf.Array):
            waiting += [inner for inner in each if not getattr(inner, "is_indirect", False)]
        elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [inner for inner in each.values() if not getattr(inner, "is_indirect", False)]
