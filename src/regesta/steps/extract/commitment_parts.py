"""What commitments are made of, whatever their kind: a draft with its parties, who stands where, amounts, titles.

In: a report with clauses, a clause and its verb. Out: the pieces, and the draft they make.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from regesta.model.actors import Actor
from regesta.model.clauses import Clause
from regesta.model.drafts import Draft
from regesta.model.findings import Commitment, Money, Place
from regesta.model.ids import finding_id
from regesta.model.spans import Span
from regesta.model.times import UNBOUNDED
from regesta.packs.schema import CommitmentVerb
from regesta.steps.extract.fill import ClausedReport
from regesta.steps.extract.voices import voices
from regesta.text.fold import fold

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LONGEST_TITLE = 110  # characters


def draft_of(
    report: ClausedReport,
    clause: Clause,
    verb: CommitmentVerb,
    kind: str,
    title: str,
    *,
    by: Sequence[Actor] = (),
    to: Sequence[Actor] = (),
    parties: Sequence[Actor] = (),
    stage: str | None = None,
    place: Place | None = None,
    value: Money | None = None,
    count: int | None = None,
    sectors: Sequence[str] = (),
    is_set: bool = False,
    refers: Span | None = None,
) -> Draft[Commitment]:
    """Return a commitment with open date, whose evidence is the clause's sentence."""
    evidence = report.evidence(clause, f"{report.language.code}/commitments#{verb.id}")
    states = tuple(sorted({p.state for p in parties if p.state}))
    commitment = Commitment(
        id=finding_id(
            "commitment",
            report.id,
            [clause.predicate, evidence.span],
            kind,
            [title, *(a.as_written for a in by)],
        ),
        kind=kind,  # type: ignore[arg-type]
        title=title,
        parties=states,
        stage=stage or verb.stage,  # type: ignore[arg-type]
        date=UNBOUNDED,
        evidence=(evidence,),
        by=tuple(by),
        to=tuple(to),
        sectors=tuple(sectors),
        value=value,
        count=count,
        place=place,
        refers_to=refers.of(report.text) if refers else None,
        is_set=is_set,
        confidence=0.9 if by else 0.75,
    )
    pointing = clause.relation == "relative" and clause.voice == "passive" and clause.tense == "none"
    return Draft(commitment, clause.sentence, clause.index, when=report.dates(clause), background=pointing)


def who(report: ClausedReport, clause: Clause, slots: Sequence[str]) -> tuple[Actor, ...]:
    """Return the actors with a state in the first of some slots that has one."""
    for slot in slots:
        found = tuple(a for a in voices(report, clause.args(slot)) if a.state)
        if found:
            return found
    return ()


def shortened(title: str) -> str:
    """Return a title that is not too long, cut between words."""
    if len(title) <= _LONGEST_TITLE:
        return title
    return title[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;: ") + " …"


def money_in(report: ClausedReport, span: Span) -> Money | None:
    """Return the last amount of money named in a stretch: "from $10 billion to *$15 billion*"."""
    found: Money | None = None
    stretch = fold(span.of(report.text))
    magnitudes, currencies = report.language.magnitudes, report.language.currencies
    for match in _NUMBER.finditer(stretch):
        after = stretch[match.end() : match.end() + 30].strip()
        before = stretch[max(0, match.start() - 12) : match.start()].strip()
        factor, rest = 1, after
        for word, value in magnitudes:
            if after.startswith(word):
                factor, rest = value, after[len(word) :].strip()
                break
        currency = next((c for w, c in currencies if before.endswith(w)), None)
        currency = currency or next((c for w, c in currencies if _begins(rest, w)), None)
        if currency:
            found = Money(_number(match.group()) * factor, currency)
    return found


def _begins(stretch: str, word: str) -> bool:
    """Return whether a stretch begins with a whole word: "som", not "*Som*ali pilots"."""
    return stretch.startswith(word) and not stretch[len(word) : len(word) + 1].isalpha()


def _number(written: str) -> float:
    """Return a number as written: a last group of three digits is thousands, else decimals."""
    parts = re.split(r"[.,]", written)
    if len(parts) > 1 and len(parts[-1]) != 3:
        return float("".join(parts[:-1]) + "." + parts[-1])
    return float("".join(parts))
