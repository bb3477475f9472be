"""The command about appraising: which instruments there are and fit, answers, and what they propose."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from reviewer.actions import appraisals as actions
from reviewer.actions import claims as claim_actions
from reviewer.actions.instruments import add_instrument
from reviewer.actions.lights import export_lights, judgements_across
from reviewer.appraisal import instruments, offer, proposals, score, standing
from reviewer.appraisal.instrument import Form, Instrument
from reviewer.cli.command import Command, Result, add, opened, pair, span_of
from reviewer.errors import ReviewError, UsageError
from reviewer.language import retold, say
from reviewer.library import Library, appraisals, claims, documents
from reviewer.model import Answer, Appraisal, Changes, Voice
from reviewer.reports.blocks import LightsBlock, Options
from reviewer.reports.lights import bars
from reviewer.text import one_line, quote


def _arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("action", "what to do", {"choices": tuple(_ACTIONS)}),
        ("document", "set, offer, list: id of the document; else the id of the appraisal",
         {"nargs": "?", "type": int}),
        ("instrument", "set: id of the instrument", {"nargs": "?"}),
        ("--file", "add: a file that holds an instrument of your own", {"metavar": "FILE"}),
        ("--claim", "the result appraised, by claim number", {"type": int}),
        ("--answer", "ITEM=ANSWER, or ITEM=ANSWER: reason", {"action": "append", "default": []}),
        ("--words", "ITEM=START-END: words of the document that show the answer",
         {"action": "append", "default": []}),
        ("--basis", "what was read", {"choices": ("abstract", "full text")}),
        ("--judgement", "the overall judgement"),
        ("--note", "a note; why the overall judgement is not the one proposed"),
        ("--despite", "why this instrument, although it does not fit the design"),
    )  # fmt: skip


def _appraise(args: Namespace) -> Result:
    return _ACTIONS[args.action](args)


def _instruments(_args: Namespace) -> Result:
    """List the instruments, and the files that cannot be used with line and reason."""
    rows: list[dict[str, Any]] = [
        {
            "id": each.id,
            "name": each.name,
            "version": each.version,
            "own": each.id not in instruments.shipped(),
        }
        for each in instruments.instruments().values()
    ]
    lines = [f"{row['id']:<20} {row['name']} ({row['version']}){', your own' * row['own']}" for row in rows]
    refused = instruments.refused()
    lines += [say("Refused: {reason}", reason=retold(reason)) for _, reason in refused]
    lines.append(
        say(
            "Instruments of your own: files ending in .toml in {folder}",
            folder=instruments.own_folder(),
        )
    )
    rows += [{"file": str(path), "refused": reason} for path, reason in refused]
    return Result(rows, "\n".join(lines))


def _add(args: Namespace) -> Result:
    """Put a file into the folder of one's own instruments, or refuse it with line and reason."""
    if args.file is None:
        raise UsageError(say("This needs a file."), say("Write `appraise add --file FILE.toml`."))
    form, path = add_instrument(Path(args.file))
    text = say("{name} can be used now. It lies at {path}.", name=form.name, path=path)
    return Result({"id": form.id, "name": form.name, "path": str(path)}, text)


def _offer(args: Namespace) -> Result:
    """Tell the design of a study, recorded or proposed, and which instruments fit."""
    document = _needed(args)
    with closing(opened(args)) as lib:
        held, segments = documents.document(lib, document), documents.segments(lib, document)
        study = documents.study(lib, document)
        voices = tuple({each.voice: None for each in segments if each.voice is not Voice.NONE})
    found = proposals.propose_design(held, segments)
    design = study.design if study else ""
    data: dict[str, Any] = {
        "design": design,
        "proposed": found.design,
        "words": asdict(found.words) if found.words else None,
        "conflicts": [each.words for each in found.conflicts],
        "offered": [],
        "not_offered": [],
    }
    for form in instruments.instruments().values():
        if form.form is Form.GRADE:
            continue  # rated on a body of evidence, never on a document
        if any(offer.offered(form, voice, design) for voice in voices):
            data["offered"].append({"id": form.id, "name": form.name})
        else:
            reasons = sorted({offer.why_not(form, voice, design) for voice in voices})
            by_reason = any(offer.for_voice(form, voice) for voice in voices)
            data["not_offered"].append(
                {"id": form.id, "name": form.name, "reason": " ".join(reasons), "with_despite": by_reason}
            )
    return Result(data, "\n".join(_offer_lines(data)))


def _offer_lines(data: Mapping[str, Any]) -> Iterator[str]:
    yield say("Design: {what}", what=data["design"] or "not recorded")
    if data["proposed"]:
        yield say(
            "Proposed from the text: {design} (“{words}”)",
            design=say(data["proposed"]),
            words=one_line(data["words"]["exact"], 200),
        )
    if data["conflicts"]:
        yield say(
            "Index terms say otherwise: {known}. Index terms never decide a design.",
            known=", ".join(data["conflicts"]),
        )
    yield from (f"  {row['id']:<20} {row['name']}" for row in data["offered"])
    for row in data["not_offered"]:
        yield f"- {row['id']:<20} {row['reason']}{' Usable with --despite REASON.' * row['with_despite']}"


