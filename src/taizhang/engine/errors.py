"""The catalogue of refusals: each has a stable code, what happened and what to do.

`message` and `remedy` are English msgids with named fields; a surface (web, API, CLI) translates
them and fills the fields in. Exit codes and HTTP states are decided there, once per surface.
"""

from __future__ import annotations

from typing import ClassVar


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class TaizhangError(Exception):
    """A refusal that a person can read: nothing was changed."""

    code: ClassVar[str] = "error"
    message: ClassVar[str] = _("This cannot be done.")
    remedy: ClassVar[str] = _("Check what was entered and try again.")

    def __init__(self, **fields: object) -> None:
        super().__init__(self.code, fields)
        self.fields = fields

    def __str__(self) -> str:
        return self.message.format(**self.fields)


class BadInput(TaizhangError):
    """Something that came in cannot be read: HTTP 4xx, exit code 2."""

    code = "bad_input"


class Refused(TaizhangError):
    """An act that is not allowed in this state or with these values: HTTP 409 or 422."""

    code = "refused"


def named(code: str, kind: type[TaizhangError] = TaizhangError) -> type[TaizhangError] | None:
    """The refusal of this code: what was kept as a code is said in words again."""
    if "code" in vars(kind) and kind.code == code:
        return kind
    found = (named(code, narrower) for narrower in kind.__subclasses__())
    return next((one for one in found if one is not None), None)
