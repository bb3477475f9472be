"""The shape of the code: short functions, named files, said purposes, no quiet catch-alls."""

from __future__ import annotations

import ast
import re

import pytest

from tests.source_tree import ROOT, Function, functions, modules, place

BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "services"}
SAID_FLOORS = (
    "errors model text settings readers separation records refinding appraisal library reports exchange"
    " synthesis actions"
)
# The two doors through which a bug reaches the user.
DOORS = {"cli", "gui.dialogs"}
LONGEST_FILE = 520

every_module = pytest.mark.parametrize("module", sorted(modules()))


def test_functions_are_short() -> None:
    lengths = sorted(length(function) for tree in modules().values() for function in functions(tree))
    under = {limit: sum(n < limit for n in lengths) / len(lengths) for limit in (10, 30)}

    assert under[10] >= 0.5, f"{under[10]:.0%} of the functions have fewer than 10 lines; half should"
    assert under[30] >= 0.9, f"{under[30]:.0%} of the functions have fewer than 30 lines; nine in ten should"


@every_module
def test_no_function_is_long(module: str) -> None:
    long = [
        f"{place(module, function)} {function.name}: {length(function)} lines"
        for function in functions(modules()[module])
        if length(function) > 60
    ]

    assert not long, "\n".join(long)


@every_module
def test_files_are_named_for_what_they_hold_and_not_too_long(module: str) -> None:
    lines = (ROOT / place(module).split(":")[0]).read_text(encoding="utf-8").count("\n")

    assert not BANNED_NAMES & set(module.split("."))
    assert lines <= LONGEST_FILE, f"{place(module)} has {lines} lines; split it along its own nouns"


@pytest.mark.parametrize("module", [m for m in sorted(modules()) if m.split(".")[0] in SAID_FLOORS.split()])
def test_public_functions_say_what_they_do(module: str) -> None:
    silent = [
        f"{place(module, function)} {function.name}"
        for function in public_functions(modules()[module])
        if not says_what(ast.get_docstring(function))
    ]

    assert not silent, "\n".join(silent)


@every_module
def test_nothing_is_caught_that_was_not_expected(module: str) -> None:
    caught = [
        place(module, handler)
        for handler in ast.walk(modules()[module])
        if isinstance(handler, ast.ExceptHandler) and catches_all(handler) and not goes_on_raising(handler)
    ]

    assert module in DOORS or not caught, "\n".join(caught)


@every_module
def test_the_window_never_spins_its_own_loop(module: str) -> None:
    wrong = [
        place(module, node)
        for node in ast.walk(modules()[module])
        if (isinstance(node, ast.Attribute) and node.attr == "processEvents")
        or (isinstance(node, ast.ClassDef) and any("QThread" in ast.unparse(base) for base in node.bases))
    ]

    assert not wrong, "\n".join(wrong)


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
    skipped = re.compile(r"pytest\.(mark\.)?(sk" r"ip|xf" r"ail)")
    files = [path for folder in ("reviewer", "tests", "packaging") for path in (ROOT / folder).rglob("*.py")]
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if later.search(line) or skipped.search(line)
    ]

    assert not found, "\n".join(found)


def length(function: Function) -> int:
    """Return the lines of a function from `def` to its end, without its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return lines
    return lines - ((first.end_lineno or first.lineno) - first.lineno + 1)


def public_functions(tree: ast.Module) -> list[Function]:
    """Return the public functions of a module and the public methods of its public classes."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    bodies = [tree.body, *(owner.body for owner in classes)]
    return [
        node
        for body in bodies
        for node in body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and not is_property(node)
    ]


def is_property(function: Function) -> bool:
    """Tell whether a function reads like a field, whose name says enough."""
    return any("property" in ast.unparse(decorator) for decorator in function.decorator_list)


def says_what(docstring: str | None) -> bool:
    """Tell whether a docstring begins with a whole sentence."""
    return bool(docstring and re.match(r"[A-Z`“\"][^\n].*?[.:;]", docstring, re.DOTALL))


def catches_all(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler takes every error, named or not."""
    names = (
        {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)} if handler.type else {""}
    )
    return bool(names & {"", "Exception", "BaseException"})


def goes_on_raising(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler only tidies up: its last statement raises what came."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None
