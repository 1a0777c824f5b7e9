"""One table of the kinds of elements."""

import pytest

from ionworks.errors import ValidationError
from ionworks.server.fit.element_types import LABELS, SPELLINGS
from ionworks.server.fit.elements.element import run_element


def test_every_kind_is_run():
    with pytest.raises(ValidationError) as caught:
        run_element({"name": "x", "config": {"element_type": "unheard of"}})
    assert str(caught.value).endswith("supported: " + ", ".join(LABELS))


def test_labels_and_old_spellings_name_a_kind():
    assert set(SPELLINGS.values()) == set(LABELS)
    assert {SPELLINGS[word] for word in ("datafit", "Data Fit", "data_fit")} == {"data_fit"}
