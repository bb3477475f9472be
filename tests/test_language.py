"""Words in another language: sentences, plurals, numbers, days; English where nothing is known."""

from __future__ import annotations

import threading
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import language


@pytest.fixture
def in_german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak German from a catalogue of this test in a thread of its own."""
    for number, entries in enumerate(
        (
            [
                polib.POEntry(msgid="Good morning, {name}", msgstr="Guten Morgen, {name}"),
                polib.POEntry(msgid="Open", msgctxt="verb", msgstr="Öffnen"),
                polib.POEntry(msgid="Open", msgctxt="state", msgstr="offen"),
            ],
            [
                polib.POEntry(
                    msgid="{n} quote of {name}", msgid_plural="{n} quotes of {name}",
                    msgstr_plural={0: "{n} Zitat von {name}", 1: "{n} Zitate von {name}"},
                )
            ],
        )
    ):  # fmt: skip
        catalogue = polib.POFile()
        catalogue.metadata = {
            "Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);",
        }  # fmt: skip
        catalogue.extend(entries)
        catalogue.save_as_mofile(str(tmp_path / f"part-{number}.mo"))
    monkeypatch.setattr(language, "_catalogue", lambda _code: language.read_catalogues(tmp_path))


def test_english_is_what_the_code_says() -> None:
    assert language.say("Good morning, {name}", name="Ada {Lovelace}") == "Good morning, Ada {Lovelace}"
    assert language.say("A brace { alone") == "A brace { alone"
    assert language.say_count(1, "{n} quote", "{n} quotes") == "1 quote"
    assert language.say_count(1200, "{n} quote", "{n} quotes") == "1,200 quotes"
    assert language.amount(1234.5, 2) == "1,234.50"
    assert language.day("2026-03-12T08:00:00+00:00") == "12 March 2026"
    assert language.listed([3, 9, 10]) == "3, 9 and 10"
    assert language.listed([]) == ""


@pytest.mark.usefixtures("in_german")
def test_another_language_has_its_words_numbers_and_days() -> None:
    with language.speaking("de"):
        assert language.say("Good morning, {name}", name="Ada") == "Guten Morgen, Ada"
        assert language.say("Open", context="verb") == "Öffnen"
        assert language.say("Open", context="state") == "offen"
        assert language.say("Nobody translated this.") == "Nobody translated this."
        assert (
            language.say_count(1, "{n} quote of {name}", "{n} quotes of {name}", name="A") == "1 Zitat von A"
        )
        assert (
            language.say_count(1200, "{n} quote of {name}", "{n} quotes of {name}", name="A")
            == "1.200 Zitate von A"
        )
        assert language.amount(0.75, 2) == "0,75"
        assert language.localised("RR 0.75 (0.60 to 1,234.5)") == "RR 0,75 (0,60 to 1.234,5)"
        assert language.day("2026-03-12") == "12. März 2026"
        assert language.listed(["A", "B", "C"]) == "A, B und C"
        assert language.quoted("Wort") == "„Wort“"
    assert language.say("Good morning, {name}", name="Ada") == "Good morning, Ada"


def test_a_report_speaks_its_own_language_in_its_own_thread() -> None:
    heard = []
    with language.speaking("de"):
        thread = threading.Thread(target=lambda: heard.append(language.spoken().code))
        thread.start()
        thread.join()
        assert language.spoken().code == "de"
    assert heard == ["en"]


def test_a_language_that_is_not_known_is_english() -> None:
    with language.speaking("tlh"):
        assert language.spoken().code == "en"


@pytest.mark.usefixtures("in_german")
def test_what_the_library_keeps_is_english_and_retold_where_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.extend(
        polib.POEntry(msgid=english, msgctxt=context, msgstr=german)
        for english, context, german in (
            ("Take back: {action}", "history", "Zurücknehmen: {action}"),
            ("Tag “{name}”", "history", "Stichwort „{name}“"),
            ("Tag “{name}” on claim {number}", "history", "Stichwort „{name}“ an Aussage {number}"),
            ("Say these words are {kind}", "history", "Diese Wörter sind: {kind}"),
            ("Commentary", None, "Kommentierung"),
            ("Study", None, "Studie"),
        )
    )
    catalogue.save_as_mofile(str(tmp_path / "history.mo"))
    language._forms.cache_clear()
    language._retold.cache_clear()
    with language.speaking("de"):
        kept = language.recorded("Take back: {action}", action="Tag “Study” on claim 3")
        assert kept == "Take back: Tag “Study” on claim 3"
        assert language.retold(kept) == "Zurücknehmen: Stichwort „Study“ an Aussage 3"
        assert language.retold("Say these words are commentary") == "Diese Wörter sind: Kommentierung"
        assert language.retold("Nobody knows this sentence") == "Nobody knows this sentence"
    assert language.retold(kept) == kept
    language._forms.cache_clear()
    language._retold.cache_clear()


KEPT = {
    "f.pdf is locked with a password. Save a copy without it.": (
        "f.pdf ist mit einem Kennwort gesperrt. Eine Kopie ohne Kennwort speichern."
    ),
    "My file. Two.docx cannot be read: it is a folder. Check the name and whether you may read the file.": (
        "My file. Two.docx ist nicht lesbar: es ist ein Ordner. "
        "Den Namen prüfen und ob die Datei gelesen werden darf."
    ),
    "words such as “a; b”, “c”; below the heading “Abstract”; sixth to seventh of twelve sentences": (
        "Wörter wie „a; b“ und „c“; unter der Überschrift „Abstract“; sechster bis siebter von zwölf Sätzen"
    ),
    "13th to 21st of 30 sentences": "13. bis 21. von 30 Sätzen",
    "set by hand; cut where a person set a boundary": (
        "von Hand gesetzt; geschnitten, wo eine Person eine Grenze setzte"
    ),
    "same DOI; same title; years differ: 2011 and 2012": (
        "gleiche DOI; gleicher Titel; Jahre verschieden: 2011 und 2012"
    ),
    "Undo: New tag “a; b” on claim 3": "Rückgängig: Neues Stichwort „a; b“ an Aussage 3",
    "Join the records of 1,234 works": "Die Einträge von 1.234 Arbeiten zusammenfassen",
    "The reader leaves out how sure the study is and the numbers": (
        "Der Leser lässt weg: wie sicher sich die Studie ist und die Zahlen"
    ),
    "The text says “A. B; c”; the index terms say Cohorts and Pain. The design is taken from the text.": (
        "Im Text steht „A. B; c“, in den Schlagwörtern Cohorts und Pain. Das Design wird dem Text entnommen."
    ),
    "same title; a reason nobody translated": "gleicher Titel; a reason nobody translated",
}


@pytest.mark.parametrize("kept", KEPT)
def test_reasons_are_retold_one_by_one_and_words_of_others_stay(kept: str) -> None:
    with language.speaking("de"):
        assert language.retold(kept) == KEPT[kept]
    assert language.retold(kept) == kept


@given(st.lists(st.text(max_size=40), max_size=4), st.sampled_from(["; ", ". ", " ", "“", "”; "]))
def test_words_that_no_form_made_stay_as_they_are(words: list[str], between: str) -> None:
    kept = between.join(f"zz{each}zz" for each in words)
    with language.speaking("de"):
        assert language.retold(kept) == kept


def test_numbers_are_listed_in_order_with_runs_by_their_ends() -> None:
    assert language.numbered([8, 1, 2, 5, 6, 7, 5]) == "1, 2 and 5–8"
    assert language.numbered([3]) == "3" and language.numbered([1, 2, 3]) == "1, 2 and 3"
    assert language.numbered([4, 5, 6, 7]) == "4–7" and language.numbered([]) == ""
    assert language.numbered([0, 1, 2, 3, 9], "abcdefghij".__getitem__) == "a–d and j"
