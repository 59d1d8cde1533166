"""Sphinx: Markdown in, plain pages out, nothing fetched from anywhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent

project = "taizhang"
author = "taizhang contributors"
copyright = author
_project = (ROOT / "pyproject.toml").read_text("utf-8")
release = re.search(r'^version = "(.+)"', _project, re.MULTILINE)[1]
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["_build"]
myst_enable_extensions = ["deflist", "fieldlist"]
myst_heading_anchors = 4
suppress_warnings = ["myst.strikethrough"]
nitpicky = True

html_theme = "furo"
html_title = "taizhang 台账"
html_static_path: list[str] = []
html_show_sourcelink = False
html_theme_options = {
    # Chinese first, and no font from anywhere but the reader's machine.
    "light_css_variables": {
        "font-stack": (
            '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif'
        ),
    },
}
