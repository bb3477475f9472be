"""What can go wrong, sorted by who can do something about it.

A ReviewError is for the person at the screen: a sentence about what happened and a hint what to do.
Everything else that escapes is a bug and ends in a crash report. Only `cli.main` and `gui.dialogs`
show either of them.
"""


class ReviewError(Exception):
    """Something the user can act on: `message` says what is so, `hint` what can be done."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class LibraryBusy(ReviewError):
    """Another program holds the library; the same call may succeed later."""


class Declined(ReviewError):
    """The core refuses because a rule of `product.md` forbids it (the voice wall, a changed row)."""


class Conflict(Declined):
    """Two wrote in one field: `theirs` is what the library holds, `yours` what was to take its place."""

    def __init__(self, message: str, hint: str, column: str, theirs: str, yours: str) -> None:
        super().__init__(message, hint)
        self.column = column
        self.theirs = theirs
        self.yours = yours


class UsageError(ReviewError):
    """The command line was called with words it does not know; exit code 2."""


class Cancelled(Exception):
    """The user stopped a long job; raised by the next call of its `progress`."""
