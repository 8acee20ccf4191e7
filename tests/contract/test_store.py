"""What every store must do, whatever database is under it."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store import made

from regesta.errors import AmbiguousRecord, UnknownRecord
from regesta.model.decisions import Decision
from regesta.model.ids import report_id
from regesta.model.likeness import likeness
from regesta.model.times import how_told, on
from regesta.store.base import Held, Part, Repeats, Source, Stood


def put(store, report, *, run=("made 1", "p1"), anew=False, shift_days=0, language="en", lemmas="en"):
    """Write a report as the register does, without a merger."""
    reading = made.read(report, language, shift_days)
    with store.writing() as writing:
        number = writing.run(*run, anew=anew)
        known = {s.name: s for s in writing.held(report.id).sources}
        known[report.source] = Source.of(report)
        writing.append(
            number,
            report,
            known.values(),
            reading,
            {f.id: set(made.keys(f)) for f in reading.findings},
            lemmas,
        )
    return reading


def same(a, b, by="rule:made"):
    of = tuple(sorted((a.id, b.id)))
    return Decision(
        "d" + of[0][:7] + of[1][:7], "same", of, by, "alike", None, "2026" if "person" in by else None
    )


def test_a_new_register_is_empty(store):
    taken = store.snapshot()
    assert (taken.reports, taken.findings, taken.issues, taken.entities, taken.decisions) == ((),) * 5
    assert (taken.as_of, taken.coder, taken.packs, taken.removed) == (None, "", "", ())
    assert store.held("0" * 64) == Held()


def test_what_is_appended_comes_back(store):
    given_report = made.report(
        "meet IRN BLR 2024-05-01\r\nunclear when\nsay BLR transit\n",
        title="Talks",
        publisher="The Example",
        published=on(dt.date(2024, 5, 2), "header: 2 May"),
        url="https://example.org/1",
    )
    reading = put(store, given_report)
    taken = store.snapshot()
    assert set(taken.findings) == set(reading.findings)
    assert taken.issues == reading.issues
    assert set(taken.entities) == set(reading.entities)
    (stored,) = taken.reports
    assert (stored.report, stored.sources) == (given_report, ("a.txt",))
    assert (stored.language, stored.title, stored.published) == ("en", "Talks", reading.published)
    assert (taken.coder, taken.packs, taken.as_of) == ("made 1", "p1", dt.date(2024, 5, 2))
    assert store.report(given_report.id) == stored


def test_today_is_never_later_than_the_last_publication(store):
    published = on(dt.date(2024, 5, 2), "header: 2 May")
    put(store, made.report("meet IRN BLR 2028-12-31", published=published))  # "to 2028", taken for its day
    assert store.snapshot().as_of == dt.date(2024, 5, 2)


def test_a_snapshot_without_texts_has_everything_else(store):
    put(store, made.report("meet IRN BLR 2024-05-01"))
    (stored,) = store.snapshot(texts=False).reports
    assert (stored.report.text, stored.sources) == ("", ("a.txt",))


@given(order=st.permutations(range(4)))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_snapshot_is_sorted_by_what_it_holds_not_by_when_it_came(order, tmp_path_factory, request):
    from tests.contract.conftest import STORES

    texts = [f"meet IRN BLR 2024-05-0{i + 1}\nunclear {i}\nhold IRN Person {i}" for i in range(4)]
    for build in STORES.values():
        first = build(tmp_path_factory.mktemp("a"))
        other = build(tmp_path_factory.mktemp("b"))
        for i in range(4):
            put(first, made.report(texts[i], f"{i}.txt"))
        for i in order:
            put(other, made.report(texts[i], f"{i}.txt"))
        assert first.snapshot() == other.snapshot()
        first.close()
        other.close()


def test_a_transaction_that_fails_leaves_nothing(store):
    report = made.report("meet IRN BLR 2024-05-01")
    writing = store.writing()
    with pytest.raises(KeyboardInterrupt):
        _interrupted(writing, report)
    assert store.snapshot().reports == ()
    assert store.held(report.id) == Held()


def _interrupted(opened, report):
    with opened as writing:
        run = writing.run("made 1", "p1")
        writing.append(run, report, [Source.of(report)], made.read(report), {}, None)
        raise KeyboardInterrupt


def test_a_reading_with_one_finding_twice_keeps_the_first(store):
    report = made.report("meet IRN BLR 2024-05-01")
    reading = made.read(report)
    doubled = type(reading)(
        report.id, "en", None, reading.published, reading.findings * 2, (), reading.entities * 2
    )
    with store.writing() as writing:
        writing.append(writing.run("c", "p"), report, [Source.of(report)], doubled, {}, None)
    assert store.snapshot().findings == reading.findings


# --------------------------------------------------------------------------- sources


def test_one_text_under_two_paths_is_one_report_with_two_sources(store):
    put(store, made.report("meet IRN BLR 2024-05-01", "b.txt"))
    with store.writing() as writing:
        id_ = report_id("meet IRN BLR 2024-05-01")
        more = Source("a.txt", "1" * 64, "text/html", title="From the page")
        writing.put_sources(id_, (*writing.held(id_).sources, more))
    (stored,) = store.snapshot().reports
    assert stored.sources == ("a.txt", "b.txt")
    assert (stored.report.source, stored.report.title) == ("a.txt", "From the page")


def test_other_text_at_the_same_path_is_another_report(store):
    put(store, made.report("meet IRN BLR 2024-05-01"))
    put(store, made.report("meet IRN BLR 2024-05-02"))
    taken = store.snapshot()
    assert [s.sources for s in taken.reports] == [("a.txt",), ("a.txt",)]
    with pytest.raises(AmbiguousRecord):
        store.find_report("a.txt")


def test_a_report_is_found_by_id_by_its_beginning_and_by_source(store):
    report = made.report("meet IRN BLR 2024-05-01", "folder/a.txt")
    put(store, report)
    assert store.find_report(report.id) == store.find_report(report.id[:8]) == report.id
    assert store.find_report("folder/a.txt") == report.id
    for wrong in ("nothing", "ffff0000", report.id[:2], "", "%"):
        with pytest.raises(UnknownRecord):
            store.find_report(wrong)


# --------------------------------------------------------------------------- readings


def test_views_see_the_newest_reading_only(store):
    report = made.report("meet IRN BLR 2024-05-01\nunclear a")
    put(store, report)
    put(store, report, run=("made 1", "p2"), shift_days=3)
    taken = store.snapshot()
    assert [f.date.start for f in taken.findings] == [dt.date(2024, 5, 4)]
    assert len(taken.issues) == 1
    assert taken.packs == "p2"


def test_a_run_goes_on_until_coder_or_packs_change(store):
    with store.writing() as writing:
        first = writing.run("c", "p1")
        assert writing.run("c", "p1") == first
        second = writing.run("c", "p2")
        assert second > first
        third = writing.run("c", "p1")  # going back is a new run, newer than both
        assert third > second
        assert writing.run("c", "p1", anew=True) > third


def test_a_register_read_by_two_versions_names_both(store):
    put(store, made.report("meet IRN BLR 2024-05-01"))
    put(store, made.report("meet IRN BLR 2024-05-02"), run=("made 2", "p2"))
    taken = store.snapshot()
    assert (taken.coder, taken.packs) == ("made 1, made 2", "p1, p2")


def test_unread_are_the_reports_that_a_run_has_not_read(store):
    one, two = made.report("meet IRN BLR 2024-05-01"), made.report("meet IRN BLR 2024-05-02")
    put(store, one)
    put(store, two)
    put(store, two, run=("made 2", "p1"))
    with store.writing() as writing:
        run = writing.run("made 2", "p1")
    assert store.unread(run) == (one.id,)


# --------------------------------------------------------------------------- neighbours


def test_neighbours_share_a_key_and_belong_to_other_reports(store):
    a = put(store, made.report("meet IRN BLR 2024-05-01\nsay BLR transit", "a.txt"))
    put(store, made.report("meet IRN CHN 2024-05-01", "b.txt"))
    with store.writing() as writing:
        blocks = {b for f in a.findings for b in made.keys(f)}
        assert writing.neighbours(blocks, "0" * 64) == (a.findings[0],)
        assert writing.neighbours(blocks, a.report_id) == ()
        assert writing.neighbours((), "0" * 64) == ()


def test_neighbours_are_taken_from_newest_readings(store):
    report = made.report("meet IRN BLR 2024-05-01")
    put(store, report)
    put(store, report, run=("made 1", "p2"), shift_days=1)
    with store.writing() as writing:
        assert writing.neighbours(["state:BLR|state:IRN|2024-05-01"], "0" * 64) == ()
        assert len(writing.neighbours(["state:BLR|state:IRN|2024-05-02"], "0" * 64)) == 1


def test_more_keys_than_a_statement_may_carry(store):
    put(store, made.report("meet IRN BLR 2024-05-01"))
    keys = [f"key {i}" for i in range(40_000)] + ["state:BLR|state:IRN|2024-05-01"]
    with store.writing() as writing:
        assert len(writing.neighbours(keys, "0" * 64)) == 1


# --------------------------------------------------------------------------- decisions


def two(store):
    a = put(store, made.report("meet IRN BLR 2024-05-01\n", "a.txt")).findings[0]
    b = put(store, made.report("meet BLR IRN 2024-05-01\n", "b.txt")).findings[0]
    return a, b


def test_a_decision_is_appended_once(store):
    a, b = two(store)
    with store.writing() as writing:
        assert writing.decide([same(a, b), same(a, b)]) == 1
    with store.writing() as writing:
        assert writing.decide([same(a, b)]) == 0
    assert store.snapshot().decisions == (same(a, b),)


def test_a_rule_cannot_decide_about_what_is_not_there(store):
    a, _ = two(store)
    with pytest.raises(UnknownRecord), store.writing() as writing:
        writing.decide([Decision("d1", "same", (a.id, "f" * 16), "rule:made", "")])
    assert store.snapshot().decisions == ()


def test_a_rules_decision_counts_while_what_it_saw_counts(store):
    a, b = two(store)
    with store.writing() as writing:
        writing.decide([same(a, b)])
    put(store, made.report("meet IRN BLR 2024-05-01\n", "a.txt"), run=("made 1", "p2"), shift_days=9)
    assert a.id in {f.id for f in store.snapshot().findings}, "the id does not depend on the day"
    assert store.snapshot().decisions == ()
    with store.writing() as writing:
        assert writing.decide([same(a, b)]) == 1, "decided anew about the new reading"
    assert store.snapshot().decisions == (same(a, b),)


def test_a_persons_decision_stays_through_readings(store):
    a, b = two(store)
    ours = same(a, b, by="person:Ada")
    with store.writing() as writing:
        writing.decide([ours])
    put(store, made.report("meet IRN BLR 2024-05-01\n", "a.txt"), run=("made 1", "p2"), shift_days=9)
    assert store.snapshot().decisions == (ours,)


def test_a_persons_decision_follows_the_words_it_was_about(store):
    report = made.report("meet IRN BLR 2024-05-01\n")
    reading = put(store, report)
    old = reading.findings[0]
    ours = Decision("d1", "reject", (old.id,), "person:Ada", "no meeting", None, "2026")
    with store.writing() as writing:
        writing.decide([ours])
    renamed = type(old)("e" * 16, "AGREE", "occurred", old.actors, old.date, old.evidence)
    newer = type(reading)(report.id, "en", None, reading.published, (renamed,), (), ())
    with store.writing() as writing:
        writing.append(writing.run("made 2", "p1"), report, [Source.of(report)], newer, {}, None)
    assert [d.of for d in store.snapshot().decisions] == [("e" * 16,)]


def test_a_withdrawal_stands_beside_what_it_withdraws(store):
    a, b = two(store)
    wrong = same(a, b, by="person:Ada")
    undone = Decision("d2", "withdraw", (wrong.id,), "person:Ada", "mistaken", None, "2027")
    with store.writing() as writing:
        writing.decide([wrong, undone])
    assert set(store.snapshot().decisions) == {wrong, undone}


def test_ids_are_found_by_their_beginning(store):
    a, b = two(store)
    hashed = Decision("abcdef0123456789", "same", (a.id, b.id), "person:Ada", "", None, "2026")
    with store.writing() as writing:
        writing.decide([hashed])
    assert store.find_id(a.id) == store.find_id(a.id[:10]) == a.id
    assert store.find_id("abcdef01") == hashed.id
    assert store.find_id("state:IRN") == "state:IRN"
    for wrong in ("", "ab", "state:XXX", "0000000000000000"):
        with pytest.raises(UnknownRecord):
            store.find_id(wrong)


# --------------------------------------------------------------------------- a part of the register


def test_the_part_that_concerns_a_state(store):
    put(store, made.report("meet IRN BLR 2024-05-01\nunclear a", "a.txt"))
    put(store, made.report("meet CHN IDN 2024-05-01\nunclear b", "b.txt"))
    put(store, made.report("pledge IDN BLR roads\nsay CHN transit", "c.txt"))
    part = store.snapshot(Part(("BLR",)))
    assert sorted(s.report.source for s in part.reports) == ["a.txt", "c.txt"]
    assert len(part.findings) == 2
    assert {i.quote for i in part.issues} == {"unclear a"}
    assert {e.entity for e in part.entities} == {"state:BLR", "state:CHN", "state:IDN", "state:IRN"}
    assert store.snapshot(Part(("XYZ",))).findings == ()
    assert part.as_of == store.snapshot().as_of


def test_what_is_tied_to_a_part_comes_with_it(store):
    a = put(store, made.report("meet IRN BLR 2024-05-01\n", "a.txt")).findings[0]
    b = put(store, made.report("meet CHN IDN 2024-05-01\n", "b.txt")).findings[0]
    c = put(store, made.report("meet CHN IDN 2024-05-02\n", "c.txt")).findings[0]
    d = put(store, made.report("meet CHN IDN 2024-05-03\n", "d.txt")).findings[0]
    ties = [same(a, b), same(b, c, by="person:Ada")]
    apart = Decision("d9", "different", (c.id, d.id), "rule:made", "other day")
    with store.writing() as writing:
        writing.decide([*ties, apart])
    part = store.snapshot(Part(("IRN",)))
    assert {f.id for f in part.findings} == {a.id, b.id, c.id}
    assert set(ties) <= set(part.decisions)
    assert apart not in part.decisions, "it is about a finding that is not there"


def test_the_part_that_is_about_a_subject(store):
    a = put(store, made.report("say IRN Transit\nhold IRN Mina Sadr\n", "a.txt")).findings
    b = put(store, made.report("say CHN transit\nmeet CHN IDN 2024-05-01\n", "b.txt")).findings

    def found(**part):
        return {f.id for f in store.snapshot(Part(**part)).findings}

    assert found(subjects=("topic transit",)) == {a[0].id, b[0].id}
    assert found(subjects=("entity person:mina-sadr",)) == {a[1].id}
    assert found(subjects=("office IRN foreign minister",)) == {a[1].id}
    assert found(subjects=("record statement CHN", "entity nobody")) == {b[0].id}
    assert found(findings=(b[1].id,)) == {b[1].id}
    assert found(states=("IDN",), findings=(a[0].id,)) == {a[0].id, b[1].id}
    report = store.find_report("b.txt")
    assert found(reports=(report,)) == {f.id for f in b}
    assert found(findings=("nobody's",)) == set()
    assert found() == {f.id for f in (*a, *b)}


def test_a_report_without_findings_is_a_part(store):
    put(store, made.report("unclear a", "a.txt"))
    put(store, made.report("unclear b", "b.txt"))
    part = store.snapshot(Part(reports=(store.find_report("a.txt"),)))
    assert [i.quote for i in part.issues] == ["unclear a"]


def test_what_a_person_says_a_finding_is_about_brings_it_into_every_part(store):
    a = put(store, made.report("say IRN transit\n", "a.txt")).findings[0]
    told = [
        Decision("1", "override", (a.id,), "person:Ada", "", '{"field":"topic","value":"roads"}', "2026"),
        Decision("2", "override", (a.id,), "person:Ada", "", '{"field":"date","value":null}', "2026"),
    ]
    with store.writing() as writing:
        writing.decide(told[1:])
    assert store.snapshot(Part(subjects=("topic roads",))).findings == ()
    with store.writing() as writing:
        writing.decide(told)
    assert [f.id for f in store.snapshot(Part(subjects=("topic roads",))).findings] == [a.id]
    assert [d.id for d in store.persons()] == ["1", "2"]


def test_names_are_loaded_of_those_asked_for(store):
    put(store, made.report("meet IRN BLR 2024-05-01\n", "a.txt"))
    whole = store.snapshot()
    assert [m.entity for m in whole.entities] == ["state:BLR", "state:IRN"]
    assert [m.entity for m in store.snapshot(names=("state:IRN",)).entities] == ["state:IRN"]
    assert store.snapshot(names=False).entities == ()
    assert store.written(["state:IRN"]) == whole.entities[1:]
    assert store.names() == (("state:BLR", "Belarus"), ("state:IRN", "Iran"))


def test_what_there_is_is_told_without_reading_it(store):
    put(store, made.report("say IRN transit\nsay IRN roads\nunclear a\n", "a.txt", publisher="Gazette"))
    put(store, made.report("say CHN Transit\n", "b.txt"))
    a, b = store.find_report("a.txt"), store.find_report("b.txt")
    assert store.subjects("topic") == (("transit", 2), ("roads", 1))
    assert {c.report.report.id: (c.n_findings, c.n_issues) for c in store.counted()} == {a: (2, 1), b: (1, 0)}
    assert [c.report.report.id for c in store.counted([b])] == [b]
    assert store.published_by("Gazette") == (a,)
    assert store.published_by("b.txt") == (b,)
    assert store.filed(["topic roads"], [])
    assert store.filed([], ["CHN"])
    assert not store.filed(["topic whaling"], ["IDN"])
    (said,) = store.findings(b)
    assert not store.filed([], ["CHN"], [said.id])


def test_how_dates_are_told_is_counted_of_what_counts_now(store):
    assert store.dated() == ()
    put(store, made.report("meet IRN BLR 2024-05-01\nmeet IRN CHN 2024-06-01\nsay IRN roads\n", "a.txt"))
    again = made.report("meet IRN BLR 2024-05-01\n", "b.txt")
    put(store, again)
    put(store, again, run=("made 2", "p1"))
    told = Counter(
        how_told(f.date) for name in ("a.txt", "b.txt") for f in store.findings(store.find_report(name))
    )
    assert dict(store.dated()) == told
    assert sum(told.values()) == 4


def test_what_several_reports_tell_is_counted(store):
    def told(text, source):
        report = made.report(text, source)
        reading = made.read(report)
        with store.writing() as writing:
            likes = {f.id: likeness(f) for f in reading.findings}
            writing.append(writing.run("c", "p"), report, [Source.of(report)], reading, {}, None, likes)

    assert store.repeats() == Repeats(0, 0, 0, 0, 0, 0, 0)
    told("meet IRN BLR 2024-05-01\nmeet IRN CHN 2024-06-01\n", "a.txt")
    told("meet IRN BLR 2024-05-01\n\n", "b.txt")
    told("nothing\n", "c.txt")
    assert store.repeats() == Repeats(
        n_sources=3, n_reports=3, n_telling=2, n_repeating=1, n_findings=3, n_again=2, n_likenesses=2
    )
    put(store, made.report("nothing\n", "d.txt"))
    assert store.repeats().n_sources == 4


def test_where_a_finding_stood_is_known_when_it_is_gone(store):
    (finding,) = put(store, made.report("\nmeet IRN BLR 2024-05-01\n", "a.txt")).findings
    decision = Decision("d1", "confirm", (finding.id,), "person:Ada", "", None, "2026")
    with store.writing() as writing:
        writing.decide([decision])
    span = finding.evidence[0].span
    (stood,) = store.stood(["d1"])
    assert stood == Stood("d1", finding.id, "event", finding.evidence[0].report_id, span.start, span.end)
    put(store, made.report("\nmeet IRN BLR 2024-05-01\n", "a.txt"), run=("made 2", "p1"), shift_days=1)
    assert store.stood(["d1"]) == (stood,)
    with store.writing() as writing:
        writing.remove(stood.report_id, "2026-01-01T00:00:00")
    assert store.stood(["d1"]) == ()  # a takedown takes the decision along
    assert store.stood([]) == ()


def test_the_events_about_which_something_was_decided(store):
    a = put(store, made.report("meet IRN BLR 2024-05-01\nmeet IRN CHN 2024-05-01\n", "a.txt")).findings
    b = put(store, made.report("meet IRN BLR 2024-05-01\n\n", "b.txt")).findings
    one = next(f for f in a if {x.state for x in f.actors} == {"IRN", "BLR"})
    with store.writing() as writing:
        writing.decide([same(one, b[0])])
    reports = [store.find_report("a.txt")]
    assert store.decided(reports, "event") == (one.id,)
    assert store.decided(reports, "statement") == ()
    assert store.present([one.id, "state:IRN", same(one, b[0]).id, "nobody"]) == {
        one.id, "state:IRN", same(one, b[0]).id,
    }  # fmt: skip


# --------------------------------------------------------------------------- takedown


def test_a_removed_report_is_gone_but_for_its_hash(store):
    a, b = two(store)
    decision = same(a, b)
    with store.writing() as writing:
        writing.decide([decision])
    gone = a.evidence[0].report_id
    with store.writing() as writing:
        writing.remove(gone, "2026-11-22T10:00:00+00:00")
    store.wipe()
    taken = store.snapshot()
    assert [f.id for f in taken.findings] == [b.id]
    assert taken.decisions == ()
    assert taken.removed == (gone,)
    assert [s.report.source for s in taken.reports] == ["b.txt"]
    assert store.held(gone) == Held(removed=True)
    assert [p.report.report.source for p in store.search("meet", 5)] == ["b.txt"]
    assert store.find_report(gone[:12]) == gone
    with pytest.raises(UnknownRecord):
        store.report(gone)


def test_removing_takes_withdrawals_of_its_decisions_along(store):
    a, b = two(store)
    wrong = same(a, b, by="person:Ada")
    undone = Decision("d2", "withdraw", (wrong.id,), "person:Ada", "quotes words", None, "2027")
    with store.writing() as writing:
        writing.decide([wrong])
        writing.decide([undone])
    with store.writing() as writing:
        writing.remove(b.evidence[0].report_id, "2026")
    assert store.snapshot().decisions == ()


# --------------------------------------------------------------------------- search


def found(store, words, limit=9):
    return [p.report.report.source for p in store.search(words, limit)]


def test_search_finds_inflected_words_in_any_case(store):
    put(store, made.report("The MINISTERS were meeting in Tehran.", "en.txt"))
    put(store, made.report("Kedua menteri bertemu di Minsk.", "id.txt"), language="id", lemmas="id")
    assert found(store, "minister") == found(store, "ministers meet") == ["en.txt"]
    assert found(store, "pertemuan") == ["id.txt"]
    assert found(store, "TEHRAN") == ["en.txt"]
    assert found(store, "tehran minsk") == []


def test_search_finds_words_of_two_letters_in_scripts_without_spaces(store):
    put(store, made.report("伊朗外交部长访问明斯克。", "zh.txt"), language="zh", lemmas=None)
    assert found(store, "外交") == found(store, "外交部长") == found(store, "克") == ["zh.txt"]
    assert found(store, "外长") == []


def test_search_keeps_quoted_words_together(store):
    put(store, made.report("A joint statement. The commission met.", "a.txt"))
    put(store, made.report("The Joint Commission met.", "b.txt"))
    assert found(store, '"joint commission"') == ["b.txt"]
    assert sorted(found(store, "joint commission")) == ["a.txt", "b.txt"]


def test_search_shows_the_words_in_their_passage(store):
    text = "First paragraph.\n" + "Nothing here. " * 30 + "\nThe envoy spoke of transit.\nLast."
    put(store, made.report(text))
    (passage,) = store.search("transit envoy", 5)
    shown = text[passage.start : passage.end]
    assert "The envoy spoke of transit." in shown
    assert [text[s:e] for s, e in passage.words] == ["envoy", "transit"]


def test_search_ranks_by_how_much_a_report_is_about_the_words(store):
    put(store, made.report("Transit, transit and transit again.", "a.txt"))
    put(
        store, made.report("A word on transit, then much on other things, trade and sport and more.", "b.txt")
    )
    assert found(store, "transit") == ["a.txt", "b.txt"]
    assert found(store, "transit", limit=1) == ["a.txt"]


@pytest.mark.parametrize("words", ["", '""', "…", "%", "' OR 1=1 --", '"unclosed'])
def test_search_bears_any_words(store, words):
    put(store, made.report("The envoy spoke."))
    assert found(store, words) == []


def test_search_follows_a_language_found_later(store):
    report = made.report("Kedua menteri bertemu di Minsk.")
    put(store, report, language=None, lemmas=None)
    assert found(store, "pertemuan") == []
    put(store, report, run=("made 2", "p1"), language="id", lemmas="id")
    assert found(store, "pertemuan") == ["a.txt"]
