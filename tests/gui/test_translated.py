"""Nothing that the window says stands outside the catalogues: walked in a language that marks its words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from reviewer import library
from reviewer.actions import example
from tests.source_tree import ROOT

NOBODYS = re.compile(
    r"Reviewer A|.*[\\/].*|.*\.pdf|English|Deutsch"  # names of people, files and languages
    r"|Float|Close|Scroll (Left|Right)|Press shortcut"  # Qt's own buttons
    r"|MD|SMD|PMC?ID|IS[SB]N|[\d.]+ px"  # the same in every language
)
OF_THE_LIBRARY = re.compile(
    r"ClaimsView\.cell|CardView\.|FindingsView\.cell|QListWidget\.cell|Prose\.text|MarkView\.|Elsewhere\."
)
"""Widgets that put words of the library between numbers."""


def test_every_word_of_the_window_can_be_translated(tmp_path: Path) -> None:
    review = tmp_path / "review.reviewlib"
    with closing(library.create(review)) as made:
        example.load_example(made)
    walk = subprocess.run(
        [sys.executable, "-m", "tests.gui.untranslated", str(review), str(tmp_path / "home")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert walk.returncode == 0, walk.stderr
    found = dict(line.split("\t", 1) for line in walk.stdout.splitlines() if "\t" in line)
    left = {
        words: where
        for words, where in found.items()
        if not NOBODYS.fullmatch(words) and not OF_THE_LIBRARY.search(where)
    }

    assert not left, "\n".join(f"{where}: {words}" for words, where in left.items())
