"""What the served application sets for its whole process."""

from __future__ import annotations

import subprocess
import sys


def test_rows_of_a_request_are_not_looked_through_for_circles_all_the_time() -> None:
    asked = (
        "import gc; from taizhang.config import wsgi; print(gc.get_threshold()[0] == wsgi.YOUNG)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
