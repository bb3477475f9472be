"""Documents with titles like that of one."""

from __future__ import annotations

from reviewer.library import Library, likenesses
from reviewer.model import Kind, Record, Segment, Voice

from .conftest import add_document


def _add(lib: Library, title: str) -> int:
    words = f"{title}. A text of its own."
    parts = [Segment(0, len(words), Kind.ABSTRACT, Voice.STUDY, rule="one block")]
    return add_document(lib, words, parts, Record(title=title))


def test_titles_that_share_most_of_their_rare_words_are_alike(lib: Library) -> None:
    one = _add(lib, "Mitoxantrone in relapsing neuromyelitis optica: an uncontrolled study")
    other = _add(lib, "Mitoxantrone in relapsing neuromyelitis optica")
    _add(lib, "Metformin for the prevention of falls")
    assert likenesses.similar(lib, one) == [other]
    assert likenesses.similar(lib, other) == [one]
    assert likenesses.similar(lib, 999) == []
    assert likenesses.similar(lib, one, most=0) == []
