"""Words with LaTeX in them as people read them: accents, signs, Greek and small maths in Unicode.

One pass over the tokens; what is not LaTeX known here stays as it came. Braces that only protect
letters go, commands that only dress words go, and what they dress stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from reviewer.records.latex_tables import (
    ACCENTS,
    DOTLESS,
    DROPPED,
    GREEK,
    LETTERS,
    LOWERED,
    QUOTED,
    RAISED,
    SECOND,
    SIGNS,
    SILENT,
    SYMBOLS,
)
from reviewer.records.markup import lowered, raised

DEEPEST = 60
"""Braces within braces up to which they are followed."""
LONGEST_FORMULA = 400
"""Tokens within which a dollar sign that opens maths must find the one that closes it."""

_MARKED = re.compile(r"[\\{}$~`]|--|''")
_TOKEN = re.compile(
    r"\\([A-Za-z]+)\*?[ \t\r\n]*|\\(.)|(\$\$?)|(-{2,3}|''|``|[!?]`)|([{}^_~`])|[^\\${}^_~`'!?-]+|.", re.DOTALL
)
_LIGATURES = {"--": "–", "---": "—", "``": "“", "''": "”", "!`": "¡", "?`": "¿", "~": " ", "`": "‘"}
_BLACKBOARD = str.maketrans("RNZQCP", "ℝℕℤℚℂℙ")
_OPTION = re.compile(r"\[[^\]]*\]")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")


def unlatex(raw: str, *, lines: bool = False) -> str:
    """Return the words that LaTeX would print, white space as one space.

    With `lines`, paragraphs (blank lines, `\\par`, line breaks that are asked for) stay on their own lines.
    """
    text = raw if _MARKED.search(raw) is None else _printed(raw)
    if lines and "\n" in text:
        return "\n".join(filter(None, (" ".join(part.split()) for part in _PARAGRAPH.split(text))))
    return " ".join(text.split())


def verbatim(raw: str) -> str:
    """Return an address or identifier as it is meant: not LaTeX, but often escaped as if it were."""
    text = raw.strip()
    if "\\" not in text and "{" not in text and "$" not in text:
        return text
    text = re.sub(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\{?\\text(less|greater)\s*(?:\{\})?\}?", lambda m: "<>"[m[1] == "greater"], text)
    text = re.sub(r"\{?(?:\\textasciitilde|\$\\sim\$|\\~)\s*(?:\{\})?\}?", "~", text)
    text = re.sub(r"\{?\\textunderscore\s*(?:\{\})?\}?", "_", text)
    text = re.sub(r"\{?\\([_&%#$~{}-])(?:\{\})?\}?", r"\1", text)
    text = re.sub(r"\$([<>])\$", r"\1", text)
    return text[1:-1].strip() if text[:1] == "{" and text[-1:] == "}" else text


def _printed(raw: str) -> str:
    reader = _Reader([(match[0], match.lastindex or 0) for match in _TOKEN.finditer(raw)])
    text = reader.words(maths=False, closing="")
    return text.replace("'", "’") if "`" in raw and "‘" in text else text


def _closing_dollars(tokens: list[tuple[str, int]]) -> dict[int, int]:
    """Return for each dollar sign the next of its kind between the same braces."""
    found: dict[int, int] = {}
    last: list[dict[str, int]] = [{}]
    for at, (token, kind) in enumerate(tokens):
        if kind == 3:
            if token in last[-1]:
                found[last[-1][token]] = at
            last[-1][token] = at
        elif token == "{":
            last.append({})
        elif token == "}":
            last.pop()
            last = last or [{}]
    return found


class _Reader:
    """The tokens of one value, read from the front. A token is its text and the kind (group) of it."""

    def __init__(self, tokens: list[tuple[str, int]]) -> None:
        self._tokens = tokens
        self._closing = _closing_dollars(tokens)
        self._at = 0
        self._depth = 0

    def words(self, *, maths: bool, closing: str) -> str:
        """Return what is printed up to the token `closing`, or to the end; too deep down, nothing."""
        if self._depth >= DEEPEST:
            return ""
        self._depth += 1
        out: list[str] = []
        while self._at < len(self._tokens):
            token, kind = self._tokens[self._at]
            self._at += 1
            if token == closing or (token == "\\)" and maths):
                break
            out.append(self._one(token, kind, maths))
        self._depth -= 1
        return "".join(out)

    def _one(self, token: str, kind: int, maths: bool) -> str:
        if kind == 0:
            return token
        if kind == 1:
            return self._command(token, maths)
        if kind == 2:
            return self._symbol(token[1], maths)
        if kind == 3:
            return self._formula(token)
        if token == "{":
            return self.words(maths=maths, closing="}")
        if token in ("^", "_"):
            return self._shifted(token) if maths else token
        if maths and token in ("--", "---", "''", "`"):
            return {"''": "″"}.get(token, token)
        return "" if token == "}" else _LIGATURES[token]

    def _shifted(self, token: str) -> str:
        words = self._argument(maths=True)
        if token == "^" and words == "∘":
            return "°"
        return raised(words) if token == "^" else lowered(words)

    def _symbol(self, sign: str, maths: bool) -> str:
        if sign in ACCENTS and not (maths and sign in ".|"):
            return self._accented(sign, maths)
        if sign == "(":
            return self._group_of_formula()
        return SYMBOLS.get(sign, "" if sign == ")" else f"\\{sign}")

    def _group_of_formula(self) -> str:
        return self.words(maths=True, closing="\\)")

    def _command(self, token: str, maths: bool) -> str:
        name = token[1:].rstrip().rstrip("*")
        if name in LETTERS:
            return LETTERS[name]
        if name in ACCENTS:
            return self._accented(name, maths)
        if name in SIGNS:
            spaced = maths and name not in GREEK and token[-1:].isspace()
            return SIGNS[name] + (" " if spaced else "")
        if name in SILENT:
            return ""
        special = _SPECIAL.get(name)
        if special is not None:
            return special(self, maths)
        return self._of_argument(name, token, maths)

    def _of_argument(self, name: str, token: str, maths: bool) -> str:
        if name in DROPPED:
            self._option()
            self._raw_argument()
            return ""
        if name in SECOND:
            self._raw_argument()
            return self._argument(maths=maths)
        if name in RAISED:
            return raised(self._argument(maths=maths))
        if name in LOWERED:
            return lowered(self._argument(maths=maths))
        if name in QUOTED:
            self._option()
            before, behind = QUOTED[name]
            return f"{before}{self._argument(maths=maths)}{behind}"
        following = self._tokens[self._at][0] if self._at < len(self._tokens) else ""
        return "" if following == "{" or maths else token  # an unknown command dresses what follows it

    def _accented(self, name: str, maths: bool) -> str:
        base = self._argument(maths=maths)
        if not base.strip():
            return {"~": "~", "^": "^"}.get(name, "") + base
        first = DOTLESS.get(base[0], base[0])
        return unicodedata.normalize("NFC", first + ACCENTS[name] + base[1:])

    def _argument(self, *, maths: bool) -> str:
        """Return what the next group, command or letter prints; too deep down, nothing."""
        if self._depth >= DEEPEST:
            return ""
        while self._at < len(self._tokens):
            token, kind = self._tokens[self._at]
            self._at += 1
            if kind != 0:
                if token == "}":
                    self._at -= 1
                    return ""
                self._depth += 1
                printed = self._one(token, kind, maths)
                self._depth -= 1
                return printed
            words = token.lstrip()
            if words:
                if len(words) > 1:
                    self._at -= 1
                    self._tokens[self._at] = (words[1:], 0)
                return words[0]
        return ""

    def _raw_argument(self) -> str:
        """Return the source of the next group; nothing is taken when no group follows."""
        at, depth = self._at, 0
        if at >= len(self._tokens) or self._tokens[at][0] != "{":
            return ""
        while at < len(self._tokens):
            depth += {"{": 1, "}": -1}.get(self._tokens[at][0], 0)
            at += 1
            if depth == 0:
                break
        source = "".join(token for token, _ in self._tokens[self._at : at])
        self._at = at
        return source[1:].removesuffix("}")

    def _option(self) -> None:
        """Pass over an option in square brackets."""
        if self._at < len(self._tokens):
            token, kind = self._tokens[self._at]
            match = _OPTION.match(token) if kind == 0 else None
            if match:
                self._tokens[self._at] = (token[match.end() :], 0)

    def _formula(self, dollar: str) -> str:
        """Return maths between dollar signs; a dollar that closes nowhere near is money."""
        end = self._closing.get(self._at - 1, -1)
        if end < 0 or end - self._at > LONGEST_FORMULA:
            return dollar
        inside = "".join(token for token, _ in self._tokens[self._at : end])
        after = self._tokens[end + 1][0][:1] if end < len(self._tokens) - 1 else ""
        if not _MATHS.search(inside) and (after.isdigit() or _MONEY.match(inside)):
            return dollar
        return self.words(maths=True, closing=dollar)

    def _fraction(self, maths: bool) -> str:
        parts = [self._argument(maths=maths) for _ in range(2)]
        return "/".join(part if re.fullmatch(r"[\w.]*", part) else f"({part})" for part in parts)

    def _address(self, maths: bool) -> str:
        return verbatim(self._raw_argument())

    def _in_maths(self, maths: bool) -> str:
        return self._argument(maths=True)

    def _blackboard(self, maths: bool) -> str:
        return self._argument(maths=maths).translate(_BLACKBOARD)

    def _side(self, maths: bool) -> str:
        """Pass over `\\left` and `\\right`; a full stop behind them stands for no bracket."""
        if self._at < len(self._tokens) and self._tokens[self._at] == (".", 0):
            self._at += 1
        return ""

    def _code_point(self, maths: bool) -> str:
        """Return the character that `\\char"00E9` or `\\symbol{233}` names."""
        digits = self._raw_argument()
        known = digits.isascii() and digits.isdigit() and len(digits) < 8
        return chr(int(digits)) if known and int(digits) < 0xD800 else ""


_MATHS = re.compile(r"\\[A-Za-z]|[\^_={}<>]")
_MONEY = re.compile(r"\d[\d.,]*\s")
_SPECIAL: dict[str, Callable[[_Reader, bool], str]] = {
    "frac": _Reader._fraction,
    "tfrac": _Reader._fraction,
    "dfrac": _Reader._fraction,
    "nicefrac": _Reader._fraction,
    "sfrac": _Reader._fraction,
    "url": _Reader._address,
    "path": _Reader._address,
    "nolinkurl": _Reader._address,
    "ensuremath": _Reader._in_maths,
    "mathbb": _Reader._blackboard,
    "left": _Reader._side,
    "right": _Reader._side,
    "symbol": _Reader._code_point,
}
