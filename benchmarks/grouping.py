"""Grouping measured: quality and time beside three plain ways; time of placing and training.

    python benchmarks/grouping.py [FILE]          FILE gets the table (build/benchmarks/grouping.md)
    python benchmarks/grouping.py --truth MESSAGES.jsonl TRUTH.csv    on messages with a known event

Without --truth the messages are made on the spot: events at invented places, told by many people
in words of their own, with others that use the same words about another place. Numbers, never a
test: a busy machine is slower.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.cluster import HDBSCAN
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from taizhang.cli.spreading import Processes
from taizhang.engine.clustering.spread import HERE
from taizhang.engine.clusters import Group, Message, grouped
from taizhang.engine.placing import Index
from taizhang.engine.triage import Example, Model

ROOT: Final = Path(__file__).resolve().parent.parent
SIZES: Final = (10_000, 100_000)
PLACED_AMONG: Final = (10_000, 100_000, 1_000_000)
PLACED: Final = 100
COMPARED: Final = 2_000
SPREAD: Final = 30_000
Labels = list[int]

_MATTERS: Final = (
    (
        "夜间施工噪音扰民",
        ("搅拌机声音很大", "半夜一点还在浇筑", "家里老人无法入睡", "工地灯光刺眼"),
    ),
    ("停车位不足", ("车位只卖不租", "消防通道停满车", "晚上回家没地方停", "物业不让进")),
    ("自来水压力太小", ("早晚高峰没有水", "水箱没有清洗过", "洗澡时水忽冷忽热", "水里有铁锈味")),
    ("拖欠员工工资", ("三个月没发工资", "老板不接电话", "社保也没有交", "已有十几人离职")),
    ("公交班次太少", ("二十多分钟一班", "末班车收得太早", "职工下班只能走路", "站牌没有雨棚")),
)
_ASIDES: Final = ("已经打过热线", "希望领导重视", "从去年到现在", "请派人看一看", "一直没有答复")


def made(size: int, seed: int = 1) -> tuple[list[Message], Labels]:
    """Messages of eight to an event on average, and the event of each."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    letters = [chr(0x4E00 + place) for place in range(3_000)]
    events = []
    for _event in range(max(1, size // 8)):
        matter, details = rng.choice(_MATTERS)
        events.append(("".join(rng.sample(letters, 3)) + "小区", matter, details))
    messages, truth = [], []
    for number in range(size):
        event = rng.randrange(len(events))
        place, matter, details = events[event]
        told = [*rng.sample(details, 2), *rng.sample(_ASIDES, 2)]
        rng.shuffle(told)
        day = f"2026-{rng.randrange(1, 13):02d}-{rng.randrange(1, 28):02d}"
        text = f"{place}{rng.choice(('旁边', '业主', '门口', ''))}，" + "，".join(told)
        messages.append(Message(str(number), text, title=f"{place}{matter}", time=day))
        truth.append(event)
    return messages, truth


def ours(messages: Sequence[Message]) -> Labels:
    """What the product does."""
    group = {m.id: n for n, each in enumerate(grouped(messages)) for m in each.messages}
    return [group[message.id] for message in messages]


def single_link(messages: Sequence[Message]) -> Labels:
    """Cosine of letters' pairs and triples above 0.2, whatever is connected."""
    rows = _weighed(messages, (2, 3))
    linked = rows @ rows.T
    linked.data[linked.data < 0.2] = 0  # noqa: PLR2004 - the usual threshold
    linked.eliminate_zeros()
    return connected_components(linked, directed=False)[1].tolist()


def minhash(messages: Sequence[Message]) -> Labels:
    """MinHash of triples, 16 bands of 4: whoever shares a band is connected."""
    mixer = np.random.default_rng(3)
    factors = mixer.integers(1, 2**61 - 1, size=64, dtype=np.uint64) | np.uint64(1)
    bands: dict[tuple[int, bytes], int] = {}
    ones, others = [], []
    for number, message in enumerate(messages):
        text = message.title + message.text
        found = {text[at : at + 3] for at in range(max(1, len(text) - 2))}
        hashes = np.array([hash(each) & (2**63 - 1) for each in found], dtype=np.uint64)
        sketch = (hashes[:, None] * factors[None, :]).min(axis=0)
        for band in range(16):
            key = (band, sketch[4 * band : 4 * band + 4].tobytes())
            ones.append(number)
            others.append(bands.setdefault(key, number))
    size = len(messages)
    graph = sparse.csr_matrix((np.ones(len(ones)), (ones, others)), shape=(size, size))
    return connected_components(graph, directed=False)[1].tolist()


def hdbscan(messages: Sequence[Message]) -> Labels:
    """HDBSCAN over TF-IDF in 64 dimensions; what it calls noise stands alone."""
    rows = _weighed(messages, (2, 3))
    small = TruncatedSVD(min(64, rows.shape[1] - 1), random_state=0).fit_transform(rows)
    labels = HDBSCAN(min_cluster_size=2, copy=True).fit_predict(small)
    alone = labels.max() + 1
    return [int(label) if label >= 0 else int(alone + n) for n, label in enumerate(labels)]


def _weighed(messages: Sequence[Message], width: tuple[int, int]) -> sparse.csr_matrix:
    texts = [f"{message.title}。{message.text}" for message in messages]
    letters = TfidfVectorizer(analyzer="char", ngram_range=width, sublinear_tf=True, max_df=0.1)
    return letters.fit_transform(texts)


def b_cubed(given: Sequence[int], truth: Sequence[int]) -> float:
    """F1 of B-cubed over the messages whose event has another one."""
    group, event = Counter(given), Counter(truth)
    both = Counter(zip(given, truth, strict=True))
    judged = [place for place, name in enumerate(truth) if event[name] > 1]
    right = [both[given[place], truth[place]] for place in judged]
    precision = sum(n / group[given[p]] for n, p in zip(right, judged, strict=True)) / len(judged)
    recall = sum(n / event[truth[p]] for n, p in zip(right, judged, strict=True)) / len(judged)
    return 2 * precision * recall / (precision + recall)


def pairwise(given: Sequence[int], truth: Sequence[int]) -> float:
    """F1 over pairs of messages that are together."""
    couples = lambda names: sum(n * (n - 1) // 2 for n in Counter(names).values())  # noqa: E731
    both = couples(list(zip(given, truth, strict=True)))
    return 2 * both / max(1, couples(given) + couples(truth))


def _known(messages: str, truth: str) -> tuple[list[Message], Labels]:
    """Messages of a file, and the event of each; those without one stand alone."""
    with Path(truth).open(encoding="utf-8-sig", newline="") as file:
        events = {row["id"]: row["event"] or f"alone {row['id']}" for row in csv.DictReader(file)}
    number: dict[str, int] = defaultdict(lambda: len(number))
    found, labels = [], []
    for line in Path(messages).read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        text = one.get("text") or one.get("detail", "")
        found.append(Message(one["id"], text, title=one.get("title", ""), time=one.get("time", "")))
        labels.append(number[events[one["id"]]])
    return found, labels


def compared(messages: list[Message], truth: Labels) -> Iterable[tuple[str, ...]]:
    """Each way with its quality and its time."""
    ways: tuple[tuple[str, Callable[[Sequence[Message]], Labels]], ...] = (
        ("taizhang group", ours),
        ("letters' pairs and triples, single link at 0.20", single_link),
        ("MinHash-LSH, 16 bands of 4", minhash),
        ("HDBSCAN over TF-IDF", hdbscan),
    )
    for name, way in ways:
        started = time.perf_counter()
        given = way(messages)
        seconds = time.perf_counter() - started
        yield (
            name,
            f"{b_cubed(given, truth):.3f}",
            f"{pairwise(given, truth):.3f}",
            f"{seconds:.1f} s",
        )


def timed(size: int) -> tuple[str, ...]:
    """A full run over so many messages, in a process of its own."""
    command = [sys.executable, __file__, "--one", str(size)]
    seconds, megabytes = subprocess.run(
        command, check=True, capture_output=True, text=True
    ).stdout.split()
    return f"{size:,}", f"{seconds} s", f"{megabytes} MB"


def _one(size: int) -> None:
    messages, _truth = made(size)
    started = time.perf_counter()
    grouped(messages)
    seconds = time.perf_counter() - started
    print(f"{seconds:.1f}", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def spread(size: int) -> Iterable[tuple[str, ...]]:
    """The same full run by one process and by two: how long, and whether it is the same."""
    messages, _truth = made(size)
    found: dict[str, tuple[Group, ...]] = {}
    for name, by in (("one process", HERE), ("two processes", Processes(2))):
        started = time.perf_counter()
        found[name] = grouped(messages, spread=by)
        seconds = time.perf_counter() - started
        same = "yes" if found[name] == found["one process"] else "NO"
        yield name, f"{seconds:.1f} s", same


def _placing(size: int) -> None:
    """How long placing one more message among so many takes, in time of the processor."""
    messages, truth = made(size + PLACED)
    events: dict[int, list[Message]] = defaultdict(list)
    for message, event in zip(messages[:size], truth, strict=False):
        events[event].append(message)
    known = {message.id: message for message in messages}
    # The true events stand in for a full run: placing is measured, not that.
    index = Index.of(
        [Group(tuple(event)) for event in events.values()], lambda ids: [known[i] for i in ids]
    )
    spent = []
    for message in messages[size:]:
        started = time.process_time()
        index.place(message)
        spent.append(1_000 * (time.process_time() - started))
    middle, last = sorted(spent)[PLACED // 2], max(spent)
    state = len(index.dumped()) // 2**20
    print(f"{middle:.0f} {last:.0f} {state}")


def _training(size: int) -> None:
    """How long learning from so many takes, and one proposal, in time of the processor."""
    messages, _truth = made(size)
    matters = {title: str(n) for n, (title, _details) in enumerate(_MATTERS)}
    examples = [
        Example(f"{each.title}\n{each.text}", next(matters[t] for t in matters if t in each.title))
        for each in messages
    ]
    started = time.process_time()
    model = Model.of(examples)
    learnt = time.process_time()
    for each in examples[:PLACED]:
        model.propose([(each.text, False)])
    one = 1_000 * (time.process_time() - learnt) / PLACED
    print(
        f"{learnt - started:.1f} {one:.1f}",
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def asked(how: str, size: int) -> list[str]:
    """What such a measurement prints, in a process of its own."""
    command = [sys.executable, __file__, how, str(size)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file", nargs="?", default=str(ROOT / "build/benchmarks/grouping.md"))
    parser.add_argument("--truth", nargs=2, metavar=("MESSAGES", "TRUTH"))
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--placing", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--training", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.placing:
        _placing(given.placing)
        return
    if given.training:
        _training(given.training)
        return
    if given.one:
        _one(given.one)
        return
    messages, truth = _known(*given.truth) if given.truth else made(COMPARED)
    lines = [
        f"{len(messages):,} messages",
        "",
        "| way | B-cubed F1 | pairwise F1 | time |",
        "|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(row)} |" for row in compared(messages, truth)]
    if not given.truth:
        lines += ["", "| messages | full run | memory |", "|---|---|---|"]
        lines += [f"| {' | '.join(timed(size))} |" for size in SIZES]
        lines += ["", f"| {SPREAD:,} messages by | full run | same groups |", "|---|---|---|"]
        lines += [f"| {' | '.join(row)} |" for row in spread(SPREAD)]
        lines += ["", "| among | placing one: median | longest | state |", "|---|---|---|---|"]
        for size in PLACED_AMONG:
            middle, last, state = asked("--placing", size)
            lines.append(f"| {size:,} | {middle} ms | {last} ms | {state} MB |")
        lines += ["", "| examples | training | one proposal | memory |", "|---|---|---|---|"]
        for size in SIZES:
            seconds, one, memory = asked("--training", size)
            lines.append(f"| {size:,} | {seconds} s | {one} ms | {memory} MB |")
    target = Path(given.file)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
