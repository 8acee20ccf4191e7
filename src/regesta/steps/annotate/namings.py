"""Namings: every stretch of a report that names a person, a body or people, a place, or a nationality.

In: a report with its mentions, and a recogniser. Out: namings, nested ones too: "the Government of Iraq" is
an organisation and holds a place. They serve readers and search; events are read from mentions, which are
fewer and surer.

Unlike the coder this reads every sentence, and each as it stands: mentions made one word hide what
their phrases hold. Sources, surest first: the packs' names, the grammar of names and offices, the
recogniser's guesses weighed over the whole report, and the last noun of a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from regesta.model.actors import Mention
from regesta.model.reports import AnnotatedReport, Sentence, Token
from regesta.model.spans import Span
from regesta.packs.calendar import calendar_of
from regesta.packs.language import Language
from regesta.steps.annotate import Annotator
from regesta.steps.annotate.naming_votes import Votes, cast_votes, kind_by_noun
from regesta.steps.annotate.noun_phrases import NamingKind, NounPhrase, noun_phrases
from regesta.steps.annotate.parse import MAX_PARSE_WORDS, Word, plain_words, with_tokens
from regesta.text.fold import fold

__all__ = ["Naming", "find_namings"]

_ACRONYM = re.compile(r"(?:[^\W\d_]\.){2,}")
_CUT_SHORT = re.compile(r"\b(?:[^\W\d_]|Gen|Brig|Col|Capt|Lt|Sgt|Maj|Adm|Cmdr)$")  # the full stop was no end
_SURE_BODY = 1.5  # votes that an unknown single word needs to be an organisation
_GENITIVE = ("'s", "’s")


@dataclass(frozen=True, slots=True, order=True)
class Naming:
    """A stretch of the stored text, and what it names; groups of people are organisations."""

    span: Span
    kind: NamingKind


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence as it stands: its tokens, and the recogniser's guesses without article and genitive."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    guesses: tuple[tuple[Span, NamingKind], ...]


def find_namings(report: AnnotatedReport, tools: Annotator) -> tuple[Naming, ...]:
    """Return the namings of a report in reading order, the longer first where two begin together.

    Args:
        report: With mentions; tokens are not looked at.
        tools: Of the report's language. Without a recogniser only packs and grammar name anything.
    """
    read = tuple(_read(report, tools))
    cities = [h.span.of(report.text) for h in tools.tables.cities.hits(report.text)]
    votes = cast_votes(
        report.text,
        report.mentions,
        [(r.tokens, r.guesses) for r in read],
        tools.language,
        cities,
        tools.surnames.keys(),
    )
    found = _Found(report.text, tools.language, read)
    _from_packs(found, tools, votes)
    _from_mentions(found, report.mentions, votes)
    for sentence in read:
        _from_sentence(found, sentence, votes)
    found.join_places()
    found.drop_parts()
    found.drop_halves()
    found.add_states()
    return found.namings()


# --------------------------------------------------------------------------- reading


def _read(report: AnnotatedReport, tools: Annotator) -> Iterator[_Read]:
    if tools.recognise is None or tools.tokenize is None:
        return
    text, language = report.text, tools.language
    openers = frozenset(map(fold, (*language.namings.near, *language.namings.towards)))
    words = [_words(text, s.span, tools, openers) for s in report.sentences]
    fit = [(s, w) for s, w in zip(report.sentences, words, strict=True) if 1 < len(w) <= MAX_PARSE_WORDS]
    articles, of = frozenset(map(fold, language.syntax.articles)), frozenset(map(fold, language.syntax.of))
    for (sentence, w), done in zip(fit, tools.recognise([w for _, w in fit]), strict=True):
        tokens = with_tokens(sentence, w, done.parsed).tokens
        guesses = []
        for first, end, kind in done.names:
            bound = any(fold(t.text) in of for t in tokens[first:end])
            while first < end - 1 and fold(tokens[first].text) in (openers if bound else openers | articles):
                first += 1
            if bound and first and fold(tokens[first - 1].text) in articles:
                first -= 1  # "the Government of Iraq"
            span = Span(tokens[first].span.start, tokens[end - 1].span.end)
            written = span.of(text)
            if written.endswith(_GENITIVE):
                span = Span(span.start, span.end - 2)
            guesses.append((span, kind))
        yield _Read(sentence, tokens, tuple(guesses))


def _words(text: str, sentence: Span, tools: Annotator, openers: frozenset[str]) -> tuple[Word, ...]:
    """Return a sentence's words, "U.S." one of them, "Near Mosul" not two names."""
    assert tools.tokenize is not None
    acronyms = [m.span() for m in _ACRONYM.finditer(text, sentence.start, sentence.end)]
    words: list[Word] = []
    for word in plain_words(text, sentence, tools.tokenize):
        inside = any(a <= word.span.start and word.span.end <= b for a, b in acronyms)
        if inside and words and any(a <= words[-1].span.start and word.span.end <= b for a, b in acronyms):
            whole = Span(words[-1].span.start, word.span.end)
            words[-1] = Word(whole.of(text), whole, word.space)
        elif not words and fold(word.text) in openers:
            words.append(Word(word.text.lower(), word.span, word.space))
        else:
            words.append(word)
    return tuple(words)


