"""What became of a file of another program: added, there already, moved, not placed, not taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reviewer.model import Changes


@dataclass(frozen=True, slots=True)
class Missing:
    """Something of a file that found no place here, and why."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A quote that was found elsewhere than its file says, and how sure that is, 0..1."""

    what: str
    score: float


@dataclass
class Brought:
    """What became of a file: what was added and what was there already, by kind; what found no place; what
    the file holds that is not taken. `moved` are quotes whose words stand elsewhere now."""

    path: str
    kind: str
    added: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    omitted: list[str] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    changes: Changes = Changes(0, "")

    def count(self, kind: str, *, new: bool) -> None:
        """Count one thing of a kind as added or as known."""
        sums = self.added if new else self.known
        sums[kind] = sums.get(kind, 0) + 1

    def to_json(self) -> dict[str, Any]:
        """Return the shape that `bring --json` prints."""
        return {
            "path": self.path,
            "kind": self.kind,
            "added": self.added,
            "known": self.known,
            "missing": [{"what": each.what, "reason": each.reason} for each in self.missing],
            "omitted": self.omitted,
            "moved": [{"what": each.what, "score": each.score} for each in self.moved],
            "op": self.changes.op,
        }


def counted(sums: Mapping[str, int]) -> str:
    """Return counts in words: "1 tag, 2 claims"."""
    return ", ".join(f"{n:,} {kind.removesuffix('s') if n == 1 else kind}" for kind, n in sums.items())


def told(result: Brought) -> list[str]:
    """Return what became of a file, a line for each thing."""
    lines = [
        f"{word}: {counted(sums)}"
        for word, sums in (("Added", result.added), ("There already", result.known))
        if sums
    ] or ["Nothing new."]
    lines += [f"Found elsewhere, score {each.score:.2f}: {each.what}" for each in result.moved]
    lines += [f"Not placed: {each.what} ({each.reason})" for each in result.missing]
    lines += [f"Not taken: {each}" for each in result.omitted]
    return lines
