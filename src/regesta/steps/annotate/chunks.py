"""Put atoms together into mentions: "Iran's caretaker Foreign Minister Ali Bagheri" is one.

In: the atoms of a sentence. Out: mentions in reading order, none overlapping.

The grammar is a few regular expressions over the atoms' class letters, tried in order at each
place; the first that fits wins. It knows no language: word order comes out of the patterns, which
allow a state before its office ("Iranian foreign minister"), after "of" ("foreign minister of
Iran") and, where the pack says so, straight after it ("Menteri Luar Negeri Iran").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from regesta.model.actors import Mention, MentionKind, Standing
from regesta.model.spans import Span
from regesta.packs.language import TitleForm
from regesta.steps.annotate import atoms as a
from regesta.steps.annotate.atoms import Atom
from regesta.text.fold import squeeze

_STATE = "[SDM]"
_NO_START = frozenset(
    (a.WORD, a.VERB, a.COMMA, a.CLOSE, a.AND, a.OF, a.POSSESSIVE)
)  # no mention begins with these


@lru_cache(maxsize=8)
def _patterns(state_follows: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the grammar, most specific first. `state_follows`: offices take a bare state after them."""
    link = "(?:fa?)?" if state_follows else "fa?"
    owner = "(?:[SDMO]x?)"
    # A comma stands before "and" only in a list of three: "envoys of Benin, and Togo sent" is no list.
    states = f"{_STATE}(?:(?:,a?{_STATE})+(?:,?ca?{_STATE})?|ca?{_STATE})?"
    # "Secretary of Iran's Supreme National Security Council", "Sekretaris Dewan Keamanan"
    headed = f"H(?:f?a?(?:{owner})?B(?:{link}a?[SDMO])?)"
    simple = (
        f"[TI](?:Q?{link}a?[SDMO](?!x?[TUHB]))?" if state_follows else f"[TI](?:{link}a?[SDMO](?!x?[TUHB]))?"
    )
    title = f"(?:{headed}|{simple})"
    double = f"(?:[TI]c{owner}?E*Q*)?{title}" if state_follows else f"{title}(?:c{owner}?E*Q*{title})?"
    # Where adjectives follow, a state before such a word is the subject of a verb between them.
    # A verb stands there only as a participle, after a nationality: "Kenya sent officers" is no delegation.
    before = "" if state_follows else f"{_STATE}x?w?L|(?:D|{_STATE}x)vL|"
    several_before = (
        [] if state_follows else [("delegations", f"a?{_STATE}(?:,a?{_STATE})*,?ca?{_STATE}x?w?w?L")]
    )
    lead = f"(?:{owner}|Q)*E*Q*(?:{owner})?E*"
    person = "R*[NP]"
    # "Queen Jane, Prime Minister Otieno": the office is that of the name after it
    own = "" if state_follows else f"(?!{person})"
    several = (
        [("roles", f"Q?E?[TIHUL]B?{_STATE}(?:,{_STATE})*,?c{_STATE}a?(?![NP])")] if state_follows else []
    )
    return tuple(
        (name, re.compile(pattern))
        for name, pattern in (
            *several,
            (
                "spokesman",
                f"a?Q?(?:{owner})?L?(?:K)(?:f?a?(?:{owner})?(?:L|{title})?(?:{link}a?[SDMO])?)?,?(?:{person})?",
            ),
            # "Foreign Minister Juma Otieno of Kenya": only where no state stands before the name
            ("person", f"a?Q*E*Q*E*[TI]Q?,?{person}fa?[SDM](?!x|a?[TUHBN])"),
            ("person", f"a?\\(?a?{lead}{double}Q?\\)?,?{person}(?!x?K)"),
            *(
                []
                if state_follows
                else [("headed", f"(?:{owner})?E*Q*H{person}(?:fa?[SDM](?!x|a?[TUHBN]))?")]
            ),
            ("person", f"R*P,?\\(?a?{lead}{double}Q?\\)?{own}"),
            ("person", f"R*N,a?{lead}{double}Q?(?=[,wv.)]|$)"),
            ("person", f"R*N\\(a?{lead}{double}Q?\\)"),
            ("roles", f"a?(?:{states}|O)x?Q?E?U(?:{link}a?{states})?"),
            ("roles", f"a?Q?E?U(?:{link}a?{states})?"),
            ("roles", f"a?J(?:{link}a?{states})?"),
            ("counterpart", f"[ia]?(?:{owner})?r(?:,?{person})?"),
            *several_before,
            # "its soldiers from Kenya" are not Kenya's: where they come from is where they were.
            ("delegation", f"(?<!i)(?<!iw)(?<!iww)a?(?:{before}L{link}a?{_STATE})"),
            ("role", f"[ai]?{lead}{double}Q?"),
            ("role", "[ai]?Q?Hfa?O"),  # "the secretary-general of NATO"
            ("head", f"a?H{_STATE}?" if state_follows else "a?H(?!f)"),
            ("honorific", "(?:R+[NP]|P)fa?[SDM](?!x|a?[TUHBN])"),  # "Prince Otieno of Kenya"
            *(
                [] if state_follows else [("honorific", f"a?{_STATE}x(?:R+[NP]|P)")]
            ),  # "Kenya's Prince Otieno"
            ("honorific", "R+[NP]"),
            ("person", "P"),
            ("pair", "a?[pq]"),
            ("he", "h"),
            ("she", "s"),
            ("they", "y(?!a?[SDMNP])"),
            ("any", "e"),
            ("noun", f"a?(?:{owner})?n"),
            ("his", "i"),
            ("state", _STATE),
            ("organisation", "O"),
            ("place", "G"),
            ("name", "N"),
        )
    )


