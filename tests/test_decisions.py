"""Decisions by people: kept through a reading anew, undone without a trace, the same in any order."""

import itertools
import json

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import regesta
from regesta.cli import main
from regesta.errors import AmbiguousRecord, BadValue, UnknownRecord
from regesta.model.decisions import Decision
from regesta.query.gather import gather
from regesta.query.lines import line_of, sources_of

INDONESIAN = (
    "JAKARTA, 4 Maret 2025 - Menteri Luar Negeri Indonesia Sugiono bertemu Menteri Luar Negeri Kenya Musalia Mudavadi"
    " di Jakarta pada Selasa. Kedua menteri menandatangani perjanjian perdagangan."
)
ENGLISH = (
    "NAIROBI, 10 March 2025 - Kenyan Foreign Minister Musalia Mudavadi met his Indonesian counterpart Sugiono in"
    " Nairobi on Monday. Kenya condemned the shelling of Sudan by Chad. Indonesia pledged to give Kenya two ferries."
)


@pytest.fixture
def register(tmp_path):
    (tmp_path / "a.txt").write_text(INDONESIAN, encoding="utf-8")
    (tmp_path / "b.txt").write_text(ENGLISH, encoding="utf-8")
    with regesta.open(tmp_path / "r.db") as opened:
        opened.add([tmp_path / "a.txt", tmp_path / "b.txt"], published="2025-03-11")
        yield opened


def views(register):
    records = register.records()
    sources = sources_of(records)
    items = [*records.events, *records.statements, *records.commitments, *records.offices]
    return [json.dumps(line_of(i, sources), sort_keys=True) for i in items]


def first_event(register, report="b.txt"):
    stored = next(r for r in register.reports() if r["source"].endswith(report))
    events = [
        e for e in register.timeline("KEN") if any(w["report_id"] == stored["id"] for w in e["evidence"])
    ]
    return events[0]


def test_a_correction_by_selected_words_survives_a_reading_anew(register):
    report = next(r for r in register.reports() if r["source"].endswith("a.txt"))
    start = INDONESIAN.index("bertemu")
    made = register.correct(report["id"], start, start + 7, "date", "2025-03-03", by="Ana", record="event")
    shown = register.show(made.of[0])
    assert shown["date"]["earliest"] == "2025-03-03"
    assert shown["date"]["basis"] == ["override: Ana"]
    register.redo(force=True)
    assert register.show(made.of[0])["date"]["latest"] == "2025-03-03"


def test_words_that_carry_nothing_or_lie_outside_are_refused(register):
    report = next(r for r in register.reports() if r["source"].endswith("a.txt"))["id"]
    with pytest.raises(BadValue, match="outside the report"):
        register.correct(report, 5, 10_000, "date", "2025", by="Ana")
    with pytest.raises(UnknownRecord, match="no finding rests"):
        register.correct(report, 0, 7, "stance", "support", by="Ana", record="statement")
    start = ENGLISH.index("met")
    other = next(r for r in register.reports() if r["source"].endswith("b.txt"))["id"]
    with pytest.raises((AmbiguousRecord, BadValue)):
        register.correct(other, start, start + 3, "stance", "support", by="Ana")


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("type", "QUARREL", "ASSAULT"),
        ("date", "soon", "YYYY-MM-DD"),
        ("date", "2025-05/2025-02", "earlier day first"),
        ("actors", "Atlantis", "ISO code"),
        ("id", "x", "can be set"),
        ("date", {"earliest": "soon"}, "not of its kind"),
        ("actors", [{"name": "nobody"}], "not of its kind"),
    ],
)
def test_a_value_that_does_not_fit_says_what_is_allowed(register, field, value, says):
    before = views(register)
    with pytest.raises(BadValue, match=says):
        register.decide(
            "override", first_event(register)["id"], by="Ana", value={"field": field, "value": value}
        )
    assert views(register) == before


def test_a_person_outranks_a_rule_and_undoing_gives_the_register_before(register):
    before = views(register)
    event = first_event(register)
    made = register.decide("override", event["id"], by="Ana", value={"field": "actors", "value": "SDN"})
    assert [a["entity"] for a in register.show(event["id"])["actors"]] == ["state:SDN"]
    register.decide("withdraw", made.id, by="Ben")
    assert views(register) == before
    states = {d["id"]: d["state"] for d in register.decisions(persons_only=True)}
    assert states[made.id] == "withdrawn"


