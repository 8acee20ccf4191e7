"""What the page of one record shows: its witnesses, what is tied to it, and what may be decided about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from regesta import query
from regesta.errors import BadValue, UnknownRecord
from regesta.model.codec import to_json
from regesta.model.findings import Finding
from regesta.model.records import Records
from regesta.model.snapshot import StoredReport, is_topic, reference_subject, states_of, subjects_of
from regesta.model.spans import Evidence
from regesta.query import corrections, words
from regesta.query.entities import is_entity
from regesta.serve import filters, telling
from regesta.serve.acts import Act, acts_of, grid, words_of
from regesta.serve.library import Library
from regesta.serve.people import entity_records
from regesta.serve.views import Json, Page, in_tongue, languages_of, name_of

_TIES = {"the event it belongs to": "event", "the act it amounts to": "act"}
_TENURE = re.compile(r"(?P<state>[A-Z]{3})/[a-z-]+/[^/]+/(?P<since>\d{4}-\d\d-\d\d)$")
_ALL = filters.Acts()
_SIDES = ("actors", "recipients", "speakers", "addressees", "by", "to")


def record(library: Library, named: str, asked: filters.Acts = _ALL) -> Page:
    """Return one record of whatever kind, with every witness; or what was rejected, and by whom.

    Args:
        library: The register.
        named: Its id, or that of a finding merged into it.
        asked: Of a commitment, of whose act and which the witnesses are shown.

    Raises:
        BadValue: acts are asked of what is no commitment.
        UnknownRecord: there is no such record, and there was none.
        AmbiguousRecord: there are several.
    """
    records = around(library, named)
    try:
        line = dict(query.show(records, named))
    except UnknownRecord:
        rejected = _rejected(library, named)
        if rejected is None:
            raise
        return rejected
    found = line["record"] in telling.FOUND
    own = {line["id"], *line.get("referents", ())}
    decisions = [
        _decision(records, query.decision_line(d))
        for d in query.active_decisions(records.decisions)
        if d.kind != "withdraw" and own & set(d.of)
    ]
    titles = {s.report.id: s for s in records.reports}
    members = _members(records, line["id"])
    witnesses = [
        {**e, **_source(titles[e["report_id"]]), "splits": members.pop(_place(e), None)}
        for e in line.get("evidence", ())
        if e.get("report_id") in titles
    ]
    done = _acts(records, line["id"])
    if asked != _ALL:
        if line["record"] != "commitment":
            raise BadValue("party", "is of commitments only", "Leave out `party` and `act`")
        witnesses = _asked_for(line, titles, words_of(done, asked))
    says = telling.says(library, line)
    languages = languages_of(records)
    tongue = in_tongue({**line, "says": says}, languages)
    sentences = telling.sentences(library, records, languages)
    related = {
        how: [sentences.get(i, {"id": i, "says": i}) for i in (ids if isinstance(ids, list) else [ids])]
        for how, ids in line.get("related", {}).items()
        if how != "decisions"  # they have a section of their own
    }
    steps = [
        {
            **s,
            "when": words.days(s.get("date")),
            **telling.spoken(sentences, s.get("by", "")),
            "evidence": [{**e, "language": languages.get(e.get("report_id", ""), "")} for e in s["evidence"]],
        }
        for s in line.get("history", ())
    ]
    for how, tie in _TIES.items():
        if line.get(tie) in sentences and line[tie] not in own:
            related.setdefault(how, [sentences[line[tie]]])
    fields = corrections.fields_of(line["record"]) if found else ()
    codes = sorted(_codes(line))
    acting = {*codes, *(a.party for a in done)}
    data = {
        "line": {**line, **tongue},
        "says": says,
        "sectors": telling.sectors(line, languages),
        "aliases": telling.other_names(records, line, languages),
        "when": words.days(line.get("date")),
        "basis": _basis(line),
        "due": words.days(line["due"]) if line.get("due") else "",
        "value": _value(line),
        "witnesses": witnesses,
        "rows_of_packs": [e for e in line.get("evidence", ()) if "pack" in e],
        "decisions": decisions,
        "related": related,
        "steps": steps,
        "fields": {f: list(corrections.allowed(f)) for f in fields},
        "states": codes,
        "names": [name_of(library, c) for c in codes],
        "acts": grid(done, line.get("parties", ()), {c: name_of(library, c) for c in acting}),
        "asked": asked.model_dump(exclude_defaults=True),
    }
    return Page("record.html", says, data, witnesses)


def _acts(records: Records, identity: str) -> tuple[Act, ...]:
    """Return the acts of a commitment; none of any other record."""
    return next((acts_of(t, records) for t in records.commitments if t.id == identity), ())


def _asked_for(
    line: Mapping[str, Any], titles: Mapping[str, StoredReport], places: set[tuple[str, int, int]]
) -> list[Json]:
    """Return the words at some places, from the history of a commitment, each once."""
    found = {
        (e["report_id"], e["start"], e["end"]): e
        for step in line.get("history", ())
        for e in step["evidence"]
        if e.get("report_id") in titles
    }
    return [
        {**found[at], **_source(titles[at[0]]), "splits": None}
        for at in sorted(places, key=lambda at: (titles[at[0]].report.source if at[0] in titles else "", at))
        if at in found
    ]


def around(library: Library, named: str) -> Records:
    """Return the record of an id and all that names it or is named by it, with texts; everything for other ids.

    Raises:
        AmbiguousRecord: it is the beginning of several ids.
    """
    finding = library.register.finding(named)
    if finding is not None:
        return _around(library, finding)
    if is_entity(named):
        return entity_records(library, named)
    return library.records(texts=True)


def _around(library: Library, finding: Finding) -> Records:
    states, ids = tuple(sorted(states_of(finding))), (finding.id,)
    alone = () if states else tuple(sorted(subjects_of(finding)))  # nothing else says when it is touched
    one = library.kept(
        ("one", *ids), states, lambda: library.register.records(findings=ids, names=False), alone
    )
    subjects = set(alone)
    for item in one.items():
        if finding.id in {m.id for m in item.members}:
            subjects |= {reference_subject(m.id) for m in item.members}
            subjects |= {s for f in (item.finding, *item.members) for s in subjects_of(f) if is_topic(s)}
    about = tuple(sorted(subjects))

    def make() -> Records:
        return library.register.records(findings=ids, subjects=about, texts=True, names=False)

    return library.kept(("around", *ids), states, make, about)


def _rejected(library: Library, named: str) -> Page | None:
    """Return a page of what a person rejected, so that it can be looked at and taken back; None if nobody did."""
    finding = library.register.finding(named)
    if finding is None:  # nothing in the register goes by that id
        return None
    taken = library.register.snapshot(findings=(finding.id,), texts=True)
    for decision in query.active_decisions(taken.decisions):
        if decision.kind != "reject" or not any(i.startswith(named) for i in decision.of):
            continue
        reports = {s.report.id: s for s in taken.reports}
        gone = [f for f in taken.findings if f.id in decision.of]
        witnesses = [w for f in gone for w in _words(f, reports)]
        told = to_json(gone[0]) if gone else {}
        says = words.sentence(told) if gone else named
        spoken = {r.report.id: r.language or "" for r in taken.reports}
        line = {"record": "rejected", "id": named, **in_tongue({**told, "says": says}, spoken)}
        data = {"line": line, "says": says, "witnesses": witnesses}
        return Page(
            "rejected.html", says, data | {"decision": query.decision_line(decision)}, witnesses, status=410
        )
    return None


def _words(finding: Finding, reports: Mapping[str, StoredReport]) -> Iterator[Json]:
    for e in finding.evidence:
        if isinstance(e, Evidence) and e.report_id in reports:
            stored = reports[e.report_id]
            place = {"report_id": e.report_id, "start": e.span.start, "end": e.span.end, "rule": e.rule}
            shown = {"quote": e.span.of(stored.report.text)} if stored.report.text else {}
            yield {**place, **shown, **_source(stored)}


def _source(stored: StoredReport) -> Json:
    """Return what is said of a report beside its words."""
    return {
        "report": stored.report.source,
        "publisher": stored.report.publisher,
        "title": stored.title,
        "language": stored.language,
        "published": words.days(query.report_line(stored).get("published")),
    }


def _decision(records: Records, line: Mapping[str, Any]) -> Json:
    """Return a decision with the reports whose findings it is about, for ids tell a reader nothing."""
    titles = {
        s.report.id: {"title": s.title, "source": s.report.source, "language": s.language or ""}
        for s in records.reports
    }
    about = {
        m.id: titles.get(e.report_id)
        for item in records.items()
        for m in item.merged.members
        if m.id in line["of"]
        for e in m.evidence[:1]
        if isinstance(e, Evidence)
    }
    return {**line, "about": [about[i] for i in line["of"] if about.get(i)]}


def _members(records: Records, identity: str) -> dict[tuple[Any, ...], str]:
    """Return, by the place of its words, each finding that may be split off: none where there is but one."""
    for item in records.items():
        if item.id == identity and len(item.merged.members) > 1:
            return {
                (e.report_id, e.span.start, e.span.end, e.rule): m.id
                for m in item.merged.members
                for e in m.evidence[:1]
                if isinstance(e, Evidence)
            }
    return {}


def _place(evidence: Mapping[str, Any]) -> tuple[Any, ...]:
    return (evidence["report_id"], evidence["start"], evidence["end"], evidence.get("rule"))


def _basis(line: Mapping[str, Any]) -> list[str]:
    """Return how a record's day is known; a row of the packs by whom and what it is about, not by its key."""

    def told(found: re.Match[str]) -> str:
        return f"{line.get('name', '')} {line.get('office', '')} of {found['state']} from {found['since']}".strip()

    return [_TENURE.sub(told, known) for known in words.basis_lines(line.get("date"))]


def _value(line: Mapping[str, Any]) -> str:
    """Return the sum of a commitment in words: "18 billion USD"."""
    value = line.get("value") or {}
    if "amount" not in value:
        return ""
    return words.rounded(f"{value['amount']:,} {value.get('currency') or value.get('unit') or ''}".strip())


def _codes(line: Mapping[str, Any]) -> set[str]:
    named = {a["state"] for k in _SIDES for a in line.get(k, ()) if a.get("state")}
    return named | set(line.get("parties", ()))
