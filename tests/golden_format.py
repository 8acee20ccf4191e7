"""A careful reader's notes on a report, and how they are held against what Regesta took from it.

A case is a folder with `report.txt` (or `report.html`), if need be a sidecar `report.json`, `about.md`, and
`expected.jsonl`: one JSON object a line, in a reader's notation, not the tool's. Days are ISO and inclusive.

What must be found. Every line needs a finding of its own:

    {"record":"event","type":…,"actors":[…],"recipients":[…],"earliest":…,"latest":…,"place":…,"quote":…}
    {"record":"statement","speakers":[…],"stance":[…],"about":[…],"quote":…}
    {"record":"commitment","kind":…,"stage":…,"parties":[…],"by":[…],"to":[…],"count":…,"value":{…},"quote":…}
    {"record":"office","name":…,"office":…,"state":…,"standing":…}
    {"record":"report","language":…,"earliest":…,"latest":…}
    {"record":"same","as_written":[…]}   the spellings are one entity; "different": no two of them are

Keys. A list under `type`, `status`, `mode`, `stance`, `kind`, `stage` or `place` means: any of these.

    actors, recipients, speakers, addressees, by, to, between
                "IRN Abbas Araghchi": this person for this state (or organisation). "IRN": anybody who acts
                for it, or the state itself. "* Abbas Araghchi": whoever's he is. "A|B": one of the two.
                `between` are participants on either side. Nobody else may take part but the states named
                and those under `also`.
    status      "occurred" unless said; "past" is occurred or historical
    earliest, latest
                the finding's days lie inside; `day`: and hold this day
    place       a city or a state's code; null: none may be given (a capital that acts is no place)
    part_of     true: belongs to another event of the report
    foresees    the type of event an AGREE looks forward to
    parties     exactly these, but for those under `also`
    about       one of these begins a word in the topic, the quote or the name of an actor spoken of
    direct      true for words in quotation marks
    quote       words inside the evidence

The reader's limits:

    {"only":["CONSULT","AGREE"]}     every such event (or "commitment", "statement") is one of those above, or
    {"may":["AGREE"],"among":[…]}    allowed: of these types, with no others than these
    {"none":"event"}                 no event at all; or "statement", "commitment", or a type of event
    {"not":true,"record":…,…}        no finding fits this description (status: any, unless said; others may
                                     take part)
    {"never":"words"}                words that no evidence may hold
    {"issue":"date.vague"}           a passage is left as an issue with this code
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from anyascii import anyascii
from rapidfuzz import fuzz

from regesta.model.actors import Actor
from regesta.model.findings import Commitment, Event, Finding, OfficeHeld, Place, Reading, Statement
from regesta.model.spans import Evidence
from regesta.model.times import DayRange

ROOT = Path(__file__).parent / "golden"
KNOWN_MISSES = ROOT / "known_misses.txt"

_NAMES_ALIKE = 80  # percent: Araghchi and Araqchi are, Ali and Aleinik are not
_KINDS: dict[str, type[Event | Statement | Commitment | OfficeHeld]] = {
    "event": Event,
    "statement": Statement,
    "commitment": Commitment,
    "office": OfficeHeld,
}
_DAYS = {"earliest", "latest", "day"}
_KEYS = {
    "event": {
        "type", "status", "mode", "actors", "recipients", "between", "also", "place", "foresees", "part_of",
        "quote", *_DAYS,
    },
    "statement": {"speakers", "addressees", "stance", "about", "direct", "also", "quote", *_DAYS},
    "commitment": {
        "kind", "stage", "parties", "also", "by", "to", "count", "value", "sectors", "place", "quote", *_DAYS,
    },
    "office": {"name", "office", "state", "standing", "quote", *_DAYS},
    "report": {"language", "earliest", "latest"},
    "same": {"as_written"},
    "different": {"as_written"},
}  # fmt: skip
_LIMITS = ({"only"}, {"may", "among"}, {"none"}, {"never"}, {"issue"})
_PAST = ("occurred", "historical")
_STATE = re.compile(r"[A-Z]{3}")

Note = Mapping[str, Any]
_Names = Mapping[str, tuple[str, ...]]  # by entity: how the report writes it and what the packs call it


@dataclass(frozen=True)
class Case:
    """A report and a reader's notes on it. `notes` are numbered as the lines of `expected.jsonl`."""

    name: str  # "en/both-ministers", "held_out/id/baca-juga"
    report: Path
    sidecar: Mapping[str, Any]
    notes: Mapping[int, Note]


