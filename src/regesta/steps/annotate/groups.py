"""Find people and bodies by what they are: "four Kenyan farmers", "the Lyon police", "a rebel commander".

In: the mentions of a sentence, and the language's nouns of sectors. Out: the mentions with groups among
them; a group takes in the state or body that owns it. A state, place, name or vague title inside a group's
words is no mention of its own any more; persons, offices and pairs stay as they are, and learn their sector.

Works over text, without a parser: what may stand between an owner and its noun is a short list of the
language's, anything behind a possessive or a nationality.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from regesta.model.actors import Mention, Standing
from regesta.model.spans import Span
from regesta.packs.language import Language, SectorForm
from regesta.text.fold import fold, squeeze, squeezed
from regesta.text.phrases import Hit

_WORD = re.compile(r"[^\W_]+(?:[-'’‑][^\W_]+)*|\S", re.UNICODE)
_MAX_BETWEEN = 40  # letters between an owner and its noun
_LOOSE = 2  # words of any kind that may stand after a nationality or a possessive
_NAMED_AFTER = {"EDU", "MED"}  # sectors of bodies that bear a place's name wherever they are
_KEPT = frozenset({"person", "pronoun", "pair"})  # kinds of mention that no group takes in

StateOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class _Chain:
    """Nouns of one phrase: "opposition" and "lawmakers", "group" and "tourists"."""

    span: Span
    hits: tuple[Hit[SectorForm], ...]
    sector: str
    form: str  # of the head: "one", "several", "body", "owned", "site"
    head: Span


def with_groups(
    text: str, sentence: Span, mentions: Sequence[Mention], language: Language, state_of: StateOf
) -> tuple[Mention, ...]:
    """Return a sentence's mentions with its groups, in reading order.

    Args:
        text: The report's stored text.
        sentence: Where to look.
        mentions: What the grammar of names and offices found there.
        language: The pack with the nouns.
        state_of: The state of a city, as written.
    """
    found = [
        _former(text, sentence, _embodied(text, _titled(text, m, language), language), language)
        for m in mentions
    ]
    bodies = [m.span for m in mentions if m.kind in {"organisation", "state", "place"} and not m.delegation]
    chains = _chains(text, sentence, language, bodies)
    found = [m for m in found if not any(_namesake(text, m, c) for c in chains)]
    for chain in chains:
        found = _grouped(text, sentence, chain, found, language, state_of)
    found = [_counted(text, sentence, m, language) for m in found]
    found = [_seated(text, m, found, language, state_of) for m in found]
    found = [_located(text, m, language) for m in found]
    return _of_bodies(text, sorted(found, key=lambda m: m.span.start), language)


def _counted(text: str, sentence: Span, mention: Mention, language: Language) -> Mention:
    """Return nationals that are counted as people of their state: "six Russians", not "the Russians"."""
    if mention.kind != "state" or mention.form != "demonym" or mention.delegation:
        return mention
    before = text[max(sentence.start, mention.span.start - _MAX_BETWEEN) : mention.span.start].split()
    if before and squeeze(before[-1]) in squeezed(language.syntax.of):
        before = before[:-1]  # "thousands *of* Iraqis"
        before = before if before and squeeze(before[-1]) in squeezed(language.sectors.quantifiers) else []
    before = before[-1:]
    after = _WORD.match(text, mention.span.end + 1) if mention.span.end < sentence.end else None
    modifies = (
        after is not None and after.group().isalpha() and fold(after.group()) not in language.closed_words
    )
    number = bool(before) and (
        before[0].isdigit()
        or fold(before[0]) in language.chronology.numbers
        or squeeze(before[0]) in squeezed(language.sectors.quantifiers)
    )
    one = squeeze(before[0]) in squeezed(language.syntax.articles) if before else False
    many = mention.span.of(text).endswith(
        language.syntax.plural_endings or "\0"
    )  # "Jordanians", but "Chinese"
    if not number or one or (modifies and not many):
        return mention
    return replace(mention, kind="group", form="several", sector="CVL", determiner=None)


def _seated(
    text: str, mention: Mention, mentions: Iterable[Mention], language: Language, state_of: StateOf
) -> Mention:
    """Return an office of no named state with that of its seat: "authorities in *Tehran*"."""
    if mention.kind != "roles" or mention.states or mention.organisation or mention.counterpart:
        return mention
    if squeeze(mention.span.of(text)) not in squeezed(language.sectors.seated):
        return mention
    prepositions = squeezed(language.sectors.places)
    for other in mentions:
        near = mention.span.end < other.span.start <= mention.span.end + _MAX_BETWEEN
        seat = other.kind in {"state", "place"} and other.form != "demonym" and not other.delegation
        if near and seat and squeeze(text[mention.span.end : other.span.start]).strip() in prepositions:
            return replace(mention, states=_states(text, other, state_of))
    return mention


def _located(text: str, mention: Mention, language: Language) -> Mention:
    """Return a state that only says where somebody else is as a place: "the *Paris*-based body"."""
    joined = re.match(r"[-‑](\w+)", text[mention.span.end : mention.span.end + _MAX_BETWEEN])
    if mention.kind != "state" or mention.delegation or joined is None:
        return mention
    there = squeeze(joined[1]) in squeezed(language.sectors.belonging)
    return replace(mention, kind="place") if there else mention


def _of_bodies(text: str, mentions: Sequence[Mention], language: Language) -> tuple[Mention, ...]:
    """Return mentions with what belongs to a body's name made one with it.

    They are offices of several ("leaders of *the African Union*"), and what the body is ("the regional bloc *ECOWAS*").
    """
    of = squeezed(language.syntax.of)
    articles = squeezed(language.syntax.articles)
    done: list[Mention] = []
    for mention in mentions:
        before = done[-1] if done else None
        if before is not None and _is_name_of(text, before, mention):
            done[-1] = replace(mention, span=before.span.cover(mention.span))
            continue
        gap = squeeze(text[before.span.end : mention.span.start]).split() if before else []
        theirs = (
            before is not None
            and before.kind == "roles"
            and not (before.states or before.organisation or before.counterpart)
            and mention.kind == "organisation"
            and mention.organisation is not None
            and not of.isdisjoint(gap[:1])
            and articles.issuperset(gap[1:])
        )
        if before is not None and theirs:
            done[-1] = replace(
                before, span=before.span.cover(mention.span), organisation=mention.organisation
            )
        else:
            done.append(mention)
    return tuple(done)


def _is_name_of(text: str, group: Mention, name: Mention) -> bool:
    """Return whether a body's name stands behind what it is: "the Lebanese armed group *Hezbollah*"."""
    is_what = group.kind == "group" and group.form in {"one", "body"}
    same = group.kind == "organisation" and group.organisation == name.organisation
    return (is_what or same) and name.kind == "organisation" and text[group.span.end : name.span.start] == " "


