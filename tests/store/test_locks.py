"""One writer at a time: the second waits, then says who holds the register. Readers go on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from tests.store import made

from regesta.errors import RegisterLocked
from regesta.store import locks
from regesta.store.base import Source
from regesta.store.sqlite import open_sqlite

ROOT = Path(__file__).parents[2]

HOLD = """
    import sys, time
    from pathlib import Path
    from regesta.store.sqlite import open_sqlite
    store = open_sqlite(Path(sys.argv[1]))
    with store.writing() as writing:
        writing.run("c", "p")
        print("held", flush=True)
        time.sleep(60)
"""
HOLD_BY_ANOTHER_PROGRAM = """
    import sqlite3, sys, time
    conn = sqlite3.connect(sys.argv[1], isolation_level=None)
    conn.execute("BEGIN IMMEDIATE")
    print("held", flush=True)
    time.sleep(60)
"""


class Holder:
    """Another process that holds a register until it is killed."""

    def __init__(self, script: str, path: Path) -> None:
        python_path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        self.process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script), str(path)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": python_path},
        )

    def __enter__(self) -> subprocess.Popen[str]:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "held\n"
        return self.process

    def __exit__(self, *exc: object) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def path(tmp_path):
    made_here = tmp_path / "r.db"
    open_sqlite(made_here).close()
    return made_here


@pytest.mark.parametrize("script", [HOLD, HOLD_BY_ANOTHER_PROGRAM])
def test_the_second_writer_waits_then_says_who_holds_the_register(path, script):
    store = open_sqlite(path, wait_s=0.6)
    with Holder(script, path) as holder:
        began = time.monotonic()
        with pytest.raises(RegisterLocked) as caught, store.writing():
            pass
        assert 0.5 < time.monotonic() - began < 3
        assert f"process {holder.pid}" in str(caught.value)
        assert "waited 0.6 s" in str(caught.value)
        assert store.snapshot().reports == (), "a reader goes on"
    store.close()


@pytest.mark.parametrize("script", [HOLD, HOLD_BY_ANOTHER_PROGRAM])
def test_a_writer_that_is_killed_holds_nothing(path, script):
    store = open_sqlite(path, wait_s=0.3)
    with Holder(script, path):
        pass
    with store.writing() as writing:
        assert writing.run("c2", "p") == 1, "what the killed one had begun is not there"
    store.close()


def test_two_writers_take_turns(path):
    script = """
        import sys
        from pathlib import Path
        from regesta.store.base import Source
        from regesta.store.sqlite import open_sqlite
        from tests.store import made
        store = open_sqlite(Path(sys.argv[1]))
        for i in range(60):
            report = made.report(f"meet IRN BLR 2024-05-01 {sys.argv[2]} {i}")
            with store.writing() as writing:
                run = writing.run("c", "p")
                writing.append(run, report, [Source.of(report)], made.read(report), {}, None)
    """
    python_path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script), str(path), name],
            env={**os.environ, "PYTHONPATH": python_path},
        )
        for name in ("one", "two", "three")
    ]
    assert [w.wait(timeout=60) for w in writers] == [0, 0, 0]
    store = open_sqlite(path)
    assert len(store.snapshot().reports) == 180
    store.close()


def test_two_may_make_the_register_at_once(tmp_path):
    path = tmp_path / "new.db"
    script = """
        import sys
        from pathlib import Path
        from regesta.store.sqlite import open_sqlite
        open_sqlite(Path(sys.argv[1]))
    """
    python_path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script), str(path)],
            env={**os.environ, "PYTHONPATH": python_path},
        )
        for _ in range(3)
    ]
    assert [m.wait(timeout=60) for m in makers] == [0, 0, 0]
    open_sqlite(path, create=False).close()


def test_the_lock_file_names_the_holder_only_while_it_holds(path):
    with locks.writer(path, 1):
        assert f"process {os.getpid()} on " in locks.holder(path)
    assert locks.holder(path) == "another program"
    assert locks.lock_path(path).read_bytes() == b""


def test_a_lock_file_with_nonsense_in_it_does_no_harm(path):
    locks.lock_path(path).write_bytes(b"\xff{[")
    assert locks.holder(path) == "another program"
    with locks.writer(path, 1):
        pass


def test_readers_see_a_whole_state_while_somebody_writes(path):
    store, reader = open_sqlite(path), open_sqlite(path)
    report = made.report("meet IRN BLR 2024-05-01")
    with store.writing() as writing:
        run = writing.run("c", "p")
        writing.append(run, report, [Source.of(report)], made.read(report), {}, None)
        assert reader.snapshot().reports == ()
    assert len(reader.snapshot().reports) == 1
    store.close()
    reader.close()


def test_closing_leaves_one_database_file(path):
    store = open_sqlite(path)
    store.snapshot()
    store.close()
    assert sorted(p.name for p in path.parent.iterdir()) == ["r.db", "r.db.lock"]
    with sqlite3.connect(path) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
