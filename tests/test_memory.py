"""Python looks for garbage when it suits the program, and as before afterwards."""

from __future__ import annotations

import gc

from reviewer import memory


def test_garbage_is_looked_for_rarely_and_later_on_demand() -> None:
    before = gc.get_threshold()
    try:
        memory.collect_rarely()
        assert gc.get_threshold()[0] == memory.OBJECTS > before[0] // 2
        with memory.collecting_later():
            assert not gc.isenabled()
        assert gc.isenabled()
    finally:
        gc.set_threshold(*before)
