import pytest

from ionworks.server.engine.cell.channels import Channel
from ionworks.server.engine.steps.conditions import (
    Baseline,
    channels_of,
    end_condition,
    safety_conditions,
    thresholds,
    without_signals,
)
from ionworks.ucp.program import End, Limit, Quantity, Safety

START = Baseline(charge_ah=1.0, energy_wh=2.0, soc_percent=80.0, capacity_ah=5.0)
SIGNALS = {
    "voltage": 3.7,
    "current": -2.0,
    "current magnitude": 2.0,
    "charge": 1.0,
    "temperature": 25.0,
    "power magnitude": 7.4,
    "energy": 0.0,
}


def triggers(quantity, operator, value, sign=0):
    condition = end_condition(End(quantity, operator, value), value, sign, START)
    return {(trigger.channel, trigger.threshold) for trigger in condition.triggers}


@pytest.mark.parametrize(
    ("quantity", "operator", "value", "sign", "expected"),
    [
        (Quantity.VOLTAGE, "<", 2.5, 1, {(Channel.VOLTAGE_BELOW, 2.5)}),
        (Quantity.CURRENT, "<", 0.1, -1, {(Channel.CURRENT_BELOW, 0.1)}),
        (Quantity.C_RATE, ">", 0.2, -1, {(Channel.CURRENT_ABOVE, 1.0)}),
        (Quantity.CAPACITY, ">", 0.5, 1, {(Channel.CHARGE_ABOVE, 1.5)}),
        (Quantity.CAPACITY, ">", 0.5, -1, {(Channel.CHARGE_BELOW, 0.5)}),
        (Quantity.CAPACITY, ">", 0.5, 0, {(Channel.CHARGE_ABOVE, 1.5), (Channel.CHARGE_BELOW, 0.5)}),
        (Quantity.ENERGY, ">", 1.0, -1, {(Channel.ENERGY_BELOW, 1.0)}),
        # From 80 % to 60 % one fifth of 5 A.h leaves; to 90 % a tenth comes in.
        (Quantity.SOC, "<", 60.0, 1, {(Channel.CHARGE_ABOVE, 2.0)}),
        (Quantity.SOC, ">", 90.0, -1, {(Channel.CHARGE_BELOW, 0.5)}),
        (Quantity.TEMPERATURE, ">", 40.0, 1, {(Channel.TEMPERATURE_ABOVE, 40.0)}),
        (Quantity.POWER, "<", 3.0, 1, {(Channel.POWER_BELOW, 3.0)}),
    ],
)
def test_ends_become_thresholds(quantity, operator, value, sign, expected):
    assert triggers(quantity, operator, value, sign) == expected


def test_capacity_below_is_true_at_once():
    assert end_condition(End(Quantity.CAPACITY, "<", 1.0), 1.0, 1, START).always


def test_the_tightest_threshold_counts_and_idle_channels_never_fire():
    conditions = [end_condition(End(Quantity.VOLTAGE, "<", v), v, 1, START) for v in (2.5, 3.0)]
    conditions += [end_condition(End(Quantity.CAPACITY, ">", q), q, 1, START) for q in (2.0, 1.0)]
    found = thresholds(conditions, [Channel.VOLTAGE_BELOW, Channel.CHARGE_ABOVE, Channel.TEMPERATURE_ABOVE])
    assert found == {
        "Voltage below [V]": 3.0,
        "Charge passed above [A.h]": 2.0,
        "Temperature above [degC]": Channel.TEMPERATURE_ABOVE.idle,
    }
    assert Channel.TEMPERATURE_ABOVE.margin(1e4, Channel.TEMPERATURE_ABOVE.idle) < 0


def test_safety_limits_and_their_rearming():
    safety = Safety(voltage_max=Limit(4.2), charge_current_max=Limit(3.0))
    limits = {one.limit: one.triggers[0] for one in safety_conditions(safety)}
    assert limits["voltage_max"].threshold == 4.2
    assert limits["charge_current_max"].channel is Channel.SIGNED_CURRENT_BELOW
    assert limits["charge_current_max"].threshold == -3.0
    asleep = {one.rearms: one for one in safety_conditions(safety, {"voltage_max"})}
    assert asleep["voltage_max"].triggers[0].channel is Channel.VOLTAGE_BELOW
    assert asleep["voltage_max"].triggers[0].threshold < 4.2
    assert not asleep["voltage_max"].is_met({**SIGNALS, "voltage": 4.2})
    assert asleep["voltage_max"].is_met(SIGNALS)
    assert {Channel.VOLTAGE_BELOW, Channel.VOLTAGE_ABOVE} <= channels_of((), safety)


def test_a_quantity_fixed_by_the_control_is_decided_at_once():
    above = end_condition(End(Quantity.CURRENT, ">", 2.0), 2.0, 0, START)
    below = end_condition(End(Quantity.CURRENT, "<", 2.5), 2.5, 0, START)
    fixed = {"current magnitude": 2.0}
    assert not without_signals(above, fixed).always
    assert not without_signals(above, fixed).triggers
    assert without_signals(below, fixed).always
    assert without_signals(below, {"voltage": 1.0}) == below
