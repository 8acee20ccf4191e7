"""One language's pack as look-ups, built once a process.

Frozen. The rows stay reachable (`frames`, `cues`, …); the tables are made on first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from regesta.packs import schema as s
from regesta.text.fold import fold, squeeze
from regesta.text.phrases import PhraseTable

if TYPE_CHECKING:
    from regesta.packs.knowledge import Knowledge


class StateForm(NamedTuple):
    """A form of a state's name: what it means and how."""

    state: str
    form: str  # "name", "demonym", "metonym", "capital"


class TitleForm(NamedTuple):
    """A form of an office's title."""

    office: str
    form: str  # "title", "plural", "head", "body", "short", "short-plural"
    states: tuple[str, ...]
    gender: str | None


class SectorForm(NamedTuple):
    """A noun that tells a sector, and how it counts."""

    sector: str
    form: str  # "one", "several", "body", "owned", "site"
    weak: bool


class OrganisationForm(NamedTuple):
    """A form of an organisation's name; `weak` forms count only beside another mention."""

    organisation: str
    weak: bool
    state: str | None = None  # set for national bodies, armed groups and parties


class Language:
    """A language pack: rows as read, and tables to find them in text."""

    def __init__(
        self,
        syntax: s.Syntax,
        states: Mapping[str, s.StateForms],
        titles: s.TitlesFile,
        coref: s.CorefFile,
        chronology: s.Chronology,
        boilerplate: s.Boilerplate,
        places: s.PlacesFile,
        frames: tuple[s.Frame, ...],
        cues: tuple[s.Cue, ...],
        content_stances: tuple[s.ContentStance, ...],
        topics: tuple[s.TopicRow, ...],
        commitments: s.CommitmentsFile,
        knowledge: Knowledge,
        sectors: s.SectorsFile | None = None,
        namings: s.NamingsFile | None = None,
        wrongs: tuple[s.Frame, ...] = (),
    ) -> None:
        self.code = syntax.code
        self.syntax, self.states, self.titles, self.coref = syntax, states, titles, coref
        self.chronology, self.boilerplate, self.places = chronology, boilerplate, places
        self.frames, self.cues, self.content_stances = frames, cues, content_stances
        self.topics, self.commitments, self.wrongs = topics, commitments, wrongs
        self.sectors = sectors or s.SectorsFile()
        self.namings = namings or s.NamingsFile()
        self._knowledge = knowledge

    # ------------------------------------------------------------- who

    @cached_property
    def state_table(self) -> PhraseTable[StateForm]:
        """Names, demonyms and metonyms of states, capitals kept: "Turkey" is not "turkey"."""
        from babel import Locale

        territories = Locale.parse(self.code).territories
        pairs: list[tuple[str, StateForm]] = []
        for code, row in self._knowledge.states.items():
            forms = self.states.get(code, s.StateForms())
            # CLDR gives "Myanmar (Burma)" and the like: never written so in a report.
            cldr = territories.get(row.iso2 or "", "")
            names = [
                *([cldr] if cldr and "(" not in cldr else []),
                *([row.name] if self.code == "en" else []),
                *forms.names,
            ]
            pairs += [(n, StateForm(code, "name")) for n in names]
            pairs += [(n, StateForm(code, "demonym")) for n in forms.demonyms if n not in names]
            pairs += [(n, StateForm(code, "metonym")) for n in forms.metonyms]
            pairs += [(n, StateForm(code, "capital")) for n in forms.capitals if n not in forms.metonyms]
        return PhraseTable(pairs, case=True)

    @cached_property
    def organisation_table(self) -> PhraseTable[OrganisationForm]:
        """Names and acronyms of organisations, capitals kept."""
        pairs: list[tuple[str, OrganisationForm]] = []
        for code, row in self._knowledge.organisations.items():
            weak = set(row.ambiguous)
            names = row.names.get(self.code, ()) or row.names.get("en", ())
            pairs += [(n, OrganisationForm(code, n in weak, row.state)) for n in (*names, *weak)]
        return PhraseTable(pairs, case=True)

    @cached_property
    def private(self) -> frozenset[str]:
        """Organisations that are no party to dealings between states by themselves: companies, media, clubs."""
        kinds = {"company", "media", "university", "union", "church", "ngo", "party"}
        return frozenset(i for i, row in self._knowledge.organisations.items() if row.kind in kinds)

    @cached_property
    def title_table(self) -> PhraseTable[TitleForm]:
        """Titles of offices in every form."""
        pairs: list[tuple[str, TitleForm]] = []
        for row in self.titles.offices:
            for form in ("title", "plural", "head", "body", "short", "short-plural"):
                field = {
                    "title": "titles",
                    "head": "heads",
                    "body": "bodies",
                    "short-plural": "short_plural",
                }.get(form, form)
                pairs += [
                    (t, TitleForm(row.office, form, row.states, row.gender)) for t in getattr(row, field)
                ]
        return PhraseTable(pairs)

    @cached_property
    def sector_table(self) -> PhraseTable[SectorForm]:
        """Nouns of people and bodies -> their sector."""
        fields = {"people": "one", "plural": "several", "bodies": "body", "owned": "owned", "sites": "site"}
        return PhraseTable(
            [
                (noun, SectorForm(row.sector, form, row.weak))
                for row in self.sectors.rows
                for field, form in fields.items()
                for noun in getattr(row, field)
            ]
        )

    @cached_property
    def sector_modifiers(self) -> frozenset[str]:
        """Words that may stand between a state's name and a noun: "young", "four"."""
        words = (*self.sectors.modifiers, *self.chronology.numbers)
        return frozenset(map(squeeze, words)) - set(map(squeeze, self.syntax.articles))

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words in small letters that this pack's own examples and phrases hold: no names, as far as they go."""
        rows: tuple[s.Frame | s.Cue | s.ContentStance | s.SectorRow | s.CommitmentVerb | s.CommitmentNoun, ...] = (
            *self.frames, *self.cues, *self.content_stances, *self.sectors.rows,
            *self.commitments.verbs, *self.commitments.nouns,
        )  # fmt: skip
        shown = [e.text for row in rows for e in row.examples]
        texts = [*shown, *(e.text for row in rows for e in row.counter_examples)]
        nouns = [n for row in self.sectors.rows for n in (*row.people, *row.plural, *row.bodies, *row.sites)]
        titles = [t for row in self.titles.offices for t in (*row.titles, *row.plural, *row.short)]
        topics = [phrase for row in self.topics for phrase in row.phrases]
        words = (
            w.strip(".,;:!?\"'“”‘’()") for text in (*texts, *nouns, *titles, *topics) for w in text.split()
        )
        return self.closed_words | frozenset(w for w in words if w.islower())

    @cached_property
    def naming_nouns(self) -> Mapping[str, str]:
        """Folded dictionary form of a noun -> "people", "bodies" or "places"."""
        lists = {"people": self.namings.people, "bodies": self.namings.bodies, "places": self.namings.places}
        return {squeeze(noun): kind for kind, nouns in lists.items() for noun in nouns}

    @cached_property
    def closed_words(self) -> frozenset[str]:
        """Words of grammar, which no noun phrase goes across."""
        syntax = self.syntax
        groups = (syntax.prepositions, syntax.articles, syntax.conjunctions, syntax.of, syntax.auxiliaries)
        more = (syntax.future, syntax.negators, syntax.subordinators, syntax.relative, self.coref.possessive)
        return frozenset(squeeze(w) for group in (*groups, *more) for w in group)

    @cached_property
    def sector_honorifics(self) -> Mapping[str, str]:
        """Folded honorifics, without their stops -> sector."""
        return {
            squeeze(h).rstrip("."): sector for sector, words in self.sectors.honorifics.items() for h in words
        }

    def states_of_person(self, person: str) -> set[str]:
        """Return the states in which the knowledge pack has a person in office."""
        return {t.state for t in self._knowledge.held_by(person)}

    @cached_property
    def standing_table(self) -> PhraseTable[str]:
        """Words that qualify a standing: "caretaker" -> acting."""
        return PhraseTable([(w, standing) for standing, words in self.titles.standing.items() for w in words])

    # ------------------------------------------------------------- what

    @cached_property
    def frames_by_predicate(self) -> Mapping[str, tuple[s.Frame, ...]]:
        """Frames by folded predicate."""
        return _by_predicate(self.frames)

    @cached_property
    def frame_idioms(self) -> Idioms[s.Frame]:
        """Frames by the verb of their predicates of several words; the shallow reader has these whole."""
        return _idioms(self.frames if self.syntax.reader == "spacy" else ())

    @cached_property
    def wrongs_by_predicate(self) -> Mapping[str, tuple[s.Frame, ...]]:
        """What is wrong of whoever does it, by folded predicate."""
        return _by_predicate(self.wrongs)

    @cached_property
    def wrong_idioms(self) -> Idioms[s.Frame]:
        """Wrongs by the verb of their predicates of several words; as with frames."""
        return _idioms(self.wrongs if self.syntax.reader == "spacy" else ())

    @cached_property
    def cue_idioms(self) -> Idioms[s.Cue]:
        """Statement cues by the verb of their predicates of several words; as with frames."""
        return _idioms(self.cues if self.syntax.reader == "spacy" else ())

    @cached_property
    def commitment_idioms(self) -> Idioms[s.CommitmentVerb]:
        """Commitment verbs by the first of several words; as with frames."""
        return _idioms(self.commitments.verbs if self.syntax.reader == "spacy" else ())

    @cached_property
    def cues_by_predicate(self) -> Mapping[str, tuple[s.Cue, ...]]:
        """Statement cues by folded predicate."""
        return _by_predicate(self.cues)

    @cached_property
    def commitment_verbs_by_predicate(self) -> Mapping[str, tuple[s.CommitmentVerb, ...]]:
        """Commitment verbs by folded predicate."""
        return _by_predicate(self.commitments.verbs)

    @cached_property
    def predicates(self) -> frozenset[str]:
        """Every predicate of frames, cues and commitment verbs, folded."""
        return frozenset(
            (*self.frames_by_predicate, *self.cues_by_predicate, *self.commitment_verbs_by_predicate)
        )

    @cached_property
    def planning(self) -> frozenset[str]:
        """Lemmas whose infinitive is planned."""
        return frozenset(map(squeeze, self.syntax.planning))

    @cached_property
    def magnitudes(self) -> tuple[tuple[str, int], ...]:
        """Words for large numbers, folded, the longest first, each with its factor."""
        return _longest_first(self.commitments.magnitudes)

    @cached_property
    def currencies(self) -> tuple[tuple[str, str], ...]:
        """Words and signs of currencies, folded, the longest first, each with its ISO 4217 code."""
        return _longest_first(self.commitments.currencies)

    @cached_property
    def verb_endings(self) -> tuple[str, ...]:
        """Endings by which a form is a verb's, folded."""
        return tuple(map(squeeze, self.sectors.verb_endings))

    @cached_property
    def sport_table(self) -> PhraseTable[str]:
        """Words of sport."""
        return PhraseTable([(w, w) for w in self.syntax.sport])

    @cached_property
    def unreal(self) -> frozenset[str]:
        """Words that say of an act beside them that it has not taken place."""
        return frozenset(map(squeeze, self.syntax.unreal))

    @cached_property
    def willing(self) -> frozenset[str]:
        """Lemmas whose infinitive somebody is ready for, without announcing it."""
        return frozenset(map(squeeze, self.syntax.willing))

    @cached_property
    def supporting(self) -> frozenset[str]:
        """Lemmas of nouns that make whoever follows no opponent: "with the help of"."""
        return frozenset(map(squeeze, self.syntax.supporting))

    @cached_property
    def copulas(self) -> frozenset[str]:
        """Lemmas of verbs that an adjective completes."""
        return frozenset(map(squeeze, self.syntax.copulas))

    @cached_property
    def benefiting(self) -> frozenset[str]:
        """Lemmas whose object is whom the act is for."""
        return frozenset(map(squeeze, self.syntax.benefiting))

    @cached_property
    def denying(self) -> frozenset[str]:
        """Lemmas whose complement is said not to hold."""
        return frozenset(map(squeeze, self.syntax.denying))

    @cached_property
    def affirming(self) -> frozenset[str]:
        """Lemmas that, negated, deny their complement."""
        return frozenset(map(squeeze, self.syntax.affirming))

    @cached_property
    def confirming(self) -> frozenset[str]:
        """Lemmas whose content holds only where they do."""
        return frozenset(map(squeeze, self.syntax.confirming))

    @cached_property
    def discarding(self) -> frozenset[str]:
        """Lemmas that say of a rumour that it is untrue, of a plan that it is none."""
        return frozenset(map(squeeze, self.syntax.discarding))

    @cached_property
    def hearsay(self) -> frozenset[str]:
        """Lemmas of nouns whose content is not told as so."""
        return frozenset(map(squeeze, self.syntax.hearsay))

    @cached_property
    def proofs(self) -> frozenset[str]:
        """Lemmas of nouns whose content holds unless there are none."""
        return frozenset(map(squeeze, self.syntax.proofs))

    @cached_property
    def none_of(self) -> frozenset[str]:
        """Words before a noun that say there is none."""
        return frozenset(map(squeeze, self.syntax.none_of))

    @cached_property
    def doing(self) -> frozenset[str]:
        """Lemmas whose infinitive is under way."""
        return frozenset(map(squeeze, self.syntax.doing))

    @cached_property
    def light_verbs(self) -> frozenset[str]:
        """Lemmas that carry a noun which names the act."""
        return frozenset(map(squeeze, self.syntax.light_verbs))

    @cached_property
    def noun_predicates(self) -> frozenset[str]:
        """Predicates that are nouns: of frames, cues and commitment verbs."""
        rows: tuple[s.Frame | s.Cue | s.CommitmentVerb, ...] = (
            *self.frames,
            *self.cues,
            *self.commitments.verbs,
        )
        return frozenset(squeeze(p) for row in rows if row.kind in {"noun", "both"} for p in row.predicates)

    @cached_property
    def topic_table(self) -> PhraseTable[str]:
        """Topic phrases -> canonical English labels."""
        return PhraseTable([(p, row.topic) for row in self.topics for p in row.phrases])

    @cached_property
    def content_stance_table(self) -> PhraseTable[s.ContentStance]:
        """Phrases that give a neutral cue its stance."""
        return PhraseTable([(p, row) for row in self.content_stances for p in row.phrases])

    @cached_property
    def commitment_noun_table(self) -> PhraseTable[tuple[s.CommitmentNoun, bool]]:
        """Commitment nouns; True marks a plural form."""
        nouns = self.commitments.nouns
        return PhraseTable(
            [(p, (row, False)) for row in nouns for p in row.phrases]
            + [(p, (row, True)) for row in nouns for p in row.plural]
        )

    @cached_property
    def past_forms(self) -> frozenset[str]:
        """Irregular forms that may be a verb's past: "met", "held", not "is" or "meeting"."""
        return frozenset(
            fold(form)
            for form, lemma in self.syntax.irregular.items()
            if lemma != "be" and form != lemma and not form.endswith(("ing", "s"))
        )

    @cached_property
    def inverse_irregular(self) -> Mapping[str, tuple[str, ...]]:
        """Lemma -> its irregular forms."""
        forms: dict[str, tuple[str, ...]] = {}
        for form, lemma in self.syntax.irregular.items():
            forms[lemma] = (*forms.get(lemma, ()), form)
        return forms


