"""Give "it" its state: "Norway said it had suspended aid" has Norway suspend.

In: the clauses of a sentence and the report's mentions. Out: the clauses, where an "it" that is the subject of what
somebody says or plans is given the one who says it, if that is a state or a body. "It" in any other place stays nobody:
it is too often the weather.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regesta.model.actors import Mention
from regesta.model.clauses import Argument, Clause
from regesta.packs.language import Language
from regesta.text.fold import fold

_BODIES = {"state", "organisation", "group"}
_DEPTH = 4  # "said that it hoped it could …"


def with_speakers(
    clauses: Sequence[Clause], text: str, mentions: Sequence[Mention], language: Language
) -> tuple[Clause, ...]:
    """Return the clauses of one sentence with their "it" resolved where its own speech holds it."""
    words = frozenset(map(fold, language.coref.it))
    if not words:
        return tuple(clauses)
    done = {c.index: c for c in clauses}
    for clause in clauses:
        subject = next((a for a in clause.args("subject") if _is_it(a, text, words)), None)
        speaker = _speaker(clause, done, text, mentions, words) if subject else None
        if subject is not None and speaker is not None:
            told = replace(subject, mentions=speaker.mentions, owners=())
            done[clause.index] = replace(
                done[clause.index], arguments=tuple(told if a == subject else a for a in clause.arguments)
            )
    return tuple(done[c.index] for c in clauses)


def _is_it(argument: Argument, text: str, words: frozenset[str]) -> bool:
    return not argument.mentions and fold(argument.head.of(text)) in words


def _speaker(
    clause: Clause, known: dict[int, Clause], text: str, mentions: Sequence[Mention], words: frozenset[str]
) -> Argument | None:
    """Return the subject of the speech that a clause stands in, through clauses whose subject is "it" too."""
    above = clause.speech if clause.speech is not None else clause.parent
    for _ in range(_DEPTH):
        outer = known.get(above) if above is not None else None
        if outer is None:
            return None
        if clause.speech is None and clause.relation not in {"complement", "conjunct", "nominal"}:
            return None
        subject = next(iter(outer.args("subject")), None)
        if subject is not None and subject.mentions:
            bodies = all(mentions[i].kind in _BODIES for i in subject.mentions)
            return subject if bodies and len(subject.mentions) == 1 else None
        if subject is not None and not _is_it(subject, text, words):
            return None
        above = outer.speech if outer.speech is not None else outer.parent
    return None
