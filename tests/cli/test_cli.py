"""The command line as a contract: exit codes, JSON, sentences and hints."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from reviewer import cli
from reviewer.__main__ import wants_window
from reviewer.actions import documents
from reviewer.settings import seed
from tests.engines import study_as_commentary

STUDY, BLOG = "000_9a9b5616f882b154.txt", "002_6655412ea27c3016.txt"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "home"))


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command on a library of this test; returns (exit code, output, errors)."""

    def call(*words: str, library: str = "review.reviewlib") -> tuple[int, str, str]:
        code = cli.main(["--library", str(tmp_path / library), *words])
        caught = capsys.readouterr()
        return code, caught.out, caught.err

    return call


def asked(run: Any, *words: str) -> Any:
    code, out, _ = run(*words, "--json")
    assert code == 0, out
    return json.loads(out)


def test_every_command_has_help_and_stands_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for command in cli.COMMANDS:
        assert cli.main([command.name, "--help"]) == 0
        assert command.help.split()[0] in capsys.readouterr().out
        assert re.search(rf"\b{command.name}\b", readme), f"{command.name} is not in the README"


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ([], True),
        (["a.reviewlib"], True),
        (["--home", "x"], True),
        (["--library", "a.reviewlib", "list"], False),
        (["list"], False),
        (["--help"], False),
        (["nonsense"], False),
    ],
)
def test_no_command_means_the_window(words: list[str], window: bool) -> None:
    assert wants_window(words) is window


def test_import_prints_the_contract(run: Any) -> None:
    result = asked(run, "import", str(seed(STUDY)), str(seed(BLOG)))
    assert result["counts"] == {"records": 2, "added": 2, "duplicates": 0, "rejected": 0}
    first = result["files"][0]
    assert set(first) == {"path", "source_sha256", "format", "added", "duplicates", "rejected"}
    assert first["added"] == [1] and len(first["source_sha256"]) == 64
    again = asked(run, "import", str(seed(STUDY)))
    assert again["files"][0]["duplicates"] == [{"of": 1, "record": 1}] and again["counts"]["added"] == 0


def test_progress_goes_to_standard_error(run: Any) -> None:
    _, out, err = run("import", str(seed(STUDY)), "--json")
    assert "000_" in err and json.loads(out)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["import", "missing.txt"], "no file missing.txt"),
        (["list"], "no library at"),
        (["show", "9"], "no library at"),
        (["restore", "missing.reviewlib"], "no longer there"),
    ],
)
def test_what_the_user_can_act_on_exits_with_1(run: Any, words: list[str], message: str) -> None:
    code, out, err = run(*words)
    assert code == 1 and out == "" and message in err and "Traceback" not in err
    assert len(err.strip().splitlines()) == 2


def test_an_empty_file_and_a_folder_without_documents(run: Any, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "folder").mkdir()
    code, out, _ = run("import", str(tmp_path / "empty.txt"))
    assert code == 1 and "1 rejected" in out and "empty" in out
    code, _, err = run("import", str(tmp_path / "folder"))
    assert code == 1 and "no documents here" in err
    code, out, _ = run("import", str(tmp_path / "empty.txt"), "--json")
    assert code == 1 and json.loads(out)["counts"]["rejected"] == 1


@pytest.mark.parametrize(
    "words", [["nonsense"], ["import"], ["show", "x"], ["quote", "add"], ["grade", "set"]]
)
def test_wrong_usage_exits_with_2(run: Any, words: list[str]) -> None:
    run("import", str(seed(STUDY)))
    assert run(*words)[0] == 2