def test_of_two_persons_the_later_word_on_a_pair_counts_and_no_rule_keeps_it_apart(register):
    from regesta.steps.merge.cluster import cluster

    ids = sorted(f.id for f in register.snapshot(texts=False).findings)[:3]
    found = [f for f in register.snapshot(texts=False).findings if f.id in ids]

    def said(kind, pair, by, time=None):
        return Decision(f"{kind}{pair}{by}{time}", kind, tuple(ids[i] for i in pair), by, "", None, time)

    same = said("same", (0, 1), "person:Ana", "2026-01-01")
    different = said("different", (0, 1), "person:Ben", "2026-01-02")
    again = said("same", (1, 0), "person:Ana", "2026-01-03")
    assert len(cluster(found, [same])) == 2
    for order in itertools.permutations([same, different]):
        assert len(cluster(found, order)) == 3
    assert len(cluster(found, [same, different, again])) == 2
    rule = said("different", (0, 2), "rule:x")
    assert len(cluster(found, [same, said("same", (1, 2), "person:Ana", "2026-01-01"), rule])) == 1


def test_two_entities_become_one_and_two_again(register):
    records = register.records()
    persons = sorted(e.id for e in records.entities if e.id.startswith("person:"))
    assert len(persons) >= 2
    before = views(register)
    same = register.decide("same", *persons[:2], by="Ana")
    merged = {e.id for e in register.records().entities}
    assert len(merged & set(persons[:2])) == 1
    register.decide("different", *persons[:2], by="Ben")
    assert views(register) == before
    register.decide("withdraw", same.id, by="Ana")
    assert views(register) == before
    with pytest.raises(BadValue, match="entities only"):
        register.decide("same", persons[0], first_event(register)["id"], by="Ana")


def test_changes_say_what_is_new_changed_and_withdrawn(register, tmp_path):
    then = register.revision
    event = first_event(register)
    register.decide("override", event["id"], by="Ana", value={"field": "date", "value": "2025-03-02"})
    rows = register.changes(then)
    changed = next(r for r in rows if r["change"] == "changed")
    assert changed["id"] == event["id"]
    assert changed["fields"]["date"][1]["earliest"] == "2025-03-02"
    assert [r["change"] for r in rows if r["record"] == "decision"] == ["decided"]
    register.decide("reject", event["id"], by="Ana")
    assert any(r["change"] == "withdrawn" and r["id"] == event["id"] for r in register.changes(then))
    assert {r["change"] for r in register.changes(0)} <= {"new", "decided"}
    assert len(register.changes("2000-01-01")) == len(register.changes(0))
    with pytest.raises(BadValue, match="no revision"):
        register.changes(10_000)


def test_reading_anew_with_the_same_packs_changes_nothing(register):
    then = register.revision
    register.redo(force=True)
    assert register.revision > then
    assert list(register.changes(then)) == []


def test_an_orphan_is_listed_and_counts_again_when_its_finding_is_back(register):
    event = first_event(register)
    register.decide("reject", event["id"], by="Ana")
    kept = register.coder
    from regesta.model.findings import Reading
    from regesta.model.times import UNBOUNDED
    from regesta.register import Coder

    empty = Coder(lambda r: Reading(r.id, "en", None, UNBOUNDED, (), (), ()), "empty", "none")
    register.__dict__["coder"] = empty
    register.redo()
    assert [d["state"] for d in register.decisions(persons_only=True)] == ["orphaned"]
    register.__dict__["coder"] = kept
    register.redo()
    assert [d["state"] for d in register.decisions(persons_only=True)] == ["stands"]
    assert event["id"] not in {e["id"] for e in register.timeline("KEN")}


def test_the_queue_leaves_out_what_was_decided(register):
    queue = register.doubtful("KEN")
    assert queue
    assert [r["doubt"] for r in queue] == sorted((r["doubt"] for r in queue), reverse=True)
    register.decide("confirm", queue[0]["id"], by="Ana")
    assert queue[0]["id"] not in {r["id"] for r in register.doubtful("KEN")}


