from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest

import tasked
from clusters import lone_scheduler, lone_worker, two_workers
from shanshui.errors import DataError, UsageError
from shanshui.geo import cluster, tasks

LOCAL = [tasks.Local(1), tasks.Local(2), tasks.Local(5)]


@pytest.fixture(scope="module")
def dask(workers: str) -> Iterator[cluster.Cluster]:
    with tasks.scheduler(workers) as found:
        assert isinstance(found, cluster.Cluster)
        yield found


@pytest.fixture(params=["alone", "two", "five", "cluster"])
def runner(request: pytest.FixtureRequest, dask: cluster.Cluster) -> tasks.Scheduler:
    return dask if request.param == "cluster" else tasks.Local({"alone": 1, "two": 2, "five": 5}[request.param])


@pytest.mark.parametrize("number", [0, 1, 2, 23])
def test_results_come_in_the_order_of_the_items(runner: tasks.Scheduler, number: int) -> None:
    assert list(runner.run(tasked.later_ones_first, range(number))) == list(range(number))


def test_threads_share_the_work() -> None:
    places = set(tasks.Local(2).run(tasked.where, range(20)))
    assert len(places) == 2
    assert threading.get_ident() not in {thread for _, thread in places}
    assert set(tasks.Local(1).run(tasked.where, range(3))) == {(os.getpid(), threading.get_ident())}


def test_processes_share_the_work(dask: cluster.Cluster) -> None:
    processes = {process for process, _ in dask.run(tasked.where, range(30))}
    assert len(processes) == 2
    assert os.getpid() not in processes


def test_a_fault_comes_as_it_was(runner: tasks.Scheduler) -> None:
    done = runner.run(tasked.refuse, range(50))
    assert [next(done), next(done), next(done)] == [0, 1, 2]
    with pytest.raises(DataError, match=r"LAYER-UNREADABLE: 3\.tif: cut off") as caught:
        next(done)
    assert (caught.value.problem, caught.value.detail) == ("LAYER-UNREADABLE", "3.tif: cut off")


def test_a_timeout_of_a_task_is_no_timeout_of_the_cluster(runner: tasks.Scheduler) -> None:
    with pytest.raises(TimeoutError, match="no answer to 0"):
        list(runner.run(tasked.run_out, range(2)))


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_nothing_is_begun_after_a_fault_but_what_was_handed_out(workers: int) -> None:
    begun: list[int] = []

    def task(number: int) -> int:
        begun.append(number)
        return tasked.refuse(number)

    with pytest.raises(DataError):
        list(tasks.Local(workers).run(task, range(1000)))
    assert max(begun) <= 3 + 2 * workers


@pytest.mark.parametrize("workers", [2, 5])
def test_only_so_many_results_wait(workers: int) -> None:
    handed: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            handed.append(number)
            yield number

    done = tasks.Local(workers).run(tasked.square, items())
    assert next(done) == 0
    assert len(handed) <= 2 * workers + 1
    assert sum(done) == sum(n * n for n in range(1000))


def test_who_stops_listening_ends_the_work() -> None:
    begun: list[int] = []
    before = threading.active_count()
    done = tasks.Local(2).run(begun.append, range(1000))
    next(done)
    done.close()  # type: ignore[attr-defined]
    assert len(begun) <= 5
    assert threading.active_count() == before


def test_a_key_stops_the_work() -> None:
    begun: list[int] = []

    def task(number: int) -> None:
        begun.append(number)
        if number == 4:
            raise KeyboardInterrupt

    for workers in (1, 2):
        begun.clear()
        with pytest.raises(KeyboardInterrupt):
            list(tasks.Local(workers).run(task, range(1000)))
        assert len(begun) < 20


def test_the_task_is_sent_once_to_a_process(dask: cluster.Cluster, tmp_path: Path) -> None:
    processes = set(dask.run(tasked.Weighty(tmp_path), range(60)))
    unpacked = [int(path.name.split("-")[0]) for path in tmp_path.iterdir()]
    assert set(processes) <= set(unpacked)
    assert len(unpacked) <= 4  # once here or there to be held, once in each process that asks for it


@pytest.fixture(scope="module")
def frail() -> Iterator[str]:
    """A cluster whose workers may be killed."""
    with two_workers() as address:
        yield address


def test_a_worker_that_dies_is_replaced(frail: str, tmp_path: Path) -> None:
    with tasks.scheduler(frail) as found:
        assert list(found.run(tasked.DieOnce(tmp_path / "died"), range(12))) == list(range(12))
    assert (tmp_path / "died").exists()


def test_a_task_that_kills_its_workers_is_given_up(frail: str) -> None:
    with tasks.scheduler(frail) as found, pytest.raises(UsageError, match="died, one after another"):
        list(found.run(tasked.die, range(2)))


@pytest.mark.parametrize("victim", ["worker", "scheduler"])
def test_a_cluster_that_is_lost_is_given_up(victim: str) -> None:
    with lone_scheduler() as (address, head), lone_worker(address) as hand:
        client: Any = distributed.Client(address, set_as_default=False, timeout=20)
        try:
            client.wait_for_workers(1, timeout=20)
            done = cluster.Cluster(client, address, patience=1.5).run(tasked.where, range(1000))
            next(done)
            (hand if victim == "worker" else head).kill()
            with pytest.raises(UsageError, match=r"was lost|has no workers left"):
                list(done)
        finally:
            client.close(timeout=1)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "carrier-pigeon://roof:1"])
def test_an_address_that_nobody_answers(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_ANSWER", 0.5)
    with pytest.raises(UsageError, match="no cluster answers at"), tasks.scheduler(address):
        pass


def test_workers_see_the_same_files(workers: str, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_text("here", encoding="utf-8")
    with tasks.scheduler(workers, [path]) as found:
        assert list(found.run(tasked.square, [3])) == [9]
    path.write_text("changed since", encoding="utf-8")
    with tasks.scheduler(workers, [path]) as found:
        assert list(found.run(tasked.square, [4])) == [16]


CHANGING = Path("/proc/sys/kernel/random/uuid")
"""Another content at each look."""


@pytest.mark.skipif(not CHANGING.exists(), reason="this system has no file that is another at each look")
def test_workers_that_see_another_file_are_not_fit(workers: str) -> None:
    with pytest.raises(UsageError, match="does not see /proc/sys"), tasks.scheduler(workers, [CHANGING]):
        pass


def test_workers_must_run_the_same_versions(workers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "__version__", "99")
    with pytest.raises(UsageError, match=r"shanshui 0.* not 99"), tasks.scheduler(workers):
        pass


def test_dask_is_not_needed_without_a_cluster() -> None:
    code = (
        "import sys; sys.modules['distributed'] = sys.modules['dask'] = None\n"
        "from shanshui.geo import tasks\n"
        "with tasks.scheduler() as found: print(list(found.run(abs, [-1, -2, -3])))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[1, 2, 3]"


def test_a_cluster_without_dask_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match="extra `cluster`"), tasks.scheduler("tcp://127.0.0.1:8786"):
        pass
