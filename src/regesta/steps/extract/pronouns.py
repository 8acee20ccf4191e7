"""Give "it" and "we" their owner: "Norway said *it* had suspended aid", "“*We* thank Kenya,” the minister said".

In: the clauses of a sentence and the report's mentions. Out: the clauses, where an "it" that is the subject of what
somebody says or plans is given the one who says it, if that is a state or a body, and a "we" or "our" whoever it is.
An "it" of a side clause is the main clause's subject, and one that opens a sentence the subject of the sentence
before, if that is a state or a body. In any other place "it" stays nobody: it is too often the weather.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from regesta.model.actors import Mention
from regesta.model.clauses import Argument, Clause
from regesta.packs.language import Language
from regesta.text.fold import fold, squeeze, squeezed

_BODIES = frozenset({"state", "organisation", "group"})
_RIVALS = _BODIES - {"group"}  # "three men whom it had accused": no men are "it"
_SPEAKERS = _BODIES | {"person", "role", "roles"}
_OF_THINGS = {"ASSAULT", "THREATEN", "MOBILIZE"}  # acts that weapons and plans are said to do
_DEPTH = 4  # "said that it hoped it could …"

Stands = Callable[[Argument], bool]  # whether an argument is such a pronoun


def with_speakers(
    clauses: Sequence[Clause], text: str, mentions: Sequence[Mention], language: Language
) -> tuple[Clause, ...]:
    """Return the clauses of one sentence with their "it" and "we" resolved where their own speech holds them."""
    coref = language.coref
    done = {c.index: c for c in clauses}
    it, first = squeezed(coref.it), squeezed(coref.first)
    if it:
        _resolve(done, clauses, lambda a: _is_one(a, text, it), mentions, _BODIES)
    if first:  # "my meeting him" names no party to a meeting
        verbs = [c for c in clauses if c.kind == "verb"]
        _resolve(done, verbs, lambda a: _is_one(a, text, first), mentions, _SPEAKERS)
    ours = squeezed(coref.first_possessive)
    if ours:
        _own(done, lambda a: _is_ours(a, text, ours), mentions)
    return tuple(done[c.index] for c in clauses)


def with_it(
    clauses: Sequence[Clause],
    before: Sequence[Clause],
    text: str,
    mentions: Sequence[Mention],
    language: Language,
) -> tuple[Clause, ...]:
    """Return the clauses of one sentence with an "it" that stands for the subject of the main clause.

    Args:
        clauses: Of the sentence, as `with_speakers` gives them.
        before: Those of the sentence before.
        text: The report's stored text.
        mentions: Of the report.
        language: Of the report.
    """
    it = squeezed(language.coref.it)
    if not it:
        return tuple(clauses)
    done = {c.index: c for c in clauses}
    for clause in clauses:
        subject = next((a for a in clause.args("subject") if _is_one(a, text, it)), None)
        if subject is None or clause.kind != "verb":
            continue
        holder = _main(clauses, before) if _opens(clause, clauses, subject) else _holder(clause, done)
        if holder is None or _several(holder, mentions) or _may_be_a_thing(clause, language):
            continue  # "condemned Chad after *it* bombed the camp"
        meant = next(iter(holder.args("object" if holder.voice == "passive" else "subject")), None)
        if meant is not None and len(meant.mentions) == 1 and mentions[meant.mentions[0]].kind in _BODIES:
            _put(done, clause, subject, replace(subject, mentions=meant.mentions, owners=()))
    return tuple(done[c.index] for c in clauses)


def _opens(clause: Clause, clauses: Sequence[Clause], subject: Argument) -> bool:
    return clause.parent is None and subject.span.start == min(c.span.start for c in clauses)


def _several(clause: Clause, mentions: Sequence[Mention]) -> bool:
    """Return whether a clause names more than one body that could be "it": its subject, its object, what is said."""
    core = [a for a in clause.arguments if not a.role.startswith("oblique:") or clause.voice == "passive"]
    said = [i for a in core if a.role == "complement" for i in a.inner]
    named = {i for i in (*said, *(i for a in core for i in a.mentions)) if mentions[i].kind in _RIVALS}
    return len(named) > 1


def _may_be_a_thing(clause: Clause, language: Language) -> bool:
    """Return whether a missile or a plan may do it as well as a state: "it hit", "it threatens"."""
    return any(f.type in _OF_THINGS for f in language.frames_by_predicate.get(squeeze(clause.lemma), ()))


def _main(clauses: Sequence[Clause], before: Sequence[Clause]) -> Clause | None:
    """Return the main clause of the sentence before, if it stands right before."""
    near = before and clauses and before[0].sentence == clauses[0].sentence - 1
    return next((c for c in before if c.kind == "verb" and c.parent is None), None) if near else None


def _holder(clause: Clause, known: Mapping[int, Clause]) -> Clause | None:
    """Return the clause on which a relative or adverbial clause hangs, through noun clauses."""
    relates = any(
        a.head.end <= clause.span.start for a in clause.args("object")
    )  # "allegations that it" does not
    if clause.relation != "adverbial" and not (clause.relation == "relative" and relates):
        return None
    above, hops = clause.parent, 0
    while above is not None and above in known and hops < _DEPTH:
        outer = known[above]
        if outer.kind == "verb":
            return outer
        above, hops = outer.parent, hops + 1
    return None


def _resolve(
    done: dict[int, Clause],
    clauses: Sequence[Clause],
    stands: Stands,
    mentions: Sequence[Mention],
    kinds: frozenset[str],
) -> None:
    """Give the subjects of some clauses that are such pronouns the mentions of whoever says their clause."""
    for clause in [done[c.index] for c in clauses]:
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
