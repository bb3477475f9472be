"""The only message boxes and file dialogs of the window.

Everything that can be said inside the window is said there, in the strip of the front workspace. A box is
for what has no window yet, and for the few questions that cannot be undone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget
from shiboken6 import isValid

from reviewer import settings
from reviewer.errors import ReviewError
from reviewer.language import retold, say

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LIBRARY_FILTER = say("Reviewer libraries (*.reviewlib)")
ANY_FILTER = say("All files (*)")


P = ParamSpec("P")
T = TypeVar("T")


def _returning(
    show: Callable[Concatenate[QWidget | None, P], T],
) -> Callable[Concatenate[QWidget | None, P], T]:
    """Let the keyboard be where it was once a box is closed.

    What is shown anew behind the box can take the focus of a window away, and Qt would give it to the first
    button of the tool bar: a space typed then would go back, and the next letters would be commands.
    """

    @wraps(show)
    def shown(parent: QWidget | None, *args: P.args, **kwargs: P.kwargs) -> T:
        window = parent.window() if parent is not None else None
        before = window.focusWidget() if window is not None else None
        try:
            return show(parent, *args, **kwargs)
        finally:
            if before is not None and isValid(before) and isValid(window) and before.isVisible():
                before.setFocus(Qt.FocusReason.OtherFocusReason)

    done: Callable[Concatenate[QWidget | None, P], T] = shown
    return done


@_returning
def show_error(parent: QWidget | None, error: ReviewError) -> None:
    """Show an error and its hint in a box, for when there is no strip to show them in."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Reviewer", retold(error.message), parent=parent)
    box.setInformativeText(retold(error.hint))
    box.exec()


@_returning
def ask(parent: QWidget | None, text: str, detail: str, answers: Sequence[str], default: int = 0) -> int:
    """Ask a question with verbs on its buttons; returns the index of the answer, `default` on Escape."""
    box = QMessageBox(QMessageBox.Icon.Question, "Reviewer", text, parent=parent)
    box.setInformativeText(detail)
    role = QMessageBox.ButtonRole.ActionRole
    buttons = [box.addButton(answer, role) for answer in answers]
    box.setDefaultButton(buttons[default])
    box.setEscapeButton(buttons[default])
    box.exec()
    clicked = box.clickedButton()
    return next((n for n, button in enumerate(buttons) if button is clicked), default)


@_returning
def ask_text(parent: QWidget | None, title: str, label: str, text: str = "") -> str | None:
    """Ask for a line of text; returns None when the question was left unanswered."""
    box = QInputDialog(parent)
    box.setWindowTitle(title)
    box.setLabelText(label)
    box.setTextValue(text)
    given = box.exec() == QInputDialog.DialogCode.Accepted
    return box.textValue().strip() or None if given else None


@_returning
def about(parent: QWidget | None, version: str) -> None:
    """Say what the program is, which version runs, and where it keeps its files."""
    box = QMessageBox(
        QMessageBox.Icon.NoIcon,
        say("About Reviewer"),
        say("Reviewer {version}", version=version),
        parent=parent,
    )
    folder = settings.licences()
    told = (
        say(
            "Keeps the voices apart, ties every claim to the exact words it rests on, and says how sure one "
            "may be."
        ),
        say("Nothing is sent anywhere. Settings and logs lie in {folder}.", folder=settings.home()),
        say(
            "Reviewer is under the MIT licence. Qt is used under the GNU Lesser General Public License, "
            "version 3; its files lie beside the program and can be exchanged."
        )
        + (f" {say('The licence of every part lies in {folder}.', folder=folder)}" if folder else ""),
    )
    box.setInformativeText("\n\n".join(told))
    box.exec()


@_returning
def open_documents(parent: QWidget | None, filters: Sequence[str], folder: str = "") -> list[Path]:
    """Ask for documents to add; returns none when the question was left unanswered."""
    wanted = ";;".join((*filters, ANY_FILTER))
    names, _ = QFileDialog.getOpenFileNames(parent, say("Add documents"), folder, wanted)
    return [Path(name) for name in names]


@_returning
def open_folder(parent: QWidget | None, folder: str = "", title: str = "") -> Path | None:
    """Ask for a folder, whose documents are to be added unless `title` says something else."""
    name = QFileDialog.getExistingDirectory(parent, title or say("Add a folder"), folder)
    return Path(name) if name else None


