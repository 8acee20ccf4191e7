"""Cut a sentence into atoms: the smallest pieces that the mention grammar knows.

In: a stretch of text and the language's tables. Out: atoms in reading order, one letter each for its
class, so that the grammar of `chunks.py` can be written over a string of letters.

Where two tables claim the same words the longer claim wins; at equal length a full name of a person
beats an organisation, that a title, that a state ("Secretary of State" holds no state).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from regesta.model.spans import Span
from regesta.packs.language import Language, OrganisationForm, StateForm, TitleForm
from regesta.text.fold import fold
from regesta.text.phrases import PhraseTable, PhraseTables

# Class letters. Lower-case letters are function words.
STATE, DEMONYM, METONYM, ORG = "S", "D", "M", "O"
TITLE, PLURAL, HEAD, BODY, SHORT, SHORT_PLURAL = "T", "U", "H", "B", "I", "J"
STANDING, HONORIFIC, DEPUTY, SPOKESMAN, DELEGATION, FAMILY = "Q", "R", "E", "K", "L", "Y"
NAME, PERSON, CITY = "N", "P", "G"  # a capital run; a full name the pack knows; a city
HE, SHE, THEY, ANY, PAIR, PAIR_STATES, COUNTERPART, NOUN, HIS = "h", "s", "y", "e", "p", "q", "r", "n", "i"
OF, ARTICLE, POSSESSIVE, AND, COMMA, OPEN, CLOSE, WORD, VERB = "f", "a", "x", "c", ",", "(", ")", "w", "v"

_PARTS_OF_NAMES = {NAME, PERSON, CITY, STATE, METONYM, ORG, HONORIFIC}
_NUMERAL = re.compile(r"(?:I|II|III|IV|V|VI{1,3}|IX|X|XI{1,3}|XI?V|XVI{0,3}|XI?X)")
_WORD = re.compile(r"[^\W_]+(?:[-'’‑][^\W_]+)*|\S", re.UNICODE)


_LONGEST_LINK = 16  # letters between an office and what it is for


class Atom(NamedTuple):
    """A piece of a sentence: its class letter, its span, and what its table says of it."""

    letter: str
    span: Span
    value: Any = None


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a language and of the knowledge pack that make atoms."""

    language: Language
    persons: PhraseTable[str]  # full names -> person ids
    words: PhraseTable[str]  # function and class words -> class letter
    cities: PhraseTable[str]
    own: PhraseTables  # the language's: states, organisations, titles, standings, honorifics, blocked, words
    remits: PhraseTable[str]  # what offices are for: "Middle East"
    remit_links: frozenset[str]  # folded; between an office and its remit: "for the"
    particles: frozenset[str] = field(default_factory=frozenset)
    not_names: frozenset[str] = field(default_factory=frozenset)
    articles: frozenset[str] = field(default_factory=frozenset)
    of: frozenset[str] = field(default_factory=frozenset)
    possessives: tuple[str, ...] = ()  # folded
    given: frozenset[str] = field(default_factory=frozenset)  # folded given names


def tables(
    language: Language,
    persons: PhraseTable[str],
    cities: PhraseTable[str],
    given: frozenset[str] = frozenset(),
) -> Tables:
    """Return the tables for a language; `persons`, `cities` and `given` are shared by all languages."""
    syntax, titles, coref = language.syntax, language.titles, language.coref
    words: Mapping[str, tuple[str, ...]] = {
        DEPUTY: titles.deputy,
        SPOKESMAN: titles.spokesman,
        DELEGATION: titles.delegation,
        FAMILY: titles.family,
        HE: coref.he,
        SHE: coref.she,
        THEY: coref.they,
        ANY: coref.person,
        PAIR: coref.pair,
        PAIR_STATES: coref.pair_states,
        COUNTERPART: coref.counterpart,
        NOUN: coref.person_nouns,
        HIS: coref.possessive,
        OF: syntax.of,
        ARTICLE: syntax.articles,
        AND: syntax.conjunctions,
    }
    word_table = PhraseTable([(w, letter) for letter, group in words.items() for w in group])
    own: tuple[PhraseTable[Any], ...] = (
        language.state_table,
        language.organisation_table,
        language.title_table,
        language.standing_table,
        PhraseTable([(w, HONORIFIC) for w in (*titles.honorifics, *titles.honorifics_female)], case=True),
        # phrases that swallow a state's name: "Persian Gulf"
        PhraseTable([(w, WORD) for w in syntax.not_states], case=True),
        word_table,
    )
    return Tables(
        language,
        persons,
        word_table,
        cities,
        PhraseTables(own),
        PhraseTable([(w, w) for w in titles.remits], case=True),
        frozenset(map(fold, titles.remit_links)),
        frozenset(map(fold, syntax.particles)),
        frozenset(map(fold, syntax.not_names)),
        frozenset(map(fold, syntax.articles)),
        frozenset(map(fold, syntax.of)),
        tuple(map(fold, syntax.possessives)),
        given,
    )


