"""Clauses from dependency trees.

In: a parsed sentence. Out: its clauses, verbs first, then the nouns that name acts.

Roles are logical: the doer of a passive is "subject", what it is done to "object". Shared and
understood subjects are filled in: of coordinated verbs, infinitives, participles and relatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from regesta.model.clauses import Argument, Clause, Modality, Relation, Tense
from regesta.model.reports import Sentence, Token
from regesta.model.spans import Span
from regesta.packs.calendar import calendar_of
from regesta.packs.language import Language
from regesta.steps.extract.doubts import ReadSentence, with_doubt
from regesta.steps.extract.free_relatives import with_named
from regesta.steps.extract.garden_paths import mended
from regesta.text.fold import fold, folded

_SUBJECT = {"nsubj", "csubj", "expl"}
_PASSIVE_SUBJECT = {"nsubjpass", "csubjpass", "nsubj:pass"}
_OBJECT = {"dobj", "obj", "iobj", "dative", "oprd"}
_COMPLEMENT = {"ccomp", "xcomp", "parataxis"}
_NOT_IN_PHRASE = {"relcl", "punct", "cc", "advcl", "parataxis", "acl:relcl", "acl"}
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "X"}


@dataclass(slots=True)
class _Tree:
    """One sentence's tokens with children, made once."""

    tokens: Sequence[Token]
    children: list[list[int]]
    start: int  # of the sentence: a subject borrowed from a heading stands before it
    partitives: frozenset[str]
    frontiers: frozenset[str]
    leading: frozenset[str]
    answering: frozenset[str]
    answered_for: frozenset[str]
    circumstantial: frozenset[str]
    lengths: frozenset[str]

    @classmethod
    def of(cls, tokens: Sequence[Token], start: int, language: Language) -> _Tree:
        children: list[list[int]] = [[] for _ in tokens]
        for i, token in enumerate(tokens):
            if token.head != i:
                children[token.head].append(i)
        syntax = language.syntax
        return cls(
            tokens,
            children,
            start,
            folded(syntax.partitives),
            folded(syntax.frontiers),
            folded(syntax.leading),
            folded(syntax.answering),
            folded(syntax.answered_for),
            folded(syntax.circumstantial),
            folded(syntax.lengths),
        )

    def kids(self, i: int, *deps: str) -> list[int]:
        return [k for k in self.children[i] if self.tokens[k].dep in deps]

    def subtree(self, i: int, without: frozenset[str] | set[str] = frozenset()) -> list[int]:
        """Return the tokens under `i`, itself included; children with a dependency in `without` are cut."""
        found, tokens, children = [i], self.tokens, self.children
        for j in found:  # grows as it goes
            found += [k for k in children[j] if tokens[k].dep not in without]
        found.sort()
        return found

    def span(self, ids: Sequence[int]) -> Span:
        own = [self.tokens[i].span for i in ids if self.tokens[i].span.start >= self.start]
        own = own or [self.tokens[i].span for i in ids]
        return Span(own[0].start, max([s.end for s in own]))


def read_tree(sentence: Sentence, index: int, first_clause: int, language: Language) -> tuple[Clause, ...]:
    """Return the clauses of a parsed sentence.

    Args:
        sentence: With tokens.
        index: Its number in the report.
        first_clause: Number of the first clause to make.
        language: Its predicates decide which nouns name acts.
    """
    tree = _Tree.of(with_named(mended(sentence.tokens, language), language), sentence.span.start, language)
    verbs = [i for i, t in enumerate(tree.tokens) if _is_verb(tree, i)]
    months = calendar_of(language).months
    nouns = [
        i
        for i, t in enumerate(tree.tokens)
        if t.pos in {"NOUN", "PROPN"}
        and t.mention is None
        and fold(t.lemma) in language.noun_predicates
        and not (t.text[:1].isupper() and fold(t.text) in months)  # "March" is no march
    ]
    number = {token: first_clause + k for k, token in enumerate((*verbs, *nouns))}
    made: dict[int, Clause] = {}
    for i in verbs:
        made[i] = _verb_clause(tree, i, number, sentence, index, language)
    for i in verbs:
        made[i] = _with_understood_subject(tree, i, made)
    for i in verbs:
        made[i] = _with_shared_object(tree, i, made)
    read = ReadSentence(tree.tokens, tree.children, made, language)
    for i in verbs:
        made[i] = with_doubt(i, read)
    for i in nouns:
        made[i] = _noun_clause(tree, i, number, sentence, index, made)
    clauses = [made[i] for i in (*verbs, *nouns)]
    return tuple(_with_speech(c, clauses, language) for c in clauses)


