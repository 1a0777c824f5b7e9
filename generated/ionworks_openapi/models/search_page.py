from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.search_result import SearchResult


T = TypeVar("T", bound="SearchPage")


@_attrs_define
class SearchPage:
    """One page of what was found (observed).

    Example:
        {'results': [{'id': '3d2c7c0e-7a3f-4f0c-8f6e-55d7a3c4b9aa', 'entity_type': 'cell_measurement', 'name': 'C/3
            discharge', 'project_id': '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'parent_id':
            '6f1a54b2-52a0-4b0e-9c53-0f4b2a7f3c11'}], 'query': 'discharge', 'total': 1, 'limit': 25, 'offset': 0}

    Attributes:
        results (list[SearchResult]): Findings, best first.
        query (str): What was searched for.
        total (int): Number of all findings, of each kind `per_type` at most.
        limit (int): Largest number of results in the page.
        offset (int): Number of results passed over.
    """

    results: list[SearchResult]
    query: str
    total: int
    limit: int
    offset: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        query = self.query

        total = self.total

        limit = self.limit

        offset = self.offset

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "results": results,
                "query": query,
                "total": total,
                "limit": limit,
                "offset": offset,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.search_result import SearchResult  # noqa: PLC0415

        d = dict(src_dict)
        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = SearchResult.from_dict(results_item_data)

            results.append(results_item)

        query = d.pop("query")

        total = d.pop("total")

        limit = d.pop("limit")

        offset = d.pop("offset")

        search_page = cls(
            results=results,
            query=query,
            total=total,
            limit=limit,
            offset=offset,
        )

        search_page.additional_properties = d
        return search_page

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