_FORM_LETTER = {"name": STATE, "demonym": DEMONYM, "metonym": METONYM, "capital": METONYM}
_TITLE_LETTER = {
    "title": TITLE,
    "plural": PLURAL,
    "head": HEAD,
    "body": BODY,
    "short": SHORT,
    "short-plural": SHORT_PLURAL,
}
_RANK = {
    PERSON: 0,
    ORG: 1,
    TITLE: 2,
    PLURAL: 2,
    HEAD: 2,
    BODY: 2,
    SHORT: 5,
    SHORT_PLURAL: 5,
    STATE: 3,
    DEMONYM: 3,
    METONYM: 3,
    CITY: 4,
    PAIR_STATES: 5,
}


class _Taken:
    """Which letters of a sentence a table has claimed."""

    __slots__ = ("_first", "_letters")

    def __init__(self, within: Span) -> None:
        self._first = within.start
        self._letters = bytearray(within.end - within.start)

    def take(self, span: Span) -> None:
        start, end = span.start - self._first, span.end - self._first
        self._letters[start:end] = b"\1" * (end - start)

    def any(self, start: int, end: int) -> bool:
        return self._letters.find(1, start - self._first, end - self._first) >= 0

    def all(self, start: int, end: int) -> bool:
        return self._letters.find(0, start - self._first, end - self._first) < 0

    def __contains__(self, place: int) -> bool:
        return self._letters[place - self._first] == 1


def cut_atoms(text: str, within: Span, known: Tables, *, headline: bool = False) -> tuple[Atom, ...]:
    """Return the atoms of a stretch of text.

    Args:
        text: The report's stored text.
        within: The sentence.
        known: The tables to look in.
        headline: Title-cased text is not searched for unknown names.
    """
    claims = sorted(_claims(text, within, known), key=_strength)
    taken = _Taken(within)
    kept: list[Atom] = []
    for atom in claims:
        if not taken.any(atom.span.start, atom.span.end):
            kept.append(atom)
            taken.take(atom.span)
    kept.extend(_rest(text, within, taken, known, headline))
    return _whole_names(text, sorted(kept, key=lambda a: a.span.start), known)


