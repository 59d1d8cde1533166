"""Grouping measured: quality and time beside three plain ways; time of placing and training.

    python benchmarks/grouping.py [FILE]          FILE gets the table (build/benchmarks/grouping.md)
    python benchmarks/grouping.py --truth MESSAGES.jsonl TRUTH.csv    on messages with a known event
    python benchmarks/grouping.py --only compared | spread            one part of it
    python benchmarks/grouping.py --sizes 10000 100000 1000000        full runs alone, so large
    python benchmarks/grouping.py --only placed | trained --own 78    with texts of real length
    python benchmarks/grouping.py --only compared --embeddings URL --embedding-model NAME
                                                  one more row, with the vectors of that server
    python benchmarks/grouping.py --only compared --embeddings letters
                                                  … of a server made on the spot, without a model

Without --truth the messages are made on the spot, some ninety letters each: events at invented
places, told by many people, with others that use the same words about another place; and twenty
words (--own) of each writer's own, as common and as rare as words are. Numbers, never a test: a
busy machine is slower, so the processor's time stands beside.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import Final

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.cluster import HDBSCAN
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from taizhang.cli import vectors
from taizhang.cli.spreading import Cluster, Processes, cores
from taizhang.cli.vectors import vectors_of
from taizhang.engine.clustering.meaning import said
from taizhang.engine.clustering.spread import HERE, Spread
from taizhang.engine.clusters import Group, Message, grouped
from taizhang.engine.placing import Index
from taizhang.engine.triage import Example, Model
from taizhang.intake.language_model.client import Endpoint
from taizhang.intake.language_model.embeddings import Embeddings

ROOT: Final = Path(__file__).resolve().parent.parent
SIZES: Final = (10_000, 100_000)
PLACED_AMONG: Final = (10_000, 100_000, 1_000_000)
PLACED: Final = 100
COMPARED: Final = 2_000
SPREAD: Final = 30_000
OWN: Final = 20
"""Words of each writer's own."""
_VOCABULARY: Final = 20_000
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