def _titled(text: str, mention: Mention, language: Language) -> Mention:
    """Return a person with the sector that an honorific tells: "Gen. Otieno" is a soldier."""
    if mention.kind != "person" or not mention.honorific or mention.offices or mention.name_span is None:
        return mention
    if mention.organisation:  # "the EAC's secretary general" commands nobody
        return mention
    before = squeeze(text[mention.span.start : mention.name_span.start]).replace(".", " ").split()
    sector = next((known for w in before if (known := language.sector_honorifics.get(w))), None)
    return replace(mention, sector=sector) if sector else mention


def _embodied(text: str, mention: Mention, language: Language) -> Mention:
    """Return an office with the body that its own words name: "the NATO secretary-general", "UN envoy for Yemen"."""
    if mention.kind not in {"role", "roles", "person"} or not mention.offices or mention.organisation:
        return mention
    end = mention.name_span.start if mention.name_span else mention.span.end
    if end <= mention.span.start:
        return mention
    hits = language.organisation_table.hits(text, Span(mention.span.start, end))
    body = next((h for h in hits if not h.values[0].weak and h.values[0].state is None), None)
    if body is None:
        return mention
    before = squeeze(text[mention.span.start : body.span.start]).split()
    leads = squeezed(language.syntax.articles).issuperset(before)
    if mention.states and not leads:
        return mention  # "the Kenyan ambassador to the UN" is Kenya's
    return replace(mention, organisation=body.values[0].organisation, states=())


