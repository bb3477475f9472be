"""A library with the two seeds, and one with the whole example review."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reviewer import library
from reviewer.actions import example, importing
from reviewer.library import Library
from reviewer.settings import seed

STUDY, BLOG = 1, 2


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("made")
    paths = {name: folder / f"{name}.reviewlib" for name in ("seeds", "example")}
    with closing(library.create(paths["seeds"])) as lib:
        importing.import_files(lib, sorted(seed().glob("*.txt")))
    with closing(library.create(paths["example"])) as lib:
        example.load_example(lib)
    return paths


def _copy(source: Path, folder: Path) -> Library:
    return library.open(shutil.copy(source, folder / "review.reviewlib"))


@pytest.fixture
def seeds(made: dict[str, Path], tmp_path: Path) -> Iterator[Library]:
    with closing(_copy(made["seeds"], tmp_path)) as lib:
        yield lib


@pytest.fixture
def review(made: dict[str, Path], tmp_path: Path) -> Iterator[Library]:
    with closing(_copy(made["example"], tmp_path)) as lib:
        yield lib
