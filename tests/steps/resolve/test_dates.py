import datetime as dt
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.steps.small_language import language

from regesta.model.reports import CleanReport, DateMention, Dropped, Report
from regesta.model.spans import Span
from regesta.model.times import UNBOUNDED, DayRange, between, on
from regesta.packs import schema as s
from regesta.steps.resolve.dates import find_dates, header_date, parse_expression, place_date

EN = language(
    "en",
    syntax=s.Syntax(
        code="en",
        name="English",
        reader="shallow",
        articles=("the", "a", "an"),
        of=("of", "for"),
        conjunctions=("and",),
    ),
    chronology=s.Chronology(
        months=((), (), (), (), (), (), (), ("aug", "aug."), (), ("oct", "oct."), (), ()),
        weekdays=((), ("tues",), (), (), ("fri", "fri."), (), ()),
        today=("today", "this morning"),
        yesterday=("yesterday", "last night"),
        tomorrow=("tomorrow",),
        tonight=("tonight",),
        last=("last", "past", "previous", "the past", "the previous"),
        next=("next", "the next", "coming"),
        this=("this",),
        ago=("ago", "earlier", "before", "back"),
        within=("in", "within"),
        later=("later", "after"),
        since=("since",),
        until=("until", "by"),
        between=("between", "from"),
        to=("to", "through", "and", "-"),
        before=("before",),
        after=("after",),
        early=("early", "the beginning of", "beginning of"),
        mid=("mid", "mid-"),
        late=("late", "the end of", "end of"),
        around=("around", "about", "nearly"),
        day=("day", "days"),
        week=("week", "weeks"),
        weekend=("weekend",),
        month=("month", "months"),
        quarter=("quarter",),
        year=("year", "years"),
        decade=("decade", "decades"),
        anniversary=("anniversary",),
        morning=("morning", "evening", "night"),
        day_before=("on", "on the", "in", "of", "at"),
        numbers={"a": 1, "one": 1, "two": 2, "three": 3, "seventeen": 17},
        ordinals={"first": 1, "second": 2, "fourth": 4, "thirtieth": 30},
        vague=("recently", "one of these days", "in recent days"),
        published=("date", "published"),
        day_first=False,
    ),
)
ID = language(
    "id",
    syntax=s.Syntax(code="id", name="Indonesian", reader="shallow", conjunctions=("dan",)),
    chronology=s.Chronology(
        today=("hari ini",),
        yesterday=("kemarin",),
        last=("lalu", "yang lalu", "terakhir"),
        next=("depan", "mendatang"),
        this=("ini",),
        ago=("lalu", "yang lalu"),
        since=("sejak",),
        until=("hingga",),
        between=("antara",),
        to=("hingga", "sampai", "dan", "-"),
        early=("awal",),
        late=("akhir",),
        around=("sekitar",),
        day=("hari",),
        week=("minggu", "pekan", "sepekan"),
        month=("bulan",),
        quarter=("kuartal",),
        year=("tahun",),
        anniversary=("ulang tahun", "peringatan"),
        morning=("pagi",),
        day_before=("pada", "pada hari", "hari", "tanggal"),
        numbers={"dua": 2, "tiga": 3, "sepekan": 1},
        day_first=True,
    ),
)
REF = dt.date(2024, 6, 12)  # a Wednesday


def meant(expression, ref=REF, pack=EN, past=True):
    found = parse_expression(expression, ref, pack, past)
    return None if found is None else (str(found.start), str(found.last), found.granularity)


def found_in(text, pack=EN):
    return [m.span.of(text) for m in find_dates(text, Span(0, len(text)), pack)]


