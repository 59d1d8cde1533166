"""A name and a colon at the head of a paragraph: who is to speak there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from taizhang.engine.extract.entries.appeals.sides import PUBLIC, Side, Voice
from taizhang.engine.extract.entries.appeals.trouble import weigh
from taizhang.engine.extract.entries.finding import Scene
from taizhang.engine.lexicon.voices import (
    FORM_FIRMS,
    FORM_MATTERS,
    FORM_OTHERS,
    FORM_PROBLEMS,
    FORM_REPLIES,
    FORM_UNITS,
)
from taizhang.engine.text.span import Span

_LABEL: Final = re.compile(
    r"(?P<name>[^，。：；“”、！？\s\d]{2,16}(?:等(?:\d{1,3}|[一二两三四五六七八九十多几]{1,3})[家户][^，。：；\s]{2,8})?)：(?!\n)"
)
_NUMBER: Final = re.compile(r"\s*(?:\d{1,2}[.．、]|[①-⑳]|[（(]\d{1,2}[）)])\s*")
_NO_NAMES: Final = frozenset(
    {*FORM_PROBLEMS, *FORM_MATTERS, *FORM_REPLIES, *FORM_FIRMS, *FORM_UNITS, *FORM_OTHERS}
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Whose words follow, where they start, and where the name does."""

    side: Side
    start: int
    subject: int


def labelled(scene: Scene, sentence: Span) -> Labelled | None:
    """某某公司：… at the head of a paragraph; a list of such lines needs no known names."""
    text = scene.text
    paragraph = scene.reading.paragraph_at(sentence.start)
    inside = sentence.start != paragraph.start
    numbered = _NUMBER.match(text, sentence.start)
    first = numbered.end() if numbered else sentence.start
    found = _LABEL.match(text, first)
    if found is None or PUBLIC.search(found.group()) or found["name"] in _NO_NAMES:
        return None
    named = [
        o.name
        for m, o in scene.within(*found.span(), "enterprise")
        if m.end == found.end() - 1 or text[m.end] == "等"
    ]
    if inside:
        # 甲玻璃：…。乙电缆：…: in running text only a firm that is known, its name and no more.
        whole = (
            named
            and named[-1]
            and any(
                m.start == first and m.end == found.end() - 1
                for m, _o in scene.within(*found.span())
            )
        )
        side = Side(Voice.FIRM, (named[-1],)) if whole else None
        return Labelled(side, found.end(), found.start()) if side else None
    beside = _LABEL.match(text, paragraph.end + 1) or _line_before(scene, paragraph.start)
    if not named and not (beside and weigh(text[found.end() : paragraph.end]).asks):
        return None
    side = Side(Voice.FIRM, (named[-1] if named else found["name"],))
    return Labelled(side, found.end(), found.start())


def _line_before(scene: Scene, start: int) -> bool:
    """Whether the line above opens with a name and a colon, too."""
    above = scene.reading.paragraph_at(max(0, start - 1))
    return above.start < start and bool(_LABEL.match(scene.text, above.start))
