"""Loading packs: what is wrong is refused with file, line and a way out; later directories override."""

from __future__ import annotations

import datetime as dt
import textwrap

import pytest

from regesta.errors import PackError
from regesta.packs import schema as s
from regesta.packs.load import load_packs, read_rows, read_yaml


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


FRAME = """\
    - id: consult-meet
      predicates: [meet]
      type: CONSULT
      {key}: true
      examples:
        - text: Iran met Kenya.
        - text: Kenya met Iran.
      counter_examples:
        - text: Kenya met the deadline.
          why: no party
    """


def test_a_misspelt_key_is_refused_with_file_line_and_neighbour(tmp_path):
    path = write(tmp_path, "frames.yml", FRAME.format(key="symetric"))

    with pytest.raises(PackError) as refused:
        read_rows(path, tuple[s.Frame, ...])

    error = refused.value
    assert (error.path, error.line) == (path, 4)
    assert "symetric" in error.problem
    assert error.fix == "Did you mean 'symmetric'?"
    assert str(error) == f"{path}:4: unknown key 'symetric' at 0.symetric. Did you mean 'symmetric'?"


def test_a_misspelt_key_deep_inside_is_placed_too(tmp_path):
    path = write(
        tmp_path,
        "ATL.yml",
        """\
        state: IRN
        persons:
          - id: mina-sadr
            name: Mina Sadr
        tenures:
          - office: president
            person: mina-sadr
            since: 2020-01-01
            source: written for a test
          - office: president
            person: mina-sadr
            sinse: 2021-01-01
            source: written for a test
        """,
    )

    with pytest.raises(PackError, match=r"ATL\.yml:12: unknown key 'sinse'.*Did you mean 'since'"):
        read_rows(path, s.OfficesFile)


def test_a_key_like_no_other_is_answered_with_those_there_are(tmp_path):
    path = write(tmp_path, "frames.yml", FRAME.format(key="zzzzzz"))

    with pytest.raises(PackError, match=r"Known keys: .*symmetric"):
        read_rows(path, tuple[s.Frame, ...])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("kind: verbal", "verb"),
        ("actors: [doer]", "pattern"),
        ("id: Not A Slug", "pattern"),
        ("predicates: []", "at least 1"),
        ("examples: [{text: one}]", "at least 2"),
        ("counter_examples: []", "at least 1"),
    ],
)
def test_a_wrong_value_is_refused(tmp_path, line, problem):
    rows = {
        "id": "x",
        "predicates": "[meet]",
        "type": "CONSULT",
        "examples": "[{text: a}, {text: b}]",
        "counter_examples": "[{text: c, why: d}]",
    }
    key, _, value = line.partition(": ")
    rows[key] = value
    path = write(tmp_path, "frames.yml", "- " + "\n  ".join(f"{k}: {v}" for k, v in rows.items()) + "\n")

    with pytest.raises(PackError) as refused:
        read_rows(path, tuple[s.Frame, ...])
    assert problem in refused.value.problem
    assert f"0.{key}" in refused.value.problem


def test_what_is_not_yaml_is_refused_with_its_line(tmp_path):
    path = write(tmp_path, "frames.yml", "- id: a\n- id: [b\n- c: d\n")

    with pytest.raises(PackError, match="not YAML") as refused:
        read_yaml(path)
    assert refused.value.line == 3


def test_a_python_tag_is_not_run(tmp_path):
    path = write(tmp_path, "frames.yml", "- !!python/object/apply:os.getcwd []\n")

    with pytest.raises(PackError):
        read_yaml(path)


def test_a_directory_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PackError, match="no such directory"):
        load_packs(tmp_path / "none")


