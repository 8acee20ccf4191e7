"""A coder and a merger small enough to see through, for tests of what is around them.

A report is read line by line: `meet IRN BLR 2024-05-01`, `say IRN transit`, `pledge IRN BLR roads`,
`hold IRN Mina Sadr`, `unclear …`, `crash`. Meetings of the same states on the same day are merged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from regesta.model.actors import Actor
from regesta.model.decisions import Decision
from regesta.model.findings import (
    Commitment,
    EntityMention,
    Event,
    Finding,
    Issue,
    OfficeHeld,
    Reading,
    Statement,
)
from regesta.model.ids import finding_id, report_id, short_hash
from regesta.model.reports import Report
from regesta.model.spans import Evidence, Span
from regesta.model.times import UNBOUNDED, on
from regesta.register import Coder, Merger

NAMES = {"IRN": "Iran", "BLR": "Belarus", "CHN": "China", "IDN": "Indonesia"}


def report(text: str, source: str = "a.txt", **given: object) -> Report:
    return Report(report_id(text), source, text, "0" * 64, **given)  # type: ignore[arg-type]


def actor(state: str) -> Actor:
    return Actor(f"state:{state}", NAMES[state], NAMES[state], "state", state)


def coder(name: str = "made 1", packs: str = "p1", language: str | None = "en", shift_days: int = 0) -> Coder:
    """Return a coder; `shift_days` makes it date every meeting differently, as other packs might."""
    return Coder(lambda r: read(r, language, shift_days), name, packs, frozenset({"en", "id"}))


def read(report: Report, language: str | None = "en", shift_days: int = 0) -> Reading:
    findings: list[Finding] = []
    issues: list[Issue] = []
    states: set[str] = set()
    published = report.published or UNBOUNDED
    for span, words in _lines(report.text):
        verb, *rest = words
        quote = span.of(report.text)
        evidence = (Evidence(report.id, span, quote, f"made#{verb}"),)
        key = {"report": report.id, "spans": [span], "arguments": rest}
        if verb == "crash":
            raise RuntimeError("the coder broke")
        if verb == "unclear":
            issues.append(
                Issue(short_hash(f"{report.id}{span}"), report.id, span, quote, "date.no-year", "no year")
            )
        if verb == "meet":
            states |= set(rest[:2])
            day = dt.date.fromisoformat(rest[2]) + dt.timedelta(days=shift_days)
            actors = tuple(actor(s) for s in sorted(rest[:2]))
            findings.append(
                Event(
                    finding_id("event", kind="CONSULT", **key),
                    "CONSULT",
                    "occurred",
                    actors,
                    on(day),
                    evidence,
                )
            )
        if verb == "say":
            states.add(rest[0])
            findings.append(
                Statement(
                    finding_id("statement", kind="support", **key),
                    (actor(rest[0]),),
                    "support",
                    False,
                    published,
                    evidence,
                    topic=rest[1],
                )
            )
        if verb == "pledge":
            states |= set(rest[:2])
            parties = tuple(sorted(rest[:2]))
            findings.append(
                Commitment(
                    finding_id("commitment", kind="pledge", **key),
                    "pledge",
                    rest[2],
                    parties,
                    "pledged",
                    published,
                    evidence,
                )
            )
        if verb == "hold":
            name = " ".join(rest[1:])
            findings.append(
                OfficeHeld(
                    finding_id("office", kind="foreign minister", **key),
                    "person:" + "-".join(rest[1:]).lower(),
                    name,
                    "foreign minister",
                    "incumbent",
                    rest[0],
                    published,
                    evidence,
                )
            )
    mentions = tuple(
        EntityMention(f"state:{s}", NAMES[s], "state", NAMES[s], language or "") for s in sorted(states)
    )
    return Reading(report.id, language, report.title, published, tuple(findings), tuple(issues), mentions)


def _lines(text: str) -> Iterator[tuple[Span, list[str]]]:
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.split()
        if words:
            at = start + line.index(words[0])
            yield Span(at, at + len(line.strip())), words
        start += len(line)


def keys(finding: Finding) -> Iterable[str]:
    if isinstance(finding, Event):
        yield "|".join([*(a.entity for a in finding.actors), str(finding.date.start)])


def merge(new: Sequence[Finding], neighbours: Sequence[Finding]) -> tuple[Decision, ...]:
    made: dict[str, Decision] = {}
    for a in new:
        for b in (*new, *neighbours):
            if a.id != b.id and set(keys(a)) & set(keys(b)):
                of = tuple(sorted((a.id, b.id)))
                decision_id = short_hash("same" + "".join(of))
                made[decision_id] = Decision(decision_id, "same", of, "rule:made", "same states, same day")
    return tuple(made.values())


MERGER = Merger(keys, merge)
