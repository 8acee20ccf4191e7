"""One record in full, as a regest: what happened; when, where, how we know; each witness in its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from regesta.cli.console import STAGE_STYLES, console, grid, print_beside, styled
from regesta.query import words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Row = Mapping[str, Any]

_LABEL_CHARS = 16  # the longest stage


def print_record(row: Row, short: Mapping[str, str]) -> None:
    """Print a record.

    Args:
        row: From `query.show`.
        short: Id -> the shortest beginning that names it.
    """
    out = console()
    out.print(styled((_heading(row), "bold")))
    setting = _setting(row)
    if setting:
        out.print(setting)
    if row["record"] == "commitment":
        history = grid(_LABEL_CHARS, None)
        for step in row["history"]:
            history.add_row(styled((step["stage"], STAGE_STYLES.get(step["stage"], ""))), _step(step, short))
        out.print(history)
    for witness in row.get("context", ()):
        out.print()
        out.print(styled((_witness(witness), "bold")))
        for passage in witness["passages"]:
            _print_passage(out, passage)
        for differing in witness.get("differs", ()):
            out.print(
                styled(("says differently: ", "yellow"), f"{differing['field']} {_value(differing['value'])}")
            )
    out.print()
    facts = grid(_LABEL_CHARS, None)
    for label, value in _facts(row, short):
        facts.add_row(styled((label, "dim")), value)
    out.print(facts)


def _setting(row: Row) -> str:
    """Return in one line when and where it was, and how we know."""
    date = row.get("date") or row.get("published") or {}
    if not date:
        return ""
    first, second = words.day_lines(date)
    when = f"{second} {first}" if second in words.WEEKDAYS else words.days(date)
    place = row.get("place") or {}
    where = f", {place['name']}" if place and row["record"] == "event" else ""
    lead, tail = words.because(date)
    known = f"{lead}: {tail}" if tail else lead or "; ".join(words.basis_lines(date))
    return f"{when}{where}. {known[:1].upper()}{known[1:]}." if known else f"{when}{where}."


def _heading(row: Row) -> str:
    record = row["record"]
    if record == "event":
        return f"{words.event(row)}."
    if record == "statement":
        return f"{words.statement(row)}."
    if record == "commitment":
        title = words.commitment(row)
        return (
            f"{row['kind'].capitalize()}: {title}."
            if row["kind"] not in title
            else f"{title[:1].upper()}{title[1:]}."
        )
    if record == "office":
        return f"{row['name']}, {words.title(row)}, {row['state']}."
    if record == "position":
        return f"{', '.join(row['states'])}: {row['stance']}, {row['topic']}."
    if record == "entity":
        return str(row["name"])
    if record == "issue":
        return f"{row['code']}: {row['reason']}."
    if record == "report":
        return str(row.get("title") or row["source"])
    return f"{row['kind']}, by {row['by']}."


def _facts(row: Row, short: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
    """Yield what is known of a record besides its heading, label by label."""
    yield "record", styled(f"{row['record']} {row['id']}")
    if row["record"] == "event":
        coded = " ".join([row["type"], *row.get("modes", ())])
        yield "coded", styled(f"{coded}, {row['status']}, score {row['score']:+g}")
    date = row.get("date") or row.get("published")
    if date:
        yield "days", styled(words.days(date))
        for line in words.basis_lines(date):
            yield "", styled((line, "dim"))
    place = row.get("place")
    if place:
        at = f" {place['lat']:.2f}, {place['lon']:.2f}" if "lat" in place else ""
        yield "where", styled(place["name"], (f"  {place.get('state', '')}{at}", "dim"))
    yield from _particulars(row, short)
    if "confidence" in row:
        n_reports = len({e["report_id"] for e in row["evidence"] if "report_id" in e})
        yield "rests on", styled(f"{words.plural(n_reports, 'report')}, confidence {row['confidence']:.2f}")
    for how, ids in row.get("related", {}).items():
        some = " ".join(short.get(i, i[:8]) for i in ids[:8])
        more = f" and {len(ids) - 8} more" if len(ids) > 8 else ""
        yield how, styled(f"{some}{more}")


def _particulars(row: Row, short: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
    for key, label in (("by", "by"), ("to", "to"), ("addressees", "to"), ("about", "about")):
        if isinstance(row.get(key), list):
            yield label, styled(words.people(row[key]))
    if row["record"] == "commitment":
        yield "parties", styled(", ".join(row["parties"]))
        if row.get("sectors"):
            yield "fields", styled(", ".join(row["sectors"]))
        if row.get("value"):
            yield "value", styled(f"{row['value']['amount']:,} {row['value'].get('currency', '')}".strip())
        if row.get("due"):
            yield "due", styled(words.days(row["due"]))
    foreseen = row.get("foresees")
    if foreseen:
        when = f", {words.days(foreseen['date'])}" if foreseen.get("date") else ""
        where = f", {foreseen['place']['name']}" if foreseen.get("place") else ""
        yield "foresees", styled(f"{foreseen['type']}{when}{where}")
    for key, label in (
        ("part_of", "part of"),
        ("event", "said at" if row["record"] == "statement" else "made at"),
    ):
        if isinstance(row.get(key), str):
            yield label, styled(short.get(row[key], row[key][:8]))
    if row["record"] == "entity":
        yield "kind", styled(row["kind"])
        if row.get("names"):
            names = [
                f"{n['name']} ({n['language']})" if n.get("language") else n["name"] for n in row["names"]
            ]
            yield "written", styled("; ".join(names))
    if row["record"] == "report":
        for key in ("publisher", "language"):
            if row.get(key):
                yield key, styled(row[key])
        yield "sources", styled("\n".join(row["sources"]))
    if row["record"] == "decision":
        yield "about", styled(" ".join(short.get(i, i) for i in row["of"]))
        if row.get("reason"):
            yield "reason", styled(row["reason"])


def _step(step: Row, short: Mapping[str, str]) -> Text:
    """Return one step of a history: stage, day, what moved it."""
    text = styled(words.days(step["date"]))
    if step.get("by"):
        text.append(f"  by {short.get(step['by'], step['by'][:8])}", "dim")
    if step.get("reason"):
        text.append(f"  {step['reason']}", "dim")
    return text


def _witness(witness: Row) -> str:
    parts = [witness.get("publisher"), witness["source"]]
    published = witness.get("published") or {}
    if published.get("earliest") or published.get("latest"):
        parts.append(words.days(published))
    return " · ".join(str(p) for p in parts if p)


def _print_passage(out: Console, passage: Row) -> None:
    """Print words of a report, marked by a bar, between what stands before and after them."""
    before, after = (words.quote(passage[key]) for key in ("before", "after"))
    if before:
        print_beside(out, "  ", styled((f"…{before}", "dim")))
    print_beside(out, "│ ", styled((words.quote(passage["quote"]), "bold")))
    where = f"[{passage['start']}:{passage['end']}]"
    print_beside(out, "  ", styled((f"{after}…  {where}" if after else where, "dim")))


def _value(value: Any) -> str:
    if isinstance(value, dict):
        if "granularity" in value:
            return words.days(value)
        return str(value.get("name") or ", ".join(f"{k} {v}" for k, v in value.items()))
    return str(value)
