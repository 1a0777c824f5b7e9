from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.health_disk import HealthDisk
    from ..models.health_queue_type_0 import HealthQueueType0
    from ..models.health_workers import HealthWorkers


T = TypeVar("T", bound="Health")


@_attrs_define
class Health:
    """State of the service, free form (observed).

    Example:
        {'status': 'ok'}

    Attributes:
        status (str | Unset): `ok` when the service answers and can work, `failing` when it cannot (our decision).
        problems (list[str] | Unset): What keeps the service from working, in sentences (embedded server).
        dispatcher (str | Unset): `starting`, `running`, `resting` after a failure, or `stopped`: what moves jobs to
            workers (embedded server).
        workers (HealthWorkers | Unset): `count` of the jobs that can run at once, and how many of them are `busy`
            (embedded server).
        disk (HealthDisk | Unset): `free_bytes` where the data are (embedded server).
        queue (HealthQueueType0 | None | Unset): Jobs `waiting` and `running`, counted up to 100000; null when the
            database does not answer (embedded server).
    """

    status: str | Unset = UNSET
    problems: list[str] | Unset = UNSET
    dispatcher: str | Unset = UNSET
    workers: HealthWorkers | Unset = UNSET
    disk: HealthDisk | Unset = UNSET
    queue: HealthQueueType0 | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.health_queue_type_0 import HealthQueueType0  # noqa: PLC0415

        status = self.status

        problems: list[str] | Unset = UNSET
        if not isinstance(self.problems, Unset):
            problems = self.problems

        dispatcher = self.dispatcher

        workers: dict[str, Any] | Unset = UNSET
        if not isinstance(self.workers, Unset):
            workers = self.workers.to_dict()

        disk: dict[str, Any] | Unset = UNSET
        if not isinstance(self.disk, Unset):
            disk = self.disk.to_dict()

        queue: dict[str, Any] | None | Unset
        if isinstance(self.queue, Unset):
            queue = UNSET
        elif isinstance(self.queue, HealthQueueType0):
            queue = self.queue.to_dict()
        else:
            queue = self.queue

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if status is not UNSET:
            field_dict["status"] = status
        if problems is not UNSET:
            field_dict["problems"] = problems
        if dispatcher is not UNSET:
            field_dict["dispatcher"] = dispatcher
        if workers is not UNSET:
            field_dict["workers"] = workers
        if disk is not UNSET:
            field_dict["disk"] = disk
        if queue is not UNSET:
            field_dict["queue"] = queue

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.health_disk import HealthDisk  # noqa: PLC0415
        from ..models.health_queue_type_0 import HealthQueueType0  # noqa: PLC0415
        from ..models.health_workers import HealthWorkers  # noqa: PLC0415

        d = dict(src_dict)
        status = d.pop("status", UNSET)

        problems = cast(list[str], d.pop("problems", UNSET))

        dispatcher = d.pop("dispatcher", UNSET)

        _workers = d.pop("workers", UNSET)
        workers: HealthWorkers | Unset
        if isinstance(_workers, Unset):
            workers = UNSET
        else:
            workers = HealthWorkers.from_dict(_workers)

        _disk = d.pop("disk", UNSET)
        disk: HealthDisk | Unset
        if isinstance(_disk, Unset):
            disk = UNSET
        else:
            disk = HealthDisk.from_dict(_disk)

        def _parse_queue(data: object) -> HealthQueueType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                queue_type_0 = HealthQueueType0.from_dict(data)

                return queue_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(HealthQueueType0 | None | Unset, data)

        queue = _parse_queue(d.pop("queue", UNSET))

        health = cls(
            status=status,
            problems=problems,
            dispatcher=dispatcher,
            workers=workers,
            disk=disk,
            queue=queue,
        )

        health.additional_properties = d
        return health

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
