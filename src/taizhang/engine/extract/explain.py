"""Reasons of entries: the rule in plain words, and the words of the text that decided.

A reason is stored as text and shown to people. The rule's name is a msgid, so a surface may
translate the part before the colon.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from taizhang.engine.extract.mentions import Mention


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


RULES: Final = {
    "item": _("item of a list of tasks"),
    "item without an act": _("item of a list, without a concrete act"),
    "label": _("passage behind a label"),
    "place": _("what is wrong at a place that is named above or before it"),
    "demand": _("sentence that demands"),
    "demand carried on": _("sentence that carries on a demand"),
    "arranged": _("arranged on the spot"),
    "ordered": _("order of an inspection"),
    "led by": _("a lead unit is named"),
    "promise told": _("promise that the text reports"),
    "promise": _("announcement of what will be done"),
    "notice": _("request of a notice"),
    "said to all": _("said to many that they have to do it"),
    "weighed": _("more speaks for a task than against it"),
    "weighed well": _("much speaks for a task, nothing against it"),
    "wished": _("wish or encouragement to do something"),
    "assigned": _("task with its responsible units beside it"),
    "row of a table": _("row of a table with named columns"),
    "learnt of": _("difficulty that somebody learnt of"),
    "against": _("problem that is answered"),
    "to solve": _("problem that something was done about"),
    "shared": _("problem called common"),
    "raised": _("enterprise that raises a problem"),
    "raised by a group": _("group of enterprises that raises a problem"),
    "told": _("difficulty that the text tells of an enterprise"),
    "voiced": _("difficulty in the words of an enterprise"),
    "told by a firm": _("somebody of an enterprise has the floor and tells a difficulty"),
    "carried on": _("an enterprise goes on telling a difficulty"),
    "told of a firm": _("difficulty of an enterprise, and what was done about it"),
    "labelled": _("problem behind a label, with its answer behind another"),
    "asked for in a letter": _("request in the letter of an enterprise"),
    "asked for in a list": _("item of a list of what enterprises ask"),
    "found": _("defect that was found"),
    "under a heading": _("defect under a heading of problems"),
    "exposed": _("defect in a list of what was found wrong"),
    "seen": _("several defects seen on a round of checks"),
    "row of a list of deeds": _("row of a list of deeds"),
    "item of a list of deeds": _("item of a list of deeds"),
    "told of as a deed": _("in an article about deeds, what will be done and how much of it"),
}


NAMING: Final = {
    "legal form": _("ends in a legal form"),
    "list of enterprises": _("stands in a list of enterprises"),
    "visited": _("is visited"),
    "called one": _("is called an enterprise"),
    "trade word before a person or a plea": _("ends in a trade, before a person or a plea"),
    "brand and trade, weighed": _("more speaks for a firm than against it"),
    "place of business": _("ends as places of business do, and what stands around names one"),
    "before a post of firms": _("stands before a post that only enterprises have"),
    "said to be an enterprise": _("is said to be an enterprise"),
    "behind a label of enterprises": _("stands behind a label of enterprises"),
    "acts": _("what stands around it says that it acts or is to act"),
    "in a column of enterprises": _("stands in a column of enterprises"),
    "short name": _("short form of a name"),
    "on the roster": _("is on the roster"),
    "ending of a unit's name": _("ends as units do"),
    "ending of a park's name": _("ends as parks do"),
    "named beside its task": _("named beside its task"),
    "said by a person": _("confirmed by a person"),
    "open group": _("group without names"),
    "name after a title": _("name after a title"),
    "name in a list": _("name in a list of names"),
    "name after a unit": _("name after a unit"),
    "name before a title": _("name before a title"),
    "name with a dot": _("name with a dot between its parts"),
    "name that speaks": _("name before a verb of saying"),
}
"""Why a mention names somebody or something: what each rule looks at."""

TELLS: Final = {
    "symposium": _("words that tell a symposium"),
    "meeting": _("words that tell a meeting"),
    "inspection": _("words that tell an inspection"),
    "visit": _("words that tell a visit"),
}


def naming(mentions: Sequence[Mention], *words: str) -> tuple[str, ...]:
    """The rule that found the first mention, its words, and titles where there are some."""
    first = mentions[0]
    return (NAMING[first.why], first.name, *words)


def reasons(rule: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The rule and each word that decided, once."""
    said = tuple(dict.fromkeys(word.strip("，。：；“” \n") for word in words))
    return (RULES[rule], *(word for word in said if word))
