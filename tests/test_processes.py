"""Processes of ours: they do what a word names, and their last words are heard."""

from __future__ import annotations

import sys
import tempfile

import pytest

from reviewer import processes


def test_a_frozen_program_is_its_own_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    assert processes.command("word") == [sys.executable, "-P", "-m", "reviewer", "word"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert processes.command("word") == [sys.executable, "word"]


def test_what_a_process_said_last_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    speech = "import sys; sys.stderr.write('x' * 3000 + ' it cannot be'); print(input())"
    monkeypatch.setattr(processes, "command", lambda _word: [sys.executable, "-c", speech])
    with tempfile.TemporaryFile() as said:
        with processes.started("word", said) as process:
            answer, _ = process.communicate(b"there\n", timeout=60)
        words = processes.last_words(said)
    assert answer.split() == [b"there"]
    assert words.endswith("it cannot be") and len(words) == processes.LAST
