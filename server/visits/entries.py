"""What every entry shares: one fact a worker recorded, added and never edited."""

from datetime import datetime
from typing import Any, Self, TypeVar
from uuid import UUID

from sqlmodel import Field

from server.db import Row
from server.inbox.models import Form
from server.inbox.reading import FormValues
from server.problems import CannotAccept


class Entry(Row):
    """A fact on a visit. `id` is the id of the form that brought it; a correction names the entry it corrects."""

    id: UUID = Field(primary_key=True, foreign_key="forms.id")
    visit_id: UUID = Field(foreign_key="visits.id", index=True)
    service_user_id: UUID = Field(foreign_key="service_users.id", index=True)
    author_id: UUID = Field(foreign_key="accounts.id")
    device_id: UUID | None = Field(default=None, foreign_key="devices.id")
    device_sequence: int | None = None
    recorded_at: datetime
    """When it happened, by the phone's clock."""
    received_at: datetime
    plan_version: int = 1
    """The version of the plan that the worker saw."""
    corrects: UUID | None = None

    @classmethod
    def of(cls, form: Form, values: FormValues, visit: Any, **own: Any) -> Self:
        """The entry that `form` brings to `visit`; held when the page it came from was about somebody else."""
        if values.service_user not in (None, visit.service_user_id) or values.visit not in (None, visit.id):
            raise CannotAccept("The page it was recorded on was about somebody else. The office has to sort it.")
        return cls(
            id=form.id,
            visit_id=visit.id,
            service_user_id=visit.service_user_id,
            author_id=form.author_id,
            device_id=form.device_id,
            device_sequence=form.device_sequence,
            recorded_at=form.recorded_at,
            received_at=form.received_at,
            plan_version=values.plan_version,
            corrects=None if values.corrects == form.id else values.corrects,
            **own,
        )


EntryKind = TypeVar("EntryKind", bound=Entry)


def standing(entries: list[EntryKind]) -> list[EntryKind]:
    """Those that no other entry corrects. A correction of a correction stands for both."""
    corrected = {entry.corrects for entry in entries}
    return [entry for entry in entries if entry.id not in corrected]
