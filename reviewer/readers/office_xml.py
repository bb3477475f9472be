"""Parts of office documents: their elements and words one after another, and the text that comes of them.

The parser keeps nothing, loads nothing, and takes no definitions of entities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from reviewer.errors import ReviewError
from reviewer.language import recorded

PIECE = 1 << 16
DEEPEST = 2_000
"""Elements within one another beyond which a document is refused."""
MOST_LETTERS = 20_000_000

Start = Callable[[str, str, Mapping[str, str]], None]
"""Called with the last part of the name space, the name and the attributes (by name alone) of an element."""
End = Callable[[str, str], None]
Words = Callable[[str], None]


def walk(data: bytes, name: str, start: Start, end: End, words: Words) -> None:
    """Go through a part; raises ReviewError for a file called `name` whose part is not well-formed."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ReviewError(
                recorded("{name} has too many elements within one another to be read.", name=name), _HINT
            )
        start(*_split(tag), {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def close(tag: str) -> None:
        nonlocal depth
        depth -= 1
        end(*_split(tag))

    def define(*_definition: object) -> None:
        raise ReviewError(
            recorded("{name} defines entities, which is not read: they can swell without end.", name=name),
            _HINT,
        )

    parser.StartElementHandler, parser.EndElementHandler = begin, close
    parser.CharacterDataHandler, parser.EntityDeclHandler = words, define
    try:
        for at in range(0, len(data), PIECE):
            parser.Parse(data[at : at + PIECE], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # LookupError: an encoding nobody knows
        raise ReviewError(
            recorded("{name} is damaged: its text cannot be taken apart.", name=name), _HINT
        ) from error


_HINT = recorded("Open it in the program it was made with, save it again, and import that.")


def _split(tag: str) -> tuple[str, str]:
    """Return the last telling part of a name space ("main", "text", "math") and the name."""
    space, _, local = tag.rpartition(" ")
    return space.rstrip("/").rpartition("/")[2].rpartition(":")[2], local


def fields(data: bytes, name: str) -> dict[str, list[str]]:
    """Return the words of each element of a small part, such as the description of a document, by name."""
    found: dict[str, list[str]] = {}
    inner: list[list[str]] = []

    def start(_space: str, _local: str, _attributes: Mapping[str, str]) -> None:
        inner.append([])

    def end(_space: str, local: str) -> None:
        words = " ".join("".join(inner.pop()).split())
        if words:
            found.setdefault(local, []).append(words)

    def take(words: str) -> None:
        if inner:
            inner[-1].append(words)

    if data:
        walk(data, name, start, end, take)
    return found


class Text:
    """Puts a text together: paragraphs apart, items of lists and rows of tables right below each other."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._texts: list[str] = []
        self._letters = 0
        self._close = False
        self._open: list[list[str]] = []
        self._tables: list[list[list[str]]] = []
        self._notes: list[str] = []
        self._aside: list[list[str]] = []

    def begin(self) -> None:
        """Begin a paragraph, within another one too."""
        self._open.append([])

    def take(self, words: str) -> None:
        """Take words of the paragraph that is open."""
        if self._open:
            self._open[-1].append(words)

    def finish(self, sign: str = "", *, close: bool = False) -> str:
        """End a paragraph, and return its words; `sign` goes before them if there are any.

        `close` says that it belongs right below one that said so too.
        """
        pieces = self._open.pop() if self._open else []
        words = "\n".join(line.strip(" ") for line in "".join(pieces).strip().split("\n"))
        if words:
            self._write(sign + words, close)
        return words

    def begin_row(self) -> None:
        """Begin a row of a table."""
        self._tables.append([])

    def begin_cell(self) -> None:
        """Begin a cell of the row."""
        if self._tables:
            self._tables[-1].append([])

    def end_row(self) -> None:
        """End a row: its cells become one line with tabs between."""
        cells = [" ".join(cell) for cell in self._tables.pop()] if self._tables else []
        if any(cells):
            self._write("\t".join(cells).rstrip("\t"), True)

    def begin_note(self) -> None:
        """Begin a footnote: what comes until its end goes below the text."""
        self._aside.append([])

    def end_note(self) -> None:
        """End a footnote, and leave its number where it was."""
        words = " ".join(self._aside.pop())
        if words:
            self._notes.append(words)
            self.take(f"[note {len(self._notes)}]")

    def _write(self, words: str, close: bool) -> None:
        if self._aside:
            self._aside[-1].append(words)
        elif self._tables and self._tables[-1]:
            self._tables[-1][-1].append(words.replace("\n", " ").replace("\t", " "))
        else:
            gap = "" if not self._texts else "\n" if close and self._close else "\n\n"
            self._texts.append(gap + words)
            self._close = close
        self._letters += len(words)
        if self._letters > MOST_LETTERS:
            raise ReviewError(
                recorded(
                    "{name} holds more than {most_letters} MB of text.",
                    name=self._name,
                    most_letters=f"{MOST_LETTERS / 1e6:.0f}",
                ),
                recorded("Split it."),
            )

    @property
    def text(self) -> str:
        """The text with its notes below."""
        notes = [f"[note {number}] {words}" for number, words in enumerate(self._notes, 1)]
        return "".join(self._texts) + ("\n\n" if notes and self._texts else "") + "\n".join(notes)


def refuse_wordless(words: str, name: str) -> None:
    """Raise ReviewError for a document without any letter or digit."""
    if not any(map(str.isalnum, words)):
        raise ReviewError(
            recorded("{name} holds no words.", name=name), recorded("Choose a document that holds text.")
        )
