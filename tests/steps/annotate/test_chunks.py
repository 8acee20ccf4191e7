"""A table of phrases and the mentions they make: who, in which office, of which state, in which standing."""

from __future__ import annotations

import itertools

import pytest

FM, PM, P, NSC = "foreign-minister", "prime-minister", "president", "secretary-security-council"

# sentence with the mention in brackets, kind, name, offices, states, standing
ENGLISH = [
    # before and after the name
    ("[Iranian Foreign Minister Abbas Araghchi] left.", "person", "Abbas Araghchi", (FM,), ("IRN",), None),
    ("[Foreign Minister of Iran Abbas Araghchi] left.", "person", "Abbas Araghchi", (FM,), ("IRN",), None),
    ("[Foreign Minister Abbas Araghchi] left.", "person", "Abbas Araghchi", (FM,), (), None),
    (
        "[Abbas Araghchi, the foreign minister of Iran], left.",
        "person",
        "Abbas Araghchi",
        (FM,),
        ("IRN",),
        None,
    ),
    ("[Abbas Araghchi, Iran's foreign minister], left.", "person", "Abbas Araghchi", (FM,), ("IRN",), None),
    ("[Abbas Araghchi (foreign minister of Iran)] left.", "person", "Abbas Araghchi", (FM,), ("IRN",), None),
    (
        "[The foreign minister of Iran, Abbas Araghchi], left.",
        "person",
        "Abbas Araghchi",
        (FM,),
        ("IRN",),
        None,
    ),
    ("[Iran’s Foreign Minister Abbas Araghchi] left.", "person", "Abbas Araghchi", (FM,), ("IRN",), None),
    ("[Kenya's president, William Ruto], left.", "person", "William Ruto", (P,), ("KEN",), None),
    ("[President William Ruto of Kenya] left.", "person", "William Ruto", (P,), ("KEN",), None),
    # a name the packs do not know
    (
        "[Kenyan Trade Minister Juma Otieno] left.",
        "person",
        "Juma Otieno",
        ("trade-minister",),
        ("KEN",),
        None,
    ),
    (
        "[Kenyan Trade Minister Mary Wanjiru] left.",
        "person",
        "Mary Wanjiru",
        ("trade-minister",),
        ("KEN",),
        None,
    ),
    (
        "[Kenyan Defence Minister Aden Duale] left.",
        "person",
        "Aden Duale",
        ("defence-minister",),
        ("KEN",),
        None,
    ),
    ("[Omani Foreign Minister Mina al-Sabri] left.", "person", "Mina al-Sabri", (FM,), ("OMN",), None),
    ("[Foreign Minister Juma Otieno of Kenya] left.", "person", "Juma Otieno", (FM,), ("KEN",), None),
    # standing
    (
        "[Iran's caretaker Foreign Minister Ali Bagheri] left.",
        "person",
        "Ali Bagheri",
        (FM,),
        ("IRN",),
        "acting",
    ),
    (
        "[Acting Foreign Minister of Iran Ali Bagheri] left.",
        "person",
        "Ali Bagheri",
        (FM,),
        ("IRN",),
        "acting",
    ),
    ("[Former Kenyan President Uhuru Kenyatta] left.", "person", "Uhuru Kenyatta", (P,), ("KEN",), "former"),
    ("[The late President Ebrahim Raisi] was mourned.", "person", "Ebrahim Raisi", (P,), (), "late"),
    (
        "[Indonesian President-elect Prabowo Subianto] left.",
        "person",
        "Prabowo Subianto",
        (P,),
        ("IDN",),
        "designate",
    ),
    (
        "[Indonesia's president-designate, Prabowo Subianto], left.",
        "person",
        "Prabowo Subianto",
        (P,),
        ("IDN",),
        "designate",
    ),
    # two offices, councils
    (
        "[Qatari Prime Minister and Foreign Minister Mohammed Al Thani] left.",
        "person",
        "Mohammed Al Thani",
        (PM, FM),
        ("QAT",),
        None,
    ),
    (
        "[Secretary of the Security Council of Belarus Alexander Volfovich] left.",
        "person",
        "Alexander Volfovich",
        (NSC,),
        ("BLR",),
        None,
    ),
    (
        "[Secretary of Iran's Supreme National Security Council Ali Akbar Ahmadian] left.",
        "person",
        "Ali Akbar Ahmadian",
        (NSC,),
        ("IRN",),
        None,
    ),
    (
        "[the Secretary of the Supreme National Security Council of Iran] left.",
        "role",
        None,
        (NSC,),
        ("IRN",),
        None,
    ),
    # the United States, whose minister is a secretary of state
    ("[US Secretary of State Antony Blinken] left.", "person", "Antony Blinken", (FM,), ("USA",), None),
    ("[U.S. Secretary of State Antony Blinken] left.", "person", "Antony Blinken", (FM,), ("USA",), None),
    ("[Secretary of State Antony Blinken] left.", "person", "Antony Blinken", (FM,), (), None),
    ("[American President Joe Biden] left.", "person", "Joe Biden", (P,), ("USA",), None),
    # offices without a name
    ("[The Kenyan president] left.", "role", None, (P,), ("KEN",), None),
    ("[the president of Kenya] left.", "role", None, (P,), ("KEN",), None),
    ("[Its prime minister] left.", "role", None, (PM,), (), None),
    ("[The foreign ministers of Iran and Belarus] met.", "roles", None, (FM,), ("IRN", "BLR"), None),
    ("[The Iranian and Belarusian foreign ministers] met.", "roles", None, (FM,), ("IRN", "BLR"), None),
    ("[The presidents of Kenya, Uganda and Rwanda] met.", "roles", None, (P,), ("KEN", "UGA", "RWA"), None),
    # counterparts, spokesmen, deputies
    ("He met [his Belarusian counterpart Maxim Ryzhenkov].", "person", "Maxim Ryzhenkov", (), ("BLR",), None),
    (
        "He met [his Belarusian counterpart, Maxim Ryzhenkov].",
        "person",
        "Maxim Ryzhenkov",
        (),
        ("BLR",),
        None,
    ),
    ("He met [his Belarusian counterpart] there.", "role", None, (), ("BLR",), None),
    (
        "[Kenyan Deputy Foreign Minister Korir Sing'oei] left.",
        "person",
        "Korir Sing'oei",
        ("deputy-foreign-minister",),
        ("KEN",),
        None,
    ),
    (
        "[Iranian Foreign Ministry spokesman Esmaeil Baghaei] spoke.",
        "person",
        "Esmaeil Baghaei",
        ("spokesman",),
        ("IRN",),
        None,
    ),
    # honorifics
    ("[HE William Ruto] left.", "person", "William Ruto", (), (), None),
    ("[H.E. Mr. Vo Van Thuong] left.", "person", "Vo Van Thuong", (), (), None),
    ("[Mrs. Retno Marsudi] left.", "person", "Retno Marsudi", (), (), None),
    ("[His Excellency Dr. William Ruto] left.", "person", "William Ruto", (), (), None),
    ("[Sheikh Hassan Otaibi] left.", "person", "Hassan Otaibi", (), (), None),
    # states
    ("[Tehran] and Minsk agreed.", "state", None, (), ("IRN",), None),
    ("The [Kremlin] agreed.", "state", None, (), ("RUS",), None),
    ("The [United States] agreed.", "state", None, (), ("USA",), None),
    ("[South Korea] agreed.", "state", None, (), ("KOR",), None),
    ("[Both sides] agreed.", "pair", None, (), (), None),
    ("[The two countries] agreed.", "pair", None, (), (), None),
    ("[Both ministers] agreed.", "roles", None, None, (), None),
]
INDONESIAN = [
    ("[Menteri Luar Negeri Iran Abbas Araghchi] tiba.", "person", "Abbas Araghchi", (FM,), ("IRN",), None),
    (
        "[Menteri Luar Negeri Republik Islam Iran, Abbas Araghchi], tiba.",
        "person",
        "Abbas Araghchi",
        (FM,),
        ("IRN",),
        None,
    ),
    ("[Menlu Indonesia Retno Marsudi] tiba.", "person", "Retno Marsudi", (FM,), ("IDN",), None),
    ("[Menlu RI Sugiono] tiba.", "person", "Sugiono", (FM,), ("IDN",), None),
    ("[Abbas Araghchi, Menteri Luar Negeri Iran], tiba.", "person", "Abbas Araghchi", (FM,), ("IRN",), None),
    ("[Perdana Menteri Vietnam Pham Minh Chinh] tiba.", "person", "Pham Minh Chinh", (PM,), ("VNM",), None),
    ("[Presiden Prabowo Subianto] tiba.", "person", "Prabowo Subianto", (P,), (), None),
    ("[Mantan Presiden Iran Hassan Rouhani] tiba.", "person", "Hassan Rouhani", (P,), ("IRN",), "former"),
    ("[Mendiang Presiden Ebrahim Raisi] dikenang.", "person", "Ebrahim Raisi", (P,), (), "late"),
    (
        "[Penjabat Menteri Luar Negeri Iran Ali Bagheri] tiba.",
        "person",
        "Ali Bagheri",
        (FM,),
        ("IRN",),
        "acting",
    ),
    (
        "[Presiden terpilih Indonesia Prabowo Subianto] tiba.",
        "person",
        "Prabowo Subianto",
        (P,),
        ("IDN",),
        "designate",
    ),
    (
        "[Wakil Menteri Luar Negeri Kenya Korir Sing'oei] tiba.",
        "person",
        "Korir Sing'oei",
        ("deputy-foreign-minister",),
        ("KEN",),
        None,
    ),
    (
        "[Juru bicara Kementerian Luar Negeri Iran Esmaeil Baghaei] tiba.",
        "person",
        "Esmaeil Baghaei",
        ("spokesman",),
        ("IRN",),
        None,
    ),
    (
        "[Sekretaris Dewan Keamanan Belarus Alexander Volfovich] tiba.",
        "person",
        "Alexander Volfovich",
        (NSC,),
        ("BLR",),
        None,
    ),
    (
        "[Sekretaris Dewan Keamanan Nasional Tertinggi Iran Ali Akbar Ahmadian] tiba.",
        "person",
        "Ali Akbar Ahmadian",
        (NSC,),
        ("IRN",),
        None,
    ),
    ("[Menteri luar negeri Iran dan Belarus] bertemu.", "roles", None, (FM,), ("IRN", "BLR"), None),
    ("[Presiden Kenya] tiba.", "role", None, (P,), ("KEN",), None),
    ("[Yang Mulia William Ruto] tiba.", "person", "William Ruto", (), (), None),
    ("[Kedua menteri] bertemu.", "roles", None, None, (), None),
    ("[Kedua negara] sepakat.", "pair", None, (), (), None),
    ("[Kedua pihak] sepakat.", "pair", None, (), (), None),
    ("[Teheran] dan Minsk sepakat.", "state", None, (), ("IRN",), None),
    (
        "[Menteri Pertahanan Kenya Aden Duale] tiba.",
        "person",
        "Aden Duale",
        ("defence-minister",),
        ("KEN",),
        None,
    ),
]


