"""The shape of every pack file, as pydantic rows.

In: dictionaries read from YAML. Out: frozen rows, or a validation error naming the field.

Unknown keys are refused: a misspelt key that is skipped is data silently lost. Packs hold
phrases, never regular expressions; a phrase is folded and matched on word boundaries.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1)]
StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE",
]  # fmt: skip
Share = Annotated[float, Field(ge=0.0, le=1.0)]


class Row(BaseModel):
    """A row of a pack file. A misspelt key is refused, never skipped."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NamedRow(Row):
    """A row with a name of its own in its file."""

    id: Slug

    def __hash__(self) -> int:
        """Return the name's hash: rows are looked up with every clause, and their examples need no hashing."""
        return hash(self.id)


class Example(Row):
    """A sentence an entry must match."""

    text: Text


class CounterExample(Row):
    """A sentence an entry must not match, and why."""

    text: Text
    why: Text


# --------------------------------------------------------------------------- knowledge


class DatedCode(Row):
    """A code of another scheme (CoW, Gleditsch-Ward, FIPS) and the years it was valid."""

    scheme: Literal["cow", "gw", "fips"]
    code: Text
    since: int | None = None
    until: int | None = None


class Capital(Row):
    """A capital or seat of government; `seat` marks a seat that is not the capital."""

    name: Text
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    seat: bool = False
    stands_for: Text | None = (
        None  # a body whose own name it is where its state is not spoken of: Brussels, the EU
    )
    since: int | None = None
    until: int | None = None


class StateRow(Row):
    """A state or territory. Disputed territories name `parent` and `claims`, neutrally."""

    id: StateCode
    iso2: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    numeric: Annotated[str, StringConstraints(pattern=r"^\d{3}$")] | None = None
    name: Text
    since: dt.date | None = None  # independence or first day of validity of the code, where recent
    until: dt.date | None = None  # first day on which it is gone
    parent: StateCode | None = None
    claims: tuple[StateCode, ...] = ()
    capitals: tuple[Capital, ...] = ()
    codes: tuple[DatedCode, ...] = ()
    source: Text


class Membership(Row):
    """A state's membership of an organisation, half-open in days."""

    state: StateCode
    since: dt.date | None = None
    until: dt.date | None = None


class OrganisationRow(Row):
    """An international organisation, alliance, court or armed group."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9-]*$")]
    name: Text
    kind: Literal[
        "igo", "ngo", "court", "alliance", "grouping", "armed group", "party", "organ", "company",
        "media", "university", "union", "church",
    ]  # fmt: skip
    sector: Text
    state: StateCode | None = None  # for armed groups, parties and national bodies
    part_of: Text | None = None  # an organ names the organisation it belongs to
    names: dict[Text, tuple[Text, ...]]  # language code -> names as written, acronym included where used
    ambiguous: tuple[Text, ...] = ()  # forms that count only beside another mention ("Council")
    well_known: tuple[Text, ...] = ()  # acronyms that count though nothing else speaks of their state: CIA
    members: tuple[Membership, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    source: Text


class OfficeKind(Row):
    """A kind of office, whatever the state: "foreign-minister"."""

    id: Slug
    label: Text  # "foreign minister", as records show it
    sector: Text  # PLOVER sector: GOV, MIL, LEG, JUD, SPY, IGO…
    rank: Literal["head of state", "head of government", "minister", "deputy", "envoy", "official"]
    single: bool = True  # at most one incumbent a state
    generic: bool = False  # says no more than "somebody in office": official, diplomat, minister
    metonym: bool = False  # acts for the whole government ("the Kremlin")


class PersonRow(Row):
    """A person who holds or held an office."""

    id: Slug
    name: Text
    names: tuple[Text, ...] = ()  # other spellings and other scripts
    gender: Literal["m", "f"] | None = None
    surname_known: bool = False  # the surname alone means this person, whatever else a report names
    full_name: bool = False  # known by the whole name only: a bare surname never means this person
    died: dt.date | None = None


class TenureRow(Row):
    """A person's holding of an office: from one day, until another (excluded)."""

    office: Slug
    person: Slug
    since: dt.date
    until: dt.date | None = None  # None: still held on the pack's as_of day, unless end_unknown
    acting: bool = False
    end_unknown: bool = False  # the source tells the beginning only
    source: Text
    confidence: Share = 0.95


class OfficesFile(Row):
    """`knowledge/offices/<STATE>.yml` (or an organisation's acronym)."""

    state: Text
    persons: tuple[PersonRow, ...]
    tenures: tuple[TenureRow, ...]


