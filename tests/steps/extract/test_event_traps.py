"""Sentences in which a word beside the act has led the coder astray: what each tells, and nothing more."""

import pytest


@pytest.mark.parametrize(
    ("text", "event"),
    [
        # a day between the subject and its verb
        ("Ghana on Monday signed a treaty with Togo.", ("SUPPORT", "occurred", "GHA", "TGO", "->")),
        ("Ghana on Friday recalled its ambassador from Togo.", ("SANCTION", "occurred", "GHA", "->", "TGO")),
        # what stands beside a denial is not denied
        ("Chad denied the charge and accused Niger of arson.", ("ACCUSE", "occurred", "TCD", "->", "NER")),
        (
            "Chad denied it and expelled the Nigerien ambassador.",
            ("SANCTION", "occurred", "TCD", "->", "NER"),
        ),
        # why it was done says nothing of what was done
        (
            "Peru cut ties with Chile in protest against its raids.",
            ("SANCTION", "occurred", "PER", "->", "CHL"),
        ),
        (
            "Peru halted flights to Chile because of the fighting.",
            ("SANCTION", "occurred", "PER", "->", "CHL"),
        ),
        # to strike is an attack unless somebody who works does it
        ("Chad struck nine sites in Libya.", ("ASSAULT", "occurred", "TCD", "->", "LBY")),
        ("Chad carried out air strikes on nine sites in Libya.", ("ASSAULT", "occurred", "TCD", "->", "LBY")),
        ("Chad struck Libya at dawn.", ("ASSAULT", "occurred", "TCD", "->", "LBY")),
        # to each other
        (
            "Chad and Libya accused each other of breaking a truce.",
            ("ACCUSE", "occurred", "TCD", "LBY", "->"),
        ),
        ("Chad and Libya expelled each other's envoys.", ("SANCTION", "occurred", "TCD", "LBY", "->")),
        # one who refuses to sign; two who fail to agree
        ("Chad refused to sign an agreement with Libya.", ("REJECT", "occurred", "TCD", "->", "LBY")),
        ("Chad and Libya failed to reach agreement.", ("REJECT", "occurred", "TCD", "LBY", "->")),
        ("Chad failed to release the Libyan crew.", ("REJECT", "occurred", "TCD", "->", "LBY")),
        # bans on people are sanctions, a closed sky is a restriction
        ("Chad imposed travel bans on six Libyan generals.", ("SANCTION", "occurred", "TCD", "->", "LBY")),
        ("Chad imposed a visa ban on Libya's ministers.", ("SANCTION", "occurred", "TCD", "->", "LBY")),
        ("Chad closed its airspace to flights from Libya.", ("COERCE", "occurred", "TCD", "->", "LBY")),
        ("Chad repatriated 300 Libyan refugees.", ("RETREAT", "occurred", "TCD", "->", "LBY")),
        # where it is done is no side
        (
            "Chad filed a case against Libya at the International Court of Justice.",
            ("ACCUSE", "occurred", "TCD", "->", "LBY"),
        ),
        # fire is exchanged, and so are papers
        ("Chadian and Libyan troops traded shots at dusk.", ("ASSAULT", "occurred", "TCD", "LBY", "->")),
        # what does it is theirs
        ("A Chadian fuel depot was hit by a Libyan drone.", ("ASSAULT", "occurred", "LBY", "->", "TCD")),
        ("Two Libyan drones struck a barracks in Chad.", ("ASSAULT", "occurred", "LBY", "->", "TCD")),
        # courts, blame, envoys sent or called home, plans with "due"
        (
            "Chad was taken to the ICJ by Libya over a river.",
            ("ACCUSE", "occurred", "LBY", "->", "TCD"),
        ),
        ("Chad attributed the cyber attack to Libya.", ("ACCUSE", "occurred", "TCD", "->", "LBY")),
        ("Chad called home its ambassador from Libya.", ("SANCTION", "occurred", "TCD", "->", "LBY")),
        ("Chad ordered out two Libyan diplomats.", ("SANCTION", "occurred", "TCD", "->", "LBY")),
        (
            "Chad's premier is due to meet the Libyan president on Friday.",
            ("AGREE", "occurred", "TCD", "LBY", "->"),
        ),
        # several of what the frame names one of
        (
            "Oman recalled its ambassadors to Iran and Iraq.",
            ("SANCTION", "occurred", "OMN", "->", "IRN", "IRQ"),
        ),
        ("Oman withdrew its own envoy from Iran.", ("SANCTION", "occurred", "OMN", "->", "IRN")),
        # who is behind a preposition, or unsaid
        ("Border guards from Chad and Libya exchanged fire.", ("ASSAULT", "occurred", "TCD", "LBY", "->")),
        (
            "Togo declared the first secretary of the Ghanaian embassy in Lome persona non grata.",
            ("SANCTION", "occurred", "TGO", "->", "GHA"),
        ),
        (
            "The Ghanaian ambassador was summoned to the foreign ministry in Lome.",
            ("ACCUSE", "occurred", "TGO", "->", "GHA"),
        ),
    ],
)
def test_the_act_and_nothing_else(told, text, event):
    assert told(text) == {event}


