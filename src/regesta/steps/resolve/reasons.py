"""Tell whose "its" is in what somebody gives as his reason: "summoned the envoy over *its* raid".

In: a sentence, the pronoun, and who was named before. Out: the one the act is aimed at, or nobody. Elsewhere "its" is
the subject's ("recalled *its* envoy"); in a reason it seldom is, and taking it so makes the punisher the culprit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from regesta.model.spans import Span
from regesta.packs.language import Language
from regesta.text.fold import fold, folded, squeeze, squeezed

_REACH = 40  # letters before a word in which a phrase of reason, or a preposition, stands
_MOST_BETWEEN = 4  # words between "its" and the act

T = TypeVar("T")


def aimed_at(
    text: str, sentence: Span, pronoun: Span, named: Sequence[tuple[Span, T]], language: Language
) -> T | None:
    """Return the last of those named before a possessive in a reason, who is not merely where it happened.

    Args:
        text: The report's.
        sentence: That of the pronoun.
        pronoun: "its", "his".
        named: Those named before it in the sentence but for its subject, in reading order.
        language: Its pack says what words give reasons.
    """
    before = squeeze(text[max(sentence.start, pronoun.start - _REACH) : pronoun.start])
    sure = _ends(before, squeezed(language.syntax.reasons))
    if not sure and not (
        _ends(before, squeezed(language.syntax.perhaps_reasons))
        and _owns_act(text, sentence, pronoun, language)
    ):
        return None
    at = squeezed(language.places.at)
    open_ = folded(language.syntax.aims) | folded(language.syntax.line_links)  # "sanctions on", "trade with"
    shut = at if sure else folded(language.syntax.prepositions) - open_
    fitting = [who for span, who in named if _led_by(text, sentence, span, language) not in shut]
    return fitting[-1] if fitting else None


def _ends(words: str, phrases: frozenset[str]) -> bool:
    return any(f" {words}".endswith(f" {p}") for p in phrases)


def _owns_act(text: str, sentence: Span, pronoun: Span, language: Language) -> bool:
    """Return whether what the pronoun owns is an act: "its invasion", "its military support", not "its army"."""
    for word in fold(text[pronoun.end : sentence.end]).split()[:_MOST_BETWEEN]:
        bare = word.strip(".,;:()\"'")
        if bare in language.noun_predicates or bare.removesuffix("s") in language.noun_predicates:
            return True
        if bare in language.closed_words:
            return False
    return False


def _led_by(text: str, sentence: Span, span: Span, language: Language) -> str:
    """Return the preposition right before somebody, articles passed over."""
    words = fold(text[max(sentence.start, span.start - _REACH) : span.start]).split()
    words = [w for w in words if w not in folded(language.syntax.articles)]
    last = words[-1] if words else ""
    return last if last in folded(language.syntax.prepositions) else ""
