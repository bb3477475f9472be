"""Instrument files: what ships is whole, and what is wrong with a file is said by name, line and reason."""

from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.appraisal.instruments import (
    RULES,
    Form,
    Instrument,
    from_json,
    instruments,
    load,
    to_json,
)
from reviewer.errors import ReviewError
from reviewer.model import Voice
from reviewer.settings import resource

EXPECTED = {"aacods", "grade", "jbi-case-series", "jbi-text-opinion", "ocebm-2011"}
EACH = [pytest.param(each, id=key) for key, each in instruments().items()]


def test_every_file_is_one_instrument_with_its_name():
    assert set(instruments()) >= EXPECTED
    files = {path.stem for path in resource("instruments").glob("*.toml")}
    assert files == set(instruments())


@pytest.mark.parametrize("instrument", EACH)
def test_every_instrument_is_whole(instrument: Instrument):
    assert instrument.rule in RULES and instrument.citation and instrument.licence and instrument.checked
    assert instrument.voices and Voice.READER not in instrument.voices
    for item in instrument.items:
        assert item.label and item.prompt.endswith("?")
        assert len(item.answers) >= 2


@pytest.mark.parametrize("instrument", EACH)
def test_the_definition_kept_in_a_library_is_the_same(instrument: Instrument):
    kept = to_json(instrument)
    assert from_json(kept) == instrument
    assert to_json(from_json(kept)) == kept


def test_case_series_has_ten_items_and_three_overall_answers():
    form = instruments()["jbi-case-series"]
    assert [item.id for item in form.items] == [str(number) for number in range(1, 11)]
    assert [answer.key for answer in form.items[0].answers] == ["yes", "no", "unclear", "na"]
    assert [answer.label for answer in form.overall] == ["Include", "Exclude", "Seek further information"]
    assert form.item("9").label == "Presenting sites clearly reported"


def test_text_and_opinion_and_aacods_have_six_items_for_commentary_only():
    for key in ("jbi-text-opinion", "aacods"):
        assert len(instruments()[key].items) == 6
        assert instruments()[key].voices == (Voice.COMMENTARY,)


def test_the_ocebm_table_has_seven_questions_and_no_level_for_opinion():
    form = instruments()["ocebm-2011"]
    levels = {(row.question, row.level) for row in form.table}
    questions = [answer.key for answer in form.item("question").answers]
    assert len(questions) == 7 and form.form is Form.LEVELS
    without_five = {"frequency", "prognosis"}
    assert levels == {
        (question, level)
        for question in questions
        for level in range(1, 5 if question in without_five else 6)
    }
    assert not any("opinion" in row.criterion.lower() for row in form.table)


def test_an_unknown_item_is_named():
    with pytest.raises(ReviewError, match="no item “11”"):
        instruments()["jbi-case-series"].item("11")


GOOD = """id = "x"
name = "X"
short = "X"
version = "1"
form = "checklist"
rule = "tally"
voices = ["study"]
citation = "c"
licence = "l"
checked = "k"
[[answers]]
key = "yes"
label = "Yes"
[[answers]]
key = "no"
label = "No"
[[items]]
id = "1"
label = "One"
prompt = "One?"
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_the_users_own_is_read(tmp_path: Path):
    own = load(write(tmp_path, GOOD))
    assert own.name == "X" and own.items[0].answers[1].label == "No"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('version = "1"', 'version = "1', r"own\.toml cannot be read: .*line 4"),
        ('name = "X"\n', "", r"“name” must be a text"),
        ('rule = "tally"', 'rule = "taly"', r"line 6,.*“taly” is not a known rule.*Did you mean “tally”"),
        ('voices = ["study"]', 'voices = ["editor"]', r"line 7,.*“editor” is not a known voices"),
        ('label = "One"', 'labell = "One"', r"“label” must be a text"),
        ('prompt = "One?"', 'prompt = "One?"\nguidence = ""', r"line 21,.*Did you mean “guidance”"),
        ('key = "no"', 'key = "yes"', r"answer “yes” stands there twice"),
        ('key = "no"', 'key = "no"\nlevels = "a"', r"must be a whole number"),
        ('form = "checklist"', 'form = "levels"', r"has no item “question”"),
        ('voices = ["study"]', 'voices = "study"', r"must be a list"),
        ('citation = "c"', "citation = 3", r"“citation” must be a text"),
        ('voices = ["study"]', "voices = [1]", r"must be a list of texts"),
    ],
)
def test_a_bad_file_is_refused_with_file_line_and_reason(tmp_path: Path, old: str, new: str, reason: str):
    assert old in GOOD
    with pytest.raises(ReviewError, match=reason) as caught:
        load(write(tmp_path, GOOD.replace(old, new)))
    assert "own.toml" in str(caught.value) and caught.value.hint


def test_files_without_items_or_answers_are_refused(tmp_path: Path):
    head = GOOD.partition("[[items]]")[0]
    with pytest.raises(ReviewError, match="no items"):
        load(write(tmp_path, head))
    with pytest.raises(ReviewError, match="no answers"):
        load(write(tmp_path, GOOD.replace("[[answers]]", "[[overall]]")))


def test_the_table_of_levels_and_the_starts_are_checked(tmp_path: Path):
    source = resource("instruments/ocebm-2011.toml").read_text(encoding="utf-8")
    with pytest.raises(ReviewError, match="names “random survey”"):
        load(
            write(
                tmp_path, source.replace('studies = ["random sample survey"]', 'studies = ["random survey"]')
            )
        )
    grade = resource("instruments/grade.toml").read_text(encoding="utf-8")
    with pytest.raises(ReviewError, match="one level, 1 to 4"):
        load(write(tmp_path, grade.replace("levels = [2, 4, 2]", "levels = [2, 5, 2]")))
    with pytest.raises(ReviewError, match="list of whole numbers"):
        load(write(tmp_path, grade.replace("levels = [2, 4, 2]", 'levels = ["a"]')))


def test_a_missing_file_and_damaged_definitions_are_refused(tmp_path: Path):
    with pytest.raises(ReviewError, match=r"none\.toml cannot be read"):
        load(tmp_path / "none.toml")
    with pytest.raises(ReviewError, match="kept instrument cannot be read"):
        from_json("{")
    with pytest.raises(ReviewError, match="must be a text"):
        from_json("[]")


def test_a_changed_copy_differs():
    form = instruments()["aacods"]
    assert to_json(replace(form, version="2011")) != to_json(form)
