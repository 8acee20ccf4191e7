"""Who a mention is: names, offices, pronouns and pairs, within one report and across two."""

from __future__ import annotations

import pytest

IRN = "Iranian Foreign Minister Abbas Araghchi"
BLR = "Belarusian Foreign Minister Maxim Ryzhenkov"
LUKA = "Belarusian President Alexander Lukashenko"
RUTO = "Kenyan President William Ruto"
PRABOWO = "Indonesian President Prabowo Subianto"

ARAGHCHI, RYZHENKOV, LUKASHENKO = (
    "person:abbas-araghchi",
    "person:maxim-ryzhenkov",
    "person:alexander-lukashenko",
)
WILLIAM, SUBIANTO, RETNO, CHINH = (
    "person:william-ruto",
    "person:prabowo-subianto",
    "person:retno-marsudi",
    "person:pham-minh-chinh",
)


@pytest.fixture(scope="session")
def who(traced):
    """Return a function from a text and some words of it to the entities they stand for, the last place first."""

    def who_is(text, words, language="en", published="2025-01-17"):
        trace = traced(text, language, published)
        pairs = zip(trace.resolved.annotated.mentions, trace.resolved.actors, strict=True)
        found = [[a.entity for a in actors] for m, actors in pairs if m.span.of(text) == words]
        assert found, (
            f"no mention {words!r} among {[m.span.of(text) for m in trace.resolved.annotated.mentions]}"
        )
        return found[-1]

    return who_is


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (f"{IRN} arrived. He met {LUKA}.", "He", [ARAGHCHI]),
        (f"{IRN} met {LUKA}. He praised him.", "He", [ARAGHCHI]),
        (
            "Indonesian Foreign Minister Retno Marsudi arrived. She met Vietnamese Prime Minister Pham Minh Chinh.",
            "She",
            [RETNO],
        ),
        (
            "Indonesian Foreign Minister Retno Marsudi met Vietnamese Prime Minister Pham Minh Chinh. He thanked her.",
            "He",
            [CHINH],
        ),
        (
            "Vietnamese Prime Minister Pham Minh Chinh met Indonesian Foreign Minister Retno Marsudi. He thanked her.",
            "her",
            [RETNO],
        ),
        (f"{RUTO} and {PRABOWO} met in Jakarta. They signed an agreement.", "They", [WILLIAM, SUBIANTO]),
        (f"{IRN} met {BLR}. Both ministers spoke.", "Both ministers", [ARAGHCHI, RYZHENKOV]),
        (f"{IRN} met {BLR}. The two ministers spoke.", "The two ministers", [ARAGHCHI, RYZHENKOV]),
        (f"{RUTO} met {PRABOWO}. The two leaders spoke.", "The two leaders", [WILLIAM, SUBIANTO]),
        (f"{IRN} met {BLR}. The two sides spoke.", "The two sides", [ARAGHCHI, RYZHENKOV]),
        (f"{IRN} met {BLR}. The two countries have ties.", "The two countries", ["state:BLR", "state:IRN"]),
        (f"{RUTO} met {PRABOWO}. Both presidents spoke.", "Both presidents", [WILLIAM, SUBIANTO]),
        (f"{LUKA} received {IRN}. The president spoke.", "The president", [LUKASHENKO]),
        (f"{LUKA} received {IRN}. The minister spoke.", "The minister", [ARAGHCHI]),
        (f"{LUKA} received {IRN}. The top diplomat spoke.", "The top diplomat", [ARAGHCHI]),
        (f"{LUKA} received {IRN}. The Iranian minister spoke.", "The Iranian minister", [ARAGHCHI]),
        (f"{LUKA} received {IRN}. The Belarusian leader spoke.", "The Belarusian leader", [LUKASHENKO]),
        (
            f"{IRN} met {BLR}. The Belarusian foreign minister spoke.",
            "The Belarusian foreign minister",
            [RYZHENKOV],
        ),
        (f"{IRN} met his Belarusian counterpart in Minsk.", "his Belarusian counterpart", ["state:BLR"]),
        (f"{IRN} met his Belarusian counterpart. {BLR} spoke.", "his Belarusian counterpart", [RYZHENKOV]),
        (
            f"{IRN} left. Kenya's interior minister phoned his Belarusian counterpart. {BLR} spoke.",
            "his Belarusian counterpart",
            ["state:BLR"],
        ),
        ("Kenya signed the deal. Its president praised it.", "Its president", ["state:KEN"]),
        (f"Kenya signed the deal. Its president praised it. {RUTO} left.", "Its president", [WILLIAM]),
        (f"{IRN} met {LUKA}. Later Araghchi spoke.", "Araghchi", [ARAGHCHI]),
        (f"Araghchi arrived early. Then {IRN} met {LUKA}.", "Araghchi", [ARAGHCHI]),
        (f"{PRABOWO} met {RUTO}. Prabowo spoke.", "Prabowo", [SUBIANTO]),
    ],
)
def test_what_points_back(who, text, words, expected):
    assert sorted(who(text, words)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Presiden Kenya William Ruto tiba di Jakarta. Ia bertemu Presiden Indonesia Prabowo Subianto.",
            "Ia",
            [WILLIAM],
        ),
        (
            "Presiden Kenya William Ruto bertemu Presiden Indonesia Prabowo Subianto. Kedua presiden berbicara.",
            "Kedua presiden",
            [WILLIAM, SUBIANTO],
        ),
        (
            "Presiden Kenya William Ruto bertemu Presiden Indonesia Prabowo Subianto. Kedua negara sepakat.",
            "Kedua negara",
            ["state:IDN", "state:KEN"],
        ),
    ],
)
def test_what_points_back_in_indonesian(who, text, words, expected):
    assert sorted(who(text, words, "id")) == sorted(expected)


