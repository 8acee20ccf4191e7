"""What goes into the register comes out equal, and looks as the record format says."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.model import codec
from regesta.model.actors import Actor
from regesta.model.decisions import Decision
from regesta.model.findings import (
    Commitment,
    EntityMention,
    Event,
    Foreseen,
    Issue,
    Money,
    OfficeHeld,
    Place,
    StageStep,
    Statement,
)
from regesta.model.spans import Evidence, PackEvidence, Span
from regesta.model.times import BASIS_KINDS, UNBOUNDED, DayRange

words = st.text(
    st.characters(exclude_categories=("Cs",)) | st.sampled_from([*"İıﬁß\u200d\u0301\n\t\"'\\", "🇷", "外"]),
    min_size=1,
)
hexes = st.text("0123456789abcdef", min_size=16, max_size=16)
days = st.dates(dt.date(1, 1, 2), dt.date(9999, 12, 30))
granularities = st.sampled_from(["day", "week", "month", "quarter", "year", "period"])
bases = st.lists(st.builds("{}: {}".format, st.sampled_from(BASIS_KINDS), words), max_size=3).map(tuple)
spans = st.tuples(st.integers(0, 10**6), st.integers(1, 600)).map(lambda p: Span(p[0], p[0] + p[1]))
confidences = st.integers(0, 100).map(lambda n: n / 100)


@st.composite
def ranges(draw: st.DrawFn) -> DayRange:
    first, last = sorted([draw(days), draw(days)])
    start = draw(st.sampled_from([None, first]))
    end = draw(st.sampled_from([None, last + dt.timedelta(days=1)]))
    return DayRange(start, end, draw(granularities), draw(bases))


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


evidences = st.builds(Evidence, hexes, spans, words, words)
rows = st.builds(PackEvidence, words, words, words)
places = st.builds(
    Place,
    words,
    st.sampled_from(["IRN", "BLR"]),
    maybe(st.integers(-900000, 900000).map(lambda n: n / 10_000)),
    maybe(st.integers(-1800000, 1800000).map(lambda n: n / 10_000)),
)
ENTITIES = [
    ("state:IRN", "state"),
    ("org:SCO", "organisation"),
    ("person:mina-sadr", "person"),
    ("group:houthis", "group"),
    ("org:JEC", "group"),
]


@st.composite
def actors(draw: st.DrawFn) -> Actor:
    entity, kind = draw(st.sampled_from(ENTITIES))
    return Actor(
        entity,
        draw(words),
        draw(words),
        kind,  # type: ignore[arg-type]
        draw(st.sampled_from([None, "IRN", "BLR"])),
        draw(maybe(words)),
        draw(st.sampled_from([None, "acting", "late"])),
        draw(st.sampled_from([None, "GOV"])),
        draw(st.sampled_from(["name", "office", "metonym", "pronoun", "apposition"])),
        tuple(draw(st.lists(spans, max_size=2))),
    )


actor_lists = st.lists(actors(), max_size=3, unique_by=codec.actor_order).map(
    lambda a: tuple(sorted(a, key=codec.actor_order))
)
texts = st.lists(words, max_size=3).map(tuple)
some_evidence = st.lists(evidences, min_size=1, max_size=2).map(tuple)
mixed_evidence = st.lists(evidences | rows, min_size=1, max_size=3).map(tuple)
foreseen = st.builds(Foreseen, st.sampled_from(["CONSULT", "AID"]), maybe(ranges()), maybe(places))
money = st.builds(
    Money, st.integers(0, 10**15).map(float) | st.floats(0, 1e12), st.sampled_from(["USD", "IDR"])
)

events = st.builds(
    Event,
    hexes,
    st.sampled_from(["CONSULT", "AGREE", "ASSAULT"]),
    st.sampled_from(["occurred", "historical", "denied", "planned", "conditional"]),
    actor_lists,
    ranges(),
    some_evidence,
    texts,
    texts,
    actor_lists,
    maybe(foreseen),
    maybe(hexes),
    maybe(places),
    maybe(words),
    confidences,
)
statements = st.builds(
    Statement,
    hexes,
    actor_lists,
    st.sampled_from(["support", "condemn", "neutral"]),
    st.booleans(),
    ranges(),
    some_evidence,
    maybe(words),
    texts,
    actor_lists,
    actor_lists,
    maybe(hexes),
    maybe(hexes),
    maybe(spans),
    maybe(spans),
    confidences,
)
commitments = st.builds(
    Commitment,
    hexes,
    st.sampled_from(["treaty", "invitation", "target"]),
    words,
    st.lists(st.sampled_from(["BLR", "IRN", "SCO"]), unique=True).map(sorted).map(tuple),
    st.sampled_from(["offered", "in force", "lapsed"]),
    ranges(),
    some_evidence,
    actor_lists,
    actor_lists,
    texts,
    maybe(money),
    maybe(st.integers(0, 99)),
    maybe(ranges()),
    maybe(places),
    maybe(hexes),
    maybe(words),
    st.booleans(),
    confidences,
)
offices = st.builds(
    OfficeHeld,
    hexes,
    words,
    words,
    words,
    st.sampled_from(["incumbent", "acting", "former", "late", "designate"]),
    words,
    ranges(),
    mixed_evidence,
    confidences,
)
issues = st.builds(Issue, hexes, hexes, spans, words, words, words)
mentions = st.builds(EntityMention, words, words, words, words, words)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
decisions = st.builds(
    Decision,
    hexes,
    st.sampled_from(["same", "override", "withdraw"]),
    st.lists(hexes, min_size=1, max_size=3).map(tuple),
    words,
    words,
    maybe(json_values.map(codec.canonical)),
    maybe(words),
)
steps = st.builds(
    StageStep, st.sampled_from(["signed", "lapsed"]), ranges(), mixed_evidence, maybe(hexes), maybe(words)
)

everything = st.one_of(
    events, statements, commitments, offices, issues, mentions, decisions, steps, ranges(), actors(),
    evidences, rows, places, money, foreseen,
)  # fmt: skip


@given(everything)
def test_a_value_comes_back_equal_through_its_json_text(value):
    assert codec.from_json(json.loads(codec.dumps(codec.to_json(value)))) == value


@given(everything)
def test_nothing_absent_or_empty_is_written(value):
    for key, written in codec.to_json(value).items():
        assert written not in (None, []) or key == "value"  # what overrides may be null or empty


def actor(entity: str, state: str | None) -> Actor:
    return Actor(entity, "n", "w", "state", state)


EVIDENCE = (Evidence("a" * 64, Span(0, 5), "words", "en/frames#meet"),)


def test_lists_of_actors_are_sorted_by_state_then_entity():
    event = Event(
        "1" * 16,
        "CONSULT",
        "occurred",
        (
            actor("state:IRN", "IRN"),
            actor("state:ZZZ", "BLR"),
            actor("state:BLR", "BLR"),
            actor("state:UN", None),
        ),
        UNBOUNDED,
        EVIDENCE,
    )
    assert [a["entity"] for a in codec.to_json(event)["actors"]] == [
        "state:UN",
        "state:BLR",
        "state:ZZZ",
        "state:IRN",
    ]


def test_keys_stand_in_the_order_of_the_format():
    event = Event(
        "1" * 16,
        "AGREE",
        "occurred",
        (actor("state:IRN", "IRN"),),
        DayRange(dt.date(2024, 5, 1), dt.date(2024, 5, 2), "day", ("explicit: 1 May 2024",)),
        EVIDENCE,
        ("visit",),
        ("diplomatic",),
        (actor("state:BLR", "BLR"),),
        Foreseen("CONSULT"),
        "2" * 16,
        Place("Minsk", "BLR", 53.90021, 27.56659),
        "a summit",
        0.9266,
    )
    written = codec.to_json(event)
    assert list(written) == [
        "record", "id", "type", "modes", "contexts", "status", "actors", "recipients", "foresees", "part_of",
        "date", "place", "occasion", "evidence", "confidence",
    ]  # fmt: skip
    assert written["date"] == {
        "earliest": "2024-05-01",
        "latest": "2024-05-01",
        "granularity": "day",
        "basis": ["explicit: 1 May 2024"],
    }
    assert written["place"] == {"name": "Minsk", "state": "BLR", "lat": 53.9002, "lon": 27.5666}
    assert written["confidence"] == 0.93
    assert list(written["evidence"][0]) == ["report_id", "start", "end", "quote", "rule"]
    assert list(written["actors"][0]) == ["entity", "name", "as_written", "state", "via"]


def test_status_and_direct_are_always_written():
    statement = Statement("1" * 16, (), "neutral", False, UNBOUNDED, EVIDENCE)
    assert codec.to_json(statement)["direct"] is False
    event = Event("1" * 16, "AID", "occurred", (), UNBOUNDED, EVIDENCE)
    assert codec.to_json(event)["status"] == "occurred"


def test_whole_amounts_are_written_as_integers():
    assert codec.to_json(Money(100_000_000.0, "USD")) == {"amount": 100000000, "currency": "USD"}
    assert codec.to_json(Money(2.5, "USD")) == {"amount": 2.5, "currency": "USD"}


@pytest.mark.parametrize("data", [{}, {"record": "poem"}, {"mystery": 1}])
def test_what_is_no_value_is_refused(data):
    with pytest.raises(ValueError, match="no value"):
        codec.from_json(data)


def test_only_findings_are_findings():
    with pytest.raises(ValueError, match="not a finding"):
        codec.finding_from(codec.to_json(Issue("1" * 16, "a" * 64, Span(0, 1), "x", "a.b", "why")))


def test_a_type_without_a_form_is_refused():
    with pytest.raises(TypeError, match="no JSON form for Span"):
        codec.to_json(Span(0, 1))  # type: ignore[arg-type]
