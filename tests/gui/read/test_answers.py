"""In the text: words selected are attached to the answer in front in Grade, by one key."""

from __future__ import annotations

from reviewer.gui.session import Answering
from reviewer.library import appraisals
from reviewer.model import Span
from tests.gui.read.at_the_desk import Key, Person

ANSWERING = Answering(2, "aacods", None, "authority", "AACODS, Authority")
WORDS = "it is not clear how"


def attached(person: Person) -> tuple[Span, ...]:
    found = person.session.read(appraisals.appraisals, 2)
    return found[0].answers["authority"].words if found else ()


def test_words_selected_show_the_answer_in_front_and_are_taken_away_again(person: Person) -> None:
    start = person.text.index(WORDS)
    person.session.answering = ANSWERING
    person.drag(start, start + len(WORDS))
    person.key(Key.Key_A)
    assert attached(person) == (Span(2, start, start + len(WORDS), WORDS),)
    assert person.messages[-1] == "These words stand at AACODS, Authority. A again takes them away."
    person.key(Key.Key_A)
    assert attached(person) == ()


def test_a_reader_is_told_what_is_missing(person: Person) -> None:
    person.key(Key.Key_A)
    assert person.messages[-1].startswith("No answer waits for words.")
    person.session.answering = ANSWERING
    person.key(Key.Key_A)
    assert (
        person.messages[-1]
        == "Select words of the document appraised, for AACODS, Authority. S selects a sentence."
    )


def test_a_comment_does_not_show_an_answer_about_the_page(person: Person) -> None:
    start = person.text.index("In my experience")
    person.session.answering = ANSWERING
    person.drag(start, start + len("In my experience it only helps"))
    person.key(Key.Key_A)
    assert attached(person) == ()
    assert person.messages[-1].startswith("An answer of AACODS rests on the words it is about.")
