"""`packs check`: try every example, look for contradictions, and say what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from regesta.cli.console import console, grid, headed, print_json, progress, styled
from regesta.errors import BadValue
from regesta.query import words

if TYPE_CHECKING:
    from regesta.packs.check import Problem
    from regesta.packs.load import Packs

_STYLES = {"error": "red", "warning": "yellow", "note": "dim"}
_MOST_NOTES = 12  # a pack without gaps does not exist; --json gives them all


def print_check(folders: Sequence[Path], languages: Collection[str], *, quick: bool, as_json: bool) -> bool:
    """Check packs and print what is wrong.

    Args:
        folders: Of packs besides those shipped.
        languages: Codes; empty means all.
        quick: Leave the examples out.
        as_json: Print the problems as JSON.

    Returns:
        Whether there is no error.
    """
    from regesta import settings
    from regesta.packs import check
    from regesta.packs.load import load_packs
    from regesta.query import modes_of_types

    packs = load_packs(*map(Path, settings.folders("packs")), *folders)
    for code in languages:
        if code not in packs.languages:
            raise BadValue(code, "has no pack", f"Choose from {', '.join(sorted(packs.languages))}")
    problems = list(check.knowledge_problems(packs.knowledge))
    for code in sorted(languages or packs.languages):
        problems += check.language_problems(packs.languages[code], packs.knowledge, modes_of_types())
    todo = () if quick else check.all_trials(packs, languages)
    fired = _reader(packs)
    with progress("trying examples") as step:
        for n_done, trial in enumerate(todo):
            if step is not None:
                step(n_done, len(todo), trial.where)
            problem = check.tried(trial, fired)
            if problem is not None:
                problems.append(problem)
    if as_json:
        print_json([{"severity": p.severity, "where": p.where, "what": p.what} for p in problems])
    else:
        _print(packs, problems, Counter(_file(t.where) for t in todo))
    return not any(p.severity == "error" for p in problems)


def _reader(packs: Packs) -> Callable[[str, str], frozenset[str]]:
    """Return a function that reads a sentence as a report and gives the rules and kinds of what it finds."""
    from regesta.engines.local import tools
    from regesta.model.ids import report_id
    from regesta.model.reports import Report
    from regesta.model.snapshot import kind_of
    from regesta.model.spans import Evidence
    from regesta.pipeline import trace

    def fired(text: str, language: str) -> frozenset[str]:
        report = Report(report_id(text), "example", text, "", language=language)
        reading = trace(report, packs, tools(packs)).reading
        rules = {e.rule for f in reading.findings for e in f.evidence if isinstance(e, Evidence)}
        return frozenset(rules | {":".join(kind_of(f)) for f in reading.findings})

    return fired


def _file(where: str) -> str:
    return where.partition("#")[0]


def _print(packs: Packs, problems: Sequence[Problem], n_tried: Counter[str]) -> None:
    out = console()
    failed = Counter(_file(p.where) for p in problems if p.severity == "error")
    if n_tried:
        table = headed(("examples of", None), ("tried", 7), ("wrong", 7))
        for name, n in sorted(n_tried.items()):
            table.add_row(name, f"{n:,}".rjust(7), str(failed[name]).rjust(7))
        out.print(table)
        out.print()
    for severity in ("error", "warning", "note"):
        listed = [p for p in problems if p.severity == severity]
        shown = listed[:_MOST_NOTES] if severity == "note" else listed
        for problem in shown:
            line = grid(7, None)
            line.add_row(
                styled((severity, _STYLES[severity])), styled((f"{problem.where}: ", "bold"), problem.what)
            )
            out.print(line)
        if len(shown) < len(listed):
            out.print(
                f"{'':9}and {words.plural(len(listed) - len(shown), 'more note')}; --json lists them all"
            )
    knowledge = packs.knowledge
    counts = Counter(p.severity for p in problems)
    said = ", ".join(words.plural(counts[s], s) for s in ("error", "warning", "note"))
    facts = f"{len(knowledge.states)} states, {len(knowledge.organisations)} organisations"
    facts += f", {len(knowledge.tenures):,} tenures, {len(knowledge.meetings)} meetings, to {knowledge.as_of}"
    out.print(f"{facts}. {words.plural(sum(n_tried.values()), 'example')} tried: {said}.")
