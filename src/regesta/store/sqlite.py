"""A register in one SQLite file: opening it, telling it from other files, its locks and its limits.

The file is in WAL mode: readers go on while somebody writes. `application_id` marks it as ours. Deleted
bytes are overwritten (`secure_delete`), and a takedown rewrites the file, so that nothing of it stays behind.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, RootTransaction, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from regesta.errors import NewerRegister, NotARegister, RegestaError, RegisterFull, StoreError
from regesta.store import locks, migrations
from regesta.store.fts5 import Fts5
from regesta.store.sql import SqlStore
from regesta.store.tables import HEAD, VERSION_TABLE

APPLICATION_ID = 0x52474553  # "RGES"
_MAGIC = b"SQLite format 3\0"
_PAUSE_S = 0.05
_SIDE_FILES = ("", "-wal", "-shm", "-journal", ".lock")
# A file-size limit shows as a failed write, a full disk as FULL or as a failed flush.
_NO_ROOM = (
    "SQLITE_FULL",
    "SQLITE_IOERR_WRITE",
    "SQLITE_IOERR_FSYNC",
    "SQLITE_IOERR_DIR_FSYNC",
    "SQLITE_IOERR_TRUNCATE",
    "SQLITE_IOERR_SHMSIZE",
    "SQLITE_IOERR_SHMOPEN",
)
_HELD = ("SQLITE_BUSY", "SQLITE_LOCKED")
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
T = TypeVar("T")
_REFUSED = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")


def files_of(register: Path) -> frozenset[Path]:
    """Return the files of a register and those that may lie beside it, as absolute paths."""
    whole = register.absolute()
    return frozenset(whole.with_name(whole.name + suffix) for suffix in _SIDE_FILES)


def open_sqlite(path: Path, *, create: bool = True, wait_s: float = 30.0, max_bytes: int = 0) -> SqliteStore:
    """Open a register, or make one.

    Args:
        path: The file.
        create: Make the register where the file is missing or empty, and bring an older one up to date.
        wait_s: How long to wait for another writer, in seconds.
        max_bytes: Size the file may not outgrow; 0 is no limit.

    Raises:
        NotARegister: the file is something else, or damaged.
        NewerRegister: a later version of Regesta wrote it.
        StoreError: there is no register and none may be made, or no permission.
        RegisterLocked: another writer held it all the time.
        RegisterFull: there is no room to make it.
    """
    _refuse_foreign(path, create=create)
    store = SqliteStore(path, wait_s, max_bytes, immutable=_is_unwritable(path))
    try:
        version = store.version()
        if version is None and not create:
            raise _nothing_there(path)
        if version is None or (version != HEAD and create):
            store.prepare()
        elif version != HEAD:
            raise StoreError(
                str(path), "has an older form", "Open it once for writing: regesta add, without a path"
            )
    except BaseException:
        store.close()
        raise
    return store


class SqliteStore(SqlStore):
    """A register in a SQLite file."""

    def __init__(self, path: Path, wait_s: float, max_bytes: int, *, immutable: bool) -> None:
        super().__init__(_engine(path, max_bytes, immutable=immutable), str(path), Fts5())
        self._path, self._wait_s = path, wait_s

    @contextlib.contextmanager
    def _connected(self, *, writes: bool) -> Iterator[Connection]:
        with self._translated(), contextlib.ExitStack() as stack:
            if writes:
                stack.enter_context(locks.writer(self._path, self._wait_s))
            conn = stack.enter_context(self._patiently(self._engine.connect))
            stack.enter_context(self._begun(conn, "BEGIN IMMEDIATE" if writes else "BEGIN"))
            # BEGIN takes no lock; the first read does, and may meet somebody making the register.
            if not writes:
                self._patiently(lambda: conn.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").close())
            yield conn

    def _begun(self, conn: Connection, begin: str) -> RootTransaction:
        return self._patiently(conn.execution_options(regesta_begin=begin).begin)

    def _patiently(self, act: Callable[[], T]) -> T:
        """Do something that needs the file, waiting for others here and not in SQLite, deaf to Ctrl-C."""
        deadline = time.monotonic() + self._wait_s
        while True:
            try:
                return act()
            except DBAPIError as exc:
                if not _name(exc).startswith(_HELD) or time.monotonic() >= deadline:
                    raise
                time.sleep(_PAUSE_S)

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as exc:
            error = _error(exc, self._path, self._wait_s)
            if isinstance(error, RegisterFull):
                self._engine.dispose()  # a connection that could not write knows a state that is not there
            raise error from exc
        except sqlite3.Error as exc:
            raise _error(exc, self._path, self._wait_s) from exc

    def version(self) -> str | None:
        """Return the version of the schema, None where there is nothing yet.

        Raises:
            NotARegister: the tables are somebody else's.
        """
        with self._connected(writes=False) as conn:
            mark = conn.exec_driver_sql("PRAGMA application_id").scalar()
            n_tables = conn.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
            if mark == 0 and n_tables == 0:
                return None
            if mark != APPLICATION_ID:
                raise NotARegister(
                    self.where, "is a database of another program", "Give another file for the register"
                )
            version = conn.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()  # noqa: S608 (a constant)
        if version == HEAD or migrations.known(str(version)):
            return str(version)
        raise NewerRegister(
            self.where, f"was written by a later version of Regesta (schema {version})", "Update Regesta"
        )

    def prepare(self) -> None:
        """Make the tables, or bring them up to date; whoever comes second finds it done."""
        with self._alone() as (conn, driver):
            driver.execute("PRAGMA journal_mode = WAL")  # outside a transaction, and once for good
            with self._begun(conn, "BEGIN IMMEDIATE"):
                migrations.upgrade(conn)
                conn.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

    def wipe(self) -> None:
        """Rewrite the file without what was removed, and empty the write-ahead log."""
        with self._alone() as (conn, driver):
            with self._begun(conn, "BEGIN IMMEDIATE"):
                Fts5().purge(conn)
            driver.execute("VACUUM")
            busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise locks.locked(self._path, self._wait_s)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[tuple[Connection, Any]]:
        """Give a connection as the only writer, and the driver's own for what no transaction may hold."""
        with (
            self._translated(),
            locks.writer(self._path, self._wait_s),
            self._patiently(self._engine.connect) as conn,
        ):
            driver: Any = conn.connection.driver_connection
            driver.execute(f"PRAGMA busy_timeout = {int(self._wait_s * 1000)}")
            try:
                yield conn, driver
            finally:
                driver.execute("PRAGMA busy_timeout = 0")


