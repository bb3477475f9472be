"""The command about screening: decide, list, next, reasons, conflicts, settle, progress, full texts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict
from typing import Any

from reviewer.actions import decisions as actions
from reviewer.cli.command import Command, Result, add, opened
from reviewer.errors import ReviewError, UsageError
from reviewer.language import amount, begin, later, retold, say
from reviewer.library import Library, appraisals, decisions, documents
from reviewer.model import Changes
from reviewer.model.screening import Decision, Retrieval, Screened, SettledDecision, Stage, Verdict

STATES = tuple(state.value.replace(" ", "-") for state in Retrieval)


def _arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("action", "what to do", {"choices": tuple(ACTIONS), "metavar": "|".join(ACTIONS)}),
        ("documents", "ids of documents", {"type": int, "nargs": "*", "metavar": "DOC"}),
        ("--stage", "what is decided from", {"choices": [s.value for s in Stage], "default": "abstract"}),
        ("--as", "decide, settle: the decision", {"dest": "verdict", "choices": [v.value for v in Verdict]}),
        ("--reason", "exclude: the reason, by its number in the list or its words", {}),
        ("--note", "decide, settle, full-text: a note", {}),
        ("--withdraw", "decide, settle, full-text: take it away", {"action": "store_true"}),
        ("--filter", "list, next: a query, as `list --filter` takes it", {"default": ""}),
        ("--all", "conflicts: those that were settled too", {"action": "store_true"}),
        ("--state", "full-text: what became of the search for it", {"choices": STATES}),
        ("--add", "reasons: a new one", {"metavar": "WORDS"}),
        ("--edit", "reasons: other words for one", {"nargs": 2, "metavar": ("N", "WORDS")}),
        ("--move", "reasons: put one at a place", {"nargs": 2, "metavar": ("N", "PLACE"), "type": int}),
        ("--remove", "reasons: offer one no longer", {"metavar": "N"}),
    )


def _screen(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        return ACTIONS[args.action](lib, args)


def _done(changes: Changes) -> Result:
    return Result({"op": changes.op, "label": changes.label}, retold(changes.label))


def _stage(args: Namespace) -> Stage:
    return Stage(args.stage)


def _reason(lib: Library, given: str | None) -> int | None:
    """Return the reason of this number in the list, or of these words; raises ReviewError."""
    if given is None:
        return None
    known = decisions.reasons(lib)
    for number, each in enumerate(known, start=1):
        if given.strip() == str(number) or given.strip().casefold() == each.name.casefold():
            return each.id
    listed = ", ".join(f"{number} {each.name}" for number, each in enumerate(known, start=1))
    raise ReviewError(
        say("There is no reason “{words}”.", words=given), say("Reasons: {known}.", known=listed)
    )


# ------------------------------------------------------------------ deciding


def _decide(lib: Library, args: Namespace) -> Result:
    if args.withdraw:
        return _done(actions.undecide(lib, args.documents, stage=_stage(args)))
    if args.verdict is None and args.note is not None and len(args.documents) == 1:
        return _done(actions.note(lib, args.documents[0], args.note, stage=_stage(args)))
    if args.verdict is None:
        raise UsageError(say("`screen decide` needs --as include, exclude or maybe."))
    reason = _reason(lib, args.reason)
    verdict = Verdict(args.verdict)
    return _done(
        actions.decide(lib, args.documents, verdict, stage=_stage(args), reason=reason, note=args.note)
    )


def _settle(lib: Library, args: Namespace) -> Result:
    if len(args.documents) != 1:
        raise UsageError(say("`screen settle` takes one document."))
    document = args.documents[0]
    if args.withdraw:
        return _done(actions.reopen(lib, document, stage=_stage(args)))
    if args.verdict is None:
        raise UsageError(say("`screen settle` needs --as include, exclude or maybe."))
    reason, verdict = _reason(lib, args.reason), Verdict(args.verdict)
    changes = actions.settle(lib, document, verdict, stage=_stage(args), reason=reason, note=args.note or "")
    return _done(changes)


def _full_text(lib: Library, args: Namespace) -> Result:
    if args.documents:
        if not args.withdraw and args.state is None:
            raise UsageError(say("`screen full-text` needs --state {known}.", known=", ".join(STATES)))
        state = None if args.withdraw else Retrieval(args.state.replace("-", " "))
        return _done(actions.retrieve(lib, args.documents, state, args.note or ""))
    found = decisions.retrievals(lib)
    data = [{"document": id, "state": state.value, "note": note} for id, (state, note) in found.items()]
    lines = [f"{id:>6}  {state.value}{f': {note}' if note else ''}" for id, (state, note) in found.items()]
    return Result(data, "\n".join(lines) or say("Nothing is said about full texts."))


# ------------------------------------------------------------------ reading


def _list(lib: Library, args: Namespace) -> Result:
    ids = documents.rows(lib, args.filter, "added")
    found = decisions.screened(lib, _stage(args), ids)
    return _told(lib, [found[id] for id in ids])


def _next(lib: Library, args: Namespace) -> Result:
    ids = _left(lib, args)
    if not ids:
        return Result(None, say("Nothing is left to decide at this stage."))
    shown = documents.document(lib, ids[0])
    return Result(
        {"id": shown.id, "title": shown.record.title, "text": shown.text, "left": len(ids)},
        say(
            "{id}  {title}\n\n{text}\n\n{count} left to decide.",
            id=shown.id,
            title=shown.record.title,
            text=shown.text,
            count=amount(len(ids)),
        ),
    )


def _left(lib: Library, args: Namespace) -> list[int]:
    """Return the documents one has still to decide on, in order of import."""
    key = "fulltext:next" if _stage(args) is Stage.FULL_TEXT else "decision:none"
    return documents.rows(lib, f"{args.filter} {key}", "added")


def _conflicts(lib: Library, args: Namespace) -> Result:
    return _told(
        lib, actions.conflicts(lib, _stage(args), settled=args.all), say("No decisions are in conflict.")
    )


def _progress(lib: Library, args: Namespace) -> Result:
    tally, hidden = decisions.tally(lib, _stage(args)), decisions.hidden(lib, _stage(args))
    data = {"stage": _stage(args).value, **asdict(tally), "hidden": hidden}
    lines = [
        say(
            "{stage}: {decided} of {records} decided by you.",
            stage=begin(say(_stage(args).words)),
            decided=amount(tally.decided),
            records=amount(tally.records),
        ),
        say(
            "  include {include}, exclude {exclude}, maybe {maybe}",
            include=amount(tally.include),
            exclude=amount(tally.exclude),
            maybe=amount(tally.maybe),
        ),
        say("  {today} of these today", today=amount(tally.today)),
        say(
            "  conflicts {conflicts}, settled {settled}, waiting for another {waiting}",
            conflicts=amount(tally.conflicts),
            settled=amount(tally.settled),
            waiting=amount(tally.waiting),
        ),
    ]
    if hidden:
        lines.append(
            say("  {hidden} decisions of others are hidden until you have decided.", hidden=amount(hidden))
        )
    return Result(data, "\n".join(lines))


def _told(lib: Library, found: list[Screened], nothing: str = later("No documents match.")) -> Result:
    names = appraisals.reviewers(lib)
    reasons = {each.id: each.name for each in decisions.reasons(lib, every=True)}
    titles = {row.id: row.title for row in documents.page(lib, [each.document for each in found])}
    data = [_plain(each, titles, names, reasons) for each in found]
    lines = [line for each in data for line in _lines(each)]
    return Result(data, "\n".join(lines) or say(nothing))


def _plain(
    each: Screened, titles: Mapping[int, str], names: Mapping[str, str], reasons: Mapping[int, str]
) -> dict[str, Any]:
    def said(one: Decision | SettledDecision | None) -> dict[str, Any] | None:
        if one is None:
            return None
        reason = reasons.get(one.reason) if one.reason is not None else None
        who = names.get(one.reviewer, one.reviewer)
        return {"reviewer": who, "decision": one.verdict.value, "reason": reason, "note": one.note}

    return {
        "id": each.document,
        "title": titles.get(each.document, ""),
        "stage": each.stage.value,
        "outcome": each.outcome.value,
        "own": said(each.own),
        "others": [said(one) for one in each.others],
        "hidden": [names.get(who, who) for who in each.hidden],
        "settled": said(each.settled),
    }


def _lines(each: dict[str, Any]) -> list[str]:
    lines = [f"{each['id']:>6}  {each['outcome']}  {each['title']}"]
    for key, said in [("you", each["own"]), *((one["reviewer"], one) for one in each["others"])]:
        if said is not None:
            lines.append(f"        {key}: {_words(said)}")
    lines += [say("        {who}: decided, hidden until you have", who=who) for who in each["hidden"]]
    if each["settled"] is not None:
        lines.append(
            say(
                "        settled by {reviewer}: {words}",
                reviewer=each["settled"]["reviewer"],
                words=_words(each["settled"]),
            )
        )
    return lines


def _words(said: Mapping[str, Any]) -> str:
    return ". ".join(
        part for part in (": ".join(filter(None, (said["decision"], said["reason"]))), said["note"]) if part
    )


# ------------------------------------------------------------------ reasons


def _reasons(lib: Library, args: Namespace) -> Result:
    if args.add:
        return _done(actions.add_reason(lib, args.add))
    if args.edit:
        return _done(actions.edit_reason(lib, _known(lib, args.edit[0]), args.edit[1]))
    if args.move:
        return _done(actions.move_reason(lib, _known(lib, str(args.move[0])), args.move[1]))
    if args.remove:
        return _done(actions.remove_reason(lib, _known(lib, args.remove)))
    found = decisions.reasons(lib)
    data = [{"number": number, **asdict(each)} for number, each in enumerate(found, start=1)]
    lines = [f"{number:>3}  {each.name}" for number, each in enumerate(found, start=1)]
    return Result(data, "\n".join(lines))


def _known(lib: Library, given: str) -> int:
    found = _reason(lib, given)
    assert found is not None
    return found


ACTIONS: dict[str, Callable[[Library, Namespace], Result]] = {
    "decide": _decide,
    "list": _list,
    "next": _next,
    "reasons": _reasons,
    "conflicts": _conflicts,
    "settle": _settle,
    "progress": _progress,
    "full-text": _full_text,
}

COMMANDS = (
    Command("screen", "decide about records at a stage, with reasons; settle conflicts", _arguments, _screen),
)