@lru_cache(maxsize=8)
def _first_of_all(state_follows: bool) -> re.Pattern[str]:
    """Return the grammar as one pattern, whose last group tells the first rule that matches."""
    return re.compile("|".join(f"({p.pattern})" for _, p in _patterns(state_follows)))


def _matches(letters: str, start: int, state_follows: bool) -> Iterator[tuple[str, int]]:
    """Yield the rules that match at a place and where, most specific first."""
    first = _first_of_all(state_follows).match(letters, start)
    if first is None or first.lastindex is None:
        return
    rules = _patterns(state_follows)
    for name, pattern in rules[first.lastindex - 1 :]:
        match = pattern.match(letters, start)
        if match and match.end() > start:
            yield name, match.end()


def mentions(text: str, pieces: Sequence[Atom], *, state_follows: bool) -> tuple[Mention, ...]:
    """Return the mentions that a sentence's atoms make.

    Args:
        text: The report's stored text.
        pieces: Atoms of one sentence, in reading order.
        state_follows: Whether a state may follow its office without a preposition.
    """
    letters = "".join(p.letter for p in pieces)
    found: list[Mention] = []
    i = 0
    while i < len(letters):
        if letters[i] in _NO_START:
            i += 1
            continue
        for name, end in _matches(letters, i, state_follows):
            mention = _mention(text, name, pieces[i:end])
            if mention is not None:
                found.append(mention)
                i = end
                break
        else:
            i += 1
    return tuple(found)