def _list(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        found = appraisals.appraisals(lib, args.document)
    lines = [
        say(
            "{id}  document {document}: {instrument} {judgement}",
            id=f"{a.id:>4}",
            document=a.document,
            instrument=a.instrument,
            judgement=a.judgement,
        ).rstrip()
        + say(" (not done)") * (not a.done)
        for a in found
    ]
    return Result([asdict(a) for a in found], "\n".join(lines) or say("No appraisals."))


def _on_own(act: Callable[[Library, int], Changes]) -> Callable[[Namespace], Result]:
    """Return what does something to an appraisal as a whole, by its id."""

    def run(args: Namespace) -> Result:
        number = _needed(args)
        with closing(opened(args)) as lib:
            changes = act(lib, number)
        return Result({"op": changes.op, "label": changes.label}, retold(changes.label))

    return run


def _set(args: Namespace) -> Result:
    """Record answers; tell what the rules propose now and what is still missing."""
    document = _needed(args)
    if args.instrument is None:
        raise UsageError(say("This needs an instrument."), say("`reviewer appraise instruments` names them."))
    with closing(opened(args)) as lib:
        claim = claim_actions.numbered(lib, args.claim).id if args.claim else None
        own = appraisals.appraisal_of(lib, document, args.instrument, claim, lib.reviewer.id)
        answers = _answers(lib, args, document, dict(own.answers) if own else {})
        names = ("basis", "judgement", "note", "despite")
        fields = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
        changes = actions.appraise(
            lib, document, args.instrument, claim=claim, answers=answers or None, **fields
        )
        made = appraisals.appraisal_of(lib, document, args.instrument, claim, lib.reviewer.id)
        assert made is not None
        form, _ = actions.form_used(lib, made.instrument, made)
    data = {"op": changes.op, "label": changes.label, "id": made.id, **_standing(form, made)}
    text = "\n".join([retold(changes.label), *_proposed_lines(data)])
    return Result(data, text)


def _answers(lib: Library, args: Namespace, document: int, before: dict[str, Answer]) -> dict[str, Answer]:
    """Return the answers given; what shows an answer already goes on showing it."""
    given: dict[str, Answer] = {}
    for each in args.answer:
        item, rest = pair(each)
        value, _, reason = rest.partition(":")
        kept = before.get(item, Answer(""))
        given[item] = replace(kept, value=value.strip(), reason=reason.strip())
    for each in args.words:
        item, place = pair(each)
        span = quote(documents.document(lib, document), *span_of(place))
        kept = given.get(item, before.get(item, Answer("")))
        given[item] = replace(kept, words=tuple(dict.fromkeys((*kept.words, span))))
    return given


def _show(args: Namespace) -> Result:
    """Print an appraisal in full: every item, what is proposed beside what was judged, and the path to it."""
    number = _needed(args)
    with closing(opened(args)) as lib:
        own = next((each for each in appraisals.appraisals(lib) if each.id == number), None)
        if own is None:
            raise ReviewError(
                say("There is no appraisal {number}.", number=number),
                say("`reviewer appraise list` names them."),
            )
        form, _ = actions.form_used(lib, own.instrument, own)
        person = appraisals.reviewers(lib).get(own.reviewer, own.reviewer)
        numbers = {claim.id: claim.number for claim in claims.claims(lib)}
    result = say(", claim {number}", number=numbers[own.claim]) if own.claim in numbers else ""
    head = say(
        "{name}, version {version}: document {document}{result}, by {person}",
        name=form.name,
        version=own.version,
        document=own.document,
        result=result,
        person=person,
    )
    data = {"id": own.id, "instrument": own.instrument, "version": own.version, **_standing(form, own)}
    lines = [
        head,
        say("From the {basis}.", basis=own.basis),
        *([say("Used all the same: {despite}", despite=own.despite)] if own.despite else []),
    ]
    return Result(data, "\n".join([*lines, *_lines(form, own), *_missing_lines(data)]))


def _standing(form: Instrument, own: Appraisal) -> dict[str, Any]:
    """Return an appraisal as data: items, judgements, what is proposed and what is missing."""
    answers = {item: answer for item, answer in own.answers.items() if answer.value}
    lines = standing.lines(form, own.answers)
    last = standing.overall(form, own.answers, own.judgement, own.note)
    return {
        "result": score.score(form, answers).text,
        "items": [_plain(line) for line in lines],
        "overall": _plain(last) if last else None,
        "missing": score.missing(form, answers, own.judgement, own.note),
    }


def _plain(line: standing.Line) -> dict[str, Any]:
    return {
        "id": line.item.id,
        "label": line.item.label,
        "asked": line.asked,
        "answer": line.given.key if line.given else None,
        "reason": line.reason,
        "words": [asdict(span) for span in line.words],
        "proposed": line.proposed or None,
        "because": line.because,
        "differs_without_reason": line.unsaid,
    }


def _proposed_lines(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the judgements proposed that nobody has made yet, then what is missing."""
    for row in (*data["items"], *([data["overall"]] if data["overall"] else [])):
        if row["proposed"] and not row["answer"]:
            because = say(", because {why}", why=row["because"]) if row["because"] else ""
            yield say(
                "Proposed for {item}: {answer}{because}",
                item=row["label"],
                answer=row["proposed"],
                because=because,
            )
    if data["missing"]:
        more = len(data["missing"]) - 1
        yield say(
            "Still missing: {first}{more}",
            first=data["missing"][0],
            more=" " + say("And {count} more: `appraise show`.", count=more) if more else "",
        )


def _missing_lines(data: Mapping[str, Any]) -> Iterator[str]:
    if data["missing"]:
        yield say("Still missing:")
        yield from (f"  {each}" for each in data["missing"])


def _lines(form: Instrument, own: Appraisal) -> Iterator[str]:
    headings = {section.id: section.label for section in form.sections}
    section = ""
    for line in standing.lines(form, own.answers):
        if line.item.section in headings and line.item.section != section:
            section = line.item.section
            yield headings[section]
        yield from _line(line)
    last = standing.overall(form, own.answers, own.judgement, own.note)
    if last is not None:
        yield from _line(last)


def _line(line: standing.Line) -> Iterator[str]:
    said = (
        say(line.given.label) if line.given else say("not judged") if line.judgement else say("not answered")
    )
    if line.asked is None and not line.given:
        said = say("asked if the answers above call for it")
    if line.asked is False:
        said = (
            say("not asked; the answer {label} does not count", label=say(line.given.label))
            if line.given
            else say("not asked")
        )
    beside = ""
    if line.proposed:
        because = say(", because {because}", because=line.because) if line.because else ""
        beside = say(" (proposed: {proposed}{because})", proposed=line.proposed, because=because)
    yield f"  {line.item.id:<6} {say(line.item.label)}: {said}{beside}"
    if line.reason:
        yield f"         {one_line(line.reason, 400)}"
    yield from (f"         “{one_line(span.exact, 200)}” {span.start}–{span.end}" for span in line.words)


def _needed(args: Namespace) -> int:
    if args.document is None:
        raise UsageError(say("This needs the id of a document or an appraisal."))
    return int(args.document)


_ACTIONS: Mapping[str, Callable[[Namespace], Result]] = {
    "instruments": _instruments,
    "add": _add,
    "offer": _offer,
    "list": _list,
    "show": _show,
    "set": _set,
    "done": _on_own(actions.finish_appraisal),
    "reopen": _on_own(actions.reopen_appraisal),
    "remove": _on_own(actions.remove_appraisal),
}


def _lights_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("instrument", "id of the instrument"),
        ("-o", "write a figure to a file (.svg, .pdf, .png)", {"dest": "out", "metavar": "OUT"}),
        ("--bars", "the judgements added up, a bar for each", {"action": "store_true"}),
        ("--patterns", "without colour, for black and white", {"action": "store_true"}),
        ("--form-version", "of several versions of the instrument, this one", {"default": ""}),
    )


def _lights(args: Namespace) -> Result:
    """Print the judgements made with an instrument across studies, or draw them into a file."""
    with closing(opened(args)) as lib:
        if args.out:
            options = Options(patterns=args.patterns)
            made = export_lights(
                lib, args.out, args.instrument, args.form_version, added_up=args.bars, options=options
            )
            data = {"path": str(made.path), "bytes": made.bytes, "warnings": list(made.warnings)}
            return Result(data, "\n".join([say("Written to {path}.", path=made.path), *made.warnings]))
        block = judgements_across(lib, args.instrument, args.form_version)
    return Result(asdict(bars(block) if args.bars else block), "\n".join(_light_lines(block, args.bars)))


def _light_lines(block: LightsBlock, added_up: bool) -> Iterator[str]:
    if added_up:
        for bar in bars(block).bars:
            yield f"{bar.label}: {', '.join(f'{count} {light.word}' for light, count in bar.parts if count)}"
        return
    for row in block.rows:
        said = (
            f"{column.name} {light.word}" for column, light in zip(block.columns, row.lights, strict=True)
        )
        yield f"{row.label}{f' ({row.detail})' if row.detail else ''}: {', '.join(said)}"


COMMANDS = (
    Command("lights", "judgements across studies: traffic lights, summary bars", _lights_arguments, _lights),
    Command(
        "appraise", "appraise a document with an instrument; list, show, mark as done", _arguments, _appraise
    ),
)
