"""The private parts of loky that the server leans on are there, in the version they were checked on."""

import os
import signal
import sys
from importlib.metadata import version

import pytest
from loky import ProcessPoolExecutor
from loky.backend import resource_tracker
from loky.process_executor import BrokenProcessPool

from ionworks.server.workers.loky_parts import CHECKED_VERSION, end_with_interpreter, exit_codes, start_tracker


def test_the_version_is_the_one_that_was_checked():
    assert version("loky") == CHECKED_VERSION, "read the parts below in the new version, then change the constant"


def test_the_flag_is_where_it_was_and_messages_tell_how_a_worker_ended():
    executor = ProcessPoolExecutor(max_workers=1)
    assert executor._flags.kill_workers is False
    end_with_interpreter(executor)
    assert executor._flags.kill_workers is True
    with pytest.raises(BrokenProcessPool) as caught:
        executor.submit(os.kill, executor.submit(os.getpid).result(), signal.SIGKILL).result()
    executor.shutdown(wait=True, kill_workers=True)
    assert exit_codes(str(caught.value)) == "SIGKILL(-9)"
    assert exit_codes("something else") is None


def test_the_tracker_runs_and_warnings_are_as_before():
    before = list(sys.warnoptions)
    start_tracker()
    assert resource_tracker._resource_tracker._pid is not None
    assert sys.warnoptions == before
