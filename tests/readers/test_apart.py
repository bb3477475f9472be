"""Reading in a process apart: whatever happens there, here it is a text, a rejection or a clear refusal."""

from __future__ import annotations

import io
import os
import pickle
import signal
import time

import pytest

from reviewer.errors import ReviewError
from reviewer.model import Kind, Record
from reviewer.readers import Input, Parsed, Rejected, apart

BAD = ("tests.readers.bad_readers",)


def read(name: str, data: bytes = b"x", seconds: float = 30.0) -> list[Parsed | Rejected]:
    return list(apart.read(name, f"test-{name}", Input.of_bytes(data, f"{name}.x"), seconds, more=BAD))


def refusal(name: str, seconds: float = 30.0) -> ReviewError:
    with pytest.raises(ReviewError) as caught:
        read(name, seconds=seconds)
    return caught.value


def waiting() -> list[int]:
    return [worker.pid for worker in apart._idle]


def test_one_process_reads_file_after_file() -> None:
    first = read("sized", b"12345")
    pids = waiting()

    assert first == [Parsed("sized.x 5")]
    assert read("sized", b"1" * 3_000_000) == [Parsed("sized.x 3000000")]
    assert waiting() == pids and len(pids) == 1


def test_items_come_in_order_with_the_position() -> None:
    source = Input.of_bytes(b"x" * 5_000, "many.x")
    numbers, positions = [], []
    for item in apart.read("many", "test-many", source, more=BAD):
        assert isinstance(item, Parsed)
        numbers.append(item.number)
        positions.append(source.position)

    assert numbers == list(range(1, 1_001))
    assert positions[0] < 1_000 and positions[-1] == 1_000


def test_a_reader_that_hangs_is_given_up() -> None:
    started = time.monotonic()
    error = refusal("hang", seconds=1)

    assert error.message == "hang.x took more than 1 s and was given up."
    assert error.hint
    assert time.monotonic() - started < 10


def test_a_reader_that_says_so_may_take_longer() -> None:
    read("sized")  # on a busy machine the start of a process alone takes its second
    assert read("slow", seconds=1) == [Parsed("late but there")]


@pytest.mark.parametrize("name", ["crash", "fail"])
def test_a_reader_that_crashes_is_named(name: str) -> None:
    error = refusal(name)

    assert error.message == f"{name}.x made the {name} reader fail."
    assert isinstance(error.__cause__, ChildProcessError)
    assert name == "crash" or "a bug" in str(error.__cause__)


def test_a_reader_that_eats_memory_is_stopped() -> None:
    assert refusal("eat").message == "eat.x needs more memory than one file may take."


def test_what_a_reader_refuses_is_refused_here_and_the_process_goes_on() -> None:
    read("sized")
    pids = waiting()
    items = apart.read("refuse", "test-refuse", Input.of_bytes(b"x", "a.x"), more=BAD)

    assert next(items) == Rejected(1, 1, "no")
    with pytest.raises(ReviewError, match="a.x is not liked.") as caught:
        next(items)
    assert caught.value.hint == "Like it."
    assert waiting() == pids


def test_what_a_library_prints_does_no_harm_and_no_window_is_loaded() -> None:
    assert read("shout") == [Parsed("")]


def test_only_plain_data_is_taken() -> None:
    assert refusal("trick").message == "trick.x made the trick reader fail."


def test_a_process_that_was_killed_while_it_waited_is_replaced() -> None:
    read("sized")
    os.kill(waiting()[0], signal.SIGKILL)
    time.sleep(0.2)

    assert read("sized") == [Parsed("sized.x 1")]


def test_a_process_that_is_killed_while_it_reads_costs_one_file_only() -> None:
    """The system's killer of processes, or a person, may take the process at any time."""
    read("sized")
    pid = waiting()[0]
    items = apart.read("hang", "test-hang", Input.of_bytes(b"x", "b.x"), more=BAD)
    assert next(items) == Parsed("first")
    os.kill(pid, signal.SIGKILL)

    with pytest.raises(ReviewError, match="^b.x made the hang reader fail.$"):
        next(items)
    assert read("sized") == [Parsed("sized.x 1")]


def test_a_reader_that_is_left_early_leaves_no_process_behind() -> None:
    apart.close()
    items = apart.read("hang", "test-hang", Input.of_bytes(b"x", "b.x"), more=BAD)
    next(items)
    items.close()  # type: ignore[attr-defined]

    assert waiting() == []


def test_the_waiting_process_is_ended_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "IDLE_SECONDS", 0.1)
    read("sized")
    pid = waiting()[0]
    end = time.monotonic() + 5
    while waiting() and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(0.2)

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_process_that_cannot_be_started_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    apart.close()
    monkeypatch.setattr("sys.executable", "/nowhere/python")

    with pytest.raises(ReviewError, match="cannot be started"):
        read("sized")


def test_members_of_enumerations_come_through_and_nothing_else_of_getattr() -> None:
    def loaded(owner: object, name: str) -> object:
        # As Python 3.11.0 to 3.11.3 write a member: getattr(owner, name).
        words = pickle.dumps((owner, name), 2)[2:-1]
        return apart._PlainData(io.BytesIO(b"\x80\x02cbuiltins\ngetattr\n" + words + b"R.")).load()

    assert loaded(Kind, "TITLE") is Kind.TITLE
    for owner, name in ((Kind, "__class__"), (Record, "__init__")):
        with pytest.raises(pickle.UnpicklingError):
            loaded(owner, name)
