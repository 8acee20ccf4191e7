"""Read packs from YAML into frozen look-ups. Everything is checked on the way in.

In: the packs shipped in `regesta/data` and any directories given with `--packs`, which add to them
or override rows with the same id. Out: `Packs`, immutable, with a fingerprint of every byte read.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from regesta.errors import PackError
from regesta.packs import cache
from regesta.packs import schema as s
from regesta.packs.knowledge import Knowledge
from regesta.packs.language import Language
from regesta.packs.word_classes import with_classes

DATA = Path(__file__).resolve().parent.parent / "data"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
T = TypeVar("T")
# While one set of packs is loaded: what each file's content hashes to, and what that content holds.
_contents: dict[Path, str] = {}
_parsed: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Packs:
    """All packs, loaded: languages by code, knowledge, and the fingerprint of what was read."""

    languages: dict[str, Language]
    knowledge: Knowledge
    fingerprint: str

    def language(self, code: str | None) -> Language | None:
        """Return the language's pack, or None if there is none."""
        return self.languages.get(code or "")


def load_packs(*extra: Path) -> Packs:
    """Load the shipped packs and any extra directories, later ones overriding earlier ones.

    Args:
        extra: Directories with `languages/` and `knowledge/` inside, like `regesta/data`.

    Raises:
        PackError: a file is not YAML, or a row is not of its shape. Nothing is loaded then.
    """
    return _load(tuple(p.resolve() for p in extra))


@lru_cache(maxsize=4)
def _load(extra: tuple[Path, ...]) -> Packs:
    roots = (DATA, *extra)
    for root in extra:
        if not root.is_dir():
            raise PackError(
                root, 0, "no such directory of packs", "Give a folder with languages/ or knowledge/ in it"
            )
    digest = hashlib.sha256()
    _contents.clear()
    for path in _files(roots):
        content = path.read_bytes()
        _contents[path] = hashlib.sha256(content).hexdigest()
        digest.update(path.name.encode() + b"\0" + content)
    fingerprint = digest.hexdigest()[:16]
    _parsed.clear()
    _parsed.update(cache.recall(fingerprint))
    known = len(_parsed)
    knowledge = _knowledge(roots)
    codes = sorted({p.name for root in roots for p in (root / "languages").glob("*") if p.is_dir()})
    languages = {code: _language(roots, code, knowledge) for code in codes}
    if not known:
        cache.keep(fingerprint, _parsed)
    _parsed.clear()
    _contents.clear()
    return Packs(languages, knowledge, fingerprint)


def _files(roots: Iterable[Path]) -> Iterator[Path]:
    for root in roots:
        for part in ("languages", "knowledge"):
            yield from sorted((root / part).rglob("*.yml"))


# ------------------------------------------------------------------- one file


def read_yaml(path: Path) -> Any:
    """Return what a YAML file holds, or raise with its line."""
    content = _contents.get(path)
    if content in _parsed:
        return _parsed[content]
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe loader in C)
        if content is not None:
            _parsed[content] = data
        return data
    except UnicodeDecodeError as exc:
        raise PackError(path, 1, f"not UTF-8 at byte {exc.start}", "Save the file as UTF-8") from exc
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise PackError(
            path, line, f"not YAML: {getattr(exc, 'problem', exc)}", "Mend the line; quote odd text"
        ) from exc


def read_rows(path: Path, shape: Any) -> Any:
    """Read a pack file and check it against its shape, a pydantic type or generic alias."""
    data = read_yaml(path)
    try:
        return TypeAdapter(shape).validate_python(data)
    except ValidationError as exc:
        # A misspelt key also leaves its right name missing: the misspelling is what to tell.
        errors = exc.errors()
        first = next((e for e in errors if e["type"] == "extra_forbidden"), errors[0])
        where = tuple(first["loc"])
        raise PackError(path, _line_of(path, where), _problem(first), _fix(first, shape)) from exc