class MeetingRow(Row):
    """A multilateral meeting: where and when. Days are inclusive here, as calendars print them."""

    id: Slug
    org: Text
    name: Text  # "19th Mid-Term Ministerial Meeting of the Non-Aligned Movement"
    level: Literal["summit", "foreign ministers", "ministers", "senior officials", "assembly", "conference"]
    ordinal: int | None = None
    first: dt.date
    last: dt.date
    city: Text
    state: StateCode
    names: dict[Text, tuple[Text, ...]] = {}
    source: Text
    confidence: Share = 0.95


class LandmarkRow(Row):
    """A dated occurrence that reports refer to without its date ("the helicopter crash")."""

    id: Slug
    name: Text  # "attack of June 2025"
    type: Text  # a PLOVER type, or "death", "disaster", "accord"
    actors: tuple[Text, ...] = ()
    recipients: tuple[Text, ...] = ()
    first: dt.date
    last: dt.date
    words: dict[
        Text, tuple[tuple[Text, ...], ...]
    ]  # language -> sets of phrases; one whole set must be in the sentence
    source: Text
    confidence: Share = 0.95


class RelationRow(Row):
    """The day two states established diplomatic relations."""

    states: tuple[StateCode, StateCode]
    since: dt.date
    source: Text
    confidence: Share = 0.9


# --------------------------------------------------------------------------- languages


class StateForms(Row):
    """What one language calls a state, beyond the name that CLDR gives."""

    names: tuple[Text, ...] = ()
    demonyms: tuple[Text, ...] = ()  # adjectives and nouns of nationality: Iranian, Iranians
    metonyms: tuple[Text, ...] = ()  # Tehran, the Kremlin: the government when it acts
    capitals: tuple[Text, ...] = ()  # the language's spellings of the capital: Teheran


class OfficeForms(Row):
    """The titles by which a language names an office."""

    office: Slug
    titles: tuple[Text, ...]  # "foreign minister", "minister of foreign affairs"
    plural: tuple[Text, ...] = ()  # "foreign ministers"
    heads: tuple[Text, ...] = ()  # with `bodies`: "secretary" + "supreme national security council"
    bodies: tuple[Text, ...] = ()
    short: tuple[Text, ...] = ()  # "the minister", "the diplomat": only as coreference
    short_plural: tuple[Text, ...] = ()  # "both ministers", "the two top diplomats"
    states: tuple[StateCode, ...] = ()  # where the title belongs to one state ("Supreme Leader")
    gender: Literal["m", "f"] | None = None


class TitlesFile(Row):
    """`languages/<code>/offices.yml`."""

    offices: tuple[OfficeForms, ...] = ()
    standing: dict[Literal["acting", "former", "late", "designate"], tuple[Text, ...]] = {}
    honorifics: tuple[Text, ...] = ()
    honorifics_female: tuple[Text, ...] = ()
    spokesman: tuple[Text, ...] = ()  # speaks for another: "spokesman for", "spokesperson of"
    deputy: tuple[Text, ...] = ()  # "deputy", "vice", "assistant": another office than the one that follows
    family: tuple[Text, ...] = ()  # "wife", "son": not the office holder
    remits: tuple[
        Text, ...
    ] = ()  # what an office is for, part of its title: "Middle East" in "minister for the …"
    remit_links: tuple[Text, ...] = ()  # between the two: "for the"
    delegation: tuple[Text, ...] = ()  # "delegation", "officials", "side": stands for a government
    carriers: tuple[
        Text, ...
    ] = ()  # what acts for its owner without a phrase of its own: "planes", "gunfire"


class SectorRow(Row):
    """What a language calls the people and bodies of one PLOVER sector."""

    sector: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    people: tuple[Text, ...] = ()  # one of them: "farmer"
    plural: tuple[Text, ...] = ()  # several: "farmers"
    bodies: tuple[Text, ...] = ()  # "army", "trade union", "cooperative"; part of names too
    owned: tuple[Text, ...] = ()  # count only where a state, place or body owns them: "market", "firm"
    sites: tuple[Text, ...] = ()  # where they are, owned too, but acting for nobody: "hotel", "airport"
    weak: bool = False  # gives way to a word of another sector in the same phrase: "rebel fighters"
    examples: Annotated[tuple[Example, ...], Field(min_length=2)]
    counter_examples: Annotated[tuple[CounterExample, ...], Field(min_length=1)]


