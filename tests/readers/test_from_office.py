"""Word documents, OpenDocument texts, books, pages in one file, Markdown and rich text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer import readers
from reviewer.errors import ReviewError
from reviewer.model import Name, PartialDate, Record
from reviewer.readers import (
    Input,
    Parsed,
    Rejected,
    archives,
    from_docx,
    from_epub,
    from_markdown,
    from_mhtml,
    from_odt,
    from_rtf,
)
from tests.readers import office_files as files

MODULES = {
    "docx": from_docx,
    "odt": from_odt,
    "epub": from_epub,
    "mhtml": from_mhtml,
    "md": from_markdown,
    "rtf": from_rtf,
}
SPECIMENS = {
    "docx": files.report(),
    "odt": files.letter(),
    "epub": files.book(),
    "mhtml": files.MHTML,
    "md": files.MARKDOWN.encode(),
    "rtf": files.RTF.encode(),
}


def items(kind: str, data: bytes) -> list[Parsed | Rejected]:
    return list(MODULES[kind].read(Input.of_bytes(data, f"a.{kind}")))


def read(kind: str, data: bytes) -> tuple[str, Record]:
    parsed = items(kind, data)[0]
    assert isinstance(parsed, Parsed)
    return parsed.text, parsed.record or Record()


def refusal(kind: str, data: bytes) -> ReviewError:
    with pytest.raises(ReviewError) as caught:
        items(kind, data)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("kind", MODULES)
def test_each_kind_is_told_by_content_and_is_no_archive(kind: str) -> None:
    name = "a.md" if kind == "md" else "a.bin"
    source = Input.of_bytes(SPECIMENS[kind], name)
    reader = readers.reader_for(source)

    assert reader is not None and reader.format == MODULES[kind].FORMAT
    assert [item.name for item in archives.opened(source)] == [name]


def test_a_word_document_is_read_with_its_changes_accepted() -> None:
    text, record = read("docx", files.report())

    assert text == (
        "A report on rituximab\n\nMethods\n\nWe\tlooked\ntwice.\n\n1. first\na. inner\n2. second\n• point\n"
        "Outcome\tPeople\nRelapse\t20\n\nRelapses fell by half[note 1].\n\n[note 1] In one year."
    )
    assert record == Record(
        title="A report on rituximab", authors=(Name("Example", "Anna"), Name("Berg", "Jan"))
    )


def test_text_boxes_and_other_main_parts_are_read() -> None:
    inner = f"<w:r><w:txbxContent>{files.p('in a box')}</w:txbxContent></w:r><w:r><w:t>around</w:t></w:r>"
    fallback = "<mc:Fallback xmlns:mc='x'><w:r><w:t>twice</w:t></w:r></mc:Fallback>"
    data = files.docx(files.p(inner + fallback))
    renamed = files.zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": "<R><Relationship Type='x/officeDocument' Target='/word/document2.xml'/></R>",
            "word/document2.xml": f"<w:document {files.W}>{files.p('elsewhere')}</w:document>",
        }
    )

    assert read("docx", data)[0] == "in a box\n\naround"
    assert read("docx", renamed)[0] == "elsewhere"


def test_an_opendocument_text_is_read_without_comments() -> None:
    text, record = read("odt", files.letter())

    assert text == (
        "A letter on rituximab\n\nTwo spaces and a   gap.\nNext line with a note[note 1].\n\n"
        "• one\n• inner\n• two\na b\tc\n\n[note 1] The note."
    )
    assert record == Record(
        title="A letter on rituximab",
        authors=(Name("Example", "Anna"),),
        keywords=("rituximab", "NMO"),
        language="en",
    )


def test_a_flat_opendocument_text_is_read() -> None:
    data = (
        f"<?xml version='1.0'?><office:document {files.ODF}"
        " office:mimetype='application/vnd.oasis.opendocument.text'>"
        "<office:meta><dc:title>Flat words</dc:title></office:meta>"
        "<office:body><office:text><text:p>Words</text:p></office:text></office:body>"
        "</office:document>"
    ).encode()
    source = Input.of_bytes(data, "a.fodt")
    reader = readers.reader_for(source)

    assert reader is not None and reader.format == "odt"
    assert read("odt", data) == ("Words", Record(title="Flat words"))


def test_a_book_is_read_in_its_own_order() -> None:
    parsed = items("epub", files.book())[0]
    assert isinstance(parsed, Parsed)

    assert parsed.text.index("The first chapter.") < parsed.text.index("The second chapter")
    assert [parsed.text[box.start : box.end] for box in parsed.boxes][:2] == ["One", "The first chapter."]
    assert len({box.inside[0].number for box in parsed.boxes if box.inside}) >= 2
    assert parsed.record == Record(
        type="book",
        title="A book on NMO",
        authors=(Name("Example", "Anna"),),
        editors=(Name("Berg", "Jan"),),
        issued=PartialDate(2018, 5, 1),
        isbn="9783161484100",
        publisher="Imaginary Press",
        language="en",
    )


def test_a_missing_chapter_is_said_so_and_a_locked_book_is_refused() -> None:
    chapters = {"1.xhtml": "<html><p>Words here.</p></html>", "2.xhtml": ""}
    locked = {"META-INF/encryption.xml": "<e><CipherReference URI='OPS/1.xhtml'/></e>"}

    assert items("epub", files.epub(chapters))[1:] == [Rejected(2, 1, "The chapter OPS/2.xhtml is missing.")]
    assert refusal("epub", files.epub(chapters, more=locked)).message == "a.epub is locked against copying."


def test_a_page_in_one_file_is_read_in_the_encoding_of_its_part() -> None:
    text, record = read("mhtml", files.MHTML)

    assert text.split("\n\n") == ["About β-blockers: they help.", "Second."]
    assert (record.title, record.url) == ("A post on β-blockers", "https://example.org/post")


def test_markdown_is_kept_as_it_is_with_its_front_matter_in_the_record() -> None:
    text, record = read("md", files.MARKDOWN.encode())

    assert text == files.MARKDOWN
    assert record == Record(
        title="A note on rituximab",
        authors=(Name("Example", "Anna"), Name("van der Berg", "Jan")),
        issued=PartialDate(2020, 3, 4),
        keywords=("NMO", "rituximab"),
    )


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("% A title\n  that goes on\n% Anna Example; Jan Berg\n% 2019\n\nx",
         Record(title="A title that goes on", authors=(Name("Example", "Anna"), Name("Berg", "Jan")),
                issued=PartialDate(2019))),
        ("# Heading #\n\nwords", Record(title="Heading")),
        ("---\ntitle: 'x: y' \nauthors: [Anna Example, Jan Berg]\n...\n",
         Record(title="x: y", authors=(Name("Example", "Anna"), Name("Berg", "Jan")))),
        ("---\nno end", None),
        ("words", None),
    ],
)  # fmt: skip
def test_front_matter_has_several_forms(text: str, record: Record | None) -> None:
    assert from_markdown.record_of(text) == record


def test_rich_text_gives_its_words() -> None:
    text, record = read("rtf", files.RTF.encode())

    assert text == "First étude: β-blockers.\nSecond bold line."
    assert record == Record(title="A letter", authors=(Name("Example", "Anna"),))


@pytest.mark.parametrize("kind", ["docx", "odt", "epub"])
def test_what_is_cut_or_empty_says_so(kind: str) -> None:
    empty = {"docx": files.docx(""), "odt": files.odt(""), "epub": files.epub({})}[kind]

    assert "is damaged" in refusal(kind, SPECIMENS[kind][:-30]).message
    assert "holds no words" in refusal(kind, empty).message


def test_definitions_of_entities_are_refused_and_nothing_is_loaded() -> None:
    bomb = "<!DOCTYPE w [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><w>&b;</w>"
    data = files.zipped({"[Content_Types].xml": "<T/>", "word/document.xml": bomb})

    assert "defines entities" in refusal("docx", data).message


def test_elements_within_elements_have_an_end() -> None:
    data = files.docx("<w:a>" * 5_000)

    assert "too many elements" in refusal("docx", data).message


@settings(max_examples=100)
@given(
    st.sampled_from(sorted(MODULES)),
    st.lists(st.tuples(st.integers(0, 6_000), st.binary(min_size=1, max_size=5)), min_size=1, max_size=10),
)
def test_damage_of_any_kind_gives_texts_or_refusals(kind: str, changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(SPECIMENS[kind])
    for at, piece in changes:
        at %= len(data)
        data[at : at + len(piece)] = piece
    try:
        found = items(kind, bytes(data))
    except ReviewError:
        return
    assert all(isinstance(item, Parsed | Rejected) for item in found)
