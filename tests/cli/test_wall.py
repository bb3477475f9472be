"""No sequence of commands, and nothing a file says, lets an opinion into a certainty.

Commands come in random order with arguments that mostly fit: what ties words to claims, says whose words a
part is, pools, merges, splits, takes back and brings in, and every way there is to rate. After each the
journal is asked what was rated. Files bring rows, voices and forms that say more than they may.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer import cli, library
from reviewer.actions import appraisals as rating
from reviewer.actions import documents as document_actions
from reviewer.actions.example import load_example
from reviewer.actions.exporting import export_for_others
from reviewer.appraisal.instruments import instruments, own_folder
from reviewer.errors import Declined
from reviewer.library import Library, appraisals, claims, documents
from reviewer.model import Kind, Voice
from tests import wall

FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
KINDS = ("abstract", "body", "comment", "commentary", "boilerplate", "quote")
POOLED = ("NMO", "--with", "MS")
VOICES = ("study", "reader", "commentary", "none")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "example.reviewlib"
    with closing(library.create(path)) as lib:
        load_example(lib)
    return path


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where commands are typed: the library, the dice, and what there is to name."""

    path: Path
    dice: random.Random

    def opened(self) -> Library:
        return library.open(self.path)

    def run(self, *words: str) -> int:
        """Run a command; whatever it says, it may not end in a bug."""
        code = cli.main(["--library", str(self.path), *words])
        assert code in (0, 1, 2), words
        return code

    def claim(self) -> str:
        return str(self.dice.randint(1, 12))

    def quote(self) -> str:
        with closing(self.opened()) as lib:
            return str(self.dice.choice([link.id for link in claims.quotes(lib)] or [1]))

    def whom(self) -> list[str]:
        with closing(self.opened()) as lib:
            names = [each.short or each.name for each in claims.populations(lib)]
        return ["--population", self.dice.choice(names)] if names and self.dice.random() < 0.8 else []

    def place(self) -> str:
        return str(self.dice.randrange(3000))


def quote_add(at: Terminal) -> list[str]:
    begin = at.dice.randrange(2900)
    span = ["--document", str(at.dice.randint(1, 2)), "--span", f"{begin}-{begin + at.dice.randint(5, 90)}"]
    return ["quote", "add", at.claim(), *span, *at.whom()]


def segment_kind(at: Terminal) -> list[str]:
    kind = at.dice.choice(KINDS)
    voice = ["--voice", at.dice.choice(VOICES)] if kind == "quote" else []
    return ["segment", "kind", "2", at.place(), kind, *voice]


def grade_set(at: Terminal) -> list[str]:
    given = at.dice.choice(
        [
            ["--judge", "imprecision=-1: few"],
            ["--judge", "large_effect=2: far", "--override", "all the same"],
            ["--start", "randomised", "--start-reason", "a trial"],
            ["--measure", "RR", "--estimate", "0.5", "--low", "0.4", "--high", "0.7", "--risk", "20%"],
            ["--importance", "9", "--side", "benefit", "--participants", "400", "--outcome", "Relapses"],
            ["--rule-set", "robins-i", "--observed", "{10/20}"],
        ]
    )
    return ["grade", "set", at.claim(), *at.whom(), *given]


def appraise(at: Terminal) -> list[str]:
    form = at.dice.choice(["ocebm-2011", "rob-2", "jbi-case-series", "robins-i", "nos-cohort"])
    item = {"ocebm-2011": "study=randomised trial", "rob-2": "1.1=y"}.get(form, "1=yes")
    despite = ["--despite", "I say so"] if at.dice.random() < 0.5 else []
    return [
        "appraise",
        "set",
        str(at.dice.randint(1, 2)),
        form,
        "--claim",
        at.claim(),
        "--answer",
        item,
        *despite,
    ]


