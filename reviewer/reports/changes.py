"""What became of what an earlier report states: changed, added and missing since it was exported."""

from __future__ import annotations

from collections import Counter

from reviewer.language import amount, later, say, say_count
from reviewer.reports.blocks import Block, Column, Heading, Paragraph, Row, Table, Text
from reviewer.reports.index import Index, shown, titled

_COLUMNS = (
    Column(later("What"), 220, "strong"),
    Column(later("Became"), 70),
    Column(later("In what"), 196),
    Column(later("By whom"), 200, "quiet"),
)
_WORDS = {"changed": later("changed"), "added": later("new"), "missing": later("gone")}


def changes(index: Index) -> list[Block]:
    """Return the changes since the export that was chosen; nothing where none is chosen or it is gone."""
    since = index.snapshot.recorded.since
    if since is None:
        return []
    heading = Heading(say("Changes since an earlier report"), shown(since.label))
    told = [each for each in since.changes if each.state in _WORDS]
    if not told:
        return [heading, Paragraph((Text(say("Nothing that the earlier report states was changed since.")),))]
    counts = Counter(each.state for each in told)
    said = ", ".join(
        f"{amount(counts[state])} {say(word)}" for state, word in _WORDS.items() if counts[state]
    )
    rows = tuple(
        Row(
            tuple(
                (Text(shown(cell)),) for cell in (each.label, say(_WORDS[each.state]), each.detail, each.by)
            )
        )
        for each in told
    )
    same = len(since.changes) - len(told)
    lead = say_count(
        same, "{changes}; {n} statement unchanged.", "{changes}; {n} statements unchanged.", changes=said
    )
    return [heading, Paragraph((Text(lead),)), Table(heading.text, titled(_COLUMNS), rows)]