# ------------------------------------------------------------------- verbs


def _is_verb(tree: _Tree, i: int) -> bool:
    token = tree.tokens[i]
    if token.mention is not None:
        return False
    if token.pos == "VERB":
        return token.dep not in {"amod", "aux", "auxpass"} or bool(tree.kids(i, "dobj", "nsubj"))
    return token.pos == "AUX" and token.dep not in {"aux", "auxpass", "cop"}


def _lemma(tree: _Tree, i: int, language: Language) -> str:
    """Return a verb's lemma with its particle; a lemma that the parser got wrong is mended by the pack.

    Parsers drop a final "e" ("hopes" -> "hop") and do not know every irregular form.
    """
    token = tree.tokens[i]
    lemma = fold(token.lemma)
    if lemma not in language.predicates:
        mended = (language.syntax.irregular.get(fold(token.text), ""), lemma + "e")
        lemma = next((m for m in mended if m in language.predicates), lemma)
    for k in tree.kids(i, "prt"):
        if not tree.kids(k, "pobj"):  # "seized a boat *off* Oran" has a preposition
            lemma += " " + fold(tree.tokens[k].lemma)
    if lemma in language.copulas:
        for k in tree.kids(i, "acomp", "attr"):
            if tree.tokens[k].pos in {"ADJ", "VERB"}:
                word = tree.tokens[k].text if tree.tokens[k].pos == "VERB" else tree.tokens[k].lemma
                return f"be {fold(word)}"  # "stands ready" is "be ready"
    return lemma


def _passive(tree: _Tree, i: int) -> bool:
    if tree.kids(i, "auxpass", *_PASSIVE_SUBJECT):
        return True
    token = tree.tokens[i]
    if token.dep == "conj" and token.tag == "VBN" and not tree.kids(i, "nsubj", "aux", "dobj"):
        return _passive(tree, token.head)  # "was praised and thanked"
    return token.dep in {"acl", "advcl"} and token.tag == "VBN" and not tree.kids(i, "dobj")


def _hung_on_object(tree: _Tree, k: int, language: Language) -> list[Argument]:
    """Return the phrases that a parser hangs on the object and that may be the verb's: "met X *in Nairobi*".

    A noun that names an act keeps its own ("the attack on X"), and "of" always belongs to its noun.
    """
    token = tree.tokens[k]
    if token.mention is None and fold(token.lemma) in language.noun_predicates:
        return []
    found: list[Argument] = []
    for p in tree.kids(k, "prep"):
        if fold(tree.tokens[p].lemma) != "of":
            found += _obliques(tree, p, fold(tree.tokens[p].lemma))
    return found


