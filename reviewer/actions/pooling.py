"""Pool populations for one rating of a claim: a decision with its reason, kept in the note of the claim."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.errors import Declined, ReviewError
from reviewer.language import recorded, say
from reviewer.library import Library, claims, journal, rows
from reviewer.library.rows import Value
from reviewer.model import Changes, Population


def pool_populations(library: Library, claim: int, populations: Iterable[int], reason: str) -> Changes:
    """Make the quotes of a claim about these populations one body; `created` is the population they share.

    Each quote keeps in words whom it is about. The decision, its reason and who took it stand in the claim's
    note. Ratings of the single populations stay and count no longer; undo brings everything back. Raises
    ReviewError without a reason, Declined when fewer than two of them have a study quote that counts.
    """
    old, why = claims.claim(library, claim), " ".join(reason.split())
    if not why:
        raise ReviewError(
            say("Pooling needs a reason."),
            say("Say why these people may be taken together for this outcome."),
        )
    wanted = set(populations)
    chosen = {each.id: each for each in claims.populations(library) if each.id in wanted}
    links = [link for link in claims.quotes(library, claim=claim) if link.population in chosen]
    if len({link.population for link in links if link.counts}) < 2:
        raise Declined(
            say("There is nothing to pool: it takes quotes of studies about two populations."),
            say("Choose populations that studies of this claim speak of."),
        )
    together = _joined(list(chosen.values()))
    with journal.op(
        library, recorded("Pool {short} for claim {number}", short=together.short, number=old.number)
    ) as pending:
        known = {each.name.casefold(): each.id for each in claims.populations(library)}
        joint = known.get(together.name.casefold()) or rows.add(
            library, "populations", name=together.name, short=together.short
        )
        for link in links:
            about = chosen[link.population or 0]
            values: dict[str, Value] = {"group_id": joint}
            if not link.pico.population:
                values["population"] = about.name
            rows.change(library, "quotes", link.id, **values)
        said = f"Pooled for one rating by {library.reviewer.name}: {together.name}. Reason: {why}"
        rows.change(library, "claims", claim, note=f"{old.note}\n{said}".strip())
        pending.created = joint
    return pending.changes


def _joined(chosen: list[Population]) -> Population:
    return Population(
        0, " and ".join(each.name for each in chosen), " + ".join(each.short or each.name for each in chosen)
    )