class SectorsFile(Row):
    """`languages/<code>/sectors.yml`: nouns that say to which sector somebody belongs."""

    rows: tuple[SectorRow, ...] = ()
    prevailing: tuple[Text, ...] = ()  # sectors that win wherever they stand: "rebel soldiers" are rebels
    employers: tuple[Text, ...] = ()  # sectors whose bodies give theirs to their staff: "army doctor"
    employed: tuple[Text, ...] = ()  # the sectors of such staff
    modifiers: tuple[Text, ...] = ()  # may stand between a state's name and the noun: "young", "armed"
    belonging: tuple[Text, ...] = ()  # after a state's name and a hyphen, make it the owner: "Kenya-based"
    verb_endings: tuple[
        Text, ...
    ] = ()  # a word so ending may be the verb after a name: "Kenya accused farmers"
    owners: tuple[Text, ...] = ()  # prepositions whose state owns the noun before them: "of", "from"
    places: tuple[Text, ...] = ()  # prepositions whose state does so for people at home: "in"
    abroad: tuple[Text, ...] = ()  # sectors whose people are often abroad: "soldiers in Mali" are not Malian
    abroad_bodies: tuple[Text, ...] = ()  # the same of bodies: "a hospital in Mali" is Malian, a base is not
    quantifiers: tuple[Text, ...] = ()  # before nationals, count them as people: "thousands", "many"
    seated: tuple[Text, ...] = ()  # offices whose holders are at home where they are: "authorities"
    honorifics: dict[Text, tuple[Text, ...]] = {}  # sector -> honorifics that tell it: MIL: [Gen.]


class CorefFile(Row):
    """`languages/<code>/coref.yml`: words that point back."""

    he: tuple[Text, ...] = ()
    she: tuple[Text, ...] = ()
    person: tuple[Text, ...] = ()  # of either gender: "ia", "beliau"
    it: tuple[Text, ...] = ()  # a state or body: only as the subject of what it says itself
    first: tuple[Text, ...] = ()  # whoever speaks: we, I
    first_possessive: tuple[Text, ...] = ()  # our, my
    they: tuple[Text, ...] = ()
    possessive: tuple[Text, ...] = ()  # his, her, their
    possessive_person: tuple[Text, ...] = ()  # those of one person: his, her
    possessive_many: tuple[Text, ...] = ()  # those of several: their
    pair: tuple[Text, ...] = ()  # "the two sides", "both countries", "the two": the two parties in focus
    pair_states: tuple[Text, ...] = ()  # those of the pairs that mean states, not persons: "both countries"
    counterpart: tuple[Text, ...] = ()  # "counterpart", "opposite number"
    person_nouns: tuple[Text, ...] = ()  # "the leader", "the politician", "the official", "the diplomat"


class NamingsFile(Row):
    """`languages/<code>/namings.yml`: what a noun phrase names, and what the words around a name say of it."""

    people: tuple[Text, ...] = ()  # last noun of a phrase, in its dictionary form: "driver"
    bodies: tuple[Text, ...] = ()  # "brigade"
    places: tuple[Text, ...] = ()  # "harbour"; none of the three lists shares a word with another
    peoples: tuple[Text, ...] = ()  # "Kurdish", "Kurds", beside the adjectives of states
    pronouns_person: tuple[Text, ...] = ()
    pronouns_people: tuple[Text, ...] = ()
    adverbs_place: tuple[Text, ...] = ()
    near: tuple[Text, ...] = ()  # prepositions that stand before places, seldom before anything else
    towards: tuple[Text, ...] = ()  # prepositions that often do
    human_verbs: tuple[Text, ...] = ()  # what persons do, and states and bodies seldom, in dictionary form
    quantifiers: tuple[Text, ...] = ()  # no part of a naming: "more than"


class Holiday(Row):
    """A day with a name: fixed, the nth weekday of a month, or so many days from Easter Sunday."""

    names: tuple[Text, ...]
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    weekday: Annotated[int, Field(ge=0, le=6)] | None = None  # 0 is Monday
    nth: Annotated[int, Field(ge=-1, le=5)] | None = None  # which of the month's; -1 is the last
    days_after: int = 0  # "the Friday after the fourth Thursday"
    easter: int | None = None  # days from Easter Sunday, western


