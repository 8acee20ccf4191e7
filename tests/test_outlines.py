"""Outlines brought up to date are those made from scratch, whatever was written in between."""

from __future__ import annotations

import datetime as dt
import json
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.store import made

import regesta
from regesta import query
from regesta.errors import RegestaError
from regesta.model.decisions import Decision
from regesta.model.findings import Commitment, Event
from regesta.model.ids import short_hash
from regesta.model.snapshot import states_of
from regesta.model.times import on
from regesta.query.outlines_json import from_text, to_text
from regesta.register import Merger
from regesta.steps import merge as rules

QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)  # to make a failing case small takes minutes
STATES = sorted(made.NAMES)
ACTS = (
    "add", "add", "add", "add", "again", "reject", "join", "join", "part", "doubt", "confirm", "move", "rename",
    "be one", "undo", "undo", "remove", "look", "look",
)  # fmt: skip


def _keys(finding):
    if isinstance(finding, (Event, Commitment)):
        yield "|".join(sorted(states_of(finding)))


def _merge(new, neighbours):
    """Meetings of one day are one, of two days in a row perhaps; what is pledged a meeting carries out."""
    for a in new:
        for b in (*new, *neighbours):
            if a.id == b.id or set(_keys(a)) != set(_keys(b)):
                continue
            if isinstance(a, Event) and isinstance(b, Event):
                days = abs((a.date.start - b.date.start).days)
                if days < 2:
                    yield _decision("same" if days == 0 else "unsure", tuple(sorted((a.id, b.id))))
            elif {type(a), type(b)} == {Event, Commitment}:
                pledge, met = (a, b) if isinstance(a, Commitment) else (b, a)
                yield _decision("follows", (pledge.id, met.id), json.dumps({"stage": "implementing"}))


def _decision(kind, of, value=None):
    return Decision(short_hash(kind + "".join(of)), kind, of, "rule:made", "made up", value)


def _merge_alike(new, neighbours):
    """Decide the same of all findings that are alike."""
    name = {f.id: rules.likeness(f) for f in (*new, *neighbours)}
    found = {d.id: d for d in _merge(new, neighbours)}.values()
    made = (_decision(d.kind, tuple(name[i] for i in d.of), d.value) for d in found)
    return {d.id: d for d in made}.values()


MERGERS = {
    "between findings": Merger(_keys, _merge),
    "between likenesses": Merger(_keys, _merge_alike, rules.likeness),
    "as it is": Merger(rules.keys, rules.merge, rules.likeness),
}


def seen(outlines):
    """Return what pages take from outlines."""
    return outlines.records, outlines.doubts, outlines.as_of, sorted(outlines.bundle_of)


def computed(register):
    """Return the same from the records in full."""
    records = register.records()
    doubts = [(r["id"], r["doubt"], tuple(r["states"])) for r in query.doubtful(records)]
    return (*counted(records), doubts)


def told(outlines):
    """Return outlines in the form of `computed`."""
    doubts = [(d.id, d.doubt, d.states) for d in outlines.doubts]
    return (*counted(outlines.records), doubts)


def counted(records):
    """Return what pages count of records, in full or in outline."""
    events = [
        (e.id, e.finding.type, e.finding.status, states_of(e.finding), e.finding.date.start, e.finding.date.end,
         e.finding.modes, e.finding.place)
        for e in records.events
    ]  # fmt: skip
    promised = [
        (t.id, t.commitment.kind, t.commitment.stage, states_of(t.commitment), t.commitment.date.start, t.silent_months,
         {s.by for s in t.history if s.by})
        for t in records.commitments
    ]  # fmt: skip
    opened = [t.id for t in query.threads_between(records, open_only=True)]
    positions = [
        {k: v for k, v in row.items() if k != "evidence"}
        for s in ((), ("IRN",))
        for row in query.positions(records, s)
    ]
    return events, promised, opened, positions, records.as_of


