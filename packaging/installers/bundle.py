"""The folder that every installer carries: PyInstaller's, with the licences of all that lies in it."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from pathlib import Path

import elf
import papers
import universal
from plan import HERE, Plan, python

MOST_BYTES = 240_000_000
"""What the folder may weigh for each processor that it holds code for; a build that is heavier has swept
something up and fails."""


def make(plan: Plan) -> Path:
    """Build the folder anew and return it; raises SystemExit when it is too heavy or something is missing."""
    shutil.rmtree(plan.build, ignore_errors=True)
    if sys.platform == "darwin":
        universal.complete(Path(sysconfig.get_path("purelib")))
    python(
        "PyInstaller",
        "--noconfirm",
        *("--log-level", "WARN"),
        *("--distpath", str(plan.build / "bundle")),
        *("--workpath", str(plan.build / "work")),
        str(HERE / "reviewer.spec"),
    )
    elf.clean(plan.bundle)
    papers.write_licences(plan, plan.bundle / "licences")
    (plan.bundle / "parts.cdx.json").write_text(papers.parts(plan), encoding="utf-8")
    weigh(plan.bundle)
    return plan.bundle


def weigh(folder: Path) -> int:
    """Return how many bytes the files of the bundle hold; raises SystemExit when they are too many."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"  the program: {size / 1e6:.0f} MB unpacked", file=sys.stderr)
    most = MOST_BYTES * (len(universal.BOTH) if sys.platform == "darwin" else 1)
    if size > most:
        raise SystemExit(f"The bundle weighs {size / 1e6:.0f} MB; {most / 1e6:.0f} are allowed.")
    return size
