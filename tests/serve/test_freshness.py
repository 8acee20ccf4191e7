"""What is kept stays good until a write touches it, and never longer."""

from __future__ import annotations

import random
import sqlite3
import time
from itertools import combinations

import pytest
from tests.store import made

import regesta
from regesta.serve.config import ServeConfig
from regesta.serve.freshness import Freshness
from regesta.serve.library import Library
from regesta.serve.warming import Warmer, warm

STATES = sorted(made.NAMES)
KEYS = [(), *((s,) for s in STATES), *combinations(STATES, 2), tuple(STATES[:3])]


@pytest.fixture
def register(tmp_path):
    with regesta.open(tmp_path / "r.db", coder=made.coder(), merger=made.MERGER) as opened:
        yield opened


def add(register, folder, name, text):
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    register.add(path)


def test_a_write_touches_the_pairs_it_concerns_and_no_others(register, tmp_path):
    add(register, tmp_path, "a", "meet IRN BLR 2024-05-09\n")
    add(register, tmp_path, "b", "meet CHN IDN 2024-05-01\n")
    fresh = Freshness()
    before = {key: fresh.since(register, key) for key in KEYS}
    add(register, tmp_path, "c", "meet IRN BLR 2024-05-02\n")
    after = {key: fresh.since(register, key) for key in KEYS}
    assert {k for k in KEYS if after[k] != before[k]} == {(), ("BLR",), ("IRN",), ("BLR", "IRN")}


def test_a_decision_of_a_person_touches_everything(register, tmp_path):
    add(register, tmp_path, "a", "meet IRN BLR 2024-05-09\nmeet CHN IDN 2024-05-01\n")
    fresh = Freshness()
    before = {key: fresh.since(register, key) for key in KEYS}
    register.decide("reject", register.records().events[0].id, by="Ada")
    assert all(fresh.since(register, key) != before[key] for key in KEYS)


@pytest.mark.parametrize("seed", range(8))
def test_what_has_the_same_number_is_the_same(register, tmp_path, seed):
    chance = random.Random(seed)
    fresh = Freshness()
    known = {}
    for step in range(14):
        act = chance.choice(["add", "add", "add", "change", "decide", "remove"])
        reports = list(register.reports())
        if act == "add" or not reports:
            a, b = chance.sample(STATES, 2)
            day = f"2024-0{chance.randint(1, 3)}-0{chance.randint(1, 3)}"
            add(
                register,
                tmp_path,
                f"r{step}",
                f"meet {a} {b} {day}\npledge {b} {a} roads\nsay {a} transit {step}\n",
            )
        elif act == "change":
            name = chance.choice(sorted(p.stem for p in tmp_path.glob("r*.txt")))
            a, b = chance.sample(STATES, 2)
            add(register, tmp_path, name, f"meet {a} {b} 2024-01-0{chance.randint(1, 9)}\n")
        elif act == "decide":
            events = register.records().events
            if events:
                register.decide("reject", chance.choice(events).id, by="Ada")
        else:
            register.remove(chance.choice(reports)["id"])
        for key in KEYS[1:]:
            number = fresh.since(register, key)
            shown = register.records(key, every=True)
            told = (shown.events, shown.commitments, shown.statements, shown.as_of)
            if key in known and known[key][0] == number:
                assert known[key][1] == told, f"{act} changed {key} and its number is still {number}"
            known[key] = (number, told)


def test_pairs_are_those_that_most_findings_concern(register, tmp_path):
    add(
        register, tmp_path, "a", "meet IRN BLR 2024-05-09\nmeet IRN BLR 2024-05-10\nmeet CHN IDN 2024-05-01\n"
    )
    assert register.pairs(5)[0] == ("BLR", "IRN", 2)
    assert register.pairs(1) == (("BLR", "IRN", 2),)


def test_pages_are_made_before_they_are_asked_for(tmp_path, register):
    add(register, tmp_path, "a", "meet IRN BLR 2024-05-09\n")
    library = Library(ServeConfig(str(tmp_path / "r.db")))
    assert warm(library, None, 10)
    pages = [key for key in library._kept if key[0][0] == "dyad"]
    assert [key[1] for key in pages] == [("BLR", "IRN")]
    assert not warm(library, None, -1), "no time is no time"


def test_the_warmer_warms_and_stops(tmp_path, register):
    add(register, tmp_path, "a", "meet IRN BLR 2024-05-09\n")
    library = Library(ServeConfig(str(tmp_path / "r.db")))
    warmer = Warmer(library)
    warmer.start()
    until = time.monotonic() + 10
    while not any(key[0][0] == "dyad" for key in list(library._kept)) and time.monotonic() < until:
        time.sleep(0.02)
    warmer.stop()
    assert any(key[0][0] == "dyad" for key in library._kept)


def test_a_register_that_is_not_there_warms_nothing(tmp_path):
    assert not warm(Library(ServeConfig(str(tmp_path / "none.db"))), None, 1)


def test_the_home_of_a_large_register_counts_without_merging(register, tmp_path, monkeypatch):
    from regesta.serve import views

    add(register, tmp_path, "a", "meet IRN BLR 2024-05-09\nmeet CHN IDN 2024-05-01\nunclear x\n")
    add(register, tmp_path, "b", "meet IRN BLR 2024-05-09\n")
    library = Library(ServeConfig(str(tmp_path / "r.db")))
    small = views.home(library).data
    monkeypatch.setattr(views, "LARGE", 1)
    large = views.home(library).data
    assert small["counts"]["events"] == 2
    assert large["counts"] == {"reports": 2, "event findings": 3, "passages not guessed at": 1}
    assert large["busiest"][0] == small["busiest"][0] | {"events": 2}
    assert [e["date"]["earliest"] for e in large["latest"]] == ["2024-05-09", "2024-05-09", "2024-05-01"]
    assert large["as_of"] == small["as_of"]
    assert large["languages"] == small["languages"]


def test_many_reports_of_one_event_are_no_more_than_the_database_takes(register, tmp_path):
    for n in range(50):
        add(register, tmp_path, f"r{n}", f"meet IRN BLR 2024-05-09\nsay IRN roads {n}\n")
    with register._store._engine.connect() as conn:
        conn.connection.driver_connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)
    found = register.touched(1)
    assert not found.everything
    assert {"BLR", "IRN"} in found.states
