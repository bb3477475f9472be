"""The manual: every page can be reached, leads to what is there, and says of each thing what it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewer import manual
from reviewer.appraisal import instruments
from reviewer.language import speaking
from reviewer.library.queries import FIELDS
from reviewer.separation import labelling, reasons


def test_every_link_and_picture_is_there() -> None:
    pages = manual.pages()
    anchors = {page.id: {"", *page.anchors} for page in pages}
    assert len({page.title for page in pages}) == len(pages)
    for page in pages:
        for target in manual.links(page.text):
            id, _, anchor = target.partition(".md")
            known = target.startswith("https://") or (
                id in anchors and anchor.removeprefix("#") in anchors[id]
            )
            assert known or manual.picture(target) is not None, f"{page.id} leads to {target}"
        assert page.text.startswith(f"# {page.title}\n")


@pytest.mark.parametrize("place", ["library", "screen", "read", "grade", "synthesis", "report"])
def test_every_workspace_has_its_page(place: str) -> None:
    assert place in {page.id for page in manual.pages()}


def test_every_instrument_and_every_field_is_explained() -> None:
    texts = {page.id: page.text for page in manual.pages()}
    for instrument in instruments.instruments().values():
        assert f"## {instrument.name}\n" in texts["instruments"]
        assert instrument.citation in texts["instruments"]
    assert [name for name in FIELDS if f"| `{name}:` |" not in texts["filters"]] == []


def test_the_manual_speaks_the_language_in_use_and_english_where_a_page_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with speaking("de"):
        there = manual.pages()
        assert [page.id for page in there] == [page.id for page in manual.pages()]
        assert there[0].title == "Zehn Minuten mit dem Beispiel-Review"
        assert manual.find(there, "Verlauf Festplatte")[0].page.id == "safety"
        made = {page.id: page.text for page in there}
        assert "| `voice:` | wessen Worte darin stehen |" in made["filters"]
        assert "## GRADE, Vertrauenswürdigkeit der Evidenz" in made["instruments"]
        assert "trägt ein Datum" in made["separation"]
    (tmp_path / "de").mkdir()
    for name, text in (("1-one.md", "# One"), ("2-two.md", "# Two"), ("de/1-one.md", "# Eins")):
        (tmp_path / name).write_text(f"{text}\n", encoding="utf-8")
    monkeypatch.setattr(manual, "resource", lambda _name: tmp_path)
    with speaking("de"):
        assert [page.title for page in manual.pages()] == ["Eins", "Two"]
    assert [page.title for page in manual.pages()] == ["One", "Two"]


def test_a_picture_is_of_the_language_and_the_theme_before_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manual, "resource", lambda _name: tmp_path)
    (tmp_path / "de").mkdir()
    for name in ("a.png", "a-dark.png", "de/a.png", "b.png", "b-dark.png"):
        (tmp_path / name).touch()
    assert manual.picture("a.png", dark=True) == tmp_path / "a-dark.png"
    assert manual.picture("c.png") is None
    with speaking("de"):
        assert manual.picture("a.png", dark=True) == tmp_path / "de" / "a.png"
        assert manual.picture("b.png", dark=True) == tmp_path / "b-dark.png"
        assert manual.picture("b.png") == tmp_path / "b.png"


def test_the_reasons_told_are_those_that_separation_gives() -> None:
    given = {reasons._phrase(feature) for feature in labelling.shipped().weights}
    assert [phrase for told in reasons.SIGNS.values() for phrase in told if phrase not in given] == []


def test_pages_are_found_by_all_words_headings_first() -> None:
    among = (
        manual.page("one", "# On cats\n\nThey **sleep** long, and [dogs](dogs.md) bark."),
        manual.page("two", "# Dogs\n\nA dog barks; a cat sleeps."),
    )
    assert [hit.page.id for hit in manual.find(among, "dogs")] == ["two", "one"]
    assert [hit.page.id for hit in manual.find(among, "sleep bark")] == ["one", "two"]
    assert manual.find(among, "dogs.md") == ()  # where a link leads is not a word of the page
    assert manual.find(among, "  ") == ()
    assert manual.find(among, "BARK sleep")[0].excerpt == "On cats They sleep long, and dogs bark."


def test_an_excerpt_is_cut_between_words() -> None:
    words = " ".join(f"word{number}" for number in range(200))
    (hit,) = manual.find([manual.page("long", f"# Long\n\n{words}")], "word100")
    assert re.fullmatch(r"…(word\d+ )+word\d+…", hit.excerpt)
    assert "word100 " in hit.excerpt
    assert len(hit.excerpt) < 3 * manual.AROUND
