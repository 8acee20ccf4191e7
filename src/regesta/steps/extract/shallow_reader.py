"""Find the verbs of a sentence and what stands about them: the pass over pieces of the shallow reader.

In: pieces of a sentence. Out: nodes, one a verb, with subject, object, phrases, complement and the
verb they depend on. Subjects stand before their verbs and modifiers after their heads; a verb
without a subject shares that of the verb it is coordinated with, depends on, or opens before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from regesta.model.clauses import Relation
from regesta.model.spans import Span
from regesta.steps.extract.shallow_lexicon import PLANNED, REFUSED, WISHED, Lexicon
from regesta.steps.extract.shallow_words import Piece

MAX_DEPTH = 8  # clauses nested deeper are read as if they stood at this depth
MAX_SAID = 40  # clauses that one verb of saying at the end of a sentence can claim


@dataclass(slots=True, eq=False)
class Node:
    """A verb and what stands about it, while the sentence is read."""

    piece: Piece
    relation: Relation
    parent: Node | None = None
    surface: Piece | None = None  # the subject as it stands: of a passive, the undergoer
    shares: Node | None = None  # whose surface subject it shares
    borrowed: bool = False  # its surface subject stands outside the clause
    lender: Node | None = None  # whose object it shares: "menandatangani dan meratifikasi X"
    doer: Piece | None = None  # of a passive
    object: Piece | None = None
    obliques: list[Piece] = field(default_factory=list)
    purposes: list[Node] = field(
        default_factory=list
    )  # verbs that a preposition ties to it: "untuk memperluas"
    complement: Span | None = None
    complement_node: Node | None = None
    said_by: Node | None = None
    marks: tuple[str, ...] = ()
    reach: int = 0  # end of what belongs to its object
    end: int = 0  # end of all that hangs on it
    quoted: bool = False
    index: int | None = None

    @property
    def lemma(self) -> str:
        """Return the predicate's lemma."""
        return self.piece.unit.lemma

    @property
    def passive(self) -> bool:
        """Return whether the verb is passive."""
        return self.piece.unit.found.passive


@dataclass(slots=True, eq=False)
class Context:
    """A stretch that can hold a clause: the sentence, a complement, a relative or adverbial clause."""

    kind: Relation
    parent: Node | None = None
    antecedent: Piece | None = None
    pending: list[Piece] = field(default_factory=list)  # phrases before the verb, with the commas between
    last: Node | None = None
    first: Node | None = None
    marks: tuple[str, ...] = ()
    begin: int = -1
    end: int = -1
    speaker: Node | None = None  # the cue whose complement this is


