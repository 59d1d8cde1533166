"""Places of business without a legal form: 青岭采石场, 岚江市某某商贸中心.

Their endings are everyday words (建设一批超市), so what stands around has to say that one of them
is named: a place before it, an item of a list, an address behind it, somebody who runs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.extract.brands import everyday
from taizhang.engine.extract.mentions import Mention, segment_start, strip_leads
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.brands import FIRM_POSTS, ORGANS
from taizhang.engine.lexicon.firms import BEFORE_FIRMS, SHOP_ENDINGS
from taizhang.engine.lexicon.places import CITIES, PROVINCES
from taizhang.engine.patterns import compiled

_ENDING: Final = re.compile(rf"(?:{either(SHOP_ENDINGS)})")
_TURN: Final = compiled(
    rf"[的了着把被让给请从赴是由至往到在对向和与及为（）()\d]|(?:{either(BEFORE_FIRMS)})"
)
_REGION: Final = re.compile(
    rf"(?:(?:{either(PROVINCES, CITIES)})[省市]?)?(?:[一-鿿]{{2}}[市县区镇乡])?"
)
_ADDRESS: Final = re.compile(r"[（(][^（）()\n]{0,20}[省市区县镇乡村路街号]")
_ITEM: Final = compiled(r"[\d一二三四五六七八九十]{1,3}[、.．）]$")
_POST: Final = re.compile(rf"的?(?:{either(FIRM_POSTS)}|经营者|业主|老板)")
_BRAND: Final = range(2, 8)
_REACH: Final = 16


def shops(text: str) -> Iterator[Mention]:
    """Every place of business that the text names."""
    for ending in _ENDING.finditer(text):
        start = segment_start(text, ending.start(), max(0, ending.start() - _REACH))
        for cut in _TURN.finditer(text, start, ending.start()):
            start = cut.end()
        start += strip_leads(text[start : ending.start()])
        region = _REGION.match(text, start, ending.start())
        brand = text[region.end() if region else start : ending.start()]
        name = text[start : ending.end()]
        good = len(brand) in _BRAND and not brand.endswith(ORGANS) and not everyday(brand)
        if good and _named(text, start, ending.end(), region=start + len(brand) < ending.start()):
            yield Mention(start, ending.end(), name, "place of business")


def _named(text: str, start: int, end: int, *, region: bool) -> bool:
    """Whether something around says that one of them is meant."""
    if _ADDRESS.match(text, end) or _POST.match(text, end):
        return True
    item = bool(_ITEM.search(text, max(0, start - 4), start))
    verb = text.startswith(("协调", "责令", "走访", "查封", "检查", "关停"), start - 2)
    return item or verb or (region and text[end : end + 1] in {"", "，", "。", "、", "；", "\n"})
