"""Everything the program says through `say` has a translation that fits, and is compiled."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

from tests.source_tree import ROOT


def words() -> ModuleType:
    """Load packaging/words.py, which belongs to no package."""
    spec = importlib.util.spec_from_file_location("words", ROOT / "packaging" / "words.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["words"] = module
    spec.loader.exec_module(module)
    return module


def test_the_catalogues_are_whole() -> None:
    wrong = list(words().problems())

    assert not wrong, "\n".join(wrong[:40])


def test_words_are_found_wherever_they_are_said() -> None:
    source = (
        'say("Plain")\n'
        'language.say("One" if x else "Other", context="verb")\n'
        'say_count(n, "{n} quote", "{n} quotes")\n'
        'TITLES = {1: later("Study")}\n'
        'print("Not said")\n'
    )
    found = [(each.english, each.plural, each.context) for each in words().in_code(source)]

    assert found == [
        ("Plain", "", ""),
        ("One", "", "verb"),
        ("Other", "", "verb"),
        ("{n} quote", "{n} quotes", ""),
        ("Study", "", ""),
    ]


def test_a_translation_must_fit() -> None:
    import polib

    wrong = words()._wrong
    assert list(wrong(polib.POEntry(msgid="{a} of {b}", msgstr="{a} von {c}")))
    assert list(wrong(polib.POEntry(msgid="{a} of {b}", msgstr="")))
    assert not list(wrong(polib.POEntry(msgid="{a} of {b}", msgstr="von {b} {a}")))