def _former(text: str, sentence: Span, mention: Mention, language: Language) -> Mention:
    """Return offices with the standing before their state: "former Kenyan ministers"."""
    if mention.kind != "roles" or not mention.states or mention.standing is not None:
        return mention
    return replace(mention, standing=_standing(text, sentence, mention.span, None, language))


# ------------------------------------------------------------------- nouns


def _chains(text: str, sentence: Span, language: Language, bodies: Sequence[Span]) -> list[_Chain]:
    """Return the nouns of a sentence, those of one phrase together; not those in names: "Downing Street"."""
    groups: list[list[Hit[SectorForm]]] = []
    joins = squeezed(language.syntax.of) | squeezed(language.syntax.articles)
    for hit in language.sector_table.hits(text, sentence):
        if any(b.holds(hit.span) for b in bodies):
            continue
        if text[hit.span.end : hit.span.end + 1] in {"-", "‑"} and text[hit.span.end + 1 :][:1].isalnum():
            continue  # "police-led" is no police
        if hit.phrase in language.noun_predicates and squeeze(text[hit.span.end : hit.span.end + 4]) == "to":
            continue  # "opposition to the plan" is an act
        before = groups[-1][-1] if groups else None
        gap = squeeze(text[before.span.end : hit.span.start]).split() if before else []
        close = before is not None and hit.span.start - before.span.end < _MAX_BETWEEN
        modifiers = close and all(w in _modifiers(language) for w in gap)
        # "a group of tourists": what is vague takes its sector from what it consists of
        consists = close and before is not None and _vague(before) and bool(gap) and set(gap) <= joins
        consists = consists and hit.values[0].form not in {"owned", "site"}
        if before is not None and (modifiers or consists):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return [_chain(g, language) for g in groups]


def _vague(hit: Hit[SectorForm]) -> bool:
    return all(v.weak for v in hit.values)


def _modifiers(language: Language) -> frozenset[str]:
    return language.sector_modifiers


def _chain(hits: Sequence[Hit[SectorForm]], language: Language) -> _Chain:
    prevailing = next((h for h in hits if h.values[0].sector in language.sectors.prevailing), None)
    strong = [h for h in hits if not _vague(h)]
    chosen = prevailing or _employer(strong, language) or (strong[-1] if strong else hits[-1])
    last = hits[-1]
    return _Chain(
        hits[0].span.cover(last.span), tuple(hits), chosen.values[0].sector, last.values[0].form, last.span
    )


def _employer(strong: Sequence[Hit[SectorForm]], language: Language) -> Hit[SectorForm] | None:
    """Return the body whose staff the last noun means: an "army doctor" is of the army."""
    if len(strong) < 2:
        return None
    body, staff = strong[-2].values[0], strong[-1].values[0]
    words = language.sectors
    own = body.form == "body" and body.sector in words.employers and staff.sector in words.employed
    return strong[-2] if own else None


# ------------------------------------------------------------------- owners


