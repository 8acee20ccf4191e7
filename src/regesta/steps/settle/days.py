"""Fix the days of events from what the clause says, who takes part and where it was held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from regesta.model.actors import Actor
from regesta.model.drafts import Draft, FindOccasion, Gathering, PlaceDate
from regesta.model.findings import Event, Place
from regesta.model.reports import DateMention, ResolvedReport
from regesta.model.times import DayRange, intersect, to_weekday
from regesta.packs.knowledge import Knowledge

_FRESH = dt.timedelta(days=7)  # a report follows the event it leads with within a week
_MONTH = 31  # days: a wider date pins no report down
_PAST = dt.timedelta(days=30)  # what lies further back is background


def narrow_publication(
    report: ResolvedReport,
    drafts: Sequence[Draft[Event]],
    knowledge: Knowledge,
    place_date: PlaceDate,
    find_occasion: FindOccasion,
) -> DayRange:
    """Return the report's window, narrowed by the first event it dates to less than a month."""
    window: DayRange = report.published
    if any(b.startswith(("header", "url")) for b in window.basis):
        return window
    news: list[DayRange] = []
    for draft in drafts:
        if draft.background or draft.finding.status != "occurred" or not (draft.when or draft.occasion):
            continue
        day = settle_event(report, draft, window, knowledge, place_date, find_occasion)[0].finding.date
        if day.start is not None and day.n_days is not None and day.n_days <= _MONTH:
            news.append(day)
    # The news is the latest of what is told; what lies years back is background, wherever it stands.
    for day in sorted(news, key=lambda d: (d.start, d.end), reverse=True)[:1]:
        assert day.start is not None
        assert day.end is not None
        lead = DayRange(day.start, day.end + _FRESH, "period", (f"event: the report leads with {day.start}",))
        window = intersect(window, lead) or window
    return window


def settle_event(
    report: ResolvedReport,
    draft: Draft[Event],
    window: DayRange,
    knowledge: Knowledge,
    place_date: PlaceDate,
    find_occasion: FindOccasion,
) -> tuple[Draft[Event], tuple[str, str] | None]:
    """Return the draft with its event's date, and a problem as (code, reason) or None."""
    event = draft.finding
    ahead = event.status in {"planned", "conditional"}
    said, vague = _said(draft.when, window, place_date, past=not ahead, logged=draft.logged)
    if said is not None and not draft.background and not ahead and _inferred(window):
        said = _within(said, draft, window)
    meeting = _occasion(report, draft, window, find_occasion)
    ranges: list[DayRange] = []
    if said is not None:
        ranges.append(said)
    if meeting is not None:
        ranges.append(
            DayRange(
                meeting.first, meeting.last + dt.timedelta(days=1), "day", (f"occasion: {meeting.name}",)
            )
        )
    background = draft.background and said is None
    if not ranges:
        ranges.append(_before(window) if background else _with_publication(window, logged=draft.logged))
    problem = None
    date = ranges[0]
    for other in (*ranges[1:], *_tenures(event, knowledge)):
        narrower = intersect(date, other) or intersect(date, _loosened(other))
        if narrower is None:
            problem = ("date.bases-contradict", f"{'; '.join(date.basis)} against {'; '.join(other.basis)}")
        elif narrower.start != date.start or narrower.end != date.end:
            date = narrower
    if date.end is None:
        date = (
            DayRange(date.start, knowledge.as_of + dt.timedelta(days=1), date.granularity, date.basis)
            if date.start is None or date.start <= knowledge.as_of
            else date
        )
    if vague and said is None and not background:
        problem = problem or ("date.vague", "the words give no day")
    event = replace(event, date=date)
    if meeting is not None:
        event = replace(event, occasion=meeting.name, place=event.place or Place(meeting.city, meeting.state))
    elif draft.occasion is not None:
        event = replace(event, occasion=" ".join(draft.occasion.of(report.annotated.text).split()))
    if event.status == "occurred" and _is_past(draft, date, window):
        event = replace(event, status="historical")
    if event.foresees is not None:
        event = _foresee(event, draft, window, place_date)
    return replace(draft, finding=event, host=event.place.state if event.place else draft.host), problem


def _said(
    mentions: Sequence[DateMention],
    window: DayRange,
    place_date: PlaceDate,
    *,
    past: bool,
    logged: bool = False,
) -> tuple[DayRange | None, bool]:
    """Return the days that the clause's own expressions allow, and whether one of them was vague."""
    said: DayRange | None = None
    vague = False
    for mention in mentions:
        if mention.kind == "vague":
            vague = True
            continue
        if mention.kind == "anniversary":
            continue
        placed = place_date(mention, window, past)
        if logged:  # a calendar tells of the days about its own
            placed = _nearer(window, placed, place_date(mention, window, not past))
        if placed is None:
            continue
        said = placed if said is None else (intersect(said, placed) or said)
    return said, vague


