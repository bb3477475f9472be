"""The codebook as .qdc and CSV: by the rules of the schema, and the same when it comes in again."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reviewer.errors import ReviewError
from reviewer.exchange import codebook_csv, codebook_qdc, codes, xml_tree
from reviewer.exchange.codes import Code
from reviewer.library import guids
from reviewer.model import Tag
from tests.exchange import qda_rules
from tests.kept import as_kept
from tests.reports import sample

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30) | st.sampled_from(
    [
        "=1+1",
        "a\n\nb",
        "Use when: it rains",
        "x\n\nDo not use when: y",
        '"quoted", with comma',
        "\tTab",
        "'-x",
    ]
)
NAMES = st.sampled_from(["B cells", "Harms & costs", "Age > 65", "<b>", "=sum", "-", "Ü; x", "日本", "a/b"])


@st.composite
def books(draw: st.DrawFn) -> tuple[Tag, ...]:
    found: list[Tag] = []
    paths: dict[int | None, list[str]] = {None: []}
    for id in range(1, draw(st.integers(1, 8)) + 1):
        parent = draw(st.sampled_from([None, *(tag.id for tag in found)]))
        name = draw(NAMES)
        if any(tag.parent == parent and tag.name == name for tag in found):
            continue
        paths[id] = [*paths[parent], name]
        colour = "" if parent else draw(st.sampled_from(list(codes.hues())))
        definition, use, avoid = draw(TEXTS), draw(TEXTS), draw(TEXTS.filter(lambda t: "Do not use" not in t))
        use = use.replace("Use when: ", "")
        found.append(Tag(id, name, parent, colour, definition, id, use, avoid, guids.of_tag(paths[id])))
    return ordered(found, None)


def ordered(tags: list[Tag], parent: int | None) -> tuple[Tag, ...]:
    return tuple(x for tag in tags if tag.parent == parent for x in (tag, *ordered(tags, tag.id)))


def with_book(tags: tuple[Tag, ...]) -> sample.Snapshot:
    named = [replace(tag, guid=tag.guid or guids.of_tag([str(tag.id)])) for tag in tags]
    return replace(sample.example(), tags=tuple(named))


def without_colours_below(book: tuple[Code, ...], top: bool = True) -> tuple[Code, ...]:
    return tuple(
        replace(code, colour=code.colour if top else "", below=without_colours_below(code.below, False))
        for code in book
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(book=books())
def test_what_goes_out_comes_in_again(book: tuple[Tag, ...]) -> None:
    snapshot = with_book(book)
    qdc = codebook_qdc.read_qdc(codebook_qdc.codebook_qdc(snapshot), "b.qdc")
    table = codebook_csv.read_csv(codebook_csv.codebook_csv(snapshot), "b.csv")

    assert without_colours_below(qdc.codes) == codes.of_tags(book) and qdc.omitted == ()
    assert table.codes == codes.of_tags(book) and table.omitted == ()


@settings(max_examples=40, deadline=None)
@given(book=books())
def test_the_file_keeps_the_rules_of_the_schema(book: tuple[Tag, ...]) -> None:
    top = xml_tree.parse(codebook_qdc.codebook_qdc(with_book(book)), "b.qdc")
    own, _refs = qda_rules.guids(top)

    assert top.name == "CodeBook" and qda_rules.faults(top) == [] and len(set(own)) == len(own)


@pytest.mark.parametrize(("format", "name"), [("qdc", "codebook.qdc"), ("codebook-csv", "codebook.csv")])
def test_the_example_is_as_kept(format: str, name: str) -> None:
    from reviewer.exchange import FORMATS

    text = FORMATS[format](with_book(sample.example().tags)).decode("utf-8")

    assert text == as_kept(name, text)


def test_an_empty_codebook_is_not_written() -> None:
    with pytest.raises(ReviewError, match="codebook is empty"):
        codebook_qdc.codebook_qdc(replace(sample.example(), tags=()))


ATLAS = b"""\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="ATLAS.ti">
 <Codes>
  <Code guid="{1ff58b12-6f6f-4b0c-8be5-bbdc91f55294}" name="Fear" color="#46AA00" isCodable="true">
   <Description>Of needles</Description><NoteRef targetGUID="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55299"/>
  </Code>
  <Code name="fear" isCodable="1"/><Code guid="x" name="  " color="red"><Code name="Below"/></Code>
 </Codes>
 <Sets><Set name="Moods" guid="ECA18D76-2B8B-4F26-BC1D-19ECA19FB3F0"/></Sets>
