"""The file: telling ours from others, limits, permissions, and what a takedown leaves."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from tests.store import made

import regesta
from regesta.errors import NewerRegister, NotARegister, RegisterFull, RegisterLocked, StoreError
from regesta.store import tables
from regesta.store.base import Source
from regesta.store.sqlite import APPLICATION_ID, files_of, open_sqlite

ROOT = Path(__file__).parents[2]


def run(script: str, *words: str, **kw) -> subprocess.CompletedProcess[str]:
    """Run a script in another process, with the package and the tests importable."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *words],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": path},
        cwd=ROOT,
        **kw,
    )


def put(store, report):
    reading = made.read(report)
    with store.writing() as writing:
        writing.append(writing.run("c", "p"), report, [Source.of(report)], reading, {}, "en")


def reports(path):
    store = open_sqlite(path, create=False)
    try:
        return [s.report for s in store.snapshot().reports]
    finally:
        store.close()


# --------------------------------------------------------------------------- opening


@pytest.mark.parametrize("before", ["missing", "empty"])
def test_a_missing_or_empty_file_becomes_a_register(tmp_path, before):
    path = tmp_path / "r.db"
    if before == "empty":
        path.touch()
    open_sqlite(path).close()
    with sqlite3.connect(path) as conn:
        assert conn.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert reports(path) == []


@pytest.mark.parametrize("before", ["missing", "empty"])
def test_reading_makes_no_register(tmp_path, before):
    path = tmp_path / "r.db"
    if before == "empty":
        path.touch()
    with pytest.raises(StoreError, match="there is no register"):
        open_sqlite(path, create=False)
    assert not path.exists() or path.stat().st_size == 0
    assert [p.name for p in tmp_path.iterdir()] == ([] if before == "missing" else ["r.db"])


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(StoreError, match="folder does not exist"):
        open_sqlite(tmp_path / "no" / "r.db")


@pytest.mark.parametrize("content", [b"Dear diary", b"S", b"SQLite format 2\0" + b"x" * 200, b"\0" * 4096])
def test_another_file_is_refused_and_not_touched(tmp_path, content):
    path = tmp_path / "r.db"
    path.write_bytes(content)
    for create in (True, False):
        with pytest.raises(NotARegister):
            open_sqlite(path, create=create)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["r.db"]


def test_a_folder_and_a_device_are_refused(tmp_path):
    for path in (tmp_path, Path("/dev/null")):
        with pytest.raises(NotARegister, match="is not a file"):
            open_sqlite(path)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotARegister, match="is not a file"):
        open_sqlite(tmp_path / "pipe")


@pytest.mark.parametrize("mark", [0, 1234])
def test_a_database_of_another_program_is_refused_and_not_touched(tmp_path, mark):
    path = tmp_path / "r.db"
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE recipes (name TEXT)")
        conn.execute(f"PRAGMA application_id = {mark}")
    conn.close()
    before = path.read_bytes()
    with pytest.raises(NotARegister, match="another program"):
        open_sqlite(path)
    assert path.read_bytes() == before


def test_a_damaged_register_is_named(tmp_path):
    path = tmp_path / "r.db"
    open_sqlite(path).close()
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 5000)
    with pytest.raises(NotARegister, match="damaged"):
        open_sqlite(path)


def test_a_newer_register_is_refused_and_not_touched(tmp_path):
    path = tmp_path / "r.db"
    open_sqlite(path).close()
    with sqlite3.connect(path) as conn:
        conn.execute(f"UPDATE {tables.VERSION_TABLE} SET version_num = '9999'")
    conn.close()
    before = path.read_bytes()
    for create in (True, False):
        with pytest.raises(NewerRegister, match="later version of Regesta"):
            open_sqlite(path, create=create)
    assert path.read_bytes() == before


def test_making_that_was_killed_half_way_is_done_again(tmp_path):
    path = tmp_path / "r.db"
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA journal_mode = WAL")  # the first thing done, and all that outlives the transaction
    conn.close()
    assert path.stat().st_size > 0
    open_sqlite(path).close()
    assert reports(path) == []


def test_names_with_odd_letters(tmp_path):
    path = tmp_path / "a ?mode=ro&x=1#% é外.db"
    store = open_sqlite(path)
    put(store, made.report("meet IRN BLR 2024-05-01"))
    store.close()
    assert len(reports(path)) == 1
    assert path in files_of(path)


# --------------------------------------------------------------------------- the schema


