"""The command line speaks the language of whoever asks, and to programs always the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reviewer import cli, language, library, settings
from reviewer.actions import example

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def in_german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    yield
    language.speak("en")


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("language") / "review.reviewlib"
    with closing(library.create(path)) as lib:
        example.load_example(lib)
    return path


@pytest.fixture
def run(review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, str, str]:
        code = cli.main(["--home", str(tmp_path), "--library", str(review), *words])
        return code, *capsys.readouterr()

    return call


@pytest.mark.usefixtures("in_german")
def test_help_results_and_refusals_are_said(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("claim", "--help")
    assert code == 0
    assert out.startswith("Aufruf: reviewer claim")
    assert "Angaben der Reihe nach:" in out and "Optionen:" in out and "was zu tun ist" in out
    code, _, err = run("claim", "sing")
    assert code == 2
    assert "reviewer claim: Fehler: Angabe action: 'sing' ist nicht möglich" in err
    code, _, err = run("report")
    assert code == 2 and "diese Angaben fehlen: -o" in err
    assert run("claim", "list")[1].splitlines()[0].endswith("(Zitate: 3)")
    assert "mit OCEBM-Evidenzlevel bewerten" in run("history")[1]
    assert "unter einer Überschrift für Kommentare; " in run("show", "2")[1]
    code, _, err = run("--library", str(tmp_path / "none.reviewlib"), "list")
    assert code == 1
    assert "gibt es keine Bibliothek" in err and "eine mit --library nennen" in err


READ = (
    ("list",), ("show", "2"), ("claim", "list"), ("quote", "list"), ("grade", "list"), ("suggest", "1"),
    ("history",), ("flow",), ("dedupe",), ("matrix",), ("imports",), ("appraise", "list"), ("check",),
)  # fmt: skip


@pytest.mark.parametrize("words", READ, ids=" ".join)
def test_what_programs_read_is_the_same_in_every_language(
    run: Run, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    english = run(*words, "--json")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    try:
        german = run(*words, "--json")
    finally:
        language.speak("en")
    assert english[0] == 0, english[2]
    assert json.loads(english[1]) is not None
    assert german == english


def test_the_setting_comes_before_the_machine(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.set_home(tmp_path)
    stored = settings.load()
    stored.language = "en"
    settings.save(stored)
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    try:
        assert run("claim", "--help")[1].startswith("usage:")
        stored.language = "de"
        settings.save(stored)
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        assert run("claim", "--help")[1].startswith("Aufruf:")
    finally:
        language.speak("en")
        settings.set_home(None)


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"LC_ALL": "de_DE.UTF-8"}, "de"),
        ({"LC_ALL": "", "LC_MESSAGES": "de_CH", "LANG": "en_GB.UTF-8"}, "de"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "de"}, "de"),
        ({"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_machine_names_its_language(
    variables: dict[str, str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language.system() == code