COMMANDS: dict[str, Callable[[Terminal], list[str]]] = {
    "quote add": quote_add,
    "quote move": lambda at: ["quote", "edit", at.quote(), "--claim", at.claim()],
    "quote population": lambda at: ["quote", "edit", at.quote(), *at.whom()],
    "quote background": lambda at: ["quote", "edit", at.quote(), "--background"],
    "quote remove": lambda at: ["quote", "remove", at.quote()],
    "claim add": lambda at: ["claim", "add", f"Claim of {at.place()}."],
    "claim merge": lambda at: ["claim", "merge", at.claim(), at.claim()],
    "claim split": lambda at: ["claim", "split", at.claim(), at.quote(), "--statement", "Apart."],
    "segment kind": segment_kind,
    "segment split": lambda at: ["segment", "split", "2", at.place()],
    "segment merge": lambda at: ["segment", "merge", "2", at.place()],
    "segment move": lambda at: ["segment", "move", "2", at.place(), at.place()],
    "segment again": lambda at: ["segment", "again", "2"],
    "study": lambda at: ["study", str(at.dice.randint(1, 2)), "--design", "randomised trial"],
    "quoted": lambda at: ["quoted", at.dice.choice(["find", "confirm", "reject"]), "2", at.place()],
    "pool": lambda at: ["population", "pool", *POOLED, "--claim", at.claim(), "--reason", "alike"],
    "appraise": appraise,
    "grade set": grade_set,
    "grade set again": grade_set,
    "grade done": lambda at: ["grade", "done", at.claim(), *at.whom()],
    "grade reopen": lambda at: ["grade", "reopen", at.claim(), *at.whom()],
    "undo": lambda at: ["undo"],
    "redo": lambda at: ["redo"],
}  # fmt: skip


