"""Give each sentence its clauses, from a tree where there is one, else from the shallow reader."""

from __future__ import annotations

from regesta.model.clauses import Clause
from regesta.model.reports import AnnotatedReport
from regesta.packs.language import Language
from regesta.steps.extract.pronouns import with_it, with_speakers
from regesta.steps.extract.shallow import read_shallow
from regesta.steps.extract.trees import read_tree


def read_clauses(report: AnnotatedReport, language: Language) -> tuple[Clause, ...]:
    """Return the clauses of a report, numbered in reading order of sentences."""
    found: list[Clause] = []
    before: tuple[Clause, ...] = ()
    for index, sentence in enumerate(report.sentences):
        if sentence.tokens:
            clauses = read_tree(sentence, index, len(found), language)
            spoken = with_speakers(clauses, report.text, report.mentions, language)
            before = with_it(spoken, before, report.text, report.mentions, language)
            found.extend(before)
        elif language.syntax.reader == "shallow":
            found.extend(read_shallow(sentence, index, len(found), report.text, report.mentions, language))
    return tuple(found)
