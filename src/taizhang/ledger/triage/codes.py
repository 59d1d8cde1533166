"""The closed lists of triage. Labels are English msgids."""

from __future__ import annotations

from taizhang.engine.codes import Labelled


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class Target(Labelled):
    """What is learnt."""

    CATEGORY = "category", _("Category")
    LEAD = "lead", _("Lead unit")


class Ground(Labelled):
    """What a proposal rests on."""

    NAMED = "named", _("named in the source")
    LEARNT = "learnt", _("learnt from decisions")
    WORDS = "words", _("by its words")
    DUTIES = "duties", _("by the duty catalogue")
    UNKNOWN = "unknown", _("I don't know")
