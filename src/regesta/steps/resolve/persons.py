"""Cluster the named mentions of a report into persons, and find them in the knowledge pack.

In: an annotated report, the packs, the report's window of days. Out: persons, and which mention is whose.

Names are clustered within the report first and looked up afterwards, so that a bare surname is the
person named in full elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from regesta.model.actors import Mention, Standing
from regesta.model.ids import short_hash
from regesta.model.reports import AnnotatedReport
from regesta.model.times import DayRange
from regesta.packs.knowledge import Knowledge, Tenure
from regesta.packs.language import Language
from regesta.steps.resolve.people import People
from regesta.steps.resolve.sectors import office_sector
from regesta.text.fold import fold, squeeze, squeezed
from regesta.text.names import name_keys, same_person_name, skeleton, words

_SPOKESMAN = "spokesman"  # an office of the packs that anybody may have
_OF_STATE = {"GOV", "MIL", "LEG", "JUD", "COP", "SPY"}


@dataclass(slots=True)
class Person:
    """What the report says of one person, over all mentions."""

    names: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    standing: Standing | None = None
    entity: str = ""
    name: str = ""
    gender: str | None = None
    organisation: str | None = None
    sector: str | None = None


def find_persons(
    report: AnnotatedReport, language: Language, knowledge: Knowledge, people: People, window: DayRange
) -> tuple[list[Person], dict[int, int]]:
    """Cluster the named mentions into persons; return them and which mention is whose."""
    persons: list[Person] = []
    owner: dict[int, int] = {}
    filed: dict[str, set[int]] = {}  # keys of names -> persons
    places: list[list[int]] = []  # of each person, the mentions
    named = [(i, m) for i, m in enumerate(report.mentions) if m.kind == "person" and m.name]
    order = sorted(named, key=lambda p: (-len(words(p[1].name or "")), p[0]))
    for i, mention in order:
        keys = name_keys(mention.name or "")
        near = sorted({k for key in keys for k in filed.get(key, ())})
        fitting = [k for k in near if _fits(mention, persons[k])]
        if len(fitting) > 1:
            fitting = _nearest_before(i, fitting, places)
        if fitting:
            owner[i] = fitting[0]
        else:
            owner[i] = len(persons)
            persons.append(Person())
            places.append([])
        places[owner[i]].append(i)
        for key in keys:
            filed.setdefault(key, set()).add(owner[i])
        _learn(persons[owner[i]], mention)
    female = _female_honorifics(language)
    named_states = {s for m in report.mentions for s in m.states}
    for person, own in zip(persons, places, strict=True):
        spans = [report.mentions[i].span.of(report.text) for i in own]
        home = _home(report, own) if not person.states and person.organisation is None else None
        _identify(person, report.id, named_states, knowledge, people, window, home)
        if not person.states and person.organisation is None and _governs(person, report, own, knowledge):
            seat = seat_said(report, own[0], language) or state_announced(report, own[0], language)
            person.states = [seat] if seat else []
        if person.gender is None and any(set(fold(s).replace(".", " ").split()) & female for s in spans):
            person.gender = "f"
    return persons, owner


def _home(report: AnnotatedReport, mentions: Sequence[int]) -> str | None:
    """Return the state where a log line has somebody met, who is at home there unless it says otherwise."""
    spans = [report.mentions[i].span for i in mentions]
    hosts = {
        s.heading.state
        for s in report.sentences
        if s.heading is not None and any(s.span.holds(span) for span in spans)
    }
    return next(iter(hosts)) if len(hosts) == 1 else None


def _governs(person: Person, report: AnnotatedReport, mentions: Sequence[int], knowledge: Knowledge) -> bool:
    """Return whether somebody holds an office of state that the report leaves without one: "Defence Minister Ouma"."""
    if _SPOKESMAN in person.offices or any(report.mentions[i].spokesman for i in mentions):
        titles = (report.mentions[i].office_words or "" for i in mentions)
        # "government spokesman"; "Clinton spokesman" and "State Department spokesman" name whose he is
        return any(t.islower() and len(t.split()) > 1 for t in titles)
    return office_sector(person.offices, knowledge) in _OF_STATE


def seat_said(report: AnnotatedReport, index: int, language: Language) -> str | None:
    """Return the state that opens a mention's sentence: "In *Kabul*, government spokesman Zaki …"."""
    span = report.mentions[index].span
    sentence = next((s.span for s in report.sentences if s.span.holds(span)), None)
    if sentence is None:
        return None
    for mention in report.mentions:
        if mention.kind != "state" or not sentence.holds(mention.span) or mention.span.start >= span.start:
            continue
        before = squeeze(report.text[sentence.start : mention.span.start])
        comma = report.text[mention.span.end : mention.span.end + 1] == ","
        if before in squeezed(language.places.at) and comma and len(mention.states) == 1:
            return mention.states[0]
    return None


