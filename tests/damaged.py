"""Files that are damaged on purpose."""

import io

from tests.cell_frames import cycler_frame


def panicking_parquet() -> bytes:
    """A Parquet file with one damaged bit in its first page header, at which polars panics: no `Exception`."""
    stream = io.BytesIO()
    cycler_frame().write_parquet(stream)
    whole = stream.getvalue()
    return whole[:15] + bytes([whole[15] ^ 4]) + whole[16:]