def test_they_are_two_who_acted_together(who):
    """Somebody merely named in between is none of them."""
    text = f"{RUTO} and {PRABOWO} met in Jakarta, said {IRN}. They signed an agreement."
    assert ARAGHCHI not in who(text, "They")


def test_a_pronoun_before_anybody_stands_for_nobody(who):
    assert who(f"He arrived at night. {IRN} met {RUTO} in Nairobi.", "He") == []


def test_two_of_one_title_leave_a_bare_title_open(who):
    """Where two foreign ministers were met with, "the foreign minister of Kenya" is none of them."""
    assert who(f"{IRN} met {BLR}. The Kenyan foreign minister spoke.", "The Kenyan foreign minister") == [
        "state:KEN"
    ]


def test_both_need_two_states(who):
    text = "Kenyan Foreign Minister Musalia Mudavadi met Kenyan President William Ruto. Both ministers spoke."
    assert who(text, "Both ministers") == []


def test_one_surname_of_two_is_told_by_the_nearest(who):
    text = (
        "Kenyan Foreign Minister Peter Kamau met Ugandan Foreign Minister Grace Kamau in Kampala. "
        "Grace Kamau spoke first. Kamau said that Uganda was glad."
    )
    first, second = (
        who(text, w) for w in ("Kenyan Foreign Minister Peter Kamau", "Ugandan Foreign Minister Grace Kamau")
    )

    assert first != second
    assert who(text, "Grace Kamau") == second
    assert who(text, "Kamau") == second


def test_a_bare_surname_is_never_taken_from_the_pack_alone(who):
    """A Lavrov in a report that has nothing to do with Russia is somebody else."""
    assert who("The Kenyan shop of Mr. Lavrov burnt down in Nairobi.", "Mr. Lavrov") != [
        "person:sergey-lavrov"
    ]
    assert who("Russia agreed. Mr. Lavrov spoke in Nairobi.", "Mr. Lavrov") == ["person:sergey-lavrov"]


def office_of(traced, text, entity, published="2025-01-17", language="en"):
    trace = traced(text, language, published)
    return {
        (a.office, a.standing, a.state)
        for actors in trace.resolved.actors
        for a in actors
        if a.entity == entity
    }


@pytest.mark.parametrize(
    ("text", "entity", "standing"),
    [
        ("Iran's caretaker Foreign Minister Ali Bagheri left.", "person:ali-bagheri-kani", "acting"),
        ("Former Iranian President Hassan Rouhani left.", "person:hassan-rouhani", "former"),
        ("The late Iranian President Ebrahim Raisi was mourned.", "person:ebrahim-raisi", "late"),
        ("Indonesian President-elect Prabowo Subianto left.", SUBIANTO, "designate"),
        ("Iranian Foreign Minister Abbas Araghchi left.", ARAGHCHI, "incumbent"),
    ],
)
def test_standings_are_kept_apart(traced, text, entity, standing):
    assert {s for _, s, _ in office_of(traced, text, entity)} == {standing}