class Chronology(Row):
    """`languages/<code>/dates.yml`: words of time. Months and weekdays come from CLDR and from here."""

    months: tuple[tuple[Text, ...], ...] = ()  # twelve groups of extra forms
    weekdays: tuple[tuple[Text, ...], ...] = ()  # seven groups, Monday first
    today: tuple[Text, ...] = ()
    yesterday: tuple[Text, ...] = ()
    tomorrow: tuple[Text, ...] = ()
    tonight: tuple[Text, ...] = ()
    same_day: tuple[Text, ...] = ()  # those of `today` that mean the last day told before them
    last: tuple[Text, ...] = ()  # "last", "past", "previous": before a unit or weekday
    running: tuple[Text, ...] = ()  # those that lead up to the day of writing: "the past week"
    next: tuple[Text, ...] = ()
    this: tuple[Text, ...] = ()
    ago: tuple[Text, ...] = ()
    within: tuple[Text, ...] = ()  # "in two weeks": after the reference day
    later: tuple[Text, ...] = ()
    since: tuple[Text, ...] = ()
    until: tuple[Text, ...] = ()
    between: tuple[Text, ...] = ()
    to: tuple[Text, ...] = ()  # the "to" of "from March 3 to March 5"
    before: tuple[Text, ...] = ()
    after: tuple[Text, ...] = ()
    early: tuple[Text, ...] = ()
    mid: tuple[Text, ...] = ()
    late: tuple[Text, ...] = ()
    around: tuple[Text, ...] = ()  # "nearly", "about": loosens a date
    now: tuple[Text, ...] = ()  # the day of writing, only as an end or a beginning: "from March to date"
    counted_from: tuple[Text, ...] = ()  # "three weeks from tomorrow"
    lasting_from: tuple[Text, ...] = ()  # "a week starting tomorrow": from then on
    lasting: tuple[Text, ...] = ()  # "for three days from Monday"
    onward: tuple[Text, ...] = ()  # after a date: "2012 or later"
    after_next: tuple[Text, ...] = ()  # after a unit: "the week after next"
    before_last: tuple[Text, ...] = ()
    to_date: tuple[Text, ...] = ()  # after a unit: "year to date"
    rest_of: tuple[Text, ...] = ()  # "the rest of the week"
    week_of: tuple[Text, ...] = ()  # before a day: "the week of", "week beginning"
    day: tuple[Text, ...] = ()
    workday: tuple[Text, ...] = ()  # "business days"
    week: tuple[Text, ...] = ()
    fortnight: tuple[Text, ...] = ()
    weekend: tuple[Text, ...] = ()
    month: tuple[Text, ...] = ()
    quarter: tuple[Text, ...] = ()
    half: tuple[Text, ...] = ()
    year: tuple[Text, ...] = ()
    decade: tuple[Text, ...] = ()
    century: tuple[Text, ...] = ()
    anniversary: tuple[Text, ...] = ()
    morning: tuple[Text, ...] = ()  # parts of a day, swallowed: "on Monday morning"
    day_before: tuple[Text, ...] = ()  # prepositions that may precede: "on", "pada", "hari"
    numbers: dict[Text, int] = {}  # one, two, dua…
    ordinals: dict[Text, int] = {}  # first, thirtieth
    hundred: tuple[Text, ...] = ()  # of a year in words: "nineteen hundred and five"
    thousand: tuple[Text, ...] = ()
    decade_names: dict[Text, int] = {}  # "the nineties": 90
    months_by_figure: dict[Text, int] = {}  # "mar": months only beside a figure
    weekdays_by_figure: dict[Text, int] = {}  # "sat", "sun": weekdays only beside a day's number
    also_words: tuple[Text, ...] = ()  # names that are other words when written small: "may", "march"
    holidays: tuple[Holiday, ...] = ()
    vague: tuple[Text, ...] = ()  # "recently", "in the past": a date we refuse
    recent: tuple[Text, ...] = ()  # "recent", "latest": puts an act before the report, not long
    published: tuple[Text, ...] = ()  # header words: "date", "published on"
    day_first: bool = True  # 03/04/2024 is 3 April


class Boilerplate(Row):
    """`languages/<code>/clean.yml`: what is not the report. Matched on whole lines, folded."""

    read_also: tuple[Text, ...] = ()  # line begins with: "Baca juga", "Read also"
    line_is: tuple[Text, ...] = ()  # the whole line: "Add new comment"
    line_starts: tuple[Text, ...] = ()  # "Comment (", "Source:", "Share this"
    credit: tuple[Text, ...] = ()  # marks a caption's credit: "(Source:", "Photo:"
    sections: tuple[Text, ...] = ()  # lone section names above a headline: "National", "Politik"