@pytest.mark.parametrize(
    "text",
    [
        "The truce was meant to let Chad and Libya swap prisoners.",
        "A quake struck Chad and Libya.",
        "Chad and Libya regularly arrest each other's fishermen.",
        "Chad had sent troops to Niger in 2013 at the request of its government.",
        "Chad failed to persuade Libya to release the crew.",
        "Chad and Libya exchanged the instruments of their border treaty.",
        "Norway's army is small. Troops from Chad were visited by the Norwegian premier.",
        # how things stand, however the parser reads the participle
        "Chad's generals met. Chadian troops deployed along the Libyan border have complained of cold.",
        "Chad's generals met. Chadian forces massed on the border with Libya were paid late.",
        "Chad's generals met. A bishop visited Chadian soldiers deployed against Libya in the desert.",
    ],
)
def test_no_event(told, text):
    assert told(text) == set()


def test_two_who_sign_do_not_count_what_they_sign(traced):
    text = "The presidents of Ghana and Togo met in Accra. The two signed a memorandum of understanding."
    found = traced(text, "en", "2025-01-17").reading.findings
    (signed,) = (f for f in found if type(f).__name__ == "Commitment")
    assert signed.count is None


def test_what_is_counted_still_is(traced):
    text = "Ghana and Togo signed three agreements in Accra."
    found = traced(text, "en", "2025-01-17").reading.findings
    (signed,) = (f for f in found if type(f).__name__ == "Commitment")
    assert signed.count == 3


@pytest.mark.parametrize(
    ("text", "office"),
    [
        (
            "India's foreign secretary flew to Oslo to meet Norway's prime minister.",
            "deputy foreign minister",
        ),
        ("Britain's foreign secretary flew to Oslo to meet Norway's prime minister.", "foreign minister"),
    ],
)
def test_a_title_means_what_it_does_in_its_state(traced, text, office):
    assert traced(text, "en", "2025-01-17").resolved.actors[0][0].office == office


def test_ministers_of_unsaid_office_are_nobody_named(traced):
    text = "The ministers of Kenya and Uganda met in Nairobi."
    actors = traced(text, "en", "2025-01-17").resolved.actors[0]
    assert [(a.entity, a.office) for a in actors] == [("state:KEN", "minister"), ("state:UGA", "minister")]


@pytest.mark.parametrize(
    "text",
    [
        "Oman condemned the attack on a police post in northern Chad.",
        "Chad and Libya blamed each other.",
    ],
)
def test_whoever_is_merely_there_is_not_condemned(traced, text):
    found = traced(text, "en", "2025-01-17").reading.findings
    assert not [f for f in found if type(f).__name__ == "Statement" and f.about]


