"""The agreement vectors of the specification, each on the page of the window and from the command line.

Judgements lie in the library as they are kept when reviewers are first shown each other; the page and the
command read them from there. Levels of evidence stand for any scale of up to five steps, an item of AMSTAR 2
for a question with two answers.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from reviewer import cli, library
from reviewer.actions import together
from reviewer.appraisal.instruments import instruments, to_json
from reviewer.gui import theme
from reviewer.gui.session import Session
from reviewer.gui.workspaces.grading.agreement_page import AgreementPage
from reviewer.library import Library, appraisals, arrivals, journal, rows
from tests.appraisal.agreement.sets import LEVELS, fleiss_set, krippendorff_set
from tests.made_screening import screenable

Given = Sequence[str | None]
RATERS = [f"Rater {n:02}" for n in range(14)]
LOOKS_ON = "Who looks on"
DOCUMENTS = 125


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a library of as many records as the largest vector has items."""
    return screenable(tmp_path_factory.mktemp("vectors") / "vectors.reviewlib", DOCUMENTS)


def keep(lib: Library, instrument: str, items: Sequence[Given]) -> None:
    """Keep what each rater judged of each document, as they stand once all were shown each other."""
    form = instruments()[instrument]
    with journal.op(lib, "Judge"):
        appraisals.keep_instrument(lib, form.id, form.version, to_json(form))
        for name in RATERS:
            arrivals.know_reviewer(lib, library.reviewer_named(name))
        for document, given in enumerate(items, start=1):
            for name, value in zip(RATERS, given, strict=False):
                if value is not None:
                    _keep_one(lib, instrument, document, library.reviewer_named(name).id, value)


def _keep_one(lib: Library, instrument: str, document: int, reviewer: str, value: str) -> None:
    level = instrument == "ocebm-2011"
    answers = "{}" if level else json.dumps({"1": {"value": value}})
    judged = {
        "document": document, "claim": None, "instrument": instrument, "reviewer": reviewer, "done": 1,
        "version": instruments()[instrument].version, "answers": answers, "judgement": value if level else "",
    }  # fmt: skip
    id = rows.add(lib, "appraisals", **judged)
    place = {"document": document, "instrument": instrument, "reviewer": reviewer}
    rows.add(lib, "first_judgements", **place, judged=json.dumps({"id": id, **judged}), independent=1)


def pairs(*counts: Sequence[int], keys: str = "12345") -> list[Given]:
    """Return the items of a table: a pair of judgements as often as its cell says."""
    return [
        (keys[row], keys[column])
        for row, line in enumerate(counts)
        for column, count in enumerate(line)
        for _ in range(count)
    ]


def two(*counts: Sequence[int]) -> list[Given]:
    return [["yes" if each == "1" else "no" for each in pair] for pair in pairs(*counts)]  # type: ignore[arg-type]


def many() -> list[Given]:
    """Return the textbook set of Fleiss: ten items, fourteen raters, five categories."""
    return [
        [str(place) for place, count in enumerate(tally, start=1) for _ in range(count)]
        for tally in fleiss_set().elements()
    ]


LEVEL, ITEM = "ocebm-2011", "amstar-2"
VECTORS = [
    pytest.param(
        ITEM, two((20, 5), (10, 15)),
        {"Observed agreement": 0.7, "Cohen's kappa": 0.4, "PABAK": 0.4, "Gwet's AC1": 0.4059,
         "Scott's pi": 0.3939},
        id="two-categories",
    ),
    pytest.param(
        ITEM, two((118, 5), (2, 0)),
        {"Observed agreement": 0.944, "Cohen's kappa": -0.0234, "PABAK": 0.888, "Gwet's AC1": 0.9408},
        id="prevalent",
    ),
    pytest.param(
        LEVEL, pairs(*LEVELS),
        {"Cohen's kappa": 0.6861, "Weighted kappa, linear": 0.8098, "Weighted kappa, quadratic": 0.9041},
        id="ordered",
    ),
    pytest.param(LEVEL, many(), {"Fleiss' kappa": 0.2099}, id="fleiss"),
    pytest.param(
        LEVEL, krippendorff_set(),
        {"Krippendorff's alpha, nominal": 0.6914, "Krippendorff's alpha, interval": 0.8108},
        id="krippendorff",
    ),
    pytest.param(
        ITEM, two((30, 0), (0, 0)),
        {"Observed agreement": 1.0, "Cohen's kappa": None, "Scott's pi": None},
        id="one-category-throughout",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("instrument", "items", "expected"), VECTORS)
def test_a_vector_stands_on_the_page_and_in_the_command(
    empty: Path,
    tmp_path: Path,
    qapp: QApplication,
    capsys: pytest.CaptureFixture[str],
    instrument: str,
    items: Sequence[Given],
    expected: dict[str, float | None],
) -> None:
    path = Path(shutil.copy(empty, tmp_path / "vector.reviewlib"))
    with closing(library.open(path, library.reviewer_named(LOOKS_ON))) as lib:
        keep(lib, instrument, items)
        together.look(lib)
    theme.apply(qapp, "light")
    session = Session()
    assert session.open_library(path)
    session.rename_reviewer(LOOKS_ON)
    page = AgreementPage(session)
    page.ask()
    page.question.setCurrentIndex(page.question.findData(instrument))
    page.show_agreement()
    shown = [label.text() for label in page.body.findChildren(QLabel)]
    session.close()
    assert cli.main(["--library", str(path), "--reviewer", LOOKS_ON, "agreement", instrument]) == 0
    printed = [line.strip() for line in capsys.readouterr().out.splitlines()]
    for name, value in expected.items():
        said = "not defined" if value is None else f"{value:.3f}".replace("-", "−")
        for place in (shown, printed):
            assert [line for line in place if line.startswith(f"{name}: {said}")], (name, said)
