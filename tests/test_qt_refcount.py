"""Qt must not take references off None.

The Linux wheel of PySide6 6.12.0 does, one with every call that returns nothing: Python 3.10 and 3.11 abort
after some 5,000 of them ("none_dealloc"). Short tests pass with such a wheel, an afternoon's work does not.
From Python 3.12 on None cannot be freed and its count stands still.
"""

from __future__ import annotations

import subprocess
import sys

PROBE = """
import sys
from PySide6.QtCore import QObject
probe = QObject()
before = sys.getrefcount(None)
for _ in range(10_000):
    probe.setObjectName("x")
print(sys.getrefcount(None) - before)
"""


def test_ten_thousand_calls_leave_none_alone() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > -100
