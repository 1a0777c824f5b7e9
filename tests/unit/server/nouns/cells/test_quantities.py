"""Units and quantities."""

import pytest

from ionworks.server.nouns.cells.quantities import amount, check_quantities
from ionworks.server.ground.errors import ApiError


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        (5000, "mA*h", "A*h", 5.0),
        (5, "A.h", "A*h", 5.0),
        (5, "Ah", "A*h", 5.0),
        (18000, "C", "A*h", 5.0),
        (4200, "mV", "V", 4.2),
        (3.6, "kJ", "W*h", 1.0),
        (1, "mol.m-3", "mol/m**3", 1.0),
        (2, "mAh/cm^2", "A*h/m**2", 20.0),
    ],
)
def test_amounts_convert(value, unit, wanted, expected):
    assert amount({"value": value, "unit": unit}, wanted, ("x",)) == pytest.approx(expected)


@pytest.mark.parametrize("quantity", [None, {}, {"value": None, "unit": "V"}, {"value": 1, "unit": None}])
def test_what_is_missing_is_none(quantity):
    assert amount(quantity, "V", ("x",)) is None


@pytest.mark.parametrize(
    ("unit", "basic", "expected"),
    [
        ("A*h", "C", 3600),
        ("mg/cm**2", "kg/m**2", 0.01),
        ("mm", "m", 1e-3),
        ("degC", "K", 274.15),
        ("\u00b0C", "K", 274.15),
        ("\u00b5m", "m", 1e-6),
        ("Ohm", "V/A", 1),
        ("%", "", 0.01),
        ("1/h", "1/s", 1 / 3600),
        ("W.m-1.K-1", "W/(m*K)", 1),
        ("S/m", "A/(V*m)", 1),
        ("", "V", None),
    ],
)
def test_usual_units_are_known(unit, basic, expected):
    quantity = {"value": 1, "unit": unit}
    check_quantities({"a": [quantity]}, ("body",))
    assert amount(quantity, basic, ("body",)) == (expected and pytest.approx(expected))


@pytest.mark.parametrize(
    "unit",
    ["parsnips", "9**9**9", "m**1000", "m**(9**9)", "9^9", "A*(h", "__import__('os')", "x" * 65, "m\n", 5, ["V"]],
)
def test_other_units_are_refused_quickly(unit):
    with pytest.raises(ApiError) as caught:
        check_quantities({"a": [{"value": 1, "unit": unit}]}, ("body",))
    assert caught.value.detail[0]["loc"] == ["body", "a", 0, "unit"]


@pytest.mark.parametrize("value", ["1", True, [1], {"value": 1}])
def test_values_are_numbers(value):
    with pytest.raises(ApiError) as caught:
        check_quantities({"value": value, "unit": "V"}, ("body", "p"))
    assert caught.value.detail[0]["loc"] == ["body", "p", "value"]


def test_a_unit_of_another_dimension_is_refused():
    with pytest.raises(ApiError, match="'V' does not convert to 'A\\*h'"):
        amount({"value": 1, "unit": "V"}, "A*h", ("x",))
