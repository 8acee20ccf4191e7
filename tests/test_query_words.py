"""Rows in words: days that were inferred say so, and say why."""

from __future__ import annotations

import pytest

from regesta.packs.load import Packs
from regesta.query import words


def date(first: str | None, last: str | None, *basis: str) -> dict[str, object]:
    found = {"earliest": first, "latest": last, "granularity": "day", "basis": list(basis)}
    return {key: value for key, value in found.items() if value}


def actor(name: str, office: str = "", state: str = "NOR", **more: str) -> dict[str, str]:
    kept = {"entity": f"person:{name.lower()}", "name": name, "state": state} | more
    return kept | ({"office": office} if office else {})


@pytest.mark.parametrize(
    ("first", "last", "line", "two"),
    [
        ("2024-09-13", "2024-09-13", "2024-09-13", ("2024-09-13", "Fri")),
        ("2024-06-10", "2024-06-11", "2024-06-10 to 2024-06-11", ("2024-06-10", "to 06-11")),
        ("2023-01-01", "2023-12-31", "2023", ("2023", "")),
        ("2022-01-01", "2023-12-31", "2022 to 2023", ("2022–2023", "")),
        ("2023-01-02", "2024-02-03", "2023-01-02 to 2024-02-03", ("2023-01-02", "to 2024-02-03")),
        (None, "2024-06-11", "by 2024-06-11", ("by 2024-06-11", "")),
        ("2024-06-11", None, "from 2024-06-11", ("2024-06-11", "or later")),
        (None, None, "no day known", ("?", "")),
    ],
)
def test_days_are_short_and_whole(
    first: str | None, last: str | None, line: str, two: tuple[str, str]
) -> None:
    assert words.days(date(first, last)) == line
    assert words.day_lines(date(first, last)) == two
    assert all(len(part) <= 13 for part in two)


@pytest.mark.parametrize(
    ("basis", "what"),
    [
        (("explicit: 13 September 2024",), ""),
        (("header: 2024-09-13", "weekday: Friday", "tenure: x"), ""),
        (("explicit: 13 September", "tenure: x"), "year"),
        (("weekday: Friday", "tenure: x"), "date"),
        (("publication: no date in the sentence",), "date"),
        (("relative: two days ago", "header: 2024-09-13"), ""),
        ((), ""),
    ],
)
def test_a_date_is_inferred_if_the_report_does_not_give_it(basis: tuple[str, ...], what: str) -> None:
    assert words.inferred(date("2024-09-13", "2024-09-13", *basis)) == what


def test_the_terms_that_bind_are_named_and_no_others() -> None:
    given = date(
        "2024-08-01",
        "2025-01-01",
        "explicit: 13 September",
        "tenure: Ann president of NOR from 2020-01-01 until 2026-01-01",
        "tenure: Bo minister of VES from 2024-08-01",
        "tenure: Cy envoy of NOR from 2019-01-01 until 2025-01-01",
    )
    assert words.because(given) == (
        "no year in the report",
        "Bo minister of VES from 2024-08-01, Cy envoy of NOR until 2025-01-01",
    )


def test_a_day_from_elsewhere_in_the_report_says_nothing_of_the_whole_report() -> None:
    given = date("2025-12-15", "2025-12-15", "explicit: 15 December", "event: within the visit")
    assert words.because(given) == ("no year in the sentence", "within the visit")


def test_meetings_read_as_sentences() -> None:
    ann, bo = actor("Ann", "president"), actor("Bo", "foreign minister", "VES", standing="acting")
    base = {"type": "CONSULT", "status": "occurred", "actors": [ann, bo]}

    assert words.event(base) == "Ann, president, and Bo, acting foreign minister, meet"
    assert (
        words.event(base | {"modes": ["phone"]})
        == "Ann, president, and Bo, acting foreign minister, talk by phone"
    )
    visit = base | {"actors": [bo], "recipients": [ann], "modes": ["visit"]}
    assert words.event(visit) == "Ann, president, receives Bo, acting foreign minister"
    there = {"entity": "state:NOR", "name": "Norland", "state": "NOR"}
    assert words.event(visit | {"recipients": [there]}) == "Bo, acting foreign minister, visits Norland"
    assert words.event(base | {"status": "denied"}).startswith("denied: ")


def test_several_and_one_are_counted_right() -> None:
    assert words.plural(1, "report") == "1 report"
    assert words.plural(1200, "body", "bodies") == "1,200 bodies"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.listed(["a, x", "b, y"]) == "a, x, and b, y"


