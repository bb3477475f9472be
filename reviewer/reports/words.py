"""Whose words the claims rest on, and where exactly each of them stands."""

from __future__ import annotations

from reviewer.language import later, listed, quoted, say, say_count
from reviewer.model import QuoteLink, Record, Voice
from reviewer.records.citing import cited
from reviewer.records.retractions import retracted, retraction_notices
from reviewer.reports.blocks import (
    Block,
    Column,
    Entry,
    Heading,
    Inline,
    Item,
    Listing,
    Paragraph,
    Row,
    Run,
    StanceSign,
    Table,
    Text,
    VoiceColumn,
    VoiceColumns,
    VoiceSign,
)
from reviewer.reports.findings import short_population
from reviewer.reports.index import VOICES, Index, shortened, shown

GLANCE = 280
"""Code points of a quote under its voice; the table of words prints it whole."""

TITLES = {
    Voice.STUDY: later("Study"),
    Voice.COMMENTARY: later("Commentary"),
    Voice.READER: later("Reader"),
    Voice.NONE: later("No voice"),
}
_SECOND_HAND = {
    Voice.STUDY: later("Study, second-hand"),
    Voice.COMMENTARY: later("Commentary, second-hand"),
    Voice.READER: later("Reader, second-hand"),
    Voice.NONE: later("No voice, second-hand"),
}


def by_voice(index: Index) -> list[Block]:
    """Return the claims by voice: for each claim and stance of a voice one quote, and how many more."""
    if not index.quotes:
        return []
    wanted = [voice for voice in VOICES if index.options.experience or voice is not Voice.READER]
    columns = tuple(
        VoiceColumn(
            voice, say(TITLES[voice]), _remark(index, voice), tuple(_entries(index, voice)), say("No quotes.")
        )
        for voice in wanted
    )
    blocks: list[Block] = [Heading(say("Claims by voice")), VoiceColumns(columns)]
    if index.left_out:
        blocks.append(Paragraph((Text(_left_out(index)),), "note"))
    return blocks


def _left_out(index: Index) -> str:
    return say_count(
        index.left_out,
        "Left out of this report: {n} quote from reader comments.",
        "Left out of this report: {n} quotes from reader comments.",
    )


def _remark(index: Index, voice: Voice) -> str:
    if voice is Voice.STUDY:
        return say("Counts towards certainty")
    if voice is Voice.READER:
        return say("Experience, never counted")
    names = dict.fromkeys(index.speaker(quote) for quote in index.quotes if quote.voice is voice)
    known = [name for name in names if name]
    if len(known) > 3:
        known = [*known[:2], say_count(len(known) - 2, "{n} other", "{n} others")]
    return say("Context, by {names}", names=listed(known)) if known else say("Context")


def _entries(index: Index, voice: Voice) -> list[Entry]:
    groups: dict[tuple[object, ...], list[QuoteLink]] = {}
    for quote in index.quotes:
        if quote.voice is voice:
            groups.setdefault((quote.claim, quote.population, quote.stance, quote.background), []).append(
                quote
            )
    return [_entry(index, quotes) for quotes in groups.values()]


def _entry(index: Index, quotes: list[QuoteLink]) -> Entry:
    first = quotes[0]
    claim = index.claim[first.claim]
    about = short_population(index, first.population) if first.voice is Voice.STUDY else ""
    between = [part for part in (about, say("background") if first.background else "") if part]
    where: Run = (Text(say("Claim {number}", number=claim.number), target=f"claim-{claim.id}"),)
    where += (Text("".join(f", {part}" for part in between) + ", "),)
    where += (Text(index.anchor(first), target=index.row(first)),)
    more = say_count(len(quotes) - 1, "; {n} more", "; {n} more") if len(quotes) > 1 else ""
    return Entry(first.stance, _quoted(shortened(shown(index.exact(first)), GLANCE)), (*where, Text(more)))


def _quoted(words: str) -> Run:
    return (Text(quoted(words), "quote"),)


_ANCHOR, _DIGIT = 82, 7.2
"""Share of the column of anchors, and what each character of a long one takes."""


