"""Jobs: files are read in turn, one that cannot be read costs the others nothing, and what is held has an end."""

from __future__ import annotations

import threading
import time
from itertools import permutations

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from regesta.errors import RegisterLocked, UnknownRecord
from regesta.serve import jobs as module
from regesta.serve.jobs import File, Jobs, ended, job_line, told
from regesta.serve.reading import Quarantined, ReadReport
from regesta.serve.uploads import Upload
from regesta.steps.read import Given

READ = ReadReport("a.txt", "aa", "read", (("event", 2), ("statement", 1)), (("KEN", "UGA"),), 3)
KNOWN, REMOVED = ReadReport("b.txt", "bb", "known"), ReadReport("c.txt", "cc", "removed")
BAD = Quarantined("d.txt", "is empty", "Give a file with the text of a report")


def upload(name, n_bytes=10):
    return Upload(name, b"x" * n_bytes, Given())


def finished(jobs, job):
    until = time.monotonic() + 10
    while not jobs.one(job.id).is_over and time.monotonic() < until:
        time.sleep(0.005)
    return jobs.one(job.id)


@pytest.fixture
def made():
    opened = []

    def make(read, most_bytes=1000):
        opened.append(Jobs(read, lambda: None, most_bytes))
        return opened[-1]

    yield make
    for jobs in opened:
        jobs.close()


@pytest.mark.parametrize("order", list(permutations([READ, KNOWN, REMOVED, BAD])))
def test_counts_do_not_depend_on_the_order(order):
    file = File("f", 1)
    for news in order:
        file = told(file, news)
    counts = (file.n_read, file.n_known, file.n_removed, file.n_quarantined, file.n_issues)
    assert counts == (1, 1, 1, 1, 3)
    assert dict(file.findings) == {"event": 2, "statement": 1}
    assert ended(file).state == "done"


def test_a_file_failed_where_nothing_of_it_could_be_read():
    assert ended(File("f", 1)).state == "done"
    assert ended(told(File("f", 1), BAD)).state == "failed"
    assert ended(told(told(File("f", 1), BAD), KNOWN)).state == "done"
    assert ended(told(File("f", 1), READ), "locked").state == "failed"


def test_details_have_an_end_and_counts_have_none(monkeypatch):
    monkeypatch.setattr(module, "_MOST_TOLD", 3)
    file = File("f", 1)
    for _ in range(9):
        file = told(told(file, READ), BAD)
    assert (file.n_read, file.n_quarantined) == (9, 9)
    assert (len(file.reports), len(file.quarantined)) == (3, 3)


def test_one_file_that_goes_wrong_costs_the_others_nothing(made):
    def read(given):
        if given.name == "locked":
            yield READ
            raise RegisterLocked("r.db", "held by somebody", "Let it finish")
        if given.name == "fault":
            raise ZeroDivisionError("no")
        yield BAD if given.name == "bad" else READ

    jobs = made(read)
    job = finished(jobs, jobs.submit([upload(n) for n in ("locked", "fault", "bad", "good")], "Ana"))
    assert [f.state for f in job.files] == ["failed", "failed", "failed", "done"]
    assert "held by somebody" in job.files[0].error
    assert job.files[0].n_read == 1
    assert "a fault of Regesta" in job.files[1].error
    assert job.state == "failed"
    assert jobs.again(job) == (0, 1, 2)


def test_what_failed_is_read_again_and_nothing_else(made):
    seen = []

    def read(given):
        seen.append(given.name)
        yield BAD if given.name == "bad" and seen.count("bad") == 1 else READ

    jobs = made(read)
    job = finished(jobs, jobs.submit([upload("bad"), upload("good")], "Ana"))
    assert job.state == "failed"
    job = finished(jobs, jobs.retry(job.id))
    assert (job.state, seen) == ("done", ["bad", "good", "bad"])
    assert job.files[0].n_quarantined == 0
    assert jobs.retry(job.id).state == "done", "nothing is left to be tried again"
    assert seen == ["bad", "good", "bad"]


def test_files_are_read_in_turn_by_one_thread(made):
    threads, order = set(), []

    def read(given):
        threads.add(threading.get_ident())
        order.append(given.name)
        time.sleep(0.002)
        yield READ

    jobs = made(read)
    submitted = [jobs.submit([upload(f"{k}{n}") for n in "ab"], "Ana") for k in range(5)]
    assert all(finished(jobs, job).state == "done" for job in submitted)
    assert order == [f"{k}{n}" for k in range(5) for n in "ab"]
    assert len(threads) == 1
    assert [j.id for j in jobs.all()] == [j.id for j in reversed(submitted)]


def test_more_than_may_be_held_is_refused_and_failed_files_make_room(made):
    go = threading.Event()

    def read(given):
        go.wait(10)
        yield BAD

    jobs = made(read, most_bytes=100)
    first = jobs.submit([upload("first", 80)], "Ana")
    assert jobs.submit([upload("second", 80)], "Ana") is None
    go.set()
    assert jobs.again(finished(jobs, first)) == (0,)
    assert jobs.submit([upload("third", 80)], "Ana") is not None
    assert jobs.again(jobs.one(first.id)) == (), "its bytes made room"
    assert jobs.submit([upload("too large", 101)], "Ana") is None


def test_the_history_has_an_end(made, monkeypatch):
    monkeypatch.setattr(module, "_MOST_JOBS", 3)
    jobs = made(lambda given: iter([READ]))
    ids = [finished(jobs, jobs.submit([upload("x")], "Ana")).id for _ in range(6)]
    assert [j.id for j in jobs.all()] == ids[:2:-1]
    with pytest.raises(UnknownRecord, match="until the server ends"):
        jobs.one(ids[0])


def test_a_line_sums_its_files(made):
    jobs = made(lambda given: iter([READ, BAD]))
    line = job_line(finished(jobs, jobs.submit([upload("a", 3), upload("b", 4)], "Ana")))
    assert (line["n_bytes"], line["n_read"], line["n_quarantined"], line["n_files_over"]) == (7, 2, 2, 2)
    assert line["findings"] == {"event": 4, "statement": 2}


def test_what_reads_is_let_go_when_nothing_comes(monkeypatch):
    monkeypatch.setattr(module, "IDLE_S", 0.02)
    stopped = threading.Event()
    jobs = Jobs(lambda given: iter([READ]), stopped.set, 1000)
    finished(jobs, jobs.submit([upload("x")], "Ana"))
    assert stopped.wait(10)
    assert finished(jobs, jobs.submit([upload("y")], "Ana")).state == "done"
    jobs.close()


def test_nothing_more_is_read_once_the_server_ends(made):
    began, go, seen = threading.Event(), threading.Event(), []

    def read(given):
        seen.append(given.name)
        began.set()
        go.wait(10)
        yield READ

    jobs = Jobs(read, go.set, 1000)
    jobs.submit([upload("a"), upload("b"), upload("c")], "Ana")
    assert began.wait(10)
    jobs.close()
    assert seen == ["a"]
