"""Events: each construction of a sentence, whether what it tells holds, and what is no event at all."""

from __future__ import annotations

import datetime as dt

import pytest

from regesta.model.findings import Event
from regesta.model.spans import Evidence

IRN = "Iranian Foreign Minister Abbas Araghchi"
BLR = "Belarusian Foreign Minister Maxim Ryzhenkov"
LUKA = "Belarusian President Alexander Lukashenko"
RUTO = "Kenyan President William Ruto"
PRABOWO = "Indonesian President Prabowo Subianto"
MUDAVADI = "Kenyan Foreign Minister Musalia Mudavadi"

FRIDAY = "2025-01-17"
A, R, L, W, P, M = (
    "person:abbas-araghchi",
    "person:maxim-ryzhenkov",
    "person:alexander-lukashenko",
    "person:william-ruto",
    "person:prabowo-subianto",
    "person:musalia-mudavadi",
)


@pytest.fixture(scope="session")
def events(read):
    """Return a function from a text to its events, briefly: type, status, actors, recipients."""

    def brief(text, language="en"):
        return [
            (e.type, e.status, {a.entity for a in e.actors}, {r.entity for r in e.recipients})
            for e in read(text, language, FRIDAY).findings
            if isinstance(e, Event)
        ]

    return brief


@pytest.fixture(scope="session")
def many(read):
    """Return a function from a text to its events."""

    def all_of(text, language="en", published=FRIDAY):
        return [f for f in read(text, language, published).findings if isinstance(f, Event)]

    return all_of


@pytest.fixture(scope="session")
def event(many):
    """Return a function from a text to its one event."""

    def one(text, language="en", published=FRIDAY):
        (found,) = many(text, language, published)
        return found

    return one


@pytest.mark.parametrize(
    "text",
    [
        f"{IRN} met {BLR} in Minsk.",
        f"{IRN} met with {BLR} in Minsk.",
        f"{IRN} and {BLR} met in Minsk.",
        f"{IRN} held talks with {BLR} in Minsk.",
        f"{IRN} and {BLR} held talks in Minsk.",
        f"Talks were held in Minsk by {IRN} and {BLR}.",
        f"A meeting between {IRN} and {BLR} took place in Minsk.",
        f"{IRN}, who met {BLR} in Minsk, praised nobody.",
        f"During a meeting with {BLR} in Minsk, {IRN} smiled.",
        f"{IRN} smiled after meeting {BLR} in Minsk.",
        f"{IRN} met and talked to {BLR} in Minsk.",
        f"{IRN} conferred with his Belarusian counterpart, Maxim Ryzhenkov, in Minsk.",
    ],
)
def test_a_meeting_has_both_as_actors_however_it_is_told(events, event, text):
    assert events(text) == [("CONSULT", "occurred", {A, R}, set())]
    assert event(text).place.name == "Minsk"


