"""Compare names of persons across spellings and scripts.

A skeleton is what is left of a name when vowels, doubled letters and the choices of transliterators
are taken away: Araghchi, Araqchi, Arāqči and Аракчи share one. Equal skeletons make candidates; a
name alone never makes two people one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from regesta.text.fold import fold

_DIGRAPHS = (
    ("shch", "S"),
    ("tch", "C"),
    ("tsch", "C"),
    ("sch", "S"),
    ("dzh", "J"),
    ("kh", "h"),
    ("gh", "q"),
    ("zh", "J"),
    ("sh", "S"),
    ("sy", "S"),
    ("ch", "C"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("ts", "c"),
    ("tz", "c"),
    ("dj", "J"),
    ("ou", "u"),
    ("kj", "k"),
    ("x", "ks"),
)
_LETTERS = str.maketrans({"w": "v", "g": "q", "k": "q", "j": "J", "z": "s", "c": "s", "y": "", "h": ""})
_ALIKE = 66.0  # of 100: below, a shared skeleton is chance
_JOINED_ALIKE = 90.0  # the same, where two words are taken for one name: "Mao Ning" is no Manning
_MARKED = {"č": "ch", "š": "sh", "ž": "zh", "ç": "ch", "ş": "sh", "ğ": "gh", "ć": "ch", "ś": "sh", "ź": "zh"}
_NUMBER = re.compile(r" (?:I{2,3}|I[VX]|VI{1,3}|XI{1,3}|XIV|XVI?)\Z")  # of a monarch; "Li Xi" has none
_VOWELS = set("aeiou'-")
# Folded. For readers of reports where a surname may be a country's: Jordan, England, Ireland, Chad, France.
_GIVEN = """
    aaron adam alan albert alex alexander alfred alice amanda amy andrea andrew andy angela ann anna anne anthony
    antonio arthur barbara ben benjamin bernard beth betty bill bob brad brandon brenda brian bruce carl carlos
    carol caroline catherine charles charlie charlotte chris christian christina christine christopher claire
    colin craig cynthia dan daniel dave david deborah dennis diana diane dick donald donna doris dorothy doug
    douglas dylan ed eddie edgar edward elizabeth ellen emily emma eric erica ernest ethan eugene evelyn fiona
    frances francis frank fred frederick gareth gary geoffrey gerald gordon graham greg gregory hannah harold
    harriet harry heather helen henry howard hugh ian isaac isabel jack jacob jacqueline jake james jane janet
    jason jean jeff jeffrey jennifer jenny jeremy jerry jessica jim jimmy joan joe joel john johnny jonathan jose
    joseph josh joshua joyce juan judith judy julia julian julie justin karen karl kate katherine kathleen keith
    kelly ken kenneth kevin larry laura lauren lawrence leo leonard leslie lewis liam linda lisa louis louise lucy
    luke lynn malcolm margaret maria marie mark martha martin mary matt matthew megan melissa michael michelle mike
    monica nancy natalie nathan neil nicholas nick nicola nicole nigel noah norman oliver olivia oscar pamela pat
    patricia patrick paul paula pedro peter phil philip phillip rachel ralph raymond rebecca richard rick rob robert
    robin rodney roger ron ronald rory rose ross roy russell ruth ryan sally sam samantha samuel sandra sara sarah
    scott sean sharon simon sophie stanley stephanie stephen steve steven stuart sue susan tara teresa terry theresa
    thomas tim timothy tina todd tom tommy tony tracy trevor tyler valerie vanessa vernon vincent walter wayne wendy
    william zachary zoe
"""
GIVEN_NAMES = frozenset(_GIVEN.split())


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """Return the consonant skeleton of a name: ASCII letters, a vowel at the head kept as "a"."""
    from anyascii import anyascii

    plain = "".join(c for c in fold(anyascii(_unmarked(name))) if c.isalpha())
    plain = "".join(c for i, c in enumerate(plain) if i == 0 or plain[i - 1] != c)
    for written, letter in _DIGRAPHS:
        plain = plain.replace(written, letter)
    lead = "a" if plain[:1] in _VOWELS else ""
    return lead + "".join(c for c in plain if c not in _VOWELS).translate(_LETTERS)


def _unmarked(name: str) -> str:
    """Return a name with its marked consonants written as English does: č as ch."""
    return "".join(_MARKED.get(c, c) for c in name.lower())


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, particles and hyphens kept apart; "Abdullah II" is called Abdullah."""
    return tuple(fold(_unnumbered(name)).replace("-", " ").replace(".", " ").split())


def _unnumbered(name: str) -> str:
    """Return a name without a monarch's number."""
    return _NUMBER.sub("", name)


@lru_cache(maxsize=65536)
def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a name as English writes it: marks dropped (Cavusoglu), marks spelt out (Chavushoghlu)."""
    return tuple(dict.fromkeys((words(name), words(_unmarked(_unnumbered(name))))))


def name_keys(name: str) -> frozenset[str]:
    """Return keys to file a name under: two that may be one person's (or a part of one's) share one."""
    keys: set[str] = set()
    for parts in readings(name):
        ends = {"".join(parts[-n:]) for n in (1, 2) if parts}
        keys |= {*(f"s:{skeleton(end).lstrip('a')}" for end in ends), *(f"w:{part}" for part in parts)}
    return frozenset(keys)


def same_person_name(a: str, b: str) -> bool:
    """Return whether two names may be one person's: last names agree and first names do not clash."""
    return any(_same(wa, wb) for wa in readings(a) for wb in readings(b))


def _same(wa: tuple[str, ...], wb: tuple[str, ...]) -> bool:
    if not wa or not wb:
        return False
    if not _alike(wa[-1], wb[-1]):
        return _joined_last(wa, wb)
    firsts_a, firsts_b = [skeleton(w) for w in wa[:-1]], [skeleton(w) for w in wb[:-1]]
    if not firsts_a or not firsts_b:
        return True
    return any(x == y or (min(len(x), len(y)) == 1 and x[:1] == y[:1]) for x in firsts_a for y in firsts_b)


def _alike(a: str, b: str) -> bool:
    """Return whether two words share a skeleton and, in one script, look alike: Rice is not Raisi."""
    if a == b:
        return True
    if a.isascii() and b.isascii():
        return skeleton(a) == skeleton(b) and len(skeleton(a)) >= 2 and _similar(a, b)
    # Scripts without vowels do not agree on one at the head either.
    first, second = skeleton(a).lstrip("a"), skeleton(b).lstrip("a")
    return first == second and len(first) >= 2


def _similar(a: str, b: str, least: float = _ALIKE) -> bool:
    from anyascii import anyascii
    from rapidfuzz.fuzz import ratio

    return a == b or ratio(fold(anyascii(a)), fold(anyascii(b))) >= least


def _joined_last(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return whether a last name written in two words ("Amir Abdollahian") is the other's one word."""
    for x, y in ((a, b), (b, a)):
        if len(x) < 2 or len(skeleton(y[-1])) < 4 or skeleton(x[-2] + x[-1]) != skeleton(y[-1]):
            continue
        if not _similar(x[-2] + x[-1], y[-1], _JOINED_ALIKE):
            continue
        return len(x) == 2 or len(y) == 1 or skeleton(x[0]) == skeleton(y[0])
    return False
