"""Read clauses without a parser, by word order, voice prefixes and prepositions.

In: a sentence, the report's text and mentions, and the language's pack. Out: the sentence's clauses,
verb and noun predicates alike, in the order of their predicates.

Only predicates of the pack make clauses; other verbs are recognised just well enough to bound them.
One pass over words, one over chunks and one over clauses: linear in the sentence, whatever it holds.
What the reader cannot place it leaves out.

Pure: no clock, network or disk; the same input gives the same output.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regesta.model.actors import Mention
from regesta.model.clauses import Argument, Clause
from regesta.model.reports import Sentence
from regesta.model.spans import Span
from regesta.packs.language import Language
from regesta.steps.extract.shallow_lexicon import Lexicon, lexicon_of
from regesta.steps.extract.shallow_reader import MAX_DEPTH, ClauseReader, Node, extent
from regesta.steps.extract.shallow_words import Piece, Unit, chunk_words, mentions_within, tag_words

MAX_OWNERS = 4  # mentions taken for the owners of a noun that is none itself
MAX_PHRASES = 12  # phrases after a noun predicate that are taken for its own


def read_shallow(
    sentence: Sentence,
    index: int,
    first_clause: int,
    text: str,
    mentions: Sequence[Mention],
    language: Language,
) -> tuple[Clause, ...]:
    """Return the clauses of a sentence in a language without a parser.

    Args:
        sentence: The sentence; its tokens are not looked at.
        index: The sentence's number in the report.
        first_clause: Number of the first clause made here.
        text: The report's stored text.
        mentions: All mentions of the report, in reading order; those of the sentence are taken as
            single words.
        language: The pack that drives the reader.

    Returns:
        Verb and noun clauses in the order of their predicates. Roles are logical: "subject" is the
        doer in passives too. Empty where no predicate of the pack stands in the sentence.
    """
    words = lexicon_of(language)
    pieces = chunk_words(tag_words(sentence, text, mentions, words), words)
    reader = ClauseReader(words)
    reader.read(pieces)
    reader.settle()
    return _Writer(reader, pieces, sentence, index, mentions, words).clauses(first_clause)


@dataclass(slots=True, eq=False)
class _Noun:
    """A noun predicate: where it stands, and the verb that governs its phrase."""

    unit: Unit
    place: int  # in its phrase's units
    phrase: Piece
    after: list[Piece]  # the prepositional phrases that follow
    quoted: bool = False
    governor: Node | None = None
    role: str | None = None
    index: int | None = None


class _Writer:
    """Turns what the reader found into clauses."""

    def __init__(
        self,
        reader: ClauseReader,
        pieces: Sequence[Piece],
        sentence: Sentence,
        index: int,
        mentions: Sequence[Mention],
        words: Lexicon,
    ) -> None:
        self.words, self.sentence, self.index, self.mentions = words, sentence, index, mentions
        self.nodes = sorted(
            (*reader.nodes, *(n for q in reader.quotes for n in q[2])), key=lambda n: n.piece.span
        )
        self.starts = sorted((mentions[i].span.start, i) for i in mentions_within(sentence.span, mentions))
        self.quoted = sentence.quoted
        self.spoken = reader.spoken
        self.governed: dict[int, tuple[Node, str]] = {}
        self.relatives: dict[int, tuple[Node, str]] = {}
        for node in self.nodes:
            self._govern(node)
        self.nouns = list(self._find_nouns(pieces))

    def _govern(self, node: Node) -> None:
        """Note which verb each phrase belongs to, and in which role."""
        slots = [(p, f"oblique:{p.prep}") for p in node.obliques]
        slots += [(p, role) for p, role in ((node.object, "object"), (node.doer, "subject")) if p is not None]
        for phrase, role in slots:
            self.governed.setdefault(id(phrase), (node, role))
        if node.surface is not None:
            role = "object" if node.passive else "subject"
            if node.relation == "relative" and node.borrowed:
                self.relatives.setdefault(id(node.surface), (node, role))
            elif not node.borrowed:
                self.governed.setdefault(id(node.surface), (node, role))

    def _find_nouns(self, pieces: Sequence[Piece], *, quoted: bool = False) -> Iterator[_Noun]:
        for i, piece in enumerate(pieces):
            if piece.kind == "quote":
                yield from self._find_nouns(piece.inside, quoted=True)
            if piece.kind != "np" or not any(u.kind == "noun" for u in piece.units):
                continue
            after: list[Piece] = []
            for j in range(i + 1, min(i + 1 + MAX_PHRASES, len(pieces))):
                if pieces[j].kind != "np" or pieces[j].prep is None:
                    break
                after.append(pieces[j])
                if pieces[j].head.kind == "noun":
                    break
            node, role = self._governor(piece)
            for place, unit in enumerate(piece.units):
                if unit.kind == "noun":
                    head = unit is piece.head or any(unit is h for h in piece.heads())
                    inner = f"inner:{piece.prep or 'of'}" if node is not None else None
                    yield _Noun(unit, place, piece, after, quoted, node, role if head else inner)

    def _governor(self, piece: Piece) -> tuple[Node | None, str | None]:
        found = self.governed.get(id(piece))
        relative = self.relatives.get(id(piece))
        light = self.words.light
        plain = found is None or found[0].lemma not in light
        if relative is not None and relative[0].lemma in light and plain:
            return relative
        return found if found is not None else (None, None)

    # ---- clauses

    def clauses(self, first: int) -> tuple[Clause, ...]:
        """Return the clauses, numbered from `first` on."""
        known = [n for n in self.nodes if n.piece.unit.kind == "verb" and n.lemma in self.words.verbs]
        made: list[tuple[int, Node | _Noun]] = [(n.piece.span.start, n) for n in known]
        made += [(n.unit.span.start, n) for n in self.nouns]
        made.sort(key=lambda item: item[0])
        for k, (_, item) in enumerate(made):
            item.index = first + k
        return tuple(self._verb(i) if isinstance(i, Node) else self._noun(i) for _, i in made)

    def _verb(self, node: Node) -> Clause:
        arguments: list[Argument] = []
        first, second = ("object", "subject") if node.passive else ("subject", "object")
        if node.surface is not None:
            arguments.append(self._argument(first, node.surface))
        if node.doer is not None:
            arguments.append(self._argument(second, node.doer))
        if node.object is not None:
            arguments.append(self._argument("complement" if node.passive else "object", node.object, node))
        arguments += [self._argument(f"oblique:{p.prep}", p, node) for p in node.obliques]
        if node.complement is not None or node.complement_node is not None:
            arguments.append(self._complement(node))
        arguments += [self._purpose(p) for p in node.purposes if p is not node.complement_node]
        modality, tense, negated = self.words.modality(node.marks)
        assert node.index is not None
        return Clause(
            index=node.index,
            sentence=self.index,
            span=extent(node),
            predicate=node.piece.unit.span,
            lemma=node.lemma,
            kind="verb",
            relation=node.relation,
            arguments=tuple(arguments),
            voice="passive" if node.passive else "active",
            tense=tense,
            modality=modality,
            negated=negated,
            parent=_known(node.parent),
            quoted=node.quoted or self._in_quotes(node.piece.span),
            speech=_known(node.said_by),
        )

    def _complement(self, node: Node) -> Argument:
        below = node.complement_node
        span = node.complement if node.complement is not None else extent(below) if below else node.piece.span
        if below is None:
            return Argument("complement", span, span, "", (), self._within(span))
        span = span.cover(below.piece.span)
        heads = self._heads(below.surface) if below.surface is not None and not below.borrowed else ()
        inner = tuple(m for m in self._within(span) if m not in heads)
        owners = self._undergoers(below)
        return Argument(
            "complement", span, below.piece.span, below.lemma, heads, inner, owners, _known(below)
        )

    def _undergoers(self, node: Node) -> tuple[int, ...]:
        """Return whom a verb is done to: "threatened to attack *X*" threatens X."""
        slots = [node.surface if node.passive else node.object, *node.obliques]
        for phrase in (p for p in slots if p is not None):
            found = self._heads(phrase) or tuple(u.mention for u in phrase.units if u.mention is not None)
            if found and phrase.prep not in self.words.passive_by:
                return found[:MAX_OWNERS]
        return ()

    def _purpose(self, node: Node) -> Argument:
        """Make an argument of a verb behind a preposition: "untuk memperluas perdagangan"."""
        span = extent(node)
        return Argument(
            f"oblique:{node.piece.opener}",
            span,
            node.piece.span,
            node.lemma,
            (),
            self._within(span),
            (),
            node.index,
        )

    def _noun(self, noun: _Noun) -> Clause:
        arguments = [*self._owned(noun), *(self._argument(f"oblique:{p.prep}", p) for p in noun.after)]
        node, role = noun.governor, noun.role
        light = node is not None and node.lemma in self.words.light and role in {"object", "subject"}
        if node is not None:
            arguments += self._lent(node, role or "", {a.role for a in arguments}, light=light)
        modality, tense, negated = self.words.modality(node.marks) if node else ("fact", "none", False)
        same = light or role == "object"
        if same and node is not None and node.lemma in self.words.future and modality == "fact":
            modality, tense = "planned", "future"
        end = max([noun.phrase.span.end, *(p.span.end for p in noun.after)])
        assert noun.index is not None
        return Clause(
            index=noun.index,
            sentence=self.index,
            span=Span(noun.unit.span.start, end),
            predicate=noun.unit.span,
            lemma=noun.unit.lemma,
            kind="noun",
            relation="nominal",
            arguments=tuple(arguments),
            tense=tense if same else "none",
            modality=modality if same else "fact",
            negated=negated and same,
            parent=_known(node) if node is not None else None,
            governor=node.lemma if node is not None else None,
            governor_role=role,
            quoted=noun.quoted or self._in_quotes(noun.unit.span),
            speech=_known(node.said_by if node is not None else self.spoken.get(id(noun.phrase))),
        )

    def _owned(self, noun: _Noun) -> list[Argument]:
        """Return what follows a noun predicate in its phrase: words ("of"), then a mention ("possessor")."""
        units = noun.phrase.units
        words: list[Unit] = []
        i = noun.place + 1
        while (
            i < len(units) and units[i].kind in {"word", "article", "noun"} and i not in noun.phrase.members
        ):
            words.append(units[i])
            i += 1
        found = []
        if words:
            span = words[0].span.cover(words[-1].span)
            found.append(Argument("of", span, words[0].span, words[0].word))
        if i < len(units) and units[i].mention is not None and i not in noun.phrase.members:
            heads = [units[i]]
            for k, start in enumerate(noun.phrase.members):
                if start > i:
                    if noun.phrase.head_of(k).mention is None:
                        break
                    heads.append(noun.phrase.head_of(k))
            mentions = tuple(u.mention for u in heads if u.mention is not None)
            span = heads[0].span.cover(heads[-1].span)
            inner = tuple(m for u in heads for m in u.inner)
            found.append(Argument("possessor", span, heads[0].span, heads[0].word, mentions, inner))
        return found

    def _lent(self, node: Node, role: str, taken: set[str], *, light: bool) -> list[Argument]:
        """Return what a verb lends its noun: its subject, and to a noun it carries its other phrases."""
        found: list[Argument] = []
        adjunct = role.startswith("oblique:") and role.removeprefix("oblique:") in self.words.adjuncts
        doer = node.doer if node.passive else node.surface
        if adjunct and doer is None:
            doer = node.surface
        if (adjunct or (light and role == "object")) and doer is not None:
            found.append(self._argument("subject", doer))
        if light:
            obliques = (self._argument(f"oblique:{p.prep}", p) for p in node.obliques)
            found += [a for a in obliques if a.role not in taken]
        return found

    # ---- arguments

    def _argument(self, role: str, phrase: Piece, node: Node | None = None) -> Argument:
        """Make an argument; what is no mention reaches as far as the phrases after it in `node` do."""
        span = phrase.span
        cue = node is not None and phrase is node.object and node.lemma in self.words.cues
        whole = (phrase.head.mention is None and phrase.prep not in self.words.adjuncts) or cue
        after = node is not None and span.start > node.piece.span.start
        if node is not None and whole and after and span.end < node.reach:
            span = Span(span.start, node.reach)
        mentions = self._heads(phrase)
        owners: tuple[int, ...] = ()
        if phrase.head.mention is None:
            held = [u.mention for u in phrase.units if u.mention is not None]
            if (
                node is not None and phrase is node.object and not node.passive
            ):  # "mengutuk serangan oleh X": X owns the attack
                by = (p for p in node.obliques if p.prep in self.words.passive_by)
                held += [m for p in by for m in self._heads(p)]
            owners = tuple(dict.fromkeys(held))[:MAX_OWNERS]
        inner = tuple(m for m in self._within(span) if m not in mentions)
        lemma = phrase.head.lemma if phrase.head.kind == "noun" else phrase.head.word
        return Argument(role, span, phrase.head.span, lemma, mentions, inner, owners)

    def _heads(self, phrase: Piece) -> tuple[int, ...]:
        if phrase.head.mention is None:
            return ()
        return tuple(dict.fromkeys(h.mention for h in phrase.heads() if h.mention is not None))

    def _within(self, span: Span) -> tuple[int, ...]:
        low, high = bisect_left(self.starts, (span.start, -1)), bisect_left(self.starts, (span.end, -1))
        return tuple(i for _, i in self.starts[low:high] if self.mentions[i].span.end <= span.end)

    def _in_quotes(self, span: Span) -> bool:
        return any(q.holds(span) for q in self.quoted)


def _known(node: Node | None) -> int | None:
    """Return the number of a verb's clause, or of the nearest one above it that makes a clause."""
    hops = 0
    while node is not None and hops < MAX_DEPTH:
        if node.index is not None:
            return node.index
        node, hops = node.parent, hops + 1
    return None
