"""The unified social credit code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from taizhang.engine.credit_codes import ALPHABET, check_sign, is_valid

BODIES = some.text(ALPHABET, min_size=17, max_size=17)


@given(BODIES)
def test_the_check_sign_makes_a_code_valid(body: str) -> None:
    assert is_valid(body + check_sign(body))


@given(BODIES, some.integers(0, 16), some.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_noticed(body: str, place: int, sign: str) -> None:
    code = body + check_sign(body)
    wrong = code[:place] + sign + code[place + 1 :]
    assert is_valid(wrong) == (wrong == code)


@pytest.mark.parametrize("code", ["", "1", "91410100MA000000", "91410100MA00000OOO", "９" * 18])
def test_what_has_other_signs_or_another_length_is_not_valid(code: str) -> None:
    assert not is_valid(code)


def test_a_body_of_another_length_has_no_check_sign() -> None:
    with pytest.raises(ValueError, match="zip"):
        check_sign("123")