@pytest.mark.parametrize(
    "text",
    [
        "Menteri Luar Negeri Iran Abbas Araghchi bertemu Menteri Luar Negeri Belarus Maxim Ryzhenkov di Minsk.",
        "Menteri Luar Negeri Iran Abbas Araghchi bertemu dengan Menteri Luar Negeri Belarus Maxim Ryzhenkov di Minsk.",
        "Menteri Luar Negeri Iran Abbas Araghchi dan Menteri Luar Negeri Belarus Maxim Ryzhenkov bertemu di Minsk.",
    ],
)
def test_a_meeting_in_indonesian(events, event, text):
    assert events(text, "id") == [("CONSULT", "occurred", {A, R}, set())]
    assert event(text, "id").place.name == "Minsk"


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        (f"{RUTO} visited Jakarta.", "CONSULT", {W}, {"state:IDN"}),
        (f"{RUTO} arrived in Jakarta.", "CONSULT", {W}, {"state:IDN"}),
        (f"{LUKA} received {IRN}.", "CONSULT", {A}, {L}),
        (f"{IRN} was received by {LUKA}.", "CONSULT", {A}, {L}),
        (f"{PRABOWO} spoke by phone with {RUTO}.", "CONSULT", {P, W}, set()),
        ("Israel attacked Iran.", "ASSAULT", {"state:ISR"}, {"state:IRN"}),
        ("Iran was attacked by Israel.", "ASSAULT", {"state:ISR"}, {"state:IRN"}),
        ("Iran accused Israel of violating the ceasefire.", "ACCUSE", {"state:IRN"}, {"state:ISR"}),
        ("Iran condemned Israel.", "ACCUSE", {"state:IRN"}, {"state:ISR"}),
        ("Iran rejected Israel's accusations.", "REJECT", {"state:IRN"}, {"state:ISR"}),
        ("Kenya asked Indonesia for loans.", "REQUEST", {"state:KEN"}, {"state:IDN"}),
        ("Kenya called on Indonesia to reduce tariffs.", "REQUEST", {"state:KEN"}, {"state:IDN"}),
        ("Kenya urged Indonesia to withdraw its troops.", "REQUEST", {"state:KEN"}, {"state:IDN"}),
        ("Indonesia sent food aid to Kenya.", "AID", {"state:IDN"}, {"state:KEN"}),
        ("Indonesia expelled the Kenyan ambassador.", "SANCTION", {"state:IDN"}, {"state:KEN"}),
        ("The United States imposed sanctions on Iran.", "SANCTION", {"state:USA"}, {"state:IRN"}),
        ("Kenya withdrew its brigade from Somalia.", "RETREAT", {"state:KEN"}, {"state:SOM"}),
        ("Iran threatened to attack Israel.", "THREATEN", {"state:IRN"}, {"state:ISR"}),
        ("Iran threatened Israel with war.", "THREATEN", {"state:IRN"}, {"state:ISR"}),
        ("Kenya thanked Indonesia for its help.", "SUPPORT", {"state:KEN"}, {"state:IDN"}),
    ],
)
def test_one_sided_acts_have_a_doer_and_a_recipient(events, text, type_, actors, recipients):
    assert events(text) == [(type_, "occurred", actors, recipients)]


def test_signing_is_support_by_both(events):
    expected = ("SUPPORT", "occurred", {"state:IRN", "state:BLR"}, set())

    assert expected in events("Iran and Belarus signed a roadmap in Minsk.")
    assert expected in events("A roadmap was signed by Iran and Belarus in Minsk.")
    assert expected in events("Iran signed a roadmap with Belarus in Minsk.")


@pytest.mark.parametrize(
    ("text", "foresees"),
    [
        (f"{IRN} will meet {BLR} in Minsk on Tuesday.", "CONSULT"),
        (f"{IRN} is to meet {BLR} in Minsk on Tuesday.", "CONSULT"),
        (f"{IRN} agreed to meet {BLR} in Minsk on Tuesday.", "CONSULT"),
        (f"{IRN} and {BLR} will hold talks in Minsk on Tuesday.", "CONSULT"),
    ],
)
def test_what_is_to_come_is_agreed_now(event, text, foresees):
    found = event(text)

    assert (found.type, found.status) == ("AGREE", "occurred")
    assert {a.entity for a in found.actors} == {A, R}
    assert found.foresees.type == foresees
    assert (found.foresees.date.start, found.foresees.date.last) == (
        dt.date(2025, 1, 21),
        dt.date(2025, 1, 21),
    )
    assert found.foresees.place.name == "Minsk"
    assert found.place is None
    assert found.date.last <= dt.date(2025, 1, 17)


def test_an_invitation_is_agreed_and_foresees_a_visit(event):
    found = event(f"{PRABOWO} invited {RUTO} to visit Jakarta.")

    assert (found.type, found.status, found.foresees.type) == ("AGREE", "occurred", "CONSULT")
    assert [a.entity for a in found.actors] == [P]
    assert [r.entity for r in found.recipients] == [W]


