"""Where the words stand that a cue reports.

In: a report with clauses, a clause and its cue. Out: the span of what is said: the cue's slots in order, or the
quotation beside it, whole though it began sentences before. What another says of it is cut off: ", a claim X denies".
"""

from __future__ import annotations

from collections.abc import Sequence

from regesta.model.clauses import Argument, Clause
from regesta.model.spans import Span
from regesta.packs.schema import Cue
from regesta.steps.extract.fill import MAX_QUOTE_CHARS, ClausedReport
from regesta.text.fold import fold, squeeze, squeezed

_SHORTEST_QUOTE_CHARS = 12


def content_of(report: ClausedReport, clause: Clause, cue: Cue) -> Span | None:
    """Return what is said, within the clause's sentence."""
    slots = [
        a
        for slot in cue.content
        for a in clause.args(slot)
        if not _only_time(report, a.span) and not _is_thing(report, cue, a)
    ]
    quote = _nearest_quote(report, clause) if "complement" in cue.content else None
    if quote is not None and (not slots or slots[0].role != "complement" or slots[0].span.meets(quote)):
        return quote
    if slots:
        return _without_remark(report, _with_predicate(clause, cue, slots[0]), clause)
    return None


def _with_predicate(clause: Clause, cue: Cue, first: Argument) -> Span:
    """Return what is spoken of with what it is called: "called *the raid an insult*", "described *it as a gift*"."""
    span = first.span
    if cue.stance != "neutral" or first.role != "object":
        return span
    called = [a.span for a in clause.args("object", *(s for s in cue.content if s == "oblique:as"))]
    for other in called:
        span = span.cover(other) if other.start > span.start else span
    return span


def whole_quotation(report: ClausedReport, clause: Clause, content: Span, said: Sequence[Span]) -> Span:
    """Return the content with the earlier sentences of the quotation that it ends.

    Args:
        report: The report.
        clause: The clause of the cue.
        content: What it reports, within its sentence.
        said: The quotations of the whole text.
    """
    start = report.sentence(clause).span.start
    for quote in said:
        begins = quote.start < start < quote.end
        if begins and quote.meets(content) and content.end - quote.start <= MAX_QUOTE_CHARS:
            return content.cover(quote)
    return content


def remarked_on(report: ClausedReport, clause: Clause) -> Span | None:
    """Return what a remark in apposition is about: "*Chad closed the border*, a step Sudan denounced"."""
    sentence = report.sentence(clause).span
    if clause.predicate.start <= sentence.start:
        return None
    opened = _remark(report, Span(sentence.start, clause.predicate.start))
    if opened is None or "," in report.text[opened + 1 : clause.predicate.start]:
        return None
    return Span(sentence.start, opened) if opened > sentence.start else None


def _is_thing(report: ClausedReport, cue: Cue, argument: Argument) -> bool:
    """Return whether a cue that takes words only has a thing instead: "concluded *a pact*"."""
    if cue.content != ("complement",) or argument.clause is not None:
        return False
    first = squeeze(argument.span.of(report.text)).split()[:1]
    return not squeezed(report.language.syntax.articles).isdisjoint(first)


def _nearest_quote(report: ClausedReport, clause: Clause) -> Span | None:
    """Return the quotation beside a cue: no other cue stands between the two."""
    cues = [
        c.predicate
        for c in report.clauses_in(clause.sentence)
        if c.index != clause.index
        and not c.quoted
        and c.kind == "verb"
        and c.lemma in report.language.cues_by_predicate
    ]
    best: tuple[int, Span] | None = None
    for quote in report.sentence(clause).quoted:
        if quote.holds(clause.predicate) or quote.end - quote.start < _SHORTEST_QUOTE_CHARS:
            continue
        before = quote.end <= clause.predicate.start
        gap = (quote.end, clause.predicate.start) if before else (clause.predicate.end, quote.start)
        if gap[0] > gap[1] or any(gap[0] <= p.start < gap[1] for p in cues):
            continue
        if best is None or gap[1] - gap[0] < best[0]:
            best = (gap[1] - gap[0], quote)
    return best[1] if best else None


def _only_time(report: ClausedReport, span: Span) -> bool:
    """Return whether a phrase is nothing but an expression of time: "spoke on Monday"."""
    return any(d.span.start <= span.start + 1 and span.end <= d.span.end + 1 for d in report.report.dates)


def _without_remark(report: ClausedReport, content: Span, clause: Clause) -> Span:
    """Return content without what the report goes on to say of it: "…, *a claim Oman denies*"."""
    opened = _remark(report, content)
    outside = opened is not None and not any(q.start < opened < q.end for q in report.sentence(clause).quoted)
    return (
        Span(content.start, opened) if opened is not None and outside and opened > content.start else content
    )


def _remark(report: ClausedReport, span: Span) -> int | None:
    """Return where a remark on what was said before opens in a stretch: at the comma of ", a claim"."""
    low = fold(span.of(report.text))
    found = [at for words in squeezed(report.language.syntax.remarks) if (at := low.find(f", {words} ")) >= 0]
    return span.start + min(found) if found else None


def denies(report: ClausedReport, clause: Clause) -> bool:
    """Return whether a cue says of its content that it is not so."""
    return squeeze(clause.lemma) in report.language.denying
