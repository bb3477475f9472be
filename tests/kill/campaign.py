"""Kill the program at random moments of its work; nothing it had called saved may be missing afterwards.

    python3 packaging/dev.py kill 200

A worker (see worker.py) imports, claims, quotes, edits, takes back and exports. The campaign picks a kind of
action and a moment within it, kills the process there, opens the library again and looks: every saved thing
is there as it was said, an action in the middle is there whole or not at all, `check` finds nothing, and a
report is the last one saved or a later whole one. The same library is then worked on, 20 kills long.

A killed process is what this can show. That the disk keeps its promises when the power fails is SQLite's
work and the disk's, and is not tried here.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviewer import library
from reviewer.library import Library, claims, documents
from tests.kill.worker import KINDS

ROOT = Path(__file__).resolve().parents[2]
KILLS_PER_LIBRARY = 20
PATIENCE = 60.0
"""Seconds a worker may take to start or to reach an action before the campaign calls it stuck."""


@dataclass
class Promises:
    """What the workers on one library said: what it holds, and what the last of them was about to change."""

    holds: dict[str, Any] = field(default_factory=dict)
    pending: dict[str, Any] = field(default_factory=dict)

    def hear(self, line: dict[str, Any]) -> None:
        """Take in one line of a worker."""
        if "doing" in line:
            self.pending = line.get("will", {})
        elif "saved" in line:
            self.holds.update(line["holds"])
            self.pending = {}


class Campaign:
    """Kills, one after the other, with the moments drawn from `seed`."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.seed, self.dice = folder, seed, random.Random(seed)
        self.took: dict[str, list[float]] = defaultdict(list)
        self.killed_in: Counter[str] = Counter()
        self.saved = 0
        self.problems: list[str] = []

    def run(self, kills: int) -> list[str]:
        """Kill so many times; returns what was found wrong, each with the number of its kill."""
        for first in range(0, kills, KILLS_PER_LIBRARY):
            place = self.folder / f"library {first}"
            place.mkdir()
            promises = Promises()
            for number in range(first, min(first + KILLS_PER_LIBRARY, kills)):
                lines = self.kill_once(place, number)
                for line in lines:
                    promises.hear(line)
                found = broken_promises(place, promises)
                self.problems += [f"kill {number}: {problem}" for problem in found]
        return self.problems

    def kill_once(self, place: Path, number: int) -> list[dict[str, Any]]:
        """Start a worker, kill it in the middle of something, and return the lines it had said."""
        heard = place / f"said {number}.jsonl"
        command = [sys.executable, "-m", "tests.kill.worker", str(place / "a.reviewlib"), str(place)]
        with heard.open("wb") as out, (place / "errors.txt").open("wb") as errors:
            worker = subprocess.Popen(
                [*command, f"{self.seed}.{number}"], cwd=ROOT, stdout=out, stderr=errors
            )
            try:
                self.wait_for_the_moment(heard, worker)
            finally:
                worker.kill()
                worker.wait()
        lines = said(heard)
        self.measure(lines)
        return lines

    def wait_for_the_moment(self, heard: Path, worker: subprocess.Popen[bytes]) -> None:
        """Return at a random moment of a random action of a random kind."""
        kind = self.dice.choice([*KINDS, "undo"])
        skip = self.dice.randrange(6)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if worker.poll() is not None:
                errors = (heard.parent / "errors.txt").read_text(encoding="utf-8", errors="replace")
                raise AssertionError(f"The worker ended by itself:\n{errors}")
            if reached(said(heard), kind, skip):
                time.sleep(self.dice.uniform(0, 1.2 * statistics.median(self.took[kind] or [0.01])))
                return
            time.sleep(0.001)
        raise AssertionError(f"The worker did not come to {kind} within {PATIENCE:.0f} seconds.")

    def measure(self, lines: list[dict[str, Any]]) -> None:
        """Learn how long actions take, so that later kills fall within them; count where this one fell."""
        for before, after in zip(lines, lines[1:], strict=False):
            if "doing" in before and "saved" in after:
                self.took[before["doing"]].append(after["at"] - before["at"])
        self.saved += sum("saved" in line for line in lines)
        self.killed_in[lines[-1].get("doing", "between two actions")] += 1


def said(heard: Path) -> list[dict[str, Any]]:
    """Return the whole lines of a worker; a last line without its end was never said."""
    whole = heard.read_bytes().rpartition(b"\n")[0]
    return [json.loads(line) for line in whole.splitlines()]


def reached(lines: list[dict[str, Any]], kind: str, skip: int) -> bool:
    """Tell whether the worker is ready and has begun an action of `kind` after `skip` others."""
    started = next((n for n, line in enumerate(lines) if "ready" in line), len(lines))
    doings = [line["doing"] for line in lines[started:] if "doing" in line]
    return kind in doings[skip:]


def broken_promises(place: Path, promises: Promises) -> list[str]:
    """Open the library after a kill and return everything that is not as it was promised."""
    with closing(library.open(place / "a.reviewlib")) as lib:
        found = [f"check says: {problem}" for problem in library.check(lib)]
        now = {**present(lib), **files(place)}
    for key, value in promises.holds.items():
        if now.get(key) == value:
            continue
        if key in promises.pending and key.startswith("file:"):
            found += unfinished(place / key.removeprefix("file:"))
        elif key not in promises.pending or now.get(key) != promises.pending[key]:
            found.append(f"{key} is {now.get(key)!r}, saved was {value!r}")
    promises.holds.update({key: now[key] for key in promises.pending if key in now})
    return found


def present(lib: Library) -> dict[str, Any]:
    """Return what the library holds, in the words of the workers."""
    held = {f"document:{id}": documents.document(lib, id).sha256 for id in documents.rows(lib)}
    held |= {f"claim:{claim.id}": claim.statement for claim in claims.claims(lib)}
    for quote in claims.quotes(lib):
        span = quote.span
        held[f"quote:{quote.id}"] = [span.document, span.start, span.end, span.exact]
    return held


def files(place: Path) -> dict[str, Any]:
    """Return the hashes of the exported files."""
    paths = [path for path in (place / "report.csv", place / "report.pdf") if path.exists()]
    return {f"file:{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def unfinished(path: Path) -> list[str]:
    """Return what is wrong with a file that is not the last one saved: it must be a later whole one."""
    if not path.exists():
        return [f"{path.name} is gone"]
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return [] if is_whole_pdf(data) else [f"{path.name} is half written"]
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    whole = data.endswith(b"\r\n") and len({len(row) for row in rows}) == 1
    return [] if whole else [f"{path.name} is half written"]


def is_whole_pdf(data: bytes) -> bool:
    """Tell whether a PDF can be opened and has pages."""
    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    try:
        return data.rstrip().endswith(b"%%EOF") and len(PdfReader(io.BytesIO(data), strict=True).pages) > 0
    except PdfReadError:
        return False


def main(kills: int, seed: int) -> int:
    """Run a campaign in a temporary folder and print what came of it; exit code 1 when anything broke."""
    print(f"{kills} kills, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="reviewer-kill-") as folder:
        campaign = Campaign(Path(folder), seed)
        problems = campaign.run(kills)
    for kind, count in campaign.killed_in.most_common():
        print(f"  {count:4} in {kind}")
    print(f"{campaign.saved} actions had been called saved; {len(problems)} promises were broken.")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)))
