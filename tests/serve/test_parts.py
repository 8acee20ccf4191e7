"""Pages that read a part of the register show exactly what they would show of the whole."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, islice

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from tests.store import made

import regesta
from bench import pages as bench
from regesta import query
from regesta.errors import RegestaError
from regesta.model.snapshot import subjects_of
from regesta.query.lines import entity_line
from regesta.register import Register
from regesta.serve import atlas, filters, reference, states, views
from regesta.serve.config import ServeConfig
from regesta.serve.library import Library
from regesta.serve.people import entities_named
from regesta.serve.people import entity as entity_page
from regesta.serve.record import record as record_page
from regesta.serve.searching import search
from regesta.serve.views import Page
from regesta.store.base import EVERYTHING

FIRST = filters.Leafed()


class Whole(Register):
    """A register that gives everything, whichever part is asked for."""

    def snapshot(self, *_parts, **given):
        known = self.__dict__.setdefault("taken", {})
        key = (self.revision, given.get("texts", True))
        if key not in known:
            known[key] = super().snapshot(texts=key[1])
        return known[key]

    def records(self, *_parts, texts=False, **_given):
        known = self.__dict__.setdefault("made", {})
        if (self.revision, texts) not in known:
            known[self.revision, texts] = query.records(self.snapshot(texts=texts), self.packs)
        return known[self.revision, texts]


def libraries(path) -> tuple[Library, Library]:
    """Return a library that reads parts, and one that reads everything."""
    parts, whole = (Library(ServeConfig(str(path))) for _ in range(2))
    whole.register.__class__ = Whole
    return parts, whole


def pages_of(whole: Library) -> Iterator[tuple[str, Callable[[Library], Page]]]:
    """Yield the pages of whatever there is in a register, each a function of the library, by address."""
    records = whole.records()
    for e in records.entities:
        yield f"/entity/{e.id}", lambda lib, i=e.id: entity_page(lib, i, FIRST, whole=True)
    topics = {t for s in records.statements for t in (s.finding.topic, *s.finding.topics) if t}
    for topic in topics:
        yield f"/topic/{topic}", lambda lib, t=topic: reference.topic(lib, t.upper(), FIRST, whole=True)
    for held in {(o.finding.state, o.finding.office) for o in records.offices}:
        yield f"/office/{held}", lambda lib, h=held: reference.office(lib, *h)
    organisations = whole.register.packs.knowledge.organisations
    for code in sorted(
        {e.id[4:] for e in records.entities if e.id.startswith("org:")} & organisations.keys() | {"NAM"}
    ):
        yield f"/org/{code}", lambda lib, c=code: reference.organisation(lib, c)
    for name in {r["publisher"] or r["source"] for r in whole.register.reports() if not r["removed"]}:
        yield f"/source/{name}", lambda lib, n=name: reference.source(lib, n)
    for stored in records.reports:
        yield f"/report/{stored.report.source}", lambda lib, i=stored.report.id: views.report(lib, i)
    for item in records.items():
        yield f"/record/{item.id}", lambda lib, i=item.id: record_page(lib, i)
    codes = sorted({c for item in records.items() for c in views.states_of(item.finding)})
    for some in ((), *((c,) for c in codes), tuple(codes[:2])):
        yield f"/commitments {some}", lambda lib, s=some: views.commitments(lib, filters.Promises(state=s))
        yield f"/positions {some}", lambda lib, s=some: views.positions(lib, filters.Stands(state=s))
        yield f"/map {some}", lambda lib, s=some: atlas.places(lib, filters.Places(state=s))
        yield f"/network {some}", lambda lib, s=some: atlas.network(lib, filters.Ties(state=s))
        yield f"/calendar {some}", lambda lib, s=some: reference.calendar(lib, filters.Month(state=s))
    for code in codes:
        yield f"/country/{code}", lambda lib, c=code: states.country(lib, c, filters.Told(), whole=True)
        yield f"/review {code}", lambda lib, c=code: views.review(lib, filters.Queue(state=(c,)))
    for two in islice(combinations(codes, 2), 12):
        yield f"/dyad/{two}", lambda lib, t=two: dyad(lib, t)
    yield "/", views.home
    yield "/review", lambda lib: views.review(lib, filters.Queue())
    yield "/decisions", views.decisions
    for asked in searches_of(whole):
        yield f"/search?{asked}", lambda lib, a=asked: search(lib, a)


def dyad(library: Library, two: tuple[str, str]) -> Page:
    """Return the page of two states but for its positions: these are of what concerns both, never of the whole."""
    page = states.dyad(library, two, filters.Events(), whole=True)
    return replace(page, data={k: v for k, v in page.data.items() if k != "positions"})


def searches_of(whole: Library) -> Iterator[filters.Words]:
    """Yield searches for words that reports hold, few and many, narrowed by every facet too."""
    for words in ("agreement", "Iran", "talks", "meet", "none such"):
        yield filters.Words(q=words, limit=2)
        asked = filters.Words(q=words, limit=200)
        yield asked
        for facet in search(whole, asked).data["facets"]:
            yield asked.model_copy(update={facet["name"]: facet["values"][0]["value"]})


def told(make: Callable[[Library], Page], library: Library):
    """Return what a page shows, or of what kind the error is."""
    try:
        page = make(library)
    except RegestaError as exc:
        return type(exc)
    return page.title, page.data, page.rows, page.status


def differing(path) -> list[str]:
    """Return the addresses whose pages differ between a part and the whole."""
    parts, whole = libraries(path)
    made_ = list(pages_of(whole))
    assert made_
    wrong = [at for at, make in made_ if told(make, parts) != told(make, whole)]
    known = [entity_line(e) for e in whole.records().entities]
    for words in ("a", "min", "iran", "Kenya", "org", "none such", *(e["name"] for e in known)):
        expected = [e for e in known if words.casefold() in e["name"].casefold()]
        wrong += [
            f"/search?q={words}&limit={limit}"
            for limit in (3, 200)
            if entities_named(parts, words, limit) != expected[:limit]
        ]
    for library in (parts, whole):
        library.register.close()
    return wrong


def test_the_examples(path):
    assert differing(path) == []


def test_what_persons_decided_is_in_the_parts(path, tmp_path):
    copy = tmp_path / "r.db"
    with regesta.open(path) as old, regesta.open(copy) as register:
        for row in old.reports():
            register.take(old.report(row["id"]).report)
        records = register.records()
        event = next(e for e in records.events if len(e.finding.actors) > 1 and len(e.members) == 1)
        statement, commitment = records.statements[0], records.commitments[0]
        persons = sorted(e.id for e in records.entities if e.id.startswith("person:"))
        by = {"by": "Ada"}
        register.decide(
            "override", event.id, value={"field": "actors", "value": "person:nobody-yet, TUV"}, **by
        )
        register.decide("override", statement.id, value={"field": "topic", "value": "Whaling"}, **by)
        register.decide("override", commitment.id, value={"field": "by", "value": "person:nobody-yet"}, **by)
        held = records.offices[0]
        register.decide("override", held.id, value={"field": "office", "value": "harbour master"}, **by)
        register.decide("same", persons[0], persons[1], **by)
        register.reject_record(records.events[-1].id, **by)
        register.reject_record(records.offices[-1].id, **by)
        many = next(e for e in records.events if len(e.members) > 2)
        register.split_off(many.members[-1].id, **by)
        undone = register.decide("reject", records.statements[-1].id, **by)
        register.decide("withdraw", undone.id, **by)
        shown = register.records()
    assert any(e.id == "person:nobody-yet" for e in shown.entities)
    assert differing(copy) == []


def test_a_made_register(tmp_path):
    bench.generate(tmp_path / "r.db", 300)
    assert differing(tmp_path / "r.db") == []


def test_long_pages_come_a_hundred_rows_at_a_time(tmp_path):
    path = tmp_path / "r.db"
    bench.generate(path, 4_100)
    library = Library(ServeConfig(str(path)))
    code = library.register.pairs(1)[0][0]
    pages: list[tuple[str, Callable[..., Page]]] = [
        (
            "records",
            lambda n, **given: entity_page(
                library, f"person:minister-{code}-0", filters.Leafed(page=n), **given
            ),
        ),
        ("timeline", lambda n, **given: states.country(library, code, filters.Told(page=n), **given)),
        ("reports", lambda n, **given: views.sources(library, filters.Leafed(page=n), **given)),
        ("changes", lambda n, **given: views.changes(library, filters.Since(page=n), "0", **given)),
    ]
    for key, page in pages:
        n_pages = page(1).data["leaf"]["pages"]
        shown = [row for n in range(n_pages, 0, -1) for row in page(n).data[key]]
        if key in {"reports", "changes"}:
            shown = [row for n in range(1, n_pages + 1) for row in page(n).data[key]]
        every = page(1, whole=True).data[key]
        assert shown == list(every), key
        assert n_pages > 1, key
    library.register.close()


class Parts(Register):
    """A register that refuses to give everything."""

    def snapshot(self, states=(), **given):
        assert states or any(given.get(k) for k in ("subjects", "findings", "reports"))
        return super().snapshot(states, **given)


def test_a_search_and_the_decisions_read_a_part(path, tmp_path):
    copy = tmp_path / "r.db"
    with regesta.open(path) as old, regesta.open(copy) as register:
        for row in old.reports()[:3]:
            register.take(old.report(row["id"]).report)
    library = Library(ServeConfig(str(copy)))
    library.register.__class__ = Parts
    assert views.decisions(library).data["says"] == {}
    found = search(library, filters.Words(q="Iran")).data
    assert found["records"]
    assert not search(library, filters.Words(q="none such")).data["records"]
    library.register.decide("confirm", found["records"][0]["id"], by="Ada")
    assert list(views.decisions(library).data["says"]) == [found["records"][0]["id"]]
    library.register.close()


def test_an_empty_register(tmp_path):
    regesta.open(tmp_path / "r.db").close()
    library = Library(ServeConfig(str(tmp_path / "r.db")))
    assert views.commitments(library, filters.Promises()).data["commitments"] == []
    assert atlas.network(library, filters.Ties()).data["empty"]
    assert entities_named(library, "a", 5) == []


# --------------------------------------------------------------------------- what changed


def whole_changes(register, since: int):
    before = register._store.snapshot(EVERYTHING, texts=False, revision=since)
    return query.changes(query.records(before, register.packs), register.records())


@pytest.mark.parametrize("seed", range(6))
def test_what_changed_is_found_without_reading_everything(tmp_path, seed):
    chance = random.Random(seed)
    known = sorted(made.NAMES)
    with regesta.open(tmp_path / "r.db", coder=made.coder(), merger=made.MERGER) as register:
        for step in range(16):
            act = chance.choice(["add", "add", "add", "reject", "join", "undo", "again", "remove"])
            records = register.records()
            if act == "add" or len(records.events) < 3:
                a, b = chance.sample(known, 2)
                lines = f"meet {a} {b} 2024-0{chance.randint(1, 3)}-0{chance.randint(1, 3)}\npledge {b} {a} roads\n"
                register.take(
                    made.report(f"{lines}hold {a} Mina Sadr\nsay {a} transit {step}\n", f"{step}.txt")
                )
            elif act == "reject":
                register.decide("reject", chance.choice(records.events).id, by="Ada")
            elif act == "join":
                register.decide("same", *(e.id for e in chance.sample(records.events, 2)), by="Ada")
            elif act == "undo":
                said = [d.id for d in records.decisions if d.kind in {"same", "reject"}]
                if said:
                    register.decide("withdraw", chance.choice(said), by="Ada")
            elif act == "again":
                stored = register.report(chance.choice(records.reports).report.id)
                other = made.coder(shift_days=chance.randint(0, 1))
                with register._store.writing() as writing:
                    register._append(writing, stored.report, register._store.held(stored.report.id).sources,
                                     other.read(stored.report))  # fmt: skip
            elif len(records.reports) > 2:
                register.remove(chance.choice(records.reports).report.id)
        for since in range(register.revision + 1):
            assert list(register.changes(since)) == whole_changes(register, since), since


def test_what_changed_by_way_of_a_third_entity_is_found(tmp_path):
    with regesta.open(tmp_path / "r.db", coder=made.coder(), merger=made.MERGER) as register:
        register.take(made.report("meet IRN IDN 2024-01-01\n", "a.txt"))
        register.take(made.report("meet CHN BLR 2024-01-02\n", "b.txt"))
        register.decide("same", "state:CHN", "state:IRN", by="Ada")
        since = register.revision
        register.decide("same", "state:BLR", "state:CHN", by="Ada")  # Iran goes by a third name now
        assert len([r for r in register.changes(since) if r["record"] == "event"]) == 2
        assert list(register.changes(since)) == whole_changes(register, since)


# --------------------------------------------------------------------------- how long what is kept is good


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_by_subject_is_made_anew_when_it_is_touched(tmp_path, seed, monkeypatch):
    # On a busy machine any answer may be slow, and what is slow to make serves a while longer.
    monkeypatch.setattr("regesta.serve.library._SLOW_S", float("inf"))
    chance = random.Random(seed)
    known = sorted(made.NAMES)
    path = tmp_path / "r.db"
    with regesta.open(path, coder=made.coder(), merger=made.MERGER) as register:
        register.take(made.report("say IRN transit\nhold IRN Mina Sadr\nmeet IRN BLR 2024-01-01\n"))
        kept, _ = libraries(path)
        for step in range(10):
            a, b = chance.sample(known, 2)
            lines = [
                f"meet {a} {b} 2024-01-01",
                f"say {a} transit {step}",
                f"hold {b} Mina Sadr",
                f"pledge {a} {b} x",
            ]
            register.take(made.report("\n".join(chance.sample(lines, 2)), f"{step}.txt"))
            if chance.random() < 0.3:
                register.decide("reject", chance.choice(list(register.snapshot().findings)).id, by="Ada")
            _, whole = libraries(path)
            for at, make in pages_of(whole):
                assert told(make, kept) == told(make, whole), (step, at)
            whole.register.close()
        kept.register.close()


def test_subjects_say_whom_and_what_a_finding_is_about():
    reading = made.read(made.report("say IRN Transit\nhold IRN Mina Sadr\npledge IRN BLR roads\n"))
    said, held, promised = map(subjects_of, reading.findings)
    assert said == {"record statement", "record statement IRN", "entity state:IRN", "topic transit"}
    assert held == {"record office", "entity person:mina-sadr", "office IRN foreign minister"}
    assert {"record commitment BLR", "entity state:BLR", "entity org:BLR"} <= promised