class ClauseReader:
    """One pass over the pieces of a sentence; see the module's docstring."""

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self.nodes: list[Node] = []
        self.stack: list[Context] = [Context("root")]
        self.orphans: list[Node] = []  # verbs before their subject: "Menyatakan optimisme, X …"
        self.quotes: list[tuple[Piece, int, list[Node]]] = []
        self.last_np: Piece | None = None
        self.spoken: dict[int, Node] = {}  # phrases said by somebody in words without a verb
        self.rest: Span | None = None  # what follows the first comma after the first verb

    # ---- driving

    def read(self, pieces: Sequence[Piece]) -> list[Node]:
        """Read the pieces; return the verbs met, in order."""
        ahead = _ahead(pieces)
        for i, piece in enumerate(pieces):
            before = pieces[i - 1] if i else None
            if piece.kind == "np":
                self._phrase(piece, before, ahead[i + 1])
            elif piece.kind == "verb":
                self._verb(piece, before)
            elif piece.kind == "quote":
                self._quotation(piece, len(self.nodes))
            else:
                self._structure(piece, pieces[i + 1] if i + 1 < len(pieces) else None)
            if piece.kind == "comma" and self.rest is None and len(self.nodes) == 1 and i + 1 < len(pieces):
                self.rest = pieces[i + 1].whole.cover(pieces[-1].span)
            self._extend(piece)
        while len(self.stack) > 1:
            self._pop()
        return self.nodes

    def _extend(self, piece: Piece) -> None:
        if piece.kind in {"np", "verb", "quote"}:
            for context in self.stack:
                context.end = piece.span.end
                if context.begin < 0:
                    context.begin = piece.whole.start

    @property
    def top(self) -> Context:
        """Return the innermost open stretch."""
        return self.stack[-1]

    def _push(self, context: Context) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self._pop()
        self.stack.append(context)

    def _pop(self) -> None:
        """Close the innermost stretch; what it said belongs to the object of the verb above it."""
        done = self.stack.pop()
        if done.speaker is not None and done.first is None:
            self.spoken.update((id(p), done.speaker) for p in done.pending)
        if done.parent is None or done.begin < 0:
            return
        done.parent.end = max(done.parent.end, done.end)
        if done.speaker is None:
            done.parent.reach = max(done.parent.reach, done.end)
        if done.speaker is not None and done.end > done.begin:
            speaker = done.speaker
            if speaker.complement is None or speaker.complement.end < done.end:
                speaker.complement = Span(done.begin, done.end)
            if speaker.complement_node is None:
                speaker.complement_node = done.first

    def _pop_finished(self) -> None:
        while len(self.stack) > 1 and self.top.kind in {"relative", "adverbial"}:
            self._pop()

    # ---- structure

    def _structure(self, piece: Piece, following: Piece | None) -> None:
        top = self.top
        if piece.kind == "comma" and self._announces(top.last):
            self._open_complement(top.last)
        elif piece.kind == "comma":
            while len(self.stack) > 1 and self.top.kind in {"relative", "adverbial"}:
                self._pop()
            if self.top.last is not None:
                self.top.pending.clear()
            else:
                self.top.pending.append(piece)
        elif piece.kind in {"stop", "colon"}:
            if piece.kind == "colon" and top.last is not None and top.last.lemma in self.words.reporting:
                self._open_complement(top.last)
                return
            self._pop_finished()
            self.top.pending.clear()
        elif piece.kind == "rel":
            self._push(Context("relative", top.last, antecedent=self.last_np))
        elif piece.kind == "comp":
            cue = self._nearest_cue()
            self._open_complement(cue or top.last)
        elif piece.kind == "sub":
            parent = top.last
            if parent is not None and top.pending:
                top.pending.clear()
            marks = (piece.word,)
            if following is not None and following.kind == "comma":
                return
            if (
                parent is not None
                and parent.lemma in self.words.reporting
                and piece.word in self.words.wished
            ):
                self._push(Context("complement", parent, marks=marks, speaker=parent))
            else:
                self._push(Context("adverbial", parent, marks=marks))

    def _announces(self, node: Node | None) -> bool:
        """Return whether a comma after the verb opens what is said: "Ia menambahkan, kedua negara …"."""
        return (
            node is not None
            and node.lemma in self.words.reporting
            and node.lemma not in self.words.speech_only
            and node.object is None
            and not node.passive
            and self.top.speaker is not node
            and (node.surface is not None or node.shares is not None)
            and not self.top.pending
            and "prep" not in node.piece.unit.found.kinds
            and node.piece.unit.mention is None
            and not any(p.prep not in self.words.adjuncts for p in node.obliques)
        )

    def _nearest_cue(self) -> Node | None:
        for context in reversed(self.stack):
            if context.last is not None and context.last.lemma in self.words.cues:
                return context.last
        return None

    def _open_complement(self, cue: Node | None) -> None:
        while len(self.stack) > 1 and self.top.kind in {"relative", "adverbial"} and self.top.last is not cue:
            self._pop()
        is_cue = cue is not None and cue.lemma in self.words.cues
        self._push(Context("complement", cue, speaker=cue if is_cue else None))

    def _quotation(self, piece: Piece, at: int) -> None:
        inner = ClauseReader(self.words)
        nodes = inner.read(piece.inside)
        for node in nodes:
            node.quoted = True
        self.quotes.append((piece, at, nodes))

    # ---- phrases

    def _phrase(self, piece: Piece, before: Piece | None, ahead: str) -> None:
        self.last_np = piece
        top = self.top
        node = top.last
        if node is None:
            top.pending.append(piece)
            return
        fresh = before is not None and before.kind in {"comma", "conj", "stop", "colon"}
        if piece.prep is not None:
            if fresh and ahead == "verb":
                top.pending.append(piece)
            else:
                self._oblique(node, piece)
            return
        if fresh or top.pending:
            top.pending.append(piece)
            return
        adjacent = before is not None and before.kind == "verb"
        if adjacent and self._inverted(node, piece, ahead):
            node.surface, node.shares = piece, None
        elif adjacent and node.passive:
            self._after_passive(node, piece)
        elif adjacent or (
            node.object is None and not node.passive and before is not None and before.kind == "np"
        ):
            if (
                ahead == "verb"
                and node.lemma in self.words.reporting
                and not node.passive
                and not piece.abstract
            ):
                self._open_complement(node)
                self.top.pending.append(piece)
            elif adjacent or not _timely(piece):
                node.object = piece
                node.reach = max(node.reach, piece.span.end)
        else:
            top.pending.append(piece)

    def _inverted(self, node: Node, piece: Piece, ahead: str) -> bool:
        """Return whether the phrase after a verb of saying is who said it: "…," kata Presiden X."""
        if node.piece.unit.mention is not None:
            return False
        attributes = "prep" in node.piece.unit.found.kinds and node.lemma in self.words.cues
        return attributes or (
            node.lemma in self.words.speech_only and node.surface is None and ahead != "comp"
        )

    def _after_passive(self, node: Node, piece: Piece) -> None:
        if piece.acts and node.doer is None:
            node.doer = piece
        elif node.object is None:
            node.object = piece  # "dijatuhi sanksi": a second object

    def _oblique(self, node: Node, piece: Piece) -> None:
        if piece.prep in self.words.passive_by and node.passive and node.doer is None:
            node.doer = piece
        else:
            node.obliques.append(piece)
        node.reach = max(node.reach, piece.span.end)

    # ---- verbs

    def _verb(self, piece: Piece, before: Piece | None) -> None:
        adjacent = before is not None and before.kind == "verb"
        if piece.unit.mention is not None:
            self._add(piece, "root", None).surface = _own_subject(piece)
            return
        if "prep" in piece.unit.found.kinds and piece.unit.lemma in self.words.cues:
            self._attribution(piece)
            return
        if piece.opener is not None:
            self._opened(piece)
            return
        self._leave_finished(before, adjacent=adjacent)
        top = self.top
        if top.last is None:
            self._first_verb(piece, top)
            return
        if adjacent:
            self._dependent(piece, top.last, before)
        elif any(p.kind == "np" and p.prep is None for p in top.pending):
            self._next_clause(piece, top)
        elif before is not None and before.kind == "np" and top.last.object is before:
            self._dependent(piece, top.last, None if before.abstract else before, wished=before.abstract)
        elif before is not None and before.kind == "np" and before.abstract:
            self._dependent(piece, top.last, None, wished=True)
        else:
            self._sharing(piece, top, conj=before is not None and before.kind == "conj")

    def _leave_finished(self, before: Piece | None, *, adjacent: bool) -> None:
        """Close clauses that have their verb, where an outer clause waits for its own."""
        conj = before is not None and before.kind == "conj"
        while len(self.stack) > 1 and not adjacent and not conj:
            top, below = self.top, self.stack[-2]
            if top.kind not in {"relative", "adverbial"} or top.last is None:
                return
            if (below.last is None and (below.pending or top.pending)) or (
                top.pending and top.kind == "adverbial"
            ):
                below.pending.extend(top.pending)
                self._pop()
            else:
                return

    def _add(self, piece: Piece, relation: Relation, parent: Node | None) -> Node:
        node = Node(piece, relation, parent, marks=piece.marks)
        node.reach = piece.span.end
        node.said_by = next((c.speaker for c in reversed(self.stack) if c.speaker is not None), None)
        self.nodes.append(node)
        top = self.top
        top.last = node
        if top.first is None:
            top.first = node
            node.marks = (*top.marks, *node.marks)
        return node

    def _first_verb(self, piece: Piece, top: Context) -> None:
        relation: Relation = top.kind
        node = self._add(piece, relation, top.parent)
        subject = _subject(top.pending)
        node.obliques.extend(p for p in top.pending if p.kind == "np" and p.prep is not None)
        if top.kind == "relative":
            self._relative(node, top, subject)
        elif subject is not None:
            node.surface = subject
        elif top.parent is not None:
            self._control(node, top.parent, reason=top.kind == "adverbial")
        elif (outer := self._waiting()) is not None:
            node.surface, node.borrowed = outer, True
        elif top.kind in {"root", "adverbial"}:
            if top.kind == "root":
                node.relation = "adverbial"
            self.orphans.append(node)
        top.pending.clear()
        if top.kind in {"root", "complement"} and node.surface is not None:
            self._adopt(node)

    def _adopt(self, node: Node) -> None:
        for orphan in self.orphans:
            if orphan is not node:
                orphan.surface, orphan.borrowed = node.surface, True
                orphan.parent = orphan.parent or node
                if node.relation == "conjunct" and orphan.relation == "adverbial":
                    node.relation = "root"
        self.orphans.clear()

    def _waiting(self) -> Piece | None:
        """Return the subject of an outer clause that has no verb yet."""
        for context in reversed(self.stack[:-1]):
            if context.last is not None:
                return None
            found = _subject(context.pending)
            if found is not None:
                return found
        return None

    def _relative(self, node: Node, top: Context, subject: Piece | None) -> None:
        if subject is None:
            node.surface, node.borrowed = top.antecedent, True
        elif node.passive or not node.piece.unit.found.bare:
            node.surface = subject
        else:  # "yang mereka tandatangani": the antecedent is the object
            node.surface, node.object = subject, top.antecedent

    def _opened(self, piece: Piece) -> None:
        """A verb right after a preposition: "untuk memperluas", "dengan menekankan"."""
        while len(self.stack) > 1 and self.top.kind == "relative" and self.top.last is None:
            self._pop()
        top = self.top
        conjoined = top.kind == "adverbial" and top.marks[:1] == (piece.opener,)
        parent = top.parent if conjoined and top.last is not None else top.last
        if parent is None and top.parent is not None and top.kind != "relative":
            parent = top.parent
        marks = (piece.opener or "",)
        content = (
            parent is not None
            and parent.lemma in self.words.cues
            and piece.opener in self.words.wished
            and (parent.object is None or parent.object.acts)
        )
        if parent is not None:
            top.pending.clear()
        kind: Relation = "complement" if content else "adverbial"
        self._push(Context(kind, parent, marks=marks, speaker=parent if content else None))
        node = self._add(piece, kind, parent)
        if parent is not None:
            parent.purposes.append(node)
            self._control(node, parent)
        elif (outer := self._waiting()) is not None:
            node.surface, node.borrowed = outer, True
        else:
            self.orphans.append(node)
        self._modal(node, parent)

    def _control(self, node: Node, parent: Node, *, reason: bool = False) -> None:
        """Give a verb without a subject that of the verb it depends on, or its object: "urged X to".

        `reason`: the verb stands in a clause of its own, "praised X because …": X did it.
        """
        node.shares, node.borrowed = parent, True
        if reason and parent.lemma in self.words.judging and parent.object is not None and parent.object.acts:
            node.surface = parent.object
            return
        asked = next((p for p in parent.obliques if p.acts and p.span.start > parent.piece.span.start), None)
        if parent.lemma in self.words.urging and not parent.passive and (parent.object or asked):
            node.surface = parent.object if parent.object is not None and parent.object.acts else asked
        elif (
            parent.object is not None
            and parent.object.acts
            and parent.lemma in self.words.unreal
            and not parent.passive
        ):
            node.surface = parent.object

    def _modal(self, node: Node, parent: Node | None) -> None:
        """What depends on a verb of promising or refusing has not happened; on one of wishing, is wished."""
        if parent is None:
            return
        lemma = parent.lemma
        if lemma in self.words.judging and lemma not in self.words.unreal:
            node.marks = (*node.marks, WISHED)  # alleged
        elif lemma in self.words.refusing:
            node.marks = (*node.marks, PLANNED, REFUSED)
        elif lemma in self.words.urging or lemma in self.words.wished:
            node.marks = (*node.marks, WISHED)
        elif lemma in self.words.unreal or lemma in self.words.future:
            node.marks = (*node.marks, PLANNED)

    def _dependent(self, piece: Piece, governor: Node, before: Piece | None, *, wished: bool = False) -> None:
        """A verb right after a verb, or after its object: "sepakat memperluas", "meminta X menghentikan"."""
        is_cue = governor.lemma in self.words.cues
        self._push(Context("complement", governor, speaker=governor if is_cue and not wished else None))
        node = self._add(piece, "complement", governor)
        if before is not None and before.kind == "np":
            node.surface = before
            node.borrowed = False
            self.top.begin = before.span.start
        else:
            self._control(node, governor)
        if not is_cue and not wished:
            governor.complement_node = governor.complement_node or node
        self._modal(node, governor)
        if wished:
            node.marks = (*node.marks, WISHED)

    def _next_clause(self, piece: Piece, top: Context) -> None:
        """A verb with a subject of its own, after a clause that has ended."""
        parent = top.last.parent if top.last is not None else None
        node = self._add(piece, "conjunct", parent)
        node.surface = _subject(top.pending)
        node.obliques.extend(p for p in top.pending if p.kind == "np" and p.prep is not None)
        top.pending.clear()
        self._adopt(node)

    def _sharing(self, piece: Piece, top: Context, *, conj: bool) -> None:
        """A verb without a subject, after a comma or a conjunction: it shares that of a clause before."""
        cue = piece.unit.lemma in self.words.cues
        if cue and not conj:
            while len(self.stack) > 1 and self._outer_speaks():
                self._pop()
        elif not conj and top.kind == "complement" and top.speaker is None and len(self.stack) > 1:
            self._pop()
        top = self.top
        anchor = top.last if conj else top.first
        pending = [p for p in top.pending if p.kind == "np"]
        relation: Relation = "conjunct" if conj else "adverbial"
        node = self._add(piece, relation, anchor if not conj else anchor.parent if anchor else None)
        if piece.unit.lemma not in self.words.speech_only:
            node.shares, node.borrowed = anchor, True
        if conj and anchor is not None and anchor is self._bare_before(node):
            anchor.lender = node
        if anchor is not None and conj and anchor.marks:
            node.marks = (*(m for m in anchor.marks if m not in self.words.negators), *node.marks)
        node.obliques.extend(pending)
        top.pending.clear()

    def _bare_before(self, node: Node) -> Node | None:
        """Return the verb right before a coordinated one, if it has nothing of its own after it."""
        above = self.nodes[-2] if len(self.nodes) > 1 else None
        bare = (
            above is not None
            and above.object is None
            and not above.passive
            and above.reach == above.piece.span.end
        )
        return above if bare else None

    def _outer_speaks(self) -> bool:
        return any(c.last is not None and c.last.lemma in self.words.cues for c in self.stack[:-1])

    def _attribution(self, piece: Piece) -> None:
        """Read "Menurut X, …": the phrase after it is who says, the rest of the sentence what is said."""
        while len(self.stack) > 1:
            self._pop()
        root = self.top
        last, first = root.last, root.first
        node = self._add(piece, "adverbial", None)
        root.last, root.first = last, first
        self.stack.append(Context("adverbial", None, last=node, first=node))

    # ---- after the pass

    def settle(self) -> None:
        """Attach quotations and what was said before or after a verb of saying to that verb."""
        outer = self.nodes
        for piece, at, nodes in self.quotes:
            cue = self._cue_of(piece, at, outer)
            if cue is not None:
                if (
                    cue.complement is None
                    or piece.span.end - piece.span.start > cue.complement.end - cue.complement.start
                ):
                    cue.complement = piece.span
                    cue.complement_node = nodes[0] if nodes else None
                for node in nodes:
                    node.said_by = node.said_by or cue
                    node.parent = node.parent or (
                        cue if node.relation != "root" or node is nodes[0] else None
                    )
        self._unquoted(outer)
        for nodes in (outer, *(n for _, _, n in self.quotes)):
            for node in nodes:
                if node.surface is None and node.shares is not None:
                    node.surface = node.shares.surface
                if node.lender is not None:
                    node.object = node.lender.object

    def _cue_of(self, piece: Piece, at: int, outer: Sequence[Node]) -> Node | None:
        """Return the cue of a quotation: a verb of saying right after it, else the nearest before it."""
        cues = self.words.cues
        after = outer[at] if at < len(outer) and outer[at].lemma in cues else None
        before = next((n for n in reversed(outer[max(0, at - 8) : at]) if n.lemma in cues), None)
        speaks = after is not None and (
            after.lemma in self.words.speech_only or after.piece.unit.mention is not None
        )
        return after if speaks or before is None else before

    def _unquoted(self, outer: Sequence[Node]) -> None:
        """Give "…, kata X" and "Menurut X, …" the rest of the sentence as what was said."""
        for k, node in enumerate(outer):
            unit = node.piece.unit
            attributes = "prep" in unit.found.kinds and node.lemma in self.words.cues
            trailing = node.lemma in self.words.speech_only or unit.mention is not None
            if node.complement is not None or not (attributes or trailing):
                continue
            if attributes and len(outer) == 1:
                node.complement = self.rest
                continue
            said = (
                [n for n in outer[k + 1 : k + MAX_SAID] if n.said_by is None] if attributes and k == 0 else []
            )
            if not said and k:
                said = [
                    n
                    for n in outer[max(0, k - MAX_SAID) : k]
                    if n.said_by is None and n.lemma not in self.words.speech_only
                ]
            if said:
                for other in said:
                    other.said_by = node
                node.complement_node = said[0]
                span = extent(said[0])
                for other in said[1:]:
                    span = span.cover(extent(other))
                node.complement = span


