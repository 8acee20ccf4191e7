"""Find the frames that fit a clause, the most specific first.

In: a report and one of its clauses. Out: the frames of its predicate whose conditions hold.

A frame with a condition goes before one without; of conditions that hold, a phrase ("suspension of aid") is closer to
what the clause says than a single word, which may stand anywhere in it.
"""

from __future__ import annotations

from collections.abc import Mapping

from regesta.model.clauses import Clause
from regesta.packs.language import Idioms
from regesta.packs.schema import Frame
from regesta.steps.extract.fill import ClausedReport, any_of, held
from regesta.steps.extract.idioms import idiom_rows
from regesta.text.fold import squeeze


def fitting_frames(report: ClausedReport, clause: Clause, *, with_governor: bool) -> tuple[Frame, ...]:
    """Return the frames of a clause's predicate whose conditions hold.

    Args:
        report: The report.
        clause: One of its clauses.
        with_governor: Whether a noun's verb counts among its words: "imposed" of "imposed sanctions".
    """
    language = report.language
    return _fitting(
        report, clause, language.frames_by_predicate, language.frame_idioms, with_governor=with_governor
    )


def fitting_wrongs(report: ClausedReport, clause: Clause) -> tuple[Frame, ...]:
    """Return the wrongs of the language that a clause tells of."""
    language = report.language
    return _fitting(report, clause, language.wrongs_by_predicate, language.wrong_idioms, with_governor=False)


def _fitting(
    report: ClausedReport,
    clause: Clause,
    by_predicate: Mapping[str, tuple[Frame, ...]],
    by_idiom: Idioms[Frame],
    *,
    with_governor: bool,
) -> tuple[Frame, ...]:
    idioms = idiom_rows(report, clause, by_idiom)
    rows = [
        f
        for f in dict.fromkeys((*idioms, *by_predicate.get(squeeze(clause.lemma), ())))
        if f.kind in {clause.kind, "both"}
    ]
    if not rows:
        return ()
    words, stretch = report.words(clause, report.beside(clause)), report.stretch(clause)
    if with_governor and clause.governor:
        words |= {squeeze(clause.governor)}
    fitting = [(held(f.needs, words, stretch), f) for f in rows if not any_of(f.unless, words, stretch)]
    # "took hostages" says more than "took": a predicate of several words is a condition of its own
    ranked = sorted(fitting, key=lambda pair: -pair[0] - 2 * (pair[1] in idioms))
    return tuple(f for rank, f in ranked if rank or not f.needs)
