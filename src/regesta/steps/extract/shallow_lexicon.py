"""The words of a language pack as the shallow reader looks them up: predicates, markers, prepositions.

In: a language pack. Out: a `Lexicon`, built once a language. Forms of a predicate are reached by its
voice prefixes and suffixes; a nasal prefix may have swallowed the first letter of the stem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from regesta.model.clauses import Modality, Tense
from regesta.packs.language import Language
from regesta.packs.schema import CommitmentVerb, Cue, Frame
from regesta.text.fold import fold, squeeze

# What the complements of these types tell of has not happened.
_UNREAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
# Marks of what depends on "urged", "agreed", "refused". No word of a text is one of them.
WISHED, PLANNED, REFUSED = "\0wished", "\0planned", "\0refused"
# A nasal at the end of a prefix swallows the voiceless consonant of its own place: me-ny-ita from "sita".
_SWALLOWED = (("ny", "s"), ("ng", "k"), ("m", "pf"), ("n", "t"))
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Found:
    """What a word or phrase may be: its kinds, and the predicate it is a form of."""

    length: int
    kinds: frozenset[str]
    lemma: str = ""
    passive: bool = False
    bare: bool = False


NOTHING = Found(1, frozenset())


class Lexicon:
    """The look-ups that the reader needs of one language pack."""

    def __init__(self, language: Language) -> None:
        syntax = language.syntax
        self.code = language.code
        self.prefixes = tuple(sorted(map(fold, syntax.prefixes), key=len, reverse=True))
        self.passives = tuple(sorted(map(fold, syntax.passive_prefixes), key=len, reverse=True))
        self.suffixes = tuple(sorted(map(fold, syntax.suffixes), key=len, reverse=True))
        self.quotes = syntax.quotes
        self.passive_by = _folded(syntax.passive_by)
        self.negators = _folded(syntax.negators)
        self.future = _folded(syntax.future)
        self.conditional = _folded(syntax.conditional)
        self.wished = _folded(syntax.wished)
        self.past = _folded(syntax.past)
        self.light = _folded(syntax.light_verbs)
        self.adjuncts = _folded(syntax.occasion_prepositions)
        rows: tuple[Frame | Cue | CommitmentVerb, ...] = (
            *language.frames,
            *language.cues,
            *language.commitments.verbs,
        )
        self.verbs = frozenset(squeeze(p) for r in rows if r.kind != "noun" for p in r.predicates)
        self.nouns = frozenset(squeeze(p) for r in rows if r.kind != "verb" for p in r.predicates)
        self.cues = frozenset(squeeze(p) for c in language.cues for p in c.predicates)
        cues = language.cues_by_predicate
        # "kata", "ujar": words that report speech only beside what was said, and are other words elsewhere.
        self.speech_only = frozenset(
            p
            for p, found in cues.items()
            if all(c.content == ("complement",) for c in found) and " " not in p
        )
        # Rows with conditions say nothing of the verb at large: "menekankan" urges only beside "perlunya".
        acts = [(squeeze(p), f) for f in language.frames if not f.needs for p in f.predicates]
        stances = [(squeeze(p), c.stance) for c in language.cues if not c.needs for p in c.predicates]
        self.urging = frozenset((*_with(stances, {"urge"}), *(p for p, f in acts if f.type == "REQUEST")))
        self.judging = frozenset(
            (*_with(stances, {"condemn", "appreciate"}), *(p for p, f in acts if f.type == "ACCUSE"))
        )
        self.commanding = self.urging | {p for p, f in acts if f.mode == "allege"}
        self.refusing = frozenset(p for p, f in acts if f.type == "REJECT")
        self.unreal = self.urging | {p for p, f in acts if f.type in _UNREAL} | _folded(syntax.planning)
        self.reporting = frozenset(
            p
            for p, found in cues.items()
            if p not in self.urging | self.judging and any("complement" in c.content for c in found)
        )
        self._phrases = self._predicate_phrases(language)
        self._irregular = {squeeze(form): squeeze(lemma) for form, lemma in syntax.irregular.items()}
        self._stems = self._stem_index()
        self._others = _phrase_kinds(
            ("prep", syntax.prepositions),
            ("prep", syntax.passive_by),
            ("sub", syntax.subordinators),
            ("rel", syntax.relative),
            ("comp", syntax.complementizers),
            ("conj", syntax.conjunctions),
            ("article", syntax.articles),
            *(("mark", words) for words in (syntax.negators, syntax.future, syntax.conditional)),
            *(("mark", words) for words in (syntax.wished, syntax.past, syntax.auxiliaries)),
        )
        self._seen: dict[str, bool] = {}

    def _predicate_phrases(self, language: Language) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted({*map(squeeze, language.predicates), *self.light}):
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append(words)
        return {first: tuple(sorted(rows, key=len, reverse=True)) for first, rows in found.items()}

    def _stem_index(self) -> Mapping[str, tuple[str, ...]]:
        """File active forms under their stems: "menyita" under "sita", whose "s" the prefix swallowed."""
        found: dict[str, list[str]] = {}
        for word in self._phrases:
            for prefix in self.prefixes:
                rest = word[len(prefix) :]
                if not word.startswith(prefix) or len(rest) < 3:
                    continue
                swallowed = next((s for ending, s in _SWALLOWED if prefix.endswith(ending)), "")
                for stem in (rest, *((s + rest for s in swallowed) if rest[0] in _VOWELS else ())):
                    found.setdefault(stem, []).append(word)
        return {stem: tuple(words) for stem, words in found.items()}

    def find(self, words: Sequence[str], at: int) -> Found:
        """Return the longest entry of the pack that begins at a word."""
        best = self._predicate(words, at)
        others = self._others.get(words[at], ())
        if best.bare and any(
            len(p) >= best.length and tuple(words[at : at + len(p)]) == p for p, _ in others
        ):
            best = NOTHING
        for phrase, kinds in others:
            if len(phrase) < max(best.length, 1):
                break
            if tuple(words[at : at + len(phrase)]) == phrase:
                longer = len(phrase) > best.length or not best.lemma
                return Found(len(phrase), kinds) if longer else replace(best, kinds=best.kinds | kinds)
        return best

    def _predicate(self, words: Sequence[str], at: int) -> Found:
        for form, passive, bare in self._forms(words[at]):
            for phrase in self._phrases.get(form, ()):
                if tuple(words[at + 1 : at + len(phrase)]) != phrase[1:]:
                    continue
                lemma = " ".join(phrase)
                kinds = {"verb"} if lemma in self.verbs else {"light"} if lemma in self.light else set()
                if lemma in self.nouns and not passive and not bare:
                    kinds.add("noun")
                if kinds:
                    return Found(len(phrase), frozenset(kinds), lemma, passive, bare)
        return NOTHING

    def _forms(self, word: str) -> Iterator[tuple[str, bool, bool]]:
        """Yield the predicates' first words that `word` may be a form of: (form, passive, bare stem)."""
        yield word, False, False
        half, dash, rest = word.partition("-")
        if dash and half == rest:
            yield half, False, False
        for whole in self._without_suffix(word):
            begins = next((p for p in self.passives if whole.startswith(p)), None)
            if whole != word:
                yield whole, False, False
            if whole in self._irregular:
                lemma = self._irregular[whole]
                yield lemma, begins is not None and not lemma.startswith(self.passives), False
            if begins is not None:
                yield from ((form, True, False) for form in self._stems.get(whole[len(begins) :], ()))
        if len(word) > 3:
            yield from ((form, False, True) for form in self._stems.get(word, ()))

    def _without_suffix(self, word: str) -> Iterator[str]:
        yield word
        for suffix in self.suffixes:
            if word.endswith(suffix) and len(word) > len(suffix) + 2:
                yield word[: -len(suffix)]

    def looks_verbal(self, word: str) -> bool:
        """Return whether a word unknown to the pack is by its form a verb, active or passive."""
        if len(word) < 6 or not word.startswith((*self.prefixes, *self.passives)) or "-" in word:
            return False
        if word not in self._seen:
            if len(self._seen) > 50_000:
                self._seen.clear()
            self._seen[word] = _stem(word, self.code) != word
        return self._seen[word]

    def knows(self, name: str) -> bool:
        """Return whether what looks like a name begins with a word of the pack: "Menyambut", "Nota"."""
        found = self.find(fold(name).split()[:1] or [""], 0)
        return bool(found.kinds) and not found.bare

    def own_speaker(self, word: str) -> str | None:
        """Return the predicate in a word that also names its subject ("katanya": he said)."""
        for suffix in self.suffixes:
            stem = word[: -len(suffix)]
            if word.endswith(suffix) and stem in self.cues and stem in self.verbs:
                return stem
        return None

    def modality(self, marks: Iterable[str]) -> tuple[Modality, Tense, bool]:
        """Return what the markers before a verb make of it: modality, tense, negated."""
        seen = set(marks)
        negated = REFUSED in seen or bool(seen & self.negators)
        planned = any(m in self.future for m in seen)
        modality: Modality = "fact"
        if WISHED in seen or (seen & self.wished and PLANNED not in seen):
            modality = "wished"
        elif seen & self.conditional:
            modality = "conditional"
        elif planned or PLANNED in seen:
            modality = "planned"
        return modality, "future" if planned else "past" if seen & self.past else "none", negated


def _with(stances: Iterable[tuple[str, str]], wanted: set[str]) -> Iterator[str]:
    return (p for p, stance in stances if stance in wanted)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(squeeze, words))


def _phrase_kinds(
    *groups: tuple[str, Iterable[str]],
) -> Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]:
    kinds: dict[tuple[str, ...], set[str]] = {}
    for kind, phrases in groups:
        for phrase in phrases:
            kinds.setdefault(tuple(squeeze(phrase).split()), set()).add(kind)
    found: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for words, had in sorted(kinds.items(), key=lambda item: -len(item[0])):
        if words:
            found.setdefault(words[0], []).append((words, frozenset(had)))
    return {first: tuple(rows) for first, rows in found.items()}


@lru_cache(maxsize=8)
def lexicon_of(language: Language) -> Lexicon:
    """Return the lexicon of a pack, built once."""
    return Lexicon(language)


def _stem(word: str, code: str) -> str:
    """Return a word's lemma by `simplemma`, or the word where it does not know the language."""
    import simplemma

    try:
        return simplemma.lemmatize(word, lang=code)
    except (ValueError, TypeError, KeyError):
        return word