def _grouped(
    text: str,
    sentence: Span,
    chain: _Chain,
    mentions: list[Mention],
    language: Language,
    state_of: StateOf,
) -> list[Mention]:
    """Return the mentions with one group made of a chain, if it makes one."""
    inside = [m for m in mentions if m.span.meets(chain.span)]
    delegation = next((m for m in inside if m.delegation and m.kind == "state"), None)
    if delegation is not None:
        span = delegation.span.cover(chain.span)
        if any(m is not delegation and m.span.meets(span) for m in mentions):
            return mentions
        sector = delegation.sector if chain.sector == "UNK" else chain.sector
        grown = replace(delegation, span=span, sector=sector)
        return [grown if m is delegation else m for m in mentions]
    staying = [m for m in inside if not _gives_way(m, chain)]
    if staying:
        return _owned_office(text, chain, staying, mentions, language, state_of)
    owner = _owner_before(text, chain, mentions, inside, language)
    if (
        owner is not None
        and chain.sector in {"GOV", "UNK"}
        and text[owner.span.end : owner.span.end + 1] in {"-", "‑"}
    ):
        owner = None  # "the Paris-based agency" is no body of France
    # "its soldiers from Kenya" are not Kenya's: where they come from is where they were.
    possessed = any(
        m.kind == "pronoun" and m.form == "possessive" and _just_before(text, m, chain) for m in mentions
    )
    after = None if owner or possessed else _owner_after(text, chain, mentions, language)
    states = _states(text, owner or after, state_of)
    if after is not None and states:
        states = (*states, *_joined_after(text, after, mentions, language))
    body = owner or after
    organisation = body.organisation if body else None
    owned = bool(states or organisation)
    # Where nouns follow what they qualify, a bare one may be no more than an adjective: "latihan militer".
    if not owned and language.syntax.state_follows_title:
        return mentions
    if not owned and (chain.form in {"owned", "site"} or (chain.sector == "UNK" and len(chain.hits) == 1)):
        return mentions
    start = min((m.span.start for m in (*inside, *([owner] if owner else []))), default=chain.span.start)
    start = min(start, chain.span.start)
    fellow = _fellow(text, owner, mentions, language)
    if fellow is not None:
        states, start = (*fellow.states[:1], *states), min(start, fellow.span.start)
    article = _article(text, sentence, start, language)
    start = article.start if article else start
    end = max([chain.span.end, *(m.span.end for m in inside)])
    if after is not None and not text[end : after.span.start].strip():
        end = after.span.end
    span = Span(start, end)
    made = Mention(
        span=span,
        kind="group",
        head=chain.head,
        states=states,
        organisation=organisation,
        standing=_standing(text, sentence, span, owner, language),
        form=chain.form,
        sector=chain.sector,
        determiner=article,
    )
    kept = [m for m in mentions if not m.span.meets(span)]
    named = next((m for m in kept if m.kind == "organisation" and m.span.start == span.end + 1), None)
    if named is not None and not owned:
        return mentions  # "the rebel group M23": its name says more
    following = next((m for m in kept if _names(text, made, m)), None)
    if following is None:
        return [*kept, made]
    person = replace(
        made,
        span=span.cover(following.span),
        kind="person",
        head=following.span,
        name=following.span.of(text),
        name_span=following.span,
        form="",
    )
    return [*(m for m in kept if m is not following), person]


def _namesake(text: str, owner: Mention, chain: _Chain) -> bool:
    """Return whether a name only stands in another: "Victoria School", "Jordan Street" may be anywhere."""
    bare = owner.kind == "state" and owner.form != "demonym" and not owner.delegation
    between = text[owner.span.end : chain.head.start]
    joined = bool(between) and not between.strip() and text[chain.head.start].isupper()
    return bare and joined and (chain.sector in _NAMED_AFTER or chain.form == "site")


def _fellow(
    text: str, owner: Mention | None, mentions: Sequence[Mention], language: Language
) -> Mention | None:
    """Return the nationality joined to an owner's: "*Kenyan* and Ugandan border guards"."""
    if owner is None or owner.kind != "state" or owner.form != "demonym":
        return None
    ands = set(map(squeeze, language.syntax.conjunctions))
    for m in mentions:
        joined = m.span.end <= owner.span.start and squeeze(text[m.span.end : owner.span.start]) in ands
        if joined and m.kind == "state" and m.form == "demonym" and not m.delegation:
            return m
    return None


def _just_before(text: str, mention: Mention, chain: _Chain) -> bool:
    """Return whether a mention stands before a chain with at most two words between."""
    gap = text[mention.span.end : chain.span.start] if mention.span.end <= chain.span.start else None
    return gap is not None and len(gap) < _MAX_BETWEEN and len(gap.split()) <= _LOOSE and "," not in gap


def _owned_office(
    text: str,
    chain: _Chain,
    staying: Sequence[Mention],
    mentions: list[Mention],
    language: Language,
    state_of: StateOf,
) -> list[Mention]:
    """Give an office that names no state the owner before it: "Shanghai authorities", "EU legislators"."""
    office = staying[0]
    if (
        len(staying) > 1
        or office.kind not in {"role", "roles"}
        or office.states
        or office.organisation
        or office.counterpart
        or office.possessive
    ):
        return mentions
    owner = _owner_before(text, chain, mentions, [office], language)
    states = _states(text, owner, state_of)
    if owner is None or owner.kind == "role" or not (states or owner.organisation):
        return mentions
    owned = replace(
        office, span=owner.span.cover(office.span), states=states, organisation=owner.organisation
    )
    return [owned if m is office else m for m in mentions if m is not owner]


