"""Find who takes part in an event: the sides that a clause's slots, its infinitive and its condition name.

In: a clause, its frame and the report. Out: actors. Nobody is taken from outside the clause and what hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from regesta.model.actors import Actor, Mention
from regesta.model.clauses import Argument, Clause
from regesta.model.findings import Place
from regesta.model.spans import Span
from regesta.packs.schema import Frame
from regesta.steps.extract.event_aims import seat_of
from regesta.steps.extract.fill import ClausedReport
from regesta.steps.extract.frames import fitting_frames
from regesta.text.fold import squeeze, squeezed

# A singer's visit and a company's contract are no dealings between states.
BETWEEN_GOVERNMENTS = {"CONSULT", "AGREE", "SUPPORT", "COOPERATE"}
PRIVATE = {"CVL", "BUS", "EDU", "MED", "JRN", "REL", "LAB", "AGR", "REF", "NGO", "SOC", "CRM", "UNK"}
_OF_POWER = {"COERCE", "SANCTION", "MOBILIZE"}  # private people have no means for these: they protest
HARMFUL = {"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}


def venue(report: ClausedReport, argument: Argument) -> bool:
    """Return whether a phrase with "at" names an organisation: "condemned it at the United Nations"."""
    named = report.actors((argument,))
    return bool(named) and all(a.kind == "organisation" for a in named)


def asked(report: ClausedReport, clause: Clause) -> tuple[Actor, ...]:
    """Return who is to act, from the complement: "demanded that *Iran* release the ship"."""
    inner = {a.clause for a in clause.args("complement")}
    own = {a.entity for a in report.actors(clause.args("subject"))}
    doers = [a for c in report.clauses_in(clause.sentence) if c.index in inner for a in c.args("subject")]
    return tuple(a for a in report.actors(doers) if a.entity not in own)


def threatened(report: ClausedReport, clause: Clause, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return whom the infinitive or clause below aims at: its object, or a phrase with a preposition.

    Where nobody stands there: who is named inside its object ("to attend the summit in India"), or whose doing it hangs
    on ("will stop the talks if Poland goes ahead").
    """
    own = {a.state for a in actors}
    inner = {a.clause for a in clause.args("complement")}
    below = [c for c in report.clauses_in(clause.sentence) if c.index in inner]
    slots = [a for c in below for a in c.arguments if a.role == "object" or a.role.startswith("oblique:")]
    aimed = tuple(a for a in report.actors(slots, owners="any") if a.state not in own)
    if aimed:
        return aimed
    for c in below:
        named = in_object(report, c, actors)
        if named:
            return named
    under = _below(report, clause)
    conditions = [
        a
        for c in report.clauses_in(clause.sentence)
        if c.modality == "conditional"
        and c.kind == "verb"
        and c.relation == "adverbial"
        and c.parent in under
        for a in c.args("subject")
    ]
    return tuple(a for a in report.actors(conditions) if a.state not in own)


def _below(report: ClausedReport, clause: Clause) -> set[int]:
    """Return a clause and those that hang on it, however deep: "to stop talks *to reduce arms*"."""
    under = {clause.index}
    for c in sorted(report.clauses_in(clause.sentence), key=lambda c: c.predicate.start):
        if c.parent in under:
            under.add(c.index)
    return under