def test_the_former_president_is_not_the_president(who):
    text = f"{RUTO} met former Kenyan President Uhuru Kenyatta. The Kenyan president spoke."
    assert who(text, "The Kenyan president") == [WILLIAM]


def test_a_role_is_its_state_where_nobody_is_named(who):
    assert who("The Kenyan president met the Iranian president.", "The Kenyan president") == ["state:KEN"]


SPELLINGS = [
    "Iranian Foreign Minister Abbas Araghchi",
    "Iranian Foreign Minister Abbas Araqchi",
    "Iranian Foreign Minister Seyed Abbas Araghchi",
    "Iranian Foreign Minister Araghchi",
    "Iranian Foreign Minister Abbas Arāqči",
    "Iran's foreign minister, Seyyed Abbas Araqchi,",
]


@pytest.mark.parametrize("chunk", SPELLINGS)
def test_every_spelling_is_one_entity(read, chunk):
    reading = read(f"{chunk} met {BLR} in Minsk.", published="2025-01-17")
    assert ARAGHCHI in {e.entity for e in reading.entities}


@pytest.fixture(scope="session")
def stranger(read):
    """Return the entity of a person that the packs do not know."""

    def entity(text, language="en"):
        found = {e.entity for e in read(text, language, "2025-01-17").entities if "Otieno" in e.as_written}
        assert len(found) == 1, found
        return found.pop()

    return entity


def test_a_stranger_keeps_one_entity_over_reports_of_one_state(stranger):
    one = stranger(
        "Kenyan Trade Minister Juma Otieno met Iranian Foreign Minister Abbas Araghchi in Nairobi."
    )
    two = stranger("In Jakarta, the trade minister of Kenya, Juma Otieno, thanked Indonesia.")
    three = stranger("Menteri Perdagangan Kenya Juma Otieno tiba di Jakarta.", "id")

    assert one.startswith("person:x")
    assert one == two == three


def test_a_stranger_of_another_state_is_another(stranger):
    kenyan = stranger("Kenyan Trade Minister Juma Otieno met Iranian Foreign Minister Abbas Araghchi.")
    ugandan = stranger("Ugandan Trade Minister Juma Otieno met Iranian Foreign Minister Abbas Araghchi.")

    assert kenyan != ugandan


def test_a_stranger_of_no_state_is_one_in_his_report_only(stranger):
    one = stranger("Mr. Juma Otieno arrived in the morning. Juma Otieno left in the evening.")
    two = stranger("Mr. Juma Otieno stayed away all day.")

    assert one != two


def test_a_strangers_spelling_does_not_matter(stranger, read):
    one = stranger("Kenyan Trade Minister Juma Otieno spoke to Iran.")
    other = {
        e.entity
        for e in read("Kenyan Trade Minister Juma Otiéno spoke to Iran.", published="2025-01-17").entities
    }

    assert one in other


def test_party_initials_need_their_state(traced):
    """Three capitals are a party of a state only where that state is spoken of."""
    trace = traced("The KDP said that bread is dear.", "en", "2025-01-17")
    assert [a for actors in trace.resolved.actors for a in actors] == []


def test_a_capital_that_acts_is_a_government(traced):
    trace = traced("Tehran praised Minsk.", "en", "2025-01-17")
    found = [a for actors in trace.resolved.actors for a in actors]

    assert [(a.entity, a.via) for a in found] == [("state:IRN", "metonym"), ("state:BLR", "metonym")]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Kenya's president met Uganda's leader and invited him to Nairobi.",
            ("AGREE", "occurred", "KEN", "->", "UGA"),
        ),
        (
            "Norway summoned the Chadian envoy and told him to leave.",
            ("SANCTION", "occurred", "NOR", "->", "TCD"),
        ),
        (
            "The Kenyan minister met the Ugandan envoy Jane Opio and thanked her for the aid.",
            ("SUPPORT", "occurred", "KEN", "->", "UGA"),
        ),
        (
            "Kenya's president, Tom Otieno, met Jane Opio, the Ugandan envoy, who thanked him for the aid.",
            ("SUPPORT", "occurred", "UGA", "->", "KEN"),
        ),
    ],
)
def test_an_object_pronoun_is_not_whoever_acts(told, text, event):
    assert event in told(text)
