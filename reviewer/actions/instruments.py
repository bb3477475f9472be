"""Instruments of one's own: a file put into their folder, or made from a sketch. Nothing bad gets in.

They lie beside the settings, not in a library: a library keeps the definition of each that was used in it.
"""

from __future__ import annotations

from pathlib import Path

from reviewer.appraisal import instruments
from reviewer.appraisal.instrument import Instrument
from reviewer.appraisal.instruments import from_toml
from reviewer.appraisal.sketch import Sketch, sketched
from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.reports import write_whole


def add_instrument(file: Path) -> tuple[Instrument, Path]:
    """Copy a file into the folder of one's own instruments; raises ReviewError with line and reason."""
    instruments.load(file)  # refuses what cannot be read, with its line
    return _put(file.read_text(encoding="utf-8"), file.name)


def make_instrument(sketch: Sketch) -> tuple[Instrument, Path]:
    """Write a sketched form into the folder; raises ReviewError naming the line that is wrong."""
    form, text = sketched(sketch)
    return _put(text, f"{form.id}.toml")


def _put(text: str, name: str) -> tuple[Instrument, Path]:
    form = from_toml(text, name)
    folder = instruments.own_folder()
    path = folder / f"{Path(name).stem}.toml"
    taken = instruments.instruments().get(form.id)
    if taken is not None:
        raise ReviewError(
            say("There is an instrument with the id “{id}” already: {name}.", id=form.id, name=taken.name),
            say("Give the new one another id, or take the old file out of the folder first."),
        )
    if path.exists():
        raise ReviewError(
            say("The folder holds a file {name} already.", name=path.name),
            say("Give yours another name. Folder: {folder}", folder=folder),
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReviewError(
            say(
                "The folder {folder} cannot be made: {reason}.", folder=folder, reason=error.strerror or error
            ),
            say("Nothing was written."),
        ) from error
    write_whole(path, text.encode("utf-8"))
    return form, path
