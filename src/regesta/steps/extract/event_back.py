"""Find whose deed a clause points back at: "the move", "the charges", "the tax" that somebody has imposed.

In: a clause, who acts in it, and what was told before it. Out: actors; none where two might be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from regesta.model.actors import Actor
from regesta.model.clauses import Argument, Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Event
from regesta.steps.extract.fill import ClausedReport
from regesta.text.fold import squeeze, squeezed

_CHARGES_REACH = 12  # sentences back to what "the accusation" against the one who answers was
_DEEDS_REACH = 2  # sentences back to what "the move" was
HOSTILE = frozenset(("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"))
_WORDS_REACH = 4  # sentences back to where "the tax" was somebody's


def _kinds_of_deed(report: ClausedReport, argument: Argument) -> frozenset[str]:
    """Return which types of event an argument may point back at: "the deployment", "the charges", "this move"."""
    syntax = report.language.syntax
    first = squeeze(argument.span.of(report.text)).split()[:1]
    if argument.owners or argument.inner or not set(first) <= set(map(squeeze, syntax.pointers)):
        return frozenset()
    head = squeeze(argument.head.of(report.text))
    return frozenset(kind for kind, nouns in syntax.deeds.items() if head in map(squeeze, nouns))


def who_did_it(
    report: ClausedReport, clause: Clause, actors: Sequence[Actor], before: Sequence[Draft[Event]]
) -> tuple[Actor, ...]:
    """Return who did what the clause points back at: "Minsk condemned *the move*" after "Poland closed its border".

    It is the one side, other than the one that acts here, of the last event told in the two sentences before.
    """
    own = {a.state for a in actors}
    aimed = ((a, _kinds_of_deed(report, a)) for a in clause.args("object", "oblique:against"))
    pointing, kinds = next(((a, kinds) for a, kinds in aimed if kinds), (None, frozenset()))
    if pointing is None:
        return ()
    # "the deployment" is a mobilisation, "the charges" an accusation; "the move" is whatever was done, not asked for
    told = [
        d
        for d in before
        if 0 < clause.sentence - d.sentence <= _DEEDS_REACH
        and (d.finding.type in kinds or ("any" in kinds and d.finding.type not in {"REQUEST", "CONSULT"}))
    ]
    if not told:  # further back "the accusation" is one against whoever answers
        at_us = (
            d for d in before if d.finding.type in kinds and own & {r.state for r in d.finding.recipients}
        )
        told = [d for d in at_us if 0 < clause.sentence - d.sentence <= _CHARGES_REACH]
    last = [d for d in told if d.sentence == max(e.sentence for e in told)]
    sides = {a.state: a for d in last for a in d.finding.actors if a.state and a.state not in own}
    if len(sides) != 1 or not _others_named(report, clause, own) <= set(sides):
        return ()  # "rejected the charges that Oman had made": they may be of whoever else is named
    words = pointing.span.of(report.text)
    return tuple(replace(a, as_written=words, via="pronoun", spans=(pointing.span,)) for a in sides.values())


def whose_it_is(report: ClausedReport, clause: Clause, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return who did what the clause names again: "criticised *the tax*" after "Ecuador imposed a tax".

    It is the one side, other than the one that acts here, of whom the sentences before say so in the same word.
    """
    own = {a.state for a in actors}
    pointing = next((a for a in clause.args("object", "oblique:against") if _points(report, a)), None)
    if pointing is None or not own:
        return ()
    doers = [a for doer in _doers(report, clause, pointing.head_lemma) for a in doer]
    sides = {a.state: a for a in reversed(doers) if a.state}
    if len(sides) != 1 or not own.isdisjoint(sides) or not _others_named(report, clause, own) <= set(sides):
        return ()
    words = pointing.span.of(report.text)
    return tuple(replace(a, as_written=words, via="pronoun", spans=(pointing.span,)) for a in sides.values())


def shared_target(
    report: ClausedReport, clause: Clause, actors: Sequence[Actor], before: Sequence[Draft[Event]], type_: str
) -> tuple[Actor, ...]:
    """Return whom the act before "and" is aimed at: "froze its treaty with *Spain* and recalled its envoy".

    Both acts must be hostile and of the same actors, and the second be about nobody and nothing else: it takes back
    what is one's own ("*its* envoy"), shuts a border, or has no object.
    """
    if clause.kind != "verb" or clause.relation != "conjunct":
        return ()
    states = {a.state for a in actors}
    if any(a.state and a.state not in states for a in report.actors(clause.arguments, owners="any")):
        return ()
    if not _about_ties(report, clause, type_):
        return ()
    siblings = report.clauses_in(clause.sentence)
    above = {clause.parent, *(c.index for c in siblings if c.kind == "noun" and c.parent == clause.parent)}
    own = {a.entity for a in actors}
    for draft in before:
        event = draft.finding
        same = {a.entity for a in event.actors} == own and event.type in HOSTILE
        if draft.clause in above and draft.sentence == clause.sentence and same:
            return event.recipients
    return ()


def _about_ties(report: ClausedReport, clause: Clause, type_: str) -> bool:
    """Return whether a coordinated act can only be aimed at whom the first was: "and closed *its* border"."""
    syntax, coref = report.language.syntax, report.language.coref
    below = [c for c in report.clauses_in(clause.sentence) if clause.span.holds(c.span) and c.kind == "verb"]
    objects = [a for c in below for a in c.args("object") if clause.span.holds(a.span)]
    own = squeezed(coref.possessive)
    if type_ == "COERCE":
        frontiers = squeezed(syntax.frontiers)
        return bool(objects) and all(a.head_lemma in frontiers for a in objects)
    firsts = [squeeze(a.span.of(report.text)).split()[:1] for a in objects]
    return type_ in {"SANCTION", "ACCUSE", "THREATEN"} and all(own.intersection(f) for f in firsts)


def _points(report: ClausedReport, argument: Argument) -> bool:
    syntax = report.language.syntax
    first = squeeze(argument.span.of(report.text)).split()[:1]
    named = argument.mentions or argument.owners or argument.inner
    return bool(first) and not named and first[0] in squeezed(syntax.pointers)


def _doers(report: ClausedReport, clause: Clause, noun: str) -> Iterator[tuple[Actor, ...]]:
    """Yield who made a thing of some name, the nearest first; whoever mourned or suffered it did not."""
    making = squeezed(report.language.syntax.making)
    for sentence in range(clause.sentence - 1, max(-1, clause.sentence - 1 - _WORDS_REACH), -1):
        if report.report.annotated.sentences[sentence].headline:
            continue
        for other in report.clauses_in(sentence):
            if other.kind != "verb" or other.negated or other.voice == "passive" or other.modality != "fact":
                continue
            if other.lemma == noun or (other.lemma in making and _makes(other, noun)):
                yield report.actors(other.args("subject"), owners="carriers")


def _makes(clause: Clause, noun: str) -> bool:
    return any(a.head_lemma == noun for a in clause.arguments if a.role in {"object", "oblique:in"})


def _others_named(report: ClausedReport, clause: Clause, own: set[str | None]) -> set[str | None]:
    here = (a for c in report.clauses_in(clause.sentence) for a in report.actors(c.arguments))
    return {a.state for a in here if a.state and a.state not in own}
