"""Who may import whom: the floors of the house, read from the imports themselves.

A new module of the top level, or of the window, gets a row in a table here; nothing else is needed.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from tests.source_tree import functions, imports, modules, place

FLOORS = {
    "errors": 0,
    "settings": 1,
    "language": 2,
    "model": 3,
    "text": 4,
    "memory": 4,
    "processes": 4,
    "records": 5,
    "refinding": 5,
    "readers": 6,
    "separation": 6,
    "appraisal": 6,
    "library": 7,
    "suggestions": 7,
    "exchange": 7,
    "manual_lists": 8,
    "manual": 9,
    "synthesis": 8,
    "reports": 9,
    "actions": 10,
    "cli": 11,
    "gui": 11,
    "__main__": 12,
}

# Inside the window the same holds, one row for each module or folder of reviewer/gui.
WINDOW_FLOORS = {
    "theme": 0,
    "dropping": 1,
    "drafts": 0,
    "drafted": 0,
    "drafting": 1,
    "bars": 1,
    "bringing": 1,
    "commands": 1,
    "dialogs": 1,
    "focus_ring": 1,
    "fault_box": 2,
    "faults": 0,
    "fields": 2,
    "words_field": 2,
    "jobs": 1,
    "leaves": 1,
    "lists": 1,
    "lookup": 1,
    "menus": 1,
    "papers": 1,
    "shell": 0,
    "segments": 1,
    "preferences": 3,
    "printing": 1,
    "prose": 1,
    "roles": 0,
    "tab_order": 0,
    "tables": 1,
    "title_bar": 1,
    "keys": 3,
    "manual": 4,
    "helping": 5,
    "key_changes": 3,
    "session": 2,
    "columns": 3,
    "ledger": 2,
    "history_filter": 3,
    "import_panel": 2,
    "backups": 3,
    "elsewhere": 3,
    "importing": 3,
    "choosing": 4,
    "import_log": 5,
    "verifying": 5,
    "exchanging": 5,
    "listing": 3,
    "keyboard": 5,
    "page": 3,
    "visits": 3,
    "palette": 4,
    "workspaces": 4,
    "everywhere": 6,
    "panes": 5,
    "window": 7,
    "": 8,
}

# A folder that holds the pieces of one workspace.
WORKSPACE_OF = {
    "browsing": "library",
    "screening": "screen",
    "reading": "read",
    "grading": "grade",
    "synthesising": "synthesis",
    "reporting": "report",
}

# Imports inside functions: the entry chooses between window and command line, and the window's own door lets
# `reviewer.gui.theme` be imported without the whole window.
LATE = {"__main__", "gui"}

# Third-party packages, and the standard library's door to SQL, by the place that may open them.
PLACES = {
    "citeproc": r"records\.citing",
    "lxml": r"readers\.(from_html|xml_stream)",
    "platformdirs": r"settings",
    "pypdf": r"readers\.pdf_facts|reports\.to_pdf",
    "pypdfium2": r"readers\.pdf_(pages|view)|reports\.preview",
    "striprtf": r"readers\.from_rtf",
    "rapidfuzz": r"records\.duplicates\.closeness|refinding",
    "sqlite3": r"library(\..*)?",
    "sqlite_utils": r"library(\..*)?",
    "docx": r"reports\.word(\..*)?",
    "typst": r"reports\.(to_\w+|typesetting)",
    "xlsxwriter": r"reports\.to_xlsx",
    "PySide6": r"gui(\..*)?",
    "shiboken6": r"gui(\..*)?",
}

SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA|BEGIN|ATTACH|VACUUM)\b")


def test_every_module_imports_only_from_a_lower_floor() -> None:
    wrong = [f"{place(a, node)} imports {b}" for a, b, node in inside() if not may_import(a, b)]

    assert not wrong, "\n".join(wrong)


def test_the_window_is_built_in_order() -> None:
    wrong = [
        f"{place(a, node)} imports {b}"
        for a, b, node in inside()
        if is_window(a) and is_window(b) and not may_import_in_window(a.split(".")[1:], b.split(".")[1:])
    ]

    assert not wrong, "\n".join(wrong)


def test_third_party_packages_stay_in_their_places() -> None:
    wrong = [
        f"{place(module, node)} imports {name}"
        for module, tree in modules().items()
        for name, node in imports(module, tree)
        if not may_use(module, name.split(".")[0])
    ]

    assert not wrong, "\n".join(wrong)


def test_modules_of_ours_are_imported_at_the_top_except_by_two_doors() -> None:
    wrong = [
        f"{place(module, node)} imports {name} inside {function.name}"
        for module, tree in modules().items()
        for function in functions(tree)
        for name, node in imports(module, function)
        if name.startswith("reviewer") and module not in LATE
    ]

    assert not wrong, "\n".join(wrong)


def test_sql_is_written_in_the_library_only() -> None:
    wrong = [
        f"{place(module, node)} {node.value.strip()[:40]!r}"
        for module, tree in modules().items()
        if not module.startswith("library")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    ]

    assert not wrong, "\n".join(wrong)


def test_the_tables_name_nothing_that_is_gone() -> None:
    tops = {module.split(".")[0] for module in modules() if module}
    panes = {module.split(".")[1] for module in modules() if module.startswith("gui.")} | {""}

    assert set(FLOORS) == tops
    assert set(WINDOW_FLOORS) == panes


def inside() -> Iterator[tuple[str, str, ast.stmt]]:
    """Yield importer, imported and statement for every import of one of our modules by another."""
    known = modules()
    for module, tree in known.items():
        for name, node in imports(module, tree):
            target = name.removeprefix("reviewer").removeprefix(".")
            if name.split(".")[0] == "reviewer":
                yield module, target if target in known else target.rpartition(".")[0], node


def may_import(module: str, target: str) -> bool:
    """Tell whether the floors allow it: own folder, a lower floor, or the version of the package."""
    mine, other = module.split(".")[0], target.split(".")[0]
    if other == "":
        return True
    return mine == other or FLOORS.get(other, 99) < FLOORS.get(mine, -1)


def is_window(module: str) -> bool:
    """Tell whether a module belongs to reviewer/gui."""
    return module.split(".")[0] == "gui"


def may_import_in_window(module: list[str], target: list[str]) -> bool:
    """Tell whether the order of the window allows it; workspaces know their base and their own folder."""
    mine, other = (module or [""])[0], (target or [""])[0]
    if mine == other == "workspaces":
        return workspace(module) == workspace(target) or workspace(target) == "workspace" or len(module) == 1
    return mine == other or WINDOW_FLOORS.get(other, 99) < WINDOW_FLOORS.get(mine, -1)


def workspace(module: list[str]) -> str:
    """Return which workspace a module belongs to."""
    name = module[1] if len(module) > 1 else ""
    return WORKSPACE_OF.get(name, name)


def may_use(module: str, package: str) -> bool:
    """Tell whether a package from outside may be imported by a module."""
    if package in PLACES:
        return re.fullmatch(PLACES[package], module) is not None
    return package == "reviewer" or package in sys.stdlib_module_names
