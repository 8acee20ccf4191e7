"""Commitments: what was signed, promised, invited, aimed at; by whom, to what stage, with which figures."""

from __future__ import annotations

import datetime as dt

import pytest

from regesta.model.findings import Commitment, Money
from regesta.model.spans import Span

RUTO = "Kenyan President William Ruto"
PRABOWO = "Indonesian President Prabowo Subianto"
W, P = "person:william-ruto", "person:prabowo-subianto"
FRIDAY = "2025-01-17"


@pytest.fixture(scope="session")
def commitments(read):
    """Return a function from a text to its commitments."""

    def all_of(text, language="en", published=FRIDAY):
        return [f for f in read(text, language, published).findings if isinstance(f, Commitment)]

    return all_of


@pytest.fixture(scope="session")
def commitment(commitments):
    """Return a function from a text to its one commitment."""

    def one(text, language="en", published=FRIDAY):
        (found,) = commitments(text, language, published)
        return found

    return one


@pytest.mark.parametrize(
    ("text", "kind", "stage"),
    [
        ("Iran and Belarus signed a roadmap in Minsk.", "roadmap", "signed"),
        ("Iran signed a roadmap with Belarus in Minsk.", "roadmap", "signed"),
        ("A roadmap was signed by Iran and Belarus.", "roadmap", "signed"),
        (
            "Iran and Belarus signed a memorandum of understanding on fisheries.",
            "memorandum of understanding",
            "signed",
        ),
        ("Iran and Belarus signed an MoU on fisheries.", "memorandum of understanding", "signed"),
        ("Iran and Belarus signed a free trade agreement.", "agreement", "signed"),
        ("Iran and Belarus signed an extradition treaty.", "treaty", "signed"),
        ("Iran and Belarus issued a joint statement in Minsk.", "joint statement", None),
        ("Iran and Belarus will sign a roadmap in Minsk.", "roadmap", "agreed"),
        ("Iran and Belarus agreed to sign a roadmap in Minsk.", "roadmap", "agreed"),
        ("Iran and Belarus agreed to establish a joint commission.", "follow-up body", "agreed"),
    ],
)
def test_instruments_between_two(commitment, text, kind, stage):
    found = commitment(text)

    assert found.kind == kind
    assert found.parties == ("BLR", "IRN")
    if stage:
        assert found.stage == stage


def test_instruments_in_indonesian(commitment):
    found = commitment("Indonesia dan Kenya menandatangani tujuh nota kesepahaman di Jakarta.", "id")

    assert (found.kind, found.stage, found.parties) == (
        "memorandum of understanding",
        "signed",
        ("IDN", "KEN"),
    )
    assert found.count == 7


@pytest.mark.parametrize(
    ("number", "count"), [("seven", 7), ("7", 7), ("two", 2), ("several", None), ("a", None), ("2023", None)]
)
def test_how_many(commitment, number, count):
    noun = "memorandum of understanding" if number == "a" else "memorandums of understanding"
    assert commitment(f"Kenya and Indonesia signed {number} {noun} in Nairobi.").count == count


def test_fields_are_listed(commitment):
    found = commitment(
        "Kenya and Indonesia signed memorandums of understanding in the fields of health, trade and energy."
    )
    assert found.sectors == ("health", "trade", "energy")


def test_an_invitation(commitment):
    found = commitment(f"{PRABOWO} invited {RUTO} to visit Jakarta.")

    assert (found.kind, found.stage) == ("invitation", "offered")
    assert [a.entity for a in found.by] == [P]
    assert [a.entity for a in found.to] == [W]
    assert found.parties == ("IDN", "KEN")
    assert found.place.name == "Jakarta"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"{RUTO} was invited by {PRABOWO} to visit Jakarta.", "en"),
        (f"{PRABOWO} extended an invitation to {RUTO} to visit Jakarta.", "en"),
        (
            "Presiden Indonesia Prabowo Subianto mengundang Presiden Kenya William Ruto untuk berkunjung ke Jakarta.",
            "id",
        ),
    ],
)
def test_an_invitation_told_otherwise(commitments, text, language):
    (found,) = [c for c in commitments(text, language) if c.kind == "invitation"]

    assert {a.entity for a in found.by} == {P}
    assert {a.entity for a in found.to} == {W}


def test_an_accepted_invitation_is_agreed(commitment):
    found = commitment(f"{RUTO} accepted an invitation to visit Indonesia.")
    assert (found.kind, found.stage, found.parties) == ("invitation", "agreed", ("IDN", "KEN"))


def test_a_target_has_its_amount(commitment):
    found = commitment("Kenya and Indonesia aim to raise bilateral trade to $1 billion by 2027.")

    assert (found.kind, found.stage) == ("target", "stated")
    assert found.value == Money(1_000_000_000, "USD")
    assert found.parties == ("IDN", "KEN")


def test_a_target_has_its_deadline(commitment):
    found = commitment("Kenya and Indonesia aim to raise bilateral trade to $1 billion by 2027.")
    assert found.due is not None
    assert found.due.last == dt.date(2027, 12, 31)


