"""Check packs beyond their shape: examples that do not work, contradictions and gaps in what they know.

In: packs, and a function that reads one sentence as a report (given by the caller: packs lie below the
pipeline). Out: problems, in a fixed order. An entry is tried with what will use it, not with a second copy
of the rule: an example must make the entry fire, a counter-example must not.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from regesta.model.findings import CommitmentKind, EventType
from regesta.packs import schema as s
from regesta.packs.knowledge import Knowledge, Tenure
from regesta.packs.language import Language
from regesta.packs.load import Packs
from regesta.text.fold import squeeze

Severity = Literal["error", "warning", "note"]
# (sentence, language) -> the rules of the findings it gives, and what they are: "statement:support"
Fired = Callable[[str, str], Collection[str]]

_HANDOVER_DAYS = 31  # two holders that overlap for less are a matter of ceremonies
_GAP_DAYS = 31


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a pack: how bad, where, what."""

    severity: Severity
    where: str  # "en/frames#consult-meet", "knowledge/offices/IRN"
    what: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence to try: the entry, what its findings carry, and whether it must fire.

    `mark` is the rule of the entry; for entries that leave no rule behind, the kind of finding they give.
    Those have a `table` too: an example must be in it; a counter-example is wrong only if the table has it
    and such a finding comes of it.
    """

    where: str
    text: str
    language: str
    fires: bool
    mark: str
    table: Callable[[str], bool] | None = None


def trials(language: Language) -> Iterator[Trial]:
    """Yield every example and counter-example of a language, entry by entry."""
    code = language.code
    for frame in language.frames:
        yield from _tries(f"{code}/frames#{frame.id}", code, frame, f"{code}/frames#{frame.id}")
    for wrong in language.wrongs:
        yield from _tries(f"{code}/wrongs#{wrong.id}", code, wrong, f"{code}/wrongs#{wrong.id}")
    for cue in language.cues:
        yield from _tries(f"{code}/cues#{cue.id}", code, cue, f"{code}/cues#{cue.id}")
    for verb in language.commitments.verbs:
        yield from _tries(f"{code}/commitments#{verb.id}", code, verb, f"{code}/commitments#{verb.id}")
    for noun in language.commitments.nouns:
        where, mark = f"{code}/commitments#{noun.id}", f"commitment:{noun.kind}"
        yield from _tries(where, code, noun, mark, _noun_table(language, noun))
    for stance in language.content_stances:
        where, mark = f"{code}/stances#{stance.id}", f"statement:{stance.stance}"
        yield from _tries(where, code, stance, mark, _stance_table(language, stance))


_Tried = s.Frame | s.Cue | s.CommitmentVerb | s.CommitmentNoun | s.ContentStance


def _tries(
    where: str, code: str, row: _Tried, mark: str, table: Callable[[str], bool] | None = None
) -> Iterator[Trial]:
    for example in row.examples:
        yield Trial(where, example.text, code, True, mark, table)
    for counter in row.counter_examples:
        yield Trial(where, counter.text, code, False, mark, table)


def _noun_table(language: Language, row: s.CommitmentNoun) -> Callable[[str], bool]:
    def found(text: str) -> bool:
        hits = language.commitment_noun_table.hits(text)
        return any(r.id == row.id for h in hits for r, _ in h.values) and not _holds(text, row.unless)

    return found


def _stance_table(language: Language, row: s.ContentStance) -> Callable[[str], bool]:
    def found(text: str) -> bool:
        hits = language.content_stance_table.hits(text)
        return any(r.id == row.id for h in hits for r in h.values) and not _holds(text, row.unless)

    return found


def _holds(text: str, phrases: Iterable[str]) -> bool:
    stretch = f" {squeeze(text)} "
    return any(f" {squeeze(p)} " in stretch for p in phrases)


def tried(trial: Trial, fired: Fired) -> Problem | None:
    """Try one sentence; return what is wrong, if anything."""
    fires = trial.table is None or trial.table(trial.text)
    if fires and (trial.table is None or not trial.fires):
        fires = trial.mark in fired(trial.text, trial.language)
    if fires == trial.fires:
        return None
    what = "does not match its example" if trial.fires else "matches its counter-example"
    return Problem("error", trial.where, f"{what} {trial.text!r}")


# --------------------------------------------------------------------------- languages


def language_problems(
    language: Language, knowledge: Knowledge, modes: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """Yield what contradicts itself or names what is not there in a language pack.

    Args:
        language: The pack.
        knowledge: What its codes and ids refer to.
        modes: PLOVER type -> its modes.
    """
    code = language.code
    for state in language.states:
        if state not in knowledge.states:
            yield Problem("error", f"{code}/states", f"no such state: {state}")
    for row in language.titles.offices:
        if row.office not in knowledge.office_kinds:
            yield Problem("error", f"{code}/offices", f"no such kind of office: {row.office}")
        for state in row.states:
            if state not in knowledge.states:
                yield Problem("error", f"{code}/offices", f"{row.office}: no such state: {state}")
    for city, state in language.places.states_of.items():
        if state not in knowledge.states:
            yield Problem("error", f"{code}/places", f"{city}: no such state: {state}")
    folders = {"frames": language.frames, "wrongs": language.wrongs}
    for folder, frame in ((name, f) for name, frames in folders.items() for f in frames):
        where = f"{code}/{folder}#{frame.id}"
        for kind in (frame.type, frame.foresees):
            if kind is not None and kind not in get_args(EventType):
                yield Problem("error", where, f"no such PLOVER type: {kind}")
        if frame.mode is not None and frame.mode not in modes.get(frame.type, ()):
            yield Problem("error", where, f"{frame.type} has no mode {frame.mode}")
        if frame.commitment is not None and frame.commitment not in get_args(CommitmentKind):
            yield Problem("error", where, f"no such kind of commitment: {frame.commitment}")
    yield from _sector_problems(language)
    yield from _twice(f"{code}/frames", language.frames)
    yield from _twice(f"{code}/wrongs", language.wrongs)
    yield from _twice(f"{code}/cues", language.cues)
    yield from _shared(f"{code}/topics", ((row.topic, p) for row in language.topics for p in row.phrases))
    nouns = language.commitments.nouns
    yield from _shared(f"{code}/commitments", ((n.id, p) for n in nouns for p in (*n.phrases, *n.plural)))
    yield from _shared(
        f"{code}/stances", ((r.stance, p) for r in language.content_stances for p in r.phrases)
    )
    titles = ((row.office, t) for row in language.titles.offices if not row.states for t in row.titles)
    yield from _shared(f"{code}/offices", titles)


def _sector_problems(language: Language) -> Iterator[Problem]:
    """Yield examples in which no noun of their row stands, and counter-examples in which one does."""
    for row in language.sectors.rows:
        where = f"{language.code}/sectors#{row.sector}"

        def told(text: str, row: s.SectorRow = row) -> bool:
            hits = language.sector_table.hits(text)
            return any(v.sector == row.sector and v.weak == row.weak for h in hits for v in h.values)

        for example in row.examples:
            if not told(example.text):
                yield Problem("error", where, f"does not match its example {example.text!r}")
        for counter in row.counter_examples:
            if told(counter.text):
                yield Problem("error", where, f"matches its counter-example {counter.text!r}")
    nouns = (
        (row.sector, noun)
        for row in language.sectors.rows
        for noun in (*row.people, *row.plural, *row.bodies, *row.owned, *row.sites)
    )
    yield from _shared(f"{language.code}/sectors", nouns)
    named = language.namings
    lists = {"people": named.people, "bodies": named.bodies, "places": named.places}
    yield from _shared(
        f"{language.code}/namings", ((k, noun) for k, words in lists.items() for noun in words)
    )


def _twice(where: str, rows: Sequence[s.Frame] | Sequence[s.Cue]) -> Iterator[Problem]:
    """Yield predicates that two entries claim with nothing to tell them apart: the first would always win."""
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        for predicate in row.predicates:
            for kind in ("verb", "noun") if row.kind == "both" else (row.kind,):
                key = (squeeze(predicate), kind)
                if row.needs:
                    continue
                first = seen.setdefault(key, row.id)
                if first != row.id:
                    yield Problem(
                        "warning",
                        f"{where}#{row.id}",
                        f"“{predicate}” ({kind}) stands in {first} too; that one wins",
                    )


def _shared(where: str, phrases: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Yield phrases that are filed under two entries."""
    seen: dict[str, str] = {}
    for entry, phrase in phrases:
        first = seen.setdefault(squeeze(phrase), entry)
        if first != entry:
            yield Problem("warning", where, f"“{phrase}” stands under {first} and under {entry}")