@pytest.mark.parametrize(
    "text",
    [
        f"{PRABOWO} did not meet {RUTO}.",
        f"{PRABOWO} never met {RUTO}.",
        f"Indonesian officials denied that {PRABOWO} met {RUTO}.",
        f"Indonesia denied that {PRABOWO} had met {RUTO}.",
    ],
)
def test_what_did_not_happen_is_denied(events, text):
    assert [e for e in events(text) if e[0] == "CONSULT"] == [("CONSULT", "denied", {P, W}, set())]


def test_what_its_own_forces_are_denied_to_have_done_is_denied(events):
    found = events("Kenya denied that Kenyan troops attacked Somalia.")
    assert [e for e in found if e[0] == "ASSAULT"] == [("ASSAULT", "denied", {"state:KEN"}, {"state:SOM"})]


def test_who_does_not_deny_says_that_it_holds(events):
    found = events(f"Indonesia did not deny that {PRABOWO} met {RUTO}.")
    assert ("CONSULT", "denied", {P, W}, set()) not in found


@pytest.mark.parametrize(
    "text",
    [
        f"{RUTO} would visit Jakarta.",
        f"{RUTO} may visit Jakarta.",
        f"If {RUTO} meets {PRABOWO}, all will be glad.",
    ],
)
def test_what_may_be_is_conditional(events, text):
    assert [(t, s) for t, s, _, _ in events(text)] == [("CONSULT", "conditional")]


@pytest.mark.parametrize(
    "text",
    [
        f"{RUTO} hopes to visit Jakarta.",
        f"{RUTO} wants to meet {PRABOWO}.",
        f"{RUTO} should meet {PRABOWO}.",
        "Kenya and Indonesia hope to sign a free trade agreement.",
        "Experts called for talks between Kenya and Indonesia.",
    ],
)
def test_what_is_wished_is_nothing(events, text):
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        # sport
        ("Indonesia beat Vietnam 2-0 in Hanoi on Monday.", "en"),
        ("Kenya met Morocco in the final of the Africa Cup in Casablanca.", "en"),
        ("Vietnam will meet Indonesia in the semi-final in Jakarta.", "en"),
        ("Brazil's defence was attacked by Argentina in the second half.", "en"),
        ("Timnas Indonesia mengalahkan Vietnam 2-0 di Hanoi.", "id"),
        ("Timnas Indonesia bertemu Vietnam di final Piala AFF.", "id"),
        # tourism, trade, culture
        ("Indonesian tourists visited Vietnam last month.", "en"),
        ("The Kenyan singer visited Jakarta for a concert.", "en"),
        ("Wisatawan Indonesia mengunjungi Vietnam bulan lalu.", "id"),
        # one state only
        (f"{MUDAVADI} met {RUTO} in Nairobi.", "en"),
        (f"{MUDAVADI} met the Kenyan defence minister in Nairobi.", "en"),
        ("Presiden Indonesia Prabowo Subianto bertemu Menteri Luar Negeri Indonesia Sugiono.", "id"),
        # surnames that are states or nationalities
        ("Norman English met Karen French in London.", "en"),
        ("Jim Jordan visited London on Monday.", "en"),
        ("Cuban met Holland at the studio.", "en"),
        # animals, food, idioms
        ("The Turkish restaurant met all expectations in Minsk.", "en"),
        ("Kenya met the deadline.", "en"),
        ("The attack of flu kept the Iranian minister in bed.", "en"),
    ],
)
def test_what_is_no_event_between_states(events, text, language):
    assert events(text, language) == []


