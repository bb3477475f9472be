"""The commands of Read and of separating, as rows: keys, menus, words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reviewer.gui import theme
from reviewer.gui.commands import Command
from reviewer.gui.workspaces.reading.suggestion_words import TITLES
from reviewer.language import later, say
from reviewer.model import Direction, Kind, Stance

Run = Callable[[], None]

TAG_GROUPS = "Claim › " + later("Tag groups")
VOICES = "Document › " + later("Separate voices")
SUGGESTIONS = "View › " + later("Suggestions")
"""Menus inside a menu of the menu bar."""

SEPARATE = VOICES
GROUPS = TAG_GROUPS
BOOK = "Claim › " + later("Codebook")


def _key(
    id: str,
    text: str,
    run: Run,
    menu: str,
    *keys: str,
    icon: str = "",
    separator: bool = False,
    hint: str = "",
) -> Command:
    """Make a row whose keys act only in Read itself; those of separating only while that is done."""
    mode = "separating" if id.startswith("separate.") else ""
    return Command(id, text, run, menu, keys, icon, "pane", hint=hint, separator=separator, mode=mode)


def reading_commands(w: Any) -> Sequence[Command]:
    """Return the rows that act while reading; `w` is the workspace."""
    c, a, e = _later(w, "claiming"), _later(w, "again"), _later(w, "editing")
    r, y, page = _later(w, "reshaping"), _later(w, "carrying"), _later(w, "page")
    return (
        Command(
            "read.previous", say("Previous document"), lambda: w.go_document(-1), "Document", ("Ctrl+PgUp",)
        ),
        Command("read.next", say("Next document"), lambda: w.go_document(1), "Document", ("Ctrl+PgDown",)),
        Command("read.quoted", say("Study quoted here…"), w.show_quoted, "Document"),
        Command("read.versions", say("Quotes of another version…"), y("find_version"), "Document"),
        Command("read.check", say("Next document to check"), _later(w, "checking")("go_on"), "Document"),
        Command("read.again", say("Separate again…"), w.separate_again, "Document", separator=True),
        Command(
            "read.again.older",
            say("Separate what an earlier engine separated…"),
            a("look_at_older"),
            "Document",
        ),
        _key(
            "read.copy",
            say("Copy the words"),
            c("copy_words"),
            "Edit",
            "Ctrl+C",
            icon="paste",
            separator=True,
        ),
        Command(
            "read.find", say("Find in document"), w.find, "Document", ("Ctrl+F",), "search", separator=True
        ),
        _key(
            "read.sentence",
            say("Select sentence, then grow"),
            page("grow_sentence"),
            "Document",
            "S",
            separator=True,
        ),
        _key(
            "read.shrink",
            say("Shrink selection by a sentence"),
            page("shrink_sentence"),
            "Document",
            "Shift+S",
        ),
        *_views(w),
        *_claiming(w, c, e),
        *_suggestions(w),
        *_reshaping(c, r, y),
    )


def _claiming(w: Any, c: Callable[..., Run], e: Callable[..., Run]) -> Sequence[Command]:
    """Return the rows that make a claim and say things of it."""
    return (
        _key("claim.next", say("Next claim"), c("next_claim", 1), "Claim", "J", hint=say("claim")),
        _key("claim.previous", say("Previous claim"), c("next_claim", -1), "Claim", "K"),
        _key(
            "claim.new",
            say("New claim from selection"),
            c("new_claim"),
            "Claim",
            "Q",
            icon="plus",
            separator=True,
            hint=say("new claim from selection"),
        ),
        _key(
            "claim.link",
            say("Link selection to a claim…"),
            c("link_selection"),
            "Claim",
            "L",
            icon="link",
        ),
        _key("claim.statement", say("Edit statement"), e("statement"), "Claim", "E"),
        _key("claim.general", say("Edit the claim in general"), e("general"), "Claim", "Shift+E"),
        _key(
            "claim.tag",
            say("Tag…"),
            c("choose_tag"),
            "Claim",
            "T",
            icon="tag",
            separator=True,
            hint=say("tag"),
        ),
        *(
            _key(f"claim.group.{n}", say("Tag group {n}", n=n), c("tag_group", n), GROUPS, str(n))
            for n in range(1, 10)
        ),
        *_stances(c),
        *_directions(c),
        _key("quote.background", say("Background, not a result"), c("toggle_background"), "Claim", "X"),
        _key("claim.population", say("Population…"), c("choose_population"), "Claim", "P", separator=True),
        _key("claim.pico", say("Edit PICO of this quote"), e("pico"), "Claim", "Shift+P"),
        _key("claim.note", say("Edit note"), e("note"), "Claim", "M"),
        _key(
            "claim.grade", say("Grade this claim"), w.grade, "Evidence", "G", icon="grade", hint=say("grade")
        ),
        _key(
            "answer.attach",
            say("Attach the words to an answer"),
            c("attach_answer"),
            "Evidence",
            "A",
            icon="link",
        ),
    )


def _suggestions(w: Any) -> Sequence[Command]:
    s = _later(w, "suggesting")
    return (
        _key("suggestion.next", say("Next suggestion"), s("next"), "Claim", "Space", separator=True),
        _key("suggestion.previous", say("Previous suggestion"), s("next", -1), "Claim", "Shift+Space"),
        _key("suggestion.accept", say("Accept the suggestion"), s("accept"), "Claim", "Y", icon="check"),
        _key(
            "suggestion.claim", say("Accept the suggestion for a claim…"),
            lambda: w.claiming.choose_for(w.suggesting.current, w.suggesting.accept), "Claim", "Shift+Y",
        ),
        _key("suggestion.reject", say("Reject the suggestion"), s("reject"), "Claim", "N", icon="cross"),
        Command("suggestion.marks", say("Marks of Hypothesis or Zotero…"), s("bring_marks"), "Document"),
        Command("suggestion.list", say("List of suggestions"), s("show_list"), SUGGESTIONS),
        *(
            Command(
                f"suggestion.kind.{name}", title, s("toggle_group", name), SUGGESTIONS, checkable=True,
                separator=n == 0,
            )
            for n, (name, title) in enumerate(TITLES.items())
        ),
    )  # fmt: skip


def _views(w: Any) -> Sequence[Command]:
    """Return the rows about what is shown: each voice, notes, original pages."""
    pages = say("Original pages: beside, instead, away")
    return (
        *(
            _key(
                f"read.voice.{n}",
                _OF_VOICES[voice],
                _cycle(w, voice),
                "View",
                f"Shift+{n}",
                separator=n == 1,
            )
            for n, voice in enumerate(theme.VOICES, 1)
        ),
        Command("read.notes", say("Margin notes"), _later(w, "header")("toggle_notes"), "View", (), "note"),
        _key("read.pages", pages, _later(w, "originals")("cycle"), "View", "O"),
    )


_OF_VOICES = {
    "study": say("Study: show, dim, fold"),
    "commentary": say("Commentary: show, dim, fold"),
    "reader": say("Reader: show, dim, fold"),
    "boilerplate": say("Boilerplate: show, dim, fold"),
}


def _cycle(w: Any, voice: str) -> Run:
    return lambda: w.cycle(voice)


def _stances(c: Callable[..., Run]) -> Sequence[Command]:
    rows = (
        (Stance.SUPPORTS, say("This quote supports the claim"), "+"),
        (Stance.CONTRADICTS, say("This quote contradicts the claim"), "-"),
        (Stance.QUALIFIES, say("This quote qualifies the claim"), "="),
        (Stance.MENTIONS, say("This quote mentions the claim"), "."),
    )
    return [
        _key(
            f"quote.{stance.value}",
            words,
            c("set_stance", stance),
            "Claim",
            key,
            icon=f"stance-{stance.value}",
            separator=n == 0,
        )
        for n, (stance, words, key) in enumerate(rows)
    ]


def _directions(c: Callable[..., Run]) -> Sequence[Command]:
    rows = (
        (Direction.RISES, say("The effect rises"), "D, Up"),
        (Direction.FALLS, say("The effect falls"), "D, Down"),
        (Direction.NO_CHANGE, say("The effect does not change"), "D, Right"),
        (Direction.UNCLEAR, say("The effect is unclear"), "D, ?"),
    )
    return [
        _key(f"quote.{d.name.lower()}", words, c("set_direction", d), "Claim", key, separator=n == 0)
        for n, (d, words, key) in enumerate(rows)
    ]


def _reshaping(c: Callable[..., Run], r: Callable[..., Run], y: Callable[..., Run]) -> Sequence[Command]:
    return (
        _key(
            "quote.move",
            say("Move quote to a claim…"),
            r("move_quote"),
            "Claim",
            "Shift+L",
            separator=True,
        ),
        Command("claim.split", say("Split quotes into a new claim…"), r("split"), "Claim", (), "split"),
        Command("claim.merge", say("Merge into another claim…"), r("merge"), "Claim"),
        Command("quote.find", say("Find the words again"), y("find_words"), "Claim"),
        _key(
            "quote.place",
            say("Use the words selected for the quote listed"),
            y("place_by_hand"),
            "Claim",
            "U",
        ),
        _key("quote.remove", say("Remove quote"), c("remove_quote"), "Claim", "Del", separator=True),
        Command("claim.remove", say("Remove claim"), c("remove_claim"), "Claim"),
    )


def codebook_commands(w: Any) -> Sequence[Command]:
    """Return the rows about the tag selected in the codebook; its tree has keys of its own for them."""
    b = _later(w, "codebook")
    moves = (
        ("up", say("Move tag up")),
        ("down", say("Move tag down")),
        ("in", say("Put tag under the one above")),
        ("out", say("Take tag out of its group")),
    )
    return (
        Command("tag.new", say("New tag…"), b("start_beside"), BOOK, (), "plus"),
        Command("tag.group", say("New group…"), b("start_tag", None), BOOK),
        Command("tag.rename", say("Rename tag"), b("rename_selected"), BOOK, separator=True),
        Command("tag.meaning", say("Say what the tag means"), b("describe", "definition"), BOOK),
        Command("tag.use", say("Say when to use the tag"), b("describe", "use_when"), BOOK),
        Command("tag.colour", say("Colour of the tag…"), b("choose_colour"), BOOK),
        *(
            Command(f"tag.{way}", words, b("shift_selected", way), BOOK, separator=way == "up")
            for way, words in moves
        ),
        Command("tag.merge", say("Merge tag into…"), b("merge"), BOOK, separator=True),
        Command("tag.remove", say("Remove tag from the codebook"), b("remove_selected"), BOOK),
    )


def separating_commands(w: Any) -> Sequence[Command]:
    """Return the rows of separating; the one that begins and ends it comes first."""
    s = _later(w, "separating")
    voices = (
        ("study", say("Study below"), "S", Kind.ABSTRACT),
        ("commentary", say("Commentary below"), "C", Kind.COMMENTARY),
        ("reader", say("Reader below"), "R", Kind.COMMENT),
        ("boilerplate", say("Boilerplate below"), "B", Kind.BOILERPLATE),
    )
    return (
        _key(
            "separate",
            say("Correct the boundaries"),
            w.toggle_separating,
            "Document",
            "B",
            icon="split",
            separator=True,
        ),
        _key(
            "separate.next",
            say("Next boundary to check"),
            s("next_to_check"),
            SEPARATE,
            "Tab",
            hint=say("next to check"),
        ),
        _key("separate.forward", say("Next boundary, listed or not"), s("step", 1), SEPARATE, "J"),
        _key("separate.backward", say("Previous boundary, listed or not"), s("step", -1), SEPARATE, "K"),
        *_moves(s),
        *(
            _key(
                f"separate.{voice}",
                words,
                s("set_voice_below", kind),
                SEPARATE,
                key,
            )
            for voice, words, key, kind in voices
        ),
        _key("separate.split", say("Split at the caret"), s("split"), SEPARATE, "X"),
        _key("separate.merge", say("Merge with the part above"), s("merge"), SEPARATE, "M"),
        *(
            _key(f"separate.answer.{n}", say("Answer {n}", n=n), s("answer", n), SEPARATE, str(n))
            for n in range(1, 10)
        ),
        _key("separate.confirm", say("Confirm"), s("confirm"), SEPARATE, "Return", "Enter", icon="check"),
        _key(
            "separate.sure",
            say("Confirm all sure"),
            s("confirm_sure"),
            SEPARATE,
            "Shift+Return",
            "Shift+Enter",
        ),
        _key("separate.back", say("Put back, or leave"), s("put_back"), SEPARATE, "Esc"),
    )


def _moves(s: Callable[..., Run]) -> Sequence[Command]:
    return [
        _key(
            f"separate.{unit}.{side}",
            words[way],
            s("move", unit, way),
            SEPARATE,
            keys + key,
        )
        for unit, keys, words in (
            ("line", "", {-1: say("Move boundary up a line"), 1: say("Move boundary down a line")}),
            ("word", "Shift+", {-1: say("Move boundary up a word"), 1: say("Move boundary down a word")}),
            (
                "sentence",
                "Alt+",
                {-1: say("Move boundary up a sentence"), 1: say("Move boundary down a sentence")},
            ),
        )
        for side, key, way in (("up", "Up", -1), ("down", "Down", 1))
    ]


def _later(w: Any, part: str) -> Callable[..., Run]:
    """Return a maker of calls on a part of the workspace that is not built yet."""

    def make(method: str, *given: object) -> Run:
        return lambda: getattr(getattr(w, part), method)(*given)

    return make


READING_KEYS = (
    (("J", "K"), say("claim")),
    (("S",), say("sentence")),
    (("Q",), say("new claim from selection")),
    (("T",), say("tag")),
    (("G",), say("grade")),
)
SUGGESTION_KEYS = ((("Space",), say("next suggestion")), *READING_KEYS[:1], *READING_KEYS[2:])
"""While suggestions wait."""
ANSWER_KEYS = (
    (("Y", "N"), say("accept, reject")),
    (("Space",), say("next suggestion")),
    *READING_KEYS[:1],
    *READING_KEYS[3:],
)
"""While one of them is the current one."""
CODEBOOK_KEYS = (
    (("Enter",), say("put on the claim, take off")),
    (("F2",), say("rename")),
    (("Alt", "↑↓←→"), say("move, nest")),
    (("Del",), say("remove")),
)
"""While the keyboard is in the tree of tags, which has these keys of its own."""
SEPARATING_KEYS = (
    (("Tab",), say("next to check")),
    (("↑", "↓"), say("move boundary")),
    (("M",), say("merge")),
    (("X",), say("split at caret")),
    (("Enter",), say("confirm")),
    (("Esc",), say("put back, leave")),
)


def key_line(w: Any) -> Sequence[tuple[tuple[str, ...], str]]:
    """Return the keys that matter now in the workspace `w`."""
    if w.separating.on:
        return SEPARATING_KEYS
    if w.codebook.tree.hasFocus():
        return CODEBOOK_KEYS
    if w.suggesting.current is not None:
        return ANSWER_KEYS
    return SUGGESTION_KEYS if w.suggesting.shown else READING_KEYS
