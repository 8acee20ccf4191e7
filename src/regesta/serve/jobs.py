"""What was handed in to this server and what became of it: a queue, a thread that empties it, and a history in memory.

A job is one upload, with one or more files; files are read one after the other, whoever handed them in. What was read
is in the register and outlasts the server; the history does not (docs/decisions/0009-uploads-in-a-process.md).
"""

from __future__ import annotations

import datetime as dt
import queue
import secrets
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from regesta.errors import RegestaError, UnknownRecord
from regesta.serve.reading import Quarantined, ReadReport, Told
from regesta.serve.uploads import Upload

State = Literal["waiting", "reading", "done", "failed"]
IDLE_S = 600.0  # without anything to read for so long, what reads is ended; the next file begins it anew
_MOST_JOBS = 200  # in the history
_MOST_TOLD = 200  # reports of a file told one by one; the counts are of all


@dataclass(frozen=True, slots=True)
class File:
    """A file of a job. It failed where nothing of it could be read; `error` is what stopped it, "" if nothing did."""

    name: str
    n_bytes: int
    state: State = "waiting"
    n_read: int = 0
    n_known: int = 0
    n_removed: int = 0
    n_issues: int = 0
    n_quarantined: int = 0
    n_undated: int = 0
    findings: tuple[tuple[str, int], ...] = ()
    reports: tuple[ReadReport, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """An upload: who handed in which files, and when (UTC)."""

    id: str
    by: str
    time: str
    files: tuple[File, ...]

    @property
    def state(self) -> State:
        """Return how far it is; "failed" once all was tried and a file could not be read."""
        states = {f.state for f in self.files}
        if states == {"waiting"}:
            return "waiting"
        if states & {"waiting", "reading"}:
            return "reading"
        return "failed" if "failed" in states else "done"

    @property
    def is_over(self) -> bool:
        """Return whether nothing more will happen to it by itself."""
        return self.state in {"done", "failed"}


def told(file: File, news: Told) -> File:
    """Return a file with what became of one more of its reports."""
    if isinstance(news, Quarantined):
        some = (*file.quarantined, news)[:_MOST_TOLD]
        return replace(file, n_quarantined=file.n_quarantined + 1, quarantined=some)
    found = Counter(dict(file.findings)) + Counter(dict(news.findings))
    return replace(
        file,
        n_read=file.n_read + (news.became == "read"),
        n_known=file.n_known + (news.became == "known"),
        n_removed=file.n_removed + (news.became == "removed"),
        n_issues=file.n_issues + news.n_issues,
        n_undated=file.n_undated + news.undated,
        findings=tuple(sorted(found.items())),
        reports=(*file.reports, news)[:_MOST_TOLD],
    )


def ended(file: File, error: str = "") -> File:
    """Return a file that was read to its end, or to where an error stopped it."""
    n_taken = file.n_read + file.n_known + file.n_removed
    failed = bool(error) or (file.n_quarantined > 0 and n_taken == 0)
    return replace(file, state="failed" if failed else "done", error=error)


def job_line(job: Job) -> dict[str, Any]:
    """Return a job as pages and the API tell it."""
    files = [
        {
            **asdict(f),
            "findings": dict(f.findings),
            "quarantined": [asdict(q) for q in f.quarantined],
            "reports": [{**asdict(r), "findings": dict(r.findings)} for r in f.reports],
        }
        for f in job.files
    ]
    found: Counter[str] = sum((Counter(dict(f.findings)) for f in job.files), Counter())
    counted = ("n_bytes", "n_read", "n_known", "n_removed", "n_issues", "n_quarantined", "n_undated")
    return {
        "id": job.id,
        "state": job.state,
        "by": job.by,
        "time": job.time,
        **{name: sum(getattr(f, name) for f in job.files) for name in counted},
        "n_files": len(job.files),
        "n_files_over": sum(f.state in {"done", "failed"} for f in job.files),
        "findings": dict(sorted(found.items())),
        "files": files,
    }


class Jobs:
    """The jobs of this server process."""

    def __init__(
        self, read: Callable[[Upload], Iterator[Told]], stop: Callable[[], None], most_bytes: int
    ) -> None:
        """Begin without any.

        Args:
            read: Adds the reports of a file to the register; called by one thread.
            stop: Ends what `read` is doing, or lets go of what it holds.
            most_bytes: How much may be held, of what waits and of what failed and may be tried again.
        """
        self._read, self._stop, self._most_bytes = read, stop, most_bytes
        self._lock = threading.RLock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._held: dict[tuple[str, int], Upload] = {}  # in the order in which it was handed in
        self._queue: queue.SimpleQueue[tuple[str, int] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()

    def submit(self, uploads: Sequence[Upload], by: str) -> Job | None:
        """Take files to be read; None where too much waits already."""
        time = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        job = Job(secrets.token_hex(6), by, time, tuple(File(u.name, len(u.data)) for u in uploads))
        with self._lock:
            if not self._make_room(sum(len(u.data) for u in uploads)):
                return None
            self._jobs[job.id] = job
            self._held |= {(job.id, k): upload for k, upload in enumerate(uploads)}
            self._forget()
        self._enqueue(job.id, range(len(uploads)))
        return job

    def all(self) -> tuple[Job, ...]:
        """Return the jobs, the latest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def one(self, named: str) -> Job:
        """Return a job.

        Raises:
            UnknownRecord: there is none of this id.
        """
        with self._lock:
            job = self._jobs.get(named)
        if job is None:
            raise UnknownRecord(named, "no such job", "Jobs are kept until the server ends; /jobs lists them")
        return job

    def again(self, job: Job) -> tuple[int, ...]:
        """Return which files of a job failed and can be tried again, for they are held still."""
        with self._lock:
            return tuple(
                k for k, f in enumerate(job.files) if f.state == "failed" and (job.id, k) in self._held
            )

    def retry(self, named: str) -> Job:
        """Read the failed files of a job again; where none can be, nothing happens.

        Raises:
            UnknownRecord: there is no such job.
        """
        with self._lock:
            which = self.again(self.one(named))
            for k in which:
                self._change(named, k, lambda f: File(f.name, f.n_bytes))
        self._enqueue(named, which)
        return self.one(named)

    def close(self) -> None:
        """Stop reading. Reports that were read are in the register."""
        self._closed.set()
        self._queue.put(None)  # wakes the thread
        self._stop()
        if self._thread is not None:
            self._thread.join(10)

    # ----------------------------------------------------------------- the thread

    def _enqueue(self, job: str, files: Iterable[int]) -> None:
        for k in files:
            self._queue.put((job, k))
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                item = self._queue.get(timeout=IDLE_S)
            except queue.Empty:
                self._stop()  # what reads takes much memory
                continue
            if item is not None and not self._closed.is_set():
                self._read_one(*item)

    def _read_one(self, job: str, k: int) -> None:
        with self._lock:
            upload = self._held[job, k]
        self._change(job, k, lambda f: replace(f, state="reading"))
        error = ""
        try:
            for news in self._read(upload):
                self._change(job, k, lambda f, news=news: told(f, news))  # type: ignore[misc]
        except RegestaError as exc:
            error = str(exc)
        except Exception as exc:  # noqa: BLE001 (whatever is wrong with one file, the others go on)
            error = (
                f"{upload.name}: {type(exc).__name__}: {exc}. This is a fault of Regesta; please report it"
            )
        file = self._change(job, k, lambda f: ended(f, error))
        if file.state == "done":
            with self._lock:
                del self._held[job, k]

    def _change(self, job: str, k: int, how: Callable[[File], File]) -> File:
        with self._lock:
            old = self._jobs[job]
            file = how(old.files[k])
            self._jobs[job] = replace(old, files=(*old.files[:k], file, *old.files[k + 1 :]))
        return file

    # ----------------------------------------------------------------- room

    def _make_room(self, n_bytes: int) -> bool:
        """Let go of failed files, the oldest first, until so many bytes find room."""
        free = self._most_bytes - sum(len(u.data) for u in self._held.values())
        for job, k in list(self._held):
            if free >= n_bytes:
                break
            if self._jobs[job].files[k].state == "failed":
                free += len(self._held.pop((job, k)).data)
        return free >= n_bytes

    def _forget(self) -> None:
        """Drop the oldest jobs that are over, with what is held of them."""
        over = [j for j in self._jobs.values() if j.is_over]
        for job in over[: max(0, len(self._jobs) - _MOST_JOBS)]:
            del self._jobs[job.id]
            for k in range(len(job.files)):
                self._held.pop((job.id, k), None)
