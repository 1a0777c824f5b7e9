"""Noise of data, estimated from the data themselves."""

import numpy as np
import pytest

from ionworks.server.fit.noise import autocorrelation, noise

RNG_SEED = 3


def curve(points):
    return 4.2 - points + 0.1 * np.tanh(20 * (points - 0.5)) - 0.3 * points**8


@pytest.mark.parametrize("sigma", [1e-4, 1e-3, 1e-2])
@pytest.mark.parametrize("count", [100, 3000])
def test_noise_on_a_discharge_curve(count, sigma):
    rng = np.random.default_rng(RNG_SEED)
    points = np.sort(rng.random(count))
    values = curve(points) + sigma * rng.standard_normal(count)
    assert noise(points, values) == pytest.approx(sigma, rel=0.3 if count == 100 else 0.1)
    assert noise(points[::-1], values[::-1]) == pytest.approx(noise(points, values))


def test_steps_are_no_noise_and_rounding_is():
    rng = np.random.default_rng(RNG_SEED)
    points = np.linspace(0, 1, 1000)
    pulses = np.where((points * 10 % 2) < 1, 0.1, 0.0)
    assert noise(points, pulses + 1e-3 * rng.standard_normal(1000)) == pytest.approx(1e-3, rel=0.1)
    assert noise(points, np.round(curve(points) * 50) / 50) == pytest.approx(0.02 / np.sqrt(12))


def test_few_samples_and_a_smooth_curve():
    points = np.linspace(0, 1, 500)
    assert noise(points[:7], curve(points[:7])) is None
    assert noise(points, curve(points)) < 1e-7


def test_white_errors_and_an_offset():
    white = np.random.default_rng(RNG_SEED).standard_normal(2000)
    assert abs(autocorrelation(white)) < 0.1
    assert autocorrelation(white + 5) > 0.9