# --------------------------------------------------------------------------- collecting


class _Found:
    """Namings while they are gathered: the first claim to a stretch stands."""

    def __init__(self, text: str, language: Language, read: Sequence[_Read]) -> None:
        self.text, self.language = text, language
        self.kinds: dict[tuple[int, int], NamingKind] = {}
        self._modifying: list[Span] = []
        self.whole: list[Span] = []  # names of organisations, which hold no others
        times = calendar_of(language)
        self._days = frozenset((*times.months, *times.weekdays))
        self._peoples = frozenset(map(fold, language.namings.peoples))
        self._modifiers = {
            t.span.start
            for r in read
            for i, t in enumerate(r.tokens)
            if t.dep == "compound" and t.head > i and r.tokens[t.head].pos in {"NOUN", "PROPN"}
        }

    def add(self, span: Span, kind: NamingKind) -> None:
        written = span.of(self.text)
        if not written.strip() or fold(written) in self._days:
            return
        if kind == "place" and span.start in self._modifiers and self._abbreviates(written):
            self._modifying.append(span)  # "U.S. forces", "a U.S. strike"
            return
        if any(w.holds(span) and w != span for w in self.whole) and not self._of_state(written, kind):
            return
        self.kinds.setdefault((span.start, span.end), kind)

    def is_state(self, words: str) -> bool:
        return any(f.form == "name" for f in self.language.state_table.get(words))

    def ending_at(self, end: int, but: Span) -> tuple[Span, NamingKind] | None:
        """Return a naming of something that ends at a place."""
        for (start, stop), kind in self.kinds.items():
            if stop == end and kind != "nationality" and (start, stop) != (but.start, but.end):
                return Span(start, stop), kind
        return None

    def join_places(self) -> None:
        """Add "Istanbul, Turkey" to "Istanbul" and "Turkey"."""
        ends = {end: start for (start, end), kind in self.kinds.items() if kind == "place"}
        for (start, end), kind in tuple(self.kinds.items()):
            before = ends.get(start - 2)
            if kind != "place" or before is None or self.text[start - 2 : start] != ", ":
                continue
            if self.is_state(self.text[start:end]) and not self.is_state(self.text[before : start - 2]):
                self.kinds.setdefault((before, end), "place")

    def drop_parts(self) -> None:
        """Drop single unknown words taken for organisations inside the names of organisations: "Defense"."""
        longer = [Span(*key) for key, kind in self.kinds.items() if kind == "organisation"]
        for key, kind in tuple(self.kinds.items()):
            span, word = Span(*key), Span(*key).of(self.text)
            if kind != "organisation" or " " in word or word.isupper() or not word[:1].isupper():
                continue
            if self.language.organisation_table.get(word) or self.language.state_table.get(word):
                continue
            if any(w.holds(span) and w != span and not self._only_article(w, span) for w in longer):
                del self.kinds[key]

    def drop_halves(self) -> None:
        """Of persons that end together keep the longest and the name: no "Army General Otieno", no "Otieno"."""
        by_end: dict[int, list[int]] = {}
        for (start, end), kind in self.kinds.items():
            if kind == "person":
                by_end.setdefault(end, []).append(start)
        for end, starts in by_end.items():
            names = [start for start in starts if " " in self.text[start:end]]
            kept = {min(starts), max(names)} if names else {min(starts)}
            for start in set(starts) - kept:
                del self.kinds[start, end]

    def add_states(self) -> None:
        """Add abbreviated states that modify what is no naming: "U.S. strikes" are somebody's."""
        for span in self._modifying:
            if not any(start <= span.start and span.end <= end for start, end in self.kinds):
                self.kinds[span.start, span.end] = "organisation"

    def namings(self) -> tuple[Naming, ...]:
        found = (Naming(Span(*key), kind) for key, kind in self.kinds.items())
        return tuple(sorted(found, key=lambda n: (n.span.start, -n.span.end)))

    def _abbreviates(self, written: str) -> bool:
        return written.isupper() and len(written) < 5

    def _of_state(self, written: str, kind: NamingKind) -> bool:
        return kind == "nationality" and fold(written) not in self._peoples

    def _only_article(self, longer: Span, shorter: Span) -> bool:
        before = fold(self.text[longer.start : shorter.start].strip())
        return longer.end == shorter.end and before in set(map(fold, self.language.syntax.articles))


def _from_packs(found: _Found, tools: Annotator, votes: Votes) -> None:
    """Take organisations, states, nationalities and peoples that the packs know."""
    text, language = found.text, tools.language
    for organisation in language.organisation_table.hits(text):
        written = organisation.span.of(text)
        if not organisation.values[0].weak or (written.isupper() and len(written) > 1):
            found.add(organisation.span, "organisation")
            found.whole.append(organisation.span)
    for hit in language.state_table.hits(text):
        written = hit.span.of(text)
        if hit.values[0].form != "demonym":
            found.add(hit.span, "person" if votes.sure_of(written) == "person" else "place")
        else:
            found.add(hit.span, "organisation" if written.endswith("s") else "nationality")