def _verb_clause(
    tree: _Tree, i: int, number: dict[int, int], sentence: Sentence, index: int, language: Language
) -> Clause:
    token = tree.tokens[i]
    passive = _passive(tree, i)
    arguments: list[Argument] = []
    for k in tree.children[i]:
        dep = tree.tokens[k].dep
        if dep in _SUBJECT:
            arguments.append(_relative(tree, i, k) or _argument(tree, "object" if passive else "subject", k))
        elif dep in _PASSIVE_SUBJECT:
            arguments.append(_relative(tree, i, k, "object") or _argument(tree, "object", k))
        elif dep in _OBJECT:
            if tree.tokens[k].pos == "ADP":
                arguments += _obliques(tree, k, tree.tokens[k].lemma)
            else:
                arguments.append(
                    _relative(tree, i, k, "object")
                    or _argument(tree, "oblique:to" if dep == "dative" else "object", k)
                )
                arguments += _hung_on_object(tree, k, language)
        elif dep == "attr" and tree.tokens[k].pos in _NOMINAL:
            arguments.append(_argument(tree, "attribute", k))
        elif dep == "agent" and passive:
            arguments += [replace(a, role="subject") for a in _obliques(tree, k, "by")]
        elif dep in {"prep", "pcomp", "agent"} or (dep == "advmod" and tree.tokens[k].pos == "ADP"):
            arguments += _obliques(tree, k, fold(tree.tokens[k].lemma))
        elif dep == "advmod":  # "gave it back *to Peru*", "sailed close *to Peru*"
            for p in tree.kids(k, "prep"):
                arguments += _obliques(tree, p, fold(tree.tokens[p].lemma))
        elif dep in _COMPLEMENT and _is_apart(tree, k, i):
            continue
        elif dep in _COMPLEMENT:
            arguments += _raised(tree, i, k)
            phrase = tree.subtree(k)
            arguments.append(
                Argument(
                    "complement",
                    tree.span(phrase),
                    tree.tokens[k].span,
                    fold(tree.tokens[k].lemma),
                    (),
                    _mentions(tree, phrase),
                    (),
                    number.get(k),
                )
            )
        elif dep == "acomp":
            for p in tree.kids(k, "prep"):
                arguments += _obliques(tree, p, fold(tree.tokens[p].lemma))
            for c in tree.kids(k, "ccomp", "xcomp"):
                phrase = tree.subtree(c)
                arguments.append(
                    Argument(
                        "complement",
                        tree.span(phrase),
                        tree.tokens[c].span,
                        fold(tree.tokens[c].lemma),
                        (),
                        _mentions(tree, phrase),
                        (),
                        number.get(c),
                    )
                )
    roles = {a.role for a in arguments}
    led = any(
        tree.tokens[k].tag == "WRB" for k in tree.children[i]
    )  # "where Libya attacked" attacks no place
    contact = token.dep == "relcl" and not passive and not led and "subject" in roles
    if (
        contact
        and not roles & {"object", "complement"}
        and fold(tree.tokens[token.head].lemma) not in tree.circumstantial
    ):  # "the duty *it slapped on* tea"
        arguments.append(_argument(tree, "object", token.head, {*_NOT_IN_PHRASE, "conj"}))
    if token.dep in {"acl", "relcl"} and passive and not any(a.role == "object" for a in arguments):
        arguments.append(_argument(tree, "object", token.head, {*_NOT_IN_PHRASE, "conj"}))
    phrase = tree.subtree(i)
    return Clause(
        index=number[i],
        sentence=index,
        span=tree.span(phrase),
        predicate=_predicate_span(tree, i),
        lemma=_lemma(tree, i, language),
        kind="verb",
        relation=_relation(token.dep),
        arguments=tuple(arguments),
        voice="passive" if passive else "active",
        tense=_tense(tree, i),
        modality=_modality(tree, i, language),
        negated=_negated(tree, i),
        parent=_parent(tree, i, number),
        quoted=any(q.holds(token.span) for q in sentence.quoted),
    )


def _is_apart(tree: _Tree, k: int, verb: int) -> bool:
    """Return whether a semicolon parts a clause from the verb it was hung on: it is a sentence of its own."""
    return k < verb and any(t.text == ";" for t in tree.tokens[k:verb])


def _raised(tree: _Tree, i: int, k: int) -> list[Argument]:
    """Return whom a bare infinitive or adjective is about, as the object of the verb above.

    "Helped *Fiji* clear the wreck", "holds *Fiji* responsible".
    """
    small = tree.tokens[k].tag == "VB" or tree.tokens[k].pos == "ADJ"
    bare = tree.tokens[k].dep == "ccomp" and small and not tree.kids(k, "aux", "mark")
    if not bare or tree.kids(i, *_OBJECT):
        return []
    return [_argument(tree, "object", s) for s in tree.kids(k, "nsubj")]


def _predicate_span(tree: _Tree, i: int) -> Span:
    ids = [i, *tree.kids(i, "prt")]
    return tree.span(sorted(ids)) if len(ids) > 1 and max(ids) - min(ids) == 1 else tree.tokens[i].span


