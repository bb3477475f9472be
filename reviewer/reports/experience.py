"""What readers say of their own experience: by comment, shown and attributed, never graded."""

from __future__ import annotations

from reviewer.language import later, quoted, say, say_count
from reviewer.model import QuoteLink, Voice
from reviewer.reports.blocks import Block, Column, Heading, Inline, Paragraph, Row, StanceSign, Table, Text
from reviewer.reports.index import Index, shown, titled

_COLUMNS = (
    Column(later("Who"), 130, "strong"),
    Column(later("Words"), 396, "quote"),
    Column(later("Claims"), 70),
    Column(later("Where"), 90),
)


def experience(index: Index) -> list[Block]:
    """Return the quoted words of readers; nothing where none is quoted or experience is left out."""
    quotes = [quote for quote in index.quotes if quote.voice is Voice.READER]
    if not quotes:
        return []
    by_words: dict[str, list[QuoteLink]] = {}
    for quote in quotes:
        by_words.setdefault(index.row(quote), []).append(quote)
    names = pseudonyms(index, quotes)
    order = {who: place for place, who in enumerate(names)}
    passages = sorted(by_words.values(), key=lambda found: order[_who(index, found[0])])
    rows = tuple(_row(index, found, names[_who(index, found[0])]) for found in passages)
    name = say("Experience of readers")
    people, comments = len(set(names.values())), len(index.comments())
    said = say(
        "{passages} of {readers}, from {comments} on the pages of this report. Experience is shown as the "
        "pages show it. It is never graded and never counted as a study.",
        passages=say_count(len(by_words), "{n} passage", "{n} passages"),
        readers=say_count(people, "{n} reader", "{n} readers"),
        comments=say_count(comments, "{n} comment", "{n} comments"),
    )
    return [Heading(name), Paragraph((Text(said),)), Table(name, titled(_COLUMNS), rows)]


def pseudonyms(index: Index, quotes: list[QuoteLink]) -> dict[tuple[int, str], str]:
    """Return what each reader is called: "Reader 1", or as the page shows the name where that was chosen."""
    names: dict[tuple[int, str], str] = {}
    for quote in quotes:
        key = _who(index, quote)
        if key not in names:
            shown_name = _name(index, quote) if index.options.people == "as shown" else ""
            names[key] = shown_name or say("Reader {number}", number=len(names) + 1)
    return names


def _who(index: Index, quote: QuoteLink) -> tuple[int, str]:
    """Return who speaks: one name on one page is one person, and so is one comment without a name."""
    segment = index.segment(quote)
    comment = segment.comment if segment is not None else None
    return quote.span.document, _name(index, quote) or f"comment {comment}"


def _name(index: Index, quote: QuoteLink) -> str:
    segment = index.segment(quote)
    return shown(segment.attribution.name) if segment is not None and segment.attribution else ""


def _row(index: Index, quotes: list[QuoteLink], who: str) -> Row:
    first = quotes[0]
    claims: list[Inline] = []
    for quote in quotes:
        claim = index.claim[quote.claim]
        claims += [StanceSign(quote.stance), Text(f" {claim.number}", target=f"claim-{claim.id}"), Text(" ")]
    words = Text(quoted(shown(index.exact(first))), "quote")
    where = Text(index.anchor(first), target=index.row(first))
    return Row(((Text(who),), (words,), tuple(claims[:-1]), (where,)))
