"""Reasons of entries: the rule in plain words, and the words of the text that decided.

A reason is stored as text and shown to people. The rule's name is a msgid, so a surface may
translate the part before the colon.
"""

from __future__ import annotations

from typing import Final


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


RULES: Final = {
    "item": _("item of a list of tasks"),
    "item without an act": _("item of a list, without a concrete act"),
    "label": _("passage behind a label"),
    "demand": _("sentence that demands"),
    "demand carried on": _("sentence that carries on a demand"),
    "arranged": _("arranged on the spot"),
    "ordered": _("order of an inspection"),
    "led by": _("a lead unit is named"),
    "promise told": _("promise that the text reports"),
    "promise": _("announcement of what will be done"),
    "notice": _("request of a notice"),
    "against": _("problem that is answered"),
    "to solve": _("problem that something was done about"),
    "shared": _("problem called common"),
    "raised": _("enterprise that raises a problem"),
    "raised by a group": _("group of enterprises that raises a problem"),
    "told": _("difficulty that the text tells of an enterprise"),
    "voiced": _("difficulty in the words of an enterprise"),
    "found": _("defect that was found"),
    "under a heading": _("defect under a heading of problems"),
    "row of a list of deeds": _("row of a list of deeds"),
    "item of a list of deeds": _("item of a list of deeds"),
}


def reasons(rule: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The rule and each word that decided, once."""
    said = tuple(dict.fromkeys(word.strip("，。：；“” \n") for word in words))
    return (RULES[rule], *(word for word in said if word))
