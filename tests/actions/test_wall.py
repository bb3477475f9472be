"""No sequence of actions lets words that are no study's into a certainty: every action there is, in random
order, with attempts to rate whatever there is to rate; by command; and by files brought in."""

from __future__ import annotations

import json
import random
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer import cli, library
from reviewer.actions import appraisals
from reviewer.actions import claims as claim_actions
from reviewer.actions import documents as document_actions
from reviewer.actions.exporting import export_for_others
from reviewer.appraisal import grade
from reviewer.errors import Declined, ReviewError
from reviewer.library import Library, claims, documents
from reviewer.library import appraisals as kept
from reviewer.model import Judgement, Kind, Voice
from tests import wall
from tests.kill.verbs import Hands, do_one

ATTEMPTS = ("rate", "judge", "effect", "mark")
FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def attempt(at: Hands) -> None:
    """Try to rate any claim in any population, and see that it went through only for a study's words."""
    claim, population = at.claim(), at.population()
    allowed, before = (claim, population) in wall.bodies(at.lib), wall.ratings(at.lib)
    rating = kept.certainty_of(at.lib, claim, population, at.lib.reviewer.id)
    try:
        match at.one(ATTEMPTS):
            case "rate":
                appraisals.rate_certainty(at.lib, claim, population, outcome=at.words(1))
            case "judge":
                domain = at.one(grade.DOMAINS_DOWN)
                appraisals.judge(at.lib, claim, population, domain, Judgement(-1, at.words(1)))
            case "effect":
                appraisals.set_effect(at.lib, claim, population, measure="RR", estimate="0.5")
            case _ if rating is not None:
                appraisals.mark_graded(at.lib, rating.id)
    except Declined:
        assert wall.ratings(at.lib) == before
    except ReviewError:
        assert wall.ratings(at.lib) == before or allowed
    else:
        assert allowed or wall.ratings(at.lib) == before


@settings(max_examples=3, deadline=None, suppress_health_check=FIXTURES)
@given(seed=st.integers(0, 10_000))
def test_no_sequence_of_all_actions_lets_an_opinion_into_a_certainty(
    made: dict[str, Path], tmp_path: Path, seed: int
) -> None:
    path = Path(shutil.copy(made["example"], tmp_path / f"{seed}.reviewlib"))
    with closing(library.open(path)) as lib:
        lib.db.execute("PRAGMA synchronous = OFF")
        at = Hands(lib, random.Random(seed), tmp_path)
        for step in range(100):
            if lib.db.execute("SELECT 1 FROM claims").fetchone() and at.dice.random() < 0.4:
                attempt(at)
            else:
                do_one(at)
            if step % 10 == 9:
                assert wall.breaches(lib) == []


PLAIN: list[tuple[Kind, Voice | None]] = [
    (kind, None) for kind in (Kind.ABSTRACT, Kind.BODY, Kind.COMMENTARY, Kind.COMMENT, Kind.BOILERPLATE)
]
VOICES = [*PLAIN, *((Kind.QUOTE, voice) for voice in (Voice.STUDY, Voice.READER, Voice.COMMENTARY))]


@settings(max_examples=8, deadline=None, suppress_health_check=FIXTURES)
@given(changes=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(VOICES)), min_size=1, max_size=6))
def test_a_voice_that_changes_after_the_rating_takes_the_certainty_along(
    made: dict[str, Path], tmp_path: Path, changes: list[tuple[int, tuple[Kind, Voice | None]]]
) -> None:
    with closing(library.open(Path(shutil.copy(made["example"], tmp_path / "v.reviewlib")))) as lib:
        lib.db.execute("PRAGMA synchronous = OFF")
        for number, (kind, voice) in changes:
            document = 1 + number % 2
            parts = [s for s in documents.segments(lib, document) if s.rule != documents.BLANK]
            document_actions.set_kind(lib, document, parts[number % len(parts)].id, kind, voice)
        assert wall.breaches(lib) == []
        for link in claims.quotes(lib):
            if not link.counts and (link.claim, link.population) not in wall.bodies(lib):
                with pytest.raises(Declined):
                    appraisals.rate_certainty(lib, link.claim, link.population, outcome="x")


