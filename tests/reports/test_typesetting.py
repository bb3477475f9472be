"""Pages laid out in a process apart: the same bytes, the same words for what is wrong, and nothing left."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer import processes, settings
from reviewer.errors import ReviewError
from reviewer.reports import Options, Report, build, templates, to_pdf, typesetting
from tests.reports import sample


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Take every report for a large one, and return the processes that were started."""
    started: list[subprocess.Popen[bytes]] = []
    start = typesetting._started

    def note(said: object) -> subprocess.Popen[bytes]:
        started.append(start(said))  # type: ignore[arg-type]
        return started[-1]

    monkeypatch.setattr(typesetting, "LARGE", 0)
    monkeypatch.setattr(typesetting, "_started", note)
    return started


def small(words: str = "One.", options: Options | None = None) -> Report:
    return build(sample.small(words), options)


def test_it_gives_the_bytes_and_the_places_that_this_process_gives(
    apart: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = small()
    there = to_pdf.laid_out(report), to_pdf.to_pdf(report)
    assert len(apart) == 2 and all(each.poll() is not None for each in apart)
    monkeypatch.setattr(typesetting, "LARGE", 1_000_000_000)
    here = to_pdf.laid_out(report), to_pdf.to_pdf(report)

    assert len(apart) == 2 and there == here


def test_a_mark_that_typst_refuses_is_left_away_there_too(
    apart: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = small("A sign without a shape: \ue123.")
    _, there = to_pdf.to_pdf(report)
    assert len(apart) == 1  # one process for both attempts
    monkeypatch.setattr(typesetting, "LARGE", 1_000_000_000)

    assert there == to_pdf.to_pdf(report)[1] and any("is not marked as PDF/A-2a" in each for each in there)


def test_an_error_of_a_template_is_told_with_its_line(
    apart: list[subprocess.Popen[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path))
    settings.set_home(None)
    folder = templates.copy("Ours")
    main = folder / templates.MAIN
    main.write_text(main.read_text(encoding="utf-8") + "\n#nothing-of-this-name\n", encoding="utf-8")

    with pytest.raises(ReviewError, match=r"“Ours” has an error in .*, line \d+: unknown variable"):
        to_pdf.laid_out(replace(small(options=Options(template="Ours"))))
    assert apart[0].poll() is not None


def test_a_process_that_is_lost_is_told_and_takes_nothing_with_it(
    apart: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = typesetting._asked

    def lose(*given: object) -> object:
        apart[-1].kill()
        return ask(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(typesetting, "_asked", lose)
        with pytest.raises(ReviewError, match="for want of memory") as caught:
            to_pdf.laid_out(small())
    assert "library is unchanged" in caught.value.hint and "exit" in str(caught.value.__cause__)
    assert to_pdf.laid_out(small())[0].startswith(b"%PDF")


def test_a_program_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "LARGE", 0)
    monkeypatch.setattr(processes, "command", lambda _word: ["/nowhere/at/all"])
    with pytest.raises(ReviewError, match="cannot be started"):
        to_pdf.laid_out(small())