def test_an_official_is_nobody_spoken_of_before(traced):
    text = "Norway's prime minister flew to Chad. The Libyan embassy was closed, an official there said."
    done = traced(text, "en", "2025-01-17").resolved
    mentions = done.annotated.mentions
    (official,) = (a for m, a in zip(mentions, done.actors, strict=True) if "official" in m.span.of(text))
    assert not any(a.state for a in official)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        # who is freed was seized, and did not seize
        ("Norway freed two Tunisian sailors seized in May.", ("RETREAT", "occurred", "NOR", "->", "TUN")),
        # a number with commas is one word
        ("Libya deported 2,400 Chadians to the desert.", ("COERCE", "occurred", "LBY", "->", "TCD")),
        # who would not talk refuses, and the other does not
        (
            "Eritrea said it would not negotiate with Ethiopia.",
            ("REJECT", "occurred", "ERI", "->", "ETH"),
        ),
        # whom the noun names takes part
        (
            "The Danish ambassador exchanged views with Ghana's deputy foreign minister.",
            ("CONSULT", "occurred", "DNK", "GHA", "->"),
        ),
        # what is ruled out was not done
        ("Madagascar ruled out ceding the reef to Mauritius.", ("REJECT", "occurred", "MDG", "->", "MUS")),
    ],
)
def test_a_tree_misread_or_a_plan_refused_tells_what_was_done(told, text, event):
    assert told(text) == {event}


@pytest.fixture
def who(traced):
    """Return a function from a text and words in it to the states of the actors they stand for."""

    def find(text, words):
        done = traced(text, "en", "2025-01-17").resolved
        pairs = zip(done.annotated.mentions, done.actors, strict=True)
        return [a.state for m, actors in pairs if m.span.of(text) == words for a in actors]

    return find


@pytest.mark.parametrize(
    ("text", "words", "states"),
    [
        # whoever does something to both sides is neither of them
        (
            "Two Chadian soldiers were killed in shelling by Libya. Norway called on both sides to stop.",
            "both sides",
            ["TCD", "LBY"],
        ),
        (
            "Chad and Libya clashed. Norway condemned Libya and urged both sides to talk.",
            "both sides",
            ["TCD", "LBY"],
        ),
        # the two just named as a pair
        (
            "Chad says that Libya lied. Norway urged both governments to talk. Years ago the two signed a pact.",
            "the two",
            ["LBY", "TCD"],
        ),
        # whose "its" is
        ("Chad thanked Libya for its help. Its president left for Oslo.", "Its president", ["TCD"]),
        ("Ms Solberg flew from Oslo to Chad. Its president met her.", "Its president", ["TCD"]),
        (
            "Norway expelled two Chadians. Its premier, Jonas Gahr Støre, gave no reason.",
            "Its premier",
            ["NOR"],
        ),
        ("Chad and Libya held talks in Oslo. Its president was ill.", "Its president", [None]),
    ],
)
def test_who_is_meant(who, text, words, states):
    assert who(text, words) == states


@pytest.mark.parametrize(
    "text",
    [
        "Norway will pay for the roof of Victoria School in Fiji.",
        "Norway's envoy in Fiji lives on Jordan Street.",
        "Nurses from Victoria Hospital in Fiji flew to Norway.",
    ],
)
def test_a_name_within_a_name_is_no_state(traced, text):
    found = traced(text, "en", "2025-01-17").resolved.actors
    assert {a.state for actors in found for a in actors} <= {"NOR", "FJI", None}


def test_a_passive_without_by_has_no_doer(told):
    text = "Chad is a friend of Niger, and Libya has been accused before of bombing it."
    assert not [e for e in told(text) if e[0] == "ACCUSE"]


