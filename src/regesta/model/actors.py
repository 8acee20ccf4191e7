"""Who acts: mentions as written, actors as resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from regesta.model.spans import Span

Standing = Literal["incumbent", "acting", "former", "late", "designate"]
Via = Literal["name", "office", "metonym", "pronoun", "apposition"]
MentionKind = Literal[
    "person", "role", "roles", "state", "organisation", "group", "pronoun", "pair", "place", "name"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a report that names someone or something, before it is resolved.

    A chunk such as "Iran's caretaker Foreign Minister Ali Bagheri" is one mention of kind
    "person" with name, office, state and standing. "both ministers" is "roles"; "he" is
    "pronoun"; "the two sides" is "pair"; "Kenyan farmers" is "group".
    """

    span: Span
    kind: MentionKind
    head: Span  # the name, title or noun itself
    name: str | None = None  # person's or organisation's name as written, honorifics stripped
    name_span: Span | None = None
    honorific: bool = False
    offices: tuple[str, ...] = ()  # office kind ids the title may mean
    office_words: str | None = None  # the title as written, folded
    states: tuple[str, ...] = ()  # ISO codes; two or more only where the words name several
    organisation: str | None = None
    standing: Standing | None = None
    form: str = (
        ""  # for states: "name", "demonym", "metonym", "capital"; for pronouns: "he", "she", "person", "they"
    )
    count: int | None = None  # for plurals: how many, where said ("two")
    spokesman: bool = False  # speaks for the one named
    deputy: bool = False
    delegation: bool = False  # "the Iranian side", "officials of Belarus"
    counterpart: bool = False  # "his Iranian counterpart"
    possessive: bool = False  # begins with a possessive: "its prime minister"
    determiner: Span | None = None  # of a group: its article
    sector: str | None = None  # PLOVER sector that the words give without an office: "farmers" is AGR


@dataclass(frozen=True, slots=True, order=True)
class Actor:
    """Someone who takes part, as resolved.

    `entity` is "state:IRN", "org:SCO", "person:<slug>", "person:x<hash>" or "group:IRN:AGR" (of a
    state, or of none: "group::AGR"). `office` is the label of the office held on the day ("foreign
    minister"). `spans` are where the report says so.
    """

    entity: str
    name: str
    as_written: str
    kind: Literal["state", "organisation", "person", "group"]
    state: str | None = None
    office: str | None = None
    standing: Standing | None = None
    sector: str | None = None
    via: Via = "name"
    spans: tuple[Span, ...] = ()
