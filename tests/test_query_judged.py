"""What people decided counts once for each record, as sure as its witnesses made the register of it."""

from __future__ import annotations

import pytest
from tests.store import made

import regesta
from regesta.query.judged import Judgement, binned, wilson


@pytest.fixture
def register(tmp_path):
    with regesta.open(tmp_path / "r.db", coder=made.coder(), merger=made.MERGER) as register:
        register.take(made.report("meet IRN BLR 2024-05-01\n", "a.txt"))
        register.take(made.report("meet IRN BLR 2024-05-01\nmeet IRN CHN 2024-06-01\n", "b.txt"))
        yield register


def ids(register):
    events = register.records().events
    return tuple(e.id for e in sorted(events, key=lambda e: len(e.members)))


def test_nobody_judged_anything(register):
    assert register.judgements() == ()


def test_a_record_counts_once_however_often_it_was_accepted(register):
    alone, both = ids(register)
    confidences = {e.id: e.finding.confidence for e in register.records().events}
    register.decide("confirm", both, by="Ada")
    register.decide("confirm", both, by="Bob")
    register.decide("confirm", alone, by="Ada")
    judged = register.judgements()
    assert {j.id: j.confidence for j in judged} == confidences  # not what accepting made of it
    assert all(j.accepted for j in judged)


def test_what_was_rejected_is_not_accepted_too_and_comes_back_when_that_is_undone(register):
    _, both = ids(register)
    confidence = next(e.finding.confidence for e in register.records().events if e.id == both)
    register.decide("confirm", both, by="Ada")
    rejected = register.reject_record(both, by="Bob")
    (judgement,) = register.judgements()
    assert judgement == Judgement(judgement.id, "event", confidence, accepted=False)
    register.decide("withdraw", rejected.id, by="Bob")
    (judgement,) = register.judgements()
    assert judgement.accepted


def test_a_correction_is_no_judgement(register):
    register.decide("override", ids(register)[0], by="Ada", value={"field": "status", "value": "denied"})
    assert register.judgements() == ()


def test_bins_hold_every_judgement_once_and_none_is_empty():
    at = (0.0, 0.59, 0.6, 0.899, 0.9, 0.95, 1.0)
    bins = binned([Judgement(str(k), "event", c, accepted=k % 2 == 0) for k, c in enumerate(at)])
    assert [(b.low, b.n) for b in bins] == [(0.0, 2), (0.6, 1), (0.8, 1), (0.9, 1), (0.95, 2)]
    assert binned([]) == ()


@pytest.mark.parametrize(
    ("k", "n", "ends"), [(0, 5, (0.0, 0.434)), (5, 5, (0.566, 1.0)), (50, 100, (0.404, 0.596))]
)
def test_the_interval_is_wilsons(k, n, ends):
    assert wilson(k, n) == pytest.approx(ends, abs=1e-3)
