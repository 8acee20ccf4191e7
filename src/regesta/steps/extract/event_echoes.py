"""Drop what is told twice in a sentence: an act and its goal, a verb and its noun.

In: drafts of events. Out: one a thing told, as full as its clauses make it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from regesta.model.drafts import Draft
from regesta.model.findings import Event
from regesta.steps.extract.fill import ClausedReport


def without_goals(drafts: Sequence[Draft[Event]], report: ClausedReport) -> list[Draft[Event]]:
    """Drop what an AGREE or REJECT is about, coded again from its own clause: "invited him *to visit*".

    Where the inner clause tells the same agreement and what it foresees ("agreed *to meet*"), the outer goes.
    """
    about = {"AGREE", "REJECT"}
    by_index = {c.index: c for c in report.clauses}

    def above(draft: Draft[Event]) -> Iterator[int]:
        up, hops = by_index[draft.clause].parent, 0
        while up is not None and hops < 6:
            yield up
            up, hops = by_index[up].parent, hops + 1

    told_below = {
        (up, _everybody(d.finding))
        for d in drafts
        if by_index[d.clause].kind == "verb" and _foresees_together(d.finding)
        for up in above(d)
    }
    fuller = [
        d
        for d in drafts
        if d.finding.type != "AGREE"
        or d.finding.foresees is not None
        or not d.finding.recipients
        or (d.clause, _everybody(d.finding)) not in told_below
    ]
    outer = {d.clause for d in fuller if d.finding.type in about}
    return [d for d in fuller if not (d.finding.type in about and any(up in outer for up in above(d)))]


def _foresees_together(event: Event) -> bool:
    """Return whether it is an agreement on what several will do together: a meeting, a visit."""
    return event.type == "AGREE" and event.foresees is not None and not event.recipients


def without_echoes(drafts: Sequence[Draft[Event]], report: ClausedReport) -> list[Draft[Event]]:
    """Drop a draft that says again, in one sentence, what another draft of it says in full.

    "Held talks" gives a verb and a noun clause; "met and spoke to" two verbs. One act, one record.
    """
    kept: list[Draft[Event]] = []
    verbs = {c.index for c in report.clauses if c.kind == "verb"}
    for draft in drafts:
        event = draft.finding
        twin = next(
            (
                k
                for k, d in enumerate(kept)
                if d.sentence == draft.sentence
                and _same_act(d.finding, event)
                and not _of_two_verbs(d, draft, verbs)
                and d.background == draft.background
            ),
            None,
        )
        if twin is None:
            kept.append(draft)
            continue
        other = kept[twin]
        first = other.finding
        richer, poorer = (
            (draft, other)
            if len(event.actors) + len(event.recipients) > len(first.actors) + len(first.recipients)
            else (other, draft)
        )
        body = richer.finding
        spare = poorer.finding
        joined = replace(
            body,
            place=body.place or spare.place,
            modes=body.modes or spare.modes,
            foresees=body.foresees or spare.foresees,
        )
        kept[twin] = replace(
            richer,
            finding=joined,
            when=richer.when or poorer.when,
            occasion=richer.occasion or poorer.occasion,
            host=richer.host or poorer.host,
        )
    return kept


def _of_two_verbs(a: Draft[Event], b: Draft[Event], verbs: set[int]) -> bool:
    """Return whether two verbs tell acts of two modes: "froze the treaty and recalled its envoy"."""
    modes, others = a.finding.modes, b.finding.modes
    apart = bool(modes and others) and set(modes).isdisjoint(others)
    return apart and a.finding.type != "CONSULT" and {a.clause, b.clause} <= verbs


def _everybody(event: Event) -> frozenset[str]:
    return frozenset(a.entity for a in (*event.actors, *event.recipients))


def _same_act(a: Event, b: Event) -> bool:
    everybody_a, everybody_b = _everybody(a), _everybody(b)
    return (
        a.type == b.type
        and a.status == b.status
        and (everybody_a <= everybody_b or everybody_b <= everybody_a)
        and not _answers(a, b)
    )


def _answers(a: Event, b: Event) -> bool:
    """Return whether one act is the other's answer in kind: "expelled two envoys, and *they expelled one of its*"."""
    return {x.state for x in a.actors} == {x.state for x in b.recipients} and {x.state for x in b.actors} == {
        x.state for x in a.recipients
    }