@st.composite
def decided(draw, ids, n=5):
    """Draw decisions about some findings, with times that may coincide."""
    kinds = {
        "confirm": st.none(),
        "reject": st.none(),
        "override": st.sampled_from(
            [
                ("date", {"earliest": "2025-01-01", "latest": "2025-01-01", "granularity": "day"}),
                ("status", "denied"),
            ]
        ),
    }
    made = []
    for k in range(draw(st.integers(1, n))):
        kind = draw(st.sampled_from(sorted(kinds)))
        value = draw(kinds[kind])
        text = json.dumps({"field": value[0], "value": value[1]}) if value else None
        time = f"2026-01-0{draw(st.integers(1, 3))}T00:00:00+00:00"
        by = f"person:{draw(st.sampled_from(['Ana', 'Ben']))}"
        made.append(Decision(f"d{k}", kind, (draw(st.sampled_from(ids)),), by, "", text, time))
    return made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_decisions_commute_and_undoing_one_is_as_if_it_had_not_been_made(register, data):
    from dataclasses import replace

    snapshot = register.snapshot(texts=False)
    knowledge = register.packs.knowledge
    ids = [f.id for f in snapshot.findings]
    made = data.draw(decided(ids))

    def seen(decisions):
        records = gather(replace(snapshot, decisions=(*snapshot.decisions, *decisions)), knowledge)
        return replace(records, decisions=())

    expected = seen(made)
    for order in itertools.islice(itertools.permutations(made), 6):
        assert seen(order) == expected
    undone = data.draw(st.sampled_from(made))
    withdrawal = Decision("w", "withdraw", (undone.id,), "person:Ana", "", None, "2026-02-01T00:00:00+00:00")
    assert seen([*made, withdrawal]) == seen([d for d in made if d.id != undone.id])


# --------------------------------------------------------------------------- commands


def run(*words, text=None):
    return CliRunner().invoke(main, [str(w) for w in words], input=text)


def test_the_review_takes_keys_from_a_pipe_and_undoes(register, tmp_path):
    path = tmp_path / "r.db"
    before = views(register)
    done = run("review", "--into", path, "--by", "Ana", text="xauuq")
    assert done.exit_code == 0, done.output
    assert "in doubt:" in done.output
    assert "0 decisions made" in done.output
    assert views(register) == before
    done = run("review", "--into", path, "--by", "Ana", "KEN", text="x?wq")
    assert "1 decisions made" in done.output
    assert views(register) != before


def test_the_review_splits_a_witness_off_as_its_page_does(tmp_path):
    path = tmp_path / "r.db"
    for number, verb in enumerate(("met", "held talks with")):
        text = f"Kenyan Foreign Minister Musalia Mudavadi {verb} Jeje Odongo of Uganda in Nairobi on 10 March 2025. No. {number}."
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    with regesta.open(path) as register:
        register.add([tmp_path / "0.txt", tmp_path / "1.txt"])
        whole = next(e for e in register.records().events if len(e.members) > 1)
        from regesta.cli.review import walk

        keys = iter("suq")
        row = {"id": whole.id, "record": "event", "says": "", "why": []}
        asked = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("regesta.cli.review._line", lambda words: asked.append(words) or "2")
            assert walk(register, [row], "Ana", lambda: next(keys)) == 0
        split, _ = register.decisions(persons_only=True)
        assert (split["kind"], split["of"][0], split["state"]) == (
            "different",
            whole.members[1].id,
            "withdrawn",
        )
        assert len(asked) == 1
        with pytest.raises(BadValue, match="only witness"):
            register.split_off(register.split_off(whole.id, by="Ana").of[0], by="Ana")


def test_decide_undo_and_list_from_the_command_line(register, tmp_path):
    path = tmp_path / "r.db"
    event = first_event(register)["id"]
    done = run(
        "decide",
        "override",
        event[:8],
        "--field",
        "date",
        "--value",
        "2025-03",
        "--by",
        "Ana",
        "--into",
        path,
    )
    assert done.exit_code == 0, done.output
    listed = json.loads(run("decisions", "--json", "--from", path).output)
    assert [(d["kind"], d["state"]) for d in listed] == [("override", "stands")]
    assert run("undo", listed[0]["id"][:8], "--by", "Ana", "--into", path).exit_code == 0
    assert "withdrawn" in run("decisions", "--from", path).output
    bad = run("decide", "override", event, "--field", "type", "--value", "FOO", "--into", path)
    assert bad.exit_code == 2
    assert "ASSAULT" in bad.output
    told = json.loads(run("changes", "--since", "0", "--json", "--from", path).output)
    assert told["revision"] == register.revision


def test_redo_says_what_changed(register, tmp_path):
    done = run("redo", "--force", "--json", "--into", tmp_path / "r.db")
    assert json.loads(done.output)["changes"] == []
