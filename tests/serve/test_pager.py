"""Long lists come a hundred rows at a time, and every row stands on one page."""

import pytest

from regesta.serve.pager import PAGE, leaf


@pytest.mark.parametrize("n", [0, 1, PAGE, PAGE + 1, 5 * PAGE - 1])
@pytest.mark.parametrize("from_end", [True, False])
def test_pages_hold_every_row_once_in_order(n, from_end):
    rows = list(range(n))
    pages = [leaf(rows, k, from_end=from_end) for k in range(1, leaf(rows, 1).pages + 1)]
    ordered = reversed(pages) if from_end else pages
    assert [row for page in ordered for row in page.shown] == rows
    assert all(len(page.shown) <= PAGE for page in pages)


def test_the_latest_come_first_of_a_list_in_order_of_time():
    assert list(leaf(range(250), 1).shown) == list(range(150, 250))
    assert leaf(range(250), 1).told == {"at": 1, "pages": 3, "n": 250, "first": 151, "last": 250}
    assert leaf(range(250), 1, from_end=False).told["last"] == 100


def test_a_page_beyond_the_list_is_its_last():
    assert leaf(range(250), 99).at == 3
    assert list(leaf(range(250), 99).shown) == list(range(50))