@pytest.mark.parametrize(
    ("expression", "first", "last", "granularity"),
    [
        ("2024-03-09", "2024-03-09", "2024-03-09", "day"),
        ("27/04/2022", "2022-04-27", "2022-04-27", "day"),
        ("03/04/2024", "2024-03-04", "2024-03-04", "day"),
        ("13.05.24", "2024-05-13", "2024-05-13", "day"),
        ("7 October 2023", "2023-10-07", "2023-10-07", "day"),
        ("the 7th of October, 2023", "2023-10-07", "2023-10-07", "day"),
        ("Oct. 7, 2023", "2023-10-07", "2023-10-07", "day"),
        ("the fourth of July 1995", "1995-07-04", "1995-07-04", "day"),
        ("Saturday, 7 October 2023", "2023-10-07", "2023-10-07", "day"),
        ("October 7", "2023-10-07", "2023-10-07", "day"),
        ("on 3 April", "2024-04-03", "2024-04-03", "day"),
        ("12 June", "2024-06-12", "2024-06-12", "day"),
        ("the 27th", "2024-05-27", "2024-05-27", "day"),
        ("Monday", "2024-06-10", "2024-06-10", "day"),
        ("Wednesday", "2024-06-12", "2024-06-12", "day"),
        ("WEDNESDAY", "2024-06-12", "2024-06-12", "day"),
        ("Tues", "2024-06-11", "2024-06-11", "day"),
        ("on Monday evening", "2024-06-10", "2024-06-10", "day"),
        ("about 9:15 p.m. on Monday", "2024-06-10", "2024-06-10", "day"),
        ("last Saturday", "2024-06-08", "2024-06-08", "day"),
        ("last Wednesday", "2024-06-05", "2024-06-05", "day"),
        ("last Monday", "2024-06-03", "2024-06-10", "day"),
        ("next Monday", "2024-06-17", "2024-06-17", "day"),
        ("this Friday", "2024-06-14", "2024-06-14", "day"),
        ("Thursday last week", "2024-06-06", "2024-06-06", "day"),
        ("next week on Thursday", "2024-06-20", "2024-06-20", "day"),
        ("yesterday (Monday)", "2024-06-03", "2024-06-10", "day"),
        ("today", "2024-06-12", "2024-06-12", "day"),
        ("last night", "2024-06-11", "2024-06-11", "day"),
        ("tomorrow", "2024-06-13", "2024-06-13", "day"),
        ("three days ago", "2024-06-09", "2024-06-09", "day"),
        ("two weeks ago", "2024-05-26", "2024-06-01", "week"),
        ("about three weeks ago", "2024-05-19", "2024-05-25", "week"),
        ("last week", "2024-06-03", "2024-06-09", "week"),
        ("the weekend", "2024-06-08", "2024-06-09", "week"),
        ("next week", "2024-06-17", "2024-06-23", "week"),
        ("the past few days", "2024-06-05", "2024-06-12", "week"),
        ("the first week of May", "2024-05-01", "2024-05-07", "week"),
        ("last month", "2024-05-01", "2024-05-31", "month"),
        ("the end of last month", "2024-05-21", "2024-05-31", "month"),
        ("earlier this month", "2024-06-01", "2024-06-12", "month"),
        ("in March", "2024-03-01", "2024-03-31", "month"),
        ("back in April", "2024-04-01", "2024-04-30", "month"),
        ("last September", "2023-09-01", "2023-09-30", "month"),
        ("in early June", "2024-06-01", "2024-06-10", "month"),
        ("March 2023", "2023-03-01", "2023-03-31", "month"),
        ("since August 2022", "2022-08-01", "2024-06-12", "month"),
        ("two months ago", "2024-04-01", "2024-04-30", "month"),
        ("Q3 2021", "2021-07-01", "2021-09-30", "quarter"),
        ("the second quarter of 2023", "2023-04-01", "2023-06-30", "quarter"),
        ("the first quarter of last year", "2023-01-01", "2023-03-31", "quarter"),
        ("2023", "2023-01-01", "2023-12-31", "year"),
        ("mid-2023", "2023-05-01", "2023-08-31", "year"),
        ("last year", "2023-01-01", "2023-12-31", "year"),
        ("the end of last year", "2023-09-01", "2023-12-31", "year"),
        ("early next year", "2025-01-01", "2025-04-30", "year"),
        ("the end of the year", "2024-09-01", "2024-12-31", "year"),
        ("the 1970s", "1970-01-01", "1979-12-31", "year"),
        ("two years ago", "2022-01-01", "2022-12-31", "year"),
        ("seventeen years ago", "2007-01-01", "2007-12-31", "year"),
        ("the past two years", "2022-03-12", "2024-06-12", "year"),
        ("last decade", "2014-03-12", "2024-06-12", "year"),
        ("thirtieth anniversary", "1994-01-01", "1994-12-31", "year"),
        ("April 2 to 6", "2024-04-02", "2024-04-06", "day"),
        ("April 2 to April 6", "2024-04-02", "2024-04-06", "day"),
        ("7-9 April", "2024-04-07", "2024-04-09", "day"),
        ("between 3 and 5 May 2023", "2023-05-03", "2023-05-05", "day"),
        ("from 30 December 2022 to 2 January 2023", "2022-12-30", "2023-01-02", "day"),
        ("28 December to 2 January 2023", "2022-12-28", "2023-01-02", "day"),
        ("from Friday through Monday", "2024-06-07", "2024-06-10", "day"),
        ("October 2018 - June 2019", "2018-10-01", "2019-06-30", "month"),
        ("between 2011 and 2013", "2011-01-01", "2013-12-31", "year"),
        ("2015-2018", "2015-01-01", "2018-12-31", "year"),
        ("a week before April 18", "2024-04-11", "2024-04-11", "day"),
        ("two days after 10 March 2023", "2023-03-12", "2023-03-12", "day"),
        ("in three weeks", "2024-06-12", "2024-07-03", "week"),
        ("before 2017", "None", "2016-12-31", "year"),
        ("until 20 March 2024", "None", "2024-03-20", "day"),
    ],
)
def test_expressions(expression, first, last, granularity):
    assert meant(expression) == (first, last, granularity)