def _ahead(pieces: Sequence[Piece]) -> list[str]:
    """For each place, the kind of the first piece from there on that is no noun phrase."""
    found = ["end"] * (len(pieces) + 1)
    for i in range(len(pieces) - 1, -1, -1):
        piece = pieces[i]
        if piece.kind == "np":
            found[i] = "abstract" if piece.abstract else found[i + 1]
        elif piece.kind == "verb" and piece.opener is not None:
            found[i] = "opened"
        else:
            found[i] = piece.kind
    return found


def _subject(pending: Sequence[Piece]) -> Piece | None:
    """Return the phrase that is the subject of a verb: the last bare one, or the first of an apposition."""
    bare = [i for i, p in enumerate(pending) if p.kind == "np" and p.prep is None]
    if not bare:
        return None
    last = pending[bare[-1]]
    if pending[-1].kind == "comma" and len(bare) > 1:  # "X, presiden Y, bertemu"
        return next((pending[i] for i in bare if pending[i].acts), last)
    return last


def _timely(piece: Piece) -> bool:
    """Return whether a phrase without a mention may just be a word of time after its verb's phrases."""
    return not any(u.mention is not None or u.kind == "noun" for u in piece.units)


def _own_subject(piece: Piece) -> Piece:
    unit = replace(piece.unit, kind="mention", acts=True)
    return Piece("np", piece.span, [unit], start=piece.span.start)


def extent(node: Node) -> Span:
    """Return the stretch of a verb with its phrases."""
    span = node.piece.span
    phrases = [node.doer, node.object, *node.obliques]
    if node.surface is not None and not node.borrowed:
        phrases.append(node.surface)
    for phrase in phrases:
        if phrase is not None:
            span = span.cover(phrase.whole)
    if node.complement is not None:
        span = span.cover(node.complement)
    return Span(span.start, max(span.end, node.reach, node.end))
