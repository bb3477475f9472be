"""A library of small records that Ann, Ben and Cat screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from reviewer import library
from reviewer.actions import importing
from reviewer.library import Library
from reviewer.library.decisions import reasons
from reviewer.model import Reviewer
from tests.two_people import ANN

RECORDS = 8
RIS = "TY  - JOUR\nTI  - {title}\nPY  - {year}\nJO  - Neurology\nAB  - {words}\nER  - \n"
SUBJECTS = ("mitoxantrone", "metformin", "rituximab", "statins", "interferon", "aspirin", "zinc", "iron")


def screenable(path: Path, count: int = RECORDS) -> Path:
    """Make a library of `count` records at `path`."""
    file = path.with_suffix(".ris")
    file.write_text(
        "".join(
            RIS.format(
                title=f"Record {number} on {SUBJECTS[number % len(SUBJECTS)]}: what {7 * number} people tell",
                year=1990 + number,
                words=f"{SUBJECTS[number % len(SUBJECTS)].capitalize()} was given. {number} people improved.",
            )
            for number in range(1, count + 1)
        ),
        encoding="utf-8",
    )
    with closing(library.create(path, ANN)) as lib:
        importing.import_files(lib, [file])
    return path


@contextmanager
def as_person(path: Path, person: Reviewer) -> Iterator[Library]:
    """Open a library as somebody, for a moment."""
    with closing(library.open(path, person)) as lib:
        yield lib


def reason(lib: Library, number: int = 1) -> int:
    """Return the id of a reason by its number in the list."""
    return reasons(lib)[number - 1].id
