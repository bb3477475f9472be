"""Commands about what leaves the house: report, export, question, demo."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

from reviewer import exchange, library
from reviewer.actions import example, profiles
from reviewer.actions import reports as actions
from reviewer.actions.exporting import export_for_others
from reviewer.actions.templates import copy_template
from reviewer.cli.command import Command, Result, add, opened, progress
from reviewer.errors import ReviewError
from reviewer.language import LANGUAGES, later, listed, say
from reviewer.library import claims, documents
from reviewer.library import profiles as kept_profiles
from reviewer.model import Question
from reviewer.records.citing import DEFAULT, LOCALES, STYLES, cited
from reviewer.reports import WRITERS, Options, templates
from reviewer.reports.build import SECTIONS, contents

_STYLE = ("--style", later("how references are written"), {"choices": tuple(STYLES), "default": DEFAULT})


def options_arguments(parser: ArgumentParser) -> None:
    """Add what can be chosen about a report; nothing of it has a default, so that a profile can have one."""
    add(
        parser,
        ("--names", "print the names of readers as the page shows them", {"action": "store_true"}),
        ("--without-experience", "leave the words of readers out", {"action": "store_true"}),
        ("--unmasked", "print also the details of health that were marked", {"action": "store_true"}),
        ("--patterns", "voices by pattern only, for black and white", {"action": "store_true"}),
        ("--untagged", "a PDF without tags for screen readers, a quarter as large", {"action": "store_true"}),
        ("--not-archival", "a PDF that is not marked as PDF/A-2", {"action": "store_true"}),
        ("--paper", "a4 (as usual) or letter", {"choices": ("a4", "letter")}),
        ("--style", "how references are written", {"choices": tuple(STYLES)}),
        ("--language", "language of the fixed words", {"choices": tuple(LANGUAGES)}),
        ("--template", "lay pages out by a template of one's own; see templates", {"metavar": "NAME"}),
        ("--since", "tell changes since an export (see exports)", {"type": int, "metavar": "EXPORT"}),
        ("--contents", "sections by id in their order, with commas between", {}),
        (
            "--title",
            "give a section a heading: its id, =, the words",
            {"action": "append", "metavar": "ID=WORDS"},
        ),
    )


def chosen(args: Namespace, usual: Options) -> Options:
    """Return the options of a command over the usual ones; raises ReviewError for an unknown section."""
    plain = ("paper", "style", "language", "since", "template")
    given = {name: getattr(args, name) for name in plain if getattr(args, name) is not None}
    given |= {"people": "as shown"} if args.names else {}
    given |= {"experience": False} if args.without_experience else {}
    given |= {"masked": False} if args.unmasked else {}
    given |= {"patterns": True} if args.patterns else {}
    given |= {"tagged": False} if args.untagged else {}
    given |= {"archival": False} if args.not_archival else {}
    given |= {"contents": _contents(args.contents)} if args.contents else {}
    given |= {"titles": _titles(args.title)} if args.title else {}
    options = replace(usual, **given)
    if args.since is not None and "changes" not in contents(options):
        return replace(options, contents=(*contents(options), "changes"))
    return options


def _titles(given: list[str]) -> tuple[tuple[str, str], ...]:
    """Return headings as (id, words); raises ReviewError where no section is named."""
    pairs = [each.partition("=") for each in given]
    _known([id.strip() for id, _, _ in pairs])
    return tuple((id.strip(), words.strip()) for id, _, words in pairs)


def _contents(given: str) -> tuple[str, ...]:
    """Return the ids of sections; raises ReviewError that names those there are."""
    return _known([id.strip() for id in given.split(",") if id.strip()])


def _known(ids: list[str]) -> tuple[str, ...]:
    if strange := [id for id in ids if id not in SECTIONS]:
        raise ReviewError(
            say("A report has no section {listed}.", listed=listed(strange)),
            say("The sections are {known}.", known=", ".join(SECTIONS)),
        )
    return tuple(ids)


def _report_arguments(parser: ArgumentParser) -> None:
    kinds = ", ".join(sorted(WRITERS))
    add(
        parser,
        (
            "-o",
            say("the file to write ({kinds})", kinds=kinds),
            {"dest": "out", "required": True, "metavar": "OUT"},
        ),
    )
    add(parser, ("--profile", "as a profile of the library has it; see profiles", {"metavar": "NAME"}))
    options_arguments(parser)


def _report(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        usual = profiles.options_of(lib, args.profile) if args.profile else Options()
        result = actions.export_report(lib, args.out, chosen(args, usual), progress())
    data = {"path": str(result.path), "bytes": result.bytes, "warnings": list(result.warnings)}
    return Result(data, "\n".join([say("The report lies in {path}.", path=result.path), *result.warnings]))


def _profiles_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("--save", "keep what the other options choose under a name", {"metavar": "NAME"}),
        ("--rename", "give a profile another name", {"nargs": 2, "metavar": ("NAME", "NEW")}),
        ("--remove", "let go of a profile", {"metavar": "NAME"}),
    )
    options_arguments(parser)


def _profiles(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        if args.save:
            profiles.save_profile(lib, args.save, chosen(args, Options()))
        if args.rename:
            profiles.rename_profile(lib, *args.rename)
        if args.remove:
            profiles.remove_profile(lib, args.remove)
        found = [(each.name, profiles.from_json(each.options)) for each in kept_profiles.profiles(lib)]
    data = [{"name": name, **asdict(options), "contents": contents(options)} for name, options in found]
    lines = [f"{name}: {', '.join(contents(options))}" for name, options in found]
    return Result(data, "\n".join(lines) or say("No profiles of reports are kept in this library."))


def _templates_arguments(parser: ArgumentParser) -> None:
    add(parser, ("--copy", "copy the shipped template to change it", {"metavar": "NAME"}))


def _templates(args: Namespace) -> Result:
    made = [str(copy_template(args.copy))] if args.copy else []
    found = [{"name": name, "folder": str(templates.folder(name))} for name in templates.names()]
    lines = [say("The copy lies in {folder}; change its Typst files.", folder=folder) for folder in made]
    lines += [f"{each['name']}: {each['folder']}" for each in found]
    return Result(found, "\n".join(lines) or say("There are no report templates but the shipped one."))


def _export_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("--format", "what to write", {"choices": sorted(exchange.FORMATS), "required": True}),
        ("-o", "the file to write", {"dest": "out", "required": True, "metavar": "OUT"}),
    )


def _export(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        result = export_for_others(lib, args.out, args.format, progress())
    what = exchange.KINDS[args.format][0]
    lines = [
        say(
            "{what}: written to {out}, from a library of {documents} documents.",
            what=what,
            out=args.out,
            documents=result.documents,
        )
    ]
    lines += [say("Not in the file: {what}.", what=each) for each in result.omitted]
    counts = {"documents": result.documents, "bytes": result.bytes, "omitted": list(result.omitted)}
    return Result({"path": args.out, **counts}, "\n".join(lines))


def _cite_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("documents", "ids of documents; without any, all of them", {"nargs": "*", "type": int}),
        _STYLE,
        ("--language", "language of the fixed words", {"choices": tuple(LOCALES), "default": "en"}),
    )


def _cite(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        wanted = args.documents or [each.id for each in documents.documents(lib)]
        known = [documents.document(lib, id) for id in wanted]
    made = [
        {"id": each.id, "reference": "".join(p.text for p in cited(each.record, args.style, args.language))}
        for each in known
    ]
    return Result(made, "\n".join(f"{each['id']:>6}  {each['reference']}" for each in made))


def _question_arguments(parser: ArgumentParser) -> None:
    rows = [
        (f"--{name}", say("the review's {name}", name=say(name))) for name in Question.__dataclass_fields__
    ]
    add(parser, *rows)


def _question(args: Namespace) -> Result:
    given = {n: getattr(args, n) for n in Question.__dataclass_fields__ if getattr(args, n) is not None}
    with closing(opened(args)) as lib:
        if given:
            actions.set_question(lib, **given)
        question = asdict(claims.question(lib))
    return Result(question, "\n".join(f"{key}: {value}" for key, value in question.items() if value))


def _demo_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        (
            "--out",
            "folder for the library and its reports",
            {"default": "reviewer-demo", "metavar": "FOLDER"},
        ),
    )


def _demo(args: Namespace) -> Result:
    folder = Path(args.out)
    if folder.exists() and not folder.is_dir():
        raise ReviewError(
            say("{folder} is a file, not a folder.", folder=folder), say("Name a folder with --out.")
        )
    path = folder / f"Example review{library.SUFFIX}"
    person = library.reviewer_named(args.reviewer) if args.reviewer else None
    with closing(library.open(path, person) if path.exists() else library.create(path, person)) as lib:
        example.load_example(lib, progress())
        problems = library.check(lib)
        if problems:
            raise ReviewError(problems[0], say("Remove the folder and run the demo again."))
        reports = [
            actions.export_report(lib, folder / name, Options(), progress())
            for name in ("report.pdf", "report.csv")
        ]
        counts = library.tally(lib)
    data = {"library": str(path), "reports": [str(result.path) for result in reports], "counts": counts}
    summary = ", ".join(f"{counts[name]} {name}" for name in ("documents", "claims", "quotes", "certainties"))
    lines = [say("The example review: {summary}.", summary=summary), say("  library  {path}", path=path)]
    lines += [say("  report   {path}", path=result.path) for result in reports]
    return Result(data, "\n".join(lines))


COMMANDS = (
    Command("report", "write the review report", _report_arguments, _report),
    Command("profiles", "list, keep or let go of what reports hold", _profiles_arguments, _profiles),
    Command("templates", "list or copy templates of reports", _templates_arguments, _templates),
    Command("export", "write the library for other programs", _export_arguments, _export),
    Command("cite", "write documents as references in a citation style", _cite_arguments, _cite),
    Command("question", "say or show what the review asks", _question_arguments, _question),
    Command(
        "demo", "the seeds: import, separate, example claims and grades, reports", _demo_arguments, _demo
    ),
)
