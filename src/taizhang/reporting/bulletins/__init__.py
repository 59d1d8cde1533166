"""Bulletins drawn up from the ledger: every sentence with the rows it was counted from.

`flow` counts, `drafting` writes, `blocks` is what stands in a bulletin; `reporting.services` edits
and issues.
"""

from __future__ import annotations

from taizhang.reporting.bulletins.blocks import Block, BlockKind, Source, blocks_of
from taizhang.reporting.bulletins.drafting import Plan, drawn_up

__all__ = ["Block", "BlockKind", "Plan", "Source", "blocks_of", "drawn_up"]