class Syntax(Row):
    """`languages/<code>/language.yml`: how clauses are read."""

    code: Text
    name: Text
    reader: Literal["spacy", "shallow"]
    script: Literal["latin", "cyrillic", "arabic", "han", "other"] = "latin"
    model: Text | None = None
    irregular: dict[
        Text, Text
    ] = {}  # form -> lemma, for words the language's rules do not derive: met -> meet
    suffixes: tuple[Text, ...] = ()  # endings the gate may strip to reach a predicate: s, ed, ing
    past_suffixes: tuple[
        Text, ...
    ] = ()  # endings of verbs in the past: a line that opens so lacks its subject
    line_adverbs: tuple[Text, ...] = ()  # words before such a verb: also, later, briefly
    line_links: tuple[Text, ...] = ()  # after a noun that opens such a line: "Talks with"
    line_verb: Text | None = None  # carries that noun: "held"
    prefixes: tuple[Text, ...] = ()  # beginnings it may strip: me, mem, di
    abbreviations: tuple[Text, ...] = ()  # "Mr.", "No.": a full stop that ends no sentence
    near: tuple[Text, ...] = ()  # languages that identifiers take this one for: ms for id
    marks: tuple[Text, ...] = ()  # words that the near ones write otherwise
    marks_against: tuple[Text, ...] = ()  # words of the near ones
    particles: tuple[Text, ...] = ()  # inside names: al, bin, de, van
    not_names: tuple[Text, ...] = ()  # capitalised words that begin no name: "The", "Meanwhile"
    not_states: tuple[
        Text, ...
    ] = ()  # phrases that hold a state's name and mean another thing: "Persian Gulf"
    possessives: tuple[Text, ...] = ()  # "'s", "’s"
    of: tuple[Text, ...] = ()  # links an office to its state: "of", "for"
    state_follows_title: bool = False  # "Menteri Luar Negeri Iran": no "of" between office and state
    indefinite: tuple[Text, ...] = ()  # articles before somebody not spoken of yet
    articles: tuple[Text, ...] = ()
    conjunctions: tuple[Text, ...] = ()  # "and", "dan", "serta"
    quotes: tuple[tuple[Text, Text], ...] = ()
    # The keys below drive the shallow reader.
    prepositions: tuple[Text, ...] = ()
    habitual: tuple[Text, ...] = ()  # words that make an act in the present no single act: "regularly"
    infinitive: tuple[Text, ...] = ()  # prepositions that stand before verbs too: "to"
    letting: tuple[Text, ...] = ()  # verbs before a bare infinitive, which is as real as they are: "let"
    perceiving: tuple[
        Text, ...
    ] = ()  # verbs of what is seen being done: "were *seen* heading for the border"
    naming: tuple[Text, ...] = ()  # verbs of what somebody calls a thing: "what it *called* hideouts"
    naming_as: tuple[Text, ...] = ()  # prepositions between such a verb and the thing: "described *as*"
    free_relative: tuple[Text, ...] = ()  # what begins such a clause: "what"
    plural_endings: tuple[Text, ...] = ()  # of nouns
    agents: tuple[
        Text, ...
    ] = ()  # prepositions after an act before whoever does it: "talks between", "a call from"
    subordinators: tuple[Text, ...] = ()  # begin a clause: "yang", "bahwa", "karena"
    relative: tuple[Text, ...] = ()  # those that make a relative clause: "yang"
    complementizers: tuple[Text, ...] = ()  # those that open reported speech: "bahwa"
    negators: tuple[Text, ...] = ()
    future: tuple[Text, ...] = ()  # "will", "akan"
    conditional: tuple[Text, ...] = ()  # "if", "would", "jika"
    beneficiary: tuple[Text, ...] = ()  # prepositions before whom a promised act is for: "to", "with", "for"
    benefiting: tuple[Text, ...] = ()  # verbs whose object is whom the act is for: "help", "visit", "support"
    willing: tuple[Text, ...] = ()  # predicates of readiness: "be willing", "offer", "agree"
    supporting: tuple[Text, ...] = ()  # "with the help of": nouns that make whoever follows no opponent
    copulas: tuple[Text, ...] = ()  # verbs that an adjective completes: "stand ready" is one predicate
    circumstances: tuple[
        Text, ...
    ] = ()  # prepositions whose phrase says when or why, not what: "after a break", "because of the war"
    reasons: tuple[
        Text, ...
    ] = ()  # words before why somebody did something to another: "over", "in response to"
    perhaps_reasons: tuple[Text, ...] = ()  # words that are so before an act of his: "for", "after"
    aims: tuple[Text, ...] = ()  # prepositions before whom something is done to: "on", "against"
    apart: tuple[Text, ...] = ()  # beside a meeting: those named did not all meet each other: "separately"
    deeds: dict[
        Text, tuple[Text, ...]
    ] = {}  # type of event, or "any" -> nouns that point back at it: "the move"
    pointers: tuple[Text, ...] = ()  # words before them: "the", "this", "such"
    backdrops: tuple[
        Text, ...
    ] = ()  # before what was so meanwhile, not what is spoken of: "under", "despite"
    remarks: tuple[
        Text, ...
    ] = ()  # open, after a comma, a remark on what was just told: ", a claim Oman denies"
    matters: tuple[Text, ...] = ()  # nouns that, with a pointer, mean what another did: "the letter"
    leading: tuple[Text, ...] = ()  # verbs of whose a delegation or a missile is: "led by", "fired by"
    announcing: tuple[Text, ...] = ()  # verbs that do what they say: "announced that the ban was lifted"
    purposes: tuple[Text, ...] = ()  # prepositions before what is to come: "for a visit"
    by_way: tuple[Text, ...] = ()  # prepositions before what an act is done as: "in protest"
    sources: tuple[Text, ...] = ()  # prepositions before whom something is asked of: "from"
    questioning: tuple[Text, ...] = ()  # before what is open: "whether"
    dating: tuple[Text, ...] = ()  # after a date, before what was done then: "in July, *when* …"
    facing: tuple[Text, ...] = ()  # words before whom a show of force is for: "to deter", "threats from"
    ultimatum: tuple[Text, ...] = ()  # "unless": what will be done to another unless he yields is a threat
    frontiers: tuple[
        Text, ...
    ] = ()  # nouns that lie between or beside: "its border with Mali", "waters near Taiwan"
    partitives: tuple[Text, ...] = ()  # nouns that count what follows "of": "a group of lawmakers"
    wished: tuple[Text, ...] = ()  # "hopes to", "ingin", "berharap"
    attributing: tuple[Text, ...] = ()  # "according to": opens the gate as a word of speech does
    obliging: tuple[Text, ...] = ()  # "must", "harus": said of another state, a demand
    past: tuple[Text, ...] = ()  # "telah", "sudah"
    passive_by: tuple[Text, ...] = ()  # "by", "oleh"
    passive_prefixes: tuple[Text, ...] = ()  # "di": a verb so begun is passive
    auxiliaries: tuple[Text, ...] = ()
    sport: tuple[Text, ...] = ()  # words of matches and cups: states "meet" there in another sense
    unreal: tuple[
        Text, ...
    ] = ()  # beside a noun that names an act, say that it has not taken place: planned, proposed
    denying: tuple[Text, ...] = ()  # verbs whose complement is said not to hold: deny, refute
    affirming: tuple[Text, ...] = ()  # predicates that, negated, deny their complement: "it is not true that"
    confirming: tuple[Text, ...] = ()  # verbs whose content holds only where they do: confirm, verify
    doubting: tuple[Text, ...] = ()  # verbs that leave their complement open: doubt, wonder, speculate
    discarding: tuple[
        Text, ...
    ] = ()  # verbs that say of a rumour that it is untrue, of a plan that it is none: dismiss, drop
    hearsay: tuple[Text, ...] = ()  # nouns whose content is not told as so: "reports that", "allegations of"
    proofs: tuple[Text, ...] = ()  # nouns whose content holds unless there are none: "no evidence that"
    nearly: tuple[Text, ...] = ()  # right before a verb, say that it was not done: "almost", "all but"
    none_of: tuple[Text, ...] = ()  # before a noun, say that there is none, or next to none: "no", "little"
    answered_for: tuple[Text, ...] = ()  # prepositions between them and the gerund: of, for, from
    circumstantial: tuple[Text, ...] = ()  # nouns of when or how: "the day it fell" felled no day
    lengths: tuple[Text, ...] = ()  # nouns of how long or how often: "a day of talks", "a round of talks"
    making: tuple[
        Text, ...
    ] = ()  # verbs whose object is their subject's own deed: impose (a tax), send (a letter)
    agentive: tuple[Text, ...] = ()  # endings of nouns for those who do something: "-ers", "-ists"
    alleging: tuple[Text, ...] = ()  # verbs that accuse whoever did the deed they tell of: "alleged that"
    answering: tuple[
        Text, ...
    ] = ()  # verbs whose object did what a gerund after them tells: accuse (of), thank (for), stop (from)
    duties: tuple[Text, ...] = ()  # verbs that accuse where they are denied: "said it had not complied"
    owed: tuple[Text, ...] = ()  # what duties are to: "treaty", "obligations"
    planning: tuple[Text, ...] = ()  # verbs whose infinitive is planned: "agreed to meet"
    doing: tuple[
        Text, ...
    ] = ()  # verbs and nouns whose infinitive is under way: "working to", "efforts to", "began to"
    light_verbs: tuple[Text, ...] = ()  # carry a noun that names the act: hold (talks), pay (a visit)
    occasion_prepositions: tuple[Text, ...] = ()  # put an act beside another: during, at, after