def _gives_way(mention: Mention, chain: _Chain) -> bool:
    """Return whether a group may take in a mention that stands in its words."""
    strong = [h for h in chain.hits if not _vague(h)]
    if mention.kind == "person" and mention.name_span is not None and not mention.honorific:
        # "President of the Kenyan Human Rights League": the capitals are a body's name, not a person's
        name = mention.name_span
        last = next((h for h in strong if h.span.end == name.end), None)
        return last is not None and last.values[0].form == "body" and " " in last.phrase
    if mention.kind in _KEPT:
        return False
    if mention.kind in {"role", "roles"}:
        # "opposition leader", "union chief": the noun beside the title says more than the title
        return any(not mention.span.holds(h.span) for h in strong) and not mention.counterpart
    if mention.kind == "organisation":
        return any(h.span.holds(mention.span) and h.span != mention.span for h in chain.hits)
    if mention.kind == "name":
        # "Paul Farmer" is a name; "Norland Farmers Union" is what its last word says
        body = any(v.form in {"body", "owned", "site"} for h in strong for v in h.values)
        plural = any(v.form == "several" for h in strong for v in h.values)
        return body or plural or any(h.span.holds(mention.span) for h in chain.hits)
    return True


def _owner_before(
    text: str, chain: _Chain, mentions: Iterable[Mention], inside: Sequence[Mention], language: Language
) -> Mention | None:
    """Return the state, place or body that stands before a chain and owns it."""
    own = next((m for m in inside if m.states or m.organisation), None)
    if own is not None or language.syntax.state_follows_title:
        return own
    start = min([chain.span.start, *(m.span.start for m in inside)])
    before = [m for m in mentions if m.span.end <= start and m not in inside]
    last = max(before, key=lambda m: m.span.end, default=None)
    if last is None or start - last.span.end > _MAX_BETWEEN:
        return None
    open_role = last.kind in {"role", "roles"} and bool(last.states) and not last.counterpart
    if last.kind not in {"state", "place", "organisation"} and not open_role:
        return None
    gap = text[last.span.end : start]
    if not _links(gap, last, text, language):
        return None
    if open_role and not _ends_in_nationality(text, last, language):
        return None
    return last


def _links(gap: str, owner: Mention, text: str, language: Language) -> bool:
    """Return whether what stands between an owner and a noun lets the one own the other."""
    modifiers = _modifiers(language)
    rest = gap.lstrip()
    loose = 0
    counted = owner.form == "demonym"  # "Kenyan two" is nothing, "gave Kenya two ships" no ships of Kenya's
    for ending in sorted(language.syntax.possessives, key=len, reverse=True):
        if fold(rest).startswith(fold(ending)) and not ending.isalpha():
            rest, loose, counted = rest[len(ending) :], _LOOSE + 1, True
            break
    else:
        if gap[:1] in {"-", "‑"}:  # a "Kenya-based" firm is Kenyan, a "Kenya-backed" one is not
            joined = re.match(r"[-‑](\w+)", rest)
            if joined is None or squeeze(joined.group(1)) not in map(squeeze, language.sectors.belonging):
                return False
            rest = rest[joined.end() :]
        elif gap and not gap[:1].isspace():
            return False
    if owner.form == "demonym" and not loose:
        loose = _LOOSE
    closed, numbers = language.closed_words, language.chronology.numbers
    endings = tuple(map(squeeze, language.sectors.verb_endings)) or ("\n",)
    for word in _WORD.findall(rest):
        key = fold(word)
        verbal = word.islower() and key.endswith(endings)
        if not counted and (key in numbers or word.isdigit() or verbal):
            return False
        if key in modifiers or "-" in word or (word.isdigit() and len(word) < 5):
            continue
        if not word[0].isalpha() or key in closed or loose == 0:
            return False
        if verbal or key in language.syntax.irregular:
            return False  # "Kenyans sued farmers"
        loose -= 1
    return True


