"""Batches on a Dask cluster, and in the partitions of somebody else's: the same rows as here."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import dask
import hostile
import pandas as pd
import pyarrow as pa
import pytest
from distributed import LocalCluster
from test_batch import SAMPLES, TIGHT, errors, files, rows, run, written

from govreport_nlp.batch import audit_files
from govreport_nlp.batch.partition import SPARK_SCHEMA, audit_partition
from govreport_nlp.batch.work import Limits
from govreport_nlp.cli import main
from govreport_nlp.errors import UsageError
from govreport_nlp.reading.files import collect


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    # A poison shall not need many workers, and a machine with much to do may take long to start a worker anew
    patience = {"distributed.scheduler.allowed-failures": 1, "distributed.deploy.lost-worker-timeout": "600s"}
    with (
        dask.config.set(patience),
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", memory_limit=0) as made,
    ):
        yield made


def process_of_a_worker(cluster: LocalCluster) -> int:
    return next(int(worker.pid) for worker in cluster.workers.values() if worker.pid is not None)


def test_a_worker_that_is_killed_loses_nothing(cluster: LocalCluster, tmp_path: Path) -> None:
    texts = {f"{number:03}": f"第{number}份" for number in range(150)} | {
        "hang": "hang",
        "leave": "leave",
        "much": "take_much",
        "empty": "",
    }
    folder, killed = written(tmp_path / "in", texts), []

    def tick(fresh: bool) -> None:
        if not killed:
            killed.append(process_of_a_worker(cluster))
            os.kill(killed[0], signal.SIGKILL)

    audit_files(collect([folder]), tmp_path / "cluster", limits=TIGHT, cluster=cluster.scheduler_address, audit=hostile.audit, tick=tick)
    assert killed and len(rows(tmp_path / "cluster")) == len(texts)
    run(folder, tmp_path / "here")
    assert files(tmp_path / "cluster") == files(tmp_path / "here")


def test_a_document_that_kills_its_workers_is_an_error_alone(cluster: LocalCluster, tmp_path: Path) -> None:
    texts = {f"{number:03}": f"第{number}份" for number in range(40)} | {"poison": "kill_whoever_started_us"}
    folder = written(tmp_path / "in", texts)
    audit_files(collect([folder]), tmp_path / "out", limits=TIGHT, cluster=cluster.scheduler_address, audit=hostile.audit)
    assert errors(tmp_path / "out") == {**dict.fromkeys(texts), "poison": "crashed"}


def test_the_command_gives_the_same_as_here(cluster: LocalCluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    samples = [str(path) for path in sorted(SAMPLES.glob("*.txt"))[:2]]
    for place, option in (("cluster", ["--cluster", cluster.scheduler_address]), ("here", ["--jobs", "1"])):
        assert main(["audit", *samples, "--out", str(tmp_path / place), *option]) == 1
    assert files(tmp_path / "cluster") == files(tmp_path / "here")


def test_no_scheduler_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport_nlp.batch.cluster._SECONDS_TO_CONNECT", 1)
    for address in ("tcp://127.0.0.1:1", "nonsense://x"):
        with pytest.raises(UsageError, match="scheduler"):
            audit_files(collect([SAMPLES]), tmp_path / "out", cluster=address)


def test_a_cluster_without_workers_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport_nlp.batch.cluster._SECONDS_WITHOUT_WORKERS", 0.2)
    with LocalCluster(n_workers=0, dashboard_address=":0") as empty, pytest.raises(UsageError, match="no worker"):
        audit_files(collect([SAMPLES]), tmp_path / "out", cluster=empty.scheduler_address, audit=hostile.audit)


def test_without_dask_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "govreport_nlp.batch.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"govreport-nlp\[cluster\]"):
        audit_files(collect([SAMPLES]), tmp_path / "out", cluster="tcp://127.0.0.1:1")


def test_workers_of_another_version_are_refused(cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport_nlp.batch.work.__version__", "0.0.0")
    with pytest.raises(UsageError, match="same"):
        audit_files(collect([SAMPLES]), tmp_path / "out", cluster=cluster.scheduler_address)


def test_a_partition_has_a_row_a_document(tmp_path: Path) -> None:
    sample = sorted(SAMPLES.glob("*_2022.txt"))[1]
    paths = [str(sample), "empty.txt", "missing.txt", "noise.docx"]
    frame = pd.DataFrame({"path": paths, "content": [None, b"", None, b"PK\x03\x04"]}, index=[7, 3, 5, 1])
    found = audit_partition(frame, limits=Limits(30))
    assert list(found["path"]) == paths and list(found.index) == [7, 3, 5, 1]
    assert [None if pd.isna(code) else code for code in found["error"]][1:3] == ["empty", "missing"]
    assert pd.isna(found["error"].iloc[0]) and found["alarms"].iloc[0] >= 1 and pd.isna(found["alarms"].iloc[1])
    main_row = f'"source":"{sample}"'
    assert main_row in found["row"].iloc[0]
    kinds = {"string": pa.string(), "long": pa.int64()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in (column.split(" ") for column in SPARK_SCHEMA.split(", "))])
    assert pa.Table.from_pandas(found, schema, preserve_index=False).num_rows == 4, "what Spark does with it"
    assert audit_partition(frame.iloc[:0]).empty
