"""`python -m taizhang` is the command `taizhang`."""

from __future__ import annotations

import sys

from taizhang.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
