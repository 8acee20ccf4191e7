"""The review in the terminal: a queue, a record at a time, one key each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from regesta.cli.console import visible
from regesta.errors import RegestaError
from regesta.model.spans import Evidence
from regesta.query.corrections import allowed, fields_of
from regesta.query.words import clipped, quote
from regesta.register import Register

_HELP = "[a]ccept e[x]clude [m]erge [s]plit [e]dit [u]ndo [w]hy [j] next [k] back [q]uit"


def walk(register: Register, queue: Sequence[Mapping[str, Any]], by: str, key: Callable[[], str]) -> int:
    """Show each record of a queue and do what the keys say.

    Args:
        register: Open for writing.
        queue: Rows of `Register.doubtful`.
        by: Who decides.
        key: Gives the next key.

    Returns:
        How many decisions were made and stand at the end.
    """
    made: list[tuple[str, int]] = []  # decision, place in the queue
    at = 0
    _show(queue, at)
    while True:
        pressed = key()
        if pressed in {"q", "\x03", "\x04"}:
            return len(made)
        if pressed == "j":
            at = min(at + 1, len(queue) - 1)
            _show(queue, at)
        elif pressed == "k":
            at = max(at - 1, 0)
            _show(queue, at)
        elif pressed == "w":
            _why(register, queue[at])
        elif pressed == "u":
            if not made:
                click.echo("  nothing to undo")
                continue
            last, at = made.pop()
            register.decide("withdraw", last, by=by, reason="undone in review")
            click.echo(f"  took back {last[:8]}")
            _show(queue, at)
        elif pressed in {"a", "x", "m", "s", "e"}:
            decision = _decide(register, queue[at], pressed, by)
            if decision is None:
                continue
            made.append((decision, at))
            click.echo(f"  {decision[:8]}")
            if at == len(queue) - 1:
                click.echo("  that was the last; q ends, u takes back")
                continue
            at += 1
            _show(queue, at)
        else:
            click.echo(f"  {_HELP}")


def _decide(register: Register, row: Mapping[str, Any], pressed: str, by: str) -> str | None:
    """Make the decision a key asks for; None, and a word about it, where it cannot be made."""
    try:
        if pressed == "a":
            return register.decide("confirm", row["id"], by=by).id
        if pressed == "x":
            return register.reject_record(row["id"], by=by).id
        if pressed == "s" and "other" not in row:
            return _split(register, row, by)
        if pressed in {"m", "s"}:
            if "other" not in row:
                click.echo("  there is no other record that this may be")
                return None
            return register.decide(
                "same" if pressed == "m" else "different", row["id"], row["other"], by=by
            ).id
        return _edit(register, row, by)
    except RegestaError as exc:
        click.echo(f"  {exc}")
        return None


def _split(register: Register, row: Mapping[str, Any], by: str) -> str | None:
    """Split one of several witnesses off, as its page does."""
    items = register.records(register.concerned(row["id"]), texts=True)
    reports = {s.report.id: s.report.text for s in items.reports}
    members = next((i.merged.members for i in items.items() if i.id == row["id"]), ())
    if len(members) < 2:
        click.echo("  there is one witness, and no other record that this may be")
        return None
    for number, member in enumerate(members, 1):
        first = member.evidence[0]
        said = first.span.of(reports.get(first.report_id, "")) if isinstance(first, Evidence) else ""
        click.echo(f"  {number}  {member.id[:8]}  {visible(clipped(quote(said), 100))}")
    chosen = _line(f"  which to split off (1 to {len(members)}): ")
    if not chosen.isdigit() or not 1 <= int(chosen) <= len(members):
        click.echo("  nothing was split")
        return None
    return register.split_off(members[int(chosen) - 1].id, by=by).id


def _edit(register: Register, row: Mapping[str, Any], by: str) -> str | None:
    fields = fields_of(row["record"])
    field = _line(f"  field ({', '.join(fields)}): ")
    choices = allowed(field)
    value = _line(f"  {field} ({', '.join(choices)}): " if choices else f"  {field}: ")
    if not field:
        return None
    return register.decide("override", row["id"], by=by, value={"field": field, "value": value}).id


def _line(asked: str) -> str:
    """Return a line of answer; from a pipe, the next that is not empty."""
    click.echo(asked, nl=False)
    line = sys.stdin.readline()
    while line and not line.strip() and not sys.stdin.isatty():
        line = sys.stdin.readline()
    return line.strip()


def _show(queue: Sequence[Mapping[str, Any]], at: int) -> None:
    row = queue[at]
    click.echo(f"\n{at + 1}/{len(queue)}  {row['id'][:8]}  {row['record']}  {visible(row['says'])}")
    if "words" in row and "quote" in row["words"]:
        click.echo(f"  “{visible(clipped(quote(row['words']['quote']), 400))}”")
        click.echo(f"  {visible(row['words']['report'])}")
    click.echo(f"  in doubt: {'; '.join(row['why'])}")
    click.echo(f"  {_HELP}")


def _why(register: Register, row: Mapping[str, Any]) -> None:
    """Print the rules that found a record, and what was decided about it."""
    line = register.show(row["id"])
    for evidence in line["evidence"]:
        click.echo(
            f"  {evidence.get('rule') or evidence.get('row')}: {visible(quote(evidence.get('quote', '')))}"
        )
    for basis in (line.get("date") or {}).get("basis", ()):
        click.echo(f"  date, {visible(basis)}")
    if "other" in row:
        other = register.show(row["other"])
        click.echo(f"  may be {row['other'][:8]}: {visible(quote(other['evidence'][0].get('quote', '')))}")
