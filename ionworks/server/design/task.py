"""What a design optimization is asked."""

from collections.abc import Mapping
from typing import Any

import attrs

from ionworks.server.ground.documents import Document


@attrs.frozen(kw_only=True)
class DesignWork(Document):
    """What helper processes need to know of an optimization."""

    config: Mapping[str, Any]
    """Body of ``create_optimization`` with its protocols filled in."""
    model: Mapping[str, Any]
    """A `ionworks.server.engine.task.ModelDocument`."""


@attrs.frozen(kw_only=True)
class DesignTask(DesignWork):
    """One optimization of kind ``optimize``."""

    seed: int
    workers: int | None = None
    """Processes that share the points, this one included; by default two where there are cores."""
    storage: Any = None
    """Where files are."""
    checkpoint_key: str = ""
    """Where points are kept to resume from, if anywhere."""

    @property
    def work(self) -> DesignWork:
        """The part for helper processes."""
        return DesignWork(config=self.config, model=self.model)