@settings(max_examples=4, deadline=None, suppress_health_check=FIXTURES)
@given(seed=st.integers(0, 100_000), names=st.lists(st.sampled_from([*COMMANDS]), min_size=12, max_size=24))
def test_no_sequence_of_commands_lets_an_opinion_into_a_certainty(
    example: Path, tmp_path: Path, capsys: Any, seed: int, names: list[str]
) -> None:
    at = Terminal(Path(shutil.copy(example, tmp_path / "c.reviewlib")), random.Random(seed))
    for name in names:
        with closing(at.opened()) as lib:
            held, before = wall.bodies(lib), wall.latest(lib)
        words = COMMANDS[name](at)
        at.run(*words)
        with closing(at.opened()) as lib:
            assert wall.rated_since(lib, before) <= held, words
    capsys.readouterr()
    assert at.run("grade", "list", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    with closing(at.opened()) as lib:
        assert wall.breaches(lib) == []
        bodies = wall.bodies(lib)
    assert all((row["level"] is not None) == ((row["claim"], row["population"]) in bodies) for row in told)


def test_the_commands_do_what_they_say_and_rate_where_it_is_allowed(example: Path, tmp_path: Path) -> None:
    """Hold the hand above to something: most of what it types is carried out, and ratings are among it."""
    at = Terminal(Path(shutil.copy(example, tmp_path / "c.reviewlib")), random.Random(4))
    with closing(at.opened()) as lib:
        before = wall.latest(lib)
    done = {name for _ in range(3) for name, made in COMMANDS.items() if at.run(*made(at)) == 0}
    with closing(at.opened()) as lib:
        assert wall.rated_since(lib, before)
    assert {"quote add", "segment kind", "grade set", "study", "undo"} <= done
    assert len(done) > len(COMMANDS) / 2


# ------------------------------------------------------------------ what files say


def _without_a_study(folder: Path) -> tuple[Path, int]:
    """Return a library with the seeds in which the blog holds no study's words, and the id of the blog."""
    path = folder / "seeds.reviewlib"
    with closing(library.create(path)) as lib:
        load_example(lib)
        blog = next(d for d in documents.rows(lib) if Voice.READER in _voices(lib, d))
        for part in documents.segments(lib, blog):
            if part.voice is Voice.STUDY:
                document_actions.set_kind(lib, blog, part.id, Kind.COMMENTARY)
    return path, blog


def _voices(lib: Library, document: int) -> set[Voice]:
    return {part.voice for part in documents.segments(lib, document)}


def _saying_study(data: Any) -> Any:
    """Return what a file says, with every voice in it called a study's and every kind an abstract's."""
    if isinstance(data, dict):
        lies = {"voice": "study", "kind": "abstract", "counts": True, "background": False}
        return {key: lies.get(key, _saying_study(value)) for key, value in data.items()}
    return [_saying_study(each) for each in data] if isinstance(data, list) else data


@pytest.mark.parametrize("truthful", [True, False])
@pytest.mark.parametrize("format", ["web-annotations", "qdpx"])
def test_marks_of_other_programs_count_only_where_a_study_speaks(
    example: Path, tmp_path: Path, format: str, truthful: bool
) -> None:
    out = tmp_path / {"web-annotations": "out.jsonld", "qdpx": "out.qdpx"}[format]
    with closing(library.open(Path(shutil.copy(example, tmp_path / "a.reviewlib")))) as lib:
        export_for_others(lib, out, format)
    if not truthful and format == "web-annotations":
        out.write_text(json.dumps(_saying_study(json.loads(out.read_text("utf-8")))), "utf-8")
    path, blog = _without_a_study(tmp_path)
    assert cli.main(["--library", str(path), "bring", str(out)]) == 0
    with closing(library.open(path)) as lib:
        links = claims.quotes(lib)
        assert links and wall.breaches(lib) == []
        assert not any(link.counts for link in links if link.span.document == blog)
        bodies = wall.bodies(lib)
        for link in links:
            if (link.claim, link.population) not in bodies:
                with pytest.raises(Declined):
                    rating.rate_certainty(lib, link.claim, link.population, outcome="x")


def _rows_by_another_program(path: Path) -> Iterator[tuple[int, int | None]]:
    """Write a finished rating beside the program for each claim that no study speaks of; yield the bodies."""
    with closing(library.open(path)) as lib:
        held, person = wall.bodies(lib), lib.reviewer.id
        bodies = {(link.claim, link.population) for link in claims.quotes(lib)} - held
    with closing(sqlite3.connect(path)) as db:
        for claim, population in sorted(bodies, key=str):
            db.execute(
                "INSERT INTO certainties(claim, population, reviewer, start, start_reason, graded) "
                "VALUES (?, ?, ?, 'randomised', 'Because.', 1)",
                (claim, population, person),
            )
            yield claim, population
        db.commit()


def test_a_rating_written_into_the_file_beside_the_program_is_never_stated(
    example: Path, tmp_path: Path, capsys: Any
) -> None:
    path = Path(shutil.copy(example, tmp_path / "w.reviewlib"))
    bodies = list(_rows_by_another_program(path))
    with closing(library.open(path)) as lib:
        written = [(each.claim, each.population) for each in appraisals.certainties(lib)]
        assert bodies and set(bodies) <= set(written)
        assert wall.breaches(lib) == []
    capsys.readouterr()
    assert cli.main(["--library", str(path), "grade", "summary", "--json"]) == 0
    assert "⊕⊕⊕⊕" not in capsys.readouterr().out, "each of them would be high"
    assert cli.main(["--library", str(path), "grade", "list", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {row["level"] for row in told if (row["claim"], row["population"]) in bodies} == {None}


def test_a_form_that_calls_itself_grade_or_is_for_readers_opens_nothing(
    example: Path, tmp_path: Path
) -> None:
    own_folder().mkdir(parents=True, exist_ok=True)
    shipped = {form.id: form for form in instruments().values()}
    for id, voices in (("grade", '["study", "reader"]'), ("mine", '["reader", "commentary", "study"]')):
        (own_folder() / f"{id}.toml").write_text(
            f'id = "{id}"\nname = "Mine"\nshort = "Mine"\nversion = "1"\nform = "grade"\nrule = "grade"\n'
            f'voices = {voices}\ncitation = "Mine."\nlicence = "Mine."\nchecked = "Nothing."\n',
            "utf-8",
        )
    assert instruments()["grade"] == shipped["grade"]
    path = Path(shutil.copy(example, tmp_path / "f.reviewlib"))
    with closing(library.open(path)) as lib:
        bodies = wall.bodies(lib)
        for link in claims.quotes(lib):
            if (link.claim, link.population) not in bodies:
                with pytest.raises(Declined):
                    rating.rate_certainty(lib, link.claim, link.population, outcome="x")
        assert wall.breaches(lib) == []
