"""Many reports of one story: what they cost, and that what they make up holds whatever happens to one of them."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import sqlite3
import time

import pytest

import regesta
from regesta.errors import UnknownRecord
from regesta.model.reports import Report
from regesta.query.lines import line_of, sources_of
from regesta.register import Coder
from regesta.steps.read import given_of, read_bytes

OPENINGS = (
    "Kenya's Foreign Minister Musalia Mudavadi met his Indonesian counterpart Sugiono in Nairobi on Monday.",
    "Indonesian Foreign Minister Sugiono and Kenyan Foreign Minister Musalia Mudavadi held talks in Nairobi on Monday.",
    "Foreign ministers Musalia Mudavadi of Kenya and Sugiono of Indonesia met on Monday.",
)
FURTHER = (
    "Kenya condemned the shelling of Sudan by Chad.",
    "The two ministers signed a memorandum of understanding on fisheries.",
    "Mudavadi invited Sugiono to visit Mombasa.",
    "The two ministers met in Jakarta last year.",
    "Kenya and Indonesia signed a roadmap in 2023.",
    "Both sides said that the roadmap was being carried out.",
)


def story(k: int) -> str:
    """Return the k-th telling of one meeting: other words, other sentences left out."""
    chance = random.Random(k)
    body = [chance.choice(OPENINGS), *(line for line in FURTHER if chance.random() < 0.7)]
    return f"NAIROBI, 10 March 2025 - {' '.join(body)}\n\nSent to subscriber {k}.\n"


@pytest.fixture(scope="module")
def coder(packs, tools):
    """Return the coder of Regesta, which reads each report once however often it is added."""
    from regesta.pipeline import CODER, read_report

    done = {}

    def read(report: Report):
        if report.id not in done:
            done[report.id] = read_report(report, packs, tools)
        return done[report.id]

    return Coder(read, CODER, packs.fingerprint)


@pytest.fixture
def opened(coder, tmp_path):
    """Return a function from a list of numbers to a register to which those tellings were added, in that order."""
    made = []

    def fill(numbers, name="r.db"):
        register = regesta.open(tmp_path / name, coder=coder)
        made.append(register)
        for k in numbers:
            register.take(told(k))
        return register

    yield fill
    for register in made:
        register.close()


def told(k):
    given = given_of({"language": "en", "published": "2025-03-11"}, "given")
    (report,) = read_bytes(f"{k:04}.txt", story(k).encode(), given)
    return report


def exported(register):
    out = io.StringIO()
    register.export("jsonl", out)
    return out.getvalue()


def views(register, *states, **given):
    records = register.records(states, **given)
    sources = sources_of(records)
    items = [*records.events, *records.statements, *records.commitments, *records.offices]
    return sorted(json.dumps(line_of(i, sources), sort_keys=True) for i in items)


def stored(path):
    with sqlite3.connect(path) as conn:
        return conn.execute("SELECT count(*) FROM decisions").fetchone()[0]


def meeting(register):
    """Return the meeting of that Monday, as most reports have it."""
    found = [m for m in register.records().events if m.finding.date.start == dt.date(2025, 3, 10)]
    return max((m for m in found if m.finding.type == "CONSULT"), key=lambda m: len(m.members))


# --------------------------------------------------------------------------- what they cost


def test_decisions_grow_with_the_reports_and_not_with_their_pairs(opened, tmp_path):
    register = opened(range(15))
    few, n_few = stored(tmp_path / "r.db"), len(register.records().decisions)
    for k in range(15, 60):
        register.take(told(k))
    many, n_many = stored(tmp_path / "r.db"), len(register.records().decisions)

    assert len(meeting(register).members) > 35
    assert many < 2 * few, "a likeness is compared once, however many findings have it"
    assert n_many < 6 * n_few, "four times the reports make four times the decisions that are shown"


def test_a_report_like_others_meets_one_of_each_likeness(opened):
    register = opened(range(30))
    keys = {k for f in register.snapshot(texts=False).findings for k in register.merger.keys(f)}
    with register._store.writing() as writing:
        met = writing.neighbours(keys, "0" * 64)
    names = [register.merger.likeness(f) for f in met]
    assert len(names) == len(set(names)) < 60


@pytest.mark.long
def test_ten_times_the_tellings_take_at_most_twelve_times_the_time(opened, tmp_path):
    """Reading is paid for before, so that merging and storing are measured alone."""
    opened(range(400), "read.db")

    def seconds(n):
        start = time.perf_counter()
        register = opened(range(n), f"{n}.db")
        added = time.perf_counter() - start
        start = time.perf_counter()
        register.records()
        return added, time.perf_counter() - start

    small, large = seconds(40), seconds(400)
    assert large[0] < 12 * small[0]
    assert large[1] < 5, "a view of four hundred tellings"
    assert stored(tmp_path / "400.db") < 2 * stored(tmp_path / "40.db")


# --------------------------------------------------------------------------- what holds


def test_any_order_gives_the_same_bytes(opened):
    expected = exported(opened(range(24)))
    for seed in range(4):
        order = list(range(24))
        random.Random(seed).shuffle(order)
        assert exported(opened(order, f"{seed}.db")) == expected


def test_a_view_of_some_states_is_whole(opened):
    register = opened(range(30))
    whole = views(register)
    for states in (("KEN",), ("IDN",), ("KEN", "IDN"), ("SDN",)):
        part = views(register, *states)
        assert part
        assert set(part) <= set(whole)
    assert set(views(register, "KEN", "IDN", every=True)) <= set(whole)


def test_taking_down_any_report_is_as_if_it_had_not_come(opened):
    register = opened(range(20))
    meetings = sorted(meeting(register).members, key=lambda f: f.id)
    sources = {r["id"]: r["source"] for r in register.reports()}
    first = sources[meetings[0].evidence[0].report_id]  # the one that stands for all in what is shown
    gone = {first, "0003.txt"}
    for source in gone:
        register.remove(source)
    left = [k for k in range(20) if f"{k:04}.txt" not in gone]

    def alike(text):
        return [line for line in text.splitlines() if '"record":"about"' not in line]

    assert alike(exported(register)) == alike(exported(opened(left, "left.db")))
    register.take(told(30))
    assert alike(exported(register)) == alike(exported(opened([*left, 30], "more.db")))


def test_taking_down_the_last_of_a_likeness_leaves_nothing_of_it(opened, tmp_path):
    register = opened([1])
    register.remove("0001.txt")
    with sqlite3.connect(tmp_path / "r.db") as conn:
        for table in ("alike_keys", "decisions", "decision_of", "findings", "finding_subjects"):
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_rejecting_or_correcting_the_first_leaves_the_others_together(opened):
    register = opened(range(20))
    whole = meeting(register)
    first = whole.members[0]
    made = register.decide("reject", first.id, by="Ana")
    assert {f.id for f in meeting(register).members} == {f.id for f in whole.members} - {first.id}
    register.decide("withdraw", made.id, by="Ana")
    assert meeting(register).members == whole.members
    date = {"field": "date", "value": "2025-05-05"}
    register.decide("override", first.id, by="Ana", value=date)
    assert {f.id for f in meeting(register).members} == {f.id for f in whole.members} - {first.id}
    assert register.show(first.id)["date"]["earliest"] == "2025-05-05"


def test_a_person_parts_one_report_from_the_others_and_takes_it_back(opened):
    register = opened(range(20))
    before = views(register)
    whole = meeting(register)
    one, other = whole.members[3].id, whole.members[7].id
    said = register.decide("different", one, other, by="Ana")
    groups = [{f.id for f in m.members} for m in register.records().events]
    assert not any({one, other} <= g for g in groups)
    assert len(meeting(register).members) == len(whole.members) - 1
    register.redo(force=True)
    assert not any({one, other} <= {f.id for f in m.members} for m in register.records().events)
    register.decide("withdraw", said.id, by="Ana")
    assert views(register) == before


def test_reading_again_changes_nothing_and_decides_nothing_new(opened, tmp_path):
    register = opened(range(12))
    before, n = exported(register), stored(tmp_path / "r.db")
    register.redo(force=True)
    assert exported(register) == before
    assert stored(tmp_path / "r.db") == n


def test_a_decision_that_a_view_computes_can_be_undone(opened):
    register = opened([0, 4])
    whole = meeting(register)
    assert len(whole.members) == 2
    tie = next(
        d
        for d in register.decisions()
        if d["kind"] == "same" and set(d["of"]) == {f.id for f in whole.members}
    )
    made = register.decide("withdraw", tie["id"][:10], by="Ana")
    assert len(meeting(register).members) == 1
    states = {d["id"]: d["state"] for d in register.decisions()}
    assert states[tie["id"]] == "withdrawn"
    register.redo(force=True)
    assert len(meeting(register).members) == 1, "undone for good, whatever is read again"
    register.decide("withdraw", made.id, by="Ana")
    assert meeting(register).members == whole.members
    with pytest.raises(UnknownRecord):
        register.decide("withdraw", "0123456789abcdef", by="Ana")


def test_taking_down_a_report_takes_the_undoing_of_its_decisions_along(opened):
    register = opened([0, 4])
    tie = next(d for d in register.decisions() if d["kind"] == "same")
    register.decide("withdraw", tie["id"], by="Ana", reason="quotes the words of the report")
    register.remove("0000.txt")
    assert [d for d in register.decisions() if d["by"].startswith("person:")] == []


def test_a_finding_has_the_likeness_in_a_view_that_it_was_stored_with(opened, tmp_path):
    register = opened(range(12))
    with sqlite3.connect(tmp_path / "r.db") as conn:
        kept = dict(conn.execute("SELECT id, alike FROM findings"))
    assert kept == {f.id: register.merger.likeness(f) for f in register.snapshot(texts=False).findings}


def test_every_decision_that_is_shown_is_about_findings(opened):
    register = opened(range(10))
    known = {f.id for f in register.snapshot(texts=False).findings}
    rows = register.decisions()
    assert len(rows) > 10
    assert all(known >= set(row["of"]) for row in rows)
    assert {row["state"] for row in rows} == {"stands"}


def test_a_day_in_between_shows_what_was_known_then(opened):
    """The finding that stands for the others today may come from a report that was not there yet."""
    register = opened(range(8))
    text = (
        "NAIROBI, 1 June 2025 - Kenya's Foreign Minister Musalia Mudavadi and Indonesian Foreign Minister Sugiono met in"
        " Nairobi on 10 March 2025."
    )
    given = given_of({"language": "en", "published": "2025-06-01"}, "given")
    then = register.records().as_of
    before = views(register)
    n = len(meeting(register).members)
    for k in range(6):  # some of their ids come before all others
        register.take(*read_bytes(f"late{k}.txt", f"{text}\n\nSent to subscriber {k}.\n".encode(), given))
    assert views(register, as_of=then) == before
    assert len(meeting(register).members) == n + 6


def test_a_report_like_others_touches_the_states_of_what_it_joins(opened):
    register = opened(range(10))
    then = register.revision
    register.take(told(20))
    seen = register.touched(then)
    assert not seen.everything
    assert any({"KEN", "IDN"} <= states for states in seen.states)
    concerned = [
        {s for f in m.members for a in (*f.actors, *f.recipients) if (s := a.state)}
        for m in register.records().events
        if any(e.report_id == told(20).id for e in m.finding.evidence)
    ]
    assert all(any(c <= states for states in seen.states) for c in concerned)


# --------------------------------------------------------------------------- registers of before


def test_a_register_whose_findings_have_no_likeness_is_brought_up_to_date(opened, tmp_path, coder):
    expected = exported(opened(range(12), "new.db"))
    opened(range(8), "old.db").close()
    with sqlite3.connect(tmp_path / "old.db") as conn:
        conn.executescript(
            """
            CREATE TABLE finding_keys (block TEXT, finding BIGINT, PRIMARY KEY (block, finding)) WITHOUT ROWID;
            INSERT INTO finding_keys SELECT k.block, f.key FROM alike_keys k JOIN findings f ON f.alike = k.alike;
            DROP TABLE alike_keys;
            DROP INDEX findings_by_alike;
            ALTER TABLE findings DROP COLUMN alike;
            ALTER TABLE findings DROP COLUMN dated;
            DROP TABLE finding_subjects;
            DROP INDEX sources_by_publisher;
            UPDATE regesta_version SET version_num = '0003';
            """
        )
    register = opened(range(8, 12), "old.db")
    assert exported(register) == expected