def test_a_headline_makes_no_event_of_its_own(read):
    text = f"Araghchi meets Ryzhenkov in Minsk\n\n{IRN} met {BLR} in Minsk on Monday.\n\nThey spoke about trade and transport.\n"
    found = [f for f in read(text, "en", FRIDAY).findings if isinstance(f, Event)]

    assert len(found) == 1
    assert found[0].evidence[0].quote.startswith("Iranian Foreign Minister")


def test_one_act_told_with_verb_and_noun_is_one(events):
    assert len(events(f"{IRN} met {BLR} and held talks with him in Minsk.")) == 1


def test_two_acts_of_one_sentence_are_two(events):
    found = events(f"{RUTO} visited Jakarta on Monday and met {PRABOWO}.")

    assert ("CONSULT", "occurred", {W}, {"state:IDN"}) in found
    assert ("CONSULT", "occurred", {W, P}, set()) in found
    assert len(found) == 2


def test_arguments_come_from_the_clause_alone(events):
    """Somebody of the next sentence, or of another clause, takes no part."""
    text = f"{IRN} met {BLR} in Minsk. {RUTO} slept in Nairobi."
    assert events(text) == [("CONSULT", "occurred", {A, R}, set())]

    text = f"While {RUTO} slept in Nairobi, {IRN} met {BLR} in Minsk."
    assert events(text) == [("CONSULT", "occurred", {A, R}, set())]


def test_the_place_of_what_is_condemned_is_not_the_place_of_the_words(many):
    assert {e.type: e.place for e in many("Iran condemned Israel's attack in Beirut.")}["ACCUSE"] is None


def test_an_event_rests_on_its_sentence_and_its_frame(event, packs):
    text = f"It was cold. {IRN} met {BLR} in Minsk. It rained."
    (evidence,) = event(text).evidence

    assert isinstance(evidence, Evidence)
    assert evidence.quote == f"{IRN} met {BLR} in Minsk." == evidence.span.of(text)
    assert evidence.rule.removeprefix("en/frames#") in {f.id for f in packs.languages["en"].frames}


def test_the_evidence_of_an_endless_sentence_is_cut(event):
    text = f"{IRN} met {BLR} in Minsk on Monday, " + "and it rained, " * 40 + "and all slept."
    (evidence,) = event(text).evidence

    assert len(evidence.quote) <= 600
    assert "met" in evidence.quote
    assert evidence.span.of(text) == evidence.quote


def test_the_office_of_everyone_is_given(event):
    found = event(f"{IRN} met {BLR} in Minsk.")
    assert {(a.office, a.state, a.standing) for a in found.actors} == {
        ("foreign minister", "IRN", "incumbent"),
        ("foreign minister", "BLR", "incumbent"),
    }


def test_pronouns_make_it_less_sure(read):
    text = f"{IRN} met {BLR} in Minsk. On Tuesday he met {RUTO} in Nairobi."
    first, second = [f for f in read(text, "en", FRIDAY).findings if isinstance(f, Event)]

    assert {a.entity for a in second.actors} == {A, W}
    assert second.confidence < first.confidence


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Norway announced a suspension of aid to Malawi.", "SANCTION"),  # not the aid of "announced aid"
        ("Fiji withdrew its peacekeepers from Lebanon.", "SANCTION"),
        ("Bolivia will not lift the embargo on Chile.", "REJECT"),
        ("Hungary's premier launched a scathing attack on the European Commission.", "ACCUSE"),
        ("Peru ordered an investigation against the Bolivian consul.", "ACCUSE"),
        ("Portugal is willing to provide generators to Moldova.", "AGREE"),
    ],
)
def test_the_most_specific_condition_decides_what_a_verb_tells(events, text, type_):
    assert [found[0] for found in events(text)] == [type_]


@pytest.mark.parametrize(
    "text",
    [
        "Will Norway sign the fisheries treaty with Iceland?",
        "Has Kenya sent troops to Somalia?",
        "The Norwegian minister spoke at the Manama Dialogue on Saturday.",
        "Japan's envoy sat in the back row at the Nairobi summit.",
        "Peru's president left the Santiago meeting early.",
    ],
)
def test_questions_and_the_seat_of_a_gathering_join_no_states(read, text):
    from regesta.model.findings import Event

    assert not [f for f in read(text).findings if isinstance(f, Event)]


