"""What is to be observed of the demo's people."""

from datetime import datetime
from uuid import UUID

from server.demo.people import Person
from server.demo.rows import Rows
from server.observations.models import WantedObservation


def put_wanted(rows: Rows, person: Person, coordinator_id: UUID, asked_at: datetime) -> None:
    """What a coordinator asked for, a while ago."""
    for one in person.plan.wanted:
        wanted = WantedObservation(
            id=rows.new_id(), service_user_id=person.id, kind=one.kind, target=one.target, rule=one.rule,
            limit=one.limit, by=one.by, days=one.days, how=one.how, wanted_by=coordinator_id, wanted_at=asked_at,
        )  # fmt: skip
        rows.keep(wanted)
        person.wanted.append(wanted)