def _whole_names(text: str, atoms: Sequence[Atom], known: Tables) -> tuple[Atom, ...]:
    """Give back to a person's name the words that places share with it: "Aden Duale", "Jim Jordan".

    A place belongs to the name after it where an office or an honorific precedes, and to the name
    before it where an office or an honorific precedes that, or the name is a given one. Where a
    place may follow its office without a preposition, only a state's or an honorific tells.
    """
    follows = known.language.syntax.state_follows_title
    done: list[Atom] = []
    i = 0
    while i < len(atoms):
        atom = atoms[i]
        if atom.letter not in _PARTS_OF_NAMES and not text[atom.span.start].isupper():
            done.append(atom)
            i += 1
            continue
        after = atoms[i + 1] if i + 1 < len(atoms) else None
        given = (  # "George Otieno Ouma"
            atom.letter == CITY
            and after is not None
            and after.letter == NAME
            and _one_space(text, atom, after)
            and fold(atom.span.of(text)) in known.given
        )
        if not follows and _is_surname(text, done, atom, after):
            atom = Atom(NAME, atom.span)  # "President Bayer", "Prime Minister Major"
        elif _is_place(text, atom) and (given or _introduced(text, done, follows)):
            if after is not None and after.letter == NAME and _one_space(text, atom, after):
                done.append(Atom(NAME, atom.span.cover(after.span)))
                i += 2
                continue
            if not follows and done and _is_surname_after(text, done[-1], atom, after):
                atom = Atom(NAME, atom.span)
        elif (
            not follows
            and done
            and done[-1].letter == NAME
            and _one_space(text, done[-1], atom)
            and _is_place(text, atom)
            and (
                fold(done[-1].span.of(text)).split()[0] in known.given
                or _initial(done[-1].span.of(text).split()[-1])
                or _introduced(text, done[-5:-1], follows)
            )
        ):
            atom = Atom(NAME, done.pop().span.cover(atom.span))
        joined = 0 if follows else _n_joined(text, done, atom, known)
        if joined:
            atom = Atom(NAME, done[-joined].span.cover(atom.span))
            del done[-joined:]
        done.append(atom)
        i += 1
    return tuple(done)


def _is_place(text: str, atom: Atom) -> bool:
    """Return whether an atom is the name of a city or a state, of one word."""
    named = atom.letter == CITY or (
        atom.letter in {STATE, METONYM} and atom.value[0].form in {"name", "capital"}
    )
    written = atom.span.of(text)
    return named and written[0].isupper() and not written.isupper() and " " not in written


def _is_surname(text: str, done: Sequence[Atom], atom: Atom, after: Atom | None) -> bool:
    """Return whether a word for a body or a rank is a name, because an office stands before it."""
    written = atom.span.of(text)
    if not (written.isalpha() and written.istitle() and done and done[-1].letter == TITLE):
        return False
    if atom.letter == ORG:
        named = after is not None and after.letter == NAME and _one_space(text, atom, after)
        return named or _is_surname_after(text, done[-1], atom, after)
    alone = after is None or after.letter not in {NAME, PERSON, TITLE, HEAD, CITY, HONORIFIC}
    return atom.letter == HONORIFIC and alone and _one_space(text, done[-1], atom)


def _n_joined(text: str, done: Sequence[Atom], atom: Atom, known: Tables) -> int:
    """Return how many atoms before a piece of a name are of the same name, where an office introduces it.

    "Prime Minister Peter (Juma) Otieno", "President dos Reis", "King Otieno II", a name longer than the pack's.
    """
    letters = "".join(a.letter for a in done[-4:])
    written = atom.span.of(text)
    if atom.letter == NAME and letters == f"{NAME}({NAME})" and _one_space(text, done[-1], atom):
        return 4
    introducing = {TITLE, SHORT, HONORIFIC, HEAD}
    if len(done) > 2 and done[-2].letter == NAME and done[-3].letter in introducing:
        return 2 * _n_with_particle(text, done, atom, known)
    if len(done) < 2 or done[-2].letter not in introducing:
        return 0
    before = done[-1]
    if not _one_space(text, done[-2], before) or not _one_space(text, before, atom):
        return 0
    if before.letter in {NAME, PERSON} and (atom.letter in {NAME, PERSON} or _NUMERAL.fullmatch(written)):
        return 1
    return _n_with_particle(text, done, atom, known)


def _n_with_particle(text: str, done: Sequence[Atom], atom: Atom, known: Tables) -> int:
    """Return how many atoms before a surname's last word are of it: "[Juma Salinas de] Reis", "[dos] Reis"."""
    before = done[-1]
    particle = before.letter == WORD and fold(before.span.of(text)) in known.particles
    return 1 if particle and (atom.letter == NAME or _is_place(text, atom)) else 0


