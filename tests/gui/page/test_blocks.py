"""How a document is cut into runs and blocks: labels, numbers, folding, long paragraphs."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviewer.gui.page import labels
from reviewer.gui.page.blocks import LONGEST, Plan, Showing, caption, plan
from reviewer.gui.page.heights import Heights
from reviewer.model import Attribution, Kind, Quoted, Role, Segment, Voice
from tests.gui.page.at_the_page import ABSTRACT, BLOG, document, segments_of

PLAIN = Showing()


def shown(name: str, showing: Showing = PLAIN) -> Plan:
    """The plan of a seed."""
    found = document(name)
    return plan(found.text, segments_of(found), showing)


def test_the_blog_has_a_run_for_each_voice_in_turn() -> None:
    runs = shown(BLOG).runs

    assert [(run.label, run.detail) for run in runs] == [
        ("Title", ()),
        ("Study", ("quoted, no citation",)),
        ("Commentary", ("MouseDoctor",)),
        ("Boilerplate", ()),
        ("Reader", ("comment 1", "unnamed")),
        ("Reader", ("comment 2", "unnamed")),
        ("Reader", ("comment 3", "unnamed")),
        ("Byline", ()),
        ("Boilerplate", ()),
    ]


def test_words_a_reader_repeats_are_inset_with_what_introduces_them() -> None:
    found = shown(BLOG)
    text = document(BLOG).text

    third = [found.blocks[index] for index in range(found.runs[6].first, found.runs[6].last + 1)]

    assert [(block.style, text[block.start : block.end][:5]) for block in third] == [
        ("quote", 'Re: "'),
        ("read", "In my"),
    ]


def test_paragraphs_with_a_voice_are_numbered() -> None:
    found = shown(BLOG)

    assert [block.number for block in found.blocks if block.number] == list(range(1, 8))
    assert found.blocks[0].number == 0


def test_the_heads_of_an_abstract_are_bold() -> None:
    found = shown(ABSTRACT)
    text = document(ABSTRACT).text

    heads = [text[block.start : block.bold] for block in found.blocks if block.bold]

    assert heads[:2] == ["Objective:", "Design:"]
    assert heads[-1] == "Conclusions:"
    assert len(heads) == 8
    assert [run.label for run in found.runs] == ["Title", "Citation", "Study", "Index terms"]


def test_a_folded_voice_is_one_row_that_says_what_it_hides() -> None:
    found = shown(BLOG, Showing({"boilerplate": "fold"}))
    folded = [run for run in found.runs if run.folded]

    assert caption(document(BLOG).text, folded[0]) == "2 lines folded: “About the author”, “Leave a Reply…”"
    assert caption(document(BLOG).text, folded[1]).startswith("5 lines folded: “By MouseDoctor”, ")
    assert [found.blocks[run.first].style for run in folded] == ["fold", "fold"]


def test_one_segment_can_be_unfolded_and_rules_unfold_all() -> None:
    about = next(s for s in segments_of(document(BLOG)) if s.rule != "blank" and s.kind is Kind.BOILERPLATE)
    folded = Showing({"boilerplate": "fold"}, flipped={about.start})
    ruled = Showing({"boilerplate": "fold"}, rules={about.start}, current=about.start)

    assert not folded.folds(about)
    assert not ruled.folds(about)
    assert [run.rule for run in shown(BLOG, ruled).runs].count("current") == 1


def test_every_worded_character_is_in_exactly_one_block() -> None:
    for name in (BLOG, ABSTRACT):
        text, found = document(name).text, shown(name)
        covered = [at for block in found.blocks for at in range(block.start, block.end)]

        assert len(covered) == len(set(covered))
        missing = {text[at] for at in range(len(text)) if at not in set(covered)}
        assert not any(character.isalnum() for character in missing)


def test_a_very_long_line_is_cut_between_words() -> None:
    text = "word " * 10_000
    found = plan(text, [Segment(0, len(text), Kind.BODY, Voice.STUDY)], Showing())

    assert max(block.end - block.start for block in found.blocks) <= LONGEST
    assert [block.number for block in found.blocks] == [1] + [0] * (len(found.blocks) - 1)
    assert all(text[block.start] == "w" for block in found.blocks)
    assert all(one.end == other.start for one, other in zip(found.blocks, found.blocks[1:], strict=False))


@given(st.text(st.sampled_from("ab \n\t\u00a0."), max_size=200))
def test_blocks_lie_in_order_inside_the_text(text: str) -> None:
    found = plan(text, [Segment(0, len(text), Kind.BODY, Voice.STUDY)], Showing())

    assert all(0 <= block.start < block.end <= len(text) for block in found.blocks)
    assert all(one.end <= other.start for one, other in zip(found.blocks, found.blocks[1:], strict=False))
    for position in range(len(text)):
        at = found.block_of(position)
        assert at == -1 or found.blocks[at].start <= position or at == 0


def test_labels_say_whose_words_they_are() -> None:
    study = Segment(0, 5, Kind.ABSTRACT, Voice.STUDY, role=Role.RESULTS)
    quoted = Segment(0, 5, Kind.ABSTRACT, Voice.STUDY, quotes=Quoted(None, None))
    known = Segment(0, 5, Kind.ABSTRACT, Voice.STUDY, quotes=Quoted(3, 12))
    named = Segment(0, 5, Kind.COMMENT, Voice.READER, attribution=Attribution("Anna", "3 May"), comment=4)

    assert [labels.spoken(each) for each in (study, quoted, known, named)] == [
        "Study",
        "Study, quoted, no citation",
        "Study, quoted",
        "Reader, comment 4",
    ]
    assert labels.detail(named) == ("comment 4", "Anna")
    assert labels.fold_name(Segment(0, 5, Kind.BYLINE)) == "boilerplate"
    assert labels.fold_name(Segment(0, 5, Kind.TITLE)) == ""


@given(st.lists(st.floats(0.5, 100), min_size=1, max_size=60), st.data())
def test_running_totals_agree_with_sums(heights: list[float], data: st.DataObject) -> None:
    totals = Heights(heights)
    index = data.draw(st.integers(0, len(heights) - 1))
    heights[index] += totals.set(index, 7.0)

    assert abs(totals.total - sum(heights)) < 1e-6
    assert abs(totals.top(index) - sum(heights[:index])) < 1e-6
    middle = totals.top(index) + 3.0
    assert totals.index_at(min(middle, totals.total)) in (index, index + 1)
    assert totals.index_at(-5) == 0
    assert totals.index_at(1e9) == len(heights) - 1


THREAD = "Ann says:\n\nI had it.\n\nBen says:\nReply\n\n> I had it.\n\nMe too."


def thread() -> list[Segment]:
    """Return two comments with their name lines; the second quotes the first."""

    def part(words: str, kind: Kind, comment: int, name: str, **more: object) -> Segment:
        start = THREAD.index(words)
        voice = Voice.NONE if kind is Kind.BOILERPLATE else Voice.READER
        end = start + len(words)
        return Segment(start, end, kind, voice, attribution=Attribution(name), comment=comment, **more)

    return [
        part("Ann says:", Kind.BOILERPLATE, 1, "Ann"),
        part("I had it.", Kind.COMMENT, 1, "Ann"),
        part("Ben says:\nReply", Kind.BOILERPLATE, 2, "Ben"),
        part("> I had it.", Kind.QUOTE, 2, "Ann", quotes=Quoted(None, 11), in_reply_to=1),
        part("Me too.", Kind.COMMENT, 2, "Ben"),
    ]


def test_a_comment_is_labelled_with_its_own_writer_not_with_whom_it_quotes() -> None:
    parts = thread()
    runs = plan(THREAD, parts, PLAIN).runs

    assert [run.detail for run in runs if run.voice == "reader"] == [
        ("comment 1", "Ann"),
        ("comment 2", "Ben"),
    ]
    assert labels.detail(parts[3]) == ("comment 2", "quotes Ann")
    nameless = replace(parts[3], attribution=None)
    assert labels.detail(nameless) == ("comment 2", "quotes comment 1")
    assert labels.detail(replace(nameless, in_reply_to=None)) == ("comment 2", "quotes")


def test_folded_name_lines_are_one_small_row_at_their_comment() -> None:
    found = plan(THREAD, thread(), Showing({"boilerplate": "fold"}))
    quiet = [run for run in found.runs if run.quiet]

    assert [caption(THREAD, run) for run in quiet] == ["Ann says:", "Ben says: · Reply"]
    assert [found.blocks[run.first].gap for run in found.runs] == [10.0, 0.0, 16.0, 0.0]


def words_of(found: Plan, text: str) -> list[str]:
    """How each block with a number begins and ends."""
    shown = [text[block.start : block.end].split() for block in found.blocks if block.number]
    return [f"{words[0]} … {words[-1]}" for words in shown]


def test_passages_of_one_abstract_flow_as_its_paragraphs() -> None:
    text, found = document(BLOG).text, shown(BLOG)
    study = [block for block in found.blocks if found.runs[block.run].label == "Study"]

    assert [(text[b.start : b.end].split()[0], b.number) for b in study] == [
        ("Mitoxantrone", 1),
        ("Thus,", 2),
    ]
    assert text[study[1].start : study[1].end].endswith("in progressive MS.")
    assert len(found.runs[1].segments) == 4 and found.runs[1].detail == ("quoted, no citation",)


def passages(text: str, starts: dict[str, str], **more: object) -> list[Segment]:
    """Make the passages of an abstract that begin with these words, by these rules."""
    places = [text.index(words) for words in starts]
    ends = [len(text[:end].rstrip()) for end in [*places[1:], len(text)]]
    return [
        Segment(start, end, Kind.ABSTRACT, Voice.STUDY, role=Role.RESULTS, rule=rule, **more)
        for start, end, rule in zip(places, ends, starts.values(), strict=True)
    ]


def test_a_paragraph_is_cut_only_at_blank_lines_and_labels_of_their_own() -> None:
    text = "We saw it.\nIt was: small. It ended.\nMethods: We looked.\n\nWe conclude."
    label = "section label “Methods”"
    parts = passages(
        text, {"We saw": "said", "It was": "said", "It ended": "said", "Methods": label, "We c": ""}
    )
    found = plan(text, parts, PLAIN)

    assert words_of(found, text) == ["We … ended.", "Methods: … looked.", "We … conclude."]
    assert [text[b.start : b.bold] for b in found.blocks if b.bold] == ["Methods:"]


def test_a_seam_parts_a_paragraph_only_while_voices_are_separated() -> None:
    text = document(BLOG).text
    parts = [part for part in segments_of(document(BLOG)) if part.kind is Kind.ABSTRACT]
    seams = {part.start for part in parts[1:]}
    found = shown(BLOG, Showing(rules={41}, current=41, seams=seams))
    study = [block for block in found.blocks if found.runs[block.run].label == "Study"]

    assert [text[block.start : block.end].split()[0] for block in study if block.seam] == [
        "Accordingly,",
        "While",
        "Our",
    ]
    assert len([run for run in found.runs if run.label == "Study"]) == 1
    assert not any(block.seam for block in shown(BLOG).blocks)