def _relation(dep: str) -> Relation:
    if dep in {"ccomp", "xcomp", "pcomp"}:
        return "complement"
    if dep in {"relcl", "acl"}:
        return "relative"
    if dep == "advcl":
        return "adverbial"
    return "conjunct" if dep == "conj" else "root"


def _parent(tree: _Tree, i: int, number: dict[int, int]) -> int | None:
    j = i
    while tree.tokens[j].head != j:
        j = tree.tokens[j].head
        if j in number and j != i:
            return number[j]
    return None


def _relative(tree: _Tree, verb: int, k: int, role: str = "subject") -> Argument | None:
    """Return the antecedent for a relative pronoun, as the argument it stands for."""
    token = tree.tokens[k]
    if (
        (tree.tokens[verb].dep == "relcl" and token.tag in {"WDT", "WP"})
        or token.text.lower() in {"who", "which"}
    ) and tree.tokens[verb].dep in {"relcl", "acl"}:
        return _argument(tree, role, tree.tokens[verb].head, {*_NOT_IN_PHRASE})
    return None


def _obliques(tree: _Tree, prep: int, lemma: str) -> list[Argument]:
    """Return the phrases a preposition governs; "according to" and "along with" count as one preposition."""
    name = fold(lemma)
    found = [_argument(tree, f"oblique:{name}", k) for k in tree.kids(prep, "pobj", "obj")]
    for k in tree.kids(prep, "pobj", "obj"):
        if tree.tokens[k].mention is not None:  # "met with X *in Minsk*": where the parser hangs it on X
            for p in tree.kids(k, "prep"):
                if fold(tree.tokens[p].lemma) != "of":
                    found += _obliques(tree, p, fold(tree.tokens[p].lemma))
    for k in tree.kids(prep, "conj"):  # "with the officials and with Otieno"
        if tree.tokens[k].pos == "ADP":
            found += _obliques(tree, k, fold(tree.tokens[k].lemma))
    for k in tree.kids(prep, "prep"):
        inner = fold(tree.tokens[k].lemma)
        found += _obliques(tree, k, f"{name} {inner}" if not found else inner)
    for k in tree.kids(prep, "pcomp"):
        phrase = tree.subtree(k)
        found.append(
            Argument(
                f"oblique:{name}",
                tree.span(phrase),
                tree.tokens[k].span,
                fold(tree.tokens[k].lemma),
                (),
                _mentions(tree, phrase),
            )
        )
    return found


def _argument(tree: _Tree, role: str, head: int, without: Iterable[str] = _NOT_IN_PHRASE) -> Argument:
    phrase = tree.subtree(head, set(without))
    heads = [
        head,
        *_beside(tree, head),
        *_conjuncts(tree, head),
        *tree.kids(head, "appos"),
        *_counted(tree, head),
    ]
    mentions = tuple(dict.fromkeys(m for h in heads if (m := tree.tokens[h].mention) is not None))
    owners: list[int] = []
    if tree.tokens[head].mention is None:
        for h in (head, *_conjuncts(tree, head)):
            owners += _owners(tree, h)
    inner = tuple(m for m in _mentions(tree, phrase) if m not in mentions)
    whole = (
        [j for j in tree.subtree(head) if tree.tokens[j].dep != "punct" or j < head]
        if "conj" not in set(without)
        else phrase
    )
    span = tree.span(whole or phrase)
    return Argument(
        role,
        span,
        tree.tokens[head].span,
        fold(tree.tokens[head].lemma),
        mentions,
        inner,
        tuple(dict.fromkeys(owners)),
    )


def _beside(tree: _Tree, head: int) -> list[int]:
    """Return who was read as a joint owner and is coordinated: "*Peru* and Chile's rebels agreed"."""
    if tree.tokens[head].mention is None:
        return []
    return [
        k
        for k in tree.kids(head, "poss", "nmod")
        if tree.tokens[k].mention is not None
        and not tree.kids(k, "case")
        and any(tree.kids(j, "case") for j in _conjuncts(tree, k))
    ]


