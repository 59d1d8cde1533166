"""Classes for texts, learnt from others: with how sure that is and the words that decided.

Three judges over letters and words vote: for short Chinese texts they are as good as anything that
needs no model weights, train in seconds and can say which words spoke for a class. `sure` is a
share of right decisions: it is measured on parts of the examples that the judges had not seen,
never taken from their own votes. A model is plain data: kept as bytes and read back, no code in it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, Self

import numpy as np

from taizhang.engine.classing.judges import Counts, Judges, joint
from taizhang.engine.classing.reading import Read, Vocabulary
from taizhang.engine.classing.surety import UNMEASURED, Surety

_Row = Any
"""A row of a sparse matrix; SciPy publishes no types."""
KNOWN: Final = 0.6
"""Less sure than this is said to be unknown: a guess helps nobody."""
_VERSION: Final = 2
_WORDS: Final = 4
_NAMED: Final = 24
"""Pairs of letters from which the words that decided are put together."""
_OTHERS: Final = 2


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the class somebody gave it; `words`: apart by blanks, without small words."""

    text: str
    label: str
    words: bool = False
    weight: float = 1.0
    """How much it counts beside the others."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A class for a text."""

    label: str
    sure: float
    """How many of a hundred such decisions are right, from 0 to 1."""
    words: tuple[str, ...]
    """What in the text spoke for it, the most telling first."""
    others: tuple[str, ...] = ()
    """What it may be instead, the likeliest first."""

    @property
    def is_known(self) -> bool:
        """Whether it is worth proposing at all."""
        return self.sure >= KNOWN


class NoExamples(ValueError):
    """Nothing to learn from."""


@dataclass(frozen=True)
class Model:
    """What was learnt from examples."""

    counts: Counter[str]
    """How many examples each class had."""
    vocabulary: Vocabulary
    judges: Judges | None
    """None where there was one class only."""
    surety: Surety

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Self:
        """Learn from the examples.

        Raises:
            NoExamples: there is none with a text and a label.
        """
        known = [each for each in examples if each.label and each.text.strip()]
        if not known:
            raise NoExamples
        labels = [each.label for each in known]
        counts = Counter(labels)
        vocabulary = Vocabulary.of(each.text for each in known if each.words)
        if len(counts) == 1:
            return cls(counts, vocabulary, None, UNMEASURED)
        read = [vocabulary.read(each.text, is_list=each.words) for each in known]
        weights = np.array([each.weight for each in known])
        weights /= weights.mean()
        counted = Counts.of(read)
        judges = Judges.taught(counted, labels, weights)
        surety = Surety.measured(read, counted, labels, weights)
        return cls(counts, vocabulary, judges, surety)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every class."""
        return tuple(sorted(self.counts))

    def propose(self, texts: Sequence[tuple[str, bool]]) -> list[Proposal]:
        """A class for each text; with it whether the text is a list of words."""
        if self.judges is None:
            return [Proposal(self.labels[0], 0.5, ()) for _text in texts]
        if not texts:
            return []
        read = [self.vocabulary.read(text, is_list=is_list) for text, is_list in texts]
        judged = self.judges.judge(Counts.of(read))
        ranked = np.argsort(-joint(judged.votes), axis=1, kind="stable")
        sure = self.surety.of(read, judged.votes)
        return [
            self._proposal(self.judges, judged.letters[row], each, (ranked[row].tolist(), at))
            for row, (each, at) in enumerate(zip(read, sure.tolist(), strict=True))
        ]

    def _proposal(
        self, judges: Judges, row: _Row, read: Read, vote: tuple[list[int], float]
    ) -> Proposal:
        if not row.nnz:
            label, count = self.counts.most_common(1)[0]
            return Proposal(label, round(count / self.counts.total(), 3), ())
        (best, *others), sure = vote
        words = _telling(judges.spoke(row, best), read.whole)
        instead = tuple(judges.labels[each] for each in others[:_OTHERS])
        return Proposal(judges.labels[best], round(sure, 3), words, instead)

    def dumped(self) -> bytes:
        """All of it as bytes, to be kept and loaded."""
        told: dict[str, Any] = {
            "version": _VERSION,
            "counts": self.counts,
            "vocabulary": self.vocabulary.told(),
            "surety": self.surety.told(),
        }
        told["judges"], arrays = self.judges.arrays() if self.judges else ({}, {})
        told_ = np.frombuffer(json.dumps(told).encode(), dtype=np.uint8)
        file = BytesIO()
        np.savez_compressed(file, allow_pickle=False, told=told_, **arrays)
        return file.getvalue()

    @classmethod
    def loaded(cls, state: bytes) -> Self:
        """What was dumped.

        Raises:
            ValueError: it is of another version, or none of these.
        """
        with np.load(BytesIO(state), allow_pickle=False) as found:
            told: Mapping[str, Any] = json.loads(found["told"].tobytes())
            if told["version"] != _VERSION:
                raise ValueError(told["version"])
            judges = Judges.of(told["judges"], found) if told["judges"] else None
            surety = Surety.loaded(told["surety"])
            vocabulary = Vocabulary(**told["vocabulary"])
            return cls(Counter(told["counts"]), vocabulary, judges, surety)


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