class _HasPredicates(Protocol):
    @property
    def predicates(self) -> tuple[str, ...]: ...

    @property
    def kind(self) -> str: ...


P = TypeVar("P", bound=_HasPredicates)
V = TypeVar("V")


def _longest_first(words: Mapping[str, V]) -> tuple[tuple[str, V], ...]:
    return tuple((fold(w), words[w]) for w in sorted(words, key=len, reverse=True))


# A verb -> the other words of a predicate, and its row: "take" -> (("hostage",), the frame)
Idioms = Mapping[str, tuple[tuple[tuple[str, ...], P], ...]]


def _idioms(rows: Iterable[P]) -> Idioms[P]:
    found: dict[str, list[tuple[tuple[str, ...], P]]] = {}
    for row in rows:
        for predicate in row.predicates if row.kind != "noun" else ():
            verb, *rest = squeeze(predicate).split()
            if rest:
                found.setdefault(verb, []).append((tuple(rest), row))
    return {verb: tuple(pairs) for verb, pairs in found.items()}


def _by_predicate(rows: Iterable[P]) -> Mapping[str, tuple[P, ...]]:
    found: dict[str, tuple[P, ...]] = {}
    for row in rows:
        for predicate in row.predicates:
            key = squeeze(predicate)
            found[key] = (*found.get(key, ()), row)
    return found
