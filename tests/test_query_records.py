"""Merged records: what several witnesses give together, and what persons decide about them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.query_made import (
    ARVIK,
    HOLT,
    PACK,
    SADR,
    commitment,
    day,
    days,
    decision,
    event,
    office,
    snapshot,
    state,
    statement,
    stored,
    words,
)

from regesta.model.actors import Actor
from regesta.model.findings import EntityMention, Place, Statement
from regesta.model.spans import Evidence, Span
from regesta.model.times import UNBOUNDED
from regesta.query import event_line, sources_of
from regesta.query.gather import active_decisions, gather
from regesta.query.positions import _of_oneself

MET_A = words("a.txt", "On Monday Mina Sadr met Jan Holt in Arvik.")
MET_B = words("b.txt", "Holt, the Norland minister, saw Sadr in Arvik.")

ONE = event("one", MET_A, place=ARVIK, date=day("2020-05-04"))
TWO = event(
    "two", MET_B, place=Place("Norland", "NOR"), date=days("2020-05-01", "2020-05-05", "publication: b")
)
SAME = decision("same", sorted((ONE, TWO), key=lambda f: f.id))


def only_event(findings: object, decisions: object = ()):  # type: ignore[no-untyped-def]
    records = gather(snapshot(findings, decisions), PACK)  # type: ignore[arg-type]
    assert len(records.events) == 1
    return records.events[0]


def test_two_reports_of_one_meeting_are_one_event_with_two_witnesses() -> None:
    merged = only_event([ONE, TWO], [SAME])

    assert merged.id == min(ONE.id, TWO.id)
    assert merged.referents == (max(ONE.id, TWO.id),)
    assert [e.report_id for e in merged.finding.evidence] == [stored(s).report.id for s in ("a.txt", "b.txt")]
    assert merged.finding.confidence == pytest.approx(0.96)
    assert merged.conflicts == ()


def test_the_days_are_those_that_all_witnesses_allow_and_every_basis_is_kept() -> None:
    date = only_event([ONE, TWO], [SAME]).finding.date

    assert (date.start, date.last) == (ONE.date.start, ONE.date.last)
    assert set(date.basis) == {"explicit: 2020-05-04", "publication: b"}


def test_the_most_exact_place_is_shown_and_a_state_does_not_contradict_its_city() -> None:
    assert only_event([ONE, TWO], [SAME]).finding.place == ARVIK


def test_cities_that_differ_stand_side_by_side_with_their_witnesses() -> None:
    other = replace(TWO, place=Place("Solund", "NOR", 61.0, 4.9))
    merged = only_event([ONE, other], [replace(SAME, by="person:kim", id="f" * 16)])

    conflict = next(c for c in merged.conflicts if c.field == "place")
    assert {json.loads(v)["name"]: ids for v, ids in conflict.values} == {
        "Arvik": (ONE.id,),
        "Solund": (other.id,),
    }


def test_what_one_tells_as_past_and_another_as_news_has_occurred() -> None:
    assert only_event([replace(ONE, status="historical"), TWO], [SAME]).finding.status == "occurred"


def test_a_state_stands_back_where_another_witness_names_its_person() -> None:
    vague = replace(TWO, actors=(HOLT, SADR, state("NOR")))
    assert {a.entity for a in only_event([ONE, vague], [SAME]).finding.actors} == {HOLT.entity, SADR.entity}


def test_who_is_an_actor_for_one_witness_is_no_recipient_for_the_other() -> None:
    visited = replace(TWO, actors=(HOLT,), recipients=(SADR,))
    merged = only_event([ONE, visited], [SAME])

    assert {a.entity for a in merged.finding.actors} == {HOLT.entity, SADR.entity}
    assert merged.finding.recipients == ()


def test_an_actor_is_shown_by_name_with_the_fullest_title() -> None:
    brief = replace(HOLT, as_written="he", via="pronoun", office="minister")
    full = replace(HOLT, office="minister of foreign affairs")
    actor = only_event([replace(ONE, actors=(brief, SADR)), replace(TWO, actors=(full, SADR))], [SAME])
    holt = next(a for a in actor.finding.actors if a.entity == HOLT.entity)

    assert (holt.as_written, holt.via, holt.office) == ("Jan Holt", "name", "minister of foreign affairs")


def test_an_actor_of_two_reports_says_in_which_its_spans_stand() -> None:
    records = gather(snapshot([ONE, TWO], [SAME]), PACK)
    line = event_line(records.events[0], sources_of(records))

    assert all(a["report_id"] in {MET_A.report_id, MET_B.report_id} for a in line["actors"])


def test_offices_that_differ_are_a_conflict_and_a_longer_title_is_none() -> None:
    longer = replace(HOLT, office="deputy foreign minister")
    other = replace(HOLT, office="prime minister")

    def conflicts(actor: Actor) -> list[str]:
        return [c.field for c in only_event([ONE, replace(TWO, actors=(actor, SADR))], [SAME]).conflicts]

    assert conflicts(longer) == []
    assert conflicts(other) == ["office of person:jan-holt"]


def test_references_lead_to_the_merged_record() -> None:
    part = event("part", words("a.txt", "Mina Sadr met Jan Holt"), part_of=TWO.id)
    said = statement("said", MET_B, (HOLT,), event=TWO.id)
    made = commitment("made", MET_B, event=TWO.id)
    records = gather(snapshot([ONE, TWO, part, said, made], [SAME]), PACK)
    whole = min(ONE.id, TWO.id)

    assert next(e for e in records.events if e.id == part.id).finding.part_of == whole
    assert records.statements[0].finding.event == whole
    assert records.commitments[0].commitment.event == whole


def test_a_reference_to_what_was_rejected_is_gone() -> None:
    said = statement("said", MET_B, (HOLT,), event=TWO.id)
    records = gather(
        snapshot([TWO, said], [decision("reject", [TWO], "person:kim", time="2020-06-01")]), PACK
    )

    assert records.events == ()
    assert records.statements[0].finding.event is None


# --------------------------------------------------------------------------- decisions


def override(field: str, value: object, by: str = "person:kim", time: str = "2020-06-01"):  # type: ignore[no-untyped-def]
    return decision("override", [TWO], by, value=json.dumps({"field": field, "value": value}), time=time)


def test_an_override_wins_over_every_witness_and_says_who_set_it() -> None:
    told = override("date", {"earliest": "2020-05-03", "latest": "2020-05-04"})
    date = only_event([ONE, TWO], [SAME, told]).finding.date

    assert (str(date.start), str(date.last)) == ("2020-05-03", "2020-05-04")
    assert date.basis == ("override: kim",)


def test_of_two_overrides_the_later_wins_and_at_one_time_the_later_name() -> None:
    earlier, later = override("status", "denied"), override("status", "planned", time="2020-06-02")
    assert only_event([TWO], [earlier, later]).finding.status == "planned"
    assert (
        only_event([TWO], [later, override("status", "denied", "person:ann", "2020-06-02")]).finding.status
        == "planned"
    )


@pytest.mark.parametrize(
    ("field", "value"), [("status", "maybe"), ("date", "soon"), ("id", "x"), ("evidence", [])]
)
def test_an_override_that_makes_no_sense_changes_nothing(field: str, value: object) -> None:
    assert only_event([TWO], [override(field, value)]).finding == TWO


def test_a_confirmed_record_is_as_sure_as_any_can_be() -> None:
    assert only_event([TWO], [decision("confirm", [TWO], "person:kim", time="t")]).finding.confidence == 0.99


def test_undoing_a_merge_gives_two_records_again_and_undoing_that_one() -> None:
    undo = decision("withdraw", [SAME], "person:kim", time="2020-06-01")
    redo = decision("withdraw", [undo], "person:kim", time="2020-06-02")

    assert len(gather(snapshot([ONE, TWO], [SAME, undo]), PACK).events) == 2
    assert len(gather(snapshot([ONE, TWO], [SAME, undo, redo]), PACK).events) == 1
    assert set(active_decisions([SAME, undo, redo])) == {SAME}


@given(
    st.permutations([SAME, override("status", "planned"), override("status", "denied", time="2020-07-01")])
)
def test_the_order_of_decisions_changes_nothing(decisions: list[object]) -> None:
    shown = snapshot([ONE, TWO])
    assert (
        gather(replace(shown, decisions=tuple(decisions)), PACK).events
        == gather(  # type: ignore[arg-type]
            replace(shown, decisions=tuple(reversed(decisions))),
            PACK,  # type: ignore[arg-type]
        ).events
    )


# --------------------------------------------------------------------------- statements, offices, entities


def test_one_statement_in_two_reports_keeps_all_topics_and_no_offsets_of_one_report() -> None:
    first = statement("first", MET_A, (HOLT,), topics=("transit", "trade"), cue=MET_A.span)
    second = statement("second", MET_B, (HOLT,), topics=("transit",), direct=True)
    records = gather(snapshot([first, second], [decision("same", [first, second])]), PACK)
    said = records.statements[0].finding

    assert set(said.topics) == {"transit", "trade"}
    assert said.direct
    assert said.cue is None


def test_acting_outweighs_a_report_that_leaves_it_out() -> None:
    first, second = office("x", MET_A, standing="acting"), office("y", MET_B)
    records = gather(snapshot([first, second], [decision("same", [first, second])]), PACK)

    assert records.offices[0].finding.standing == "acting"
    assert [c.field for c in records.offices[0].conflicts] == ["standing"]


def test_entities_are_those_who_take_part_under_every_name_in_use() -> None:
    mentions = [
        EntityMention("person:jan-holt", "Jan Holt", "person", "Holt", "en"),
        EntityMention("person:jan-holt", "Jan Holt", "person", "Jan Holt", "id"),
        EntityMention("person:somebody", "Some Body", "person", "Body", "en"),
    ]
    records = gather(snapshot([ONE], entities=mentions), PACK)
    names = {e.id: e.names for e in records.entities}

    assert names["person:jan-holt"] == (("Holt", "en"), ("Jan Holt", "id"))
    assert "person:somebody" not in names
    assert {e.id: e.name for e in records.entities}["state:NOR"] == "Norland"


def test_as_of_a_day_reports_published_later_do_not_count_yet() -> None:
    shown = snapshot([ONE, TWO], [SAME], as_of="2020-05-05")
    late = tuple(
        stored(s.report.source, "2020-06-01" if s.report.source == "b.txt" else "2020-05-05")
        for s in shown.reports
    )
    records = gather(replace(shown, reports=late), PACK)

    assert [e.finding.evidence for e in records.events] == [(MET_A,)]
    assert records.decisions == ()
    assert {r.report.source for r in records.reports} == {"a.txt", "c.txt"}


def test_nobody_takes_a_position_on_the_own_state() -> None:
    iran = Actor("state:IRN", "Iran", "Iran", "state", "IRN")
    belarus = Actor("state:BLR", "Belarus", "Belarus", "state", "BLR")
    quoted = (Evidence("r", Span(0, 4), "Iran", "made"),)
    said = Statement(
        "s", (iran,), "support", direct=False, date=UNBOUNDED, evidence=quoted, topic="Iran", about=(iran,)
    )
    assert _of_oneself(said, "iran")
    assert not _of_oneself(replace(said, speakers=(belarus,)), "iran")
