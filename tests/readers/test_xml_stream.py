"""XML files of records: what is cut out of them, what is mended, what is set aside and in which words."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer import readers
from reviewer.errors import ReviewError
from reviewer.readers import Input, Parsed, Rejected, from_endnote_xml, from_jats, from_mods, from_pubmed_xml
from reviewer.readers.xml_stream import MORE_WAS_TO_COME, Found, records
from reviewer.readers.xml_text import words
from tests.bench import made_records

FILES = Path(__file__).resolve().parents[1] / "files" / "readers"
SPECIMENS = ("pubmed-xml.xml", "endnote-xml.xml", "mods.mods", "jats.nxml")


def cut(data: bytes | str, names: str = "record") -> list[Found | Rejected]:
    return list(records(Input.of_bytes(data.encode() if isinstance(data, str) else data, "x.xml"), names))


def said(data: bytes | str) -> list[str]:
    return [words(item.element) if isinstance(item, Found) else item.reason for item in cut(data)]


def test_records_are_told_with_number_and_line() -> None:
    found = cut(
        "<?xml version='1.0'?>\n<xml><records>\n<record>a</record>\n\n<record>b</record></records></xml>"
    )

    assert [(item.number, item.line) for item in found] == [(1, 3), (2, 5)]


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ("<record>R&D &nbsp;&alpha; a < b</record>", "R&D α a < b"),
        ("<record>a\x0bb&#11;c&#xD800;</record>", "abc"),
        ("<record><![CDATA[a & b]]> & c</record>", "a & b & c"),
        ("<record ><x:i>a</x:i></record >", "a"),
        ("<record>a &amp;lt;i&amp;gt;b&amp;lt;/i&amp;gt;</record>", "a b"),
        ("<record/>", ""),
    ],
)
def test_what_everybody_understands_is_mended(record: str, text: str) -> None:
    assert said(f"<xml>{record}<record>next</record></xml>") == [text, "next"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "utf-8-sig"])
def test_encodings_are_read_as_declared(encoding: str) -> None:
    declared = encoding.replace("-sig", "")
    text = f"<?xml version='1.0' encoding='{declared}'?><xml><record>é</record></xml>"

    assert said(text.encode(encoding)) == ["é"]


@pytest.mark.parametrize(
    "first", ["<m:mods/>", "<m:mods>a</m:mods >", "<m:mods>a", "<m:mods x:y='1'>a</m:mods>"]
)
def test_no_record_is_lost_behind_another(first: str) -> None:
    for head in ("<c xmlns:m='urn:m'>", "<c>"):
        found = cut(f"{head}{first}<m:mods>b</m:mods><m:mods>c</m:mods></c>", "mods")

        assert len(found) == 3
        assert [words(item.element) for item in found[1:] if isinstance(item, Found)] == ["b", "c"]


def test_a_wrong_or_missing_declaration_does_no_harm() -> None:
    assert said("<?xml version='1.0' encoding='iso-8859-1'?><xml><record>é</record></xml>") == ["é"]
    assert said("<xml><record>é</record></xml>".encode("cp1252")) == ["é"]
    assert said("<?xml version='1.0' encoding='gb2312'?><xml><record>中</record></xml>".encode("gb2312")) == [
        "中"
    ]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ("<xml><record>a</record><record>b", ["a", "The file ends in the middle of this record."]),
        ("<xml><record>a</record>", ["a", MORE_WAS_TO_COME]),
        (
            "<xml><record>a<record>b</record></xml>",
            ["Its last element is not closed before the next record begins.", "b"],
        ),
        (
            "<xml><record><a>x</b></record><record>b</record></xml>",
            ["It is not well-formed XML: Opening and ending tag mismatch: a.", "b"],
        ),
    ],
)  # fmt: skip
def test_broken_records_are_set_aside_and_the_rest_goes_in(data: str, texts: list[str]) -> None:
    assert said(data) == texts


def test_several_documents_in_one_file_and_records_in_comments() -> None:
    one = "<?xml version='1.0'?><!-- <record>no</record> --><xml><record>a</record></xml>\n"

    assert said(one + one) == ["a", "a"]


def test_entities_of_the_file_itself_are_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE xml [<!ENTITY l0 "ha">{bomb}<!ENTITY out SYSTEM "{secret.as_uri()}">]>'
    found = said(f"{head}<xml><record>&l11;</record><record>&out;</record><record>c</record></xml>")

    assert found[2] == "c"
    assert found[0].startswith("It uses the entity “&l11;”")
    assert found[1].startswith("It uses the entity “&out;”")


@pytest.mark.parametrize(
    "data",
    [b"<record>" * 9_000, b"<record " * 9_000, b"<!--" * 90_000, b"<record>" + b"<a>" * 9_000, b"<" * 90_000],
    ids=["open", "tags", "comments", "deep", "signs"],
)  # fmt: skip
def test_no_file_takes_long(data: bytes) -> None:
    assert all(isinstance(item, Rejected) for item in cut(data))


@pytest.mark.parametrize("tag", ["i", "math", "sup", "sec"])
def test_elements_deep_in_one_another_are_read_or_refused(tag: str) -> None:
    deep = f"<{tag}>" * 240 + "a" + f"</{tag}>" * 240
    for data in (
        f"<PubmedArticle><MedlineCitation><Article><ArticleTitle>{deep}</ArticleTitle></Article>"
        f"<Odd>{deep}</Odd></MedlineCitation></PubmedArticle>",
        f"<article><front><article-meta><abstract>{deep}</abstract></article-meta></front><body>{deep}</body></article>",
    ):
        assert len(list(readers.read_bytes(data.encode(), "x.xml"))) == 1


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = made_records.endnote_xml(tmp_path / "a.xml", 600)
    tracemalloc.start()
    count = sum(isinstance(item, Parsed) for item in readers.read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 600
    assert peak < path.stat().st_size / 2


def test_progress_reaches_the_end() -> None:
    source = Input.of_path(FILES / "pubmed-xml.xml")
    list(from_pubmed_xml.read(source))

    assert source.position == source.size


@pytest.mark.parametrize("name", SPECIMENS)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_damaged_files_give_records_or_reasons(name: str, data: st.DataObject) -> None:
    whole = (FILES / name).read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 400)))
    damaged = whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:]

    assert_read(damaged, name)


@given(
    data=st.one_of(st.binary(max_size=300), st.text(alphabet="<>/&;recodmsPMID xml=\"'!-[]", max_size=300))
)
@settings(max_examples=40, deadline=None)
def test_any_bytes_give_records_or_reasons(data: bytes | str) -> None:
    raw = data if isinstance(data, bytes) else data.encode()
    for module in (from_pubmed_xml, from_endnote_xml, from_mods, from_jats):
        source = Input.of_bytes(raw, "x.xml")
        module.sniff(source)
        assert all(isinstance(item, Parsed | Rejected) for item in module.read(source))


def assert_read(data: bytes, name: str) -> None:
    try:
        found = list(readers.read_bytes(data, name))
    except ReviewError as error:
        assert error.message
        return
    for item in found:
        assert item.text.strip() if isinstance(item, Parsed) else item.reason