def act(register, what, chance, step):
    """Do something to a register that may change any record."""
    records = register.records()
    events, by = records.events, {"by": chance.choice(("Ada", "Bo"))}
    if what == "add" or len(events) < 2:
        a, b = chance.sample(STATES, 2)
        lines = [
            f"meet {a} {b} 2024-01-0{chance.randint(1, 6)}",
            f"meet {a} {chance.choice([s for s in STATES if s != a])} 2024-01-0{chance.randint(1, 6)}",
            f"pledge {a} {b} roads",
            f"say {a} {chance.choice(('transit', 'whaling'))}",
            f"hold {a} Mina Sadr",
        ]
        text = "\n".join([*chance.sample(lines, 3), f"unclear {step}"])
        day = on(dt.date(2024, 1, 1) + dt.timedelta(days=chance.randint(0, 40)), "header: made up")
        register.take(made.report(text, f"{step}.txt", published=day))
    elif what == "again":
        stored = register.report(chance.choice(records.reports).report.id)
        other = made.coder(shift_days=chance.randint(0, 2))
        with register._store.writing() as writing:
            held = register._store.held(stored.report.id)
            register._append(writing, stored.report, held.sources, other.read(stored.report))
    elif what in {"reject", "confirm"}:
        register.decide(what, chance.choice(list(records.findings())).id, **by)
    elif what in {"join", "part", "doubt"}:
        kind = {"join": "same", "part": "different", "doubt": "unsure"}[what]
        members = [f.id for e in events for f in e.members]
        register.decide(kind, *chance.sample(members, 2), **by)
    elif what == "move":
        day = f"2024-01-0{chance.randint(1, 6)}"
        register.decide("override", chance.choice(events).id, value={"field": "date", "value": day}, **by)
    elif what == "rename":
        actors = ", ".join(chance.sample(STATES, 2))
        register.decide(
            "override", chance.choice(events).id, value={"field": "actors", "value": actors}, **by
        )
    elif what == "be one":
        register.decide("same", *(f"state:{s}" for s in chance.sample(STATES, 2)), **by)
    elif what == "undo" and records.decisions:
        register.decide("withdraw", chance.choice(records.decisions).id, **by)
    elif what == "remove" and len(records.reports) > 2:
        register.remove(chance.choice(records.reports).report.id)


@pytest.mark.parametrize("merger", MERGERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=QUICKLY)
@given(acts=st.lists(st.sampled_from(ACTS), min_size=4, max_size=16), seed=st.integers(0, 2**16))
def test_what_is_brought_up_to_date_is_what_would_be_made_from_scratch(merger, acts, seed):
    chance = random.Random(seed)
    with (
        tempfile.TemporaryDirectory() as folder,
        regesta.open(Path(folder) / "r.db", coder=made.coder(), merger=MERGERS[merger]) as register,
    ):
        known = register.outlines()
        for step, what in enumerate([*acts, "look"]):
            if what != "look":
                try:
                    act(register, what, chance, step)
                except RegestaError:  # a decision that cannot be
                    continue
                if chance.random() < 0.5:
                    continue
            known = from_text(to_text(known, "k"), "k") if chance.random() < 0.3 else known
            known = register.outlines(known)
            assert seen(known) == seen(register.outlines())
            assert told(known) == computed(register)
            assert sorted(known.bundle_of) == sorted(register._store.counting())


@pytest.fixture
def register(tmp_path):
    with regesta.open(tmp_path / "r.db", coder=made.coder(), merger=MERGERS["between findings"]) as opened:
        yield opened


def test_a_finding_that_joins_two_bundles_and_goes_again(register):
    register.take(made.report("meet IRN BLR 2024-01-01\n", "a.txt"))
    register.take(made.report("meet IRN BLR 2024-01-03\n", "b.txt"))
    apart = register.outlines()
    assert len(apart.bundles) == 2
    register.take(made.report("meet IRN BLR 2024-01-02\n", "c.txt"))
    joined = register.outlines(apart)
    assert [len(b.findings) for b in joined.bundles.values()] == [3]
    register.remove("c.txt")
    again = register.outlines(joined)
    assert again.bundles == apart.bundles
    assert again.removed


