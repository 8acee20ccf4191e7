"""Statements: who said it, to whom, with which stance, about what, and when words are no position."""

from __future__ import annotations

import pytest

from regesta.model.findings import Event, Statement

IRN = "Iranian Foreign Minister Abbas Araghchi"
RUTO = "Kenyan President William Ruto"
PRABOWO = "Indonesian President Prabowo Subianto"
MET = f"{RUTO} met {PRABOWO} in Jakarta."
A, W, P = "person:abbas-araghchi", "person:william-ruto", "person:prabowo-subianto"
FRIDAY = "2025-01-17"


@pytest.fixture(scope="session")
def statements(read):
    """Return a function from a text to its statements."""

    def all_of(text, language="en"):
        return [f for f in read(text, language, FRIDAY).findings if isinstance(f, Statement)]

    return all_of


@pytest.fixture(scope="session")
def statement(statements):
    """Return a function from a text to its one statement."""

    def one(text, language="en"):
        (found,) = statements(text, language)
        return found

    return one


def entities(actors):
    return {a.entity for a in actors}


@pytest.mark.parametrize(
    ("text", "speakers", "stance"),
    [
        (f"{IRN} condemned the attack on Lebanon.", {A}, "condemn"),
        (f"The attack on Lebanon was condemned by {IRN}.", {A}, "condemn"),
        (f"{IRN} said that Iran opposed unilateral sanctions.", {A}, "oppose"),
        (f"{IRN} expressed concern over the fighting in Sudan.", {A}, "concern"),
        (
            "Indonesia's foreign ministry expressed concern over the fighting in Sudan.",
            {"state:IDN"},
            "concern",
        ),
        ("Kenya called for an end to the war in Sudan.", {"state:KEN"}, "urge"),
        ("Indonesia offered condolences to Kenya over the floods.", {"state:IDN"}, "condolence"),
        ("Kenya thanked Indonesia for its support.", {"state:KEN"}, "appreciate"),
        (f"{MET} Both sides stressed the need for multilateralism.", {W, P}, "urge"),
        (
            "The importance of multilateralism was stressed by both Iran and Belarus.",
            {"state:IRN", "state:BLR"},
            None,
        ),
        (f'"We will expand our trade with Kenya," {PRABOWO} said.', {P}, "commit"),
    ],
)
def test_speaker_and_stance(statement, text, speakers, stance):
    found = statement(text)

    assert entities(found.speakers) == speakers
    if stance:
        assert found.stance == stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Menteri Luar Negeri Iran Abbas Araghchi mengecam serangan terhadap Lebanon.", "condemn"),
        ("Menteri Luar Negeri Iran Abbas Araghchi mendukung Palestina.", "support"),
    ],
)
def test_speaker_and_stance_in_indonesian(statement, text, stance):
    found = statement(text, "id")

    assert entities(found.speakers) == {A}
    assert found.stance == stance


def test_direct_and_indirect(statement):
    direct = statement(f'"We will expand our trade with Kenya," {PRABOWO} said.')
    indirect = statement(f"{PRABOWO} said that Indonesia would expand its trade with Kenya.")

    assert direct.direct
    assert not indirect.direct
    text = f'"We will expand our trade with Kenya," {PRABOWO} said.'
    assert direct.content.of(text).strip('",') == "We will expand our trade with Kenya"
    assert direct.cue.of(text) == "said"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (f"{IRN} stressed the importance of multilateralism.", "multilateralism"),
        (f"{IRN} condemned unilateral sanctions.", "unilateral measures"),
        (f"{IRN} stressed the need to expand trade with Kenya.", "trade"),
    ],
)
def test_topic_is_a_canonical_label(statement, text, topic):
    assert statement(text).topic == topic


def test_topics_of_both_languages_are_the_same_labels(packs):
    english, indonesian = ({row.topic for row in packs.languages[c].topics} for c in ("en", "id"))
    assert indonesian - english == set()


def test_about_and_addressee(statement):
    found = statement("Kenya told Indonesia that Somalia needs food and peace in the coming year.")

    assert entities(found.addressees) == {"state:IDN"}
    assert "state:SOM" in entities(found.about)
    assert "state:KEN" not in entities(found.about)


def test_told_somebody(statements):
    found = [
        s
        for s in statements(f"{RUTO} told {PRABOWO} that Kenya supports Palestine.")
        if W in entities(s.speakers)
    ]

    assert len(found) == 1
    assert entities(found[0].addressees) == {P}
    assert found[0].stance == "support"


def test_a_stance_within_the_speakers_own_words_is_no_second_statement(statements):
    assert len(statements(f"{IRN} said that Iran opposed unilateral sanctions.")) == 1


