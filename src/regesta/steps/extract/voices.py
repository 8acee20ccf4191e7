"""Who speaks or undertakes: the heads of a subject, not what is told of them beside.

In: a report with clauses, and arguments. Out: their actors. An apposition names its head once more ("Kenya's Orengo,
the foreign minister") or tells of it ("a Swiss bank, *Egypt's largest lender*"): whose state is another than the
head's is no second speaker, and a head that is nobody's voice is not made one by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from regesta.model.actors import Actor
from regesta.model.clauses import Argument
from regesta.steps.extract.fill import ClausedReport


def voices(report: ClausedReport, arguments: Iterable[Argument]) -> tuple[Actor, ...]:
    """Return the actors that head some arguments, those left out who only stand in apposition to another."""
    return report.actors([_of_heads(report, a) for a in arguments], owners="carriers")


def _of_heads(report: ClausedReport, argument: Argument) -> Argument:
    beside = [i for i in argument.mentions if _is_beside(report, argument, i)]
    if not beside:
        return argument
    heads = [i for i in argument.mentions if i not in beside]
    own = {a.state for i in heads for a in report.report.actors[i]} if heads else _owners(report, argument)
    kept = [
        i
        for i in beside
        # a person is the head's own name: "the country's top diplomat, Ana Ruiz"
        if report.report.annotated.mentions[i].kind == "person"
        or (own and {a.state for a in report.report.actors[i]} <= own)
    ]
    return replace(argument, mentions=tuple(i for i in argument.mentions if i in heads or i in kept))


def _owners(report: ClausedReport, argument: Argument) -> set[str | None]:
    return {a.state for i in argument.owners for a in report.report.actors[i]}


def _is_beside(report: ClausedReport, argument: Argument, index: int) -> bool:
    """Return whether a mention of an argument stands in apposition to its head, as the parser has it."""
    sentence = report.report.annotated.sentences[report.sentence_at(argument.span.start)]
    start = report.report.annotated.mentions[index].span.start
    behind_comma = report.text[argument.span.start : start].rstrip().endswith(",")
    return behind_comma and any(t.mention == index and t.dep == "appos" for t in sentence.tokens)
