"""Who does the parts of a full run: this process, several on this machine, or a cluster.

A cluster is dask's, an extra: its scheduler and workers run the same taizhang. The result is the
same whoever does the parts.
"""

from __future__ import annotations

import argparse
import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context
from typing import Any, Final, TypeVar

from taizhang.cli.speech import say
from taizhang.engine.clustering.spread import HERE, Spread
from taizhang.engine.errors import BadInput

_P = TypeVar("_P")
_S = TypeVar("_S")
_R = TypeVar("_R")
_SECONDS: Final = 10
"""So long a scheduler is waited for."""


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class ClusterMissing(BadInput):
    code = "cluster_missing"
    message = _("Working on a cluster is not installed.")
    remedy = _("Run {command} here, on the scheduler and on every worker. --workers needs nothing.")


class ClusterUnreachable(BadInput):
    """Fields: `address` as given."""

    code = "cluster_unreachable"
    message = _("No scheduler answers at {address}.")
    remedy = _(
        "Start one with “dask scheduler” and workers with “dask worker {address}”, then try again."
    )


class WorkersUnknown(BadInput):
    code = "workers_unknown"
    message = _("“{given}” is no number of worker processes.")
    remedy = _("Give a number from 1 to 64, as many as the machine has cores.")


_MOST: Final = 64
_INSTALL: Final = "pip install --require-hashes -r requirements-cluster.lock"


def configure(parser: argparse.ArgumentParser) -> None:
    """--workers and --cluster."""
    parser.add_argument(
        "--workers",
        metavar="N",
        default="",
        help=say(_("processes on this machine (as many as it has cores)")),
    )
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        default="",
        help=say(_("scheduler of a dask cluster that does the work, e.g. tcp://10.0.0.5:8786")),
    )


@contextmanager
def spread_of(arguments: argparse.Namespace) -> Iterator[Spread]:
    """Whoever was asked for."""
    if arguments.cluster:
        with _on_cluster(arguments.cluster) as spread:
            yield spread
        return
    given = arguments.workers or str(min(cores(), _MOST))
    if not given.isdecimal() or not 1 <= int(given) <= _MOST:
        raise WorkersUnknown(given=given)
    yield Processes(int(given)) if int(given) > 1 else HERE


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_shared: Any = None


def _keep(shared: object) -> None:
    global _shared  # noqa: PLW0603 - each worker process has its own, sent once
    _shared = shared
    # What the process was begun with is shared with the others: a collector that looks at it
    # would write into it, and every page written into is one more of each process.
    gc.freeze()


def _part(work: Callable[[Any, Any], Any], part: object) -> object:
    return work(part, _shared)


class Processes:
    """Several processes on this machine."""

    def __init__(self, workers: int) -> None:
        self._workers: Final = workers

    def over(self, work: Callable[[_P, _S], _R], parts: Sequence[_P], shared: _S) -> list[_R]:
        """`work(part, shared)` of every part, in the order of the parts."""
        if len(parts) <= 1:  # a few messages: beginning processes would take longer
            return HERE.over(work, parts, shared)
        # What is shared need not be sent to a fork of this process. But a fork holds the messages
        # as well, and each that this one touches to hand it out is there twice from then on.
        forks = shared is not None and "fork" in get_all_start_methods()
        how = get_context("fork" if forks else "spawn")
        with ProcessPoolExecutor(self._workers, how, _keep, (shared,)) as pool:
            found: list[Any] = list(pool.map(_part, [work] * len(parts), parts))
        return found


class Cluster:
    """The workers of a dask cluster."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - an extra; its types are not here
        self._client: Final = client

    def over(self, work: Callable[[_P, _S], _R], parts: Sequence[_P], shared: _S) -> list[_R]:
        """`work(part, shared)` of every part, in the order of the parts."""
        sent = self._client.scatter(shared, broadcast=True, hash=False)
        scattered = self._client.scatter(list(parts), hash=False)
        waiting = self._client.map(work, scattered, [sent] * len(parts), pure=False)
        found: list[_R] = self._client.gather(waiting)
        return found


@contextmanager
def _on_cluster(address: str) -> Iterator[Cluster]:
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise ClusterMissing(command=_INSTALL) from error
    try:
        client = distributed.Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterUnreachable(address=address) from error
    with client:
        yield Cluster(client)