def _counted(tree: _Tree, head: int) -> list[int]:
    """Return what a noun of quantity counts: the lawmakers of "a group of Kenyan lawmakers"."""
    token = tree.tokens[head]
    if token.mention is not None or not {fold(token.lemma), fold(token.text)} & tree.partitives:
        return []
    ofs = [k for k in tree.kids(head, "prep") if fold(tree.tokens[k].text) == "of"]
    return [j for k in ofs for p in tree.kids(k, "pobj") for j in (p, *_conjuncts(tree, p))]


def _owners(tree: _Tree, head: int) -> list[int]:
    """Return who does or owns what a noun names: "*Russia's* invasion of Ukraine", else "forces of *X*"."""
    agents: list[int] = []
    others: list[int] = []
    between = fold(tree.tokens[head].lemma) in tree.frontiers
    for k in tree.children[head]:
        token = tree.tokens[k]
        if token.dep == "acl" and fold(token.lemma) in tree.leading:
            agents += _mentions(tree, [p for b in tree.kids(k, "agent") for p in tree.kids(b, "pobj")])
        elif token.dep in {"poss", "amod", "compound", "nmod"}:
            agents += [m for j in (k, *_conjuncts(tree, k)) if (m := tree.tokens[j].mention) is not None]
        elif token.dep in {"prep", "agent"}:
            preposition = fold(token.lemma)
            for p in tree.kids(k, "pobj"):
                named = [m for j in (p, *_conjuncts(tree, p)) if (m := tree.tokens[j].mention) is not None]
                if preposition == "by":
                    agents += named
                elif between and preposition in {"with", "near", "off", "around"}:
                    agents += named  # "its border with Mali" is Mali's too
                elif preposition in {"of", "from", "with", "between"}:
                    others += named
    return agents or others


def _conjuncts(tree: _Tree, head: int) -> list[int]:
    found: list[int] = []
    for k in tree.kids(head, "conj"):
        if tree.tokens[k].pos in _NOMINAL or tree.tokens[k].mention is not None:
            found += [k, *_conjuncts(tree, k)]
    return found


def _mentions(tree: _Tree, phrase: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(m for i in phrase if (m := tree.tokens[i].mention) is not None))


def _aux(tree: _Tree, i: int) -> set[str]:
    return {fold(tree.tokens[k].text) for k in tree.kids(i, "aux", "auxpass")}


def _tense(tree: _Tree, i: int) -> Tense:
    aux, token = _aux(tree, i), tree.tokens[i]
    if aux & {"will", "shall", "'ll"}:
        return "future"
    if token.tag == "VBD" or aux & {"did", "had", "was", "were", "has", "have"}:
        return "past"
    return "present" if token.tag in {"VBZ", "VBP"} or aux & {"is", "are", "does", "do"} else "none"


def _modality(tree: _Tree, i: int, language: Language) -> Modality:
    aux, token = _aux(tree, i), tree.tokens[i]
    if "'d" in aux and token.tag == "VB":  # "he'd met" had, "he'd meet" would
        aux = aux | {"would"}
    if any(fold(tree.tokens[k].text) in {"if", "unless", "whether"} for k in tree.kids(i, "mark")):
        return "conditional"
    above = (
        tree.tokens[token.head] if token.dep == "conj" else token
    )  # "had not supplied and would not supply"
    holder = tree.tokens[above.head]
    hoped = (above.dep in {"acl", "ccomp"} and holder.pos == "NOUN") or (
        above.dep == "ccomp" and holder is not above and bool(aux & {"would", "will", "could", "might"})
    )
    if hoped and _lemma(tree, above.head, language) in folded(language.syntax.wished):
        return "wished"  # "the hope that ties would grow", "hoped that they would"
    if "would" in aux and above.dep == "ccomp" and tree.tokens[above.head].tag in {"VBD", "VBN"}:
        return "planned"  # "promised that it would": the future told in the past
    if aux & {"would", "could", "may", "might"}:
        return "conditional"
    if aux & {"should", "must", "ought", "can"}:
        return "wished"
    if aux & {"will", "shall", "'ll", "wo"}:
        return "planned"
    if "to" in aux or token.dep == "xcomp":
        return _infinitive(tree, i, language)
    bare = token.tag == "VB" or fold(tree.tokens[token.head].lemma) in folded(language.syntax.letting)
    if token.dep == "ccomp" and bare and not aux:  # "meant to let both sides *swap*"
        return _modality(tree, token.head, language)
    if token.dep == "pcomp":  # "by reaffirming", "after meeting" are done; "called for expanding" is not
        done = {
            *language.syntax.occasion_prepositions,
            *language.syntax.passive_by,
            "by",
            "with",
            "without",
            "while",
        }
        if fold(tree.tokens[token.head].text) not in done:
            return (
                "planned"
                if _lemma(tree, tree.tokens[token.head].head, language) in language.planning
                else "wished"
            )
        verb = _verb_above(tree, i)
        return _modality(tree, verb, language) if verb is not None else "fact"
    if (
        token.dep == "conj"
        and token.tag
        == "VB"  # a past form beside an infinitive has another governor: "agreed to X and signed Y"
        and tree.tokens[token.head].pos in {"VERB", "AUX"}
        and not aux
    ):
        return _modality(tree, token.head, language)
    return "fact"