def made(size: int, seed: int = 1, own: int = OWN) -> tuple[list[Message], Labels]:
    """Messages of eight to an event on average, and the event of each."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    letters = [chr(0x4E00 + place) for place in range(3_000)]
    events = []
    for _event in range(max(1, size // 8)):
        matter, details = rng.choice(_MATTERS)
        events.append(("".join(rng.sample(letters, 3)) + "小区", matter, details))
    messages, truth = [], []
    words = _words(seed, own)
    for number in range(size):
        event = rng.randrange(len(events))
        place, matter, details = events[event]
        told = [*rng.sample(details, 2), *rng.sample(_ASIDES, 2)]
        rng.shuffle(told)
        day = f"2026-{rng.randrange(1, 13):02d}-{rng.randrange(1, 28):02d}"
        text = (
            f"{place}{rng.choice(('旁边', '业主', '门口', ''))}，" + "，".join(told) + next(words)
        )
        messages.append(Message(str(number), text, title=f"{place}{matter}", time=day))
        truth.append(event)
    return messages, truth


def _words(seed: int, own: int) -> Iterator[str]:
    """A sentence of so many words at a time, the n-th of them n times as rare as the first."""
    rng = random.Random(seed + 8)  # noqa: S311 - no secret
    letter = lambda: chr(0x4E00 + rng.randrange(2_500))  # noqa: E731
    known = [letter() + letter() for _word in range(_VOCABULARY)]
    often = list(accumulate(1 / (place + 1) for place in range(_VOCABULARY)))
    while True:
        yield "。" + "".join(rng.choices(known, cum_weights=often, k=own)) if own else ""


def ours(messages: Sequence[Message], server: Embeddings | None = None) -> Labels:
    """What the product does, with the vectors of a server where there is one."""
    found = grouped(messages, vectors=server)
    assert server is None or not server.troubles, server.troubles
    group = {m.id: n for n, each in enumerate(found) for m in each.messages}
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


Way = Callable[[Sequence[Message]], Labels]


@contextmanager
def with_embeddings(
    given: argparse.Namespace, messages: Sequence[Message]
) -> Iterator[list[tuple[str, Way]]]:
    """The product with the vectors of the server that was named; nothing where none was."""
    if given.embeddings != "letters":
        server = vectors_of(given)
        name = f"… with embeddings ({given.embedding_model})"
        yield [(name, partial(ours, server=server))] if server else []
        return
    sys.path.insert(0, str(ROOT))
    from tests.intake.language_model.letters import Letters
    from tests.intake.language_model.server import Running, embeds

    letters = Letters([said(each) for each in messages])
    with Running() as running:
        running.play.does(embeds(running.play, letters.rows))
        server = Embeddings(Endpoint(running.url, "letters", "", 60), len(messages))
        name = "… with embeddings: no model, letters by LSA from a local server, its time included"
        yield [(f"{name} (interface and cost, not quality)", partial(ours, server=server))]


def compared(
    messages: list[Message], truth: Labels, more: Sequence[tuple[str, Way]]
) -> Iterable[tuple[str, ...]]:
    """Each way with its quality and its time."""
    ways: tuple[tuple[str, Way], ...] = (
        ("taizhang group", ours),
        *more,
        ("letters' pairs and triples, single link at 0.20", single_link),
        ("MinHash-LSH, 16 bands of 4", minhash),
        ("HDBSCAN over TF-IDF", hdbscan),
    )
    for name, way in ways:
        started, cpu = time.perf_counter(), time.process_time()
        given = way(messages)
        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
        quality = (f"{b_cubed(given, truth):.3f}", f"{pairwise(given, truth):.3f}")
        yield name, *quality, f"{seconds:.1f} s", f"{cpu:.1f} s"


def timed(size: int) -> tuple[str, ...]:
    """A full run over so many messages, on all cores, as `taizhang group` makes it."""
    seconds, cpu, megabytes, groups = asked("--one", size)
    return f"{size:,}", f"{seconds} s", f"{cpu} s", f"{megabytes} MB", f"{int(groups):,}"


def _one(size: int) -> None:
    messages, _truth = made(size)
    del _truth
    started, cpu = time.perf_counter(), _processor()
    with _watched() as most:
        groups = len(grouped(messages, spread=Processes(cores())))
    seconds, cpu = time.perf_counter() - started, _processor() - cpu
    print(f"{seconds:.0f} {cpu:.0f}", max(most), groups)


def _processor() -> float:
    """Processor time of this process and of those that it began and that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


@contextmanager
def _watched() -> Iterator[list[int]]:
    """Megabytes of this process and those it began, twice a second; what they share counts once."""
    seen, over = [_memory()], threading.Event()

    def watch() -> None:
        while not over.wait(0.5):
            seen.append(sum(map(_share, (os.getpid(), *_begun()))) // 1024)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def _begun() -> list[int]:
    """The processes that this one began."""
    tasks = Path("/proc/self/task").iterdir()
    return [int(one) for task in tasks for one in (task / "children").read_text().split()]


def _share(process: int) -> int:
    """Kilobytes of a process; what n processes share counts an nth for each."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it has ended
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _memory() -> int:
    """The most that this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def spread(size: int) -> Iterable[tuple[str, ...]]:
    """The same full run by one process, by two, by two of a cluster: how long, and the same?"""
    messages, _truth = made(size)
    alone: tuple[Group, ...] = ()
    with _two_workers() as cluster:
        ways: list[tuple[str, Spread]] = [("one process", HERE)]
        ways += [("two processes (`--workers 2`)", Processes(2))]
        if cluster is not None:
            ways += [("two worker processes of a dask cluster (`--cluster`)", cluster)]
        for name, by in ways:
            started = time.perf_counter()
            found = grouped(messages, spread=by)
            seconds = time.perf_counter() - started
            alone = alone or found
            yield name, f"{seconds:.1f} s", "yes" if found == alone else "NO"


@contextmanager
def _two_workers() -> Iterator[Cluster | None]:
    """A scheduler and two worker processes on this machine; None where dask is not installed."""
    if find_spec("distributed") is None:
        yield None
        return
    distributed = import_module("distributed")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**options) as local, distributed.Client(local) as client:
        yield Cluster(client)


