"""The register as a library: adding, adding again, whatever may interrupt it, deciding, taking down."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store import made

import regesta
from regesta.errors import AmbiguousRecord, BadValue, NotARegister, RegisterLocked, StoreError, UnknownRecord
from regesta.register import Coder, Merger

ROOT = Path(__file__).parents[1]


def open_made(path, **kw):
    return regesta.open(path, **({"coder": made.coder(), "merger": made.MERGER} | kw))


@pytest.fixture
def register(tmp_path):
    with open_made(tmp_path / "r.db") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "reports"
    path.mkdir()
    return path


def write(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def python(script, *words, **kw):
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, words)],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **kw,
    )


# --------------------------------------------------------------------------- adding


def test_reports_are_added_and_counted(register, folder):
    write(folder, a="meet IRN BLR 2024-05-01\nunclear x", b="say IRN transit")
    added = register.add([folder])
    assert (added.n_reports, added.n_findings, added.n_issues, added.n_skipped) == (2, 2, 1, 0)
    assert added.failures == added.removed == ()
    taken = register.snapshot()
    assert len(taken.findings) == 2
    assert [s.report.source for s in sorted(taken.reports, key=lambda s: s.sources)] == [
        str(folder / "a.txt"),
        str(folder / "b.txt"),
    ]


def test_adding_again_changes_nothing(register, folder):
    write(folder, a="meet IRN BLR 2024-05-01", b="meet BLR IRN 2024-05-01")
    register.add([folder])
    before = register.snapshot()
    again = register.add([folder], publisher=None)
    assert (again.n_reports, again.n_skipped) == (0, 2)
    assert register.snapshot() == before


def test_one_path_may_be_given_alone(register, folder):
    write(folder, a="meet IRN BLR 2024-05-01")
    assert register.add(folder / "a.txt").n_reports == 1
    assert register.add(str(folder)).n_skipped == 1


def test_the_same_text_under_another_path_is_one_report_with_two_sources(register, folder):
    write(folder, b="meet IRN BLR 2024-05-01")
    register.add(folder / "b.txt")
    write(folder, a="meet IRN BLR 2024-05-01")
    added = register.add(folder)
    assert (added.n_reports, added.n_skipped) == (0, 2)
    (stored,) = register.snapshot().reports
    assert stored.sources == (str(folder / "a.txt"), str(folder / "b.txt"))
    assert stored.report.source == stored.sources[0]


def test_other_text_at_the_same_path_is_a_new_version(register, folder):
    write(folder, a="meet IRN BLR 2024-05-01")
    register.add(folder)
    write(folder, a="meet IRN BLR 2024-05-02")
    assert register.add(folder).n_reports == 1
    assert len(register.snapshot().reports) == 2


def test_what_was_not_said_before_is_taken_up(register, folder):
    write(folder, a="say IRN transit")
    register.add(folder)
    assert register.snapshot().findings[0].date.start is None
    again = register.add(folder, published="2024-05-02", publisher="The Example")
    assert again.n_reports == 1, "it is read again, now with its day"
    taken = register.snapshot()
    assert [f.date.start for f in taken.findings] == [dt.date(2024, 5, 2)]
    assert taken.reports[0].report.publisher == "The Example"
    assert register.add(folder).n_skipped == 1, "silence takes nothing back"
    assert register.snapshot() == taken


def test_findings_meet_their_neighbours(register, folder):
    write(folder, a="meet IRN BLR 2024-05-01", b="meet BLR IRN 2024-05-01", c="meet IRN BLR 2024-05-02")
    register.add(folder)
    (decision,) = register.snapshot().decisions
    assert decision.kind == "same"


TEXTS = [
    "meet IRN BLR 2024-05-01\nunclear x\n",
    "meet BLR IRN 2024-05-01\nsay IRN transit\n",
    "meet IRN BLR 2024-05-01\nmeet CHN IDN 2024-05-01\n",
    "hold IRN Mina Sadr\nmeet IDN CHN 2024-05-01\n",
    "pledge IRN BLR roads\n",
    "meet IRN BLR 2024-05-01\nunclear x\n",  # the first again, under another name and with more said of it
]


@given(st.permutations(range(6)), st.integers(1, 6))
@settings(max_examples=15, deadline=None)
def test_neither_order_nor_batches_matter(tmp_path_factory, order, size):
    folder = tmp_path_factory.mktemp("reports")
    for i, text in enumerate(TEXTS):
        (folder / f"{i}.txt").write_text(text)
    (folder / "5.txt.json").write_text('{"published": "2024-05-03", "publisher": "The Other"}')
    results = []
    for sequence, batch in ((list(range(6)), 6), (order, size)):
        with open_made(folder / f"{len(results)}.db") as register:
            for start in range(0, 6, batch):
                register.add([folder / f"{i}.txt" for i in sequence[start : start + batch]])
            results.append(register.snapshot())
    assert results[0] == results[1]


def test_the_register_itself_is_no_report(tmp_path):
    write(tmp_path, a="meet IRN BLR 2024-05-01")
    with open_made(tmp_path / "r.db") as register:
        added = register.add(tmp_path)
    assert (added.n_reports, added.failures) == (1, ())


def test_progress_is_told(register, folder):
    write(folder, a="say IRN x", b="say IRN y")
    told = []
    register.add([folder], progress=lambda *said: told.append(said))
    assert told == [(0, 2, str(folder / "a.txt")), (1, 2, str(folder / "b.txt")), (2, 2, "")]


def test_a_day_that_is_none_is_refused_before_anything_is_read(register, folder):
    write(folder, a="say IRN x")
    with pytest.raises(BadValue, match="is no day"):
        register.add(folder, published="yesterday")
    assert register.snapshot().reports == ()


# --------------------------------------------------------------------------- what goes wrong


def test_a_bad_report_does_not_stop_the_others(register, folder):
    write(folder, a="meet IRN BLR 2024-05-01", b="crash", c="say IRN transit", d="")
    (folder / "e.bin").write_bytes(bytes(range(256)) * 10)
    added = register.add([folder, folder / "missing.txt"])
    assert added.n_reports == 2
    assert sorted(Path(f.where).name for f in added.failures) == ["b.txt", "d.txt", "e.bin", "missing.txt"]
    broken = next(f for f in added.failures if f.where.endswith("b.txt"))
    assert "RuntimeError: the coder broke" in str(broken)
    assert len(register.snapshot().reports) == 2


def test_a_report_that_failed_is_tried_again(register, folder):
    write(folder, a="crash")
    assert len(register.add(folder).failures) == 1
    assert len(register.add(folder).failures) == 1


def test_a_finding_without_its_words_does_not_enter(tmp_path, folder):
    def lying(report):
        reading = made.read(report)
        other = made.read(made.report("\n" + report.text))
        return type(reading)(report.id, "en", None, reading.published, other.findings, (), ())

    write(folder, a="meet IRN BLR 2024-05-01")
    with open_made(tmp_path / "r.db", coder=Coder(lying, "liar", "p")) as register:
        (failure,) = register.add(folder).failures
        assert "quotes what is not at" in str(failure)
        assert register.snapshot().reports == ()


def test_ctrl_c_leaves_whole_reports_and_the_next_call_goes_on(tmp_path, folder):
    def impatient(report):
        if "stop" in report.text and not (tmp_path / "second").exists():
            raise KeyboardInterrupt
        return made.read(report)

    write(folder, a="meet IRN BLR 2024-05-01", b="meet IRN BLR 2024-05-02 stop", c="say IRN x")
    with open_made(tmp_path / "r.db", coder=Coder(impatient, "made 1", "p1")) as register:
        with pytest.raises(KeyboardInterrupt):
            register.add(folder)
        assert len(register.snapshot().reports) == 1
        (tmp_path / "second").touch()
        added = register.add(folder)
    assert (added.n_reports, added.n_skipped) == (2, 1)


def test_ctrl_c_while_merging_takes_the_whole_report_back(tmp_path, folder):
    def stop(new, neighbours):
        raise KeyboardInterrupt

    write(folder, a="meet IRN BLR 2024-05-01")
    with (
        open_made(tmp_path / "r.db", merger=Merger(made.keys, stop)) as register,
        pytest.raises(KeyboardInterrupt),
    ):
        register.add(folder)
    with open_made(tmp_path / "r.db") as register:
        assert register.snapshot().reports == ()


KILLED = """
    import sys
    import regesta
    from tests.store import made
    with regesta.open(sys.argv[1], coder=made.coder(), merger=made.MERGER) as register:
        register.add(sys.argv[2], progress=lambda n, of, name: print(n, flush=True))