@pytest.fixture
def days(traced):
    """Return a function from a text to the days of its events, by type."""

    def find(text):
        found = traced(text, "en", "2025-01-17").reading.findings
        return {
            f.type: (f.status, str(f.date.start), str(f.date.end)) for f in found if hasattr(f, "recipients")
        }

    return find


def test_a_participle_happens_when_its_verb_does(days):
    found = days("Chad recalled its ambassador from Libya on 12 January, accusing Libya of spying.")
    assert found["SANCTION"] == found["ACCUSE"] == ("occurred", "2025-01-12", "2025-01-13")


def test_what_the_news_is_counted_from_lies_before_it(days):
    found = days("Chad expelled the Libyan envoy on Wednesday, days after Libya arrested a Chadian pilot.")
    assert found["SANCTION"] == ("occurred", "2025-01-15", "2025-01-16")
    assert found["COERCE"][0] == "historical"


def test_the_past_week_ends_with_the_report(days):
    found = days("Libya is near. Chad arrested ten Libyan fishermen in the past week.")
    assert found["COERCE"] == ("occurred", "2025-01-10", "2025-01-18")


def test_several_rulers_are_nobody_named(traced):
    text = "Niger's military rulers met Benin's premier."
    actors = traced(text, "en", "2024-10-04").resolved.actors[0]
    assert [(a.entity, a.office) for a in actors] == [("state:NER", None)]


def test_whoever_is_wanted_wants_nothing(traced):
    text = "A Chadian trader wanted over a debt to Libya was handed over to the police on Monday."
    found = traced(text, "en", "2025-01-17").reading.findings
    assert not [f for f in found if type(f).__name__ == "Statement" and f.evidence[0].rule.endswith("want")]


def test_travel_bans_are_no_tourism(traced):
    text = "Libya criticised the travel bans that Chad imposed on its officials."
    found = traced(text, "en", "2025-01-17").reading.findings
    assert "sanctions" in {f.topic for f in found if type(f).__name__ == "Statement"}


def test_a_sentence_that_is_an_infinitive_is_read(traced):
    text = "Niger's choice to be Chad's host and top envoy are both men with experience."
    assert traced(text, "en", "2025-01-17").resolved is not None


@pytest.mark.parametrize(
    ("text", "false"),
    [
        # whoever names a deed, or suffers it, has not done it
        ("France condemned the attack. Germany condemned the attack.", ("ACCUSE", "DEU", "FRA")),
        ("Uganda suffered an attack by rebels. Kenya condemned the attack.", ("ACCUSE", "KEN", "UGA")),
        (
            "Kenya evacuated citizens after the bombing. Uganda condemned the bombing.",
            ("ACCUSE", "UGA", "KEN"),
        ),
        ("Turkey supported the sanctions. Hungary praised the sanctions.", ("SUPPORT", "HUN", "TUR")),
        ("Germany received a note. Italy rejected the note.", ("REJECT", "ITA", "DEU")),
        # a second act is against others
        ("Turkey condemned Israel and killed 12 militants in the south.", ("ASSAULT", "TUR", "ISR")),
        ("Spain condemned Morocco and arrested smugglers.", ("COERCE", "ESP", "MAR")),
        ("Norway condemned Chad and boycotted the film.", ("PROTEST", "NOR", "TCD")),
        # "it" may be the other, or a thing
        ("Kenya was bombed by Somalia. It recalled its envoy from Sudan.", ("SANCTION", "SOM", "SDN")),
        ("The UN condemned Russia. It attacked Ukraine.", ("ASSAULT", "UN", "UKR")),
        ("Russia fired a missile at Ukraine. It hit Poland.", ("ASSAULT", "RUS", "POL")),
        ("Fiji criticised the plan because it threatens Samoa.", ("THREATEN", "FJI", "WSM")),
        # a namesake, a ship
        ("Pakistan shelled Hyderabad.", ("ASSAULT", "PAK", "IND")),
        ("Venezuelan troops raided Barcelona on Monday.", ("ASSAULT", "VEN", "ESP")),
        ("Iran struck the tanker Liberty. The United States protested.", ("ASSAULT", "IRN", "USA")),
        ("The minister of Oman flew to Malta, where Libya attacked.", ("ASSAULT", "LBY", "MLT")),
        ("Kenya's partners accused Uganda of dumping.", ("ACCUSE", "KEN", "UGA")),
        ("Kenya released a Ugandan minister's letter.", ("RETREAT", "KEN", "UGA")),
        ("Kenya called in Uganda's prime minister to mediate.", ("ACCUSE", "KEN", "UGA")),
        ("Fiji put taxes on the agenda of talks with Samoa.", ("SANCTION", "FJI", "WSM")),
        ("Fiji withdrew a bill that it based on the law of Samoa.", ("CONCEDE", "FJI", "WSM")),
        ("Chad is a threat to peace, defence minister Ali Musa declared.", ("ACCUSE", "TCD", "TCD")),
        ("Panama appealed in vain, since Norway blocks their appointment.", ("REJECT", "NOR", "PAN")),
        ("N'Djamena closed the crossing at the request of UN experts.", ("PROTEST", "TCD", "UN")),
    ],
)
def test_a_side_named_nearby_is_not_taken(told, text, false):
    type_, actor, recipient = false
    wrong = [
        e
        for e in told(text)
        if e[0] == type_ and actor in e[: e.index("->")] and recipient in e[e.index("->") :]
    ]
    assert wrong == []


