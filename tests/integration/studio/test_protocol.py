"""The page of a protocol: in words, and as the files that cyclers take."""

import pytest

from ionworks.ucp.vendors import convert
from tests.integration.handlers.conftest import STRANGER, Api
from tests.integration.studio.conftest import Browser

pytestmark = [pytest.mark.local_only]

DISCHARGE = {"direction": "Discharge", "mode": "C-rate", "value": 'input["Rate"]', "duration": 60}
PROTOCOL = {"steps": [DISCHARGE, {"direction": "Rest", "duration": 600}]}


@pytest.fixture(scope="module")
def address(api: Api) -> str:
    made = api.made("/experiment_templates", {"project_id": api.project_id, "name": "<i>", "protocol_config": PROTOCOL})
    return f"/projects/{api.project_id}/protocols/{made['id']}"


def test_a_protocol_is_shown_in_words_and_says_what_formats_lack(browser: Browser, address: str) -> None:
    text = browser("GET", address).text
    assert "<h1>&lt;i&gt;</h1>" in text and "Rest for 600 s" in text
    # no value for the input: no format can be written, and each says so
    assert "download>" not in text and text.count('<span class="words">') >= 6
    text = browser("GET", f"{address}?input:Rate=0.5").text
    assert "target=maccor" in text and 'href="' + address + "/file?" in text
    assert "no BT-Test file" in text and "nominal_capacity_ah" in text
    assert "target=neware" not in text
    assert "target=neware" in browser("GET", f"{address}?input:Rate=0.5&capacity=5").text
    for wrong in ("capacity=x", "capacity=-1", "input:Rate=nan"):
        assert 'role="alert"' in browser("GET", f"{address}?{wrong}").text


def test_files_are_downloaded_as_the_converter_writes_them(api: Api, browser: Browser, address: str) -> None:
    answer = browser("GET", f"{address}/file?target=maccor&file=0&input:Rate=0.5")
    expected = convert(PROTOCOL, "maccor", inputs={"Rate": 0.5})
    assert answer.text.replace("\r\n", "\n") == expected["content"]
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    for wrong in ("target=x", "target=maccor&file=9", "target=maccor&file=-1", "target=maccor&file=²", ""):
        assert browser("GET", f"{address}/file?{wrong}&input:Rate=0.5").status_code in {400, 422}
    assert Browser(api).log_in(STRANGER)("GET", f"{address}/file?target=maccor&input:Rate=0.5").status_code == 404