def _is_surname_after(text: str, before: Atom, atom: Atom, after: Atom | None) -> bool:
    """Return whether a city is somebody's surname: "President Lagos", not "the President, Lagos"."""
    if before.letter == HONORIFIC:
        return True
    titled = before.letter in {TITLE, SHORT} and text[before.span.end - 1 : before.span.end].isalpha()
    last = before.span.of(text).split()[-1]
    ended = after is None or after.letter not in {
        STATE,
        DEMONYM,
        METONYM,
        CITY,
        TITLE,
        SHORT,
        HEAD,
        POSSESSIVE,
    }
    return (
        titled
        and last[0].isupper()
        and atom.letter in {CITY, ORG}
        and ended
        and _one_space(text, before, atom)
    )


def _introduced(text: str, before: Sequence[Atom], follows: bool) -> bool:
    """Return whether what precedes calls for a person's name: an honorific, an office, an office's state."""
    back = list(before[-4:])
    if back and back[-1].letter == HONORIFIC:
        return True
    if back and (
        back[-1].letter == TITLE or (back[-1].letter in {SHORT, HEAD} and text[back[-1].span.start].isupper())
    ):
        return not follows
    if not back or back.pop().letter not in {STATE, DEMONYM, METONYM}:
        return False
    while back and back[-1].letter in {OF, ARTICLE}:
        back.pop()
    return bool(back) and back[-1].letter == TITLE


def _one_space(text: str, left: Atom, right: Atom) -> bool:
    """Return whether only a space stands between two atoms, or the stop of an initial: "John F. Kennedy"."""
    between = text[left.span.end : right.span.start]
    return between == " " or (between == ". " and _initial(left.span.of(text).split()[-1]))


def _strength(atom: Atom) -> tuple[int, int, int]:
    """Longer claims first; at equal length by class, forms that are weak alone after all others."""
    weak = atom.letter == ORG and all(f.weak for f in atom.value)
    return atom.span.start - atom.span.end, 5 if weak else _RANK.get(atom.letter, 6), atom.span.start


def _claims(text: str, within: Span, known: Tables) -> Iterator[Atom]:
    stretch, base = within.of(text), within.start
    states, organisations, titles, standings, honorifics, blocked, words = known.own.all_hits(stretch)

    def shifted(span: Span) -> Span:
        return Span(span.start + base, span.end + base)

    for state in states:
        forms: tuple[StateForm, ...] = state.values
        yield Atom(_FORM_LETTER[forms[0].form], shifted(state.span), forms)
    headed = {f.office for h in titles if _only_head(h.values) for f in h.values}
    remits = {h.span.start: h.span.end for h in known.remits.hits(stretch)} if titles else {}
    bodies = [h.span for h in titles if any(f.form == "body" and f.office in headed for f in h.values)]
    for organisation in organisations:
        named: tuple[OrganisationForm, ...] = organisation.values
        # "the Belarusian Security Council" is a state and a body, so that its secretary can be found.
        if not (named[0].state and any(organisation.span.meets(b) for b in bodies)):
            yield Atom(ORG, shifted(organisation.span), named)
    for title in titles:
        if _inside_name(stretch, title.span) or _ends_name(stretch, title.span, known):
            continue
        by_letter: dict[str, list[TitleForm]] = {}
        span = _without_article(stretch, title.phrase, title.span, known)
        for form in title.values:
            by_letter.setdefault(_TITLE_LETTER[form.form], []).append(form)
        for letter, forms_of in by_letter.items():
            own = span if letter == SHORT else title.span
            end = _end_of_remit(stretch, own.end, remits, known) if letter in {TITLE, SHORT} else own.end
            yield Atom(letter, shifted(Span(own.start, end)), tuple(forms_of))
    for hit in standings:
        if _is_deed(stretch, hit.span, known):
            continue
        yield Atom(STANDING, shifted(hit.span), hit.values[0])
    for person in known.persons.all_hits(stretch):
        yield Atom(PERSON, shifted(person.span), person.values)
    for city in known.cities.all_hits(stretch):
        if _in_surname(stretch, city.span, known):
            continue
        yield Atom(CITY, shifted(city.span), city.values)
    for honorific in honorifics:
        if _ends_name(stretch, honorific.span, known):
            continue
        yield Atom(HONORIFIC, shifted(honorific.span), honorific.phrase)
    for phrase in blocked:
        yield Atom(WORD, shifted(phrase.span))
    for word in words:
        if _initial(word.span.of(stretch)) and stretch[word.span.end : word.span.end + 1] == ".":
            continue  # "Henry A. Otieno"
        for letter in word.values:
            yield Atom(letter, shifted(word.span), word.phrase)