# --------------------------------------------------------------------------- cases


def find_cases(root: Path = ROOT) -> list[Case]:
    """Return every case under a folder, in order of name."""
    return [load_case(path.parent, root) for path in sorted(root.rglob("expected.jsonl"))]


def load_case(folder: Path, root: Path = ROOT) -> Case:
    """Read a case and refuse notes that are misspelt or speak of words its report does not hold."""
    reports = [path for path in (folder / "report.txt", folder / "report.html") if path.is_file()]
    assert len(reports) == 1, f"{folder}: needs report.txt or report.html"
    assert (folder / "about.md").is_file(), f"{folder}: needs about.md"
    sidecar = folder / "report.json"
    notes: dict[int, Note] = {}
    words = _plain(reports[0].read_text(encoding="utf-8"))
    for number, line in enumerate((folder / "expected.jsonl").read_text(encoding="utf-8").splitlines(), 1):
        where = f"{folder.name}/expected.jsonl:{number}"
        note = json.loads(line)
        problem = _problem(note, words)
        assert problem is None, f"{where}: {problem}"
        notes[number] = note
    assert notes, f"{folder}: no expectations"
    beside = json.loads(sidecar.read_text(encoding="utf-8")) if sidecar.is_file() else {}
    return Case(folder.relative_to(root).as_posix(), reports[0], beside, notes)


def known_misses(path: Path = KNOWN_MISSES) -> dict[tuple[str, int], str]:
    """Return the notes that are known to fail, with the reason: lines `case:number | reason`."""
    misses: dict[tuple[str, int], str] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        if not line.strip() or line.startswith("#"):
            continue
        key, _, reason = (part.strip() for part in line.partition("|"))
        name, _, number = key.rpartition(":")
        assert reason, f"{path.name}: {key} gives no reason"
        assert (name, int(number)) not in misses, f"{path.name}: {key} stands twice"
        misses[name, int(number)] = reason
    return misses


def _problem(note: Note, words: str) -> str | None:
    keys = set(note)
    if "record" not in note:
        return None if keys in _LIMITS else f"unknown keys {sorted(keys)}"
    if note["record"] not in _KEYS:
        return f"unknown record {note['record']!r}"
    unknown = keys - _KEYS[note["record"]] - {"record", "not"}
    if unknown:
        return f"unknown keys {sorted(unknown)}"
    quotes = [note["quote"]] if "quote" in note else list(note.get("as_written", ()))
    missing = [q for q in quotes if _plain(q) not in words]
    return f"not in the report: {missing}" if missing else None


# --------------------------------------------------------------------------- checking