@pytest.mark.parametrize(
    "expression",
    [
        "", " ", "the 2021 census", "last harvest", "winter 2016", "some day", "one of these days",
        "recently",
        "the day after the flood", "two days of talks", "three weeks of rain",
        "Tuesday, the envoy wrote",
        "two weeks later", "30 February 2024", "2024-13-01", "31 June", "2/3 of them", "the 27th meeting",
        "June 31",
        "Monday and Friday", "may", "March on", "9999999999", "2231", "a", "\u200b", "Friday, 12 June",
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_refused(expression):
    assert meant(expression) is None


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("on Monday", "2024-06-17", "2024-06-17"),
        ("on Wednesday", "2024-06-12", "2024-06-12"),
        ("October 7", "2024-10-07", "2024-10-07"),
        ("in March", "2025-03-01", "2025-03-31"),
        ("the weekend", "2024-06-15", "2024-06-16"),
        ("by Friday", "2024-06-12", "2024-06-14"),
        ("the next two years", "2024-06-12", "2026-09-12"),
    ],
)
def test_what_is_still_to_come(expression, first, last):
    assert meant(expression, past=False)[:2] == (first, last)


@pytest.mark.parametrize(
    ("expression", "first", "last", "granularity"),
    [
        ("7 Oktober 2023", "2023-10-07", "2023-10-07", "day"),
        ("pada hari Kamis", "2024-06-06", "2024-06-06", "day"),
        ("Senin (10/6)", "2024-06-10", "2024-06-10", "day"),
        ("Senin (10/6/2024)", "2024-06-10", "2024-06-10", "day"),
        ("Minggu (9/6)", "2024-06-09", "2024-06-09", "day"),
        ("minggu lalu", "2024-06-03", "2024-06-09", "week"),
        ("sepekan lalu", "2024-06-02", "2024-06-08", "week"),
        ("dua tahun lalu", "2022-01-01", "2022-12-31", "year"),
        ("tiga tahun terakhir", "2021-03-12", "2024-06-12", "year"),
        ("tahun lalu", "2023-01-01", "2023-12-31", "year"),
        ("awal Juni", "2024-06-01", "2024-06-10", "month"),
        ("akhir tahun ini", "2024-09-01", "2024-12-31", "year"),
        ("kuartal II 2023", "2023-04-01", "2023-06-30", "quarter"),
        ("sejak Maret 2023", "2023-03-01", "2024-06-12", "month"),
        ("antara 3 dan 5 Mei", "2024-05-03", "2024-05-05", "day"),
        ("ulang tahun ke-30", "1994-01-01", "1994-12-31", "year"),
    ],
)
def test_another_word_order(expression, first, last, granularity):
    assert meant(expression, pack=ID) == (first, last, granularity)


