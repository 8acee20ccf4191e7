"""Write out the word classes that the conditions of frames name: "@vessel" stands for every word for a vessel.

A list of nouns of one kind is written once a language, in `classes.yml`, and a frame that needs one of them needs any:
who "impounded a yacht" seized it as who impounded a tanker did.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from regesta.errors import PackError
from regesta.packs.schema import Frame, WordClass

_NAMED = re.compile(r"@([a-z][a-z0-9-]*)")


def with_classes(frames: Sequence[Frame], classes: Iterable[WordClass], folder: Path) -> tuple[Frame, ...]:
    """Return frames whose conditions hold words instead of names of classes.

    Args:
        frames: Of one language.
        classes: Of the same language.
        folder: Where the frames stand, for messages.

    Raises:
        PackError: a frame names a class that there is not.
    """
    words = {c.id: c.words for c in classes}
    return tuple(_with_classes(frame, words, folder) for frame in frames)


def _with_classes(frame: Frame, words: Mapping[str, tuple[str, ...]], folder: Path) -> Frame:
    if not any("@" in p for p in (*frame.needs, *frame.unless)):
        return frame
    try:
        needs, unless = _written_out(frame.needs, words), _written_out(frame.unless, words)
    except KeyError as exc:
        raise PackError(
            folder, 0, f"frame '{frame.id}' names the class '@{exc.args[0]}', which is in no classes.yml",
            f"Add it there, or take one of: {', '.join(sorted(words)) or 'none'}",
        ) from None  # fmt: skip
    return frame.model_copy(update={"needs": needs, "unless": unless})


def _written_out(phrases: Iterable[str], words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return phrases with each class replaced by each of its words: "it would @hostile" gives one for each."""
    done: dict[str, None] = {}
    for phrase in phrases:
        named = _NAMED.search(phrase)
        if named is None:
            done[phrase] = None
            continue
        for word in words[named[1]]:
            done[phrase[: named.start()] + word + phrase[named.end() :]] = None
    return tuple(done)