def check(notes: Mapping[int, Note], reading: Reading) -> dict[int, str | None]:
    """Hold a reader's notes against a reading.

    Returns:
        For each note None if it holds, else what is wrong, in words.
    """
    names = names_of(reading)
    verdicts: dict[int, str | None] = {}
    for record, kind in _KINDS.items():
        musts = {n: note for n, note in notes.items() if note.get("record") == record and not note.get("not")}
        found = [f for f in reading.findings if isinstance(f, kind)]
        verdicts |= _one_each(musts, found, names)
    for number, note in notes.items():
        if number in verdicts:
            continue
        if note.get("not"):
            verdicts[number] = _unwanted(note, reading.findings, names)
        elif note.get("record") == "report":
            verdicts[number] = _report_differs(note, reading)
        elif "record" in note:
            verdicts[number] = _spellings_differ(note, reading)
        elif "only" in note:
            verdicts[number] = _beyond(note["only"], list(notes.values()), reading.findings, names)
        elif "may" in note:
            verdicts[number] = None  # it permits; `only` reads it
        elif "none" in note:
            kept = [f for f in reading.findings if _is_a(f, note["none"])]
            verdicts[number] = _listed(f"there is {note['none']} where the reader sees none", kept)
        elif "never" in note:
            kept = [f for f in reading.findings if any(_plain(note["never"]) in q for q in _quotes(f))]
            verdicts[number] = _listed(f"evidence holds {note['never']!r}", kept)
        else:
            codes = sorted({issue.code for issue in reading.issues})
            verdicts[number] = (
                None if note["issue"] in codes else f"no issue {note['issue']}; issues: {codes}"
            )
    return dict(sorted(verdicts.items()))


def _one_each(musts: Mapping[int, Note], found: Sequence[Finding], names: _Names) -> dict[int, str | None]:
    """Give every note a finding of its own where that is possible; say of the others what comes nearest."""
    faults = {n: [differences(note, f, names) for f in found] for n, note in musts.items()}
    holder: dict[int, int] = {}  # finding -> note

    def place(number: int, tried: set[int]) -> bool:
        for i, fault in enumerate(faults[number]):
            if fault or i in tried:
                continue
            tried.add(i)
            if i not in holder or place(holder[i], tried):
                holder[i] = number
                return True
        return False

    for number in musts:
        place(number, set())
    held = set(holder.values())
    return {n: None if n in held else _nearest(musts[n], faults[n], found) for n in musts}


def _nearest(note: Note, faults: Sequence[list[str]], found: Sequence[Finding]) -> str:
    if any(not fault for fault in faults):
        return f"only one finding serves this note and another like it: {_short(note)}"
    order = sorted(range(len(found)), key=lambda i: (len(faults[i]), i))
    near = [f"    {show(found[i])}\n      but {'; '.join(faults[i])}" for i in order[:3]]
    return "\n".join(
        [f"not found: {_short(note)}", *(near or ["    nothing of this record was found at all"])]
    )


def differences(note: Note, finding: Finding, names: _Names) -> list[str]:
    """Return in which ways a finding is not what a note describes; empty if it is."""
    faults: list[str] = []
    strict = not note.get("not")
    if isinstance(finding, Event):
        faults += _event_faults(note, finding, names, strict=strict)
    elif isinstance(finding, Statement):
        faults += _any("stance", note.get("stance"), finding.stance)
        faults += _people("speakers", note, finding.speakers, names, strict=strict)
        faults += _people("addressees", note, finding.addressees, names, strict=False)
        faults += _about(note.get("about"), finding)
        if "direct" in note and note["direct"] != finding.direct:
            faults.append(f"direct is {finding.direct}")
    elif isinstance(finding, Commitment):
        faults += _commitment_faults(note, finding, names)
    else:
        if not any(_same_name(note["name"], n) for n in (finding.name, *names.get(finding.entity, ()))):
            faults.append(f"name is {finding.name!r}")
        faults += [
            f
            for key in ("office", "state", "standing")
            for f in _any(key, note.get(key), getattr(finding, key))
        ]
    if "quote" in note and not evidence_holds(finding, note):
        faults.append(f"evidence lacks {note['quote']!r}")
    return faults + _date_faults(note, finding.date)