def test_what_was_written_after_a_report_was_taken_down_is_found(register):
    for n, day in enumerate((1, 1, 2)):
        register.take(made.report(f"meet IRN BLR 2024-01-0{day}\nunclear {n}\n", f"{n}.txt"))
    known = register.outlines()
    for gone in ("2.txt", "1.txt"):  # their numbers are given again
        register.remove(gone)
    register.take(made.report("meet CHN IDN 2024-01-01\n", "3.txt"))
    assert seen(register.outlines(known)) == seen(register.outlines())


def test_what_is_like_others_is_in_doubt_as_they_are(tmp_path):
    def doubting(new, neighbours):
        made = (_decision("unsure", d.of) for d in _merge_alike(new, neighbours))
        return {d.id: d for d in made}.values()

    merger = Merger(_keys, doubting, rules.likeness)
    with regesta.open(tmp_path / "r.db", coder=made.coder(), merger=merger) as register:
        for n, day in enumerate((1, 2, 2)):
            register.take(made.report(f"meet IRN BLR 2024-01-0{day}\nunclear {n}\n", f"{n}.txt"))
        known = register.outlines()
        register.take(
            made.report("meet IRN BLR 2024-01-02\nunclear\n", "more.txt")
        )  # brings no decision of its own
        assert seen(register.outlines(known)) == seen(register.outlines())
        assert len(register.outlines(known).bundles) == 1


def test_bundles_that_nothing_was_written_about_are_not_read_again(register, monkeypatch):
    register.take(made.report("meet IRN BLR 2024-01-01\nsay IRN transit\n", "a.txt"))
    for n in range(1, 6):
        register.take(made.report(f"meet CHN IDN 2024-01-0{n}\n", f"{n}.txt"))
    known = register.outlines()
    register.take(made.report("meet IRN BLR 2024-01-01\n", "b.txt"))
    asked = []
    taken = register._store.snapshot
    monkeypatch.setattr(
        register._store, "snapshot", lambda *a, **k: asked.append(taken(*a, **k)) or asked[-1]
    )
    after = register.outlines(known)
    assert {len(s.findings) for s in asked} == {2}
    assert seen(after) == seen(register.outlines())
    assert register.outlines(after) is after


def test_what_another_register_showed_is_no_beginning(register, tmp_path):
    register.take(made.report("meet IRN BLR 2024-01-01\n", "a.txt"))
    with regesta.open(tmp_path / "other.db", coder=made.coder(), merger=made.MERGER) as other:
        other.take(made.report("meet CHN IDN 2024-01-01\n", "a.txt"))
        known = other.outlines()
    assert known.revision == register.revision
    assert seen(register.outlines(known)) == seen(register.outlines())


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-9], lambda t: "", lambda t: "[]", lambda t: t.replace('"form":1', '"form":0')]
)
def test_a_spoilt_copy_is_no_copy(register, spoil):
    register.take(made.report("meet IRN BLR 2024-01-01\npledge IRN BLR roads\n", "a.txt"))
    text = to_text(register.outlines(), "k")
    assert from_text(text, "k") == register.outlines()
    assert from_text(text, "another") is None
    assert from_text(spoil(text), "k") is None


def test_a_copy_holds_no_words(register):
    register.take(
        made.report("meet IRN BLR 2024-01-01\nsay IRN transit\npledge IRN BLR roads\nhold IRN Mina Sadr\n")
    )
    text = to_text(register.outlines(), "k").casefold()
    assert not any(w in text for w in ("meet", "roads", "mina", "2024-01-01\\n", "a.txt"))
