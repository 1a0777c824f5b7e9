"""The picture of a protocol that the Studio draws before anything runs."""

import pytest

from ionworks import ucp
from ionworks.server.studio import steps
from ionworks.ucp.preview import preview

CCCV = """
steps:
  - Charge: {mode: C-rate, value: 0.5, ends: ["Voltage > 4.2"]}
  - Charge: {mode: Voltage, value: 4.2, ends: ["Current < 0.05"]}
  - Rest: {duration: 600}
  - Cycling:
      repeat: 300
      steps:
        - Discharge: {mode: C-rate, value: 'input["rate"]', ends: ["Voltage < 2.5"]}
"""


def _picture(text: str, **inputs: float) -> steps.Picture:
    program = ucp.parse(text)
    return steps.picture(preview(ucp.bind(program, inputs).program if inputs else program))


def test_each_quantity_has_a_band_with_what_is_held() -> None:
    rates, volts = _picture(CCCV, rate=1.0).bands
    assert (rates.name, volts.name) == ("C-rate [1/h]", "Voltage [V]")
    charge, rest, discharge = rates.bars
    # charge below zero, discharge above it, heights are counted from the top
    assert charge.line > rates.zero > discharge.line and rest.line == rates.zero and rest.height == 0
    # the voltage that ends the charge is the one that is held afterwards
    end, hold, last = volts.bars
    assert end.line is None and end.limits == [hold.line] and last.limits[0] > hold.line
    assert [bar.x for bar in rates.bars] == [0, 500, 750] and hold.x == 250
    assert charge.text == "1: Charge 0.5C until V > 4.2 V"


def test_a_value_that_is_not_known_is_a_field_without_a_line() -> None:
    rates = _picture(CCCV).bands[0]
    unknown = rates.bars[-1]
    assert unknown.line is None and (unknown.top, unknown.height) == (0.0, steps.HEIGHT)
    assert unknown.text.startswith("4: Discharge input")


def test_blocks_are_named_and_very_long_protocols_cut() -> None:
    assert _picture(CCCV).blocks == ["Step 4: Cycling  \N{MULTIPLICATION SIGN} 300"]
    long = _picture({"steps": [{"Rest": {"duration": 5}}] * 500})
    assert (long.count, long.drawn, len(long.bands[0].bars)) == (500, 200, 200)


@pytest.mark.parametrize("shape", ["Rest for 1 hour", {"steps": [{"EIS": {"frequency_min": 1, "frequency_max": 10}}]}])
def test_protocols_without_a_set_point_have_a_band_all_the_same(shape: str) -> None:
    assert len(_picture(shape).bands) == 1
