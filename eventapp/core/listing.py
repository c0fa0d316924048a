"""A long list in pages, as the pager macro wants it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """The page of `rows` with this number, from 1; numbers beyond the last give the last."""

    rows: Sequence[Row]
    wanted: int = 1

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))

    @property
    def page(self) -> int:
        return min(max(self.wanted, 1), self.pages)

    @property
    def first(self) -> int:
        return min((self.page - 1) * PER_PAGE + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.page * PER_PAGE, self.total)

    @property
    def items(self) -> Sequence[Row]:
        return self.rows[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]

    def iter_pages(self, **_edges: int) -> Iterator[int]:
        return iter(range(1, self.pages + 1))
