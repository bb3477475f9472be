"""Work on a library without end and say of each action when it was saved: the one that gets killed.

    python -m tests.kill.worker LIBRARY FOLDER SEED

Each action prints two lines of JSON: {"doing": kind, "will": {...}} before, with what it is about to change,
and {"saved": kind, "holds": {...}} after it returned, the moment at which the window would show it as saved.
The keys name what a reader can look up: document:ID, claim:ID, quote:ID, file:NAME.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from reviewer import library, text
from reviewer.actions import claims, history, importing, reports
from reviewer.library import Library
from reviewer.library import claims as kept_claims
from reviewer.library import documents as kept

Values = dict[str, Any]
WORDS = "gadolinium optic nerve relapse 😀 Ångström 시신경 patients lesion baseline β-interferon".split()


class Work:
    """The actions of one worker; each is a pair of what it will change and what it has changed."""

    def __init__(self, lib: Library, folder: Path, seed: str) -> None:
        self.lib, self.folder, self.dice = lib, folder, random.Random(seed)
        self.documents = list(kept.rows(lib))
        self.claims = [claim.id for claim in kept_claims.claims(lib)]

    def do(self, kind: str) -> None:
        """Do one action of a kind, with a line before and a line for each thing it saved."""
        for holds in getattr(self, kind)():
            say(saved=kind, holds=holds)

    def sentences(self) -> str:
        """Return a document nobody has seen before."""
        lines = (" ".join(self.dice.choices(WORDS, k=12)) for _ in range(30))
        return f"Note {self.dice.getrandbits(64):x}\n\n" + ".\n".join(lines) + ".\n"

    def import_one(self) -> Iterator[Values]:
        """Paste a text."""
        words = self.sentences()
        say(doing="import_one")
        yield self.imported(importing.import_text(self.lib, "Pasted note", words))

    def import_many(self) -> Iterator[Values]:
        """Import a folder of twelve files: all or none."""
        folder = self.folder / "incoming"
        folder.mkdir(exist_ok=True)
        for number in range(12):
            (folder / f"note {number}.txt").write_text(self.sentences(), encoding="utf-8")
        say(doing="import_many")
        yield self.imported(importing.import_files(self.lib, [folder]))

    def imported(self, result: importing.ImportResult) -> Values:
        """Return what an import promises: each document with the hash of its text."""
        new = [id for file in result.files for id in file.added]
        self.documents += new
        return {f"document:{id}": kept.document(self.lib, id).sha256 for id in new}

    def add_claim(self) -> Iterator[Values]:
        """Make a claim that rests on some words."""
        statement, span = f"It holds that {self.dice.getrandbits(40)}.", self.span()
        say(doing="add_claim")
        claim = claims.add_claim(self.lib, statement, quote=span).created
        self.claims.append(claim)
        yield {f"claim:{claim}": statement}

    def link_quote(self) -> Iterator[Values]:
        """Tie more words to a claim."""
        claim, span = self.dice.choice(self.claims), self.span()
        say(doing="link_quote")
        quote = claims.link_quote(self.lib, claim, span).created
        yield {f"quote:{quote}": [span.document, span.start, span.end, span.exact]}

    def edit_claim(self) -> Iterator[Values]:
        """Reword a claim, and now and then take that back."""
        claim, statement = self.dice.choice(self.claims), f"It seems that {self.dice.getrandbits(40)}."
        before, key = kept_claims.claim(self.lib, claim).statement, f"claim:{claim}"
        say(doing="edit_claim", will={key: statement})
        claims.edit_claim(self.lib, claim, statement=statement)
        yield {key: statement}
        if self.dice.random() < 0.3:
            say(doing="undo", will={key: before})
            history.undo(self.lib)
            yield {key: before}

    def export_csv(self) -> Iterator[Values]:
        """Write the table over the one that is there."""
        return self.exported("report.csv")

    def export_pdf(self) -> Iterator[Values]:
        """Write the report over the one that is there."""
        return self.exported("report.pdf")

    def exported(self, name: str) -> Iterator[Values]:
        """Export to a file and return its hash."""
        say(doing=f"export_{name[-3:]}", will={f"file:{name}": None})
        path = self.folder / name
        reports.export_report(self.lib, path)
        yield {f"file:{name}": hashlib.sha256(path.read_bytes()).hexdigest()}

    def span(self) -> Any:
        """Return some words within one line of some document."""
        document = kept.document(self.lib, self.dice.choice(self.documents))
        line = self.dice.choice([line for line in document.text.splitlines() if len(line) > 20])
        start = document.text.index(line)
        return text.quote(document, start, start + self.dice.randint(5, len(line)))


KINDS: dict[str, int] = {
    "import_one": 6,
    "import_many": 2,
    "add_claim": 6,
    "link_quote": 6,
    "edit_claim": 6,
    "export_csv": 3,
    "export_pdf": 1,
}


def say(**line: Any) -> None:
    """Print a line of JSON so that it survives the end of this process."""
    sys.stdout.write(json.dumps({**line, "at": time.monotonic()}) + "\n")
    sys.stdout.flush()


def main(path: str, folder: str, seed: str) -> None:
    """Work until killed."""
    opened: Callable[[str], Library] = library.open if Path(path).exists() else library.create
    with closing(opened(path)) as lib:
        work = Work(lib, Path(folder), seed)
        for kind in ("import_one", "add_claim"):
            work.do(kind)
        say(ready=True)
        while True:
            work.do(work.dice.choices(list(KINDS), list(KINDS.values()))[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