def _mention(text: str, name: str, parts: Sequence[Atom]) -> Mention | None:
    while parts and parts[-1].letter in {a.COMMA, a.POSSESSIVE, a.OPEN}:
        parts = parts[:-1]
    core = [p for p in parts if p.letter != a.ARTICLE]
    if not core:
        return None
    span = parts[0].span.cover(parts[-1].span)
    states = _states(core)
    title = _title(core)
    person = next((p for p in core if p.letter in {a.NAME, a.PERSON}), None)
    head = person or next((p for p in core if p.letter in "TUHIJKrLnpq"), core[-1])
    kind: MentionKind = {
        "spokesman": "person" if person else "role",
        "person": "person",
        "honorific": "person",
        "headed": "person",
        "roles": "roles",
        "counterpart": "person" if person else "role",
        "delegations": "pair",
        "delegation": "state",
        "role": "role",
        "head": "role",
        "pair": "pair",
        "he": "pronoun",
        "she": "pronoun",
        "they": "pronoun",
        "any": "pronoun",
        "his": "pronoun",
        "noun": "role",
        "state": "state",
        "organisation": "organisation",
        "place": "place",
        "name": "name",
    }[name]
    if name == "role" and title is None:
        return None
    owned = any(p.letter in {a.STATE, a.DEMONYM, a.METONYM, a.ORG} for p in core)
    if (
        name == "headed"
        and not owned
        and not text[next(p for p in core if p.letter == a.HEAD).span.start].isupper()
    ):
        return None
    # "the secretary" alone says nothing of the body: it can only point back.
    forms = _of_states(title[0], states) if title and name not in {"head", "headed"} else ()
    return Mention(
        span=span,
        kind=kind,
        head=head.span,
        name=person.span.of(text) if person else None,
        name_span=person.span if person else None,
        honorific=name == "headed" or any(p.letter == a.HONORIFIC for p in core),
        offices=tuple(dict.fromkeys(f.office for f in forms)),
        office_words=squeeze(title[1].of(text)) if title else None,
        states=states or _only_states(forms),
        organisation=_organisation(core),
        standing=_standing(core),
        form=_form(name, core),
        count=2 if name in {"pair", "roles"} and _two(forms, states, name) else None,
        spokesman=name == "spokesman",
        deputy=any(p.letter == a.DEPUTY for p in core),
        delegation=name in {"delegation", "delegations"},
        counterpart=name == "counterpart",
        possessive=parts[0].letter == a.HIS,
    )


def _states(parts: Iterable[Atom]) -> tuple[str, ...]:
    """Return the states named, each once. A form that several states share stands for the first."""
    return tuple(
        dict.fromkeys(p.value[0].state for p in parts if p.letter in {a.STATE, a.DEMONYM, a.METONYM})
    )


def _title(parts: Sequence[Atom]) -> tuple[tuple[TitleForm, ...], Span] | None:
    heads = [p for p in parts if p.letter == a.HEAD]
    bodies = [p for p in parts if p.letter == a.BODY]
    if heads and bodies:
        both = {f.office for f in heads[0].value} & {f.office for f in bodies[0].value}
        forms = tuple(f for f in bodies[0].value if f.office in both)
        return (forms, heads[0].span.cover(bodies[0].span)) if forms else None
    plain = [p for p in parts if p.letter in {a.TITLE, a.PLURAL, a.SHORT, a.SHORT_PLURAL}] or heads
    if not plain:
        return None
    return tuple(f for p in plain for f in p.value), plain[0].span.cover(plain[-1].span)


def _of_states(forms: tuple[TitleForm, ...], states: Sequence[str]) -> tuple[TitleForm, ...]:
    """Return what a title means in some states: India's "foreign secretary" is an official, Britain's a minister."""
    if not states:
        return forms
    own = tuple(f for f in forms if not set(states).isdisjoint(f.states))
    return own or tuple(f for f in forms if not f.states) or forms


def _only_states(forms: Iterable[TitleForm]) -> tuple[str, ...]:
    """Return the one state a title belongs to ("Supreme Leader"), if it does."""
    states = {f.states for f in forms}
    only = next(iter(states)) if len(states) == 1 else ()
    return only if len(only) == 1 else ()


def _organisation(parts: Iterable[Atom]) -> str | None:
    return next((p.value[0].organisation for p in parts if p.letter == a.ORG), None)


def _standing(parts: Iterable[Atom]) -> Standing | None:
    return next((p.value for p in parts if p.letter == a.STANDING), None)


def _form(name: str, parts: Sequence[Atom]) -> str:
    if name in {"he", "she", "they"}:
        return name
    if name == "any":
        return "person"
    if name == "his":
        return "possessive"
    if name == "pair":
        return "states" if any(p.letter == a.PAIR_STATES for p in parts) else "both"
    if name in {"noun", "counterpart"}:
        return name
    if any(p.letter in {a.SHORT, a.SHORT_PLURAL} for p in parts) or (
        any(p.letter == a.HEAD for p in parts) and not any(p.letter == a.BODY for p in parts)
    ):
        return "short"
    if name == "state":
        return str(parts[0].value[0].form)
    if name == "organisation" and all(f.weak for f in parts[0].value):
        return "weak"
    return ""


def _two(forms: Sequence[TitleForm], states: Sequence[str], name: str) -> bool:
    return name == "pair" or len(states) == 2 or any(f.form == "short-plural" for f in forms)
