"""The program as syntax trees, for the tests that hold it to the shape of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "reviewer"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[str, ast.Module]:
    """Return every module of the program by its dotted name without `reviewer.`; "" is the package."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {dotted(path): ast.parse(path.read_bytes(), str(path)) for path in paths}


def dotted(path: Path) -> str:
    """Return `gui.window` for reviewer/gui/window.py, `gui` for its __init__."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def place(module: str, node: ast.AST | None = None) -> str:
    """Return file and line, as an editor wants them."""
    path = PACKAGE.joinpath(*module.split(".")) if module else PACKAGE
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return f"{file.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 1)}"


def is_package(module: str) -> bool:
    """Tell whether a dotted name means a folder."""
    return PACKAGE.joinpath(*module.split(".")).is_dir() if module else True


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield every function of a tree, the nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(module: str, tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Yield each imported dotted name with its statement; relative ones made absolute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node
        elif isinstance(node, ast.ImportFrom):
            base = absolute(module, node)
            for alias in node.names:
                yield f"{base}.{alias.name}", node


def absolute(module: str, node: ast.ImportFrom) -> str:
    """Return where a `from` import looks, as a dotted name from the top."""
    if not node.level:
        return node.module or ""
    here = ["reviewer", *(module.split(".") if module else [])]
    up = node.level - 1 if is_package(module) else node.level
    base = here[: len(here) - up]
    return ".".join([*base, *([node.module] if node.module else [])])