def _nearer(window: DayRange, a: DayRange | None, b: DayRange | None) -> DayRange | None:
    """Return which of two ranges lies nearer to a window; the first where nothing tells."""
    if a is None or b is None or window.start is None or a.start is None or b.start is None:
        return a or b
    return b if abs(b.start - window.start) < abs(a.start - window.start) else a


def said_days(mentions: Sequence[DateMention], window: DayRange, place_date: PlaceDate) -> DayRange | None:
    """Return the days that a clause's own expressions of time allow, told as past; None without one."""
    said, _ = _said(mentions, window, place_date, past=True)
    if said is None:
        return None
    return (
        intersect(said, DayRange(window.start, None, "period"))
        if _inferred(window) and _near(said, window)
        else said
    )


def days_ahead(mentions: Sequence[DateMention], window: DayRange, place_date: PlaceDate) -> DayRange | None:
    """Return the days to come that some expressions of time name ("by 2027"); None where they name none.

    "The documents signed today help us to reach $1 billion": today is no day to come.
    """
    named = [
        m.range if m.range is not None else place_date(m, window, False)
        for m in mentions
        if m.shift_days is None or m.shift_days[1] > 0
    ]
    news = window.start
    later = [d for d in named if d is not None and d.start is not None and (news is None or d.start >= news)]
    return max(later, key=lambda d: d.start or dt.date.min) if later else None


def _near(said: DayRange, window: DayRange) -> bool:
    return intersect(said, DayRange(window.start, None, "period")) is not None


def _inferred(window: DayRange) -> bool:
    return not any(b.startswith(("header", "url", "override")) for b in window.basis)


def _within(said: DayRange, draft: Draft[Event], window: DayRange) -> DayRange:
    """Return the days narrowed to an inferred window: what bounds the report bounds what it tells as news."""
    both = intersect(
        said,
        DayRange(
            window.start, None, "period", tuple(b for b in window.basis if not b.startswith("pack-as-of"))
        ),
    )
    weekday = next((m.weekday for m in draft.when if m.kind == "weekday" and m.weekday is not None), None)
    if both is None or weekday is None:
        return both or said
    return to_weekday(both, weekday) or said


def _with_publication(window: DayRange, *, logged: bool = False) -> DayRange:
    """Return the days a report speaks of by default: its own and the two before it; a log line's, its own."""
    if not logged and window.start is not None and window.n_days is not None and window.n_days <= 3:
        return DayRange(
            window.start - dt.timedelta(days=2), window.end, "day", ("publication: no date in the sentence",)
        )
    return replace(window, granularity="day").because("publication: no date in the sentence")


def _before(window: DayRange) -> DayRange:
    """Return all days up to what the report tells as news, for what it tells as past."""
    lead = any(b.startswith("event: the report leads") for b in window.basis)
    end = window.start + dt.timedelta(days=1) if lead and window.start is not None else window.end
    return DayRange(None, end, "period", ("before: told as past by the report",))


def _tenures(event: Event, knowledge: Knowledge) -> list[DayRange]:
    """Return when each participant held the office that the report gives; a union where more than once."""
    found: list[DayRange] = []
    by_label = {knowledge.label(k): k for k in knowledge.office_kinds}
    for actor in (*event.actors, *event.recipients):
        if (
            not actor.entity.startswith("person:")
            or actor.office is None
            or actor.standing in {"former", "late", "designate"}
        ):
            continue
        kind = by_label.get(actor.office)
        held = [
            t
            for t in knowledge.held_by(actor.entity.removeprefix("person:"))
            if t.office == kind and t.state == actor.state
        ]
        if held:
            start = min(t.since for t in held)
            end = None if any(t.until is None for t in held) else max(t.until for t in held if t.until)
            found.append(
                DayRange(
                    start,
                    end,
                    "period",
                    (f"tenure: {actor.name} {actor.office} of {actor.state} from {start}",),
                )
            )
    return found


def _loosened(tenure: DayRange) -> DayRange:
    """Return a range a day wider: the day of handing over must not make two true sentences contradict each other."""
    day = dt.timedelta(days=1)
    return DayRange(
        tenure.start - day if tenure.start else None,
        tenure.end + day if tenure.end else None,
        "period",
        tenure.basis,
    )


def _occasion(
    report: ResolvedReport, draft: Draft[Event], window: DayRange, find_occasion: FindOccasion
) -> Gathering | None:
    if draft.occasion is None:
        return None
    return find_occasion(draft.occasion.of(report.annotated.text), draft.host, window)


def _is_past(draft: Draft[Event], date: DayRange, window: DayRange) -> bool:
    if draft.background and not draft.when:
        return True
    return date.end is not None and window.start is not None and date.end <= window.start - _PAST


def _foresee(event: Event, draft: Draft[Event], window: DayRange, place_date: PlaceDate) -> Event:
    ahead, _ = _said(draft.foreseen_when, window, place_date, past=False)
    return replace(event, foresees=replace(event.foresees, date=ahead)) if event.foresees and ahead else event


def participants(event: Event) -> tuple[Actor, ...]:
    """Return everyone who takes part."""
    return (*event.actors, *event.recipients)