Role = Annotated[
    str,
    StringConstraints(pattern=r"^(subject|object|agent|oblique|complement|possessor|of)(:[^\s].*)?$"),
]


class Frame(NamedRow):
    """A predicate that makes an event, and which of its arguments are who.

    `predicates` are lemmas (verbs) or nouns; a phrase such as "take hostage" is a verb with
    words behind it, some words off perhaps. `actors` and `recipients` list slots in order of
    preference: "subject", "object", "agent" (of a passive), "possessor", "of", or "oblique:with" for a
    preposition. With
    `symmetric`, everyone found in actor and recipient slots is an actor.
    """

    predicates: Annotated[tuple[Text, ...], Field(min_length=1)]
    kind: Literal["verb", "noun", "both"] = "verb"
    type: Text
    mode: Text | None = None
    symmetric: bool = False
    actors: tuple[Role, ...] = ("subject",)
    recipients: tuple[Role, ...] = ("object",)
    place: tuple[Role, ...] = ()  # slots that hold a place besides the usual obliques: visit + object
    needs: tuple[
        Text, ...
    ] = ()  # words of which one must stand in the clause ("support" + "aid"), or "@class"
    unless: tuple[Text, ...] = ()  # words that forbid the frame in its clause ("met the deadline")
    needs_recipient: bool = False
    actor_kinds: tuple[Literal["state", "organisation", "person", "group"], ...] = ()  # empty: any
    recipient_kinds: tuple[Literal["state", "organisation", "person", "group"], ...] = ()  # empty: any
    foresees: Text | None = None  # for AGREE: the type foreseen ("CONSULT")
    contexts: tuple[Text, ...] = ()
    commitment: Text | None = None  # kind of commitment this frame also makes
    stage: Text | None = None
    examples: Annotated[tuple[Example, ...], Field(min_length=2)]
    counter_examples: Annotated[tuple[CounterExample, ...], Field(min_length=1)]
    source: Text = "written for Regesta"