def test_migrations_make_the_tables_that_the_code_uses(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    path = tmp_path / "r.db"
    open_sqlite(path).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as conn:
        ours = lambda name, kind, _: kind != "table" or not name.startswith("search_terms")  # noqa: E731
        opts = {"version_table": tables.VERSION_TABLE, "include_name": ours}
        context = MigrationContext.configure(conn, opts=opts)
        assert compare_metadata(context, tables.metadata) == []
    engine.dispose()
    made_by_code = create_engine("sqlite://")
    tables.metadata.create_all(made_by_code)
    with made_by_code.connect() as code, sqlite3.connect(path) as migrated:
        query = (
            "SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%' AND name NOT LIKE 'search%'"
            " ORDER BY name"
        )
        assert code.exec_driver_sql(query).fetchall() == migrated.execute(query).fetchall()


def test_a_register_of_before_is_filed_when_it_is_opened(tmp_path):
    path = tmp_path / "r.db"
    with regesta.open(path, coder=made.coder(), merger=made.MERGER) as register:
        register.take(made.report("say IRN Transit\nhold IRN Mina Sadr\nmeet IRN BLR 2024-05-01\n"))
    filed = "SELECT subject, finding FROM finding_subjects ORDER BY subject, finding"
    told = "SELECT id, dated FROM findings ORDER BY id"
    with sqlite3.connect(path) as conn:
        expected = [conn.execute(wanted).fetchall() for wanted in (filed, told)]
        conn.executescript(
            "DROP TABLE finding_subjects; DROP INDEX sources_by_publisher;"
            " DROP INDEX findings_by_alike; ALTER TABLE findings DROP COLUMN dated;"
            " CREATE INDEX findings_by_alike ON findings (alike);"
            " UPDATE regesta_version SET version_num = '0004';"
        )
    regesta.open(path).close()
    with sqlite3.connect(path) as conn:
        assert [conn.execute(wanted).fetchall() for wanted in (filed, told)] == expected
    assert all(rows and all(row[1] for row in rows) for rows in expected)


def test_the_same_tables_can_be_made_in_postgresql():
    dialect = postgresql.dialect()
    for table in tables.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert "CREATE INDEX" in str(CreateIndex(index).compile(dialect=dialect))


def test_adding_a_report_takes_the_same_work_however_many_there_are(tmp_path):
    """Counted in steps of the database's own machine, which do not depend on how busy ours is."""
    store = open_sqlite(tmp_path / "r.db")
    steps: list[int] = []
    for n in range(400):
        # Some meet what is there already, as many at the end as at the beginning.
        text = f"meet IRN BLR {1800 + n // 2}-05-01\nmeet CHN IDN {1800 + n // 2}-06-01\nsay IRN {n}"
        report = made.report(text, f"{n}.txt")
        reading = made.read(report)
        blocks = {f.id: set(made.keys(f)) for f in reading.findings}
        with store.writing() as writing:
            driver = writing._conn.connection.driver_connection
            count = [0]
            driver.set_progress_handler(lambda count=count: count.__setitem__(0, count[0] + 1), 10)
            assert writing.held(report.id).sources == ()
            writing.append(writing.run("c", "p"), report, [Source.of(report)], reading, blocks, "en")
            near = writing.neighbours(frozenset().union(*blocks.values()), report.id)
            writing.decide(made.merge(reading.findings, near))
            driver.set_progress_handler(None, 0)
        steps.append(count[0])
    assert len(store.snapshot().decisions) == 400
    store.close()
    early, late = sum(steps[50:150]), sum(steps[300:400])
    assert early > 1000
    assert late < 1.2 * early


# --------------------------------------------------------------------------- permissions


AS_NOBODY = """
    import os, sys, tempfile
    from pathlib import Path
    from regesta.store.sqlite import open_sqlite
    from regesta.errors import StoreError
    from tests.store.test_sqlite import put
    from tests.store import made
    with tempfile.TemporaryDirectory() as folder:  # whatever is imported late must be here before root goes
        store = open_sqlite(Path(folder) / "r.db")
        put(store, made.report("meetings"))
        store.close()
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    try:
        store = open_sqlite(Path(sys.argv[1]), create=sys.argv[2] == "write", wait_s=1)
        print(len(store.snapshot().reports), "reports")
        if sys.argv[2] == "write":
            put(store, made.report("more"))
    except StoreError as exc:
        print(type(exc).__name__, exc)
"""


@pytest.fixture
def closed_folder():
    """A folder that other users can reach and nobody may write to; pytest's own are for its user alone."""
    folder = Path(tempfile.mkdtemp(prefix="regesta-test-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_folder_that_may_not_be_written(closed_folder):
    closed_folder.chmod(0o555)
    done = run(AS_NOBODY, str(closed_folder / "r.db"), "write")
    assert done.stdout.startswith("StoreError"), done.stderr
    assert "ermission denied" in done.stdout


def test_a_register_that_may_not_be_read(closed_folder):
    path = closed_folder / "r.db"
    open_sqlite(path).close()
    path.chmod(0o000)
    closed_folder.chmod(0o555)
    done = run(AS_NOBODY, str(path), "read")
    assert done.stdout.startswith("StoreError"), done.stderr
    assert "ermission denied" in done.stdout


def test_a_register_that_may_only_be_read_can_be_read(closed_folder):
    path = closed_folder / "r.db"
    store = open_sqlite(path)
    put(store, made.report("meet IRN BLR 2024-05-01"))
    store.close()
    path.chmod(0o444)
    closed_folder.chmod(0o555)
    assert run(AS_NOBODY, str(path), "read").stdout == "1 reports\n"
    done = run(AS_NOBODY, str(path), "write")
    assert done.stdout.startswith("1 reports\nStoreError"), (done.stdout, done.stderr)


# --------------------------------------------------------------------------- no room


def fill(store, n=2000):
    for i in range(n):
        put(store, made.report(f"meet IRN BLR 2024-05-01\n{'word ' * 200}{i}", f"{i}.txt"))


def test_a_register_at_its_limit_says_so_and_stays_whole(tmp_path):
    path = tmp_path / "r.db"
    store = open_sqlite(path, max_bytes=400_000)
    with pytest.raises(RegisterFull, match="no room to write"):
        fill(store)
    n_kept = len(store.snapshot().reports)
    assert 0 < n_kept < 2000
    store.close()
    assert path.stat().st_size <= 400_000
    with sqlite3.connect(path) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store = open_sqlite(path)
    put(store, made.report("with the limit raised it goes on"))
    assert len(store.snapshot().reports) == n_kept + 1
    store.close()


FILL = """
    import resource, signal, sys
    from pathlib import Path
    from regesta.errors import RegisterFull
    from regesta.store.sqlite import open_sqlite
    from tests.store.test_sqlite import fill
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    store = open_sqlite(Path(sys.argv[1]))
    limit = int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        fill(store, int(sys.argv[3]))
    except RegisterFull as exc:
        print("full:", exc)
    print(len(store.snapshot().reports), "kept")
"""


@pytest.mark.parametrize("limit", [300_000, 1_500_000])
def test_a_full_disk_says_so_and_leaves_the_register_whole(tmp_path, limit):
    path = tmp_path / "r.db"
    done = run(FILL, str(path), str(limit), "2000")
    assert "full: " in done.stdout, (done.stdout, done.stderr)
    n_kept = int(done.stdout.split()[-2])
    assert len(reports(path)) == n_kept
    with sqlite3.connect(path) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_no_room_to_make_a_register(tmp_path):
    path = tmp_path / "r.db"
    script = """
        import resource, signal, sys
        from pathlib import Path
        from regesta.errors import RegisterFull
        from regesta.store.sqlite import open_sqlite
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        try:
            open_sqlite(Path(sys.argv[1]))
        except RegisterFull as exc:
            print("full")
    """
    done = run(script, str(path))
    assert done.stdout == "full\n", done.stderr
    open_sqlite(path).close()
    assert reports(path) == []


# --------------------------------------------------------------------------- takedown


SECRET = "meet IRN BLR 2024-05-01\nThe chancellor whispered marmalade to the ambassador.\nunclear marmalade\n"


def test_a_takedown_leaves_no_word_in_any_file(tmp_path):
    path = tmp_path / "r.db"
    store = open_sqlite(path)
    fill(store, 20)
    report = made.report(
        SECRET + "marmalade " * 3000, "marmalade.txt", title="A marmalade title", publisher="Marmalade Post"
    )
    put(store, report)
    put(
        store,
        made.report(SECRET.replace("whispered marmalade", "said nothing").replace("marmalade", "jam"), "b"),
    )
    fill(store, 30)
    everything = lambda: b"".join(f.read_bytes() for f in tmp_path.iterdir())  # noqa: E731
    assert b"marmalade" in everything()
    with store.writing() as writing:
        writing.remove(report.id, "2026")
    store.wipe()
    assert b"armalade" not in everything()
    assert report.id.encode() in everything()
    store.close()
    assert b"armalade" not in everything()
    assert len(reports(path)) == 31


def test_a_reader_of_the_older_state_is_named_and_the_wiping_can_be_done_again(tmp_path):
    path = tmp_path / "r.db"
    store = open_sqlite(path, wait_s=0.3)
    report = made.report(SECRET)
    put(store, report)
    with sqlite3.connect(path) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM reports").fetchone() == (1,)
        with store.writing() as writing:
            writing.remove(report.id, "2026")
        with pytest.raises(RegisterLocked):
            store.wipe()
        reader.rollback()
    reader.close()
    store.wipe()
    store.close()
    assert b"armalade" not in b"".join(f.read_bytes() for f in tmp_path.iterdir())


def test_a_takedown_without_room_to_rewrite_is_done_and_says_so(tmp_path):
    """The rows are gone; the file is rewritten when there is room."""
    path = tmp_path / "r.db"
    store = open_sqlite(path)
    fill(store, 50)
    report = made.report(SECRET)
    put(store, report)
    store.close()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    store = open_sqlite(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with store.writing() as writing:
            writing.remove(report.id, "2026")
        with pytest.raises(RegisterFull):
            store.wipe()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    store.wipe()
    store.close()
    assert b"armalade" not in path.read_bytes()
    assert len(reports(path)) == 50
