"""Commands about documents: import, list, show, search, separate, segment, study."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reviewer import exchange, library, readers, text
from reviewer.actions import documents as actions
from reviewer.actions import importing
from reviewer.actions import quoted as quoted_actions
from reviewer.cli import about_tables
from reviewer.cli.command import Command, Result, add, opened, progress
from reviewer.errors import ReviewError, UsageError
from reviewer.language import amount, later, retold, say, say_count
from reviewer.library import appraisals, claims, documents, search, separations
from reviewer.library import quoted as library_quoted
from reviewer.library.asked import told
from reviewer.model import Changes, Document, Kind, Record, Segment, Voice
from reviewer.records import vancouver
from reviewer.separation import boundaries, separate

SHOWN = 10
"""Lines about one file of an import that are printed."""

# ------------------------------------------------------------------ import


def _import_arguments(parser: ArgumentParser) -> None:
    add(parser, ("paths", "files and folders", {"nargs": "+", "metavar": "PATH"}))
    about_tables.import_arguments(parser)


def _import(args: Namespace) -> Result:
    for path in args.paths:
        if not Path(path).exists():
            raise ReviewError(
                say("There is no file {path}.", path=path), say("Check the name and the folder.")
            )
    columns = about_tables.said(args)
    with closing(opened(args, make=True)) as lib:
        if args.again:
            result = about_tables.again(lib, args.paths, columns)
        else:
            kept = about_tables.keep(lib, args.paths, columns)
            result = importing.import_files(lib, args.paths, progress(), columns=kept)
    counts = result.counts()
    lines = [
        say_count(
            counts["records"],
            "{n} record: {added} added, {known} already there, {rejected} rejected.",
            "{n} records: {added} added, {known} already there, {rejected} rejected.",
            added=amount(counts["added"]),
            known=amount(counts["duplicates"]),
            rejected=amount(counts["rejected"]),
        )
    ]
    for file in result.files:
        lines += _listed(file.path, [_place(bad) for bad in file.rejected])
        lines += _listed(
            file.path, [say("already there as document {id}.", id=twin["of"]) for twin in file.duplicates]
        )
    if result.stopped:
        lines.append(say("It was stopped. What was read is kept; naming the same files again goes on."))
    nothing = counts["added"] == 0 and counts["duplicates"] == 0
    return Result(result.to_json(), "\n".join(lines), 1 if nothing else 0)


def _place(bad: Mapping[str, Any]) -> str:
    where = (
        say("record {number}, line {line}: ", number=bad["record"], line=bad["line"])
        if bad["line"] > 1
        else ""
    )
    return where + retold(str(bad["reason"]))


def _listed(path: str, lines: list[str]) -> list[str]:
    """Return lines about a file, those beyond the first as a count: `--json` names them all."""
    shown = [f"  {path}: {line}" for line in lines[:SHOWN]]
    return shown + (
        [say("  {path}: and {count} more.", path=path, count=amount(len(lines) - SHOWN))]
        if len(lines) > SHOWN
        else []
    )


# ------------------------------------------------------------------ list, show, search


def _list_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        (
            "--filter",
            "words and field:value filters (voice, year, format, tag, title, is:duplicate)",
            {"default": ""},
        ),
        ("--sort", "title, year, added or source", {"default": "added", "choices": sorted(documents.ORDERS)}),
    )


def _list(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        found = documents.page(lib, documents.rows(lib, args.filter, args.sort))
    data = [
        {**asdict(row), "voices": {v.value: _words_of(row, v) for v in Voice if _words_of(row, v)}}
        for row in found
    ]
    lines = [
        say(
            "{id}  {title}\n      {detail}, {claims} claims, {boundaries}",
            id=f"{row.id:>4}",
            title=row.title,
            detail=row.detail,
            claims=row.claims,
            boundaries=_boundaries(row.to_check, row.confirmed, row.certain),
        )
        for row in found
    ]
    return Result(data, "\n".join(lines) or say("No documents."))


def _boundaries(to_check: int, confirmed: bool, certain: bool) -> str:
    if not certain:
        return say("boundaries: all {to_check} to check, nothing is certain", to_check=to_check)
    if to_check:
        return say("boundaries: {to_check} to check", to_check=to_check)
    return say("boundaries: confirmed") if confirmed else say("boundaries: sure, not confirmed")


def _words_of(row: documents.DocumentRow, voice: Voice) -> int:
    return sum(words for spoken, words in row.voices if spoken is voice)


def _show_arguments(parser: ArgumentParser) -> None:
    add(parser, ("document", "id of the document", {"type": int, "metavar": "DOC"}))


def _show(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        document = documents.document(lib, args.document)
        segments = documents.segments(lib, document.id)
        links = claims.quotes(lib, document=document.id)
        by_id = {claim.id: claim for claim in claims.claims(lib)}
        judged = appraisals.appraisals(lib, document.id)
        study = documents.study(lib, document.id)
        engine = separations.engine(lib, document.id)
        settled = separations.settled(lib, document.id)
        quoted = [asdict(tie) for tie in library_quoted.quoted_studies(lib, document.id)]
        (row,) = documents.page(lib, [document.id])
    cited = [by_id[id] for id in dict.fromkeys(link.claim for link in links)]
    data = {
        "document": exchange.segments_json.document(document, segments),
        "record": {k: v for k, v in asdict(document.record).items() if v},
        "study": asdict(study) if study else None,
        "boundaries": {
            "to_check": row.to_check,
            "certain": row.certain,
            "confirmed": row.confirmed,
            "engine": engine,
        },
        "quoted_studies": quoted,
        "claims": [asdict(claim) for claim in cited],
        "quotes": [asdict(link) for link in links],
        "appraisals": [asdict(appraisal) for appraisal in judged],
    }
    lines = [
        vancouver(document.record),
        say("{count} code points, SHA-256 {sha256}", count=len(document.text), sha256=document.sha256),
    ]
    lines += [_boundaries(row.to_check, row.confirmed, row.certain).capitalize()]
    lines += [*([] if row.certain else [boundaries.NOTHING_CERTAIN]), ""]
    lines += _segment_lines(document, segments, settled)
    lines += [
        "",
        *(
            say("Claim {number}: {statement}", number=claim.number, statement=claim.statement)
            for claim in cited
        ),
    ]
    return Result(data, "\n".join(lines))


def _segment_lines(
    document: Document, segments: list[Segment], settled: Mapping[int, separations.Settled] | None = None
) -> list[str]:
    by = settled or {}
    return [
        f"{s.start:>6}–{s.end:<6} {_label(s):<28} {s.confidence:.2f}  "
        f"{_first_words(document.text[s.start : s.end])}\n{'':>14} {retold(s.rule)}{_by(by.get(s.id))}"
        for s in segments
        if s.rule != documents.BLANK
    ]


def _by(settled: separations.Settled | None) -> str:
    if settled is None:
        return ""
    return say("; confirmed by {reviewer}", reviewer=settled.reviewer) + (
        f", {settled.time}" if settled.time else ""
    )


def _label(segment: Segment) -> str:
    parts = [segment.kind.value, segment.role.value if segment.role else ""]
    if segment.comment is not None:
        parts.append(
            say("comment {comment}", comment=segment.comment)
            if segment.kind is not Kind.COMMENT
            else str(segment.comment)
        )
    if segment.attribution and segment.attribution.name:
        parts.append(f"({segment.attribution.name})")
    return " ".join(part for part in parts if part)


def _first_words(words: str, length: int = 60) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def _search_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        (
            "query",
            "words, “phrases”, -without, OR, NEAR/5, begin*, voice:reader, tag:, stance:",
            {"nargs": "+"},
        ),
        ("--limit", "how many hits at the most", {"type": int, "default": 50}),
    )


def _search(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        query = " ".join(args.query)
        hits = search.search(lib, query, args.limit)
    question = search.understand(query)
    if question.doubts:
        print(told(question.doubts, question.said), file=sys.stderr)
    lines = [f"{hit.kind:<6} {hit.voice.value if hit.voice else '':<11} {hit.snippet}" for hit in hits]
    return Result([asdict(hit) for hit in hits], "\n".join(lines) or say("Nothing matches."))


# ------------------------------------------------------------------ separate, segment, study


def _separate_arguments(parser: ArgumentParser) -> None:
    add(parser, ("paths", "files to separate, without a library", {"nargs": "+", "metavar": "PATH"}))


def _separate(args: Namespace) -> Result:
    shown, lines = [], []
    for path in args.paths:
        for item in readers.read(Path(path), words_only=True):
            if isinstance(item, readers.Rejected):
                raise ReviewError(
                    f"{path}: {retold(item.reason)}", say("Other files can still be separated.")
                )
            document = Document(
                item.text,
                item.record or Record(),
                sha256=text.sha256(item.text),
                source=str(path),
                format=item.format,
                boxes=item.boxes,
            )
            segments = separate(document)
            shown.append(exchange.segments_json.document(document, segments))
            lines += [str(path), *_segment_lines(document, segments)]
    return Result({"documents": shown}, "\n".join(lines))


SEGMENT_ACTIONS = ("move", "split", "merge", "kind", "name", "confirm", "again")


def _segment_arguments(parser: ArgumentParser) -> None:
    at = later("a position inside the part (confirm: `all` for every part; again: none)")
    add(
        parser,
        ("action", "what to do", {"choices": SEGMENT_ACTIONS}),
        ("document", "id of the document (again: `all` for every one)", {"type": _one, "metavar": "DOC"}),
        ("at", at, {"metavar": "POSITION", "nargs": "?"}),
        ("value", "move: the new start; kind: a kind; name: who speaks", {"nargs": "?", "default": ""}),
        ("--voice", "for a quote: whose voice it is", {"choices": [voice.value for voice in Voice]}),
        ("--dry-run", "again: only show what would change", {"action": "store_true"}),
    )


def _one(value: str) -> int | None:
    """Read the id of a document; None is every document."""
    return None if value == "all" else int(value)


def _segment(args: Namespace) -> Result:
    if args.action == "again":
        return _again(args)
    if args.document is None or args.at is None:
        raise UsageError(say("`segment {action}` needs a document and a position.", action=args.action))
    with closing(opened(args)) as lib:
        segments = [s for s in documents.segments(lib, args.document) if s.rule != documents.BLANK]
        changes = _correct(lib, args, segments)
    return Result({"op": changes.op, "label": changes.label}, retold(changes.label))


def _again(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        ids = documents.rows(lib, "duplicates:all", "added") if args.document is None else [args.document]
        if args.document is not None:
            documents.document(lib, args.document)
        previews = [each for each in actions.preview(lib, ids, progress()) if not each.is_empty]
        changes = Changes(0, "") if args.dry_run else actions.separate_again(lib, ids)
    data = {"op": changes.op, "label": changes.label, "documents": [_preview(each) for each in previews]}
    lines = [line for each in previews for line in _preview_lines(each)]
    return Result(data, "\n".join(lines) or say("Nothing would change."))


def _preview(preview: actions.Preview) -> dict[str, Any]:
    return {
        "id": preview.document,
        "title": preview.title,
        "engine": preview.engine,
        "differences": [
            {
                "start": each.start,
                "end": each.end,
                "words": each.words,
                "now": each.told[0],
                "then": each.told[1],
                "why": each.why,
            }
            for each in preview.differences
        ],
        "quotes": [asdict(quote) for quote in preview.quotes],
        "reasons": preview.reasons,
    }


def _preview_lines(preview: actions.Preview) -> list[str]:
    lines = [f"{preview.document:>4}  {preview.title}"]
    for each in preview.differences:
        now, then = each.told
        lines += [
            f"{each.start:>10}–{each.end:<6} {each.words}",
            f"{'':>18}{now} → {then}",
            f"{'':>18}{retold(each.why)}",
        ]
    for quote in preview.quotes:
        words = _first_words(quote.exact)
        told = say(
            "The quote “{words}” of claim {claim}: {now} → {then}",
            words=words,
            claim=quote.claim,
            now=quote.now,
            then=quote.then,
        )
        lines.append(f"{'':>6}{told}")
    if preview.reasons:
        told = say_count(
            preview.reasons,
            "{n} part has only a new reason or confidence.",
            "{n} parts have only a new reason or confidence.",
        )
        lines.append(f"{'':>6}{told}")
    return lines


def _correct(lib: library.Library, args: Namespace, segments: list[Segment]) -> Any:
    document = args.document
    if args.action == "confirm" and args.at == "all":
        return actions.confirm(lib, document, [s.id for s in segments])
    position = _number(args.at)
    if args.action == "split":
        return actions.split_segment(lib, document, position)
    segment = next((s.id for s in segments if s.start <= position < s.end), 0)
    if args.action == "move":
        return actions.move_boundary(lib, document, segment, _number(args.value))
    if args.action == "merge":
        return actions.merge_segment(lib, document, segment)
    if args.action == "kind":
        return actions.set_kind(
            lib, document, segment, _kind(args.value), Voice(args.voice) if args.voice else None
        )
    if args.action == "name":
        return actions.set_attribution(lib, document, segment, args.value)
    return actions.confirm(lib, document, [segment])


def _number(value: str) -> int:
    if not value.isdigit():
        raise ReviewError(
            say("“{value}” is not a position.", value=value), say("Positions count code points from 0.")
        )
    return int(value)


def _kind(value: str) -> Kind:
    if value not in set(Kind):
        raise ReviewError(
            say("There is no kind “{value}”.", value=value),
            "Kinds: " + ", ".join(kind.value for kind in Kind),
        )
    return Kind(value)


QUOTED_ACTIONS = ("list", "find", "confirm", "reject", "choose")


def _quoted_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("action", "what to do", {"choices": QUOTED_ACTIONS}),
        ("document", "id of the page that quotes", {"type": int, "metavar": "DOC"}),
        ("at", "a position inside the words quoted", {"type": int, "nargs": "?", "metavar": "POSITION"}),
        ("study", "choose: the document that reports the study", {"type": int, "nargs": "?"}),
    )


def _quoted(args: Namespace) -> Result:
    if args.action != "list" and args.at is None or args.action == "choose" and args.study is None:
        raise UsageError(
            say(
                "`quoted {action}` needs a position{what}.",
                action=args.action,
                what=", and a study" * (args.action == "choose"),
            )
        )
    with closing(opened(args)) as lib:
        documents.document(lib, args.document)
        if args.action == "list":
            return _ties(quoted_actions.comparisons(lib, args.document))
        if args.action == "find":
            return _candidates(quoted_actions.find_studies(lib, args.document, args.at))
        changes = _settle(lib, args)
    return Result({"op": changes.op, "label": changes.label}, retold(changes.label))


def _settle(lib: library.Library, args: Namespace) -> Changes:
    if args.action == "choose":
        return quoted_actions.choose_study(lib, args.document, args.at, args.study)
    if args.action == "reject":
        return quoted_actions.reject_study(lib, args.document, args.at)
    return quoted_actions.confirm_study(lib, args.document, args.at)


def _ties(found: list[quoted_actions.Comparison]) -> Result:
    data = [{**asdict(each.tie), "pieces": [asdict(piece) for piece in each.pieces]} for each in found]
    lines = []
    for each in found:
        alike = say(
            "{likeness} alike, {state}: {reason}",
            likeness=f"{each.tie.likeness:.0%}",
            state=say(each.tie.state.value),
            reason=retold(each.tie.reason),
        )
        lines += [f"{each.tie.start:>6}  {vancouver(each.study.record)}", f"{'':>8}{alike}"]
        marks = {"added": "+", "left out": "−"}
        lines += [f"{'':>8}{marks[p.how]} {p.words}" for p in each.pieces if p.how in marks]
    return Result(data, "\n".join(lines) or say("No study in this library is known to be quoted here."))


def _candidates(found: list[quoted_actions.Candidate]) -> Result:
    data = [
        {"study": c.study, "title": c.title, "likeness": c.match.likeness, "reason": c.reason} for c in found
    ]
    lines = [f"{c.study:>6}  {c.match.likeness:.0%}  {c.title} {retold(c.reason)}".rstrip() for c in found]
    return Result(data, "\n".join(lines) or say("No document of this library is like these words."))


def _study_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("document", "id of the document", {"type": int, "metavar": "DOC"}),
        ("--label", "short name of the study"),
        ("--design", "its design, as the text states it"),
        ("--participants", "how many took part", {"type": int}),
        ("--setting", "where"),
        ("--same-as", "document that reports the same study at first hand", {"type": int}),
    )


def _study(args: Namespace) -> Result:
    fields = {
        k: v for k, v in vars(args).items() if k in ("label", "design", "participants", "setting", "same_as")
    }
    given = {key: value for key, value in fields.items() if value is not None}
    with closing(opened(args)) as lib:
        if given:
            actions.set_study(lib, args.document, **given)
        study = documents.study(lib, args.document)
    data = asdict(study) if study else None
    return Result(data, "\n".join(f"{key}: {value}" for key, value in (data or {}).items() if value))


COMMANDS = (
    Command("import", "import files and folders", _import_arguments, _import),
    Command("list", "list the documents", _list_arguments, _list),
    Command("show", "show one document: record, segments, claims, appraisals", _show_arguments, _show),
    Command("search", "search titles, texts, claims and notes", _search_arguments, _search),
    Command("separate", "separate the voices of files, without a library", _separate_arguments, _separate),
    Command("segment", "correct or confirm whose words a part is", _segment_arguments, _segment),
    Command("quoted", "show or settle which studies a page quotes", _quoted_arguments, _quoted),
    Command("study", "say or show what is known of a document's study", _study_arguments, _study),
)
