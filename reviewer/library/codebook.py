"""Reading the codebook: how often each tag is used, by voice, and the place of a tag in the tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reviewer.library import claims
from reviewer.library.handle import Library
from reviewer.model import Claim, QuoteLink, Tag, Voice

Tally = Mapping[int, Mapping[Voice, int]]
"""Tag to how many quotes of each voice belong to claims with it or with a tag below it."""


def lines(tags: Iterable[Tag]) -> dict[int, list[Tag]]:
    """Return each tag with those above it, the group first, by its id."""
    known = {tag.id: tag for tag in tags}
    found: dict[int, list[Tag]] = {}

    def line(tag: Tag) -> list[Tag]:
        if tag.id not in found:
            above = known.get(tag.parent or 0)
            found[tag.id] = [*(line(above) if above else ()), tag]
        return found[tag.id]

    for tag in known.values():
        line(tag)
    return found


def tally(tags: Sequence[Tag], all_claims: Mapping[int, Claim], links: Iterable[QuoteLink]) -> Tally:
    """Count the quotes of each tag and those below it by voice; a quote counts once for each tag."""
    paths = lines(tags)
    counts: dict[int, dict[Voice, int]] = {tag.id: dict.fromkeys(Voice, 0) for tag in tags}
    for (claim, voice), count in Counter((link.claim, link.voice) for link in links).items():
        own = all_claims[claim].tags
        for id in {tag.id for own_id in own for tag in paths.get(own_id, ())}:
            counts[id][voice] += count
    return counts


def counts(library: Library) -> Tally:
    """Count the quotes of each tag in the whole library, by voice."""
    everything = {claim.id: claim for claim in claims.claims(library)}
    return tally(claims.tags(library), everything, claims.quotes(library))
