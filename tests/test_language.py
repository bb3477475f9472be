"""Words in another language: sentences, plurals, numbers, days; English where nothing is known."""

from __future__ import annotations

import threading
from pathlib import Path

import polib
import pytest

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