class WordClass(NamedRow):
    """Words of one kind, which the conditions of frames name together: "@vessel"."""

    words: Annotated[tuple[Text, ...], Field(min_length=2)]


class Cue(NamedRow):
    """A predicate by which somebody takes a position or reports one: "said", "condemned".

    `content` says where the content stands: "complement" (that-clause, quotation), "object",
    "oblique:for"… `stance` is that of the cue itself; `neutral` leaves it to the content.
    """

    predicates: Annotated[tuple[Text, ...], Field(min_length=1)]
    kind: Literal["verb", "noun", "both"] = "verb"
    stance: Literal[
        "support",
        "oppose",
        "condemn",
        "urge",
        "concern",
        "appreciate",
        "commit",
        "optimism",
        "condolence",
        "neutral",
    ]
    content: tuple[Role, ...] = ("complement", "object")
    addressee: tuple[Role, ...] = ()
    about: tuple[Role, ...] = ()
    to_others: bool = False  # only to people of another state: an order to one's own is no statement
    needs: tuple[Text, ...] = ()
    unless: tuple[Text, ...] = ()
    examples: Annotated[tuple[Example, ...], Field(min_length=2)]
    counter_examples: Annotated[tuple[CounterExample, ...], Field(min_length=1)]
    source: Text = "written for Regesta"