def test_both_sides_are_those_just_named_together(told):
    found = told(
        "Iran and Belarus signed a pact. Iran praised Belarus. Belarus met Iran. Iran thanked Belarus. "
        "In Kenya, mediators brought Chad and Niger together. Both sides signed a truce."
    )
    assert not any({"IRN", "BLR"} <= set(e) for e in found if e[0] in {"RETREAT", "CONCEDE"})


@pytest.mark.parametrize(
    ("text", "type_", "day"),
    [
        # the day is another's
        (
            "Peru sanctioned two Chilean firms in 2019, and Bolivia has expelled a Chilean envoy.",
            "SANCTION",
            None,
        ),
        # what is told beside an old act is as old
        (
            "Peru signed a treaty with Chile in 2019 under which Chile promised to lift its ban on Peruvian fish.",
            "CONCEDE",
            2019,
        ),
        ("Talks between Peru and Chile failed in 2019, with Peru accusing Chile of theft.", "ACCUSE", 2019),
    ],
)
def test_a_day_goes_with_the_act_it_is_told_of(traced, text, type_, day):
    found = [f for f in traced(text, "en", "2025-01-17").reading.findings if getattr(f, "type", "") == type_]
    years = {f.date.start.year if f.date.start else None for f in found[-1:]}
    assert years <= ({day} if day else {None, 2025})
    assert years


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Ghana and Togo inked an accord in Paris on Monday.", {"GHA", "TGO"}),
        ("Rwanda and Congo signed a peace agreement in Washington on Monday.", {"RWA", "COD"}),
        ("Oman and Fiji struck a deal on fish in London.", {"OMN", "FJI"}),
    ],
)
def test_where_a_pact_is_signed_is_no_party(told, text, sides):
    assert [set(e) & {"GHA", "TGO", "RWA", "COD", "OMN", "FJI", "FRA", "USA", "GBR"} for e in told(text)] == [
        sides
    ]


def test_what_stands_before_a_semicolon_is_no_request(told):
    found = told("In May Tonga levied a surtax on Fijian sugar; Suva called the surtax unfair.")
    assert {e[0] for e in found} == {"SANCTION"}


def test_who_stands_before_anothers_owner_takes_part(told):
    text = "Pakistan and Afghanistan's Taliban rulers agreed on Wednesday to extend a shaky ceasefire."
    assert any({"PAK", "AFG"} <= set(e) for e in told(text))