# --------------------------------------------------------------------------- knowledge


def knowledge_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Yield what contradicts itself, names what is not there, or is missing in the knowledge pack."""
    parties = {*knowledge.states, *knowledge.organisations}
    for code in sorted(set(knowledge.states) & set(knowledge.organisations)):
        yield Problem(
            "error", "knowledge/organisations", f"{code} is a state's code; give the organisation another"
        )
    for code, state in knowledge.states.items():
        yield from _unknown("knowledge/states", code, (state.parent, *state.claims), knowledge.states)
        yield from _backward("knowledge/states", code, state.since, state.until)
    for code, row in knowledge.organisations.items():
        yield from _unknown(
            "knowledge/organisations", code, (row.state, *(m.state for m in row.members)), knowledge.states
        )
        yield from _unknown("knowledge/organisations", code, (row.part_of,), knowledge.organisations)
        yield from _backward("knowledge/organisations", code, row.since, row.until)
        for member in row.members:
            yield from _backward(
                "knowledge/organisations", f"{code} {member.state}", member.since, member.until
            )
    for meeting in knowledge.meetings:
        yield from _unknown("knowledge/meetings", meeting.id, (meeting.state,), knowledge.states)
        if meeting.first > meeting.last:
            yield Problem("error", "knowledge/meetings", f"{meeting.id}: ends before it begins")
    orphans = Counter(m.org for m in knowledge.meetings if m.org not in parties)
    for org, n in sorted(orphans.items()):  # they are found by their own names, so nothing breaks
        yield Problem(
            "warning", "knowledge/meetings", f"{org} holds {n} meetings and is no organisation of the pack"
        )
    for landmark in knowledge.landmarks:
        yield from _unknown(
            "knowledge/landmarks", landmark.id, (*landmark.actors, *landmark.recipients), parties
        )
        if landmark.first > landmark.last:
            yield Problem("error", "knowledge/landmarks", f"{landmark.id}: ends before it begins")
    for pair in knowledge.relations:
        yield from _unknown("knowledge/relations", "–".join(pair), pair, knowledge.states)
    yield from _tenure_problems(knowledge, parties)


def _unknown(where: str, row: str, named: Iterable[str | None], known: Collection[str]) -> Iterator[Problem]:
    for code in named:
        if code is not None and code not in known:
            yield Problem("error", where, f"{row}: there is no {code}")


def _backward(where: str, row: str, since: dt.date | None, until: dt.date | None) -> Iterator[Problem]:
    if since is not None and until is not None and since >= until:
        yield Problem("error", where, f"{row}: until {until} is not after since {since}")


def _tenure_problems(knowledge: Knowledge, parties: Collection[str]) -> Iterator[Problem]:
    posts: dict[tuple[str, str], list[Tenure]] = {}
    for tenure in knowledge.tenures:
        where = f"knowledge/offices/{tenure.state}"
        if tenure.state not in parties:
            yield Problem("error", where, f"there is no {tenure.state}")
        if tenure.person not in knowledge.persons:
            yield Problem("error", where, f"{tenure.row}: there is no person {tenure.person}")
        if tenure.office not in knowledge.office_kinds:
            yield Problem("error", where, f"{tenure.row}: there is no kind of office {tenure.office}")
        yield from _backward(where, tenure.row, tenure.since, tenure.until)
        if tenure.until is not None and tenure.end_unknown:
            yield Problem("error", where, f"{tenure.row}: has an end and end_unknown; drop one of the two")
        if tenure.until is not None and tenure.until > knowledge.as_of + dt.timedelta(days=1):
            yield Problem(
                "warning", where, f"{tenure.row}: ends after the packs' last day, {knowledge.as_of}"
            )
        died = knowledge.persons[tenure.person].died if tenure.person in knowledge.persons else None
        goes_on = tenure.until is None and not tenure.end_unknown
        after = died is not None and (
            goes_on or (tenure.until is not None and tenure.until > died + dt.timedelta(days=1))
        )
        if after:
            yield Problem("error", where, f"{tenure.row}: goes on after the holder's death on {died}")
        if tenure.since < (tenure.until or dt.date.max):
            posts.setdefault((tenure.state, tenure.office), []).append(tenure)
    for (state, office), held in sorted(posts.items()):
        kind = knowledge.office_kinds.get(office)
        if kind is not None and kind.single:
            yield from _sequence_problems(f"knowledge/offices/{state}", office, held)


def _sequence_problems(where: str, office: str, held: Sequence[Tenure]) -> Iterator[Problem]:
    """Yield overlaps and gaps among the holders of an office that one person holds at a time."""
    ordered = sorted(held, key=lambda t: (t.since, t.until or dt.date.max, t.person))
    incumbents = [t for t in ordered if not t.acting]
    for first, second in pairwise(incumbents):
        n_days = (min(first.until or dt.date.max, second.until or dt.date.max) - second.since).days
        if n_days > _HANDOVER_DAYS and first.person != second.person:
            what = f"{office}: {first.person} and {second.person} both hold it from {second.since}"
            yield Problem(
                "warning",
                where,
                f"{what} for {n_days} days" if n_days < 100_000 else f"{what}, both to this day",
            )
    reached: dt.date | None = None
    for tenure in ordered:
        if reached is not None and (tenure.since - reached).days > _GAP_DAYS:
            yield Problem("note", where, f"{office}: nobody from {reached} to {tenure.since}")
        end = tenure.until or dt.date.max
        reached = end if reached is None else max(reached, end)


def all_trials(packs: Packs, languages: Collection[str] = ()) -> tuple[Trial, ...]:
    """Return every trial of some languages, or of all."""
    chosen = [packs.languages[code] for code in sorted(languages or packs.languages)]
    return tuple(t for language in chosen for t in trials(language))