@pytest.fixture(scope="module")
def overridden(tmp_path_factory, packs):
    """Load the shipped packs with a directory that adds a state, its president and a frame, and replaces one."""
    folder = tmp_path_factory.mktemp("packs")
    write(
        folder,
        "knowledge/states/own.yml",
        """\
        - id: ATL
          name: Atlantis
          capitals: [{name: Poseidonis, lat: 31.0, lon: -24.0}]
          source: written for a test
        """,
    )
    write(
        folder,
        "knowledge/offices/ATL.yml",
        """\
        state: ATL
        persons: [{id: mina-sadr, name: Mina Sadr, gender: f}]
        tenures: [{office: president, person: mina-sadr, since: 2020-01-01, source: written for a test}]
        """,
    )
    write(
        folder,
        "languages/en/states.yml",
        "ATL: {names: [Atlantis], demonyms: [Atlantean], metonyms: [Poseidonis]}\n",
    )
    write(
        folder,
        "languages/en/frames/own.yml",
        """\
        - id: consult-curtsy
          predicates: [curtsy]
          type: CONSULT
          recipients: ["oblique:to"]
          examples: [{text: Kenya curtsied to Iran.}, {text: Iran curtsied to Kenya.}]
          counter_examples: [{text: The dancer curtsied., why: nobody is greeted}]
        """,
    )
    write(
        folder,
        "languages/en/frames/replaced.yml",
        FRAME.format(key="symmetric")
        .replace("consult-meet", packs.languages["en"].frames[0].id)
        .replace("[meet]", "[salute]"),
    )
    return load_packs(folder)


def test_an_extra_directory_adds(overridden, packs):
    assert overridden.knowledge.states["ATL"].name == "Atlantis"
    assert "ATL" not in packs.knowledge.states
    assert len(overridden.knowledge.states) == len(packs.knowledge.states) + 1
    english = overridden.languages["en"]
    assert {f.id for f in english.frames} - {f.id for f in packs.languages["en"].frames} == {"consult-curtsy"}
    assert overridden.fingerprint != packs.fingerprint


def test_what_it_does_not_name_stays(overridden, packs):
    assert overridden.languages["en"].states.keys() == packs.languages["en"].states.keys() | {"ATL"}
    assert overridden.languages["id"].frames == packs.languages["id"].frames


def test_what_it_adds_is_read_with(overridden, report_of):
    from regesta.engines.local import tools
    from regesta.pipeline import read_report

    text = "Atlantean President Mina Sadr met Kenyan President William Ruto in Nairobi."
    reading = read_report(report_of(text, "en", "2025-01-17"), overridden, tools(overridden))

    (event,) = [f for f in reading.findings if getattr(f, "type", "") == "CONSULT"]
    assert {a.entity for a in event.actors} == {"person:mina-sadr", "person:william-ruto"}


def test_an_extra_directory_overrides_rows_by_their_id(overridden, packs):
    shipped, loaded = packs.languages["en"].frames, overridden.languages["en"].frames

    assert loaded[0].id == shipped[0].id
    assert (loaded[0].predicates, shipped[0].predicates) != (("salute",), ("salute",))
    assert loaded[0].predicates == ("salute",)
    assert loaded[1 : len(shipped)] == shipped[1:]


def test_an_extra_directory_with_a_mistake_loads_nothing(tmp_path):
    write(
        tmp_path,
        "knowledge/states/own.yml",
        "- id: ATL\n  nmae: Atlantis\n  name: Atlantis\n  source: a test\n",
    )

    with pytest.raises(PackError, match=r"own\.yml:2: unknown key 'nmae' at 0\.nmae\. Did you mean 'name'"):
        load_packs(tmp_path)


def test_a_misspelt_key_in_an_overriding_mapping_is_refused_with_its_place(tmp_path):
    write(tmp_path, "languages/en/coref.yml", "he: [he]\npronuons: [it]\n")

    with pytest.raises(PackError, match=r"coref\.yml:2"):
        load_packs(tmp_path)


def test_the_packs_say_how_far_they_reach(packs):
    assert packs.knowledge.as_of >= dt.date(2025, 1, 1)


def test_the_same_packs_are_the_same_object_and_fingerprint(packs):
    assert load_packs() is packs
    assert len(packs.fingerprint) == 16
