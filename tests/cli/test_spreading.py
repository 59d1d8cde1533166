"""A full run shared out: by processes on this machine, by the workers of a cluster; one result."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from taizhang.cli import main as cli
from taizhang.cli import spreading
from taizhang.cli.spreading import Processes, cores

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MATTERS = (
    ("夜间施工噪声", ("搅拌机太响", "半夜浇筑", "灯光刺眼", "老人失眠")),
    ("停车位不足", ("车位只卖不租", "消防通道停满", "物业不让进", "晚归无处停")),
    ("公交班次太少", ("半小时一班", "末班太早", "站牌没有雨棚", "绕行太远")),
)


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough of them that each kind of work falls into several parts."""
    rng = random.Random(5)  # noqa: S311 - no secret
    letters = [chr(0x4E00 + place) for place in range(2_000)]
    events = [
        ("".join(rng.sample(letters, 3)) + "小区", *rng.choice(_MATTERS)) for _n in range(350)
    ]
    lines = []
    for number in range(2_600):
        place, matter, details = rng.choice(events)
        text = f"{place}，" + "，".join(rng.sample(details, 2))
        said = {"id": str(number), "title": f"{place}{matter}", "text": text}
        lines.append(json.dumps(said, ensure_ascii=False) + "\n")
    path = tmp_path_factory.mktemp("messages") / "messages.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def alone(messages: Path) -> str:
    """What one process finds."""
    return _grouped(messages, "--workers", "1")


def _grouped(messages: Path, *more: str) -> str:
    out = messages.with_name(f"groups{len(more)}{''.join(more)[-4:]}.csv")
    assert cli.main(["group", str(messages), "-o", str(out), *more]) == 0
    return out.read_text(encoding="utf-8")


@pytest.mark.slow
def test_two_processes_find_the_same_groups(messages: Path, alone: str) -> None:
    assert len({line.rpartition(",")[2] for line in alone.splitlines()}) < 1_000
    assert _grouped(messages, "--workers", "2") == alone


def test_as_many_processes_as_there_are_cores(
    messages: Path, alone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    start = Processes.__init__

    def counted(self: Processes, workers: int) -> None:
        begun.append(workers)
        start(self, workers)

    monkeypatch.setattr(Processes, "__init__", counted)
    monkeypatch.setattr(spreading, "cores", lambda: 3)
    assert _grouped(messages) == alone
    assert begun == [3]


def test_the_cores_are_those_that_this_process_may_use() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)


def test_a_few_messages_begin_no_process() -> None:
    assert Processes(2).over(_process, [0], None) == [os.getpid()]
    assert os.getpid() not in Processes(2).over(_process, [0, 1], None)


def _process(_part: int, _shared: None) -> int:
    return os.getpid()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler and two workers, each a process of its own."""
    pytest.importorskip("distributed", reason="pip install -r requirements-cluster.lock")
    folder = tmp_path_factory.mktemp("cluster")
    known = folder / "scheduler.json"
    dask = [sys.executable, "-m", "distributed.cli."]
    scheduler = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    worker = ["--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory", str(folder)]
    running = []
    for name, options in (("scheduler", scheduler), ("worker", worker), ("worker", worker)):
        command = [*dask[:2], f"{dask[2]}dask_{name}", *options, "--scheduler-file", str(known)]
        running.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
    try:
        for _try in range(300):
            if known.exists():
                break
            time.sleep(0.1)
        yield json.loads(known.read_text())["address"]
    finally:
        for process in running:
            process.kill()
        for process in running:
            process.wait(20)


@pytest.mark.slow
def test_two_workers_of_a_cluster_find_the_same_groups(
    messages: Path, alone: str, cluster: str
) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.Client(cluster, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=600)
        assert _grouped(messages, "--cluster", cluster) == alone
        did = client.run(lambda dask_worker: len(dask_worker.state.log))
    assert len(did) == 2
    assert all(did.values()), "both had a part in it"


@pytest.mark.parametrize("given", ["0", "-1", "viele", "65"])
def test_a_number_of_workers_that_is_none_is_refused(
    given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text('{"id": "1", "text": "缺电"}\n', encoding="utf-8")
    assert cli.main(["group", str(path), f"--workers={given}"]) == 2
    assert "不是可用的进程数" in capsys.readouterr().err


def test_a_cluster_that_is_not_installed_or_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text('{"id": "1", "text": "缺电"}\n', encoding="utf-8")
    command = ["group", str(path), "--cluster", "nonsense://nowhere"]

    def missing(name: str) -> None:
        raise ImportError(name)

    with monkeypatch.context() as patched:
        patched.setattr(spreading, "import_module", missing)
        assert cli.main(command) == 2
    assert "requirements-cluster.lock" in capsys.readouterr().err
    pytest.importorskip("distributed")
    assert cli.main(command) == 2
    assert "没有调度程序应答" in capsys.readouterr().err