def _end_of_remit(text: str, end: int, remits: Mapping[int, int], known: Tables) -> int:
    """Return where a title ends with what its office is for: "minister for the Middle East"."""
    for start in remits:
        if end < start <= end + _LONGEST_LINK and fold(text[end:start].strip()) in known.remit_links:
            return remits[start]
    return end


def _only_head(forms: Sequence[TitleForm]) -> bool:
    """Return whether a title says nothing without its body: "secretary", not "president"."""
    return any(f.form == "head" for f in forms) and all(f.form != "title" for f in forms)


def _ends_name(text: str, span: Span, known: Tables) -> bool:
    """Return whether a capitalised title is the end of a name: "Ashraf Sultan", not "Crown Prince"."""
    word = span.of(text)
    if " " in word or not word[0].isupper():
        return False
    before, after = text[: span.start].rstrip().rsplit(maxsplit=1)[-1:], text[span.end :].lstrip()[:1]
    if not before or text[span.start - 1 : span.start] != " " or after.isupper():
        return False
    last = before[0].strip("“”\"'()")
    language = known.language
    return (
        bool(last)
        and _name_word(last, known)
        and last.isalpha()
        and not language.state_table.get(last)
        and not language.standing_table.get(last)
        and not language.title_table.get(last)
        and not known.words.get(last)
        and not language.organisation_table.get(last)
        and text[: span.start].rstrip()[: -len(last)].rstrip()[-1:] not in {"", ".", "!", "?", "\n"}
    )


def _without_article(text: str, phrase: str, span: Span, known: Tables) -> Span:
    """Return the span of a short form without its article, where it is a head: "the Secretary of the Council"."""
    article, _, rest = phrase.partition(" ")
    follows = fold(text[span.end : span.end + 12]).split()[:1]
    if (
        rest
        and article in known.articles
        and follows
        and follows[0] in known.of
        and any(f.form == "head" for f in known.language.title_table.get(rest))
    ):
        return Span(span.start + len(article) + 1, span.end)
    return span


def _is_deed(text: str, span: Span, known: Tables) -> bool:
    """Return whether a participle of standing is a verb here: "the minister *dismissed* the charge"."""
    language = known.language
    if not span.of(text).islower() or not fold(span.of(text)).endswith(
        language.syntax.past_suffixes or ("\0",)
    ):
        return False
    after = _WORD.match(text, span.end + 1)
    return after is not None and fold(after.group()) in language.closed_words


def _inside_name(text: str, span: Span) -> bool:
    """Return whether a hyphen joins the words to a capital: "Amir" of "Amir-Abdollahian"."""
    after, before = text[span.end : span.end + 2], text[max(0, span.start - 2) : span.start]
    if after[:1] == "." and after[1:].islower():  # "Leader.ir" is a site
        return True
    return (after[:1] in "-‑" and after[1:].isupper()) or (before[1:] in {"-", "‑"} and before[:1].isalpha())


def _in_surname(text: str, span: Span, known: Tables) -> bool:
    """Return whether a city's name is part of a longer surname: "O'Kennedy", "Douglas-Ouma"."""
    if text[max(0, span.start - 2) : span.start] in {"O'", "O’"}:
        return True
    after = re.match(r"-([A-Z][^\W\d_]+)", text[span.end : span.end + 40])
    return after is not None and not (known.cities.get(after[1]) or known.language.state_table.get(after[1]))


