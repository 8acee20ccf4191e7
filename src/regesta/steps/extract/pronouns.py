"""Give "it" and "we" their owner: "Norway said *it* had suspended aid", "“*We* thank Kenya,” the minister said".

In: the clauses of a sentence and the report's mentions. Out: the clauses, where an "it" that is the subject of what
somebody says or plans is given the one who says it, if that is a state or a body, and a "we" or "our" whoever it is.
"It" in any other place stays nobody: it is too often the weather.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from regesta.model.actors import Mention
from regesta.model.clauses import Argument, Clause
from regesta.packs.language import Language
from regesta.text.fold import fold, squeeze, squeezed

_BODIES = frozenset({"state", "organisation", "group"})
_SPEAKERS = _BODIES | {"person", "role", "roles"}
_DEPTH = 4  # "said that it hoped it could …"

Stands = Callable[[Argument], bool]  # whether an argument is such a pronoun


def with_speakers(
    clauses: Sequence[Clause], text: str, mentions: Sequence[Mention], language: Language
) -> tuple[Clause, ...]:
    """Return the clauses of one sentence with their "it" and "we" resolved where their own speech holds them."""
    coref = language.coref
    done = {c.index: c for c in clauses}
    for words, kinds in ((squeezed(coref.it), _BODIES), (squeezed(coref.first), _SPEAKERS)):
        if words:
            _resolve(done, lambda a, w=words: _is_one(a, text, w), mentions, kinds)  # type: ignore[misc]
    ours = squeezed(coref.first_possessive)
    if ours:
        _own(done, lambda a: _is_ours(a, text, ours), mentions)
    return tuple(done[c.index] for c in clauses)


def _resolve(
    done: dict[int, Clause], stands: Stands, mentions: Sequence[Mention], kinds: frozenset[str]
) -> None:
    """Give the subjects that are such pronouns the mentions of whoever says their clause."""
    for clause in list(done.values()):
        subject = next((a for a in clause.args("subject") if stands(a)), None)
        speaker = _speaker(clause, done, stands, mentions, kinds) if subject else None
        if subject is not None and speaker is not None:
            told = replace(subject, mentions=speaker.mentions, owners=())
            _put(done, clause, subject, told)


def _own(done: dict[int, Clause], stands: Stands, mentions: Sequence[Mention]) -> None:
    """Give what is "ours" to whoever says the clause: "our forces will answer"."""
    for clause in list(done.values()):
        for argument in [a for a in clause.arguments if stands(a)]:
            speaker = _speaker(clause, done, stands, mentions, _SPEAKERS)
            if speaker is not None:
                _put(done, clause, argument, replace(argument, owners=speaker.mentions))


def _put(done: dict[int, Clause], clause: Clause, old: Argument, new: Argument) -> None:
    known = done[clause.index]
    done[clause.index] = replace(known, arguments=tuple(new if a == old else a for a in known.arguments))


def _is_one(argument: Argument, text: str, words: frozenset[str]) -> bool:
    return not argument.mentions and fold(argument.head.of(text)) in words


def _is_ours(argument: Argument, text: str, words: frozenset[str]) -> bool:
    first = squeeze(argument.span.of(text)).split()[:1]
    return not argument.mentions and not argument.owners and bool(words.intersection(first))


def _speaker(
    clause: Clause,
    known: dict[int, Clause],
    stands: Stands,
    mentions: Sequence[Mention],
    kinds: frozenset[str],
) -> Argument | None:
    """Return the subject of the speech that a clause stands in, through clauses whose subject is the pronoun too."""
    above = clause.speech if clause.speech is not None else clause.parent
    for _ in range(_DEPTH):
        outer = known.get(above) if above is not None else None
        if outer is None:
            return None
        if clause.speech is None and clause.relation not in {"complement", "conjunct", "nominal"}:
            return None
        subject = next(iter(outer.args("subject")), None)
        if subject is not None and subject.mentions:
            fitting = all(mentions[i].kind in kinds for i in subject.mentions)
            return subject if fitting and len(subject.mentions) == 1 else None
        if subject is not None and not stands(subject):
            return None
        above = outer.speech if outer.speech is not None else outer.parent
    return None