@pytest.mark.parametrize(
    ("text", "type_", "sides"),
    [
        ("Malaysia stands ready to help Brunei clear the oil spill.", "AGREE", {"MYS", "BRN"}),
        ("Kenya promised that it would supply electricity to Tanzania.", "AGREE", {"KEN", "TZA"}),
        (
            "Honduras is willing to withdraw its troops from the Salvadoran border town.",
            "AGREE",
            {"HND", "SLV"},
        ),
        (
            "Greek fishermen took to the streets to protest against Turkish drilling.",
            "PROTEST",
            {"GRC", "TUR"},
        ),
        (
            "Eritrea threatened to stop the ferry talks if Djibouti closes the strait.",
            "THREATEN",
            {"ERI", "DJI"},
        ),
        ("Mali has been suspended by ECOWAS since the mutiny.", "SANCTION", {"MLI", "ECOWAS"}),
        ("Beijing's talks with Hanoi went on.", "CONSULT", {"CHN", "VNM"}),
    ],
)
def test_whom_a_promise_a_threat_or_a_protest_is_for(read, text, type_, sides):
    from regesta.model.findings import Event

    found = [f for f in read(text).findings if isinstance(f, Event)]
    assert [(f.type, {a.state for a in (*f.actors, *f.recipients)}) for f in found] == [(type_, sides)]


@pytest.mark.parametrize(
    ("text", "status", "actor", "recipient"),
    [
        ("Denmark will expel Ghanaian diplomats.", "occurred", "state:DNK", "state:GHA"),
        ("Peru said it would impose sanctions on Chad.", "occurred", "state:PER", "state:TCD"),
        ("Ghana may halt its talks with Togo.", "conditional", "state:GHA", "state:TGO"),
        (
            "Kenya has threatened to stop the talks to reduce tariffs if Egypt goes ahead with its canal.",
            "occurred", "state:KEN", "state:EGY",
        ),
    ],
)  # fmt: skip
def test_a_harsh_act_announced_is_a_threat(events, text, status, actor, recipient):
    assert ("THREATEN", status, {actor}, {recipient}) in events(text)
    assert {"SANCTION", "COERCE", "ASSAULT"}.isdisjoint(e[0] for e in events(text))


def test_two_who_travel_to_a_third_city_for_talks_meet_each_other(events):
    both = {"state:KEN", "state:EGY"}
    assert events("Kenyan and Egyptian negotiators return to Geneva this week for talks on the dam.") == [
        ("CONSULT", "occurred", both, set())
    ]
    visiting = events("Kenyan and Egyptian negotiators flew to Peru on Monday for talks with its president.")
    assert {r for e in visiting for r in e[3]} == {"state:PER"}


def test_what_is_eased_in_a_land_is_eased_for_it(events):
    found = events("Chad eased the emergency measures on Sunday in Mali.")
    assert ("CONCEDE", "occurred", {"state:TCD"}, {"state:MLI"}) in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chad expelled two Peruvian diplomats. Lima condemned the move.",
            ("ACCUSE", {"state:PER"}, {"state:TCD"}),
        ),
        (
            "Peru accused Ghana of piracy. Accra rejected the charges.",
            ("REJECT", {"state:GHA"}, {"state:PER"}),
        ),
        (
            "Chad expelled two Peruvian diplomats for spying. Lima rejected the accusation.",
            ("REJECT", {"state:PER"}, {"state:TCD"}),
        ),
        (
            "Ghana deployed two warships off Togo. Lome condemned the deployment.",
            ("ACCUSE", {"state:TGO"}, {"state:GHA"}),
        ),
    ],
)
def test_the_move_is_what_another_did_just_before(events, text, expected):
    assert expected in [(t, a, r) for t, _, a, r in events(text)]


