"""Rows of the record format in words: who did what, when, and how we know.

In: rows as views give them. Out: plain text, the same on every terminal.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

Row = Mapping[str, Any]
Does = tuple[str, str, str]  # verb for one doer, for several, and what leads to the other side

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# Bases that a reader of the report would not find in it as a date.
_INFERRED = frozenset({"tenure", "after", "before", "anniversary", "event", "publication", "pack-as-of"})
_FROM_OUTSIDE = frozenset({"tenure", "after", "anniversary", "pack-as-of"})
_TOLD = frozenset({"header", "url", "override", "occasion"})
_YEAR = re.compile(r"\b\d{4}\b")
_TENURE = re.compile(r"(?P<who>.+?) from (?P<since>\d{4}-\d\d-\d\d)(?: until (?P<until>\d{4}-\d\d-\d\d))?$")
_DOES: Mapping[str, Does] = {
    "AGREE": ("agrees", "agree", "with"),
    "CONSULT": ("meets", "meet", ""),
    "SUPPORT": ("supports", "support", ""),
    "CONCEDE": ("concedes", "concede", "to"),
    "COOPERATE": ("cooperates", "cooperate", "with"),
    "AID": ("aids", "aid", ""),
    "RETREAT": ("yields", "yield", "to"),
    "REQUEST": ("asks", "ask", ""),
    "ACCUSE": ("accuses", "accuse", ""),
    "REJECT": ("refuses", "refuse", ""),
    "THREATEN": ("threatens", "threaten", ""),
    "PROTEST": ("protests", "protest", "against"),
    "SANCTION": ("sanctions", "sanction", ""),
    "MOBILIZE": ("mobilises", "mobilise", "against"),
    "COERCE": ("coerces", "coerce", ""),
    "ASSAULT": ("attacks", "attack", ""),
}
# What some frames tell more closely than their type, which holds signing as well as praise; where a frame holds two
# acts, both are said. Signing goes before what is told beside it.
_SIGNING: Mapping[Does, frozenset[str]] = {
    ("signs a document", "sign a document", "with"): frozenset(
        {"en/frames#support-sign", "en/frames#support-signing"}
    ),
    ("signs or ratifies a document", "sign or ratify a document", "with"): frozenset(
        {"id/frames#menandatangani", "id/frames#penandatanganan"}
    ),
}
_ACTS: Mapping[Does, frozenset[str]] = {
    **_SIGNING,
    ("issues a joint statement", "issue a joint statement", "with"): frozenset(
        {"en/frames#support-joint-statement"}
    ),
    ("establishes or restores ties", "establish or restore ties", "with"): frozenset(
        {"en/frames#support-establish-ties", "id/frames#memulihkan-hubungan"}
    ),
    ("affirms support", "affirm support", "for"): frozenset(
        {"en/frames#support-reaffirm", "id/frames#mendukung", "id/frames#dukungan"}
    ),
    ("offers condolences", "offer condolences", "to"): frozenset({"en/frames#support-condole"}),
    ("praises or thanks", "praise or thank", ""): frozenset({
        "en/frames#support-praise", "en/frames#support-praise-deed", "en/frames#support-praise-noun",
        "id/frames#memuji", "id/frames#berterima-kasih",
    }),
    ("invites", "invite", ""): frozenset({
        "en/frames#agree-invite", "en/frames#agree-invitation", "id/frames#mengundang", "id/frames#undangan",
    }),
    ("accepts an invitation", "accept an invitation", "from"): frozenset(
        {"en/frames#agree-accept-invitation"}
    ),
    ("promises something", "promise something", "to"): frozenset({
        "en/frames#agree-promise", "en/frames#agree-promise-noun", "en/frames#agree-promise-aid",
        "en/frames#agree-vow", "id/frames#berjanji",
    }),
}  # fmt: skip
_TOLD_CLOSER = frozenset({"AGREE", "SUPPORT"})
# Topics are kept in small letters; these words of theirs are acronyms.
_ACRONYMS = frozenset({
    "asean", "au", "brics", "cis", "csto", "eaeu", "ecowas", "eu", "g20", "g7", "gcc", "iaea", "icc", "imf",
    "jcpoa", "nam", "nato", "npt", "oic", "opec", "osce", "sco", "un", "unsc", "us", "wto",
})  # fmt: skip
# What a stance is called of one speaker, and of several.
_TAKES: Mapping[str, tuple[str, str]] = {
    "support": ("supports", "support"),
    "oppose": ("opposes", "oppose"),
    "condemn": ("condemns", "condemn"),
    "urge": ("urges", "urge"),
    "concern": ("is concerned about", "are concerned about"),
    "appreciate": ("appreciates", "appreciate"),
    "commit": ("commits to", "commit to"),
    "optimism": ("is optimistic about", "are optimistic about"),
    "condolence": ("offers condolences to", "offer condolences to"),
    "neutral": ("speaks of", "speak of"),
}
# Where a stance is towards an act, and only the topic of that act is known: whoever thanks for a condemnation of
# attacks does not appreciate attacks.
_TAKES_ON_TOPIC: Mapping[str, tuple[str, str]] = {
    "condemn": ("condemns acts concerning", "condemn acts concerning"),
    "urge": ("calls for action on", "call for action on"),
    "appreciate": ("voices appreciation concerning", "voice appreciation concerning"),
    "condolence": ("offers condolences over", "offer condolences over"),
}
_EXCERPT_WORDS = 9
# Names that take an article in a sentence: these states and territories, and what is called by a common noun.
_WITH_ARTICLE = frozenset({
    "Bahamas", "British Virgin Islands", "Cayman Islands", "Central African Republic", "Comoros", "Cook Islands",
    "Czech Republic", "DR Congo", "Dominican Republic", "Falkland Islands", "Faroe Islands", "Gambia", "Holy See",
    "Isle of Man", "Maldives", "Marshall Islands", "Netherlands", "Northern Mariana Islands", "Philippines",
    "Republic of the Congo", "Solomon Islands", "Soviet Union", "Union State of Russia and Belarus",
    "United Arab Emirates", "United Kingdom", "United States",
})  # fmt: skip
# Nouns that a body is called by: it takes an article where its name ends in one, or goes on after it with "of", "for"…
_COMMON_NOUNS = frozenset({
    "academy", "administration", "agency", "agreement", "alliance", "area", "army", "assembly", "association",
    "authority", "board", "brigade", "brigades", "bureau", "cabinet", "center", "centre", "chamber", "church",
    "coalition", "command", "commission", "committee", "commonwealth", "community", "confederation", "conference",
    "congress", "convention", "corporation", "corps", "council", "court", "crescent", "cross", "department",
    "directorate", "federation", "fleet", "force", "forces", "format", "forum", "foundation", "framework", "front",
    "fund", "government", "group", "guard", "initiative", "institute", "league", "market", "militia", "ministry",
    "mission", "movement", "nations", "navy", "office", "organisation", "organization", "pact", "parliament",
    "partnership", "party", "patriarchate", "police", "programme", "quartet", "regime", "republic", "secretariat",
    "senate", "service", "summit", "system", "treaty", "triangle", "tribunal", "union",
})  # fmt: skip
_GOES_ON = frozenset({"against", "for", "in", "of", "on", "to"})
# Houses of banking have no article ("Deutsche Bank"), public banks do.
_PUBLIC_BANK = re.compile(r"\b(?:central|development|investment|reserve|world) bank\b|\bbank for\b")
_BIG = re.compile(r"\b\d{1,3}(?:,\d{3}){2,4}\b")
_UNITS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_PLURALS = {
    "memorandum of understanding": "memoranda of understanding",
    "follow-up body": "follow-up bodies",
    "treaty": "treaties",
}
_BY_TITLE = frozenset(
    {"target", "pledge", "follow-up body", "implementation pledge", "implementation report"}
)
# What a first stage is called when it is told as an act.
ACT_OF_STAGE = {
    "stated": "stated", "offered": "offered", "pledged": "pledged", "agreed": "agreed",
    "signed": "signed", "in force": "in force", "implementing": "under way",
    "partly fulfilled": "partly done", "fulfilled": "done",
    "stalled": "stalled", "lapsed": "lapsed", "withdrawn": "withdrawn", "refused": "refused",
}  # fmt: skip


def plural(n: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 report", "5 reports"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """Return items as a list in words: "a, b and c"; with commas inside, "a, x, and b, y"."""
    if len(items) < 2:
        return "".join(items)
    comma = "," if any("," in item for item in items) else ""
    return f"{', '.join(items[:-1])}{comma} and {items[-1]}"


# --------------------------------------------------------------------------- days


def day(text: str | None) -> dt.date | None:
    """Return a day of the record format."""
    return dt.date.fromisoformat(text) if text else None


def days(date: Row | None) -> str:
    """Return a range of days in one line: "2024-09-13", "2023", "2024-07-28 to 2025-10-16"."""
    first, last = _ends(date)
    if first is None and last is None:
        return "no day known"
    if first is None or last is None:
        return f"by {last}" if last else f"from {first}"
    if first == last:
        return str(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    return f"{first} to {last}"


def day_lines(date: Row | None) -> tuple[str, str]:
    """Return a range of days in two lines of at most thirteen characters: the day; its weekday or the end."""
    first, last = _ends(date)
    if first is None and last is None:
        return "?", ""
    if first is None or last is None:
        return (f"by {last}", "") if last else (f"{first}", "or later")
    if first == last:
        return str(first), WEEKDAYS[first.weekday()]
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return (str(first.year), "") if first.year == last.year else (f"{first.year}–{last.year}", "")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first}", f"to {last:%m-%d}"
    return f"{first}", f"to {last}"


def years(rows: Sequence[Row]) -> str:
    """Return the years that rows span: "2006 to 2025"."""
    ends = [_ends(row.get("date")) for row in rows]
    known = [d.year for first, last in ends if (d := first or last) is not None]
    known += [last.year for first, last in ends if first is not None and last is not None]
    if not known:
        return ""
    return str(min(known)) if min(known) == max(known) else f"{min(known)} to {max(known)}"


def _ends(date: Row | None) -> tuple[dt.date | None, dt.date | None]:
    return (None, None) if not date else (day(date.get("earliest")), day(date.get("latest")))


def inferred(date: Row | None) -> str:
    """Return what of a date the report does not say itself: "year", "date", or nothing."""
    kinds = _kinds(date)
    if not kinds or kinds.keys() & _TOLD or not kinds.keys() & _INFERRED:
        return ""
    said = kinds.get("explicit", [])
    if any(_YEAR.search(detail) for detail in said):
        return ""
    return "year" if said else "date"


def because(date: Row | None) -> tuple[str, str]:
    """Return in words what of a date the report leaves out, and why the bounds are what they are.

    Both are empty where nothing was inferred; the second is where nothing but the report's own day is known.
    """
    what = inferred(date)
    if not what:
        return "", ""
    kinds = _kinds(date)
    # A day taken from elsewhere in the report says nothing of what the report as a whole leaves out.
    where = "report" if kinds.keys() & _FROM_OUTSIDE else "sentence"
    if what == "year":
        lead = f"no year in the {where}"
    elif "weekday" in kinds:
        lead = f"only a weekday in the {where}"
    elif "before" in kinds:
        lead = "told as past, without a date"
    else:
        lead = "no date in the sentence"
    reasons = [*_terms(kinds.get("tenure", [])), *(f"after the {d}" for d in kinds.get("after", []))]
    reasons += kinds.get("anniversary", [])
    if not reasons:
        reasons = kinds.get("event", []) or [f"the packs end on {d}" for d in kinds.get("pack-as-of", [])]
    return lead, ", ".join(reasons)


def basis_lines(date: Row | None) -> list[str]:
    """Return how a date is known, a line for each kind of basis."""
    names = {
        "explicit": "in the text",
        "header": "date line",
        "url": "address",
        "weekday": "weekday",
        "relative": "relative",
        "anniversary": "anniversary",
        "tenure": "terms of office",
        "after": "after",
        "before": "before",
        "occasion": "calendar",
        "event": "same report",
        "publication": "publication",
        "pack-as-of": "packs end",
        "override": "set by",
    }
    return [f"{names[kind]}: {'; '.join(details)}" for kind, details in _kinds(date).items()]


def _kinds(date: Row | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in (date or {}).get("basis", ()):
        kind, _, detail = entry.partition(": ")
        found.setdefault(kind, []).append(detail)
    return found


def _terms(tenures: Sequence[str]) -> list[str]:
    """Return the terms of office that bind: the one that began last and the one that ended first."""
    found = [m for m in map(_TENURE.match, tenures) if m]
    if not found:
        return []
    start = max(found, key=lambda m: m["since"])
    reasons = [f"{start['who']} from {start['since']}"]
    ended = [m for m in found if m["until"]]
    if ended:
        end = min(ended, key=lambda m: m["until"])
        reasons.append(f"{end['who']} until {end['until']}")
    return reasons


# --------------------------------------------------------------------------- people


def title(actor: Row) -> str:
    """Return the office of an actor with its standing: "acting foreign minister"."""
    office, standing = str(actor.get("office", "")), actor.get("standing")
    return f"{standing} {office}" if office and standing not in (None, "incumbent") else office


def person(actor: Row) -> str:
    """Return an actor with office: "Ali Bagheri Kani, acting foreign minister"."""
    office = title(actor)
    if not office:
        return the(actor)
    if actor["entity"].startswith("person:"):
        return f"{actor['name']}, {office}"
    return f"{the(actor)} ({office})"


def the(actor: Row) -> str:
    """Return what an actor is called in a sentence: "the United States", "the European Union"."""
    name = str(actor["name"])
    kind = str(actor.get("entity", "")).partition(":")[0]
    return with_article(name) if kind in {"state", "org"} else name


def with_article(name: str) -> str:
    """Return the name of a state or a body as it stands in a sentence: "Iran", "the World Bank"."""
    parts = name.casefold().split()
    called = any(
        noun in _COMMON_NOUNS and (after == "" or after in _GOES_ON) for noun, after in pairwise([*parts, ""])
    )
    common = len(parts) > 1 and (called or _PUBLIC_BANK.search(name.casefold()) is not None)
    return f"the {name}" if parts[0] != "the" and (common or name in _WITH_ARTICLE) else name


def people(actors: Sequence[Row]) -> str:
    """Return actors in words."""
    return listed([person(a) for a in actors])


def names(actors: Sequence[Row]) -> str:
    """Return the names of actors in words, without offices."""
    return listed([the(a) for a in actors])


# --------------------------------------------------------------------------- records


def event(row: Row) -> str:
    """Return an event in one sentence without its day and place."""
    actors, others = row.get("actors", ()), row.get("recipients", ())
    done = _meeting(actors, others, row) if row["type"] == "CONSULT" else _act(actors, others, _does(row))
    status = row["status"]
    done = f"{status}: {done}" if status in ("denied", "planned", "conditional") else _begun(done)
    return f"{done} · {row['occasion']}" if row.get("occasion") else done


def _meeting(actors: Sequence[Row], others: Sequence[Row], row: Row) -> str:
    modes = row.get("modes", ())
    if not others:
        met = people(actors)
        if "phone" in modes:
            return f"{_doers(actors)} talk by phone" if len(actors) > 1 else f"{met}, by phone"
        return (
            f"{_doers(actors)} meet"
            if len(actors) > 1
            else f"{met}, on a visit"
            if "visit" in modes
            else f"{met}, in talks"
        )
    if "phone" in modes:
        return f"{people(actors)}, by phone with {people(others)}"
    if "third-party" in modes:
        return f"{_doers(actors)} {'mediates' if len(actors) == 1 else 'mediate'} between {people(others)}"
    if "visit" not in modes:
        return _act(actors, others, _DOES["CONSULT"])
    if all(o["entity"].startswith("person:") for o in others):
        return f"{people(others)}, {'receives' if len(others) == 1 else 'receive'} {people(actors)}"
    return f"{_doers(actors)} {'visits' if len(actors) == 1 else 'visit'} {people(others)}"


def _does(row: Row) -> Does:
    """Return what an event is told as: the act that its frames tell, where all of its type tell one; else its type."""
    kind = str(row["type"])
    if kind not in _TOLD_CLOSER:
        return _DOES[kind]
    rules = {str(e.get("rule", "")) for e in row.get("evidence", ())}
    acts = [act for act, frames in _ACTS.items() if frames & rules]
    if acts and acts[0] in _SIGNING:
        return acts[0]
    known = frozenset().union(*_ACTS.values())
    if len(acts) != 1 or any(f"#{kind.lower()}-" in rule for rule in rules - known):
        return _DOES[kind]
    alone = not row.get("recipients")
    return _DOES[kind] if alone and not acts[0][2] else acts[0]  # nobody "invites" without a guest


def _act(actors: Sequence[Row], others: Sequence[Row], does: Does) -> str:
    one, many, link = does
    verb = one if len(actors) == 1 and not _people(actors[0]) else many
    if not others:
        return f"{_doers(actors)} {verb}{_each_other(actors, verb)}"
    return f"{_doers(actors)} {verb} {link + ' ' if link else ''}{people(others)}"


def _people(actor: Row) -> bool:
    """Return whether an actor is several people: "Kenyan farmers", "six Russians"."""
    return str(actor["entity"]).startswith("group:") and str(actor["name"]).endswith("s")


def _each_other(actors: Sequence[Row], verb: str) -> str:
    """Return to whom, where nobody else is told: several who support, aid or attack do so to each other."""
    return " each other" if len(actors) > 1 and verb in {"support", "aid", "attack"} else ""


def _doers(actors: Sequence[Row]) -> str:
    """Return those who act; an office that stands before the verb is closed by a comma."""
    words = people(actors)
    return f"{words}," if actors and "," in person(actors[-1]) else words


def _begun(text: str) -> str:
    """Return a sentence whose article, where it begins with one, is in capitals."""
    return f"The {text[4:]}" if text.startswith("the ") else text


def topic(name: str) -> str:
    """Return a topic as it is written: "BRICS", "UN charter"."""
    return " ".join(w.upper() if w in _ACRONYMS else w for w in name.split())


def takes(stance: str, n_speakers: int, name: str) -> str:
    """Return the stance of so many on a topic: "supports BRICS", "call for action on trade"."""
    return f"{_TAKES_ON_TOPIC.get(stance, _TAKES[stance])[n_speakers > 1]} {topic(name)}"


def _takes(row: Row) -> str:
    """Return the stance of a statement on its topic, or on whom; nobody takes one on the own state as such."""
    n, stance = len(row["speakers"]), row["stance"]
    speaking = {s.get("state") for s in row["speakers"]}
    everybody = {str(a["name"]).casefold(): a for a in row.get("about", ())}
    about = [a for a in everybody.values() if a.get("state") not in speaking]
    named = str(row.get("topic") or "").casefold()
    if named and named not in everybody:
        return takes(stance, n, named)
    told = [everybody[named]] if named and everybody[named] in about else about  # a topic that is only a name
    if stance == "condolence" and not told:  # the first words of what is said are "his condolences"
        return _TAKES[stance][n > 1].removesuffix(" to")
    takes_ = _TAKES[stance][n > 1]
    said = names(told) or _excerpt(row)
    if takes_.endswith(" to") and said.startswith("“to "):  # "commit to “to meet again”"
        return f"{takes_} “{said.removeprefix('“to ')}"
    return f"{takes_} others {said}" if stance == "urge" and said.startswith("“to ") else f"{takes_} {said}"


def _excerpt(row: Row) -> str:
    """Return the first words of what is said, in quotation marks; "something" where they may not be shown."""
    start, end = row.get("content") or (0, 0)
    for shown in row.get("evidence", ()):
        quote, first = shown.get("quote"), shown.get("start", 0)
        if not quote or not first <= start < end <= first + len(quote):
            continue
        said = quote[start - first : end - first].split()
        short = " ".join(said[:_EXCERPT_WORDS]).strip(' ,;:."“”«»')
        return f"“{short}{' …' if len(said) > _EXCERPT_WORDS else ''}”" if short else "something"
    return "something"


def statement(row: Row) -> str:
    """Return a statement in one sentence without its day: who takes which stance on what."""
    return _begun(f"{_doers(row['speakers'])} {_takes(row)}")


def commitment(row: Row, *, short: bool = False) -> str:
    """Return what was promised: its title, or with `short` its kind and number."""
    kind, count = row["kind"], row.get("count")
    what = _PLURALS.get(kind, f"{kind}s")
    if kind == "invitation":
        guests = names(row.get("to", ())) or "somebody"
        where = (row.get("place") or {}).get("name")
        return f"{guests} to {where}" if where else guests
    if count is not None and count > 1:
        return f"{count} {what}"
    if short and kind not in _BY_TITLE:
        return what if row.get("is_set") else str(kind)
    return rounded(str(row.get("title") or kind))


def rounded(text: str) -> str:
    """Return a text with large round numbers in words: "trade of 15 billion USD"."""

    def told(found: re.Match[str]) -> str:
        n = int(found[0].replace(",", ""))
        for unit, name in _UNITS:
            if n >= unit:
                return f"{n / unit:g} {name}" if n % (unit // 100) == 0 else found[0]
        return found[0]

    return _BIG.sub(told, text)


def names_kind(row: Row, what: str) -> bool:
    """Return whether what was promised says of which kind it is: "roadmap for trade", "7 treaties"."""
    return row["kind"].casefold() in what.casefold() or (row.get("count") or 0) > 1


def kind_of(row: Row, what: str) -> str:
    """Return the kind of a commitment before what was promised, without a word that both begin with.

    "implementation report" before "implementation of agreements" is a "report".
    """
    first, _, rest = str(row["kind"]).partition(" ")
    return rest if rest and what.casefold().startswith(f"{first} ") else str(row["kind"])


def parties(row: Row, called: Mapping[str, str]) -> str:
    """Return who is bound: "both" where two states are, else who promised."""
    by = row.get("by", ())
    states = {a.get("state") for a in by}
    if len(row["parties"]) == 2 and (not by or states >= set(row["parties"])):
        return "both"
    if by:
        return names(by)
    return listed([called.get(p, p) for p in row["parties"]])


def quote(text: str) -> str:
    """Return words of a report on one line."""
    return " ".join(text.split())


def short_source(source: str) -> str:
    """Return a source as readers know it: of a file the name alone, for its folder is the adding machine's."""
    return source if "://" in source else source.rstrip("/").rpartition("/")[2] or source


def clipped(text: str, width: int) -> str:
    """Return a text cut to a width, between words where it can be, with an ellipsis."""
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > width // 2 else cut).rstrip(" ,;:–-") + "…"


def office(row: Row) -> str:
    """Return who holds which office, in one sentence."""
    standing = row.get("standing")
    lead = f"{standing} " if standing and standing != "incumbent" else ""
    return f"{row['name']}, {lead}{row['office']} of {row['state']}"


def sentence(row: Row, called: Mapping[str, str] | None = None) -> str:
    """Return any record that stands for findings in one sentence, without its day; parties as they are `called`."""
    told = {"event": event, "statement": statement, "office": office}
    if row["record"] in told:
        return told[row["record"]](row)
    by = names(row.get("by", ())) or listed([(called or {}).get(p, p) for p in row["parties"]])
    what = commitment(row)
    if names_kind(row, what):
        return f"{what}, {row['stage']} ({by})"
    kind = kind_of(row, what)
    twice = (kind, row["stage"]) in {("pledge", "pledged"), ("agreement", "agreed")}
    lead = kind if twice else f"{kind}, {row['stage']}"
    return f"{lead}: {what} ({by})"
