"""Say who each mention is: names, offices, pronouns, pairs.

In: an annotated report, the knowledge pack, the report's window of days. Out: for each mention its
actors: none where it stays unresolved, several for a plural.

Names are clustered within the report first and looked up in the pack afterwards, so that a bare
surname is the person named in full elsewhere. What points back ("he", "the minister", "both
sides") is resolved in reading order, the subject of the sentence before being preferred.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Literal

from regesta.model.actors import Actor, Mention, Standing
from regesta.model.reports import AnnotatedReport
from regesta.model.times import DayRange
from regesta.packs.knowledge import Knowledge
from regesta.packs.language import Language
from regesta.steps.resolve.people import People
from regesta.steps.resolve.persons import Person, find_persons
from regesta.steps.resolve.reasons import aimed_at
from regesta.steps.resolve.sectors import (
    body_sector,
    group_actor,
    office_sector,
    out_of_office,
    settled_sector,
)
from regesta.steps.resolve.subjects import doers_to, sentence_numbers, subjects_of
from regesta.text.fold import fold, squeeze, squeezed


def resolve_actors(
    report: AnnotatedReport, language: Language, knowledge: Knowledge, people: People, window: DayRange
) -> tuple[tuple[Actor, ...], ...]:
    """Return the actors of each mention of a report, in the order of its mentions."""
    persons, owner = find_persons(report, language, knowledge, people, window)
    return _Discourse(report, language, knowledge, persons, owner, window).read()


# ------------------------------------------------------------------- discourse


@dataclass(frozen=True, slots=True)
class _Seen:
    """An actor at a place of the text."""

    mention: int
    sentence: int
    actor: Actor
    offices: tuple[str, ...]
    gender: str | None
    subject: bool


_DONE_TO = frozenset({"dobj", "obj", "dative", "iobj"})  # arcs of an object pronoun
_SEATS = frozenset({"capital", "metonym"})  # forms of mentions that name a government by where it sits
_DETERMINERS = 12  # letters before a plural in which its article and number stand
_NEIGHBOURS = 12  # mentions before a pair among which two states may stand side by side
_MAIN = 2.0  # times as often as any other are those named whom "the two sides" are, whoever was named last

Fits = Callable[[_Seen], bool]


class _Discourse:
    """Reads a report's mentions in order and remembers who has been spoken of."""

    def __init__(
        self,
        report: AnnotatedReport,
        language: Language,
        knowledge: Knowledge,
        persons: list[Person],
        owner: dict[int, int],
        window: DayRange,
    ) -> None:
        self.report, self.language, self.knowledge = report, language, knowledge
        self.persons, self.owner, self.window = persons, owner, window
        self.seen: list[_Seen] = []
        self.seen_in: dict[int, list[_Seen]] = {}  # by sentence, sentences in reading order
        self.by_entity: dict[str, Person] = {}
        self.in_state: dict[str, list[Person]] = {}
        for person in persons:
            self.by_entity.setdefault(person.entity, person)
            for state in person.states:
                self.in_state.setdefault(state, []).append(person)
        self.sentence_of = sentence_numbers(report)
        self.named_states = {s for m in report.mentions for s in m.states}
        self.spoken_of = {s for m in report.mentions if m.form not in _SEATS for s in m.states}
        self.subjects = subjects_of(report, language, self.sentence_of)
        self.doers_to = doers_to(report)
        self.pairs: list[tuple[int, tuple[Actor, ...]]] = []  # sentence, who
        self.pair_of_states = self._dominant_pair()
        self.main_pair = self._dominant_pair(by=_MAIN)

    def read(self) -> tuple[tuple[Actor, ...], ...]:
        """Return the actors of every mention."""
        found: list[tuple[Actor, ...]] = []
        for i, mention in enumerate(self.report.mentions):
            actors = self._resolve(i, mention)
            found.append(actors)
            if mention.kind == "pair" and len(actors) > 1:
                self.pairs.append((self.sentence_of[i], actors))
            for actor in actors:
                if mention.kind != "place":
                    self._remember(i, mention, actor)
        return tuple(found)

    def _remember(self, i: int, mention: Mention, actor: Actor) -> None:
        person = self.by_entity.get(actor.entity)
        offices = (*person.offices, *self._known_offices(actor.entity)) if person else mention.offices
        here, gender = self.sentence_of[i], person.gender if person else None
        self.seen.append(_Seen(i, here, actor, offices, gender, i in self.subjects))
        self.seen_in.setdefault(here, []).append(self.seen[-1])

    def _known_offices(self, entity: str) -> tuple[str, ...]:
        """Return the offices that the pack has a person in during the report's window."""
        held = self.knowledge.held_by(entity.removeprefix("person:"))
        return tuple(dict.fromkeys(t.office for t in held if t.days.meets(self.window)))

    # --------------------------------------------------------- one mention

    def _resolve(self, i: int, mention: Mention) -> tuple[Actor, ...]:
        found = self._resolved(i, mention)
        if found:
            return found
        if mention.kind in {"role", "roles"} and mention.form != "short" and mention.offices:
            return self._unnamed(mention, self._sector(mention.offices))
        if (
            mention.kind == "organisation" and mention.form == "weak"
        ):  # of which state's Labour Party, is open
            nouns = self.language.sector_table.get(mention.span.of(self.report.text))
            return self._unnamed(mention, nouns[0].sector) if nouns else ()
        return ()

    def _unnamed(self, mention: Mention, sector: str | None) -> tuple[Actor, ...]:
        """Return somebody of whom no more is known than the sector, whose state is not said."""
        sector = settled_sector(sector, mention.standing)
        written = mention.span.of(self.report.text)
        return (Actor(f"group::{sector}", written, written, "group", sector=sector, spans=(mention.span,)),)

    def _resolved(self, i: int, mention: Mention) -> tuple[Actor, ...]:
        kind = mention.kind
        if kind == "person":
            return (self._person(i, mention),)
        if kind == "state":
            return tuple(self._state(s, mention) for s in mention.states[:1])
        if kind == "organisation":
            return self._organisation(mention)
        if kind == "group":
            written = mention.span.of(self.report.text)
            each = [replace(mention, states=(s,)) for s in mention.states[1:] and mention.states] or [mention]
            return tuple(a for m in each if (a := group_actor(m, written, self.knowledge)) is not None)
        if kind == "role":
            return self._role(i, mention)
        if kind == "roles":
            return self._roles(i, mention)
        if kind == "pair":
            return self._pair(i, mention)
        if kind == "pronoun":
            return self._pronoun(i, mention)
        return ()

    def _person(self, i: int, mention: Mention) -> Actor:
        person = self.persons[self.owner[i]]
        if mention.counterpart and not person.offices:
            before = [s for s in self.seen if s.sentence == self.sentence_of[i] and s.actor.kind == "person"]
            alone = len({s.actor.entity for s in before}) == 1  # of two ministers, whose counterpart is open
            person.offices.extend(before[-1].offices if alone else ())
        state = (mention.states or tuple(person.states) or (None,))[0]
        office = self._office(mention.offices or tuple(person.offices), state, mention)
        via = "name" if not mention.offices else "apposition"
        standing = mention.standing or (person.standing if person.standing in {"acting", "late"} else None)
        return Actor(
            entity=person.entity,
            name=person.name,
            as_written=mention.name or "",
            kind="person",
            state=state or self._seat(person.organisation),
            office=office,
            standing=standing or "incumbent",
            sector=self._person_sector(person, mention, standing),
            via="name" if via == "name" else "apposition",
            spans=(mention.span,),
        )

    def _seat(self, organisation: str | None) -> str | None:
        """Return the state of a national body, else the organisation itself: a central bank acts for its state."""
        row = self.knowledge.organisations.get(organisation or "")
        return row.state or organisation if row else organisation

    def _office(self, offices: Sequence[str], state: str | None, mention: Mention) -> str | None:
        if mention.spokesman:
            return "spokesman"
        if not offices:
            return None
        # A title that several offices share is the one the pack knows in that state.
        if len(offices) > 1 and state:
            known = [
                o
                for o in offices
                if any(t.office == o and t.state == state for t in self.knowledge.tenures_of(state))
            ]
            offices = known or offices
        label = self.knowledge.label(offices[0])
        return f"deputy {label}" if mention.deputy and "deputy" not in label else label

    def _person_sector(self, person: Person, mention: Mention, standing: Standing | None) -> str | None:
        """Return a person's sector: by body, office or word of sector, else by the offices the pack knows."""
        offices = mention.offices or tuple(person.offices)
        body = None if mention.states else body_sector(person.organisation, self.knowledge)
        said = body or office_sector(offices, self.knowledge) or mention.sector or person.sector
        known = person.entity.removeprefix("person:")
        said = said or office_sector(self._known_offices(person.entity), self.knowledge)
        if said is None and out_of_office(known, self.knowledge, self.window):
            return "ELI"
        return settled_sector(said, standing) if said or standing == "former" else None

    def _sector(self, offices: Sequence[str]) -> str | None:
        return office_sector(offices, self.knowledge)

    def _state(self, code: str, mention: Mention) -> Actor:
        row = self.knowledge.states.get(code)
        body = self._stood_for(code, mention)
        if body is not None:
            return body
        via = "metonym" if mention.form in {"metonym", "capital"} else "name"
        return Actor(
            f"state:{code}",
            row.name if row else code,
            mention.span.of(self.report.text),
            "state",
            code,
            None,
            None,
            mention.sector or "GOV",
            "metonym" if via == "metonym" else "name",
            (mention.span,),
        )

    def _stood_for(self, code: str, mention: Mention) -> Actor | None:
        """Return the body that a capital stands for where its state is not spoken of: "Brussels", the EU."""
        row = self.knowledge.states.get(code)
        if row is None or mention.form not in _SEATS or code in self.spoken_of:
            return None
        body = next((c.stands_for for c in row.capitals if c.stands_for), None)
        known = self.knowledge.organisations.get(body) if body else None
        if body is None or known is None:
            return None
        written, sector = mention.span.of(self.report.text), body_sector(body, self.knowledge)
        spans = (mention.span,)
        return Actor(
            f"org:{body}",
            known.name,
            written,
            "organisation",
            self._seat(body),
            sector=sector,
            via="metonym",
            spans=spans,
        )

    def _organisation(self, mention: Mention) -> tuple[Actor, ...]:
        row = self.knowledge.organisations.get(mention.organisation or "")
        if row is None:
            return ()
        acronym = mention.span.of(self.report.text)
        local = row.state not in self.named_states and acronym not in row.well_known
        if row.state and acronym.isupper() and len(acronym) <= 5 and local:
            return ()  # three capitals are a party of that state only where the state is spoken of
        if mention.form == "weak" and not any(s.actor.entity == f"org:{row.id}" for s in self.seen):
            return ()
        group: Literal["group", "organisation"] = (
            "group" if row.kind in {"armed group", "party"} else "organisation"
        )
        return (
            Actor(
                f"org:{row.id}",
                row.name,
                mention.span.of(self.report.text),
                group,
                row.state or row.id,
                None,
                None,
                row.sector,
                "name",
                (mention.span,),
            ),
        )

    # --------------------------------------------------------- offices without a name

    def _role(self, i: int, mention: Mention) -> tuple[Actor, ...]:
        text = mention.span.of(self.report.text)
        if mention.counterpart:
            return self._counterpart(i, mention, text)
        if mention.form == "noun" and not mention.offices:
            if squeeze(text).split(" ", 1)[0] in squeezed(self.language.syntax.indefinite):
                return ()
            return self._back(
                i,
                lambda s: (
                    s.actor.kind == "person" and (not mention.states or s.actor.state in mention.states)
                ),
                mention,
            )
        if mention.possessive and not mention.states:
            return self._possessed(i, mention, text)
        if mention.spokesman:
            return self._nameless(mention, text)
        if mention.states:
            mention = self._without_article(mention)
            if mention.standing in {"former", "late"}:
                return self._nameless(mention, text)
            near = self._local(mention.states[0], mention.offices)
            if near is not None and not mention.deputy:
                return (self._as(near, mention, "office"),)
            generic = all(
                self.knowledge.office_kinds[o].generic
                for o in mention.offices
                if o in self.knowledge.office_kinds
            )
            if mention.form == "short" or generic:
                back = self._back(
                    i, lambda s: s.actor.kind == "person" and s.actor.state == mention.states[0], mention
                )
                if back:
                    return back
            return self._nameless(mention, text)
        if mention.organisation:
            return self._nameless(mention, text)
        if squeeze(text).split(" ", 1)[0] in squeezed(self.language.syntax.indefinite):
            return ()  # "an official" is somebody not spoken of before
        return self._back(
            i,
            lambda s: s.actor.kind == "person" and self._may_hold(s, mention) and not mention.deputy,
            mention,
        )

    def _generic(self, mention: Mention) -> bool:
        """Return whether a title says no more than that somebody is in office: "the official"."""
        kinds = [self.knowledge.office_kinds[o] for o in mention.offices if o in self.knowledge.office_kinds]
        return bool(kinds) and all(k.generic for k in kinds)

    def _may_hold(self, seen: _Seen, mention: Mention) -> bool:
        """Return whether somebody spoken of may be meant by a title."""
        if set(seen.offices) & set(mention.offices) or self._generic(mention):
            return True
        kinds = self.knowledge.office_kinds
        ranks = {kinds[o].rank for o in mention.offices if o in kinds and kinds[o].generic}
        if ranks & {kinds[o].rank for o in seen.offices if o in kinds}:
            return True
        return mention.form == "short" and bool(self._top(seen.offices)) and bool(self._top(mention.offices))

    def _top(self, offices: Sequence[str]) -> list[str]:
        """Return the offices among some that head a state or a government: "the leaders"."""
        kinds = [self.knowledge.office_kinds[o] for o in offices if o in self.knowledge.office_kinds]
        return [k.id for k in kinds if k.rank in {"head of state", "head of government"}]

    def _possessed(self, i: int, mention: Mention, text: str) -> tuple[Actor, ...]:
        """Return "its prime minister": whom it names, else the office in the state spoken of, this sentence's first."""
        named = self._apposed(i)
        if named is not None and named.states:
            return (self._as(named, mention, "office"),)
        own = next((s for s in self.seen if s.sentence == self.sentence_of[i] and s.actor.state), None)
        own = own or self._bodied_before(i)
        if own is None or own.actor.state is None:
            return ()
        near = self._local(own.actor.state, mention.offices)
        if near is not None:
            return (self._as(near, mention, "office"),)
        return self._nameless(replace(mention, states=(own.actor.state,)), text)

    def _apposed(self, i: int) -> Person | None:
        """Return the person named right after an office: "its president, *Joseph Boakai*, said"."""
        if i + 1 not in self.owner:
            return None
        between = self.report.text[self.report.mentions[i].span.end : self.report.mentions[i + 1].span.start]
        return self.persons[self.owner[i + 1]] if between.strip() in {"", ","} else None

    def _bodied_before(self, i: int) -> _Seen | None:
        """Return whose "its" is that opens a sentence: the state that the one before is about, else the last named.

        Of two states that did something together neither is meant.
        """
        last = next((s for s in reversed(self.seen) if s.actor.state), None)
        there = [s for s in self.seen_in.get(last.sentence, ()) if s.actor.state] if last is not None else []
        subjects = {s.actor.state: s for s in there if s.subject}
        states = [s for s in subjects.values() if s.actor.kind == "state" and s.actor.office is None]
        if len(subjects) > 1:
            return None
        return states[0] if states else last

    def _counterpart(self, i: int, mention: Mention, text: str) -> tuple[Actor, ...]:
        # Whoever is named with an office in the same sentence, by name or not: "the interior minister phoned his …"
        here = [
            s for s in self.seen if s.sentence == self.sentence_of[i] and s.actor.state not in mention.states
        ]
        before = next((s for s in reversed(here) if s.offices or s.actor.kind == "person"), None)
        before = before or next((s for s in reversed(self.seen) if s.actor.kind == "person"), None)
        if before is None or not mention.states:
            return ()
        near = self._local(mention.states[0], before.offices)
        if near is not None:
            return (self._as(near, mention, "office"),)
        return self._nameless(replace(mention, offices=before.offices), text)

    def _local(self, state: str, offices: Sequence[str]) -> Person | None:
        """Return the one person of the report who holds an office of a state, wherever named."""
        there = [p for p in self.in_state.get(state, ()) if p.standing not in {"former", "late", "designate"}]
        held = {id(p): {*p.offices, *self._known_offices(p.entity)} for p in there}
        fitting = [p for p in there if held[id(p)] & set(offices)]
        if not fitting and self._top(offices):
            fitting = [p for p in there if self._top(tuple(held[id(p)]))]
        entities = {p.entity for p in fitting}
        return fitting[0] if len(entities) == 1 else None

    def _as(self, person: Person, mention: Mention, via: str) -> Actor:
        state = (tuple(person.states) or (None,))[0]
        office = self._office(
            tuple(o for o in mention.offices if o in person.offices) or tuple(person.offices), state, mention
        )
        return Actor(
            person.entity,
            person.name,
            mention.span.of(self.report.text),
            "person",
            state,
            office,
            mention.standing or (person.standing if person.standing == "acting" else None) or "incumbent",
            self._sector(tuple(person.offices)),
            "office" if via == "office" else "pronoun",
            (mention.span,),
        )

    def _nameless(self, mention: Mention, text: str) -> tuple[Actor, ...]:
        owner = (mention.states or (None,))[0] or mention.organisation
        if owner is None:
            return ()
        row = self.knowledge.states.get(owner)
        state = owner if row else self._seat(owner)
        organisation = self.knowledge.organisations.get(owner)
        name = row.name if row else organisation.name if organisation else owner
        entity = f"state:{owner}" if row else f"org:{owner}"
        return (
            Actor(
                entity,
                name,
                text,
                "state" if row else "organisation",
                state,
                self._office(mention.offices, owner, mention),
                mention.standing,
                settled_sector(
                    (None if row else body_sector(owner, self.knowledge))
                    or self._sector(mention.offices)
                    or "GOV",
                    mention.standing,
                ),
                "office",
                (mention.span,),
            ),
        )

    # --------------------------------------------------------- pointing back

    def _back(self, i: int, fits: Fits, mention: Mention) -> tuple[Actor, ...]:
        """Return the nearest fitting actor: this sentence's, then the subject of the ones before."""
        here = self.sentence_of[i]
        own = [s for s in self.seen_in.get(here, ()) if fits(s)]
        if own:
            best = next((s for s in own if s.subject), own[-1])
            return (self._again(best.actor, mention),)
        earlier = (k for k in reversed(self.seen_in) if k < here)
        for sentence in islice(earlier, 12):
            there = [s for s in self.seen_in[sentence] if fits(s)]
            if there:
                best = next((s for s in there if s.subject), there[0])
                return (self._again(best.actor, mention),)
        return ()

    def _again(self, actor: Actor, mention: Mention) -> Actor:
        via = "office" if mention.kind == "role" else "pronoun"
        return replace(
            actor,
            as_written=mention.span.of(self.report.text),
            via="office" if via == "office" else "pronoun",
            spans=(mention.span,),
        )

    def _pronoun(self, i: int, mention: Mention) -> tuple[Actor, ...]:
        if mention.form == "they":
            together = self._last_subjects(i, lambda s: s.actor.kind in {"person", "state"}, reach=3)
            return tuple(self._again(s.actor, mention) for s in together)
        done_to = self._done_to(i, mention)
        if done_to:
            return done_to
        if mention.form == "possessive":
            return self._possessive(i, mention)
        wrong = {"he": "f", "she": "m"}.get(mention.form)

        def fits(seen: _Seen) -> bool:
            return seen.actor.kind == "person" and (wrong is None or seen.gender != wrong)

        return self._nameless_here(i, mention) or self._back(i, fits, mention)

    def _done_to(self, i: int, mention: Mention) -> tuple[Actor, ...]:
        """Return whom an object pronoun means: not the one who acts, "met *Peru's envoy* and invited *him*"."""
        here = self.sentence_of[i]
        tokens = self.report.sentences[here].tokens
        if mention.form not in {"he", "she", "possessive"} or not any(
            t.mention == i and t.dep in _DONE_TO and tokens[t.head].dep != "relcl" for t in tokens
        ):  # in "met Peru's envoy, who thanked *him*" the envoy acts
            return ()
        wrong = {"he": "f", "she": "m"}.get(mention.form)
        mentions = self.report.mentions
        others = [
            s
            for s in self.seen_in.get(here, ())
            if not s.subject
            and s.mention < i
            and (
                (s.actor.kind == "person" and s.gender != (wrong or "-"))
                or (mentions[s.mention].kind == "role" and bool(s.offices))
            )
        ]
        return (self._again(others[-1].actor, mention),) if others else ()

    def _nameless_here(self, i: int, mention: Mention) -> tuple[Actor, ...]:
        """Return the holder of an office who is the subject of the sentence: "*Kenya's leader* said he would"."""
        mentions = self.report.mentions
        subjects = [s for s in self.seen_in.get(self.sentence_of[i], ()) if s.subject and s.mention < i]
        one = (
            len(subjects) == 1 and mentions[subjects[0].mention].kind == "role" and bool(subjects[0].offices)
        )
        return (self._again(subjects[0].actor, mention),) if one else ()

    def _possessive(self, i: int, mention: Mention) -> tuple[Actor, ...]:
        """Return whose "his" or "its" is: the subject of the sentence, also one that follows; else the last person."""
        here = self.sentence_of[i]
        own = [s for s in self.seen_in.get(here, ()) if s.subject]
        aimed = self._aimed_at(i, mention, own[0].actor) if own else None
        if aimed is not None:
            return (self._again(aimed, mention),)
        if own:
            many = squeeze(mention.span.of(self.report.text)) in squeezed(self.language.coref.possessive_many)
            one = self.report.mentions[own[0].mention]
            if (
                many
                and len(own) == 1
                and one.kind == "state"
                and one.form in {"name", *_SEATS}
                and not one.delegation
            ):
                return ()  # "Panama appealed, since Norway blocks *their* appointment": somebody else's
            return (self._again(own[0].actor, mention),)
        ahead = [j for j in self.subjects if j > i and self.sentence_of[j] == here]
        if ahead and not any(s.sentence == here for s in self.seen):
            first = min(ahead)
            return tuple(
                self._again(a, mention) for a in self._resolve(first, self.report.mentions[first])[:1]
            )
        return self._back(i, lambda s: s.actor.kind == "person", mention)

    def _aimed_at(self, i: int, mention: Mention, subject: Actor) -> Actor | None:
        """Return whose "his" or "its" is in the subject's reason for what it does."""
        coref, here = self.language.coref, self.sentence_of[i]
        word = squeeze(mention.span.of(self.report.text))
        if word in squeezed(coref.possessive_many):
            return None
        of_person = word in squeezed(coref.possessive_person)
        mentions = self.report.mentions
        others = [
            (mentions[s.mention].span, s.actor)
            for s in self.seen_in.get(here, ())
            if s.actor.state not in {None, subject.state}
            and (mentions[s.mention].kind in {"person", "role"} or not of_person)
        ]
        sentence = self.report.sentences[here].span
        return aimed_at(self.report.text, sentence, mention.span, others, self.language)

    def _pair(self, i: int, mention: Mention) -> tuple[Actor, ...]:
        if len(mention.states) >= 2:
            return tuple(self._state(s, mention) for s in mention.states)
        again = self._same_pair(i)
        if again:
            return tuple(self._again(a, mention) for a in again)
        near = self._beside(i, states_only=mention.form == "states")
        if near:
            return (
                near if mention.form != "states" else tuple(self._state(a.state or "", mention) for a in near)
            )
        found, main = self._last_pair(i, mention), self.main_pair
        states = {a.state for a in found}
        others = main and self._names_sides(mention) and states != set(main)
        if (
            others
            and not self._joined_before(i, states)
            and self._outside(i).isdisjoint(main)
            and not self._last_subjects(i, lambda _: True, reach=2)
        ):
            return tuple(self._state(s, mention) for s in main)
        return found

    def _joined_before(self, i: int, states: set[str | None]) -> bool:
        """Return whether two states stand side by side here or in the sentence before: "brought *Chad and Niger*"."""
        near = [
            k
            for k in range(max(0, i - _NEIGHBOURS), i)
            if self.sentence_of[i] - self.sentence_of[k] <= 1 and self.report.mentions[k].states
        ]
        links = squeezed(self.language.syntax.conjunctions)
        for one, two in pairwise(near):
            left, right = self.report.mentions[one], self.report.mentions[two]
            between = squeeze(self.report.text[left.span.end : right.span.start]).strip(" ,")
            if between in links and {*left.states, *right.states} == states:
                return True
        return False

    def _last_pair(self, i: int, mention: Mention) -> tuple[Actor, ...]:
        """Return the two sides spoken of last."""
        if mention.form == "states":
            together = self._last_subjects(i, lambda s: s.actor.state in self.knowledge.states, reach=3)
            sides = (
                tuple(sorted({s.actor.state or "" for s in together}))
                or self._named_before(i)
                or self.pair_of_states
            )
            return tuple(self._state(s, mention) for s in sides)
        return self._both(i, mention, lambda s: s.actor.kind in {"person", "state"})

    def _outside(self, i: int) -> frozenset[str]:
        """Return the states that stand outside a pair: whoever does something to both sides is neither of them."""
        doers = self.doers_to.get(i, set())
        states = frozenset(s.actor.state for s in self.seen if s.mention in doers and s.actor.state)
        return states if len(states) == 1 else frozenset()  # two who do it do it to each other

    def _same_pair(self, i: int) -> tuple[Actor, ...]:
        """Return the pair that this sentence or the one before has named, if nobody else came between.

        "Appealed to both governments. The two …" are the governments.
        """
        if not self.pairs or self.sentence_of[i] - self.pairs[-1][0] > 1:
            return ()
        sentence, actors = self.pairs[-1]
        states = {a.state for a in actors}
        later = {
            s.actor.entity
            for s in self.seen
            if s.sentence >= sentence and s.actor.kind == "person" and s.actor.state in states
        }
        return () if len(later - {a.entity for a in actors}) > 1 else actors

    def _named_before(self, i: int) -> tuple[str, ...]:
        """Return the two states that the sentence before names, if it names just two."""
        there = {
            s.actor.state
            for s in self.seen
            if s.sentence == self.sentence_of[i] - 1 and s.actor.state in self.knowledge.states
        }
        return tuple(sorted(s for s in there if s)) if len(there) == 2 else ()

    def _beside(self, i: int, *, states_only: bool) -> tuple[Actor, ...]:
        """Return the two sides that the sentence itself has named before a pair, if it named just two."""
        found: dict[str, Actor] = {}
        outside = self._outside(i)
        for seen in self.seen:
            actor = seen.actor
            if seen.sentence != self.sentence_of[i] or actor.state is None or actor.state in outside:
                continue
            if states_only and actor.state not in self.knowledge.states:
                continue
            if actor.kind == "person" or actor.state not in found:
                found[actor.state] = actor
        if len(found) != 2 or (states_only and not all(a.kind == "person" for a in found.values())):
            return ()
        return tuple(self._again(a, self.report.mentions[i]) for a in found.values())

    def _without_article(self, mention: Mention) -> Mention:
        """Return "the minister of Kenya" as one of its ministers; by itself "the minister" is whom one spoke of."""
        article, _, rest = (mention.office_words or "").partition(" ")
        if mention.form != "short" or article not in squeezed(self.language.syntax.articles):
            return mention
        plain = [f.office for f in self.language.title_table.get(rest) if f.form in {"title", "plural"}]
        return replace(mention, offices=tuple(dict.fromkeys(plain)), form="") if plain else mention

    def _roles(self, i: int, mention: Mention) -> tuple[Actor, ...]:
        if mention.states:
            mention = self._without_article(mention)
            found: list[Actor] = []
            for state in mention.states:
                # "Niger's rulers" are more than whoever heads them; "of Kenya's and Niger's ministers" one is Niger's
                one_of = len(mention.states) > 1 or self._joined(mention)
                near = self._local(state, mention.offices) if one_of else None
                several = len(mention.states) > 1  # "Canadian officials" are nobody named
                back = (
                    self._spoken_of(i, state) if several and near is None and self._generic(mention) else None
                )
                if near is not None:
                    found.append(self._as(near, mention, "office"))
                elif back is not None:
                    found.append(self._again(back, mention))
                else:
                    one = replace(mention, states=(state,))
                    them = self._nameless(one, mention.span.of(self.report.text))
                    # nobody by himself holds the office of several
                    several_heads = not one_of and bool(self._top(mention.offices))
                    found += [replace(a, office=None) for a in them] if several_heads else them
            return tuple(found)

        if mention.organisation:
            return self._nameless(mention, mention.span.of(self.report.text))

        if not self._points_back(mention):  # "the two premiers watched as *officials* signed"
            beside = self._beside(i, states_only=False)
            return beside if all(a.kind == "person" for a in beside) else ()

        def fits(seen: _Seen) -> bool:
            return seen.actor.kind == "person" and self._may_hold(seen, mention)

        many = self._number(mention)
        if many > 2:
            return self._last(i, many, fits, mention)
        return self._both(i, mention, fits) or self._of_two_states(i, mention)

    def _points_back(self, mention: Mention) -> bool:
        """Return whether a plural is of somebody spoken of: "the ministers", "both", not "diplomats doubt that"."""
        articles = squeezed(self.language.syntax.articles)
        start = mention.span.start
        before = squeeze(self.report.text[max(0, start - _DETERMINERS) : start]).split()[-2:]
        near = {*before, squeeze(mention.span.of(self.report.text)).split()[0]}
        vague = mention.count is None and self._generic(mention) and mention.form != "short"
        pointing = near & articles or not near.isdisjoint(self.language.chronology.numbers)
        return bool(pointing) or not (articles and vague)

    def _joined(self, mention: Mention) -> bool:
        """Return whether a conjunction stands before a mention: "Kenya's and *Niger's ministers*"."""
        before = squeeze(self.report.text[max(0, mention.span.start - 12) : mention.span.start]).split()[-1:]
        return bool(before) and before[0] in squeezed(self.language.syntax.conjunctions)

    def _of_two_states(self, i: int, mention: Mention) -> tuple[Actor, ...]:
        """Return the holders of an office in the two states that the sentence names before "the two presidents"."""
        if mention.count != 2:
            return ()
        here = [
            s.actor.state for s in self.seen if s.sentence == self.sentence_of[i] and s.actor.kind == "state"
        ]
        paired = [a.state for k, pair in self.pairs[-1:] if k == self.sentence_of[i] for a in pair]
        states = [s for s in dict.fromkeys(paired or here) if s]
        if len(states) != 2:
            return ()
        written = mention.span.of(self.report.text)
        return tuple(a for s in states for a in self._nameless(replace(mention, states=(s,)), written))

    def _number(self, mention: Mention) -> int:
        """Return how many a plural says: "the four ministers"; two where it does not say."""
        start = mention.span.start
        words_of = fold(self.report.text[max(0, start - 12) : mention.span.end]).replace(".", " ").split()
        numbers = self.language.chronology.numbers
        return next((int(numbers[w]) for w in words_of if w in numbers), 2)

    def _last(self, i: int, many: int, fits: Fits, mention: Mention) -> tuple[Actor, ...]:
        """Return the last `many` different persons that fit; nobody if there are fewer."""
        found: dict[str, Actor] = {}
        for seen in reversed(self.seen):
            if fits(seen) and self.sentence_of[i] - seen.sentence <= 6:
                found.setdefault(seen.actor.entity, self._again(seen.actor, mention))
        return tuple(reversed(list(found.values())[:many])) if len(found) >= many else ()

    def _spoken_of(self, i: int, state: str) -> Actor | None:
        """Return the person of a state spoken of last, if it was in one of the few sentences before."""
        here = self.sentence_of[i]
        recent = [
            s
            for s in self.seen
            if s.actor.kind == "person" and s.actor.state == state and here - s.sentence <= 3
        ]
        return recent[-1].actor if recent else None

    def _both(self, i: int, mention: Mention, fits: Fits) -> tuple[Actor, ...]:
        """Return the last two actors of different states that fit, in order of mention; else nobody.

        Two who were the subject of one sentence come before two who were merely named.
        """
        outside = self._outside(i)
        together = self._last_subjects(i, fits)
        if together:
            return tuple(self._again(s.actor, mention) for s in together)
        sides = self._of_main_pair(i, fits) if mention.kind == "roles" else ()
        if sides:
            return tuple(self._again(s.actor, mention) for s in sides)
        first: _Seen | None = None
        persons = [s for s in self.seen if s.actor.kind == "person" and fits(s)]
        pool = persons if len({s.actor.state for s in persons}) >= 2 else [s for s in self.seen if fits(s)]
        for seen in reversed(pool):
            if (
                seen.actor.state is None
                or self.sentence_of[i] - seen.sentence > 6
                or seen.actor.state in outside
            ):
                continue
            if first is None:
                first = seen
            elif seen.actor.state != first.actor.state and self._paired(seen, first):
                return tuple(self._again(s.actor, mention) for s in (seen, first))
        known = len(self.pair_of_states) == 2 and outside.isdisjoint(self.pair_of_states)
        if mention.kind == "pair" and known and self._names_sides(mention):
            return tuple(self._state(s, mention) for s in self.pair_of_states)
        return ()

    def _of_main_pair(self, i: int, fits: Fits) -> tuple[_Seen, ...]:
        """Return the last person of each of the two states that the report is about, if both were spoken of."""
        if not self._outside(i).isdisjoint(self.main_pair):
            return ()
        last = {s.actor.state: s for s in self.seen if s.actor.kind == "person" and fits(s)}
        return tuple(last[state] for state in self.main_pair) if set(self.main_pair) <= set(last) else ()

    def _names_sides(self, mention: Mention) -> bool:
        """Return whether a pair says of what it is one: "the two sides", not "the two"."""
        written = fold(mention.span.of(self.report.text)).split()
        return len(written) > 1 and written[-1] not in self.language.chronology.numbers

    def _last_subjects(self, i: int, fits: Fits, reach: int = 5) -> tuple[_Seen, ...]:
        """Return the two actors of different states that were subjects of one of the last sentences."""
        here, outside = self.sentence_of[i], self._outside(i)
        for sentence in range(here, max(-1, here - reach), -1):
            there: dict[str, _Seen] = {}
            for seen in self.seen:
                inside = seen.actor.state and seen.actor.state not in outside
                if seen.sentence == sentence and seen.subject and fits(seen) and inside:
                    there.setdefault(seen.actor.entity, seen)
            sides = {seen.actor.state for seen in there.values()}
            if len(sides) == 2 and (len(there) == 2 or self.report.mentions[i].kind == "pair"):
                return tuple(there.values())
        return ()

    def _paired(self, a: _Seen, b: _Seen) -> bool:
        """Return whether two actors may be "the two": not further apart than a few sentences."""
        return abs(a.sentence - b.sentence) <= 3

    def _dominant_pair(self, by: float = 1.0) -> tuple[str, ...]:
        """Return the two states the report is about, in alphabetical order; empty if it is not clear.

        Args:
            by: How many times as often as a third state both must be named; more often in any case.
        """
        count: Counter[str] = Counter()
        for i, mention in enumerate(self.report.mentions):
            if i in self.owner:
                for state in self.persons[self.owner[i]].states[:1]:
                    count[state] += 2
            elif mention.kind in {"state", "role", "roles", "pair"}:
                for state in mention.states:
                    count[state] += 1
        ranked = sorted(count.items(), key=lambda kv: (-kv[1], kv[0]))
        if len(ranked) < 2:
            return ()
        third = ranked[2][1] if len(ranked) > 2 else 0
        if ranked[1][1] == third or ranked[1][1] < by * third:
            return ()
        return tuple(sorted((ranked[0][0], ranked[1][0])))
