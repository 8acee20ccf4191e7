"""The shallow clause reader, on Indonesian sentences written for this test."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.model.actors import Mention, MentionKind
from regesta.model.clauses import Clause
from regesta.model.reports import Sentence
from regesta.model.spans import Span
from regesta.packs.language import Language
from regesta.packs.load import load_packs
from regesta.steps.extract.shallow import read_shallow
from regesta.text.sentences import quoted_spans

NAMES: Mapping[str, MentionKind] = {
    "Menteri Luar Negeri Norwegia": "role",
    "Menteri Luar Negeri Peru": "role",
    "Menlu Kenya": "role",
    "Menlu Fiji": "role",
    "Presiden Serbia": "role",
    "Presiden Angola": "role",
    "Norwegia": "state",
    "Swedia": "state",
    "Peru": "state",
    "Chile": "state",
    "Kenya": "state",
    "Fiji": "state",
    "Angola": "state",
    "Lima": "state",
    "kedua menteri": "roles",
    "mereka": "pronoun",
    "katanya": "pronoun",
    "Ia": "pronoun",
}
_FIND = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, NAMES), key=len, reverse=True))})\b")


@pytest.fixture(scope="module")
def language() -> Language:
    found = load_packs().language("id")
    assert found is not None
    return found


def mentions_in(text: str) -> tuple[Mention, ...]:
    """Return a mention for every name of the list, found as a string."""
    return tuple(
        Mention(Span(m.start(), m.end()), NAMES[m[0]], Span(m.start(), m.end())) for m in _FIND.finditer(text)
    )


class Read:
    """A sentence read, with shorthand to look into it."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.mentions = mentions_in(text)
        whole = Span(0, len(text))
        sentence = Sentence(whole, 0, (), False, quoted_spans(text, whole, language.syntax.quotes))
        self.clauses = read_shallow(sentence, 0, 0, text, self.mentions, language)

    def clause(self, lemma: str) -> Clause:
        """Return the one clause with a lemma."""
        found = [c for c in self.clauses if c.lemma == lemma]
        assert len(found) == 1, (lemma, [c.lemma for c in self.clauses])
        return found[0]

    def who(self, lemma: str, role: str) -> list[str]:
        """Return the mentions that head the arguments of a clause in a role."""
        arguments = self.clause(lemma).args(role)
        return [self.mentions[i].span.of(self.text) for a in arguments for i in a.mentions]

    def words(self, lemma: str, role: str) -> list[str]:
        """Return the words of the arguments of a clause in a role."""
        return [a.span.of(self.text) for a in self.clause(lemma).args(role)]


# ------------------------------------------------------------------- who does what


def test_subject_object_and_place(language: Language) -> None:
    read = Read("Menteri Luar Negeri Norwegia bertemu Menteri Luar Negeri Peru di Lima.", language)

    assert read.who("bertemu", "subject") == ["Menteri Luar Negeri Norwegia"]
    assert read.who("bertemu", "object") == ["Menteri Luar Negeri Peru"]
    assert read.who("bertemu", "oblique:di") == ["Lima"]


def test_passive_roles_are_logical(language: Language) -> None:
    read = Read("Dokumen itu ditandatangani oleh Menlu Kenya dan Menlu Fiji.", language)

    assert read.clause("menandatangani").voice == "passive"
    assert read.who("menandatangani", "subject") == ["Menlu Kenya", "Menlu Fiji"]
    assert read.words("menandatangani", "object") == ["Dokumen itu"]


def test_passive_with_a_bare_agent(language: Language) -> None:
    read = Read("Menlu Fiji diterima Presiden Angola di istana.", language)

    assert read.who("menerima", "object") == ["Menlu Fiji"]
    assert read.who("menerima", "subject") == ["Presiden Angola"]


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("dikecam", "mengecam"), ("disita", "menyita"), ("dibahas", "membahas"), ("dituduh", "menuduh")],
)
def test_passives_reach_their_nasal_active(form: str, lemma: str, language: Language) -> None:
    assert Read(f"Peru {form} Chile.", language).clause(lemma).voice == "passive"


def test_bare_stem_after_its_subject_is_a_verb(language: Language) -> None:
    assert Read("Peru kecam Chile.", language).who("mengecam", "object") == ["Chile"]


def test_bare_stem_elsewhere_is_a_word(language: Language) -> None:
    assert not Read("Dengan nilai itu, harga turun.", language).clauses


def test_three_coordinated_subjects(language: Language) -> None:
    read = Read("Peru, Chile, dan Kenya menandatangani pakta itu.", language)

    assert read.who("menandatangani", "subject") == ["Peru", "Chile", "Kenya"]


