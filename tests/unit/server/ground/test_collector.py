"""The garbage collector is off as long as one large document is handled, and then as it was."""

import gc

from ionworks.server.ground.collector import uncollected


def test_it_is_off_until_the_last_is_done():
    first, second = uncollected(), uncollected()
    with first:
        second.__enter__()
        assert not gc.isenabled()
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off():
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
