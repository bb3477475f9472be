"""Every action that changes the library is in the table of random histories, or in its list of exceptions."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import FunctionType

from reviewer import actions
from tests.kill.verbs import NOT_DONE, VERBS

RESULTS = ("Changes", "Changes | None", "ImportResult")
"""What actions that change the library return, where they do not open an op themselves."""


def changes_the_library(function: FunctionType) -> bool:
    """Tell whether a function opens an op, or returns what one that does so returned."""
    returned = str(function.__annotations__.get("return"))
    return returned in RESULTS or "journal.op(" in inspect.getsource(function)


def test_every_action_is_done_by_random_histories() -> None:
    found = set()
    for module in pkgutil.iter_modules(actions.__path__):
        loaded = importlib.import_module(f"reviewer.actions.{module.name}")
        own = [
            (name, thing)
            for name, thing in vars(loaded).items()
            if isinstance(thing, FunctionType) and thing.__module__ == loaded.__name__
        ]
        found |= {
            f"{module.name}.{name}"
            for name, thing in own
            if not name.startswith("_") and changes_the_library(thing)
        }
    done = {name.partition(" ")[0] for name in VERBS}
    missing = sorted(found - done - set(NOT_DONE))
    assert not missing, f"add rows to VERBS in tests/kill/verbs.py: {', '.join(missing)}"
    assert (done | set(NOT_DONE)) - found == set()
    assert not done & set(NOT_DONE)
