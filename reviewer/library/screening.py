"""What `decision:`, `fulltext:` and `reason:` mean in a filter, as conditions on documents `d`.

The words stand for one's own decisions, and for those of others as far as one may see them: `me()` is the
reviewer who asks. A filter so tells nothing that the list would not show.
"""

from __future__ import annotations

from collections.abc import Callable

from reviewer.model.screening import Stage, Verdict

_LOOKS = "EXISTS (SELECT 1 FROM onlookers WHERE reviewer = me())"
_SEEN = f"(m.reviewer = me() OR {_LOOKS})"
"""A decision `m` of one's own, or any where one looks; others' are joined to it, and may be seen then."""
DIFFER = "(o.verdict <> m.verdict OR o.stage = 'full-text' AND o.reason IS NOT m.reason)"
"""Two decisions are a conflict: as `Decision.differs`."""

_OWN = "SELECT m.document FROM decisions m WHERE m.reviewer = me() AND m.stage = '{stage}'"
_SETTLED = (
    "SELECT s.document FROM settled_decisions s WHERE s.stage = '{stage}' AND (s.reviewer = me() OR "
    f"{_LOOKS} OR s.document IN ({_OWN}))"
)
_DIFFERING = (
    "SELECT m.document FROM decisions m JOIN decisions o ON o.document = m.document AND o.stage = m.stage "
    f"WHERE m.stage = '{{stage}}' AND {_SEEN} AND o.reviewer <> m.reviewer AND {DIFFER}"
)
_WAITING = (
    f"{_OWN} AND EXISTS (SELECT 1 FROM decisions a WHERE a.reviewer <> me() AND a.stage = '{{stage}}') "
    "AND NOT EXISTS (SELECT 1 FROM decisions o WHERE o.document = m.document AND o.stage = m.stage "
    "AND o.reviewer <> me())"
)
_PASSED = (
    f"({{d}} IN ({_SETTLED} AND s.verdict <> 'exclude') OR {{d}} IN (SELECT m.document FROM decisions m "
    f"WHERE m.stage = '{{stage}}' AND {_SEEN} AND m.verdict <> 'exclude') "
    f"AND {{d}} NOT IN ({_DIFFERING}) AND {{d}} NOT IN ({_SETTLED}))"
)
_MISSING = (
    "{d} IN (SELECT r.document FROM retrievals r WHERE r.state = 'not retrieved' AND (r.reviewer = me() OR "
    f"{_LOOKS} OR r.document IN ({_OWN.format(stage=Stage.ABSTRACT)})))"
)

VALUES: dict[str, str] = {
    "any": "1",
    "decided": f"{{d}} IN ({_OWN})",
    "none": f"{{d}} NOT IN ({_OWN})",
    "undecided": f"{{d}} NOT IN ({_OWN})",
    **{verdict.value: f"{{d}} IN ({_OWN} AND m.verdict = '{verdict}')" for verdict in Verdict},
    "conflict": f"({{d}} IN ({_DIFFERING}) AND {{d}} NOT IN ({_SETTLED}))",
    "settled": f"{{d}} IN ({_SETTLED})",
    "waiting": f"{{d}} IN ({_WAITING})",
    "passed": _PASSED,
}
"""What a decision is asked for: of one's own, or how the decisions that one may see stand to each other."""
MORE_AT_FULL_TEXT: dict[str, str] = {
    "next": f"({_PASSED.format(d='{d}', stage=Stage.ABSTRACT)} AND {{d}} NOT IN ({_OWN}))",
    "missing": _MISSING,
}


def of_stage(stage: Stage) -> dict[str, str]:
    """Return what can be asked at a stage: value to its condition on `d.id`."""
    asked = VALUES | MORE_AT_FULL_TEXT if stage is Stage.FULL_TEXT else VALUES
    return {value: sql.format(d="d.id", stage=stage.value) for value, sql in asked.items()}


def narrow(stage: Stage) -> Callable[[str], tuple[str, list[str | int]] | None]:
    """Return how a value narrows the documents at a stage."""
    known = of_stage(stage)

    def narrowed(value: str) -> tuple[str, list[str | int]] | None:
        found = known.get(value.casefold())
        return (found, []) if found else None

    return narrowed


def reason(value: str) -> tuple[str, list[str | int]]:
    """Return the condition that one has excluded a document for a reason whose words hold `value`."""
    named = "SELECT r.id FROM exclusion_reasons r WHERE r.name LIKE ?"
    own = f"SELECT m.document FROM decisions m WHERE m.reviewer = me() AND m.reason IN ({named})"
    return f"d.id IN ({own})", [f"%{value}%"]


REASONS = (
    "SELECT r.name, count(m.id) FROM exclusion_reasons r LEFT JOIN decisions m ON m.reason = r.id "
    "AND m.reviewer = me() GROUP BY r.name HAVING max(r.offered) = 1 OR count(m.id) > 0"
)
"""The reasons there are and how many one has excluded for each."""