def _verb_above(tree: _Tree, i: int) -> int | None:
    """Return the verb that a token hangs on, over nouns and prepositions."""
    j, hops = tree.tokens[i].head, 0
    while tree.tokens[j].pos not in {"VERB", "AUX"} and tree.tokens[j].head != j and hops < 8:
        j, hops = tree.tokens[j].head, hops + 1
    return j if tree.tokens[j].pos in {"VERB", "AUX"} and j != i else None


def _infinitive(tree: _Tree, i: int, language: Language) -> Modality:
    """Return what the governor makes of an infinitive: planned, under way, or wished by default."""
    token = tree.tokens[i]
    governor = _lemma(tree, token.head, language)
    rooted = token.head == i  # "Smith's choices to be …" has no verb above
    if governor == "be" and not rooted and _modality(tree, token.head, language) == "conditional":
        return "conditional"  # "if it were to close the border"
    if governor in language.planning or governor == "be":
        return "planned"
    if governor in language.doing:  # under way as far as its own verb is: "should take steps to" is not
        head = tree.tokens[i].head
        above = head if tree.tokens[head].pos in {"VERB", "AUX"} else _verb_above(tree, head)
        return _modality(tree, above, language) if above is not None and above != i else "fact"
    if token.tag == "VBG" and governor in folded(language.syntax.perceiving) and not rooted:
        return _modality(tree, token.head, language)  # "were seen *heading* for the border"
    return "wished" if "to" in _aux(tree, i) or token.dep == "xcomp" else "fact"


def _negated(tree: _Tree, i: int) -> bool:
    if tree.kids(i, "neg"):
        return True
    # "neither confirmed nor denied": the words stand beside the first verb
    if any(fold(tree.tokens[k].text) == "neither" for k in tree.kids(i, "preconj")):
        return True
    if tree.tokens[i].dep == "conj" and any(
        fold(tree.tokens[k].text) == "nor" and k < i for k in tree.kids(tree.tokens[i].head, "cc")
    ):
        return True
    if any(
        fold(tree.tokens[k].text) in {"never", "not", "no longer", "hardly"} for k in tree.kids(i, "advmod")
    ):
        return True
    for k in tree.kids(i, "nsubj", "nsubjpass", "dobj"):
        if any(
            fold(tree.tokens[j].text) in {"no", "neither", "none"}
            for j in (k, *tree.kids(k, "det", "preconj"))
        ):
            return True
    return False


