"""Threads: what becomes of a commitment, on dated evidence only."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.query_made import (
    HOLT,
    PACK,
    commitment,
    day,
    days,
    decision,
    event,
    invitation,
    knowledge,
    snapshot,
    words,
)

from regesta.model.records import Thread
from regesta.model.spans import PackEvidence
from regesta.model.times import DayRange
from regesta.packs.knowledge import Knowledge
from regesta.query.gather import gather
from regesta.query.threads import months_between

VISIT = event(
    "visit",
    words("c.txt", "During the minister's visit to Vespria in July he toured the port."),
    status="historical",
    modes=("visit",),
    actors=(HOLT,),
    date=days("2020-01-01", "2020-07-31", "before: told as past"),
)
ROADS = commitment("roads", words("a.txt", "Both support free transit."))
BUILT = commitment(
    "built", words("c.txt", "The roads are being built."), kind="implementation report", stage="implementing",
    date=day("2020-08-01"),
)  # fmt: skip


def thread(
    findings: object, decisions: object = (), as_of: str | None = "2020-12-31", pack: Knowledge = PACK
) -> Thread:
    records = gather(snapshot(findings, decisions, as_of=as_of), pack)  # type: ignore[arg-type]
    return next(t for t in records.commitments if t.commitment.kind != "implementation report")


def follows(commitment: object, other: object, stage: str):  # type: ignore[no-untyped-def]
    return decision("follows", [commitment, other], value=json.dumps({"stage": stage}))  # type: ignore[list-item]


def stages(item: Thread) -> list[str]:
    return [step.stage for step in item.history]


def test_a_commitment_alone_has_the_stage_of_its_report() -> None:
    item = thread([ROADS])

    assert (item.commitment.stage, stages(item)) == ("agreed", ["agreed"])
    assert item.history[0].evidence == ROADS.evidence


def test_an_invitation_is_fulfilled_by_a_visit_told_in_passing() -> None:
    offered = invitation()
    item = thread([offered, VISIT], [follows(offered, VISIT, "fulfilled")])

    assert stages(item) == ["offered", "fulfilled"]
    assert item.history[1].by == VISIT.id
    assert item.history[1].evidence == VISIT.evidence
    assert not item.is_open


def test_a_follower_cannot_have_come_before_what_it_follows() -> None:
    offered = invitation()
    step = thread([offered, VISIT], [follows(offered, VISIT, "fulfilled")]).history[1]

    assert step.date.start == offered.date.start
    assert step.date.last == dt.date(2020, 7, 31)


def test_a_step_names_the_record_that_its_event_was_merged_into() -> None:
    offered = invitation()
    again = event("again", words("b.txt", "saw Sadr in Arvik"), actors=(HOLT,), date=day("2020-07-01"))
    same = decision("same", [VISIT, again])
    item = thread([offered, VISIT, again], [follows(offered, VISIT, "fulfilled"), same])

    assert item.history[1].by == min(VISIT.id, again.id)
    assert str(item.history[1].date.start) == "2020-07-01"


def test_accords_are_followed_by_the_report_that_they_are_carried_out() -> None:
    item = thread([ROADS, BUILT], [follows(ROADS, BUILT, "implementing")])

    assert stages(item) == ["agreed", "implementing"]
    assert item.history[1].by == BUILT.id


def test_what_comes_after_the_day_called_today_does_not_count_yet() -> None:
    item = thread([ROADS, BUILT], [follows(ROADS, BUILT, "implementing")], as_of="2020-06-01")

    assert item.commitment.stage == "agreed"


def test_stages_may_go_back() -> None:
    stuck = commitment(
        "stuck", words("c.txt", "The roads"), kind="implementation report", date=day("2020-09-01")
    )
    item = thread(
        [ROADS, BUILT, stuck], [follows(ROADS, BUILT, "implementing"), follows(ROADS, stuck, "stalled")]
    )

    assert stages(item) == ["agreed", "implementing", "stalled"]


# --------------------------------------------------------------------------- terms


LEFT = knowledge(("foreign-minister", "2018-01-01", "2020-10-01"))


def test_an_invitation_lapses_when_the_invited_person_leaves_office() -> None:
    item = thread([invitation()], pack=LEFT)

    assert stages(item) == ["offered", "lapsed"]
    assert item.history[1].date == DayRange(
        dt.date(2020, 10, 1),
        dt.date(2020, 10, 2),
        "day",
        ("tenure: NOR/foreign-minister/jan-holt/2018-01-01",),
    )
    assert item.history[1].evidence == (
        PackEvidence("knowledge/offices", "NOR/foreign-minister/jan-holt/2018-01-01", "a register"),
    )


def test_the_day_of_death_is_the_end_of_the_term() -> None:
    pack = knowledge(("foreign-minister", "2018-01-01", "2020-10-02"), died="2020-10-01")
    step = thread([invitation()], pack=pack).history[1]

    assert str(step.date.start) == "2020-10-01"
    assert "died in office" in (step.reason or "")


@pytest.mark.parametrize(
    ("pack", "as_of"),
    [
        (LEFT, "2020-09-30"),  # still in office
        (LEFT, None),  # no day is known
        (PACK, "2025-01-01"),  # no end is known
        (
            knowledge(
                ("foreign-minister", "2018-01-01", "2020-10-01"), ("foreign-minister", "2020-10-01", None)
            ),
            "2020-12-31",
        ),
        (knowledge(("prime-minister", "2018-01-01", "2020-10-01")), "2020-12-31"),  # another office
        (knowledge(), "2020-12-31"),
    ],
)
def test_an_invitation_stands_while_the_office_may_still_be_held(pack: Knowledge, as_of: str | None) -> None:
    assert thread([invitation()], pack=pack, as_of=as_of).commitment.stage == "offered"


def test_a_visit_made_in_office_is_not_undone_by_the_end_of_the_term() -> None:
    offered = invitation()
    item = thread([offered, VISIT], [follows(offered, VISIT, "fulfilled")], pack=LEFT)

    assert item.commitment.stage == "fulfilled"


# --------------------------------------------------------------------------- deadlines and silence


def test_what_is_overdue_is_stalled_on_the_words_that_set_the_day() -> None:
    due = commitment(
        "due", words("a.txt", "Both support free transit."), due=days("2020-01-01", "2020-06-30")
    )
    item = thread([due])

    assert stages(item) == ["agreed", "stalled"]
    assert str(item.history[1].date.start) == "2020-07-01"
    assert item.history[1].evidence == due.evidence
    assert item.is_open


@pytest.mark.parametrize("as_of", ["2020-06-30", None])
def test_a_deadline_that_is_not_over_stalls_nothing(as_of: str | None) -> None:
    due = commitment(
        "due", words("a.txt", "Both support free transit."), due=days("2020-01-01", "2020-06-30")
    )
    assert thread([due], as_of=as_of).commitment.stage == "agreed"


def test_silence_is_counted_from_the_last_dated_evidence_and_fulfils_nothing() -> None:
    item = thread([ROADS], as_of="2022-05-03")

    assert (item.silent_months, item.commitment.stage) == (23, "agreed")
    assert thread([ROADS], as_of="2022-05-04").silent_months == 24


def test_a_bound_that_is_only_the_end_of_the_packs_is_no_evidence() -> None:
    open_above = days("2020-01-01", "2020-12-30", "pack-as-of: 2020-12-30")
    assert thread([commitment("x", words("a.txt", "Both"), date=open_above)]).heard == dt.date(2020, 1, 1)


def test_months_are_whole_and_never_less_than_none() -> None:
    assert months_between(dt.date(2020, 1, 31), dt.date(2020, 2, 29)) == 0
    assert months_between(dt.date(2020, 1, 31), dt.date(2020, 3, 31)) == 2
    assert months_between(dt.date(2020, 5, 1), dt.date(2020, 1, 1)) == 0


def test_a_person_may_say_where_it_stands() -> None:
    told = decision(
        "override", [ROADS], "person:kim", value='{"field": "stage", "value": "withdrawn"}', time="t"
    )
    assert thread([ROADS], [told]).commitment.stage == "withdrawn"
