"""Instrument files: what ships is whole, and what is wrong with a file is said by name, line and reason."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.appraisal import instruments as module
from reviewer.appraisal.instrument import RULES, Form, Instrument
from reviewer.appraisal.instruments import from_json, instruments, load, to_json
from reviewer.appraisal.score import score
from reviewer.errors import ReviewError
from reviewer.model import Answer, Voice
from reviewer.settings import resource

EXPECTED = {
    *("aacods", "amstar-2", "grade", "jbi-case-series", "jbi-text-opinion", "nos-case-control", "nos-cohort"),
    *("ocebm-2011", "quadas-2", "rob-2", "rob-2-cluster", "rob-2-crossover", "robins-i"),
}
EACH = [pytest.param(each, id=key) for key, each in instruments().items()]


def test_every_file_is_one_instrument_with_its_name():
    assert set(instruments()) == EXPECTED
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


RULED = (
    GOOD
    + """[[items]]
id = "2"
label = "Two"
prompt = "Two?"
asked = "1 yes"
[[items]]
id = "D"
label = "Judged"
prompt = "How?"
[[items.rules]]
when = "1 no"
then = "no"
[[items.rules]]
when = "2 yes/no"
then = "yes"
[[overall]]
key = "yes"
label = "Fine"
[[overall]]
key = "no"
label = "Poor"
[[overall_rules]]
when = "D no"
then = "no"
"""
)


def test_a_file_with_rules_of_the_users_own_is_read(tmp_path: Path):
    own = load(write(tmp_path, RULED))
    assert own.item("2").asked == "1 yes"
    assert [option.label for option in own.item("D").answers] == ["Fine", "Poor"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('asked = "1 yes"', 'asked = "3 yes"', r"line 25,.*asks “3”, which is not known there"),
        ('asked = "1 yes"', 'asked = "2 yes"', r"asks “2”, which is not known there"),
        ('asked = "1 yes"', 'asked = "D yes"', r"asks “D”, which is not known there"),
        ('asked = "1 yes"', 'asked = "1 maybe"', r"line 25,.*asks 1 for “maybe”; it may be na, no, yes"),
        ('asked = "1 yes"', 'asked = "1"', r"line 25,.*“1” is no check; write for example"),
        ('asked = "1 yes"', 'optional = "yes"', r"line 25,.*must be true or false"),
        ('when = "1 no"', 'when = "1 >= 2"', r"counts “1”, which is no section"),
        ('when = "1 no"\nthen = "no"', 'when = "1 no"\nthen = "bad"', r"gives “bad”, which no answer has"),
        ('when = "1 no"\nthen = "no"', 'when = "1 no"', r"A rule needs a judgement"),
        ('voices = ["study"]', 'voices = ["study"]\nunit = "page"', r"line 8,.*“page” is not a known unit"),
        ("[[overall_rules]]", '[[sections]]\nid = "s"\nlabel = "S"\n[[overall_rules]]', r"in no section"),
    ],
)
def test_bad_rules_are_refused_with_line_and_reason(tmp_path: Path, old: str, new: str, reason: str):
    assert old in RULED
    with pytest.raises(ReviewError, match=reason):
        load(write(tmp_path, RULED.replace(old, new, 1)))


def test_a_folder_of_the_users_own_is_read_and_a_bad_file_stops_nothing_else():
    folder = module.own_folder()
    assert module.refused() == () and not folder.exists()
    folder.mkdir(parents=True)
    (folder / "bad.toml").write_text(GOOD.replace('rule = "tally"', 'rule = "taly"'), encoding="utf-8")
    (folder / "own.toml").write_text(GOOD, encoding="utf-8")
    (folder / "same.toml").write_text(GOOD, encoding="utf-8")
    (folder / "taken.toml").write_text(GOOD.replace('id = "x"', 'id = "rob-2"'), encoding="utf-8")
    (folder / "folder.toml").mkdir()

    assert set(instruments()) == EXPECTED | {"x"}
    told = {path.name: reason for path, reason in module.refused()}
    assert set(told) == {"bad.toml", "same.toml", "taken.toml", "folder.toml"}
    assert "bad.toml, line 6, cannot be used" in told["bad.toml"] and "tally" in told["bad.toml"]
    assert "“x” is that of one in own.toml" in told["same.toml"]
    assert "“rob-2” is that of one that comes with Reviewer" in told["taken.toml"]

    (folder / "own.toml").write_text(GOOD.replace('name = "X"', 'name = "Another"'), encoding="utf-8")
    assert instruments()["x"].name == "Another"


def test_a_definition_kept_before_there_were_rules_is_still_read():
    form = instruments()["aacods"]
    old = json.loads(to_json(form))
    for gone in ("unit", "sections", "steps", "overall_rules"):
        del old[gone]
    for item in old["items"]:
        for gone in ("asked", "optional", "rules"):
            del item[gone]
    assert from_json(json.dumps(old)) == form


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


@pytest.mark.parametrize(("variant", "section"), [("rob-2-cluster", "D1b"), ("rob-2-crossover", "DS")])
def test_a_variant_of_rob_2_is_rob_2_with_one_domain_more_that_a_person_judges(
    variant: str, section: str
) -> None:
    forms = instruments()
    base, form = forms["rob-2"], forms[variant]
    assert tuple(item for item in form.items if item.section != section) == base.items
    assert (form.steps, form.overall) == (base.steps, base.overall)
    added = [item for item in form.items if item.section == section]
    assert len(added) == 4 and not any(rule.then for rule in added[-1].rules)
    assert (
        "could not be compared" in added[-1].rules[0].say and "Not compared with their source" in form.checked
    )
    with_high = {item.id: Answer("low") for item in form.items if item.rules} | {section: Answer("high")}
    assert score(form, with_high).judgement == "high", "a high domain is high overall, whichever it is"