def _with_understood_subject(tree: _Tree, i: int, made: dict[int, Clause]) -> Clause:
    """Return the clause with the subject it shares with another verb."""
    clause, token = made[i], tree.tokens[i]
    if token.dep == "conj" and clause.voice == "passive" and not clause.args("object") and token.head in made:
        above = made[token.head]
        undergoer = above.args("object") if above.voice == "passive" else above.args("subject")
        return replace(clause, arguments=(*(replace(a, role="object") for a in undergoer), *clause.arguments))
    if clause.args("subject") or clause.voice == "passive":
        return clause  # who does what is told in the passive stands behind "by", or nowhere
    governor = token.head
    hops = 0
    while governor not in made and tree.tokens[governor].head != governor and hops < 4:
        if tree.tokens[governor].dep not in {"prep", "pcomp", "acomp", "attr", "conj", "dobj", "pobj"}:
            break
        governor, hops = tree.tokens[governor].head, hops + 1
    if token.dep == "acl" and tree.tokens[token.head].pos in _NOMINAL and token.tag == "VBG":
        return replace(
            clause, arguments=(_argument(tree, "subject", token.head, {*_NOT_IN_PHRASE}), *clause.arguments)
        )
    if governor == i or governor not in made:
        return clause
    if (
        token.dep == "ccomp" and tree.tokens[governor].dep == "relcl"
    ):  # "two men it said had spied": the men had
        antecedent = _argument(tree, "subject", tree.tokens[governor].head, {*_NOT_IN_PHRASE})
        return replace(clause, arguments=(antecedent, *clause.arguments))
    governor = _main_verb(tree, i, governor, made)
    above = made[governor]
    answers = (
        token.dep == "pcomp"
        and above.lemma in tree.answering
        and fold(tree.tokens[token.head].text) in tree.answered_for
    )
    if (token.dep == "xcomp" or answers) and above.args(
        "object"
    ):  # "urged Iran to withdraw", "accused Iran of shelling": the object of the one is the doer of the other
        giver = above.args("object")
    else:
        giver = above.args("subject")
        if not giver and above.voice == "passive":
            giver = above.args("object") if token.dep == "xcomp" else ()
    shared = tuple(replace(a, role="subject") for a in giver)
    return replace(clause, arguments=(*shared, *clause.arguments))


def _main_verb(tree: _Tree, i: int, governor: int, made: dict[int, Clause]) -> int:
    """Return whose subject a participle behind a comma has: "asked the UN to meet, *accusing* Chad": who asked."""
    token = tree.tokens[i]
    if token.dep != "advcl" or token.tag != "VBG" or i == 0 or governor > i:
        return governor
    opens = min([i, *tree.kids(i, "advmod"), *tree.kids(i, "mark")])
    if opens == 0 or tree.tokens[opens - 1].text != ",":
        return governor
    while made[governor].tense == "none" and tree.tokens[governor].dep in {"xcomp", "ccomp", "advcl"}:
        above = tree.tokens[governor].head
        if above not in made or above == governor:
            break
        governor = above
    return governor


def _with_shared_object(tree: _Tree, i: int, made: dict[int, Clause]) -> Clause:
    """Return the clause with the object it shares with a verb coordinated to it: "met and spoke to the minister"."""
    clause = made[i]
    own = [a for a in clause.arguments if a.role != "subject"]
    if clause.voice == "passive" or any(a.role in {"object", "complement"} for a in own):
        return clause
    for k in tree.kids(i, "conj"):
        if any(a.span.start < tree.tokens[k].span.start for a in own):
            continue  # "met *in Oslo* and spoke to the minister"
        if k in made and k - i <= 3 and not tree.kids(k, "nsubj"):
            objects = list(made[k].args("object"))  # "arrested and handed *a spy* over to Peru"
            partners = objects or [
                a for a in made[k].arguments if a.mentions and a.role.startswith("oblique:")
            ]
            rest = [a for a in made[k].arguments if a.role.startswith("oblique:") and not a.mentions]
            return replace(
                clause,
                arguments=(*clause.arguments, *(replace(a, role="object") for a in partners[:1]), *rest),
            )
    return clause


# ------------------------------------------------------------------- nouns