"""


@pytest.mark.parametrize("after_reports", [1, 7, 40])
def test_a_killed_run_leaves_whole_reports_and_the_next_run_goes_on(tmp_path, folder, after_reports):
    n = 120
    for i in range(n):
        write(folder, **{f"{i:03}": f"meet IRN BLR 2024-05-{i % 28 + 1:02}\nsay IRN {i}\n" * 3})
    path = tmp_path / "r.db"
    process = python(KILLED, path, folder)
    while process.stdout.readline().strip() != str(after_reports):
        assert process.poll() is None, process.stderr.read()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    process.stderr.close()
    with open_made(path) as register:
        taken = register.snapshot()
        assert after_reports <= len(taken.reports) < n
        assert len(taken.findings) == 6 * len(taken.reports), "no report is there by half"
        added = register.add(folder)
        assert (added.n_reports, added.n_skipped) == (n - len(taken.reports), len(taken.reports))
        whole = register.snapshot()
    with open_made(tmp_path / "other.db") as other:
        other.add(folder)
        assert other.snapshot() == whole


def test_two_runs_on_one_folder_add_everything_once(tmp_path, folder):
    for i in range(40):
        write(folder, **{f"{i:02}": f"meet IRN BLR 2024-05-01\nsay IRN {i}\n"})
    path = tmp_path / "r.db"
    runs = [python(KILLED, path, folder) for _ in range(2)]
    for run in runs:
        _, err = run.communicate(timeout=60)
        assert run.returncode == 0, err
    with open_made(path) as register, open_made(tmp_path / "other.db") as other:
        other.add(folder)
        assert register.snapshot() == other.snapshot()


@pytest.mark.long
def test_a_second_writer_waits_thirty_seconds_by_default(tmp_path, folder):
    write(folder, a="say IRN x")
    path = tmp_path / "r.db"
    open_made(path).close()
    holder = python(
        """
        import sqlite3, sys, time
        conn = sqlite3.connect(sys.argv[1], isolation_level=None)
        conn.execute("BEGIN IMMEDIATE")
        print("held", flush=True)
        time.sleep(90)
        """,
        path,
    )
    assert holder.stdout.readline() == "held\n"
    try:
        with open_made(path) as register:
            began = time.monotonic()
            with pytest.raises(RegisterLocked, match=f"process {holder.pid}"):
                register.add(folder)
            assert 29 < time.monotonic() - began < 40
    finally:
        holder.kill()
        holder.communicate()


# --------------------------------------------------------------------------- reading again


def test_redo_reads_again_what_other_packs_have_read(tmp_path, folder):
    write(folder, a="meet IRN BLR 2024-05-01", b="meet BLR IRN 2024-05-01", c="say IRN transit")
    path = tmp_path / "r.db"
    with open_made(path) as register:
        register.add(folder)
        assert register.redo().n_reports == 0, "nothing has changed"
        (before,) = register.snapshot().decisions
    with open_made(path, coder=made.coder(packs="p2", shift_days=1)) as register:
        assert register.redo().n_reports == 3
        taken = register.snapshot()
        assert taken.packs == "p2"
        assert {f.date.start for f in taken.findings} == {dt.date(2024, 5, 2), None}
        assert taken.decisions == (before,), "decided anew about the new readings"
        assert register.redo().n_reports == 0
        assert register.redo(force=True).n_reports == 3


def test_redo_drops_decisions_that_no_longer_hold(tmp_path, folder):
    write(folder, a="meet IRN BLR 2024-05-01", b="meet BLR IRN 2024-05-01")
    path = tmp_path / "r.db"
    with open_made(path) as register:
        register.add(folder)
        assert len(register.snapshot().decisions) == 1
    apart = Coder(lambda r: made.read(r, shift_days=r.source.endswith("a.txt")), "made 2", "p1")
    with open_made(path, coder=apart) as register:
        register.redo()
        assert register.snapshot().decisions == ()


def test_an_interrupted_redo_goes_on(tmp_path, folder):
    write(folder, a="say IRN x", b="say IRN y", c="say IRN z")
    path = tmp_path / "r.db"
    with open_made(path) as register:
        register.add(folder)
    seen = []

    def impatient(report):
        seen.append(report.source)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return made.read(report)

    with open_made(path, coder=Coder(impatient, "made 2", "p1")) as register:
        with pytest.raises(KeyboardInterrupt):
            register.redo()
        assert register.snapshot().coder == "made 1, made 2"
        assert register.redo().n_reports == 2
        assert register.snapshot().coder == "made 2"


# --------------------------------------------------------------------------- deciding


@pytest.fixture
def two(register, folder):
    write(folder, a="meet IRN BLR 2024-05-01", b="meet IRN BLR 2024-06-01")
    register.add(folder)
    return [f.id for f in register.snapshot().findings]


def test_a_person_decides(register, two):
    decision = register.decide("same", two[0][:8], two[1], by="Ada", reason="one visit, two dates")
    assert decision.of == tuple(two)
    assert decision.by == "person:Ada"
    assert decision.time is not None
    assert register.snapshot().decisions == (decision,)
    undone = register.decide("withdraw", decision.id, by="Ada")
    assert undone.of == (decision.id,)
    override = register.decide(
        "override", two[0], by="Ada", value={"field": "place", "value": {"name": "Minsk", "state": "BLR"}}
    )
    assert json.loads(override.value)["field"] == "place"


def test_the_same_decision_twice_is_two_decisions(register, two):
    first = register.decide("confirm", two[0], by="Ada")
    second = register.decide("confirm", two[0], by="Ada")
    assert len({first.id, second.id}) == 2
    assert len(register.snapshot().decisions) == 2


@pytest.mark.parametrize(
    ("kind", "n", "extra", "error"),
    [
        ("marry", 2, {}, "no kind of decision"),
        ("same", 1, {}, "cannot be about 1"),
        ("confirm", 2, {}, "cannot be about 2"),
        ("override", 1, {}, "no field and value"),
        ("override", 1, {"value": {"field": "x"}}, "no field and value"),
        ("confirm", 1, {"by": " "}, "is empty"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(register, two, kind, n, extra, error):
    with pytest.raises(BadValue, match=error):
        register.decide(kind, *two[:n], **({"by": "Ada"} | extra))


def test_a_decision_about_nothing_is_refused(register, two):
    with pytest.raises(UnknownRecord):
        register.decide("confirm", "0" * 16, by="Ada")


# --------------------------------------------------------------------------- taking down


def test_a_report_taken_down_stays_out(register, folder, tmp_path):
    write(folder, a="meet IRN BLR 2024-05-01 marmalade", b="say IRN transit")
    register.add(folder)
    report_id = register.remove(str(folder / "a.txt"))
    assert b"marmalade" not in b"".join(p.read_bytes() for p in tmp_path.iterdir() if p.is_file())
    added = register.add(folder)
    assert added.removed == (str(folder / "a.txt"),)
    assert (added.n_reports, added.n_skipped, added.failures) == (0, 1, ())
    assert register.snapshot().removed == (report_id,)
    assert register.remove(report_id[:10]) == report_id, "again: it only rewrites the file"
    with pytest.raises(UnknownRecord, match="taken down"):
        register.report(report_id)


def test_removing_what_is_not_there(register):
    with pytest.raises(UnknownRecord, match="no such report"):
        register.remove("nothing.txt")


def test_removing_one_of_two_versions_asks_which(register, folder):
    for text in ("say IRN x", "say IRN y"):
        write(folder, a=text)
        register.add(folder)
    with pytest.raises(AmbiguousRecord, match=" and "):
        register.remove(str(folder / "a.txt"))


# --------------------------------------------------------------------------- looking


def test_a_search_gives_rows(register, folder):
    write(folder, a="The ministers spoke of transit.")
    register.add(folder)
    (row,) = register.search("minister")
    assert row["passage"] == "The ministers spoke of transit."
    assert (
        row["passage"][row["words"][0][0] - row["start"] : row["words"][0][1] - row["start"]] == "ministers"
    )
    assert row["source"] == str(folder / "a.txt")
    assert len(register.search("minister", limit=0)) == 0


def test_reports_and_issues_are_listed(register, folder):
    write(folder, a="meet IRN BLR 2024-05-01\nunclear x", b="say IRN y", c="say IRN gone")
    register.add(folder, publisher="The Example")
    register.remove(str(folder / "c.txt"))
    rows = list(register.reports())
    assert [Path(r["source"]).name for r in rows[:2]] == ["a.txt", "b.txt"]
    assert (rows[0]["findings"], rows[0]["issues"], rows[0]["publisher"]) == (1, 1, "The Example")
    assert rows[2]["removed"] is True
    (issue,) = register.issues()
    assert (issue["code"], issue["quote"], issue["report"]) == (
        "date.no-year",
        "unclear x",
        str(folder / "a.txt"),
    )
    assert len(register.issues(code="date")) == len(register.issues(code="date.no-year")) == 1
    assert len(register.issues(code="dat")) == 0


def test_a_report_is_shown_with_its_text(register, folder):
    write(folder, a="say IRN x")
    register.add(folder)
    assert register.report(str(folder / "a.txt")).report.text == "say IRN x"


# --------------------------------------------------------------------------- opening


def test_opening_for_reading_needs_a_register(tmp_path):
    with pytest.raises(StoreError, match="there is no register"):
        regesta.open(tmp_path / "r.db", create=False)


def test_opening_something_else(tmp_path):
    (tmp_path / "r.db").write_text("Dear diary")
    with pytest.raises(NotARegister):
        regesta.open(tmp_path / "r.db")


def test_the_environment_names_the_register(tmp_path, monkeypatch):
    monkeypatch.setenv("REGESTA_STORE", str(tmp_path / "mine.db"))
    with regesta.open() as register:
        assert register.where == str(tmp_path / "mine.db")
    assert (tmp_path / "mine.db").exists()


def test_a_register_on_a_server_is_refused_in_words():
    with pytest.raises(BadValue, match="is an address"):
        regesta.open("postgresql://host/db")


def test_the_limit_on_size_is_kept(tmp_path, folder, monkeypatch):
    monkeypatch.setenv("REGESTA_MAX_MB", "0.3")
    for i in range(200):
        write(folder, **{f"{i:03}": f"say IRN {i} " + "word " * 500})
    from regesta.errors import RegisterFull

    with open_made(tmp_path / "r.db") as register:
        with pytest.raises(RegisterFull, match="no room"):
            register.add(folder)
        assert 0 < len(register.snapshot().reports) < 200
    monkeypatch.delenv("REGESTA_MAX_MB")
    with open_made(tmp_path / "r.db") as register:
        register.add(folder)
        assert len(register.snapshot().reports) == 200


def test_importing_loads_no_parser_and_no_database():
    script = """
        import sys, time
        began = time.process_time()
        import regesta
        took_s = time.process_time() - began
        heavy = {"sqlalchemy", "spacy", "pandas", "polars", "pydantic", "trafilatura", "alembic", "numpy"}
        print(sorted(heavy & set(sys.modules)), took_s < 0.15)
        regesta.Register
        print(sorted(heavy & set(sys.modules)))
        print(regesta.__version__, dir(regesta))
    """
    out, err = python(script).communicate(timeout=60)
    lines = out.splitlines()
    assert lines[0] == "[] True", (out, err)
    assert lines[1] == "[]"
    assert regesta.__version__ in lines[2]


def test_what_is_not_there_is_not_there():
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        regesta.opne  # noqa: B018
