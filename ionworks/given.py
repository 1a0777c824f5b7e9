"""What users give, checked as it is read: each function takes a value and its place, and names both when it refuses.

Source: docs/guides/errors.md (errors name the field, the value and what is allowed).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from numbers import Real
from types import MappingProxyType
from typing import Any

from ionworks.errors import ValidationError


def members(
    document: Any, where: str, allowed: Sequence[str], elsewhere: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """Members of an object that are not null; an unknown key is an error that names it and the valid ones.

    `elsewhere` says of keys that have their place in another document what to do about them; null members count as
    absent.
    """
    mapping(document, where)
    for key in elsewhere:
        if document.get(key) is not None:
            raise ValidationError(f"{key} {elsewhere[key]}")
    document = {key: value for key, value in document.items() if key not in elsewhere}
    unknown = [key for key in document if key not in allowed]
    if unknown:
        raise ValidationError(f"{where}: unknown key {unknown[0]!r}; valid keys: {', '.join(allowed)}")
    return {key: value for key, value in document.items() if value is not None}


def mapping(value: Any, where: str) -> Mapping[str, Any]:
    """`value`, which is an object."""
    if not isinstance(value, Mapping):
        raise ValidationError(f"{where}: expected an object, found {value!r}")
    return value


def text(value: Any, where: str) -> str:
    """`value`, which is a text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValidationError(f"{where}: expected a text that is not empty, found {value!r}")
    return value


def number(value: Any, where: str) -> float:
    """`value` as a finite float; numeric text is read, because YAML gives ``75e-6`` as text."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            raise ValidationError(f"{where}: expected a number, found {value!r}") from None
    if isinstance(value, bool) or not isinstance(value, Real):
        raise ValidationError(f"{where}: expected a number, found {value!r}")
    if not math.isfinite(value):
        raise ValidationError(f"{where}: expected a finite number, found {value!r}")
    return float(value)
