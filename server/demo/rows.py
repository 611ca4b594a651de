"""Rows to come, gathered by table and put in at once."""

from collections import defaultdict
from datetime import datetime
from itertools import count
from random import Random
from types import SimpleNamespace
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection
from sqlmodel import SQLModel

Row = dict[str, Any]
Kind = TypeVar("Kind", bound=SQLModel)

ROWS_A_STATEMENT = 5_000


class AsRecord(SimpleNamespace):
    """A row that can be read, set and touched as its record can."""

    def touch(self) -> None:
        self.version += 1


def as_record(_kind: type[Kind], row: Row) -> Kind:
    """A row in the place of its record, at a tenth of what making one costs."""
    return cast(Kind, AsRecord(**row))


class Rows:
    """What a seed will insert. The same seed number makes the same ids and the same chances."""

    def __init__(self, seed: int, at: datetime) -> None:
        self.random = Random(seed)  # noqa: S311 (nothing secret)
        self.milliseconds = int(at.timestamp() * 1000)
        self.tables: dict[str, list[Row]] = defaultdict(list)
        self.numbers = count(1)
        """Of people, one after the other."""

    def add(self, kind: type[SQLModel], /, **values: Any) -> Row:
        """A row to come, which may still be changed. Every row of a kind must name the same columns."""
        self.tables[str(kind.__tablename__)].append(values)
        return values

    def keep(self, record: SQLModel) -> None:
        """A row from a whole record, as it is now."""
        self.add(type(record), **record.model_dump())

    def new_id(self) -> UUID:
        """A UUIDv7 of the moment the seed is made for, each later than the one before."""
        self.milliseconds += 1
        return self.id_at_milliseconds(self.milliseconds)

    def id_at(self, at: datetime) -> UUID:
        """A UUIDv7 as a phone makes it at a moment."""
        return self.id_at_milliseconds(int(at.timestamp() * 1000))

    def id_at_milliseconds(self, milliseconds: int) -> UUID:
        number = (milliseconds << 80) | self.random.getrandbits(80)
        return UUID(int=(number & ~(0xF << 76) & ~(0x3 << 62)) | (0x7 << 76) | (0x2 << 62))

    def insert(self, connection: Connection) -> None:
        """Put everything in, tables that are pointed at first, and forget it."""
        for table in SQLModel.metadata.sorted_tables:
            rows = self.tables.pop(table.name, [])
            for first in range(0, len(rows), ROWS_A_STATEMENT):
                connection.execute(table.insert(), rows[first : first + ROWS_A_STATEMENT])