def test_an_object_and_the_next_subject_are_not_one_phrase(language: Language) -> None:
    read = Read("Peru mengecam Chile dan Kenya memuji Fiji.", language)

    assert read.who("mengecam", "object") == ["Chile"]
    assert read.who("memuji", "subject") == ["Kenya"]


def test_coordinated_verbs_share_subject_and_object(language: Language) -> None:
    read = Read("Menlu Kenya menandatangani dan meratifikasi perjanjian dagang.", language)

    assert read.who("meratifikasi", "subject") == ["Menlu Kenya"]
    assert read.words("menandatangani", "object") == ["perjanjian dagang"]


# ------------------------------------------------------------------- clauses within clauses


def test_relative_clause_takes_its_antecedent(language: Language) -> None:
    read = Read("Menlu Fiji yang mengecam Chile bertemu Presiden Serbia.", language)

    assert read.clause("mengecam").relation == "relative"
    assert read.who("mengecam", "subject") == ["Menlu Fiji"]
    assert read.who("bertemu", "subject") == ["Menlu Fiji"]


def test_relative_clause_with_its_own_subject(language: Language) -> None:
    read = Read("Perjanjian yang mereka tandatangani dipuji Kenya.", language)

    assert read.who("menandatangani", "subject") == ["mereka"]
    assert read.words("menandatangani", "object") == ["Perjanjian"]


def test_participle_after_a_comma_has_the_main_subject(language: Language) -> None:
    read = Read(
        "Dalam pertemuan di Lima, Menlu Kenya membahas gandum, menekankan pentingnya pupuk.", language
    )

    assert read.who("menekankan", "subject") == ["Menlu Kenya"]
    assert read.words("menekankan", "object") == ["pentingnya pupuk"]


def test_fronted_participle_waits_for_its_subject(language: Language) -> None:
    read = Read("Menyambut baik keputusan itu, Presiden Angola mengundang Presiden Serbia.", language)

    assert read.who("menyambut baik", "subject") == ["Presiden Angola"]
    assert read.clause("menyambut baik").parent == read.clause("mengundang").index
    assert read.clause("mengundang").relation == "root"


def test_reported_clause_belongs_to_its_speech_verb(language: Language) -> None:
    read = Read("Menlu Kenya mengatakan bahwa Chile menyerang Peru.", language)

    assert read.clause("menyerang").speech == read.clause("mengatakan").index
    assert read.who("menyerang", "subject") == ["Chile"]
    assert read.words("mengatakan", "complement") == ["Chile menyerang Peru"]


@pytest.mark.parametrize("link", [" ", ", ", ": "])
def test_reported_clause_needs_no_conjunction(link: str, language: Language) -> None:
    read = Read(f"Menlu Kenya mengatakan{link}Chile menyerang Peru.", language)

    assert read.clause("menyerang").speech == read.clause("mengatakan").index
    assert not read.clause("mengatakan").args("object")


def test_a_quotation_is_said_by_whoever_stands_after_it(language: Language) -> None:
    read = Read('"Kami mendukung Peru," kata Presiden Serbia, Rabu.', language)

    assert read.who("kata", "subject") == ["Presiden Serbia"]
    assert read.clause("mendukung").quoted
    assert read.clause("mendukung").speech == read.clause("kata").index


def test_a_speech_verb_may_hold_its_speaker(language: Language) -> None:
    assert Read('"Kami mendukung Peru," katanya.', language).who("kata", "subject") == ["katanya"]


def test_according_to(language: Language) -> None:
    read = Read("Menurut Menlu Fiji, Chile menyerang Peru.", language)

    assert read.who("menurut", "subject") == ["Menlu Fiji"]
    assert read.clause("menyerang").speech == read.clause("menurut").index


def test_the_one_urged_is_to_act(language: Language) -> None:
    read = Read("Norwegia mendesak Swedia untuk membebaskan tahanan.", language)

    assert read.who("membebaskan", "subject") == ["Swedia"]
    assert read.clause("membebaskan").modality == "wished"


def test_the_one_blamed_did_it(language: Language) -> None:
    assert Read("Norwegia memuji Swedia karena membantu Peru.", language).who("membantu", "subject") == [
        "Swedia"
    ]


# ------------------------------------------------------------------- whether it holds