def test_charges_are_not_anothers_where_it_is_said_whose_they_are(events):
    found = events("Vietnam seized three boats of Laos. Qatar rejected the charges that Oman had made.")
    assert ("REJECT", {"state:QAT"}, {"state:VNM"}) not in [(t, a, r) for t, _, a, r in found]


@pytest.mark.parametrize(
    "text",
    [
        "Chad and Mali expelled two Peruvian diplomats. Lima condemned the move.",  # whose?
        "Chad expelled two Peruvian diplomats. It rained. It rained. It rained. Lima condemned the move.",
        "Chad expelled two Peruvian diplomats. Lima condemned a move.",
        "Chad expelled two Peruvian diplomats. Lima condemned the drills.",  # none were told of
    ],
)
def test_the_move_is_nobodys_where_it_is_open(events, text):
    assert not [e for e in events(text) if e[0] == "ACCUSE"]


def test_a_charge_that_is_denied_was_made(events):
    found = events("Peru accused Ghana of shelling a village, a charge Ghana denied.")
    assert ("ACCUSE", "occurred", {"state:PER"}, {"state:GHA"}) in found


def test_a_gift_is_no_release(events):
    assert [e[0] for e in events("Ghana handed over two patrol boats to the Togolese navy.")] == ["AID"]
    assert [e[0] for e in events("Sudan handed over two captured soldiers to Ethiopia.")] == ["RETREAT"]


def test_both_countries_are_those_of_the_sentence_before(events):
    text = "Armenia accused Azerbaijan of shelling a village. The United Nations urged both countries to hold talks."
    asked = [e for e in events(text) if "org:UN" in e[2]]
    assert all(e[3] == {"state:ARM", "state:AZE"} for e in asked)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "The presidents of Chad and Mali met separately in Oslo with Norway's prime minister.",
            [{"TCD", "NOR"}, {"MLI", "NOR"}],
        ),
        (
            "Kenya's foreign minister held separate talks with his counterparts from Ghana and Togo.",
            [{"KEN", "GHA"}, {"KEN", "TGO"}],
        ),
    ],
)
def test_those_who_met_somebody_separately_did_not_meet_each_other(many, text, pairs):
    met = [{a.state for a in e.actors} for e in many(text) if e.type == "CONSULT"]
    assert sorted(map(sorted, met)) == sorted(map(sorted, pairs))


def test_three_who_met_met(many):
    (event,) = many("The foreign ministers of Chad, Mali and Norway met in Oslo.")
    assert {a.state for a in event.actors} == {"TCD", "MLI", "NOR"}


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("Russia ordered twenty Czech diplomats to leave in response.", "SANCTION", "state:RUS", "state:CZE"),
        ("Bulgaria is investigating six Russians.", "ACCUSE", "state:BGR", "group:RUS:CVL"),
        ("Italy trained Libyan coast guards.", "AID", "state:ITA", "state:LBY"),
        ("Estonia's defence minister travelled to Georgia last week.", "CONSULT", "EST", "state:GEO"),
    ],
)
def test_what_own_reports_showed_to_be_missed(events, text, kind, actor, recipient):
    found = [(t, a, r) for t, _, a, r in events(text)]
    assert any(t == kind and r == {recipient} for t, a, r in found), found
    assert any(actor in str(a) or actor == "EST" for _, a, _ in found)


def test_a_complaint_with_a_body_accuses_nobody_of_it(events):
    assert not [e for e in events("Sudan lodged a complaint with the African Union.") if e[0] == "ACCUSE"]


def test_an_accusation_far_above_is_answered(told):
    found = told(
        "Pakistan's prime minister accused Afghanistan of sheltering gunmen. The talks lasted for hours. Nobody else came. "
        "It rained. In Kabul, the Afghan foreign minister dismissed the accusation."
    )
    assert ("REJECT", "occurred", "AFG", "->", "PAK") in found


