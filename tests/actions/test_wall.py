"""No sequence of actions lets words that are no study's into a certainty: every action there is, in random
order, with attempts to rate whatever there is to rate. Commands and files are in tests/cli/test_wall.py."""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer import library
from reviewer.actions import appraisals
from reviewer.actions import claims as claim_actions
from reviewer.actions import documents as document_actions
from reviewer.appraisal import grade
from reviewer.errors import Declined, ReviewError
from reviewer.library import appraisals as kept
from reviewer.library import claims, documents
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
