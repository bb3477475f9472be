"""PDF files: text in paragraphs, facts, marks; and one clear sentence for what cannot be read."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from reviewer.errors import ReviewError
from reviewer.model import Name, PartialDate, Record
from reviewer.readers import Input, Parsed, Rejected, from_pdf, pdf_facts, pdf_pages, pdf_text
from tests.readers.pdf_files import article, column, highlight, lying, pdf


def read(data: bytes) -> Parsed:
    first = next(from_pdf.read(Input.of_bytes(data, "a.pdf")))
    assert isinstance(first, Parsed)
    return first


def record(data: bytes) -> Record:
    found = read(data).record
    assert found is not None
    return found


def refusal(data: bytes) -> ReviewError:
    with pytest.raises(ReviewError) as caught:
        list(from_pdf.read(Input.of_bytes(data, "a.pdf")))
    assert caught.value.hint
    return caught.value


def words(*lines: str, pitch: float = 12) -> str:
    return read(pdf([column(60, 700, lines, pitch=pitch)])).text


# ------------------------------------------------------------------ text


def test_an_article_is_read_in_paragraphs_across_columns() -> None:
    text = read(article()).text

    assert "whether monotherapy suffices for those who never had treatment." in text
    assert "asked whether a meta-analysis of trials shows fewer relapses" in text
    assert "and a third decided; all of them were blind to the names of journals." in text
    assert "Rituximab for neuromyelitis optica: a systematic review of trials\n" in text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_the_file_keeps_lying_is_read_as_it_is_seen(turn: int) -> None:
    lines = [
        (60.0, 500.0, 16.0, "A landscape page about relapses"),
        *column(
            60, 440, ["Background Mitoxantrone is used in multiple sclerosis.", "The rate fell by half."]
        ),
        *column(400, 440, ["A second column stands beside it.", "It ends here."]),
    ]
    standing, seen = (next(from_pdf.read(Input.of_bytes(lying(t, lines), "a.pdf"))) for t in (0, turn))

    assert isinstance(standing, Parsed) and isinstance(seen, Parsed)
    assert seen.text == standing.text
    assert seen.record.title == "A landscape page about relapses"


def test_heads_and_numbers_of_pages_stand_alone() -> None:
    lines = read(article()).text.split("\n")

    assert lines.count("J Imag Med 2020;12:345-346 RESEARCH") == 2
    assert "345" in lines and "346" in lines


def test_pages_begin_where_their_first_words_stand() -> None:
    parsed = read(article())

    assert [parsed.text[at : at + 5] for at in parsed.pages] == ["J Ima", "J Ima"]
    assert read(pdf([column(60, 700, ["one"]), [], column(60, 700, ["two"])])).pages == (0, 3, 5)


FULL = "a line that goes on to the very end of what it is"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([FULL, "and on."], FULL + " and on."),
        (["Short.", FULL, "and on."], "Short.\n" + FULL + " and on."),
        (["• " + FULL, "   and on.", "• next item"], "• " + FULL + " and on.\n• next item"),
        ([FULL[:-5] + "effect-", "ive"], FULL[:-5] + "effective"),
        ([FULL[:-5] + "COVID-", "19 alone"], FULL[:-5] + "COVID-19 alone"),
        ([FULL[:-5] + "self-", "report"], FULL[:-5] + "self-report"),
        ([FULL[:-5] + "pre-", "and post"], FULL[:-5] + "pre- and post"),
        (["well-known and wellknown well-known", FULL[:-5] + "well-", "known"], None),
    ],
)
def test_lines_are_joined_where_a_paragraph_goes_on(lines: list[str], text: str | None) -> None:
    found = words(*lines)

    assert found == text if text is not None else found.endswith("well-known")


def test_a_gap_ends_a_paragraph() -> None:
    lines = [*column(60, 700, [FULL, FULL]), *column(60, 640, [FULL, FULL])]

    assert read(pdf([lines])).text == f"{FULL} {FULL}\n\n{FULL} {FULL}"


def test_numbers_of_lines_are_one_line_of_their_own() -> None:
    numbered = [f"{number} {FULL}" for number in range(1, 21)]
    text = words(*numbered, pitch=24)

    assert text.startswith("1 2 3 4 5") and text.split("\n\n", 1)[1] == " ".join([FULL] * 20)


def test_controls_and_halves_of_pairs_are_resolved() -> None:
    assert pdf_pages.shown([0x41, 0, 0x42, 0xD83D, 0xDE00, 0xD83D, 0xFB01, 9, 0x43]) == "AB😀\ufffdfi C"
    assert pdf_text._unbroken("the p-value\x02", "0.05", pdf_text.Counter()) == ("the p-value-", "")
    assert pdf_text._unbroken("p \x02", "0.05", pdf_text.Counter()) == ("p \ufffd", " ")


def test_places_that_are_no_numbers_do_no_harm() -> None:
    data = article().replace(b"1 0 0 1 60.0 800.0 Tm", b"1 0 0 1 9e39 9e39 Tm")

    assert "systematic review" in read(data).text


# ------------------------------------------------------------------ facts


def test_the_first_page_says_what_the_fields_do_not() -> None:
    assert record(article()) == Record(
        type="article-journal",
        title="Rituximab for neuromyelitis optica: a systematic review of trials",
        issued=PartialDate(2020),
        doi="10.1234/jim.2020.345",
    )


def test_fields_and_xmp_are_read() -> None:
    xmp = """<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A trial of β-blockers</rdf:li></rdf:Alt>
    </dc:title>
    <dc:creator><rdf:Seq><rdf:li>Anna B. Example</rdf:li><rdf:li>Jan van der Berg</rdf:li></rdf:Seq>
    </dc:creator>
    <dc:publisher><rdf:Bag><rdf:li>Imaginary Press</rdf:li></rdf:Bag></dc:publisher>
    <prism:publicationName>Journal of Imaginary Medicine</prism:publicationName>
    <prism:volume>12</prism:volume><prism:number>3</prism:number>
    <prism:startingPage>345</prism:startingPage><prism:endingPage>351</prism:endingPage>
    <prism:issn>1234-5678</prism:issn><prism:coverDate>2019-03-01</prism:coverDate>
    <prism:doi>10.1234/JIM.9</prism:doi>"""
    found = record(pdf([column(60, 700, ["some words"])], {"Keywords": "beta; blockers"}, xmp))

    assert found == Record(
        type="article-journal",
        title="A trial of β-blockers",
        authors=(Name("Example", "Anna B."), Name("van der Berg", "Jan")),
        container="Journal of Imaginary Medicine",
        issued=PartialDate(2019, 3, 1),
        volume="12",
        issue="3",
        pages="345-351",
        issn="1234-5678",
        doi="10.1234/jim.9",
        publisher="Imaginary Press",
        keywords=("beta", "blockers"),
    )


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Microsoft Word - x.doc",
            "untitled",
            "Untitled-1",
            "paper.pdf",
            "doi:10.1234/x",
            "main",
            "",
            "...",
        ),
        *("S0140-6736(19)1234-5", "gkx1234 1..9", "jama_2019_1"),
    ],
)
def test_titles_that_programs_write_are_none(title: str) -> None:
    assert not pdf_facts.is_title(title)


def test_a_title_that_the_field_cuts_short_is_taken_from_the_page() -> None:
    data = article().replace(b"Microsoft Word - review_final.doc", b"Rituximab for neuromyelitis opti ")

    assert record(data).title == "Rituximab for neuromyelitis optica: a systematic review of trials"


def test_authors_printed_as_large_as_the_title_are_no_part_of_it() -> None:
    head = ["Mitoxantrone and Neuromyelitis Optica,", "a Cohort Study", "Anna Example1, Jan van der Berg2*"]
    body = [
        "Background Mitoxantrone is used in multiple sclerosis.",
        "It works in a few.",
        "Not in all.",
        "End.",
    ]
    title = record(pdf([[*column(60, 750, head, 16, 20), *column(60, 640, body)]])).title
    assert title == "Mitoxantrone and Neuromyelitis Optica, a Cohort Study"

    capitals = ["Effects of Mitoxantrone in", "Multiple Sclerosis and Optic Neuritis"]
    said = [*body, "We saw people with multiple sclerosis and optic neuritis."]
    assert record(pdf([[*column(60, 750, capitals, 16, 20), *column(60, 640, said)]])).title == " ".join(
        capitals
    )


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Anna Example; Jan Berg", ["Example", "Berg"]),
        ("Anna Example, Jan Berg and Li Wang", ["Example", "Berg", "Wang"]),
        ("Example, Anna", ["Example"]),
        ("admin", []),
        ("user01", []),
    ],
)
def test_authors_of_the_field(author: str, names: list[str]) -> None:
    found = record(pdf([column(60, 700, ["some words"])], {"Author": author}))

    assert [name.family for name in found.authors] == names


# ------------------------------------------------------------------ marks


def test_marks_stand_on_the_words_they_were_set_on() -> None:
    parsed = read(article())
    first, second, third = parsed.marks

    assert [parsed.text[m.start : m.end] for m in parsed.marks] == [m.words for m in parsed.marks]
    assert (first.kind, first.page, first.author, first.date) == ("highlight", 1, "Kim", "2020-01-31")
    assert first.words == "Background Rituximab depletes B cells in the"
    assert (second.kind, second.note) == ("underline", "how many?")
    assert second.words.startswith("in all. The rate of")
    assert (third.kind, third.note, third.page, third.words) == ("note", "Weak.", 2, "")
    assert parsed.text[third.start :].startswith("Discussion") and third.start == third.end


def test_of_equal_words_the_marked_ones_are_found() -> None:
    lines = column(60, 700, ["the same words", "other", "the same words"], pitch=30)
    parsed = read(pdf([lines], marks=[(0, highlight((58, 638, 180, 650)))]))

    assert parsed.marks[0].start == parsed.text.rindex("the same")


# ------------------------------------------------------------------ what cannot be read


def locked(user: str, owner: str) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(article()))), io.BytesIO()
    writer.encrypt(user, owner, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def test_what_is_locked_says_so_and_what_is_only_guarded_is_read() -> None:
    assert refusal(locked("secret", "other")).message == "a.pdf is locked with a password."
    assert "systematic review" in read(locked("", "other")).text


def test_pictures_of_pages_say_so() -> None:
    assert (
        refusal(pdf([[], []])).message == "a.pdf holds no text: its 2 pages are pictures, as a scanner makes."
    )


def test_it_is_said_which_pages_are_pictures_among_those_that_hold_words() -> None:
    """A stamp that stands on every page says nothing of what a page holds, nor does a page that is empty."""
    stamp = [(72, 800, 8, "Downloaded from a library")]
    words = [
        [*stamp, (72, 700, 12, said)] for said in ("The rate fell.", "Nobody said why.", "More is needed.")
    ]
    first, second, third = words
    data = pdf([first, stamp, stamp, [], second, third, stamp, []], pictured=(1, 2, 3, 5, 6))
    parsed, rejected = from_pdf.read(Input.of_bytes(data, "a.pdf"))

    assert isinstance(parsed, Parsed) and isinstance(rejected, Rejected)
    assert rejected.reason.startswith("Pages 2–4, 7 hold pictures only, as a scanner makes, ")
    (one,) = list(from_pdf.read(Input.of_bytes(pdf([first, []], pictured=(1,)), "a.pdf")))[1:]
    assert isinstance(one, Rejected) and one.reason.startswith("Page 2 holds a picture only, ")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 nonsense" * 9, article()[:600]])
def test_what_is_cut_or_damaged_says_so(data: bytes) -> None:
    assert refusal(data).message == "a.pdf is damaged or incomplete and cannot be opened."


def test_a_file_without_its_table_is_read_and_so_is_one_below_lines_of_a_server() -> None:
    assert "systematic" in read(article().replace(b"startxref", b"startxxxx")).text
    assert from_pdf.sniff(Input.of_bytes(b"HTTP/1.1 200 OK\r\n\r\n" + article(), "a")) == 2


def test_a_damaged_page_costs_that_page_only() -> None:
    data = article().replace(b"12 0 obj\n<< /Type /Page /Parent 2", b"12 0 obj\n<< /Type /Pine /Xarent 2")
    items = list(from_pdf.read(Input.of_bytes(data, "a.pdf")))

    assert isinstance(items[0], Parsed)
    assert [item.reason for item in items[1:] if isinstance(item, Rejected)] in (
        [],
        ["Page 2 is damaged and could not be read."],
    )


def test_many_pages_and_much_text_are_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_pdf, "MOST_PAGES", 1)
    assert refusal(article()).message == "a.pdf has 2 pages; 1 can be read."
    monkeypatch.setattr(from_pdf, "MOST_PAGES", 5_000)
    monkeypatch.setattr(from_pdf, "MOST_LETTERS", 100)
    assert "holds more than" in refusal(article()).message


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 5_000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=12))
def test_damage_of_any_kind_gives_texts_or_refusals(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(article())
    for at, piece in changes:
        at %= len(data)
        data[at : at + len(piece)] = piece
    try:
        items = list(from_pdf.read(Input.of_bytes(bytes(data), "a.pdf")))
    except ReviewError:
        return
    assert all(isinstance(item, Parsed | Rejected) for item in items)
