"""Find the side that a clause names in no slot of its frame: by where an act is done, or whom it faces.

In: a clause and the report. Out: actors, of one state besides those that act; none where two might be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regesta.model.actors import Actor, Mention
from regesta.model.clauses import Argument, Clause
from regesta.model.findings import Place
from regesta.model.reports import PlaceMention
from regesta.model.spans import Span
from regesta.steps.extract.fill import ClausedReport
from regesta.text.fold import squeeze, squeezed

_WEIGHS = {"SANCTION", "COERCE"}
_REACH = 40  # letters before a name in which the words that aim at it stand


def invaded(report: ClausedReport, clause: Clause, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return the state in which an act is done, from the phrases of place: "hit sites across *Mali*"."""
    syntax, places = report.language.syntax, report.language.places
    leads = squeezed((*places.at, *places.through, *syntax.aims))
    roles = {"object", *(f"oblique:{p}" for p in leads)}
    slots = [a for a in clause.arguments if a.role in roles]
    named = (i for a in slots for i in (*a.mentions, *a.owners, *a.inner))
    states = _one_other(report, (i for i in dict.fromkeys(named) if _is_state(report, i)), actors)
    return states or _lord(
        report, [p for a in slots for p in report.places(a.span) if p.kind != "state"], actors
    )