def _engine(path: Path, max_bytes: int, *, immutable: bool) -> Engine:
    address = path.absolute().as_uri() + ("?mode=ro&immutable=1" if immutable else "?mode=rw")

    def connect() -> sqlite3.Connection:
        # No transactions of the driver's own: `begin` below says which kind.
        conn = sqlite3.connect(address, uri=True, timeout=0, isolation_level=None, check_same_thread=False)
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute("PRAGMA synchronous = NORMAL")  # in WAL mode no crash can damage the file
        conn.execute("PRAGMA secure_delete = ON")
        conn.execute("PRAGMA temp_store = MEMORY")
        conn.execute(
            "PRAGMA cache_size = -16000"
        )  # kibibytes; the default of 2000 reads pages again and again
        if max_bytes:
            page_bytes = conn.execute("PRAGMA page_size").fetchone()[0]
            conn.execute(f"PRAGMA max_page_count = {max(1, max_bytes // page_bytes)}")
        return conn

    # As many readers as come: a connection is cheap, and to wait for another's would be no fault of the one who waits.
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=20, max_overflow=-1)

    @event.listens_for(engine, "begin")
    def begin(conn: Connection) -> None:
        conn.exec_driver_sql(conn.get_execution_options().get("regesta_begin", "BEGIN"))

    return engine


def _refuse_foreign(path: Path, *, create: bool) -> None:
    """Look at the file before SQLite does: it would take an empty folder entry for a new database."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise NotARegister(str(path), "is not a file", "Give a file for the register")
        if found.st_size:
            with path.open("rb") as file:
                head = file.read(len(_MAGIC))
            if head != _MAGIC:
                raise NotARegister(str(path), "is no register", "Give another file; this one was not touched")
        elif not create and not _wal(path):
            raise _nothing_there(path)
    except FileNotFoundError:
        if not create:
            raise _nothing_there(path) from None
        if not path.parent.is_dir():
            raise StoreError(
                str(path), "its folder does not exist", f"Make it: mkdir -p {path.parent}"
            ) from None
        try:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o666))
        except OSError as exc:
            raise _no_permission(path, exc.strerror or "") from exc
    except OSError as exc:
        raise _no_permission(path, exc.strerror or "") from exc


def _wal(path: Path) -> bool:
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _is_unwritable(path: Path) -> bool:
    """Return whether the folder lets nobody make the files that a reader of a WAL register needs.

    Then the register can still be read as it stands, if no writer left a log behind.
    """
    return (
        not os.access(path.parent, os.W_OK)
        and not path.with_name(path.name + "-shm").exists()
        and not _wal(path)
    )


def _nothing_there(path: Path) -> StoreError:
    return StoreError(str(path), "there is no register", "Add reports first: regesta add PATH --into FILE")


def _no_permission(path: Path, detail: str) -> StoreError:
    return StoreError(
        str(path),
        f"cannot be used: {detail}",
        "Give a file that you may read and write, in a folder you may write to",
    )


def _name(exc: DBAPIError | sqlite3.Error) -> str:
    cause: Any = exc.orig if isinstance(exc, DBAPIError) else exc
    return getattr(cause, "sqlite_errorname", "") or ""


def _error(exc: DBAPIError | sqlite3.Error, path: Path, wait_s: float) -> RegestaError:
    """Return our error for the database's."""
    name = _name(exc)
    words = str(exc.orig if isinstance(exc, DBAPIError) else exc)
    if name.startswith(_NO_ROOM):
        return locks.full(path, words)
    if name.startswith(_HELD):
        return locks.locked(path, wait_s)
    if name.startswith(_DAMAGED):
        return NotARegister(str(path), f"is damaged or no SQLite file ({words})", "Restore it from a copy")
    if name.startswith(_REFUSED):
        return _no_permission(path, words)
    return StoreError(str(path), f"the database says: {words}", "If it happens again, please report it")
