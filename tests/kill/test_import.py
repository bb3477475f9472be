"""An import that is killed loses the batch in flight at most, and goes on when the file is named again."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from reviewer import library
from reviewer.actions import importing
from reviewer.library import documents, imports
from tests.bench import made_records

ROOT = Path(__file__).resolve().parents[2]
WORK = """
import sys
sys.path.insert(0, {root!r})
from reviewer import library
from reviewer.actions import importing
importing.import_files(library.open({target!r}), [{path!r}])
"""
COUNT = 9_000
"""So many that the import still runs when a slow machine looks at it."""


def test_a_killed_import_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path, target = made_records.ris(tmp_path / "many.ris", COUNT), tmp_path / "a.reviewlib"
    library.create(target).close()
    seen = 0
    for wanted in (1, 1_000):
        code = WORK.format(root=str(ROOT), target=str(target), path=str(path))
        with subprocess.Popen([sys.executable, "-c", code]) as process:
            while seen < wanted and process.poll() is None:
                time.sleep(0.02)
                with closing(library.open(target)) as lib:
                    seen = documents.count(lib)
            process.kill()
        with closing(library.open(target)) as lib:
            seen = documents.count(lib)
            assert library.check(lib) == [] and wanted <= seen < COUNT
    with closing(library.open(target)) as lib:
        rest = importing.import_files(lib, [path])
        assert rest.counts() == {"records": COUNT, "added": COUNT - seen, "duplicates": seen, "rejected": 0}
        assert documents.count(lib) == COUNT and imports.log(lib)[0].whole and library.check(lib) == []
