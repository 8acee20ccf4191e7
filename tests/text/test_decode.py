import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.text.decode import decode, storable

RUSSIAN = "Министр иностранных дел Норландии встретился в столице с президентом Весприи."
ARABIC = "التقى وزير خارجية نورلاند في العاصمة مع نظيره يوم الاثنين وبحثا التجارة."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["The minister’s visit — over.", RUSSIAN])
def test_unicode_with_and_without_a_mark(encoding, text):
    text += " " * (len(text) % 2)
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The minister’s café in Genève — “a success” — reopened.", "cp1252"),
        ("S\xe3o Tom\xe9 signed.", "latin-1"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (ARABIC, "cp1256"),
        ("外交部长在北京会见了来访的总统。双方签署了协议。", "gb18030"),
    ],
)
def test_legacy_charsets_are_guessed(text, encoding):
    assert decode(text.encode(encoding)) == text


def test_the_stated_charset_is_believed_before_a_guess():
    assert decode("Łódź – zażółć".encode("iso-8859-2", "ignore"), "iso-8859-2") == "Łódź  zażółć"


def test_a_stated_charset_that_is_wrong_or_unknown_does_no_harm():
    assert decode("café".encode(), "latin-1") == "café"
    assert decode("café".encode("cp1252"), "no-such-charset") == "café"


def test_mixed_encodings_lose_nothing():
    data = (
        "Genève – “yes”\n".encode("cp1252")
        + (RUSSIAN + "\n").encode()
        + "naïve “é".encode()
        + "é\n".encode("cp1252")
    )
    assert decode(data) == f"Genève – “yes”\n{RUSSIAN}\nnaïve “éé\n"


def test_newlines_are_left_alone():
    assert decode(b"one\r\ntwo\rthree\n\n") == "one\r\ntwo\rthree\n\n"


def test_what_cannot_be_stored_is_replaced_one_for_one():
    assert storable("a\x00b\ud83dc\udc00") == "a\ufffdb\ufffdc\ufffd"
    assert decode(b"a\x00b") == "a\ufffdb"


@given(st.binary(max_size=300))
def test_any_bytes_give_storable_text(data):
    text = decode(data)
    assert "\x00" not in text
    assert text.encode("utf-8").decode("utf-8") == text


@given(st.text(max_size=200))
def test_utf8_comes_back_as_it_was(text):
    data = storable(text).encode("utf-8", "replace")
    if (
        not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
        and b"\x00" not in data
        and all(c > 15 for c in data)
    ):
        assert decode(data) == storable(text)
