"""The states of the reading page that are kept as pictures."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from reviewer.gui.page import Boundary, Mark, Note, Page
from reviewer.model import Document, Kind, Segment, Stance, Voice
from tests.gui.page.at_the_page import ABSTRACT, BLOG, document, segments_of
from tests.gui.states import State, Studio

QUOTES = """
one of the few drugs approved|slate|11|supports|Approved for progressive MS|not gradable: context|
is limited by the appearance of severe side effects|brick|4|supports|Serious adverse effects|background|
mitoxantrone persistently suppresses B cells in vivo|violet|5|supports|Circulating B cells fall||1
an enrichment of neutrophils and immunomodulatory|violet|7|contradicts|Neutrophils and T cells rise||1
persistent NK cell enrichment but also NK cell maturation|violet|6|mentions|NK cells increase and mature||2
side-effect problems (cancer and damage of heart muscle)|brick|?|supports|Suggested|matched “side-effect”|
the progression had stopped after the 3rd|moss|3|qualifies|Progression slows or stops|shown as experience|
"""
"""Words, hue, number ("?" for a suggestion), stance, title, detail and certainty of marks and their notes."""
NESTED = (
    ("Importantly, this mitoxantrone-induced NK cell maturation was seen only in patients", "teal", "8"),
    ("NK cell maturation was seen only", "moss", "3"),
    ("only in patients that showed a clinical response", "brick", "4"),
)


def blog(studio: Studio, name: str = BLOG) -> Page:
    """Return a page with one of the seeds on it, boilerplate folded, as Read shows it."""
    page = Page()
    studio.qtbot.addWidget(page)
    shown = document(name)
    page.show_document(shown, segments_of(shown))
    page.set_voice_mode("boilerplate", "fold")
    return page


def place(page: Page, words: str) -> tuple[int, int]:
    """Return where words stand on the page, whatever white space lies between them."""
    found = re.search(r"\s+".join(re.escape(word) for word in words.split()), page.document.text)
    assert found is not None, words
    return found.span()


def marked(studio: Studio) -> Page:
    """Return the blog with highlights, a suggestion and their notes."""
    page = blog(studio)
    marks, notes = [], []
    for id, line in enumerate(QUOTES.strip().splitlines(), 1):
        words, hue, number, stance, title, detail, certainty = line.split("|")
        start, end = place(page, words)
        marks.append(Mark(id, id, start, end, hue, number, number == "?"))
        level = int(certainty) if certainty else None
        notes.append(Note(id, number, title, Stance(stance), detail, level, hue))
    page.set_marks(marks, notes)
    return page


def chosen(studio: Studio) -> Page:
    """One quote is selected: strong, ringed, its note pinned and led to."""
    page = marked(studio)
    page.set_current(3)
    return page


def overlapping(studio: Studio) -> Page:
    """Marks over each other: stacked underlines, the tint of the topmost."""
    page = blog(studio)
    marks = []
    for id, (words, hue, number) in enumerate(NESTED, 1):
        start, end = place(page, words)
        marks.append(Mark(id, id, start, end, hue, number))
    page.set_marks(marks, [])
    page.resize(640, 300)
    page.scroll_to(marks[0].start + 400)
    return page


def selecting(studio: Studio) -> Page:
    page = marked(studio)
    start = place(page, "we show for the first time")[0]
    page.select(start, start + 60)
    return page


def suggested(studio: Studio) -> Page:
    """A suggestion: dotted underline, no tint, its note with the keys that answer it."""
    page = marked(studio)
    page.resize(760, 240)
    page.scroll_to(place(page, "side-effect problems")[0] + 700)
    return page


def dimmed(studio: Studio) -> Page:
    page = marked(studio)
    page.set_voice_mode("study", "dim")
    page.set_voice_mode("commentary", "dim")
    return page


def folded(studio: Studio) -> Page:
    page = marked(studio)
    page.set_voice_mode("study", "fold")
    page.set_voice_mode("reader", "fold")
    return page


def found(studio: Studio) -> Page:
    page = marked(studio)
    page.find("mitoxantrone")
    page.next_hit()
    return page


def narrow(studio: Studio) -> Page:
    """Too narrow for notes: numbers only."""
    page = marked(studio)
    page.set_current(3)
    return page


def asked(studio: Studio) -> Page:
    """A suggestion that waits for its answer, where notes are numbers."""
    page = marked(studio)
    page.resize(480, 260)
    page.scroll_to(place(page, "side-effect problems")[0] + 700)
    page.set_current(6)
    return page


def separating(studio: Studio) -> Page:
    page = blog(studio)
    starts = [segment for segment in page.scene.plan.segments if segment.id][:6]
    rules = [Boundary(segment.id or 0, segment.start, sure=True) for segment in starts]
    page.set_boundaries(rules, rules[2].segment_id)
    return page


def abstract(studio: Studio) -> Page:
    return blog(studio, ABSTRACT)


def one_long_line(studio: Studio) -> Page:
    """Letters without a space, and letters of several code points; only what the bundled fonts hold."""
    page = Page()
    studio.qtbot.addWidget(page)
    text = "ACGT" * 150 + "\n\nA\u030angström, β-carotene, 10⁻³ and words after them."
    page.show_document(Document(text, id=1), [Segment(0, len(text), Kind.BODY, Voice.STUDY, id=1)])
    start = text.index("carotene")
    page.set_marks([Mark(1, 1, start, start + 8, "teal", "1"), Mark(2, 2, 300, 420, "brick", "2")], [])
    return page


def large(studio: Studio) -> Page:
    page = marked(studio)
    page.set_text_size(24)
    page.set_measure(45)
    return page


_MADE: dict[str, tuple[Callable[[Studio], QWidget], tuple[int, int], int]] = {
    "plain": (blog, (760, 380), 1),
    "abstract": (abstract, (760, 380), 1),
    "marks-and-notes": (marked, (760, 440), 1),
    "quote-selected": (chosen, (760, 480), 1),
    "overlap": (overlapping, (640, 300), 1),
    "words-selected": (selecting, (760, 400), 1),
    "suggestion": (suggested, (760, 240), 1),
    "dimmed": (dimmed, (760, 380), 1),
    "folded": (folded, (760, 380), 1),
    "find": (found, (760, 380), 1),
    "narrow": (narrow, (480, 420), 1),
    "suggestion-narrow": (asked, (480, 260), 1),
    "separating": (separating, (760, 380), 1),
    "scripts": (one_long_line, (600, 300), 1),
    "large-text": (large, (760, 420), 1),
    "twice-the-size": (chosen, (600, 260), 2),
}
STATES = {name: State(make, size, (scale,)) for name, (make, size, scale) in _MADE.items()}
