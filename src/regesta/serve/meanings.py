"""What codes mean, in words for a reader: types of events, stances, stages, and what each figure of quality asks."""

from __future__ import annotations

from collections.abc import Mapping

from regesta.model.decisions import DecisionKind
from regesta.model.findings import EventType, Stage, Stance
from regesta.packs.policies import Show

# PLOVER's types, in our own words.
TYPES: Mapping[EventType, str] = {
    "AGREE": "agrees, offers, promises or invites; what is to come of it lies ahead",
    "CONSULT": "meets, visits, receives or speaks by phone",
    "SUPPORT": "signs or ratifies an accord, recognises, praises, stands by somebody",
    "CONCEDE": "yields in words: drops a demand, pardons, announces a withdrawal",
    "COOPERATE": "works together to the good of both: trade, exercises, shared intelligence",
    "AID": "gives to the good of the other: money, arms, relief, asylum",
    "RETREAT": "yields in deed: frees prisoners, withdraws, holds a ceasefire, resigns",
    "REQUEST": "asks, calls for, demands or orders",
    "ACCUSE": "criticises, blames, charges, sues or investigates",
    "REJECT": "refuses, declines, calls off",
    "THREATEN": "warns of what it will do to another",
    "PROTEST": "demonstrates, strikes, boycotts",
    "SANCTION": "cuts ties, aid or trade, expels envoys, imposes sanctions",
    "MOBILIZE": "moves or readies forces without using them",
    "COERCE": "arrests, seizes, bans, blocks, attacks by computer",
    "ASSAULT": "attacks, bombs, kills, takes hostages",
}
STANCES: Mapping[Stance, str] = {
    "support": "stands for a principle, body, policy or state",
    "oppose": "stands against one, naming no act",
    "condemn": "blames somebody for an act",
    "urge": "asks others to act",
    "concern": "worries, without blame",
    "appreciate": "thanks or praises an act or stance of another",
    "commit": "says that it will act itself",
    "optimism": "expects good",
    "condolence": "mourns with somebody",
    "neutral": "tells facts",
}
STAGES: Mapping[Stage, str] = {
    "stated": "a wish or a figure",
    "offered": "an invitation, a proposal",
    "pledged": "one side will",
    "agreed": "both will",
    "signed": "the paper is signed",
    "in force": "it binds",
    "implementing": "work on it is reported",
    "partly fulfilled": "a part of it was done",
    "fulfilled": "it was done",
    "stalled": "said to be, or overdue",
    "lapsed": "overtaken: a term is over, the invited person gone",
    "withdrawn": "taken back by who made it",
    "refused": "turned down by whom it was made to",
}
# How much of a report's words may be shown: a name for it, and what it lets through.
RIGHTS: Mapping[Show, tuple[str, str]] = {
    "full": ("full text", "every word may be shown"),
    "quotes": ("quotes only", "the words that records rest on and the title, no text around them"),
    "offsets": (
        "offsets and hash",
        "where the words stand and the hash of the text; none of its words, no title",
    ),
}
# What somebody did who decided, for pages that tell of it.
DONE: Mapping[DecisionKind, str] = {
    "confirm": "accepted",
    "reject": "rejected",
    "override": "corrected",
    "same": "merged",
    "different": "kept apart",
    "unsure": "left open",
    "part_of": "made a part of another",
    "follows": "tied to what it follows",
    "withdraw": "undone",
}
# Kinds of basis of a date, as `regesta.model.times` names them.
BASES: Mapping[str, str] = {
    "explicit": "the text gives the day",
    "header": "the report's own date line",
    "url": "the report's address",
    "weekday": "a weekday, counted from the report's day",
    "relative": "words such as “two weeks ago”",
    "anniversary": "an anniversary",
    "tenure": "who held which office when",
    "after": "after something dated",
    "before": "before the report's day",
    "occasion": "a meeting in the calendar of the packs",
    "event": "another event of the same report",
    "publication": "nothing but the report's own day",
    "pack-as-of": "the last day that the packs know of",
    "override": "a person's decision",
}
# What each scorer asks; docs/explanation/quality.md tells how.
ASKED: Mapping[str, str] = {
    "dates": "which days an expression of the news means",
    "datespecs": "which days an expression means, or that it means none",
    "actors": "the state and sector of a phrase on a day",
    "plv": "the type of an event in a sentence, both sides given",
    "gsr": "type and both sides of an event, from raw text",
    "meetings": "who met whom, where and when, in calendars of travel",
    "polnear": "who is quoted, by which word, saying what, to the letter",
    "re3d": "persons, bodies, places and nationalities, to the letter",
    "seeds": "five reports of one relationship, end to end",
    "ecbplus": "which reports tell of one event",
}
