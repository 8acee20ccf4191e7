"""Clauses: what the extraction rules see, whatever the language.

`steps/extract/clauses.py` makes them, from a dependency tree where the language has a parser, else
from the shallow reader. Rules never look at tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from regesta.model.spans import Span

Modality = Literal["fact", "planned", "conditional", "wished", "doubted"]
Tense = Literal["past", "present", "future", "none"]
Relation = Literal["root", "complement", "relative", "adverbial", "conjunct", "nominal"]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a clause.

    `role` is "subject", "object", "agent" (of a passive), "complement", "possessor", "of" (of a
    nominal predicate) or "oblique:<preposition>". `mentions` index the report's mentions that
    head the argument or are coordinated with its head, never those buried deeper; `inner`
    index those buried deeper ("the visit of *the minister*"). `owners` are the mentions that own or
    qualify a head which is no mention itself ("*Iran's* facilities", "*Israeli* warplanes").
    """

    role: str
    span: Span
    head: Span
    head_lemma: str
    mentions: tuple[int, ...] = ()
    inner: tuple[int, ...] = ()
    owners: tuple[int, ...] = ()
    clause: int | None = None  # for a complement: index of the clause it is


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate and its arguments.

    `lemma` is the predicate's lemma, with its particle ("call for" stays "call" + oblique:for;
    "carry out" is "carry out"). For a noun predicate ("visit", "signing") `kind` is "noun" and its
    arguments are "possessor", "of" and obliques; `governor` is then the lemma of the verb whose
    argument it is ("hold" in "hold talks"), and `parent` that verb's clause. What is "doubted"
    is told as an act that was done and said not to be so, or not to be known ("dismissed reports that …", "almost …").
    """

    index: int
    sentence: int
    span: Span
    predicate: Span
    lemma: str
    kind: Literal["verb", "noun"]
    relation: Relation
    arguments: tuple[Argument, ...]
    voice: Literal["active", "passive"] = "active"
    tense: Tense = "none"
    modality: Modality = "fact"
    negated: bool = False
    parent: int | None = None
    governor: str | None = None
    governor_role: str | None = None  # the role the noun fills in its governor: "object", "oblique:during"…
    quoted: bool = False  # stands between quotation marks
    speech: int | None = None  # index of the clause whose complement or quotation this is part of

    def args(self, *roles: str) -> tuple[Argument, ...]:
        """Return the arguments in the given roles, in the order of the roles."""
        return tuple(a for role in roles for a in self.arguments if a.role == role)