def test_a_pledge(commitment):
    found = commitment("Kenya pledged to support Somalia.")
    assert (found.kind, found.stage) == ("pledge", "pledged")
    assert [a.entity for a in found.by] == ["state:KEN"]


def test_implementation_is_reported(commitments):
    text = "Iran and Belarus are implementing the agreements reached during the visit of the president."
    assert [(c.kind, c.stage, c.parties) for c in commitments(text)] == [
        ("implementation report", "implementing", ("BLR", "IRN"))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Indonesia did not sign a treaty.",
        "Kenya and Indonesia hope to sign a free trade agreement.",
        "Kenya and Indonesia would sign a treaty.",
        "Kenya and Indonesia should sign a treaty.",
        f"{PRABOWO} would invite {RUTO} to visit Jakarta.",
        f"{PRABOWO} did not invite {RUTO} to visit Jakarta.",
        f"{PRABOWO} invited Indonesian Foreign Minister Sugiono to his office.",
        "The singer signed a contract in Nairobi.",
        "Kenya signed a bread delivery slip.",
        "The striker signed an agreement with Kenya's club.",
    ],
)
def test_what_is_no_commitment(commitments, text):
    assert commitments(text) == []


def test_the_day_of_the_sentence_is_the_day_of_the_commitment(commitment):
    found = commitment("Iran and Belarus signed a roadmap on 13 March 2023.")
    assert (found.date.start, found.date.last) == (dt.date(2023, 3, 13), dt.date(2023, 3, 13))


def test_a_weekday_too(commitment):
    found = commitment("Kenya and Indonesia signed a memorandum of understanding on Monday.")
    assert (found.date.start, found.date.last) == (dt.date(2025, 1, 13), dt.date(2025, 1, 13))


def test_an_instrument_named_again_is_one(commitments):
    text = (
        "Iran and Belarus signed a roadmap in Minsk. After signing the roadmap, the two sides had lunch. "
        "The roadmap was signed by both ministers."
    )
    assert [c.kind for c in commitments(text)] == ["roadmap"]


def test_evidence_names_its_entry(commitments, packs):
    text = f"It rained. {PRABOWO} invited {RUTO} to visit Jakarta. Kenya and Indonesia signed a treaty."
    found = commitments(text)

    assert len(found) == 2
    verbs = {v.id for v in packs.languages["en"].commitments.verbs}
    for item in found:
        (evidence,) = item.evidence
        assert evidence.quote == evidence.span.of(text)
        assert evidence.rule.removeprefix("en/commitments#") in verbs


@pytest.mark.parametrize(
    ("text", "language", "amount", "currency"),
    [
        ("trade of $100 million", "en", 100e6, "USD"),
        ("trade of 100 million dollars", "en", 100e6, "USD"),
        ("trade of $1.5 billion", "en", 1.5e9, "USD"),
        ("trade of USD 2,500,000", "en", 2.5e6, "USD"),
        ("loans of €30 million", "en", 30e6, "EUR"),
        ("loans of 12.5 million euros", "en", 12.5e6, "EUR"),
        ("perdagangan 100 juta dolar AS", "id", 100e6, "USD"),
        ("perdagangan 1,5 miliar dolar AS", "id", 1.5e9, "USD"),
        ("perdagangan Rp 5 triliun", "id", 5e12, "IDR"),
        ("perdagangan 2.500.000 dolar AS", "id", 2.5e6, "USD"),
    ],
)
def test_money(packs, text, language, amount, currency):
    from types import SimpleNamespace

    from regesta.steps.extract.commitments import money_in

    report = SimpleNamespace(text=text, language=packs.languages[language])
    assert money_in(report, Span(0, len(text))) == Money(pytest.approx(amount), currency)


@pytest.mark.parametrize("text", ["seven ships and 100 men", "in 2025", "100 percent", "page 3 of 12"])
def test_numbers_that_are_no_money(packs, text):
    from types import SimpleNamespace

    from regesta.steps.extract.commitments import money_in

    assert money_in(SimpleNamespace(text=text, language=packs.languages["en"]), Span(0, len(text))) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "A roadmap for fisheries and transport between Kenya and Ghana was signed by the two presidents.",
            "roadmap for fisheries and transport between Kenya and Ghana",
        ),
        (
            "Kenya and Ghana agreed to reopen the joint commission with renewed vigour.",
            "joint commission",
        ),
        (
            "Kenya and Ghana signed a memorandum of understanding on the digital economy in Accra.",
            "memorandum of understanding on the digital economy",
        ),
    ],
)
def test_a_title_ends_with_its_phrase(commitments, text, title):
    assert title in {c.title for c in commitments(text)}


def test_a_long_title_is_cut_between_words(commitments):
    text = "Kenya pledged to give Ghana " + ", ".join(["thirty thousand ferries"] * 12) + "."
    (found,) = commitments(text)
    assert len(found.title) <= 115
    assert found.title.endswith((" …", "ferries", "thousand", "thirty"))
    assert found.title.removesuffix(" …").split()[-1].strip(",") in {"thirty", "thousand", "ferries"}


