"""The library: one SQLite file, and the only place that speaks SQL.

Reading is free to everyone above: the functions of `documents`, `claims`, `appraisals`, `search`,
`snapshots` and `journal` take the open Library first. Writing happens through `actions`, inside
`journal.op()`.
"""

from reviewer.library.copies import backup, restore
from reviewer.library.handle import (
    SUFFIX,
    Library,
    asking,
    create,
    interruptible,
    kept_of,
    open,
    reviewer_named,
)
from reviewer.library.integrity import check, tally
from reviewer.library.snapshots import snapshot

__all__ = [
    "SUFFIX",
    "Library",
    "asking",
    "backup",
    "check",
    "create",
    "interruptible",
    "kept_of",
    "open",
    "restore",
    "reviewer_named",
    "snapshot",
    "tally",
]