def provenance(index: Index) -> list[Block]:
    """Return where the words come from: every quote whole, its place, its claim, its voice."""
    if not index.quotes:
        return []
    head = say("Anchor") if index.options.anchors else say("Source")
    longest = max(len(index.anchor(quote)) for quote in index.quotes)
    room = min(max(_ANCHOR, round(_DIGIT * longest)), 2 * _ANCHOR)
    columns = (
        Column(head, room),
        Column(say("Quote"), 412 + _ANCHOR - room, "quote"),
        Column(say("Claim"), 50),
        Column(say("Voice"), 142),
    )
    by_words: dict[str, list[QuoteLink]] = {}
    for quote in index.quotes:
        by_words.setdefault(index.row(quote), []).append(quote)
    rows = tuple(_row(index, anchor, quotes) for anchor, quotes in by_words.items())
    table = Table(say("Where the words come from"), columns, rows)
    return [Heading(say("Where the words come from"), _verdict(index)), table]


def _verdict(index: Index) -> str:
    total = len(index.quotes)
    broken = sum(not index.intact(quote) for quote in index.quotes)
    if broken:
        told = say_count(
            total,
            "{broken} of {n} quote not found where it was, marked below",
            "{broken} of {n} quotes not found where it was, marked below",
            broken=broken,
        )
    else:
        told = say_count(
            total,
            "the quote checked, text unchanged",
            "all {n} quotes checked, text unchanged",
        )
    if not index.options.anchors:
        return told
    return say("each anchor is the character range in the imported text; {told}", told=told)


def _row(index: Index, anchor: str, quotes: list[QuoteLink]) -> Row:
    """Return the row of one stretch of words, with every claim it is tied to."""
    first = quotes[0]
    words = _quoted(shown(index.exact(first)))
    if not all(index.intact(quote) for quote in quotes):
        words += (Text(f" {say('The text no longer reads like this.')}", "quiet"),)
    claims: list[Inline] = []
    for quote in quotes:
        claim = index.claim[quote.claim]
        claims += [StanceSign(quote.stance), Text(f" {claim.number}", target=f"claim-{claim.id}"), Text(" ")]
    place = (Text(index.anchor(first), target=f"source-{first.span.document}"),)
    return Row((place, words, tuple(claims[:-1]), _voice(index, first)), anchor=anchor)


def _voice(index: Index, quote: QuoteLink) -> Run:
    label = say(_SECOND_HAND[quote.voice] if quote.second_hand else TITLES[quote.voice])
    said_by = index.speaker(quote) if quote.voice is Voice.READER else ""
    sign = VoiceSign(quote.voice, label)
    return (sign, Text(f", {shown(said_by)}", "quiet")) if said_by else (sign,)


def references(index: Index) -> list[Block]:
    """Return the sources of the report under their letters, as a bibliography states them."""
    if not index.sources:
        return []
    items = []
    for document in index.sources:
        run = (*_reference(index, document.record), *_flags(document.record))
        if index.options.anchors:
            print_ = index.fingerprint(document)[:12]
            parts = f"{print_[:4]} {print_[4:8]} {print_[8:]}"
            run += (Text(f" {say('Fingerprint {parts}.', parts=parts)}", "quiet"),)
        items.append(Item(index.letters[document.id], run, f"source-{document.id}"))
    return [Heading(say("References")), Listing(tuple(items))]


def _reference(index: Index, record: Record) -> Run:
    parts = cited(record, index.options.style, index.options.language)
    return tuple(Text(part.text, "work" if part.italic else "") for part in parts)


def _flags(record: Record) -> Run:
    """Return what a reader should know of a source that no citation style prints."""
    flags: Run = ()
    if not record.authors and not record.editors:
        flags += (Text(f" {say('[authors not in source]')}", "quiet"),)
    if retracted(record):
        told = "; ".join(shown(each).rstrip(".") for each in retraction_notices(record))
        flags += (
            Text(f" {say('Retracted.')}", "strong"),
            *((Text(f" {say('Retraction in: {places}.', places=told)}"),) if told else ()),
        )
    return flags
