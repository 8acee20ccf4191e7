"""What a register shows of its own quality: how dates are known, what is told twice, what people decided of it.

Nothing is merged for a large register; every figure says what it counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from regesta.charts.calibration import NEEDED, calibration
from regesta.model.records import Records
from regesta.model.spans import Evidence
from regesta.query.corrections import record_of
from regesta.query.judged import Judgement
from regesta.serve import meanings, views
from regesta.serve.library import Library
from regesta.serve.views import Json
from regesta.store.base import Repeats

_NONE = "nothing"  # in place of a basis, where a finding has no date


def audit(library: Library) -> Json:
    """Return dates, repeats, orphaned judgements and the calibration of the register that is served."""
    return library.lately(("audit",), lambda: _audit(library))


def _audit(library: Library) -> Json:
    repeats = library.register.repeats()
    return {
        "findings": repeats.n_findings,
        "dates": dates(library.register.dated()),
        "repeats": _repeats(library, repeats),
        "orphans": _orphans(library),
        "calibration": _calibration(library.register.judgements()),
    }


def dates(dated: Sequence[tuple[str, int]]) -> Json:
    """Return how finely findings are dated, and on what their dates rest: a date may rest on several things.

    Args:
        dated: Ways in which findings are dated (`regesta.model.times.how_told`), and how many are dated so.
    """
    n_all = sum(n for _, n in dated)
    fineness: Counter[str] = Counter()
    bases: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for way, n in dated:
        grain, *kinds = way.split()
        fineness[grain] += n
        bases.update(dict.fromkeys(kinds or (_NONE,), n))
        if len(kinds) == 1:
            alone[kinds[0]] += n
    return {
        "granularity": [{"granularity": g, "findings": n, "share": _share(n, n_all)} for g, n in _most(fineness)],
        "basis": [
            {
                "basis": b, "means": meanings.BASES.get(b, "no date at all"), "findings": n,
                "share": _share(n, n_all), "alone": alone[b],
            }
            for b, n in _most(bases)
        ],
    }  # fmt: skip


def _repeats(library: Library, found: Repeats) -> Json:
    """Return how much is told twice: by records where merging is cheap, else by what merging would look at."""
    told: Json = {
        "arrivals": found.n_sources,
        "same_text": found.n_sources - found.n_reports,
        "merged": found.n_findings <= views.LARGE,
    }
    if not told["merged"]:
        kinds = [_per("finding", found.n_findings, found.n_likenesses)]
        return told | {"telling": found.n_telling, "repeating": found.n_repeating, "kinds": kinds}
    records = library.records()
    telling, alone = _tellers(records)
    members: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for item in records.items():
        kind = record_of(item.finding)
        members[kind] += len(item.merged.members)
        made[kind] += 1
    kinds = [_per(kind, members[kind], n) for kind, n in _most(made)]
    return told | {"telling": len(telling), "repeating": len(telling - alone), "kinds": kinds}


def _tellers(records: Records) -> tuple[set[str], set[str]]:
    """Return the reports that records rest on, and those on which a record rests alone."""
    telling: set[str] = set()
    alone: set[str] = set()
    for item in records.items():
        of = {e.report_id for m in item.merged.members for e in m.evidence if isinstance(e, Evidence)}
        telling |= of
        if len(of) == 1:
            alone |= of
    return telling, alone


def _per(kind: str, n_findings: int, n_records: int) -> Json:
    each = round(n_findings / n_records, 2) if n_records else None
    return {"record": kind, "findings": n_findings, "records": n_records, "per_record": each}


def _orphans(library: Library) -> list[Json]:
    """Return the decisions of people about findings that are not there any more, and where those stood."""
    rows = [r for r in library.register.decisions(persons_only=True) if r["state"] == "orphaned"]
    where: dict[str, list[Json]] = {}
    for place in library.register.stood([r["id"] for r in rows]):
        told = {"record": place.record, "report_id": place.report_id, "start": place.start}
        if told not in where.setdefault(place.decision, []):
            where[place.decision].append(told)
    return [{**r, "stood": where.get(r["id"], [])} for r in rows]


def _calibration(judged: Sequence[Judgement]) -> Json:
    chart = calibration(judged)
    rows = [dict(zip(chart.columns, row, strict=True)) for row in chart.rows]
    return {
        "judged": len(judged),
        "accepted": sum(j.accepted for j in judged),
        "needed": NEEDED,
        "told": chart.description,
        "bins": rows,
    }


def table(found: Mapping[str, Any]) -> Iterator[Json]:
    """Yield an audit as rows of the table of figures: what is measured, of which part, its value and what it counts."""
    n_all = found["findings"]
    for row in found["dates"]["granularity"]:
        yield _row("how finely dates are told", "share of findings", row["granularity"], row["share"], n_all)
    for row in found["dates"]["basis"]:
        yield _row("what dates rest on", "share of findings", row["basis"], row["share"], n_all)
    repeats = found["repeats"]
    for part, n, of in (
        ("same text again", repeats["same_text"], repeats["arrivals"]),
        ("reports that tell nothing alone", repeats["repeating"], repeats["telling"]),
    ):
        yield _row("what is told twice", "share", part, _share(n, of), of)
    for row in repeats["kinds"]:
        yield _row(
            "what is told twice", "findings per record", row["record"], row["per_record"], row["findings"]
        )
    n_orphans = len(found["orphans"])
    yield _row("judgements whose finding is gone", "judgements", "", n_orphans, n_orphans)
    for row in found["calibration"]["bins"]:
        part = f"confidence {row['confidence from']:g} to {row['confidence to']:g}"
        yield _row("what people accepted", "share of judged records", part, row["share"], row["judged"])


def _row(asks: str, metric: str, part: str, value: float | None, n: int) -> Json:
    return {
        "name": "register",
        "asks": asks,
        "metric": metric,
        "value": value,
        "n": n,
        "type": part,
        "languages": "",
    }


def _share(n: int, of: int) -> float | None:
    return round(n / of, 4) if of else None


def _most(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda c: (-c[1], c[0]))
