"""Addresses of entries are those of the router, whatever the number holds."""

from __future__ import annotations

import pytest
from django.urls import reverse

from taizhang.web import addresses


@pytest.mark.parametrize("number", ["SQ-2026-0001", "涉企〔2026〕3号", "a b%?#&", "0-0", "x0-0y"])
def test_an_address_is_the_routers(number: str) -> None:
    assert addresses.entry(number) == reverse("ledger:entry", args=[number])
    assert addresses.dates(number) == reverse("ledger:dates", args=[number])
