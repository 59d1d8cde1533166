"""What stands around the text of a web page: menus, the way to the page, share buttons, the foot.

Nothing is known about single sites. Marked-up furniture is told by its tag, role or class, lists
of links by having hardly anything but links, lines by how they begin. Where the page has no
running text beside them, lists of links are its text and stay.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

TAGS: Final = frozenset(
    (
        *("script", "style", "template", "noscript", "head", "svg", "math", "iframe"),
        *("object", "select", "button", "textarea", "nav", "menu", "dialog"),
    )
)
_ROLES: Final = frozenset(("navigation", "menu", "menubar", "search", "contentinfo", "banner"))
_CLASSES: Final = frozenset(
    (
        *("nav", "navbar", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs"),
        *("pagination", "share", "bdsharebuttonbox", "bshare-custom", "social-share"),
        *("copyright", "footer", "sidebar", "toolbar", "topbar"),
    )
)
_LISTS: Final = frozenset(("ul", "ol", "dl", "div", "p", "table", "section", "aside", "header"))
LINKS: Final = 3
"""Fewer are a text with links."""
LINKED: Final = 0.8
"""Part of the characters that stand in links."""
LONGEST_LIST: Final = 3_000
"""Characters; a page that is one list of links is looked at piece by piece."""
PROSE: Final = 40
"""Characters of sentences that make a page more than a list."""
_SENTENCE: Final = re.compile(r"[^。！？；\n]{10,}[。！？；]")
_ATTACHED: Final = re.compile(
    r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|pptx?)\b|附件", re.IGNORECASE
)
LONGEST_LINE: Final = 120
_LINE: Final = re.compile(
    r"(?:您?(?:当前|现在|目前)的?(?:所在)?位置|首页\s*[>»＞/]"
    r"|分享(?:到|至|[:：]|$)|打印(?:本页|此页|文章)?$|关闭(?:本页|窗口|此页)?$|【?(?:字体|字号)[:：]"
    r"|(?:【?打印(?:本页)?】?|【?关闭(?:窗口|本页)?】?|\s){2,}$|[\[【]?大\s*中\s*小[\]】]?$"
    r"|(?:微信)?扫一?扫|扫码|版权所有|copyright|©|网站(?:标识码|地图)|\S{0,3}ICP备|\S{0,3}公网安备"
    r"|[上下]一[篇条页][:：]?|返回(?:顶部|首页|列表)|浏览次数|(?:点击|阅读)(?:量|数|次数)[:：]"
    r"|技术支持[:：]|建议(?:您)?使用|设为首页|加入收藏|无障碍(?:浏览|阅读)|繁體$|责任编辑[:：]\s*$)",
    re.IGNORECASE,
)


def is_line(text: str) -> bool:
    """Is the whole line furniture?"""
    return len(text) <= LONGEST_LINE and _LINE.match(text) is not None


def is_marked(element: etree._Element) -> bool:
    """Never shown, or marked as what stands around the text."""
    if element.tag in TAGS or "hidden" in element.attrib or element.get("role") in _ROLES:
        return True
    if not _CLASSES.isdisjoint((element.get("class") or "").lower().split()):
        return True
    return element.tag == "footer" and next(element.iterancestors("article", "main"), None) is None


def has_prose(tree: etree._Element) -> bool:
    """Are there sentences outside of links?"""
    found = 0
    for element in tree.iter(etree.Element):
        if element.tag not in TAGS and element.tag != "a":
            found += sum(map(len, _SENTENCE.findall(element.text or "")))
        found += sum(map(len, _SENTENCE.findall(element.tail or "")))
    return found >= PROSE


def is_link_list(element: etree._Element) -> bool:
    """Hardly anything but links, none of them to an attachment?"""
    if element.tag not in _LISTS:
        return False
    links = list(element.iter("a"))
    if len(links) < LINKS:
        return False
    whole = _length(element)
    if not 0 < whole <= LONGEST_LIST or sum(map(_length, links)) < LINKED * whole:
        return False
    return not any(_ATTACHED.search(f"{link.get('href')} {_text(link)}") for link in links)


def _text(element: etree._Element) -> str:
    return "".join(element.itertext())


def _length(element: etree._Element) -> int:
    return len("".join(_text(element).split()))
