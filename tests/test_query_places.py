"""Where things happened: places with their events, none made up; who deals with whom."""

from __future__ import annotations

from tests.query_made import ARVIK, HOLT, PACK, SADR, day, event, person, snapshot, state, words

from regesta.model.findings import Event, Place
from regesta.model.records import Merged
from regesta.query.gather import gather
from regesta.query.places import find_sites
from regesta.query.ties import around, find_network, find_ties

A = words("a.txt", "On Monday Mina Sadr met Jan Holt in Arvik.")
ELSEWHERE = Place("Norland", "NOR")
KARO = person("ana-karo", "Ana Karo", "KAR")


def merged(*events: Event) -> tuple[Merged[Event], ...]:
    return gather(snapshot(events), PACK).events


def quarrel(name: str, *actors: object, on: str = "2020-05-04") -> Event:
    return event(name, A, type="SANCTION", actors=actors, date=day(on))


def test_events_of_one_place_stand_together_and_the_place_with_most_comes_first() -> None:
    found = find_sites(
        merged(
            event("once", A, place=Place("Selm", "VES", 50.0, 7.0), date=day("2019-01-01")),
            event("first", A, place=ARVIK, date=day("2020-05-04")),
            event("again", A, place=ARVIK, date=day("2021-05-04")),
        )
    )

    assert [(s.label, s.point, len(s.events)) for s in found.sites] == [
        ("Arvik, NOR", (60.1, 5.2), 2),
        ("Selm, VES", (50.0, 7.0), 1),
    ]


def test_a_state_alone_gets_no_point() -> None:
    found = find_sites(merged(event("there", A, place=ELSEWHERE)))

    assert [s.name for s in found.listed] == ["Norland"]
    assert found.drawn == ()


def test_a_correction_that_names_a_place_without_its_point_joins_those_with_it() -> None:
    found = find_sites(
        merged(
            event("first", A, place=ARVIK, date=day("2019-01-01")),
            event("again", A, place=Place("Arvik", "NOR"), date=day("2021-05-04")),
        )
    )

    assert [(s.point, len(s.events)) for s in found.sites] == [((60.1, 5.2), 2)]


def test_what_has_no_place_or_did_not_happen_is_counted_apart() -> None:
    found = find_sites(
        merged(
            event("nowhere", A, date=day("2019-01-01")),
            event("planned", A, place=ARVIK, status="planned", date=day("2021-05-04")),
        )
    )

    assert (found.sites, found.n_placeless, found.n_unreal) == ((), 1, 1)


def test_a_place_with_more_conflict_than_not_is_hostile_and_half_is_not() -> None:
    def hostile(*events: Event) -> bool:
        return find_sites(merged(*events)).sites[0].hostile

    talks = event("talks", A, place=ARVIK, date=day("2019-01-01"))
    blow = event("blow", A, place=ARVIK, type="SANCTION")
    again = event("again", A, place=ARVIK, type="ASSAULT", date=day("2021-01-01"))
    assert not hostile(talks, blow)
    assert hostile(talks, blow, again)


# --------------------------------------------------------------------------- ties


def test_an_event_of_three_makes_three_ties_and_counts_once_for_each() -> None:
    found = find_network(merged(event("all", A, actors=(HOLT, SADR, KARO))))

    assert [(t.one, t.other, len(t.events)) for t in found.ties] == [
        ("KAR", "NOR", 1), ("KAR", "VES", 1), ("NOR", "VES", 1),
    ]  # fmt: skip
    assert found.parties == {"KAR": 1, "NOR": 1, "VES": 1}


def test_about_a_state_stand_its_partners_and_the_ties_among_them_but_no_others() -> None:
    far = state("FAR"), state("OUT")
    ties = find_ties(
        merged(
            event("one", A, actors=(HOLT, SADR), date=day("2019-01-01")),
            event("two", A, actors=(HOLT, KARO), date=day("2020-01-01")),
            quarrel("three", SADR, KARO, on="2021-01-01"),
            quarrel("four", *far, on="2022-01-01"),
            quarrel("five", KARO, far[0], on="2023-01-01"),
        )
    )

    assert {(t.one, t.other) for t in around(ties, ("NOR",))} == {
        ("NOR", "VES"),
        ("KAR", "NOR"),
        ("KAR", "VES"),
    }
    assert around(ties, ("ATA",)) == ()
    assert around(ties, ()) == ties


def test_ties_of_fewer_events_than_asked_for_are_left_out_before_partners_are_sought() -> None:
    events = merged(
        event("one", A, actors=(HOLT, SADR), date=day("2019-01-01")),
        event("two", A, actors=(HOLT, SADR), date=day("2020-01-01")),
        event("three", A, actors=(HOLT, KARO), date=day("2021-01-01")),
    )

    assert list(find_network(events, ("NOR",), least=2).parties) == ["NOR", "VES"]
    assert find_network(events, ("KAR",), least=2).ties == ()


def test_a_planned_meeting_is_no_tie() -> None:
    found = find_network(merged(event("planned", A, status="planned")), ("NOR",))

    assert (found.ties, found.n_unreal) == ((), 1)
    assert find_network(merged(event("planned", A, status="planned")), ("KAR",)).n_unreal == 0
