"""Every entry and every form as lines of JSON, read a thousand rows at a time."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel

from server.body_marks.models import BodyMark
from server.db import reading
from server.documents.models import Photo
from server.inbox.models import Form
from server.medication.models import DoseEffect, MarEntry
from server.observations.models import Observation
from server.soft_signs.models import SoftSigns
from server.stock.models import StockMovement
from server.visits.entries import Entry
from server.visits.entry_kinds import ENTRY_KINDS

KINDS: tuple[type[Entry], ...] = (
    *ENTRY_KINDS, MarEntry, DoseEffect, StockMovement, Observation, SoftSigns, BodyMark, Photo,
)  # fmt: skip
ROWS_AT_ONCE = 1_000
SHARED = {
    "visit_id": "visit",
    "service_user_id": "service_user",
    "author_id": "care_worker",
    "device_id": "device",
    "device_sequence": "device_sequence",
    "recorded_at": "recorded_at",
    "received_at": "received_at",
    "held": "held",
    "corrects": "corrects",
    "also_corrects": "also_corrects",
}


def entry_lines() -> Iterator[str]:
    """Every entry, in the order received. `kind` names the entry; its own kind is `note_kind`, `concern_kind`."""
    with reading() as db:
        for _received_at, _id, line in merge(*(lines_of(db, kind) for kind in KINDS)):
            yield line


def lines_of(db: Session, kind: type[Entry]) -> Iterator[tuple[datetime, str, str]]:
    """The entries of one kind: when received, id, line."""
    entries, forms = table_of(kind), table_of(Form)
    held = forms.c.decided_at.is_not(None).label("held")
    found = select(entries, held).join(forms, forms.c.id == entries.c.id).order_by(entries.c.received_at, entries.c.id)
    for row in db.execute(found.execution_options(yield_per=ROWS_AT_ONCE)).mappings():
        yield row["received_at"], row["id"].hex, line_of(renamed(kind_name(kind), dict(row)))


def renamed(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """What an entry shares with all others by the names of the export, then what is its own."""
    shared = {"id": values.pop("id"), "kind": kind} | {name: values.pop(field) for field, name in SHARED.items()}
    return shared | {f"{kind}_kind" if name == "kind" else name: value for name, value in values.items()}


def kind_name(kind: type[Entry]) -> str:
    """`MarEntry` is `mar_entry`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def form_lines() -> Iterator[str]:
    """Every form as it came, with its receipt, in the order received."""
    forms = table_of(Form)
    found = select(forms).order_by(forms.c.received_at, forms.c.id).execution_options(yield_per=ROWS_AT_ONCE)
    with reading() as db:
        for row in db.execute(found).mappings():
            yield line_of(dict(row))


def table_of(kind: type[SQLModel]) -> Table:
    """The table under a model, whose rows are read without making records of them."""
    return SQLModel.metadata.tables[str(kind.__tablename__)]


def line_of(values: dict[str, Any]) -> str:
    return json.dumps(values, default=plain, ensure_ascii=False)


def plain(value: Any) -> str:
    """Moments as `2026-11-23T08:00:00+00:00`, ids and words as they are, bytes in hexadecimal."""
    if isinstance(value, datetime):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else str(value)
