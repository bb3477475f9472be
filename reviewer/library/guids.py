"""What other programs know our tags by: identifiers made from their paths, the same on every machine."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

_SPACE = uuid.UUID("5a3b1c52-6d0e-5c0f-9d4f-2f6f0c5e7a11")


def of_tag(path: Sequence[str], taken: Collection[str] = ()) -> str:
    """Return the identifier of a new tag with this path, in capitals as REFI-QDA writes them.

    One that is `taken`, by a tag that had this path before, is passed over.
    """
    name = "\n".join(part.casefold() for part in path)
    for number in range(1, len(taken) + 2):
        guid = str(uuid.uuid5(_SPACE, f"{number}\n{name}")).upper()
        if guid not in taken:
            return guid
    raise AssertionError("more identifiers are taken than there are")
