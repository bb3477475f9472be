"""What became of what an earlier report states: changed, added and missing since it was exported."""

from __future__ import annotations

from collections import Counter

from reviewer.reports.blocks import Block, Column, Heading, Paragraph, Row, Table, Text
from reviewer.reports.index import Index, counted, shown

_COLUMNS = (
    Column("What", 220, "strong"),
    Column("Became", 70),
    Column("In what", 196),
    Column("By whom", 200, "quiet"),
)
_WORDS = {"changed": "changed", "added": "new", "missing": "gone"}


def changes(index: Index) -> list[Block]:
    """Return the changes since the export that was chosen; nothing where none is chosen or it is gone."""
    since = index.snapshot.recorded.since
    if since is None:
        return []
    heading = Heading("Changes since an earlier report", shown(since.label))
    told = [each for each in since.changes if each.state in _WORDS]
    if not told:
        return [heading, Paragraph((Text("Nothing that the earlier report states was changed since."),))]
    counts = Counter(each.state for each in told)
    said = ", ".join(f"{counts[state]:,} {word}" for state, word in _WORDS.items() if counts[state])
    rows = tuple(
        Row(tuple((Text(shown(cell)),) for cell in (each.label, _WORDS[each.state], each.detail, each.by)))
        for each in told
    )
    same = len(since.changes) - len(told)
    lead = f"{said}; {counted(same, 'statement')} unchanged."
    return [heading, Paragraph((Text(lead),)), Table(heading.text, _COLUMNS, rows)]
