"""Keep the codebook: make tags, say what they mean, colour, order, nest, merge and remove them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.errors import ReviewError
from reviewer.language import recorded, say
from reviewer.library import Library, claims, guids, journal, rows
from reviewer.library.codebook import lines
from reviewer.model import Changes, Tag

HUES = ("moss", "brick", "violet", "teal", "slate", "sienna", "olive", "rose", "indigo", "amber")
"""The tag colours of the design, given in this order."""
STEP = " > "
"""Between the tags of a path as people type it: "Mechanism > B cells"."""
FIELDS = ("name", "colour", "definition", "use_when", "avoid_when")
TEXTS = ("definition", "use_when", "avoid_when")


def path_of(typed: str) -> list[str]:
    """Return the names of a path as typed, the group first; without " > " it is one name."""
    return [name for part in typed.split(STEP.strip()) if (name := " ".join(part.split()))]


def add_tag(
    library: Library,
    name: str,
    parent: int | None = None,
    colour: str = "",
    definition: str = "",
    **texts: str,
) -> Changes:
    """Add an entry to the codebook; a group without a colour gets the next free hue.

    Further fields: use_when, avoid_when. Raises ReviewError when there is one of this name at the place.
    """
    name = _free_name(claims.tags(library), name, parent)
    with journal.op(library, recorded("New tag “{name}”", name=name)) as pending:
        pending.created = insert(library, name, parent, colour=colour, definition=definition, **texts)
    return pending.changes


def add_path(
    library: Library, path: Sequence[str], parent: int | None = None, claim: int | None = None
) -> Changes:
    """Add a tag with the tags above it that are not there yet, in one step; `created` is the last one.

    A path that is there already changes nothing; `created` is its tag all the same. With `claim` the tag is
    put on it in the same step.
    """
    label = recorded("New tag “{name}”", name=" › ".join(path))
    if claim is not None:
        number = claims.claim(library, claim).number
        label = recorded("New tag “{name}” on claim {number}", name=" › ".join(path), number=number)
    with journal.op(library, label) as pending:
        pending.created = place_path(library, path, parent)
        if claim is not None and pending.created not in claims.claim(library, claim).tags:
            rows.add(library, "claim_tags", claim=claim, tag=pending.created)
    return pending.changes


def place_path(library: Library, path: Sequence[str], parent: int | None = None) -> int:
    """Write the tags of a path that are not there, inside an op; returns the last one."""
    if not path:
        raise ReviewError(say("A tag needs a name."), say("Type one."))
    for name in path:
        found = child_named(claims.tags(library), name, parent)
        parent = found.id if found is not None else insert(library, " ".join(name.split()), parent)
    return parent or 0


def insert(library: Library, name: str, parent: int | None, **fields: str) -> int:
    """Write a new tag as the last at its place, inside an op; returns its id."""
    book = claims.tags(library)
    fields = {key: value for key, value in fields.items() if value}
    fields.setdefault("guid", guids.of_tag([*_names_above(book, parent), name], {tag.guid for tag in book}))
    if parent is not None:
        fields["colour"] = ""
    elif not fields.get("colour"):
        fields["colour"] = next_hue(book)
    position = 1 + max((tag.position for tag in book if tag.parent == parent), default=0)
    return rows.add(library, "tags", name=name, parent=parent, position=position, **fields)


def next_hue(book: Sequence[Tag], but: int | None = None) -> str:
    """Return the first hue that no group has, or the next in order when all are given."""
    groups = [tag for tag in book if tag.parent is None and tag.id != but]
    taken = {group.colour for group in groups}
    return next((hue for hue in HUES if hue not in taken), HUES[len(groups) % len(HUES)])


def child_named(book: Sequence[Tag], name: str, parent: int | None) -> Tag | None:
    """Return the tag of this name at a place, however it is written large or small, or None."""
    folded = " ".join(name.split()).casefold()
    return next((tag for tag in book if tag.parent == parent and tag.name.casefold() == folded), None)


def _names_above(book: Sequence[Tag], tag: int | None) -> list[str]:
    return [each.name for each in lines(book).get(tag or 0, ())]


def _free_name(book: Sequence[Tag], name: str, parent: int | None, but: int | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise ReviewError(say("A tag needs a name."), say("Type one."))
    found = child_named([tag for tag in book if tag.id != but], name, parent)
    if found is not None:
        raise ReviewError(
            say("There is already a tag “{name}” here.", name=name), say("Use it, or choose another name.")
        )
    return name


def stored(book: Sequence[Tag], tag: int) -> Tag:
    """Return a tag of the codebook; raises ReviewError when it is gone."""
    found = next((each for each in book if each.id == tag), None)
    if found is None:
        raise ReviewError(say("This tag is no longer there."), say("Undo brings it back."))
    return found


# ------------------------------------------------------------------ changing


def edit_tag(library: Library, tag: int, *, merge: bool = False, **fields: str) -> Changes:
    """Change name, colour, definition, use_when or avoid_when of a tag."""
    book = claims.tags(library)
    old = stored(book, tag)
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise ReviewError(
            say("A tag has no field {join}.", join=", ".join(sorted(unknown))), ", ".join(FIELDS)
        )
    if "name" in fields:
        fields["name"] = _free_name(book, fields["name"], old.parent, but=tag)
    if "colour" in fields:
        _refuse_colour(book, old, fields["colour"])
    key = f"tag:{tag}:{','.join(sorted(fields))}" if merge else ""
    with journal.op(library, _label(old, fields), merge=key) as pending:
        rows.change(library, "tags", tag, **fields)
    return pending.changes


def _label(old: Tag, fields: dict[str, str]) -> str:
    if set(fields) == {"name"}:
        return recorded("Rename tag “{name}” to “{new}”", name=old.name, new=fields["name"])
    if set(fields) == {"colour"}:
        return recorded("Recolour tag “{name}”", name=old.name)
    return recorded("Edit tag “{name}”", name=old.name)


def _refuse_colour(book: Sequence[Tag], tag: Tag, colour: str) -> None:
    if colour not in HUES:
        raise ReviewError(
            say("There is no colour “{colour}”.", colour=colour),
            say("Known: {known}.", known=", ".join(HUES)),
        )
    if tag.parent is not None:
        group = lines(book)[tag.id][0]
        raise ReviewError(
            say("“{tag}” has the colour of its group, “{group}”.", tag=tag.name, group=group.name),
            say("Give the group another colour."),
        )


def move_tag(library: Library, tag: int, parent: int | None, index: int | None = None) -> Changes:
    """Put a tag with those below it under `parent` (None: as a group), at place `index` among its
    neighbours there, counted without it; None is the end.

    Raises ReviewError when it would come under itself, or beside one of its name.
    """
    book = claims.tags(library)
    old = stored(book, tag)
    if parent is not None and tag in {each.id for each in lines(book).get(parent, ())}:
        raise ReviewError(say("“{name}” cannot come under itself.", name=old.name), say("Move it elsewhere."))
    if parent is not None:
        stored(book, parent)
    _free_name(book, old.name, parent, but=tag)
    around = [each for each in book if each.parent == parent and each.id != tag]
    place = len(around) if index is None else max(0, min(index, len(around)))
    colour = (old.colour or next_hue(book)) if parent is None else ""
    moved, nested = recorded("Move tag “{name}”"), recorded("Nest tag “{name}”")
    label = moved if old.parent == parent else nested
    if old.parent != parent and parent is None:
        label = recorded("Make a group of tag “{name}”")
    with journal.op(library, label.format(name=old.name)) as pending:
        rows.change(library, "tags", tag, parent=parent, colour=colour)
        for number, id in enumerate([each.id for each in (*around[:place], old, *around[place:])], 1):
            rows.change(library, "tags", id, position=number)
    return pending.changes


def shift_tag(library: Library, tag: int, direction: str) -> Changes:
    """Move a tag by one place: "up" or "down" among its neighbours, "in" under the one above it, "out"
    behind the one it lies under. Changes nothing when there is nowhere to go."""
    book = claims.tags(library)
    old = stored(book, tag)
    around = [each.id for each in book if each.parent == old.parent]
    at = around.index(tag)
    if direction == "out" and old.parent is not None:
        above = stored(book, old.parent)
        outer = [each.id for each in book if each.parent == above.parent]
        return move_tag(library, tag, above.parent, outer.index(above.id) + 1)
    if direction == "in" and at > 0:
        return move_tag(library, tag, around[at - 1])
    step = {"up": -1, "down": 1}.get(direction, 0)
    if step and 0 <= at + step < len(around):
        return move_tag(library, tag, old.parent, at + step)
    return Changes(0, "")


# ------------------------------------------------------------------ merging, removing


def merge_tags(library: Library, tag: int, into: int) -> Changes:
    """Put `into` on every claim that has `tag`, and take `tag` out of the codebook, in one step.

    What is below the tag comes below `into`; tags of one name there become one. What both say they mean is
    kept. Raises ReviewError when `into` is the tag itself or lies below it.
    """
    book = claims.tags(library)
    old, other = stored(book, tag), stored(book, into)
    if tag in {each.id for each in lines(book)[into]}:
        raise ReviewError(
            say("“{name}” cannot be merged into itself or a tag below it.", name=old.name),
            say("Choose another tag."),
        )
    with journal.op(
        library, recorded("Merge tag “{name}” into “{other}”", name=old.name, other=other.name)
    ) as pending:
        _merge(library, old, other)
    return pending.changes


def _merge(library: Library, old: Tag, into: Tag) -> None:
    texts = {
        key: "\n\n".join(dict.fromkeys(filter(None, (getattr(into, key), getattr(old, key)))))
        for key in TEXTS
    }
    rows.change(library, "tags", into.id, **texts)
    _move_links(library, old.id, into.id)
    for child in [each for each in claims.tags(library) if each.parent == old.id]:
        book = claims.tags(library)
        twin = child_named(book, child.name, into.id)
        if twin is not None and twin.id != old.id:
            _merge(library, child, twin)
        else:
            last = max((each.position for each in book if each.parent == into.id), default=0)
            rows.change(library, "tags", child.id, parent=into.id, position=last + 1)
    rows.drop(library, "tags", old.id)


def _move_links(library: Library, old: int, into: int) -> None:
    carrying = {claim for _, claim, _ in claims.tag_links(library, tag=into)}
    for link, claim, _ in claims.tag_links(library, tag=old):
        if claim in carrying:
            rows.drop(library, "claim_tags", link)
        else:
            rows.change(library, "claim_tags", link, tag=into)


def remove_tag(library: Library, tag: int) -> Changes:
    """Remove a tag and those below it from the codebook and from every claim."""
    book = claims.tags(library)
    old = stored(book, tag)
    with journal.op(library, recorded("Remove tag “{name}”", name=old.name)) as pending:
        for id in reversed(list(_whole(book, tag))):
            for link, _, _ in claims.tag_links(library, tag=id):
                rows.drop(library, "claim_tags", link)
            rows.drop(library, "tags", id)
    return pending.changes


def _whole(book: Sequence[Tag], tag: int) -> Iterator[int]:
    """Yield a tag and those below it, each before what is below it."""
    gone = {tag}
    for entry in book:  # parents stand before their children
        if entry.id == tag or entry.parent in gone:
            gone.add(entry.id)
            yield entry.id
