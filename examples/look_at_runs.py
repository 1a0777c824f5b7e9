"""The page that shows the runs of ``first_discharge.py``: its address, and a picture of it where Chromium is installed.

Run it with ``IONWORKS_SERVER_DATA_DIR=demo-data python examples/look_at_runs.py``, as ``make demo`` does.
"""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, unquote

from ionworks import Ionworks

SWEEP = "Thickness sweep"
PICTURE = "demo-studio.png"
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
"""Chromium has no sandbox for root, as in a container; the only page that is opened is our own."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def draw_page(browser, address, path):
    """Let a browser without a window draw a page, and return whether it did."""
    with TemporaryDirectory() as profile:
        options = [
            *("--headless", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=15000"),
            *(f"--user-data-dir={profile}", "--window-size=1160,1000", f"--screenshot={path}"),
            *(["--no-sandbox"] if IS_ROOT else []),
        ]
        try:
            done = subprocess.run([browser, *options, address], capture_output=True, timeout=60, check=False)  # noqa: S603 - a browser of the PATH, on our page
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0 and Path(path).exists()


def main():
    """Print where the runs are looked at, and draw that page if a browser is there."""
    with Ionworks.local() as client:
        # a link that logs in once, and what it leads to
        link, overview = client.open_studio(open_browser=False).split("&next=")
        page = f"{unquote(overview).removesuffix('studies')}simulations/compare?q={quote(SWEEP)}"
        browser = next(filter(None, map(shutil.which, BROWSERS)), None)
        is_drawn = browser is not None and draw_page(browser, f"{link}&next={quote(page, safe='')}", PICTURE)
    folder = os.environ.get("IONWORKS_SERVER_DATA_DIR", "")
    print(f"Look at the runs in the browser: ionworks serve{folder and f' --data-dir {folder}'} --open")
    print(f"Their page, while that runs: http://127.0.0.1:8000{page}")
    print(
        f"A picture of that page: {PICTURE}"
        if is_drawn
        else "No Chromium is here to draw it; docs/pictures/compare.png shows such a page."
    )


if __name__ == "__main__":
    main()