def _event_faults(note: Note, event: Event, names: _Names, *, strict: bool) -> list[str]:
    faults = _any("type", note.get("type"), event.type)
    status = note.get("status", "occurred" if strict else None)
    faults += _any("status", _PAST if status == "past" else status, event.status)
    modes = note.get("mode")
    if modes and not set(_list(modes)) & set(event.modes):
        faults.append(f"modes are {list(event.modes)}, not {modes}")
    faults += _people("actors", note, event.actors, names, strict=False)
    faults += _people("recipients", note, event.recipients, names, strict=False)
    faults += _people("between", note, (*event.actors, *event.recipients), names, strict=False)
    if strict:
        faults += _strangers(note, (*event.actors, *event.recipients), names)
    if "place" in note:
        faults += _place_faults(note["place"], event.place)
    if "foresees" in note and (event.foresees is None or event.foresees.type != note["foresees"]):
        faults.append(f"foresees {event.foresees and event.foresees.type}")
    if note.get("part_of") and event.part_of is None:
        faults.append("is part of no event")
    return faults


def _commitment_faults(note: Note, found: Commitment, names: _Names) -> list[str]:
    faults = _any("kind", note.get("kind"), found.kind) + _any("stage", note.get("stage"), found.stage)
    if "parties" in note:
        wanted, allowed = set(note["parties"]), set(note["parties"]) | set(note.get("also", ()))
        if not wanted <= set(found.parties) <= allowed:
            faults.append(f"parties are {list(found.parties)}")
    faults += _people("by", note, found.by, names, strict=False)
    faults += _people("to", note, found.to, names, strict=False)
    if "count" in note and found.count != note["count"]:
        faults.append(f"count is {found.count}")
    if "value" in note:
        value = {"amount": found.value.amount, "currency": found.value.currency} if found.value else None
        if value != note["value"]:
            faults.append(f"value is {value}")
    lacking = [s for s in note.get("sectors", ()) if not any(_fold(s) in _fold(t) for t in found.sectors)]
    if lacking:
        faults.append(f"sectors {list(found.sectors)} lack {lacking}")
    if "place" in note:
        faults += _place_faults(note["place"], found.place)
    return faults


# --------------------------------------------------------------------------- parts of a finding