@pytest.mark.parametrize(
    ("text", "modality", "negated"),
    [
        ("Chile menyerang Peru.", "fact", False),
        ("Chile telah menyerang Peru.", "fact", False),
        ("Chile tidak menyerang Peru.", "fact", True),
        ("Chile akan menyerang Peru.", "planned", False),
        ("Chile tidak akan menyerang Peru.", "planned", True),
        ("Chile ingin menyerang Peru.", "wished", False),
        ("Jika Chile menyerang Peru, Kenya memprotes.", "conditional", False),
        ("Chile mengancam menyerang Peru.", "planned", False),
        ("Chile menolak menyerang Peru.", "planned", True),
        ("Kenya menuduh Chile menyerang Peru.", "wished", False),
    ],
)
def test_modality_and_negation(text: str, modality: str, negated: bool, language: Language) -> None:
    clause = Read(text, language).clause("menyerang")

    assert (clause.modality, clause.negated) == (modality, negated)


# ------------------------------------------------------------------- nouns that act


def test_a_light_verb_lends_its_subject(language: Language) -> None:
    read = Read("Presiden Serbia mengadakan pertemuan dengan Presiden Angola di Lima.", language)
    noun = read.clause("pertemuan")

    assert (noun.kind, noun.governor, noun.governor_role) == ("noun", "mengadakan", "object")
    assert read.who("pertemuan", "subject") == ["Presiden Serbia"]
    assert read.who("pertemuan", "oblique:dengan") == ["Presiden Angola"]


def test_another_verb_lends_nothing(language: Language) -> None:
    assert not Read("Kenya mengecam serangan terhadap Peru.", language).clause("serangan").args("subject")


def test_a_noun_of_occasion_shares_the_main_subject(language: Language) -> None:
    read = Read("Dalam pertemuan di Lima, Menlu Kenya dan Menlu Fiji membahas gandum.", language)

    assert read.clause("pertemuan").governor_role == "oblique:dalam"
    assert read.who("pertemuan", "subject") == ["Menlu Kenya", "Menlu Fiji"]


def test_the_owner_of_a_noun_follows_it(language: Language) -> None:
    read = Read("Kunjungan kenegaraan Presiden Angola ke Peru dipuji Chile.", language)

    assert read.who("kunjungan kenegaraan", "possessor") == ["Presiden Angola"]
    assert read.who("kunjungan kenegaraan", "oblique:ke") == ["Peru"]


def test_a_scheduled_noun_is_planned(language: Language) -> None:
    assert Read("Pertemuan itu akan digelar di Lima.", language).clause("pertemuan").modality == "planned"


def test_the_owner_of_an_attack_may_follow_by(language: Language) -> None:
    read = Read("Kenya mengutuk serangan militer oleh Chile terhadap Peru.", language)
    attack = read.clause("mengutuk").args("object")[0]

    assert [read.mentions[i].span.of(read.text) for i in attack.owners] == ["Chile"]
    assert read.who("serangan militer", "oblique:oleh") == ["Chile"]


# ------------------------------------------------------------------- any input


def test_numbers_begin_where_asked(language: Language) -> None:
    text = "Kenya mengatakan Chile menyerang Peru."
    sentence = Sentence(Span(0, len(text)), 3)
    clauses = read_shallow(sentence, 3, 40, text, mentions_in(text), language)

    assert [c.index for c in clauses] == [40, 41]
    assert all(c.sentence == 3 for c in clauses)
    assert clauses[1].speech == 40


VERBS = ["bertemu", "menyerang", "disita", "mengatakan", "kata", "sepakat", "menurut", "mengundang"]
LINKS = ["yang", "bahwa", "untuk", "dengan", "bersama", "setelah", "dan", "tidak", "akan", "pentingnya"]
SIGNS = [",", ".", ":", '"', "“", "”", "(", ")", "–", "-", "\u200b", "𝕏", "123", "ﷺ"]
WORDS = st.sampled_from([*NAMES, *VERBS, *LINKS, *SIGNS, "pertemuan", "serangan"])


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(WORDS, st.text(max_size=6)), min_size=1, max_size=40).map(" ".join).filter(bool))
def test_any_words_give_sound_clauses(text: str) -> None:
    language = load_packs().language("id")
    assert language is not None
    clauses = Read(text, language).clauses

    numbers = {c.index for c in clauses}
    assert sorted(numbers) == list(range(len(clauses)))
    for clause in clauses:
        assert clause.predicate.end <= len(text)
        assert {clause.parent, clause.speech} <= numbers | {None}
        assert clause.index not in {clause.parent, clause.speech}
        assert all(a.span.end <= len(text) and a.span.holds(a.head) for a in clause.arguments)


def test_a_sentence_of_five_thousand_words_is_no_trouble(language: Language) -> None:
    text = " ".join(
        ["Peru mengatakan bahwa Chile menyerang Kenya untuk menyita pertemuan dengan Fiji dan"] * 420
    )
    began = time.process_time()
    clauses = Read(text, language).clauses

    assert len(clauses) > 1_500
    assert time.process_time() - began < 20  # seconds; about one on a small machine
