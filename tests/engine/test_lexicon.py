"""The patterns made of word lists find what the plain lists would find, in the same order."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

import pytest

from taizhang.engine import lexicon
from taizhang.engine.lexicon import either
from taizhang.engine.patterns import compiled

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(chain(ROOT.glob("examples/*.txt"), ROOT.glob("tests/golden/*/*/raw.*")))
)


def word_lists() -> Iterator[tuple[str, tuple[str, ...]]]:
    for module in pkgutil.iter_modules(lexicon.__path__, f"{lexicon.__name__}."):
        for name, value in vars(importlib.import_module(module.name)).items():
            parts = value.items() if isinstance(value, Mapping) else [("", value)]
            for part, some in parts:
                if isinstance(some, tuple) and all(isinstance(word, str) for word in some):
                    yield f"{module.name}.{name}{part}", some


LISTS = dict(word_lists())
EVERY = tuple(sorted({word for some in LISTS.values() for word in some}))


def plain(some: tuple[str, ...]) -> str:
    """One word after the other, the longest first."""
    return "|".join(map(re.escape, sorted(set(some), key=lambda word: (-len(word), word))))


def tried(pattern: str, text: str) -> list[str]:
    """What the pattern tries at the start of the text, in its order: each way is led astray."""
    found: list[str] = []
    while True:
        lengths = "".join(f"(?<!^.{{{len(word)}}})" for word in found)
        match = re.match(f"(?:{pattern}){lengths}", text, re.DOTALL)
        if match is None:
            return found
        found.append(match.group())


@pytest.mark.parametrize("name", LISTS)
def test_a_pattern_finds_what_the_plain_list_finds(name: str) -> None:
    factored, listed = re.compile(either(LISTS[name])), re.compile(plain(LISTS[name]))
    for text in (SAMPLES, "".join(EVERY), "".join(reversed(EVERY))):
        assert [m.span() for m in factored.finditer(text)] == [
            m.span() for m in listed.finditer(text)
        ]


@pytest.mark.parametrize("name", LISTS)
def test_a_pattern_tries_the_words_in_the_order_of_the_list(name: str) -> None:
    for word in LISTS[name]:
        inside = [other for other in LISTS[name] if word.startswith(other)]
        assert tried(either(LISTS[name]), word) == sorted(set(inside), key=len, reverse=True)


def test_words_are_plain_text() -> None:
    assert re.fullmatch(either(("A.B", "(甲)")), "(甲)")
    assert not re.fullmatch(either(("A.B", "(甲)")), "AxB")


def test_no_words_match_nothing_but_the_empty_text() -> None:
    assert re.fullmatch(either(()), "")


@pytest.mark.parametrize("name", LISTS)
def test_looking_at_the_first_character_first_finds_the_same(name: str) -> None:
    if not LISTS[name]:
        return
    pattern = f"(?:{either(LISTS[name])}){{1,2}}"
    plain = re.finditer(pattern, SAMPLES)
    assert [m.span() for m in compiled(pattern).finditer(SAMPLES)] == [m.span() for m in plain]


def test_first_characters_that_mean_something_in_a_class_are_plain_ones() -> None:
    ahead = compiled(r"(?:-甲|\]乙|\^丙|\\丁){1,2}")
    assert ahead.pattern.startswith("(?=[")
    assert [bool(ahead.match(word)) for word in ("-甲", "]乙", "^丙", "\\丁", "甲", "[乙")] == [
        *[True] * 4,
        *[False] * 2,
    ]