def test_commitments_are_named_by_what_they_are() -> None:
    memo = {"kind": "memorandum of understanding", "title": "a long title", "count": 7}
    assert words.commitment(memo, short=True) == "7 memoranda of understanding"
    assert words.commitment({"kind": "roadmap", "title": "roadmap for x"}, short=True) == "roadmap"
    assert words.commitment({"kind": "agreement", "title": "t", "is_set": True}, short=True) == "agreements"
    invited = {"kind": "invitation", "title": "t", "to": [actor("Bo")], "place": {"name": "Arvik"}}
    assert words.commitment(invited) == "Bo to Arvik"


def test_a_text_is_cut_between_words() -> None:
    assert words.clipped("one two three four", 12) == "one two…"
    assert words.clipped("short", 12) == "short"
    assert len(words.clipped("x" * 50, 12)) == 12


def test_towards_a_topic_a_stance_is_towards_acts_that_concern_it() -> None:
    ann = actor("Ann", "president")
    row = {"speakers": [ann], "stance": "condemn", "topic": "international law"}
    assert words.statement(row) == "Ann, president, condemns acts concerning international law"
    thanks = row | {"stance": "appreciate", "topic": "attacks on nuclear sites"}
    assert (
        words.statement(thanks) == "Ann, president, voices appreciation concerning attacks on nuclear sites"
    )
    assert (
        words.statement(row | {"stance": "urge"}) == "Ann, president, calls for action on international law"
    )
    two = {"speakers": [ann, actor("Bo")], "stance": "urge", "topic": "trade"}
    assert words.statement(two).endswith("call for action on trade")
    assert words.statement(row | {"stance": "support", "topic": "brics"}) == "Ann, president, supports BRICS"


def test_nobody_takes_a_stance_on_the_own_state() -> None:
    ann = actor("Ann", "president")
    own = {"entity": "state:X", "name": "Norland", "state": ann["state"]}
    other = {"entity": "state:NOR", "name": "Sudland", "state": "SUD"}
    row = {"speakers": [ann], "stance": "commit", "topic": "norland", "about": [own]}
    assert words.statement(row) == "Ann, president, commits to something"
    assert (
        words.statement(row | {"topic": "sudland", "about": [own, other]})
        == "Ann, president, commits to Sudland"
    )


def test_what_has_no_topic_is_told_in_its_own_first_words():
    said = "that the river should run as it has run for a thousand years and more"
    quote = f"Oman's envoy said {said}."
    row = {
        "stance": "neutral",
        "speakers": [{"name": "Oman", "state": "OMN"}],
        "content": [100 + quote.index(said), 100 + quote.index(said) + len(said)],
        "evidence": [{"start": 100, "end": 100 + len(quote), "quote": quote}],
    }
    assert words.statement(row) == "Oman speaks of “that the river should run as it has run …”"
    held_back = [{"start": 100, "end": 100 + len(quote)}]
    assert words.statement({**row, "evidence": held_back}) == "Oman speaks of something"


def test_names_take_their_article_in_a_sentence() -> None:
    usa = {"entity": "state:USA", "name": "United States", "state": "USA"}
    oman = {"entity": "state:OMN", "name": "Oman", "state": "OMN"}
    council = {"entity": "org:UNSC", "name": "United Nations Security Council"}
    base = {"record": "event", "status": "occurred", "type": "ACCUSE"}
    assert words.event(base | {"actors": [usa], "recipients": [oman]}) == "The United States accuses Oman"
    both = base | {"actors": [oman], "recipients": [usa, council]}
    assert words.event(both) == "Oman accuses the United States and the United Nations Security Council"
    assert words.with_article("BRICS") == "BRICS"
    assert words.names([{"entity": "group:x", "name": "Farmers Union"}]) == "Farmers Union"


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("World Bank", True),
        ("European Bank for Reconstruction and Development", True),
        ("Deutsche Bank", False),
        ("Common Market for Eastern and Southern Africa", True),
        ("League of Arab States", True),
        ("Union Carbide", False),  # the noun is not what it is
        ("Warsaw Pact", True),
        ("The Hague Group", False),  # has one
        ("Union", False),
    ],
)
def test_who_is_called_by_a_common_noun_takes_an_article(name, taken):
    assert words.with_article(name) == (f"the {name}" if taken else name)


def test_nearly_every_organisation_between_states_takes_one(packs):
    bodies = [o.name for o in packs.knowledge.organisations.values() if o.kind in {"igo", "court"}]
    bare = {name for name in bodies if " " in name and words.with_article(name) == name}
    assert bare <= {"UN Tourism"}
    assert len(bodies) > 90


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("trade of 15,000,000,000 USD", "trade of 15 billion USD"),
        ("trade of 1,500,000 USD", "trade of 1.5 million USD"),
        ("trade of 1,234,567 USD", "trade of 1,234,567 USD"),
        ("trade of 2,000,000,000,000 USD", "trade of 2 trillion USD"),
        ("7,000 tonnes", "7,000 tonnes"),
    ],
)
def test_large_round_sums_are_told_in_words(text, told) -> None:
    assert words.rounded(text) == told