def _rest(text: str, within: Span, taken: _Taken, known: Tables, headline: bool) -> Iterator[Atom]:
    """Yield atoms for the words no table claimed: possessive marks, commas, capital runs, other words."""
    run: list[Span] = []
    for match in _WORD.finditer(text, within.start, within.end):
        plain = match.group()
        start, end = match.span()
        if taken.all(start, end):
            continue
        if (  # most words by far: small letters that no table knows, and no name to go on
            not run
            and plain.islower()
            and plain.isalpha()
            and start not in taken
            and end - 1 not in taken
            and plain not in known.possessives
        ):
            yield Atom(WORD, Span(start, end))
            continue
        for span in _pieces(text, start, end, taken, known):
            word = span.of(text)
            if word == "." and run and _initial(run[-1].of(text)) and run[-1].end == span.start:
                continue  # "John F. Otieno" is one name
            mark = {",": COMMA, "،": COMMA, "、": COMMA, "(": OPEN, ")": CLOSE}.get(word)
            if _possessive_at(text, span, known):
                yield from _run(text, run, known.particles)
                run = []
                yield Atom(POSSESSIVE, span)
            elif mark:
                yield from _run(text, run, known.particles)
                run = []
                yield Atom(mark, span)
            elif not headline and (_name_word(word, known) or _opens_name(text, span)):
                if run and not _adjoins(text, run[-1], span, taken):
                    yield from _run(text, run, known.particles)
                    run = []
                run.append(span)
            elif run and fold(word) in known.particles and _adjoins(text, run[-1], span, taken):
                run.append(span)
            else:
                yield from _run(text, run, known.particles)
                run = []
                if word not in {".", "’", "'"}:
                    yield Atom(WORD, span)
    yield from _run(text, run, known.particles)


def _opens_name(text: str, span: Span) -> bool:
    """Return whether a letter with a stop begins a name, though by itself it would be a word: "A.N. Otieno"."""
    after = text[span.end : span.end + 3]
    return _initial(span.of(text)) and after[:1] == "." and after[1:].strip()[:1].isupper()


def _initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _pieces(text: str, start: int, end: int, taken: _Taken, known: Tables) -> Iterator[Span]:
    """Yield what no atom covers of a word, its possessive ending apart."""
    for span in _unclaimed(start, end, taken):
        word = fold(span.of(text))
        ending = ""
        if word.endswith(known.possessives):
            ending = next((p for p in known.possessives if len(word) > len(p) and word.endswith(p)), "")
        if ending and not ending.isalpha():
            yield Span(span.start, span.end - len(ending))
            yield Span(span.end - len(ending), span.end)
        else:
            yield span


def _unclaimed(start: int, end: int, taken: _Taken) -> Iterator[Span]:
    """Yield the parts of a word that no atom covers: "Iran's" leaves "'s"."""
    i = start
    while i < end:
        if i in taken:
            i += 1
            continue
        j = i
        while j < end and j not in taken:
            j += 1
        yield Span(i, j)
        i = j


def _possessive_at(text: str, span: Span, known: Tables) -> bool:
    if fold(span.of(text)) in known.possessives:
        return True
    plural = fold(text[span.start - 1 : span.end]) in known.possessives if span.start else False
    return plural and text[span.end : span.end + 1] == " "  # "the United Nations' envoy"


def _name_word(word: str, known: Tables) -> bool:
    first, _, rest = word.partition("-")
    if rest and fold(first) in known.particles:  # "al-Ansari"
        word = rest
    elif word[1:2] in {"'", "’"} and word[0] in "dl" and word[2:3].isupper():  # "d'Almeida"
        word = word[2:]
    return word[0].isupper() and word[0].isalpha() and fold(word) not in known.not_names


def _adjoins(text: str, left: Span, right: Span, taken: _Taken) -> bool:
    between = text[left.end : right.start]
    return (
        (not between.strip() or between.strip() == ".")
        and "\n" not in between
        and not taken.any(left.end, right.start)
    )


def _run(text: str, run: list[Span], particles: frozenset[str]) -> Iterator[Atom]:
    """Yield a capital run as a name: without a particle at its end, and not a lone acronym."""
    while run and fold(run[-1].of(text)) in particles and run[-1].of(text)[0].islower():
        run = run[:-1]
    if not run:
        return
    acronym = len(run) == 1 and len(run[0].of(text)) > 1 and run[0].of(text).isupper()
    yield Atom(WORD if acronym else NAME, run[0].cover(run[-1]))
