"""Text with offsets: raw, rejoined, sentences, articles."""

from __future__ import annotations

from taizhang.engine.text.article import Article, Bylines, PartialDate
from taizhang.engine.text.contract import articles_to_json
from taizhang.engine.text.raw import RawText
from taizhang.engine.text.reading import articles
from taizhang.engine.text.rejoined import Rejoined
from taizhang.engine.text.sentences import clauses, sentences
from taizhang.engine.text.span import Span

__all__ = [
    "Article",
    "Bylines",
    "PartialDate",
    "RawText",
    "Rejoined",
    "Span",
    "articles",
    "articles_to_json",
    "clauses",
    "sentences",
]
