"""What the served application sets for its whole process."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "ready",
    ["from taizhang.config.wsgi import YOUNG", "from taizhang.cli.framework import *; settle()"],
    ids=["server", "long work"],
)
def test_rows_are_not_looked_through_for_circles_all_the_time(ready: str) -> None:
    asked = f"{ready}\nimport gc; print(gc.get_freeze_count() > 0, gc.get_threshold()[0] == YOUNG)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]
