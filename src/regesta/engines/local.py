"""Build the pipeline's tools in this process, once for each set of packs."""

from __future__ import annotations

from regesta.engines.models import load_classifier
from regesta.engines.syntax import parser, recogniser, tokenize
from regesta.packs.load import Packs
from regesta.pipeline import Tools
from regesta.steps.annotate import Annotator
from regesta.steps.detect import identifier
from regesta.steps.resolve.people import People
from regesta.steps.resolve.places import Gazetteer

_built: dict[str, Tools] = {}


def tools(packs: Packs) -> Tools:
    """Return the tools for some packs. The parser's model is loaded on its first sentence."""
    known = _built.get(packs.fingerprint)
    if known is not None:
        return known
    gazetteer = Gazetteer(packs.knowledge, packs.languages.values())
    annotators = {}
    for code, language in packs.languages.items():
        model = (language.syntax.model or "en_core_web_sm") if language.syntax.reader == "spacy" else None
        parse = parser(model) if model else None
        annotators[code] = Annotator.build(
            language,
            packs.knowledge,
            gazetteer.table,
            parse,
            tokenize if parse else None,
            gazetteer.state,
            recogniser(model) if model else None,
        )
    found = {code: load_classifier(code) for code in packs.languages}
    classifiers = {code: c for code, c in found.items() if c is not None}
    built = Tools(annotators, People(packs.knowledge), gazetteer, identifier(), classifiers)
    _built[packs.fingerprint] = built
    return built