def _problem(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"unknown key '{error['loc'][-1]}' at {where}"
    return f"{error['msg']} at {where}"


def _fix(error: Any, shape: Any) -> str:
    if error["type"] != "extra_forbidden":
        return f"The value was {str(error.get('input'))[:60]!r}"
    known = sorted({name for model in _models(shape) for name in model.model_fields})
    near = difflib.get_close_matches(str(error["loc"][-1]), known, n=1)
    return f"Did you mean '{near[0]}'?" if near else f"Known keys: {', '.join(known)}"


def _models(shape: Any) -> Iterator[type[BaseModel]]:
    """Yield every model a shape can hold, so that a misspelt key finds its neighbour."""
    seen: list[Any] = [shape]
    done: set[Any] = set()
    while seen:
        item = seen.pop()
        if isinstance(item, type) and issubclass(item, BaseModel):
            if item in done:
                continue
            done.add(item)
            yield item
            seen.extend(f.annotation for f in item.model_fields.values())
        else:
            seen.extend(getattr(item, "__args__", ()))


def _line_of(path: Path, where: tuple[Any, ...]) -> int:
    """Return the line of a value in a YAML file, following keys and indices."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    line = 1
    for part in where:
        found = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    line, found = key.start_mark.line + 1, value
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            found = node.value[part]
            line = found.start_mark.line + 1
        if found is None:
            break
        node = found
    return line


# ------------------------------------------------------------------- knowledge


def _all_rows(roots: Iterable[Path], folder: str, shape: Any) -> list[Any]:
    rows: list[Any] = []
    for root in roots:
        for path in sorted((root / "knowledge" / folder).glob("*.yml")):
            rows.extend(read_rows(path, shape))
    return rows


def _by_id(rows: Iterable[T]) -> tuple[T, ...]:
    """Keep the last row of each id, in the order of first appearance: an override replaces."""
    kept: dict[str, T] = {}
    for row in rows:
        kept[row.id] = row  # type: ignore[attr-defined]
    return tuple(kept.values())


def _knowledge(roots: tuple[Path, ...]) -> Knowledge:
    infos = [
        read_rows(p, s.KnowledgeInfo) for root in roots if (p := root / "knowledge" / "about.yml").is_file()
    ]
    if not infos:
        raise PackError(
            roots[0] / "knowledge" / "about.yml", 0, "missing", "Say there to which day the facts are kept"
        )
    kinds: list[s.OfficeKind] = []
    offices: list[s.OfficesFile] = []
    for root in roots:
        folder = root / "knowledge" / "offices"
        for path in (*sorted(folder.glob("*.yml")), *sorted((folder / "cabinets").glob("*.yml"))):
            if path.name == "kinds.yml":
                kinds.extend(read_rows(path, tuple[s.OfficeKind, ...]))
            else:
                offices.append(read_rows(path, s.OfficesFile))
    return Knowledge(
        as_of=infos[-1].as_of,
        states=_by_id(_all_rows(roots, "states", tuple[s.StateRow, ...])),
        organisations=_by_id(_all_rows(roots, "organisations", tuple[s.OrganisationRow, ...])),
        office_kinds=_by_id(kinds),
        offices=tuple(offices),
        meetings=_by_id(_all_rows(roots, "meetings", tuple[s.MeetingRow, ...])),
        landmarks=_by_id(_all_rows(roots, "landmarks", tuple[s.LandmarkRow, ...])),
        relations=tuple(_all_rows(roots, "relations", tuple[s.RelationRow, ...])),
    )


# ------------------------------------------------------------------- languages


def _merged(roots: Iterable[Path], code: str, name: str) -> list[tuple[Path, Any]]:
    paths = [root / "languages" / code / f"{name}.yml" for root in roots]
    return [(p, read_yaml(p)) for p in paths if p.is_file()]


def _one(roots: tuple[Path, ...], code: str, name: str, shape: type[T]) -> T:
    """Read one mapping file; a later root overrides single keys of it."""
    parts = _merged(roots, code, name)
    if not parts:
        return TypeAdapter(shape).validate_python({})
    if len(parts) == 1:
        return read_rows(parts[0][0], shape)  # type: ignore[no-any-return]
    joined: dict[str, Any] = {}
    for path, data in parts:
        read_rows(path, shape)  # says which file and line is wrong; the join below cannot
        if not isinstance(data, dict):
            raise PackError(path, 1, "not a mapping", "Write `key: value` lines")
        joined |= data
    return TypeAdapter(shape).validate_python(joined)


def _many(roots: tuple[Path, ...], code: str, name: str, shape: Any) -> tuple[Any, ...]:
    """Read list files `<name>.yml` and `<name>/*.yml`; rows with an id override earlier ones."""
    rows: list[Any] = []
    for root in roots:
        folder = root / "languages" / code
        for path in (folder / f"{name}.yml", *sorted((folder / name).glob("*.yml"))):
            if path.is_file():
                rows.extend(read_rows(path, tuple[shape, ...]))
    return _by_id(rows) if rows and hasattr(rows[0], "id") else tuple(rows)


def _language(roots: tuple[Path, ...], code: str, knowledge: Knowledge) -> Language:
    classes = _many(roots, code, "classes", s.WordClass)
    return Language(
        syntax=_one(roots, code, "language", s.Syntax),
        states=_one(roots, code, "states", dict[s.StateCode, s.StateForms]),
        titles=_one(roots, code, "offices", s.TitlesFile),
        coref=_one(roots, code, "coref", s.CorefFile),
        chronology=_one(roots, code, "dates", s.Chronology),
        boilerplate=_one(roots, code, "clean", s.Boilerplate),
        places=_one(roots, code, "places", s.PlacesFile),
        frames=with_classes(_many(roots, code, "frames", s.Frame), classes, Path(code, "frames")),
        wrongs=with_classes(_many(roots, code, "wrongs", s.Frame), classes, Path(code, "wrongs")),
        cues=_many(roots, code, "cues", s.Cue),
        content_stances=_many(roots, code, "stances", s.ContentStance),
        topics=_many(roots, code, "topics", s.TopicRow),
        commitments=_one(roots, code, "commitments", s.CommitmentsFile),
        knowledge=knowledge,
        sectors=_one(roots, code, "sectors", s.SectorsFile),
        namings=_one(roots, code, "namings", s.NamingsFile),
    )
