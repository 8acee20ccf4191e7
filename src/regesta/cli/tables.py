"""Views as tables for people: commitments, positions, offices, search, reports, issues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regesta.cli.console import STAGE_STYLES, console, grid, headed, styled
from regesta.query import words

if TYPE_CHECKING:
    from rich.text import Text

Row = Mapping[str, Any]


def print_commitments(
    rows: Sequence[Row], called: Mapping[str, str], short: Mapping[str, str], as_of: str
) -> None:
    """Print commitments: where each stands, since when, how long nothing was heard.

    Args:
        rows: Of `query.commitments`.
        called: Code -> name of a state.
        short: Id -> the shortest beginning that names it.
        as_of: The day to which silence is counted.
    """
    out = console()
    if not rows:
        out.print("No such commitment in the register.")
        return
    table = headed(("stage", 16), ("since", 11), ("silent", 6), ("what", None), ("by", 13))
    marked = False
    for row in rows:
        since, loose = _since(row["date"])
        marked = marked or loose
        silent = f"{row['silent_months']} mo" if "silent_months" in row else ""
        stage = styled((row["stage"], STAGE_STYLES.get(row["stage"], "")), "\n", (short[row["id"]], "dim"))
        kind, what = row["kind"], words.commitment(row)
        lead = "" if kind in what or kind == "pledge" or row.get("count") else f"{kind}: "
        table.add_row(
            stage,
            f"{since}{'°' if loose else ''}",
            silent.rjust(6),
            f"{lead}{what}",
            words.parties(row, called),
        )
    out.print(table)
    out.print()
    n_open = sum(bool(row["open"]) for row in rows)
    until = f", silence counted to {as_of}" if as_of else ""
    out.print(f"{words.plural(len(rows), 'commitment')}, {n_open} open{until}.")
    if marked:
        out.print("° the reports give no exact day; `regesta show ID` shows what is known.")


def _since(date: Row) -> tuple[str, bool]:
    """Return the day, month or year of a date, and whether the day itself is not known."""
    first, last = date.get("earliest", ""), date.get("latest", "")
    if first and first == last:
        return first, False
    if not first or not last:
        return first or last or "?", True
    for length in (7, 4):
        if first[:length] == last[:length]:
            return first[:length], True
    return f"{first[:4]}–{last[:4]}", True


def print_positions(rows: Sequence[Row], heading: str, short: Mapping[str, str]) -> None:
    """Print positions: topic, stance, who holds it, and on how many statements it rests."""
    out = console()
    if not rows:
        out.print("No position in the register that two statements share.")
        return
    out.print(styled((heading, "bold"), f"   {words.plural(len(rows), 'position')}"))
    out.print()
    table = headed(
        ("topic", None), ("stance", 10), ("held by", 8), ("said", 4), ("reports", 7), ("when", 12), ("id", 5)
    )  # fmt: skip
    for row in rows:
        n_reports = len({e["report_id"] for e in row["evidence"]})
        said, told = f"{len(row['statements'])}×".rjust(4), str(n_reports).rjust(7)
        when = words.years([row])
        held, mark = ", ".join(row["states"]), styled((short[row["id"]], "dim"))
        table.add_row(row["topic"], row["stance"], held, said, told, when, mark)
    out.print(table)


def print_offices(rows: Sequence[Row], called: Mapping[str, str], short: Mapping[str, str]) -> None:
    """Print who held which office, office by office, one after the other."""
    out = console()
    if not rows:
        out.print("No report in the register names anybody in office there.")
        return
    table = headed(("office", None), ("holder", 26), ("from", 10), ("until", 10), ("id", 6))
    before: tuple[str, str] | None = None
    for row in rows:
        post = (row["state"], row["office"])
        date = row.get("date", {})
        sure = any("pack" in e for e in row["evidence"])
        standing = "" if row["standing"] == "incumbent" else f" ({row['standing']})"
        office = "" if post == before else f"{row['office']}, {called.get(row['state'], row['state'])}"
        since, until = (date.get("earliest", ""), date.get("latest", "")) if sure else ("?", "?")
        table.add_row(office, f"{row['name']}{standing}", since, until, styled((short[row["id"]], "dim")))
        before = post
    out.print(table)
    out.print()
    out.print(
        f"{words.plural(len(rows), 'holder')} named by reports. Days are from the packs; without an end, the "
        "office was held on the packs' last day; ? where the packs are silent."
    )


def print_search(rows: Sequence[Row], query: str) -> None:
    """Print the reports that hold some words, each with its best passage."""
    out = console()
    if not rows:
        out.print(f"No report holds {query}.")
        return
    for row in rows:
        out.print(styled((row.get("title") or row["source"], "bold")))
        out.print(styled((f"{row['source']}  {row['report_id'][:8]}", "dim")))
        out.print(_marked(row))
        out.print()
    out.print(f"{words.plural(len(rows), 'report')}, best first.")


def _marked(row: Row) -> Text:
    """Return a passage with the words that were sought set off; they are spans into the report."""
    passage, start = str(row["passage"]), int(row["start"])
    text = styled(" ".join(passage.split()) if not row.get("words") else re.sub(r"\s", " ", passage))
    for first, last in row.get("words", ()):
        text.stylize("bold reverse", first - start, last - start)
    return text


def print_reports(rows: Sequence[Row]) -> None:
    """Print what is in the register, report by report."""
    out = console()
    there = [row for row in rows if not row.get("removed")]
    gone = [row for row in rows if row.get("removed")]
    if not rows:
        out.print("The register is empty. `regesta add PATH` reads reports.")
        return
    table = headed(
        ("report", None), ("published", 13), ("lang", 4), ("findings", 8), ("issues", 6), ("id", 8)
    )
    for row in there:
        name = styled(words.clipped(row.get("title") or "", 120) or row["source"])
        if row.get("title"):
            name.append(f"\n{row['source']}", "dim")
        table.add_row(
            name,
            _published(row.get("published")),
            row.get("language") or "?",
            str(row["findings"]).rjust(8),
            str(row["issues"]).rjust(6),
            styled((row["id"][:8], "dim")),
        )
    out.print(table)
    out.print()
    languages = Counter(row.get("language") or "unknown" for row in there)
    spread = ", ".join(f"{n} {language}" for language, n in sorted(languages.items()))
    taken = f"; {len(gone)} taken down" if gone else ""
    n_findings, n_issues = (sum(row[key] for row in there) for key in ("findings", "issues"))
    out.print(
        f"{words.plural(len(there), 'report')} ({spread}){taken}; {words.plural(n_findings, 'finding')}, ",
        end="",
    )
    out.print(f"{words.plural(n_issues, 'issue')}.")


def _published(date: Row | None) -> str:
    first, second = words.day_lines(date)
    return first if second in words.WEEKDAYS or not second else f"{first}\n{second}"


def print_issues(rows: Sequence[Row]) -> None:
    """Print the passages that were left uninterpreted, report by report."""
    out = console()
    if not rows:
        out.print("No passage was left uninterpreted.")
        return
    before = None
    for row in rows:
        if row["report"] != before:
            if before is not None:
                out.print()
            out.print(styled((row["report"], "bold")))
            before = row["report"]
        line = grid(22, None)
        line.add_row(row["code"], styled(row["reason"]))
        line.add_row(
            styled((f"{row['start']}–{row['end']}", "dim")),
            styled(f"“{words.clipped(words.quote(row['quote']), 140)}”"),
        )
        out.print(line)
    out.print()
    codes = Counter(row["code"] for row in rows)
    spread = ", ".join(f"{n} {code}" for code, n in codes.most_common())
    out.print(f"{words.plural(len(rows), 'issue')}: {spread}.")
