"""Say to which PLOVER sector an actor belongs, and make actors of people known by their sector alone.

In: a mention, the knowledge pack, the report's window of days. Out: a sector, or an actor.

Who held a public office and holds none any more is of the elite (ELI), whatever the office was. An office in
a body has the body's sector: the leader of a party is no head of state.
"""

from __future__ import annotations

from collections.abc import Sequence

from regesta.model.actors import Actor, Mention
from regesta.model.times import DayRange
from regesta.packs.knowledge import Knowledge
from regesta.packs.schema import OrganisationRow

PUBLIC = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})  # sectors through which a state acts


def office_sector(offices: Sequence[str], knowledge: Knowledge) -> str | None:
    """Return the sector of the first of some offices."""
    kind = knowledge.office_kinds.get(offices[0]) if offices else None
    return kind.sector if kind else None


def body_sector(organisation: str | None, knowledge: Knowledge) -> str | None:
    """Return the sector that everybody in a body shares; None for those that states form."""
    row = knowledge.organisations.get(organisation or "")
    if row is None or (row.state is None and row.kind in {"igo", "alliance", "grouping", "court", "organ"}):
        return None
    return row.sector


def settled_sector(sector: str | None, standing: str | None) -> str | None:
    """Return the sector with the standing taken into account: "the former minister" is of the elite."""
    return "ELI" if standing == "former" and (sector in PUBLIC or sector is None) else sector


def out_of_office(person: str, knowledge: Knowledge, window: DayRange) -> bool:
    """Return whether a person left an office before the report's days, and holds none on them."""
    held, start = knowledge.held_by(person), window.start
    if start is None or any(t.days.meets(window) for t in held):
        return False
    return any(t.until is not None and t.until <= start for t in held)


def group_actor(mention: Mention, written: str, knowledge: Knowledge) -> Actor | None:
    """Return the people or body of a group: a state's public bodies act for it, others for themselves."""
    sector = settled_sector(mention.sector, mention.standing)
    body = knowledge.organisations.get(mention.organisation or "")
    if body is not None and not mention.states:
        return _of_body(mention, written, body)
    state = mention.states[0] if mention.states else None
    if state is not None and sector in PUBLIC:
        row = knowledge.states.get(state)
        return Actor(
            f"state:{state}",
            row.name if row else state,
            written,
            "state",
            state,
            sector=sector,
            via="office",
            spans=(mention.span,),
        )
    return Actor(
        f"group:{state or ''}:{sector}",
        written,
        written,
        "group",
        state,
        standing=mention.standing,
        sector=sector,
        spans=(mention.span,),
    )


def _of_body(mention: Mention, written: str, body: OrganisationRow) -> Actor:
    national = body.state is not None
    weak = mention.sector == "UNK"
    return Actor(
        f"org:{body.id}",
        body.name,
        written,
        "group" if body.kind in {"armed group", "party"} else "organisation",
        body.state or body.id,
        sector=body.sector if national or weak else mention.sector,
        via="office",
        spans=(mention.span,),
    )
