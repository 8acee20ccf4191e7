"""Sentences in which a word beside the act has led the coder astray: what each tells, and nothing more."""

import pytest


@pytest.fixture
def told(traced):
    """Return a function from a text to its events: type, status, who, whom."""

    def find(text):
        found = traced(text, "en", "2025-01-17").reading.findings
        return {
            (f.type, f.status, *(a.state for a in f.actors), "->", *(r.state for r in f.recipients))
            for f in found
            if hasattr(f, "recipients")
        }

    return find


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