@pytest.mark.parametrize("format", ["web-annotations", "qdpx"])
def test_what_files_bring_in_counts_only_where_a_study_speaks(
    made: dict[str, Path], tmp_path: Path, format: str
) -> None:
    suffix = {"web-annotations": "jsonld", "qdpx": "qdpx"}[format]
    with closing(library.open(Path(shutil.copy(made["example"], tmp_path / "a.reviewlib")))) as lib:
        export_for_others(lib, tmp_path / f"out.{suffix}", format)
    with closing(library.open(Path(shutil.copy(made["seeds"], tmp_path / "b.reviewlib")))) as lib:
        blog = next(d for d in documents.rows(lib) if _has_readers(lib, d))
        for part in documents.segments(lib, blog):
            if part.voice is Voice.STUDY:
                document_actions.set_kind(lib, blog, part.id, Kind.COMMENTARY)
    out = tmp_path / f"out.{suffix}"
    assert cli.main(["--library", str(tmp_path / "b.reviewlib"), "bring", str(out)]) == 0
    with closing(library.open(tmp_path / "b.reviewlib")) as lib:
        links = claims.quotes(lib)
        assert links and wall.breaches(lib) == []
        assert not any(link.counts for link in links if link.span.document == blog)
        for link in links:
            if (link.claim, link.population) not in wall.bodies(lib):
                with pytest.raises(Declined):
                    appraisals.rate_certainty(lib, link.claim, link.population, outcome="x")


def _has_readers(lib: Library, document: int) -> bool:
    return any(part.voice is Voice.READER for part in documents.segments(lib, document))


COMMANDS = st.sampled_from(["kind", "split", "merge", "quote", "move", "grade", "done", "undo", "background"])


@settings(max_examples=6, deadline=None, suppress_health_check=FIXTURES)
@given(steps=st.lists(st.tuples(COMMANDS, st.integers(0, 3000)), min_size=4, max_size=14))
def test_no_sequence_of_commands_lets_an_opinion_into_a_certainty(
    made: dict[str, Path], tmp_path: Path, capsys: Any, steps: list[tuple[str, int]]
) -> None:
    path = Path(shutil.copy(made["example"], tmp_path / "c.reviewlib"))
    for name, number in steps:
        with closing(library.open(path)) as lib:
            quotes = [link.id for link in claims.quotes(lib)]
            held = wall.bodies(lib)
            numbers = {claim.number: claim.id for claim in claims.claims(lib)}
            populations = {None: None} | {p.short: p.id for p in claims.populations(lib)}
        claim, quote = str(1 + number % 11), str(quotes[number % len(quotes)] if quotes else 1)
        group = list(populations)[number % len(populations)]
        named = ["--population", group] if group else []
        span, kind = (
            f"{number}-{number + 30}",
            ["abstract", "comment", "commentary", "boilerplate"][number % 4],
        )
        words = {
            "kind": ["segment", "kind", "2", str(number), kind],
            "split": ["segment", "split", "2", str(number)],
            "merge": ["segment", "merge", "2", str(number)],
            "quote": ["quote", "add", claim, "--document", "2", "--span", span, *named],
            "move": ["quote", "edit", quote, "--claim", claim],
            "grade": ["grade", "set", claim, *named, "--judge", "imprecision=-1: few"],
            "done": ["grade", "done", claim, *named],
            "undo": ["undo"],
            "background": ["quote", "edit", quote, "--background"],
        }[name]
        code = cli.main(["--library", str(path), *words])
        assert code in (0, 1, 2), capsys.readouterr().err
        if name == "grade" and code == 0:
            assert (numbers[int(claim)], populations[group]) in held
    capsys.readouterr()
    assert cli.main(["--library", str(path), "grade", "list", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with closing(library.open(path)) as lib:
        assert wall.breaches(lib) == []
        for row in told:
            assert (row["level"] is not None) == ((row["claim"], row["population"]) in wall.bodies(lib))


def test_a_quote_moved_to_a_rated_claim_does_not_count_there(made: dict[str, Path], tmp_path: Path) -> None:
    with closing(library.open(Path(shutil.copy(made["example"], tmp_path / "m.reviewlib")))) as lib:
        rated = claims.claims(lib)[0].id
        group = claims.populations(lib)[0].id
        before = len(appraisals.body(lib, rated, group))
        for link in claims.quotes(lib):
            if not link.counts:
                claim_actions.edit_quote(lib, link.id, claim=rated, population=group)
        assert len(appraisals.body(lib, rated, group)) == before
        assert wall.breaches(lib) == []