def _from_mentions(found: _Found, mentions: Iterable[Mention], votes: Votes) -> None:
    """Take persons with and without their titles, offices without a name, and cities."""
    text = found.text
    for mention in mentions:
        if mention.kind == "person":
            found.add(mention.span, "person")
            if mention.name_span and " " in mention.name_span.of(text):
                found.add(mention.name_span, "person")
        elif (
            mention.kind == "role"
            and not _is_link(mention, text, found.language)
            and not re.match(r"\.? ?[^\W\d_a-z]|\.", text[mention.span.end :])
        ):
            found.add(mention.span, "person")
        elif mention.kind == "place":
            found.add(mention.span, votes.of(mention.span.of(text)) or "place")


def _is_link(mention: Mention, text: str, language: Language) -> bool:
    """Return whether words only lead to who is meant: "on behalf of"."""
    last = mention.span.of(text).split()[-1]
    return fold(last) in {*map(fold, language.syntax.of), *map(fold, language.syntax.prepositions)}


def _from_sentence(found: _Found, read: _Read, votes: Votes) -> None:
    """Take peoples, guesses, pronouns, names known from other sentences, and noun phrases."""
    text, language, tokens = found.text, found.language, read.tokens
    named = [Span(*key) for key, kind in found.kinds.items() if kind == "person"]
    peoples, here = (
        frozenset(map(fold, w)) for w in (language.namings.peoples, language.namings.adverbs_place)
    )
    for token in tokens:
        if fold(token.text) in peoples and token.text[:1].isupper():
            found.add(token.span, "nationality")
    for span, kind in read.guesses:
        written = span.of(text)
        if any(p.meets(span) for p in named) or _CUT_SHORT.search(written):
            continue
        kind = kind_by_noun(written, language) or votes.of(written) or kind
        single = " " not in written and not written.isupper()
        if kind != "organisation" or not single or votes.sure_of(written, _SURE_BODY):
            found.add(span, kind)
    taken = [Span(*key) for key in found.kinds]
    for token in tokens:
        known = votes.sure_of(token.text) if token.text[:1].isupper() else None
        if fold(token.text) in here:
            found.add(token.span, "place")
        elif pronoun := _pronoun(token, language):
            found.add(token.span, pronoun)
        elif known in {"person", "place"} and not any(t.holds(token.span) for t in taken):
            found.add(token.span, known)
    of = frozenset(map(fold, language.syntax.of))
    for phrase in noun_phrases(tokens, of, lambda t: _noun(t, language) in {"people", None}):
        _add_phrase(found, phrase, tokens, named)


def _pronoun(token: Token, language: Language) -> NamingKind | None:
    if token.pos != "PRON":
        return None
    if fold(token.text) in set(map(fold, language.namings.pronouns_person)):
        return "person"
    return "organisation" if fold(token.text) in set(map(fold, language.namings.pronouns_people)) else None


def _noun(token: Token, language: Language) -> str | None:
    nouns = language.naming_nouns
    return nouns.get(fold(token.lemma)) or nouns.get(fold(token.text))


def _add_phrase(found: _Found, phrase: NounPhrase, tokens: Sequence[Token], named: Sequence[Span]) -> None:
    """Add a noun phrase by what its head names; one that is a name with its article, without it too."""
    span = phrase.span(tokens)
    if any(p.start < span.start < p.end for p in named):
        return
    kind = _kind_of(found, phrase, tokens, named)
    if kind is None:
        return
    found.add(span, kind)
    articles = set(map(fold, found.language.syntax.articles))
    rest = tokens[phrase.start + 1 : phrase.head + 1]
    named_only = phrase.end == phrase.head + 1 and bool(rest) and all(t.text[:1].isupper() for t in rest)
    if kind != "person" and named_only and fold(tokens[phrase.start].text) in articles:
        found.add(Span(rest[0].span.start, span.end), kind)


def _kind_of(
    found: _Found, phrase: NounPhrase, tokens: Sequence[Token], named: Sequence[Span]
) -> NamingKind | None:
    head = tokens[phrase.head]
    if head.pos == "PROPN":
        whole = Span(tokens[phrase.start].span.start, head.span.end)
        inner = found.ending_at(head.span.end, whole)
        if inner is not None:
            acts = phrase.head > phrase.start and tokens[phrase.start].dep == "det"
            of_state = acts and found.is_state(inner[0].of(found.text))
            only = inner[0].start == tokens[min(phrase.start + 1, phrase.head)].span.start
            return "organisation" if inner[1] == "place" and of_state and only else inner[1]
    if any(p.holds(head.span) for p in named):
        return None
    noun = _noun(head, found.language)
    if noun == "people":
        if head.tag in {"NNS", "NNPS"}:
            return "organisation"
        bare = phrase.start == phrase.head and head.text[:1].islower()  # "fighter aircraft"
        return None if bare else "person"
    return {"bodies": "organisation", "places": "place"}.get(noun or "")  # type: ignore[return-value]
