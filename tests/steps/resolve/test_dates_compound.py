"""What hangs on another date, and days that move: read with the English pack that ships."""

import datetime as dt
import time

import pytest

from regesta.model.spans import Span
from regesta.model.times import between, on
from regesta.packs.load import load_packs
from regesta.steps.resolve.date_compound import by_workdays
from regesta.steps.resolve.date_feasts import easter_sunday, iso_week, nth_weekday
from regesta.steps.resolve.dates import find_dates, parse_expression, place_date

EN = load_packs().languages["en"]
REF = dt.date(2024, 6, 12)  # a Wednesday


def meant(expression, past=True, ref=REF):
    found = parse_expression(expression, ref, EN, past)
    return None if found is None else (str(found.start), str(found.last))


def found_in(text):
    return [m.span.of(text) for m in find_dates(text, Span(0, len(text)), EN)]


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("four days from tomorrow", "2024-06-17", "2024-06-17"),
        ("two months from tomorrow", "2024-08-13", "2024-08-13"),
        ("five days before yesterday", "2024-06-06", "2024-06-06"),
        ("a week from Friday", "2024-06-21", "2024-06-21"),
        ("the week before Easter", "2024-03-24", "2024-03-24"),
        ("ten days after 25 February 2020", "2020-03-06", "2020-03-06"),
        ("one month after 31 January 2023", "2023-02-28", "2023-02-28"),
        ("three weeks and a day ago", "2024-05-21", "2024-05-21"),
        ("two weeks from now", "2024-06-23", "2024-06-29"),
        ("the day after Christmas", "2023-12-26", "2023-12-26"),
        ("three business days from today", "2024-06-17", "2024-06-17"),
        ("the previous three working days", "2024-06-07", "2024-06-11"),
        ("for three days from tomorrow", "2024-06-13", "2024-06-15"),
        ("a fortnight starting 1 July 2023", "2023-07-01", "2023-07-14"),
        ("the week after next", "2024-06-24", "2024-06-30"),
        ("the month before last", "2024-04-01", "2024-04-30"),
        ("Monday, two weeks from today", "2024-06-24", "2024-07-01"),
    ],
)
def test_offsets_from_any_date(expression, first, last):
    assert meant(expression) == (first, last)


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("from 3/4 to 3/9", "2024-03-04", "2024-03-09"),
        ("between 2/10-2/14", "2024-02-10", "2024-02-14"),
        ("4/2/2021 - 4/20/2021", "2021-04-02", "2021-04-20"),
        ("between February 2023 and now", "2023-02-01", "2024-06-12"),
        ("from March to date", "2024-03-01", "2024-06-12"),
        ("from 2019 until last month", "2019-01-01", "2024-05-31"),
        ("from next Monday to Thursday", "2024-06-17", "2024-06-20"),
        ("from last Friday to 20 June 2024", "2024-06-07", "2024-06-20"),
        ("April the second through the ninth", "2024-04-02", "2024-04-09"),
        ("from 28 April to the 2nd", "2024-04-28", "2024-05-02"),
        ("2021 or later", "2021-01-01", "2024-06-12"),
        ("since last month", "2024-05-01", "2024-06-12"),
        ("starting next week", "2024-06-17", "None"),
    ],
)
def test_ends_told_in_different_ways(expression, first, last):
    assert meant(expression) == (first, last)


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("Christmas", "2023-12-25", "2023-12-25"),
        ("next Christmas", "2024-12-25", "2024-12-25"),
        ("Good Friday 2022", "2022-04-15", "2022-04-15"),
        ("Thanksgiving 2021", "2021-11-25", "2021-11-25"),
        ("Black Friday 2021", "2021-11-26", "2021-11-26"),
        ("Memorial Day 2020", "2020-05-25", "2020-05-25"),
        ("Whit Monday", "2024-05-20", "2024-05-20"),
        ("Labor Day weekend", "2023-09-02", "2023-09-03"),
        ("the weekend of Halloween", "2023-10-28", "2023-10-29"),
        ("the second Tuesday of March", "2024-03-12", "2024-03-12"),
        ("the last Friday in October 2022", "2022-10-28", "2022-10-28"),
        ("week 9", "2024-02-26", "2024-03-03"),
        ("week 52 of last year", "2023-12-25", "2023-12-31"),
        ("the week of May 8", "2024-05-06", "2024-05-12"),
        ("the third week of 2022", "2022-01-17", "2022-01-23"),
        ("the last two months of 2020", "2020-11-01", "2020-12-31"),
        ("the first ten days of last month", "2024-05-01", "2024-05-10"),
        ("the last week of this month", "2024-06-24", "2024-06-30"),
        ("the first week of May 2022", "2022-05-01", "2022-05-07"),
        ("the 20th of last month", "2024-05-20", "2024-05-20"),
        ("8 March of last year", "2023-03-08", "2023-03-08"),
        ("in October last year", "2023-10-01", "2023-10-31"),
        ("earlier in the week", "2024-06-10", "2024-06-12"),
        ("the rest of the month", "2024-06-12", "2024-06-30"),
        ("year to date", "2024-01-01", "2024-06-12"),
        ("H2 2021", "2021-07-01", "2021-12-31"),
        ("the first half of last year", "2023-01-01", "2023-06-30"),
        ("the 18th century", "1700-01-01", "1800-12-31"),
        ("the eighties", "1980-01-01", "1989-12-31"),
    ],
)
def test_days_that_move_and_parts_of_a_period(expression, first, last):
    assert meant(expression) == (first, last)


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("the third of June two thousand and nineteen", "2019-06-03", "2019-06-03"),
        ("twenty-second of April nineteen seventy four", "1974-04-22", "1974-04-22"),
        ("March fifth, nineteen hundred and eighty", "1980-03-05", "1980-03-05"),
        ("July two thousand and eight", "2008-07-01", "2008-07-31"),
        ("two thousand eleven", "2011-01-01", "2011-12-31"),
        ("february sixteen", "2024-02-16", "2024-02-16"),
        ("2022-mar-7", "2022-03-07", "2022-03-07"),
        ("7/Mar/2022", "2022-03-07", "2022-03-07"),
        ("Mar/7", "2024-03-07", "2024-03-07"),
        ("20220307", "2022-03-07", "2022-03-07"),
        ("2022-03", "2022-03-01", "2022-03-31"),
        ("Fri 10th", "2024-05-10", "2024-05-10"),
        ("Monday the third", "2024-06-03", "2024-06-03"),
        ("tuesday", "2024-06-11", "2024-06-11"),
        ("march", "2024-03-01", "2024-03-31"),
    ],
)
def test_words_for_figures_and_joined_forms(expression, first, last):
    assert meant(expression) == (first, last)


