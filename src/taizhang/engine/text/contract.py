"""Articles in the form of the extraction contract."""

from __future__ import annotations

from collections.abc import Iterable

from taizhang.engine.text.article import Article


def articles_to_json(articles: Iterable[Article]) -> list[dict[str, object]]:
    """The contract's `articles`; on top come why the order may be wrong and how sure it is."""
    return [
        {
            "id": article.id,
            "headline": article.headline,
            "subheads": list(article.subheads),
            "date": None if article.date is None else str(article.date),
            "bylines": {
                "reporters": list(article.bylines.reporters),
                "correspondents": list(article.bylines.correspondents),
            },
            "paragraphs": [paragraph.text for paragraph in article.paragraphs],
            "spans": [[span.start, span.end] for span in article.spans],
            "doubts": list(article.doubts),
            "order_confidence": article.order_confidence,
        }
        for article in articles
    ]
