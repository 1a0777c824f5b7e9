import pytest

from ionworks.transport.paging import PaginatedList, iterate_pages


def test_behaves_like_a_list_and_knows_the_total() -> None:
    page = PaginatedList([10, 20, 30], total=12)
    assert (page.items, page.count, page.total, len(page)) == ([10, 20, 30], 3, 12, 3)
    assert (page[0], page[-1], page[1:]) == (10, 30, [20, 30])
    assert type(page[1:]) is list
    assert list(page) == [10, 20, 30]
    assert 20 in page
    assert list(reversed(page)) == [30, 20, 10]
    assert page == [10, 20, 30]
    assert page != [10]
    assert page != PaginatedList([10, 20, 30], total=3)
    assert page != "abc"
    assert bool(page)
    assert not PaginatedList([])
    assert PaginatedList([1]).total == 1
    with pytest.raises(IndexError):
        page[3]


def walk(total: int, cap: int, page_size: int) -> tuple[list[int], list[tuple[int, int]]]:
    calls = []

    def fetch(limit: int, offset: int) -> PaginatedList[int]:
        calls.append((limit, offset))
        return PaginatedList(list(range(total))[offset : offset + min(limit, cap)], total)

    return list(iterate_pages(fetch, page_size)), calls


@pytest.mark.parametrize("total", [0, 1, 3, 4, 7])
def test_iterate_pages_yields_each_row_once(total: int) -> None:
    rows, calls = walk(total, cap=100, page_size=3)
    assert rows == list(range(total))
    assert len(calls) == max(1, -(-total // 3))


def test_iterate_pages_follows_a_server_that_caps_the_limit() -> None:
    rows, calls = walk(5, cap=2, page_size=4)
    assert rows == [0, 1, 2, 3, 4]
    assert calls == [(4, 0), (4, 2), (4, 4)]


def test_iterate_pages_ends_on_an_empty_page() -> None:
    assert list(iterate_pages(lambda limit, offset: PaginatedList([], total=10))) == []
