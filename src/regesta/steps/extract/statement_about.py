"""What a statement is about: topics of the lexicon, and the actors that its words are aimed at.

In: a report with clauses and the span of what is said. Out: topics, and actors other than the speakers. The people of
the speaker's own state are no object of what he says of others: "blamed Chad for holding two *Malian* drivers".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regesta.model.actors import Actor, Mention
from regesta.model.clauses import Clause
from regesta.model.spans import Span
from regesta.packs.schema import Cue
from regesta.steps.extract.fill import ClausedReport
from regesta.text.fold import squeeze, squeezed

_BACKDROP_WORDS = 4  # between "during" and what was so meanwhile: "during the period of sanctions"
_FAR_BACK = 2  # sentences
_PHRASE_WORDS = 4  # of a phrase that points back: "the new transit tax"
_NAMING = {"person", "state", "organisation", "group", "role", "roles"}


def topics_of(report: ClausedReport, content: Span) -> tuple[str, ...]:
    """Return canonical topics of the content, most frequent and longest phrase first.

    What was so meanwhile is no topic: "what it learned *under sanctions*", "*despite the war*".
    """
    count: dict[str, tuple[int, int]] = {}
    words = content.of(report.text)
    backdrops = frozenset(map(squeeze, report.language.syntax.backdrops))
    for hit in report.language.topic_table.hits(words):
        before = squeeze(words[: hit.span.start]).split()[-_BACKDROP_WORDS:]
        if not backdrops.isdisjoint(before) and not _ends_between(words, hit.span.start):
            continue
        for topic in hit.values:
            n, longest = count.get(topic, (0, 0))
            count[topic] = (n + 1, max(longest, len(hit.phrase)))
    return tuple(sorted(count, key=lambda t: (-count[t][0], -count[t][1], t)))


def _ends_between(words: str, end: int) -> bool:
    """Return whether a clause ends just before a place: what stood before it says nothing of what follows."""
    return any(mark in words[max(0, end - 24) : end] for mark in ",;:")


def about_of(
    report: ClausedReport, clause: Clause, cue: Cue, content: Span, speakers: Sequence[Actor]
) -> tuple[Actor, ...]:
    """Return whom the words are about: those in the cue's own slots first, then those that the content names."""
    own = {s.state for s in speakers if s.state}
    aimed = [a for a in report.actors([a for s in cue.about for a in clause.args(s)]) if a.state not in own]
    found: list[Actor] = []
    taken = {s.entity for s in speakers}
    for mention, actor in _named(report, content):
        kin = actor.state in own and _people(mention, actor)
        if actor.entity not in taken and not kin and not _mere_seat(report, mention, content):
            taken.add(actor.entity)
            found.append(actor)
    known = {a.entity for a in aimed}
    return (*aimed, *(a for a in found if a.entity not in known))


def pointed_at(
    report: ClausedReport, clause: Clause, content: Span, speakers: Sequence[Actor]
) -> tuple[Actor, ...]:
    """Return whose matter it is that the words point back at: "Oslo called *the tax* a farce" after "Chad taxed …".

    It is that of the only other state that the two sentences before, and this one up to the cue, speak of.
    """
    syntax = report.language.syntax
    words = squeeze(content.of(report.text)).split()[:_PHRASE_WORDS]
    if not words or words[0] not in squeezed(syntax.pointers) or squeezed(syntax.matters).isdisjoint(words):
        return ()
    sentences = report.report.annotated.sentences
    start = sentences[max(0, clause.sentence - _FAR_BACK)].span.start
    own = {s.state for s in speakers if s.state}
    others: dict[str, Actor] = {}
    for _, actors in report.named_in(Span(start, max(start + 1, clause.predicate.start))):
        for actor in actors:
            if actor.state and actor.state not in own:
                others.setdefault(actor.state, actor)
    return tuple(others.values()) if len(others) == 1 else ()


def _named(report: ClausedReport, content: Span) -> Iterator[tuple[Mention, Actor]]:
    for mention, actors in report.named_in(content):
        if mention.kind in _NAMING:
            yield from ((mention, a) for a in actors if a.kind != "group" or a.state)


def _people(mention: Mention, actor: Actor) -> bool:
    """Return whether a mention is of a state's people or things: "Peruvian fishermen", not "Peru", not its minister."""
    if mention.kind in {"group", "role", "roles"} and not mention.offices:
        return True
    return mention.kind == "state" and mention.form == "demonym" and actor.via != "name"


def _mere_seat(report: ClausedReport, mention: Mention, content: Span) -> bool:
    """Return whether a capital is only where something sits or happens: "the talks in *Vienna*"."""
    return mention.form == "capital" and _merely_at(report, mention.span, content)


def merely_where(report: ClausedReport, content: Span, actor: Actor) -> bool:
    """Return whether somebody is named in what is condemned only as where it happened: "the attack in Mali"."""
    spans = [s for s in actor.spans if content.holds(s)] if actor.kind == "state" else []
    return bool(spans) and all(_merely_at(report, s, content) for s in spans)


def _merely_at(report: ClausedReport, span: Span, content: Span) -> bool:
    at = squeezed(report.language.places.at)
    before = squeeze(report.text[max(content.start - 12, span.start - 40) : span.start]).split()
    return not set(before[-2:]).isdisjoint(at)


def fallback_topic(about: Sequence[Actor], speakers: Sequence[Actor]) -> str | None:
    """Return a state or body as topic where the lexicon has none, another than the speaker's own if there is one.

    People of a state are none: "Indian trawlers".
    """
    own = {s.state for s in speakers if s.state}
    named = [a for a in about if a.kind in {"state", "organisation"}]
    return next((a.name for a in (*(a for a in named if a.state not in own), *named)), None)
