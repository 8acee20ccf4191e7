import pytest

from regesta.model.reports import CleanReport, Report
from regesta.model.spans import Span
from regesta.packs.load import load_packs
from regesta.steps.detect import detect, identifier

PACKED = load_packs().languages
ENGLISH = {"en": PACKED["en"]}


def cleaned(text, language=None):
    blocks = (Span(0, len(text)),) if text else ()
    return CleanReport(Report("id", "a.txt", text, "0", language=language), blocks, None, ())


def never(text):
    raise AssertionError(text)


@pytest.mark.parametrize(
    ("stated", "code"), [("en", "en"), ("ID", "id"), ("en-US", "en"), ("zh_Hant_TW", "zh"), ("in", "id")]
)
def test_a_stated_code_wins(stated, code):
    assert detect(cleaned("The ministers met.", stated), ENGLISH, never) == (code, 1.0)


def test_a_stated_word_that_is_no_code_is_not_believed():
    found = detect(cleaned("The two ministers met.", "English language"), ENGLISH, lambda _: ("en", 0.9))
    assert found == ("en", 0.9)


def test_a_language_without_a_pack_is_returned_as_it_is():
    assert detect(cleaned("Ministrarnir hittust í dag."), ENGLISH, lambda _: ("is", 0.8)) == ("is", 0.8)


@pytest.mark.parametrize("text", ["", "0 1 2 3", "Oslo."])
def test_too_little_text_is_no_language(text):
    assert detect(cleaned(text), ENGLISH, never) == (None, 0.0)


def test_an_unlikely_language_counts_only_if_it_has_a_pack():
    text = "Abc def ghi jkl mno."
    assert detect(cleaned(text), ENGLISH, lambda _: ("eo", 0.2)) == (None, 0.2)
    assert detect(cleaned(text), ENGLISH, lambda _: ("en", 0.2)) == ("en", 0.2)


def test_what_was_dropped_is_not_looked_at():
    text = "Baca juga: Menteri bertemu\nThe ministers met in the capital."
    clean = CleanReport(Report("id", "a.txt", text, "0"), (Span(27, len(text)),), None, ())
    assert detect(clean, ENGLISH, lambda sample: (sample[:3], 0.9))[0] == "the"


SAMPLES = {
    "en": "The foreign minister of Norland met his counterpart in the capital on Monday to discuss trade.",
    "id": "Menteri luar negeri Norlandia bertemu dengan mitranya di ibu kota pada hari Senin.",
    "ru": "Министр иностранных дел Норландии встретился в столице со своим коллегой.",
    "zh": "诺兰外交部长星期一在首都会见了来访的外长，双方讨论了贸易问题。",
    "fr": "Le ministre des Affaires étrangères a rencontré son homologue lundi dans la capitale.",
    "ar": "التقى وزير الخارجية في العاصمة مع نظيره يوم الاثنين وبحثا التجارة.",
    "ms": "Menteri luar telah bertemu rakan sejawatannya di ibu negara semalam bagi berbincang.",
    "vi": "Bộ trưởng Ngoại giao đã gặp người đồng cấp tại thủ đô hôm thứ Hai để thảo luận về thương mại.",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_the_identifier_knows_the_languages_of_the_news(code):
    identify = identifier()
    found, score = detect(cleaned(SAMPLES[code]), PACKED, identify)
    assert found == code
    assert 0.35 <= score <= 1.0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Presiden tiba di Moskow.", "id"),
        ("Ministers meet in Oslo today", "en"),
        ("Министры встретились", "ru"),
        ("部长会谈", "zh"),
    ],
)
def test_short_texts(text, code):
    assert identifier()(text)[0] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("وزیر خارجہ نے پیر کو دارالحکومت میں اپنے ہم منصب سے ملاقات کی۔", "ur"),
        ("外務大臣は月曜日に首都で相手国の大臣と会談した。", "ja"),
        ("Minister spraw zagranicznych spotkał się w poniedziałek ze swoim odpowiednikiem.", "pl"),
        ("Министърът се срещна в понеделник в столицата със своя колега.", "bg"),
        ("Nakipulong ang kalihim noong Lunes sa kabisera sa kanyang katapat.", "tl"),
        ("Waziri alikutana na mwenzake katika mji mkuu siku ya Jumatatu.", "sw"),
    ],
)
def test_a_language_without_a_pack_is_not_taken_for_its_neighbour(text, code):
    assert detect(cleaned(text), PACKED, identifier())[0] == code


def test_the_identifier_stands_line_breaks_and_marks():
    assert (
        identifier()("The ministers\r\nmet\u2028in \u202bthe\u200b capital\n\ntoday, they said. " * 3)[0]
        == "en"
    )


def test_foreign_names_do_not_turn_a_text():
    """A low score for a language without a pack is asked for again, part by part."""
    text = "Presiden bertemu menteri. " * 12 + "Aleksandr Raeisi. " * 12
    asked = []

    def identify(words):
        asked.append(words)
        return ("it", 0.4) if len(asked) == 1 or "Raeisi" in words[:18] else ("id", 0.95)

    code, score = detect(cleaned(text), PACKED, identify)
    assert (code, len(asked)) == ("id", 4)
    assert score > 0.4


def test_a_sure_language_is_not_asked_for_again():
    asked = []

    def identify(words):
        asked.append(words)
        return ("it", 0.97)

    assert (
        detect(cleaned("Il ministro ha incontrato il suo omologo a Roma. " * 8), PACKED, identify)[0] == "it"
    )
    assert len(asked) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Serbia refuses to recognise Kosovo.",
        "Congolese President Felix Tshisekedi met Rwandan President Paul Kagame in Luanda.",
    ],
)
def test_a_line_full_of_names_is_told_by_its_other_words(text):
    assert identifier()(text)[0] == "en"