def test_a_bug_exits_with_70_and_keeps_json_clean(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run("import", str(seed(STUDY)))
    monkeypatch.setattr("reviewer.library.tally", lambda _: 1 / 0)
    code, out, err = run("check", "--json")
    assert code == 70 and out == "" and "bug in Reviewer" in err


def test_show_and_search(run: Any) -> None:
    run("import", str(seed(STUDY)), str(seed(BLOG)))
    shown = asked(run, "show", "1")
    assert shown["record"]["doi"] == "10.1001/archneurol.2010.322" and not shown["record"].get("authors")
    assert len([s for s in shown["document"]["segments"] if s["kind"] == "abstract"]) == 8
    hits = asked(run, "search", "voice:reader", "infusion")
    assert [hit["voice"] for hit in hits] == ["reader"]
    rows = asked(run, "list", "--filter", "voice:reader")
    assert [row["title"] for row in rows] == ["Research: Mitoxantrone and Progression"]
    code, out, _ = run("show", "2")
    assert code == 0 and "1425–2128" in out


def test_a_review_can_be_made_by_commands_alone(run: Any, tmp_path: Path) -> None:
    run("import", str(seed(STUDY)), str(seed(BLOG)))
    asked(run, "study", "1", "--design", "case series", "--participants", "20")
    asked(run, "population", "add", "Highly relapsing NMO", "--short", "NMO")
    asked(run, "tag", "add", "Efficacy")
    asked(run, "tag", "add", "Efficacy/Relapse rate", "--definition", "How often relapses come.")
    asked(run, "claim", "add", "Relapses fall.", "--tag", "Relapse rate", "--direction", "falls")
    words = "the median annualized relapse rate was reduced by 75%"
    asked(run, "quote", "add", "1", "--document", "1", "--words", words, "--population", "NMO")
    asked(run, "quote", "add", "1", "--document", "1", "--span", "1105-1140", "--population", "nmo")
    assert [q["span"]["start"] for q in asked(run, "quote", "list")] == [1046, 1105]
    judged = ["--judge", "risk_of_bias=-1: no comparison group", "--judge", "imprecision=−1: 20 participants"]
    judged += ["--judge", "inconsistency=0: one study", "--judge", "indirectness=0: as asked"]
    judged += ["--judge", "publication_bias=0: not assessable"]
    asked(
        run,
        "grade",
        "set",
        "1",
        "--population",
        "NMO",
        "--start-reason",
        "Case series.",
        "--importance",
        "9",
        *judged,
    )
    asked(run, "grade", "done", "1", "--population", "NMO")
    graded = asked(run, "grade", "list")
    assert [(row["label"], row["graded"]) for row in graded] == [("Very low", True)]
    asked(
        run, "appraise", "set", "1", "jbi-case-series", "--answer", "1=yes: stated", "--answer", "2=unclear"
    )
    assert asked(run, "appraise", "list", "1")[0]["answers"]["1"]["reason"] == "stated"
    asked(run, "segment", "confirm", "1", "all")
    asked(run, "question", "--title", "What does mitoxantrone do?")
    report = asked(run, "report", "-o", str(tmp_path / "r.csv"))
    assert Path(report["path"]).read_bytes().startswith(b"\xef\xbb\xbf")
    assert run("check")[0] == 0
    assert asked(run, "undo")["label"] == "Undo: Export the report: r.csv"
    assert "question" in asked(run, "undo")["label"]
    assert asked(run, "redo")["label"].startswith("Redo")
    assert asked(run, "redo")["label"] == "Redo: Export the report: r.csv"
    assert [row["label"] for row in asked(run, "history")[:2]] == [
        "Export the report: r.csv",
        "Edit the review's question",
    ]


def test_commentary_cannot_be_graded_from_the_command_line(run: Any) -> None:
    run("import", str(seed(BLOG)))
    run("claim", "add", "It is unclear.")
    run("quote", "add", "1", "--document", "1", "--words", "In my mind it is not clear")
    code, _, err = run("grade", "set", "1", "--importance", "5")
    assert code == 1 and "rests on no study" in err
    code, _, err = run("quote", "add", "1", "--document", "1", "--span", "1400-1460")
    assert code == 1 and "cross a voice boundary" in err


def test_the_effect_and_the_information_size_by_command(run: Any) -> None:
    run("import", str(seed(STUDY)))
    run("claim", "add", "Relapses fall.")
    asked(run, "quote", "add", "1", "--document", "1", "--span", "1046-1099")
    numbers = ["--measure", "RR", "--estimate", "0.75", "--low", "0.60", "--high", "0.94", "--risk", "20%"]
    asked(run, "grade", "set", "1", *numbers)
    asked(run, "grade", "set", "1", "--judge", "imprecision=-1: few")
    (row,) = asked(run, "grade", "list")
    assert row["effect"]["estimate"] == "0.75" and row["judgements"]["imprecision"]["levels"] == -1
    assert row["absolute"] == "50 fewer per 1,000 (80 fewer to 12 fewer)"
    code, _, err = run("grade", "set", "1", "--high", "0.7")
    assert (
        code == 1 and "The interval 0.60 to 0.7 does not hold 0.75." in err and "Look the numbers up" in err
    )
    assert asked(run, "grade", "size", "1", "--reduction", "25")["total"] == 1812
    assert asked(run, "grade", "size", "1", "--sd", "10", "--difference", "5")["total"] == 126
    assert "not stated" in run("grade", "size", "1")[1]
    told = asked(run, "grade", "size", "1", "--events", "30")["rule_of_thumb"]
    assert told == "Older rule of thumb (to verify): about 300 events; the body has 30, 10% of it."
    code, _, err = run("grade", "set", "1", "--judge", "imprecision=-3: few")
    assert code == 1 and "may be 0, −1, −2" in err


def test_summary_and_profile_by_command(run: Any, tmp_path: Path) -> None:
    run("import", str(seed(STUDY)))
    code, _, err = run("grade", "summary")
    assert code == 1 and "Nothing is rated yet" in err
    run("claim", "add", "Relapses fall.", "--outcome", "relapses")
    asked(run, "quote", "add", "1", "--document", "1", "--span", "1046-1099")
    judged = [f"{domain}=0: as asked" for domain in ("inconsistency", "indirectness", "publication_bias")]
    judged += ["imprecision=-1: few", "risk_of_bias=-1: open"]
    given = [part for each in judged for part in ("--judge", each)]
    asked(run, "grade", "set", "1", "--start-reason", "Series.", "--borderline", "inconsistency", *given)
    asked(run, "grade", "done", "1")
    summary = asked(run, "grade", "summary")
    assert summary["rows"][0][:4] == ["Population not stated", "1", "relapses", "not stated (1)"]
    assert ["b", "Not downgraded for inconsistency: as asked."] in summary["explanations"]
    profile = run("grade", "profile")[1]
    assert "Risk of bias: serious a" in profile and "Rated with classic GRADE." in profile
    for kind in ("summary", "profile"):
        out = asked(run, "grade", kind, "-o", str(tmp_path / f"{kind}.csv"))
        assert Path(out["path"]).read_bytes().startswith(b"\xef\xbb\xbfPopulation,Claim,Outcome")
    code, _, err = run("grade", "summary", "-o", str(tmp_path / "s.xlsx"))
    assert code == 1 and "ends in .csv" in err


def test_a_rating_that_lost_its_study_is_listed_as_not_gradable(run: Any) -> None:
    run("import", str(seed(BLOG)))
    run("claim", "add", "B cells fall.")
    asked(run, "quote", "add", "1", "--document", "1", "--words", "suppresses B cells")
    asked(run, "grade", "set", "1", "--start-reason", "Single arm.")
    asked(run, "segment", "kind", "1", "780", "commentary")
    (row,) = asked(run, "grade", "list")
    assert (row["level"], row["label"], row["why"]) == (None, "Not gradable", "rests on opinion")
    assert run("grade", "set", "1", "--importance", "5")[0] == 1


def test_corrections_by_command(run: Any) -> None:
    run("import", str(seed(BLOG)))
    assert asked(run, "segment", "split", "1", "1600")["label"] == "Split a part"
    asked(run, "segment", "merge", "1", "1601")
    asked(run, "segment", "kind", "1", "1500", "comment")
    asked(run, "segment", "name", "1", "1500", "Ada")
    asked(run, "segment", "move", "1", "1500", "1428")
    shown = asked(run, "show", "1")["document"]["segments"]
    moved = next(s for s in shown if s["start"] == 1428)
    assert (moved["kind"], moved["attribution"]["name"]) == ("comment", "Ada")
    assert run("segment", "kind", "1", "1500", "nonsense")[0] == 1
    assert run("segment", "move", "1", "1500", "x")[0] == 1


def test_separating_again_is_shown_before_it_is_done(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run("import", str(seed(STUDY)), str(seed(BLOG)))
    assert asked(run, "segment", "again", "all", "--dry-run") == {"op": 0, "label": "", "documents": []}
    assert run("segment", "again", "2")[1] == "Nothing would change.\n"

    real = documents.separate
    monkeypatch.setattr(documents, "separate", lambda d: study_as_commentary(real(d)))
    asked(run, "claim", "add", "B cells fall.")
    asked(run, "quote", "add", "1", "--document", "2", "--span", "776-828")
    shown = asked(run, "segment", "again", "2", "--dry-run")["documents"][0]
    (difference,) = shown["differences"]
    assert (difference["start"], difference["now"], difference["then"]) == (
        41,
        "Study abstract, second-hand",
        "Commentary",
    )
    assert [(quote["claim"], quote["then"]) for quote in shown["quotes"]] == [(1, "commentary")]
    _, out, _ = run("segment", "again", "2", "--dry-run")
    assert "Study abstract, second-hand → Commentary" in out and "of claim 1" in out
    done = asked(run, "segment", "again", "2")
    assert done["label"] == "Separate again" and asked(run, "undo")["label"] == "Undo: Separate again"
    assert run("segment", "again", "9")[0] == 1
    assert run("segment", "split", "2")[0] == 2 and run("segment", "confirm", "all", "all")[0] == 2


def test_a_quoted_study_is_listed_settled_and_chosen(run: Any, tmp_path: Path) -> None:
    abstract = seed(BLOG).read_text(encoding="utf-8")[41:1422]
    record = tmp_path / "record.txt"
    record.write_text(
        f"Mult Scler. 2019 May;25(6):801-10.\n\nMitoxantrone and B cells.\n\nAbstract\n\n{abstract}"
    )
    run("import", str(record), str(seed(BLOG)), str(seed(STUDY)))
    (tie,) = asked(run, "quoted", "list", "2")
    assert (tie["study"], tie["state"], tie["likeness"]) == (1, "proposed", 1.0)
    assert "100% alike, proposed: the words are alike" in run("quoted", "list", "2")[1]
    assert asked(run, "show", "2")["quoted_studies"][0]["study"] == 1
    asked(run, "quoted", "confirm", "2", "50")
    asked(run, "quoted", "reject", "2", "50")
    assert run("quoted", "list", "2")[1].startswith("No study")
    assert asked(run, "quoted", "find", "2", "50")[0]["study"] == 1
    asked(run, "quoted", "choose", "2", "50", "3")
    assert asked(run, "quoted", "list", "2")[0]["reason"] == "chosen by hand"
    assert run("quoted", "choose", "2", "50")[0] == 2 and run("quoted", "confirm", "1", "5")[0] == 1


def test_what_is_to_check_is_told(run: Any, tmp_path: Path) -> None:
    unclear = tmp_path / "unclear.txt"
    unclear.write_text("Something is said here and nothing shows whose words these are.")
    run("import", str(unclear), str(seed(BLOG)))
    _, out, _ = run("show", "1")
    assert "Nothing on this page is certain" in out and "nothing is certain" in run("list")[1]
    assert asked(run, "show", "1")["boundaries"]["certain"] is False
    assert "Boundaries: 2 to check" in run("show", "2")[1]
    run("segment", "confirm", "2", "all")
    _, out, _ = run("show", "2")
    assert "Boundaries: confirmed" in out and "confirmed by Reviewer A, 20" in out


def test_backup_restore_and_check(run: Any, tmp_path: Path) -> None:
    run("import", str(seed(STUDY)))
    copy = str(tmp_path / "copy.reviewlib")
    assert asked(run, "backup", copy)["counts"]["documents"] == 1
    code, _, err = run("restore", copy)
    assert code == 1 and "never overwrites" in err
    assert run("restore", copy, library="again.reviewlib")[0] == 0
    assert run("check", library="again.reviewlib")[0] == 0
    assert run("check", library="copy.reviewlib")[0] == 0


def test_separate_needs_no_library(run: Any, tmp_path: Path) -> None:
    found = asked(run, "separate", str(seed(BLOG)))["documents"][0]
    assert found["text"] and not (tmp_path / "review.reviewlib").exists()
    assert "".join(found["text"][s["start"] : s["end"]] for s in found["segments"]) == found["text"]


def test_a_profile_chooses_what_a_report_holds(run: Any, tmp_path: Path) -> None:
    run("import", str(seed(STUDY)))
    run("claim", "add", "It helps.")
    asked(run, "profiles", "--save", "Short", "--contents", "claims,notes", "--title", "claims=What we say")
    asked(run, "profiles", "--rename", "Short", "For the panel")
    (kept,) = asked(run, "profiles")
    assert (kept["name"], kept["contents"]) == ("For the panel", ["claims", "notes"])
    out = tmp_path / "r.md"
    asked(run, "report", "-o", str(out), "--profile", "For the panel", "--contents", "claims")
    assert "## What we say" in out.read_text() and "## Notes" not in out.read_text()
    for wrong in (("--contents", "hologram"), ("--title", "hologram=x"), ("--profile", "None")):
        code, _, err = run("report", "-o", str(out), *wrong)
        assert code == 1 and ("hologram" in err or "no profile" in err)
    made = asked(run, "exports")[0]["id"]
    run("claim", "edit", "1", "--statement", "It helps a little.")
    asked(run, "report", "-o", str(out), "--since", str(made))
    assert "1 changed" in out.read_text() and "| changed | statement |" in out.read_text()
    asked(run, "profiles", "--remove", "For the panel")
    assert asked(run, "profiles") == []


def test_export_formats(run: Any, tmp_path: Path) -> None:
    run("import", str(seed(STUDY)), str(seed(BLOG)))
    for kind in ("csl-json", "ris", "bibtex", "csv", "segments-json"):
        out = tmp_path / f"{kind}.json"
        asked(run, "export", "--format", kind, "-o", str(out))
        text = out.read_text(encoding="utf-8")
        assert json.loads(text) if "json" in kind else "Progression" in text
    code, _, err = run("report", "-o", str(tmp_path / "r.xyz"))
    assert code == 1 and ".pdf" in err
    code, _, err = run("report", "-o", str(tmp_path / "no folder" / "r.csv"))
    assert code == 1 and "does not exist" in err


def test_demo_makes_the_example_and_its_reports(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "Übung 😀"
    data = asked(run, "demo", "--out", str(folder))
    assert data["counts"]["claims"] == 11 and data["counts"]["quotes"] == 21
    assert {path.name for path in folder.iterdir()} == {
        "Example review.reviewlib",
        "report.pdf",
        "report.csv",
    }
    first = (folder / "report.pdf").read_bytes()
    assert first.startswith(b"%PDF")
    again = asked(run, "demo", "--out", str(folder))["counts"]
    assert again == {**data["counts"], "ops": data["counts"]["ops"] + 2}  # two more exports
    assert (folder / "report.pdf").read_bytes() == first
    assert run("demo", "--out", str(folder / "report.pdf"))[0] == 1


def test_who_works_is_recorded(run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(
        ["--library", str(tmp_path / "review.reviewlib"), "--reviewer", "Ada", "import", str(seed(STUDY))]
    )
    capsys.readouterr()
    assert asked(run, "history")[0]["reviewer"] == "Ada"


def test_home_moves_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from reviewer import settings

    try:
        assert cli.main(["--home", str(tmp_path / "moved"), "import", str(seed(STUDY))]) == 0
    finally:
        settings.set_home(None)
    assert (tmp_path / "moved" / "My library.reviewlib").exists()
    assert "1 added" in capsys.readouterr().out


def test_imports_are_listed_with_what_could_not_be_read(run: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.bin").write_bytes(bytes(range(256)) * 8)
    run("import", str(seed(STUDY)), str(tmp_path / "bad.bin"))
    rows = {Path(row["path"]).name: row for row in asked(run, "imports")}
    unread = asked(run, "imports", "--unread")

    assert (rows[STUDY]["added"], rows[STUDY]["whole"], rows["bad.bin"]["rejected"]) == (1, True, 1)
    assert [Path(one["path"]).name for one in unread] == ["bad.bin"]
    assert "1 added, 0 known, 0 not read" in run("imports")[1]
    assert "bad.bin: " in run("imports", "--unread")[1]
    run("undo")
    assert all(row["undone"] for row in asked(run, "imports"))


def test_columns_of_a_table_are_shown_said_kept_and_changed(run: Any, tmp_path: Path) -> None:
    table = tmp_path / "odd.csv"
    table.write_text('Paper name,Who,"Where, exactly"\nFirst study,Ann Lee,Lancet\nSecond,Bob,BMJ\n')
    shown = asked(run, "columns", str(table))["tables"][0]
    assert shown[0] == {"name": "Paper name", "field": "", "values": ["First study", "Second"]}
    assert run("import", str(table))[0] == 1

    code, _, errors = run("import", str(table), "--columns", "Paper=title")
    assert code == 1 and "No table has a column “Paper”." in errors
    done = asked(run, "import", str(table), "--columns", "Paper name=title,Where, exactly=journal")
    assert done["counts"] == {"records": 2, "added": 2, "duplicates": 0, "rejected": 0}
    assert [row["field"] for row in asked(run, "columns", str(table))["tables"][0]] == [
        "title",
        "",
        "journal",
    ]

    (tmp_path / "said.txt").write_text("Who = authors\nWhere, exactly = none\n")
    done = asked(run, "import", str(table), "--again", "--mapping", str(tmp_path / "said.txt"))
    assert done["counts"]["added"] == 2
    assert [row["field"] for row in asked(run, "columns", str(table))["tables"][0]] == [
        "title",
        "authors",
        "",
    ]
    (tmp_path / "said.json").write_text('{"Who": "foo"}')
    code, _, errors = run("import", str(table), "--mapping", str(tmp_path / "said.json"))
    assert code == 1 and "A column cannot hold “foo”." in errors


def test_populations_are_pooled_by_command_only_with_a_reason(run: Any) -> None:
    run("import", str(seed(STUDY)), str(seed(BLOG)))
    for name, short in (("Relapsing NMO", "NMO"), ("Progressive MS", "MS")):
        asked(run, "population", "add", name, "--short", short)
    run("claim", "add", "B cells fall.")
    asked(run, "quote", "add", "1", "--document", "1", "--words", "memory B cells.", "--population", "NMO")
    asked(run, "quote", "add", "1", "--document", "2", "--words", "suppresses B cells", "--population", "MS")
    pool = ["population", "pool", "NMO", "--with", "MS", "--claim", "1"]
    code, _, err = run(*pool)
    assert code == 1 and "Pooling needs a reason" in err
    assert asked(run, *pool, "--reason", "Same cells.")["label"] == "Pool NMO + MS for claim 1"
    asked(run, "grade", "set", "1", "--population", "NMO + MS", "--importance", "7")


def test_library_reviewer_and_home_may_stand_after_the_command() -> None:
    read = cli.parser().parse_args
    after = read(["list", "--library", "a.reviewlib", "--reviewer", "Ann", "--home", "there"])
    before = read(["--library", "a.reviewlib", "--reviewer", "Ann", "--home", "there", "list"])
    assert (after.library, after.reviewer, after.home) == ("a.reviewlib", "Ann", "there")
    assert vars(after) == vars(before)
    assert read(["list"]).library is None


def test_it_is_said_that_an_older_library_is_brought_up_to_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "old.reviewlib"
    shutil.copy(Path(__file__).parents[1] / "old_libraries" / "16.reviewlib", path)

    assert cli.main(["--library", str(path), "list", "--json"]) == 0
    told = capsys.readouterr()
    assert "old.reviewlib is of an older Reviewer. It is brought up to date." in told.err
    assert "Keeping a copy of it as it was" in told.err
    assert "lies beside it: old.before-upgrade-16.reviewlib." in told.err
    assert len(json.loads(told.out)) > 0

    assert cli.main(["--library", str(path), "list"]) == 0
    assert capsys.readouterr().err == ""
