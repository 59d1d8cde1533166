"""Vectors without a model: letters of a text and their neighbours, hashed and made few (LSA).

It stands in for a server where the interface and its cost are measured; what it finds alike are
the same letters, which is what words find already. A model would know more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.pipeline import Pipeline, make_pipeline

if TYPE_CHECKING:
    from collections.abc import Sequence


class Letters:
    """Learns which letters go together from some texts, then gives any text its vector."""

    def __init__(self, texts: Sequence[str], width: int = 128) -> None:
        counted = {"alternate_sign": False, "norm": None, "n_features": 2**16}
        hashed = HashingVectorizer(analyzer="char", ngram_range=(1, 3), **counted)
        few = TruncatedSVD(width, random_state=0)
        self._steps: Pipeline = make_pipeline(hashed, TfidfTransformer(sublinear_tf=True), few)
        self._steps.fit(texts)

    def rows(self, texts: Sequence[str]) -> list[list[float]]:
        """A vector for each text."""
        return self._steps.transform(texts).round(6).tolist()