def open_library(parent: QWidget | None, folder: str = "") -> Path | None:
    """Ask for a library to open."""
    return _open(parent, say("Open a library"), folder, LIBRARY_FILTER)


def new_library(parent: QWidget | None, suggestion: str) -> Path | None:
    """Ask where a new library should lie."""
    return save_as(parent, say("New library"), suggestion, LIBRARY_FILTER, ".reviewlib")


def save_backup(parent: QWidget | None, suggestion: str) -> Path | None:
    """Ask where a backup should be written."""
    return save_as(parent, say("Back up the library"), suggestion, LIBRARY_FILTER, ".reviewlib")


def open_backup(parent: QWidget | None, folder: str = "") -> Path | None:
    """Ask which backup to restore."""
    return _open(parent, say("Restore a backup"), folder, LIBRARY_FILTER)


def open_marks(parent: QWidget | None, folder: str = "") -> Path | None:
    """Ask for a file with marks of another program."""
    kinds = say("Marks of Hypothesis or Zotero (*.json *.jsonld *.html *.md)")
    return _open(parent, say("Marks of another program"), folder, kinds)


def open_report(parent: QWidget | None, wanted: str, folder: str = "") -> Path | None:
    """Ask for a report to verify."""
    return _open(parent, say("Verify a report"), folder, wanted)


def open_instrument(parent: QWidget | None, folder: str = "") -> Path | None:
    """Ask for a file that holds an instrument of one's own."""
    return _open(parent, say("Instrument of your own"), folder, say("Instruments (*.toml)"))


@_returning
def _open(parent: QWidget | None, title: str, folder: str, wanted: str) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(parent, title, folder, f"{wanted};;{ANY_FILTER}")
    return Path(name) if name else None


@_returning
def save_as(parent: QWidget | None, title: str, suggestion: str, wanted: str, suffix: str) -> Path | None:
    """Ask for a file to write; `suffix` is added where the answer has none."""
    name, _ = QFileDialog.getSaveFileName(parent, title, suggestion, wanted)
    return whole_name(parent, Path(name), suffix) if name else None


@_returning
def save_as_one_of(
    parent: QWidget | None, title: str, suggestion: str, kinds: Mapping[str, str]
) -> tuple[Path, str] | None:
    """Ask for a file to write and its kind; `kinds` are filters ending in "(*.suffix)", each with what it
    stands for."""
    name, chosen = QFileDialog.getSaveFileName(parent, title, suggestion, ";;".join(kinds))
    if not name or chosen not in kinds:
        return None
    path = whole_name(parent, Path(name), chosen.rpartition("(*")[2].removesuffix(")"))
    return (path, kinds[chosen]) if path is not None else None


_SUFFIX = re.compile(r"\.(?=\d*[A-Za-z])[A-Za-z0-9]{1,9}")
"""What ends a name as a suffix does: not the end of "Review 1.2" or "Dr. Smith"."""


def whole_name(parent: QWidget | None, path: Path, suffix: str) -> Path | None:
    """Give a name without a suffix its suffix; returns None if a file that lies there is to be kept.

    The file dialog asked only about the name as it was typed.
    """
    if _SUFFIX.fullmatch(path.suffix):
        return path
    whole = path.with_name(path.name + suffix)
    if not whole.exists():
        return whole
    text, detail = say("{name} is there already.", name=whole.name), say("Replacing it cannot be undone.")
    return whole if ask(parent, text, detail, (say("Keep it"), say("Replace it"))) == 1 else None


def open_incoming(parent: QWidget | None, wanted: str, folder: str = "") -> Path | None:
    """Ask for a file of another program whose work is to be brought in."""
    return _open(parent, say("Bring in from another program"), folder, wanted)


def print_document(parent: QWidget | None, document: QTextDocument) -> None:
    """Ask for a printer and print a document on it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # only when something is printed

    printer = QPrinter()
    if QPrintDialog(printer, parent).exec():
        document.print_(printer)


def ask_printer(parent: QWidget | None, pages: int) -> QPrinter | None:
    """Ask for a printer, and which of so many pages it should print; None for nothing."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # only when something is printed

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, pages > 1)
    dialog.setMinMax(1, pages)
    dialog.setFromTo(1, pages)
    return printer if dialog.exec() else None
