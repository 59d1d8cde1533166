"""Word documents in the form of official papers (GB/T 9704-2012).

`Paper` is the common part: page, fonts by name, ranks of headings, page numbers, tables, signature.
A module beside it says what one kind of paper contains. Papers are Chinese, whoever reads the
screen: the form is.
"""

from __future__ import annotations

from taizhang.reporting.papers.paper import Paper

__all__ = ["DOCX", "Paper"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
