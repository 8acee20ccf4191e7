"""The codebook that exports code by: PLOVER's table, CAMEO's codes, and which of them an event becomes.

In: the YAML files of `data/codebook`, checked on reading. Out: frozen look-ups, read once a process.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from regesta.model.findings import Event, EventType
from regesta.packs.load import DATA, read_rows
from regesta.packs.schema import Row, Text

Code = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1\d|20)\d{1,2}$")]
Quad = Literal[1, 2, 3, 4]
Score = Annotated[float, Field(ge=-10.0, le=10.0)]


class PloverType(Row):
    """An event type: quad class, score, when a recipient is required, modes with their scores."""

    quad: Quad
    score: Score
    recipient: Literal["always", "optional", "one-sided"]
    modes: Mapping[Text, Score | None] = {}


class Plover(Row):
    """PLOVER's table."""

    edition: Text
    source: Text
    quads: Mapping[Quad, Text]
    auxiliary: Mapping[Text, Text]  # status of ours -> auxiliary mode
    types: Mapping[EventType, PloverType]
    contexts: tuple[Text, ...]
    sectors: Mapping[Text, Text]
    cameo_sectors: Mapping[Text, Text]


class CameoCode(Row):
    """A CAMEO code with its name and Goldstein's score."""

    code: Code
    name: Text
    goldstein: Score


class Cameo(Row):
    """CAMEO's codes, and the quad class of each root."""

    edition: Text
    source: Text
    roots: Mapping[Text, Quad]
    codes: tuple[CameoCode, ...]


class Choice(Row):
    """One way of turning an event into a CAMEO code. What is left out does not matter."""

    type: EventType
    modes: tuple[Text, ...] = ()
    contexts: tuple[Text, ...] = ()
    foresees: tuple[EventType, ...] = ()
    frames: tuple[Text, ...] = ()
    code: Code
    back: Code | None = None  # the event as the other side does it
    mutual: bool = False  # those on one side do it to each other

    def fits(self, event: Event) -> bool:
        """Return whether the row says something about an event."""
        foreseen = event.foresees.type if event.foresees else None
        rules = {e.rule.partition("#")[2] for e in event.evidence}
        return (
            self.type == event.type
            and (not self.modes or not set(self.modes).isdisjoint(event.modes))
            and (not self.contexts or not set(self.contexts).isdisjoint(event.contexts))
            and (not self.foresees or foreseen in self.foresees)
            and (not self.frames or not rules.isdisjoint(self.frames))
        )


class Choices(Row):
    """All rows, in the order in which they are tried."""

    edition: Text
    source: Text
    rows: tuple[Choice, ...]


class Codebook:
    """PLOVER and CAMEO together. `quad` of SANCTION is 4, as recorded in `plover.yml`."""

    def __init__(self, plover: Plover, cameo: Cameo, choices: Choices) -> None:
        self.plover, self.cameo, self.choices = plover, cameo, choices

    @cached_property
    def _codes(self) -> Mapping[str, CameoCode]:
        return {row.code: row for row in self.cameo.codes}

    @cached_property
    def _rows(self) -> Mapping[EventType, tuple[Choice, ...]]:
        kinds = {row.type for row in self.choices.rows}
        return {kind: tuple(r for r in self.choices.rows if r.type == kind) for kind in kinds}

    def choose(self, event: Event) -> Choice:
        """Return the first row that fits an event; every type ends with one that always does."""
        return next(row for row in self._rows[event.type] if row.fits(event))

    def named(self, code: str) -> CameoCode:
        """Return a CAMEO code with its name and score."""
        return self._codes[code]

    def knows(self, code: str) -> bool:
        """Return whether CAMEO has a code."""
        return code in self._codes

    def cameo_quad(self, code: str) -> int:
        """Return the quad class of a CAMEO code: that of its root."""
        return self.cameo.roots[code[:2]]

    def quad(self, kind: EventType) -> int:
        """Return the quad class of a PLOVER type."""
        return self.plover.types[kind].quad


@lru_cache(maxsize=1)
def codebook() -> Codebook:
    """Return the codebook shipped.

    Raises:
        PackError: a file of it is not of its shape.
    """
    folder = DATA / "codebook"
    return Codebook(
        read_rows(folder / "plover.yml", Plover),
        read_rows(folder / "cameo.yml", Cameo),
        read_rows(folder / "plover-to-cameo.yml", Choices),
    )