def weighed_on(report: ClausedReport, clause: Clause, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return on whom what an act ends weighed, as a clause of it says: "lifted the duty it put on *Peru's tea*"."""
    syntax = report.language.syntax
    leads = {f"oblique:{p}" for p in squeezed((*syntax.aims, *syntax.sources))}
    weighing = report.language.frames_by_predicate
    hung = [
        c
        for c in report.side_clauses(clause)
        if c.relation == "relative" and any(f.type in _WEIGHS for f in weighing.get(squeeze(c.lemma), ()))
    ]
    slots = [a for c in hung for a in c.arguments if a.role in leads]
    named = (i for a in slots for i in (*a.mentions, *a.owners, *a.inner))
    mentions = report.report.annotated.mentions
    return _one_other(report, (i for i in dict.fromkeys(named) if mentions[i].kind == "state"), actors)


def _lord(
    report: ClausedReport, places: Sequence[PlaceMention], actors: Sequence[Actor]
) -> tuple[Actor, ...]:
    """Return the state to which places belong: "shelled *Tyre*"; none where that may be two, or an actor's own."""
    states = {s for p in places for s in (p.state, *p.rivals)}
    if len(states) != 1 or not places[0].state or any(a.state == places[0].state for a in actors):
        return ()
    return (seat_of(report, places[0]),)


def faced(report: ClausedReport, clause: Clause, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return whom a show of force faces: "troops to the border with *Chad*", "to deter *Chad*", "Chad's frontier"."""
    mentions = report.report.annotated.mentions
    inside = [i for i in report.mentions_in(clause) if mentions[i].kind == "state"]
    return _one_other(report, (i for i in inside if _is_faced(report, clause, mentions[i])), actors)


def meant(report: ClausedReport, clause: Clause, reason: Span, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return who is named in a clause's reason for an act: "rallied in protest at *Chad's* raid"."""
    mentions = report.report.annotated.mentions
    here = report.mentions_in(clause)
    return _one_other(report, (i for i in here if reason.holds(mentions[i].span)), actors)


def asked_for(
    report: ClausedReport, clause: Clause, actors: Sequence[Actor], prepositions: Iterable[str]
) -> tuple[Actor, ...]:
    """Return of whom something is asked, from a phrase hung on what is asked for: "damages from *Kenya*"."""
    leads = frozenset(prepositions)
    mentions = report.report.annotated.mentions
    slots = [a for a in clause.arguments if a.role == "object" or a.role.startswith("oblique:")]
    pairs = dict.fromkeys((i, a) for a in slots for i in a.inner)
    led = (i for i, a in pairs if _hangs(report, a, mentions[i], leads))
    return _one_other(report, led, actors)


def _hangs(report: ClausedReport, argument: Argument, mention: Mention, leads: frozenset[str]) -> bool:
    """Return whether a name's preposition belongs to what is asked for: "return of *a crown* from Austria".

    "Tariffs on goods from China" are asked of nobody.
    """
    between = squeeze(report.text[argument.head.end : max(argument.head.end, mention.span.start)]).split()
    articles = squeezed(report.language.syntax.articles)
    words = [w for w in between if w not in articles]
    others = squeezed(report.language.syntax.prepositions) - squeezed(report.language.syntax.of[:1])
    return bool(leads.intersection(words[-1:])) and others.isdisjoint(words[:-1])


def gathered(report: ClausedReport, clause: Clause, place: Place | PlaceMention | None) -> tuple[Actor, ...]:
    """Return the people who protest where nothing says whose they are: those of the place, "crowds in *Lagos*"."""
    if place is None or not place.state:
        return ()
    mentions = report.report.annotated.mentions
    for argument in clause.args("subject"):
        owned = [i for i in (*argument.mentions, *argument.owners) if mentions[i].states]
        persons = [i for i in argument.mentions if mentions[i].kind not in {"group", "name"}]
        if owned or persons:
            return ()
        sector = next((mentions[i].sector for i in argument.mentions if mentions[i].sector), None) or "CVL"
        return (_people(report, argument, place.state, sector),)
    return ()


def announcer(report: ClausedReport, clause: Clause) -> tuple[Actor, ...]:
    """Return who announces an act that nobody is said to do: "*Chad* announced that the ban had been lifted"."""
    speech = next((c for c in report.clauses_in(clause.sentence) if c.index == clause.speech), None)
    if speech is None or squeeze(speech.lemma) not in squeezed(report.language.syntax.announcing):
        return ()
    said = report.actors(speech.args("subject"), owners="carriers")
    return tuple(a for a in said if a.state) if not speech.negated else ()


def _people(report: ClausedReport, argument: Argument, state: str, sector: str) -> Actor:
    span = argument.head
    written = span.of(report.text)
    return Actor(f"group:{state}:{sector}", written, written, "group", state, sector=sector, spans=(span,))


def seat_of(report: ClausedReport, place: PlaceMention) -> Actor:
    """Return the state that a place stands for."""
    name, span = str(place.state), place.span
    return Actor(
        f"state:{name}",
        name,
        span.of(report.text),
        "state",
        name,
        sector="GOV",
        via="metonym",
        spans=(span,),
    )


def _is_state(report: ClausedReport, index: int) -> bool:
    mention = report.report.annotated.mentions[index]
    return mention.kind == "state" and not mention.delegation and mention.form != "demonym"


def _is_faced(report: ClausedReport, clause: Clause, mention: Mention) -> bool:
    syntax = report.language.syntax
    before = _words_before(report, clause, mention)
    frontiers = squeezed(syntax.frontiers)
    if squeezed(syntax.line_links).intersection(before[-1:]) and not frontiers.isdisjoint(before[-3:-1]):
        return True
    said = f" {' '.join(before)} "
    if any(said.endswith(f" {p} ") for p in squeezed(syntax.facing)):
        return True
    behind = squeeze(report.text[mention.span.end : min(clause.span.end, mention.span.end + 20)])
    for ending in squeezed(syntax.possessives):
        behind = behind.removeprefix(ending)
    words = behind.split()
    return bool(words) and words[0].strip(",.;") in frontiers


def _words_before(report: ClausedReport, clause: Clause, mention: Mention) -> list[str]:
    """Return the last words before a mention in its clause, articles left out."""
    start = max(clause.span.start, mention.span.start - _REACH)
    words = squeeze(report.text[start : mention.span.start]).split()
    articles = squeezed(report.language.syntax.articles)
    return [w for w in words if w not in articles]


def _one_other(report: ClausedReport, indices: Iterable[int], actors: Sequence[Actor]) -> tuple[Actor, ...]:
    own = {a.state for a in actors}
    found = [a for i in indices for a in report.report.actors[i] if a.state and a.state not in own]
    return tuple(dict.fromkeys(found)) if len({a.state for a in found}) == 1 else ()
