"""Classes for texts, learnt from others: with how sure that is and the words that decided.

Three judges over letters and words vote: for short Chinese texts they are as good as anything that
needs no model weights, train in seconds and can say which words spoke for a class. `sure` is a
share of right decisions: it is measured on parts of the examples that the judges had not seen,
never taken from their own votes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from taizhang.engine.classing.judges import Judges
from taizhang.engine.classing.reading import Read, Vocabulary
from taizhang.engine.classing.surety import Surety, joint

_Row = Any
"""A row of a sparse matrix; SciPy publishes no types."""
_WORDS: Final = 4
_NAMED: Final = 24
"""Pairs of letters from which the words that decided are put together."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the class somebody gave it; `words`: apart by blanks, without small words."""

    text: str
    label: str
    words: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A class for a text."""

    label: str
    sure: float
    """How many of a hundred such decisions are right, from 0 to 1."""
    words: tuple[str, ...]
    """What in the text spoke for it, the most telling first."""


class NoExamples(ValueError):
    """Nothing to learn from."""


class Model:
    """What was learnt from examples."""

    def __init__(self, examples: Sequence[Example]) -> None:
        """Learn from the examples.

        Raises:
            NoExamples: there is none with a text and a label.
        """
        known = [each for each in examples if each.label and each.text.strip()]
        if not known:
            raise NoExamples
        labels = [each.label for each in known]
        self._counts = Counter(labels)
        self.labels = tuple(sorted(self._counts))
        self._vocabulary = Vocabulary(each.text for each in known if each.words)
        self._judges: Judges | None = None
        if len(self.labels) > 1:
            read = [self._vocabulary.read(each.text, is_list=each.words) for each in known]
            self._judges = Judges(read, labels)
            self._surety = Surety(read, labels)

    def propose(self, texts: Sequence[tuple[str, bool]]) -> list[Proposal]:
        """A class for each text; with it whether the text is a list of words."""
        if self._judges is None:
            return [Proposal(self.labels[0], 0.5, ()) for _text in texts]
        if not texts:
            return []
        read = [self._vocabulary.read(text, is_list=is_list) for text, is_list in texts]
        judged = self._judges.judge(read)
        best = joint(judged.votes).argmax(axis=1)
        sure = self._surety.of(read, judged.votes)
        return [
            self._proposal(self._judges, judged.letters[row], each, (int(best[row]), sure[row]))
            for row, each in enumerate(read)
        ]

    def _proposal(
        self, judges: Judges, row: _Row, read: Read, vote: tuple[int, np.float64]
    ) -> Proposal:
        if not row.nnz:
            label, count = self._counts.most_common(1)[0]
            return Proposal(label, round(count / self._counts.total(), 3), ())
        best, sure = vote
        words = _telling(judges.spoke(row, best), read.whole)
        return Proposal(judges.labels[best], round(float(sure), 3), words)


def _telling(spoke: Sequence[str], text: str) -> tuple[str, ...]:
    """The words of a text that spoke most for a class."""
    inside = [each for each in spoke if len(each) > 1 and each.isalnum() and each in text]
    return _joined(inside[:_NAMED], text)


def _joined(pairs: Sequence[str], text: str) -> tuple[str, ...]:
    """Pairs of letters that follow each other in the text put together: 公积 and 积金 to 公积金."""
    words: list[str] = []
    for pair in pairs:
        for place, word in enumerate(words):
            longer = _longer(word, pair, text)
            if longer:
                words[place] = longer
                break
        else:
            words.append(pair)
    return tuple(words[:_WORDS])


def _longer(word: str, pair: str, text: str) -> str:
    """The word with the pair at one of its ends, as it stands in the text; empty if it does not."""
    ends = (word + pair[1:]) if word.endswith(pair[0]) else ""
    starts = (pair[:-1] + word) if word.startswith(pair[-1]) else ""
    return next((each for each in (ends, starts) if each and each in text), "")