def test_one_parliament_puts_nothing_into_force(traced):
    text = "Chad's parliament ratified the defence agreement with Libya on Monday."
    found = traced(text, "en", "2025-01-17").reading.findings
    assert [f.stage for f in found if type(f).__name__ == "Commitment"] == ["signed"]


def test_what_failed_is_not_agreed(traced):
    text = "Chad and Libya failed to reach an agreement on the border."
    found = traced(text, "en", "2025-01-17").reading.findings
    assert not [f for f in found if type(f).__name__ == "Commitment"]


# ------------------------------------------------------------------- what one will do


@pytest.mark.parametrize(
    ("text", "parties", "stage", "value"),
    [
        (
            "Wellington will pay for a new hospital in Samoa, worth NZ$40 million.",
            ("NZL",),
            "pledged",
            Money(40_000_000, "NZD"),
        ),
        ("Oslo will scrap the levy on Moldovan wine, the foreign ministry said.", ("NOR",), "pledged", None),
        (
            "Denmark confirmed that it will extend the deployment of its frigates in Estonia.",
            ("DNK",),
            "pledged",
            None,
        ),
        (
            "The Swiss government has decided to provide CHF 30 million for refugees in Lebanon.",
            ("CHE",),
            "pledged",
            Money(30_000_000, "CHF"),
        ),
        ("Japan said it would build a bridge for Laos.", ("JPN",), "pledged", None),
        (
            "The Hungarian foreign minister said Budapest would lend Serbia 200 million euros.",
            ("HUN", "SRB"),
            "pledged",
            Money(200_000_000, "EUR"),
        ),
        ("Seoul will deliver 20 howitzers to Poland.", ("KOR", "POL"), "pledged", None),
        ("Qatar offered to pay the salaries of Lebanese soldiers.", ("QAT",), "offered", None),
        ("In exchange, Lima will lift the visa requirement for Mexicans.", ("PER",), "pledged", None),
    ],
)
def test_what_a_state_will_do_for_another_is_a_pledge(commitment, text, parties, stage, value):
    found = commitment(text)

    assert (found.kind, found.parties, found.stage, found.value) == ("pledge", parties, stage, value)


@pytest.mark.parametrize(
    "text",
    [
        "Analysts say China will lend Laos more money.",
        "Germany's foreign minister said that Russia would lift the ban on German wine.",
        "Egypt will not pay for the dam in Ethiopia.",
        "Denmark has not said whether it will pay for the Ukrainian drones.",
        "Chad will send soldiers to the border with Sudan.",
        "Kenya will build a new road.",
        "Iran will pay a heavy price for the attack on Israel.",
    ],
)
def test_what_others_foretell_or_a_threat_is_no_pledge(commitments, text):
    assert commitments(text) == []


def test_the_day_on_which_a_target_is_spoken_of_is_no_deadline(commitments):
    text = "Kenya and Indonesia signed documents today with which they aim to raise bilateral trade to $1 billion."
    targets = [c for c in commitments(text) if c.kind == "target"]

    assert [t.due for t in targets] == [None]


def test_the_day_of_the_act_is_when_it_is_due(commitment):
    found = commitment("Seoul will deliver 20 howitzers to Poland by June.")

    assert found.due is not None
    assert found.date.start.isoformat() <= FRIDAY


def test_two_sides_agree_to_do_something(commitment):
    found = commitment("Jordan and Iraq agreed to put off the repayment of $300 million by two years.")

    assert (found.kind, found.stage, found.value) == ("agreement", "agreed", Money(300_000_000, "USD"))


def test_the_name_of_an_instrument_is_not_a_second_one(commitment):
    found = commitment("Samoa concluded a similar pact with New Zealand, the Apia Treaty, in May.")

    assert found.parties == ("NZL", "WSM")


def test_where_it_was_signed_is_no_party(commitments):
    text = "Kenya and Tanzania had fought over milk. A trade protocol was signed in Kampala, but Kenya suspended it."

    assert [c.parties for c in commitments(text) if c.stage == "signed"] == [("KEN", "TZA")]


def test_what_is_being_negotiated_is_not_agreed(commitment):
    assert commitment("Serbia and Bulgaria are negotiating a gas agreement.").stage == "stated"
    assert commitment("Serbia and Bulgaria have negotiated a gas agreement.").stage == "agreed"


def test_a_currency_is_a_whole_word(commitment):
    found = commitment("Under the deal Ankara will train 200 Somali pilots a year.")

    assert found.value is None  # no soms


@pytest.mark.parametrize(
    ("text", "parties", "count"),
    [
        ("A peace accord between Armenia and Azerbaijan was signed in Washington.", ("ARM", "AZE"), None),
        (
            "The presidents of Chile and Bolivia met in Arica on Monday. Three further agreements were also signed.",
            ("BOL", "CHL"),
            3,
        ),
    ],
)
def test_accords_that_were_signed_are_theirs_who_are_named(commitment, text, parties, count):
    found = commitment(text)

    assert (found.stage, found.parties, found.count) == ("signed", parties, count)
