"""Data classes whose `__init__` is written anew: the same objects, made in less time."""

from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model import Kind, Name, Record, Segment
from reviewer.model.quick import quick


@dataclass(frozen=True, slots=True)
class _Slow:
    kind: int
    cls: str = "a"
    self_: tuple[int, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class _Quick:
    kind: int
    cls: str = "a"
    self_: tuple[int, ...] = ()


@given(st.integers(), st.text(), st.tuples(st.integers()))
def test_fields_are_as_they_were_given(kind: int, cls: str, rest: tuple[int, ...]) -> None:
    for slow, made in (
        (_Slow(kind, cls, rest), _Quick(kind, cls, rest)),
        (_Slow(kind), _Quick(kind)),
        (_Slow(self_=rest, kind=kind), _Quick(self_=rest, kind=kind)),
    ):
        assert [getattr(slow, each.name) for each in fields(slow)] == [
            getattr(made, each.name) for each in fields(made)
        ]
        assert type(made) is _Quick
        assert repr(made) == repr(slow).replace("_Slow", "_Quick")


@pytest.mark.parametrize(
    "made", [Record(title="a", authors=(Name("b"),)), Segment(0, 3, Kind.TITLE), _Quick(1, "b")]
)
def test_objects_are_copied_pickled_compared_and_never_changed(made: Record | Segment | _Quick) -> None:
    for same in (copy.copy(made), copy.deepcopy(made), replace(made)):
        assert (same, hash(same)) == (made, hash(made))
    assert pickle.loads(pickle.dumps(made)) == made
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(made)[0].name, "other")


def test_arguments_are_those_of_the_class() -> None:
    assert inspect.signature(_Quick) == inspect.signature(_Slow)
    with pytest.raises(TypeError):
        _Quick()  # type: ignore[call-arg]


def test_a_class_with_more_to_do_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class _Made:
        each: list[int] = field(default_factory=list)

    with pytest.raises(TypeError):
        quick(_Made)