def test_the_words_of_another_are_a_second_one(statements):
    found = statements(f"{IRN} said that Kenya condemned the attack on Lebanon.")
    assert [e for s in found for e in entities(s.speakers)].count("state:KEN") == 1


@pytest.mark.parametrize(
    "text",
    [
        "Iran has not condemned the attack on Lebanon.",
        "Kenya would condemn any attack on Somalia.",
        "Kenya will condemn the attack on Somalia.",
        "Kenya should condemn the attack on Somalia.",
        f"{IRN} spoke on Monday.",
        "The baker condemned the attack on Lebanon.",
        "The goalkeeper praised the referee.",
        "Condemned houses stand in Lebanon.",
    ],
)
def test_what_is_no_statement(statements, text):
    assert statements(text) == []


def test_a_statement_knows_the_encounter_at_which_it_was_made(read):
    reading = read(f"{MET} Ruto praised Indonesia's support for Palestine.", "en", FRIDAY)
    (meeting,) = [f for f in reading.findings if isinstance(f, Event) and f.type == "CONSULT"]
    said = [f for f in reading.findings if isinstance(f, Statement)]

    assert said
    assert {s.event for s in said} == {meeting.id}
    assert {s.date for s in said} == {meeting.date}


def test_a_statement_names_the_act_that_it_performs(read):
    reading = read(f"{IRN} condemned Israel's attack on Lebanon.", "en", FRIDAY)
    (act,) = [f for f in reading.findings if isinstance(f, Event) and f.type == "ACCUSE"]
    (said,) = [f for f in reading.findings if isinstance(f, Statement)]

    assert said.act == act.id


def test_evidence_holds_cue_and_content(statements):
    text = f"It rained. {MET} Ruto said that Kenya supports Palestine. It snowed."
    for found in statements(text):
        (evidence,) = found.evidence
        assert evidence.quote == evidence.span.of(text)
        assert evidence.span.holds(found.cue)
        assert evidence.span.holds(found.content)
        assert evidence.rule.startswith("en/cues#")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (
            "Kenya's foreign minister said Kenya would share with Ghana what it had learned under sanctions.",
            "sanctions",
        ),
        ("Ghana's president praised Kenya for its progress despite the war.", "war"),
        (
            "Ghana's president praised Kenya for its growth during the years of drought and sanctions.",
            "sanctions",
        ),
    ],
)
def test_what_was_so_meanwhile_is_no_topic(read, text, topic):
    said = [f for f in read(text, "en", "2025-01-17").findings if isinstance(f, Statement)]
    assert said
    assert all(topic not in {f.topic, *f.topics} for f in said)


def test_what_is_spoken_of_is_a_topic(read):
    said = read("Ghana's president condemned the sanctions against Kenya.", "en", "2025-01-17").findings
    assert "sanctions" in {t for f in said if isinstance(f, Statement) for t in (f.topic, *f.topics)}


def test_reaffirming_what_one_will_not_do_is_neither_support_nor_a_pledge(traced):
    text = "Greece's foreign minister reiterated that Greece did not recognise the survey zone of Turkey."
    found = traced(text, "en", "2025-01-17").reading.findings
    assert [f.stance for f in found if hasattr(f, "stance")] == ["oppose"]
    assert not any(hasattr(f, "parties") for f in found)


# ------------------------------------------------------------------- stances of what is said


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        # what is agreed on gives the stance, not the agreeing
        ("Malawi and Zambia agreed that Mozambique must open the canal.", "urge"),
        ("Finland and Latvia agreed that sanctions on Russia should stay.", "urge"),
        ("Oman and Iraq agreed to open a ferry line to Kuwait.", "commit"),
        # what one will not do
        ("Chad insists that it will not withdraw its troops from Sudan.", "oppose"),
        ("Peru's foreign minister said Lima would not hand over the general to Bolivia.", "oppose"),
        ("The Malian president said the crossing to Niger would not be reopened.", "oppose"),
        # what another has done or left undone
        ('"This is piracy, and Tripoli is looking away," the Maltese foreign minister said.', "condemn"),
        ("The Armenian president said Azerbaijan was doing nothing to stop the shelling.", "condemn"),
        ("Serbia's president said Kosovo had broken its promise.", "condemn"),
        ("Mexico's president called the raid by the United States an insult.", "condemn"),
        (
            "The Tongan opposition leader said the government had been wrong to lease the port to China.",
            "oppose",
        ),
        # a law that is only named, a right that is only kept
        (
            "Eritrea wrote that it reserved the right to take any measure allowed by the UN Charter against Sudan.",
            "commit",
        ),
        ("Jordan's king said the UN Charter had been trampled by Israel.", "condemn"),
        ("Egypt denied that it had called for a boycott of Ethiopia.", "neutral"),
        ("The Spanish foreign minister said Madrid would recognise Palestine.", "commit"),
    ],
)
def test_the_stance_is_that_of_what_is_said(statement, text, stance):
    found = statement(text)

    assert found.stance == stance