def _noun_clause(
    tree: _Tree, i: int, number: dict[int, int], sentence: Sentence, index: int, made: dict[int, Clause]
) -> Clause:
    token = tree.tokens[i]
    arguments: list[Argument] = []
    for k in tree.children[i]:
        child = tree.tokens[k]
        if child.dep == "poss" or (child.dep in {"amod", "compound", "nmod"} and child.mention is not None):
            arguments.append(_argument(tree, "possessor", k))
        elif child.dep == "prep":
            found = _obliques(tree, k, fold(child.lemma))
            arguments += [replace(a, role="of") if a.role == "oblique:of" else a for a in found]
        elif child.dep in {"acl", "ccomp", "relcl"} and child.dep != "relcl":
            phrase = tree.subtree(k)
            arguments.append(
                Argument(
                    "complement",
                    tree.span(phrase),
                    child.span,
                    fold(child.lemma),
                    (),
                    _mentions(tree, phrase),
                    (),
                    number.get(k),
                )
            )
    governor, role = _governor(tree, i, made)
    parent = None
    if governor is not None:
        above = made[governor]
        parent = above.index
        # "on the sidelines of the NAM meeting": the subject is beside it, not of it
        if not (role or "").startswith("inner:") and not any(a.role == "subject" for a in arguments):
            arguments += list(above.args("subject"))
        if role in {"object", "subject"}:  # "talks took place *in Minsk*"
            taken = {a.role for a in arguments}
            arguments += [a for a in above.arguments if a.role.startswith("oblique:") and a.role not in taken]
    phrase = tree.subtree(i, {"relcl", "punct"})
    above_clause = made[governor] if governor is not None else None
    return Clause(
        index=number[i],
        sentence=index,
        span=tree.span(phrase),
        predicate=token.span,
        lemma=fold(token.lemma),
        kind="noun",
        relation="nominal",
        arguments=tuple(arguments),
        tense=above_clause.tense if above_clause else "none",
        modality=above_clause.modality if above_clause and _shares_modality(tree, i, role) else "fact",
        negated=bool(above_clause and role in {"object", "subject"} and above_clause.negated)
        or bool(tree.kids(i, "neg"))
        or any(fold(tree.tokens[k].text) == "no" for k in tree.kids(i, "det")),
        parent=parent,
        governor=above_clause.lemma if above_clause else None,
        governor_role=role,
        quoted=any(q.holds(token.span) for q in sentence.quoted),
    )


def _shares_modality(tree: _Tree, i: int, role: str | None) -> bool:
    """Return whether an act named by a noun is no more real than its verb: "*trade* with Peru should grow".

    As a subject only a bare noun is: "*the strike* on Peru could widen the war" took place.
    """
    bare = not tree.kids(i, "det", "poss", "nummod")
    return role == "object" or (role == "subject" and bare)


def _governor(tree: _Tree, i: int, made: dict[int, Clause]) -> tuple[int | None, str | None]:
    """Return the verb a noun depends on and the role it fills there."""
    token = tree.tokens[i]
    j = token.head
    if token.dep == "conj":
        return _governor(tree, j, made) if j != i else (None, None)
    if j in made:
        if token.dep in _OBJECT or token.dep in _PASSIVE_SUBJECT:
            return j, "object"
        if token.dep in _SUBJECT:
            return j, "subject"
        return j, token.dep
    if token.dep == "pobj":
        prep = fold(tree.tokens[j].lemma)
        up = tree.tokens[j].head
        if prep == "of" and fold(tree.tokens[up].lemma) in tree.lengths | tree.partitives:
            return _governor(tree, up, made)  # "after *a day of* talks with Kenya"
        if up in made:
            return up, f"oblique:{prep}"
        above, _ = _governor(tree, up, made) if up != i and tree.tokens[up].head != up else (None, None)
        return above, f"inner:{prep}" if above is not None else None
    return None, None


def _with_speech(clause: Clause, clauses: Sequence[Clause], language: Language) -> Clause:
    """Mark a clause that somebody is said to have said: under the complement of a cue."""
    by_index = {c.index: c for c in clauses}
    below, above = clause, by_index.get(clause.parent) if clause.parent is not None else None
    hops = 0
    while above is not None and hops < 12:
        in_content = any(a.role == "complement" and a.span.holds(below.predicate) for a in above.arguments)
        if in_content and above.kind == "verb" and above.lemma in language.cues_by_predicate:
            return replace(clause, speech=above.index)
        below, above = above, by_index.get(above.parent) if above.parent is not None else None
        hops += 1
    return clause


def clauses_of_sentence(clauses: Iterable[Clause], sentence: int) -> Iterator[Clause]:
    """Yield the clauses of one sentence."""
    return (c for c in clauses if c.sentence == sentence)
