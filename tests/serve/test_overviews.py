"""Pages about everything are made from outlines, which outlive the server, and show what the register holds."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.store import made

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

import regesta
from bench import pages as bench
from regesta import query
from regesta.charts import CHARTS, csv
from regesta.register import Register
from regesta.serve import atlas, filters, overviews, reference, views
from regesta.serve.config import ServeConfig
from regesta.serve.library import Library
from regesta.serve.warming import Warmer


@pytest.fixture(scope="module")
def cached(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")  # one for all tests: packs are kept there too


@pytest.fixture
def folder(cached, monkeypatch):
    monkeypatch.setenv("REGESTA_CACHE", str(cached))
    monkeypatch.setattr(overviews, "_LARGE", 0)
    for old in copies(cached):
        old.unlink()
    return cached


@pytest.fixture
def here(monkeypatch):
    """Make everything in this process, which is faster for a register that is small after all."""
    monkeypatch.setattr(overviews, "_from_process", lambda *_: None)


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    path = tmp_path_factory.mktemp("overviews") / "r.db"
    bench.generate(path, 300)
    return path


@pytest.fixture
def path(generated, tmp_path):
    return Path(shutil.copy(generated, tmp_path / "r.db"))


def copies(folder):
    return sorted(folder.glob("outlines-*"))


def opened(path):
    return Library(ServeConfig(str(path)))


def write(path, number, *pair):
    with regesta.open(path, coder=bench.coder(), merger=bench.MERGER) as register:
        register.take(bench.made_report("-".join(pair), number))


def counted(library):
    return [
        (place["label"], place["events"]) for place in atlas.places(library, filters.Places()).data["places"]
    ]


@pytest.mark.usefixtures("here")
def test_the_next_server_begins_with_the_copy(path, folder, monkeypatch):
    library = opened(path)
    before = counted(library)
    library.keep_outlines(0.0)
    assert len(copies(folder)) == 1
    write(path, 10_001, *library.register.pairs(1)[0][:2])
    monkeypatch.setattr(Register, "_merged", only_parts(Register._merged))
    later = opened(path)
    after = counted(later)
    assert after != before
    assert sum(n for _, n in after) > sum(n for _, n in before)


def only_parts(merged):
    def told(self, taken):
        assert len(taken.findings) < 100
        return merged(self, taken)

    return told


@pytest.mark.usefixtures("folder")
def test_a_large_register_is_outlined_by_another_process(path, monkeypatch):
    expected = counted(opened(path))
    monkeypatch.setattr(Register, "_merged", None)
    assert counted(opened(path)) == expected


@pytest.mark.usefixtures("folder", "here")
def test_without_another_process_it_is_done_here(path):
    assert counted(opened(path))


def test_a_process_that_cannot_read_the_register_tells_nothing(tmp_path):
    assert overviews._from_process(str(tmp_path / "none.db"), ()) is None


@pytest.mark.usefixtures("folder", "here")
def test_a_folder_that_cannot_be_written_costs_only_time(path, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(overviews.cache, "folder", lambda: tmp_path / "file")
    library = opened(path)
    assert counted(library)
    library.keep_outlines(0.0)
    assert counted(opened(path)) == counted(library)


@pytest.mark.usefixtures("folder")
def test_a_register_that_cannot_be_written_is_outlined(path, monkeypatch):
    path.chmod(0o444)
    path.parent.chmod(0o555)
    if os.geteuid() == 0:  # who may write everything is told that he may not
        monkeypatch.setattr(os, "access", lambda *_args, **_kept: False)
    try:
        assert counted(opened(path))
    finally:
        path.parent.chmod(0o755)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("text", ["", "{", '{"form": 1}', "[1]"])
def test_a_spoilt_copy_is_made_anew(path, folder, text):
    library = opened(path)
    expected = counted(library)
    library.keep_outlines(0.0)
    copies(folder)[0].write_text(text)
    assert counted(opened(path)) == expected


@pytest.mark.usefixtures("here")
def test_a_copy_is_rewritten_no_more_often_than_every_few_minutes(path, folder):
    library = opened(path)
    library.outlines()
    library.keep_outlines()
    first = copies(folder)[0].stat().st_mtime_ns
    write(path, 10_002, *library.register.pairs(1)[0][:2])
    library.outlines()
    library.keep_outlines()
    assert copies(folder)[0].stat().st_mtime_ns == first
    library.keep_outlines(0.0)
    assert copies(folder)[0].stat().st_mtime_ns != first


@pytest.mark.usefixtures("here")
def test_of_a_report_that_is_taken_down_no_copy_is_left(path, folder):
    library = opened(path)
    library.outlines()
    library.keep_outlines(0.0)
    library.register.remove(library.register.reports()[0]["id"])
    assert copies(folder) == []


def test_a_small_register_leaves_no_copy(path, folder, monkeypatch):
    monkeypatch.setattr(overviews, "_LARGE", 20_000)
    library = opened(path)
    library.outlines()
    library.keep_outlines(0.0)
    assert copies(folder) == []


@pytest.mark.usefixtures("here")
def test_the_background_brings_outlines_up_to_date(path, folder):
    library = opened(path)
    warmer = Warmer(library)
    warmer.start()
    try:
        for _ in range(600):
            if copies(folder):
                break
            warmer._stop.wait(0.05)
        assert copies(folder)
    finally:
        warmer.stop()


# --------------------------------------------------------------------------- as computed in full


@pytest.fixture
def mixed(tmp_path):
    path = tmp_path / "m.db"
    with regesta.open(path, coder=made.coder(), merger=made.MERGER) as register:
        for n in range(8):
            text = f"meet IRN BLR 2024-01-0{n % 4 + 1}\npledge IRN BLR roads\nmeet CHN IDN 2024-02-0{n + 1}\nsay IRN transit {n}\n"
            register.take(made.report(text, f"{n}.txt"))
        records = register.records()
        events = [e.id for e in records.events]
        register.decide("override", events[0], value={"field": "place", "value": "Minsk, BLR"}, by="Ada")
        register.decide("unsure", *events[1:3], by="Bo")
        register.decide("reject", events[3], by="Ada")
        register.decide("confirm", events[4], by="Ada")
    return path


@pytest.mark.parametrize("which", ["made", "mixed"])
def test_pages_tell_what_the_records_in_full_tell(which, path, mixed):
    library = opened(path if which == "made" else mixed)
    records = library.register.records()
    events = query.events_between(records)
    sources = query.sources_of(records)

    found = query.find_sites(events)
    page = atlas.places(library, filters.Places()).data
    assert [(p["label"], p["events"], p["lat"]) for p in page["places"]] == [
        (s.label, len(s.events), s.point and s.point[0]) for s in found.sites
    ]
    for site in found.sites:
        chosen = atlas.places(library, filters.Places(place=site.label)).data
        assert chosen["timeline"] == [views.told(query.event_line(e, sources)) for e in site.events[-200:]]

    ties = query.find_network(events)
    page = atlas.network(library, filters.Ties()).data
    assert [(t["pair"], t["events"]) for t in page["ties"]] == [
        (f"{t.one}-{t.other}", len(t.events)) for t in ties.ties
    ][:100]

    month = reference.calendar(library, filters.Month()).data
    dated = [e for e in events if f"{e.finding.date.start:%Y-%m}" == month["month"]]
    assert month["timeline"] == [views.told(query.event_line(e, sources)) for e in dated][:200]

    doubtful = query.doubtful(records)
    page = views.review(library, filters.Queue()).data
    assert page["n"] == len(doubtful)
    assert [{k: v for k, v in r.items() if k != "language"} for r in page["queue"]] == doubtful[:20]
    assert len(views.review(library, filters.Queue(), whole=True).rows) == len(doubtful)

    rows = [views.told(r) for r in query.commitments(records)]
    twin = views.commitments(library, filters.Promises(), whole=True)
    assert (twin.rows, twin.data["commitments"]) == (rows, rows)
    board = views.commitments(library, filters.Promises()).data
    assert board["counts"] == {k: len(v) for k, v in twin.data["board"].items()} or len(rows) > 100
    assert board["board"] == twin.data["board"]
    stands = views.positions(library, filters.Stands()).data["positions"]
    full = views.positions(library, filters.Stands(), whole=True).data["positions"]
    assert full or which == "made"
    assert stands == [{k: v for k, v in r.items() if k != "evidence"} for r in full]
    for name in ("map", "network"):
        light = CHARTS[name](library.outlines().records, ())
        assert csv(light) == csv(CHARTS[name](records, ()))
        assert light.spec == CHARTS[name](records, ()).spec