@pytest.mark.parametrize(
    "text",
    [
        "Malawi concluded a fisheries pact with Zambia in March.",
        "Togo applied the sanctions decided by ECOWAS.",
        "Latvia ordered its guards to turn back trucks from Belarus.",
        "The Chadian foreign ministry refused to comment on the claims of Sudan.",
        "Vespene, Peru's largest buyer of tin from Bolivia, declined to comment.",
    ],
)
def test_an_act_or_a_silence_is_no_statement(statements, text):
    assert statements(text) == []


def test_what_one_dismisses_are_not_his_own_words(statements):
    (found,) = statements("The Kremlin dismissed reports that Moscow had promised jets to Iran.")

    assert found.stance == "oppose"


# ------------------------------------------------------------------- who, to whom, about whom


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Peru blamed Chile for detaining two Peruvian fishermen.", {"CHL"}),
        ("Honduras accused Nicaragua of firing on Honduran boats.", {"NIC"}),
        ("Oman's foreign minister said Iran had released the Omani sailors.", {"IRN"}),
    ],
)
def test_one_speaks_of_the_other_state_not_of_his_own_people(statement, text, about):
    assert {a.state for a in statement(text).about} == about


@pytest.mark.parametrize(
    "text",
    [
        "Chad has asked the African Union to send monitors to its border, accusing Sudan of shelling its villages.",
        "Bolivia has petitioned the United Nations to hold a hearing on the river, accusing Chile of diverting it.",
    ],
)
def test_who_asks_is_who_accuses(statements, text):
    (found,) = [s for s in statements(text) if s.stance == "condemn"]

    assert {a.state for a in found.speakers} <= {"TCD", "BOL"}


def test_an_apposition_is_no_second_speaker(statement):
    found = statement(
        "Angolan President Joao Lourenco, the mediator of the African Union, urged Rwanda to withdraw."
    )

    assert {a.state for a in found.speakers} == {"AGO"}


def test_what_a_report_points_back_at_is_of_whoever_did_it(statements):
    found = statements(
        "Latvia accused Belarus of sending balloons across the border. Belarus rejected the charge."
    )

    assert [{a.state for a in s.about} for s in found if s.stance == "oppose"] == [{"LVA"}]


# ------------------------------------------------------------------- content


def test_a_quotation_is_one_though_it_has_several_sentences(statement):
    text = '"Kenya is a good neighbour. Together we are building a railway to Uganda," said the Kenyan foreign minister.'

    found = statement(text)

    assert found.direct
    assert found.content.of(text).startswith('"Kenya is a good neighbour.')
    assert found.evidence[0].span.holds(found.content)


def test_a_remark_on_what_is_said_is_no_part_of_it(statements):
    text = "The Turkish foreign minister said Greece had armed the islands, a charge Athens denies."

    said, denied = statements(text)

    assert said.content.of(text) == "Greece had armed the islands"
    assert {a.state for a in denied.speakers} == {"GRC"}
    assert not denied.direct


def test_what_stands_before_a_semicolon_is_another_sentence(statements):
    text = "The court ruled for Slovenia in 2017; Croatia has refused to recognise the award."

    assert all("court" not in s.content.of(text) for s in statements(text))


def test_observers_are_not_always_at_an_election(statement):
    found = statement("Chad has asked Qatar to send observers to the frontier with Sudan.")

    assert "elections" not in found.topics


def test_a_reason_goes_by_the_day_of_the_act_it_explains(statements):
    text = "Morocco cut ties with Iran in May 2018 after Algeria backed the rebels in Western Sahara."

    assert all(s.date.end is not None and s.date.end.year == 2018 for s in statements(text))


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (
            'Chad imposed a tax on Libyan trucks. The Libyan foreign minister called the tax "a farce".',
            {"TCD"},
        ),
        (
            'Georgia wrote to Armenia on Monday. Armenia\'s foreign minister dismissed the letter as "theatre".',
            {"GEO"},
        ),
    ],
)
def test_a_matter_is_of_the_only_other_state_spoken_of(statement, text, about):
    assert {a.state for a in statement(text).about} == about


def test_a_matter_of_one_of_several_states_is_of_none(statements):
    text = (
        "Ecuador raised the tax on Colombian oil. Peru raised a tax on gas. "
        "The Colombian foreign minister criticised the tax."
    )

    assert all(s.stance != "condemn" for s in statements(text))