def names_of(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Return by entity how the report writes it and what the packs call it."""
    names: dict[str, dict[str, None]] = {}
    for mention in reading.entities:
        names.setdefault(mention.entity, {}).update({mention.name: None, mention.as_written: None})
    return {entity: tuple(known) for entity, known in names.items()}


def _is(token: str, actor: Actor, names: _Names) -> bool:
    """Return whether an actor is the one a note names: "IRN", "IRN Abbas Araghchi", "* …", "A|B"."""
    if "|" in token:
        return any(_is(part.strip(), actor, names) for part in token.split("|"))
    state, _, name = token.partition(" ")
    if state not in ("*", actor.state) and actor.entity not in (f"state:{state}", f"org:{state}"):
        return False
    return not name or any(
        _same_name(name, n) for n in (actor.name, actor.as_written, *names.get(actor.entity, ()))
    )


@lru_cache(maxsize=20_000)
def _same_name(wanted: str, written: str) -> bool:
    """Return whether every word of a name stands, so or nearly so, in another."""
    words = re.findall(r"[a-z]+", _fold(written))
    run = "".join(words)
    parts = [w for w in re.findall(r"[a-z]+", _fold(wanted)) if len(w) > 2]
    return bool(parts) and all(
        part in run or any(fuzz.ratio(part, word) >= _NAMES_ALIKE for word in words) for part in parts
    )


def _people(key: str, note: Note, actors: Sequence[Actor], names: _Names, *, strict: bool) -> list[str]:
    """Return who is missing under a key; with `strict` also who is there unasked."""
    wanted = note.get(key, ())
    free = list(actors)
    faults: list[str] = []
    # Persons first: a bare state takes whoever is left.
    for token in sorted(wanted, key=lambda t: " " not in t):
        one = next((a for a in free if _is(token, a, names)), None)
        if one is None:
            faults.append(f"{key} lack {token!r}: {[_who(a) for a in actors]}")
        else:
            free.remove(one)
    return faults + (_strangers(note, actors, names) if strict else [])


def _strangers(note: Note, actors: Iterable[Actor], names: _Names) -> list[str]:
    """Return the participants a note does not know. The state of one it knows is no stranger."""
    tokens = [t for key in ("actors", "recipients", "between", "speakers", "also") for t in note.get(key, ())]
    strange = [_who(a) for a in actors if not _known(a, tokens, names)]
    return [f"{strange} take part"] if tokens and strange else []


def _known(actor: Actor, tokens: Sequence[str], names: _Names) -> bool:
    states = {part.strip().partition(" ")[0] for token in tokens for part in token.split("|")}
    return actor.entity.partition(":")[2] in states or any(_is(token, actor, names) for token in tokens)


def _any(key: str, wanted: Any, got: str) -> list[str]:
    return [] if wanted is None or got in _list(wanted) else [f"{key} is {got!r}"]


def _about(wanted: Sequence[str] | None, said: Statement) -> list[str]:
    if not wanted:
        return []
    heard = " ".join((said.topic or "", *said.topics, *_quotes(said), *(a.name for a in said.about)))
    words = " " + " ".join(re.findall(r"\w+", _fold(heard)))
    return [] if any(f" {_fold(w)}" in words for w in wanted) else [f"is not about {list(wanted)}"]


def evidence_holds(finding: Finding, note: Note) -> bool:
    """Return whether a finding rests on the words a note quotes."""
    return any(_plain(note.get("quote", "")) in quote for quote in _quotes(finding))


def _place_faults(wanted: Any, place: Place | None) -> list[str]:
    if wanted is None:
        return [f"place is {place.name}, and none is meant"] if place else []
    return (
        []
        if place and any(_same_place(w, place) for w in _list(wanted))
        else [f"place is {place and place.name}"]
    )


def _same_place(wanted: str, place: Place) -> bool:
    if _STATE.fullmatch(wanted):
        return place.state == wanted
    return _fold(wanted) in _fold(place.name) or fuzz.ratio(_fold(wanted), _fold(place.name)) >= _NAMES_ALIKE


def _date_faults(note: Note, days: DayRange) -> list[str]:
    first, last = _day(note.get("earliest")), _day(note.get("latest"))
    outside = (first and (days.start is None or days.start < first)) or (
        last and (days.last is None or days.last > last)
    )
    day = _day(note.get("day"))
    missed = day is not None and not days.holds(day)
    said = f"{days.start}..{days.last} ({'; '.join(days.basis)})"
    return ([f"days are {said}"] if outside else []) + ([f"days {said} miss {day}"] if missed else [])


# --------------------------------------------------------------------------- limits


def _unwanted(note: Note, findings: Sequence[Finding], names: _Names) -> str | None:
    kind = _KINDS[note["record"]]
    kept = [f for f in findings if isinstance(f, kind) and not differences(note, f, names)]
    return _listed(f"the reader excludes {_short(note)}", kept)


def _beyond(
    only: Sequence[str], notes: Sequence[Note], findings: Sequence[Finding], names: _Names
) -> str | None:
    """Return the findings of some kinds that no note asks for or permits."""
    kept = [
        f
        for f in findings
        if any(_is_a(f, kind) for kind in only) and not any(_agrees(note, f, names) for note in notes)
    ]
    return _listed(f"more than the reader sees, of {list(only)}", kept)


def _agrees(note: Note, finding: Finding, names: _Names) -> bool:
    """Return whether a finding may tell of what a note describes, if with less or wider detail."""
    if "may" in note:
        if not any(_is_a(finding, kind) for kind in note["may"]):
            return False
        return all(_known(actor, note["among"], names) for actor in _participants(finding))
    if note.get("not") or not isinstance(finding, _KINDS.get(note.get("record", ""), ())):
        return False
    if not isinstance(finding, Event):
        loose = {k: v for k, v in note.items() if k in ("record", "kind", "stance", "speakers")}
        return not differences(loose, finding, names)
    wanted = note.get("status", "occurred")
    live = (
        finding.status in _PAST and wanted in ("past", *_PAST)
        if isinstance(wanted, str)
        else finding.status in wanted
    )
    return (
        finding.type in _list(note.get("type", finding.type))
        and (live or finding.status == wanted)
        and not _strangers(note, _participants(finding), names)
        and finding.date.meets(_window(note))
        and (
            finding.place is None or not note.get("place") or not _place_faults(note["place"], finding.place)
        )
    )


def _participants(finding: Finding) -> tuple[Actor, ...]:
    if isinstance(finding, Event):
        return (*finding.actors, *finding.recipients)
    if isinstance(finding, Statement):
        return finding.speakers
    return (*finding.by, *finding.to) if isinstance(finding, Commitment) else ()


def _window(note: Note) -> DayRange:
    first, last = _day(note.get("earliest")), _day(note.get("latest"))
    return DayRange(first, last + dt.timedelta(days=1) if last else None)


def _report_differs(note: Note, reading: Reading) -> str | None:
    faults = _date_faults(note, reading.published)
    if "language" in note and reading.language != note["language"]:
        faults.append(f"language is {reading.language!r}")
    return "; ".join(faults) or None


def _spellings_differ(note: Note, reading: Reading) -> str | None:
    persons = [e for e in reading.entities if e.kind == "person"]
    holders = {}
    for words in note["as_written"]:
        whole = {e.entity for e in persons if words in e.as_written.split()}  # Zelensky is not in Zelenskyy
        holders[words] = whole or {e.entity for e in persons if words in e.as_written}
    absent = [words for words, entities in holders.items() if not entities]
    if absent:
        return f"no entity is written {absent}; persons: {sorted(e.as_written for e in persons)}"
    sets = list(holders.values())
    if note["record"] == "same":
        return None if len(set.union(*sets)) == 1 else f"several entities: {holders}"
    return None if sum(map(len, sets)) == len(set.union(*sets)) else f"one entity: {holders}"


# --------------------------------------------------------------------------- words


def show(finding: Finding) -> str:
    """Return a finding in a line, for messages."""
    days = f"{finding.date.start}..{finding.date.last}"
    words = next(iter(_quotes(finding)), "")[:110]
    if isinstance(finding, Event):
        who = f"{[_who(a) for a in finding.actors]}"
        whom = f" -> {[_who(a) for a in finding.recipients]}" if finding.recipients else ""
        where = finding.place.name if finding.place else "-"
        return (
            f"{finding.type} {finding.status} {list(finding.modes)} {who}{whom} {days} at {where}: {words!r}"
        )
    if isinstance(finding, Statement):
        return f"{finding.stance} {[_who(a) for a in finding.speakers]} on {finding.topic}: {words!r}"
    if isinstance(finding, Commitment):
        return f"{finding.kind} {finding.stage} {list(finding.parties)} count={finding.count}: {words!r}"
    return f"{finding.name}: {finding.standing} {finding.office} of {finding.state} {days}: {words!r}"


def _who(actor: Actor) -> str:
    return f"{actor.state} {actor.name}" if actor.kind == "person" else actor.entity.partition(":")[2]


def _listed(problem: str, kept: Sequence[Finding]) -> str | None:
    return "\n".join([f"{problem}:", *(f"    {show(f)}" for f in kept)]) if kept else None


def _short(note: Note) -> str:
    return json.dumps(note, ensure_ascii=False)


def _quotes(finding: Finding) -> list[str]:
    return [_plain(e.quote) for e in finding.evidence if isinstance(e, Evidence)]


def _is_a(finding: Finding, kind: str) -> bool:
    return (
        isinstance(finding, _KINDS[kind])
        if kind in _KINDS
        else isinstance(finding, Event) and finding.type == kind
    )


def _list(value: Any) -> Sequence[str]:
    return (value,) if isinstance(value, str) else value


def _day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


def _plain(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=20_000)
def _fold(text: str) -> str:
    return anyascii(text).lower()