def bare(marked):
    start, end = marked.index("["), marked.index("]") - 1
    return marked.replace("[", "").replace("]", ""), start, end


def mentions(traced, text, language="en"):
    return [(m.span.of(text), m) for m in traced(text, language).resolved.annotated.mentions]


@pytest.mark.parametrize(
    ("language", "marked", "kind", "name", "offices", "states", "standing"),
    [("en", *row) for row in ENGLISH] + [("id", *row) for row in INDONESIAN],
)
def test_a_phrase_makes_one_mention(traced, language, marked, kind, name, offices, states, standing):
    text, start, end = bare(marked)
    found = dict(mentions(traced, text, language))

    assert text[start:end] in found, f"found {list(found)}"
    mention = found[text[start:end]]
    assert (mention.span.start, mention.span.end) == (start, end)
    assert (mention.kind, mention.name, mention.standing) == (kind, name, standing)
    assert set(mention.states) == set(states)
    if offices is not None:
        assert set(offices) <= set(mention.offices)
        assert bool(offices) == bool(mention.offices)


@pytest.mark.parametrize(
    ("text", "language", "flag"),
    [
        ("A spokesman for the Kenyan president spoke.", "en", "spokesman"),
        ("He met his Kenyan counterpart.", "en", "counterpart"),
        ("Its prime minister left.", "en", "possessive"),
        ("H.E. William Ruto left.", "en", "honorific"),
        ("Araghchi menemui mitranya.", "id", "counterpart"),
        ("Yang Mulia William Ruto tiba.", "id", "honorific"),
    ],
)
def test_what_a_mention_is_marked_as(traced, text, language, flag):
    assert any(getattr(m, flag) for _, m in mentions(traced, text, language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kenyan Deputy Foreign Minister Juma Otieno left.", "en"),
        ("Kenyan Deputy Trade Minister Juma Otieno left.", "en"),
        ("Kenya's assistant finance minister, Juma Otieno, left.", "en"),
        ("Kenya's vice-president, Juma Otieno, left.", "en"),
        ("The Kenyan deputy prime minister left.", "en"),
        ("Wakil Menteri Pertahanan Kenya Juma Otieno tiba.", "id"),
        ("Wakil Presiden Kenya Juma Otieno tiba.", "id"),
    ],
)
def test_a_deputy_is_not_the_minister(traced, text, language):
    offices = [
        a.office or "" for actors in traced(text, language).resolved.actors for a in actors if a.via != "name"
    ]

    assert len(offices) == 1
    assert offices[0].startswith(("deputy", "vice", "assistant"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A spokesman for the Kenyan president spoke.", "en"),
        ("The president's wife opened a school.", "en"),
        ("The son of the Kenyan president opened a school.", "en"),
    ],
)
def test_who_is_beside_an_office_does_not_hold_it(traced, text, language):
    trace = traced(text, language)

    for mention, actors in zip(trace.resolved.annotated.mentions, trace.resolved.actors, strict=True):
        if not mention.possessive and mention.kind in {"role", "person"}:
            assert all(
                a.office != "president" or "president" not in text[: mention.span.start] for a in actors
            )
            assert mention.spokesman is ("spokesman" in mention.span.of(text))