def _ends_in_nationality(text: str, mention: Mention, language: Language) -> bool:
    last = mention.span.of(text).split()[-1]
    return any(f.form == "demonym" for f in language.state_table.get(last))


def _owner_after(text: str, chain: _Chain, mentions: Iterable[Mention], language: Language) -> Mention | None:
    """Return the state or place that a preposition after a chain names: "farmers from Kenya"."""
    words = language.sectors
    prepositions = squeezed(words.owners)
    people = chain.form in {"one", "several"}
    if chain.sector not in (words.abroad if people else words.abroad_bodies):
        prepositions |= squeezed(words.places)
    articles = squeezed(language.syntax.articles)
    for mention in mentions:
        national = mention.kind == "organisation" and any(
            f.state for f in language.organisation_table.get(mention.span.of(text))
        )
        if mention.kind not in {"state", "place"} and not (national and chain.form == "one"):
            continue
        if mention.form == "demonym":
            continue
        if national:  # "professor of law at the University of Lagos" is of the university
            prepositions = squeezed(words.owners) | squeezed(words.places)
        if not chain.span.end < mention.span.start <= chain.span.end + _MAX_BETWEEN:
            continue
        gap = squeeze(text[chain.span.end : mention.span.start]).split()
        if not gap and language.syntax.state_follows_title and mention.kind == "state":
            return mention  # "petani Kenya"
        gap = _without_subject(gap, prepositions, language) if national else gap
        if gap and gap[0] in prepositions and all(w in articles for w in gap[1:]):
            return mention
    return None


def _joined_after(
    text: str, first: Mention, mentions: Iterable[Mention], language: Language
) -> tuple[str, ...]:
    """Return the states joined to one: "guards from Kenya *and Uganda*"."""
    found: list[str] = []
    links, end = squeezed(language.syntax.conjunctions), first.span.end
    for mention in sorted(mentions, key=lambda m: m.span.start):
        if mention.span.start < end or mention.kind != "state":
            continue
        gap = squeeze(text[end : mention.span.start]).strip(" ,")
        if gap not in links:
            break
        found += mention.states[:1]
        end = mention.span.end
    return tuple(found)


def _without_subject(gap: list[str], prepositions: frozenset[str], language: Language) -> list[str]:
    """Return the words before a body without what somebody is "of": "(professor) of law at the"."""
    places = [i for i, w in enumerate(gap) if w in prepositions]
    inside = gap[1 : places[-1]] if len(places) > 1 else []
    return gap[places[-1] :] if inside and not language.closed_words & set(inside) else gap


def _article(text: str, sentence: Span, start: int, language: Language) -> Span | None:
    """Return the article before a phrase."""
    before = text[sentence.start : start]
    last = before.split()[-1:]
    articles = squeezed(language.syntax.articles)
    if last and fold(last[0]) in articles and before.endswith(f"{last[0]} "):
        return Span(start - len(last[0]) - 1, start - 1)
    return None


def _states(text: str, owner: Mention | None, state_of: StateOf) -> tuple[str, ...]:
    if owner is None:
        return ()
    if owner.kind == "place":
        state = state_of(owner.span.of(text))
        return (state,) if state else ()
    return owner.states[:1]


def _standing(
    text: str, sentence: Span, span: Span, owner: Mention | None, language: Language
) -> Standing | None:
    """Return the standing that a word before the noun, or before its owner, tells: "former soldiers"."""
    if owner is not None and owner.standing is not None:
        return owner.standing
    start = max(sentence.start, span.start - 20)
    for hit in language.standing_table.all_hits(text[start : span.end]):
        end = start + hit.span.end
        if end >= span.start or not text[end : span.start].strip(" -"):
            return hit.values[0]  # type: ignore[return-value]
    return None


def _names(text: str, group: Mention, mention: Mention) -> bool:
    """Return whether a name follows one of a group: "the journalist Juma Otieno"."""
    return group.form == "one" and mention.kind == "name" and text[group.span.end : mention.span.start] == " "
