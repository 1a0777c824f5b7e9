"""Random protocols, valid and broken, for the tests of ``ionworks.ucp``.

Run ``python tests/fuzz_ucp.py 100000 [seed]`` for a long run: prints how many documents were valid, invalid or crashed the
validator, and the slowest one. Exits with 1 when one crashed or took a second.
"""

import copy
import random
import sys
import time
import traceback
from typing import Any

import yaml

NAMES = ("Initial SOC", "C-rate", "Temperature [°C]", "N", "Upper voltage [V]")
WORDS = ("Charge", "Discharge", "Rest", "Drive", "EIS", "Waveform", "Ambient temperature", "Control", "Hold")
MODES = ("C-rate", "Current", "Power", "Voltage")
QUANTITIES = ("Voltage [V]", "Current", "C-rate", "capacity [A.h]", "Temperature", "Time", "SOC", "Energy", "Power")
JUNK = (
    None,
    True,
    False,
    -1,
    0,
    1e308,
    float("nan"),
    float("inf"),
    "",
    " ",
    "yes",
    "1e9",
    "VAR_x",
    'input["q"]',
    "input[q]",
)
JUNK_CONTAINERS = ([], {}, [[]], {"x": 1}, [1, 2], {"steps": []}, {"goto": "End"}, ["Voltage > 4.2"])
TEXT_PIECES = (
    "[",
    "]",
    "{",
    "}",
    ":",
    "- ",
    "\n",
    "&a ",
    "*a",
    "<<: ",
    "!!python/object:os.system ",
    '"',
    "'",
    "#",
    "\t",
    "\x00",
    "\ud800",
    "%",
    "| ",
    "> ",
    "? ",
    "~",
    "é",
)


def expression(rng: random.Random, depth: int = 0) -> str:
    """Return a valid expression."""
    choice = rng.randrange(7 if depth < 2 else 3)
    if choice == 0:
        return str(rng.choice((0.5, 1, 2, 3.25, "1e-3")))
    if choice == 1:
        return f'input["{rng.choice(NAMES)}"]'
    if choice == 2:
        return "VAR_A"
    left, right = expression(rng, depth + 1), expression(rng, depth + 1)
    if choice == 3:
        return f"({left} {rng.choice(('+', '-', '*', '/', '**'))} {right})"
    if choice == 4:
        return f"ifelse({left} {rng.choice(('<', '>', '==', '!='))} {right}, {left}, {right})"
    if choice == 5:
        return f"{rng.choice(('min', 'max'))}({left}, {right})"
    return f"abs(-{left})"


def number(rng: random.Random, low: float = 0.1, high: float = 4.0, *, with_variables: bool = True) -> Any:
    """Return a number, numeric text or an expression of an input."""
    value = round(rng.uniform(low, high), 3)
    forms = [value, str(value), f'input["{rng.choice(NAMES)}"]']
    return rng.choice([*forms, "VAR_A * 1"] if with_variables else forms)


def end(rng: random.Random) -> Any:
    """Return an end condition in one of its forms."""
    quantity, operator, value = rng.choice(QUANTITIES), rng.choice(("<", ">", "<=", ">=")), number(rng)
    condition, goto = f"{quantity} {operator} {value}", rng.choice(("End", "Next", 0, "start"))
    forms: list[Any] = [
        condition,
        {condition: None},
        {condition: {"goto": goto}},
        {"expression": condition, "goto": goto},
        {"variable": quantity, "value": value, "operator": operator},
        {"variable": quantity, "value": value, "operator": operator, "goto": goto},
    ]
    return rng.choice(forms)


def timed(rng: random.Random) -> dict[str, Any]:
    """Return the parameters that steps with a duration share."""
    keys: dict[str, Any] = {
        "duration": rng.choice((60, "3600", 0.5)),
        "ends": [end(rng) for _ in range(rng.randrange(1, 4))],
    }
    optional: dict[str, Any] = {
        "temperature": number(rng),
        "resolution": {"time": 10},
        "set_variable": [{"name": "VAR_A", "eval": rng.choice(("Voltage + 1", 3, "VAR_A + 1"))}],
        "note": "a note",
    }
    chosen = {key: value for key, value in optional.items() if rng.random() < 0.3}
    return (keys if rng.random() < 0.5 else {rng.choice(("duration",)): 60}) | chosen


def parameters(rng: random.Random, word: str) -> Any:
    """Return valid parameters of a step."""
    match word:
        case "Charge" | "Discharge":
            return {"mode": rng.choice(MODES), "value": number(rng), **timed(rng)}
        case "Hold":
            return {"value": number(rng, 2, 4), **timed(rng)}
        case "Rest":
            return timed(rng)
        case "Drive":
            return {"drive_cycle": "cycle", "scale": number(rng), "repeat": rng.randrange(1, 4), **timed(rng)}
        case "EIS":
            sweep = {"frequency_min": 0.1, "frequency_max": "1e4", "points_per_decade": 5}
            return rng.choice((sweep, {"frequencies": [1, "10", 100.0], "mode": "Voltage"}))
        case "Waveform":
            if rng.random() < 0.3:
                return {"shape": "custom", "mode": "Current", "samples": [[0, 1], [10, 2.5]]}
            rate = rng.choice(({"period": 10}, {"frequency": 0.1}))
            shape = rng.choice(("sine", "square", "triangle", "ramp"))
            return {"shape": shape, "mode": "Current", "amplitude": number(rng), **rate, **timed(rng)}
        case "Ambient temperature":
            return rng.choice((45, {"value": number(rng)}, 'input["N"]'))
    jump = {"if": expression(rng), "goto": "start", "else": rng.choice(("End", 0))}
    return rng.choice((jump, {"goto": "Next"}, {"set_variable": [{"name": "VAR_A", "eval": expression(rng)}]}))


