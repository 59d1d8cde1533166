"""The unified social credit code (统一社会信用代码, GB 32100-2015), 18 signs."""

from __future__ import annotations

from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Digits and letters without I, O, S, V and Z, which look like digits."""
_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def check_sign(body: str) -> str:
    """The eighteenth sign that belongs to the first seventeen.

    Raises:
        ValueError: when `body` is not seventeen signs of the alphabet.
    """
    total = sum(ALPHABET.index(sign) * weight for sign, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def is_valid(code: str) -> bool:
    """Whether `code` has eighteen permitted signs and the last one fits the others."""
    if len(code) != len(_WEIGHTS) + 1 or not set(code) <= set(ALPHABET):
        return False
    return check_sign(code[:-1]) == code[-1]
