"""The states of Read that are kept as pictures: reading, claims, tags, suggestions, boundaries, originals."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from reviewer.actions import claims as on_claims
from reviewer.actions import codebook as on_tags
from reviewer.actions import documents as on_documents
from reviewer.actions.importing import import_files, import_text
from reviewer.errors import ReviewError
from reviewer.gui.drafts import Draft
from reviewer.gui.page import Mark
from reviewer.gui.session import Session
from reviewer.gui.workspaces.read import ReadWorkspace
from reviewer.library import claims, documents, journal, rows
from reviewer.model import Document, Segment, Span
from reviewer.separation import separate
from tests.engines import study_as_commentary
from tests.gui.rooms import BLOG, Room, leave_open, room
from tests.gui.states import Series, Shown, Studio
from tests.readers.pdf_files import article

QUOTE = 776
"""Where the quote begins that the design shows selected."""
LONG = (
    "In people with secondary progressive multiple sclerosis who were given mitoxantrone for as long as two "
    "years, circulating B cells fall and stay low, while neutrophils, CD8(low) T cells and natural killer "
    "cells become more frequent, and nobody can say from these reports whether this is why relapses stop."
)
NESTED = (
    "Importantly, this mitoxantrone-induced NK cell maturation was seen only in patients",
    "NK cell maturation was seen only",
    "only in patients that showed a clinical response",
)
UNCLEAR = "The house stood at the end of the road. It had a red door.\n\nNobody says by whom this was said."
TYPED = "Both give a direction, neither gives a size. Ask the library for the full"
LETTERS = "ACGT" * 150 + "\n\nA\u030angström, β-carotene, 10⁻³ and words after them."
FOUND = "The rate of relapses fell by half"


def views(shown: Room, made: dict[str, Callable[[Room], QWidget | None]]) -> Shown:
    """Return what brings each of the states about in a room."""
    return Shown(shown.window, {name: partial(_view, shown, make) for name, make in made.items()})


def _view(shown: Room, make: Callable[[Room], QWidget | None]) -> QWidget | None:
    shown.clear()
    over = make(shown)
    shown.wait(30)
    shown.settle()
    if (front := shown.window.front) is not None and isinstance(front.workspace, ReadWorkspace):
        front.workspace.outline.list.scrollToTop()  # where it stood before depends on how docks moved
    return over


# ---------------------------------------------------------------------- the example review


def select(shown: Room, start: int = QUOTE) -> None:
    """Select a quote with its claim, and bring the claim forward where docks are tabs."""
    shown.session.select("quote", shown.link(start).id)
    shown.dock("claim")
    shown.read.page.setFocus()


def place(text: str, words: str) -> Span:
    """Return where words stand in the blog post, whatever white space lies between them."""
    found = re.search(r"\s+".join(re.escape(word) for word in words.split()), text)
    assert found is not None, words
    return Span(BLOG, found.start(), found.end(), found.group())


def words(shown: Room, text: str) -> None:
    """Select words on the page."""
    span = place(shown.read.page.document.text, text)
    shown.read.page.scroll_to(span.start)
    shown.read.page.select(span.start, span.end)


def abstract(shown: Room) -> None:
    """A structured abstract, with the role of every part in the gutter."""
    shown.session.select("document", 1)


def find(shown: Room) -> None:
    shown.read.find()
    shown.read.find_bar.field.setText("patients")
    shown.wait(300)  # the button that clears the field fades in


def voices(shown: Room, mode: str) -> None:
    """Dim or fold what the study and the readers say."""
    for voice in ("study", "reader"):
        shown.read.header.toggles[voice].set_mode(mode)
        shown.read.page.set_voice_mode(voice, mode)


def large(shown: Room) -> None:
    """The largest text in the narrowest column."""
    shown.read.page.set_text_size(24)
    shown.read.page.set_measure(45)
    select(shown)


def small(shown: Room) -> None:
    """The smallest text in the widest column."""
    shown.read.page.set_text_size(12)
    shown.read.page.set_measure(95)
    select(shown)


def crossing(shown: Room) -> None:
    """Words of two voices are selected, which are offered as two quotes."""
    read = shown.read
    start = read.page.document.text.index("heart muscle")
    read.page.scroll_to(start)
    read.page.select(start, start + 240)
    read.claiming.new_claim()


def tag(shown: Room) -> QWidget:
    select(shown)
    shown.read.claiming.choose_tag()
    return shown.read.claiming.chooser


def link(shown: Room) -> QWidget:
    """The claims to which words could belong, the likeliest first."""
    words(shown, "seen only in patients")
    shown.read.claiming.link_selection()
    return shown.read.claiming.chooser


def merge(shown: Room) -> None:
    """What merging two claims would do, before it is done."""
    select(shown)
    numbers = {claim.number: claim.id for claim in shown.session.read(claims.claims)}
    shown.read.reshaping._look(numbers[6], numbers[8])


def split(shown: Room) -> None:
    """The quotes of a claim, of which some go to a new one."""
    most = max(shown.session.read(claims.claims), key=lambda claim: len(shown.read.desk.quotes_of(claim.id)))
    shown.session.select("claim", most.id)
    shown.dock("claim")
    shown.read.reshaping.split()


def menu(shown: Room) -> QWidget:
    """What a right click on a quote offers."""
    select(shown)
    view = shown.read.page.viewport()
    shown.read._show_context_menu(view.mapToGlobal(QPoint(260, 120)))
    return shown.over[-1]


def sizes(shown: Room) -> QWidget:
    shown.read.header.size_button.click()
    return shown.over[-1]


def example(studio: Studio) -> Shown:
    """The example review as it is."""
    shown = room(studio, studio.example())
    leave_open(shown)
    return views(
        shown,
        {
            "quote": select,
            "abstract": abstract,
            "words": lambda shown: words(shown, "we show for the first time that treatment led to"),
            "find": find,
            "dimmed": lambda shown: voices(shown, "dim"),
            "folded": lambda shown: voices(shown, "fold"),
            "text-large": large,
            "text-small": small,
            "crossing": crossing,
            "tag": tag,
            "link": link,
            "merge": merge,
            "split": split,
            "menu": menu,
            "text-sizes": sizes,
        },
    )


# ---------------------------------------------------------------------- with more in it


def drafted(shown: Room) -> None:
    """Words that were typed into the note when the program was killed."""
    place = shown.session.places("claims", shown.link(QUOTE).claim)("statement")
    assert place is not None
    if not place.drafts._kept[place]:
        place.drafts._kept[place].append(Draft(TYPED, "2020-03-01T12:00:00+00:00", "Mitoxantrone"))
    select(shown)


def codebook(shown: Room) -> None:
    """A tag deep in the tree, with all that is said of it, while another is dragged over it."""
    shown.dock("codebook")
    book = shown.read.codebook
    deep = max(shown.read.desk.tags.values(), key=lambda tag: len(shown.read.desk.line_of(tag)))
    book.select(deep.id)
    shown.wait(30)
    inner, tree = book.tree.currentIndex(), book.tree
    above = tree.visualRect(inner.parent().siblingAtRow(1))
    tree._show_aim(tree.aim(inner, QPoint(40, above.bottom() - 2)))


def changed(studio: Studio) -> Shown:
    """The example review with a long statement, a quote that lost its place, quotes over each other and a tag
    that is told at length."""
    session = studio.example()
    shown = room(studio, session)
    text = session.read(documents.document, BLOG).text
    made = session.perform(
        on_claims.add_claim, LONG, quote=Span(BLOG, QUOTE, QUOTE + 52, text[QUOTE : QUOTE + 52])
    )
    assert made is not None
    every = session.read(claims.claims)
    for nested, claim in zip(NESTED, every, strict=False):
        session.perform(on_claims.link_quotes, claim.id, [on_claims.NewQuote(place(text, nested))])
    lost = shown.link(1109)
    assert session.library is not None
    with journal.op(session.library, "Lose an anchor"):
        rows.change(session.library, "quotes", lost.id, start=1113, end=1113 + len(lost.span.exact))
    path = ["Mechanism", "B cells", "Memory, naïve and late B cells"]
    deep = session.perform(on_tags.add_path, path)
    assert deep is not None
    told = {
        "definition": "Cells that were counted.",
        "use_when": "Counted in blood, by flow cytometry.",
        "avoid_when": "Only guessed at.",
    }
    session.perform(on_tags.edit_tag, deep.created, **told)
    session.changed.emit(None)

    def statement(shown: Room) -> None:
        session.select("claim", made.created)
        shown.dock("claim")

    def anchor(shown: Room) -> None:
        session.select("quote", lost.id)
        shown.dock("claim")

    return views(
        shown,
        {
            "overlap": lambda shown: select(shown, place(text, NESTED[0]).start),
            "long-statement": statement,
            "anchor-lost": anchor,
            "draft": drafted,
            "codebook": codebook,
        },
    )


# ---------------------------------------------------------------------- as it came in


def suggestion(shown: Room) -> None:
    """A suggestion with the keys that answer it."""
    shown.read.suggesting.next()


def suggestions(shown: Room) -> None:
    """All suggestions by kind, the first of them the current one."""
    shown.read.suggesting.next()
    shown.dock("suggestions")


def letters(shown: Room, document: int) -> None:
    """Letters without a space, and letters of several code points; only what the bundled fonts hold."""
    shown.session.select("document", document)
    shown.settle()
    start = shown.read.page.document.text.index("carotene")
    shown.read.page.set_marks(
        [Mark(1, 1, start, start + 8, "teal", "1"), Mark(2, 2, 300, 420, "brick", "2")], []
    )


def no_claims(shown: Room) -> None:
    shown.dock("claim")


def separating(shown: Room) -> None:
    """The boundary to check, with its question."""
    shown.read.page.setFocus()
    shown.studio.qtbot.keyClick(shown.read.page, Qt.Key.Key_B)


def checked(shown: Room) -> None:
    """The last boundary to check was answered, and others wait."""
    separating(shown)
    shown.read.checked.say(12)


def again(shown: Room) -> None:
    """What separating again would change."""
    shown.session.select("document", BLOG)
    shown.read.actions_by_id["read.again"].trigger()
    shown.settle()


def pasted(session: Session, words: str) -> int:
    """Return the document that some words become."""
    made = session.perform(import_text, words[:6], words)
    assert made is not None
    return made.files[0].added[0]


def at_first(studio: Studio) -> Shown:
    """The seeds, with nothing claimed and nothing confirmed yet."""

    def mistaken(document: Document) -> list[Segment]:
        found = separate(document)
        return study_as_commentary(found) if any(s.second_hand for s in found) else found

    session = studio.seeds()
    shown = room(studio, session)
    studio.patch.setattr(on_documents, "separate", mistaken)
    letters_id, unclear_id = (pasted(session, words) for words in (LETTERS, UNCLEAR))

    def on_the_blog(make: Callable[[Room], None]) -> Callable[[Room], None]:
        def view(shown: Room) -> None:
            session.select("document", BLOG)
            shown.settle()
            make(shown)

        return view

    return views(
        shown,
        {
            "at-first": on_the_blog(no_claims),
            "suggestion": on_the_blog(suggestion),
            "suggestions": on_the_blog(suggestions),
            "separating": on_the_blog(separating),
            "all-checked": on_the_blog(checked),
            "separating-again": again,
            "nothing-certain": lambda shown: session.select("document", unclear_id),
            "letters": lambda shown: letters(shown, letters_id),
        },
    )


# ---------------------------------------------------------------------- original pages


def beside(shown: Room, mode: str) -> None:
    read = shown.read
    if not read.originals.sheets.sheets:  # the state before said that they cannot be shown
        read.originals.sheets.clear()
    (claim,) = shown.session.read(claims.claims)
    shown.session.select("claim", claim.id)
    read.originals.set_mode(mode)
    link = read.link
    assert link is not None
    sheets, span = read.originals.sheets, link.span
    shown.studio.qtbot.waitUntil(lambda: bool(sheets.rectangles(span.start, span.end)), timeout=20_000)

    def sharp() -> bool:
        at = sheets._scale() * sheets.devicePixelRatioF()
        return all(sheets._pictures.get(n, (None, 0.0))[1] == at for n in sheets._in_sight())

    shown.wait(60)
    shown.studio.qtbot.waitUntil(sharp, timeout=20_000)


def failed(shown: Room) -> None:
    """The original pages of a file that is damaged."""
    shown.read.originals.set_mode("beside")
    sheets = shown.read.originals.sheets
    sheets._fail(ReviewError("paper.pdf is damaged or incomplete and cannot be opened."))


def originals(studio: Studio) -> Shown:
    """A paper whose original pages stand beside or instead of its text, with the same highlight in both."""
    session = studio.seeds()
    file = studio.folder / "paper.pdf"
    file.write_bytes(article())
    assert session.library is not None
    (paper,) = import_files(session.library, [file]).files[0].added
    start = session.read(documents.document, paper).text.index(FOUND)
    span = Span(paper, start, start + len(FOUND), FOUND)
    session.perform(on_claims.add_claim, "Relapses fall.", quote=span)
    shown = room(studio, session, document=paper)
    return views(
        shown,
        {
            "pages-beside": lambda shown: beside(shown, "beside"),
            "pages-instead": lambda shown: beside(shown, "instead"),
            "marks-of-the-file": lambda shown: (shown.read.originals.set_mode("away"), suggestions(shown))[1],
            "pages-failed": failed,
        },
    )


SERIES = {
    "example": Series(
        example,
        (
            "quote", "abstract", "words", "find", "dimmed", "folded", "text-large", "text-small", "crossing",
            "tag", "link", "merge", "split", "menu", "text-sizes",
        ),
    ),
    "changed": Series(changed, ("overlap", "long-statement", "anchor-lost", "draft", "codebook")),
    "at-first": Series(
        at_first,
        (
            "at-first", "suggestion", "suggestions", "separating", "all-checked", "separating-again",
            "nothing-certain", "letters",
        ),
    ),
    "originals": Series(originals, ("pages-beside", "pages-instead", "marks-of-the-file", "pages-failed")),
}  # fmt: skip
