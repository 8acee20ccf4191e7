"""Put a thing in the place of what somebody calls it: "struck *what Lagos called* hideouts in Chad" struck hideouts.

In: the tokens of a parsed sentence. Out: the same tokens; what a free relative with a verb of naming says takes the
place of that verb, and the verb hangs on it, as in "hideouts, as Lagos called them".

Reporters do not make a side's words their own: an act, a protest or a charge is told with such a clause as its object,
and whose hideouts they were stands inside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from regesta.model.reports import Token
from regesta.packs.language import Language
from regesta.text.fold import fold, folded

_PLACES = {"ccomp": "dobj", "pcomp": "pobj"}  # where such a clause stands, and what a noun is there
_CALLED = {"dobj", "oprd", "attr"}
_NOMINAL = {"NOUN", "PROPN"}


def with_named(tokens: Sequence[Token], language: Language) -> Sequence[Token]:
    """Return the tokens with what is named in the place of the naming."""
    naming = folded(language.syntax.naming)
    done: list[Token] | None = None
    for verb, token in enumerate(tokens):
        if token.dep not in _PLACES or fold(token.lemma) not in naming:
            continue
        thing = _thing(tokens, verb, language)
        if thing is None:
            continue
        done = done or list(tokens)
        done[thing] = tokens[thing]._replace(head=token.head, dep=_PLACES[token.dep])
        done[verb] = token._replace(head=thing, dep="relcl")
        above = token.head if token.dep == "ccomp" else thing
        for k in range(thing + 1, len(tokens)):  # where and when belong to the act, not to the naming
            if tokens[k].head == verb and tokens[k].dep == "prep":
                done[k] = tokens[k]._replace(head=above)
    return tokens if done is None else done


def _thing(tokens: Sequence[Token], verb: int, language: Language) -> int | None:
    """Return what a clause "what X calls Y" is about: the noun behind the verb, or behind its "as"."""
    what = folded(language.syntax.free_relative)
    if not any(t.head == verb and k < verb and fold(t.text) in what for k, t in enumerate(tokens)):
        return None
    behind = [k for k, t in enumerate(tokens) if k > verb and t.head == verb]
    for k in behind:
        if tokens[k].dep in _CALLED and (tokens[k].pos in _NOMINAL or tokens[k].mention is not None):
            return k
    for k in behind:
        if tokens[k].dep == "prep" and fold(tokens[k].text) in folded(language.syntax.naming_as):
            return next((j for j, t in enumerate(tokens) if t.head == k and t.dep == "pobj"), None)
    return None
