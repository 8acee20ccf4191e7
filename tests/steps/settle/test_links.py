"""What ties the findings of one report: one meeting told twice, meetings within a visit, words said there."""

from __future__ import annotations

import datetime as dt

import pytest

from regesta.model.findings import Commitment, Event, Statement

RUTO = "Kenyan President William Ruto"
PRABOWO = "Indonesian President Prabowo Subianto"
IRN = "Iranian Foreign Minister Abbas Araghchi"
LUKA = "Belarusian President Alexander Lukashenko"
BLR = "Belarusian Foreign Minister Maxim Ryzhenkov"
W, P = "person:william-ruto", "person:prabowo-subianto"
FRIDAY = "2025-01-17"
MONDAY = (dt.date(2025, 1, 13), dt.date(2025, 1, 13))


@pytest.fixture(scope="session")
def of(read):
    """Return a function from a text and a kind to the findings of that kind."""

    def findings(text, kind=Event, language="en"):
        return [f for f in read(text, language, FRIDAY).findings if isinstance(f, kind)]

    return findings


def consults(events):
    return [e for e in events if e.type == "CONSULT"]


def days(event):
    return event.date.start, event.date.last


@pytest.mark.parametrize(
    "text",
    [
        f"{RUTO} met {PRABOWO} in Jakarta on Monday. During the meeting, Ruto and Prabowo smiled.",
        f"{RUTO} met {PRABOWO} on Monday. Ruto and Prabowo held talks in Jakarta.",
        f"{RUTO} met {PRABOWO} on Monday. The two presidents met in Jakarta.",
        f"{RUTO} and {PRABOWO} held talks in Jakarta. The talks between Ruto and Prabowo were held on Monday.",
    ],
)
def test_one_meeting_told_twice_is_one(of, text):
    (meeting,) = consults(of(text))

    assert {a.entity for a in meeting.actors} == {W, P}
    assert meeting.place.name == "Jakarta"
    assert days(meeting) == MONDAY


def test_what_only_the_second_telling_says_is_kept_with_its_evidence(of):
    text = f"{RUTO} met {PRABOWO} on Monday. Ruto and Prabowo held talks in Jakarta."
    (meeting,) = consults(of(text))

    assert [e.quote for e in meeting.evidence] == [
        f"{RUTO} met {PRABOWO} on Monday.",
        "Ruto and Prabowo held talks in Jakarta.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{RUTO} met {PRABOWO} on Monday. Ruto met Prabowo on Thursday.",
        f"{RUTO} met {PRABOWO} in Jakarta. In Nairobi, Ruto met Prabowo.",
        f"{RUTO} met {PRABOWO} in Jakarta. Ruto met Prabowo in Nairobi.",
        f"{RUTO} met {PRABOWO} in Jakarta. Ruto met Indonesian Foreign Minister Sugiono in Jakarta.",
    ],
)
def test_two_meetings_stay_two(of, text):
    assert len(consults(of(text))) == 2


def test_a_meeting_during_a_visit_is_part_of_it_and_takes_its_place_and_day(of):
    text = f"{RUTO} visited Jakarta on Monday. Ruto met {PRABOWO}."
    visit, meeting = consults(of(text))

    assert "visit" in visit.modes
    assert meeting.part_of == visit.id
    assert visit.part_of is None
    assert meeting.place == visit.place
    assert days(meeting) == days(visit) == MONDAY
    assert {e.quote for e in visit.evidence} <= {e.quote for e in meeting.evidence}


def test_two_meetings_of_a_visit_are_two_and_parts(of):
    text = f"{IRN} arrived in Minsk on Monday. Araghchi met {LUKA}. He also met {BLR}."
    visit, *meetings = consults(of(text))

    assert len(meetings) == 2
    assert {m.part_of for m in meetings} == {visit.id}
    assert {m.place.name for m in meetings} == {"Minsk"}


@pytest.mark.parametrize(
    "second",
    [
        "Ruto met Ugandan President Yoweri Museveni.",  # no host
        f"{LUKA} met {PRABOWO}.",  # not the traveller
        f"Ruto had met {PRABOWO} in Nairobi.",  # elsewhere, before
    ],
)
def test_what_is_no_part_of_a_visit(of, second):
    _, *others = consults(of(f"{RUTO} visited Jakarta on Monday. {second}"))

    assert others
    assert {o.part_of for o in others} == {None}


def test_an_undated_act_takes_the_day_of_the_encounter_it_shares_people_with(of):
    text = f"{RUTO} met {PRABOWO} in Jakarta on Monday. Ruto and Prabowo signed a treaty."
    (signing,) = [e for e in of(text) if e.type == "SUPPORT"]

    assert days(signing) == MONDAY
    assert any(b.startswith("event:") for b in signing.date.basis)


def test_an_act_of_others_does_not(of):
    text = f"{RUTO} met {PRABOWO} in Jakarta on Monday. Iran thanked Belarus for its support."
    (thanks,) = [e for e in of(text) if e.type == "SUPPORT"]

    assert days(thanks) != MONDAY


def test_words_are_placed_at_the_nearest_encounter_before_them(of):
    text = (
        f"{IRN} met {LUKA} in Minsk on Monday. Araghchi praised Belarus. "
        f"On Tuesday Araghchi met {RUTO} in Nairobi. Araghchi praised Kenya."
    )
    first, second = consults(of(text))
    said = {s.about[0].state: s.event for s in of(text, Statement) if s.about}

    assert said["BLR"] == first.id
    assert said["KEN"] == second.id


def test_a_statement_outside_any_encounter_has_none(of):
    (said,) = of("Kenya condemned the attack on Lebanon.", Statement)
    assert said.event is None


def test_a_promise_is_placed_at_its_encounter(of):
    text = f"{RUTO} met {PRABOWO} in Jakarta on Monday. Prabowo invited Ruto to visit Surabaya."
    (meeting,) = consults(of(text))
    (invitation,) = of(text, Commitment)

    assert invitation.event == meeting.id
    assert days(invitation) == MONDAY


def test_part_of_and_event_name_findings_of_the_report(read):
    text = f"{IRN} arrived in Minsk on Monday. Araghchi met {LUKA}. He praised Belarus and invited Lukashenko to Tehran."
    findings = read(text, "en", FRIDAY).findings
    ids = {f.id for f in findings}

    named = [getattr(f, k, None) for f in findings for k in ("part_of", "event", "act")]
    assert {n for n in named if n} <= ids
    assert len(ids) == len(findings)
