from __future__ import annotations

import pytest

from taizhang.intake.fingerprint import NEAR_BITS, distance, fingerprint, likeness

LONG = "企业反映用电容量不足，请电力中心会同园区在月底前完成扩容改造，并做好回访工作。" * 5


def test_the_same_words_in_other_lines_have_one_fingerprint() -> None:
    assert fingerprint(LONG) == fingerprint("\n".join(LONG))


def test_a_changed_word_changes_few_bits() -> None:
    changed = LONG.replace("月底", "年底", 1)

    assert 0 <= distance(fingerprint(LONG) or 0, fingerprint(changed) or 0) <= NEAR_BITS


def test_other_words_change_many_bits() -> None:
    other = "今日天气晴好，适合外出游玩，请注意防晒补水，祝大家周末愉快，平安健康。" * 5

    assert distance(fingerprint(LONG) or 0, fingerprint(other) or 0) > NEAR_BITS


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_no_words_have_no_fingerprint(text: str) -> None:
    assert fingerprint(text) is None


@pytest.mark.parametrize("text", ["短", LONG])
def test_a_fingerprint_fits_a_signed_column(text: str) -> None:
    value = fingerprint(text)

    assert value is not None
    assert -(2**63) <= value < 2**63


def test_likeness_goes_from_nothing_to_all() -> None:
    assert likeness(LONG, LONG) == 1.0
    assert likeness("甲乙丙丁戊", "子丑寅卯辰") == 0.0
    assert likeness("", "") == 0.0
