"""One writer at a time, and a name for the one who holds the register.

A lock of the operating system on `<register>.lock` keeps writers apart; it goes with the process that
holds it, however that ends. Inside the file stands who holds it, for the
others' message. Readers need no lock.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shlex
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from regesta.errors import RegisterFull, RegisterLocked, StoreError

fcntl: Any
try:
    import fcntl
except ImportError:  # not on Windows; there the database's own lock has to do
    fcntl = None

_PAUSE_S = 0.05
_MAX_COMMAND_CHARS = 200


def lock_path(register: Path) -> Path:
    """Return the lock file of a register."""
    return register.with_name(register.name + ".lock")


@contextlib.contextmanager
def writer(register: Path, wait_s: float) -> Iterator[None]:
    """Hold the register for writing.

    Args:
        register: The register's file.
        wait_s: How long to wait for another writer, in seconds.

    Raises:
        RegisterLocked: another writer did not let go in time; the message says who.
        RegisterFull: the disk leaves no room for the lock file.
        StoreError: the folder does not let us write.
    """
    path = lock_path(register)
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as exc:
        raise StoreError(
            str(path), f"cannot be written: {exc.strerror}", "Give the register a folder you may write to"
        ) from exc
    try:
        with contextlib.suppress(
            OSError
        ):  # whoever may write the register may lock it; only the owner can say so
            path.chmod(register.stat().st_mode & 0o666)
        _acquire(fd, register, wait_s)
        try:
            _write(fd, _ourselves())
        except OSError as exc:
            raise full(register, exc.strerror or "") from exc
        try:
            yield
        finally:
            with contextlib.suppress(OSError):  # the lock itself goes with the descriptor
                os.ftruncate(fd, 0)
    finally:
        os.close(fd)


def full(register: Path, detail: str) -> RegisterFull:
    """Return the error for a disk or a limit that is used up."""
    return RegisterFull(
        str(register),
        f"no room to write ({detail})" if detail else "no room to write",
        "What was added before is safe. Make room or raise the limit, then run the same command again",
    )


def locked(register: Path, wait_s: float) -> RegisterLocked:
    """Return the error for a register that somebody holds, naming them as far as they can be known."""
    return RegisterLocked(
        str(register),
        f"held by {holder(register)}; waited {wait_s:g} s",
        "Let it finish or end it, then run the same command again",
    )


def holder(register: Path) -> str:
    """Return who holds a register: what the lock file says, else the programs that have it open."""
    try:
        said = json.loads(lock_path(register).read_text(encoding="utf-8"))
        return f"process {said['pid']} on {said['host']} ({said['command']}) since {said['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        pass  # empty: not one of ours
    programs = _open_in(register)
    return f"another program: {' or '.join(programs)}" if programs else "another program"


def _acquire(fd: int, register: Path, wait_s: float) -> None:
    if fcntl is None:
        return
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            left = deadline - time.monotonic()
            if left <= 0:
                raise locked(register, wait_s) from None
            time.sleep(min(_PAUSE_S, left))
        except OSError as exc:
            raise StoreError(
                str(lock_path(register)),
                f"cannot be locked: {exc.strerror}",
                "Put the register on a local disk",
            ) from exc
        else:
            return


def _ourselves() -> bytes:
    command = " ".join(map(shlex.quote, [Path(sys.argv[0]).name, *sys.argv[1:]]))[:_MAX_COMMAND_CHARS]
    since = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    said = {"pid": os.getpid(), "host": socket.gethostname(), "command": command, "since": since}
    return json.dumps(said, ensure_ascii=True).encode("ascii")


def _write(fd: int, said: bytes) -> None:
    os.ftruncate(fd, 0)
    os.lseek(fd, 0, os.SEEK_SET)
    os.write(fd, said)


def _open_in(register: Path) -> list[str]:
    """Return the other processes that have a file open, where the system shows them (Linux)."""
    try:
        wanted = str(register.resolve())
        pids = sorted(int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit())
    except OSError:
        return []
    found: list[str] = []
    for pid in pids:
        if pid == os.getpid():
            continue
        folder = Path("/proc") / str(pid)
        with contextlib.suppress(OSError):
            if any(_target(link) == wanted for link in (folder / "fd").iterdir()):
                words = (folder / "cmdline").read_bytes().rstrip(b"\0").split(b"\0")
                command = " ".join(word.decode("utf-8", "replace") for word in words)
                found.append(f"process {pid} ({command[:_MAX_COMMAND_CHARS]})")
    return found


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""