@pytest.mark.parametrize(
    "expression",
    [
        "the week", "that weekend", "the same month", "two days after the raid", "the week of talks",
        "the first two days of fighting", "two weeks later", "from here to Monday's", "three from now on",
        "the second of them", "5/12 of it", "20221307", "week 54", "Q5",
    ],
)  # fmt: skip
def test_what_leans_on_its_text_is_refused(expression):
    assert meant(expression) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The union may march on Monday, 21 people said.", ["Monday"]),
        ("In May two people came second and 20220307 were counted.", ["May"]),
        ("A Labor Day speech pleased the envoy.", []),
        ("They met on Labor Day and again a week after Easter.", ["Labor Day", "a week after Easter"]),
        ("He won 3 in the past month, 7-6 on Friday.", ["the past month", "Friday"]),
        ("They cut 3/5 of it to 2/5.", []),
        ("In April first aid reached Mar del Plata.", ["April"]),
        ("By March of next year 2 weeks of talks will have passed.", ["By March of next year"]),
    ],
)
def test_running_text(text, expected):
    assert found_in(text) == expected


def test_feasts():
    assert [easter_sunday(y) for y in (1961, 2000, 2038)] == [
        dt.date(1961, 4, 2),
        dt.date(2000, 4, 23),
        dt.date(2038, 4, 25),
    ]
    assert nth_weekday(2023, 2, 0, 5) is None
    assert nth_weekday(2023, 1, 0, 5) == dt.date(2023, 1, 30)
    assert iso_week(2023, 53) is None
    assert by_workdays(dt.date(2024, 6, 14), 1) == dt.date(2024, 6, 17)
    assert by_workdays(dt.date(2024, 6, 17), -6) == dt.date(2024, 6, 7)


@pytest.mark.parametrize(
    "text", ["two days after last Monday", "Easter", "week 12", "the third week of last year"]
)
def test_a_wider_reference_loses_no_day(text):
    (mention,) = find_dates(text, Span(0, len(text)), EN)
    wide = place_date(mention, between(dt.date(2022, 3, 1), dt.date(2024, 6, 12)), True, text)
    narrow = place_date(mention, on(REF), True, text)
    assert wide is not None
    assert narrow is not None
    assert wide.start <= narrow.start
    assert narrow.last <= wide.last


@pytest.mark.parametrize(
    "piece", ["two weeks and ", "the first week of ", "two thousand ", "from 3/4-", "week of the "]
)
def test_long_lines_take_linear_time(piece):
    started = time.process_time()
    find_dates(piece * 400, Span(0, len(piece) * 400), EN)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They rose from fourth to first on Tuesday for the second time.", ["Tuesday"]),
        ("It opened a day or a month ago.", ["a month ago"]),
        ("She left early last month, and now leads.", ["early last month"]),
        ("He spoke last month in Lima and the past week for Radio Sur.", ["last month", "the past week"]),
        ("It fell in the winter of 1987-8 for the first time.", ["1987"]),
        ("It ends in three weeks from spite.", ["in three weeks"]),
        ("Staff of the 1971 March on Paris met.", []),
        ("In the days following last Tuesday they fled.", ["last Tuesday"]),
    ],
)
def test_what_looks_like_one_expression_and_is_two(text, expected):
    assert found_in(text) == expected