class ContentStance(Row):
    """Words inside a quotation or complement that give a neutral cue its stance."""

    id: Slug
    stance: Literal[
        "support", "oppose", "condemn", "urge", "concern", "appreciate", "commit", "optimism", "condolence"
    ]
    phrases: Annotated[tuple[Text, ...], Field(min_length=1)]
    unless: tuple[Text, ...] = ()
    not_after: tuple[Text, ...] = ()  # words just before it that turn it: "*under* international law"
    weight: Annotated[float, Field(gt=0, le=1)] = 0.5
    examples: Annotated[tuple[Example, ...], Field(min_length=2)]
    counter_examples: Annotated[tuple[CounterExample, ...], Field(min_length=1)]
    source: Text = "written for Regesta"


class TopicRow(Row):
    """A canonical topic and a language's phrases for it."""

    topic: Text  # canonical English label
    phrases: Annotated[tuple[Text, ...], Field(min_length=1)]


class CommitmentNoun(Row):
    """A noun that names a commitment: "roadmap", "memorandum of understanding"."""

    id: Slug
    kind: Literal[
        "treaty",
        "agreement",
        "memorandum of understanding",
        "roadmap",
        "executive programme",
        "joint statement",
        "pledge",
        "implementation pledge",
        "implementation report",
        "invitation",
        "target",
        "follow-up body",
    ]
    phrases: Annotated[tuple[Text, ...], Field(min_length=1)]
    plural: tuple[Text, ...] = ()
    unless: tuple[Text, ...] = ()
    examples: Annotated[tuple[Example, ...], Field(min_length=2)]
    counter_examples: Annotated[tuple[CounterExample, ...], Field(min_length=1)]
    source: Text = "written for Regesta"


class CommitmentVerb(NamedRow):
    """A predicate that moves a commitment noun to a stage: "sign" -> signed."""

    predicates: Annotated[tuple[Text, ...], Field(min_length=1)]
    kind: Literal["verb", "noun", "both"] = "verb"
    stage: Literal[
        "stated",
        "offered",
        "pledged",
        "agreed",
        "signed",
        "in force",
        "implementing",
        "partly fulfilled",
        "fulfilled",
        "stalled",
        "lapsed",
        "withdrawn",
        "refused",
    ]
    makes: Text | None = None  # a kind the verb makes by itself: "implement" -> "implementation report"
    ahead: bool = False  # only of what is to come: "will pay for", "said it would pay for"
    finished: bool = (
        False  # its stage is reached once done: "negotiated a deal"; "is negotiating" states a wish
    )
    needs: tuple[Text, ...] = ()  # words of which one must stand in the clause: "lift" + "ban"
    content: tuple[Role, ...] = ("object", "subject", "complement")
    by: tuple[Role, ...] = ("subject", "agent")
    to: tuple[Role, ...] = ()
    unless: tuple[Text, ...] = ()
    examples: Annotated[tuple[Example, ...], Field(min_length=2)]
    counter_examples: Annotated[tuple[CounterExample, ...], Field(min_length=1)]
    source: Text = "written for Regesta"


class CommitmentsFile(Row):
    """`languages/<code>/commitments.yml`."""

    nouns: tuple[CommitmentNoun, ...] = ()
    verbs: tuple[CommitmentVerb, ...] = ()
    currencies: dict[Text, Text] = {}  # "$": USD, "dolar AS": USD
    magnitudes: dict[Text, int] = {}  # million: 1000000, juta: 1000000
    set_words: tuple[Text, ...] = ()  # "agreements reached", "accords": a set, first-class
    sector_lead: tuple[Text, ...] = ()  # "in the fields of", "in various sectors, namely"
    undertaken: dict[
        Text, Literal["offered", "pledged", "agreed"]
    ] = {}  # verbs by whose infinitive one binds himself, and how firmly: offer (to pay): offered
    guessing: tuple[Text, ...] = ()  # who foretells what others will do: "analysts", "experts"


class PlacesFile(Row):
    """`languages/<code>/places.yml`: words about places."""

    cities: dict[Text, Text] = {}  # the language's spelling -> GeoNames English name
    states_of: dict[Text, StateCode] = {}  # which state a listed city is in
    regions: dict[Text, StateCode] = {}  # parts of states: provinces, islands, lands
    kinds: tuple[Text, ...] = ()  # "capital", "city", "town"
    through: tuple[Text, ...] = ()  # of places gone through or left: across, out of
    at: tuple[Text, ...] = ()  # prepositions of place: in, at, di
    to: tuple[Text, ...] = ()  # of direction: to, ke
    sidelines: tuple[Text, ...] = ()  # "on the sidelines of"


class KnowledgeInfo(Row):
    """`knowledge/about.yml`: the day to which the facts are kept."""

    as_of: dt.date
    licence: Text
