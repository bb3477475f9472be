"""The pool of one: callbacks on the GUI thread, cancel, pause, and few progress signals."""

from __future__ import annotations

import threading
import time

import pytest
from pytestqt.qtbot import QtBot

from reviewer.errors import ReviewError
from reviewer.gui import jobs
from reviewer.model import Progress


def test_work_runs_elsewhere_and_its_result_arrives_here(qtbot: QtBot) -> None:
    threads: list[int] = []
    results: list[object] = []

    def work(progress: Progress) -> str:
        threads.append(threading.get_ident())
        return "made"

    def done(result: object) -> None:
        threads.append(threading.get_ident())
        results.append(result)

    job = jobs.start(work, done=done)
    qtbot.waitUntil(lambda: bool(results))

    assert results == ["made"]
    assert threads[0] != threads[1] == threading.get_ident()
    assert not job.running


def test_two_jobs_run_one_after_the_other(qtbot: QtBot) -> None:
    running: list[int] = []
    most: list[int] = []

    def work(progress: Progress) -> None:
        running.append(1)
        most.append(len(running))
        time.sleep(0.02)
        running.pop()

    done: list[object] = []
    for _ in range(3):
        jobs.start(work, done=done.append)
    qtbot.waitUntil(lambda: len(done) == 3)

    assert most == [1, 1, 1]


def test_an_error_of_the_users_world_goes_to_failed(qtbot: QtBot) -> None:
    errors: list[ReviewError] = []

    def work(progress: Progress) -> None:
        raise ReviewError("No such file.", "Check the name.")

    jobs.start(work, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))

    assert errors[0].hint == "Check the name."


def test_a_bug_reaches_the_exception_hook_of_this_thread(qtbot: QtBot) -> None:
    stopped: list[bool] = []

    def work(progress: Progress) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as escaped:
        jobs.start(work, stopped=lambda: stopped.append(True))
        qtbot.waitUntil(lambda: bool(escaped))

    assert escaped[0][0] is ZeroDivisionError
    assert stopped == [True]


def test_cancel_stops_the_work_at_its_next_progress(qtbot: QtBot) -> None:
    reached: list[int] = []
    stopped: list[bool] = []
    begun = threading.Event()

    def work(progress: Progress) -> None:
        for number in range(10_000):
            progress(number, 10_000, "counting")
            reached.append(number)
            begun.set()
            time.sleep(0.001)

    job = jobs.start(work, stopped=lambda: stopped.append(True))
    assert begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: bool(stopped))

    assert len(reached) < 10_000
    assert not jobs.busy()


def test_a_paused_job_waits_and_goes_on(qtbot: QtBot) -> None:
    counted: list[int] = []
    done: list[object] = []
    begun = threading.Event()

    def work(progress: Progress) -> None:
        for number in range(50):
            progress(number, 50, "counting")
            counted.append(number)
            begun.set()
            time.sleep(0.002)

    job = jobs.start(work, done=done.append)
    assert begun.wait(5)
    job.pause()
    time.sleep(0.02)
    stood = len(counted)
    time.sleep(0.05)

    assert job.paused
    assert len(counted) == stood < 50
    job.resume()
    qtbot.waitUntil(lambda: bool(done))
    assert len(counted) == 50


@pytest.mark.parametrize("reports", [1, 2_000])
def test_progress_comes_at_most_ten_times_a_second(qtbot: QtBot, reports: int) -> None:
    told: list[int] = []
    done: list[object] = []

    def work(progress: Progress) -> float:
        begun = time.monotonic()
        for number in range(reports):
            progress(number, reports, "counting")
            time.sleep(0.0001)
        return time.monotonic() - begun

    jobs.start(work, done=done.append, progress=lambda n, _total, _what: told.append(n))
    qtbot.waitUntil(lambda: bool(done))

    took = done[0]
    assert isinstance(took, float)
    assert 1 <= len(told) <= took / jobs.INTERVAL + 1