def test_two_two_and_one(traced):
    counts = {
        s: m.count
        for s, m in mentions(traced, "Both ministers met. The two sides agreed. The minister left.")
    }

    assert counts == {"Both ministers": 2, "The two sides": 2, "The minister": None}


BODY = """

Iranian Foreign Minister Abbas Araghchi met Belarusian President Alexander Lukashenko in Minsk on Monday.

The two sides spoke about trade, transport and energy, and agreed to meet again in the spring of next year.
"""


def test_capitals_prove_no_name_in_a_title_cased_headline(traced):
    text = "Iranian Foreign Minister Araghchi Holds Fresh Talks With Lukashenko In Minsk" + BODY
    found = mentions(traced, text)

    assert traced(text).clean.headline is not None
    assert [m.name for _, m in found if m.name and ("Holds" in m.name or "Fresh" in m.name)] == []
    assert next(m.states for _, m in found) == ("IRN",)


def test_capitals_do_not_break_a_headline(traced):
    text = "IRAN AND BELARUS SIGN PACT\n\nIran and Belarus signed a pact in Minsk on Monday.\n"

    assert {s for _, m in mentions(traced, text) for s in m.states} == {"IRN", "BLR"}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The photo is from Leader.ir and President.by.", ("Leader", "President")),
        ("Hossein Amir-Abdollahian left.", ("Amir",)),
        ("He said he was tired.", ("HE", "he was")),
        ("Tankers left the Persian Gulf.", ("Persian",)),
        ("A turkey and china plates were sold.", ("turkey", "china")),
        ("It told us to wait.", ("us",)),
    ],
)
def test_what_is_no_mention(traced, text, absent):
    found = [
        s
        for s, m in mentions(traced, text)
        if m.kind in {"person", "role", "state", "organisation"} and m.kind != "pronoun"
    ]
    assert [s for s in found for a in absent if s == a or s.startswith(a + " ")] == []


def test_a_surname_once_a_persons_stays_one(traced):
    text = "Araghchi left. Iranian Foreign Minister Abbas Araghchi spoke. Then Araghchi slept, and Smith too."
    kinds = [(s, m.kind) for s, m in mentions(traced, text)]

    assert kinds.count(("Araghchi", "person")) == 2
    assert ("Smith", "name") in kinds


def test_pronouns(traced):
    forms = [m.form for _, m in mentions(traced, "He said it, she agreed and they left.")]
    assert forms == ["he", "she", "they"]


def test_mentions_stand_in_order_and_apart(traced):
    texts = [bare(row[0])[0] for row in ENGLISH]
    for text in texts:
        spans = [m.span for _, m in mentions(traced, text)]
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
        assert all(m.span.holds(m.head) for _, m in mentions(traced, text))
