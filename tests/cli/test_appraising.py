"""Appraising from the command line: what fits, what is proposed and why, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reviewer import cli
from reviewer.appraisal.instruments import own_folder
from reviewer.settings import seed

STUDY, BLOG = "000_9a9b5616f882b154.txt", "002_6655412ea27c3016.txt"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command on a library with the two seeds; returns (exit code, output, errors)."""
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "home"))

    def call(*words: str) -> tuple[int, str, str]:
        code = cli.main(["--library", str(tmp_path / "review.reviewlib"), *words])
        caught = capsys.readouterr()
        return code, caught.out, caught.err

    call("import", str(seed(STUDY)), str(seed(BLOG)))
    call("claim", "add", "Relapses fall.")
    call("quote", "add", "1", "--document", "1", "--words", "50% of patients became relapse free")
    return call


def asked(run: Any, *words: str) -> Any:
    code, out, errors = run(*words, "--json")
    assert code == 0, errors
    return json.loads(out)


LOW = (
    "--answer",
    "effect=assignment",
    "--answer",
    "1.1=py",
    "--answer",
    "1.2=y: Central.",
    "--answer",
    "1.3=n",
)


def test_a_form_is_shown_with_what_is_proposed_and_the_path_to_it(run: Any) -> None:
    run("study", "1", "--design", "randomised trial")
    done = asked(run, "appraise", "set", "1", "rob-2", "--claim", "1", *LOW, "--words", "1.1=776-828")

    (first,) = [item for item in done["items"] if item["id"] == "D1"]
    assert (first["proposed"], first["because"]) == ("Low", "1.2 Y, 1.1 PY, 1.3 N")
    assert first["answer"] is None, "what is proposed is nobody's judgement yet"
    text = run("appraise", "show", str(done["id"]))[1]
    assert "D1 Randomisation\n  1.1    Random sequence: PY\n         “of mitoxantrone up to" in text
    assert "D1     Randomisation: not judged (proposed: Low, because 1.2 Y, 1.1 PY, 1.3 N)" in text
    assert "2.3    Deviations due to the trial: asked if the answers above call for it" in text
    assert "2.3A   Other treatments balanced: not asked" in text


def test_who_judges_otherwise_is_asked_why(run: Any) -> None:
    run("study", "1", "--design", "randomised trial")
    said = run("appraise", "set", "1", "rob-2", "--claim", "1", *LOW, "--answer", "D1=high")[1]
    assert "Still missing: D1 Randomisation: say why it is not Low, as proposed." in said
    done = asked(
        run, "appraise", "set", "1", "rob-2", "--claim", "1", "--answer", "D1=high: Broken envelopes."
    )
    assert not [each for each in done["missing"] if each.startswith("D1")]
    assert done["overall"]["proposed"] == "High"
    assert done["overall"]["because"] == "D1 High"


def test_what_fits_is_told_with_the_design_its_words_and_what_index_terms_say(run: Any) -> None:
    found = asked(run, "appraise", "offer", "1")
    assert (found["design"], found["proposed"]) == ("", "case series")
    assert found["words"]["exact"] == "Retrospective case series with prospective follow-up"
    assert "Comparative Study" in found["conflicts"]
    assert [row["id"] for row in found["offered"]] == ["ocebm-2011"]
    refused = {row["id"]: row for row in found["not_offered"]}
    assert refused["rob-2"]["with_despite"] and not refused["aacods"]["with_despite"]
    text = run("appraise", "offer", "2")[1]
    assert "aacods" in text and "RoB 2 is for the words of studies" in text


def test_another_design_needs_a_reason_and_another_voice_is_never_opened(run: Any) -> None:
    run("study", "1", "--design", "case series")
    code, _, err = run("appraise", "set", "1", "rob-2", "--claim", "1", *LOW)
    assert code == 1 and "This study: case series." in err and "say why this one is used all the same" in err
    assert (
        run("appraise", "set", "1", "rob-2", "--claim", "1", *LOW, "--despite", "It was randomised.")[0] == 0
    )
    assert asked(run, "appraise", "list", "1")[0]["despite"] == "It was randomised."
    code, _, err = run("appraise", "set", "1", "aacods", "--answer", "authority=yes", "--despite", "Because.")
    assert code == 1 and "AACODS is for commentary, not for the words of a study." in err


def test_a_form_about_one_result_wants_a_claim_that_rests_on_the_study(run: Any) -> None:
    run("study", "1", "--design", "randomised trial")
    code, _, err = run("appraise", "set", "1", "rob-2", *LOW)
    assert code == 1 and "RoB 2 is about one result of a study" in err
    run("claim", "add", "Nothing is linked to it.")
    code, _, err = run("appraise", "set", "1", "rob-2", "--claim", "2", *LOW)
    assert code == 1 and "Claim 2 rests on no words of this study." in err


def test_files_that_cannot_be_used_are_named_with_line_and_reason(run: Any) -> None:
    own_folder().mkdir(parents=True)
    (own_folder() / "bad.toml").write_text('id = "x"\nname = \n', encoding="utf-8")
    text = run("appraise", "instruments")[1]
    assert "Refused: The instrument bad.toml cannot be read: Invalid value (at line 2, column 8)." in text
    assert text.rstrip().endswith(str(own_folder()))
    rows = asked(run, "appraise", "instruments")
    assert {row["id"] for row in rows if "id" in row} >= {"rob-2", "quadas-2"}
    assert [Path(row["file"]).name for row in rows if "refused" in row] == ["bad.toml"]


def test_unknown_appraisals_and_missing_ids_have_their_sentence(run: Any) -> None:
    assert "There is no appraisal 7." in run("appraise", "show", "7")[2]
    assert run("appraise", "show")[0] == 2
    assert run("appraise", "set", "1")[0] == 2


def test_judgements_across_studies_are_printed_and_drawn(run: Any, tmp_path: Path) -> None:
    assert "Nothing was appraised with “rob-2” here." in run("lights", "rob-2")[2]
    run("study", "1", "--design", "randomised trial", "--label", "The trial")
    run("appraise", "set", "1", "rob-2", "--claim", "1", *LOW, "--answer", "D1=low", "--judgement", "some")
    text = run("lights", "rob-2")[1]
    assert text.startswith("A  The trial (Claim 1, Relapses fall.): D1 Low, D2 Not judged")
    assert "Overall Some concerns" in text
    assert "D1 Randomisation: 1 Low" in run("lights", "rob-2", "--bars")[1]
    for name in ("lights.svg", "bars.pdf"):
        made = asked(
            run, "lights", "rob-2", "-o", str(tmp_path / name), *(["--bars"] if "bars" in name else [])
        )
        assert Path(made["path"]).stat().st_size == made["bytes"] > 1000
    assert run("lights", "rob-2", "-o", str(tmp_path / "x.txt"))[0] == 1