</CodeBook>"""


def test_a_codebook_of_another_program_is_read_as_it_is() -> None:
    book = codebook_qdc.read_qdc(ATLAS, "their.qdc")

    assert book.codes == (
        Code("Fear", "1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294", "moss", "Of needles"),
        Code("fear (2)"),
        Code("Code without a name", below=(Code("Below"),)),
    )
    assert [line.split(":")[0] for line in book.omitted] == [
        "Sets of codes, which a tree has no place for", "Notes on codes.",
    ]  # fmt: skip


BOMB = b'<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;">]><CodeBook><Codes><Code name="&c;"/></Codes>'


@pytest.mark.parametrize("data", [b"<CodeBook/>", b"<Other/>", b"<CodeBook><Codes>", BOMB])
def test_what_is_no_codebook_is_refused(data: bytes) -> None:
    with pytest.raises(ReviewError):
        codebook_qdc.read_qdc(data, "bad.qdc")


def test_lists_that_people_make_are_read() -> None:
    with_parents = b"code;parent;description\nB cells;Cells;Counts\nCells;;All of it\nHeart;Safety > Harm;\n"
    with_paths = b"tag,description,count\ninteresting.places,where,3\nMechanism > B cells,,1\n"

    first = codebook_csv.read_csv(with_parents, "a.csv").codes
    second = codebook_csv.read_csv(with_paths, "b.csv")
    assert [c.name for code in first for c in code.walk()] == [
        "Cells",
        "B cells",
        "Safety",
        "Harm",
        "Heart",
    ]
    assert first[0].definition == "All of it" and first[0].below[0].definition == "Counts"
    assert [c.name for c in second.codes] == ["interesting.places", "Mechanism"]
    assert second.omitted == ("Columns that say nothing of a tag: count.",)
    with pytest.raises(ReviewError, match="not a list of tags"):
        codebook_csv.read_csv(b"a,b\n1,2\n", "c.csv")


def paths(data: bytes) -> list[str]:
    """Return the paths of a table's tags."""
    found: list[str] = []

    def walk(book: tuple[Code, ...], above: str) -> None:
        for code in book:
            found.append(above + code.name)
            walk(code.below, f"{above}{code.name}/")

    walk(codebook_csv.read_csv(data, "theirs.csv").codes, "")
    return found


MAXQDA = """\ufeffColor;Parent code;Code;Code memo;Cod. seg.
#00FF00;Efficacy\\Relapse rate;ARR;How many a year;2
;Efficacy;Relapse rate;;3
#FF0000;;Efficacy;;0
""".encode()


def test_a_code_system_of_maxqda_is_read_in_any_order() -> None:
    assert paths(MAXQDA) == ["Efficacy", "Efficacy/Relapse rate", "Efficacy/Relapse rate/ARR"]
    book = codebook_csv.read_csv(MAXQDA, "codes.csv")
    assert book.codes[0].colour == "brick" and next(iter(book.codes[0].below[0].below)).definition
    assert book.omitted == ("Columns that say nothing of a tag: cod. seg..",)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("A,B\nB,C\nC,", ["C", "C/B", "C/B/A"]),
        ("A,B\nB,A", ["B", "B/A"]),
        ("A,A", ["A"]),
        ("A,\nB,A\nC,B\nC,A", ["A", "A/B", "A/B/C", "A/C"]),
        ("A,Elsewhere", ["Elsewhere", "Elsewhere/A"]),
    ],
)
def test_a_tag_is_found_below_the_one_it_names(rows: str, expected: list[str]) -> None:
    assert paths(f"tag,parent\n{rows}\n".encode()) == expected


@settings(max_examples=40, deadline=None)
@given(book=books(), order=st.randoms(use_true_random=False))
def test_a_list_with_parents_is_the_same_tree_in_any_order(book: tuple[Tag, ...], order: Random) -> None:
    assume(any(tag.parent for tag in book))  # without parents a name may be a path
    names = {tag.id: f"{tag.name} {tag.id}" for tag in book}  # a name tells its tag
    lines = [f'"{names[tag.id]}","{names.get(tag.parent or 0, "")}"' for tag in book]
    straight = sorted(paths("\n".join(["tag,parent", *lines]).encode()))
    order.shuffle(lines)
    assert sorted(paths("\n".join(["tag,parent", *lines]).encode())) == straight
    assert len(straight) == len(book)


def test_levels_may_count_from_nought() -> None:
    assert paths(b"level,tag\n0,A\n1,B\n2,C\n0,D\n") == ["A", "A/B", "A/B/C", "D"]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    with pytest.raises(ReviewError, match="line 3 is never closed"):
        paths(b'tag,definition\nA,x\nB,"y\nC,z\n')
    assert paths(b'tag,definition\nA,"x\ny"\nB,"two\nlines"\n') == ["A", "B"]


def test_colours_go_to_the_nearest_hue() -> None:
    assert [codes.hue_of(colour) for hue, colour in codes.hues().items()] == list(codes.hues())
    assert codes.hue_of("#f00") == codes.hue_of("FF0000") == "brick"
    assert (codes.hue_of("Moss"), codes.hue_of("puce"), codes.hue_of("")) == ("moss", "", "")


def test_deep_trees_are_flattened_not_refused() -> None:
    nested = b'<Code name="x">' * 500 + b"</Code>" * 500
    book = codebook_qdc.read_qdc(b"<CodeBook><Codes>" + nested + b"</Codes></CodeBook>", "deep.qdc")

    assert sum(1 for _ in book.codes[0].walk()) == 500


def test_rows_that_are_no_tags_are_told() -> None:
    table = "level,tag,note\n1,A,\n2,,lost\n\nx,Odd,\n3,Deep,\n" + "1,,empty\n" * 30
    book = codebook_csv.read_csv(table.encode(), "codes.csv")
    assert [(code.name, [below.name for below in code.below]) for code in book.codes] == [
        ("A", []), ("Odd", ["Deep"])
    ]  # fmt: skip
    columns, nameless, level = book.omitted
    assert columns == "Columns that say nothing of a tag: note."
    assert nameless.startswith("Rows that name no tag, left out: 3, 7, 8, ") and nameless.endswith(", 25, ….")
    assert level == "Rows without a number as their level, taken as groups: 5."
