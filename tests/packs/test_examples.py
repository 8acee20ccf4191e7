"""The classifier's examples: marks come off without moving a span, and what is badly marked is refused."""

import pytest

from regesta.errors import PackError
from regesta.packs.examples import example_files, fingerprint, read_examples, repeated

ROWS = """
- act: "1121"
  type: ACCUSE
  mode: allege
  rows:
  - "{a:Norland's ministry} accused {r:a Vesprian clerk} of selling visas."
  - "{r:Two clerks} were charged by {a:prosecutors in Port Anna}."
"""


@pytest.fixture
def pack(tmp_path):
    """Return a function that writes an examples file and gives the root of its pack."""

    def write(text):
        folder = tmp_path / "languages" / "en" / "examples"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "accuse.yml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_marks_come_off_and_the_spans_stay_on_their_words(pack):
    first, second = read_examples("en", pack(ROWS))

    assert first.text == "Norland's ministry accused a Vesprian clerk of selling visas."
    assert first.doer.of(first.text) == "Norland's ministry"
    assert first.other.of(first.text) == "a Vesprian clerk"
    assert (first.type, first.act, first.mode) == ("ACCUSE", "1121", "allege")
    assert second.doer.of(second.text) == "prosecutors in Port Anna"
    assert second.other.of(second.text) == "Two clerks"


@pytest.mark.parametrize(
    "row",
    [
        "{a:Norland} accused nobody.",
        "{a:Norland} accused {a:Vespria} and {r:Estmark}.",
        "{a:Norland} accused {r:Vespria} of {nothing.",
    ],
)
def test_a_row_without_its_two_marks_is_refused(pack, row):
    with pytest.raises(PackError, match=r"accuse\.yml"):
        read_examples("en", pack(ROWS + f'  - "{row}"\n'))


def test_an_unknown_type_is_refused(pack):
    with pytest.raises(PackError):
        read_examples("en", pack(ROWS.replace("ACCUSE", "DEMAND")))


def test_the_fingerprint_follows_every_byte(pack):
    before = fingerprint("en", pack(ROWS))
    assert fingerprint("en", pack(ROWS)) == before
    assert fingerprint("en", pack(ROWS.replace("visas", "stamps"))) != before


def test_the_shipped_examples_are_many_and_none_stands_twice():
    assert example_files("en"), "no examples found: a glob that finds nothing must not pass"
    examples = read_examples("en")

    assert list(repeated(examples)) == []
    assert len(examples) > 3000
    assert len({e.type for e in examples}) == 17  # PLOVER's sixteen and NONE
