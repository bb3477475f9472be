"""LaTeX in values: accents, signs, maths and braces as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model import Name
from reviewer.records.bibtex_names import parse_bibtex_names
from reviewer.records.latex import unlatex, verbatim


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (r"{\"u}ber {\'e}l\`eve \c{c} {\o} {\ss} {\v S} \~n \L\'od\'z", "über élève ç ø ß Š ñ Łódź"),
        (r"\'{\i} {\'{\i}} \'\i{} {\`{e}} {\"{U}} \c c \. z", "í í í è Ü ç ż"),
        (r"Erd{\H{o}}s, {\aa}ngstr\"om", "Erdős, ångström"),
        (r"$\alpha$-Helix, H$_2$O, m$^2$, $10^{-3}$, $\mathrm{CO_2}$", "α-Helix, H₂O, m², 10⁻³, CO₂"),
        (r"$p \leq 0.05$ and $<$b$>$", "p ≤ 0.05 and <b>"),
        ("cost \\$5 and $5 to $10", "cost $5 and $5 to $10"),
        (r"50\% \& more \_x \#1 50% of", "50% & more _x #1 50% of"),
        ("``one'' and `two' -- a---b", "“one” and ‘two’ – a—b"),
        (r"{The {DNA} of} \emph{Drosophila} \textit{in vivo}", "The DNA of Drosophila in vivo"),
        (r"\textsuperscript{13}C \enquote{cat}", "¹³C “cat”"),
        (r"a~b \LaTeX{} x\ y", "a b LaTeX x y"),
        (r"\noopsort{1973b}1973", "1973"),
        ("x_y a^b {unclosed", "x_y a^b unclosed"),
        (r"\unknown{dressed} words", "dressed words"),
    ],
)
def test_latex_becomes_what_it_prints(raw: str, words: str) -> None:
    assert unlatex(raw) == words


def test_paragraphs_stay_on_lines_of_their_own_when_asked() -> None:
    assert unlatex("one\nline\n\ntwo \\par three", lines=True) == "one line\ntwo\nthree"


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        (r"\url{https://example.org/a_b}", "https://example.org/a_b"),
        (r"https://example.org/a\_b\%20{\textasciitilde}c", "https://example.org/a_b%20~c"),
        ("{10.1000/a_b}", "10.1000/a_b"),
    ],
)
def test_addresses_lose_only_what_escapes_them(raw: str, address: str) -> None:
    assert verbatim(raw) == address


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("van der Berg, Jan and Ludwig van Beethoven", [
            Name("Berg", "Jan", particle="van der"), Name("Beethoven", "Ludwig", particle="van")]),
        ("King, Jr., Martin Luther and Smith, John, III", [
            Name("King", "Martin Luther", suffix="Jr."), Name("Smith", "John", suffix="III")]),
        ("{Barnes and Noble, Inc.}", [Name(literal="Barnes and Noble, Inc.")]),
        ("{van Dam}, Jan AND M. {Lynne Markus}", [Name("van Dam", "Jan"), Name("Lynne Markus", "M.")]),
        (r"J{\o}rgensen, S{\o}ren and {\'E}cole, {\'A}.", [Name("Jørgensen", "Søren"), Name("École", "Á.")]),
        ("Smith JA and Kim S H", [Name("Smith", "JA"), Name("Kim", "S H")]),
        ("Smith, J.; Doe, A.", [Name("Smith", "J."), Name("Doe", "A.")]),
        ("given=Hans, family=Harman, prefix=von", [Name("Harman", "Hans", dropping="von")]),
        ("Aristotle", [Name("Aristotle")]),
        ("", []),
    ],
)  # fmt: skip
def test_names_are_read_in_every_order(raw: str, names: list[Name]) -> None:
    assert parse_bibtex_names(raw) == (tuple(names), False)


def test_others_that_are_not_named_are_told() -> None:
    assert parse_bibtex_names("Door, Anna and others") == ((Name("Door", "Anna"),), True)


LATEX = st.lists(
    st.sampled_from([*"{}$\\^_~`'-!? aé\n", "\\'", "\\frac", "and", ", ", "\\url{", "$$", "\\("])
)


@given(LATEX)
def test_any_signs_give_words_and_names(signs: list[str]) -> None:
    raw = "".join(signs)

    assert "\n" not in unlatex(raw)
    assert isinstance(verbatim(raw), str)
    assert all(name.family or name.literal for name in parse_bibtex_names(raw)[0])