def item(rng: random.Random, depth: int = 0) -> Any:
    """Return a step, block or marker."""
    roll = rng.random()
    if roll < 0.05:
        return f"marker {rng.randrange(10**9)}"
    if roll < 0.25 and depth < 3:
        body = [item(rng, depth + 1) for _ in range(rng.randrange(1, 4))]
        options = {"repeat": rng.choice((0, 2, 'input["N"]'))} if rng.random() < 0.5 else {"if": expression(rng)}
        return {rng.choice(("A block", "Discharge", "Another")): rng.choice((body, {**options, "steps": body}))}
    word = rng.choice(WORDS)
    chosen = parameters(rng, word)
    cased = rng.choice((word, word.lower(), word.upper()))
    if isinstance(chosen, dict) and rng.random() < 0.3:
        return {"direction": cased, **chosen}
    if word in ("Charge", "Discharge") and rng.random() < 0.1:
        return {'direction[input["N"] > 1]': chosen}
    return {cased: chosen}


def valid_document(rng: random.Random) -> dict[str, Any]:
    """Return a document that keeps every rule that can be checked without values."""
    conditions: dict[str, Any] = {
        "initial_temperature": number(rng, with_variables=False),
        "resolution": {"time": 30, "voltage": 0.01},
    }
    conditions |= rng.choice(
        (
            {"initial_soc": 0.5},
            {"initial_soc": 'input["Initial SOC"]'},
            {"initial_voltage": 3.7},
            {},
            {"initial_state_type": "voltage", "initial_state_value": 3.6},
        )
    )
    if rng.random() < 0.3:
        conditions["temperature"] = number(rng, with_variables=False)
    document: dict[str, Any] = {"global": conditions}
    if rng.random() < 0.4:
        limits = {
            "voltage_max": 4.3,
            "voltage_min": {"value": "2.4", "goto": "start"},
            "charge_current_max": 10,
            "goto": "End",
        }
        (document if rng.random() < 0.5 else conditions)["safety_limits"] = limits
    setter = {"Control": {"set_variable": [{"name": "VAR_A", "eval": 1}]}}
    document["steps"] = ["start", setter, *(item(rng) for _ in range(rng.randrange(1, 8)))]
    column = rng.choice(("current", "Power [W]", "c_rate", "voltage"))
    samples: Any = [[0, 1.5], [1, -2], ["2.5", 0]] if rng.random() < 0.5 else {"time": [0, 1, 2], column: [1, 2, 3]}
    document["drive_cycles"] = {"cycle": samples}
    return document


def broken_document(rng: random.Random, *, containers: bool = True) -> dict[str, Any]:
    """Return a valid document after one to three random changes of its structure."""
    document = copy.deepcopy(valid_document(rng))
    for _ in range(rng.randrange(1, 4)):
        places = list(_places(document))
        parent, key = rng.choice(places)
        roll = rng.random()
        if roll < 0.3:
            del parent[key]
        elif roll < 0.5 and isinstance(parent, dict):
            parent[rng.choice(("unknown", "goto", "mode", "value", "direction", "steps", "name"))] = parent[key]
        else:
            parent[key] = copy.deepcopy(rng.choice(JUNK + JUNK_CONTAINERS if containers else JUNK))
    return document


def _places(value: Any) -> Any:
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def random_text(rng: random.Random) -> str:
    """Return YAML of a document after random damage to the characters."""
    text = yaml.safe_dump(valid_document(rng), sort_keys=False)
    for _ in range(rng.randrange(0, 5)):
        start = rng.randrange(len(text) + 1)
        cut = rng.choice((0, 0, 1, rng.randrange(20)))
        text = text[:start] + rng.choice(TEXT_PIECES) * rng.choice((1, 1, 1, 60)) + text[start + cut :]
    return text


def random_source(rng: random.Random) -> Any:
    """Return anything a user might send."""
    return rng.choice((valid_document, broken_document, random_text))(rng)


def main(count: int, seed: int) -> int:
    """Validate `count` random documents and report."""
    from ionworks import ucp

    rng = random.Random(seed)
    results = {"valid": 0, "invalid": 0, "crash": 0}
    slowest: tuple[float, Any] = (0.0, None)
    for _ in range(count):
        source = random_source(rng)
        start = time.perf_counter()
        try:
            outcome = "valid" if ucp.validate(source)["valid"] else "invalid"
            ucp.find_input_references(source)
        except Exception:
            outcome = "crash"
            print(repr(source)[:2000])
            traceback.print_exc()
        results[outcome] += 1
        slowest = max(slowest, (time.perf_counter() - start, source), key=lambda pair: pair[0])
    print(", ".join(f"{value} {name}" for name, value in results.items()))
    print(f"slowest: {slowest[0]:.4f} s, {repr(slowest[1])[:300]}")
    return int(results["crash"] > 0 or slowest[0] >= 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
