"""Sentences that teach the event classifier: written for this project, each with its two sides marked.

In: `languages/<code>/examples/*.yml`, groups of rows by act. Out: the sentences without their marks, with the spans
of the two sides. They are read by `make models` and `regesta packs check`, never while reports are read.

    - act: "1121"              # CAMEO leaf code; of "none", any slug
      type: ACCUSE             # PLOVER, or NONE: the two stand together and nothing passes between them
      mode: allege
      rows:
      - "{a:The ministry} accused {r:a consular clerk} of selling visas."
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from regesta.model.spans import Span
from regesta.packs import schema as s
from regesta.packs.load import DATA, read_rows

_MARK = re.compile(r"\{([ar]):([^{}]+)\}")


def _marked(text: str) -> str:
    sides = [m[1] for m in _MARK.finditer(text)]
    if sorted(sides) != ["a", "r"]:
        raise ValueError("mark who acts {a:…} and to whom {r:…}, each once")
    if "{" in _MARK.sub("", text) or "}" in _MARK.sub("", text):
        raise ValueError("a brace is left over")
    return text


class ExampleGroup(s.Row):
    """Sentences of one act."""

    act: s.Text
    type: s.EventType
    mode: s.Text | None = None
    rows: Annotated[list[Annotated[str, AfterValidator(_marked)]], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, where its two sides stand, and what passes between them."""

    text: str
    doer: Span
    other: Span
    type: str
    act: str
    mode: str | None = None


def example_files(code: str, root: Path = DATA) -> tuple[Path, ...]:
    """Return the files of a language's examples, sorted."""
    return tuple(sorted((root / "languages" / code / "examples").glob("*.yml")))


def read_examples(code: str, root: Path = DATA) -> tuple[Example, ...]:
    """Return the examples of a language in the order of their files.

    Raises:
        PackError: a file is not of its shape.
    """
    return tuple(
        _example(row, group)
        for path in example_files(code, root)
        for group in read_rows(path, tuple[ExampleGroup, ...])
        for row in group.rows
    )


def fingerprint(code: str, root: Path = DATA) -> str:
    """Return a hash of every byte of a language's examples: what a model was made from."""
    digest = hashlib.sha256()
    for path in example_files(code, root):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def repeated(examples: tuple[Example, ...]) -> Iterator[str]:
    """Yield sentences that stand twice: one in the part held out would then be no test."""
    seen: set[str] = set()
    for example in examples:
        if example.text in seen:
            yield example.text
        seen.add(example.text)


def _example(row: str, group: ExampleGroup) -> Example:
    text, sides, last = "", {}, 0
    for mark in _MARK.finditer(row):
        text += row[last : mark.start()]
        sides[mark[1]] = Span(len(text), len(text) + len(mark[2]))
        text += mark[2]
        last = mark.end()
    return Example(text + row[last:], sides["a"], sides["r"], group.type, group.act, group.mode)
