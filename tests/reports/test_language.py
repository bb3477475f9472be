"""A report speaks its own language, whatever the window or the process speaks; data for programs does not."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from reviewer.appraisal import counts, effects, wording
from reviewer.language import speak, speaking
from reviewer.model import Direction, Effect
from reviewer.records.citing import cited
from reviewer.reports import Options, Report, build, render
from reviewer.reports.index import Index
from reviewer.reports.manifest_reading import options_of
from tests.kept import as_kept
from tests.records.test_citing import BOOK
from tests.reports.sample import example
from tests.reports.test_golden import in_markdown, in_pdf

GERMAN = Options(language="de")


@pytest.fixture(scope="module")
def german() -> Report:
    return build(example(), GERMAN)


@pytest.fixture(autouse=True)
def english_process() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize("suffix, words_of", [(".md", in_markdown), (".pdf", in_pdf)])
def test_the_german_example_is_as_kept(german: Report, suffix: str, words_of: object) -> None:
    assert callable(words_of)
    now = words_of(render(german, Path(f"report{suffix}"))[0])
    name = f"example-report.de{suffix if suffix == '.md' else suffix + '.txt'}"
    assert now == as_kept(name, now)


@pytest.mark.parametrize("suffix", [".md", ".html", ".csv", ".json"])
@pytest.mark.parametrize("code", ["en", "de"])
def test_the_bytes_are_the_same_whatever_the_process_speaks(suffix: str, code: str) -> None:
    made = []
    for spoken in ("en", "de"):
        speak(spoken)
        report = build(example(), Options(language=code))
        made.append(render(report, Path(f"report{suffix}"))[0])
    assert made[0] == made[1]


def test_what_programs_read_is_in_english(german: Report) -> None:
    english = build(example())
    assert german.sheet == english.sheet
    assert german.tables == english.tables
    assert german.manifest.pieces == english.manifest.pieces
    assert german.manifest.omissions == english.manifest.omissions


def test_the_manifest_names_the_language(german: Report) -> None:
    assert options_of(replace(german.manifest, options=_read(german))) == GERMAN
    assert "language" not in build(example()).manifest.options
    english = build(example())
    assert options_of(replace(english.manifest, options=_read(english))).language == "en"


def _read(report: Report) -> dict[str, object]:
    """Return the options of a report as a manifest that was read back has them."""
    return dict(json.loads(report.manifest.to_bytes())["options"])


def test_what_to_look_at_is_told_in_the_language_of_the_process(german: Report) -> None:
    assert german.checks == build(example()).checks
    speak("de")
    assert any("importierten Text" in check.text for check in build(example()).checks)


def test_each_format_says_its_language(german: Report) -> None:
    page = render(german, Path("report.html"))[0].decode()
    assert '<html lang="de"' in page
    pdf = PdfReader(io.BytesIO(render(german, Path("report.pdf"))[0]))
    assert str(pdf.root_object["/Lang"]).startswith("de")
    with zipfile.ZipFile(io.BytesIO(render(german, Path("report.docx"))[0])) as held:
        assert "<dc:language>de</dc:language>" in held.read("docProps/core.xml").decode()
        assert 'w:val="de-DE"' in held.read("word/styles.xml").decode()
        assert "autoHyphenation" in held.read("word/settings.xml").decode()


def test_no_words_of_the_program_stay_english(german: Report) -> None:
    said = in_markdown(render(german, Path("report.md"))[0])
    told = re.findall(
        r"\b(?:Certainty|Claim \d|supports|contradicts|Very low|Downgraded|quotes?|Source [A-Z])\b", said
    )
    assert not told


def test_numbers_are_written_as_the_language_does() -> None:
    effect = Effect(measure="RR", estimate="0.75", low="0.60", high="0.94", risk="0.2")
    with speaking("de"):
        assert effects.relative(effect) == "RR 0,75 (0,60 bis 0,94)"
        assert effects.difference(effect) == "50 weniger pro 1.000 (80 weniger bis 12 weniger)"
        assert counts.render("{10/20}") == "10 von 20, 50 % (27,2 bis 72,8)*"


@pytest.mark.parametrize(
    "level, verb",
    [(4, "verringert"), (3, "verringert wahrscheinlich"), (2, "verringert möglicherweise")],
)
def test_findings_are_worded_as_german_reviews_word_them(level: int, verb: str) -> None:
    with speaking("de"):
        assert (
            wording.finding(level, "Mitoxantron", "Schübe", Direction.FALLS) == f"Mitoxantron {verb} Schübe."
        )
        assert wording.finding(1, "Mitoxantron", "Schübe", Direction.FALLS).startswith(
            "Die Evidenz ist sehr unsicher bezüglich"
        )


def test_an_edition_has_a_german_number() -> None:
    made = "".join(part.text for part in cited(replace(BOOK, edition="2"), "apa", "de"))
    assert "2. Aufl." in made and "2nd" not in made


def test_an_order_does_not_hang_on_the_language() -> None:
    english = Index(example(), Options())
    with speaking("de"):
        other = Index(example(), GERMAN)
    assert [each.id for each in english.certainties] == [each.id for each in other.certainties]
    assert english.letters == other.letters