def test_running_text_gives_the_expressions_and_nothing_else():
    text = (
        "Mr. May may march on in March. In 2019 he met 2030 people at the 2024 summit on 15 May, after "
        "Monday's talks; 2/3 of them left on Friday, 7 June. Text 2231 was the 15th of the three-day session."
    )
    assert found_in(text) == ["March", "2019", "15 May", "Monday", "Friday, 7 June"]


def test_two_days_are_not_a_range():
    assert found_in("They met on Tuesday and Thursday, on 3 May and 5 May.") == [
        "Tuesday",
        "Thursday",
        "3 May",
        "5 May",
    ]


def test_offsets_are_those_of_the_whole_text():
    text = "Last week they met. On Monday\u200b they left.\n"
    (mention,) = find_dates(text, Span(20, len(text)), EN)
    assert mention.span.of(text) == "Monday"


def test_bidi_marks_beside_figures():
    assert found_in("met on \u202a7\u202c \u200fOctober\u200e 2023 there") == [
        "7\u202c \u200fOctober\u200e 2023"
    ]


def test_the_basis_quotes_the_words():
    text = "They met two  weeks\nago."
    (mention,) = find_dates(text, Span(0, len(text)), EN)
    assert place_date(mention, on(REF), True, text).basis == ("relative: two weeks ago",)
    assert parse_expression("Monday", REF, EN).basis == ("weekday: Monday",)
    assert parse_expression("14 August 2021", REF, EN).basis == ("explicit: 14 August 2021",)
    assert place_date(mention, on(REF)).basis[0].startswith("relative: ")


# --------------------------------------------------------------------------- a reference of many days


def placed(expression, reference, past=True):
    (mention,) = find_dates(expression, Span(0, len(expression)), EN)
    found = place_date(mention, reference, past, expression)
    return None if found is None else (str(found.start), str(found.last))


WINDOW = between(dt.date(2024, 7, 28), dt.date(2025, 8, 4))


def test_the_day_of_the_year_that_lies_in_the_window():
    assert placed("October 7", WINDOW) == ("2024-10-07", "2024-10-07")


def test_every_occurrence_in_the_window():
    assert placed("October 7", between(dt.date(2022, 1, 1), dt.date(2024, 12, 31))) == (
        "2022-10-07",
        "2024-10-07",
    )


def test_a_weekday_beside_the_day_chooses_the_year():
    window = between(dt.date(2022, 1, 1), dt.date(2025, 12, 31))
    assert placed("Monday, October 7", window) == ("2024-10-07", "2024-10-07")


def test_a_weekday_in_a_window_keeps_its_ends_on_that_weekday():
    first, last = placed("Monday", WINDOW)
    assert dt.date.fromisoformat(first).weekday() == dt.date.fromisoformat(last).weekday() == 0
    assert (first, last) == ("2024-07-22", "2025-08-04")


def test_a_shift_moves_both_ends():
    assert placed("yesterday", WINDOW) == ("2024-07-27", "2025-08-03")
    assert placed("last year", WINDOW) == ("2023-01-01", "2024-12-31")
    assert placed("three years ago", on(dt.date(2022, 2, 10))) == ("2018-11-10", "2019-12-31")


def test_without_any_day_of_publication():
    assert placed("14 August 2021", UNBOUNDED) == ("2021-08-14", "2021-08-14")
    assert placed("October 7", UNBOUNDED) is None
    assert placed("Monday", UNBOUNDED) == ("None", "None")
    assert placed("yesterday", DayRange(None, dt.date(2024, 6, 13))) == ("None", "2024-06-11")


def test_a_span_that_may_be_past_is_no_deadline():
    assert placed("in three years", on(REF)) is None
    assert placed("in three years", on(REF), past=False) == ("2024-06-12", "2027-09-12")


