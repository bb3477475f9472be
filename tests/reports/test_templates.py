"""Templates of one's own: copied, changed, wrong ones said with file and line, the shipped one stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import settings
from reviewer.errors import ReviewError
from reviewer.reports import Options, build, templates
from reviewer.reports.preview import preview
from reviewer.reports.to_pdf import to_pdf
from tests.reports import sample


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a copy in a home of its own."""
    monkeypatch.setattr(settings, "_forced_home", tmp_path)
    return templates.copy("Mine")


REPORT = build(sample.small("One."), Options(template="Mine"))


def test_a_copy_prints_as_the_shipped_one_until_it_is_changed(own: Path) -> None:
    shipped = to_pdf(build(sample.small("One."), Options()))[0]
    assert templates.names() == ["Mine"] and (own / "blocks.typ").exists()
    assert len(to_pdf(REPORT)[0]) == pytest.approx(len(shipped), abs=200)
    file = own / "report.typ"
    file.write_text(file.read_text().replace("x: 54 * px", "x: 90 * px"))
    assert preview(REPORT).pdf != preview(build(sample.small("One."))).pdf


def test_a_copy_needs_only_the_file_that_was_changed(own: Path) -> None:
    for file in own.iterdir():
        if file.name != "report.typ":
            file.unlink()
    assert preview(REPORT).sizes


def test_an_error_is_said_with_file_line_and_where_to_mend_it(own: Path) -> None:
    file = own / "blocks.typ"
    file.write_text("#let nothing = unknown-word\n" + file.read_text())
    with pytest.raises(ReviewError) as caught:
        preview(REPORT)
    assert "“Mine” has an error in blocks.typ, line 1: unknown variable" in caught.value.message
    assert str(own) in caught.value.hint and "shipped template" in caught.value.hint
    main = own / "report.typ"
    main.write_text(main.read_text() + "\n#oops()\n")
    file.unlink()
    with pytest.raises(ReviewError, match="report.typ, line"):
        to_pdf(REPORT)


def test_what_comes_from_the_network_is_refused(own: Path) -> None:
    (own / "more.typ").write_text('#import "@preview/cetz:0.2.0": canvas')
    with pytest.raises(ReviewError, match="loads a package in more.typ"):
        preview(REPORT)


@pytest.mark.parametrize("name", ["", "  ", "../up", "a/b", "Mine", "x" * 61, ".hidden", "a:b"])
def test_a_name_that_cannot_be_a_folder_is_refused(own: Path, name: str) -> None:
    with pytest.raises(ReviewError):
        templates.copy(name)


def test_a_template_of_another_machine_is_named(own: Path) -> None:
    with pytest.raises(ReviewError, match="no report template “Theirs”"):
        preview(build(sample.small("One."), Options(template="Theirs")))
