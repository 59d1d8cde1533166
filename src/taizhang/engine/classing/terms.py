"""Terms of texts, weighed by how rare they are: learnt once, then counted without a detour.

What scikit-learn's vectoriser learns is kept as plain arrays: a text is weighed in a fraction of a
millisecond, and what was learnt can be kept as data and read back without running anything in it.
The library itself is loaded by whoever teaches: a server that only asks needs a third less memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Rows = Any
"""A sparse matrix; SciPy publishes no types."""
Numbers = NDArray[np.float32]
_FEW: Final = 20


def letters_of(text: str) -> list[str]:
    """The letters of a text and the pairs of neighbouring ones."""
    return [*text, *(text[at : at + 2] for at in range(len(text) - 1))]


def words_of(text: str) -> list[str]:
    """The words of a text, which blanks keep apart."""
    return text.split()


@dataclass(frozen=True)
class Terms:
    """The terms that count, each in its column, with how rare it is."""

    names: tuple[str, ...]
    rare: Numbers

    @cached_property
    def columns(self) -> dict[str, int]:
        """The column of each term."""
        return {name: column for column, name in enumerate(self.names)}

    @classmethod
    def learnt(cls, texts: Sequence[str], split: Callable[[str], list[str]]) -> tuple[Self, Rows]:
        """The terms of some texts, and the texts weighed by them.

        The rarest and the commonest are left out, unless nothing else is there.
        """
        if not any(split(text) for text in texts):
            return cls((), np.zeros(0, dtype=np.float32)), sparse.csr_matrix((len(texts), 0))
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  # only teaching

        how = {"analyzer": split, "sublinear_tf": True, "dtype": np.float32}
        try:
            weigher = TfidfVectorizer(min_df=2, max_df=0.5, **how)
            rows = weigher.fit_transform(texts if len(texts) > _FEW else ())
        except ValueError:
            weigher = TfidfVectorizer(**how)
            rows = weigher.fit_transform(texts)
        names = tuple(map(str, weigher.get_feature_names_out()))
        return cls(names, weigher.idf_.astype(np.float32)), rows.tocsr()

    def weighed(self, texts: Iterable[str], split: Callable[[str], list[str]]) -> Rows:
        """Texts as rows of length one, terms that nobody taught left out."""
        data, indices, ends = [], [], [0]
        for text in texts:
            found = Counter(map(self.columns.get, split(text)))
            found.pop(None, None)
            places = np.array(sorted(one for one in found if one is not None), dtype=np.int32)
            often = np.array([found[place] for place in places.tolist()], dtype=np.float32)
            values = (1 + np.log(often)) * self.rare[places]
            data.append(values / max(float(np.sqrt((values**2).sum())), 1e-12))
            indices.append(places)
            ends.append(ends[-1] + len(places))
        told = (np.concatenate(data), np.concatenate(indices), np.array(ends, dtype=np.int32))
        return sparse.csr_matrix(told, shape=(len(ends) - 1, len(self.names)))
