"""Settle dates and offices together, last of the steps.

In: a resolved report and the drafts of its findings. Out: findings with dates as intervals and
offices as held on those days, and issues where bases contradict each other.

Dates need offices ("the foreign ministers met": which ones?), offices need dates, and some dates
need other events of the report: so all are fixed here, in one pass over plain values.
"""

from __future__ import annotations

from collections.abc import Sequence

from regesta.model.drafts import Draft, FindOccasion, PlaceDate
from regesta.model.findings import Commitment, Event, Finding, Issue, Statement
from regesta.model.ids import short_hash
from regesta.model.reports import DateMention, ResolvedReport
from regesta.model.spans import Span
from regesta.model.times import DayRange
from regesta.packs.knowledge import Knowledge
from regesta.packs.language import Language
from regesta.steps.settle.days import days_ahead, narrow_publication, said_days, settle_event
from regesta.steps.settle.links import gather, place_commitments, place_statements, with_mode
from regesta.steps.settle.offices import offices_held, with_offices

__all__ = ["Settled", "settle"]

Settled = tuple[tuple[Finding, ...], tuple[Issue, ...], DayRange]


def settle(
    report: ResolvedReport,
    events: Sequence[Draft[Event]],
    statements: Sequence[Draft[Statement]],
    commitments: Sequence[Draft[Commitment]],
    language: Language,
    knowledge: Knowledge,
    place_date: PlaceDate,
    find_occasion: FindOccasion,
) -> Settled:
    """Return final findings, issues and the report's own window of days.

    Args:
        report: The resolved report.
        events: Drafts with open dates, in reading order.
        statements: The same.
        commitments: The same.
        language: The report's language pack.
        knowledge: Who held what when; the calendar of meetings.
        place_date: Anchors an expression of time against the report's window.
        find_occasion: Looks a gathering up in the calendar: words, window -> a row or None.
    """
    issues: list[Issue] = []
    window = narrow_publication(report, events, knowledge, place_date, find_occasion)
    dated: list[Draft[Event]] = []
    for draft in events:
        settled, problem = settle_event(report, draft, window, knowledge, place_date, find_occasion)
        if problem:
            issues.append(_issue(report, draft, problem))
        dated.append(settled)
    gathered = gather(dated)
    findings: list[Finding] = [with_offices(with_mode(d.finding), knowledge) for d in gathered]

    def say(when: Sequence[DateMention]) -> DayRange | None:
        return said_days(when, window, place_date)

    def ahead(when: Sequence[DateMention]) -> DayRange | None:
        return days_ahead(when, window, place_date)

    findings += [with_offices(s, knowledge) for s in place_statements(statements, gathered, window, say)]
    findings += [
        with_offices(c, knowledge) for c in place_commitments(commitments, gathered, window, say, ahead)
    ]
    findings += offices_held(report, window, language, knowledge)
    return tuple(_distinct(findings)), tuple(issues), window


def _distinct(findings: Sequence[Finding]) -> list[Finding]:
    """Keep the first finding of each id."""
    kept: dict[str, Finding] = {}
    for finding in findings:
        kept.setdefault(finding.id, finding)
    return list(kept.values())


def _issue(report: ResolvedReport, draft: Draft[Event], problem: tuple[str, str]) -> Issue:
    code, reason = problem
    span = draft.finding.evidence[0].span
    return make_issue(report.annotated.id, report.annotated.text, span, code, reason)


def make_issue(report_id: str, text: str, span: Span, code: str, reason: str) -> Issue:
    """Return an issue with its id."""
    return Issue(
        short_hash(f"issue|{report_id}|{span.start}|{span.end}|{code}"),
        report_id,
        span,
        span.of(text)[:600],
        code,
        reason,
    )