def test_a_commitment_says_its_kind_once() -> None:
    row = {
        "record": "commitment",
        "stage": "pledged",
        "parties": ["OMN"],
        "kind": "pledge",
        "title": "to dig",
    }
    assert words.sentence(row) == "pledge: to dig (OMN)"
    road = row | {"kind": "roadmap", "title": "roadmap for trade", "stage": "signed"}
    assert words.sentence(road) == "roadmap for trade, signed (OMN)"
    done = row | {
        "kind": "implementation report",
        "title": "implementation of pacts",
        "stage": "implementing",
    }
    assert words.sentence(done) == "report, implementing: implementation of pacts (OMN)"


def test_condolences_are_offered_to_somebody_or_over_something() -> None:
    ann = actor("Ann", "president")
    row = {"speakers": [ann], "stance": "condolence", "about": [], "content": [0, 5]}
    assert words.statement(row) == "Ann, president, offers condolences"
    oman = {"entity": "state:OMN", "name": "Oman", "state": "OMN"}
    assert words.statement(row | {"about": [oman]}) == "Ann, president, offers condolences to Oman"
    assert words.statement(row | {"topic": "floods"}) == "Ann, president, offers condolences over floods"


def event(kind: str, rules: tuple[str, ...], others: int = 0, actors: int = 2) -> dict[str, object]:
    made = [actor("Ann"), actor("Bo")][:actors]
    found = {"record": "event", "type": kind, "status": "occurred", "actors": made}
    guests = {"recipients": [actor("Cy")]} if others else {}
    return found | guests | {"evidence": [{"rule": r} for r in rules]}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            event("SUPPORT", ("en/frames#consult-arrive", "en/frames#support-sign")),
            "Ann and Bo sign a document",
        ),
        (event("SUPPORT", ("id/frames#menandatangani",)), "Ann and Bo sign or ratify a document"),
        (
            event("SUPPORT", ("id/frames#menandatangani", "en/frames#support-sign")),
            "Ann and Bo sign a document",
        ),
        (
            event("SUPPORT", ("en/frames#support-reaffirm", "id/frames#mendukung")),
            "Ann and Bo affirm support",
        ),
        (event("SUPPORT", ("en/frames#support-strengthen-ties",)), "Ann and Bo support each other"),
        (event("SUPPORT", ("en/frames#support-praise",), 1, 1), "Ann praises or thanks Cy"),
        (event("SUPPORT", ("en/frames#support-praise", "en/frames#support-back"), 1, 1), "Ann supports Cy"),
        (event("AGREE", ("en/frames#agree-invite", "id/frames#mengundang"), 1, 1), "Ann invites Cy"),
        (event("AGREE", ("en/frames#agree-invite",), 0, 1), "Ann agrees"),
        (event("AGREE", ("en/frames#agree-agree", "en/frames#agree-promise")), "Ann and Bo agree"),
        (event("COOPERATE", ("en/frames#support-sign",)), "Ann and Bo cooperate"),
    ],
)
def test_an_event_is_told_by_what_its_frames_say(row: dict[str, object], said: str) -> None:
    assert words.event(row) == said


def test_acts_are_told_by_frames_that_the_packs_have(packs: Packs) -> None:
    known = {f"{code}/frames#{f.id}": f for code, lang in packs.languages.items() for f in lang.frames}
    for act, frames in words._ACTS.items():
        assert frames <= set(known), act
    signing = {name for name, f in known.items() if f.stage == "signed"}
    invited = {name for name, f in known.items() if f.commitment == "invitation" and f.stage == "offered"}
    told = {act[1]: frames for act, frames in words._ACTS.items()}
    assert signing <= told["sign a document"]
    assert invited <= told["invite"]


@pytest.mark.parametrize(
    ("stance", "said"),
    [("commit", "Ann commits to “meet again”"), ("urge", "Ann urges others “to meet again”")],
)
def test_words_that_begin_with_to_are_said_after_a_stance(stance: str, said: str) -> None:
    row = {
        "record": "statement", "speakers": [actor("Ann")], "stance": stance, "content": (0, 13),
        "evidence": [{"quote": "to meet again", "start": 0}],
    }  # fmt: skip
    assert words.statement(row) == said


def test_every_frame_that_is_told_closer_is_in_the_packs(packs):
    known = {f"{code}/frames#{frame.id}" for code, lang in packs.languages.items() for frame in lang.frames}

    assert frozenset().union(*words._ACTS.values()) <= known