def test_what_harms_somebody_is_no_support_of_him(told):
    found = told("Pakistan's prime minister defended the mass deportation of Afghans.")
    assert not any(event[0] == "SUPPORT" for event in found)


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("Leaders of the African Union urged Sudan to stop the shelling.", "REQUEST", ["AU"], ["SDN"]),
        (
            "The heads of state of the East African Community called on Burundi to hold a vote.",
            "REQUEST", ["EAC"], ["BDI"],
        ),
        ("The leaders of the EU and Turkey met in Ankara.", "CONSULT", ["EU", "TUR"], []),
        ("Chad's foreign ministry barred envoys of the IMF from entering the country.", "REJECT", ["TCD"], ["IMF"]),
        (
            "Chile's president flew into Abuja for talks with Nigerian President Bola Tinubu and the fallout from the coup in Niger.",
            "CONSULT", ["CHL"], ["NGA"],
        ),
    ],
)  # fmt: skip
def test_offices_of_a_body_act_for_it_and_bodies_of_an_owner_are_subjects(
    traced, text, type_, actors, recipients
):
    found = [f for f in traced(text, "en", "2025-01-17").reading.findings if isinstance(f, Event)]

    assert [(e.type, [a.state for a in e.actors], [a.state for a in e.recipients]) for e in found] == [
        (type_, actors, recipients)
    ]


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        ("The regional bloc ECOWAS imposed sanctions on Niger.", "SANCTION", ["ECOWAS"], ["NER"]),
        ("The Islamist group al Shabaab attacked a Kenyan base.", "ASSAULT", ["SOM"], ["KEN"]),
        ("Peruvian coast guards seized a dozen Chilean trawlers off Ilo on Monday.", "COERCE", ["PER"], ["CHL"]),
        ("A rocket fired by Hezbollah hit the Israeli town of Metula.", "ASSAULT", ["LBN"], ["ISR"]),
    ],
)  # fmt: skip
def test_bodies_with_their_kind_and_missiles_with_their_gunners(traced, text, type_, actors, recipients):
    found = [f for f in traced(text, "en", "2025-01-17").reading.findings if isinstance(f, Event)]

    assert [(e.type, [a.state for a in e.actors], [a.state for a in e.recipients]) for e in found] == [
        (type_, actors, recipients)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Chile gave up its seat at the Paris-based body and went home.",  # where it sits only
        "The Paris-based agency lent money to Chad.",
    ],
)
def test_a_seat_before_a_hyphen_is_no_party(traced, text):
    resolved = traced(text, "en", "2025-01-17").resolved
    named = {m.span.of(text): m.kind for m in resolved.annotated.mentions}

    assert named["Paris"] == "place"
    assert not any(a.state == "FRA" for found in resolved.actors for a in found)


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan minister hoped that cooperation between Peru and Chile would expand.",
        "Kenya hopes Norway will sign the treaty.",
        "Trade between Kenya and Norway should reach 100 million dollars, the minister said.",
    ],
)
def test_what_is_hoped_for_or_ought_to_grow_is_no_event(traced, text):
    assert not [f for f in traced(text, "en", "2025-01-17").reading.findings if isinstance(f, Event)]


def test_a_bare_noun_is_as_real_as_its_verb(traced):
    (event,) = traced(
        "Talks between Kenya and Norway will begin on Monday.", "en", "2025-01-17"
    ).reading.findings

    assert event.type == "AGREE"


def test_what_he_would_do_is_not_done(traced):
    text = "Kenya's president said he'd expel the Norwegian ambassador tomorrow if asked."
    found = [f for f in traced(text, "en", "2025-01-17").reading.findings if isinstance(f, Event)]

    assert not [e for e in found if e.type == "SANCTION" and e.status == "occurred"]