@given(
    st.sampled_from(["Monday", "last Monday", "next Friday", "October 7", "in March", "last week",
                     "three years ago",
                     "late last year",
                     "the past two years", "the weekend", "29 February", "the 31st", "two months ago",
                     "since Monday", "the 15th"]),
    st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
    st.integers(0, 2000),
    st.booleans(),
)  # fmt: skip
def test_a_wider_reference_never_loses_a_day(expression, day, n_days, past):
    (mention,) = find_dates(expression, Span(0, len(expression)), EN)
    narrow = place_date(mention, on(day), past) if day < dt.date.max else None
    try:
        wide = place_date(mention, between(day, day + dt.timedelta(days=n_days)), past)
    except OverflowError:
        return
    relative = mention.kind in ("weekday", "relative")
    if relative and narrow is not None and wide is not None and narrow.start and wide.start:
        assert wide.start <= narrow.start


@given(st.text(max_size=60) | st.lists(st.sampled_from(
    ["Monday", "May", "13", "2024", "last", "week", "ago", "two", " ", "-", "/", "(", ")", ",", "to",
     "between",
     "and", "the", "of", "in",
     "\u200f", "year", "quarter", "first", "１３", "²", "٣"])).map(" ".join))  # fmt: skip
def test_any_text_gives_ordered_spans_inside_it(text):
    if not text:
        return
    mentions = find_dates(text, Span(0, len(text)), EN)
    for a, b in pairwise(mentions):
        assert a.span.end <= b.span.start
    for mention in mentions:
        assert mention.span.end <= len(text)
        assert place_date(mention, on(REF), True, text) is None or isinstance(mention, DateMention)


@pytest.mark.parametrize(
    "piece", ["May ", "Monday ", "2 ", "last ", "on 3 May and ", "2024-", "(", "two weeks "]
)
def test_a_long_line_takes_linear_time(piece):
    text = piece * (200_000 // len(piece))
    begin = time.process_time()
    find_dates(text, Span(0, len(text)), EN)
    assert time.process_time() - begin < 8


# --------------------------------------------------------------------------- a report's own day


def cleaned(*dropped, body="They met.", **said):
    text = "\n".join([*(words for words, _ in dropped), body])
    spans, at = [], 0
    for words, reason in dropped:
        spans.append(Dropped(Span(at, at + len(words)), reason))
        at += len(words) + 1
    report = Report("id", said.pop("source", "a.txt"), text, "0", **said)
    return report, CleanReport(report, (Span(at, len(text)),), None, tuple(spans))


@pytest.mark.parametrize(
    ("dropped", "day", "basis"),
    [
        ([("date 2021-03-04", "header")], "2021-03-04", "header: date 2021-03-04"),
        (
            [("Published: 4 March 2021, 14:35", "header")],
            "2021-03-04",
            "header: Published: 4 March 2021, 14:35",
        ),
        (
            [("Kamis, 4 Maret 2021 14:35 WIB", "header")],
            "2021-03-04",
            "header: Kamis, 4 Maret 2021 14:35 WIB",
        ),
        ([("MINSK, 2 May 2024 (NNA) –", "dateline")], "2024-05-02", "header: MINSK, 2 May 2024 (NNA) –"),
        ([("Source: https://daily.example/2024/05/06/a", "boilerplate")], "2024-05-06", "url: 2024-05-06"),
    ],
)
def test_the_day_on_which_a_report_says_it_was_published(dropped, day, basis):
    found = header_date(*cleaned(*dropped), {"en": EN, "id": ID})
    assert (str(found.start), found.n_days, found.basis) == (day, 1, (basis,))


def test_what_was_given_comes_first_and_silence_is_none():
    given = on(REF, "header: 2024-06-12")
    packs = {"en": EN}
    assert header_date(*cleaned(("date 2021-03-04", "header"), published=given), packs) == given
    assert header_date(*cleaned(url="https://daily.example/2024/05/06/a"), packs).basis == (
        "url: 2024-05-06",
    )
    assert header_date(*cleaned(("MINSK, 2 May (NNA) –", "dateline"), ("99", "number")), packs) is None
    assert header_date(*cleaned(url="https://daily.example/20240231"), packs) is None
    assert header_date(*cleaned(body="date 2021-03-04 they met."), packs) is None


def test_a_raised_figure_counts_nothing():
    assert all(m.n is None for m in find_dates("LAST ² WEEK", Span(0, 11), EN))
    assert all(m.n is None for m in find_dates("² weeks ago", Span(0, 11), EN))