def promised(report: ClausedReport, clause: Clause, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return for whom the other will act, from the infinitive: "agreed to return the archive *to Kuwait*".

    Whoever is the object of the act counts only where the language's verb does something for him ("help", "visit"); an
    act that would harm is promised to nobody.
    """
    own = {a.state for a in actors}
    syntax = report.language.syntax
    under = {clause.index, *(c.index for c in report.clauses_in(clause.sentence) if c.parent == clause.index)}
    below = [
        c
        for c in report.clauses_in(clause.sentence)
        if c.parent in under and c.kind == "verb" and c.modality in {"planned", "wished"} and not c.negated
    ]
    found: list[Actor] = []
    for act in below:
        kinds = {f.type for f in fitting_frames(report, act, with_governor=True)}
        if kinds & HARMFUL:
            return ()
        roles = {f"oblique:{squeeze(p)}" for p in syntax.beneficiary}
        for argument in act.arguments:
            if argument.role in roles or (
                argument.role == "object" and squeeze(act.lemma) in report.language.benefiting
            ):
                found += [a for a in report.actors((argument,)) if a.state not in own]
    return tuple(dict.fromkeys(found))


def through_noun(report: ClausedReport, clause: Clause, frame: Frame) -> tuple[Actor, ...]:
    """Return whom a verb's noun concerns: "exchanged *views with Iran*", "came *to terms with Iran*".

    The noun is one that the frame asks for: verb and noun are one predicate. Where it names an act, its own phrases
    tell; else what stands right behind it.
    """
    if clause.kind != "verb" or not frame.needs or not frame.symmetric:
        return ()  # "a complaint with the African Union" is lodged there, not made of it
    wanted = {word for phrase in squeezed(frame.needs) for word in phrase.split()}
    carried = [
        a for a in clause.arguments if wanted & {squeeze(a.head_lemma), squeeze(a.head.of(report.text))}
    ]
    acts = {c.predicate: c for c in report.clauses_in(clause.sentence) if c.parent == clause.index}
    slots = [s for s in frame.recipients if s.startswith("oblique:")]
    found: list[Actor] = []
    for argument in carried:
        if argument.role == "object" and argument.head in acts:
            phrases = [a for slot in slots for a in acts[argument.head].args(slot)]
            found += slot_actors(report, phrases, frame, owners="carriers")
        elif argument.head not in acts:
            found += _right_behind(report, argument, {s.removeprefix("oblique:") for s in slots})
    return tuple(dict.fromkeys(found))


def _right_behind(
    report: ClausedReport, argument: Argument, prepositions: frozenset[str] | set[str]
) -> tuple[Actor, ...]:
    """Return who stands behind the head of a phrase with nothing but a preposition between them."""
    articles = squeezed(report.language.syntax.articles)
    for i in argument.inner:
        named = report.report.annotated.mentions[i].span
        between = squeeze(report.text[argument.head.end : named.start]).split()
        if [w for w in between if w not in articles] in [[p] for p in prepositions]:
            return tuple(report.report.actors[i])
    return ()


def in_object(
    report: ClausedReport,
    clause: Clause,
    actors: Sequence[Actor],
    *,
    aims: bool = False,
    good: bool = False,
    joint: bool = False,
) -> tuple[Actor, ...]:
    """Return the other side named inside the object, if it is one.

    Args:
        report: The report.
        clause: With the object.
        actors: Who acts.
        aims: Look inside what the act is aimed at too: "carried out a strike on *a camp in Mali*" is done to Mali.
        good: The act is for somebody's good: what is done to his harm is none ("defended the expulsion of *Afghans*").
        joint: All who act are sides of it: a capital in which they act is none ("signed a pact *in Washington*").
    """
    own = {a.state for a in actors}
    found: list[Actor] = []
    aimed = [f"oblique:{p}" for p in report.language.syntax.aims] if aims else []
    # "declared the secretary of the Togolese embassy unwelcome": what is no clause of its own is an object
    small = [a for a in clause.args("complement") if a.clause is None]
    for argument in (*clause.args("object", "of", "oblique:of", *aimed), *small):
        if good and _harms(report, argument):
            continue
        kinds = report.report.annotated.mentions
        people = (i for i in argument.mentions if kinds[i].kind == "group")  # "release of a Kenyan convict"
        for i in (*people, *argument.owners, *argument.inner):
            if _circumstantial(report, argument, kinds[i]):
                continue  # "reopened the crossing *after Kenya* had asked": Kenya crosses nothing
            if joint and _is_venue(report, kinds[i]):
                continue
            if good and kinds[i].kind == "organisation" and not _is_owner(report, kinds[i].span):
                continue  # "provide support in the United Nations": that is the place
            found.extend(a for a in report.report.actors[i] if a.state and a.state not in own)
    one = len({a.state for a in found}) == 1 or _coordinated(report, found)
    if one:
        return tuple(dict.fromkeys(found))
    # "its objections to *Finland's* membership of NATO": whom the noun itself governs
    syntax = report.language.syntax
    leads = squeezed(syntax.prepositions) - squeezed(syntax.circumstances)
    leads -= squeezed(report.language.places.at) if joint else frozenset()
    objects = (o for o in clause.args("object") if not (good and _harms(report, o)))
    nearest = [a for o in objects for a in _right_behind(report, o, leads)]
    return tuple(
        a
        for a in dict.fromkeys(nearest)
        if a.state
        and a.state not in own
        and not (good and a.kind == "organisation" and not any(_is_owner(report, s) for s in a.spans))
    )


def _is_venue(report: ClausedReport, mention: Mention) -> bool:
    """Return whether a capital stands behind a preposition of place."""
    before = squeeze(report.text[max(0, mention.span.start - 12) : mention.span.start]).split()[-1:]
    return mention.form in {"capital", "metonym"} and not squeezed(report.language.places.at).isdisjoint(
        before
    )


def _circumstantial(report: ClausedReport, argument: Argument, mention: Mention) -> bool:
    """Return whether a name stands behind a word of time or cause within a phrase."""
    between = report.text[argument.head.end : max(argument.head.end, mention.span.start)]
    return not squeezed(report.language.syntax.circumstances).isdisjoint(squeeze(between).split())


def suffers(report: ClausedReport, argument: Argument) -> bool:
    """Return whether a phrase names what is done to somebody's harm: "the deportation of Afghans"."""
    mentions = report.report.annotated.mentions
    behind = [i for i in argument.owners if mentions[i].span.start > argument.head.start]
    return bool(behind) and not argument.mentions and _harms(report, argument)


def _is_owner(report: ClausedReport, span: Span) -> bool:
    """Return whether "of" or its like stands before a name: "the work of the United Nations"."""
    words = squeeze(report.text[max(0, span.start - 12) : span.start]).split()
    articles = squeezed(report.language.syntax.articles)
    last = [w for w in words if w not in articles][-1:]
    return not squeezed(report.language.syntax.of).isdisjoint(last)


def _harms(report: ClausedReport, argument: Argument) -> bool:
    """Return whether a phrase names an act to somebody's harm: "deportation", "the strikes"."""
    rows = report.language.frames_by_predicate.get(squeeze(argument.head_lemma), ())
    return any(f.kind != "verb" and f.type in HARMFUL for f in rows)


def _coordinated(report: ClausedReport, actors: Sequence[Actor]) -> bool:
    """Return whether all are named in one breath: "calls from *Kenya and Uganda*"."""
    spans = sorted({s for a in actors for s in a.spans})
    gaps = (
        squeeze(report.text[a.end : b.start]).strip(" ,") if a.end <= b.start else None
        for a, b in pairwise(spans)
    )
    links = {"", *squeezed(report.language.syntax.conjunctions)}
    return len(spans) > 1 and all(g in links for g in gaps)


def _by_people(report: ClausedReport, clause: Clause, frame: Frame) -> bool:
    """Return whether people of some trade blame or ask: "*Kenyan brewers* accused …"; anybody may protest."""
    endings = tuple(report.language.syntax.agentive)
    mentions = report.report.annotated.mentions
    heads = [
        squeeze(a.head.of(report.text))
        for a in clause.args("subject")
        if any(mentions[i].form == "demonym" for i in a.owners)  # "Kenya's creditors" are others
    ]
    return frame.type in {"ACCUSE", "REQUEST"} and bool(endings) and any(h.endswith(endings) for h in heads)


def fill(
    report: ClausedReport, clause: Clause, slots: Sequence[str], frame: Frame, *, doer: bool
) -> tuple[Actor, ...]:
    """Return the actors of the first slot that has any; of all of them for a symmetric frame."""
    owners = "any" if frame.type == "PROTEST" or _by_people(report, clause, frame) else "carriers"

    def act(found: tuple[Actor, ...]) -> tuple[Actor, ...]:
        if frame.type not in _OF_POWER:
            return found
        return tuple(a for a in found if a.kind != "group" or a.sector not in PRIVATE - {"CRM", "UNK"})

    if frame.symmetric:
        sides = [a for slot in slots for a in clause.args(slot)]
        failed = frame.type == "REJECT"
        dealings = [a for a in sides if failed and a.head_lemma in report.language.noun_predicates]
        return slot_actors(report, sides, frame, owners=owners) or slot_actors(
            report,
            dealings,
            frame,
            owners="any",  # "talks between Kenya and Uganda broke down"
        )
    for slot in slots:
        found = act(slot_actors(report, clause.args(slot), frame, owners=owners))
        if found:
            return found
    return ()


def slot_actors(
    report: ClausedReport, arguments: Iterable[Argument], frame: Frame, *, owners: str
) -> tuple[Actor, ...]:
    """Return the actors of some arguments; private ones where the type is one between governments do not count."""
    # Whoever helps, or consents, is not whom it is done to: "fought pirates with the help of Oman".
    apart = [
        a for a in arguments if a.role != "oblique:with" or a.head_lemma not in report.language.supporting
    ]
    if frame.type == "CONSULT":
        arguments = apart = [a for a in arguments if not report.is_seat(a)]
    found = report.actors(apart if frame.type in HARMFUL else arguments, owners=owners)
    if frame.type not in BETWEEN_GOVERNMENTS:
        return found
    return tuple(a for a in found if not private(a))


def private(actor: Actor) -> bool:
    """Return whether somebody is of a state and not of its public: farmers, a company, a newspaper."""
    national = actor.kind == "organisation" and actor.entity != f"org:{actor.state}"
    nobody = actor.kind == "person" and actor.office is None  # "the French actor Omar Diop"
    return (actor.kind == "group" or national or nobody) and actor.sector in PRIVATE


def to_each_other(report: ClausedReport, arguments: Iterable[Argument], actors: Sequence[Actor]) -> bool:
    """Return whether several do something to each other: "accused each other", "expelled each other's envoys"."""
    sides = {a.entity for a in actors}
    pairs = (
        i
        for a in arguments
        for i in (*a.mentions, *a.owners, *a.inner)
        if report.report.annotated.mentions[i].kind == "pair"
    )
    return len({a.state for a in actors}) > 1 and any(
        {a.entity for a in report.report.actors[i]} == sides for i in pairs
    )


def together(
    actors: tuple[Actor, ...], recipients: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return everybody as actors; a state gives way to its own people ("India-Japan talks of the ministers")."""
    everybody = (*actors, *(r for r in recipients if all(r.entity != a.entity for a in actors)))
    peopled = {a.state for a in everybody if a.kind == "person"}
    return tuple(a for a in everybody if a.kind != "state" or a.state not in peopled), ()


def refusing(
    report: ClausedReport, clause: Clause, actors: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return who refuses what two sides would do together, and whom: "*Chad* would not negotiate with *Niger*"."""
    doers = {a.entity for a in report.actors(clause.args("subject"))}
    apart = [a for a in actors if a.entity in doers], [a for a in actors if a.entity not in doers]
    return (tuple(apart[0]), tuple(apart[1])) if all(apart) else (actors, ())


def meet_there(
    report: ClausedReport, clause: Clause, actors: Sequence[Actor], recipients: Sequence[Actor]
) -> bool:
    """Return whether those who travel meet each other: two states, for talks with nobody named, in a city."""
    if len({a.state for a in actors}) < 2 or any(r.via != "metonym" for r in recipients):
        return False
    frames = report.language.frames_by_predicate
    return any(
        c.parent == clause.index
        and c.kind == "noun"
        and any(f.type == "CONSULT" and f.symmetric for f in frames.get(squeeze(c.lemma), ()))
        and not any(
            a.mentions for slot in report.language.syntax.line_links for a in c.args(f"oblique:{slot}")
        )
        for c in report.clauses_in(clause.sentence)
    )


def host(
    report: ClausedReport, arguments: Iterable[Argument], place: Place, actors: Sequence[Actor]
) -> tuple[Actor, ...]:
    """Return the state visited, as the visit's recipient, from the place that names it."""
    if any(a.state == place.state for a in actors):
        return ()
    for argument in arguments:
        for i in (*argument.mentions, *argument.inner):
            for actor in report.report.actors[i]:
                if actor.kind == "state" and actor.state == place.state:
                    return (actor,)
    spots = [p for a in arguments for p in report.places(a.span)] if isinstance(arguments, list) else []
    return next(((seat_of(report, p),) for p in spots if p.state == place.state), ())


def between_states(actors: Sequence[Actor], recipients: Sequence[Actor]) -> bool:
    """Return whether at least two states or organisations take part."""
    return len({a.state for a in (*actors, *recipients) if a.state}) >= 2