def state_announced(report: AnnotatedReport, index: int, language: Language) -> str | None:
    """Return the state whose act somebody makes known: "*Chad* has lifted the ban, trade minister Zaki announced".

    Only the first verb of announcing tells: of what others did, ministers "say" and "declare".
    """
    span = report.mentions[index].span
    sentence = next((s.span for s in report.sentences if s.span.holds(span)), None)
    if sentence is None:
        return None
    after = squeeze(report.text[span.end : sentence.end]).split()[:1]
    announces = any(w.startswith(squeeze(lemma)) for w in after for lemma in language.syntax.announcing[:1])
    first = next((m for m in report.mentions if sentence.holds(m.span)), None)
    opens = (
        first is not None
        and first.kind == "state"
        and not report.text[sentence.start : first.span.start].strip()
    )
    if not announces or first is None or not opens or first.form == "demonym" or len(first.states) != 1:
        return None
    comma = report.text[: span.start].rstrip().endswith(",")
    return first.states[0] if comma else None


def _female_honorifics(language: Language) -> set[str]:
    return {fold(h).strip(".") for h in language.titles.honorifics_female}


def _fits(mention: Mention, person: Person) -> bool:
    name = mention.name or ""
    if not any(same_person_name(name, n) for n in person.names) and not _first_name_of(name, person):
        return False
    if mention.states and person.states and not set(mention.states) & set(person.states):
        return False
    # Two ministers of one surname: an office that both carry must not clash where the states agree.
    clash = mention.offices and person.offices and not set(mention.offices) & set(person.offices)
    return not (
        clash
        and len(words(name)) == 1
        and mention.standing is None
        and person.standing is None
        and not mention.states
    )


def _first_name_of(name: str, person: Person) -> bool:
    """Return whether a single word is part of the name of somebody named in full ("Prabowo", "Lula")."""
    parts = words(name)
    longer = [words(n) for n in person.names if len(words(n)) > 1]
    return len(parts) == 1 and len(parts[0]) > 3 and any(parts[0] in n for n in longer)


def _nearest_before(i: int, fitting: list[int], places: Sequence[Sequence[int]]) -> list[int]:
    def distance(k: int) -> tuple[int, int]:
        before = [i - j for j in places[k] if j < i]
        return (0, min(before)) if before else (1, min(j - i for j in places[k]))

    return sorted(fitting, key=distance)


def _learn(person: Person, mention: Mention) -> None:
    if mention.name and mention.name not in person.names:
        person.names.append(mention.name)
    if not mention.spokesman:
        for state in mention.states:
            if state not in person.states:
                person.states.append(state)
    for office in mention.offices:
        if office not in person.offices:
            person.offices.append(office)
    person.standing = person.standing or mention.standing
    person.organisation = person.organisation or mention.organisation
    person.sector = person.sector or mention.sector


def _tenures(person: Person, held: Sequence[Tenure], window: DayRange) -> list[Tenure]:
    """Return the tenures that tell whose somebody is: of these days; else of the office he is said to hold, if any.

    Who becomes an organisation's head later is not its "foreign minister" now.
    """
    now = [t for t in held if t.days.meets(window)]
    return now or [t for t in held if not person.offices or t.office in person.offices]


def _identify(
    person: Person,
    report: str,
    named_states: set[str],
    knowledge: Knowledge,
    people: People,
    window: DayRange,
    home: str | None,
) -> None:
    longest = max(person.names, key=lambda n: (len(words(n)), len(n)))
    said = bool(person.states or person.offices)
    found: tuple[str, ...] = ()
    if home is not None:
        found = people.candidates(longest, (home,), person.offices, window, loose=True)
        known = not found and bool(person.offices)  # a bare surname abroad would be anybody's
        abroad = people.candidates(longest, (), person.offices, window) if known else ()
        in_office = [p for p in abroad if any(t.days.meets(window) for t in knowledge.held_by(p))]
        if found or len(in_office) != 1:
            person.states = [home]  # of a log line that names no other: the host's
    for loose in (False, True):
        if loose and not person.states:
            break
        found = people.candidates(longest, person.states, person.offices, window, loose=loose)
        if found:
            break
    if not said and len(words(longest)) == 1:
        near = tuple(f for f in found if {t.state for t in knowledge.held_by(f)} & named_states)
        # A surname the world knows needs no state beside it; a namesake of a state that is named comes first.
        found = near or tuple(f for f in found if knowledge.persons[f].surname_known)
    if len(found) > 1 and len(words(longest)) == 1:
        found = tuple(f for f in found if knowledge.persons[f].surname_known) or found
    if len(found) == 1:
        row = knowledge.persons[found[0]]
        person.entity, person.name, person.gender = f"person:{row.id}", row.name, row.gender
        if not person.states:
            held = _tenures(person, knowledge.held_by(row.id), window)
            states = [t.state for t in held if t.state in knowledge.states]
            person.states = list(dict.fromkeys(states))[:1]
            if not states and person.organisation is None:
                person.organisation = next((t.state for t in held), None)
        return
    shared = {t.state for f in found for t in knowledge.held_by(f) if t.office in person.offices}
    if not person.states and person.offices and len(found) > 1 and len(shared) == 1:
        person.states = list(
            shared & knowledge.states.keys()
        )  # one president or the other, of the same state
    person.name = longest
    where = person.states[0] if person.states else report
    person.entity = f"person:x{short_hash(f'{skeleton(longest)}|{where}')[:12]}"
