"""How long the report of 500 documents takes in each format, with 2,000 quotes on 200 pages and more.

    python3 packaging/dev.py bench

Times are processor time of this program, all its threads added up, so that other work on the machine counts
less: Typst lays long sections out side by side, so that the clock shows less on an idle machine. Reading the
library and composing the blocks stand by themselves. Yardstick: Typst setting the words of the same report
as bare paragraphs, without tables, links, tags and signs.
"""

from __future__ import annotations

import io
import resource as usage
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import typst  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from reviewer import library, settings  # noqa: E402
from reviewer.model import Reviewer, Snapshot  # noqa: E402
from reviewer.reports import WRITERS, Options, Report, build  # noqa: E402
from reviewer.reports.build import USUAL  # noqa: E402
from tests.bench import made_reports  # noqa: E402

T = TypeVar("T")
BOUND = 5.0
"""Seconds for the PDF of 200 pages with 2,000 quotes."""
LEFT_OUT = {
    "without checklists": ("checklists",),
    "200 pages": ("checklists", "why", "studies", "profile", "lights"),
}
"""What makes 320 pages of 517, the answers of 490 appraisals, and then 200 with every quote."""


def main() -> None:
    """Make the review, write its report in every format and say what each took."""
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as home:
        settings.set_home(Path(home))
        with closing(library.create(Path(home) / "big.reviewlib", Reviewer("p1", "Kim Example"))) as made:
            made_reports.write(made)
            seconds, data = timed(lambda: made_reports.at(made))
    print(f"library read                   {seconds:6.2f} s")
    whole = composed(data, Options())
    shorter = {
        name: composed(data, Options(contents=tuple(id for id in USUAL if id not in left)))
        for name, left in LEFT_OUT.items()
    }
    plain, _ = timed(lambda: bare(shorter["without checklists"]))
    print(f"yardstick: its words alone     {plain:6.2f} s")
    for name, report in (("whole", whole), *shorter.items()):
        for suffix, writer in WRITERS.items():
            seconds, (written, _) = timed(lambda writer=writer, report=report: writer.render(report))
            pages = f", {len(PdfReader(_file(written)).pages)} pages" if suffix == ".pdf" else ""
            size = f"{len(written) / 1e6:.1f} MB{pages}"
            print(f"{name:20} {suffix:8} {seconds:6.2f} s  {seconds / plain:5.1f} × the yardstick  {size}")
    own, apart = (
        usage.getrusage(who).ru_maxrss // 1024 for who in (usage.RUSAGE_SELF, usage.RUSAGE_CHILDREN)
    )
    print(f"peak of memory: {own} MB, of the process that lays out {apart} MB; bound of the PDF: {BOUND} s")


def composed(data: Snapshot, options: Options) -> Report:
    """Return the report, and say how long its blocks took."""
    seconds, report = timed(lambda: build(data, options))
    print(f"composed: {report.counts:20} {seconds:6.2f} s")
    return report


def bare(report: Report) -> bytes:
    """Return the words of a report as paragraphs, set by Typst."""
    lines = "\n\n".join(f"#text({_quoted(words)})" for words in _words(report.blocks))
    fonts = [str(settings.resource("fonts"))]
    made = typst.compile(lines.encode(), format="pdf", font_paths=fonts, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _words(each)
    elif hasattr(value, "__slots__"):
        for name in value.__slots__:
            if name in _SAID:
                yield from _words(getattr(value, name))


_SAID = frozenset("text label title run rows cells facts columns entries blocks quote where items".split())
"""Fields of blocks that hold words, or what holds them."""


def _file(data: bytes) -> Any:
    return io.BytesIO(data)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the processor seconds of a call, those of processes it started too, and what it returned."""
    began = _spent()
    made = work()
    return _spent() - began, made


def _spent() -> float:
    apart = usage.getrusage(usage.RUSAGE_CHILDREN)
    return time.process_time() + apart.ru_utime + apart.ru_stime


if __name__ == "__main__":
    main()