def _placing(size: int, own: int) -> None:
    """How long placing one more message among so many takes, in time of the processor."""
    messages, truth = made(size + PLACED, own=own)
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
    spent.sort()
    state = len(index.dumped()) // 2**20
    print(*(f"{spent[PLACED * part // 100]:.0f}" for part in (50, 95)), f"{spent[-1]:.0f}", state)


def _training(size: int, own: int) -> None:
    """How long learning from so many takes, and one proposal, in time of the processor."""
    messages, _truth = made(size, own=own)
    matters = {title: str(n) for n, (title, _details) in enumerate(_MATTERS)}
    examples = [
        Example(f"{each.title}\n{each.text}", next(matters[t] for t in matters if t in each.title))
        for each in messages
    ]
    started = time.process_time()
    model = Model.of(examples)
    spent = time.process_time() - started
    # The first proposal numbers the terms, once in a process.
    model.propose([(examples[0].text, False)])
    learnt = time.process_time()
    for each in examples[:PLACED]:
        model.propose([(each.text, False)])
    one = 1_000 * (time.process_time() - learnt) / PLACED
    print(f"{spent:.1f} {one:.1f}", _memory())


def asked(how: str, size: int, own: int = OWN) -> list[str]:
    """What such a measurement prints, in a process of its own."""
    command = [sys.executable, __file__, how, str(size), "--own", str(own)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def _compared(given: argparse.Namespace) -> list[str]:
    messages, truth = _known(*given.truth) if given.truth else made(COMPARED)
    heads = ("way", "B-cubed F1", "pairwise F1", "time", "processor")
    with with_embeddings(given, messages) as more:
        return [f"{len(messages):,} messages", *_rows(heads, compared(messages, truth, more))]


def _full_runs(sizes: Iterable[int]) -> list[str]:
    heads = ("messages", "full run", "processor", "memory", "groups")
    return _rows(heads, (timed(size) for size in sizes))


def _shared_out() -> list[str]:
    return _rows((f"{SPREAD:,} messages by", "full run", "same groups"), spread(SPREAD))


def _placed(own: int) -> list[str]:
    rows = []
    for size in PLACED_AMONG:
        *spent, state = asked("--placing", size, own)
        rows.append((f"{size:,}", *(f"{one} ms" for one in spent), f"{state} MB"))
    return _rows(("among", "placing one: median", "95 of 100", "longest", "state"), rows)


def _trained(own: int) -> list[str]:
    rows = []
    for size in SIZES:
        seconds, one, memory = asked("--training", size, own)
        rows.append((f"{size:,}", f"{seconds} s", f"{one} ms", f"{memory} MB"))
    return _rows(("examples", "training", "one proposal", "memory"), rows)


def _rows(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    said = [heads, ["---"] * len(heads), *rows]
    return ["", *(f"| {' | '.join(row)} |" for row in said)]


def _asked_for(given: argparse.Namespace) -> list[str]:
    placed, trained = partial(_placed, given.own), partial(_trained, given.own)
    if given.sizes:
        return _full_runs(given.sizes)
    if given.truth or given.only == "compared":
        return _compared(given)
    if given.only:
        return {"spread": _shared_out, "placed": placed, "trained": trained}[given.only]()
    return [*_compared(given), *_full_runs(SIZES), *_shared_out(), *placed(), *trained()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file", nargs="?", default=str(ROOT / "build/benchmarks/grouping.md"))
    parser.add_argument("--truth", nargs=2, metavar=("MESSAGES", "TRUTH"))
    parser.add_argument("--only", choices=("compared", "spread", "placed", "trained"))
    parser.add_argument(
        "--own", type=int, default=OWN, metavar="WORDS", help="the longer the texts"
    )
    parser.add_argument("--sizes", nargs="+", type=int, metavar="N")
    vectors.configure(parser)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--placing", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--training", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.placing:
        _placing(given.placing, given.own)
        return
    if given.training:
        _training(given.training, given.own)
        return
    if given.one:
        _one(given.one)
        return
    lines = _asked_for(given)
    target = Path(given.file)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
