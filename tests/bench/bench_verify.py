"""How long it takes to tell what is unchanged in a report of 500 documents, in each format.

    python3 packaging/dev.py bench

Times are processor time, so that other work on the machine counts less. Yardstick: reading the library and
composing the report again, which verifying cannot do without.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from reviewer import library, settings  # noqa: E402
from reviewer.actions import reports, verifying  # noqa: E402
from reviewer.model import Reviewer  # noqa: E402
from reviewer.reports import WRITERS, Options, build  # noqa: E402
from tests.bench import made_reports  # noqa: E402
from tests.bench.bench_report import timed  # noqa: E402


def main() -> None:
    """Make the review, export it in every format and say what verifying each took."""
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as home:
        settings.set_home(Path(home))
        with closing(library.create(Path(home) / "big.reviewlib", Reviewer("p1", "Kim Example"))) as made:
            made_reports.write(made)
            plain, _ = timed(lambda: build(library.snapshot(made), Options()))
            print(f"yardstick: read and composed   {plain:6.2f} s")
            for suffix in WRITERS:
                path = Path(home) / f"report{suffix}"
                reports.export_report(made, path, Options())
                seconds, found = timed(lambda path=path: verifying.verify(made, path))
                size = path.stat().st_size / 1e6
                print(
                    f"{suffix:8} {seconds:6.2f} s  {seconds / plain:4.1f} × the yardstick  "
                    f"{size:4.1f} MB, unchanged: {found.unchanged}"
                )


if __name__ == "__main__":
    main()
