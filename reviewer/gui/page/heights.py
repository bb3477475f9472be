"""Running totals of many heights, cheap to ask and to change: a Fenwick tree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


class Heights:
    """Heights of blocks in order. `top` and `index_at` cost O(log n), so does a change of one height."""

    def __init__(self, heights: Sequence[float]) -> None:
        self._heights = list(heights)
        self._tree = [0.0, *self._heights]
        for index in range(1, len(self._tree)):
            parent = index + (index & -index)
            if parent < len(self._tree):
                self._tree[parent] += self._tree[index]
        self._largest = 1 << max(0, len(self._heights).bit_length() - 1)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> float:
        return self._heights[index]

    def set(self, index: int, height: float) -> float:
        """Give a block another height; returns by how much it grew."""
        growth = height - self._heights[index]
        self._heights[index] = height
        place = index + 1
        while growth and place < len(self._tree):
            self._tree[place] += growth
            place += place & -place
        return growth

    def top(self, index: int) -> float:
        """Return the sum of all heights before `index`."""
        total = 0.0
        while index > 0:
            total += self._tree[index]
            index -= index & -index
        return total

    def tops(self) -> list[float]:
        """Return `top` of every block, and the total at the end: in one go, in O(n)."""
        return list(accumulate(self._heights, initial=0.0))

    @property
    def total(self) -> float:
        return self.top(len(self._heights))

    def index_at(self, y: float) -> int:
        """Return the block that covers `y`, the first or last one for a `y` outside."""
        place, step = 0, self._largest
        while step:
            following = place + step
            if following < len(self._tree) and self._tree[following] <= y:
                place, y = following, y - self._tree[following]
            step >>= 1
        return max(0, min(place, len(self._heights) - 1))
