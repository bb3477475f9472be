"""The manual: every page can be reached, leads to what is there, and says of each thing what it is."""

from __future__ import annotations

import re

import pytest

from reviewer import manual
from reviewer.appraisal import instruments
from reviewer.library.queries import FIELDS


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
