"""What decisions between likenesses mean for findings: as few decisions as give the same groups.

In: the findings of a view and the rules' decisions between likenesses. Out: decisions between findings. Of n findings
that are alike each is tied to one other, not to n - 1; what one likeness has to do with another is said of one
finding of each. Findings that a person decided about are tied one by one, for they may have to part from the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product

from regesta.model.decisions import Decision
from regesta.model.findings import Finding
from regesta.model.likeness import between_likenesses, likeness
from regesta.steps.merge import compare, follow

Pair = tuple[Finding, Finding]
Say = Callable[
    [Finding, Finding], Decision | None
]  # the decision between two findings, None where none may be


@dataclass(frozen=True, slots=True)
class _Kin:
    """The findings of one likeness, sorted by id.

    `heads` stand for all of them: where the plain ones, about which no person decided anything, are all tied to one
    another, the first of these and each of the others; else everyone.
    """

    members: tuple[Finding, ...]
    plain: tuple[Finding, ...]
    heads: tuple[Finding, ...]

    def behind(self, head: Finding) -> Sequence[Finding]:
        """Return those for whom a head stands, itself first."""
        tied = len(self.heads) < len(self.members)
        return self.plain if tied and head is self.plain[0] else (head,)


def by_likeness(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """Return the findings of each likeness, sorted by id."""
    found: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: f.id):
        found.setdefault(likeness(finding), []).append(finding)
    return {name: tuple(members) for name, members in found.items()}


def spread(
    alike: Mapping[str, tuple[Finding, ...]],
    decisions: Iterable[Decision],
    by_people: Collection[str] = frozenset(),
    withdrawn: Collection[str] = frozenset(),
) -> tuple[Decision, ...]:
    """Return decisions between findings, sorted by id.

    Args:
        alike: The findings that count, as they were read, by likeness.
        decisions: Active ones; those between likenesses are spread, all others passed over.
        by_people: Ids of findings that a person decided something about.
        withdrawn: Ids of decisions that were withdrawn: no such decision is returned.
    """
    present = [d for d in decisions if between_likenesses(d) and alike.keys() >= set(d.of)]
    made: list[Decision] = []
    kin: dict[str, _Kin] = {}
    for decision in present:
        name = decision.of[0]
        if decision.kind == "same" and decision.of[1] == name and len(alike[name]) > 1:
            kin[name], ties = _tied(alike[name], _sayer(decision, withdrawn), by_people)
            made += ties
    for decision in present:
        if decision.kind != "same" or decision.of[0] != decision.of[1]:
            a, b = (kin.get(name) or _alone(alike[name]) for name in decision.of)
            made += _between(decision, a, b, _sayer(decision, withdrawn))
    return tuple({d.id: d for d in sorted(made, key=lambda d: d.id)}.values())


def _sayer(decision: Decision, withdrawn: Collection[str]) -> Say:
    """Return what says of two findings what a decision says of their likenesses."""

    def say(a: Finding, b: Finding) -> Decision | None:
        if decision.kind == "follows":
            value = decision.value or ""
            made = follow.follows((a.id, b.id), decision.by, decision.reason, value)
            possible = follow.may_move(a, b)
        else:
            made = compare.decision(decision.kind, (a.id, b.id), decision.by, decision.reason)
            possible = a is not b and compare.may_be_one(a, b)
        return made if possible and made.id not in withdrawn else None

    return say


def _first(pairs: Iterable[Pair], say: Say) -> Iterator[Decision]:
    """Yield the first decision that may be of some pairs; none where there is none."""
    found = (decision for pair in pairs if (decision := say(*pair)) is not None)
    yield from (decision for decision in (next(found, None),) if decision is not None)


def _alone(members: Sequence[Finding]) -> _Kin:
    return _Kin(tuple(members), (), tuple(members))


def _tied(members: Sequence[Finding], say: Say, by_people: Collection[str]) -> tuple[_Kin, list[Decision]]:
    """Return findings that are all one to the rules, and the decisions that tie them."""
    plain = tuple(f for f in members if f.id not in by_people)
    told = tuple(f for f in members if f.id in by_people)
    made = [d for f in plain[1:] for d in _first(((other, f) for other in plain), say)]
    if len(made) < len(plain) - 1:  # all of one report, or a tie was withdrawn
        return _alone(members), [d for pair in combinations(members, 2) for d in _first((pair,), say)]
    made += [d for f in told for d in _first(((other, f) for other in plain), say)]
    made += [d for pair in combinations(told, 2) for d in _first((pair,), say)]
    heads = tuple(sorted((*plain[:1], *told), key=lambda f: f.id))
    return _Kin(tuple(members), plain, heads), made


def _between(decision: Decision, a: _Kin, b: _Kin, say: Say) -> Iterator[Decision]:
    """Yield what a decision about two likenesses means for their findings."""
    if decision.kind == "follows":
        for x in a.heads:
            for y in b.heads:
                yield from _first(product(a.behind(x), b.behind(y)), say)
    elif decision.kind == "unsure":
        yield from _doubts(a, b, say)
    else:
        for x in a.heads:
            for y in b.heads:
                yield from _first(chain(((x, f) for f in b.behind(y)), ((f, y) for f in a.behind(x))), say)


def _doubts(a: _Kin, b: _Kin, say: Say) -> Iterator[Decision]:
    """Yield for each finding one other that may be the same: a person looks at one pair at a time."""
    if a == b:
        told: set[str] = set()
        for i, f in enumerate(a.members):
            later = list(_first(((f, other) for other in a.members[i + 1 :]), say))
            if not later and f.id not in told:  # those after it are of its own report
                later = list(_first(((other, f) for other in a.members[:i]), say))
            told.update(i for d in later for i in d.of)
            yield from later
        return
    for f in a.heads:
        yield from _first(((f, other) for other in b.members), say)
    for f in b.heads:
        yield from _first(((other, f) for other in a.members), say)
