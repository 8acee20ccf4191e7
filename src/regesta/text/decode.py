"""Turn bytes into text without losing any: byte-order marks, stated charsets, careful guesses.

No newline is translated. A leading byte-order mark is dropped; NUL and lone surrogates become
U+FFFD one for one, so that the text can be stored, printed and hashed anywhere.
"""

from __future__ import annotations

import codecs
import re

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_MULTIBYTE = rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
_UTF8_LETTER = re.compile(_MULTIBYTE)
_UTF8_RUN = re.compile(rb"((?:[\x00-\x7f]|" + _MULTIBYTE + rb")+)")
_HIGH = re.compile(rb"[\x80-\xff]")
# Written by English, Indonesian, Malay, French, Spanish, German, Portuguese, Italian, Dutch, Nordic typists:
# a text whose other letters are few and all of these is windows-1252 before it is anything rarer.
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜ‘’“”–—…•€£«»°§©® \u00a0·´")
_LEGACY = (
    "cp1252",
    "cp1250",
    "cp1254",
    "cp1251",
    "koi8_r",
    "cp1256",
    "cp1253",
    "cp1255",
    "cp1258",
    "cp874",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
)
_SAMPLE_BYTES = 65_536


def storable(text: str) -> str:
    """Replace NUL and lone surrogates by U+FFFD, one for one."""
    return _UNSTORABLE.sub("\ufffd", text)


def decode(data: bytes, stated: str | None = None) -> str:
    """Return the text that `data` holds.

    Args:
        data: A whole file or line. Its byte-order mark, if any, decides.
        stated: The charset that the document itself or its carrier names.

    Returns:
        The text. UTF-8 is tried first, then the stated charset, then a guess; a file that mixes
        UTF-8 with a legacy charset is decoded line by line.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return storable(data[len(mark) :].decode(encoding, "replace"))
    wide = wide_encoding(data)
    if wide:
        return storable(data.decode(wide, "replace"))
    try:
        return storable(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if stated:
        try:
            return storable(data.decode(stated))
        except (LookupError, UnicodeError):
            pass
    return storable(_decode_legacy(data))


def wide_encoding(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every other byte is then NUL, or that of a small alphabet's block."""
    head = data[:4096]
    half = len(head) // 2
    if half < 2 or len(data) % 2:
        return None
    even, odd = (sum(c < 16 and c not in b"\t\n\r" for c in head[i::2]) for i in (0, 1))
    if max(even, odd) < 0.9 * half or min(even, odd) > 0.1 * half:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _decode_legacy(data: bytes) -> str:
    """Decode bytes that are not UTF-8 throughout."""
    n_letters = len(_UTF8_LETTER.findall(data))
    n_strays = sum(len(_HIGH.findall(piece)) for piece in _UTF8_RUN.split(data)[0::2])
    if n_letters < 0.3 * n_strays:  # what looks like UTF-8 in it is chance
        return data.decode(_guess(data), "replace")
    lines = data.split(b"\n")
    legacy = _guess(b"\n".join(ln for ln in lines if not ln.isascii() and not _UTF8_LETTER.search(ln)) or b"")
    return "\n".join(_decode_line(line, legacy) for line in lines)


def _decode_line(line: bytes, legacy: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if not _UTF8_LETTER.search(line):
        return line.decode(legacy, "replace")
    # Split by a capturing group: strays and runs of UTF-8 take turns.
    pieces = _UTF8_RUN.split(line)
    return "".join(p.decode("utf-8" if i % 2 else "cp1252", "replace") for i, p in enumerate(pieces))


def _guess(data: bytes) -> str:
    """Guess the legacy charset of some bytes; windows-1252 where nothing speaks for another."""
    sample = data[:_SAMPLE_BYTES]
    n_high = len(_HIGH.findall(sample))
    if n_high == 0:
        return "cp1252"
    western = sample.decode("cp1252", "replace")
    if n_high < 0.35 * len(sample) and all(c.isascii() or c in _WESTERN for c in western):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_LEGACY)).best()
    return best.encoding if best and best.encoding not in ("ascii", "utf_8") else "cp1252"
